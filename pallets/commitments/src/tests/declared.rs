//! The keys that the weights declare, compared with those that the benchmarks access.

use crate::{
    mock::{AllPalletsWithSystem, Test},
    Pallet,
};
use dtao_test_runtime::declared::assert_covered;

#[test]
fn no_benchmark_accesses_more_keys_than_its_weight_declares() {
    assert_covered::<Test, Pallet<Test>, AllPalletsWithSystem>(include_str!("../weights.rs"));
}
