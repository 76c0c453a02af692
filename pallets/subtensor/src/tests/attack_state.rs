//! Attacks that fill the state: what stays costs at least ten TAO for a megabyte.

use super::{calls::*, claims::*, neuron_calls::*};
use crate::{mock::*, Call, RootClaimTypeEnum};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

/// Ten TAO for a megabyte.
const RAO_PER_BYTE: u64 = 10_000;

fn associate(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::try_associate_hotkey { hotkey })
}

fn introduce(coldkey: AccountId32, description: Vec<u8>) -> DispatchResult {
    let none = Vec::new;
    let call = Call::set_identity {
        name: none(),
        url: none(),
        github_repo: none(),
        image: none(),
        discord: none(),
        description,
        additional: none(),
    };
    sign(coldkey, call)
}

fn describe(coldkey: AccountId32, description: Vec<u8>) -> DispatchResult {
    let none = Vec::new;
    let call = Call::set_subnet_identity {
        netuid: ONE,
        subnet_name: none(),
        github_repo: none(),
        subnet_contact: none(),
        subnet_url: none(),
        discord: none(),
        description,
        logo_url: none(),
        additional: none(),
    };
    sign(coldkey, call)
}

fn child_take(coldkey: AccountId32, hotkey: AccountId32, take: u16) -> DispatchResult {
    sign(coldkey, Call::set_childkey_take { hotkey, netuid: TWO, take })
}

/// The bytes of all keys and values, without the block's events.
fn bytes() -> u64 {
    System::reset_events();
    storage().iter().map(|(key, value)| (key.len() + value.len()) as u64).sum()
}

/// Returns the bytes that a call adds, and the TAO that it takes from an account and from issuance.
fn cost(payer: &AccountId32, call: impl FnOnce() -> DispatchResult) -> (u64, u64) {
    let (size, balance, issued) = (bytes(), Balances::free_balance(payer), issuance());
    assert_ok!(call());
    let paid = balance - Balances::free_balance(payer);
    assert_eq!(paid, issued - issuance());
    (bytes().saturating_sub(size), paid)
}

fn assert_paid(payer: &AccountId32, call: impl FnOnce() -> DispatchResult) {
    let (bytes, paid) = cost(payer, call);
    assert!(bytes > 0);
    assert!(paid >= bytes * RAO_PER_BYTE, "{bytes} bytes for {paid} rao");
}

/// Before, an association (360 bytes) or an identity of 4 kB cost the fee of its transaction, 0.0001 to 0.0005 TAO: 0.2 TAO and
/// 0.1 TAO for a megabyte.
#[test]
fn every_call_pays_for_the_state_that_it_adds() {
    ExtBuilder::default().build_and_execute(|| {
        assert_paid(&BOB, || associate(BOB, hot(1)));
        // Takes are paid for with the hotkey.
        let (bytes, paid) = cost(&ALICE, || associate(ALICE, hot(2)).and_then(|()| lower_take(ALICE, hot(2), 1)));
        assert!(paid >= bytes * RAO_PER_BYTE);
        assert_paid(&BOB, || introduce(BOB, vec![b'a'; 1_000]));
        assert_paid(&ALICE, || describe(ALICE, vec![b'a'; 1_000]));
        assert_paid(&BOB, || child_take(BOB, hot(1), 0));
        assert_paid(&BOB, || want(BOB, keep_of([0, 1, 2])));
        enter(&ALICE, &ALICE_HOT, ONE, 1);
        assert_paid(&BOB, || stake_with(BOB, ONE, ALICE_HOT));
        assert_paid(&BOB, || swap_key(BOB, BOB_HOT, hot(3), Some(TWO), false));
        assert_eq!(cost(&BOB, || seat(BOB, hot(4))).1, 5_300_000);
    });
}

#[test]
fn a_registration_pays_by_how_much_a_new_hotkey_costs_more_than_the_neuron() {
    ExtBuilder::default().build_and_execute(|| {
        let paid = |hotkey: AccountId32, netuid| {
            let before = Balances::free_balance(BOB);
            assert_ok!(register(BOB, hotkey, netuid));
            before - Balances::free_balance(BOB)
        };
        // The neuron costs 0.0005 TAO, the hotkey 0.0053.
        assert_eq!(paid(hot(1), ONE), 5_300_000);
        assert_eq!(paid(hot(1), TWO), 500_000);
        next_block();
        assert_ok!(crate::registry::burns::Burns::<Test>::put(ONE, UNIT.into()));
        assert_eq!(paid(hot(2), ONE), UNIT);
    });
}

