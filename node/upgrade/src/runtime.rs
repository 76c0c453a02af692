//! A runtime in WebAssembly, which is called on a copy of a chain's state.

use codec::Decode;
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, RuntimeCode, WrappedRuntimeCode};
use sp_externalities::Extensions;
use sp_io::hashing::blake2_256;
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{InMemoryBackend, OverlayedChanges, StateMachine};
use sp_version::RuntimeVersion;

pub type State = InMemoryBackend<BlakeTwo256>;
pub type Changes = OverlayedChanges<BlakeTwo256>;

/// The first bytes of a WebAssembly module.
const WASM: [u8; 4] = *b"\0asm";

/// The first bytes of a compressed module.
const COMPRESSED: [u8; 8] = [82, 188, 83, 118, 70, 219, 142, 5];

/// The id of the runtime API `TryRuntime`: the hash of its name.
const TRY_RUNTIME: [u8; 8] = [0xe0, 0x83, 0x7f, 0xce, 0x09, 0xf4, 0x82, 0x9a];

pub struct Runtime {
    /// The bytes that are submitted.
    pub code: Vec<u8>,
    pub version: RuntimeVersion,
    executor: WasmExecutor,
}

impl Runtime {
    /// Compiles a runtime and calls `Core_version` on `state`. Fails unless `code` is a runtime.
    pub fn load(code: Vec<u8>, state: &State) -> Result<Self, String> {
        if !code.starts_with(&WASM) && !code.starts_with(&COMPRESSED) {
            return Err("this is no WebAssembly".into());
        }
        let version = RuntimeVersion::default();
        let executor = WasmExecutor::builder().build();
        let mut runtime = Self { code, version, executor };
        let version = runtime
            .query(state, "Core_version", &[])
            .map_err(|error| format!("this WebAssembly is no runtime that the node can run: {error}"))?;
        runtime.version = decode(&version)?;
        Ok(runtime)
    }

    /// Calls a function of the runtime. Fails with the message of a panic, in one line.
    pub fn call(&self, state: &State, changes: &mut Changes, method: &str, data: &[u8]) -> Result<Vec<u8>, String> {
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
        machine.execute().map_err(|error| panic_message(&error.to_string()))
    }

    /// Calls a function of the runtime and discards its changes.
    pub fn query(&self, state: &State, method: &str, data: &[u8]) -> Result<Vec<u8>, String> {
        self.call(state, &mut Changes::default(), method, data)
    }

    /// Returns `true` if the runtime was built with the feature `try-runtime`.
    pub fn has_checks(&self) -> bool {
        self.version.apis.iter().any(|(api, _)| *api == TRY_RUNTIME)
    }
}

/// Decodes what a runtime returned.
pub fn decode<T: Decode>(bytes: &[u8]) -> Result<T, String> {
    T::decode(&mut &bytes[..]).map_err(|error| format!("the runtime returns a value that cannot be decoded: {error}"))
}

/// Extracts the message of a panic from an error of the executor, without the backtrace.
fn panic_message(error: &str) -> String {
    let message = error.split("WASM backtrace").next().unwrap_or(error);
    let message = message.split("panicked at ").last().unwrap_or(message);
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
