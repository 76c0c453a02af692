//! An epoch and its payout, at the pallet's level: who is paid what, to the rao.
//!
//! With a tempo of 10, subnet 1 pays out in block 19 for the second time, after 11 blocks. The subnet's owner is Alice.

use crate::{
    ledger::hotkeys::Hotkeys, mock::*, registry::families::Families, registry::stake_weight::stake_weight_of,
    AutoStakeDestination, Bonds, Consensus, Delegates, Dividends, Emission, Event, HotkeyDividends, Incentive,
    MaxEpochsPerBlock, Neurons, RecycleOrBurn, StakeThreshold, ValidatorPermit, Weights,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// Alpha that a block mints for miners, and for validators and root together: half of 10⁹ − ⌊10⁹ · 11 796 / 65 535⌋ each.
pub(super) const HALF: u64 = 410_002_289;

pub(super) fn key(number: u8) -> AccountId32 {
    AccountId32::new([number; 32])
}

/// A hotkey of its own coldkey, with a neuron at subnet 1: (hotkey, coldkey).
pub(super) fn enlist(number: u8) -> (AccountId32, AccountId32) {
    let (hotkey, coldkey) = (key(number + 100), key(number));
    Hotkeys::<Test>::adopt(&hotkey, &coldkey);
    assert_ok!(Neurons::<Test>::append(ONE, &hotkey, System::block_number()));
    (hotkey, coldkey)
}

/// Gives permits to these UIDs, from now on.
pub(super) fn permit(uids: &[u16]) {
    ValidatorPermit::<Test>::mutate(ONE, |permits| {
        for uid in uids {
            permits[usize::from(*uid)] = true;
        }
    });
}

pub(super) fn weigh(uid: u16, row: &[(u16, u16)]) {
    Weights::<Test>::insert(ONE, uid, crate::PerNeuron::try_from(row.to_vec()).unwrap());
    assert_ok!(Neurons::<Test>::touch(ONE, uid, System::block_number()));
}

/// A chain with one subnet of tempo 10 whose validators and miners are those of the tests; two validators with stakes of
/// 300 and 100 alpha.
pub(super) fn chain() -> ExtBuilder {
    let mut chain = ExtBuilder::default();
    for number in [11, 12, 13, 14, 15] {
        chain = chain.hotkey(key(number + 100), key(number));
    }
    chain.with(ONE, |subnet| subnet.tempo = 10).stake(key(11), key(111), ONE, 300 * UNIT).stake(
        key(12),
        key(112),
        ONE,
        100 * UNIT,
    )
}

/// Validators 11 and 12 (UIDs 0 and 1) and miners 13 and 14 (UIDs 2 and 3), registered in block 1; weights set in block 2.
pub(super) fn people() {
    for number in [11, 12, 13, 14] {
        enlist(number);
    }
    permit(&[0, 1]);
    next_block();
    weigh(0, &[(2, 65_535), (3, 65_535)]);
    weigh(1, &[(2, 65_535), (3, 65_535)]);
}

fn pending() -> (u64, u64, u64) {
    let pending = pool(ONE).pending;
    (pending.server.rao(), pending.validator.rao(), pending.root_tao.rao())
}

/// Returns the owner's stake with the hotkey of this number at the subnet.
fn earned(number: u8) -> u64 {
    stake(&key(number + 100), &key(number), ONE)
}

#[test]
fn without_neurons_all_stays_pending_but_the_owners_cut() {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10).build_and_execute(|| {
        run_to(29);
        assert_eq!(pending(), (28 * HALF, 28 * HALF, 0));
        assert_eq!(pool(ONE).pending.owner.rao(), 10 * 179_995_422);
    });
}

#[test]
fn miners_get_exactly_what_was_minted_for_them() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        assert_eq!((earned(13), earned(14)), (3 * HALF + HALF / 2, 3 * HALF + HALF / 2 + 1));
        assert_eq!(pending().0, 0);
        assert_eq!(Incentive::<Test>::get(ONE).to_vec(), vec![0, 0, 32_767, 32_767]);
        assert_eq!(Consensus::<Test>::get(ONE).to_vec(), vec![0, 0, 32_767, 32_767]);
    });
}

