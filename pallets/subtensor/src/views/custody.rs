//! Answers about the custody account.

use crate::{Config, Dissolving, Pallet};
use dtao_primitives::{runtime_api::CustodyBooks, Pools, TaoBalance};
use frame_support::traits::fungible::Inspect;

impl<T: Config> Pallet<T> {
    /// Returns the books of the custody account, or `None` if it holds less than they count, which the invariants rule out.
    pub fn custody_books() -> Option<CustodyBooks> {
        let balance = TaoBalance::new(T::Currency::total_balance(&T::Pools::custody_account()));
        let existential_deposit = TaoBalance::new(T::Currency::minimum_balance());
        let holdings = T::Pools::holdings()?;
        let pots = Dissolving::<T>::iter_values()
            .try_fold(TaoBalance::ZERO, |sum, dissolution| sum.checked_add(dissolution.unpaid()?))?;
        let counted = holdings.total()?.checked_add(pots)?.checked_add(existential_deposit)?;
        Some(CustodyBooks {
            balance,
            pools: holdings.pools,
            root_stake: holdings.root_stake,
            root_dividends: holdings.root_dividends,
            pots,
            existential_deposit,
            gifts: balance.checked_sub(counted)?,
        })
    }
}
