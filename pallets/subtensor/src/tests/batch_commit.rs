//! Several commitments, and several weights shown, in one call.

use super::weighing::*;
use crate::{
    mock::*, validator_weights::MAX_BATCH, Call, CommitRevealWeightsEnabled, Event, WeightCommits, WeightsSetRateLimit,
};
use codec::Compact;
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchResult;

const FIRST: [(u16, u16); 1] = [(2, 1)];
const SECOND: [(u16, u16); 2] = [(3, 1), (0, 1)];

fn commit_many(batch: &[(NetUid, H256)]) -> DispatchResult {
    let call = Call::batch_commit_weights {
        netuids: batch.iter().map(|(netuid, _)| Compact(*netuid)).collect(),
        commit_hashes: batch.iter().map(|(_, hash)| *hash).collect(),
    };
    sign(BOB_HOT, call)
}

/// Shows the rows, each with its salt, at a subnet.
fn reveal_many(batch: &[(&[(u16, u16)], u16)]) -> DispatchResult {
    let part = |pick: fn(&(u16, u16)) -> u16| batch.iter().map(|(row, _)| row.iter().map(pick).collect()).collect();
    let call = Call::batch_reveal_weights {
        netuid: ONE,
        uids_list: part(|(uid, _)| *uid),
        values_list: part(|(_, value)| *value),
        salts_list: batch.iter().map(|(_, salt)| vec![*salt]).collect(),
        version_keys: vec![0; batch.len()],
    };
    sign(BOB_HOT, call)
}

/// Bob has committed to both rows in block 2, in their order.
fn with_two_commits(test: impl FnOnce(H256, H256)) {
    with_commits(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        let hashes = (hash(&BOB_HOT, &FIRST, 1), hash(&BOB_HOT, &SECOND, 2));
        at(2);
        assert_ok!(commit_many(&[(ONE, hashes.0), (ONE, hashes.1)]));
        let _ = events();
        at(9);
        test(hashes.0, hashes.1);
    });
}

#[test]
fn each_commitment_succeeds_or_fails_by_itself() {
    with_commits(|| {
        settle(TWO);
        CommitRevealWeightsEnabled::<Test>::insert(TWO, true);
        let (one, two) = (H256::repeat_byte(1), H256::repeat_byte(2));
        assert_ok!(commit_many(&[(TWO, one), (TWO, two), (ROOT, one), (ONE, two)]));
        assert_eq!(
            events(),
            [
                Event::WeightsCommitted(BOB_HOT, TWO, one),
                Event::BatchWeightItemFailed(E::CommittingWeightsTooFast.into(), TWO),
                Event::BatchWeightItemFailed(E::CommitRevealDisabled.into(), ROOT),
                Event::WeightsCommitted(BOB_HOT, ONE, two),
                Event::BatchCompletedWithErrors(),
                Event::BatchWeightsCompleted(vec![Compact(TWO), Compact(TWO), Compact(ROOT), Compact(ONE)], BOB_HOT)
            ]
        );
        assert_eq!(WeightCommits::<Test>::get(TWO, BOB_HOT).map(|commits| commits.len()), Some(1));
        assert_eq!(WeightCommits::<Test>::get(ONE, BOB_HOT).map(|commits| commits.len()), Some(1));
    });
}

#[test]
fn where_all_succeed_no_error_is_told_of() {
    with_commits(|| {
        let any = H256::repeat_byte(1);
        assert_ok!(commit_many(&[(ONE, any)]));
        assert_eq!(
            events(),
            [Event::WeightsCommitted(BOB_HOT, ONE, any), Event::BatchWeightsCompleted(vec![Compact(ONE)], BOB_HOT)]
        );
    });
}

#[test]
fn the_lists_of_commitments_must_be_equally_long_and_not_too_long() {
    with_commits(|| {
        let call = |netuids, hashes| Call::batch_commit_weights {
            netuids: vec![Compact(ONE); netuids],
            commit_hashes: vec![H256::zero(); hashes],
        };
        for (netuids, hashes) in [(1, 0), (0, 1), (3, 2), (MAX_BATCH + 1, MAX_BATCH + 1)] {
            assert_noop!(sign(BOB_HOT, call(netuids, hashes)), E::InputLengthsUnequal);
        }
        assert_ok!(sign(BOB_HOT, call(MAX_BATCH, MAX_BATCH)));
    });
}

#[test]
fn several_weights_are_shown_one_after_the_other() {
    with_two_commits(|first, second| {
        assert_ok!(reveal_many(&[(&FIRST, 1), (&SECOND, 2)]));
        // The last holds.
        assert_eq!(row(VALIDATOR), [(3, 65_535), (0, 65_535)]);
        assert!(!WeightCommits::<Test>::contains_key(ONE, BOB_HOT));
        assert_eq!(
            events(),
            [
                Event::WeightsSet(ONE, VALIDATOR),
                Event::WeightsSet(ONE, VALIDATOR),
                Event::WeightsBatchRevealed(BOB_HOT, ONE, vec![first, second])
            ]
        );
    });
}

#[test]
fn shown_are_all_or_none() {
    with_two_commits(|_, _| {
        assert_noop!(reveal_many(&[(&FIRST, 1), (&SECOND, 3)]), E::InvalidRevealCommitHashNotMatch);
        // The second does away with the first.
        assert_noop!(reveal_many(&[(&SECOND, 2), (&FIRST, 1)]), E::NoWeightsCommitFound);
        at(20);
        assert_noop!(reveal_many(&[(&FIRST, 1), (&SECOND, 2)]), E::ExpiredWeightCommit);
    });
}

#[test]
fn the_lists_of_what_is_shown_must_be_equally_long_and_not_too_long() {
    with_two_commits(|_, _| {
        let call = |uids, values, salts, versions| Call::batch_reveal_weights {
            netuid: ONE,
            uids_list: vec![vec![2]; uids],
            values_list: vec![vec![1]; values],
            salts_list: vec![vec![1]; salts],
            version_keys: vec![0; versions],
        };
        let more = MAX_BATCH + 1;
        for (uids, values, salts, versions) in
            [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0), (more, more, more, more)]
        {
            assert_noop!(sign(BOB_HOT, call(uids, values, salts, versions)), E::InputLengthsUnequal);
        }
        assert_ok!(sign(BOB_HOT, call(1, 1, 1, 1)));
    });
}