#[test]
fn a_record_that_does_not_grow_costs_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let free = |call: fn() -> DispatchResult| assert_eq!(cost(&BOB, call).1, 0);
        assert_ok!(introduce(BOB, vec![b'a'; 10]));
        free(|| introduce(BOB, vec![b'b'; 10]));
        free(|| introduce(BOB, vec![b'b'; 9]));
        assert_eq!(cost(&BOB, || introduce(BOB, vec![b'b'; 11])).1, 2 * RAO_PER_BYTE);
        assert_ok!(child_take(BOB, BOB_HOT, 1));
        free(|| child_take(BOB, BOB_HOT, 0));
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        free(|| want(BOB, RootClaimTypeEnum::Keep));
        // The default is not stored.
        free(|| want(BOB, RootClaimTypeEnum::Swap));
        assert!(!crate::RootClaimType::<Test>::contains_key(BOB));
        enter(&ALICE, &ALICE_HOT, ONE, 1);
        enter(&BOB, &BOB_HOT, ONE, 1);
        assert_ok!(stake_with(BOB, ONE, ALICE_HOT));
        free(|| stake_with(BOB, ONE, BOB_HOT));
        free(|| associate(BOB, BOB_HOT));
    });
}

#[test]
fn who_cannot_pay_adds_nothing() {
    // 0.0005 TAO: enough for a neuron, and not for a new hotkey.
    ExtBuilder::default().balance(BOB, 500_000 + DEPOSIT).stake(BOB, BOB_HOT, ONE, UNIT).build_and_execute(|| {
        enter(&ALICE, &ALICE_HOT, ONE, 1);
        for call in [
            Call::try_associate_hotkey { hotkey: hot(1) },
            Call::burned_register { netuid: ONE, hotkey: hot(1) },
            Call::register_limit { netuid: ONE, hotkey: hot(1), limit_price: 500_000 },
            Call::root_register { hotkey: hot(1) },
            Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: hot(1), netuid: Some(ONE) },
            Call::set_childkey_take { hotkey: BOB_HOT, netuid: ONE, take: 0 },
            Call::set_children { hotkey: BOB_HOT, netuid: ONE, children: vec![(1, ALICE_HOT)] },
            Call::set_root_claim_type { new_root_claim_type: RootClaimTypeEnum::Keep },
            Call::set_coldkey_auto_stake_hotkey { netuid: ONE, hotkey: ALICE_HOT },
        ] {
            assert_noop!(sign(BOB, call), E::CannotAffordState);
        }
        assert_noop!(introduce(BOB, vec![]), E::CannotAffordState);
    });
    ExtBuilder::default().balance(ALICE, DEPOSIT).build_and_execute(|| {
        assert_noop!(describe(ALICE, vec![b'a'; 1_000]), E::CannotAffordState);
    });
}

/// Before, five records stayed for a rao of alpha.
#[test]
fn no_call_leaves_dust_of_a_position() {
    two_pools().build_and_execute(|| {
        let all_but = |left| 60_000 * UNIT - left;
        // 0.04 alpha are worth 0.002 TAO, the minimum stake.
        for left in [1, 39_999_999] {
            let amount = all_but(left);
            for refused in [
                remove(BOB, BOB_HOT, ONE, amount),
                remove_limit(BOB, BOB_HOT, ONE, amount, (0, true)),
                move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, ONE), amount),
                move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, TWO), amount),
                swap(BOB, BOB_HOT, (ONE, TWO), amount),
                transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), amount),
                recycle(BOB, BOB_HOT, ONE, amount),
                burn(BOB, BOB_HOT, ONE, amount),
            ] {
                assert_eq!(refused, Err(E::AmountTooLow.into()));
            }
        }
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT);
        assert_ok!(recycle(BOB, BOB_HOT, ONE, all_but(40_000_000)));
        assert_ok!(recycle(BOB, BOB_HOT, ONE, 40_000_000));
        assert_eq!(crate::StakePositions::<Test>::iter().count(), 0);
    });
}

#[test]
fn only_subnets_that_exist_are_kept() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(want(BOB, keep_of(0..128)), E::SubnetNotExists);
        assert_noop!(want(BOB, keep_of([1, 65_535])), E::SubnetNotExists);
        assert_ok!(want(BOB, keep_of([0, 1, 2])));
    });
}