#[test]
fn validators_get_exactly_what_was_minted_for_them_by_their_bonds() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        // 300 to 100, by stake, since both set the same weights.
        let (first, second) = (earned(11) - 300 * UNIT, earned(12) - 100 * UNIT);
        assert_eq!(first + second, 7 * HALF);
        // A quarter; parts have 32 bits, which is two rao here.
        assert_eq!(second, 7 * HALF / 4 - 1);
        assert_eq!(pending(), (0, 0, 0));
        assert_eq!(Dividends::<Test>::get(ONE).to_vec(), vec![49_151, 16_383, 0, 0]);
    });
}

#[test]
fn what_each_has_earned_is_told() {
    chain().build_and_execute(|| {
        people();
        run_to(7);
        events();
        next_block();
        let told = events();
        assert!(told.contains(&Event::PaidOut {
            netuid: ONE,
            miners: (7 * HALF).into(),
            withheld: 0.into(),
            validators: (7 * HALF).into(),
            root_tao: 0.into(),
            root_alpha: 0.into(),
        }));
        let emission: Vec<_> = Emission::<Test>::get(ONE).iter().map(|e| e.rao()).collect();
        assert_eq!(emission.iter().sum::<u64>(), 14 * HALF);
        assert_eq!(emission[2], earned(13));
        assert_eq!(emission[1], earned(12) - 100 * UNIT);
        let dividends = HotkeyDividends::<Test>::get(ONE);
        assert_eq!(dividends.len(), 2);
        assert_eq!(dividends[0].hotkey, key(111));
        assert_eq!(dividends[0].alpha.rao(), emission[0]);
    });
}

#[test]
fn where_nobody_weighs_anybody_the_validators_get_the_miners_part_too() {
    chain().build_and_execute(|| {
        for number in [11, 12, 13] {
            enlist(number);
        }
        permit(&[0, 1]);
        run_to(8);
        let (first, second) = (earned(11) - 300 * UNIT, earned(12) - 100 * UNIT);
        assert_eq!(first + second, 14 * HALF);
        assert_eq!(second, 14 * HALF / 4 + 1);
        assert_eq!(earned(13), 0);
        assert_eq!(pending(), (0, 0, 0));
    });
}

#[test]
fn where_nobody_has_stake_all_stays_pending() {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10).build_and_execute(|| {
        enlist(13);
        enlist(14);
        run_to(8);
        // Nobody earned anything, so the miners' part is the validators', of whom there are none either.
        assert_eq!(pending(), (0, 14 * HALF, 0));
    });
}

#[test]
fn a_miner_of_the_owner_earns_nothing() {
    chain().build_and_execute(|| {
        for number in [11, 12, 13] {
            enlist(number);
        }
        assert_ok!(Neurons::<Test>::append(ONE, &ALICE_HOT, 1));
        permit(&[0, 1]);
        next_block();
        weigh(0, &[(2, 1), (3, 3)]);
        weigh(1, &[(2, 1), (3, 3)]);
        let before = stake(&ALICE_HOT, &ALICE, ONE);
        run_to(8);
        let minted = 7 * HALF;
        assert_eq!(earned(13), minted / 4);
        assert_eq!(pool(ONE).unowned.rao(), minted - minted / 4);
        assert_eq!(pending().0, 0);
        // The owner's cut alone.
        assert_eq!(stake(&ALICE_HOT, &ALICE, ONE) - before, 7 * 179_995_422);
    });
}

