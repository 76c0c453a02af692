//! Founding a subnet.

use crate::{
    mock::*, registry::symbols::SYMBOLS, BlockAtRegistration, Burn, BurnsInDecay, Call, Event, MaxBurn, MinBurn,
    NetworkLastLockCost, NetworkLastRegistered, NetworkMinLockCost, NetworkRateLimit, NetworkRegisteredAt,
    NetworksAdded, Neurons, OwnedHotkeys, Owner, SubnetIdentitiesV3, SubnetLimit, SubnetOwner, SubnetOwnerHotkey,
    Tempo, TokenSymbol, TotalNetworks, Uids,
};
use dtao_primitives::{NetUid, Pool, SubnetIdentityV3, Switches};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

/// Initial cost of a subnet: 1 000 TAO.
pub const LOCK: u64 = 1_000 * UNIT;

/// `register_network`, signed by the coldkey.
pub fn found(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::register_network { hotkey })
}

fn found_as(hotkey: AccountId32, identity: Option<SubnetIdentityV3>) -> DispatchResult {
    sign(BOB, Call::register_network_with_identity { hotkey, identity })
}

/// Bob can pay for several subnets, and they can be founded at any time.
pub fn rich_bob() -> ExtBuilder {
    ExtBuilder::default().balance(BOB, 100_000 * UNIT)
}

/// Lets subnets be founded at any rate.
pub fn at_any_rate() {
    NetworkRateLimit::<Test>::put(0);
}

fn cost() -> u64 {
    SubtensorModule::network_lock_cost()
}

fn symbol(netuid: NetUid) -> String {
    String::from_utf8(TokenSymbol::<Test>::get(netuid).into_inner()).unwrap()
}

#[test]
fn the_whole_lock_becomes_the_pools_tao_with_alpha_at_the_others_price() {
    rich_bob().build_and_execute(|| {
        let before = issuance();
        assert_eq!(cost(), LOCK);
        assert_ok!(found(BOB, BOB_HOT));
        let expected = Pool {
            tao: LOCK.into(),
            // At a price of 0.05.
            alpha_in: (20_000 * UNIT).into(),
            fee_rate: 33,
            switches: Switches { registration_allowed: true, ..Default::default() },
            ema_halving_blocks: 201_600,
            // (356 + 3 + 1) mod 361 = 360.
            next_payout: 356,
            ..Default::default()
        };
        assert_eq!(pool(THREE), expected);
        assert_eq!(Balances::free_balance(BOB), 99_000 * UNIT);
        assert_eq!(issuance(), before);
    });
}

#[test]
fn a_new_subnet_is_written_down() {
    rich_bob().build_and_execute(|| {
        System::set_block_number(7);
        assert_ok!(found(BOB, BOB_HOT));
        assert_eq!(events(), vec![Event::NetworkAdded(THREE, 1), Event::NeuronRegistered(THREE, 0, BOB_HOT)]);
        assert!(NetworksAdded::<Test>::get(THREE));
        assert_eq!(TotalNetworks::<Test>::get(), 4);
        assert_eq!(NetworkRegisteredAt::<Test>::get(THREE), 7);
        assert_eq!(SubnetOwner::<Test>::get(THREE), BOB);
        assert_eq!(SubnetOwnerHotkey::<Test>::get(THREE), BOB_HOT);
        assert!(Tempo::<Test>::contains_key(THREE));
        assert_eq!(Tempo::<Test>::get(THREE), 360);
        assert_eq!(symbol(THREE), "β");
        let identity = SubnetIdentitiesV3::<Test>::get(THREE).unwrap();
        assert_eq!(identity.subnet_name, b"Subnet 3");
        assert_eq!(NetworkLastRegistered::<Test>::get(), 7);
        assert_eq!(NetworkLastLockCost::<Test>::get().rao(), LOCK);
    });
}

