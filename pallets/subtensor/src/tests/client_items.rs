//! Storage that only clients read: what is stored from the beginning, and the copies from the pools.

use super::{
    dissolve::dissolve,
    register_network::{found, rich_bob, LOCK},
};
use crate::{
    mock::*, Burn, CollateralDrainRatio, CollateralLockShare, CurrentDissolveCleanupStatus, DissolveCleanupQueue,
    EpochConsensus, MaxAllowedUids, MinerCollateral, NetworkRegistrationQueue, RootStakeUnlockInterval, StakeThreshold,
    SubnetAlphaOut, SubnetEmaTaoFlow, SubnetEpochConsensus, SubnetIdentitiesV3, SubnetLocked, SubnetProtocolAlpha,
    SubnetTaoInEmission, SubnetworkN, Tempo, TokenSymbol, TotalAlphaStaked, TotalHotkeyAlpha,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::assert_ok;
use substrate_fixed::types::I64F64;

/// The copies of a subnet: TAO injected, alpha outside of the pool, alpha staked.
fn copies(netuid: NetUid) -> (u64, u64, u64) {
    (
        SubnetTaoInEmission::<Test>::get(netuid).rao(),
        SubnetAlphaOut::<Test>::get(netuid).rao(),
        TotalAlphaStaked::<Test>::get(netuid).rao(),
    )
}

/// Returns the amounts that they are copies of, as they are now. The last is the sum over all hotkeys.
fn originals(netuid: NetUid) -> (u64, u64, u64) {
    let staked = TotalHotkeyAlpha::<Test>::iter().filter(|(_, at, _)| *at == netuid).map(|(_, _, alpha)| alpha.rao());
    let pool = pool(netuid);
    (pool.emission.tao_in.rao(), pool.alpha_out.rao(), staked.sum())
}

/// The keys of every map that clients read without its default, in ascending order.
fn keys() -> Vec<Vec<NetUid>> {
    let sorted = |keys: &mut dyn Iterator<Item = NetUid>| {
        let mut keys: Vec<_> = keys.collect();
        keys.sort();
        keys
    };
    vec![
        sorted(&mut Burn::<Test>::iter_keys()),
        sorted(&mut MaxAllowedUids::<Test>::iter_keys()),
        sorted(&mut SubnetworkN::<Test>::iter_keys()),
        sorted(&mut SubnetEmaTaoFlow::<Test>::iter_keys()),
        sorted(&mut SubnetLocked::<Test>::iter_keys()),
        sorted(&mut SubnetTaoInEmission::<Test>::iter_keys()),
        sorted(&mut SubnetAlphaOut::<Test>::iter_keys()),
        sorted(&mut TotalAlphaStaked::<Test>::iter_keys()),
        sorted(&mut Tempo::<Test>::iter_keys()),
        sorted(&mut TokenSymbol::<Test>::iter_keys()),
        sorted(&mut SubnetIdentitiesV3::<Test>::iter_keys()),
    ]
}

#[test]
fn every_subnet_is_in_every_map_and_leaves_it_when_it_is_dissolved() {
    rich_bob().build_and_execute(|| {
        assert!(keys().iter().all(|keys| *keys == [ROOT, ONE, TWO]));
        assert_ok!(found(BOB, BOB_HOT));
        assert!(keys().iter().all(|keys| *keys == [ROOT, ONE, TWO, THREE]));
        assert_ok!(dissolve(THREE));
        assert!(keys().iter().all(|keys| *keys == [ROOT, ONE, TWO]));
    });
}

#[test]
fn a_genesis_stores_the_defaults_and_roots_own_numbers() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 5 * UNIT).stake(BOB, BOB_HOT, ONE, 7 * UNIT).build_and_execute(
        || {
            assert!(StakeThreshold::<Test>::exists());
            assert_eq!(StakeThreshold::<Test>::get(), 0);
            assert_eq!(Burn::<Test>::get(ONE).rao(), 500_000);
            assert_eq!(Burn::<Test>::get(ROOT).rao(), 0);
            assert_eq!((MaxAllowedUids::<Test>::get(ONE), MaxAllowedUids::<Test>::get(ROOT)), (256, 64));
            assert_eq!(SubnetworkN::<Test>::get(ONE), 0);
            assert_eq!(SubnetEmaTaoFlow::<Test>::get(ONE), Some((0, I64F64::from_bits(0))));
            assert_eq!(SubnetLocked::<Test>::get(ONE).rao(), 0);
            assert_eq!(copies(ROOT), (0, 5 * UNIT, 5 * UNIT));
            assert_eq!(copies(ONE), (0, 7 * UNIT, 7 * UNIT));
            assert_eq!(copies(TWO), (0, 0, 0));
        },
    );
}

