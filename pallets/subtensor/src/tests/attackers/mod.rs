//! Attackers: random sequences of the calls by which somebody could profit, block others, or make a block too heavy.
//!
//! Each call of the pallet that an account can sign is tried, beside changes of all settings by subnets' owners, batches, and calls of
//! root: see [`calls::CALLS`]. A test fails if a call is neither tried nor among [`calls::LEFT_OUT`].
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
//! used. A sequence fails, too, in which an attacker never succeeds or the searches for profit are idle.

mod calls;
mod coldkeys;
mod families;
mod last_payout;
mod neurons;
mod owners;
mod profit;
mod weights;
mod world;

use super::{calls::outcome, stateful::setting};
use crate::{mock::*, Call, Event};
use calls::{CALLS, LEFT_OUT};
use dtao_test_runtime::counting::{count, Counts};
use frame_support::{
    dispatch::{extract_actual_weight, DispatchClass, GetDispatchInfo},
    storage::with_storage_layer,
    traits::{GetCallName, Hooks},
    weights::Weight,
};
use profit::Trial;
use sp_io::TestExternalities;
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchResult};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

/// The number of calls of a normal run, that of the sequences that make them, and the seed of the first.
const STEPS: u64 = 200_000;
const SEQUENCES: u64 = 4;
const SEED: u64 = 0xa77a_c4e5;

/// The invariants are checked after so many calls, and profit is sought after one call in so many.
const CHECK_EVERY: u64 = 50;
const SEEK_EVERY: u64 = 10;

/// The changes are committed after so many calls: a state keeps every key that it has removed since, and searches among them.
const COMMIT_EVERY: u64 = 1_000;

/// A change of a setting is as frequent as so many kinds of calls together, and one in so many changes trims neurons. A batch is as
/// frequent as one kind.
const SETTINGS: u64 = 4;
const TRIM_EVERY: u64 = 8;

/// The most weight that the work of a block may have: a quarter of two seconds.
const BLOCK_BOUND: u64 = 500_000_000_000;

/// Each kind of call succeeds at least once in so many calls of all kinds; those of [`RARE`] once in more.
const SUCCEEDS: u64 = 2_500;
const RARELY: u64 = 12_500;
const RARE: [&str; 8] = [
    "root_register",
    "batch_reveal_weights",
    "reveal_mechanism_weights",
    "announce_coldkey_swap",
    "swap_coldkey_announced",
    "dispute_coldkey_swap",
    "clear_coldkey_swap_announcement",
    "swap_coldkey",
];

