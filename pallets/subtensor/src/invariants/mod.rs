//! Invariants: what holds at the end of every block. The pools check theirs in their own pallet.

mod choices;
mod claims;
mod client_items;
mod coldkey_swaps;
mod families;
mod hotkeys;
mod locks;
mod neurons;
mod settings;
mod weights;

use crate::{
    ledger::staking_hotkeys::Listed, registry::subnets::Subnets, AlphaV2, Config, Dissolution, Dissolving,
    FirstEmissionBlockNumber, LastEpochBlock, NetworkRegistrationAllowed, NetworksAdded, OwnedHotkeys, Owner,
    OwnerCutEnabled, Pallet, RootClaimPot, StakePositions, StakingHotkeys, SubnetEmaTaoFlow, SubnetEmissionEnabled,
    SubnetEpochIndex, SubnetPositions, SubtokenEnabled, TotalHotkeyAlpha, TotalHotkeySharesV2, TotalNetworks,
};
use alloc::collections::{BTreeMap, BTreeSet};
use dtao_math::issuance::SUPPLY_CAP;
use dtao_primitives::{AlphaBalance, NetUid, Pools};
use frame_support::{
    ensure,
    traits::{fungible::Inspect, GetStorageVersion},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks the invariants:
    ///
    /// 1. Issuance is at most 21·10¹⁵ rao.
    /// 2. For each subnet, the alpha outside the pool is the sum of staked, pending, claimable and unowned alpha, to the last
    ///    rao. At root all of it is staked.
    /// 3. For each hotkey at each subnet, the shares of all coldkeys add up to its total; there are no shares without
    ///    value, and no value without shares.
    /// 4. The index by coldkey has exactly the positions; the list of a coldkey's hotkeys has the first of them in the index.
    /// 5. The list of subnets, their count and their pools agree.
    /// 6. Hotkeys and owners are inverse to each other; hotkeys have accounts, and owners if they have stake or a take; takes are
    ///    within their bounds: see `invariants/hotkeys.rs`.
    /// 7. A subnet in dissolution is in no list of subnets. Its staked and claimable alpha is the alpha that is not paid for
    ///    yet.
    /// 8. The index by subnet has exactly the positions.
    /// 9. At each subnet, including root, UIDs are dense from 0; hotkeys and UIDs are inverse to each other; every neuron's
    ///    hotkey has an owner; each vector has one entry for each neuron.
    /// 10. Bonds are from neurons to neurons; only neurons announce addresses, and only root's neurons vote there, for subnets that
    ///     exist.
    /// 11. The price of a neuron is within its bounds; the subnets with a price above the minimum, and only these, are listed.
    /// 12. Root's claims: see `invariants/claims.rs`.
    /// 13. Weights and commitments are from neurons, in order: see `invariants/weights.rs`.
    /// 14. Children and parents are inverse to each other, and their indexes complete: see `invariants/families.rs`.
    /// 15. Incentives, and dividends, are together at most one.
    /// 16. The mirrors for clients equal the values in the pools.
    /// 17. The custody account holds the TAO of all pools, root's stake, root's dividends that wait, the unpaid parts of all
    ///     pots, and the existential deposit. Anything above is a gift.
    /// 18. Records of choices belong to a choice: see `invariants/choices.rs`.
    /// 19. Settings are within their bounds: see `invariants/settings.rs`.
    /// 20. Storage that only clients read is complete, and none is written of rules that this chain does not have: see
    ///     `invariants/client_items.rs`.
    /// 21. A swap of a coldkey that is disputed or has begun is announced: see `invariants/coldkey_swaps.rs`.
    /// 22. The epochs with commitments with a time lock are listed: see `invariants/weights.rs`.
    /// 23. Locks and their sums agree, and hold no more than there is: see `invariants/locks.rs`.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        ensure!(T::Currency::total_issuance() <= SUPPLY_CAP, "more TAO than there can ever be");
        Self::try_outstanding()?;
        Self::try_shares()?;
        Self::try_positions()?;
        Self::try_subnet_positions()?;
        Self::try_subnets()?;
        Self::try_owners()?;
        Self::try_neurons()?;
        Self::try_consensus()?;
        Self::try_rows()?;
        Self::try_burns()?;
        Self::try_claims()?;
        Self::try_weights()?;
        Self::try_timelocked()?;
        Self::try_families()?;
        Self::try_mirrors()?;
        Self::try_choices()?;
        Self::try_settings()?;
        Self::try_client_items()?;
        Self::try_coldkey_swaps()?;
        Self::try_locks()?;
        Self::try_custody()
    }

    fn try_outstanding() -> Result<(), TryRuntimeError> {
        let mut staked = BTreeMap::<NetUid, u64>::new();
        for (_, netuid, value) in TotalHotkeyAlpha::<T>::iter() {
            let sum = staked.entry(netuid).or_default();
            *sum = sum.checked_add(value.rao()).ok_or("stake passes 64 bits")?;
        }
        for subnet in T::Pools::all() {
            let pending = subnet.pool.pending.alpha().ok_or("pending alpha passes 64 bits")?;
            let known = pending
                .checked_add(subnet.pool.unowned)
                .and_then(|sum| sum.checked_add(subnet.pool.claimable))
                .and_then(|sum| sum.checked_add(staked.remove(&subnet.netuid).unwrap_or(0).into()))
                .ok_or("outstanding alpha passes 64 bits")?;
            ensure!(
                !subnet.netuid.is_root() || (pending.is_zero() && subnet.pool.unowned.is_zero()),
                "root has alpha that is not staked"
            );
            ensure!(known == subnet.pool.alpha_out, "outstanding alpha is not what is staked, pending and unowned");
        }
        for (netuid, dissolution) in Dissolving::<T>::iter() {
            Self::try_dissolution(netuid, &dissolution, staked.remove(&netuid).unwrap_or(0))?;
        }
        ensure!(staked.is_empty(), "stake at a subnet that does not exist");
        Ok(())
    }

    fn try_shares() -> Result<(), TryRuntimeError> {
        let mut held = BTreeMap::new();
        for ((hotkey, _, netuid), shares) in AlphaV2::<T>::iter() {
            ensure!(shares.mantissa > 0, "a position without shares");
            let sum = held.entry((hotkey, netuid)).or_insert(0_u128);
            *sum = sum.checked_add(shares.mantissa).ok_or("shares pass 128 bits")?;
        }
        for (hotkey, netuid, total) in TotalHotkeySharesV2::<T>::iter() {
            let value = TotalHotkeyAlpha::<T>::get(&hotkey, netuid);
            ensure!(!value.is_zero(), "shares without value");
            ensure!(held.remove(&(hotkey, netuid)) == Some(total.mantissa), "shares do not add up to their total");
        }
        ensure!(held.is_empty(), "shares of nothing");
        for (hotkey, netuid, _) in TotalHotkeyAlpha::<T>::iter() {
            ensure!(TotalHotkeySharesV2::<T>::contains_key(&hotkey, netuid), "value without shares");
        }
        Ok(())
    }

    fn try_positions() -> Result<(), TryRuntimeError> {
        let listed = |(hotkey, coldkey, netuid)| StakePositions::<T>::contains_key((coldkey, hotkey, netuid));
        ensure!(AlphaV2::<T>::iter_keys().all(listed), "a position that the index by coldkey does not have");
        let exists = |(coldkey, hotkey, netuid)| AlphaV2::<T>::contains_key((hotkey, coldkey, netuid));
        ensure!(StakePositions::<T>::iter_keys().all(exists), "an entry of the index by coldkey without a position");
        Self::try_staking_hotkeys()
    }

    /// Checks the lists of coldkeys' hotkeys.
    pub(crate) fn try_staking_hotkeys() -> Result<(), TryRuntimeError> {
        // Version 5 fills them.
        if Self::on_chain_storage_version() < 5 {
            return Ok(());
        }
        let mut first = BTreeMap::<T::AccountId, Listed<T>>::new();
        for (coldkey, hotkey, _) in StakePositions::<T>::iter_keys() {
            let hotkeys = first.entry(coldkey).or_default();
            if hotkeys.last() != Some(&hotkey) {
                // Those that a full list has no place for are not in it.
                let _ = hotkeys.try_push(hotkey);
            }
        }
        let listed: BTreeMap<_, _> = StakingHotkeys::<T>::iter().collect();
        ensure!(listed == first, "a list of a coldkey's hotkeys is not the beginning of its index");
        Ok(())
    }

    fn try_subnets() -> Result<(), TryRuntimeError> {
        let pools = T::Pools::all();
        ensure!(pools.len() == NetworksAdded::<T>::iter().count(), "pools and subnets differ in number");
        ensure!(pools.len() == usize::from(TotalNetworks::<T>::get()), "the count of subnets is wrong");
        ensure!(pools.iter().all(|subnet| NetworksAdded::<T>::get(subnet.netuid)), "a pool without a subnet");
        Ok(())
    }

    fn try_owners() -> Result<(), TryRuntimeError> {
        let mut owned = BTreeSet::new();
        for (coldkey, hotkeys) in OwnedHotkeys::<T>::iter() {
            for hotkey in hotkeys {
                ensure!(Owner::<T>::get(&hotkey) == coldkey, "a hotkey in the list of a coldkey that does not own it");
                ensure!(owned.insert(hotkey), "a hotkey in a list twice");
            }
        }
        ensure!(owned.len() == Owner::<T>::iter().count(), "an owned hotkey in nobody's list");
        Self::try_hotkey_accounts()?;
        Self::try_keepers()
    }
}

