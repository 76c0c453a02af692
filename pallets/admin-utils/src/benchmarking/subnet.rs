//! Subnet whose settings the benchmarks change.

use crate::Config;
use alloc::vec;
use dtao_primitives::{runtime_api::LockState, NetUid, Pool, Pools};
use frame_benchmarking::account;
use frame_support::traits::BuildGenesisConfig;
use pallet_subtensor::{
    settings::freeze::MAX_SETTINGS, Burn, BurnsInDecay, DecayingHotkeyLock, DecayingOwnerLock, GenesisConfig,
    GenesisSubnet, HotkeyLock, OwnerLock,
};

/// A TAO, in rao.
pub const TAO: u64 = 1_000_000_000;

/// Netuid of the subnet.
pub const HERE: NetUid = NetUid::new(1);

/// Returns its owner.
pub fn owner<T: Config>() -> T::AccountId {
    account("owner", 0, 0)
}

/// Returns a hotkey of the owner that has a neuron and is not the owner hotkey.
pub fn second_hotkey<T: Config>() -> T::AccountId {
    account("second hotkey", 0, 0)
}

/// Returns the subnet's pool.
pub fn pool<T: Config>() -> Pool {
    <T as pallet_subtensor::Config>::Pools::get(HERE).expect("a subnet")
}

/// Creates the subnet. A new bound changes its price of a neuron, which adds the subnet to a nearly full list of decaying prices.
pub fn create_subnet<T: Config>() {
    let genesis = GenesisConfig::<T> {
        hotkeys: vec![(second_hotkey::<T>(), owner::<T>())],
        subnets: vec![GenesisSubnet {
            netuid: HERE,
            name: "Subnet 1".into(),
            symbol: "α".into(),
            owner: owner::<T>(),
            owner_hotkey: account("first hotkey", 0, 0),
            tempo: u16::MAX,
            tao: 10_000 * TAO,
            alpha: 200_000 * TAO,
            moving_price: TAO / 20,
            fee_rate: 33,
            started: true,
        }],
        neurons: vec![(HERE, second_hotkey::<T>())],
        ..Default::default()
    };
    genesis.build();
    Burn::<T>::insert(HERE, dtao_primitives::TaoBalance::new(TAO));
    // The owner has changed all settings before.
    let changes: alloc::vec::Vec<_> = (0..MAX_SETTINGS as u8 / 2).map(|number| (number, 0)).collect();
    pallet_subtensor::LastOwnerChanges::<T>::insert(HERE, frame_support::BoundedVec::truncate_from(changes));
    pallet_subtensor::OwnerHyperparamRateLimit::<T>::put(0);
    BurnsInDecay::<T>::put(frame_support::BoundedVec::truncate_from((1..=128).map(NetUid::new).collect()));
}

/// Lets stakers have locked stake in favour of both hotkeys, for ever and decaying, so that four sums change places.
pub fn lock_for_both<T: Config>() {
    let sum = LockState { locked_mass: TAO, conviction: TAO.into(), last_update: 0 };
    OwnerLock::<T>::insert(HERE, sum);
    DecayingOwnerLock::<T>::insert(HERE, sum);
    HotkeyLock::<T>::insert(HERE, second_hotkey::<T>(), sum);
    DecayingHotkeyLock::<T>::insert(HERE, second_hotkey::<T>(), sum);
}
