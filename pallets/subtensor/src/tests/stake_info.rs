//! Views of the earnings of stakes, of the alpha that can be unstaked, and of the highest conviction.

use super::epoch::{chain, key, people};
use crate::{mock::*, DecayingHotkeyLock, HotkeyDividends, HotkeyLock, StakePositions};
use dtao_primitives::{
    runtime_api::{LockState, StakeAvailability},
    NetUid,
};
use sp_runtime::AccountId32;
use std::collections::BTreeMap;
use substrate_fixed::types::U64F64;

/// Returns the earnings shown for a position: (alpha, TAO).
fn earned(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> (u64, u64) {
    let info = SubtensorModule::stake_info(hotkey, coldkey, netuid);
    (info.emission.0.rao(), info.tao_emission.0.rao())
}

#[test]
fn who_stakes_alone_with_its_own_hotkey_has_earned_all() {
    chain().build_and_execute(|| {
        people();
        run_to(7);
        assert_eq!(earned(&key(111), &key(11), ONE), (0, 0));
        run_to(8);
        assert_eq!(earned(&key(111), &key(11), ONE), (2_152_512_019, 0));
        assert_eq!(earned(&key(112), &key(12), ONE), (717_504_004, 0));
        assert_eq!(earned(&key(111), &key(12), ONE), (0, 0));
        assert_eq!(stake(&key(111), &key(11), ONE), 300 * UNIT + 2_152_512_019);
    });
}

#[test]
fn what_all_have_earned_is_what_was_paid() {
    chain()
        .stake(BOB, key(111), ONE, 100 * UNIT)
        .stake(CAROL, key(111), ONE, 17 * UNIT)
        .stake(BOB, key(111), ROOT, 100_000 * UNIT)
        .stake(key(11), key(111), ROOT, 7_000 * UNIT)
        .build_and_execute(|| {
            people();
            run_to(8);
            let dividends = HotkeyDividends::<Test>::get(ONE);
            let paid = dividends.iter().find(|dividend| dividend.hotkey == key(111)).unwrap();
            let holders = [key(11), BOB, CAROL];
            let alpha: u64 = holders.iter().map(|who| earned(&key(111), who, ONE).0).sum();
            let tao: u64 = holders.iter().map(|who| earned(&key(111), who, ROOT).1).sum();
            // Each part is rounded down.
            assert!(paid.alpha.rao() - alpha <= 2, "{alpha}");
            assert!(paid.tao.rao() - tao <= 2, "{tao}");
            assert!(tao > 0);
            // Carol has 17 of 417 alpha, and the take is not hers: 18 %, paid in shares.
            let hers = earned(&key(111), &CAROL, ONE);
            let gained = stake(&key(111), &CAROL, ONE) - 17 * UNIT;
            assert!(hers.0 <= gained && gained - hers.0 < gained / 100);
            assert_eq!(hers.1, 0);
        });
}

#[test]
fn alpha_is_earned_at_subnets_and_tao_at_root() {
    chain().stake(BOB, key(111), ONE, 100 * UNIT).stake(BOB, key(111), ROOT, 100_000 * UNIT).build_and_execute(|| {
        people();
        run_to(8);
        let at = |netuid| earned(&key(111), &BOB, netuid);
        assert!(at(ONE).0 > 0 && at(ONE).1 == 0);
        assert!(at(ROOT).0 == 0 && at(ROOT).1 > 0);
        // Both in one list.
        let rows = SubtensorModule::stake_info_for_coldkey(&BOB);
        for row in &rows {
            assert_eq!(*row, SubtensorModule::stake_info(&row.hotkey, &BOB, row.netuid.0));
        }
        assert_eq!(rows.len(), 2);
    });
}

#[test]
fn a_stake_says_whether_its_hotkey_has_a_neuron_there() {
    chain().build_and_execute(|| {
        people();
        let registered = |netuid| SubtensorModule::stake_info(&key(111), &key(11), netuid).is_registered;
        assert!(registered(ONE));
        assert!(!registered(TWO) && !registered(ROOT));
    });
}

#[test]
fn each_coldkey_that_is_asked_for_gets_a_row() {
    chain().stake(BOB, key(111), ONE, 100 * UNIT).build_and_execute(|| {
        people();
        run_to(8);
        let asked = vec![CAROL, BOB, key(12), BOB];
        let rows = SubtensorModule::stake_info_for_coldkeys(asked.clone());
        for (row, coldkey) in rows.iter().zip(&asked) {
            assert_eq!(row.0, *coldkey);
            assert_eq!(row.1, SubtensorModule::stake_info_for_coldkey(coldkey));
        }
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0].1, []);
    });
}

