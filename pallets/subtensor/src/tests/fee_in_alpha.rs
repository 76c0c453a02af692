//! Fees of transactions that are paid in alpha.

use super::{calls::*, claims::*, neuron_calls::hot};
use crate::{
    mock::*,
    stake::fee::{FeeSource, NotSold, SaleWork, MAX_TRIED},
    Event, SoldForFee, StakePositions,
};
use dtao_primitives::NetUid;
use frame_support::{
    assert_noop, assert_ok,
    traits::{
        fungible::Balanced,
        tokens::{Fortitude, Precision, Preservation},
    },
};
use proptest::prelude::*;
use sp_runtime::AccountId32;

/// The fee of these tests: a thousandth of a TAO.
const FEE: u64 = 1_000_000;

/// The smallest sale that yields it, without a fee of the pool: 10¹³ · 20 000 003 / (2·10¹⁴ + 20 000 003) is 1 000 000.05,
/// and a rao less yields 999 999.99.
const ALPHA: u64 = 20_000_003;

/// Carol has no account, and 1 000 alpha with Bob's hotkey at subnet 1.
fn without_tao() -> ExtBuilder {
    ExtBuilder::default().stake(CAROL, BOB_HOT, ONE, 1_000 * UNIT).stake(ALICE, BOB_HOT, ONE, 1_000 * UNIT)
}

fn at(netuid: NetUid) -> FeeSource<'static, AccountId32> {
    FeeSource { hotkey: &BOB_HOT, netuid: Some(netuid) }
}

fn anywhere() -> FeeSource<'static, AccountId32> {
    FeeSource { hotkey: &BOB_HOT, netuid: None }
}

/// Raises the nonce, sells for a fee and takes the fee, as a transaction does before its call. The check and the sale agree.
fn begin(who: &AccountId32, source: FeeSource<'_, AccountId32>, fee: u64) -> Result<SaleWork, NotSold> {
    let checked = SubtensorModule::check_sale_for_fee(who, source, fee.into());
    if checked.is_ok() {
        System::inc_account_nonce(who);
    }
    let sold = SubtensorModule::sell_for_fee(who, source, fee.into());
    assert_eq!(checked, sold.map(|_| ()));
    let work = sold?;
    let (precision, preservation) = (Precision::Exact, Preservation::Expendable);
    drop(Balances::withdraw(who, fee, precision, preservation, Fortitude::Polite).unwrap());
    Ok(work)
}

/// Pays the fee of a transaction whose call does nothing.
fn pay(who: &AccountId32, source: FeeSource<'_, AccountId32>, fee: u64) -> Result<SaleWork, NotSold> {
    let work = begin(who, source, fee)?;
    SubtensorModule::end_sale_for_fee();
    Ok(work)
}

fn sold(netuid: NetUid, tao: u64, alpha: u64, fee: u64) -> [Event<Test>; 2] {
    let (alpha, tao) = (alpha.into(), tao.into());
    [
        Event::StakeRemoved(CAROL, BOB_HOT, tao, alpha, netuid, fee),
        Event::TransactionFeePaidWithAlpha { who: CAROL, alpha_fee: alpha, tao_amount: tao },
    ]
}

fn held() -> u64 {
    stake(&BOB_HOT, &CAROL, ONE)
}

#[test]
fn the_smallest_part_is_sold_that_yields_the_fee() {
    without_tao().build_and_execute(|| {
        let issued = issuance();
        assert_eq!(pay(&CAROL, at(ONE), FEE), Ok(SaleWork::default()));
        assert_eq!(held(), 1_000 * UNIT - ALPHA);
        assert_eq!(reserves(ONE), (10_000 * UNIT - FEE, 200_000 * UNIT + ALPHA, 2_000 * UNIT - ALPHA));
        assert_eq!(Balances::free_balance(CAROL), 0);
        // The fee left the pool and was paid; nothing else changed hands.
        assert_eq!(issuance(), issued - FEE);
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 1_000 * UNIT);
        assert_eq!(events(), sold(ONE, FEE, ALPHA, 0));
        assert_eq!(SoldForFee::<Test>::get(), None);
    });
}

