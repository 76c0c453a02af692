//! Claims of root's stakers to the alpha that they have earned. The only module that writes [`RootClaimType`] and
//! [`KeptSubnetsChosenAt`]; the amounts are
//! booked in [`crate::ledger::claims`].
//!
//! ## Lifecycle of a claim
//! 1. *Earned.* A payout gives a hotkey's stakers at root alpha of a subnet: the hotkey's rate rises, and its pot.
//! 2. *Kept.* A coldkey's claim stays the same while its shares change, also after it has left root altogether.
//! 3. *Claimed*, by [`Pallet::claim_root`]: the alpha leaves the pot. It is staked with the hotkey at its subnet, or sold
//!    without a fee, and the TAO staked with the hotkey at root.

use super::root_debts;
use crate::{
    ledger::{claims::Claims, position::Position, state},
    registry::subnets::Subnets,
    Config, Error, Event, KeptSubnetsChosenAt, NetworkRegisteredAt, NetworksAdded, Pallet, RootClaimType,
    RootClaimableThreshold, RootHotkeys, WeightInfo,
};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use dtao_primitives::{AlphaBalance, NetUid, OpenPool, Pools, TaoBalance};
use frame_support::{
    dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    storage::with_storage_layer,
    weights::Weight,
};
use scale_info::TypeInfo;
use sp_runtime::traits::{Hash, TrailingZeroInput};
use substrate_fixed::types::I96F32;

/// Maximum number of subnets at which one call claims.
pub const MAX_SUBNETS: u32 = 5;

/// Maximum number of claims in one call: hotkeys times subnets.
pub const MAX_CLAIMS: u32 = 320;

/// Maximum number of debts that one call changes by staking the proceeds at root: as many for each hotkey as there are subnets
/// at which its stakers at root have earned alpha.
pub const MAX_DEBTS: u32 = 1_024;

/// Maximum number of subnets whose alpha a coldkey can choose to keep.
pub const MAX_KEPT_SUBNETS: u32 = 128;

/// A coldkey's choice for the alpha that it earns at root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[scale_info(replace_segment("stake", "root"))]
pub enum RootClaimTypeEnum {
    /// Sell it, and stake the TAO at root.
    #[default]
    Swap,
    /// Stake it unsold.
    Keep,
    /// Stake the alpha of some subnets unsold, and sell all other.
    KeepSubnets {
        /// The subnets whose alpha is kept.
        subnets: BTreeSet<NetUid>,
    },
}

impl RootClaimTypeEnum {
    /// Returns `true` if alpha of this subnet is staked unsold.
    pub fn keeps(&self, netuid: NetUid) -> bool {
        match self {
            Self::Swap => false,
            Self::Keep => true,
            Self::KeepSubnets { subnets } => subnets.contains(&netuid),
        }
    }
}

/// Returns the weight of so many claims, by which so many debts change.
pub(crate) fn weight<T: Config>(claims: u32, debts: u32) -> Weight {
    T::WeightInfo::claim_root(claims).saturating_add(root_debts::of::<T>(debts))
}

/// The work of a call.
#[derive(Default)]
struct Progress {
    /// The number of claims tried.
    tried: u32,
    /// The number of debts changed.
    debts: u32,
    /// `true` if any claim was made.
    claimed: bool,
}

