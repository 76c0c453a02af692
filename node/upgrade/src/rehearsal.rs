//! Rehearses an upgrade: the new runtime takes over a copy of the chain.

use super::{
    chain::Block,
    interface,
    metadata::{constant, cursor_key, key, migrations_pallet, Cursor},
    report::{Books, Checks, Copied, Report, StorageVersion, Version, Work},
    runtime::{decode, Runtime},
    slots,
};
use codec::Compact;
use dtao_connection::state::Entries;
use dtao_runtime::{Balance, Nonce};
use frame_metadata::v16::RuntimeMetadataV16;
use frame_system::{limits::BlockWeights, AccountInfo};
use pallet_balances::AccountData;
use sp_runtime::{traits::Header as _, Weight};
use sp_version::RuntimeVersion;
use std::collections::{BTreeMap, BTreeSet};

/// The most blocks of a multi-block migration.
const MAX_MIGRATION_BLOCKS: usize = 10_000;

/// The encoded `frame_support::traits::UpgradeCheckSelect::All`.
const ALL_CHECKS: [u8; 1] = [1];

/// The running runtime, as clients see it.
pub struct Running {
    pub version: RuntimeVersion,
    pub metadata: RuntimeMetadataV16,
}

/// The new runtime.
pub struct Candidate {
    /// The bytes to submit.
    pub code: Vec<u8>,
    /// The same runtime built with the feature `try-runtime`.
    pub checks: Option<Vec<u8>>,
}

/// Upgrades a copied block to the candidate, and builds `blocks` blocks after the migrations.
///
/// Faults of the candidate are in the report. An error is a fault of the rehearsal itself.
pub fn rehearse(start: &Block, running: &Running, candidate: Candidate, blocks: u32) -> Result<Report, String> {
    let mut report =
        Report { from: Version::new(&running.version, &start.code()?), copied: copied(start)?, ..Report::default() };
    report.to.code_bytes = candidate.code.len();
    report.to.code_hash = sp_io::hashing::blake2_256(&candidate.code).into();
    let loaded = std::thread::scope(|scope| {
        let checks = candidate.checks.map(|code| scope.spawn(|| Runtime::load(code, &start.state)));
        let plain = Runtime::load(candidate.code, &start.state);
        let checks =
            checks.map(|thread| thread.join().unwrap_or_else(|_| Err("the WebAssembly compiler has panicked".into())));
        (plain, checks.transpose())
    });
    match loaded {
        (Ok(new), Ok(checks)) => Rehearsal::new(start, running, new, checks, report)?.run(blocks),
        (Err(reason), _) => {
            report.refusals.push(reason);
            Ok(report)
        }
        (_, Err(reason)) => Err(format!("the runtime with the checks: {reason}")),
    }
}

fn copied(block: &Block) -> Result<Copied, String> {
    let pairs = block.pairs(&[])?;
    Ok(Copied {
        number: *block.header.number(),
        hash: block.header.hash(),
        keys: pairs.len(),
        bytes: pairs.iter().map(|(_, value)| value.len()).sum(),
    })
}

struct Rehearsal<'a> {
    start: &'a Block,
    running: &'a Running,
    new: Runtime,
    checks: Option<Runtime>,
    metadata: RuntimeMetadataV16,
    report: Report,
}

impl<'a> Rehearsal<'a> {
    fn new(
        start: &'a Block,
        running: &'a Running,
        new: Runtime,
        checks: Option<Runtime>,
        mut report: Report,
    ) -> Result<Self, String> {
        report.to = Version::new(&new.version, &new.code);
        let metadata = start.metadata_of(&new)?;
        if new.has_checks() {
            report.warnings.push("it has the checks of try-runtime in it, which no chain needs: submit the plain build, and name this one with --checks".into());
        }
        if let Some(checks) = &checks {
            let same = |version: &RuntimeVersion| {
                (version.spec_name.clone(), version.spec_version, version.transaction_version)
            };
            if !checks.has_checks() {
                return Err(
                    "the runtime that was named for the checks has none: build it with the feature try-runtime".into(),
                );
            }
            if same(&checks.version) != same(&new.version) {
                return Err(format!(
                    "the runtime with the checks is {} {}: build both from the same source",
                    checks.version.spec_name, checks.version.spec_version
                ));
            }
        }
        Ok(Self { start, running, new, checks, metadata, report })
    }

