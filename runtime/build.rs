//! Builds the runtime as WebAssembly in addition, when it is built with the standard library and the feature `wasm`.

fn main() {
    #[cfg(all(feature = "std", feature = "wasm"))]
    build_wasm();
}

/// The file with the hash of the runtime's metadata, as [RFC 78] defines it. `dtao-node metadata-hash` prints the hash.
///
/// An offline signer signs this hash too, which proves that it decoded a transaction as this runtime does.
///
/// [RFC 78]: https://polkadot-fellows.github.io/RFCs/approved/0078-merkleized-metadata.html
#[cfg(all(feature = "std", feature = "wasm"))]
const METADATA_HASH: &str = "metadata-hash.txt";

/// Passes the metadata's hash to `frame-metadata-hash-extension`, which reads this variable at compile time.
#[cfg(all(feature = "std", feature = "wasm"))]
fn build_wasm() {
    println!("cargo:rerun-if-changed={METADATA_HASH}");
    let hash = std::fs::read_to_string(METADATA_HASH).expect("the file is part of the repository");
    std::env::set_var("RUNTIME_METADATA_HASH", hash.trim());
    remove_outdated_blobs();
    // The builder builds with the features that these variables name. This one would bring the builder itself into that build.
    std::env::remove_var("CARGO_FEATURE_WASM");
    substrate_wasm_builder::WasmBuilder::build_using_defaults();
}

/// Deletes the compacted and compressed runtime of an earlier build, if a later build was interrupted before it wrote its own.
///
/// The builder would take them for the new ones. After a complete build the compressed runtime has the time of the raw one.
#[cfg(all(feature = "std", feature = "wasm"))]
fn remove_outdated_blobs() {
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let folder =
        out.ancestors().nth(3).expect("cargo's OUT_DIR is target/PROFILE/build/NAME/out").join("wbuild/dtao-runtime");
    let file = |kind: &str| folder.join(format!("dtao_runtime{kind}.wasm"));
    let time = |kind: &str| file(kind).metadata().and_then(|metadata| metadata.modified()).ok();
    let (compact, compressed) = (".compact", ".compact.compressed");
    if time(compressed) != time("") {
        for kind in [compact, compressed] {
            // It may not exist.
            let _ = std::fs::remove_file(file(kind));
        }
    }
}
