//! Weights with a time lock, from the ciphertext of a client and a true pulse to the weights of a neuron.

use crate::chain::{begin, check_invariants, empty_blocks, end, signed_with, started};
use codec::Encode;
use dtao_runtime::{
    genesis::{accounts::ALICE, subnets::DEEP, LOCAL},
    Drand, Executive, Runtime, RuntimeCall, RuntimeEvent, SubtensorCall, System, UncheckedExtrinsic,
};
use frame_support::assert_ok;
use pallet_drand::{seal, Signature};
use pallet_subtensor::{CommitRevealWeightsEnabled, SubnetEpochIndex, Tempo, Uids, Weights, WeightsSetRateLimit};
use sp_core::H256;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionSource};

/// A round of the past, and its signature.
const ROUND: u64 = 1_000;
const SIGNATURE: &str =
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";

fn pulse() -> UncheckedExtrinsic {
    let signature: Signature = sp_core::bytes::from_hex(SIGNATURE).unwrap().try_into().unwrap();
    UncheckedExtrinsic::new_bare(RuntimeCall::Drand(pallet_drand::Call::write_pulse { round: ROUND, signature }))
}

/// Commits to weights of Alice's neuron for two neurons, as a client does.
fn commit(round: u64) {
    let content = (ALICE.hotkey().encode(), vec![0_u16, 1], vec![1_u16, 2], 0_u64).encode();
    let commit = seal(round, &content, &[7; 32]).unwrap().try_into().unwrap();
    let (netuid, reveal_round, commit_reveal_version) = (DEEP, round, 4);
    let call = SubtensorCall::commit_timelocked_weights { netuid, commit, reveal_round, commit_reveal_version };
    let nonce = System::account_nonce(ALICE.hotkey());
    assert_ok!(Executive::apply_extrinsic(signed_with(ALICE.hotkey_secret, nonce, 0, call.into())).unwrap());
}

/// Builds empty blocks until an epoch of the subnet has begun. Returns the number of the next block.
fn until_next_epoch(mut next: u32) -> u32 {
    let before = SubnetEpochIndex::<Runtime>::get(DEEP);
    while SubnetEpochIndex::<Runtime>::get(DEEP) == before {
        empty_blocks(next, 1);
        next += 1;
    }
    next
}

/// Returns the weights of Alice's neuron.
fn weights() -> Vec<(u16, u16)> {
    let uid = Uids::<Runtime>::get(DEEP, ALICE.hotkey()).unwrap();
    Weights::<Runtime>::get(DEEP, uid).into_inner()
}

fn on_a_chain(test: impl FnOnce()) {
    started(LOCAL).execute_with(|| {
        CommitRevealWeightsEnabled::<Runtime>::insert(DEEP, true);
        WeightsSetRateLimit::<Runtime>::insert(DEEP, 0);
        Tempo::<Runtime>::insert(DEEP, 10);
        test();
        check_invariants();
        assert_ok!(Drand::do_try_state());
    });
}

#[test]
fn weights_open_by_a_true_pulse_in_the_epoch_after_that_of_the_commitment() {
    on_a_chain(|| {
        begin(1, 1);
        commit(ROUND);
        end();
        let next = until_next_epoch(2);
        // The node of the block's author puts the pulse into the block, unsigned.
        begin(next, next.into());
        assert_ok!(Executive::apply_extrinsic(pulse()).unwrap());
        end();
        assert_eq!(weights(), []);
        begin(next + 1, (next + 1).into());
        assert_eq!(weights(), [(0, 32_768), (1, 65_535)]);
        let revealed = pallet_subtensor::Event::TimelockedWeightsRevealed(DEEP, ALICE.hotkey());
        System::assert_has_event(RuntimeEvent::SubtensorModule(revealed));
        end();
    });
}

#[test]
fn a_node_takes_unsigned_pulses_from_itself_only() {
    on_a_chain(|| {
        empty_blocks(1, 1);
        let valid = |source| Executive::validate_transaction(source, pulse(), H256::default());
        assert!(!valid(TransactionSource::Local).unwrap().propagate);
        assert_eq!(valid(TransactionSource::External), Err(InvalidTransaction::Call.into()));
    });
}
