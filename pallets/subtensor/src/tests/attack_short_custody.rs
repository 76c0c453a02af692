//! A fault that no user can bring about: the custody account cannot take what a block mints.

use crate::mock::*;
use frame_support::traits::fungible::Unbalanced;

/// Takes the custody account away, and brings issuance so near its cap that a block mints less than an account must hold.
fn without_an_account() {
    System::set_block_number(1);
    let custody = Swap::custody_account();
    let held = Balances::free_balance(&custody);
    frame_system::Account::<Test>::remove(&custody);
    Balances::set_total_issuance(issuance() - held);
    issue_up_to(21_000_000 * UNIT - 3_540_000_000);
}

#[test]
fn a_block_that_cannot_be_minted_leaves_no_pool_and_no_position_changed() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, UNIT).build().execute_with(|| {
        without_an_account();
        edit(ONE, |pool| {
            pool.next_payout = 2;
            pool.pending.owner = UNIT.into();
        });
        let state = || (pool(ONE), pool(TWO), stake(&ALICE_HOT, &ALICE, ONE), issuance());
        let before = state();
        // With debug assertions an impossible state panics; in the runtime the block goes on.
        if cfg!(debug_assertions) {
            return;
        }
        run_to(2);
        // Before: the pools had TAO that was never minted.
        assert_eq!(state(), before);
        // As soon as the account is there again the chain goes on.
        Balances::force_set_balance(RuntimeOrigin::root(), Swap::custody_account(), 20_000 * UNIT).unwrap();
        run_to(3);
        assert_eq!(pool(ONE).pending.owner.rao(), 0);
        assert!(stake(&ALICE_HOT, &ALICE, ONE) >= UNIT);
    });
}
