//! What a rehearsal found, for people and for programs.

use super::interface::{Change, Way};
use serde::Serialize;
use sp_core::H256;
use sp_version::RuntimeVersion;
use std::fmt;

/// Picoseconds in a millisecond: weights are told in picoseconds of a reference machine.
const PICOSECONDS: f64 = 1e9;

/// Rao in a TAO.
const RAO: f64 = 1e9;

/// What a rehearsal found. Where `refusals` is empty, the runtime may be submitted.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// The running runtime.
    pub from: Version,
    /// The new one.
    pub to: Version,
    /// The state that it was rehearsed on.
    pub copied: Copied,
    /// Storage versions by pallet.
    pub storage: Vec<StorageVersion>,
    /// The block in which the new runtime takes over, and its migrations run.
    pub upgrade_block: Option<Work>,
    /// The blocks in which migrations of several blocks go on.
    pub stepped: Vec<Work>,
    /// The blocks after them.
    pub afterwards: Vec<Work>,
    /// What a block may weigh, in picoseconds of reference time.
    pub block_limit: u64,
    /// The checks that were made of the state; none where the runtime came without them.
    pub checks: Option<Checks>,
    /// TAO before, right after, and in the end.
    pub books: Vec<Books>,
    /// What clients see differently.
    pub interface: Vec<Change>,
    /// What somebody should know and decide upon.
    pub warnings: Vec<String>,
    /// Why the runtime must not be submitted.
    pub refusals: Vec<String>,
}

/// A runtime's version.
#[derive(Debug, Default, Serialize)]
pub struct Version {
    /// The name of the chain's rules.
    pub spec_name: String,
    /// Counts releases.
    pub spec_version: u32,
    /// Changes with the bytes of transactions.
    pub transaction_version: u32,
    /// The hash of the WebAssembly as it lies in the state.
    pub code_hash: H256,
    /// Its bytes.
    pub code_bytes: usize,
}

impl Version {
    /// What this code says of itself.
    pub fn of(version: &RuntimeVersion, code: &[u8]) -> Self {
        Self {
            spec_name: version.spec_name.to_string(),
            spec_version: version.spec_version,
            transaction_version: version.transaction_version,
            code_hash: sp_io::hashing::blake2_256(code).into(),
            code_bytes: code.len(),
        }
    }
}

/// The state that a runtime was rehearsed on.
#[derive(Debug, Default, Serialize)]
pub struct Copied {
    /// The block's number.
    pub number: u32,
    /// Its hash.
    pub hash: H256,
    /// How many keys its state has.
    pub keys: usize,
    /// How many bytes its values have.
    pub bytes: usize,
}

/// The version of a pallet's storage.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct StorageVersion {
    /// The pallet.
    pub pallet: String,
    /// Before the upgrade.
    pub before: u16,
    /// After all migrations.
    pub after: u16,
    /// The one that the new code knows, if it tells.
    pub code: Option<u16>,
}

/// The work of a block.
#[derive(Debug, Serialize)]
pub struct Work {
    /// The block's number.
    pub number: u32,
    /// What the runtime says that it weighs, in picoseconds of reference time.
    pub weight: u64,
    /// How long it took here, in microseconds.
    pub micros: u128,
}

/// The checks that were made.
#[derive(Debug, Default, Serialize)]
pub struct Checks {
    /// The weight of the migrations of the upgrade block alone, in picoseconds of reference time.
    pub migration_weight: u64,
    /// The blocks after which the whole state was decoded, and `try_state` of every pallet held.
    pub states: usize,
    /// Accounts whose balance the migrations of the upgrade block changed.
    pub accounts_changed: usize,
}

/// TAO at a block.
#[derive(Debug, Serialize)]
pub struct Books {
    /// The block's number.
    pub number: u32,
    /// The issuance, in rao.
    pub issuance: u64,
    /// The sum of all accounts, in rao.
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
            let knows = code.map_or_else(|| "not told".into(), |code| code.to_string());
            writeln!(f, "storage      {pallet} {before} to {after} (code: {knows})")?;
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
            None => writeln!(f, "checks       none: this runtime came without a build that checks (--checks)"),
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
