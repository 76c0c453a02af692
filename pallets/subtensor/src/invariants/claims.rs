//! Invariants of root's claims.

use crate::{
    ledger::claims::Claims, AlphaV2, ClosedClaimCursor, Config, Dissolving, Pallet, RootClaimCarried, RootClaimPot,
    RootClaimable, RootClaimed, RootHotkeys,
};
use alloc::collections::{BTreeMap, BTreeSet};
use dtao_primitives::{AlphaBalance, NetUid, Pools};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks root's claims:
    ///
    /// 1. For each subnet, the pool's `claimable` is the sum of the pots of all hotkeys. Only a subnet in dissolution has pots
    ///    without a pool.
    /// 2. A pot exists exactly if a rate does.
    /// 3. The claims with a hotkey at a subnet are together at most its pot.
    /// 4. No coldkey without shares has a debt. No coldkey has both a debt and a carried claim. No record is zero, and none is of
    ///    a hotkey without a rate, unless its subnet is in dissolution.
    /// 5. A cursor is one of a subnet in dissolution and of a hotkey that has a pot there.
    /// 6. The index by coldkey counts the positions at root and the carried claims, and nothing else.
    pub(crate) fn try_claims() -> Result<(), TryRuntimeError> {
        Self::try_pots()?;
        Self::try_rates()?;
        Self::try_debts()?;
        Self::try_pots_cover_claims()?;
        for (netuid, (hotkey, _)) in ClosedClaimCursor::<T>::iter() {
            ensure!(
                Dissolving::<T>::contains_key(netuid) && RootClaimPot::<T>::contains_key(netuid, hotkey),
                "a cursor over claims without a pot in dissolution"
            );
        }
        Self::try_root_hotkeys()
    }

    fn try_pots() -> Result<(), TryRuntimeError> {
        let mut pots = BTreeMap::<NetUid, AlphaBalance>::new();
        for (netuid, _, alpha) in RootClaimPot::<T>::iter() {
            let sum = pots.entry(netuid).or_default();
            *sum = sum.checked_add(alpha).ok_or("pots pass 64 bits")?;
        }
        for subnet in T::Pools::all() {
            ensure!(
                subnet.pool.claimable == pots.remove(&subnet.netuid).unwrap_or_default(),
                "what is claimable is not what is in the pots"
            );
        }
        ensure!(pots.keys().all(Dissolving::<T>::contains_key), "a pot of a subnet that does not exist");
        Ok(())
    }

    fn try_rates() -> Result<(), TryRuntimeError> {
        let mut rated = BTreeSet::new();
        for (hotkey, rates) in RootClaimable::<T>::iter() {
            ensure!(!rates.is_empty(), "a hotkey without rates among those with");
            for (netuid, rate) in rates {
                ensure!(rate >= 0, "a rate under zero");
                rated.insert((netuid, hotkey.clone()));
            }
        }
        for (netuid, hotkey, _) in RootClaimPot::<T>::iter() {
            ensure!(rated.remove(&(netuid, hotkey)), "a pot without a rate");
        }
        ensure!(rated.is_empty(), "a rate without a pot");
        Ok(())
    }

    fn try_debts() -> Result<(), TryRuntimeError> {
        let known = |netuid: NetUid, hotkey: &T::AccountId| {
            RootClaimPot::<T>::contains_key(netuid, hotkey) || Dissolving::<T>::contains_key(netuid)
        };
        for ((netuid, hotkey, coldkey), claimed) in RootClaimed::<T>::iter() {
            ensure!(claimed > 0, "a debt of nothing");
            ensure!(known(netuid, &hotkey), "a debt without a rate");
            ensure!(
                Dissolving::<T>::contains_key(netuid) || AlphaV2::<T>::contains_key((&hotkey, &coldkey, NetUid::ROOT)),
                "a debt of someone without shares"
            );
            ensure!(
                !RootClaimCarried::<T>::contains_key((netuid, &hotkey, &coldkey)),
                "someone who is in debt and carries something"
            );
        }
        for ((netuid, hotkey, _), carried) in RootClaimCarried::<T>::iter() {
            ensure!(!carried.is_zero(), "nothing that is carried");
            ensure!(known(netuid, &hotkey), "something carried without a rate");
        }
        Ok(())
    }

    fn try_pots_cover_claims() -> Result<(), TryRuntimeError> {
        let mut holders = BTreeMap::<T::AccountId, BTreeSet<T::AccountId>>::new();
        for (coldkey, hotkey, _) in RootHotkeys::<T>::iter() {
            holders.entry(hotkey).or_default().insert(coldkey);
        }
        for (netuid, hotkey, pot) in RootClaimPot::<T>::iter() {
            let mut sum = 0_u128;
            for coldkey in holders.get(&hotkey).into_iter().flatten() {
                let part = u128::from(Claims::<T>::claimable_of(&hotkey, coldkey, netuid));
                sum = sum.checked_add(part).ok_or("claims pass 128 bits")?;
            }
            ensure!(sum <= u128::from(pot.rao()), "more can be claimed than is in the pot");
        }
        Ok(())
    }

    fn try_root_hotkeys() -> Result<(), TryRuntimeError> {
        let staked = AlphaV2::<T>::iter_keys()
            .filter(|(_, _, netuid)| netuid.is_root())
            .map(|(hotkey, coldkey, _)| (coldkey, hotkey));
        let carried = RootClaimCarried::<T>::iter_keys().map(|(_, hotkey, coldkey)| (coldkey, hotkey));
        let mut reasons = BTreeMap::<_, u32>::new();
        for key in staked.chain(carried) {
            let count = reasons.entry(key).or_default();
            *count = count.checked_add(1).ok_or("reasons pass 32 bits")?;
        }
        let index: BTreeMap<_, _> =
            RootHotkeys::<T>::iter().map(|(coldkey, hotkey, count)| ((coldkey, hotkey), count)).collect();
        ensure!(index == reasons, "the index of claims by coldkey is not about what there is");
        Ok(())
    }
}
