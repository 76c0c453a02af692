//! The checker of the invariants, checked: each kind of corruption is found, and named.

use super::{
    calls::{raise_take, vote},
    neuron_calls::*,
};
use crate::{
    ledger::hotkeys::Hotkeys, lifecycle::swap_hotkey::UnfinishedSwap, mock::*, AlphaV2, NetworksAdded, OwnedHotkeys,
    Owner, Shares, StakePositions, TotalHotkeyAlpha, TotalHotkeySharesV2, TotalNetworks,
};
use dtao_primitives::AlphaBalance;
use frame_support::assert_ok;

/// A chain with stake and some blocks behind it.
fn healthy() -> sp_io::TestExternalities {
    ExtBuilder::default()
        .stake(ALICE, ALICE_HOT, ROOT, 1_000 * UNIT)
        .stake(ALICE, ALICE_HOT, ONE, 3 * UNIT)
        .stake(BOB, ALICE_HOT, ONE, 4 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 5 * UNIT)
        .after(|| {
            enter(&ALICE, &ALICE_HOT, ONE, 1);
            enter(&BOB, &BOB_HOT, ONE, 1);
            assert_ok!(seat(BOB, BOB_HOT));
            assert_ok!(vote(BOB, BOB_HOT, &[(ONE, 1)]));
            assert_ok!(register(BOB, BOB_HOT, TWO));
            run_to(10);
        })
}

/// Corrupts a healthy chain, and asserts that the checker returns this message.
fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    assert_invariant_breaks(healthy(), corrupt, message);
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
        breaks(|| edit(ONE, |pool| pool.alpha_out = (pool.alpha_out.rao() + 1).into()), UNEQUAL);
    }

    #[test]
    fn a_rao_too_little_outside_is_found() {
        breaks(|| edit(TWO, |pool| pool.alpha_out = (pool.alpha_out.rao() - 1).into()), UNEQUAL);
    }

    #[test]
    fn pending_alpha_out_of_nowhere_is_found() {
        breaks(|| edit(ONE, |pool| pool.pending.server = 0.into()), UNEQUAL);
        breaks(|| edit(ONE, |pool| pool.pending.validator = 0.into()), UNEQUAL);
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
        breaks(|| TotalHotkeyAlpha::<Test>::insert(ALICE_HOT, ROOT, AlphaBalance::new(1_000 * UNIT + 1)), UNEQUAL);
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
        breaks(|| edit(ONE, |pool| pool.pending.server = u64::MAX.into()), "pending alpha passes 64 bits");
        breaks(|| edit(ONE, |pool| pool.unowned = u64::MAX.into()), "outstanding alpha passes 64 bits");
    }
}

mod shares {
    use super::*;

    const TOTAL: &str = "shares do not add up to their total";

    #[test]
    fn a_position_without_shares_is_found() {
        breaks(|| AlphaV2::<Test>::insert((ALICE_HOT, CAROL, ONE), Shares::new(0)), "a position without shares");
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
        breaks(|| AlphaV2::<Test>::insert((BOB_HOT, ALICE, ONE), Shares::new(1)), "shares of nothing");
    }

