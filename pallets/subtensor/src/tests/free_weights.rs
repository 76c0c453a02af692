//! Calls about weights that are free, and those that are not.

use super::weighing::*;
use crate::{
    mock::*, validator_weights::feeless, Call, CommitRevealWeightsEnabled, StakeThreshold, WeightsSetRateLimit,
};
use codec::Compact;
use dtao_primitives::NetUid;
use frame_support::{assert_ok, dispatch::CheckIfFeeless};
use sp_core::H256;
use sp_runtime::AccountId32;

const ROW: [(u16, u16); 2] = [(2, 1), (3, 2)];

fn is_free(who: &AccountId32, call: &Call<Test>) -> bool {
    RuntimeCall::from(call.clone()).is_feeless(&RuntimeOrigin::signed(who.clone()))
}

fn setting(netuid: NetUid, row: &[(u16, u16)]) -> Call<Test> {
    let (dests, weights) = row.iter().copied().unzip();
    Call::set_weights { netuid, dests, weights, version_key: 0 }
}

fn committing(netuid: NetUid, commit_hash: H256) -> Call<Test> {
    Call::commit_weights { netuid, commit_hash }
}

fn showing(salt: u16) -> Call<Test> {
    let (uids, values) = ROW.iter().copied().unzip();
    Call::reveal_weights { netuid: ONE, uids, values, salt: vec![salt], version_key: 0 }
}

fn showing_all(salts: &[u16]) -> Call<Test> {
    let (uids, values): (Vec<_>, Vec<_>) = ROW.iter().copied().unzip();
    Call::batch_reveal_weights {
        netuid: ONE,
        uids_list: vec![uids; salts.len()],
        values_list: vec![values; salts.len()],
        salts_list: salts.iter().map(|salt| vec![*salt]).collect(),
        version_keys: vec![0; salts.len()],
    }
}

fn setting_at(netuids: &[NetUid]) -> Call<Test> {
    let row: Vec<_> = ROW.iter().map(|(d, w)| (Compact(*d), Compact(*w))).collect();
    Call::batch_set_weights {
        netuids: netuids.iter().copied().map(Compact).collect(),
        weights: vec![row; netuids.len()],
        version_keys: vec![Compact(0); netuids.len()],
    }
}

fn committing_at(netuids: &[NetUid]) -> Call<Test> {
    Call::batch_commit_weights {
        netuids: netuids.iter().copied().map(Compact).collect(),
        commit_hashes: vec![H256::repeat_byte(7); netuids.len()],
    }
}

/// A call that is free passes; after it, it is not free any more in this block.
fn is_free_once(who: &AccountId32, call: Call<Test>) {
    let before = storage_root();
    assert!(is_free(who, &call), "{call:?}");
    assert_eq!(storage_root(), before, "looking at a call changed something");
    assert_ok!(sign(who.clone(), call.clone()));
    assert!(!is_free(who, &call), "a second time: {call:?}");
}

/// A call that is not free; `fails` tells whether it also fails.
fn costs(who: &AccountId32, call: &Call<Test>, fails: bool) {
    assert!(!is_free(who, call), "{call:?}");
    let outcome = frame_support::storage::with_transaction(|| {
        let outcome = sign(who.clone(), call.clone());
        frame_support::storage::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(outcome))
    });
    assert_eq!(outcome.unwrap().is_err(), fails, "{call:?}");
}

#[test]
fn setting_weights_is_free_once_in_the_blocks_of_its_limit() {
    with_neurons(|| {
        is_free_once(&BOB_HOT, setting(ONE, &ROW));
        at(100);
        costs(&BOB_HOT, &setting(ONE, &ROW), true);
        at(101);
        is_free_once(&BOB_HOT, setting(ONE, &ROW));
    });
}

#[test]
fn without_a_limit_setting_is_free_once_in_a_block() {
    with_neurons(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        is_free_once(&BOB_HOT, setting(ONE, &ROW));
        // A second time in the block would work, and costs.
        costs(&BOB_HOT, &setting(ONE, &ROW), false);
        at(2);
        is_free_once(&BOB_HOT, setting(ONE, &ROW));
    });
}

