//! Values of Python as those of scenarios, and values of events as those of Python.

use crate::errors::ArgumentError;
use dtao_lab::{
    api,
    chain::events::{Datum, Event},
    scenario::document::{Key, Node, Parameters, Table, Value},
};
use dtao_runtime::AccountId;
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    intern,
    prelude::*,
    types::{PyBool, PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTuple},
};
use std::ops::Range;

/// The most decimals of an amount.
const DECIMALS: usize = 9;

/// Returns the account of an address or a secret.
pub fn account(written: &str) -> PyResult<AccountId> {
    dtao_genesis::text::account(written).map_err(ArgumentError::new_err)
}

/// Returns the address of an account.
pub fn address(account: &AccountId) -> String {
    account.to_string()
}

/// Reads an amount in rao.
pub fn amount(value: &Bound<'_, PyAny>) -> PyResult<u64> {
    let node = node(value, 0..0)?.ok_or_else(|| PyTypeError::new_err("None is no amount"))?;
    node.amount().map_err(ArgumentError::new_err)
}

/// Encodes a call of this name.
pub fn encode_call(name: &str, arguments: &Bound<'_, PyDict>) -> PyResult<Vec<u8>> {
    let encoded = api::encode_call(name, table(arguments)?);
    encoded.map_err(|faults| ArgumentError::new_err(format!("{name}: {}", faults.join("; "))))
}

/// Reads arguments by name. `None` is an argument that is missing. Each has a place of its own, by which messages find its name.
fn table(arguments: &Bound<'_, PyDict>) -> PyResult<Table> {
    let mut entries = Vec::new();
    for (place, (name, value)) in (1..).zip(arguments.iter()) {
        let (name, at) = (name.extract::<String>()?, place..place + 1);
        let read = node(&value, at.clone()).map_err(|error| named(value.py(), &name, error))?;
        if let Some(node) = read {
            entries.push((Key { name, at: 0..0 }, node));
        }
    }
    Ok(Table { at: 0..0, entries })
}

/// Puts the argument's name before the message of an error.
fn named(py: Python<'_>, name: &str, error: PyErr) -> PyErr {
    ArgumentError::new_err(format!("{name}: {}", error.value(py)))
}

/// Reads the values of parameters by name.
pub fn parameters(row: &Bound<'_, PyDict>) -> PyResult<Parameters> {
    let mut parameters = Parameters::new();
    for (name, value) in row.iter() {
        let name = name.extract::<String>()?;
        let node = node(&value, 0..0).map_err(|error| named(value.py(), &name, error))?;
        let node = node.ok_or_else(|| ArgumentError::new_err(format!("{name}: None is no value of a parameter")))?;
        parameters.insert(name, node);
    }
    Ok(parameters)
}

/// Reads a value; nothing of `None`.
fn node(value: &Bound<'_, PyAny>, at: Range<usize>) -> PyResult<Option<Node>> {
    let py = value.py();
    let node = |raw: String, value| Ok(Some(Node { at: at.clone(), raw, value }));
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(flag) = value.cast::<PyBool>() {
        return node(flag.is_true().to_string(), Value::Flag(flag.is_true()));
    }
    if let Ok(text) = value.cast::<PyString>() {
        let text = text.to_cow()?.into_owned();
        return node(text.clone(), Value::Text(text));
    }
    if let Ok(bytes) = value.cast::<PyBytes>() {
        let digits = bytes.as_bytes().iter().fold(String::from("0x"), |text, byte| text + &format!("{byte:02x}"));
        return node(digits.clone(), Value::Text(digits));
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        let rao = value.getattr_opt(intern!(py, "rao"))?.and_then(|rao| rao.extract::<u64>().ok());
        if let Some(rao) = rao {
            let text = format!("{rao} rao");
            return node(text.clone(), Value::Text(text));
        }
        let number = number.value();
        return node(decimal(number)?, Value::Decimal(number));
    }
    if value.is_instance_of::<PyInt>() || value.hasattr(intern!(py, "__index__"))? {
        let number: i64 =
            value.extract().map_err(|_| PyValueError::new_err(format!("{value} is too large a number")))?;
        return node(number.to_string(), Value::Whole(number));
    }
    structure(value, at)
}

