//! A subnet to set parameters of.

use crate::Config;
use alloc::vec;
use dtao_primitives::{NetUid, Pool, Pools};
use frame_benchmarking::account;
use frame_support::traits::BuildGenesisConfig;
use pallet_subtensor::{Burn, BurnsInDecay, GenesisConfig, GenesisSubnet};

/// A TAO, in rao.
pub const TAO: u64 = 1_000_000_000;

/// The subnet.
pub const HERE: NetUid = NetUid::new(1);

/// Who owns it.
pub fn owner<T: Config>() -> T::AccountId {
    account("owner", 0, 0)
}

/// A hotkey of the owner's that has a neuron, and is not the one that it works through.
pub fn second_hotkey<T: Config>() -> T::AccountId {
    account("second hotkey", 0, 0)
}

/// The subnet's pool.
pub fn pool<T: Config>() -> Pool {
    <T as pallet_subtensor::Config>::Pools::get(HERE).expect("a subnet")
}

/// Founds it. Its cost of a neuron is one that a new bound moves, into a list of subnets that is nearly full.
pub fn found<T: Config>() {
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
    BurnsInDecay::<T>::put(frame_support::BoundedVec::truncate_from((1..=128).map(NetUid::new).collect()));
}