#[test]
fn a_new_subnet_has_what_it_has_cost() {
    rich_bob().build_and_execute(|| {
        System::set_block_number(7);
        assert_ok!(found(BOB, BOB_HOT));
        assert_eq!(SubnetLocked::<Test>::get(THREE).rao(), LOCK);
        assert_eq!(SubnetLocked::<Test>::get(ONE).rao(), 0);
        assert_eq!(Burn::<Test>::get(THREE).rao(), UNIT);
        assert_eq!(MaxAllowedUids::<Test>::get(THREE), 256);
        assert_eq!(SubnetworkN::<Test>::get(THREE), 1);
        assert_eq!(SubnetEmaTaoFlow::<Test>::get(THREE), Some((7, I64F64::from_bits(0))));
        assert_eq!(copies(THREE), (0, 0, 0));
        assert_ok!(dissolve(THREE));
        assert_eq!(SubnetLocked::<Test>::get(THREE).rao(), 0);
    });
}

#[test]
fn each_block_copies_the_amounts_of_one_subnet_in_turn() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, UNIT).build_and_execute(|| {
        assert_ok!(add(BOB, BOB_HOT, ONE, UNIT));
        assert_ok!(add(BOB, BOB_HOT, TWO, UNIT));
        for block in 2..11 {
            let before = [ROOT, ONE, TWO].map(copies);
            run_to(block);
            let turn = [ROOT, ONE, TWO][usize::try_from(block % 3).unwrap()];
            for (netuid, before) in [ROOT, ONE, TWO].into_iter().zip(before) {
                let expected = if netuid == turn { originals(netuid) } else { before };
                assert_eq!(copies(netuid), expected, "{netuid} in block {block}");
            }
        }
        let (injected, out, staked) = copies(ONE);
        assert!(injected > 0 && staked > 0 && staked < out);
        assert_eq!(copies(ROOT), (0, UNIT, UNIT));
    });
}

#[test]
fn every_copy_is_renewed_within_as_many_blocks_as_there_are_subnets() {
    let chain = (3..11).map(NetUid::new).fold(ExtBuilder::default(), |chain, netuid| {
        chain.subnet(subnet(netuid, 1_000 * UNIT, 500_000 * UNIT, 20_000_000))
    });
    chain.build_and_execute(|| {
        let all: Vec<_> = <Swap as Pools<_>>::all().iter().map(|subnet| subnet.netuid).collect();
        assert_eq!(all.len(), 11);
        for start in [2, 15, 40] {
            run_to(start);
            let before: Vec<_> = all.iter().map(|netuid| copies(*netuid)).collect();
            run_to(start + 11);
            let changed = all.iter().zip(before).filter(|(netuid, before)| copies(**netuid) != *before);
            // Root's amounts stay the same.
            assert_eq!(changed.count(), 10);
        }
    });
}

#[test]
fn rules_that_there_are_not_answer_none_and_zero() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!((CollateralLockShare::<Test>::get(ONE), CollateralDrainRatio::<Test>::get(ONE).to_bits()), (0, 0));
        assert_eq!(MinerCollateral::<Test>::get((ONE, BOB_HOT, BOB)), None);
        assert_eq!(SubnetEpochConsensus::<Test>::get(ONE), EpochConsensus::Yuma);
        assert_eq!(SubnetProtocolAlpha::<Test>::get(ONE).rao(), 0);
        assert_eq!(RootStakeUnlockInterval::<Test>::get(), 0);
        assert!(DissolveCleanupQueue::<Test>::get().is_empty());
        assert_eq!(CurrentDissolveCleanupStatus::<Test>::get(), None);
        assert_eq!(NetworkRegistrationQueue::<Test>::get(), []);
    });
}
