//! The account that holds the TAO of all pools. All TAO of the books comes and goes through the functions of this file.

use crate::{Config, Error, Pallet, PoolStore};
use dtao_primitives::{Holdings, TaoBalance};
use frame_support::{
    pallet_prelude::*,
    traits::{
        fungible::{Inspect, Mutate},
        tokens::{Fortitude, Precision, Preservation},
    },
};
use sp_runtime::traits::AccountIdConversion;

impl<T: Config> Pallet<T> {
    /// Returns the custody account. Its balance is the TAO of all pools, root's stake, root's dividends that wait and the pots
    /// of dissolved subnets, with the existential deposit on top. Anything above that was sent there as a gift.
    pub fn custody_account() -> T::AccountId {
        T::PalletId::get().into_account_truncating()
    }

    /// Returns the TAO that the pools count, in rao, or `None` beyond 64 bits. One read a page.
    pub fn holdings() -> Option<Holdings> {
        PoolStore::<T>::all().iter().try_fold(Holdings::default(), Holdings::with)
    }

    /// Takes TAO from a payer, who keeps the existential deposit.
    ///
    /// # Errors
    /// [`Error::CannotUseCustodyAccount`], and those of the transfer.
    pub(crate) fn collect(payer: &T::AccountId, tao: TaoBalance) -> DispatchResult {
        let custody = Self::custody_account();
        ensure!(*payer != custody, Error::<T>::CannotUseCustodyAccount);
        T::Currency::transfer(payer, &custody, tao.rao(), Preservation::Preserve)?;
        Ok(())
    }

    /// Pays TAO to a payee. The custody account keeps the existential deposit.
    ///
    /// # Errors
    /// [`Error::CannotUseCustodyAccount`], and those of the transfer.
    pub(crate) fn pay(payee: &T::AccountId, tao: TaoBalance) -> DispatchResult {
        let custody = Self::custody_account();
        ensure!(*payee != custody, Error::<T>::CannotUseCustodyAccount);
        T::Currency::transfer(&custody, payee, tao.rao(), Preservation::Preserve)?;
        Ok(())
    }

    /// Mints the existential deposit of the custody account, unless the account exists.
    pub(crate) fn open_custody_account() -> DispatchResult {
        let held = T::Currency::total_balance(&Self::custody_account());
        let lacking = T::Currency::minimum_balance().checked_sub(held);
        Self::mint(lacking.unwrap_or(0).into())
    }

    /// Mints TAO that the caller has added to the books.
    pub(crate) fn mint(tao: TaoBalance) -> DispatchResult {
        if !tao.is_zero() {
            T::Currency::mint_into(&Self::custody_account(), tao.rao())?;
        }
        Ok(())
    }

    /// Takes TAO that the caller has taken out of the books out of issuance.
    pub(crate) fn burn(tao: TaoBalance) -> DispatchResult {
        T::Currency::burn_from(
            &Self::custody_account(),
            tao.rao(),
            Preservation::Preserve,
            Precision::Exact,
            Fortitude::Polite,
        )?;
        Ok(())
    }
}
