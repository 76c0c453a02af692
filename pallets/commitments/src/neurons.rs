//! The pallet that registers neurons, as this pallet sees it.

use dtao_primitives::NetUid;
use frame_support::weights::Weight;

/// The neurons that may commit.
pub trait Neurons<AccountId> {
    /// Returns the coldkey that owns the hotkey of a neuron; `None` if the hotkey has no neuron at the subnet. The deposit is the
    /// owner's.
    fn owner(netuid: NetUid, hotkey: &AccountId) -> Option<AccountId>;

    /// Returns `true` if the records of the subnet are being removed.
    fn is_dissolving(netuid: NetUid) -> bool;

    /// Returns the number of the window of the subnet that contains a block.
    fn window(netuid: NetUid, block: u64) -> u64;

    /// Resets the bonds of a neuron, if its subnet has that on. Returns `true` if it has.
    fn reset_bonds(netuid: NetUid, hotkey: &AccountId) -> bool;

    /// Returns the weight of a reset of bonds.
    fn weight_of_reset() -> Weight;

    /// Registers a neuron without a subnet, on a chain that has stored a pulse of the beacon, for benchmarks.
    #[cfg(any(feature = "runtime-benchmarks", test))]
    fn prepare(netuid: NetUid, hotkey: &AccountId, coldkey: &AccountId);
}