#[test]
fn the_owners_hotkey_is_the_first_neuron() {
    rich_bob().build_and_execute(|| {
        System::set_block_number(7);
        assert_ok!(found(BOB, BOB_HOT));
        assert_eq!(Neurons::<Test>::hotkeys(THREE), [BOB_HOT]);
        assert_eq!(Uids::<Test>::get(THREE, BOB_HOT), Some(0));
        assert_eq!(BlockAtRegistration::<Test>::get(THREE).into_inner(), [7]);
    });
}

#[test]
fn a_neuron_costs_one_tao_at_first_and_less_with_every_block() {
    rich_bob().build_and_execute(|| {
        at_any_rate();
        assert_ok!(found(BOB, BOB_HOT));
        assert_eq!(Burn::<Test>::get(THREE).rao(), UNIT);
        assert_eq!(BurnsInDecay::<Test>::get().into_inner(), [THREE]);
    });
}

#[test]
fn a_neuron_never_costs_less_or_more_than_it_may() {
    let four = NetUid::new(4);
    rich_bob().build_and_execute(|| {
        at_any_rate();
        MaxBurn::<Test>::insert(THREE, dtao_primitives::TaoBalance::new(UNIT - 1));
        MinBurn::<Test>::insert(four, dtao_primitives::TaoBalance::new(UNIT));
        assert_ok!(found(BOB, BOB_HOT));
        assert_ok!(found(BOB, BOB_HOT));
        assert_eq!(Burn::<Test>::get(THREE).rao(), UNIT - 1);
        assert_eq!(Burn::<Test>::get(four).rao(), UNIT);
        // What costs the least cannot fall.
        assert_eq!(BurnsInDecay::<Test>::get().into_inner(), [THREE]);
    });
}

#[test]
fn an_identity_can_be_given() {
    rich_bob().build_and_execute(|| {
        at_any_rate();
        let identity = SubnetIdentityV3 {
            subnet_name: b"weather".to_vec(),
            subnet_url: b"https://weather.example".to_vec(),
            ..Default::default()
        };
        assert_ok!(found_as(BOB_HOT, Some(identity.clone())));
        assert_eq!(SubnetIdentitiesV3::<Test>::get(THREE), Some(identity));
        assert_ok!(found_as(BOB_HOT, None));
        let other = SubnetIdentitiesV3::<Test>::get(NetUid::new(4)).unwrap();
        assert_eq!(other.subnet_name, b"Subnet 4");
    });
}

#[test]
fn a_hotkey_without_an_owner_is_adopted() {
    rich_bob().build_and_execute(|| {
        assert_ok!(found(BOB, STRANGER));
        assert_eq!(Owner::<Test>::get(STRANGER), BOB);
        assert_eq!(OwnedHotkeys::<Test>::get(BOB), [BOB_HOT, STRANGER]);
    });
}

mod price {
    use super::*;

    #[test]
    fn the_cost_doubles_and_falls_from_there() {
        rich_bob().build_and_execute(|| {
            assert_ok!(found(BOB, BOB_HOT));
            assert_eq!(cost(), 2 * LOCK);
            System::set_block_number(50_401);
            // ⌊10¹² / 100 800⌋ a block.
            assert_eq!(cost(), 2 * LOCK - 50_400 * 9_920_634);
            let paid = cost();
            assert_ok!(found(BOB, BOB_HOT));
            assert_eq!(NetworkLastLockCost::<Test>::get().rao(), paid);
            assert_eq!(pool(NetUid::new(4)).tao.rao(), paid);
            assert_eq!(cost(), 2 * paid);
            System::set_block_number(1_000_000);
            assert_eq!(cost(), LOCK);
        });
    }

    #[test]
    fn the_cost_falls_faster_when_less_is_issued() {
        rich_bob().build_and_execute(|| {
            assert_ok!(found(BOB, BOB_HOT));
            issue_up_to(10_500_000 * UNIT);
            System::set_block_number(11);
            // Half a TAO a block: ⌊10¹² / 50 400⌋.
            assert_eq!(cost(), 2 * LOCK - 10 * 19_841_269);
        });
    }

