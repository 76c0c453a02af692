//! Upgrades from earlier releases to this one.

use crate::chain::{begin, check_invariants, empty_blocks, end, header, set_time, signed_with, started};
use codec::Encode;
use dtao_primitives::Pool;
use dtao_runtime::{
    configs::system::RuntimeBlockWeights,
    fees::payer::NOT_REGISTERED,
    genesis::{
        accounts::{ALICE, BOB},
        subnets::DEEP,
        DEVELOPMENT,
    },
    AccountId, Balances, Executive, Runtime, SubtensorCall, SubtensorModule, Swap, System, UncheckedExtrinsic,
    EXISTENTIAL_DEPOSIT, VERSION,
};
use frame_support::{
    storage::unhashed,
    traits::{fungible::Mutate, tokens::Preservation, GetStorageVersion, StorageVersion},
};
use frame_system::{LastRuntimeUpgrade, LastRuntimeUpgradeInfo};
use pallet_dtao_swap::{
    migrations::{
        v2::{OldPending, OldPool},
        v3::{root_dividends_account, subnet_account},
        v4,
    },
    PoolPages, PoolStore,
};
use pallet_subtensor::{Neurons, OwnedHotkeys, Owner, SubnetPositions};
use sp_runtime::{
    traits::{BlakeTwo256, Hash},
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    ExtrinsicInclusionMode,
};

/// Converts a pool to the format of releases 102 to 105.
fn before_averages(pool: &Pool) -> v4::OldPool {
    let (pending, emission) = (pool.pending, pool.emission);
    v4::OldPool {
        tao: pool.tao,
        alpha_in: pool.alpha_in,
        alpha_out: pool.alpha_out,
        unowned: pool.unowned,
        claimable: pool.claimable,
        moving_price: pool.moving_price,
        volume: pool.volume,
        fee_rate: pool.fee_rate,
        first_emission_block: pool.first_emission_block,
        switches: pool.switches,
        ema_halving_blocks: pool.ema_halving_blocks,
        flow: pool.flow,
        flow_average: pool.flow_average,
        last_payout: pool.last_payout,
        next_payout: pool.next_payout,
        pending: v4::OldPending {
            server: pending.server,
            validator: pending.validator,
            owner: pending.owner,
            root_tao: pending.root_tao,
            root_alpha_sold: pending.root_alpha_sold,
            root_alpha: pending.root_alpha,
        },
        emission: v4::OldEmission {
            tao_in: emission.tao_in,
            alpha_in: emission.alpha_in,
            alpha_out: emission.alpha_out,
        },
    }
}

/// Writes all pools in an older format.
fn rewrite_pools<Old: Encode>(old: impl Fn(&Pool) -> Old) {
    for (number, page) in PoolPages::<Runtime>::iter().collect::<Vec<_>>() {
        let pools: Vec<_> = page.iter().map(|row| (row.netuid, old(&row.pool))).collect();
        unhashed::put_raw(&PoolPages::<Runtime>::hashed_key_for(number), &pools.encode());
    }
}

/// Converts a pool to the format of the first release.
fn old(pool: &Pool) -> OldPool {
    OldPool {
        tao: pool.tao,
        alpha_in: pool.alpha_in,
        alpha_out: pool.alpha_out,
        unowned: pool.unowned,
        moving_price: pool.moving_price,
        volume: pool.volume,
        fee_rate: pool.fee_rate,
        first_emission_block: pool.first_emission_block,
        registration_allowed: pool.switches.registration_allowed,
        ema_halving_blocks: pool.ema_halving_blocks,
        flow: pool.flow,
        flow_average: pool.flow_average,
        last_payout: pool.last_payout,
        next_payout: pool.next_payout,
        pending: OldPending::default(),
        emission: before_averages(pool).emission,
    }
}

