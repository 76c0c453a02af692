//! The checker of the invariants, checked: each kind of corruption is found, and named.

use crate::{
    mock::*, AlphaV2, NetworksAdded, OwnedHotkeys, Owner, Shares, StakePositions, TotalHotkeyAlpha,
    TotalHotkeySharesV2, TotalNetworks,
};
use dtao_primitives::AlphaBalance;
use frame_support::assert_ok;
use sp_runtime::TryRuntimeError;

/// A chain with stake and some blocks behind it.
fn healthy() -> sp_io::TestExternalities {
    let mut chain = ExtBuilder::default()
        .stake(ALICE, ALICE_HOT, ROOT, 1_000 * UNIT)
        .stake(ALICE, ALICE_HOT, ONE, 3 * UNIT)
        .stake(BOB, ALICE_HOT, ONE, 4 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 5 * UNIT)
        .build();
    chain.execute_with(|| {
        run_to(10);
        check_invariants();
    });
    chain
}

/// Breaks a healthy chain and reads what the checker says.
fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    healthy().execute_with(|| {
        corrupt();
        assert_eq!(
            SubtensorModule::do_try_state(),
            Err(TryRuntimeError::Other(message))
        );
    });
}

fn set_staked(hotkey: sp_runtime::AccountId32, rao: u64) {
    TotalHotkeyAlpha::<Test>::insert(hotkey, ONE, AlphaBalance::new(rao));
}

#[test]
fn a_healthy_chain_passes() {
    healthy().execute_with(|| {
        assert_ok!(add(BOB, BOB_HOT, ONE, UNIT));
        assert_ok!(remove(BOB, BOB_HOT, TWO, 5 * UNIT));
        run_to(20);
        assert_eq!(SubtensorModule::do_try_state(), Ok(()));
    });
}

mod issuance {
    use super::*;

    #[test]
    fn more_than_all_tao_is_found() {
        breaks(
            || pallet_balances::TotalIssuance::<Test>::put(21_000_000 * UNIT + 1),
            "more TAO than there can ever be",
        );
    }

    #[test]
    fn all_of_it_is_no_error() {
        healthy().execute_with(|| {
            issue_up_to(21_000_000 * UNIT);
            assert_eq!(SubtensorModule::do_try_state(), Ok(()));
        });
    }
}

mod outstanding_alpha {
    use super::*;

    const UNEQUAL: &str = "outstanding alpha is not what is staked, pending and unowned";

    #[test]
    fn a_rao_too_much_outside_is_found() {
        breaks(
            || {
                edit(ONE, |pool| {
                    pool.alpha_out = (pool.alpha_out.rao() + 1).into()
                })
            },
            UNEQUAL,
        );
    }

    #[test]
    fn a_rao_too_little_outside_is_found() {
        breaks(
            || {
                edit(TWO, |pool| {
                    pool.alpha_out = (pool.alpha_out.rao() - 1).into()
                })
            },
            UNEQUAL,
        );
    }

    #[test]
    fn pending_alpha_out_of_nowhere_is_found() {
        breaks(|| edit(ONE, |pool| pool.pending.server = 0.into()), UNEQUAL);
        breaks(
            || edit(ONE, |pool| pool.pending.validator = 0.into()),
            UNEQUAL,
        );
        breaks(|| edit(ONE, |pool| pool.pending.owner = 0.into()), UNEQUAL);
    }

    #[test]
    fn unowned_alpha_out_of_nowhere_is_found() {
        breaks(|| edit(ONE, |pool| pool.unowned = 1.into()), UNEQUAL);
    }

    #[test]
    fn stake_out_of_nowhere_is_found() {
        breaks(|| set_staked(ALICE_HOT, 7 * UNIT + 1), UNEQUAL);
    }

    #[test]
    fn root_stake_out_of_nowhere_is_found() {
        breaks(
            || {
                TotalHotkeyAlpha::<Test>::insert(
                    ALICE_HOT,
                    ROOT,
                    AlphaBalance::new(1_000 * UNIT + 1),
                )
            },
            UNEQUAL,
        );
    }

    #[test]
    fn root_has_nothing_pending_or_unowned() {
        let unowned_at_root = || {
            edit(ROOT, |pool| {
                pool.tao = (pool.tao.rao() + 1).into();
                pool.alpha_out = (pool.alpha_out.rao() + 1).into();
                pool.unowned = 1.into();
            })
        };
        healthy().execute_with(|| {
            unowned_at_root();
            assert!(SubtensorModule::do_try_state().is_err());
        });
    }

    #[test]
    fn stake_at_a_subnet_that_does_not_exist_is_found() {
        breaks(
            || TotalHotkeyAlpha::<Test>::insert(BOB_HOT, NOWHERE, AlphaBalance::new(1)),
            "stake at a subnet that does not exist",
        );
    }

    #[test]
    fn sums_beyond_the_range_are_found() {
        breaks(|| set_staked(BOB_HOT, u64::MAX), "stake passes 64 bits");
        breaks(
            || edit(ONE, |pool| pool.pending.server = u64::MAX.into()),
            "pending alpha passes 64 bits",
        );
        breaks(
            || edit(ONE, |pool| pool.unowned = u64::MAX.into()),
            "outstanding alpha passes 64 bits",
        );
    }
}

