//! The state of subnets that have run on another chain, in the first state of this one.

use crate::{
    genesis::{try_build, Entry},
    mock::*,
    Bonds, Burn, ChildKeys, ChildkeyTake, Delegates, Error, GenesisChildren, GenesisConfig, GenesisProgress,
    GenesisWeights, IdentitiesV2, ParentKeys, SubnetIdentitiesV3,
};
use dtao_math::{issuance::SUPPLY_CAP, moving_price::MovingPrice, withheld::WithheldPart};
use dtao_primitives::{ChainIdentityV2, NetUid, Pending, SubnetIdentityV3};
use sp_runtime::{AccountId32, BuildStorage, DispatchError};
use substrate_fixed::types::I64F64;

/// The genesis of two neurons at subnet 1, and 7 alpha staked there.
fn genesis() -> GenesisConfig<Test> {
    let mut config = ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 7 * UNIT).genesis();
    config.neurons = vec![(ONE, ALICE_HOT), (ONE, BOB_HOT)];
    config
}

/// The chain that begins with it and what `more` adds. Its books balance.
fn chain(more: impl FnOnce(&mut GenesisConfig<Test>)) -> sp_io::TestExternalities {
    let mut config = genesis();
    more(&mut config);
    let mut state = sp_io::TestExternalities::from(config.build_storage().unwrap());
    state.execute_with(check_invariants);
    state
}

fn progress() -> GenesisProgress {
    GenesisProgress { netuid: ONE, moving_price: 1 << 90, ..Default::default() }
}

fn children(netuid: NetUid, children: &[(u64, AccountId32)]) -> GenesisChildren<AccountId32> {
    GenesisChildren { netuid, hotkey: ALICE_HOT, children: children.to_vec() }
}

fn bonds(netuid: NetUid, hotkey: AccountId32, to: &[(u16, u16)]) -> GenesisWeights<AccountId32> {
    GenesisWeights { netuid, hotkey, weights: to.to_vec() }
}

#[test]
fn a_pool_goes_on_to_the_last_bit_and_its_alpha_is_issued() {
    let row = GenesisProgress {
        unowned: 5,
        pending_server: 10,
        pending_validator: 20,
        pending_owner: 30,
        pending_root_tao: 40,
        pending_root_alpha_sold: 50,
        pending_root_alpha: 60,
        volume: u128::MAX,
        flow_average: -3,
        inflow_average: 2,
        revenue_average: 1,
        withheld: 1 << 63,
        next_payout: Some(9),
        burn: Some(600_000_000),
        ..progress()
    };
    let issued = chain(|_| ()).execute_with(issuance);
    chain(|config| config.progress = vec![row]).execute_with(|| {
        let pool = pool(ONE);
        assert_eq!(pool.moving_price, MovingPrice::from_bits(1 << 90));
        let pending = Pending {
            server: 10.into(),
            validator: 20.into(),
            owner: 30.into(),
            root_tao: 40.into(),
            root_alpha_sold: 50.into(),
            root_alpha: 60.into(),
        };
        assert_eq!(pool.pending, pending);
        assert_eq!(pool.unowned, 5.into());
        // The stake, what waits for the payout, and what belongs to nobody. The alpha that was sold is in the pool.
        assert_eq!(pool.alpha_out, (7 * UNIT + 10 + 20 + 30 + 60 + 5).into());
        assert_eq!(pool.volume, u128::MAX);
        assert_eq!(pool.flow_average, I64F64::from_bits(-3));
        assert_eq!(pool.inflow_average, I64F64::from_bits(2));
        assert_eq!(pool.revenue_average, I64F64::from_bits(1));
        assert_eq!(pool.withheld, WithheldPart::from_bits(1 << 63));
        assert_eq!(pool.next_payout, 9);
        assert_eq!(Burn::<Test>::get(ONE), 600_000_000.into());
        assert_eq!(issuance(), issued + 40);
    });
}

#[test]
fn a_payout_and_a_price_that_are_not_given_are_those_of_a_new_subnet() {
    chain(|config| config.progress = vec![progress()]).execute_with(|| {
        assert_eq!(pool(ONE).next_payout, pool(TWO).next_payout + 1);
        assert_eq!(Burn::<Test>::get(ONE), Burn::<Test>::get(TWO));
    });
}

