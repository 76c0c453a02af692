//! Attackers: random sequences of the calls by which somebody could profit, block others, or make a block too heavy.
//!
//! Three properties hold throughout:
//!
//! 1. *No work without weight.* The keys that a call reads and writes cost, at the database's rates, at most the weight that the
//!    call is charged; the same for the work of each block. The charged weight is at most the declared one.
//! 2. *No free profit.* Accounts that make calls within one block are not worth more after them than before, at pool prices:
//!    see [`profit`].
//! 3. *The invariants* of all pallets.
//!
//! Four tests make a quarter of the calls each, so that they run beside each other. `DTAO_ATTACKS` sets the number of all calls
//! (200 000 by default) and `DTAO_SEED` other sequences. The seed is printed, and the largest part of its weight that each call
//! used.

mod calls;
mod families;
mod profit;
mod weights;
mod world;

use super::{calls::outcome, stateful::setting};
use crate::mock::*;
use calls::CALLS;
use dtao_test_runtime::counting::{count, Counts};
use frame_support::{
    dispatch::{extract_actual_weight, DispatchClass, GetDispatchInfo, PostDispatchInfo},
    traits::Hooks,
    weights::Weight,
};
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchErrorWithPostInfo};
use std::{collections::BTreeMap, time::Instant};

/// The number of calls of a normal run, that of the sequences that make them, and the seed of the first.
const STEPS: u64 = 200_000;
const SEQUENCES: u64 = 4;
const SEED: u64 = 0xa77a_c4e5;

/// The invariants are checked after so many calls, and profit is sought after one call in so many.
const CHECK_EVERY: u64 = 50;
const SEEK_EVERY: u64 = 10;

/// The most weight that the work of a block may have: a quarter of two seconds.
const BLOCK_BOUND: u64 = 500_000_000_000;

/// The caller: an account, or root.
#[derive(Clone, Debug)]
enum Caller {
    Account(AccountId32),
    Root,
}

impl Caller {
    fn origin(self) -> RuntimeOrigin {
        match self {
            Self::Account(who) => RuntimeOrigin::signed(who),
            Self::Root => RuntimeOrigin::root(),
        }
    }
}

/// Outcomes of a call, the largest part of its weight that it used, and the first time that its weight was too low.
#[derive(Default)]
struct Record {
    outcomes: BTreeMap<&'static str, u64>,
    used: f64,
    fault: Option<String>,
}

/// The sequence so far.
struct Siege {
    chain: TestExternalities,
    dice: Dice,
    records: BTreeMap<&'static str, Record>,
    blocks: u64,
    heaviest: u64,
    trials: u64,
}

/// Returns the weight of a piece of work's accesses at the database's rates. Keys that each call touches anyway, and that
/// benchmarks do not count, are left out.
fn weight_of(counts: &Counts) -> Weight {
    let costs = |keys: &std::collections::BTreeSet<Vec<u8>>| keys.iter().filter(|key| !is_free(key)).count() as u64;
    <Test as frame_system::Config>::DbWeight::get().reads_writes(costs(&counts.keys_read), costs(&counts.keys_written))
}

/// Does a piece of work on a chain. Returns the weight of its accesses.
pub fn work_of(chain: &mut TestExternalities, work: impl FnOnce()) -> Weight {
    weight_of(&count(chain, work))
}

/// Returns `true` for the block's number, weight and events, the issuance, and what is no pallet's.
fn is_free(key: &[u8]) -> bool {
    let account = frame_support::storage::storage_prefix(b"System", b"Account");
    let system = sp_io::hashing::twox_128(b"System");
    let issuance = pallet_balances::TotalIssuance::<Test>::hashed_key();
    // FRAME counts its storage layers under a key of its own.
    (key.starts_with(&system) && !key.starts_with(&account)) || key == issuance || key.starts_with(b":")
}

fn mandatory() -> Weight {
    *System::block_weight().get(DispatchClass::Mandatory)
}

impl Siege {
    fn new(seed: u64) -> Self {
        Self {
            chain: world::build(),
            dice: Dice::new(seed),
            records: BTreeMap::new(),
            blocks: 0,
            heaviest: 0,
            trials: 0,
        }
    }