#[test]
fn a_question_can_name_a_thousand_coldkeys() {
    chain().build_and_execute(|| {
        assert_eq!(SubtensorModule::stake_info_for_coldkeys(vec![BOB; 1_024]), vec![(BOB, vec![]); 1_024]);
        let available = SubtensorModule::stake_availability(vec![BOB; 1_024], None);
        assert_eq!(available, BTreeMap::from([(BOB, BTreeMap::new())]));
    });
}

/// One question with the same rich coldkey again and again would occupy a node for minutes.
#[test]
#[should_panic(expected = "more than 1024 coldkeys in one question")]
fn a_question_about_the_stake_of_more_coldkeys_is_refused() {
    chain().build_and_execute(|| {
        SubtensorModule::stake_info_for_coldkeys(vec![BOB; 1_025]);
    });
}

#[test]
#[should_panic(expected = "more than 1024 coldkeys in one question")]
fn a_question_about_what_more_coldkeys_can_take_out_is_refused() {
    chain().build_and_execute(|| {
        SubtensorModule::stake_availability(vec![BOB; 1_025], None);
    });
}

/// A chain on which Bob stakes with nine hotkeys.
fn with_nine_positions() -> ExtBuilder {
    (121..=129).map(key).fold(chain(), |chain, hotkey| chain.hotkey(hotkey.clone(), BOB).stake(BOB, hotkey, ONE, UNIT))
}

/// Coldkeys with 8 192 positions: Bob again and again, and two with one each.
fn with_as_many_as_an_answer_can_have() -> Vec<AccountId32> {
    [vec![BOB; 910], vec![key(11), key(12)]].concat()
}

#[test]
fn an_answer_about_several_coldkeys_can_have_eight_thousand_positions() {
    with_nine_positions().build_and_execute(|| {
        let rows = SubtensorModule::stake_info_for_coldkeys(with_as_many_as_an_answer_can_have());
        assert_eq!(rows.iter().map(|(_, stakes)| stakes.len()).sum::<usize>(), 8_192);
        let row = |alpha: u64| {
            let rao = alpha * UNIT;
            BTreeMap::from([(ONE, StakeAvailability { total: rao.into(), locked: 0.into(), available: rao.into() })])
        };
        let available = SubtensorModule::stake_availability(with_as_many_as_an_answer_can_have(), None);
        assert_eq!(available, BTreeMap::from([(BOB, row(9)), (key(11), row(300)), (key(12), row(100))]));
    });
}

#[test]
#[should_panic(expected = "more than 8192 positions in one answer: ask for fewer coldkeys")]
fn an_answer_about_several_coldkeys_with_more_positions_is_refused() {
    with_nine_positions().build_and_execute(|| {
        let coldkeys = [with_as_many_as_an_answer_can_have(), vec![key(11)]].concat();
        SubtensorModule::stake_info_for_coldkeys(coldkeys);
    });
}

#[test]
#[should_panic(expected = "more than 8192 positions in one answer: ask for fewer coldkeys")]
fn so_is_an_answer_about_what_they_can_take_out_even_at_no_subnet() {
    with_nine_positions().build_and_execute(|| {
        let coldkeys = [with_as_many_as_an_answer_can_have(), vec![key(11)]].concat();
        SubtensorModule::stake_availability(coldkeys, Some(vec![]));
    });
}

