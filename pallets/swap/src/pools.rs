//! The pools as the rest of the chain uses them.

use crate::{
    trades::{stake_at_root, ROOT_PRICE},
    Config, Error, Pallet, PoolEntry, PoolStore,
};
use alloc::vec::Vec;
use dtao_primitives::{AlphaBalance, Books, NetUid, OpenPool, Pool, Pools, SubnetInBlock, TaoBalance};
use frame_support::{
    ensure,
    pallet_prelude::*,
    traits::{
        fungible::{Inspect, Mutate},
        tokens::{DepositConsequence, Fortitude, Precision, Preservation, Provenance},
    },
};

impl<T: Config> Pallet<T> {
    /// A subnet's account holds a pot, and not the TAO of a pool, once the subnet is out of the books.
    fn ensure_closed(netuid: NetUid) -> DispatchResult {
        ensure!(PoolStore::<T>::get(netuid).is_none(), Error::<T>::SubnetExists);
        Ok(())
    }

    /// Moves TAO from an account, which keeps the existential deposit, into another.
    pub(crate) fn transfer(from: &T::AccountId, to: &T::AccountId, tao: TaoBalance) -> DispatchResult {
        T::Currency::transfer(from, to, tao.rao(), Preservation::Preserve)?;
        Ok(())
    }

    /// Moves TAO from a subnet's account into another subnet's.
    pub(crate) fn transfer_between(from: NetUid, to: NetUid, tao: TaoBalance) -> DispatchResult {
        Self::transfer(&Self::subnet_account(from), &Self::subnet_account(to), tao)
    }
}

impl<T: Config> Pools<T::AccountId> for Pallet<T> {
    type Open = PoolEntry<T>;

    fn get(netuid: NetUid) -> Option<Pool> {
        PoolStore::<T>::get(netuid)
    }

    fn open(netuid: NetUid) -> Option<PoolEntry<T>> {
        PoolEntry::read(netuid)
    }

    fn open_both(origin: NetUid, destination: NetUid) -> Option<(PoolEntry<T>, PoolEntry<T>)> {
        PoolEntry::read_both(origin, destination)
    }

    fn all() -> Vec<SubnetInBlock> {
        PoolStore::<T>::all()
    }

    fn books() -> Option<Books> {
        PoolStore::<T>::books()
    }

    fn commit_block(books: &Books) -> Result<TaoBalance, DispatchError> {
        PoolStore::<T>::put_all(books.iter())?;
        Self::settle(books)
    }

    fn create_at_genesis(netuid: NetUid, pool: Pool) -> DispatchResult {
        PoolStore::<T>::insert(netuid, pool)?;
        if netuid.is_root() {
            Self::open_account(&Self::root_dividends_account(), TaoBalance::ZERO)?;
        }
        Self::open_account(&Self::subnet_account(netuid), pool.tao)
    }

    fn create_paid_by(netuid: NetUid, pool: Pool, payer: &T::AccountId) -> DispatchResult {
        PoolStore::<T>::insert(netuid, pool)?;
        let amount = pool.tao.checked_add(Self::opening_deposit(netuid)).ok_or(Error::<T>::Overflow)?;
        Self::transfer(payer, &Self::subnet_account(netuid), amount)
    }

    fn opening_deposit(netuid: NetUid) -> TaoBalance {
        let held = T::Currency::total_balance(&Self::subnet_account(netuid));
        let lacking = T::Currency::minimum_balance().checked_sub(held);
        lacking.unwrap_or(0).into()
    }

    fn is_own(account: &T::AccountId) -> bool {
        *account == Self::root_dividends_account() || Self::is_subnet_account(account)
    }

    fn configure(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            change(pool);
            Ok(())
        })
    }

    fn close(netuid: NetUid) -> Result<Pool, DispatchError> {
        ensure!(!netuid.is_root(), Error::<T>::SubnetNotExists);
        let pool = PoolStore::<T>::remove(netuid)?;
        if !pool.pending.root_tao.is_zero() {
            Self::transfer(&Self::root_dividends_account(), &Self::subnet_account(netuid), pool.pending.root_tao)?;
        }
        Ok(pool)
    }

    fn pay_pot(netuid: NetUid, payee: &T::AccountId, tao: TaoBalance) -> Result<bool, DispatchError> {
        Self::ensure_closed(netuid)?;
        if tao.is_zero() {
            return Ok(true);
        }
        let taken = T::Currency::can_deposit(payee, tao.rao(), Provenance::Extant);
        if Self::is_own(payee) || taken != DepositConsequence::Success {
            return Ok(false);
        }
        Self::transfer(&Self::subnet_account(netuid), payee, tao)?;
        Ok(true)
    }

    fn pot_to_root(netuid: NetUid, tao: TaoBalance) -> DispatchResult {
        Self::ensure_closed(netuid)?;
        if tao.is_zero() {
            return Ok(());
        }
        PoolStore::<T>::mutate(NetUid::ROOT, |root| stake_at_root(root, tao).map_err(|_| Error::<T>::Overflow.into()))?;
        Self::transfer_between(netuid, NetUid::ROOT, tao)
    }

    fn recycle_pot(netuid: NetUid, tao: TaoBalance) -> DispatchResult {
        Self::ensure_closed(netuid)?;
        T::Currency::burn_from(
            &Self::subnet_account(netuid),
            tao.rao(),
            Preservation::Preserve,
            Precision::Exact,
            Fortitude::Polite,
        )?;
        Ok(())
    }

    fn credit_at_genesis(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult {
        let minted = if netuid.is_root() { TaoBalance::new(alpha.rao()) } else { TaoBalance::ZERO };
        PoolStore::<T>::mutate(netuid, |pool| {
            pool.alpha_out = pool.alpha_out.checked_add(alpha).ok_or(Error::<T>::Overflow)?;
            pool.tao = pool.tao.checked_add(minted).ok_or(Error::<T>::Overflow)?;
            Ok(())
        })?;
        if !minted.is_zero() {
            Self::mint(&Self::subnet_account(netuid), minted.rao())?;
        }
        Ok(())
    }

    fn account(netuid: NetUid) -> T::AccountId {
        Self::subnet_account(netuid)
    }

    fn price(netuid: NetUid) -> Option<u64> {
        if netuid.is_root() {
            return Some(ROOT_PRICE);
        }
        Self::open(netuid).map(|pool| pool.price())
    }
}
