//! The price of state that stays. A call that adds a record of no other price pays for its bytes, [`RAO_PER_BYTE`] each; the TAO
//! leaves issuance. A record that grows pays for its growth.
//!
//! | state | bytes | paid by |
//! |---|---|---|
//! | a hotkey: owner, place in the owner's list, account, take and its last change | [`HOTKEY`] | `try_associate_hotkey`, `root_register`, a hotkey swap at one subnet; `burned_register` and `register_limit`, as far as the burn is less |
//! | a choice of coldkey | [`CHOSEN_COLDKEY`] | `choose_coldkey`, from the hotkey's account |
//! | a coldkey's identity | its encoded length and [`KEY`] | `set_identity` |
//! | a subnet's identity | its encoded length | `set_subnet_identity` |
//! | a hotkey's records of children and takes at a subnet | [`FAMILY_RECORDS`] | `set_children`, `set_childkey_take` |
//! | the form of claims at root, and the block of the choice | its encoded length and [`CLAIM_TYPE_KEYS`] | `set_root_claim_type`, unless it is the default |
//! | a destination of earnings | [`DESTINATION`] | `set_coldkey_auto_stake_hotkey` |
//! | a lock: itself, its index, its mode, and a sum | [`LOCK`] | `lock_stake`; the giver, if locked stake is the receiver's first |
//! | the flags of a coldkey | [`ACCOUNT_FLAGS`] | `set_reject_locked_alpha` |
//!
//! Not in the table is what has a price of its own: subnets (their lock), neurons and all that belongs to them (their burn, and
//! their number is bounded), the record of a hotkey's fees with regard to its owner (only a hotkey that has a neuron, or that
//! moved in a swap of coldkeys, gets one, and loses it with its owner), hotkeys that replace others everywhere
//! ([`Config::KeySwapCost`]), swaps that are not finished (at most one for each hotkey, which was paid for), and positions, which
//! hold at least [`Config::MinStake`] when they are made and after each call of their holder.
//!
//! [`RAO_PER_BYTE`]: dtao_math::state_price::RAO_PER_BYTE

use super::hotkeys::ensure_not_custody;
use crate::{Config, Error};
use codec::Encode;
use dtao_math::state_price::growth;
use frame_support::{
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{
        fungible::Mutate,
        tokens::{Fortitude, Precision, Preservation},
    },
};

/// The key of a map by account: 32 bytes of the map's name, 16 of the account's hash, 32 of the account.
pub const KEY: u64 = 80;

/// The key of a map by account and subnet.
const KEY_AT_SUBNET: u64 = 82;

/// A hotkey: its owner, an entry of the owner's list and the list's key, its account, its take, and the block of the last
/// change.
pub const HOTKEY: u64 = (KEY + 32) + (32 + KEY) + (KEY + 56) + (KEY + 2) + (KEY + 8);

/// A hotkey's choice of coldkey.
pub const CHOSEN_COLDKEY: u64 = KEY + 32;

/// A hotkey's take as a child at a subnet, the blocks of its last change and of the last assignment of children, and the entry
/// of the index.
pub const FAMILY_RECORDS: u64 = (KEY_AT_SUBNET + 2) + 2 * (KEY_AT_SUBNET + 8) + KEY_AT_SUBNET;

/// The hotkey to which a coldkey's earnings at a subnet are staked, and its neuron.
pub const DESTINATION: u64 = (KEY_AT_SUBNET + 32) + (KEY_AT_SUBNET + 42);

/// All but the value of a coldkey's form of claims at root: its key, and the block of a choice of subnets with its key.
pub const CLAIM_TYPE_KEYS: u64 = KEY + (KEY + 8);

/// A lock of a coldkey at a subnet in favour of a hotkey, its entry in the index, its mode, and a sum for the hotkey.
pub const LOCK: u64 = (130 + 32) + 130 + (KEY_AT_SUBNET + 1) + (KEY_AT_SUBNET + 32);

/// The flags of a coldkey.
pub const ACCOUNT_FLAGS: u64 = KEY + 16;

/// Takes the price of a record that grows from `before` to `after` bytes, less what was `paid` otherwise, from an account, which
/// keeps the existential deposit. The TAO leaves issuance.
///
/// # Errors
/// [`Error::CannotUseSystemAccount`] if the payer is the custody account; [`Error::CannotAffordState`].
pub(crate) fn pay_for_growth<T: Config>(payer: &T::AccountId, before: u64, after: u64, paid: u64) -> DispatchResult {
    let price: u64 = growth(before, after, paid).map_err(|_| Error::<T>::Overflow)?;
    if price > 0 {
        // Its TAO is in the books of the pools.
        ensure_not_custody::<T>(payer)?;
        T::Currency::burn_from(payer, price, Preservation::Preserve, Precision::Exact, Fortitude::Polite)
            .map_err(|_| Error::<T>::CannotAffordState)?;
    }
    Ok(())
}

/// Takes the price of a new record of this many bytes.
///
/// # Errors
/// [`Error::CannotAffordState`].
pub(crate) fn pay<T: Config>(payer: &T::AccountId, bytes: u64) -> DispatchResult {
    pay_for_growth::<T>(payer, 0, bytes, 0)
}

/// Takes the price of a value, with `key` bytes of its key, that replaces another or is new.
///
/// # Errors
/// [`Error::CannotAffordState`].
pub(crate) fn pay_for_value<T: Config>(
    payer: &T::AccountId,
    key: u64,
    before: Option<&impl Encode>,
    after: &impl Encode,
) -> Result<(), DispatchError> {
    let bytes = |value: usize| u64::try_from(value).ok().and_then(|value| value.checked_add(key));
    let before = before.map_or(Some(0), |value| bytes(value.encoded_size())).ok_or(Error::<T>::Overflow)?;
    let after = bytes(after.encoded_size()).ok_or(Error::<T>::Overflow)?;
    pay_for_growth::<T>(payer, before, after, 0)
}
