//! Closing a subnet removes its families, commitments and claims.

use super::{
    dissolve::dissolve,
    register_network::{at_any_rate, found, rich_bob},
};
use crate::{mock::*, Call, Dissolving, Neurons, RootClaimPot};
use frame_support::assert_ok;

#[test]
fn no_family_no_commitment_and_no_claim_is_left() {
    rich_bob().stake(BOB, BOB_HOT, ROOT, 100_000 * UNIT).build_and_execute(|| {
        at_any_rate();
        crate::PendingChildKeyCooldown::<Test>::put(0);
        SubtensorModule::do_set_root_dividends(crate::RootDividendRule::Claimable);
        assert_ok!(found(BOB, BOB_HOT));
        assert_ok!(sign(BOB, Call::start_call { netuid: THREE }));
        assert_ok!(Neurons::<Test>::append(THREE, &ALICE_HOT, 1));
        crate::ValidatorPermit::<Test>::mutate(THREE, |permits| permits[0] = true);
        assert_ok!(add(BOB, BOB_HOT, THREE, 10 * UNIT));
        crate::CommitRevealWeightsEnabled::<Test>::insert(THREE, true);
        let lend = |part| Call::set_children { hotkey: BOB_HOT, netuid: THREE, children: vec![(part, ALICE_HOT)] };
        assert_ok!(sign(BOB, lend(u64::MAX / 2)));
        run_to(400);
        assert_ok!(sign(BOB, lend(u64::MAX / 3)));
        let take = Call::set_childkey_take { hotkey: ALICE_HOT, netuid: THREE, take: 5_000 };
        assert_ok!(sign(ALICE, take));
        let commit = Call::commit_weights { netuid: THREE, commit_hash: Default::default() };
        assert_ok!(sign(BOB_HOT, commit));
        assert_ok!(remove(BOB, BOB_HOT, ROOT, UNIT));
        check_invariants();
        let all = || {
            (
                crate::ChildKeys::<Test>::iter().count(),
                crate::ParentKeys::<Test>::iter().count(),
                crate::ChildLinks::<Test>::iter().count(),
                crate::PendingChildKeys::<Test>::iter().count(),
                crate::PendingChildQueue::<Test>::iter().count(),
                crate::ChildkeyTake::<Test>::iter().count(),
                crate::LastChildkeyTakeIncrease::<Test>::iter().count(),
                crate::LastChildrenSet::<Test>::iter().count(),
                crate::WeightCommits::<Test>::iter().count(),
                crate::RootClaimable::<Test>::iter().count(),
                RootClaimPot::<Test>::iter().count(),
                crate::RootClaimCarried::<Test>::iter().count(),
            )
        };
        assert_eq!(all(), (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        assert_ok!(dissolve(THREE));
        while Dissolving::<Test>::contains_key(THREE) {
            check_invariants();
            next_block();
        }
        assert_eq!(all(), (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assert_eq!(crate::RootClaimed::<Test>::iter().count(), 0);
        assert_eq!(crate::FamilyRecords::<Test>::iter().count(), 0);
    });
}
