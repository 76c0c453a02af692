//! Builds the runtime as WebAssembly in addition, when it is built with the standard library.

fn main() {
    #[cfg(feature = "std")]
    build_wasm();
}

/// The file with the hash of the runtime's metadata, as [RFC 78] defines it. `dtao-node metadata-hash` prints the hash.
///
/// An offline signer signs this hash too, which proves that it decoded a transaction as this runtime does.
///
/// [RFC 78]: https://polkadot-fellows.github.io/RFCs/approved/0078-merkleized-metadata.html
#[cfg(feature = "std")]
const METADATA_HASH: &str = "metadata-hash.txt";

/// Passes the metadata's hash to `frame-metadata-hash-extension`, which reads this variable at compile time.
#[cfg(feature = "std")]
fn build_wasm() {
    println!("cargo:rerun-if-changed={METADATA_HASH}");
    let hash = std::fs::read_to_string(METADATA_HASH).expect("the file is part of the repository");
    std::env::set_var("RUNTIME_METADATA_HASH", hash.trim());
    substrate_wasm_builder::WasmBuilder::build_using_defaults();
}