    /// Makes one call, and compares its work with its weight.
    fn call(&mut self) {
        let (name, throw) = CALLS[self.dice.below(CALLS.len() as u64) as usize];
        let (caller, call) = self.chain.execute_with(|| throw(&mut self.dice));
        let call = RuntimeCall::from(call);
        let declared = call.get_dispatch_info();
        let before = self.chain.execute_with(mandatory);
        let mut result = None;
        let shown = format!("{call:?}");
        let counts = count(&mut self.chain, || result = Some(call.dispatch(caller.origin())));
        let result: Result<PostDispatchInfo, DispatchErrorWithPostInfo<PostDispatchInfo>> = result.unwrap();
        let charged = extract_actual_weight(&result, &declared);
        let extra = self.chain.execute_with(mandatory).saturating_sub(before);
        let work = weight_of(&counts);
        let record = self.records.entry(name).or_default();
        let fault = if charged.any_gt(declared.call_weight) {
            Some("is charged more than it declares")
        } else if extra != Weight::zero() {
            Some("does work that it does not declare")
        } else if work.ref_time() > charged.ref_time() {
            Some("works more than it is charged for")
        } else {
            None
        };
        if let (Some(fault), None) = (fault, &record.fault) {
            let sizes = (counts.keys_read.len(), counts.keys_written.len());
            record.fault =
                Some(format!("{fault}: {work:?} of {charged:?} of {declared:?}, {extra:?}, {sizes:?}: {shown}"));
        }
        let result = result.map(|_| ()).map_err(|failed| failed.error);
        *record.outcomes.entry(outcome(&result)).or_default() += 1;
        record.used = record.used.max(work.ref_time() as f64 / charged.ref_time() as f64);
    }

    /// Begins the next blocks, mostly one.
    fn blocks(&mut self) {
        let more = self.dice.below(12) == 0;
        for _ in 0..=if more { self.dice.below(25) } else { 0 } {
            self.block();
        }
    }

    fn block(&mut self) {
        let (block, before) = self.chain.execute_with(|| {
            world::settle_new_subnets(&mut self.dice);
            System::reset_events();
            let next = System::block_number() + 1;
            System::set_block_number(next);
            (next, mandatory())
        });
        let mut weight = Weight::zero();
        let counts = count(&mut self.chain, || weight = SubtensorModule::on_initialize(block));
        let extra = self.chain.execute_with(mandatory).saturating_sub(before);
        let weight = weight.saturating_add(extra).ref_time();
        let work = weight_of(&counts).ref_time();
        assert!(work <= weight, "block {block}: {work} of {weight}");
        assert!(weight <= BLOCK_BOUND, "block {block} weighs {weight}");
        self.heaviest = self.heaviest.max(weight);
        self.blocks += 1;
    }

    fn run(&mut self, steps: u64) {
        for step in 1..=steps {
            self.call();
            if self.dice.below(3) == 0 {
                self.blocks();
            }
            if self.dice.below(SEEK_EVERY) == 0 {
                self.trials += u64::from(self.chain.execute_with(|| profit::seek(&mut self.dice)));
            }
            if step % CHECK_EVERY == 0 {
                self.chain.execute_with(check_invariants);
            }
        }
    }
}

/// Makes the sequence of this number, prints the parts of their weights that calls used, and asserts that there was no fault.
fn besiege(number: u64) {
    let steps = setting("DTAO_ATTACKS", STEPS) / SEQUENCES;
    // The golden ratio sets the seeds far apart.
    let seed = setting("DTAO_SEED", SEED).wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)).max(1);
    println!("sequence {number} of {SEQUENCES} has the seed {seed} and {steps} calls");
    let begun = Instant::now();
    let mut siege = Siege::new(seed);
    siege.run(steps);
    for (name, record) in &siege.records {
        println!("{:>5.1} % of its weight: {name} {:?}", record.used * 100., record.outcomes);
    }
    println!(
        "{steps} calls, {} blocks, the heaviest of {:.1} ms, {} searches for profit in {:.1} s",
        siege.blocks,
        siege.heaviest as f64 / 1e9,
        siege.trials,
        begun.elapsed().as_secs_f64()
    );
    let faults: Vec<_> =
        siege.records.iter().filter_map(|(name, record)| Some((name, record.fault.as_ref()?))).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    // Every call succeeded often.
    for (name, _) in CALLS {
        let well = siege.records.get(name).and_then(|record| record.outcomes.get("ok")).copied().unwrap_or(0);
        assert!(well >= steps / 2_000, "{name}: {well}");
    }
    assert!(siege.trials >= steps / SEEK_EVERY / 2);
}

#[test]
fn attackers_gain_nothing_block_nobody_and_pay_for_all_their_work() {
    besiege(0);
}

#[test]
fn attackers_of_a_second_sequence_do_no_better() {
    besiege(1);
}

#[test]
fn attackers_of_a_third_sequence_do_no_better() {
    besiege(2);
}

#[test]
fn attackers_of_a_fourth_sequence_do_no_better() {
    besiege(3);
}
