//! A chain: its blocks, its calls, and what is read of it.

use crate::{
    errors::{lab, LabError, StartError},
    table::{Column, Table},
    values,
};
use dtao_genesis::{text::account, units::plain_amount};
use dtao_lab::{
    api::{self, Given},
    chain::{events::Event, Chain, Origin, Outcome, Start},
    measure,
    output::{
        columns::{self, Kind},
        rows::{Recorder, SeriesRow},
    },
    run::single::sound,
};
use dtao_runtime::AccountId;
use pyo3::{
    prelude::*,
    types::{PyBytes, PyDict},
};
use std::{
    collections::BTreeMap,
    panic::{catch_unwind, AssertUnwindSafe},
    path::PathBuf,
    sync::{Arc, Mutex, TryLockError},
    time::{Duration, Instant},
};

/// The time between two looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// Blocks between two readings of the clock.
const STRIDE: u32 = 16;

/// A call that is applied: its sender ("root" or an account), the agent that gives it, and the call encoded.
type Call = (String, Option<String>, Vec<u8>);

/// The result of a call: the error's name, `true` if it could not be in the block, and its events.
type Taken<'py> = (Option<String>, bool, Vec<(String, String, Bound<'py, PyDict>)>);

struct Inner {
    chain: Chain,
    /// Rows of the history and the calls, which forks share until one of them changes.
    recorder: Arc<Recorder>,
    /// Blocks between two rows of the history.
    sample: u32,
}

/// The engine of a chain.
#[pyclass(frozen, module = "dtao_lab")]
pub struct Engine {
    inner: Mutex<Inner>,
    /// The secrets that the start names, by account.
    names: Arc<BTreeMap<AccountId, String>>,
}

impl Engine {
    /// Returns the engine of a chain that an agent sees.
    pub fn of_view(chain: Chain) -> Self {
        let inner = Inner { chain, recorder: Arc::default(), sample: u32::MAX };
        Self { inner: Mutex::new(inner), names: Arc::default() }
    }

    /// Works with the chain while other threads of Python run. A panic is an error, after which the chain cannot be used.
    fn with<R: Send>(&self, py: Python<'_>, work: impl FnOnce(&mut Inner) -> R + Send) -> PyResult<R> {
        py.detach(|| {
            let mut inner = match self.inner.try_lock() {
                Ok(inner) => inner,
                Err(TryLockError::WouldBlock) => {
                    return Err(lab("the chain is used by another thread: give that a fork"));
                }
                Err(TryLockError::Poisoned(_)) => {
                    return Err(lab("the chain has ended with a panic: start again, or from a snapshot"));
                }
            };
            let done = catch_unwind(AssertUnwindSafe(|| work(&mut inner)));
            done.map_err(|panic| {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                // Poisons the lock, since the state is unknown.
                let _ = catch_unwind(AssertUnwindSafe(move || {
                    let _inner = inner;
                    std::panic::resume_unwind(Box::new(()));
                }));
                lab(format!("the runtime ended with a panic: {}", text.unwrap_or_default()))
            })
        })
    }

    /// Reads the state after the last block.
    fn read<R: Send>(&self, py: Python<'_>, work: impl FnOnce() -> R + Send) -> PyResult<R> {
        self.with(py, |inner| inner.chain.read(work))
    }
}

impl Inner {
    /// Notes a row of the history if its time has come.
    fn note(&mut self) {
        let block = self.chain.number();
        if block.is_multiple_of(self.sample) {
            let subnets = self.chain.read(measure::subnets);
            Arc::make_mut(&mut self.recorder).subnets(block, &subnets);
        }
    }

    fn copy(&self) -> Self {
        Self { chain: self.chain.fork(), recorder: self.recorder.clone(), sample: self.sample }
    }

    /// Builds a block with calls. Returns their outcomes and events.
    fn block(&mut self, given: &[Given], fees: bool) -> Result<Vec<(Outcome, Vec<Event>)>, String> {
        let taken = api::block(&mut self.chain, Arc::make_mut(&mut self.recorder), given, fees)?;
        self.note();
        Ok(taken)
    }
}

fn origin(written: &str) -> PyResult<Origin> {
    match written {
        "root" => Ok(Origin::Root),
        written => values::account(written).map(Origin::Signed),
    }
}

fn named<'a>(of: impl IntoIterator<Item = (&'a str, Kind)>) -> Vec<Column> {
    of.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect()
}

