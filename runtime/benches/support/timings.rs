//! The time of each workload, by criterion.

use super::chain::{Chain, Size, Work};
use criterion::{BenchmarkId, Criterion};
use std::{
    cell::LazyCell,
    time::{Duration, Instant},
};

/// Measures the block step on values that are in the overlay.
pub fn block_step(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("block step, no epoch, warm");
    for subnets in [1, 16, 64, 128] {
        let size = Size { subnets, stakers: 1 };
        // Built on first use, so that a run of some benchmarks does not build the chains of all.
        let mut chain = LazyCell::new(|| Chain::warm(size).after(Work::Step, subnets));
        group.bench_function(BenchmarkId::from_parameter(subnets), |bencher| {
            bencher.iter_custom(|times| chain.run(|| Work::Step.time(times, subnets)));
        });
    }
    group.finish();
}

/// Measures a block that consists of the step only: from committed state, with the new root, to committed state.
pub fn committed_block(criterion: &mut Criterion) {
    let size = Size { subnets: 128, stakers: 1 };
    let mut group = criterion.benchmark_group("block step, no epoch, committed, with root");
    let mut chain = LazyCell::new(|| Chain::committed(size));
    group.bench_function(BenchmarkId::from_parameter(size.subnets), |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| committed_step(&mut chain, size)).sum());
    });
    group.finish();
}

/// Returns the time of one step from committed state to committed state.
pub fn committed_step(chain: &mut Chain, size: Size) -> Duration {
    let start = Instant::now();
    chain.run(|| Work::Step.prepare(0, size.subnets)());
    chain.commit();
    let spent = start.elapsed();
    chain.purge_old_nodes();
    spent
}

/// Measures three stake calls, dispatched as in a transaction, at 16 subnets in turn.
pub fn stake_calls(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stake call, 16 subnets, warm");
    for (name, work) in
        [("add_stake", Work::AddStake), ("remove_stake", Work::RemoveStake), ("swap_stake", Work::SwapStake)]
    {
        let size = Size { subnets: 16, stakers: 1 };
        let mut chain = LazyCell::new(|| Chain::warm(size).after(work, size.subnets));
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|times| chain.run(|| work.time(times, size.subnets)));
        });
    }
    group.finish();
}

/// Measures `remove_stake` for a growing number of other stakers of the same hotkey.
pub fn many_stakers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("remove_stake by stakers of the hotkey, warm");
    for stakers in [1, 100, 10_000] {
        let size = Size { subnets: 1, stakers };
        let mut chain = LazyCell::new(|| Chain::warm(size).after(Work::RemoveStake, 1));
        group.bench_function(BenchmarkId::from_parameter(stakers), |bencher| {
            bencher.iter_custom(|times| chain.run(|| Work::RemoveStake.time(times, 1)));
        });
    }
    group.finish();
}
