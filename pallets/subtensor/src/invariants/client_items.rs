//! Invariants of storage that only clients read.

use crate::{
    AdjustmentAlpha, AssociatedEvmAddress, BasketClaimed, BasketRate, Burn, ChildkeyThresholdSuspended,
    CollateralDrainRatio, CollateralLockShare, Config, CurrentDissolveCleanupStatus, Difficulty, DissolveCleanupQueue,
    EpochConsensus, LastPowRegistrationBlock, MaturityRate, MaxAllowedUids, MaxDifficulty, MechanismCountCurrent,
    MechanismEmissionSplit, MinDifficulty, MinerCollateral, NetworkPowRegistrationAllowed, NetworkRegistrationQueue,
    NetworksAdded, OwnerCutAutoLockEnabled, Pallet, Rho, RootStakeUnlockInterval, StakeThreshold, SubnetAlphaOut,
    SubnetEmaTaoFlow, SubnetEpochConsensus, SubnetLeases, SubnetLocked, SubnetProtocolAlpha, SubnetTaoInEmission,
    SubnetworkN, TotalAlphaStaked, UnlockRate,
};
use dtao_math::issuance::block_emission;
use dtao_primitives::{BurnedAlpha, NetUid, Pools};
use frame_support::{ensure, traits::GetStorageVersion};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks that
    ///
    /// - every subnet, including root, has an entry in each map that clients read without defaults, and only subnets have copies
    ///   of amounts;
    /// - no copy is beyond what it is a copy of: not more is staked than is outside the pool, nor more injected than a block mints;
    /// - nothing is written of rules that this chain does not have, but for their defaults.
    pub(crate) fn try_client_items() -> Result<(), TryRuntimeError> {
        // Version 5 stores the entries.
        if Self::on_chain_storage_version() >= 5 {
            ensure!(StakeThreshold::<T>::exists(), "the threshold of stake is not stored");
            NetworksAdded::<T>::iter_keys().try_for_each(Self::try_entries)?;
        }
        let copied = SubnetLocked::<T>::iter_keys()
            .chain(SubnetTaoInEmission::<T>::iter_keys())
            .chain(SubnetAlphaOut::<T>::iter_keys())
            .chain(TotalAlphaStaked::<T>::iter_keys());
        for netuid in copied {
            ensure!(NetworksAdded::<T>::get(netuid), "a copy for clients of a subnet that does not exist");
        }
        try_copies::<T>()?;
        try_absent::<T>()
    }

    fn try_entries(netuid: NetUid) -> Result<(), TryRuntimeError> {
        let stored = [
            Burn::<T>::contains_key(netuid),
            MaxAllowedUids::<T>::contains_key(netuid),
            SubnetworkN::<T>::contains_key(netuid),
            SubnetEmaTaoFlow::<T>::contains_key(netuid),
            SubnetLocked::<T>::contains_key(netuid),
            SubnetTaoInEmission::<T>::contains_key(netuid),
            SubnetAlphaOut::<T>::contains_key(netuid),
            TotalAlphaStaked::<T>::contains_key(netuid),
        ];
        ensure!(stored.iter().all(|is| *is), "a subnet that clients do not see in a map");
        Ok(())
    }
}

fn try_copies<T: Config>() -> Result<(), TryRuntimeError> {
    // The most that a block ever mints.
    let most = block_emission(0);
    for (_, tao) in SubnetTaoInEmission::<T>::iter() {
        ensure!(tao.rao() <= most, "more TAO injected than a block mints");
    }
    for subnet in T::Pools::all() {
        let burned = T::BurnedAlpha::burned(subnet.netuid);
        ensure!(burned <= subnet.pool.unowned, "more burned than belongs to nobody");
    }
    for (netuid, staked) in TotalAlphaStaked::<T>::iter() {
        ensure!(staked <= SubnetAlphaOut::<T>::get(netuid), "more staked than there is outside of the pool");
    }
    Ok(())
}

/// Checks the items of [`crate::registry::absent`].
fn try_absent<T: Config>() -> Result<(), TryRuntimeError> {
    let records = [
        MechanismCountCurrent::<T>::iter_keys().next().is_some(),
        MechanismEmissionSplit::<T>::iter_keys().next().is_some(),
        LastPowRegistrationBlock::<T>::iter_keys().next().is_some(),
        UnlockRate::<T>::exists(),
        MaturityRate::<T>::exists(),
        MinerCollateral::<T>::iter_keys().next().is_some(),
        BasketClaimed::<T>::iter_keys().next().is_some(),
        BasketRate::<T>::iter_keys().next().is_some(),
        ChildkeyThresholdSuspended::<T>::iter_keys().next().is_some(),
        RootStakeUnlockInterval::<T>::exists(),
        DissolveCleanupQueue::<T>::exists(),
        CurrentDissolveCleanupStatus::<T>::exists(),
        NetworkRegistrationQueue::<T>::exists(),
        AssociatedEvmAddress::<T>::iter_keys().next().is_some(),
        SubnetLeases::<T>::iter_keys().next().is_some(),
    ];
    // Settings with one value that is allowed.
    let off = NetworkPowRegistrationAllowed::<T>::iter_values().all(|allowed| !allowed)
        && OwnerCutAutoLockEnabled::<T>::iter_values().all(|enabled| !enabled)
        && Rho::<T>::iter_values().all(|rho| rho == 0)
        && AdjustmentAlpha::<T>::iter_values().all(|alpha| alpha == 0)
        && Difficulty::<T>::iter_values().all(|difficulty| difficulty == 0)
        && MinDifficulty::<T>::iter_values().all(|difficulty| difficulty == 0)
        && MaxDifficulty::<T>::iter_values().all(|difficulty| difficulty == 0)
        && CollateralLockShare::<T>::iter_values().all(|share| share == 0)
        && CollateralDrainRatio::<T>::iter_values().all(|ratio| ratio == 0)
        && SubnetProtocolAlpha::<T>::iter_values().all(|alpha| alpha.is_zero())
        && SubnetEpochConsensus::<T>::iter_values().all(|consensus| consensus == EpochConsensus::Yuma);
    ensure!(off && !records.iter().any(|is| *is), "storage of a rule that this chain does not have");
    Ok(())
}