#[test]
fn what_waits_is_paid_out_in_the_block_that_is_named() {
    let row = GenesisProgress { pending_owner: UNIT, next_payout: Some(3), ..progress() };
    let mut state = chain(|config| {
        config.subnets.iter_mut().filter(|subnet| subnet.netuid == ONE).for_each(|subnet| {
            subnet.owner = BOB;
            subnet.owner_hotkey = BOB_HOT;
        });
        config.progress = vec![row];
    });
    state.execute_with(|| {
        run_to(2);
        assert!(pool(ONE).pending.owner >= UNIT.into());
        run_to(3);
        assert_eq!(pool(ONE).pending.owner, 0.into());
        assert!(stake(&BOB_HOT, &BOB, ONE) >= 8 * UNIT);
        check_invariants();
    });
}

#[test]
fn takes_children_bonds_and_identities_are_there() {
    let identity = SubnetIdentityV3 { subnet_name: b"the first".to_vec(), ..Default::default() };
    let person = ChainIdentityV2 { name: b"Bob".to_vec(), ..Default::default() };
    let (of_subnet, of_person) = (identity.clone(), person.clone());
    let mut state = chain(|config| {
        config.takes = vec![(ALICE_HOT, 1_000)];
        config.children = vec![children(ONE, &[(1 << 62, BOB_HOT)])];
        config.childkey_takes = vec![(ONE, BOB_HOT, 7)];
        config.bonds = vec![bonds(ONE, ALICE_HOT, &[(1, 65_535), (0, 3)])];
        config.subnet_identities = vec![(ONE, of_subnet)];
        config.identities = vec![(BOB, of_person)];
    });
    state.execute_with(|| {
        assert_eq!(Delegates::<Test>::get(ALICE_HOT), 1_000);
        assert_eq!(ChildKeys::<Test>::get(ALICE_HOT, ONE).into_inner(), [(1 << 62, BOB_HOT)]);
        assert_eq!(ParentKeys::<Test>::get(BOB_HOT, ONE).into_inner(), [(1 << 62, ALICE_HOT)]);
        assert_eq!(ChildkeyTake::<Test>::get(BOB_HOT, ONE), 7);
        assert_eq!(Bonds::<Test>::get(ONE, 0).into_inner(), [(0, 3), (1, 65_535)]);
        assert_eq!(SubnetIdentitiesV3::<Test>::get(ONE), Some(identity));
        assert_eq!(IdentitiesV2::<Test>::get(BOB), Some(person));
    });
}

#[test]
fn the_whole_of_a_hotkey_may_be_its_childs() {
    chain(|config| config.children = vec![children(ONE, &[(u64::MAX, BOB_HOT)])]).execute_with(|| {
        assert_eq!(ChildKeys::<Test>::get(ALICE_HOT, ONE).into_inner(), [(u64::MAX, BOB_HOT)]);
    });
}

/// Asserts that a genesis with what `change` adds is refused for this reason.
#[track_caller]
fn refused(entry: Entry, why: impl Into<DispatchError>, change: impl FnOnce(&mut GenesisConfig<Test>)) {
    let mut config = genesis();
    change(&mut config);
    let error = sp_io::TestExternalities::default().execute_with(|| try_build(&config)).unwrap_err();
    assert_eq!((error.entry, error.why), (entry, why.into()));
    assert!(!error.subject(&config).is_empty());
}

#[test]
fn a_state_that_no_subnet_can_have_is_refused() {
    let refuse = |why: DispatchError, row: GenesisProgress| {
        refused(Entry::Progress(1), why, |config| config.progress = vec![progress_of(TWO), row]);
    };
    refuse("root has no such state".into(), progress_of(ROOT));
    refuse("there is no such subnet".into(), progress_of(NOWHERE));
    refuse("its moving price is above 1".into(), GenesisProgress { moving_price: (1 << 96) + 1, ..progress() });
    refuse("more than all is withheld".into(), GenesisProgress { withheld: (1 << 63) + 1, ..progress() });
    refuse("no payout is due in block 0".into(), GenesisProgress { next_payout: Some(0), ..progress() });
    refuse(Error::<Test>::Overflow.into(), GenesisProgress { unowned: u64::MAX, pending_owner: 1, ..progress() });
    refuse("its alpha is above the supply cap".into(), GenesisProgress { unowned: SUPPLY_CAP, ..progress() });
    let why = "the price of a neuron is not within its bounds";
    refuse(why.into(), GenesisProgress { burn: Some(0), ..progress() });
    refuse(why.into(), GenesisProgress { burn: Some(u64::MAX), ..progress() });
}

fn progress_of(netuid: NetUid) -> GenesisProgress {
    GenesisProgress { netuid, ..Default::default() }
}