    #[test]
    fn a_pool_is_never_founded_with_less_than_it_keeps() {
        rich_bob().build_and_execute(|| {
            NetworkMinLockCost::<Test>::put(dtao_primitives::TaoBalance::ZERO);
            assert_eq!(cost(), 10_000_000);
            assert_ok!(found(BOB, BOB_HOT));
            assert_eq!(reserves(THREE), (10_000_000, 200_000_000, 0));
            // No call sets so little.
            NetworkMinLockCost::<Test>::kill();
        });
    }

    #[test]
    fn alpha_is_at_the_median_of_the_started_subnets() {
        // 0.05, 0.2 and 0.01; the fourth is not started.
        let (four, five) = (NetUid::new(4), NetUid::new(5));
        rich_bob()
            .with(TWO, |subnet| subnet.alpha = 50_000 * UNIT)
            .subnet(subnet(THREE, 10_000 * UNIT, 1_000_000 * UNIT, 0))
            .subnet(subnet(four, 10_000 * UNIT, 10_000 * UNIT, 0))
            .with(four, |subnet| subnet.started = false)
            .build_and_execute(|| {
                assert_ok!(found(BOB, BOB_HOT));
                assert_eq!(pool(five).alpha_in.rao(), 20_000 * UNIT);
            });
    }

    #[test]
    fn the_first_subnet_starts_at_a_price_of_one() {
        rich_bob().no_subnets().build_and_execute(|| {
            assert_ok!(found(BOB, BOB_HOT));
            assert_eq!(reserves(ONE), (LOCK, LOCK, 0));
        });
    }

    #[test]
    fn alpha_is_bounded_at_both_ends() {
        let founded_beside = |tao, alpha| {
            let mut founded = 0;
            rich_bob().no_subnets().subnet(subnet(ONE, tao, alpha, 0)).build_and_execute(|| {
                assert_ok!(found(BOB, BOB_HOT));
                founded = pool(TWO).alpha_in.rao();
            });
            founded
        };
        assert_eq!(founded_beside(1_000_000 * UNIT, 10_000_000), 10_000_000);
        assert_eq!(founded_beside(10_000_000, 21_000_000 * UNIT), 10_500_000 * UNIT);
    }
}

mod numbers {
    use super::*;

    #[test]
    fn the_lowest_free_number_is_taken() {
        rich_bob().no_subnets().subnet(subnet(TWO, 10_000 * UNIT, 200_000 * UNIT, 0)).build_and_execute(|| {
            at_any_rate();
            for netuid in [ONE, THREE] {
                assert!(!NetworksAdded::<Test>::get(netuid));
                assert_ok!(found(BOB, BOB_HOT));
                assert!(NetworksAdded::<Test>::get(netuid));
            }
        });
    }

    #[test]
    fn there_are_no_more_than_136() {
        let mut chain = rich_bob();
        for number in 3..136 {
            chain = chain.subnet(subnet(NetUid::new(number), UNIT, UNIT, 0));
        }
        chain.build_and_execute(|| {
            at_any_rate();
            SubnetLimit::<Test>::put(1_000);
            assert_ok!(found(BOB, BOB_HOT));
            assert_eq!(SubnetOwner::<Test>::get(NetUid::new(136)), BOB);
            assert_noop!(found(BOB, BOB_HOT), E::SubnetLimitReached);
            // No call sets so many.
            SubnetLimit::<Test>::kill();
        });
    }