#[test]
fn what_the_owners_miner_would_earn_can_be_recycled() {
    chain().build_and_execute(|| {
        RecycleOrBurn::<Test>::insert(ONE, crate::settings::RecycleOrBurnEnum::Recycle);
        enlist(11);
        // Another hotkey of the owner's.
        Hotkeys::<Test>::adopt(&key(150), &ALICE);
        assert_ok!(Neurons::<Test>::append(ONE, &key(150), 1));
        permit(&[0]);
        next_block();
        weigh(0, &[(1, 1)]);
        let minted = 8 * (UNIT - 179_995_422) + 8 * 179_995_422;
        let before = pool(ONE).alpha_out.rao();
        run_to(8);
        assert_eq!(pool(ONE).unowned.rao(), 0);
        // Seven blocks, of which the first was before.
        let issued = minted / 8 * 6;
        assert_eq!(pool(ONE).alpha_out.rao(), before + issued - 7 * HALF);
        assert_eq!(pending().0, 0);
    });
}

#[test]
fn a_validator_keeps_its_take_and_its_nominators_get_the_rest_by_their_shares() {
    chain().stake(BOB, key(111), ONE, 100 * UNIT).build_and_execute(|| {
        Delegates::<Test>::insert(key(111), 6_554);
        enlist(11);
        enlist(13);
        permit(&[0]);
        next_block();
        weigh(0, &[(1, 1)]);
        run_to(8);
        let minted = 7 * HALF;
        let take = minted * 6_554 / 65_535;
        let nominator = (minted - take) / 4;
        assert_eq!(stake(&key(111), &BOB, ONE), 100 * UNIT + nominator);
        let owner = earned(11) - 300 * UNIT;
        // A rao may stay in the hotkey's pool for who leaves last.
        assert!((minted - nominator - owner) <= 1, "{owner}");
    });
}

#[test]
fn stake_at_root_earns_tao() {
    chain().stake(key(11), key(111), ROOT, 4_000 * UNIT).stake(BOB, key(111), ROOT, 1_000 * UNIT).build_and_execute(
        || {
            enlist(11);
            enlist(13);
            permit(&[0]);
            next_block();
            weigh(0, &[(1, 1)]);
            run_to(7);
            let (_, alpha, tao) = pending();
            assert!(alpha > 0 && tao > 0);
            let (root_before, issued) = (pool(ROOT).tao.rao(), issuance());
            let others = pool(TWO).pending.root_tao.rao();
            assert_eq!(custody().root_dividends.rao(), tao + others);
            next_block();
            let paid = pool(ROOT).tao.rao() - root_before;
            assert!(paid > tao, "the last block's is in it");
            assert_eq!(pool(ROOT).tao, pool(ROOT).alpha_out.rao().into());
            assert_eq!(custody().root_dividends, pool(TWO).pending.root_tao);
            assert_eq!(pending(), (0, 0, 0));
            assert_eq!(pool(ONE).pending.root_alpha_sold.rao(), 0);
            assert_eq!(issuance(), issued + injected());
            let take = paid * 11_796 / 65_535;
            let nominator = stake(&key(111), &BOB, ROOT) - 1_000 * UNIT;
            assert_eq!(nominator, (paid - take) / 5);
        },
    );
}

#[test]
fn where_no_validator_has_stake_at_root_its_dividends_wait() {
    chain().stake(BOB, BOB_HOT, ROOT, 1_000 * UNIT).build_and_execute(|| {
        people();
        run_to(8);
        let (server, validator, root) = pending();
        assert_eq!((server, validator), (0, 0));
        assert!(root > 0);
        assert!(pool(ONE).pending.root_alpha_sold.rao() > 0);
    });
}

#[test]
fn a_validator_with_stake_at_root_alone_earns_alpha_where_nobody_has_any() {
    ExtBuilder::default()
        .hotkey(key(111), key(11))
        .hotkey(key(113), key(13))
        .with(ONE, |subnet| subnet.tempo = 10)
        .stake(key(11), key(111), ROOT, 1_000 * UNIT)
        .build_and_execute(|| {
            enlist(11);
            enlist(13);
            permit(&[0]);
            next_block();
            weigh(0, &[(1, 1)]);
            run_to(8);
            assert_eq!((pending().0, pending().1, pending().2), (0, 0, 0));
            assert!(earned(11) > 0);
            assert_eq!(HotkeyDividends::<Test>::get(ONE)[0].alpha.rao(), earned(11));
        });
}

