//! Identities of subnets and coldkeys.

use crate::{mock::*, Call, Event, IdentitiesV2, SubnetIdentitiesV3};
use dtao_primitives::{ChainIdentityV2, NetUid, SubnetIdentityV3};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

/// The most bytes of each text of a subnet: name, code, contact, page, Discord, description, logo, anything else.
const OF_A_SUBNET: [usize; 8] = [256, 1_024, 1_024, 1_024, 256, 1_024, 1_024, 1_024];

/// The most bytes of each text of a coldkey: name, page, code, picture, Discord, description, anything else.
const OF_A_COLDKEY: [usize; 7] = [256, 1_024, 1_024, 1_024, 256, 1_024, 1_024];

fn describe(who: AccountId32, netuid: NetUid, texts: [Vec<u8>; 8]) -> DispatchResult {
    let [subnet_name, github_repo, subnet_contact, subnet_url, discord, description, logo_url, additional] = texts;
    let call = Call::set_subnet_identity {
        netuid,
        subnet_name,
        github_repo,
        subnet_contact,
        subnet_url,
        discord,
        description,
        logo_url,
        additional,
    };
    sign(who, call)
}

fn introduce(who: AccountId32, texts: [Vec<u8>; 7]) -> DispatchResult {
    let [name, url, github_repo, image, discord, description, additional] = texts;
    let call = Call::set_identity { name, url, github_repo, image, discord, description, additional };
    sign(who, call)
}

/// A text of `length` bytes that differs from others by `letter`.
fn text(letter: usize, length: usize) -> Vec<u8> {
    vec![b'a' + letter as u8; length]
}

#[test]
fn an_owner_describes_its_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let texts = std::array::from_fn(|letter| text(letter, 3));
        assert_ok!(describe(ALICE, ONE, texts));
        let expected = SubnetIdentityV3 {
            subnet_name: b"aaa".to_vec(),
            github_repo: b"bbb".to_vec(),
            subnet_contact: b"ccc".to_vec(),
            subnet_url: b"ddd".to_vec(),
            discord: b"eee".to_vec(),
            description: b"fff".to_vec(),
            logo_url: b"ggg".to_vec(),
            additional: b"hhh".to_vec(),
        };
        assert_eq!(SubnetIdentitiesV3::<Test>::get(ONE), Some(expected));
        assert_eq!(events(), [Event::SubnetIdentitySet(ONE)]);
        assert_ne!(SubnetIdentitiesV3::<Test>::get(TWO), SubnetIdentitiesV3::<Test>::get(ONE));
        // All may be empty.
        assert_ok!(describe(ALICE, ONE, Default::default()));
        assert_eq!(SubnetIdentitiesV3::<Test>::get(ONE), Some(Default::default()));
    });
}

#[test]
fn a_coldkey_with_a_hotkey_introduces_itself() {
    ExtBuilder::default().build_and_execute(|| {
        let texts = std::array::from_fn(|letter| text(letter, 2));
        assert_ok!(introduce(BOB, texts));
        let expected = ChainIdentityV2 {
            name: b"aa".to_vec(),
            url: b"bb".to_vec(),
            github_repo: b"cc".to_vec(),
            image: b"dd".to_vec(),
            discord: b"ee".to_vec(),
            description: b"ff".to_vec(),
            additional: b"gg".to_vec(),
        };
        assert_eq!(IdentitiesV2::<Test>::get(BOB), Some(expected));
        assert_eq!(events(), [Event::ChainIdentitySet(BOB)]);
    });
}

#[test]
fn every_text_of_a_subnet_is_bounded() {
    ExtBuilder::default().build_and_execute(|| {
        let longest = || std::array::from_fn(|at| text(at, OF_A_SUBNET[at]));
        assert_ok!(describe(ALICE, ONE, longest()));
        for at in 0..OF_A_SUBNET.len() {
            let mut texts = longest();
            texts[at].push(b'x');
            assert_noop!(describe(ALICE, ONE, texts), E::InvalidIdentity);
        }
    });
}

#[test]
fn every_text_of_a_coldkey_is_bounded() {
    ExtBuilder::default().build_and_execute(|| {
        let longest = || std::array::from_fn(|at| text(at, OF_A_COLDKEY[at]));
        assert_ok!(introduce(BOB, longest()));
        for at in 0..OF_A_COLDKEY.len() {
            let mut texts = longest();
            texts[at].push(b'x');
            assert_noop!(introduce(BOB, texts), E::InvalidIdentity);
        }
    });
}

#[test]
fn every_text_is_utf8() {
    ExtBuilder::default().build_and_execute(|| {
        for at in 0..OF_A_SUBNET.len() {
            let mut texts: [Vec<u8>; 8] = Default::default();
            texts[at] = "größe 🌍".into();
            assert_ok!(describe(ALICE, ONE, texts.clone()));
            texts[at].pop();
            assert_noop!(describe(ALICE, ONE, texts), E::InvalidIdentity);
        }
        for at in 0..OF_A_COLDKEY.len() {
            let mut texts: [Vec<u8>; 7] = Default::default();
            texts[at] = vec![0xff];
            assert_noop!(introduce(BOB, texts), E::InvalidIdentity);
        }
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    let bad = || std::array::from_fn(|_| vec![0xff]);
    let good = || Default::default();
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(describe(ALICE, NOWHERE, bad()), E::SubnetNotExists);
        assert_noop!(describe(BOB, ONE, bad()), E::NotSubnetOwner);
        assert_noop!(describe(ALICE, ONE, bad()), E::InvalidIdentity);
        let bad = std::array::from_fn(|_| vec![0xff]);
        assert_noop!(introduce(STRANGER, bad.clone()), E::HotKeyAccountNotExists);
        assert_noop!(introduce(STRANGER, good()), E::HotKeyAccountNotExists);
        // A hotkey owns none.
        assert_noop!(introduce(BOB_HOT, good()), E::HotKeyAccountNotExists);
        assert_noop!(introduce(BOB, bad), E::InvalidIdentity);
    });
}
