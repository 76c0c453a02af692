//! The hash of the runtime's metadata, which offline signers sign too.
//!
//! The hash proves that a signer decoded a transaction as the runtime does: [RFC 78]. The runtime must know it when it is
//! compiled, so it is stored in `runtime/metadata-hash.txt`. It covers calls and types, not their documentation.
//!
//! [RFC 78]: https://polkadot-fellows.github.io/RFCs/approved/0078-merkleized-metadata.html

use codec::Decode;
use dtao_genesis::units::{DECIMALS, SS58_FORMAT, TOKEN};
use dtao_runtime::{metadata, VERSION};
use frame_metadata::RuntimeMetadataPrefixed;
use merkleized_metadata::{generate_metadata_digest, ExtraInfo};

/// The version of the metadata that the hash is defined for.
const METADATA_VERSION: u32 = 15;

/// Returns the hash of this node's runtime in hexadecimal, with the prefix `0x`.
pub fn of_runtime() -> Result<String, String> {
    let opaque = metadata::at_version(METADATA_VERSION).ok_or("the runtime has no metadata of version 15")?;
    let metadata = RuntimeMetadataPrefixed::decode(&mut &opaque[..])
        .map_err(|error| format!("the runtime's metadata cannot be decoded: {error}"))?
        .1;
    let info = ExtraInfo {
        spec_version: VERSION.spec_version,
        spec_name: VERSION.spec_name.to_string(),
        base58_prefix: SS58_FORMAT,
        decimals: DECIMALS,
        token_symbol: TOKEN.into(),
    };
    let hash = generate_metadata_digest(&metadata, info)?.hash();
    Ok(format!("0x{}", hash.map(|byte| format!("{byte:02x}")).concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_is_compiled_with_the_hash_of_its_own_metadata() {
        let committed = include_str!("../../runtime/metadata-hash.txt").trim();
        let cure =
            "calls or types have changed: ./scripts/run.sh writes the new hash to runtime/metadata-hash.txt; commit it";
        assert_eq!(committed, of_runtime().unwrap(), "{cure}");
    }
}
