//! Weights by mechanism: a subnet has one, and what is done with it is what is done without its number.

use super::epoch::{chain, key, people};
use crate::{mock::*, Call};
use frame_support::assert_noop;
use sp_core::H256;

fn set(mecid: u8) -> Call<Test> {
    Call::set_mechanism_weights { netuid: ONE, mecid, dests: vec![2, 3], weights: vec![1, 2], version_key: 0 }
}

fn commit(mecid: u8) -> Call<Test> {
    Call::commit_mechanism_weights { netuid: ONE, mecid, commit_hash: H256::repeat_byte(7) }
}

fn reveal(mecid: u8) -> Call<Test> {
    Call::reveal_mechanism_weights {
        netuid: ONE,
        mecid,
        uids: vec![2, 3],
        values: vec![1, 2],
        salt: vec![5],
        version_key: 0,
    }
}

#[test]
fn another_mechanism_does_not_exist() {
    chain().build_and_execute(|| {
        people();
        for call in [set(1), commit(1), reveal(1), set(255)] {
            assert_noop!(sign(key(111), call), E::MechanismDoesNotExist);
        }
    });
}

/// Asserts that both calls have the same result and the same changes.
fn assert_same(by_mechanism: Call<Test>, without: Call<Test>) {
    let run = |call: Call<Test>| {
        let mut end = None;
        chain().build_and_execute(|| {
            people();
            run_to(300);
            crate::CommitRevealWeightsEnabled::<Test>::insert(
                ONE,
                !matches!(call, Call::set_weights { .. } | Call::set_mechanism_weights { .. }),
            );
            events();
            let result = sign(key(111), call);
            end = Some((result, events(), storage_root()));
        });
        end.unwrap()
    };
    assert_eq!(run(by_mechanism), run(without));
}

#[test]
fn the_only_mechanism_is_the_subnet_itself() {
    assert_same(set(0), Call::set_weights { netuid: ONE, dests: vec![2, 3], weights: vec![1, 2], version_key: 0 });
    assert_same(commit(0), Call::commit_weights { netuid: ONE, commit_hash: H256::repeat_byte(7) });
    assert_same(
        reveal(0),
        Call::reveal_weights { netuid: ONE, uids: vec![2, 3], values: vec![1, 2], salt: vec![5], version_key: 0 },
    );
}