#[pymethods]
impl Engine {
    /// Builds the chain of a start: `kind` is `preset`, `genesis` or `saved`.
    #[new]
    fn new(py: Python<'_>, kind: &str, of: PathBuf, sample: u32) -> PyResult<Self> {
        let start = py.detach(|| match kind {
            "preset" => Start::preset(&of.to_string_lossy()),
            "genesis" => Start::genesis_file(&of),
            _ => Start::saved(&of),
        });
        let start = start.map_err(StartError::new_err)?;
        let names = start.secrets().iter().flat_map(|secret| {
            let hotkey = format!("{secret}//hotkey");
            [secret.clone(), hotkey].into_iter().filter_map(|secret| Some((account(&secret).ok()?, secret)))
        });
        let names = Arc::new(names.collect());
        let mut inner = Inner { chain: start.chain(), recorder: Arc::default(), sample: sample.max(1) };
        inner.note();
        Ok(Self { inner: Mutex::new(inner), names })
    }

    /// Returns the number of the last block.
    fn block_number(&self, py: Python<'_>) -> PyResult<u32> {
        self.with(py, |inner| inner.chain.number())
    }

    /// Returns the time of the last block, in milliseconds since 1970.
    fn time(&self, py: Python<'_>) -> PyResult<u64> {
        self.read(py, api::time)
    }

    /// Builds this many blocks without calls. Ctrl-C ends it after a whole block.
    fn run(&self, py: Python<'_>, blocks: u32) -> PyResult<()> {
        self.with(py, |inner| {
            let mut looked = Instant::now();
            for number in 0..blocks {
                inner.chain.empty_blocks(1);
                inner.note();
                if number % STRIDE == 0 && looked.elapsed() > LOOK {
                    Python::attach(|py| py.check_signals())?;
                    looked = Instant::now();
                }
            }
            Ok(())
        })?
    }