mod shares {
    use super::*;

    const TOTAL: &str = "shares do not add up to their total";

    #[test]
    fn a_position_without_shares_is_found() {
        breaks(
            || AlphaV2::<Test>::insert((ALICE_HOT, CAROL, ONE), Shares::new(0)),
            "a position without shares",
        );
    }

    #[test]
    fn shares_out_of_nowhere_are_found() {
        breaks(
            || {
                AlphaV2::<Test>::mutate((ALICE_HOT, BOB, ONE), |shares| shares.mantissa += 1);
            },
            TOTAL,
        );
        breaks(
            || {
                TotalHotkeySharesV2::<Test>::mutate(ALICE_HOT, ONE, |shares| shares.mantissa -= 1);
            },
            TOTAL,
        );
        breaks(|| AlphaV2::<Test>::remove((ALICE_HOT, BOB, ONE)), TOTAL);
    }

    #[test]
    fn shares_of_nothing_are_found() {
        breaks(
            || AlphaV2::<Test>::insert((BOB_HOT, ALICE, ONE), Shares::new(1)),
            "shares of nothing",
        );
    }

    #[test]
    fn shares_without_value_are_found() {
        breaks(
            || {
                TotalHotkeyAlpha::<Test>::remove(ALICE_HOT, ONE);
                edit(ONE, |pool| {
                    pool.alpha_out = (pool.alpha_out.rao() - 7 * UNIT).into()
                });
            },
            "shares without value",
        );
    }

    #[test]
    fn value_without_shares_is_found() {
        breaks(
            || {
                TotalHotkeySharesV2::<Test>::remove(BOB_HOT, TWO);
                AlphaV2::<Test>::remove((BOB_HOT, BOB, TWO));
                StakePositions::<Test>::remove((BOB, BOB_HOT, TWO));
            },
            "value without shares",
        );
    }

    #[test]
    fn a_sum_beyond_the_range_is_found() {
        breaks(
            || {
                for coldkey in [ALICE, BOB] {
                    AlphaV2::<Test>::insert((ALICE_HOT, coldkey, ONE), Shares::new(u128::MAX));
                }
            },
            "shares pass 128 bits",
        );
    }
}

mod index {
    use super::*;

    #[test]
    fn a_position_that_is_not_in_the_index_is_found() {
        breaks(
            || StakePositions::<Test>::remove((BOB, ALICE_HOT, ONE)),
            "a position that the index by coldkey does not have",
        );
    }

    #[test]
    fn an_entry_without_a_position_is_found() {
        breaks(
            || StakePositions::<Test>::insert((CAROL, ALICE_HOT, ONE), ()),
            "an entry of the index by coldkey without a position",
        );
    }
}

mod subnets {
    use super::*;

    #[test]
    fn a_subnet_without_a_pool_is_found() {
        breaks(
            || NetworksAdded::<Test>::insert(NOWHERE, true),
            "pools and subnets differ in number",
        );
    }

    #[test]
    fn a_subnet_that_is_not_on_the_list_is_found() {
        breaks(
            || NetworksAdded::<Test>::remove(ONE),
            "pools and subnets differ in number",
        );
    }

    #[test]
    fn a_wrong_count_is_found() {
        breaks(
            || TotalNetworks::<Test>::put(4),
            "the count of subnets is wrong",
        );
    }

    #[test]
    fn a_list_of_other_subnets_is_found() {
        breaks(
            || {
                NetworksAdded::<Test>::remove(ONE);
                NetworksAdded::<Test>::insert(NOWHERE, true);
            },
            "a pool without a subnet",
        );
        breaks(
            || NetworksAdded::<Test>::insert(ONE, false),
            "a pool without a subnet",
        );
    }
}

mod owners {
    use super::*;

    #[test]
    fn a_hotkey_in_the_list_of_another_coldkey_is_found() {
        breaks(
            || OwnedHotkeys::<Test>::insert(CAROL, vec![ALICE_HOT]),
            "a hotkey in the list of a coldkey that does not own it",
        );
        breaks(
            || Owner::<Test>::insert(ALICE_HOT, BOB),
            "a hotkey in the list of a coldkey that does not own it",
        );
    }

    #[test]
    fn a_hotkey_in_nobodys_list_is_found() {
        breaks(
            || Owner::<Test>::insert(STRANGER, CAROL),
            "an owned hotkey in nobody's list",
        );
        breaks(
            || OwnedHotkeys::<Test>::remove(BOB),
            "an owned hotkey in nobody's list",
        );
    }

    #[test]
    fn a_hotkey_listed_twice_does_not_hide_one_that_is_not_listed() {
        healthy().execute_with(|| {
            OwnedHotkeys::<Test>::insert(ALICE, vec![ALICE_HOT, ALICE_HOT]);
            OwnedHotkeys::<Test>::remove(BOB);
            assert!(SubtensorModule::do_try_state().is_err());
        });
    }
}
