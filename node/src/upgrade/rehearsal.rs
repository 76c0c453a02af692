//! The rehearsal: the new runtime takes over a copy of the chain, before it takes over the chain.

use super::{
    chain::{decode, key, Block, Pairs},
    interface,
    report::{Books, Checks, Copied, Report, StorageVersion, Version, Work},
    runtime::Runtime,
};
use codec::Compact;
use dtao_runtime::{Balance, Nonce};
use frame_metadata::v16::{RuntimeMetadataV16, StorageEntryType};
use frame_system::{limits::BlockWeights, AccountInfo};
use pallet_balances::AccountData;
use sp_runtime::{traits::Header as _, Weight};
use sp_version::RuntimeVersion;
use std::collections::BTreeMap;

/// Blocks that a migration of several blocks may take.
const LONGEST_MIGRATION: usize = 10_000;

/// `frame_support::traits::UpgradeCheckSelect::All`, encoded.
const ALL_CHECKS: [u8; 1] = [1];

/// The runtime that runs now, as clients see it.
pub struct Running {
    /// Its version.
    pub version: RuntimeVersion,
    /// What it tells of itself.
    pub metadata: RuntimeMetadataV16,
}

/// The new runtime.
pub struct Candidate {
    /// The bytes that are to be submitted.
    pub code: Vec<u8>,
    /// The same runtime, built with the feature `try-runtime`.
    pub checks: Option<Vec<u8>>,
}

