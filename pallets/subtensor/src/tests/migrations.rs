//! Storage of version 1 becomes storage of this version.

use crate::{
    ledger::hotkeys::Hotkeys, migrations::v2::MigrateV1ToV2, mock::*, AlphaV2, BlockAtRegistration, IsNetworkMember,
    Keys, Neurons, Pallet, Shares, SubnetPositions, SubnetworkN, Uids,
};
use codec::Encode;
use dtao_primitives::Pools;
use frame_support::{
    assert_ok,
    storage::storage_prefix,
    traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
    Blake2_128Concat, Identity, StorageHasher,
};
use sp_runtime::AccountId32;

const VOTER: AccountId32 = AccountId32::new([111; 32]);

/// The key that a map of version 1 has for an account.
fn key_of(item: &str, account: &AccountId32) -> Vec<u8> {
    let mut key = storage_prefix(b"SubtensorModule", item.as_bytes()).to_vec();
    key.extend(Blake2_128Concat::hash(account.as_ref()));
    key
}

/// Writes a position as version 1 did: what is staked, all shares, and the coldkey's; the index by coldkey.
fn write_position(hotkey: &AccountId32, coldkey: &AccountId32, netuid: u16, amount: u64) {
    let put = |key: Vec<u8>, value: Vec<u8>| sp_io::storage::set(&key, &value);
    let subnet = Identity::hash(&netuid.to_le_bytes());
    let shares = (u128::from(amount) * 1_000_000_000, -9_i64).encode();
    let mut key = key_of("TotalHotkeyAlpha", hotkey);
    key.extend(&subnet);
    put(key, amount.to_le_bytes().to_vec());
    let mut key = key_of("TotalHotkeySharesV2", hotkey);
    key.extend(&subnet);
    put(key, shares.clone());
    let mut key = key_of("AlphaV2", hotkey);
    key.extend(Blake2_128Concat::hash(coldkey.as_ref()));
    key.extend(&subnet);
    put(key, shares);
    let mut key = key_of("StakePositions", coldkey);
    key.extend(Blake2_128Concat::hash(hotkey.as_ref()));
    key.extend(&subnet);
    put(key, vec![]);
}

/// Writes a vote at root as version 1 did: all for subnet 1.
fn write_vote(hotkey: &AccountId32) {
    let vote = vec![(1_u16, 65_535_u16)].encode();
    sp_io::storage::set(&key_of("RootWeights", hotkey), &vote);
    let count = storage_prefix(b"SubtensorModule", b"CounterForRootWeights");
    let before =
        sp_io::storage::get(&count).map(|bytes| u32::from_le_bytes(bytes[..].try_into().unwrap())).unwrap_or(0);
    sp_io::storage::set(&count, &(before + 1).to_le_bytes());
}

/// A chain whose storage is of version 1: no neurons, no list of positions by subnet.
fn version_1(test: impl FnOnce()) {
    ExtBuilder::default().build().execute_with(|| {
        System::set_block_number(50);
        for netuid in [ROOT, ONE, TWO] {
            Neurons::<Test>::remove_for_subnet(netuid);
        }
        write_position(&ALICE_HOT, &ALICE, 1, 5 * UNIT);
        write_position(&BOB_HOT, &BOB, 2, 7 * UNIT);
        write_position(&ALICE_HOT, &BOB, 0, 9 * UNIT);
        assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ROOT, (9 * UNIT).into()));
        edit(ONE, |pool| pool.alpha_out = (5 * UNIT).into());
        edit(TWO, |pool| pool.alpha_out = (7 * UNIT).into());
        for netuid in [ONE, TWO] {
            crate::FirstEmissionBlockNumber::<Test>::remove(netuid);
        }
        Hotkeys::<Test>::adopt(&VOTER, &BOB);
        write_vote(&BOB_HOT);
        write_vote(&VOTER);
        StorageVersion::new(1).put::<Pallet<Test>>();
        test();
    });
}

