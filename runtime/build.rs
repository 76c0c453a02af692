//! Builds the runtime once more as WebAssembly, when it is built with the standard library.

fn main() {
    #[cfg(feature = "std")]
    build_wasm();
}

/// With the feature `metadata-hash` twice: the second time with a hash of the first one's metadata in it, as
/// [RFC 78](https://polkadot-fellows.github.io/RFCs/approved/0078-merkleized-metadata.html) defines it. A signer without a
/// network signs that hash too, which proves that it understood a transaction as this runtime does.
#[cfg(feature = "std")]
fn build_wasm() {
    let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
    #[cfg(feature = "metadata-hash")]
    let builder = builder.enable_metadata_hash("TAO", 9);
    builder.build();
}
