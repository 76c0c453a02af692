//! Exceptions. The package documents them.

use dtao_lab::scenario::faults::Messages;
use pyo3::{create_exception, exceptions::PyException, prelude::*, types::PyTuple};

create_exception!(dtao_lab, LabError, PyException, "The base of all errors of the lab.");
create_exception!(dtao_lab, StartError, LabError, "A start cannot be built: a preset, genesis file or saved state.");
create_exception!(
    dtao_lab,
    ArgumentError,
    LabError,
    "A call of the runtime has an argument that is unknown, missing or of the wrong type."
);
create_exception!(
    dtao_lab,
    ScenarioError,
    LabError,
    "A scenario has faults. `faults` has each as (file, line, column, message); `file`, `line`, `column` are the first's."
);
create_exception!(
    dtao_lab,
    AgentError,
    LabError,
    "An agent has raised an exception, which is the `__cause__`. `agent` is its name, `block` the block."
);

/// Returns an error of the lab.
pub fn lab(what: impl Into<String>) -> PyErr {
    LabError::new_err(what.into())
}

/// Splits `file:line:column: message`; the place is missing in faults of no place.
fn parts(message: &str) -> (Option<String>, Option<u32>, Option<u32>, String) {
    let whole = || (None, None, None, message.to_owned());
    let Some((place, what)) = message.split_once(": ") else { return whole() };
    let mut place = place.rsplitn(3, ':');
    let column = place.next().and_then(|column| column.parse().ok());
    let line = place.next().and_then(|line| line.parse().ok());
    match (place.next(), line, column) {
        (Some(file), Some(line), Some(column)) => (Some(file.to_owned()), Some(line), Some(column), what.to_owned()),
        _ => whole(),
    }
}

/// Returns the error of a scenario's faults.
pub fn scenario(py: Python<'_>, messages: &Messages) -> PyErr {
    let error = ScenarioError::new_err(messages.to_string());
    let faults: Vec<_> = messages.0.iter().map(|message| parts(message)).collect();
    let value = error.value(py);
    let attributes = || {
        let (file, line, column, _) = faults.first().cloned().unwrap_or_default();
        value.setattr("file", file)?;
        value.setattr("line", line)?;
        value.setattr("column", column)?;
        let faults: Result<Vec<_>, _> = faults.iter().map(|fault| fault.clone().into_pyobject(py)).collect();
        value.setattr("faults", PyTuple::new(py, faults?)?)
    };
    match attributes() {
        Ok(()) => error,
        Err(other) => other,
    }
}