    fn run(mut self, blocks: u32) -> Result<Report, String> {
        self.report.refusals.extend(self.succession_fault()?);
        if self.report.refusals.is_empty() {
            self.compare_interfaces();
            if let Err(reason) = self.take_over(blocks) {
                self.report.refusals.push(reason);
            }
        }
        Ok(self.report)
    }

    /// Returns the reason why the new runtime cannot replace the running one, from their versions and the migration cursor.
    fn succession_fault(&self) -> Result<Option<String>, String> {
        let (old, new) = (&self.running.version, &self.new.version);
        if new.spec_name != old.spec_name {
            return Ok(Some(format!(
                "its spec_name is {}, the running one's {}: it belongs to another chain",
                new.spec_name, old.spec_name
            )));
        }
        if new.spec_version <= old.spec_version {
            return Ok(Some(format!(
                "its spec_version is {}, the running one's {}: raise spec_version in runtime/src/lib.rs",
                new.spec_version, old.spec_version
            )));
        }
        let (lasts, would_last) = (slots::of_chain(&self.start.code()?), slots::of_chain(&self.new.code));
        if lasts != would_last {
            return Ok(Some(format!(
                "a slot of the chain lasts {lasts} ms, and would last {would_last}: validators would wait for slots that have passed. \
                 Without a file, this command gives the node's runtime the chain's duration"
            )));
        }
        Ok(match cursor(&self.running.metadata, self.start)? {
            Cursor::Ended => None,
            _ => Some("the last upgrade's migration is still running: wait until it has ended".into()),
        })
    }

    fn compare_interfaces(&mut self) {
        let changes = interface::differences(&self.running.metadata, &self.metadata);
        let broken = changes.iter().find(|change| change.breaks_transactions);
        if let Some(change) =
            broken.filter(|_| self.running.version.transaction_version == self.new.version.transaction_version)
        {
            self.report.refusals.push(format!(
                "transactions have other bytes ({} {}) and transaction_version is {} still: raise it in runtime/src/lib.rs",
                change.kind, change.name, self.new.version.transaction_version
            ));
        }
        self.report.interface = changes;
    }

    /// Upgrades the copy, migrates it, and builds blocks on it.
    fn take_over(&mut self, blocks: u32) -> Result<(), String> {
        self.report.block_limit = self.block_limit()?;
        self.record_books(self.start)?;
        let set = self.start.with_code(&self.new.code);
        let first =
            set.next(&self.new).map_err(|reason| format!("the block in which it would take over fails: {reason}"))?;
        self.report.upgrade_block = Some(work(&first)?);
        self.record_storage_versions(&first)?;
        // Before the checks: the runtime that checks panics if a migration gets stuck.
        let ended = self.has_migrated(&first)?;
        self.check_upgrade(&set)?;
        self.ensure_weight(&first, "the block in which it takes over")?;
        self.ensure_taken_over(&first)?;
        let mut last = self.migrate(&set, first, ended)?;
        self.record_books(&last)?;
        for _ in 0..blocks {
            let next =
                last.next(&self.new).map_err(|reason| format!("a block after the migrations fails: {reason}"))?;
            self.ensure_weight(&next, "a block after the migrations")?;
            self.report.afterwards.push(work(&next)?);
            self.check_block(&last, &next)?;
            last = next;
        }
        if blocks > 0 {
            self.record_books(&last)?;
        }
        Ok(())
    }

