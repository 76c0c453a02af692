//! The custody account: its books, and every way to make it a hotkey, a coldkey or the receiver of a call.

use super::{calls::*, dissolve::dissolve};
use crate::{
    genesis::{try_build, Entry},
    ledger::position::Position,
    mock::*,
    Call, Error, GenesisConfig, Owner,
};
use codec::{Decode, Encode};
use dtao_primitives::{runtime_api::CustodyBooks, Pools, TaoBalance};
use frame_support::assert_ok;
use scale_info::{form::PortableForm, Field, MetaType, PortableRegistry, Registry, TypeDef};
use sp_runtime::AccountId32;

fn account() -> AccountId32 {
    Swap::custody_account()
}

mod books {
    use super::*;

    #[test]
    fn say_what_every_rao_of_the_balance_is_held_for() {
        ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 500_000 * UNIT).build_and_execute(|| {
            for coldkey in [50, 51, 52, 53, 54, 55].map(|number| AccountId32::new([number; 32])) {
                assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, UNIT.into()));
                assert_ok!(Position::<Test>::add(&BOB_HOT, &coldkey, ONE, UNIT.into()));
            }
            run_to(3);
            assert_ok!(dissolve(ONE));
            let books = custody();
            let (two, waiting) = (pool(TWO).tao, pool(TWO).pending.root_tao);
            assert!(!waiting.is_zero());
            // Four of six holders are paid in the call.
            assert!(!books.pots.is_zero());
            let expected = CustodyBooks {
                balance: Balances::free_balance(account()).into(),
                pools: two,
                root_stake: (500_000 * UNIT).into(),
                root_dividends: waiting,
                pots: books.pots,
                existential_deposit: DEPOSIT.into(),
                gifts: TaoBalance::ZERO,
            };
            assert_eq!(books, expected);
            let sum = books.pools.rao() + books.root_stake.rao() + waiting.rao() + books.pots.rao() + DEPOSIT;
            assert_eq!(books.balance.rao(), sum);
        });
    }

    #[test]
    fn count_a_gift_that_nobody_can_trade() {
        ExtBuilder::default().build().execute_with(|| {
            let before = custody();
            assert_ok!(Balances::transfer_keep_alive(RuntimeOrigin::signed(BOB), account(), 7 * UNIT));
            let expected =
                CustodyBooks { balance: (before.balance.rao() + 7 * UNIT).into(), gifts: (7 * UNIT).into(), ..before };
            assert_eq!(custody(), expected);
            assert_ok!(SubtensorModule::do_try_state());
            run_to(10);
            assert_ok!(dissolve(ONE));
            assert_eq!(custody().gifts.rao(), 7 * UNIT);
        });
    }

    #[test]
    fn of_an_account_that_holds_too_little_are_none() {
        ExtBuilder::default().build().execute_with(|| {
            frame_system::Account::<Test>::mutate(account(), |held| held.data.free -= 1);
            assert_eq!(SubtensorModule::custody_books(), None);
        });
    }
}

mod attacks {
    use super::*;

    /// Encodes the argument of a call: plausible values, and the given account.
    fn argument(field: &Field<PortableForm>, account: &AccountId32) -> Vec<u8> {
        match (field.type_name.as_deref().unwrap(), field.name.as_deref().unwrap()) {
            (_, "destination_netuid") => TWO.encode(),
            ("NetUid", _) => ONE.encode(),
            ("T::AccountId", _) => account.encode(),
            ("Vec<(u64, T::AccountId)>", _) => vec![(1_u64, account)].encode(),
            (name, _) if name.starts_with("BoundedVec<T::AccountId") => vec![account].encode(),
            ("TaoBalance" | "AlphaBalance" | "u64", _) => UNIT.encode(),
            ("u16", _) => 1_u16.encode(),
            ("bool", _) => true.encode(),
            (name, _) if name.starts_with("Option<") => None::<()>.encode(),
            (name, _) if name.starts_with("Vec<") => Vec::<()>::new().encode(),
            other => panic!("an argument of another kind: {other:?}"),
        }
    }

    /// Returns each place for an account in the pallet's calls, and makes the call with an account there and Bob's hotkey in the
    /// others.
    fn places() -> Vec<(String, impl Fn(&AccountId32) -> Call<Test>)> {
        let mut registry = Registry::new();
        let id = registry.register_type(&MetaType::new::<Call<Test>>()).id;
        let registry = PortableRegistry::from(registry);
        let TypeDef::Variant(calls) = registry.resolve(id).unwrap().type_def.clone() else { unreachable!() };
        let mut places = Vec::new();
        for call in calls.variants {
            for place in 0..call.fields.len() {
                let field = &call.fields[place];
                if !field.type_name.as_ref().unwrap().contains("AccountId") {
                    continue;
                }
                let name = format!("{}: {}", call.name, field.name.as_ref().unwrap());
                let call = call.clone();
                places.push((name, move |account: &AccountId32| {
                    let mut bytes = vec![call.index];
                    for (at, field) in call.fields.iter().enumerate() {
                        bytes.extend(argument(field, if at == place { account } else { &BOB_HOT }));
                    }
                    Call::<Test>::decode(&mut &bytes[..]).unwrap()
                }));
            }
        }
        places
    }

