//! The identities of subnets and coldkeys, and the symbols of tokens. [`SubnetIdentitiesV3`] and [`TokenSymbol`] are also written
//! when a subnet is registered and dissolved.

use crate::{
    ledger::{hotkeys::Hotkeys, state},
    registry::{subnets::Subnets, symbols::only_character},
    Config, Error, Event, IdentitiesV2, Pallet, SubnetIdentitiesV3, TokenSymbol,
};
use alloc::vec::Vec;
use dtao_primitives::{ChainIdentityV2, NetUid, SubnetIdentityV3};
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// The maximum length of a name or a Discord handle, in bytes.
pub const MAX_NAME: usize = 256;

/// The maximum length of any other text, in bytes.
pub const MAX_TEXT: usize = 1_024;

/// Ensures that every text is UTF-8 and not too long.
///
/// # Errors
/// [`Error::InvalidIdentity`].
pub(crate) fn ensure_identity<T: Config>(identity: &SubnetIdentityV3) -> Result<(), Error<T>> {
    ensure_texts(
        [&identity.subnet_name, &identity.discord],
        [
            &identity.github_repo,
            &identity.subnet_contact,
            &identity.subnet_url,
            &identity.description,
            &identity.logo_url,
            &identity.additional,
        ],
    )
}

/// Ensures that every text of a coldkey's identity is UTF-8 and not too long.
///
/// # Errors
/// [`Error::InvalidIdentity`].
pub(crate) fn ensure_chain_identity<T: Config>(identity: &ChainIdentityV2) -> Result<(), Error<T>> {
    ensure_texts::<T, 5>(
        [&identity.name, &identity.discord],
        [&identity.url, &identity.github_repo, &identity.image, &identity.description, &identity.additional],
    )
}

fn ensure_texts<T: Config, const N: usize>(names: [&Vec<u8>; 2], texts: [&Vec<u8>; N]) -> Result<(), Error<T>> {
    let fits = |text: &[u8], most| text.len() <= most && core::str::from_utf8(text).is_ok();
    ensure!(
        names.into_iter().all(|name| fits(name, MAX_NAME)) && texts.into_iter().all(|text| fits(text, MAX_TEXT)),
        Error::<T>::InvalidIdentity
    );
    Ok(())
}

impl<T: Config> Pallet<T> {
    /// Sets a subnet's identity. See [`Pallet::set_subnet_identity`].
    pub fn do_set_subnet_identity(
        coldkey: &T::AccountId,
        netuid: NetUid,
        identity: SubnetIdentityV3,
    ) -> DispatchResult {
        Subnets::<T>::ensure_owner(coldkey, netuid)?;
        ensure_identity::<T>(&identity)?;
        state::pay_for_value::<T>(coldkey, 0, SubnetIdentitiesV3::<T>::get(netuid).as_ref(), &identity)?;
        SubnetIdentitiesV3::<T>::insert(netuid, identity);
        Self::deposit_event(Event::SubnetIdentitySet(netuid));
        Ok(())
    }

    /// Sets a coldkey's identity. See [`Pallet::set_identity`].
    pub fn do_set_identity(coldkey: &T::AccountId, identity: ChainIdentityV2) -> DispatchResult {
        ensure!(Hotkeys::<T>::owned(coldkey) > 0, Error::<T>::HotKeyAccountNotExists);
        ensure_chain_identity::<T>(&identity)?;
        state::pay_for_value::<T>(coldkey, state::KEY, IdentitiesV2::<T>::get(coldkey).as_ref(), &identity)?;
        IdentitiesV2::<T>::insert(coldkey, identity);
        Self::deposit_event(Event::ChainIdentitySet(coldkey.clone()));
        Ok(())
    }

    /// Sets the symbol of a subnet's token. See [`Pallet::update_symbol`].
    pub fn do_update_symbol(netuid: NetUid, symbol: Vec<u8>) -> DispatchResult {
        let character = only_character(&symbol).ok_or(Error::<T>::SymbolDoesNotExist)?;
        ensure!(
            TokenSymbol::<T>::iter().all(|(other, used)| other == netuid || used != character),
            Error::<T>::SymbolAlreadyInUse
        );
        TokenSymbol::<T>::insert(netuid, character);
        Self::deposit_event(Event::SymbolUpdated { netuid, symbol });
        Ok(())
    }
}

/// Moves a coldkey's identity to another coldkey, unless that has one.
pub(crate) fn move_to_coldkey<T: Config>(old: &T::AccountId, new: &T::AccountId) {
    let Some(identity) = IdentitiesV2::<T>::take(old) else {
        return;
    };
    if !IdentitiesV2::<T>::contains_key(new) {
        IdentitiesV2::<T>::insert(new, identity);
    }
}