#[test]
fn a_state_at_the_bounds_is_accepted() {
    let row = GenesisProgress { moving_price: 1 << 96, withheld: 1 << 63, next_payout: Some(1), ..progress() };
    chain(|config| config.progress = vec![row]).execute_with(|| {
        assert_eq!(pool(ONE).moving_price, MovingPrice::from_bits(1 << 96));
        assert_eq!(pool(ONE).next_payout, 1);
    });
}

#[test]
fn takes_that_nobody_could_set_are_refused() {
    refused(Entry::Take(0), Error::<Test>::HotKeyAccountNotExists, |config| config.takes = vec![(STRANGER, 1)]);
    refused(Entry::Take(0), Error::<Test>::DelegateTakeTooHigh, |config| config.takes = vec![(ALICE_HOT, 65_535)]);
    let take =
        |netuid, take| move |config: &mut GenesisConfig<Test>| config.childkey_takes = vec![(netuid, BOB_HOT, take)];
    refused(Entry::ChildkeyTake(0), "there is no such subnet", take(NOWHERE, 1));
    refused(Entry::ChildkeyTake(0), Error::<Test>::InvalidChildkeyTake, take(ONE, 65_535));
}

#[test]
fn children_that_nobody_could_have_are_refused() {
    let refuse = |why: DispatchError, netuid, of: &[(u64, AccountId32)]| {
        refused(Entry::Children(0), why, |config| config.children = vec![children(netuid, of)]);
    };
    refuse("there is no such subnet".into(), NOWHERE, &[(1, BOB_HOT)]);
    refuse("there are none".into(), ONE, &[]);
    refuse(Error::<Test>::InvalidChild.into(), ONE, &[(1, ALICE_HOT)]);
    refuse(Error::<Test>::InvalidChild.into(), ONE, &[(0, BOB_HOT)]);
    refuse(Error::<Test>::CannotUseSystemAccount.into(), ONE, &[(1, Swap::custody_account())]);
    refuse(Error::<Test>::DuplicateChild.into(), ONE, &[(1, BOB_HOT), (2, BOB_HOT)]);
    refuse(Error::<Test>::ProportionOverflow.into(), ONE, &[(u64::MAX, BOB_HOT), (1, STRANGER)]);
    let six: Vec<_> = (0..6).map(|number| (1, AccountId32::new([number + 200; 32]))).collect();
    refuse(Error::<Test>::TooManyChildren.into(), ONE, &six);
}

#[test]
fn bonds_with_who_is_not_there_are_refused() {
    let refuse = |why: DispatchError, row: GenesisWeights<AccountId32>| {
        refused(Entry::Bonds(0), why, |config| config.bonds = vec![row]);
    };
    refuse("it has no neuron there".into(), bonds(ONE, STRANGER, &[(0, 1)]));
    refuse("it has no neuron there".into(), bonds(TWO, ALICE_HOT, &[(0, 1)]));
    refuse(Error::<Test>::UidVecContainInvalidOne.into(), bonds(ONE, ALICE_HOT, &[(2, 1)]));
    refuse(Error::<Test>::DuplicateUids.into(), bonds(ONE, ALICE_HOT, &[(1, 1), (1, 2)]));
}

#[test]
fn identities_that_nobody_could_set_are_refused() {
    let identity = |length: usize| SubnetIdentityV3 { subnet_name: vec![b'a'; length], ..Default::default() };
    refused(Entry::SubnetIdentity(0), "there is no such subnet", |config| {
        config.subnet_identities = vec![(NOWHERE, identity(1))];
    });
    refused(Entry::SubnetIdentity(0), Error::<Test>::InvalidIdentity, |config| {
        config.subnet_identities = vec![(ONE, identity(10_000))];
    });
    refused(Entry::Identity(0), Error::<Test>::InvalidIdentity, |config| {
        config.identities = vec![(BOB, ChainIdentityV2 { name: vec![b'a'; 10_000], ..Default::default() })];
    });
}

#[test]
fn large_integers_of_a_state_are_written_as_text() {
    let row = GenesisProgress { volume: u128::MAX, flow_average: i128::MIN, ..progress() };
    let json = serde_json::to_string(&row).unwrap();
    assert!(json.contains(r#""volume":"340282366920938463463374607431768211455""#), "{json}");
    assert!(json.contains(r#""flowAverage":"-170141183460469231731687303715884105728""#), "{json}");
    assert_eq!(serde_json::from_str::<GenesisProgress>(&json).unwrap(), row);
}
