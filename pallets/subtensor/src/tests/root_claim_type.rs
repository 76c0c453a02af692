//! The claim type of a coldkey at root.

use super::claims::*;
use crate::{mock::*, Event, RootClaimType, RootClaimTypeEnum};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};

fn wanted() -> RootClaimTypeEnum {
    RootClaimType::<Test>::get(BOB)
}

#[test]
fn tao_is_wanted_as_long_as_nothing_else_is_said() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(wanted(), RootClaimTypeEnum::Swap);
    });
}

#[test]
fn what_is_wanted_is_stored_and_told() {
    ExtBuilder::default().build_and_execute(|| {
        let wishes = [RootClaimTypeEnum::Keep, keep_of([1, 2]), keep_of([0]), RootClaimTypeEnum::Swap];
        for wish in wishes {
            assert_ok!(want(BOB, wish.clone()));
            assert_eq!(wanted(), wish);
            assert_eq!(events(), vec![Event::RootClaimTypeSet { coldkey: BOB, root_claim_type: wish }]);
        }
        assert_eq!(RootClaimType::<Test>::get(ALICE), RootClaimTypeEnum::Swap);
    });
}

#[test]
fn from_one_to_128_subnets_that_exist_can_be_named() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(want(BOB, keep_of([])), E::InvalidSubnetNumber);
        assert_noop!(want(BOB, keep_of(0..129)), E::InvalidSubnetNumber);
        assert_noop!(want(BOB, keep_of(0..128)), E::SubnetNotExists);
        assert_noop!(want(BOB, keep_of([65_535])), E::SubnetNotExists);
        assert_ok!(want(BOB, keep_of(0..3)));
        assert_noop!(want(BOB, keep_of([])), E::InvalidSubnetNumber);
        assert_eq!(wanted(), keep_of(0..3));
    });
}

#[test]
fn clients_read_the_three_wishes_by_their_numbers() {
    assert_eq!(RootClaimTypeEnum::Swap.encode(), [0]);
    assert_eq!(RootClaimTypeEnum::Keep.encode(), [1]);
    assert_eq!(keep_of([3]).encode(), [2, 4, 3, 0]);
}