impl<T: Config> Pallet<T> {
    /// Claims a coldkey's earnings at root. Returns the weight. See [`Pallet::claim_root`].
    ///
    /// Each claim, one hotkey's at one subnet, succeeds or fails by itself. It stays, to be claimed later, if it is below the
    /// subnet's threshold, if the pool is too shallow for its sale, or if its proceeds are too small for a share; so do all
    /// claims at a subnet that does not exist or has not started. The proceeds of a hotkey's claims are staked at root
    /// together.
    pub fn do_claim_root(
        coldkey: &T::AccountId,
        subnets: BTreeSet<NetUid>,
    ) -> Result<Weight, DispatchErrorWithPostInfo> {
        let mut done = Progress::default();
        let failed = |error: Error<T>, done: &Progress| error.with_weight(weight::<T>(done.tried, done.debts));
        let named = u32::try_from(subnets.len()).unwrap_or(u32::MAX);
        ensure!((1..=MAX_SUBNETS).contains(&named), failed(Error::InvalidSubnetNumber, &done));
        let wanted = RootClaimType::<T>::get(coldkey);
        let chosen_at = KeptSubnetsChosenAt::<T>::get(coldkey);
        let keeps = |netuid| wanted.keeps(netuid) && Self::is_subnet_of_choice(netuid, chosen_at);
        let open: Vec<_> = subnets
            .into_iter()
            .filter(|netuid| !netuid.is_root() && Subnets::<T>::open_tradable(*netuid).is_ok())
            .collect();
        // Without this, the hotkeys would be read for nothing.
        ensure!(!open.is_empty(), failed(Error::NothingToClaim, &done));
        let most = MAX_CLAIMS.checked_div(named).unwrap_or(MAX_CLAIMS);
        for hotkey in Self::claim_hotkeys(coldkey, most) {
            Self::claim_with(coldkey, &hotkey, &open, keeps, &mut done)?;
        }
        ensure!(done.claimed, failed(Error::NothingToClaim, &done));
        Ok(weight::<T>(done.tried, done.debts))
    }

    /// Returns `true` if the subnet existed when a coldkey chose it: the choice is not for a later subnet of its number.
    fn is_subnet_of_choice(netuid: NetUid, chosen_at: Option<u64>) -> bool {
        chosen_at.is_none_or(|chosen_at| NetworkRegisteredAt::<T>::get(netuid) <= chosen_at)
    }

    /// Makes the claims of a coldkey with one hotkey, and stakes the proceeds of all sales at root. Claims that would be sold
    /// stay if the debts with the hotkey are too many for the rest of the call.
    fn claim_with(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        subnets: &[NetUid],
        keeps: impl Fn(NetUid) -> bool,
        done: &mut Progress,
    ) -> DispatchResult {
        let debts = done.debts.checked_add(Claims::<T>::rates(hotkey)).ok_or(Error::<T>::Overflow)?;
        let claims = with_storage_layer(|| {
            let (mut any, mut proceeds) = (false, TaoBalance::ZERO);
            for netuid in subnets {
                let keep = keeps(*netuid);
                if !keep && debts > MAX_DEBTS {
                    continue;
                }
                if let Ok(tao) = with_storage_layer(|| Self::claim(coldkey, hotkey, *netuid, keep)) {
                    any = true;
                    proceeds = proceeds.checked_add(tao).ok_or(Error::<T>::Overflow)?;
                }
            }
            if !proceeds.is_zero() {
                let stake = AlphaBalance::new(proceeds.rao());
                Position::<T>::add(hotkey, coldkey, NetUid::ROOT, stake).map_err(|_| Error::<T>::NothingToClaim)?;
            }
            Ok::<_, DispatchError>((any, !proceeds.is_zero()))
        });
        let tried = u32::try_from(subnets.len()).map_err(|_| Error::<T>::Overflow)?;
        done.tried = done.tried.checked_add(tried).ok_or(Error::<T>::Overflow)?;
        if let Ok((any, staked)) = claims {
            done.claimed |= any;
            done.debts = if staked { debts } else { done.debts };
        }
        Ok(())
    }

