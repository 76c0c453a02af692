//! Invariants of settings.

use crate::{ActivityCutoff, ActivityCutoffFactorMilli, Config, NetworkParameter, NetworksAdded, Pallet};
use dtao_primitives::Pools;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks that the settings of each subnet, and those of the network, are within the bounds of their table, and that an
    /// activity cutoff that was set as a factor is that factor of the tempo.
    ///
    /// The owner's hotkey is not checked against its own: a genesis may give an owner no neuron.
    pub(super) fn try_settings() -> Result<(), TryRuntimeError> {
        let faults = NetworksAdded::<T>::iter_keys().filter_map(Self::setting_out_of_bounds);
        if let Some(fault) = faults.chain(NetworkParameter::out_of_bounds::<T>()).next() {
            return Err(TryRuntimeError::Other(fault));
        }
        let mut subnets = T::Pools::all().into_iter().filter(|subnet| !subnet.netuid.is_root());
        ensure!(
            subnets.all(|subnet| subnet.pool.ema_halving_blocks > 0),
            "a setting out of its bounds: EmaPriceHalvingPeriod"
        );
        for (netuid, factor) in ActivityCutoffFactorMilli::<T>::iter() {
            ensure!(
                ActivityCutoff::<T>::get(netuid) == Self::cutoff_of_factor(netuid, factor),
                "an activity cutoff that is not the factor of the tempo"
            );
        }
        Ok(())
    }
}
