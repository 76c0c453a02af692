//! The checker of root's claims, checked: each kind of corruption is found, and named.

use super::claims::*;
use crate::{
    mock::*, Dissolution, Dissolving, RootClaimCarried, RootClaimPot, RootClaimable, RootClaimed, RootHotkeys,
};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::assert_ok;
use std::collections::BTreeMap;
use substrate_fixed::types::I96F32;

/// Bob and Alice have earned 25 alpha each. Bob has left root, Alice has claimed.
fn healthy() -> sp_io::TestExternalities {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, WHOLE / 2).stake(ALICE, BOB_HOT, ROOT, WHOLE / 2).after(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(remove(BOB, BOB_HOT, ROOT, WHOLE / 2));
        assert_ok!(claim(ALICE, &[ONE]));
    })
}

/// Corrupts a healthy chain, and asserts that the checker returns this message.
fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    assert_invariant_breaks(healthy(), corrupt, message);
}

fn set_pot(hotkey: sp_runtime::AccountId32, alpha: u64) {
    RootClaimPot::<Test>::insert(ONE, hotkey, AlphaBalance::new(alpha));
}

#[test]
fn claimable_alpha_that_is_in_no_pot_is_found() {
    const UNEQUAL: &str = "what is claimable is not what is in the pots";
    breaks(|| set_pot(BOB_HOT, 25 * UNIT + 1), UNEQUAL);
    breaks(|| set_pot(BOB_HOT, 25 * UNIT - 1), UNEQUAL);
    breaks(
        || {
            edit(ONE, |pool| {
                pool.claimable = (pool.claimable.rao() + 1).into();
                pool.unowned = 1.into();
                pool.alpha_out = (pool.alpha_out.rao() + 2).into();
            })
        },
        UNEQUAL,
    );
}

#[test]
fn claimable_alpha_that_is_not_outstanding_is_found() {
    breaks(
        || {
            set_pot(BOB_HOT, 26 * UNIT);
            edit(ONE, |pool| pool.claimable = (26 * UNIT).into());
        },
        "outstanding alpha is not what is staked, pending and unowned",
    );
}

#[test]
fn a_pot_of_a_subnet_that_does_not_exist_is_found() {
    let pot_nowhere = || {
        RootClaimPot::<Test>::insert(NOWHERE, BOB_HOT, AlphaBalance::new(1));
        RootClaimable::<Test>::mutate(BOB_HOT, |rates| rates.insert(NOWHERE, I96F32::from_num(0)));
    };
    breaks(pot_nowhere, "a pot of a subnet that does not exist");
    healthy().execute_with(|| {
        pot_nowhere();
        Dissolving::<Test>::insert(
            NOWHERE,
            Dissolution { pot: 0.into(), alpha: 1.into(), paid_for: 0.into(), paid: 0.into(), recycled: 0.into() },
        );
        assert_ok!(SubtensorModule::try_claims());
    });
}

#[test]
fn a_rate_without_a_pot_and_a_pot_without_a_rate_are_found() {
    breaks(
        || {
            RootClaimable::<Test>::mutate(BOB_HOT, |rates| rates.insert(TWO, I96F32::from_num(1)));
        },
        "a rate without a pot",
    );
    breaks(|| set_pot(ALICE_HOT, 0), "a pot without a rate");
    breaks(
        || RootClaimable::<Test>::insert(ALICE_HOT, BTreeMap::<NetUid, I96F32>::new()),
        "a hotkey without rates among those with",
    );
    breaks(
        || {
            RootClaimable::<Test>::mutate(BOB_HOT, |rates| rates.insert(ONE, I96F32::from_num(-1)));
        },
        "a rate under zero",
    );
}

#[test]
fn more_claims_than_alpha_are_found() {
    const MORE: &str = "more can be claimed than is in the pot";
    breaks(|| RootClaimCarried::<Test>::insert((ONE, BOB_HOT, BOB), AlphaBalance::new(25 * UNIT + 1)), MORE);
    breaks(|| RootClaimed::<Test>::mutate((ONE, BOB_HOT, ALICE), |claimed| *claimed -= 1_000), MORE);
}

#[test]
fn debts_of_nobody_and_of_nothing_are_found() {
    breaks(|| RootClaimed::<Test>::insert((ONE, BOB_HOT, CAROL), 5), "a debt of someone without shares");
    breaks(|| RootClaimed::<Test>::insert((ONE, BOB_HOT, ALICE), 0), "a debt of nothing");
    breaks(|| RootClaimed::<Test>::insert((TWO, BOB_HOT, ALICE), 5), "a debt without a rate");
    breaks(
        || RootClaimCarried::<Test>::insert((ONE, BOB_HOT, ALICE), AlphaBalance::new(1)),
        "someone who is in debt and carries something",
    );
    breaks(|| RootClaimCarried::<Test>::insert((ONE, BOB_HOT, BOB), AlphaBalance::ZERO), "nothing that is carried");
    breaks(
        || RootClaimCarried::<Test>::insert((TWO, BOB_HOT, BOB), AlphaBalance::new(1)),
        "something carried without a rate",
    );
}

#[test]
fn an_index_that_forgets_or_invents_is_found() {
    const WRONG: &str = "the index of claims by coldkey is not about what there is";
    breaks(|| RootHotkeys::<Test>::remove(ALICE, BOB_HOT), WRONG);
    breaks(|| RootHotkeys::<Test>::insert(ALICE, BOB_HOT, 2), WRONG);
    breaks(|| RootHotkeys::<Test>::insert(BOB, BOB_HOT, 0), WRONG);
    breaks(|| RootHotkeys::<Test>::insert(CAROL, BOB_HOT, 1), WRONG);
}
