//! Messages of the checker about corrupted records of choices.

use crate::{mock::*, AutoStakeNeuron, KeptSubnetsChosenAt, LastOwnerChanges};
use dtao_primitives::NetUid;
use frame_support::BoundedVec;

fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    assert_invariant_breaks(ExtBuilder::default().build(), corrupt, message);
}

fn change(netuid: NetUid, settings: &[u8]) {
    let changes = settings.iter().map(|setting| (*setting, 1)).collect();
    LastOwnerChanges::<Test>::insert(netuid, BoundedVec::truncate_from(changes));
}

#[test]
fn records_without_what_they_are_of_are_found() {
    let chosen = crate::stake::auto::ChosenNeuron { uid: 0, registered_at: 0, owner: BOB };
    breaks(|| AutoStakeNeuron::<Test>::insert(BOB, ONE, chosen), "a chosen neuron without the choice");
    breaks(|| KeptSubnetsChosenAt::<Test>::insert(BOB, 1), "a block of a choice of subnets that are not kept");
    breaks(|| change(NOWHERE, &[1]), "changes by the owner of a subnet that does not exist");
    breaks(|| change(ONE, &[1, 2, 1]), "an owner's change of a setting that is listed twice");
}

#[test]
fn swaps_of_coldkeys_that_are_not_announced_are_found() {
    let announce = |new| {
        let hash = crate::lifecycle::announce_coldkey::hash_of::<Test>(&new);
        crate::ColdkeySwapAnnouncements::<Test>::insert(BOB, (1, hash));
    };
    breaks(|| crate::ColdkeySwapDisputes::<Test>::insert(BOB, 1), "a dispute of a swap that is not announced");
    breaks(
        || {
            announce(BOB);
            crate::UnfinishedColdkeySwaps::<Test>::insert(BOB, BOB);
        },
        "an unfinished swap of a coldkey with itself",
    );
    let not_announced = "an unfinished swap of a coldkey that is not announced";
    breaks(|| crate::UnfinishedColdkeySwaps::<Test>::insert(BOB, STRANGER), not_announced);
    breaks(
        || {
            announce(CAROL);
            crate::UnfinishedColdkeySwaps::<Test>::insert(BOB, STRANGER);
        },
        not_announced,
    );
}

#[test]
fn weights_that_are_newer_than_their_neurons_last_update_are_found() {
    breaks(
        || {
            super::weighing::settle(ONE);
            crate::WeightsCommittedAt::<Test>::mutate(ONE, |blocks| blocks[0] = 5);
        },
        "weights of a block to come",
    );
}
