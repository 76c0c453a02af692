//! The accounts that hold the pools' TAO.

use crate::{keys::Keys, Config, Error, Pallet};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use dtao_primitives::{Books, NetUid, TaoBalance};
use frame_support::{
    defensive,
    pallet_prelude::*,
    storage::StoragePrefixedMap,
    traits::{
        fungible::{Balanced, Credit, Inspect},
        Imbalance,
    },
    PalletId,
};
use frame_system::AccountInfo;
use pallet_balances::AccountData;
use sp_runtime::traits::{AccountIdConversion, Zero};

impl<T: Config> Pallet<T> {
    /// Returns the account that holds a subnet's TAO, root's included.
    pub fn subnet_account(netuid: NetUid) -> T::AccountId {
        T::PalletId::get().into_sub_account_truncating(netuid)
    }

    /// Returns the account that holds the proceeds of root's alpha until root is paid.
    pub fn root_dividends_account() -> T::AccountId {
        T::PalletId::get().into_sub_account_truncating(*b"rootdivs")
    }

    /// Returns `true` if an account is [`Pallet::subnet_account`] of some number.
    pub(crate) fn is_subnet_account(who: &T::AccountId) -> bool {
        let parts = PalletId::try_from_sub_account::<NetUid>(who);
        parts.is_some_and(|(pallet, _)| pallet == T::PalletId::get())
    }

    /// Mints `tao` into an account of this pallet, with the existential deposit on top.
    pub(crate) fn open_account(who: &T::AccountId, tao: TaoBalance) -> DispatchResult {
        let amount = tao.rao().checked_add(T::Currency::minimum_balance()).ok_or(Error::<T>::Overflow)?;
        Self::mint(who, amount)
    }

    /// Mints into an account that exists, or that the amount can open.
    pub(crate) fn mint(who: &T::AccountId, amount: u64) -> DispatchResult {
        T::Currency::resolve(who, T::Currency::issue(amount)).map_err(|_| Error::<T>::Overflow.into())
    }

    /// Moves the TAO of a block: each subnet's account gains what was minted and loses what goes to root; root's gains the
    /// dividends that were paid. Returns all TAO that was minted.
    ///
    /// All new TAO is one imbalance that is split among the accounts; a part that could not be placed would be dropped with
    /// it, and so never have been minted. The accounts are this pallet's own, exist since their subnets do and keep the
    /// existential deposit, so only their free balance changes: one read and one write an account, without an event
    /// each, where a transfer has a dozen reads.
    pub(crate) fn settle(books: &Books) -> Result<TaoBalance, DispatchError> {
        let total = sum(books.iter().map(|subnet| subnet.flow.minted)).ok_or(Error::<T>::Overflow)?;
        let to_root = sum(books.iter().map(|subnet| subnet.flow.to_root)).ok_or(Error::<T>::Overflow)?;
        let dividends = sum(books.iter().map(|subnet| subnet.flow.dividends)).ok_or(Error::<T>::Overflow)?;
        let mut credit = T::Currency::issue(total);
        let mut balances = FreeBalances::<T>::new();
        for subnet in books.iter().filter(|subnet| subnet.flow != Default::default()) {
            let minted = credit.extract(subnet.flow.minted.rao());
            let gain = minted.peek().checked_add(subnet.flow.dividends.rao());
            balances.change(
                &Self::subnet_account(subnet.netuid),
                gain.ok_or(Error::<T>::Overflow)?,
                subnet.flow.to_root.rao(),
            )?;
            spend::<T>(minted);
        }
        if to_root != dividends {
            balances.change(&Self::root_dividends_account(), to_root, dividends)?;
        }
        if !credit.peek().is_zero() {
            defensive!("an imbalance whose parts do not add up to it");
        }
        Ok(total.into())
    }
}

/// The free balances of accounts that exist, changed one after another.
struct FreeBalances<T> {
    keys: Keys,
    /// The buffer of the encoded account.
    value: Vec<u8>,
    of: PhantomData<T>,
}

impl<T: Config> FreeBalances<T> {
    fn new() -> Self {
        Self { keys: Keys::of(frame_system::Account::<T>::final_prefix()), value: Vec::new(), of: PhantomData }
    }

    /// Adds `gain − loss`, in rao, to the free balance. One read, one write.
    fn change(&mut self, who: &T::AccountId, gain: u64, loss: u64) -> DispatchResult {
        let key = who.using_encoded(|id| self.keys.at(&sp_io::hashing::blake2_128(id), id));
        let mut account = Self::read(key, &mut self.value).ok_or(Error::<T>::SubnetNotExists)?;
        account.data.free =
            account.data.free.checked_add(gain).and_then(|free| free.checked_sub(loss)).ok_or(Error::<T>::Overflow)?;
        self.value.clear();
        account.encode_to(&mut self.value);
        sp_io::storage::set(key, &self.value);
        Ok(())
    }

    fn read(key: &[u8], value: &mut Vec<u8>) -> Option<AccountInfo<T::Nonce, AccountData<u64>>> {
        value.resize(AccountInfo::<T::Nonce, AccountData<u64>>::max_encoded_len(), 0);
        sp_io::storage::read(key, value, 0)?;
        AccountInfo::decode(&mut value.as_slice()).ok()
    }
}

/// Marks a credit as placed: its amount is in an account already, so dropping it must not burn it.
fn spend<T: Config>(credit: Credit<T::AccountId, T::Currency>) {
    core::mem::forget(credit);
}

fn sum(mut amounts: impl Iterator<Item = TaoBalance>) -> Option<u64> {
    amounts.try_fold(0_u64, |total, amount| total.checked_add(amount.rao()))
}
