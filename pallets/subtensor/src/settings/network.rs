//! Changing a setting of the whole network.

use super::{NetworkParameter, EPOCHS_PER_BLOCK, SUBNET_LIMITS};
use crate::{
    AdminFreezeWindow, Config, Error, Event, MaxChildkeyTake, MaxDelegateTake, MaxEpochsPerBlock, MinChildkeyTake,
    MinDelegateTake, NetworkImmunityPeriod, NetworkLockReductionInterval, NetworkMinLockCost, NetworkRateLimit, Pallet,
    PendingChildKeyCooldown, StakeThreshold, StartCallDelay, SubnetLimit, SubnetMovingAlpha, SubnetOwnerCut,
    TxChildkeyTakeRateLimit, TxDelegateTakeRateLimit, TxRateLimit,
};
use dtao_math::{issuance::SUPPLY_CAP, pool::MIN_RESERVE};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use substrate_fixed::types::I96F32;

impl<T: Config> Pallet<T> {
    /// Changes a setting of the whole network. Emits [`Event::NetworkParameterSet`].
    ///
    /// # Errors
    /// [`Error::ValueNotInBounds`] where the value is not within the bounds that the documentation of [`NetworkParameter`]
    /// tells.
    pub fn do_set_network_parameter(parameter: NetworkParameter) -> DispatchResult {
        ensure!(is_in_bounds::<T>(parameter), Error::<T>::ValueNotInBounds);
        write::<T>(parameter);
        Self::deposit_event(Event::NetworkParameterSet(parameter));
        Ok(())
    }
}

fn is_in_bounds<T: Config>(parameter: NetworkParameter) -> bool {
    use NetworkParameter as P;
    match parameter {
        P::NetworkMinLockCost(lock) => (MIN_RESERVE..=SUPPLY_CAP).contains(&lock.rao()),
        P::SubnetLimit(limit) => SUBNET_LIMITS.contains(&limit),
        P::LockReductionInterval(blocks) => blocks >= 1,
        P::MinDelegateTake(take) => take <= MaxDelegateTake::<T>::get(),
        P::DefaultTake(take) => take >= MinDelegateTake::<T>::get(),
        P::SubnetMovingAlpha(bits) => (I96F32::from_num(0)..=I96F32::from_num(1)).contains(&I96F32::from_bits(bits)),
        P::MaxEpochsPerBlock(epochs) => EPOCHS_PER_BLOCK.contains(&epochs),
        P::MinChildkeyTake(take) => take <= MaxChildkeyTake::<T>::get(),
        P::MaxChildkeyTake(take) => take >= MinChildkeyTake::<T>::get(),
        P::NetworkRateLimit(_)
        | P::NetworkImmunityPeriod(_)
        | P::StakeThreshold(_)
        | P::TxRateLimit(_)
        | P::TxDelegateTakeRateLimit(_)
        | P::SubnetOwnerCut(_)
        | P::AdminFreezeWindow(_)
        | P::StartCallDelay(_)
        | P::PendingChildKeyCooldown(_)
        | P::TxChildkeyTakeRateLimit(_) => true,
    }
}

fn write<T: Config>(parameter: NetworkParameter) {
    use NetworkParameter as P;
    match parameter {
        P::NetworkRateLimit(blocks) => NetworkRateLimit::<T>::put(blocks),
        P::NetworkImmunityPeriod(blocks) => NetworkImmunityPeriod::<T>::put(blocks),
        P::NetworkMinLockCost(lock) => NetworkMinLockCost::<T>::put(lock),
        P::SubnetLimit(limit) => SubnetLimit::<T>::put(limit),
        P::LockReductionInterval(blocks) => NetworkLockReductionInterval::<T>::put(blocks),
        P::StakeThreshold(stake) => StakeThreshold::<T>::put(stake),
        P::TxRateLimit(blocks) => TxRateLimit::<T>::put(blocks),
        P::TxDelegateTakeRateLimit(blocks) => TxDelegateTakeRateLimit::<T>::put(blocks),
        P::MinDelegateTake(take) => MinDelegateTake::<T>::put(take),
        P::DefaultTake(take) => MaxDelegateTake::<T>::put(take),
        P::SubnetOwnerCut(part) => SubnetOwnerCut::<T>::put(part),
        P::SubnetMovingAlpha(bits) => SubnetMovingAlpha::<T>::put(I96F32::from_bits(bits)),
        P::AdminFreezeWindow(blocks) => AdminFreezeWindow::<T>::put(blocks),
        P::StartCallDelay(blocks) => StartCallDelay::<T>::put(blocks),
        P::MaxEpochsPerBlock(epochs) => MaxEpochsPerBlock::<T>::put(epochs),
        P::PendingChildKeyCooldown(blocks) => PendingChildKeyCooldown::<T>::put(blocks),
        P::MinChildkeyTake(take) => MinChildkeyTake::<T>::put(take),
        P::MaxChildkeyTake(take) => MaxChildkeyTake::<T>::put(take),
        P::TxChildkeyTakeRateLimit(blocks) => TxChildkeyTakeRateLimit::<T>::put(blocks),
    }
}
