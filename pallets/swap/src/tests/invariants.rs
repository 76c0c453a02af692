//! The checker of the invariants, checked: each kind of corruption is found, and named.

use crate::{mock::*, PageCount, PoolPages};
use dtao_math::{moving_price::MovingPrice, withheld::WithheldPart};
use dtao_primitives::NetUid;
use frame_support::assert_ok;
use sp_runtime::AccountId32;
use substrate_fixed::types::I64F64;

const HOLDS_LESS: &str = "the custody account holds less than the pools count";

/// Takes TAO out of an account, and out of all there is.
fn lose(who: &AccountId32, rao: u64) {
    frame_system::Account::<Test>::mutate(who, |account| account.data.free -= rao);
    pallet_balances::TotalIssuance::<Test>::mutate(|total| *total -= rao);
}

#[test]
fn a_healthy_market_passes() {
    on_the_market(|| {});
    empty().execute_with(|| assert_eq!(Swap::do_try_state(), Ok(())));
}

mod custody {
    use super::*;

    #[test]
    fn an_account_with_a_rao_too_little_is_found() {
        breaks(|| lose(&Swap::custody_account(), 1), HOLDS_LESS);
    }

    #[test]
    fn tao_in_a_pool_that_nobody_holds_is_found() {
        breaks(|| edit(ONE, |pool| pool.tao = (pool.tao.rao() + 1).into()), HOLDS_LESS);
    }

    #[test]
    fn stake_at_root_that_nobody_holds_is_found() {
        breaks(|| edit(ROOT, |pool| (pool.tao, pool.alpha_out) = (1.into(), 1.into())), HOLDS_LESS);
    }

    #[test]
    fn dividends_that_nobody_holds_are_found() {
        breaks(|| edit(ONE, |pool| pool.pending.root_tao = 1.into()), HOLDS_LESS);
    }

    #[test]
    fn sums_beyond_the_range_are_found() {
        let message = "the TAO of all pools passes 64 bits";
        breaks(|| edit(ONE, |pool| pool.tao = u64::MAX.into()), message);
        breaks(|| edit(ONE, |pool| pool.pending.root_tao = u64::MAX.into()), message);
    }
}

mod reserves {
    use super::*;

    #[test]
    fn a_reserve_under_the_least_is_found() {
        breaks(|| edit(ONE, |pool| pool.tao = 9_999_999.into()), "a pool with too little TAO");
        breaks(|| edit(ONE, |pool| pool.alpha_in = 9_999_999.into()), "a pool with too little alpha");
    }

    #[test]
    fn the_least_is_no_error() {
        on_the_market(|| {
            edit(ONE, |pool| *pool = pool_of(10_000_000, 10_000_000));
        });
    }

    #[test]
    fn root_with_an_alpha_reserve_is_found() {
        breaks(|| edit(ROOT, |pool| pool.alpha_in = 1.into()), "root has an alpha reserve");
    }

    #[test]
    fn root_that_is_not_one_to_one_is_found() {
        breaks(|| edit(ROOT, |pool| pool.alpha_out = 1.into()), "root is not one to one");
    }
}

mod alpha {
    use super::*;

    #[test]
    fn more_than_there_can_be_is_found() {
        let outside = 20_800_000 * UNIT;
        breaks(|| edit(ONE, |pool| pool.alpha_out = (outside + 1).into()), "more alpha than there can ever be");
        on_the_market(|| edit(ONE, |pool| pool.alpha_out = outside.into()));
    }

    #[test]
    fn more_pending_or_unowned_than_outside_is_found() {
        let message = "more alpha pending than is outside of the pool";
        breaks(|| edit(ONE, |pool| pool.pending.server = 1.into()), message);
        breaks(|| edit(ONE, |pool| pool.pending.validator = 1.into()), message);
        breaks(|| edit(ONE, |pool| pool.pending.owner = 1.into()), message);
        breaks(|| edit(ONE, |pool| pool.unowned = 1.into()), message);
    }

    #[test]
    fn alpha_that_root_sold_is_not_owed() {
        on_the_market(|| edit(ONE, |pool| pool.pending.root_alpha_sold = 1.into()));
    }