/// The neurons of a subnet in the order of their UIDs.
fn neurons(netuid: dtao_primitives::NetUid) -> Vec<AccountId32> {
    Neurons::<Test>::hotkeys(netuid)
}

/// Runs the migration; where the feature is on, with the checks before and after it.
fn migrate() {
    #[cfg(feature = "try-runtime")]
    MigrateV1ToV2::<Test>::try_on_runtime_upgrade(true).unwrap();
    #[cfg(not(feature = "try-runtime"))]
    MigrateV1ToV2::<Test>::on_runtime_upgrade();
}

#[test]
fn what_is_written_here_is_what_version_1_wrote() {
    version_1(|| {
        assert_eq!(stake(&ALICE_HOT, &ALICE, ONE), 5 * UNIT);
        let key = (BOB_HOT, BOB, TWO);
        let expected = Shares::new(u128::from(7 * UNIT) * 1_000_000_000);
        assert_eq!(AlphaV2::<Test>::get(key), expected);
        assert_eq!(crate::RootWeights::<Test>::count(), 2);
        assert!(crate::RootWeights::<Test>::contains_key(VOTER));
        // What the migration has to make is not there yet.
        assert_eq!(SubnetPositions::<Test>::iter_keys().count(), 0);
        assert_eq!(neurons(ROOT), []);
        assert_eq!(neurons(ONE), []);
    });
}

#[test]
fn positions_are_listed_by_subnet() {
    version_1(|| {
        migrate();
        let mut found: Vec<_> = SubnetPositions::<Test>::iter_keys().collect();
        found.sort();
        assert_eq!(found, [(ROOT, ALICE_HOT, BOB), (ONE, ALICE_HOT, ALICE), (TWO, BOB_HOT, BOB)]);
        check_invariants();
    });
}

#[test]
fn who_voted_at_root_has_a_seat_there() {
    version_1(|| {
        migrate();
        let mut seats = neurons(ROOT);
        seats.sort();
        assert_eq!(seats, [BOB_HOT, VOTER]);
        assert_eq!(SubnetworkN::<Test>::get(ROOT), 2);
        for hotkey in [BOB_HOT, VOTER] {
            let uid = Uids::<Test>::get(ROOT, &hotkey).unwrap();
            assert_eq!(Keys::<Test>::get(ROOT, uid), hotkey);
            assert!(IsNetworkMember::<Test>::get(&hotkey, ROOT));
            assert!(crate::RootWeights::<Test>::contains_key(&hotkey));
        }
        assert_eq!(BlockAtRegistration::<Test>::get(ROOT).into_inner(), [50, 50]);
    });
}

#[test]
fn the_owner_of_each_subnet_is_its_first_neuron() {
    version_1(|| {
        migrate();
        assert_eq!(neurons(ONE), [ALICE_HOT]);
        assert_eq!(neurons(TWO), [ALICE_HOT]);
        assert_eq!(Uids::<Test>::get(TWO, ALICE_HOT), Some(0));
        assert_eq!(Uids::<Test>::get(ROOT, ALICE_HOT), None);
    });
}

#[test]
fn clients_are_shown_which_subnets_are_started() {
    version_1(|| {
        let started = crate::FirstEmissionBlockNumber::<Test>::get;
        assert_eq!((started(ONE), started(TWO)), (None, None));
        migrate();
        assert_eq!((started(ONE), started(TWO)), (Some(1), Some(1)));
        assert_eq!(started(ROOT), None);
        check_invariants();
    });
}

#[test]
fn the_chain_goes_on_after_the_migration() {
    version_1(|| {
        migrate();
        run_to(800);
        assert!(pool(ONE).last_payout > 50);
        check_invariants();
    });
}

#[test]
fn it_runs_once_and_only_on_version_1() {
    version_1(|| {
        migrate();
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 2);
        let after = storage_root();
        migrate();
        assert_eq!(storage_root(), after);
    });
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 5);
        let before = storage_root();
        migrate();
        assert_eq!(storage_root(), before);
    });
}