/// Runs a test on the development chain as the first release would have created it.
fn first_release(test: impl FnOnce()) {
    started(DEVELOPMENT).execute_with(|| {
        for subnet in PoolStore::<Runtime>::all() {
            Neurons::<Runtime>::remove_for_subnet(subnet.netuid);
        }
        rewrite_pools(old);
        let _ = SubnetPositions::<Runtime>::clear(u32::MAX, None);
        let _ = pallet_subtensor::RootHotkeys::<Runtime>::clear(u32::MAX, None);
        let _ = pallet_subtensor::FirstEmissionBlockNumber::<Runtime>::clear(u32::MAX, None);
        remove_hotkey_references();
        StorageVersion::new(1).put::<SubtensorModule>();
        StorageVersion::new(1).put::<Swap>();
        last_ran(100);
        test();
    });
}

/// Runs a test on the development chain as the previous release would have created it, with additional hotkeys.
fn release_before(more_hotkeys: u32, test: impl FnOnce()) {
    started(DEVELOPMENT).execute_with(|| {
        for number in 0..more_hotkeys {
            Owner::<Runtime>::insert(hotkey(number), BOB.coldkey());
        }
        let all = (0..more_hotkeys).map(hotkey);
        OwnedHotkeys::<Runtime>::mutate(BOB.coldkey(), |owned| owned.extend(all));
        remove_hotkey_references();
        StorageVersion::new(2).put::<SubtensorModule>();
        StorageVersion::new(2).put::<Swap>();
        give_each_subnet_an_account();
        rewrite_pools(before_averages);
        last_ran(101);
        test();
    });
}

fn hotkey(number: u32) -> AccountId {
    AccountId::new(BlakeTwo256::hash_of(&number).0)
}

fn last_ran(spec_version: u32) {
    LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo {
        spec_version: spec_version.into(),
        spec_name: "dtao".into(),
    });
}

/// Restores the state before version 3, when hotkeys had no reference, and those without TAO no account.
fn remove_hotkey_references() {
    for hotkey in Owner::<Runtime>::iter_keys().collect::<Vec<_>>() {
        if System::sufficients(&hotkey) > 0 {
            System::dec_sufficients(&hotkey);
        }
    }
}

/// Restores the state before version 3 of the pools, when each subnet had an account for its TAO.
fn give_each_subnet_an_account() {
    let custody = Swap::custody_account();
    for subnet in PoolStore::<Runtime>::all().into_iter().filter(|subnet| !subnet.netuid.is_root()) {
        let account = subnet_account::<Runtime>(subnet.netuid);
        Balances::mint_into(&account, EXISTENTIAL_DEPOSIT).unwrap();
        Balances::transfer(&custody, &account, subnet.pool.tao.rao(), Preservation::Preserve).unwrap();
    }
    Balances::mint_into(&root_dividends_account::<Runtime>(), EXISTENTIAL_DEPOSIT).unwrap();
    assert!(Swap::do_try_state().is_err());
}

/// Returns the gifts in the custody account: after the upgrade, the existential deposits of four old accounts.
fn gifts() -> u64 {
    SubtensorModule::custody_books().unwrap().gifts.rao()
}

/// Returns the number of hotkeys with a reference.
fn with_accounts() -> usize {
    Owner::<Runtime>::iter_keys().filter(|hotkey| System::sufficients(hotkey) == 1).count()
}

/// Returns a transaction in which Alice's hotkey sets weights.
fn weights() -> UncheckedExtrinsic {
    let call = SubtensorCall::set_weights { netuid: DEEP, dests: vec![1], weights: vec![1], version_key: 0 };
    signed_with(ALICE.hotkey_secret, 0, 0, call.into())
}

/// Starts a block with the header of `begin`, and returns the kinds of transactions that it may include.
fn mode_of(number: u32) -> ExtrinsicInclusionMode {
    Executive::initialize_block(&header(number, Some(number.into())))
}

#[test]
fn before_the_upgrade_a_hotkey_without_tao_cannot_set_weights() {
    release_before(0, || {
        last_ran(VERSION.spec_version);
        begin(1, 1);
        // Without an account a hotkey counts as not registered.
        let refused = TransactionValidityError::from(InvalidTransaction::Custom(NOT_REGISTERED));
        assert_eq!(Executive::apply_extrinsic(weights()), Err(refused));
    });
}

