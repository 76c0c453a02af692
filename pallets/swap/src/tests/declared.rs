//! The keys that the generated weights declare, compared with those that the benchmarks access.

use crate::{
    mock::{AllPalletsWithSystem, Test},
    Pallet,
};
use dtao_test_runtime::declared::{assert_covered, faults};

const WEIGHTS: &str = include_str!("../weights.rs");

#[test]
fn no_benchmark_accesses_more_keys_than_its_weight_declares() {
    assert_covered::<Test, Pallet<Test>, AllPalletsWithSystem>(WEIGHTS);
}

fn faults_of(weights: &str) -> Vec<String> {
    faults::<Test, Pallet<Test>, AllPalletsWithSystem>(weights)
}

#[test]
fn a_weight_that_is_a_write_too_low_is_found() {
    let found = faults_of(&WEIGHTS.replace("writes(1_u64)", "writes(0_u64)"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("| set_fee_rate | 1 | 1 | 1 | 0 |"), "{}", found[0]);
    assert!(found[0].ends_with("\n    Swap.PoolPages: 1 read, 1 written"), "{}", found[0]);
}

#[test]
fn a_benchmark_without_a_weight_and_a_weight_without_a_benchmark_are_found() {
    let found = faults_of(&WEIGHTS.replace("fn set_fee_rate() -> Weight {", "fn set_fee() -> Weight {"));
    assert_eq!(found, ["set_fee_rate has no weight", "set_fee has no benchmark"]);
}