#[test]
#[should_panic(expected = "more than 8192 positions in one answer: ask for fewer coldkeys")]
fn positions_at_a_subnet_in_dissolution_count_since_they_are_read() {
    with_nine_positions().build_and_execute(|| {
        let coldkeys = [with_as_many_as_an_answer_can_have(), vec![key(11)]].concat();
        crate::NetworksAdded::<Test>::remove(ONE);
        assert_eq!(SubtensorModule::stake_info_for_coldkey(&BOB), []);
        SubtensorModule::stake_info_for_coldkeys(coldkeys);
    });
}

/// Returns the account of this number.
fn numbered(number: u32) -> AccountId32 {
    let mut bytes = [0xab; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    AccountId32::new(bytes)
}

/// Everybody can give a coldkey positions, and would hide its own among them.
#[test]
fn an_answer_about_one_coldkey_has_all_its_positions() {
    with_nine_positions().build_and_execute(|| {
        let given = || (0..9_000).map(numbered);
        given().for_each(|hotkey| StakePositions::<Test>::insert((BOB, hotkey, ONE), ()));
        assert_eq!(SubtensorModule::stake_info_for_coldkey(&BOB).len(), 9_009);
        assert_eq!(SubtensorModule::stake_availability(vec![BOB], None)[&BOB][&ONE].total, (9 * UNIT).into());
        given().for_each(|hotkey| StakePositions::<Test>::remove((BOB, hotkey, ONE)));
    });
}

#[test]
fn all_stake_can_be_taken_out() {
    ExtBuilder::default()
        .stake(BOB, ALICE_HOT, ONE, 3 * UNIT)
        .stake(BOB, BOB_HOT, ONE, 4 * UNIT)
        .stake(BOB, BOB_HOT, ROOT, 5 * UNIT)
        .build_and_execute(|| {
            let row = |rao: u64| StakeAvailability { total: rao.into(), locked: 0.into(), available: rao.into() };
            let all = SubtensorModule::stake_availability(vec![BOB, CAROL], None);
            assert_eq!(
                all,
                BTreeMap::from([
                    (BOB, BTreeMap::from([(ROOT, row(5 * UNIT)), (ONE, row(7 * UNIT))])),
                    (CAROL, BTreeMap::new())
                ])
            );
            let some = SubtensorModule::stake_availability(vec![BOB], Some(vec![ONE, TWO]));
            assert_eq!(some, BTreeMap::from([(BOB, BTreeMap::from([(ONE, row(7 * UNIT))]))]));
        });
}

/// Runs a test with three sums of locks at subnet 1, in favour of two hotkeys: 12 rao of conviction for 1, and 6 for 2.
fn with_sums(test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        HotkeyLock::<Test>::insert(ONE, key(1), sum(5));
        HotkeyLock::<Test>::insert(ONE, key(2), sum(6));
        DecayingHotkeyLock::<Test>::insert(ONE, key(1), sum(7));
        test();
        HotkeyLock::<Test>::remove(ONE, key(1));
        HotkeyLock::<Test>::remove(ONE, key(2));
        DecayingHotkeyLock::<Test>::remove(ONE, key(1));
    });
}

fn sum(rao: u64) -> LockState {
    LockState { locked_mass: rao, conviction: U64F64::from_num(rao), last_update: 1 }
}

#[test]
fn the_highest_conviction_is_found_among_as_many_sums_of_locks_as_are_read() {
    with_sums(|| assert_eq!(SubtensorModule::most_convicted_within(ONE, 3), Some(key(1))));
}

#[test]
#[should_panic(expected = "more than 2 sums of locks in one answer: ask for the conviction of one hotkey")]
fn the_highest_conviction_among_more_is_refused() {
    with_sums(|| {
        SubtensorModule::most_convicted_within(ONE, 2);
    });
}

#[test]
#[should_panic(expected = "more than 65536 sums of locks in one answer: ask for the conviction of one hotkey")]
fn sixty_five_thousand_sums_of_locks_are_read() {
    ExtBuilder::default().build_and_execute(|| {
        (0..=65_536).for_each(|number| HotkeyLock::<Test>::insert(ONE, numbered(number), sum(1)));
        SubtensorModule::most_convicted_hotkey(ONE);
    });
}