impl<T: Config> Pallet<T> {
    fn try_dissolution(netuid: NetUid, dissolution: &Dissolution, staked: u64) -> Result<(), TryRuntimeError> {
        ensure!(
            !NetworksAdded::<T>::get(netuid) && T::Pools::get(netuid).is_none(),
            "a subnet that is being closed is among those that are not"
        );
        let claims = RootClaimPot::<T>::iter_prefix_values(netuid)
            .try_fold(0_u64, |sum, claim| sum.checked_add(claim.rao()))
            .ok_or("claims pass 64 bits")?;
        let owed = dissolution.alpha.checked_sub(dissolution.paid_for);
        ensure!(
            owed.map(AlphaBalance::rao) == staked.checked_add(claims),
            "alpha of a closed subnet that will not be paid for exactly"
        );
        ensure!(dissolution.recycled <= dissolution.paid, "more recycled of a pot than was paid out of it");
        ensure!(dissolution.unpaid().is_some(), "more paid of a pot than was in it");
        Ok(())
    }

    fn try_custody() -> Result<(), TryRuntimeError> {
        if T::Pools::books().is_some() {
            ensure!(Self::custody_books().is_some(), "the custody account holds less than the books count");
        }
        Ok(())
    }

    fn try_subnet_positions() -> Result<(), TryRuntimeError> {
        let listed = |(hotkey, coldkey, netuid)| SubnetPositions::<T>::contains_key((netuid, hotkey, coldkey));
        ensure!(AlphaV2::<T>::iter_keys().all(listed), "a position that the index by subnet does not have");
        let exists = |(netuid, hotkey, coldkey)| AlphaV2::<T>::contains_key((hotkey, coldkey, netuid));
        ensure!(SubnetPositions::<T>::iter_keys().all(exists), "an entry of the index by subnet without a position");
        Ok(())
    }
}