    /// Builds a block with calls, in their order.
    fn block<'py>(
        &self,
        py: Python<'py>,
        calls: Vec<Call>,
        fees: bool,
        amount: &Bound<'py, PyAny>,
    ) -> PyResult<Vec<Taken<'py>>> {
        let given = |(sender, agent, call): Call| Ok(Given { origin: origin(&sender)?, agent, call });
        let given: PyResult<Vec<_>> = calls.into_iter().map(given).collect();
        let given = given?;
        let taken = self.with(py, |inner| inner.block(&given, fees))?.map_err(lab)?;
        let taken = taken.into_iter().map(|(outcome, events)| {
            let events: PyResult<Vec<_>> = events.into_iter().map(|event| values::event(py, event, amount)).collect();
            Ok((outcome.error().map(str::to_owned), matches!(outcome, Outcome::Refused(_)), events?))
        });
        taken.collect()
    }

    /// Adds TAO to an account and to the issuance.
    fn fund(&self, py: Python<'_>, account: &str, rao: u64) -> PyResult<()> {
        let account = values::account(account)?;
        self.read(py, || api::fund(&account, rao))?.map_err(lab)
    }

    /// Checks the invariants of the pallets, and that all balances add up to the issuance.
    fn check(&self, py: Python<'_>) -> PyResult<()> {
        self.read(py, sound)?.map_err(LabError::new_err)
    }

    /// Returns a copy that goes its own way.
    fn fork(&self, py: Python<'_>) -> PyResult<Self> {
        let inner = self.with(py, |inner| inner.copy())?;
        Ok(Self { inner: Mutex::new(inner), names: self.names.clone() })
    }

    /// Returns a copy without a history, for an agent.
    fn view(&self, py: Python<'_>) -> PyResult<Self> {
        self.with(py, |inner| inner.chain.fork()).map(Self::of_view)
    }

    /// Returns to the state and the history of another engine, which stays as it is.
    fn restore(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        let copy = other.with(py, |inner| inner.copy())?;
        self.with(py, |inner| *inner = copy)
    }

    /// Returns the balance of an account in rao, with what is held of it.
    fn balance(&self, py: Python<'_>, account: &str) -> PyResult<u64> {
        let account = values::account(account)?;
        self.read(py, move || measure::wealth(std::slice::from_ref(&account)).balance)
    }

    /// Returns the TAO that an account can spend without being removed, in rao.
    fn spendable(&self, py: Python<'_>, account: &str) -> PyResult<u64> {
        let account = values::account(account)?;
        self.read(py, move || measure::spendable(&account))
    }

    /// Returns an account's stake at a subnet, in rao of alpha: with one hotkey, or with all.
    fn stake(&self, py: Python<'_>, account: &str, netuid: u16, hotkey: Option<&str>) -> PyResult<u64> {
        let account = values::account(account)?;
        let hotkey = hotkey.map(values::account).transpose()?;
        self.read(py, || api::stake(&account, netuid, hotkey.as_ref()))
    }

    /// Returns the price of a subnet's alpha in TAO, or `None` if there is no such subnet.
    fn price(&self, py: Python<'_>, netuid: u16) -> PyResult<Option<f64>> {
        self.read(py, || api::price(netuid))
    }

    /// Returns the hotkey of a subnet's owner, or `None` if there is no such subnet.
    fn owner_hotkey(&self, py: Python<'_>, netuid: u16) -> PyResult<Option<String>> {
        let hotkey = self.read(py, || api::owner_hotkey(netuid))?;
        Ok(hotkey.map(|hotkey| values::address(&hotkey)))
    }

    /// Returns the netuids of all subnets but root.
    fn netuids(&self, py: Python<'_>) -> PyResult<Vec<u16>> {
        self.read(py, api::netuids)
    }

    /// Returns the issuance in rao.
    fn issuance(&self, py: Python<'_>) -> PyResult<u64> {
        self.read(py, api::issuance)
    }

    /// Returns a row for each subnet.
    fn subnets(&self, py: Python<'_>) -> PyResult<Table> {
        let rows = self.with(py, |inner| {
            let block = inner.chain.number();
            let subnets = inner.chain.read(measure::subnets);
            subnets.into_iter().map(|subnet| SeriesRow { block, subnet }.cells()).collect::<Vec<_>>()
        })?;
        Table::of_rows(&named(columns::MOMENT.into_iter().chain(columns::series())), &rows)
    }

    /// Returns a row for each account that has TAO or stake.
    fn accounts(&self, py: Python<'_>) -> PyResult<Table> {
        let names = self.names.clone();
        let rows = self.read(py, move || accounts(&names))?;
        let decimals = ["balance", "stake", "value", "sale_value"].map(|name| (name, Kind::Decimal));
        Table::of_rows(&named([("account", Kind::Text), ("name", Kind::Text)].into_iter().chain(decimals)), &rows)
    }

    /// Returns the samples of all subnets so far.
    fn history(&self, py: Python<'_>) -> PyResult<Table> {
        let rows = self.with(py, |inner| inner.recorder.series.iter().map(SeriesRow::cells).collect::<Vec<_>>())?;
        Table::of_rows(&named(columns::MOMENT.into_iter().chain(columns::series())), &rows)
    }

    /// Returns the calls so far.
    fn calls(&self, py: Python<'_>) -> PyResult<Table> {
        let rows = self.with(py, |inner| inner.recorder.calls.iter().map(|call| call.cells()).collect::<Vec<_>>())?;
        Table::of_rows(&named(columns::MOMENT.into_iter().chain(columns::CALLS)), &rows)
    }

    /// Returns the chain as bytes, without its history.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = self.with(py, |inner| inner.chain.to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Returns the blocks between two samples.
    fn sample(&self, py: Python<'_>) -> PyResult<u32> {
        self.with(py, |inner| inner.sample)
    }

    /// Returns the names of accounts by their addresses.
    fn names(&self) -> BTreeMap<String, String> {
        self.names.iter().map(|(account, name)| (values::address(account), name.clone())).collect()
    }

    /// Builds the chain of `to_bytes`.
    #[staticmethod]
    fn from_bytes(bytes: &[u8], sample: u32, names: BTreeMap<String, String>) -> PyResult<Self> {
        let chain = Chain::from_bytes(bytes).map_err(lab)?;
        let names = names.into_iter().map(|(address, name)| Ok((values::account(&address)?, name)));
        let names: PyResult<BTreeMap<_, _>> = names.collect();
        let mut inner = Inner { chain, recorder: Arc::default(), sample };
        inner.note();
        Ok(Self { inner: Mutex::new(inner), names: Arc::new(names?) })
    }
}

/// Measures all accounts that have TAO or stake, in the order of their addresses.
fn accounts(names: &BTreeMap<AccountId, String>) -> Vec<Vec<String>> {
    let row = |account: AccountId| {
        let wealth = measure::wealth(std::slice::from_ref(&account));
        let amounts = [wealth.balance, wealth.stake, wealth.at_prices(), wealth.when_sold()];
        let names = [values::address(&account), names.get(&account).cloned().unwrap_or_default()];
        names.into_iter().chain(amounts.map(|rao| plain_amount(rao.into()))).collect()
    };
    let mut rows: Vec<Vec<String>> = api::accounts().into_iter().map(row).collect();
    rows.sort();
    rows
}
