//! The list of hotkeys with which a coldkey has stake: a copy of [`StakePositions`] for clients, which read it as one value.
//! [`Position`](super::position::Position) calls this module; nothing else writes [`StakingHotkeys`].
//!
//! A coldkey may have stake with any number of hotkeys, also since others can transfer stake to it. The list has the first
//! [`MAX_LISTED`] of them, in the order of the keys of [`StakePositions`]. So neither can others keep a coldkey from staking by
//! filling its list, nor does a change read more than one list and the next entry of the index.

use crate::{Config, StakePositions, StakingHotkeys};
use codec::Encode;
use core::marker::PhantomData;
use dtao_primitives::NetUid;
use frame_support::{pallet_prelude::ConstU32, BoundedVec, StorageHasher};

/// The maximum number of hotkeys in a list: as many as clients classify for a claim at root.
pub const MAX_LISTED: u32 = 256;

/// The hotkeys with which a coldkey has stake, in the order of the keys of [`StakePositions`].
pub type Listed<T> = BoundedVec<<T as frame_system::Config>::AccountId, ConstU32<MAX_LISTED>>;

/// A number of a subnet behind all that there are.
const BEHIND_ALL: NetUid = NetUid::new(u16::MAX);

/// Writes the lists.
pub(crate) struct StakedHotkeys<T>(PhantomData<T>);

impl<T: Config> StakedHotkeys<T> {
    /// Lists a hotkey with which the coldkey has a position. Reads one key, and writes it if the hotkey is new.
    pub(crate) fn add(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        let mut listed = StakingHotkeys::<T>::get(coldkey);
        let Err(place) = Self::find(&listed, hotkey) else {
            return;
        };
        if listed.is_full() {
            if place == listed.len() {
                return;
            }
            listed.pop();
        }
        if listed.try_insert(place, hotkey.clone()).is_ok() {
            StakingHotkeys::<T>::insert(coldkey, listed);
        }
    }

    /// Removes a hotkey after one of the coldkey's positions with it was removed, unless there are others. Reads up to three
    /// keys and writes one.
    pub(crate) fn remove_if_none(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        if StakePositions::<T>::iter_key_prefix((coldkey, hotkey)).next().is_some() {
            return;
        }
        let mut listed = StakingHotkeys::<T>::get(coldkey);
        let Ok(place) = Self::find(&listed, hotkey) else {
            return;
        };
        let last = listed.last().filter(|_| listed.is_full()).cloned();
        listed.remove(place);
        if let Some(next) = last.and_then(|last| Self::after(coldkey, &last)) {
            // There is the place of the one that was removed.
            let _ = listed.try_push(next);
        }
        if listed.is_empty() {
            StakingHotkeys::<T>::remove(coldkey);
        } else {
            StakingHotkeys::<T>::insert(coldkey, listed);
        }
    }

    /// Returns the place of a hotkey in a list, or the place where it belongs.
    fn find(listed: &Listed<T>, hotkey: &T::AccountId) -> Result<usize, usize> {
        let key = Self::key(hotkey);
        listed.binary_search_by(|other| Self::key(other).cmp(&key))
    }

    /// Returns the bytes by which the index orders a hotkey.
    fn key(hotkey: &T::AccountId) -> alloc::vec::Vec<u8> {
        frame_support::Blake2_128Concat::hash(&hotkey.encode())
    }

    /// Returns the hotkey that follows in the index.
    fn after(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Option<T::AccountId> {
        let from = StakePositions::<T>::hashed_key_for((coldkey, hotkey, BEHIND_ALL));
        StakePositions::<T>::iter_key_prefix_from((coldkey,), from).next().map(|(next, _)| next)
    }
}
