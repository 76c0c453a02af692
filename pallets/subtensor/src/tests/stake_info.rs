//! Views of the earnings of stakes, and of the alpha that can be unstaked.

use super::epoch::{chain, key, people};
use crate::{mock::*, HotkeyDividends, StakePositions};
use dtao_primitives::{runtime_api::StakeAvailability, NetUid};
use sp_runtime::AccountId32;
use std::collections::BTreeMap;

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

/// One question with the same rich coldkey again and again would occupy a node for minutes.
#[test]
#[should_panic(expected = "more than 1024 coldkeys in one question")]
fn a_question_names_a_thousand_coldkeys_at_most() {
    chain().build_and_execute(|| {
        assert_eq!(SubtensorModule::stake_info_for_coldkeys(vec![BOB; 1_024]).len(), 1_024);
        SubtensorModule::stake_info_for_coldkeys(vec![BOB; 1_025]);
    });
}

#[test]
#[should_panic(expected = "more than 1024 coldkeys in one question")]
fn the_same_holds_for_what_can_be_taken_out() {
    chain().build_and_execute(|| {
        SubtensorModule::stake_availability(vec![BOB; 1_024], None);
        SubtensorModule::stake_availability(vec![BOB; 1_025], None);
    });
}

/// A chain on which Bob stakes with nine hotkeys.
fn with_nine_positions() -> ExtBuilder {
    (121..=129).map(key).fold(chain(), |chain, hotkey| chain.hotkey(hotkey.clone(), BOB).stake(BOB, hotkey, ONE, UNIT))
}

#[test]
#[should_panic(expected = "more than 8192 positions in one answer: ask for fewer coldkeys")]
fn an_answer_about_several_coldkeys_has_eight_thousand_positions_at_most() {
    with_nine_positions().build_and_execute(|| {
        let rows = SubtensorModule::stake_info_for_coldkeys(vec![BOB; 910]);
        assert_eq!(rows.iter().map(|(_, stakes)| stakes.len()).sum::<usize>(), 8_190);
        SubtensorModule::stake_info_for_coldkeys(vec![BOB; 911]);
    });
}

#[test]
#[should_panic(expected = "more than 8192 positions in one answer: ask for fewer coldkeys")]
fn the_same_holds_for_the_sums_of_what_can_be_taken_out() {
    with_nine_positions().build_and_execute(|| {
        SubtensorModule::stake_availability(vec![BOB; 910], None);
        SubtensorModule::stake_availability(vec![BOB; 911], None);
    });
}

/// Everybody can give a coldkey positions, and would hide its own among them.
#[test]
fn an_answer_about_one_coldkey_has_all_its_positions() {
    with_nine_positions().build_and_execute(|| {
        let hotkey = |number: u16| {
            let mut bytes = [0xab; 32];
            bytes[..2].copy_from_slice(&number.to_be_bytes());
            AccountId32::new(bytes)
        };
        let given = 9_000;
        (0..given).for_each(|number| StakePositions::<Test>::insert((BOB, hotkey(number), ONE), ()));
        assert_eq!(SubtensorModule::stake_info_for_coldkey(&BOB).len(), usize::from(given) + 9);
        assert_eq!(SubtensorModule::stake_availability(vec![BOB], None)[&BOB][&ONE].total, (9 * UNIT).into());
        (0..given).for_each(|number| StakePositions::<Test>::remove((BOB, hotkey(number), ONE)));
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