#[test]
fn the_pools_fee_is_paid_in_addition() {
    without_tao().fee_rate(33).build_and_execute(|| {
        assert_ok!(pay(&CAROL, at(ONE), FEE));
        // ⌈20 010 080 · 33 / 65 535⌉ = 10 077, and the rest is what is sold without that fee.
        assert_eq!(20_010_080 - 10_077, ALPHA);
        assert_eq!(held(), 1_000 * UNIT - 20_010_080);
        assert_eq!(events(), sold(ONE, FEE, 20_010_080, 10_077));
    });
}

#[test]
fn at_root_stake_is_sold_one_to_one() {
    ExtBuilder::default().fee_rate(33).stake(CAROL, BOB_HOT, ROOT, UNIT).build_and_execute(|| {
        assert_eq!(pay(&CAROL, at(ROOT), FEE), Ok(SaleWork::default()));
        assert_eq!(stake(&BOB_HOT, &CAROL, ROOT), UNIT - FEE);
        assert_eq!(reserves(ROOT), (UNIT - FEE, 0, UNIT - FEE));
        assert_eq!(events(), sold(ROOT, FEE, FEE, 0));
    });
}

#[test]
fn at_root_what_was_earned_stays_claimable() {
    ExtBuilder::default()
        .stake(CAROL, BOB_HOT, ROOT, UNIT)
        .stake(ALICE, BOB_HOT, ROOT, UNIT)
        .stake(ALICE, BOB_HOT, ONE, UNIT)
        .build_and_execute(|| {
            earn(&BOB_HOT, ONE, UNIT);
            let claims = || [&CAROL, &ALICE].map(|who| claimable(&BOB_HOT, who, ONE));
            let before = claims();
            assert!(before[0] > 0);
            // The debt for one subnet changes.
            assert_eq!(pay(&CAROL, at(ROOT), FEE), Ok(SaleWork { refused: 0, debts: 1 }));
            assert_eq!(claims(), before);
        });
}

#[test]
fn a_coldkey_without_an_account_gets_one_reference_that_stays() {
    without_tao().build_and_execute(|| {
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (0, 0));
        for _ in 0..3 {
            assert_ok!(pay(&CAROL, at(ONE), FEE));
            assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (0, 1));
        }
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        let left = held();
        assert_ok!(remove(CAROL, BOB_HOT, ONE, left));
        SubtensorModule::end_sale_for_fee();
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (1, 1));
        // What it got goes away again, and the nonce stays.
        let all = Balances::free_balance(CAROL);
        assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(CAROL), BOB, all));
        assert_eq!(System::account_nonce(&CAROL), 4);
    });
}

#[test]
fn a_coldkey_with_some_tao_keeps_it_and_gets_no_reference() {
    without_tao().balance(CAROL, DEPOSIT + 1).build_and_execute(|| {
        assert_ok!(pay(&CAROL, at(ONE), FEE));
        assert_eq!(Balances::free_balance(CAROL), DEPOSIT + 1);
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (1, 0));
    });
}

#[test]
fn what_the_sale_yields_beyond_the_fee_is_the_coldkeys_or_burned() {
    // An alpha costs 5 TAO: a rao of alpha yields 4 or 5 rao.
    let dear = || without_tao().with(ONE, |subnet| subnet.tao = 1_000_000 * UNIT);
    dear().build_and_execute(|| {
        let issued = issuance();
        assert_ok!(pay(&CAROL, at(ONE), FEE + 1));
        assert_eq!(events(), sold(ONE, FEE + 4, 200_001, 0));
        assert_eq!(Balances::free_balance(CAROL), 0);
        assert_eq!(issuance(), issued - FEE - 4);
    });
    dear().balance(CAROL, DEPOSIT).build_and_execute(|| {
        let issued = issuance();
        assert_ok!(pay(&CAROL, at(ONE), FEE + 1));
        assert_eq!(Balances::free_balance(CAROL), DEPOSIT + 3);
        assert_eq!(issuance(), issued - FEE - 1);
    });
}

