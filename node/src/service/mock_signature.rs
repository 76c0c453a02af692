//! The signature of an impersonated transaction, and the one place where it is accepted.
//!
//! A transaction that a development chain's node writes in somebody's name has the signature [`MOCK`] in the place of theirs: a mark that
//! every reader of the block sees, the same as that of chopsticks. No key makes it, so it is refused everywhere, but while
//! `dev_impersonate` builds the block that contains it, `dev_redo` builds it again, or `dev_dryRun` tries it. For that, and nothing else,
//! the runtime is executed with the extension [`Impersonation`], which the host's verification of sr25519 signatures looks for. A validator's node never registers it; the pool of
//! a development chain does not either, so nobody can send such a transaction.

// The macro of the functions asks for the targets that the SDK builds, and makes functions for code that calls them natively.
#![allow(unexpected_cfgs, dead_code)]

use sc_executor::sp_wasm_interface::ExtendedHostFunctions;
use sp_core::sr25519::{Pair, Public, Signature};
use sp_externalities::{decl_extension, Extensions, ExternalitiesExt};
use sp_runtime_interface::{
    pass_by::{PassFatPointerAndRead, PassPointerAndRead},
    runtime_interface,
};

/// `0xdeadbeef`, then `0xcd` to the end.
pub const MOCK: [u8; 64] = {
    let mut bytes = [0xcd; 64];
    (bytes[0], bytes[1], bytes[2], bytes[3]) = (0xde, 0xad, 0xbe, 0xef);
    bytes
};

decl_extension! {
    /// Makes [`MOCK`] a valid signature of everybody.
    pub struct Impersonation;
}

/// The functions that the node offers to a runtime.
pub type HostFunctions = ExtendedHostFunctions<sp_io::SubstrateHostFunctions, crypto::HostFunctions>;

/// Returns the extensions with which a runtime accepts [`MOCK`].
pub fn accepted() -> Extensions {
    let mut extensions = Extensions::new();
    extensions.register(Impersonation);
    extensions
}

/// The verification of signatures, which replaces the SDK's functions of the same names.
#[runtime_interface]
pub trait Crypto {
    /// Verifies a signature as the first version of this function does, which no runtime of this chain calls.
    fn sr25519_verify(
        sig: PassPointerAndRead<&Signature, 64>,
        msg: PassFatPointerAndRead<&[u8]>,
        pub_key: PassPointerAndRead<&Public, 32>,
    ) -> bool {
        Pair::verify_deprecated(sig, msg, pub_key)
    }

    /// Verifies a signature. Accepts [`MOCK`] from everybody if the caller has registered [`Impersonation`].
    #[version(2)]
    fn sr25519_verify(
        &mut self,
        sig: PassPointerAndRead<&Signature, 64>,
        msg: PassFatPointerAndRead<&[u8]>,
        pub_key: PassPointerAndRead<&Public, 32>,
    ) -> bool {
        if sig.0 == MOCK && self.extension::<Impersonation>().is_some() {
            return true;
        }
        <Pair as sp_core::Pair>::verify(sig, msg, pub_key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sp_keyring::Sr25519Keyring::{Alice, Bob};

    #[test]
    fn the_mark_is_accepted_with_the_extension_alone_and_other_signatures_are_verified_as_ever() {
        let message = b"a message";
        let verify = |signature: &Signature| crypto::sr25519_verify(signature, message, &Alice.public());
        let (own, anothers) = (Alice.sign(message), Bob.sign(message));
        sp_io::TestExternalities::default().execute_with(|| {
            assert!(verify(&own));
            assert!(!verify(&anothers) && !verify(&MOCK.into()));
        });
        let mut externalities = sp_io::TestExternalities::default();
        externalities.register_extension(Impersonation);
        externalities.execute_with(|| {
            assert!(verify(&own) && verify(&MOCK.into()));
            assert!(!verify(&anothers));
        });
    }
}
