//! The pools as the rest of the chain uses them.

use crate::{trades::ROOT_PRICE, Config, Error, Pallet, PoolEntry, PoolStore};
use alloc::vec::Vec;
use dtao_primitives::{AlphaBalance, Books, Holdings, NetUid, NumberedPool, OpenPool, Pool, Pools, TaoBalance};
use frame_support::{
    ensure,
    pallet_prelude::*,
    storage::with_storage_layer,
    traits::{
        fungible::Inspect,
        tokens::{DepositConsequence, Provenance},
    },
};

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

    fn all() -> Vec<NumberedPool> {
        PoolStore::<T>::all()
    }

    fn books() -> Option<Books> {
        PoolStore::<T>::books()
    }

    fn commit_block(books: &Books, minted: TaoBalance) -> DispatchResult {
        with_storage_layer(|| {
            PoolStore::<T>::put_all(books.iter())?;
            Self::mint(minted)
        })
    }

    fn create_at_genesis(netuid: NetUid, pool: Pool) -> DispatchResult {
        PoolStore::<T>::insert(netuid, pool)?;
        Self::open_custody_account()?;
        Self::mint(pool.tao)
    }

    fn create_paid_by(netuid: NetUid, pool: Pool, payer: &T::AccountId) -> DispatchResult {
        PoolStore::<T>::insert(netuid, pool)?;
        Self::collect(payer, pool.tao)
    }

    fn configure(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            change(pool);
            Ok(())
        })
    }

    fn close(netuid: NetUid) -> Result<Pool, DispatchError> {
        ensure!(!netuid.is_root(), Error::<T>::SubnetNotExists);
        PoolStore::<T>::remove(netuid)
    }

    fn pay_from_pot(payee: &T::AccountId, tao: TaoBalance) -> Result<bool, DispatchError> {
        if tao.is_zero() {
            return Ok(true);
        }
        let taken = T::Currency::can_deposit(payee, tao.rao(), Provenance::Extant);
        if *payee == Self::custody_account() || taken != DepositConsequence::Success {
            return Ok(false);
        }
        Self::pay(payee, tao)?;
        Ok(true)
    }

    fn recycle_pot(tao: TaoBalance) -> DispatchResult {
        Self::burn(tao)
    }

    fn credit_at_genesis(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult {
        let minted = if netuid.is_root() { TaoBalance::new(alpha.rao()) } else { TaoBalance::ZERO };
        PoolStore::<T>::mutate(netuid, |pool| {
            pool.alpha_out = pool.alpha_out.checked_add(alpha).ok_or(Error::<T>::Overflow)?;
            pool.tao = pool.tao.checked_add(minted).ok_or(Error::<T>::Overflow)?;
            Ok(())
        })?;
        Self::mint(minted)
    }

    fn credit_root_dividends_at_genesis(netuid: NetUid, tao: TaoBalance) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            let waiting = pool.pending.root_tao.checked_add(tao);
            pool.pending.root_tao = waiting.ok_or(Error::<T>::Overflow)?;
            Ok(())
        })?;
        Self::mint(tao)
    }

    fn custody_account() -> T::AccountId {
        Self::custody_account()
    }

    fn holdings() -> Option<Holdings> {
        Self::holdings()
    }

    fn price(netuid: NetUid) -> Option<u64> {
        if netuid.is_root() {
            return Some(ROOT_PRICE);
        }
        Self::open(netuid).map(|pool| pool.price())
    }
}