#[test]
fn what_would_fail_is_not_free() {
    with_neurons(|| {
        at(500);
        for (who, call) in [
            (STRANGER, setting(ONE, &ROW)),
            (BOB, setting(ONE, &ROW)),
            // No permit.
            (MINER, setting(ONE, &ROW)),
            (BOB_HOT, setting(TWO, &ROW)),
            (BOB_HOT, setting(ROOT, &ROW)),
            (BOB_HOT, setting(NOWHERE, &ROW)),
            (BOB_HOT, setting(ONE, &[])),
            (BOB_HOT, setting(ONE, &[(2, 0)])),
            (BOB_HOT, setting(ONE, &[(2, 1), (2, 1)])),
            (BOB_HOT, setting(ONE, &[(4, 1)])),
            (BOB_HOT, setting(ONE, &[(2, 1); 300])),
            // This subnet wants no commitments.
            (BOB_HOT, committing(ONE, H256::zero())),
            (BOB_HOT, showing(7)),
        ] {
            costs(&who, &call, true);
        }
        StakeThreshold::<Test>::put(1);
        costs(&BOB_HOT, &setting(ONE, &ROW), true);
    });
}

#[test]
fn only_a_signature_makes_a_call_free() {
    with_neurons(|| {
        let call = RuntimeCall::from(setting(ONE, &ROW));
        assert!(!call.is_feeless(&RuntimeOrigin::root()));
        assert!(!call.is_feeless(&RuntimeOrigin::none()));
        let other = RuntimeCall::from(Call::start_call { netuid: ONE });
        assert!(!other.is_feeless(&RuntimeOrigin::signed(ALICE)));
    });
}

#[test]
fn a_commitment_is_free_and_so_is_what_answers_it_once() {
    with_commits(|| {
        at(5);
        is_free_once(&BOB_HOT, committing(ONE, hash(&BOB_HOT, &ROW, 7)));
        costs(&BOB_HOT, &setting(ONE, &ROW), true);
        costs(&BOB_HOT, &showing(7), true);
        at(12);
        costs(&BOB_HOT, &showing(8), true);
        costs(&ALICE_HOT, &showing(7), true);
        is_free_once(&BOB_HOT, showing(7));
        costs(&BOB_HOT, &showing(7), true);
        costs(&STRANGER, &committing(ONE, H256::zero()), true);
    });
}

#[test]
fn without_a_limit_a_commitment_is_free_once_in_a_block_and_only_where_there_is_room() {
    with_commits(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        is_free_once(&BOB_HOT, committing(ONE, H256::repeat_byte(1)));
        costs(&BOB_HOT, &committing(ONE, H256::repeat_byte(2)), false);
        for salt in 2..=10 {
            assert_ok!(commit(BOB_HOT, ONE, H256::repeat_byte(salt)));
        }
        at(3);
        costs(&BOB_HOT, &committing(ONE, H256::repeat_byte(11)), true);
    });
}

#[test]
fn several_answers_are_free_in_the_order_of_their_commitments() {
    with_commits(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        for (block, salt) in [(2, 1), (3, 2), (4, 3)] {
            at(block);
            assert_ok!(commit(BOB_HOT, ONE, hash(&BOB_HOT, &ROW, salt)));
        }
        at(12);
        costs(&BOB_HOT, &showing_all(&[2, 1]), true);
        costs(&BOB_HOT, &showing_all(&[1, 1]), true);
        costs(&BOB_HOT, &showing_all(&[1, 9]), true);
        // Passes, and says nothing.
        costs(&BOB_HOT, &showing_all(&[]), false);
        is_free_once(&BOB_HOT, showing_all(&[1, 3]));
        costs(&BOB_HOT, &showing_all(&[2]), true);
    });
}

