//! The accounts of a new chain, whose keys are public.
//!
//! WARNING: everybody knows their secrets. They must never hold anything of value.

use crate::AccountId;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::hex2array;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// A coldkey, its hotkey and its validator keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DevAccount {
    /// The name.
    pub name: &'static str,
    /// The secret of the coldkey, which is the Aura key too.
    pub secret: &'static str,
    /// The secret of the hotkey.
    pub hotkey_secret: &'static str,
    coldkey: Sr25519Keyring,
    grandpa: Ed25519Keyring,
    /// The public key of the hotkey. The runtime cannot derive it, since it has no code for secrets.
    hotkey: [u8; 32],
}

impl DevAccount {
    /// Returns the account that holds TAO and stake.
    pub fn coldkey(&self) -> AccountId {
        self.coldkey.to_account_id()
    }

    /// Returns the account that works at subnets.
    pub fn hotkey(&self) -> AccountId {
        AccountId::new(self.hotkey)
    }

    /// Returns the key that signs blocks. It is the coldkey, so that the coldkey receives the blocks' fees.
    pub fn aura(&self) -> AuraId {
        self.coldkey.public().into()
    }

    /// Returns the key that votes on finality.
    pub fn grandpa(&self) -> GrandpaId {
        self.grandpa.public().into()
    }
}

/// Declares an account by its name in the keyrings and the public key of its hotkey.
macro_rules! dev_account {
    ($(#[$doc:meta])* $constant:ident, $name:ident, $hotkey:literal) => {
        $(#[$doc])*
        pub const $constant: DevAccount = DevAccount {
            name: stringify!($name),
            secret: concat!("//", stringify!($name)),
            hotkey_secret: concat!("//", stringify!($name), "//hotkey"),
            coldkey: Sr25519Keyring::$name,
            grandpa: Ed25519Keyring::$name,
            hotkey: hex2array!($hotkey),
        };
    };
}

dev_account!(
    /// Alice: sudo, and the owner of the deep subnet.
    ALICE, Alice, "8a3eca384b8333cb44d3668a182440ef192d080053362a387629f9aba90b893e"
);
dev_account!(
    /// Bob: the owner of the shallow subnet.
    BOB, Bob, "f4110771fc0e9768e66b0d471cc37c978dd367c75bceb93d193f9c877ca63c09"
);
dev_account!(
    /// Charlie: the owner of the capped subnet.
    CHARLIE, Charlie, "58f815932b8e95934000bad79be19c518da2d28a3caad7adebb047d3b8286978"
);
dev_account!(
    /// Dave: a staker.
    DAVE, Dave, "60e49a3afea3a1dfdba850576bd031341378e6fb79cb49677eba5a6b3343e93e"
);
dev_account!(
    /// Eve: a staker.
    EVE, Eve, "7a40436d05a4aa9b570764c459d65bb41782d1ab693a09858851be6670ec0a10"
);
dev_account!(
    /// Ferdie: a staker, and a nominator at root.
    FERDIE, Ferdie, "3211cfbfe517775b6340f91775ccaef0eb5654e908846f7d2658b3ffc0592a1b"
);

/// All six accounts.
pub const DEV_ACCOUNTS: [DevAccount; 6] = [ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE];