    #[test]
    fn every_subnet_has_a_sign_of_its_own() {
        rich_bob()
            .balance(BOB, 5_000_000 * UNIT)
            .no_subnets()
            .with(ROOT, |root| root.symbol = "Τ".into())
            .build_and_execute(|| {
                at_any_rate();
                NetworkMinLockCost::<Test>::put(dtao_primitives::TaoBalance::new(UNIT));
                SubnetLimit::<Test>::put(136);
                for (number, sign) in (1..=136).zip(SYMBOLS.chars()) {
                    NetworkLastLockCost::<Test>::kill();
                    assert_ok!(found(BOB, BOB_HOT));
                    assert_eq!(symbol(NetUid::new(number)), sign.to_string());
                }
                let mut signs: Vec<_> = SYMBOLS.chars().collect();
                signs.sort_unstable();
                signs.dedup();
                assert_eq!(signs.len(), SYMBOLS.chars().count());
                assert!(signs.len() >= 136);
                // No call sets so many.
                SubnetLimit::<Test>::kill();
            });
    }
}

mod errors {
    use super::*;

    #[test]
    fn they_come_in_the_order_that_is_written_down() {
        let bad = SubnetIdentityV3 { subnet_name: vec![b'x'; 257], ..Default::default() };
        ExtBuilder::default().build_and_execute(|| {
            NetworkLastRegistered::<Test>::put(1);
            SubnetLimit::<Test>::put(2);
            let own = Swap::custody_account();
            assert_noop!(found_as(own.clone(), Some(bad)), E::InvalidIdentity);
            assert_noop!(found(BOB, own.clone()), E::CannotUseSystemAccount);
            assert_noop!(found(own, ALICE_HOT), E::CannotUseSystemAccount);
            assert_noop!(found(BOB, ALICE_HOT), E::NonAssociatedColdKey);
            assert_noop!(found(BOB, BOB_HOT), E::NetworkTxRateLimitExceeded);
            at_any_rate();
            assert_noop!(found(BOB, BOB_HOT), E::SubnetLimitReached);
            SubnetLimit::<Test>::put(3);
            assert_noop!(found(BOB, BOB_HOT), E::CannotAffordLockCost);
            assert_noop!(found(STRANGER, STRANGER), E::CannotAffordLockCost);
        });
    }

    #[test]
    fn between_two_registrations_lie_as_many_blocks_as_must() {
        rich_bob().build_and_execute(|| {
            assert_eq!(NetworkRateLimit::<Test>::get(), 7_200);
            assert_ok!(found(BOB, BOB_HOT));
            assert_noop!(found(BOB, BOB_HOT), E::NetworkTxRateLimitExceeded);
            System::set_block_number(7_200);
            assert_noop!(found(BOB, BOB_HOT), E::NetworkTxRateLimitExceeded);
            System::set_block_number(7_201);
            assert_ok!(found(BOB, BOB_HOT));
        });
    }

    #[test]
    fn the_coldkey_pays_the_lock_and_keeps_the_existential_deposit() {
        let with = |balance| ExtBuilder::default().balance(BOB, balance);
        with(LOCK + DEPOSIT - 1).build_and_execute(|| {
            assert_noop!(found(BOB, BOB_HOT), E::CannotAffordLockCost);
        });
        with(LOCK + DEPOSIT).build_and_execute(|| {
            assert_ok!(found(BOB, BOB_HOT));
            assert_eq!(Balances::free_balance(BOB), DEPOSIT);
        });
    }

    #[test]
    fn alpha_cannot_be_traded_before_the_start() {
        rich_bob().build_and_execute(|| {
            assert_ok!(found(BOB, BOB_HOT));
            assert_noop!(add(ALICE, BOB_HOT, THREE, UNIT), E::SubtokenDisabled);
        });
    }
}

#[test]
fn genesis_may_let_subnets_be_founded_at_any_rate() {
    use sp_runtime::BuildStorage;
    let config = crate::GenesisConfig::<Test> { network_rate_limit: 0, ..Default::default() };
    let mut chain: sp_io::TestExternalities = config.build_storage().unwrap().into();
    chain.execute_with(|| assert_eq!(NetworkRateLimit::<Test>::get(), 0));
}
