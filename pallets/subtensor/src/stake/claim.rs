//! Claims of root's stakers to the alpha that they have earned. The only module that writes [`RootClaimType`] and
//! [`KeptSubnetsChosenAt`]; the amounts are booked in [`crate::ledger::claims`].
//!
//! ## Lifecycle of a claim
//! 1. *Earned.* A payout gives a hotkey's stakers at root alpha of a subnet: the hotkey's rate rises, and its pot.
//! 2. *Kept.* A coldkey's claim stays the same while its shares change, also after it has left root altogether.
//! 3. *Claimed*, by [`Pallet::claim_root`] or [`Pallet::claim_root_with_hotkey`]: the alpha leaves the pot. It is staked with
//!    the hotkey at its subnet, or sold without a fee, and the TAO staked with the hotkey at root.

use super::root_debts;
use crate::{
    ledger::{claims::Claims, position::Position, state},
    registry::subnets::Subnets,
    Config, Error, Event, KeptSubnetsChosenAt, NetworkRegisteredAt, NetworksAdded, Pallet, RootClaimType, RootHotkeys,
    WeightInfo,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use dtao_primitives::{AlphaBalance, NetUid, OpenPool, Pools, TaoBalance};
use frame_support::{
    dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    storage::{with_storage_layer, with_transaction, TransactionOutcome},
    weights::Weight,
};
use scale_info::TypeInfo;
use sp_runtime::traits::{Hash, TrailingZeroInput};
use substrate_fixed::types::I96F32;

/// Maximum number of subnets at which one call claims.
pub const MAX_SUBNETS: u32 = 5;

/// Maximum number of claims in one call: hotkeys times subnets; in a call for all subnets, hotkeys and their subnets.
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

/// Returns the weight of claims with one hotkey at so many subnets, by which so many debts change.
pub(crate) fn weight_with_hotkey<T: Config>(subnets: u32, debts: u32) -> Weight {
    T::WeightInfo::claim_root_with_hotkey(subnets).saturating_add(root_debts::of::<T>(debts))
}

/// The claims of a coldkey with one hotkey that a call tries.
pub(crate) struct HotkeyClaims {
    /// The subnets, in order. All have started.
    subnets: Vec<NetUid>,
    /// The work, in claims.
    work: u32,
}

/// The claims that a call tries, by hotkey.
pub(crate) type Plan<T> = BTreeMap<<T as frame_system::Config>::AccountId, HotkeyClaims>;

/// The work of a call, and what it has claimed.
#[derive(Default)]
pub(crate) struct Progress {
    /// The work done, in claims.
    tried: u32,
    /// The number of debts changed.
    debts: u32,
    /// The number of claims made.
    pub made: u32,
    /// TAO from the sales, staked at root.
    pub proceeds: TaoBalance,
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
        let named = u32::try_from(subnets.len()).unwrap_or(u32::MAX);
        let refused = Error::<T>::InvalidSubnetNumber.with_weight(weight::<T>(0, 0));
        ensure!((1..=MAX_SUBNETS).contains(&named), refused);
        let plan = if subnets.contains(&NetUid::ROOT) {
            Self::plan_claims_everywhere(coldkey)
        } else {
            Self::plan_claims_at(coldkey, subnets)
        };
        let done = Self::make_claims(coldkey, &plan, Self::choice_of(coldkey))?;
        Ok(weight::<T>(done.tried, done.debts))
    }

    /// Claims what a coldkey has earned at root with one hotkey. Returns the weight. See [`Pallet::claim_root_with_hotkey`].
    pub fn do_claim_root_with_hotkey(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<Weight, DispatchError> {
        let done = Self::make_claims(coldkey, &Self::plan_claims_with(hotkey), Self::choice_of(coldkey))?;
        Ok(weight_with_hotkey::<T>(Claims::<T>::rates(hotkey), done.debts))
    }

    /// Returns what claims would do if all alpha were sold now, as a call in this block would. Changes nothing: all is undone.
    pub(crate) fn quote_claims(coldkey: &T::AccountId, plan: &Plan<T>) -> Progress {
        let sold = |_| false;
        with_transaction(|| TransactionOutcome::Rollback(Self::make_claims(coldkey, plan, sold))).unwrap_or_default()
    }

    /// Returns a coldkey's choice of the subnets whose alpha it keeps.
    fn choice_of(coldkey: &T::AccountId) -> impl Fn(NetUid) -> bool {
        let wanted = RootClaimType::<T>::get(coldkey);
        let chosen_at = KeptSubnetsChosenAt::<T>::get(coldkey);
        move |netuid| wanted.keeps(netuid) && Self::is_subnet_of_choice(netuid, chosen_at)
    }

    /// Returns `true` if the subnet existed when a coldkey chose it: the choice is not for a later subnet of its number.
    fn is_subnet_of_choice(netuid: NetUid, chosen_at: Option<u64>) -> bool {
        chosen_at.is_none_or(|chosen_at| NetworkRegisteredAt::<T>::get(netuid) <= chosen_at)
    }

    /// Makes the claims of a plan.
    fn make_claims(
        coldkey: &T::AccountId,
        plan: &Plan<T>,
        keeps: impl Fn(NetUid) -> bool,
    ) -> Result<Progress, DispatchError> {
        let mut done = Progress::default();
        for (hotkey, claims) in plan {
            done.tried = done.tried.checked_add(claims.work).ok_or(Error::<T>::Overflow)?;
            Self::claim_with(coldkey, hotkey, &claims.subnets, &keeps, &mut done)?;
        }
        Ok(done)
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
            let (mut made, mut proceeds) = (0_u32, TaoBalance::ZERO);
            for netuid in subnets {
                let keep = keeps(*netuid);
                if !keep && debts > MAX_DEBTS {
                    continue;
                }
                if let Ok(tao) = with_storage_layer(|| Self::claim(coldkey, hotkey, *netuid, keep)) {
                    made = made.checked_add(1).ok_or(Error::<T>::Overflow)?;
                    proceeds = proceeds.checked_add(tao).ok_or(Error::<T>::Overflow)?;
                }
            }
            if !proceeds.is_zero() {
                let stake = AlphaBalance::new(proceeds.rao());
                Position::<T>::add(hotkey, coldkey, NetUid::ROOT, stake).map_err(|_| Error::<T>::NothingToClaim)?;
            }
            Ok::<_, DispatchError>((made, proceeds))
        });
        if let Ok((made, proceeds)) = claims {
            done.made = done.made.checked_add(made).ok_or(Error::<T>::Overflow)?;
            done.debts = if proceeds.is_zero() { done.debts } else { debts };
            done.proceeds = done.proceeds.checked_add(proceeds).ok_or(Error::<T>::Overflow)?;
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
            !alpha.is_zero() && I96F32::from_num(alpha.rao()) >= Self::claim_threshold(netuid),
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
}

/// The claims that a call tries.
impl<T: Config> Pallet<T> {
    /// Plans claims at these subnets with all hotkeys of a coldkey, as far as a call can.
    fn plan_claims_at(coldkey: &T::AccountId, subnets: BTreeSet<NetUid>) -> Plan<T> {
        let subnets: Vec<_> = subnets.into_iter().filter(|netuid| Self::is_claimable_at(*netuid)).collect();
        // Without this, the hotkeys would be read for nothing.
        if subnets.is_empty() {
            return Plan::<T>::new();
        }
        let work = u32::try_from(subnets.len()).unwrap_or(u32::MAX);
        Self::plan_claims(coldkey, |_| HotkeyClaims { subnets: subnets.clone(), work })
    }

    /// Plans claims at all subnets with all hotkeys of a coldkey, as far as a call can.
    pub(crate) fn plan_claims_everywhere(coldkey: &T::AccountId) -> Plan<T> {
        Self::plan_claims(coldkey, Self::claims_everywhere)
    }

    /// Plans claims at all subnets with one hotkey.
    pub(crate) fn plan_claims_with(hotkey: &T::AccountId) -> Plan<T> {
        Plan::<T>::from([(hotkey.clone(), Self::claims_everywhere(hotkey))])
    }

    /// Plans claims with the hotkeys of a coldkey until the work is [`MAX_CLAIMS`].
    fn plan_claims(coldkey: &T::AccountId, claims_of: impl Fn(&T::AccountId) -> HotkeyClaims) -> Plan<T> {
        let (mut plan, mut left) = (Plan::<T>::new(), MAX_CLAIMS);
        for hotkey in Self::claim_hotkeys(coldkey) {
            if plan.contains_key(&hotkey) {
                break;
            }
            let claims = claims_of(&hotkey);
            let Some(rest) = left.checked_sub(claims.work) else {
                break;
            };
            left = rest;
            plan.insert(hotkey, claims);
        }
        plan
    }

    /// Returns the claims with a hotkey at all subnets. The hotkey itself is work like a claim.
    fn claims_everywhere(hotkey: &T::AccountId) -> HotkeyClaims {
        let subnets = Claims::<T>::subnets(hotkey);
        let work = u32::try_from(subnets.len()).ok().and_then(|claims| claims.checked_add(1));
        let subnets = subnets.into_iter().filter(|netuid| Self::is_claimable_at(*netuid)).collect();
        HotkeyClaims { subnets, work: work.map_or(u32::MAX, |work| work) }
    }

    /// Returns `true` if claims at a subnet are made now.
    fn is_claimable_at(netuid: NetUid) -> bool {
        !netuid.is_root() && Subnets::<T>::open_tradable(netuid).is_ok()
    }

    /// Returns the hotkeys with which a coldkey may have a claim; after the last one, the first ones again.
    ///
    /// The block decides which comes first, so that nobody can hide a coldkey's claims behind many small stakes given to it: a
    /// call in another block reaches others.
    fn claim_hotkeys(coldkey: &T::AccountId) -> impl Iterator<Item = T::AccountId> {
        let anywhere = T::Hashing::hash_of(&(coldkey, Self::current_block()));
        let from = T::AccountId::decode(&mut TrailingZeroInput::new(anywhere.as_ref()))
            .map(|anywhere| RootHotkeys::<T>::hashed_key_for(coldkey, anywhere))
            .unwrap_or_default();
        RootHotkeys::<T>::iter_key_prefix_from(coldkey, from).chain(RootHotkeys::<T>::iter_key_prefix(coldkey))
    }
}

/// The form of claims.
impl<T: Config> Pallet<T> {
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
