//! The result of a rehearsal, as text and as JSON.

use super::interface::{Change, Way};
use serde::Serialize;
use sp_core::H256;
use sp_version::RuntimeVersion;
use std::fmt;

/// Picoseconds in a millisecond. Weights are in picoseconds of a reference machine.
const PICOSECONDS: f64 = 1e9;

/// Rao in a TAO.
const RAO: f64 = 1e9;

/// The result of a rehearsal. The runtime may be submitted if `refusals` is empty.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    pub from: Version,
    pub to: Version,
    pub copied: Copied,
    pub storage: Vec<StorageVersion>,
    /// The block in which the new runtime takes over and runs its migrations.
    pub upgrade_block: Option<Work>,
    /// The blocks of multi-block migrations.
    pub stepped: Vec<Work>,
    /// The blocks after the migrations.
    pub afterwards: Vec<Work>,
    /// The maximum weight of a block, in picoseconds of reference time.
    pub block_limit: u64,
    /// `None` without a runtime that checks.
    pub checks: Option<Checks>,
    /// The balances before and after the migrations, and at the end.
    pub books: Vec<Books>,
    /// The differences that clients see.
    pub interface: Vec<Change>,
    pub warnings: Vec<String>,
    /// The reasons not to submit the runtime.
    pub refusals: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
pub struct Version {
    pub spec_name: String,
    pub spec_version: u32,
    pub transaction_version: u32,
    /// The hash of the stored WebAssembly.
    pub code_hash: H256,
    pub code_bytes: usize,
}

impl Version {
    pub fn new(version: &RuntimeVersion, code: &[u8]) -> Self {
        Self {
            spec_name: version.spec_name.to_string(),
            spec_version: version.spec_version,
            transaction_version: version.transaction_version,
            code_hash: sp_io::hashing::blake2_256(code).into(),
            code_bytes: code.len(),
        }
    }
}

/// The block that the runtime was rehearsed on.
#[derive(Debug, Default, Serialize)]
pub struct Copied {
    pub number: u32,
    pub hash: H256,
    /// The number of keys in the state.
    pub keys: usize,
    /// The total size of the values.
    pub bytes: usize,
}

/// The storage version of a pallet.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct StorageVersion {
    pub pallet: String,
    pub before: u16,
    /// The version after all migrations.
    pub after: u16,
    /// The version of the new code, if its metadata has it.
    pub code: Option<u16>,
}

/// The weight of a block and the time to build it.
#[derive(Debug, Serialize)]
pub struct Work {
    pub number: u32,
    /// In picoseconds of reference time.
    pub weight: u64,
    /// The time on this machine, in microseconds.
    pub micros: u128,
}

/// The checks by the runtime that checks.
#[derive(Debug, Default, Serialize)]
pub struct Checks {
    /// The weight of the migrations of the upgrade block alone, in picoseconds of reference time.
    pub migration_weight: u64,
    /// The blocks after which the whole state was decoded and every pallet's `try_state` succeeded.
    pub states: usize,
    /// Accounts whose balance the migrations of the upgrade block changed.
    pub accounts_changed: usize,
}

/// The balances after a block.
#[derive(Debug, Serialize)]
pub struct Books {
    pub number: u32,
    /// In rao.
    pub issuance: u64,
    /// The sum of all balances, in rao.
    pub accounts: u128,
}

impl Report {
    fn heaviest(works: &[Work]) -> u64 {
        works.iter().map(|work| work.weight).max().unwrap_or(0)
    }

    fn percent(&self, weight: u64) -> String {
        let limit = self.block_limit.max(1);
        format!("{:.2} ms, {:.2} % of a block", weight as f64 / PICOSECONDS, 100.0 * weight as f64 / limit as f64)
    }

    fn blocks(&self, f: &mut fmt::Formatter, what: &str, works: &[Work]) -> fmt::Result {
        if works.is_empty() {
            return Ok(());
        }
        let micros: u128 = works.iter().map(|work| work.micros).sum();
        writeln!(
            f,
            "{what}{} blocks, the heaviest of {}; {:.0} ms here",
            works.len(),
            self.percent(Self::heaviest(works)),
            micros as f64 / 1e3
        )
    }

    fn migrations(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for version in &self.storage {
            let StorageVersion { pallet, before, after, code } = version;
            let known = code.map_or_else(|| "unknown".into(), |code| code.to_string());
            writeln!(f, "storage      {pallet} {before} to {after} (code: {known})")?;
        }
        if let Some(work) = &self.upgrade_block {
            writeln!(
                f,
                "takes over   in one block of {}; {:.1} ms here",
                self.percent(work.weight),
                work.micros as f64 / 1e3
            )?;
        }
        self.blocks(f, "goes on      ", &self.stepped)?;
        self.blocks(f, "afterwards   ", &self.afterwards)?;
        match &self.checks {
            Some(checks) => writeln!(
                f,
                "checks       before and after the migrations ({}); state held after {} blocks; {} balances changed by migrations",
                self.percent(checks.migration_weight), checks.states, checks.accounts_changed
            ),
            None => writeln!(f, "checks       none: there is no build with try-runtime (--checks)"),
        }
    }

    fn interface(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let count = |way| self.interface.iter().filter(|change| change.way == way).count();
        let counts = (count(Way::Added), count(Way::Changed), count(Way::Removed));
        writeln!(f, "interface    {} added, {} changed, {} removed", counts.0, counts.1, counts.2)?;
        for Change { kind, way, name, form, breaks_transactions } in &self.interface {
            let sign = match way {
                Way::Added => '+',
                Way::Changed => '~',
                Way::Removed => '-',
            };
            let breaks = if *breaks_transactions { "  [transactions]" } else { "" };
            writeln!(f, "  {sign} {kind:<13} {name} {form}{breaks}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { from, to, copied, .. } = self;
        writeln!(
            f,
            "runtime      {} {} to {} {} (transactions {} to {}), {} bytes, {:?}",
            from.spec_name,
            from.spec_version,
            to.spec_name,
            to.spec_version,
            from.transaction_version,
            to.transaction_version,
            to.code_bytes,
            to.code_hash
        )?;
        writeln!(
            f,
            "rehearsed on block {} {:?}: {} keys, {} bytes, with the block's own state root",
            copied.number, copied.hash, copied.keys, copied.bytes
        )?;
        if self.upgrade_block.is_some() {
            self.migrations(f)?;
        }
        for Books { number, issuance, accounts } in &self.books {
            writeln!(
                f,
                "books        block {number}: issuance {:.9} TAO, all accounts {:.9}",
                *issuance as f64 / RAO,
                *accounts as f64 / RAO
            )?;
        }
        if self.upgrade_block.is_some() || !self.interface.is_empty() {
            self.interface(f)?;
        }
        for warning in &self.warnings {
            writeln!(f, "warning      {warning}")?;
        }
        for refusal in &self.refusals {
            writeln!(f, "REFUSED      {refusal}")?;
        }
        Ok(())
    }
}