/// Reads a list, a table, a call or a decimal number.
fn structure(value: &Bound<'_, PyAny>, at: Range<usize>) -> PyResult<Option<Node>> {
    let py = value.py();
    let node = |raw: String, value| Ok(Some(Node { at: at.clone(), raw, value }));
    let is_list = value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>();
    let is_set = value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>();
    if value.hasattr(intern!(py, "tolist"))? {
        // Of numpy: an array, or a number of its own types.
        return self::node(&value.call_method0(intern!(py, "tolist"))?, at);
    }
    if is_list || is_set {
        // The order of a set is not the same in all processes.
        let items = if is_set {
            py.import(intern!(py, "builtins"))?.getattr(intern!(py, "sorted"))?.call1((value,))?
        } else {
            value.clone()
        };
        let mut list = Vec::new();
        for item in items.try_iter()? {
            let item = node_of(&item?, at.clone())?;
            list.push(item);
        }
        return node(format!("{value}"), Value::List(list));
    }
    if let Ok(dict) = value.cast::<PyDict>() {
        let mut entries = Vec::new();
        for (name, value) in dict.iter() {
            if let Some(node) = self::node(&value, at.clone())? {
                entries.push((Key { name: name.extract()?, at: at.clone() }, node));
            }
        }
        return node(format!("{value}"), Value::Table(Table { at: at.clone(), entries }));
    }
    if value.hasattr(intern!(py, "__dtao_call__"))? {
        let call = value.call_method0(intern!(py, "__dtao_call__"))?;
        return self::node(&call, at);
    }
    let decimal = py.import(intern!(py, "decimal"))?.getattr(intern!(py, "Decimal"))?;
    if value.is_instance(&decimal)? {
        let text: String = value.call_method1(intern!(py, "__format__"), ("f",))?.extract()?;
        let number = value.extract().unwrap_or(f64::NAN);
        return node(text, Value::Decimal(number));
    }
    let kind = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("{value} is of the type {kind}, which no argument takes")))
}

fn node_of(value: &Bound<'_, PyAny>, at: Range<usize>) -> PyResult<Node> {
    node(value, at)?.ok_or_else(|| PyValueError::new_err("a list has None, which is no value"))
}

/// Writes a number without an exponent, rounded to as many decimals as an amount has.
fn decimal(number: f64) -> PyResult<String> {
    if !number.is_finite() {
        return Err(PyValueError::new_err(format!("{number} is no number that a call can have")));
    }
    let exact = number.to_string();
    let decimals = exact.split_once('.').map_or(0, |(_, part)| part.len());
    Ok(if decimals > DECIMALS { format!("{number:.DECIMALS$}") } else { exact })
}

/// Builds the Python value of a [`Datum`]. `amount` makes an amount of rao.
pub fn datum<'py>(py: Python<'py>, value: Datum, amount: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Datum::Nothing => py.None().into_bound(py),
        Datum::Flag(flag) => PyBool::new(py, flag).to_owned().into_any(),
        Datum::Whole(number) => number.into_pyobject(py)?.into_any(),
        Datum::Negative(number) => number.into_pyobject(py)?.into_any(),
        Datum::Amount(rao) => amount.call1((rao,))?,
        Datum::Account(account) => PyString::new(py, &address(&account)).into_any(),
        Datum::Text(text) => PyString::new(py, &text).into_any(),
        Datum::Bytes(bytes) => PyBytes::new(py, &bytes).into_any(),
        Datum::List(items) => {
            let items: PyResult<Vec<_>> = items.into_iter().map(|item| datum(py, item, amount)).collect();
            PyList::new(py, items?)?.into_any()
        }
        Datum::Table(fields) => dict(py, fields, amount)?.into_any(),
    })
}

fn dict<'py>(
    py: Python<'py>,
    fields: Vec<(String, Datum)>,
    amount: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, value) in fields {
        dict.set_item(name, datum(py, value, amount)?)?;
    }
    Ok(dict)
}

/// Builds the Python values of an event: its pallet, its name and its fields.
pub fn event<'py>(
    py: Python<'py>,
    event: Event,
    amount: &Bound<'py, PyAny>,
) -> PyResult<(String, String, Bound<'py, PyDict>)> {
    Ok((event.pallet, event.name, dict(py, event.fields, amount)?))
}
