//! The TAO of the accounts that version 2 had for each subnet moves to the custody account.

use crate::{
    migrations::v3::{root_dividends_account, subnet_account, MigrateV2ToV3},
    mock::*,
    Pallet, PoolStore,
};
use dtao_primitives::{NetUid, Pool, Pools};
use frame_support::{
    assert_ok,
    traits::{fungible::Mutate, GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
    weights::Weight,
};
use sp_runtime::{AccountId32, TryRuntimeError};

fn free(who: &AccountId32) -> u64 {
    Balances::free_balance(who)
}

fn account(number: u16) -> AccountId32 {
    subnet_account::<Test>(NetUid::new(number))
}

/// Runs the migration; where the feature is on, with the checks before and after it.
fn migrate() -> Weight {
    #[cfg(feature = "try-runtime")]
    return MigrateV2ToV3::<Test>::try_on_runtime_upgrade(true).unwrap();
    #[cfg(not(feature = "try-runtime"))]
    MigrateV2ToV3::<Test>::on_runtime_upgrade()
}

/// The stake at root, the pools of subnets 1 and 136, what waits for root, the pot of subnet 2, and two gifts.
const ROOT_STAKE: u64 = 40 * UNIT;
const POOLS: [(u16, u64); 2] = [(1, 10_000 * UNIT), (MAX_SUBNETS, 7 * UNIT)];
const WAITING: u64 = 3 * UNIT;
const POT: u64 = 5 * UNIT + 1;
const GIFT: u64 = 11;
const GIFT_TO_NOBODY: u64 = 2 * UNIT;

/// A chain whose storage is of version 2, with the accounts of that version.
fn version_2(test: impl FnOnce()) {
    empty().execute_with(|| {
        let mint = |who: &AccountId32, tao: u64| {
            assert_ok!(Balances::mint_into(who, tao));
        };
        assert_ok!(PoolStore::<Test>::insert(
            ROOT,
            Pool { tao: ROOT_STAKE.into(), alpha_out: ROOT_STAKE.into(), ..Pool::default() }
        ));
        mint(&account(0), ROOT_STAKE + DEPOSIT + GIFT);
        for (number, tao) in POOLS {
            assert_ok!(PoolStore::<Test>::insert(NetUid::new(number), pool_of(tao, 200 * UNIT)));
            mint(&account(number), tao + DEPOSIT);
        }
        edit(ONE, |pool| pool.pending.root_tao = WAITING.into());
        mint(&root_dividends_account::<Test>(), WAITING + DEPOSIT);
        mint(&account(2), POT + DEPOSIT);
        mint(&account(77), GIFT_TO_NOBODY);
        mint(&ALICE, UNIT);
        StorageVersion::new(2).put::<Pallet<Test>>();
        test();
    });
}

#[test]
fn without_the_migration_the_custody_account_holds_too_little() {
    version_2(|| {
        let message = "the custody account holds less than the pools count";
        assert_eq!(Swap::do_try_state(), Err(TryRuntimeError::Other(message)));
    });
}

#[test]
fn pools_dividends_pots_deposits_and_gifts_move_to_the_custody_account() {
    version_2(|| {
        let (issuance, pools) = (Balances::total_issuance(), PoolStore::<Test>::all());
        migrate();
        // Pots are counted by the pallet above; the deposits of four accounts are gifts now.
        assert_eq!(beyond_the_books(), POT + GIFT + GIFT_TO_NOBODY + 4 * DEPOSIT);
        assert_eq!(Balances::total_issuance(), issuance);
        assert_eq!(PoolStore::<Test>::all(), pools);
        assert_eq!(free(&ALICE), UNIT);
        assert_eq!(Swap::do_try_state(), Ok(()));
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 3);
    });
}

#[test]
fn the_old_accounts_are_gone_and_roots_is_the_custody_account() {
    version_2(|| {
        assert_eq!(account(0), Swap::custody_account());
        migrate();
        for old in (1..=MAX_SUBNETS).map(account).chain([root_dividends_account::<Test>()]) {
            assert!(!System::account_exists(&old));
        }
    });
}

#[test]
fn an_old_account_that_is_a_hotkey_ends_empty_and_keeps_its_reference() {
    version_2(|| {
        System::inc_sufficients(&account(1));
        migrate();
        assert_eq!(free(&account(1)), 0);
        assert_eq!(System::sufficients(&account(1)), 1);
        assert_eq!(Swap::do_try_state(), Ok(()));
    });
}

#[test]
fn it_runs_once_and_only_on_version_2() {
    version_2(|| {
        migrate();
        let before = held();
        assert_ok!(Balances::mint_into(&account(1), UNIT));
        migrate();
        assert_eq!((held(), free(&account(1))), (before, UNIT));
    });
}

#[test]
fn its_weight_covers_every_account_that_there_can_be() {
    version_2(|| {
        for number in 1..=MAX_SUBNETS {
            assert_ok!(Balances::mint_into(&account(number), UNIT));
        }
        let before = Swap::all();
        let weight = migrate();
        assert_eq!(Swap::all(), before);
        // 136 subnets and root's dividends: a read to look, and at most four reads and writes to move. With the version.
        let db = <Test as frame_system::Config>::DbWeight::get();
        assert_eq!(weight, db.reads_writes(137 * 5 + 1, 137 * 4 + 1));
    });
}
