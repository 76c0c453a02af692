//! Builds the runtime once more as WebAssembly, when it is built with the standard library.

fn main() {
    #[cfg(feature = "std")]
    substrate_wasm_builder::WasmBuilder::build_using_defaults();
}