#[test]
fn a_call_that_names_all_that_was_there_takes_what_is_left() {
    let whole = 1_000 * UNIT;
    without_tao().build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_ok!(remove(CAROL, BOB_HOT, ONE, whole));
        assert!(!StakePositions::<Test>::contains_key((CAROL, BOB_HOT, ONE)));
        SubtensorModule::end_sale_for_fee();
    });
    without_tao().build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_ok!(transfer(CAROL, BOB, BOB_HOT, (ONE, ONE), whole));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), whole - ALPHA);
        SubtensorModule::end_sale_for_fee();
    });
    without_tao().build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_ok!(swap(CAROL, BOB_HOT, (ONE, TWO), whole));
        assert_eq!(held(), 0);
        SubtensorModule::end_sale_for_fee();
    });
    without_tao().build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_ok!(move_stake(CAROL, (BOB_HOT, ONE), (ALICE_HOT, ONE), whole));
        assert_eq!(stake(&ALICE_HOT, &CAROL, ONE), whole - ALPHA);
        SubtensorModule::end_sale_for_fee();
    });
    without_tao().build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_ok!(remove_full(CAROL, BOB_HOT, ONE, None));
        assert_eq!(held(), 0);
        SubtensorModule::end_sale_for_fee();
    });
}

#[test]
fn an_amount_that_is_there_after_the_sale_is_taken_exactly() {
    without_tao().build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_ok!(remove(CAROL, BOB_HOT, ONE, 100 * UNIT));
        assert_eq!(held(), 900 * UNIT - ALPHA);
        SubtensorModule::end_sale_for_fee();
    });
}

#[test]
fn more_than_was_there_is_refused_and_the_fee_is_paid() {
    without_tao().build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_noop!(remove(CAROL, BOB_HOT, ONE, 1_000 * UNIT + 1), E::NotEnoughStakeToWithdraw);
        SubtensorModule::end_sale_for_fee();
        assert_eq!(held(), 1_000 * UNIT - ALPHA);
    });
}

#[test]
fn only_the_position_that_paid_and_only_in_that_transaction_may_be_named_with_what_it_held() {
    without_tao().stake(CAROL, ALICE_HOT, ONE, UNIT).stake(CAROL, BOB_HOT, TWO, UNIT).build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        for (coldkey, hotkey, netuid, amount) in [
            (ALICE, BOB_HOT, ONE, 1_000 * UNIT + 1),
            (CAROL, ALICE_HOT, ONE, UNIT + 1),
            (CAROL, BOB_HOT, TWO, UNIT + 1),
        ] {
            assert_noop!(remove(coldkey, hotkey, netuid, amount), E::NotEnoughStakeToWithdraw);
        }
        SubtensorModule::end_sale_for_fee();
        assert_noop!(remove(CAROL, BOB_HOT, ONE, 1_000 * UNIT), E::NotEnoughStakeToWithdraw);
    });
}

#[test]
fn of_a_position_that_was_sold_whole_nothing_can_be_taken() {
    ExtBuilder::default().stake(CAROL, BOB_HOT, ONE, ALPHA).build_and_execute(|| {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
        assert_eq!(held(), 0);
        assert!(!StakePositions::<Test>::contains_key((CAROL, BOB_HOT, ONE)));
        assert_noop!(remove(CAROL, BOB_HOT, ONE, ALPHA), E::NotEnoughStakeToWithdraw);
        assert_noop!(remove_full(CAROL, BOB_HOT, ONE, None), E::AmountTooLow);
        SubtensorModule::end_sale_for_fee();
    });
}