#[test]
fn a_child_earns_for_its_parent_and_keeps_its_take() {
    chain().hotkey(key(120), key(20)).stake(key(20), key(120), ONE, 900 * UNIT).build_and_execute(|| {
        // Half of the parent's 900 works for the child, which has 100 of its own.
        let half = u64::MAX / 2;
        let family = |of: u8| crate::registry::families::Family::<Test, 5>::try_from(vec![(half, key(of))]).unwrap();
        let family = family(112);
        assert_ok!(Families::<Test>::replace_children(ONE, &key(120), family));
        fund(&key(12));
        assert_ok!(SubtensorModule::do_set_childkey_take(&key(12), &key(112), ONE, 6_554));
        enlist(12);
        enlist(13);
        permit(&[0]);
        next_block();
        weigh(0, &[(1, 1)]);
        assert_eq!(stake_weight_of::<Test>(&key(112), ONE), 550 * UNIT - 1);
        assert_eq!(stake_weight_of::<Test>(&key(120), ONE), 450 * UNIT + 1);
        run_to(8);
        let minted = 7 * HALF;
        let own: u128 = u128::from(100 * UNIT);
        let given: u128 = u128::from(450 * UNIT - 1);
        let for_parent = u128::from(minted) * given / (own + given);
        let take = for_parent * 6_554 / 65_535;
        let parent = (for_parent - take) as u64;
        assert_eq!(stake(&key(120), &key(20), ONE) - 900 * UNIT, parent);
        assert_eq!(earned(12) - 100 * UNIT, minted - parent);
    });
}

#[test]
fn a_miner_can_have_its_earnings_staked_elsewhere() {
    chain().build_and_execute(|| {
        people();
        AutoStakeDestination::<Test>::insert(key(13), ONE, key(112));
        run_to(8);
        assert_eq!(earned(13), 0);
        // What the validators earned is paid first or after: either way the miner's stake is its part of the pool.
        let got = stake(&key(112), &key(13), ONE);
        let minted = 3 * HALF + HALF / 2;
        assert!(got >= minted && got < minted + minted / 50, "{got}");
    });
}

#[test]
fn stake_under_the_threshold_does_not_count() {
    chain().build_and_execute(|| {
        StakeThreshold::<Test>::put(200 * UNIT);
        people();
        run_to(8);
        assert_eq!(earned(12), 100 * UNIT);
        assert_eq!(earned(11), 300 * UNIT + 7 * HALF);
    });
}

#[test]
fn who_set_no_weights_for_long_does_not_count() {
    chain().build_and_execute(|| {
        crate::ActivityCutoff::<Test>::insert(ONE, 5);
        people();
        run_to(6);
        weigh(0, &[(2, 1)]);
        run_to(8);
        // The second one's weights are six blocks old.
        assert_eq!((earned(13), earned(14)), (7 * HALF, 0));
        assert_eq!(earned(12), 100 * UNIT);
        assert_eq!(crate::Active::<Test>::get(ONE).to_vec(), vec![true, false, false, false]);
        // No call sets so few blocks.
        crate::ActivityCutoff::<Test>::remove(ONE);
    });
}

#[test]
fn permits_go_to_those_with_the_most_stake_from_the_next_epoch_on() {
    chain().build_and_execute(|| {
        crate::MaxAllowedValidators::<Test>::insert(ONE, 1);
        people();
        run_to(8);
        assert_eq!(ValidatorPermit::<Test>::get(ONE).to_vec(), vec![true, false, false, false]);
        // It had a permit in this epoch; its bonds are gone, for it has none in the next.
        assert!(earned(12) > 100 * UNIT);
        assert!(!Bonds::<Test>::get(ONE, 0).is_empty());
        assert!(Bonds::<Test>::get(ONE, 1).is_empty());
    });
}

