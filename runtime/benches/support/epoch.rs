//! A block in which a full subnet runs an epoch and pays out.

use super::chain::{account, Chain};
use criterion::Criterion;
use dtao_primitives::NetUid;
use dtao_runtime::{Runtime, SubtensorModule, System, TAO};
use dtao_test_runtime::counting::count;
use frame_support::traits::Hooks;
use pallet_dtao_swap::PoolStore;
use pallet_subtensor::{GenesisStake, Neurons, PerNeuron, ValidatorPermit, Weights};
use std::{
    cell::LazyCell,
    hint::black_box,
    time::{Duration, Instant},
};

const NEURONS: u16 = 256;
const VALIDATORS: u16 = 64;
const SUBNET: NetUid = NetUid::new(1);

/// The budget of such a block in milliseconds, for the report only: the run never fails on a time.
pub const BUDGET_MS: f64 = 4.0;

/// Returns the stakes to each validator at the subnet and at root: its own, and those of one nominator of all
/// validators.
pub fn stakes() -> Vec<GenesisStake<dtao_runtime::AccountId>> {
    (0..VALIDATORS)
        .flat_map(|uid| {
            let stake = |coldkey, netuid, whole: u64| GenesisStake {
                coldkey,
                hotkey: hotkey(uid),
                netuid,
                amount: whole * TAO,
            };
            let size = 1_000 + u64::from(uid) * 37;
            [
                stake(coldkey(uid), SUBNET, size),
                stake(account("nominator", 0), SUBNET, size / 2),
                stake(coldkey(uid), NetUid::ROOT, size * 10),
                stake(account("nominator", 0), NetUid::ROOT, size),
            ]
        })
        .collect()
}

/// Returns the hotkeys of all neurons, each with its own coldkey.
pub fn hotkeys() -> Vec<(dtao_runtime::AccountId, dtao_runtime::AccountId)> {
    (0..NEURONS).map(|uid| (hotkey(uid), coldkey(uid))).collect()
}

fn hotkey(uid: u16) -> dtao_runtime::AccountId {
    account("neuron", uid.into())
}

fn coldkey(uid: u16) -> dtao_runtime::AccountId {
    account("neuron's owner", uid.into())
}

/// Creates a chain with one subnet of 256 neurons, 64 of which are validators with weights for all.
fn full() -> Chain {
    let mut chain = Chain::with_neurons();
    chain.run(|| {
        for uid in 0..NEURONS {
            Neurons::<Runtime>::append(SUBNET, &hotkey(uid), 0).expect("the subnet is not full");
        }
        let permits: Vec<_> = (0..NEURONS).map(|uid| uid < VALIDATORS).collect();
        ValidatorPermit::<Runtime>::insert(SUBNET, PerNeuron::truncate_from(permits));
        for uid in 0..VALIDATORS {
            let row: Vec<_> = (0..NEURONS).map(|to| (to, 1 + (to * 251 + uid * 7) % 60_000)).collect();
            Weights::<Runtime>::insert(SUBNET, uid, PerNeuron::truncate_from(row));
        }
        for _ in 0..3 {
            prepare()();
        }
    });
    chain
}

/// Starts a block in which the subnet pays out and all validators have just set weights. Returns the closure to
/// measure.
fn prepare() -> Box<dyn FnOnce()> {
    let block = System::block_number() + 1;
    System::set_block_number(block);
    System::reset_events();
    for uid in 0..VALIDATORS {
        Neurons::<Runtime>::touch(SUBNET, uid, u64::from(block)).expect("it is a neuron");
    }
    PoolStore::<Runtime>::mutate(SUBNET, |pool| {
        pool.next_payout = block.into();
        Ok(())
    })
    .expect("the subnet exists");
    Box::new(move || {
        black_box(SubtensorModule::on_initialize(block));
    })
}

fn time(times: u64) -> Duration {
    (0..times)
        .map(|_| {
            let work = prepare();
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .sum()
}

/// Prints the row of the table, and the time beside the budget.
pub fn print() {
    let mut chain = full();
    let prepared = chain.run(prepare);
    let counts = count(chain.state(), prepared);
    let fastest = chain.run(|| (0..100).map(|_| time(1)).min().unwrap_or_default());
    let fastest = fastest.as_secs_f64() * 1e3;
    println!(
        "| block step with an epoch of {NEURONS} neurons, {VALIDATORS} validators, dense, warm | {} | {} | {} | {} | {} | {:.1} |",
        counts.reads,
        counts.writes,
        counts.keys_read.len(),
        counts.keys_written.len(),
        counts.bytes_written,
        fastest * 1e3,
    );
    println!("\nA block with that epoch takes {fastest:.2} ms; the budget is {BUDGET_MS} ms.");
}

/// Measures the same with criterion.
pub fn epoch(criterion: &mut Criterion) {
    let mut chain = LazyCell::new(full);
    criterion.bench_function("block step, one epoch, 256 neurons, 64 validators, dense, warm", |bencher| {
        bencher.iter_custom(|times| chain.run(|| time(times)));
    });
}