/// Asserts that nobody is charged, and that nothing changes.
fn assert_refused(who: &AccountId32, source: FeeSource<'_, AccountId32>, fee: u64, reason: NotSold) {
    let before = storage_root();
    assert_eq!(begin(who, source, fee), Err(reason));
    assert_eq!(storage_root(), before);
}

#[test]
fn a_fee_that_the_stake_does_not_pay_is_refused() {
    ExtBuilder::default()
        .stake(CAROL, BOB_HOT, ONE, ALPHA - 1)
        .with(TWO, |subnet| subnet.started = false)
        .stake(CAROL, BOB_HOT, TWO, UNIT)
        .build_and_execute(|| {
            assert_refused(&CAROL, at(ONE), FEE, NotSold::NotEnoughStake);
            assert_refused(&CAROL, anywhere(), FEE, NotSold::NoStake);
            assert_refused(&CAROL, at(TWO), FEE, NotSold::NoStake);
            assert_refused(&CAROL, at(NOWHERE), FEE, NotSold::NoStake);
            assert_refused(&CAROL, at(ROOT), FEE, NotSold::NoStake);
            assert_refused(&STRANGER, at(ONE), FEE, NotSold::NoStake);
            assert_refused(&STRANGER, anywhere(), FEE, NotSold::NoStake);
            assert_refused(&CAROL, FeeSource { hotkey: &ALICE_HOT, netuid: Some(ONE) }, FEE, NotSold::NoStake);
            assert_refused(&CAROL, at(ONE), u64::MAX, NotSold::InsufficientLiquidity);
        });
}

#[test]
fn a_pool_that_must_keep_what_it_has_pays_no_fee() {
    // The least reserve, and a rao less than the fee more.
    let chain = ExtBuilder::default().stake(CAROL, BOB_HOT, ONE, 100_000 * UNIT);
    chain.with(ONE, |subnet| subnet.tao = 10_000_000 + FEE - 1).build_and_execute(|| {
        assert_refused(&CAROL, at(ONE), FEE, NotSold::InsufficientLiquidity);
        assert_ok!(pay(&CAROL, at(ONE), FEE - 1));
    });
}