#[test]
fn a_salt_of_any_length_is_taken_and_a_long_one_costs() {
    for (length, free) in [(256, true), (257, false)] {
        with_commits(|| {
            let (uids, values): (Vec<u16>, Vec<u16>) = ROW.iter().copied().unzip();
            let salt = vec![3_u16; length];
            use sp_runtime::traits::{BlakeTwo256, Hash};
            let hash = BlakeTwo256::hash_of(&(BOB_HOT, 1_u16, &uids, &values, &salt, 0_u64));
            at(5);
            assert_ok!(commit(BOB_HOT, ONE, hash));
            at(12);
            let call = Call::reveal_weights { netuid: ONE, uids, values, salt, version_key: 0 };
            assert_eq!(is_free(&BOB_HOT, &call), free);
            assert_ok!(sign(BOB_HOT, call));
        });
    }
}

#[test]
fn a_batch_is_free_where_all_of_it_succeeds() {
    with_neurons(|| {
        settle(TWO);
        // At the second subnet Bob is a validator too.
        costs(&BOB_HOT, &setting_at(&[]), false);
        costs(&BOB_HOT, &setting_at(&[ONE, ONE]), false);
        costs(&BOB_HOT, &setting_at(&[ONE, NOWHERE]), false);
        costs(&MINER, &setting_at(&[ONE, TWO]), false);
        is_free_once(&BOB_HOT, setting_at(&[ONE, TWO]));
        CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
        CommitRevealWeightsEnabled::<Test>::insert(TWO, true);
        at(101);
        costs(&BOB_HOT, &committing_at(&[]), false);
        costs(&BOB_HOT, &committing_at(&[ONE, ONE]), false);
        costs(&BOB_HOT, &committing_at(&[ONE, NOWHERE]), false);
        is_free_once(&BOB_HOT, committing_at(&[ONE, TWO]));
    });
}

#[test]
fn lists_of_unequal_length_are_not_free() {
    with_neurons(|| {
        let row = vec![(Compact(2), Compact(1))];
        let call = Call::batch_set_weights {
            netuids: vec![Compact(ONE)],
            weights: vec![row.clone(), row],
            version_keys: vec![Compact(0)],
        };
        costs(&BOB_HOT, &call, true);
        CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
        let call = Call::batch_commit_weights { netuids: vec![Compact(ONE)], commit_hashes: vec![H256::zero(); 2] };
        costs(&BOB_HOT, &call, true);
    });
}

#[test]
fn a_long_batch_costs() {
    let subnets = 1..=(feeless::MAX_ITEMS as u16) + 1;
    let chain = subnets.clone().fold(ExtBuilder::default().no_subnets(), |chain, netuid| {
        chain.subnet(subnet(netuid.into(), 10_000 * UNIT, 200_000 * UNIT, 1))
    });
    chain.build_and_execute(|| {
        let netuids: Vec<NetUid> = subnets.map(NetUid::new).collect();
        netuids.iter().copied().for_each(settle);
        costs(&BOB_HOT, &setting_at(&netuids), false);
        is_free_once(&BOB_HOT, setting_at(&netuids[1..]));
    });
}

#[test]
fn the_calls_of_a_mechanism_are_as_free_as_those_without() {
    with_neurons(|| {
        let (dests, weights): (Vec<u16>, Vec<u16>) = ROW.iter().copied().unzip();
        let setting = |mecid| Call::set_mechanism_weights {
            netuid: ONE,
            mecid,
            dests: dests.clone(),
            weights: weights.clone(),
            version_key: 0,
        };
        costs(&BOB_HOT, &setting(1), true);
        is_free_once(&BOB_HOT, setting(0));
        CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
        let committing =
            |mecid| Call::commit_mechanism_weights { netuid: ONE, mecid, commit_hash: hash(&BOB_HOT, &ROW, 7) };
        let showing = |mecid| Call::reveal_mechanism_weights {
            netuid: ONE,
            mecid,
            uids: dests.clone(),
            values: weights.clone(),
            salt: vec![7],
            version_key: 0,
        };
        at(105);
        costs(&BOB_HOT, &committing(1), true);
        is_free_once(&BOB_HOT, committing(0));
        at(111);
        costs(&BOB_HOT, &showing(1), true);
        is_free_once(&BOB_HOT, showing(0));
    });
}
