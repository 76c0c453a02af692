//! A runtime in WebAssembly, to be called on a copy of a chain's state.

use super::chain::{decode, Block};
use codec::Encode;
use frame_metadata::{v16::RuntimeMetadataV16, RuntimeMetadata, RuntimeMetadataPrefixed};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, RuntimeCode, WrappedRuntimeCode};
use sp_externalities::Extensions;
use sp_io::hashing::blake2_256;
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{InMemoryBackend, OverlayedChanges, StateMachine};
use sp_version::RuntimeVersion;

/// The version of metadata in which runtimes are compared. Every runtime of this chain offers it.
pub const METADATA: u32 = 16;

/// The first bytes of a WebAssembly module, and those of a compressed one.
const WASM: [u8; 4] = *b"\0asm";
const COMPRESSED: [u8; 8] = [82, 188, 83, 118, 70, 219, 142, 5];

/// The id of the runtime API `TryRuntime`: the hash of its name, as every API's.
const TRY_RUNTIME: [u8; 8] = [0xe0, 0x83, 0x7f, 0xce, 0x09, 0xf4, 0x82, 0x9a];

/// A runtime.
pub struct Runtime {
    /// Its bytes, as they are submitted.
    pub code: Vec<u8>,
    /// What it says that it is.
    pub version: RuntimeVersion,
    executor: WasmExecutor,
}

impl Runtime {
    /// Compiles a runtime and asks it for its version, on the state of this block.
    ///
    /// # Errors
    /// Where the bytes are no runtime.
    pub fn load(code: Vec<u8>, on: &Block) -> Result<Self, String> {
        if !code.starts_with(&WASM) && !code.starts_with(&COMPRESSED) {
            return Err("this is no WebAssembly".into());
        }
        let version = RuntimeVersion::default();
        let executor = WasmExecutor::builder().build();
        let mut runtime = Self { code, version, executor };
        let version = on
            .ask(&runtime, "Core_version", &[])
            .map_err(|error| format!("this WebAssembly is no runtime that the node can run: {error}"))?;
        runtime.version = decode(&version)?;
        Ok(runtime)
    }

    /// Calls a function of the runtime.
    ///
    /// # Errors
    /// What the runtime says when it panics, in one line.
    pub fn call(
        &self,
        state: &InMemoryBackend<BlakeTwo256>,
        changes: &mut OverlayedChanges<BlakeTwo256>,
        method: &str,
        data: &[u8],
    ) -> Result<Vec<u8>, String> {
        let fetcher = WrappedRuntimeCode(self.code.as_slice().into());
        let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: blake2_256(&self.code).to_vec() };
        let mut extensions = Extensions::default();
        let mut machine = StateMachine::new(
            state,
            changes,
            &self.executor,
            method,
            data,
            &mut extensions,
            &code,
            CallContext::Offchain,
        );
        machine.execute().map_err(|error| what_it_said(&error.to_string()))
    }

    /// Whether the runtime has the checks of `try-runtime` in it.
    pub fn has_checks(&self) -> bool {
        self.version.apis.iter().any(|(api, _)| *api == TRY_RUNTIME)
    }

    /// What it tells clients of itself.
    pub fn metadata(&self, on: &Block) -> Result<RuntimeMetadataV16, String> {
        metadata(&on.ask(self, "Metadata_metadata_at_version", &METADATA.encode())?)
    }
}

/// Reads what a runtime answers that is asked for its metadata.
pub fn metadata(answer: &[u8]) -> Result<RuntimeMetadataV16, String> {
    let bytes: Option<Vec<u8>> = decode(answer)?;
    let bytes = bytes.ok_or_else(|| format!("the runtime offers no metadata of version {METADATA}"))?;
    match decode::<RuntimeMetadataPrefixed>(&bytes)?.1 {
        RuntimeMetadata::V16(metadata) => Ok(metadata),
        other => Err(format!("the runtime gives metadata of version {} for {METADATA}", other.version())),
    }
}

/// The words of a panic, without the frames of WebAssembly that follow them and without what wraps them.
fn what_it_said(error: &str) -> String {
    let words = error.split("WASM backtrace").next().unwrap_or(error);
    let words = words.split("panicked at ").last().unwrap_or(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