    #[test]
    fn shares_without_value_are_found() {
        breaks(
            || {
                TotalHotkeyAlpha::<Test>::remove(ALICE_HOT, ONE);
                edit(ONE, |pool| pool.alpha_out = (pool.alpha_out.rao() - 7 * UNIT).into());
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
        breaks(|| NetworksAdded::<Test>::insert(NOWHERE, true), "pools and subnets differ in number");
    }

    #[test]
    fn a_subnet_that_is_not_on_the_list_is_found() {
        breaks(|| NetworksAdded::<Test>::remove(ONE), "pools and subnets differ in number");
    }

    #[test]
    fn a_wrong_count_is_found() {
        breaks(|| TotalNetworks::<Test>::put(4), "the count of subnets is wrong");
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
        breaks(|| NetworksAdded::<Test>::insert(ONE, false), "a pool without a subnet");
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
        breaks(|| Owner::<Test>::insert(ALICE_HOT, BOB), "a hotkey in the list of a coldkey that does not own it");
    }

    #[test]
    fn a_hotkey_in_nobodys_list_is_found() {
        breaks(|| Owner::<Test>::insert(STRANGER, CAROL), "an owned hotkey in nobody's list");
        breaks(|| OwnedHotkeys::<Test>::remove(BOB), "an owned hotkey in nobody's list");
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

mod neurons {
    use super::*;
    use crate::{
        Active, AxonInfo, Axons, BlockAtRegistration, Bonds, Consensus, Dividends, Emission, Incentive,
        IsNetworkMember, Keys, LastUpdate, NeuronCertificate, NeuronCertificates, PerNeuron, Prometheus,
        PrometheusInfo, RootWeights, StakeWeight, SubnetworkN, Uids, ValidatorPermit, ValidatorTrust,
    };

    const INVERSE: &str = "hotkeys and UIDs are not inverse to each other";
    const BEYOND: &str = "a hotkey or a UID beyond the neurons there are";
    const LENGTH: &str = "a vector with more or fewer entries than neurons";

    #[test]
    fn a_uid_without_hotkey_is_found() {
        breaks(|| Keys::<Test>::remove(ONE, 1), "a UID without hotkey");
        breaks(|| SubnetworkN::<Test>::insert(ONE, 3), "a UID without hotkey");
    }

    #[test]
    fn a_hotkey_of_another_uid_is_found() {
        breaks(|| Uids::<Test>::insert(ONE, BOB_HOT, 0), INVERSE);
        breaks(|| Uids::<Test>::remove(ONE, BOB_HOT), INVERSE);
        breaks(|| Keys::<Test>::insert(ONE, 1, ALICE_HOT), INVERSE);
        breaks(|| Uids::<Test>::insert(ROOT, BOB_HOT, 1), INVERSE);
    }

    #[test]
    fn a_hotkey_or_a_uid_too_many_is_found() {
        breaks(|| Uids::<Test>::insert(ONE, STRANGER, 2), BEYOND);
        breaks(|| Keys::<Test>::insert(ONE, 2, STRANGER), BEYOND);
        breaks(|| Uids::<Test>::insert(NOWHERE, STRANGER, 0), BEYOND);
    }

    #[test]
    fn neurons_of_no_subnet_are_found() {
        breaks(|| SubnetworkN::<Test>::insert(NOWHERE, 0), "neurons of a subnet that does not exist");
    }

    #[test]
    fn a_wrong_membership_is_found() {
        breaks(|| IsNetworkMember::<Test>::remove(BOB_HOT, ONE), "a neuron that is not a member");
        breaks(|| IsNetworkMember::<Test>::insert(STRANGER, ONE, true), "a member that is no neuron");
    }

    #[test]
    fn a_neuron_without_owner_is_found() {
        breaks(
            || {
                enter(&BOB, &hot(1), ONE, 1);
                Hotkeys::<Test>::disown(&hot(1));
            },
            "a neuron without owner",
        );
    }

    #[test]
    fn a_vector_of_another_length_is_found() {
        fn long<V: Clone>(value: V) -> PerNeuron<V> {
            vec![value; 3].try_into().map_err(|_| ()).unwrap()
        }
        breaks(|| BlockAtRegistration::<Test>::insert(ONE, long(0)), LENGTH);
        breaks(|| LastUpdate::<Test>::insert(ONE, long(0)), LENGTH);
        breaks(|| ValidatorPermit::<Test>::insert(ONE, long(true)), LENGTH);
        breaks(|| Active::<Test>::insert(ONE, long(true)), LENGTH);
        breaks(|| StakeWeight::<Test>::insert(ONE, long(0)), LENGTH);
        breaks(|| Consensus::<Test>::insert(ONE, long(0)), LENGTH);
        breaks(|| Incentive::<Test>::insert(ONE, long(0)), LENGTH);
        breaks(|| Dividends::<Test>::insert(ONE, long(0)), LENGTH);
        breaks(|| ValidatorTrust::<Test>::insert(ONE, long(0)), LENGTH);
        breaks(|| Emission::<Test>::insert(ONE, long(AlphaBalance::ZERO)), LENGTH);
        breaks(|| Active::<Test>::insert(NOWHERE, long(true)), LENGTH);
    }

    #[test]
    fn a_missing_vector_is_found() {
        breaks(|| Emission::<Test>::remove(ONE), "a subnet with neurons lacks a vector");
    }

    #[test]
    fn bonds_of_or_to_nobody_are_found() {
        const MESSAGE: &str = "bonds of a UID that nobody has, or to one";
        let row = |uid| PerNeuron::try_from(vec![(0, 1), (uid, 1)]).unwrap();
        breaks(|| Bonds::<Test>::insert(ONE, 2, row(1)), MESSAGE);
        breaks(|| Bonds::<Test>::insert(ONE, 1, row(2)), MESSAGE);
        healthy().execute_with(|| {
            Bonds::<Test>::insert(ONE, 1, row(1));
            assert_eq!(SubtensorModule::do_try_state(), Ok(()));
        });
    }

    #[test]
    fn a_hotkey_that_serves_without_a_neuron_is_found() {
        const MESSAGE: &str = "a hotkey serves where it has no neuron";
        breaks(|| Axons::<Test>::insert(TWO, ALICE_HOT, AxonInfo::default()), MESSAGE);
        breaks(|| Prometheus::<Test>::insert(TWO, ALICE_HOT, PrometheusInfo::default()), MESSAGE);
        breaks(|| NeuronCertificates::<Test>::insert(TWO, ALICE_HOT, NeuronCertificate::default()), MESSAGE);
    }

    #[test]
    fn a_vote_without_a_seat_is_found() {
        breaks(
            || {
                let say = RootWeights::<Test>::get(BOB_HOT).unwrap();
                RootWeights::<Test>::insert(ALICE_HOT, say);
            },
            "a vote at root without a seat",
        );
    }
}

mod votes {
    use super::*;
    use crate::{RootShares, RootWeights};
    use dtao_primitives::NetUid;
    use frame_support::BoundedVec;

    fn put_shares(shares: &[(NetUid, u128)]) {
        RootShares::<Test>::put(BoundedVec::truncate_from(shares.to_vec()));
    }

    #[test]
    fn a_vote_for_no_subnet_is_found() {
        breaks(
            || RootWeights::<Test>::insert(BOB_HOT, BoundedVec::truncate_from(vec![(NOWHERE, 1)])),
            "a vote for a subnet that does not exist",
        );
    }

    #[test]
    fn a_share_of_no_subnet_or_out_of_order_is_found() {
        breaks(|| put_shares(&[(ONE, 1), (NOWHERE, 1)]), "a share of root's vote for a subnet that does not exist");
        breaks(|| put_shares(&[(TWO, 1), (ONE, 1)]), "shares of root's vote out of order");
        breaks(|| put_shares(&[(ONE, 1), (ONE, 1)]), "shares of root's vote out of order");
    }
}

mod takes {
    use super::*;
    use crate::{
        Call, ChildkeyTake, Delegates, LastChildkeyTakeIncrease, LastTakeIncrease, MaxTakesLoweredAt,
        NetworkParameter as P,
    };
    use sp_runtime::TryRuntimeError;

    const ABOVE: &str = "a take above its maximum";
    const CHILDS: &str = "a child's take above its maximum";

    fn set(parameter: P) {
        assert_ok!(SubtensorModule::do_set_network_parameter(parameter));
    }

    fn bob_keeps(take: u16) {
        assert_ok!(sign(BOB, Call::set_childkey_take { hotkey: BOB_HOT, netuid: ONE, take }));
    }

    #[test]
    fn a_take_above_its_maximum_is_found() {
        breaks(|| Delegates::<Test>::insert(BOB_HOT, 11_797), ABOVE);
        breaks(
            || {
                bob_keeps(1);
                ChildkeyTake::<Test>::insert(BOB_HOT, ONE, 11_797);
            },
            CHILDS,
        );
    }

    #[test]
    fn a_take_from_before_a_maximum_was_lowered_may_stay() {
        healthy().execute_with(|| {
            set(P::DefaultTake(20_000));
            set(P::MaxChildkeyTake(20_000));
            assert_eq!(MaxTakesLoweredAt::<Test>::get(), None);
            assert_ok!(raise_take(BOB, BOB_HOT, 15_000));
            bob_keeps(15_000);
            set(P::DefaultTake(12_000));
            assert_eq!(MaxTakesLoweredAt::<Test>::get(), Some(10));
            check_invariants();
            next_block();
            set(P::MaxChildkeyTake(12_000));
            set(P::MaxChildkeyTake(12_000));
            assert_eq!(MaxTakesLoweredAt::<Test>::get(), Some(11));
            check_invariants();
        });
    }

    #[test]
    fn a_take_above_its_maximum_that_is_not_older_is_found() {
        let lowered = || {
            set(P::DefaultTake(10_000));
            set(P::MaxChildkeyTake(10_000));
            bob_keeps(1);
            next_block();
        };
        let finds = |message: &'static str| {
            assert_eq!(SubtensorModule::do_try_state(), Err(TryRuntimeError::Other(message)));
        };
        healthy().execute_with(|| {
            lowered();
            Delegates::<Test>::insert(BOB_HOT, 10_001);
            LastTakeIncrease::<Test>::insert(BOB_HOT, 10);
            assert_ok!(SubtensorModule::do_try_state());
            LastTakeIncrease::<Test>::insert(BOB_HOT, 11);
            finds(ABOVE);
        });
        healthy().execute_with(|| {
            lowered();
            ChildkeyTake::<Test>::insert(BOB_HOT, ONE, 10_001);
            assert_ok!(SubtensorModule::do_try_state());
            LastChildkeyTakeIncrease::<Test>::insert(BOB_HOT, ONE, 11);
            finds(CHILDS);
        });
    }
}

mod burns {
    use super::*;
    use crate::{Burn, BurnsInDecay, MaxBurn, MinBurn};
    use dtao_primitives::TaoBalance;

    const FALLS: &str = "a cost above the least that does not fall, or one that falls below";
    const BOUNDS: &str = "a neuron costs less than the least, or more than the most";

    #[test]
    fn a_cost_out_of_its_bounds_is_found() {
        breaks(|| Burn::<Test>::insert(ONE, TaoBalance::new(499_999)), BOUNDS);
        breaks(|| Burn::<Test>::insert(TWO, TaoBalance::new(100 * UNIT + 1)), BOUNDS);
        breaks(|| MinBurn::<Test>::insert(TWO, TaoBalance::new(UNIT)), BOUNDS);
        breaks(|| MaxBurn::<Test>::insert(TWO, TaoBalance::new(500_001)), BOUNDS);
    }

    #[test]
    fn a_cost_that_does_not_fall_is_found() {
        breaks(|| Burn::<Test>::insert(ONE, TaoBalance::new(500_001)), FALLS);
        breaks(BurnsInDecay::<Test>::kill, FALLS);
    }

    #[test]
    fn a_cost_that_falls_below_the_least_is_found() {
        breaks(|| BurnsInDecay::<Test>::put(frame_support::BoundedVec::truncate_from(vec![ONE, TWO])), FALLS);
    }

    #[test]
    fn a_list_out_of_order_is_found() {
        for list in [vec![TWO, TWO], vec![TWO, ONE]] {
            breaks(
                || BurnsInDecay::<Test>::put(frame_support::BoundedVec::truncate_from(list)),
                "falling costs are not listed in order",
            );
        }
    }

    #[test]
    fn a_falling_cost_of_no_subnet_is_found() {
        breaks(
            || BurnsInDecay::<Test>::put(frame_support::BoundedVec::truncate_from(vec![TWO, NOWHERE])),
            "a falling cost of a subnet that does not exist",
        );
    }
}

#[test]
fn stake_with_a_hotkey_without_owner_is_found() {
    breaks(|| Hotkeys::<Test>::disown(&BOB_HOT), "stake with a hotkey that nobody owns");
}

#[test]
fn a_take_of_a_hotkey_without_owner_is_found() {
    breaks(|| crate::Delegates::<Test>::insert(STRANGER, 1), "a take of a hotkey that nobody owns");
    breaks(|| crate::LastTakeIncrease::<Test>::insert(STRANGER, 1), "a take of a hotkey that nobody owns");
}

#[test]
fn a_choice_of_coldkey_of_a_hotkey_with_an_owner_is_found() {
    breaks(|| crate::ChosenColdkey::<Test>::insert(BOB_HOT, BOB), "a choice of coldkey of a hotkey with an owner");
}

#[test]
fn unfinished_swaps_that_cannot_be_are_found() {
    let insert = |old, new_hotkey, keep_stake| {
        let swap = UnfinishedSwap { new_hotkey, netuid: None, keep_stake, since: 0, next: None };
        crate::UnfinishedSwaps::<Test>::insert(old, swap);
    };
    breaks(|| insert(STRANGER, BOB_HOT, false), "an unfinished swap of a hotkey that nobody owns");
    breaks(|| insert(BOB_HOT, BOB_HOT, false), "an unfinished swap of a hotkey with itself");
    breaks(|| insert(BOB_HOT, hot(9), true), "an unfinished swap with nothing left to move");
}