    #[test]
    fn sums_beyond_the_range_are_found() {
        breaks(|| edit(ONE, |pool| pool.alpha_out = u64::MAX.into()), "alpha issuance passes 64 bits");
        breaks(
            || {
                edit(ONE, |pool| {
                    pool.pending.server = u64::MAX.into();
                    pool.pending.owner = 1.into();
                })
            },
            "pending alpha passes 64 bits",
        );
        breaks(
            || {
                edit(ONE, |pool| {
                    pool.pending.server = u64::MAX.into();
                    pool.unowned = 1.into();
                })
            },
            "pending alpha passes 64 bits",
        );
    }
}

mod settings {
    use super::*;

    #[test]
    fn a_moving_price_above_one_is_found() {
        breaks(
            || edit(ONE, |pool| pool.moving_price = MovingPrice::from_bits((1 << 96) + 1)),
            "a moving price above 1",
        );
        on_the_market(|| edit(ONE, |pool| pool.moving_price = MovingPrice::from_num(1)));
    }

    #[test]
    fn more_withheld_than_all_is_found() {
        let whole = 1 << 63;
        let withheld = |bits| edit(ONE, |pool| pool.withheld = WithheldPart::from_bits(bits));
        breaks(|| withheld(whole + 1), "more withheld than all");
        on_the_market(|| withheld(whole));
    }

    #[test]
    fn an_average_of_what_flows_in_that_is_negative_is_found() {
        let message = "a negative average of what flows in";
        breaks(|| edit(ONE, |pool| pool.inflow_average = I64F64::from_bits(-1)), message);
        breaks(|| edit(ONE, |pool| pool.revenue_average = I64F64::from_bits(-1)), message);
    }

    #[test]
    fn more_revenue_than_flows_in_is_found() {
        breaks(|| edit(ONE, |pool| pool.revenue = 1.into()), "more revenue than flows in");
        on_the_market(|| edit(ONE, |pool| (pool.inflow, pool.revenue) = (1.into(), 1.into())));
    }

    #[test]
    fn a_fee_above_its_ceiling_is_found() {
        breaks(|| edit(ONE, |pool| pool.fee_rate = 10_001), "a fee above its ceiling");
    }
}

mod pages {
    use super::*;

    #[test]
    fn a_page_beyond_the_count_is_found() {
        breaks(|| PoolPages::<Test>::insert(5, PoolPages::<Test>::get(0)), "a page beyond the count of pages");
        // None is looked at then, so nothing else is found either.
        breaks(|| PageCount::<Test>::put(0), "a page beyond the count of pages");
    }

    #[test]
    fn a_page_out_of_order_is_found() {
        breaks(|| PoolPages::<Test>::mutate(0, |page| page.as_mut().swap(1, 2)), "a page out of order");
    }

    #[test]
    fn a_subnet_twice_in_a_page_is_found() {
        breaks(|| PoolPages::<Test>::mutate(0, |page| page[2] = page[1]), "a page out of order");
    }

    #[test]
    fn a_subnet_in_a_page_not_its_own_is_found() {
        let message = "a subnet in a page not its own";
        breaks(
            || {
                let stray = NetUid::new(8);
                assert_ok!(crate::PoolStore::<Test>::insert(stray, pool_of(UNIT, UNIT)));
                assert_ok!(Swap::mint(UNIT.into()));
                let page = PoolPages::<Test>::take(1);
                PoolPages::<Test>::mutate(0, |first| first.try_push(page[0]).unwrap());
            },
            message,
        );
    }
}

mod issuance {
    use super::*;

    const UNEQUAL: &str = "balances do not add up to issuance";

    #[test]
    fn a_balance_out_of_nowhere_is_found() {
        breaks(|| frame_system::Account::<Test>::mutate(ALICE, |account| account.data.free += 1), UNEQUAL);
        breaks(|| frame_system::Account::<Test>::mutate(ALICE, |account| account.data.reserved += 1), UNEQUAL);
    }

    #[test]
    fn issuance_out_of_nowhere_is_found() {
        breaks(|| pallet_balances::TotalIssuance::<Test>::mutate(|total| *total += 1), UNEQUAL);
    }

    #[test]
    fn a_sum_beyond_the_range_is_found() {
        breaks(
            || frame_system::Account::<Test>::mutate(ALICE, |account| account.data.free = u64::MAX),
            "balances pass 64 bits",
        );
    }

    #[test]
    fn what_is_reserved_counts() {
        on_the_market(|| {
            frame_system::Account::<Test>::mutate(ALICE, |account| {
                account.data.free -= UNIT;
                account.data.reserved += UNIT;
            });
        });
    }
}
