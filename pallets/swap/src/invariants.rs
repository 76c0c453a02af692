//! Invariants of the pools at the end of every block.

use crate::{Config, Pallet, PoolPages, PoolStore, PAGE};
use dtao_math::{issuance::SUPPLY_CAP, moving_price::MovingPrice, pool::MIN_RESERVE, withheld::WithheldPart};
use dtao_primitives::{NetUid, Pool};
use frame_support::{ensure, traits::fungible::Inspect};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks the pools:
    ///
    /// 1. The custody account holds the TAO of all pools, root's stake, the TAO that is pending for root, and the existential
    ///    deposit. What it holds above is the pots of dissolved subnets, which their pallet checks, and gifts.
    /// 2. Every pool but root's keeps both reserves at or above the minimum that a trade may leave.
    /// 3. Alpha in and outside of a pool is at most 21·10¹⁵ rao; pending, claimable and unowned alpha is part of the alpha
    ///    outside.
    /// 4. The moving price and the part that is withheld lie between 0 and 1; the fee rate at or below its ceiling. The averages of
    ///    what flows in are not negative, and revenue is part of what flows in.
    /// 5. The pages are ordered, and each subnet is in the page of its number.
    /// 6. The balances of all accounts add up to issuance.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        let subnets = PoolStore::<T>::all();
        for subnet in &subnets {
            Self::try_pool(subnet.netuid, &subnet.pool)?;
        }
        if !subnets.is_empty() {
            Self::try_custody()?;
        }
        Self::try_pages()?;
        Self::try_issuance()
    }

    fn try_issuance() -> Result<(), TryRuntimeError> {
        let sum = frame_system::Account::<T>::iter_keys()
            .try_fold(0_u64, |sum, who| sum.checked_add(T::Currency::total_balance(&who)))
            .ok_or("balances pass 64 bits")?;
        ensure!(sum == T::Currency::total_issuance(), "balances do not add up to issuance");
        Ok(())
    }

    fn try_custody() -> Result<(), TryRuntimeError> {
        let held = T::Currency::total_balance(&Self::custody_account());
        let owed = Self::holdings()
            .and_then(|holdings| holdings.total()?.rao().checked_add(T::Currency::minimum_balance()))
            .ok_or("the TAO of all pools passes 64 bits")?;
        ensure!(held >= owed, "the custody account holds less than the pools count");
        Ok(())
    }

    fn try_pool(netuid: NetUid, pool: &Pool) -> Result<(), TryRuntimeError> {
        let issuance = pool.alpha_issuance().map_err(|_| "alpha issuance passes 64 bits")?;
        ensure!(issuance <= SUPPLY_CAP, "more alpha than there can ever be");
        let known = pool.not_staked().ok_or("pending alpha passes 64 bits")?;
        ensure!(known <= pool.alpha_out, "more alpha pending than is outside of the pool");
        ensure!(pool.moving_price <= MovingPrice::from_num(1), "a moving price above 1");
        ensure!(pool.withheld <= WithheldPart::from_num(1), "more withheld than all");
        ensure!(pool.inflow_average >= 0 && pool.revenue_average >= 0, "a negative average of what flows in");
        ensure!(pool.revenue <= pool.inflow, "more revenue than flows in");
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
            ensure!(page.is_sorted_by(|a, b| a.netuid < b.netuid), "a page out of order");
            ensure!(page.iter().all(|row| row.netuid.get() / PAGE == number), "a subnet in a page not its own");
        }
        Ok(())
    }
}