    /// Runs the migrations of the upgrade block alone, with `pre_upgrade` and `post_upgrade`.
    fn check_upgrade(&mut self, set: &Block) -> Result<(), String> {
        let Some(checks) = self.checks() else {
            return Ok(());
        };
        let (weights, after) = set
            .apply(checks, "TryRuntime_on_runtime_upgrade", &ALL_CHECKS)
            .map_err(|reason| format!("its migrations do not pass their checks: {reason}"))?;
        let (weight, _) = decode::<(Weight, Weight)>(&weights)?;
        let (before, after) = (accounts(set)?, accounts(&after)?);
        let all: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let changed = all.iter().filter(|who| before.get(**who) != after.get(**who)).count();
        self.report.checks = Some(Checks { migration_weight: weight.ref_time(), states: 0, accounts_changed: changed });
        Ok(())
    }

    /// Returns the runtime that checks, if there is one.
    fn checks(&self) -> Option<&Runtime> {
        let own = self.new.has_checks().then_some(&self.new);
        self.checks.as_ref().or(own)
    }

    fn check_block(&mut self, parent: &Block, block: &Block) -> Result<(), String> {
        let Some(checks) = self.checks() else {
            return Ok(());
        };
        block
            .check(parent, checks)
            .map_err(|reason| format!("block {} does not pass its checks: {reason}", block.header.number()))?;
        self.count_state();
        Ok(())
    }

    fn count_state(&mut self) {
        if let Some(checks) = &mut self.report.checks {
            checks.states = checks.states.saturating_add(1);
        }
    }

    /// Builds blocks until the multi-block migrations have ended. Then all storage versions must match the code.
    ///
    /// The runtime that checks executes the same blocks on its own state, in which it stores the data of `pre_upgrade` for
    /// `post_upgrade`. In the end the two states must be equal.
    fn migrate(&mut self, set: &Block, first: Block, mut ended: bool) -> Result<Block, String> {
        let mut checked = self.check_step(Some(set), &first)?;
        let mut last = first;
        while !ended {
            if self.report.stepped.len() >= MAX_MIGRATION_BLOCKS {
                return Err(format!("its migration has not ended after {MAX_MIGRATION_BLOCKS} blocks"));
            }
            let next = last.next(&self.new).map_err(|reason| format!("a block of its migration fails: {reason}"))?;
            self.ensure_weight(&next, "a block of its migration")?;
            self.report.stepped.push(work(&next)?);
            ended = self.has_migrated(&next)?;
            checked = self.check_step(checked.as_ref(), &next)?;
            last = next;
        }
        self.record_storage_versions(&last)?;
        self.ensure_storage_versions()?;
        if let (Some(checked), Some(checks)) = (&checked, self.checks()) {
            self.ensure_same_state(&last, checked)?;
            checks
                .query(&last.state, "TryRuntime_on_runtime_upgrade", &ALL_CHECKS)
                .map_err(|reason| format!("after its migrations the state does not pass the checks: {reason}"))?;
            self.count_state();
        }
        Ok(last)
    }

    /// Returns `true` if no multi-block migration is running.
    fn has_migrated(&self, block: &Block) -> Result<bool, String> {
        match cursor(&self.metadata, block)? {
            Cursor::Ended => Ok(true),
            Cursor::Active => Ok(false),
            Cursor::Stuck => Err(format!("a multi-block migration is stuck at block {}", block.header.number())),
        }
    }

    /// Executes a block of a migration with the runtime that checks, if there is one, on that runtime's own state.
    fn check_step(&self, before: Option<&Block>, block: &Block) -> Result<Option<Block>, String> {
        let (Some(before), Some(checks)) = (before, self.checks()) else {
            return Ok(None);
        };
        let after = block.check_migration(before, checks);
        after.map(Some).map_err(|reason| format!("its migration does not pass its checks: {reason}"))
    }

    /// Fails if the plain runtime and the one that checks have migrated to different states.
    fn ensure_same_state(&self, plain: &Block, checked: &Block) -> Result<(), String> {
        let temporary = migrations_pallet(&self.metadata).map(|pallet| key(pallet, "PreUpgradeBytes"));
        let others = |block: &Block| -> Result<Entries, String> {
            let mut pairs = block.pairs(&[])?;
            pairs.retain(|(at, _)| !temporary.iter().any(|prefix| at.starts_with(prefix)));
            Ok(pairs)
        };
        match others(plain)? == others(checked)? {
            true => Ok(()),
            false => {
                Err("the runtime with the checks migrates to another state: build both from the same source".into())
            }
        }
    }