#[test]
fn bonds_to_a_neuron_that_was_replaced_do_not_count_for_the_new_one() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        let before = Bonds::<Test>::get(ONE, 0).to_vec();
        assert_eq!(before, vec![(2, 65_535), (3, 65_535)]);
        Hotkeys::<Test>::adopt(&key(115), &key(15));
        assert_ok!(Neurons::<Test>::replace(ONE, 2, &key(115), 8));
        run_to(19);
        // The weights to the old neuron are older than the new one.
        assert_eq!(Bonds::<Test>::get(ONE, 0).to_vec(), vec![(3, 65_535)]);
        assert_eq!(earned(15), 0);
        assert_eq!(Incentive::<Test>::get(ONE).to_vec(), vec![0, 0, 0, 65_535]);
    });
}

#[test]
fn no_more_subnets_pay_out_in_a_block_than_may_and_the_others_wait() {
    let mut chain = ExtBuilder::default().no_subnets();
    for number in 1..=5 {
        let mut new = subnet(NetUid::new(number), 10_000 * UNIT, 200_000 * UNIT, 10_000_000);
        new.tempo = 10;
        chain = chain.subnet(new);
    }
    chain.build_and_execute(|| {
        MaxEpochsPerBlock::<Test>::put(2);
        // All five are due at once.
        for number in 1..=5 {
            edit(NetUid::new(number), |pool| pool.next_payout = 2);
        }
        let paid = || -> Vec<_> {
            let all = <Swap as Pools<_>>::all();
            let paid = all.iter().filter(|subnet| subnet.pool.last_payout > 0);
            paid.map(|subnet| (subnet.netuid.get(), subnet.pool.last_payout)).collect()
        };
        run_to(2);
        assert_eq!(paid(), vec![(1, 2), (2, 2)]);
        run_to(3);
        assert_eq!(paid(), vec![(1, 2), (2, 2), (3, 3), (4, 3)]);
        run_to(4);
        assert_eq!(paid(), vec![(1, 2), (2, 2), (3, 3), (4, 3), (5, 4)]);
        // Each goes on at the times of its own number.
        assert_eq!(pool(NetUid::new(5)).next_payout, 15);
    });
}

#[test]
fn a_year_of_epochs_of_one_validator_and_one_miner_pays_all_that_is_minted() {
    chain().build_and_execute(|| {
        enlist(11);
        enlist(13);
        permit(&[0]);
        next_block();
        weigh(0, &[(1, 1)]);
        for _ in 0..200 {
            run_to(pool(ONE).next_payout);
            weigh(0, &[(1, 1)]);
            check_invariants();
        }
        let blocks = System::block_number() - 1;
        assert_eq!(earned(13), blocks * HALF);
        assert_eq!(earned(11), 300 * UNIT + blocks * HALF);
    });
}

#[test]
fn incentives_of_more_than_one_are_found() {
    chain().build().execute_with(|| {
        System::set_block_number(1);
        people();
        run_to(8);
        assert_ok!(SubtensorModule::do_try_state());
        let others = Incentive::<Test>::get(ONE).iter().map(|part| u32::from(*part)).sum::<u32>() - 32_767;
        let left = u16::try_from(65_535 - others).unwrap();
        Incentive::<Test>::mutate(ONE, |row| row[2] = left);
        assert_ok!(SubtensorModule::do_try_state());
        Incentive::<Test>::mutate(ONE, |row| row[2] = left + 1);
        assert_eq!(SubtensorModule::do_try_state(), Err("more than one was divided by an epoch".into()));
        // Who came after the epoch has taken another's place, as a neuron that was trimmed leaves its part.
        Hotkeys::<Test>::adopt(&key(115), &key(15));
        assert_ok!(Neurons::<Test>::replace(ONE, 2, &key(115), 8));
        assert_ok!(SubtensorModule::do_try_state());
    });
}
