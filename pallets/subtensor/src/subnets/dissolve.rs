//! Closing subnets.

use crate::{Config, Error, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::{AlphaBalance, NetUid, TaoBalance};
use frame_support::pallet_prelude::DispatchResult;
use scale_info::TypeInfo;

/// A subnet whose holders are being paid.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct Dissolution {
    /// TAO that is paid to its holders in all.
    pub pot: TaoBalance,
    /// Alpha that they held, what root's stakers could claim included.
    pub alpha: AlphaBalance,
    /// The part of the alpha that was paid for.
    pub paid_for: AlphaBalance,
    /// TAO that was paid, or that left issuance because nobody could take it.
    pub paid: TaoBalance,
    /// The part of that which left issuance.
    pub recycled: TaoBalance,
}

impl<T: Config> Pallet<T> {
    /// Closes a subnet. See [`Pallet::root_dissolve_network`].
    pub fn do_dissolve_network(netuid: NetUid) -> DispatchResult {
        let _ = netuid;
        Err(Error::<T>::Overflow.into())
    }

    /// Pays holders of closed subnets, up to [`Config::HoldersPaidPerBlock`] in all. Called in each block. Returns how
    /// many were paid.
    pub(crate) fn pay_holders() -> u32 {
        0
    }
}