    fn ensure_weight(&self, block: &Block, what: &str) -> Result<(), String> {
        let (weight, limit) = (block.weight()?, self.report.block_limit);
        if weight <= limit {
            return Ok(());
        }
        Err(format!(
            "{what} weighs {:.0} ms and a block may weigh {:.0}: spread the migration over several blocks (docs/upgrades.md)",
            weight as f64 / 1e9, limit as f64 / 1e9
        ))
    }

    fn ensure_taken_over(&self, block: &Block) -> Result<(), String> {
        let last: Option<(Compact<u32>, String)> = block.read(&key("System", "LastRuntimeUpgrade"))?;
        match last {
            Some((Compact(version), _)) if version == self.new.version.spec_version => Ok(()),
            other => Err(format!("it does not record the upgrade and runs no migration: {other:?}")),
        }
    }

    fn block_limit(&self) -> Result<u64, String> {
        let weights: BlockWeights = constant(&self.metadata, "System", "BlockWeights")
            .ok_or("the runtime has no constant System.BlockWeights")?;
        Ok(weights.max_block.ref_time())
    }

    fn record_books(&mut self, block: &Block) -> Result<(), String> {
        let issuance: Balance = block.read(&key("Balances", "TotalIssuance"))?.unwrap_or(0);
        let sum = accounts(block)?.values().map(|balance| u128::from(*balance)).sum();
        let number = *block.header.number();
        self.report.books.push(Books { number, issuance, accounts: sum });
        if sum == u128::from(issuance) {
            return Ok(());
        }
        Err(format!("after block {number} all accounts hold {sum} rao and the issuance is {issuance}"))
    }

    fn record_storage_versions(&mut self, after: &Block) -> Result<(), String> {
        let mut versions = Vec::new();
        for pallet in &self.metadata.pallets {
            let at = key(&pallet.name, ":__STORAGE_VERSION__:");
            let (before, after) = (self.start.read(&at)?, after.read(&at)?);
            let code = constant(&self.metadata, &pallet.name, "StorageVersion");
            if code.is_some() || before != after {
                versions.push(StorageVersion {
                    pallet: pallet.name.clone(),
                    before: before.unwrap_or(0),
                    after: after.unwrap_or(0),
                    code,
                });
            }
        }
        self.report.storage = versions;
        Ok(())
    }

    fn ensure_storage_versions(&self) -> Result<(), String> {
        let missing = self.report.storage.iter().find(|version| version.code.is_some_and(|code| code != version.after));
        match missing {
            None => Ok(()),
            Some(StorageVersion { pallet, after, code, .. }) => Err(format!(
                "{pallet} has storage of version {after} after all migrations and its code is of version {}: a migration is missing",
                code.unwrap_or_default()
            )),
        }
    }
}

fn work(block: &Block) -> Result<Work, String> {
    Ok(Work { number: *block.header.number(), weight: block.weight()?, micros: block.took.as_micros() })
}

/// Returns the free and reserved balance of every account, in rao.
fn accounts(block: &Block) -> Result<BTreeMap<Vec<u8>, Balance>, String> {
    let pairs = block.pairs(&key("System", "Account"))?;
    pairs
        .into_iter()
        .map(|(key, value)| {
            let info: AccountInfo<Nonce, AccountData<Balance>> = decode(&value)?;
            let total =
                info.data.free.checked_add(info.data.reserved).ok_or("an account has more than 64 bits of rao")?;
            Ok((key, total))
        })
        .collect()
}

fn cursor(metadata: &RuntimeMetadataV16, block: &Block) -> Result<Cursor, String> {
    let Some(key) = cursor_key(metadata) else {
        return Ok(Cursor::Ended);
    };
    Ok(Cursor::decode(block.value(&key)?.as_deref()))
}
