//! Records of neurons outside of the pallet that registers neurons.

use crate::NetUid;
use frame_support::weights::Weight;

/// The records that another pallet keeps for neurons. Each belongs to a hotkey with a neuron at a subnet, moves with it and
/// goes with it. `()` keeps none.
pub trait NeuronRecords<AccountId> {
    /// Returns `true` if there are records of this neuron.
    fn exist(netuid: NetUid, hotkey: &AccountId) -> bool;

    /// Removes the records of a neuron that is about to leave its subnet.
    fn remove(netuid: NetUid, hotkey: &AccountId);

    /// Removes the records of at most `most` neurons of a dissolved subnet. Returns their number, and `true` if none are left.
    fn remove_for_subnet(netuid: NetUid, most: u32) -> (u32, bool);

    /// Moves the records of a neuron that moves to another hotkey.
    fn move_to_hotkey(netuid: NetUid, old: &AccountId, new: &AccountId);

    /// Returns the weight of removing the records of so many neurons.
    fn removal_weight(neurons: u32) -> Weight;
}

impl<AccountId> NeuronRecords<AccountId> for () {
    fn exist(_netuid: NetUid, _hotkey: &AccountId) -> bool {
        false
    }

    fn remove(_netuid: NetUid, _hotkey: &AccountId) {}

    fn remove_for_subnet(_netuid: NetUid, _most: u32) -> (u32, bool) {
        (0, true)
    }

    fn move_to_hotkey(_netuid: NetUid, _old: &AccountId, _new: &AccountId) {}

    fn removal_weight(_neurons: u32) -> Weight {
        Weight::zero()
    }
}