    /// Bob can pay for everything and has stake with his hotkey.
    fn town() -> ExtBuilder {
        ExtBuilder::default().balance(BOB, 10_000 * UNIT).stake(BOB, BOB_HOT, ONE, 1_000 * UNIT)
    }

    /// Makes a call on a fresh chain and returns its outcome.
    fn attempt(origin: &AccountId32, call: Call<Test>) -> &'static str {
        let mut result = "";
        town().build().execute_with(|| {
            System::set_block_number(1);
            crate::NetworkRateLimit::<Test>::put(0);
            let before = custody();
            result = outcome(&sign(origin.clone(), call));
            assert_eq!(custody().gifts, TaoBalance::ZERO);
            if result != "ok" {
                assert_eq!(custody(), before);
            }
            assert!(!Owner::<Test>::contains_key(account()));
            assert!(!crate::OwnedHotkeys::<Test>::contains_key(account()));
            assert!(
                crate::AlphaV2::<Test>::iter_keys().all(|(hotkey, coldkey, _)| ![hotkey, coldkey].contains(&account()))
            );
            check_invariants();
        });
        result
    }

    /// The places in which an account without a hotkey's or coldkey's history becomes one, or is given something.
    const OPEN: [&str; 12] = [
        "burned_register: hotkey",
        "choose_coldkey: coldkey",
        "register_limit: hotkey",
        "register_network: hotkey",
        "register_network_with_identity: hotkey",
        "root_register: hotkey",
        "set_children: children",
        "swap_hotkey: new_hotkey",
        "swap_hotkey_v2: new_hotkey",
        "transfer_stake: destination_coldkey",
        "transfer_stake_and_hotkey: destination_coldkey",
        "try_associate_hotkey: hotkey",
    ];

    /// The places of a claim: without anything to claim it succeeds and does nothing.
    const HARMLESS: [&str; 1] = ["claim_root_with_hotkey: hotkey"];

    fn harmful() -> impl Iterator<Item = (String, impl Fn(&AccountId32) -> Call<Test>)> {
        places().into_iter().filter(|(place, _)| !HARMLESS.contains(&place.as_str()))
    }

    #[test]
    fn claims_for_it_and_in_its_name_change_nothing() {
        for (_, call) in places().into_iter().filter(|(place, _)| HARMLESS.contains(&place.as_str())) {
            for (origin, named) in [(BOB, account()), (account(), BOB_HOT), (account(), account())] {
                town().build_and_execute(|| {
                    let before = storage();
                    assert_ok!(sign(origin, call(&named)));
                    assert!(storage() == before);
                });
            }
        }
    }

    #[test]
    fn no_call_makes_it_a_hotkey_or_a_receiver() {
        let mut open = Vec::new();
        for (place, call) in harmful() {
            let (stranger, own) = (attempt(&BOB, call(&STRANGER)), attempt(&BOB, call(&account())));
            if stranger == "ok" {
                assert_eq!(own, "CannotUseSystemAccount", "{place}");
                open.push(place);
            } else {
                assert_eq!(own, stranger, "{place}");
            }
        }
        open.sort();
        assert_eq!(open, OPEN);
    }

    #[test]
    fn no_call_in_its_name_succeeds() {
        for (place, call) in harmful() {
            assert_ne!(attempt(&account(), call(&BOB_HOT)), "ok", "{place}");
        }
    }

    /// Every account that a genesis may name is tried: a hotkey, a coldkey, an owner, and a holder of stake.
    #[test]
    fn no_genesis_makes_it_a_hotkey_or_a_coldkey() {
        let refused = |change: &dyn Fn(&mut GenesisConfig<Test>)| {
            let mut config = town().genesis();
            change(&mut config);
            let refused = sp_io::TestExternalities::default().execute_with(|| try_build(&config).unwrap_err());
            assert_eq!(refused.why, Error::<Test>::CannotUseSystemAccount.into());
            refused.entry
        };
        assert_eq!(refused(&|config| config.hotkeys[1].0 = account()), Entry::Hotkey(1));
        assert_eq!(refused(&|config| config.hotkeys[0].1 = account()), Entry::Hotkey(0));
        assert_eq!(refused(&|config| config.subnets[1].owner = account()), Entry::Subnet(1));
        assert_eq!(refused(&|config| config.subnets[2].owner_hotkey = account()), Entry::Subnet(2));
        assert_eq!(refused(&|config| config.stakes[0].coldkey = account()), Entry::Stake(0));
    }
}
