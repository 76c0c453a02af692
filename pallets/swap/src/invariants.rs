//! Invariants of the pools at the end of every block.

use crate::{Config, Pallet, PoolPages, PoolStore, PAGE};
use dtao_math::{issuance::SUPPLY_CAP, moving_price::MovingPrice, pool::MIN_RESERVE};
use dtao_primitives::{NetUid, Pool};
use frame_support::{ensure, traits::fungible::Inspect};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks the pools:
    ///
    /// 1. Each subnet's account holds the pool's TAO and the existential deposit. Anything above was sent there as a gift
    ///    and is in no pool.
    /// 2. The account of root's dividends holds all TAO that is pending for root, and the existential deposit.
    /// 3. Every pool but root's keeps both reserves at or above the minimum that a trade may leave.
    /// 4. Alpha in and outside of a pool is at most 21·10¹⁵ rao; pending, claimable and unowned alpha is part of the alpha
    ///    outside.
    /// 5. The moving price lies between 0 and 1; the fee rate at or below its ceiling.
    /// 6. The pages are ordered, and each subnet is in the page of its number.
    /// 7. The balances of all accounts add up to issuance.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        let mut root_pending = 0_u64;
        for subnet in PoolStore::<T>::all() {
            Self::try_pool(subnet.netuid, &subnet.pool)?;
            root_pending =
                root_pending.checked_add(subnet.pool.pending.root_tao.rao()).ok_or("root's dividends pass 64 bits")?;
        }
        if PoolStore::<T>::get(NetUid::ROOT).is_some() {
            Self::try_held(&Self::root_dividends_account(), root_pending)?;
        }
        Self::try_pages()?;
        Self::try_issuance()
    }

    fn try_issuance() -> Result<(), TryRuntimeError> {
        let mut sum = 0_u64;
        for account in frame_system::Account::<T>::iter_values() {
            let held = account.data.free.checked_add(account.data.reserved);
            sum = held.and_then(|held| sum.checked_add(held)).ok_or("balances pass 64 bits")?;
        }
        ensure!(sum == T::Currency::total_issuance(), "balances do not add up to issuance");
        Ok(())
    }

    fn try_held(who: &T::AccountId, tao: u64) -> Result<(), TryRuntimeError> {
        let held = T::Currency::total_balance(who);
        let owed = tao.checked_add(T::Currency::minimum_balance()).ok_or("owed passes 64 bits")?;
        ensure!(held >= owed, "an account of the pools holds less than its books say");
        Ok(())
    }

    fn try_pool(netuid: NetUid, pool: &Pool) -> Result<(), TryRuntimeError> {
        Self::try_held(&Self::subnet_account(netuid), pool.tao.rao())?;
        let issuance = pool.alpha_issuance().map_err(|_| "alpha issuance passes 64 bits")?;
        ensure!(issuance <= SUPPLY_CAP, "more alpha than there can ever be");
        let known = pool.not_staked().ok_or("pending alpha passes 64 bits")?;
        ensure!(known <= pool.alpha_out, "more alpha pending than is outside of the pool");
        ensure!(pool.moving_price <= MovingPrice::from_num(1), "a moving price above 1");
        ensure!(pool.fee_rate <= crate::MAX_FEE_RATE, "a fee above its ceiling");
        if netuid.is_root() {
            ensure!(pool.alpha_in.is_zero(), "root has an alpha reserve");
            ensure!(pool.tao.rao() == pool.alpha_out.rao(), "root is not one to one");
        } else {
            ensure!(pool.tao.rao() >= MIN_RESERVE, "a pool with too little TAO");
            ensure!(pool.alpha_in.rao() >= MIN_RESERVE, "a pool with too little alpha");
        }
        Ok(())
    }

    fn try_pages() -> Result<(), TryRuntimeError> {
        for (number, page) in PoolPages::<T>::iter() {
            ensure!(number < crate::PageCount::<T>::get(), "a page beyond the count of pages");
            ensure!(page.is_sorted_by(|a, b| a.0 < b.0), "a page out of order");
            ensure!(page.iter().all(|(netuid, _)| netuid.get() / PAGE == number), "a subnet in a page not its own");
        }
        Ok(())
    }
}