impl<T: Config> Pallet<T> {
    fn try_mirrors() -> Result<(), TryRuntimeError> {
        for subnet in T::Pools::all() {
            let netuid = subnet.netuid;
            ensure!(
                FirstEmissionBlockNumber::<T>::get(netuid) == subnet.pool.first_emission_block,
                "the mirror of the first emission block differs from the pool"
            );
            ensure!(
                NetworkRegistrationAllowed::<T>::get(netuid) == subnet.pool.switches.registration_allowed,
                "the mirror of the registration setting differs from the pool"
            );
            ensure!(
                OwnerCutEnabled::<T>::get(netuid) != subnet.pool.switches.no_owner_cut,
                "the mirror of the owner's cut differs from the pool"
            );
            ensure!(
                SubnetEmissionEnabled::<T>::get(netuid) != subnet.pool.switches.no_tao,
                "the mirror of the emission setting differs from the pool"
            );
            ensure!(
                Self::on_chain_storage_version() < 5
                    || SubtokenEnabled::<T>::get(netuid) == Subnets::<T>::has_started(netuid, &subnet.pool),
                "the mirror of the start differs from the pool"
            );
        }
        let mirrored = FirstEmissionBlockNumber::<T>::iter_keys()
            .chain(NetworkRegistrationAllowed::<T>::iter_keys())
            .chain(OwnerCutEnabled::<T>::iter_keys())
            .chain(SubnetEmissionEnabled::<T>::iter_keys())
            .chain(SubtokenEnabled::<T>::iter_keys())
            .chain(LastEpochBlock::<T>::iter_keys())
            .chain(SubnetEpochIndex::<T>::iter_keys())
            .chain(SubnetEmaTaoFlow::<T>::iter_keys());
        for netuid in mirrored {
            ensure!(NetworksAdded::<T>::get(netuid), "a mirror of a subnet that does not exist");
        }
        Ok(())
    }
}