#[test]
fn the_release_before_is_migrated_in_one_block_if_it_fits_and_hotkeys_can_set_weights() {
    release_before(0, || {
        assert_eq!(mode_of(1), ExtrinsicInclusionMode::OnlyInherents);
        set_time(1);
        end();
        assert_eq!(with_accounts(), 6);
        assert_eq!(SubtensorModule::on_chain_storage_version(), 5);
        assert_eq!(Swap::on_chain_storage_version(), 4);
        assert_eq!(gifts(), 4 * EXISTENTIAL_DEPOSIT);
        check_invariants();
        assert_eq!(mode_of(2), ExtrinsicInclusionMode::AllExtrinsics);
        set_time(2);
        Executive::apply_extrinsic(weights()).unwrap().unwrap();
        end();
        check_invariants();
    });
}

/// The number of neurons of 128 full subnets, less the six hotkeys of the preset.
const FULL: u32 = 128 * 256 - 6;

#[test]
fn a_full_chain_is_migrated_over_several_blocks_without_a_transaction_in_between() {
    release_before(FULL, || {
        let mut number = 0;
        let mut before = 0;
        while SubtensorModule::on_chain_storage_version() == 2 {
            number += 1;
            assert_eq!(mode_of(number), ExtrinsicInclusionMode::OnlyInherents);
            set_time(number);
            end();
            check_invariants();
            assert!(with_accounts() > before);
            before = with_accounts();
            let weight = System::block_weight().total();
            assert!(weight.all_lte(RuntimeBlockWeights::get().max_block));
        }
        assert_eq!(before, 128 * 256);
        // The number of blocks follows from the measured weight of a hotkey.
        assert!((4..10).contains(&number), "{number} blocks");
        assert_eq!(mode_of(number + 1), ExtrinsicInclusionMode::AllExtrinsics);
        set_time(number + 1);
        Executive::apply_extrinsic(weights()).unwrap().unwrap();
        end();
        check_invariants();
    });
}

#[test]
fn a_chain_that_begins_with_this_release_has_nothing_to_migrate() {
    started(DEVELOPMENT).execute_with(|| {
        assert_eq!(mode_of(1), ExtrinsicInclusionMode::AllExtrinsics);
        assert_eq!(SubtensorModule::on_chain_storage_version(), 5);
        // An upgrade from this release has nothing to do: it takes one block, and no hotkey changes.
        last_ran(VERSION.spec_version - 1);
        let accounts = frame_system::Account::<Runtime>::iter().count();
        assert_eq!(mode_of(2), ExtrinsicInclusionMode::OnlyInherents);
        set_time(2);
        end();
        assert_eq!(frame_system::Account::<Runtime>::iter().count(), accounts);
        check_invariants();
        assert_eq!(mode_of(3), ExtrinsicInclusionMode::AllExtrinsics);
    });
}

#[test]
fn the_first_release_is_migrated_to_this_one() {
    let mut before = Vec::new();
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        before = PoolStore::<Runtime>::all();
    });
    assert!(!before.is_empty());
    first_release(|| {
        begin(1, 1);
        assert_eq!(PoolStore::<Runtime>::all(), before);
        // The last migration is stepped, and runs at the end of the block.
        assert_eq!(SubtensorModule::on_chain_storage_version(), 2);
        assert_eq!(Swap::on_chain_storage_version(), 4);
        assert_eq!(Neurons::<Runtime>::hotkeys(DEEP), [ALICE.hotkey()]);
        assert_eq!(
            SubnetPositions::<Runtime>::iter_keys().count(),
            pallet_subtensor::AlphaV2::<Runtime>::iter_keys().count()
        );
        end();
        check_invariants();
        assert_eq!(SubtensorModule::on_chain_storage_version(), 5);
        empty_blocks(2, 20);
        check_invariants();
        assert_eq!(System::block_number(), 21);
    });
}
