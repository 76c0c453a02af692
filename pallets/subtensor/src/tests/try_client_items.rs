//! Faults that the checker finds in corrupted storage that only clients read.

use crate::{
    mock::*, BasketClaimed, Burn, CollateralLockShare, DissolveCleanupQueue, EpochConsensus, MaxAllowedUids,
    MaxDifficulty, Pallet, RootStakeUnlockInterval, StakeThreshold, SubnetAlphaOut, SubnetEmaTaoFlow,
    SubnetEpochConsensus, SubnetLocked, SubnetProtocolAlpha, SubnetTaoInEmission, SubnetworkN, TotalAlphaStaked,
};
use frame_support::traits::StorageVersion;

fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    assert_invariant_breaks(ExtBuilder::default().build(), corrupt, message);
}

#[test]
fn a_subnet_that_is_not_in_a_map_is_found() {
    let unseen = "a subnet that clients do not see in a map";
    breaks(|| Burn::<Test>::remove(ROOT), unseen);
    breaks(|| MaxAllowedUids::<Test>::remove(ONE), unseen);
    breaks(|| SubnetworkN::<Test>::remove(ONE), unseen);
    breaks(|| SubnetEmaTaoFlow::<Test>::remove(ONE), unseen);
    breaks(|| SubnetLocked::<Test>::remove(ONE), unseen);
    breaks(|| SubnetTaoInEmission::<Test>::remove(ONE), unseen);
    breaks(|| TotalAlphaStaked::<Test>::remove(ROOT), unseen);
    breaks(|| SubnetAlphaOut::<Test>::remove(TWO), unseen);
    breaks(StakeThreshold::<Test>::kill, "the threshold of stake is not stored");
}

#[test]
fn the_maps_may_be_incomplete_before_version_5() {
    ExtBuilder::default().build().execute_with(|| {
        StorageVersion::new(4).put::<Pallet<Test>>();
        Burn::<Test>::remove(ONE);
        StakeThreshold::<Test>::kill();
        check_invariants();
    });
}

#[test]
fn copies_that_cannot_be_are_found() {
    let orphan = "a copy for clients of a subnet that does not exist";
    breaks(|| SubnetLocked::<Test>::insert(NOWHERE, dtao_primitives::TaoBalance::new(1)), orphan);
    breaks(|| SubnetAlphaOut::<Test>::insert(NOWHERE, dtao_primitives::AlphaBalance::new(1)), orphan);
    breaks(
        || TotalAlphaStaked::<Test>::insert(ONE, dtao_primitives::AlphaBalance::new(1)),
        "more staked than there is outside of the pool",
    );
    breaks(
        || SubnetTaoInEmission::<Test>::insert(ONE, dtao_primitives::TaoBalance::new(UNIT + 1)),
        "more TAO injected than a block mints",
    );
}

#[test]
fn storage_of_rules_that_there_are_not_is_found() {
    let absent = "storage of a rule that this chain does not have";
    breaks(|| crate::UnlockRate::<Test>::put(1), absent);
    breaks(|| BasketClaimed::<Test>::insert(BOB_HOT, BOB, 1), absent);
    breaks(|| CollateralLockShare::<Test>::insert(ONE, 1), absent);
    breaks(|| DissolveCleanupQueue::<Test>::put(frame_support::BoundedVec::truncate_from(vec![ONE])), absent);
    breaks(|| MaxDifficulty::<Test>::insert(ONE, 1), absent);
    breaks(|| crate::NetworkPowRegistrationAllowed::<Test>::insert(ONE, true), absent);
    breaks(|| crate::OwnerCutAutoLockEnabled::<Test>::insert(ONE, true), absent);
    breaks(|| crate::Rho::<Test>::insert(ONE, 10), absent);
    breaks(|| crate::AdjustmentAlpha::<Test>::insert(ONE, 1), absent);
    breaks(|| RootStakeUnlockInterval::<Test>::put(1), absent);
    breaks(|| SubnetEpochConsensus::<Test>::insert(ONE, EpochConsensus::Null), absent);
    breaks(|| SubnetProtocolAlpha::<Test>::insert(ONE, dtao_primitives::AlphaBalance::new(1)), absent);
}
