//! What root's stakers have earned in alpha, and how they get it. [`RootClaimable`](crate::RootClaimable),
//! [`RootClaimed`](crate::RootClaimed), [`RootClaimCarried`](crate::RootClaimCarried),
//! [`RootClaimPot`](crate::RootClaimPot) and [`RootClaimType`](crate::RootClaimType) are written here alone.

use crate::{Config, Error, Pallet};
use alloc::collections::BTreeSet;
use codec::{Decode, DecodeWithMemTracking, Encode};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::pallet_prelude::{DispatchError, DispatchResult};
use scale_info::TypeInfo;

/// The most subnets at which one call claims.
pub const MAX_SUBNETS: u32 = 5;

/// The most hotkeys and subnets at which one call claims.
pub const MAX_CLAIMS: u32 = 320;

/// What a coldkey wants for the alpha that it earns at root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum RootClaimTypeEnum {
    /// That it is sold, and the TAO staked at root.
    #[default]
    Swap,
    /// That it is staked as it is.
    Keep,
    /// That alpha of some subnets is staked as it is, and all other is sold.
    KeepSubnets {
        /// The subnets whose alpha is kept.
        subnets: BTreeSet<NetUid>,
    },
}

impl<T: Config> Pallet<T> {
    /// Claims what a coldkey has earned at root. Returns how many claims were tried. See [`Pallet::claim_root`].
    pub fn do_claim_root(
        coldkey: &T::AccountId,
        subnets: BTreeSet<NetUid>,
    ) -> Result<u32, DispatchError> {
        let _ = (coldkey, subnets);
        Err(Error::<T>::NothingToClaim.into())
    }

    /// Sets what a coldkey wants. See [`Pallet::set_root_claim_type`].
    pub fn do_set_root_claim_type(
        coldkey: &T::AccountId,
        wanted: RootClaimTypeEnum,
    ) -> DispatchResult {
        let _ = (coldkey, wanted);
        Err(Error::<T>::Overflow.into())
    }

    /// Lets those who stake at root with a hotkey claim `amount` of a subnet's alpha, of which the hotkey's owner already
    /// had its take. Returns what of it the books could take: less than `amount` where that does not divide among the
    /// shares, nothing where nobody stakes. The caller adds that to the pool's `claimable`.
    pub(crate) fn make_claimable(
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> AlphaBalance {
        let _ = (hotkey, netuid, amount);
        AlphaBalance::ZERO
    }

    /// Keeps what a coldkey can claim as it is while its shares at root change from `before` to `after`. Called for each
    /// change of a position at root.
    pub(crate) fn root_shares_changed(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        before: u128,
        after: u128,
    ) {
        let _ = (hotkey, coldkey, before, after);
    }

    /// Moves what can be claimed with a hotkey to another, for one coldkey's position: called for each position at root
    /// that a swap of hotkeys moves, before the position itself moves.
    pub(crate) fn rename_claim(coldkey: &T::AccountId, old: &T::AccountId, new: &T::AccountId) {
        let _ = (coldkey, old, new);
    }

    /// Forgets up to `limit` records of claims at a closed subnet. Whether none are left.
    pub(crate) fn clear_claims(netuid: NetUid, limit: u32) -> bool {
        let _ = (netuid, limit);
        true
    }
}