/// Carol has too little with Bob's hotkey at each of so many subnets, and stake enough at the last one.
fn many(poor: u16) -> ExtBuilder {
    let chain = (1..=poor + 1).fold(ExtBuilder::default().no_subnets(), |chain, number| {
        chain.subnet(subnet(NetUid::new(number), 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
    });
    (1..=poor).fold(chain, |chain, number| chain.stake(CAROL, BOB_HOT, NetUid::new(number), 2_000_000)).stake(
        CAROL,
        BOB_HOT,
        NetUid::new(poor + 1),
        UNIT,
    )
}

#[test]
fn a_call_without_a_subnet_pays_from_the_first_position_that_suffices_of_eight() {
    let most = MAX_TRIED as u16;
    for poor in [0, 3, most - 1] {
        many(poor).build_and_execute(|| {
            assert_eq!(pay(&CAROL, anywhere(), FEE), Ok(SaleWork { refused: poor.into(), debts: 0 }));
            assert_eq!(stake(&BOB_HOT, &CAROL, NetUid::new(poor + 1)), UNIT - ALPHA);
        });
    }
    many(most).build_and_execute(|| {
        assert_refused(&CAROL, anywhere(), FEE, NotSold::NotEnoughStake);
        // It can name the subnet.
        assert_ok!(pay(&CAROL, at(NetUid::new(most + 1)), FEE));
    });
}

#[test]
fn the_least_stake_is_no_bound_for_a_fee() {
    // Two thirds of it are left, which are worth less than the least that may be staked.
    ExtBuilder::default().stake(CAROL, BOB_HOT, ONE, 3 * ALPHA).build_and_execute(|| {
        assert_ok!(pay(&CAROL, at(ONE), FEE));
        assert_eq!(held(), 2 * ALPHA);
        assert_ok!(begin(&CAROL, at(ONE), FEE / 10));
        let left = held();
        assert_ok!(remove(CAROL, BOB_HOT, ONE, left));
        SubtensorModule::end_sale_for_fee();
    });
}

#[test]
fn the_declared_weight_is_the_most() {
    let more = |work: SaleWork| work.weight::<Test>();
    let most = |source| SaleWork::most::<Test>(source);
    assert_eq!(most(at(ONE)), SaleWork::default());
    assert_eq!(most(at(ROOT)).refused, 0);
    assert_eq!(most(anywhere()).refused, MAX_TRIED);
    assert!(more(most(at(ROOT))).all_gte(more(SaleWork { refused: 0, debts: 1 })));
    assert!(more(most(anywhere())).all_gte(more(most(at(ROOT)))));
}

#[test]
fn the_checker_finds_a_sale_that_did_not_end() {
    let chain = without_tao().build();
    let begin = || {
        assert_ok!(begin(&CAROL, at(ONE), FEE));
    };
    assert_invariant_breaks(chain, begin, "a sale for a fee outside of a transaction");
}

#[test]
fn many_fees_of_many_hotkeys_leave_nothing_behind() {
    (0..20)
        .fold(ExtBuilder::default(), |chain, number| {
            chain.hotkey(hot(number), BOB).stake(CAROL, hot(number), ONE, 3 * ALPHA)
        })
        .build_and_execute(|| {
            for number in 0..20 {
                let hotkey = hot(number);
                let source = FeeSource { hotkey: &hotkey, netuid: Some(ONE) };
                while pay(&CAROL, source, FEE).is_ok() {}
                let left = stake(&hotkey, &CAROL, ONE);
                assert!(left < 2 * ALPHA, "{left}");
            }
        });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Of any pool at any fee: what is sold suffices, and a rao less would not; all TAO that leaves the pool is the coldkey's or
    /// burned; and the invariants hold, in which every rao of alpha has its place.
    #[test]
    fn a_sale_for_a_fee_is_exact_and_conserves_all_tao(
        tao in prop_oneof![20_000_000..UNIT, UNIT..1_000 * UNIT, 1_000 * UNIT..1_000_000 * UNIT],
        alpha in prop_oneof![20_000_000..UNIT, UNIT..1_000 * UNIT, 1_000 * UNIT..1_000_000 * UNIT],
        rate in prop_oneof![Just(0), Just(33), 0..=10_000_u16],
        fees in prop::collection::vec(prop_oneof![DEPOSIT..1_000_000, DEPOSIT..UNIT], 1..6),
        (held, own) in (1..2_000 * UNIT, prop_oneof![Just(0), DEPOSIT..2 * UNIT]),
    ) {
        let chain = ExtBuilder::default().subnet(subnet(ONE, tao, alpha, 1_000_000)).fee_rate(rate);
        let chain = if own == 0 { chain } else { chain.balance(CAROL, own) };
        chain.stake(CAROL, BOB_HOT, ONE, held).build_and_execute(|| {
            for fee in fees {
                let (issued, before, balance) = (issuance(), pool(ONE), Balances::free_balance(CAROL));
                let held = stake(&BOB_HOT, &CAROL, ONE);
                if pay(&CAROL, at(ONE), fee).is_err() {
                    assert_eq!((issuance(), pool(ONE)), (issued, before));
                    continue;
                }
                let sold = held - stake(&BOB_HOT, &CAROL, ONE);
                let yielded = before.tao.rao() - pool(ONE).tao.rao();
                assert!(yielded >= fee);
                assert!(before.reserves().sell(sold - 1, rate).map_or(true, |less| less.out < fee));
                let kept = Balances::free_balance(CAROL) - balance;
                let burned = issued - issuance();
                assert_eq!(kept + burned, yielded);
                assert!(burned == fee || kept == 0 && burned < fee + DEPOSIT);
            }
        });
    }
}