/// The names under which batches and trims are counted.
const BATCH: &str = "batch";
const TRIM: &str = "trim neurons";

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

    /// Returns `true` if the runtime accepts these calls of it.
    fn may_send(&self, calls: &[Call<Test>]) -> bool {
        match self {
            Self::Account(who) => coldkeys::is_accepted(who, calls),
            Self::Root => true,
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

impl Record {
    fn note(&mut self, outcome: &'static str) {
        *self.outcomes.entry(outcome).or_default() += 1;
    }
}

/// The numbers of trials of the search for profit: all that acted, and among them those of each kind.
#[derive(Debug, Default)]
struct Trials {
    acted: u64,
    closed: u64,
    claims: u64,
    traded: u64,
    /// All of these.
    whole: u64,
}

impl Trials {
    fn add(&mut self, Trial { acted, closed, claims, traded }: Trial) {
        self.acted += u64::from(acted);
        self.closed += u64::from(closed);
        self.claims += u64::from(acted && claims);
        self.traded += u64::from(traded);
        self.whole += u64::from(closed && claims && traded);
    }

    /// Asserts that the search in a sequence of so many calls was not idle.
    fn assert_busy(&self, steps: u64) {
        let trials = steps / SEEK_EVERY;
        assert!(self.acted >= trials / 2, "{self:?}");
        assert!(self.traded >= trials / 3, "{self:?}");
        assert!(self.closed >= trials / 50, "{self:?}");
        assert!(self.claims >= trials / 50, "{self:?}");
        assert!(self.whole >= trials / 1_000, "{self:?}");
    }
}

/// The sequence so far.
struct Siege {
    chain: TestExternalities,
    dice: Dice,
    records: BTreeMap<String, Record>,
    blocks: u64,
    heaviest: u64,
    /// The commitments with a time lock that have opened.
    opened: u64,
    trials: Trials,
}

/// Returns the weight of a piece of work's accesses at the database's rates. Keys that each call touches anyway, and that
/// benchmarks do not count, are left out.
fn weight_of(counts: &Counts) -> Weight {
    let costs = |keys: &BTreeSet<Vec<u8>>| keys.iter().filter(|key| !is_free(key)).count() as u64;
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

/// The result of calls that were dispatched together, and their weight.
struct Sent {
    result: DispatchResult,
    declared: Weight,
    charged: Weight,
}

impl Sent {
    /// Dispatches calls one after the other, as a batch that all of them succeed in or none. After one that fails there are no
    /// others.
    fn together(origin: &RuntimeOrigin, calls: Vec<RuntimeCall>) -> Self {
        let (mut declared, mut charged) = (Weight::zero(), Weight::zero());
        let result: DispatchResult = with_storage_layer(|| {
            for call in calls {
                let info = call.get_dispatch_info();
                let sent = call.dispatch(origin.clone());
                declared = declared.saturating_add(info.call_weight);
                charged = charged.saturating_add(extract_actual_weight(&sent, &info));
                sent.map_err(|failed| failed.error)?;
            }
            Ok(())
        });
        Self { result, declared, charged }
    }

    /// Says what is wrong with the weight of this work, and of extra weight that was registered meanwhile.
    fn fault(&self, work: Weight, extra: Weight) -> Option<&'static str> {
        if self.charged.any_gt(self.declared) {
            Some("is charged more than it declares")
        } else if extra != Weight::zero() {
            Some("does work that it does not declare")
        } else if work.ref_time() > self.charged.ref_time() {
            Some("works more than it is charged for")
        } else {
            None
        }
    }
}

impl Siege {
    fn new(seed: u64) -> Self {
        Beacon::reset();
        Self {
            chain: world::build(),
            dice: Dice::new(seed),
            records: BTreeMap::new(),
            blocks: 0,
            heaviest: 0,
            opened: 0,
            trials: Trials::default(),
        }
    }

    /// Lets somebody make a call, a batch of calls, or a change of a setting.
    fn act(&mut self) {
        let number = self.dice.below(CALLS.len() as u64 + SETTINGS + 1);
        match CALLS.get(number as usize) {
            Some((name, throw)) => {
                let (caller, call) = self.chain.execute_with(|| throw(&mut self.dice));
                self.send(name, caller, vec![call]);
            }
            None if number == CALLS.len() as u64 => {
                let (caller, calls) = self.chain.execute_with(|| calls::batch(&mut self.dice));
                self.send(BATCH, caller, calls);
            }
            None => self.change(),
        }
    }

    /// Makes calls together, and compares their work with their weight.
    fn send(&mut self, name: &str, caller: Caller, calls: Vec<Call<Test>>) {
        let record = self.records.entry(name.to_string()).or_default();
        let (accepted, before) = self.chain.execute_with(|| (caller.may_send(&calls), mandatory()));
        if !accepted {
            record.note("frozen");
            return;
        }
        let shown = format!("{calls:?}");
        let (origin, calls) = (caller.origin(), calls.into_iter().map(RuntimeCall::from).collect());
        let mut sent = None;
        let counts = count(&mut self.chain, || sent = Some(Sent::together(&origin, calls)));
        let sent = sent.unwrap();
        let extra = self.chain.execute_with(mandatory).saturating_sub(before);
        let work = weight_of(&counts);
        if let (Some(fault), None) = (sent.fault(work, extra), &record.fault) {
            let sizes = (counts.keys_read.len(), counts.keys_written.len());
            let (declared, charged) = (sent.declared, sent.charged);
            record.fault =
                Some(format!("{fault}: {work:?} of {charged:?} of {declared:?}, {extra:?}, {sizes:?}: {shown}"));
        }
        record.note(outcome(&sent.result));
        record.used = record.used.max(work.ref_time() as f64 / sent.charged.ref_time() as f64);
    }

    /// Changes a setting for a subnet's owner, or trims its neurons.
    fn change(&mut self) {
        let trims = self.dice.below(TRIM_EVERY) == 0;
        let (name, outcome) = self.chain.execute_with(|| {
            let thrown = if trims { owners::trimming(&mut self.dice) } else { owners::setting(&mut self.dice) };
            let (who, netuid, setting) = thrown;
            let name = if trims { TRIM.to_string() } else { owners::name_of(&setting) };
            if !coldkeys::is_accepted(&who, &[]) {
                return (name, "frozen");
            }
            (name, outcome(&owners::change(&who, netuid, setting, trims)))
        });
        self.records.entry(name).or_default().note(outcome);
    }

    /// Begins the next blocks, mostly one.
    fn blocks(&mut self) {
        let more = self.dice.below(12) == 0;
        for _ in 0..=if more { self.dice.below(25) } else { 0 } {
            self.block();
        }
    }

    /// Begins the next block. The beacon's round of its number comes in most blocks.
    fn block(&mut self) {
        let (block, before) = self.chain.execute_with(|| {
            world::settle_new_subnets(&mut self.dice);
            System::reset_events();
            let next = System::block_number() + 1;
            System::set_block_number(next);
            (next, mandatory())
        });
        if self.dice.below(4) > 0 {
            Beacon::pulse(block);
        }
        let mut weight = Weight::zero();
        let counts = count(&mut self.chain, || weight = SubtensorModule::on_initialize(block));
        let opened = |event: &Event<Test>| matches!(event, Event::TimelockedWeightsRevealed(..));
        let (extra, opened) = self.chain.execute_with(|| {
            let extra = mandatory().saturating_sub(before);
            (extra, events().iter().filter(|event| opened(event)).count() as u64)
        });
        let weight = weight.saturating_add(extra).ref_time();
        let work = weight_of(&counts).ref_time();
        assert!(work <= weight, "block {block}: {work} of {weight}");
        assert!(weight <= BLOCK_BOUND, "block {block} weighs {weight}");
        self.heaviest = self.heaviest.max(weight);
        self.opened += opened;
        self.blocks += 1;
    }

    fn run(&mut self, steps: u64) {
        for step in 1..=steps {
            self.act();
            if self.dice.below(3) == 0 {
                self.blocks();
            }
            if self.dice.below(SEEK_EVERY) == 0 {
                self.trials.add(self.chain.execute_with(|| profit::seek(&mut self.dice)));
            }
            if step % CHECK_EVERY == 0 {
                self.chain.execute_with(check_invariants);
            }
            if step % COMMIT_EVERY == 0 {
                self.chain.commit_all().unwrap();
            }
        }
    }

    /// Prints the outcomes of each kind of call, and the part of its weight that it used.
    fn print(&self) {
        for (name, record) in &self.records {
            println!("{:>5.1} % of its weight: {name} {:?}", record.used * 100., record.outcomes);
        }
    }

    /// Asserts that this kind of call succeeded once in so many calls of all kinds.
    fn assert_success(&self, name: &str, steps: u64, among: u64) {
        let ok = self.records.get(name).and_then(|record| record.outcomes.get("ok"));
        let well = ok.copied().unwrap_or(0);
        assert!(well >= steps / among, "{name}: {well} in {steps} calls");
    }

    /// Asserts that no attacker always failed in a sequence of so many calls.
    fn assert_busy(&self, steps: u64) {
        for (name, _) in CALLS {
            let among = if RARE.contains(&name) { RARELY } else { SUCCEEDS };
            self.assert_success(name, steps, among);
        }
        for name in owners::names() {
            self.assert_success(&name, steps, STEPS / SEQUENCES);
        }
        self.assert_success(BATCH, steps, RARELY);
        self.assert_success(TRIM, steps, RARELY);
        assert!(self.opened >= steps / SUCCEEDS, "{} opened", self.opened);
        self.trials.assert_busy(steps);
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
    siege.print();
    println!(
        "{steps} calls, {} blocks, the heaviest of {:.1} ms, {} opened, searches for profit: {:?}, in {:.1} s",
        siege.blocks,
        siege.heaviest as f64 / 1e9,
        siege.opened,
        siege.trials,
        begun.elapsed().as_secs_f64()
    );
    let faults: Vec<_> =
        siege.records.iter().filter_map(|(name, record)| Some((name, record.fault.as_ref()?))).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    siege.assert_busy(steps);
}

#[test]
fn every_call_is_tried_or_left_out_for_a_reason() {
    let mut dice = Dice::new(SEED);
    let tried: BTreeSet<_> = world::build().execute_with(|| {
        let thrown = CALLS.iter().map(|(_, throw)| throw(&mut dice).1);
        thrown.map(|call| call.get_call_name()).collect()
    });
    let left_out: BTreeSet<_> = LEFT_OUT.iter().map(|(name, _)| *name).collect();
    assert!(tried.is_disjoint(&left_out));
    let known: BTreeSet<_> = tried.union(&left_out).copied().collect();
    let all: BTreeSet<_> = Call::<Test>::get_call_names().iter().copied().collect();
    assert_eq!(known, all);
}

#[test]
fn every_setting_of_an_owner_is_tried() {
    let mut dice = Dice::new(SEED);
    world::build().execute_with(|| {
        let tried: BTreeSet<_> = (0..5_000).map(|_| owners::name_of(&owners::setting(&mut dice).2)).collect();
        let all: BTreeSet<_> = owners::names().into_iter().collect();
        assert_eq!(tried, all);
    });
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
