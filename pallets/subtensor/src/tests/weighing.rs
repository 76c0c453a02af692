//! Neurons of subnet 1 that set weights, and the calls by which they do.
//!
//! UID 0 is the subnet owner's (Alice), 1 Bob's, who has a permit, 2 and 3 are miners.

use crate::{
    ledger::hotkeys::Hotkeys, mock::*, Call, CommitRevealWeightsEnabled, LastUpdate, Neurons, SubnetEpochIndex,
    ValidatorPermit, Weights,
};
use codec::Compact;
use dtao_math::tempo::epoch_index;
use dtao_primitives::NetUid;
use frame_support::assert_ok;
use sp_core::H256;
use sp_runtime::{
    traits::{BlakeTwo256, Hash},
    AccountId32, DispatchResult,
};

/// The two miners.
pub const MINER: AccountId32 = AccountId32::new([103; 32]);
pub const OTHER_MINER: AccountId32 = AccountId32::new([104; 32]);

/// The UID of the validator, Bob's hotkey.
pub const VALIDATOR: u16 = 1;

/// Gives a hotkey a neuron; Carol owns it if nobody does.
pub fn enlist(netuid: NetUid, hotkey: &AccountId32) -> u16 {
    Hotkeys::<Test>::adopt(hotkey, &CAROL);
    Neurons::<Test>::append(netuid, hotkey, System::block_number()).unwrap()
}

/// Gives or takes a permit, from now on.
pub fn permit(netuid: NetUid, uid: u16, permitted: bool) {
    ValidatorPermit::<Test>::mutate(netuid, |permits| permits[usize::from(uid)] = permitted);
}

/// Registers the four neurons at a subnet.
pub fn settle(netuid: NetUid) {
    for hotkey in [ALICE_HOT, BOB_HOT, MINER, OTHER_MINER] {
        enlist(netuid, &hotkey);
    }
    permit(netuid, VALIDATOR, true);
}

/// Runs a test on a chain whose subnet 1 has a tempo of 10, where the four neurons were registered in block 1. Its epochs
/// end with blocks 8, 19, 30 and so on.
pub fn with_neurons(test: impl FnOnce()) {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10).build_and_execute(|| {
        settle(ONE);
        let _ = events();
        test();
    });
}

/// As [`with_neurons`], where weights are committed to first.
pub fn with_commits(test: impl FnOnce()) {
    with_neurons(|| {
        CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
        test();
    });
}

/// `set_weights`, signed by the hotkey.
pub fn set(hotkey: AccountId32, netuid: NetUid, row: &[(u16, u16)], version_key: u64) -> DispatchResult {
    let (dests, weights) = row.iter().copied().unzip();
    let call = Call::set_weights { netuid, dests, weights, version_key };
    sign(hotkey, call)
}

/// `batch_set_weights`, signed by the hotkey, of what each subnet gets.
pub fn set_many(hotkey: AccountId32, batch: &[(NetUid, &[(u16, u16)])]) -> DispatchResult {
    let packed = |row: &[(u16, u16)]| row.iter().map(|(dest, weight)| (Compact(*dest), Compact(*weight))).collect();
    let call = Call::batch_set_weights {
        netuids: batch.iter().map(|(netuid, _)| Compact(*netuid)).collect(),
        weights: batch.iter().map(|(_, row)| packed(row)).collect(),
        version_keys: vec![Compact(0); batch.len()],
    };
    sign(hotkey, call)
}

/// `commit_weights`, signed by the hotkey.
pub fn commit(hotkey: AccountId32, netuid: NetUid, commit_hash: H256) -> DispatchResult {
    sign(hotkey, Call::commit_weights { netuid, commit_hash })
}

/// Returns the hash that a hotkey commits to for these weights at a subnet, with this salt, as clients compute it.
pub fn hash_at(hotkey: &AccountId32, netuid: NetUid, row: &[(u16, u16)], salt: u16) -> H256 {
    let (dests, weights): (Vec<_>, Vec<_>) = row.iter().copied().unzip();
    BlakeTwo256::hash_of(&(hotkey, netuid, dests, weights, vec![salt], 0_u64))
}

/// The same at subnet 1.
pub fn hash(hotkey: &AccountId32, row: &[(u16, u16)], salt: u16) -> H256 {
    hash_at(hotkey, ONE, row, salt)
}

/// `reveal_weights` at subnet 1, signed by the hotkey.
pub fn reveal(hotkey: AccountId32, row: &[(u16, u16)], salt: u16) -> DispatchResult {
    let (uids, values) = row.iter().copied().unzip();
    let call = Call::reveal_weights { netuid: ONE, uids, values, salt: vec![salt], version_key: 0 };
    sign(hotkey, call)
}

/// Returns the weights of a neuron of subnet 1.
pub fn row(uid: u16) -> Vec<(u16, u16)> {
    Weights::<Test>::get(ONE, uid).into_inner()
}

/// When the neurons of subnet 1 last set or committed weights.
pub fn updates() -> Vec<u64> {
    LastUpdate::<Test>::get(ONE).into_inner()
}

/// Goes to a block without the steps between. The epochs of subnet 1 are counted as if its payouts began blocks 9, 20, 31 and so
/// on, and those of subnet 2 blocks 358 and 719.
pub fn at(block: u64) {
    System::set_block_number(block);
    SubnetEpochIndex::<Test>::insert(ONE, epoch_index(1, 10, block));
    SubnetEpochIndex::<Test>::insert(TWO, epoch_index(2, 360, block));
}

/// Lets Bob set his weights in this block.
pub fn bob_sets(block: u64, row: &[(u16, u16)]) {
    at(block);
    assert_ok!(set(BOB_HOT, ONE, row, 0));
}
