//! The lab as an extension of Python: what `dtao_lab`, the package in `python/`, is built on.
//!
//! | module | content |
//! |---|---|
//! | `engine` | a chain: its blocks, calls and tables |
//! | `study`, `results` | scenario files, their runs, and what came of them |
//! | `agent` | agents that are Python functions |
//! | `table` | tables that Arrow's interface hands over without a copy |
//! | `values` | values of Python and of calls |
//! | `errors` | exceptions |
//!
//! Names and shapes here are for the package alone; users have the classes that it builds of them.
#![deny(missing_docs)]

mod agent;
mod engine;
mod errors;
mod results;
mod study;
mod table;
mod values;

use pyo3::prelude::*;

/// The extension.
#[pymodule]
mod _native {
    use super::*;
    use dtao_lab::scenario::{calls, quantity::Quantity};

    #[pymodule_export]
    use engine::Engine;
    #[pymodule_export]
    use errors::{AgentError, ArgumentError, LabError, ScenarioError, StartError};
    #[pymodule_export]
    use results::Results;
    #[pymodule_export]
    use study::Study;
    #[pymodule_export]
    use table::Table;

    /// A call: its pallet, its name, its arguments and its documentation.
    type Described = (String, String, Vec<(String, String, bool)>, String);

    /// Describes all calls of the runtime: pallet, call, arguments (name, type, may be missing), documentation.
    #[pyfunction]
    fn describe_calls() -> Vec<Described> {
        let describe = |call: calls::Description| (call.pallet, call.call, call.arguments, call.docs);
        calls::describe().into_iter().map(describe).collect()
    }

    /// Describes an unknown name: the closest of the known ones, or all of them.
    #[pyfunction]
    fn unknown(kind: &str, name: &str, known: Vec<String>) -> String {
        dtao_lab::scenario::faults::unknown(kind, name, known.iter().map(String::as_str))
    }

    /// Returns the quantities that scenarios and tables name, with their meanings.
    #[pyfunction]
    fn quantities() -> Vec<(&'static str, &'static str)> {
        Quantity::all().map(|(_, name, meaning)| (name, meaning)).collect()
    }

    /// Returns the names of the presets.
    #[pyfunction]
    fn presets() -> Vec<&'static str> {
        dtao_genesis::PRESETS.iter().map(|(name, _)| *name).collect()
    }

    /// Returns the address of a secret such as `//Alice`, or of an address.
    #[pyfunction]
    fn address(written: &str) -> PyResult<String> {
        values::account(written).map(|account| values::address(&account))
    }

    /// Returns an amount in rao. See the rules for amounts in the package.
    #[pyfunction]
    fn rao_of(amount: &Bound<'_, PyAny>) -> PyResult<u64> {
        values::amount(amount)
    }

    /// Runs `dtao-lab` with these arguments, the first of which is the program's name, and returns its exit code.
    #[pyfunction]
    fn run_command(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
        py.detach(|| dtao_lab::command::run(arguments))
    }

    /// Encodes a call, so that what is wrong with it is known before it is applied.
    #[pyfunction]
    fn encode_call(name: &str, arguments: &Bound<'_, pyo3::types::PyDict>) -> PyResult<Vec<u8>> {
        values::encode_call(name, arguments)
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // With nobody who listens, spans take a twentieth of the time.
        dtao_lab::chain::without_traces();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("SPEC_VERSION", dtao_runtime::VERSION.spec_version)?;
        module.add("BLOCKS_PER_DAY", dtao_lab::chain::BLOCKS_PER_DAY)
    }
}