/// Lets a candidate take over a copied block, and make `blocks` blocks after that.
///
/// What is wrong with the candidate is told in the report. An error is what is wrong with the rehearsal itself.
pub fn rehearse(start: &Block, running: &Running, candidate: Candidate, blocks: u32) -> Result<Report, String> {
    let mut report =
        Report { from: Version::of(&running.version, &start.code()?), copied: copied(start)?, ..Report::default() };
    report.to.code_bytes = candidate.code.len();
    report.to.code_hash = sp_io::hashing::blake2_256(&candidate.code).into();
    let loaded = std::thread::scope(|scope| {
        let checks = candidate.checks.map(|code| scope.spawn(|| Runtime::load(code, start)));
        let plain = Runtime::load(candidate.code, start);
        let checks = checks
            .map(|thread| thread.join().unwrap_or_else(|_| Err("the compiler of WebAssembly has stopped".into())));
        (plain, checks.transpose())
    });
    match loaded {
        (Ok(new), Ok(checks)) => Rehearsal::new(start, running, new, checks, report)?.play(blocks),
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

/// A rehearsal that goes on.
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
        report.to = Version::of(&new.version, &new.code);
        let metadata = new.metadata(start)?;
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

    fn play(mut self, blocks: u32) -> Result<Report, String> {
        self.report.refusals.extend(self.is_no_successor()?);
        if self.report.refusals.is_empty() {
            self.compare_interfaces();
            if let Err(reason) = self.take_over(blocks) {
                self.report.refusals.push(reason);
            }
        }
        Ok(self.report)
    }

    /// Why the new runtime cannot follow upon the running one, whatever it does.
    fn is_no_successor(&self) -> Result<Option<String>, String> {
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
        Ok(match cursor(&self.running.metadata, self.start)? {
            Cursor::Ended => None,
            _ => Some("the last upgrade's migration is still going on: wait until it has ended".into()),
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

    /// Migrates the copy and goes on with it.
    fn take_over(&mut self, blocks: u32) -> Result<(), String> {
        self.report.block_limit = self.block_limit()?;
        self.note_books(self.start)?;
        let set = self.start.with_code(&self.new.code);
        let first =
            set.next(&self.new).map_err(|reason| format!("the block in which it would take over fails: {reason}"))?;
        self.report.upgrade_block = Some(work(&first)?);
        self.note_storage(&first)?;
        // The runtime that checks panics where a migration gets stuck.
        let ended = self.has_migrated(&first)?;
        self.check_upgrade(&set)?;
        self.weigh(&first, "the block in which it takes over")?;
        self.has_taken_over(&first)?;
        let mut last = self.migrate(&set, first, ended)?;
        self.note_books(&last)?;
        for _ in 0..blocks {
            let next =
                last.next(&self.new).map_err(|reason| format!("a block after the migrations fails: {reason}"))?;
            self.weigh(&next, "a block after the migrations")?;
            self.report.afterwards.push(work(&next)?);
            self.check_block(&last, &next)?;
            last = next;
        }
        if blocks > 0 {
            self.note_books(&last)?;
        }
        Ok(())
    }

    /// Runs the migrations of the upgrade block alone, with what they check before and after themselves.
    fn check_upgrade(&mut self, set: &Block) -> Result<(), String> {
        let Some(checks) = self.checks() else {
            return Ok(());
        };
        let (weights, after) = set
            .change(checks, "TryRuntime_on_runtime_upgrade", &ALL_CHECKS)
            .map_err(|reason| format!("its migrations do not pass their checks: {reason}"))?;
        let (weight, _) = decode::<(Weight, Weight)>(&weights)?;
        let (before, after) = (accounts(set)?, accounts(&after)?);
        let all: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let changed = all.iter().filter(|who| before.get(**who) != after.get(**who)).count();
        self.report.checks = Some(Checks { migration_weight: weight.ref_time(), states: 0, accounts_changed: changed });
        Ok(())
    }

    /// The runtime that checks, if there is one.
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
        if let Some(made) = &mut self.report.checks {
            made.states = made.states.saturating_add(1);
        }
    }

    /// Makes blocks until the migrations of several blocks have ended. Then all storage must be as the code knows it.
    ///
    /// The runtime that checks executes the same blocks on a state of its own, where it keeps what the migration's
    /// `pre_upgrade` has found until `post_upgrade` looks at it. In the end the two states must be the same.
    fn migrate(&mut self, set: &Block, first: Block, mut ended: bool) -> Result<Block, String> {
        let mut checked = self.check_step(Some(set), &first)?;
        let mut last = first;
        while !ended {
            if self.report.stepped.len() >= LONGEST_MIGRATION {
                return Err(format!("its migration has not ended after {LONGEST_MIGRATION} blocks"));
            }
            let next = last.next(&self.new).map_err(|reason| format!("a block of its migration fails: {reason}"))?;
            self.weigh(&next, "a block of its migration")?;
            self.report.stepped.push(work(&next)?);
            ended = self.has_migrated(&next)?;
            checked = self.check_step(checked.as_ref(), &next)?;
            last = next;
        }
        self.note_storage(&last)?;
        self.storage_is_what_code_knows()?;
        if let (Some(checked), Some(checks)) = (&checked, self.checks()) {
            self.came_to_the_same(&last, checked)?;
            last.ask(checks, "TryRuntime_on_runtime_upgrade", &ALL_CHECKS)
                .map_err(|reason| format!("after its migrations the state does not pass the checks: {reason}"))?;
            self.count_state();
        }
        Ok(last)
    }

    /// Whether the migrations of several blocks have ended, if there are any.
    fn has_migrated(&self, block: &Block) -> Result<bool, String> {
        match cursor(&self.metadata, block)? {
            Cursor::Ended => Ok(true),
            Cursor::Active => Ok(false),
            Cursor::Stuck => Err(format!("a migration of several blocks is stuck at block {}", block.header.number())),
        }
    }

    /// What the runtime that checks, if there is one, leaves of a block in which a migration may have made a step.
    fn check_step(&self, before: Option<&Block>, block: &Block) -> Result<Option<Block>, String> {
        let (Some(before), Some(checks)) = (before, self.checks()) else {
            return Ok(None);
        };
        let after = block.check_migration(before, checks);
        after.map(Some).map_err(|reason| format!("its migration does not pass its checks: {reason}"))
    }

    /// Fails where the plain runtime and the one that checks have migrated to different states.
    fn came_to_the_same(&self, plain: &Block, checked: &Block) -> Result<(), String> {
        let kept = cursor_pallet(&self.metadata).map(|pallet| key(pallet, "PreUpgradeBytes"));
        let others = |block: &Block| -> Result<Pairs, String> {
            let mut pairs = block.pairs(&[])?;
            pairs.retain(|(at, _)| !kept.iter().any(|prefix| at.starts_with(prefix)));
            Ok(pairs)
        };
        match others(plain)? == others(checked)? {
            true => Ok(()),
            false => {
                Err("the runtime with the checks migrates to another state: build both from the same source".into())
            }
        }
    }

    fn weigh(&self, block: &Block, what: &str) -> Result<(), String> {
        let (weight, limit) = (block.weight()?, self.report.block_limit);
        if weight <= limit {
            return Ok(());
        }
        Err(format!(
            "{what} weighs {:.0} ms and a block may weigh {:.0}: spread the migration over several blocks (docs/upgrades.md)",
            weight as f64 / 1e9, limit as f64 / 1e9
        ))
    }

    fn has_taken_over(&self, block: &Block) -> Result<(), String> {
        let last: Option<(Compact<u32>, String)> = block.read(&key("System", "LastRuntimeUpgrade"))?;
        match last {
            Some((Compact(version), _)) if version == self.new.version.spec_version => Ok(()),
            other => Err(format!("it does not take note of the upgrade and runs no migration: {other:?}")),
        }
    }

    fn block_limit(&self) -> Result<u64, String> {
        let weights: BlockWeights = constant(&self.metadata, "System", "BlockWeights")
            .ok_or("the runtime does not tell what a block may weigh")?;
        Ok(weights.max_block.ref_time())
    }

    fn note_books(&mut self, block: &Block) -> Result<(), String> {
        let issuance: Balance = block.read(&key("Balances", "TotalIssuance"))?.unwrap_or(0);
        let sum = accounts(block)?.values().map(|balance| u128::from(*balance)).sum();
        let number = *block.header.number();
        self.report.books.push(Books { number, issuance, accounts: sum });
        if sum == u128::from(issuance) {
            return Ok(());
        }
        Err(format!("after block {number} all accounts hold {sum} rao and the issuance is {issuance}"))
    }

    fn note_storage(&mut self, after: &Block) -> Result<(), String> {
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

    fn storage_is_what_code_knows(&self) -> Result<(), String> {
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

/// What every account has, spendable and reserved, in rao.
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

/// A constant of a pallet, if there is one of this type.
pub fn constant<T: codec::Decode>(metadata: &RuntimeMetadataV16, pallet: &str, name: &str) -> Option<T> {
    let pallet = metadata.pallets.iter().find(|one| one.name == pallet)?;
    let constant = pallet.constants.iter().find(|one| one.name == name)?;
    T::decode(&mut &constant.value[..]).ok()
}

/// Where a migration of several blocks is.
#[derive(Debug, PartialEq, Eq)]
pub enum Cursor {
    /// Nothing is to be done, or the chain has no such migrations.
    Ended,
    /// It goes on in the next block.
    Active,
    /// It has failed: the chain makes blocks without transactions.
    Stuck,
}

/// Where `pallet-migrations` keeps where it is, if the chain has it, under whatever name.
pub fn cursor_key(metadata: &RuntimeMetadataV16) -> Option<Vec<u8>> {
    cursor_pallet(metadata).map(|pallet| key(pallet, "Cursor"))
}

/// The name under which the chain has `pallet-migrations`, if it has it.
fn cursor_pallet(metadata: &RuntimeMetadataV16) -> Option<&str> {
    metadata.pallets.iter().find_map(|pallet| {
        let storage = pallet.storage.as_ref()?;
        let mut entries = storage.entries.iter();
        let entry = entries.find(|entry| entry.name == "Cursor")?;
        let StorageEntryType::Plain(value) = &entry.ty else {
            return None;
        };
        let path = &metadata.types.resolve(value.id)?.path;
        (path.segments.first()? == "pallet_migrations").then_some(storage.prefix.as_str())
    })
}

/// What the value at [`cursor_key`] means.
pub fn cursor_of(value: Option<&[u8]>) -> Cursor {
    match value.and_then(|bytes| bytes.first()) {
        None => Cursor::Ended,
        Some(0) => Cursor::Active,
        Some(_) => Cursor::Stuck,
    }
}

fn cursor(metadata: &RuntimeMetadataV16, block: &Block) -> Result<Cursor, String> {
    let Some(key) = cursor_key(metadata) else {
        return Ok(Cursor::Ended);
    };
    Ok(cursor_of(block.value(&key)?.as_deref()))
}