    /// Makes one claim: all that a coldkey can claim with a hotkey at a subnet. Returns the proceeds of its sale, which the
    /// caller stakes at root; zero if the alpha is kept.
    fn claim(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        keep: bool,
    ) -> Result<TaoBalance, DispatchError> {
        let alpha = Claims::<T>::settle(hotkey, coldkey, netuid)?;
        ensure!(
            !alpha.is_zero() && I96F32::from_num(alpha.rao()) >= RootClaimableThreshold::<T>::get(netuid),
            Error::<T>::NothingToClaim
        );
        let pool = T::Pools::open(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        let tao = if keep {
            pool.release(alpha)?;
            Position::<T>::add(hotkey, coldkey, netuid, alpha).map_err(|_| Error::<T>::NothingToClaim)?;
            None
        } else {
            let tao = pool.release_to_root(alpha)?;
            ensure!(!tao.is_zero(), Error::<T>::NothingToClaim);
            Some(tao)
        };
        Self::deposit_event(Event::RootClaimed {
            coldkey: coldkey.clone(),
            hotkey: hotkey.clone(),
            netuid,
            alpha,
            tao,
        });
        Ok(tao.unwrap_or(TaoBalance::ZERO))
    }

    /// Returns the hotkeys with which a coldkey may have a claim, at most `most`.
    ///
    /// If there are more, the block decides which comes first, so that nobody can hide a coldkey's claims behind many small
    /// stakes given to it: another block returns others.
    fn claim_hotkeys(coldkey: &T::AccountId, most: u32) -> BTreeSet<T::AccountId> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let all = || RootHotkeys::<T>::iter_key_prefix(coldkey);
        if all().nth(most).is_none() {
            return all().collect();
        }
        let anywhere = T::Hashing::hash_of(&(coldkey, Self::current_block()));
        let Ok(anywhere) = T::AccountId::decode(&mut TrailingZeroInput::new(anywhere.as_ref())) else {
            return all().take(most).collect();
        };
        let from = RootHotkeys::<T>::hashed_key_for(coldkey, anywhere);
        let mut found = BTreeSet::new();
        for hotkey in RootHotkeys::<T>::iter_key_prefix_from(coldkey, from).chain(all()) {
            if found.len() == most {
                break;
            }
            found.insert(hotkey);
        }
        found
    }

    /// Sets a coldkey's choice. See [`Pallet::set_root_claim_type`].
    pub fn do_set_root_claim_type(coldkey: &T::AccountId, wanted: RootClaimTypeEnum) -> DispatchResult {
        if let RootClaimTypeEnum::KeepSubnets { subnets } = &wanted {
            let named = u32::try_from(subnets.len()).unwrap_or(u32::MAX);
            ensure!((1..=MAX_KEPT_SUBNETS).contains(&named), Error::<T>::InvalidSubnetNumber);
            ensure!(subnets.iter().all(NetworksAdded::<T>::get), Error::<T>::SubnetNotExists);
        }
        if wanted == RootClaimTypeEnum::default() {
            RootClaimType::<T>::remove(coldkey);
        } else {
            let before = RootClaimType::<T>::try_get(coldkey).ok();
            state::pay_for_value::<T>(coldkey, state::CLAIM_TYPE_KEYS, before.as_ref(), &wanted)?;
            RootClaimType::<T>::insert(coldkey, &wanted);
        }
        if matches!(wanted, RootClaimTypeEnum::KeepSubnets { .. }) {
            KeptSubnetsChosenAt::<T>::insert(coldkey, Self::current_block());
        } else {
            KeptSubnetsChosenAt::<T>::remove(coldkey);
        }
        Self::deposit_event(Event::RootClaimTypeSet { coldkey: coldkey.clone(), root_claim_type: wanted });
        Ok(())
    }
}

/// Moves the form of a coldkey's claims to another coldkey, unless that has chosen one.
pub(crate) fn move_to_coldkey<T: Config>(old: &T::AccountId, new: &T::AccountId) {
    let chosen_at = KeptSubnetsChosenAt::<T>::take(old);
    let Ok(wanted) = RootClaimType::<T>::try_get(old) else {
        return;
    };
    RootClaimType::<T>::remove(old);
    if !RootClaimType::<T>::contains_key(new) {
        RootClaimType::<T>::insert(new, wanted);
        KeptSubnetsChosenAt::<T>::set(new, chosen_at);
    }
}
