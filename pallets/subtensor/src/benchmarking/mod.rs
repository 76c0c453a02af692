//! Worst-case benchmarks of the calls and of the block step.
//!
//! | module | contents |
//! |---|---|
//! | [`world`] | subnets, accounts, stake |
//! | [`neurons`] | full subnets, commitments, families |
//! | [`epochs`] | subnets that are due for a payout, or in dissolution |
//! | [`root`] | seats, votes, claims |
//! | [`scenes`] | the state before one call |
//!
//! Every call has a benchmark of its name; a test ensures that. `scripts/benchmark.sh` measures them and writes
//! [`weights`](crate::weights).

mod epochs;
mod neurons;
mod root;
mod scenes;
mod world;

use crate::{
    children::apply_pending,
    emission::{policy::EmissionPolicies, weight_of_links, MAX_LINKS},
    hooks::on_initialize,
    identity,
    ledger::{
        claims::Claims,
        hotkeys::Hotkeys,
        locks::{Locks, ACCEPTS_LOCKED, MAX_COUNTED},
        owner_fees::{FeeRecord, OwnerFees},
    },
    lifecycle::dissolve_subnet::pay_holders_of,
    migrations::{
        v3::{self, MigrateV2ToV3},
        v4::{self, MigrateV3ToV4},
        v5::{self, MigrateV4ToV5},
    },
    registry::{
        burns::Burns,
        families::{self, Families, MAX_SUBNET_PARENTS},
        stake_weight::StakeParts,
    },
    settings,
    stake::{
        claim,
        fee::{FeeSource, NotSold, SaleWork},
    },
    validator_weights::{
        openings::{open_due, set_opened, SealedWeights},
        timelocked::{Stage, MAX_TIMELOCKED, TIMELOCKED_VERSION},
        MAX_COMMITS,
    },
    Call, CommitRevealWeightsEnabled, Config, InjectionRule, Pallet, RevealPeriodEpochs, RootClaimTypeEnum,
    RootDividendRule,
};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use codec::{Compact, Encode};
use dtao_primitives::{ChainIdentityV2, NetUid, Pools};
use epochs::Size;
use frame_benchmarking::v2::*;
use frame_support::{
    migrations::SteppedMigration,
    traits::{fungible::Inspect, Get, StorageVersion},
    weights::WeightMeter,
    BoundedVec,
};
use frame_system::RawOrigin;
use neurons::{neuron, neuron_owner, FULL};
use scenes::{
    announce, committed, demand_more, full_subnet, hotkey_with_family, locked, long_identity, revealed, signed,
    staked_hotkey, subnets_at_limit, swapped_coldkey, text, timelocking, validator, weights_for_all,
};
use sp_core::H256;
use world::{
    create_subnets, create_subnets_apart, fill_list, fund, key, netuids, netuids_apart, owner, owner_hotkey, rich,
    rich_owner, stake, staked, staker, BLOCK, FEW, HERE, LAST, ROOT, SUBNETS, TAO, THERE,
};

#[benchmarks]
mod benchmarks {
    use super::*;

    // ------------------------------------------------------------ stake

    /// At root, which has two more indexes than a subnet. The calls with a limit are measured at a subnet, and their weight is
    /// at least that of this one.
    #[benchmark]
    fn add_stake() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = (rich::<T>("newcomer"), key::<T>("staker's hotkey", 0_u32));
        fill_list::<T>(&coldkey);
        stake::<T>(&key::<T>("other", 0_u32), &hotkey, ROOT, TAO);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), ROOT, TAO.into());
        assert_eq!(staked::<T>(&hotkey, &coldkey, ROOT), TAO);
    }

    #[benchmark]
    fn add_stake_limit() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = (rich::<T>("newcomer"), key::<T>("staker's hotkey", 0_u32));
        fill_list::<T>(&coldkey);
        stake::<T>(&key::<T>("other", 0_u32), &hotkey, HERE, TAO);
        let limit = 51_000_000;
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, (10_000 * TAO).into(), limit.into(), true);
        assert!(staked::<T>(&hotkey, &coldkey, HERE) > TAO);
    }

    #[benchmark]
    fn remove_stake() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(ROOT);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), ROOT, (100 * TAO).into());
        assert_eq!(staked::<T>(&hotkey, &coldkey, ROOT), 0);
    }

    #[benchmark]
    fn remove_stake_limit() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        stake::<T>(&coldkey, &hotkey, HERE, 20_000 * TAO);
        let limit = 49_000_000;
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, (20_000 * TAO).into(), limit.into(), true);
        assert!(staked::<T>(&hotkey, &coldkey, HERE) < 20_000 * TAO);
    }

    #[benchmark]
    fn remove_stake_full_limit() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, Some(1.into()));
        assert_eq!(staked::<T>(&hotkey, &coldkey, HERE), 0);
    }

    /// The whole position, from a subnet to root.
    #[benchmark]
    fn move_stake() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        let other = key::<T>("other hotkey", 0_u32);
        stake::<T>(&key::<T>("other", 0_u32), &other, ROOT, TAO);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), other.clone(), HERE, ROOT, (100 * TAO).into());
        assert!(staked::<T>(&other, &coldkey, ROOT) > TAO);
    }

    /// Between two subnets; its weight is at least that of [`move_stake`], which ends a position and moves stake to root.
    #[benchmark]
    fn move_stake_limit() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        stake::<T>(&coldkey, &hotkey, HERE, 20_000 * TAO);
        let other = key::<T>("other hotkey", 0_u32);
        stake::<T>(&key::<T>("other", 0_u32), &other, THERE, TAO);
        let (amount, limit) = ((20_000 * TAO).into(), 970_000_000.into());
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), other.clone(), HERE, THERE, amount, limit, true);
        assert!(staked::<T>(&other, &coldkey, THERE) > TAO);
    }

    /// The whole position, from a subnet to root, with another hotkey.
    #[benchmark]
    fn transfer_stake_and_hotkey() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        let (receiver, other) = (key::<T>("receiver", 0_u32), key::<T>("other hotkey", 0_u32));
        fill_list::<T>(&receiver);
        stake::<T>(&key::<T>("other", 0_u32), &other, ROOT, TAO);
        let amount = (100 * TAO).into();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), receiver.clone(), hotkey.clone(), other.clone(), HERE, ROOT, amount);
        assert!(staked::<T>(&other, &receiver, ROOT) > TAO);
    }

    #[benchmark]
    fn transfer_stake() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        let receiver = key::<T>("receiver", 0_u32);
        fill_list::<T>(&receiver);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), receiver.clone(), hotkey.clone(), HERE, ROOT, (100 * TAO).into());
        assert!(staked::<T>(&hotkey, &receiver, ROOT) > TAO);
    }

    #[benchmark]
    fn swap_stake() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, ROOT, (100 * TAO).into());
        assert!(staked::<T>(&hotkey, &coldkey, ROOT) > TAO);
    }

    #[benchmark]
    fn swap_stake_limit() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        stake::<T>(&coldkey, &hotkey, HERE, 20_000 * TAO);
        let (amount, limit) = ((20_000 * TAO).into(), 970_000_000.into());
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, THERE, amount, limit, true);
        assert!(staked::<T>(&hotkey, &coldkey, THERE) > TAO);
    }

    /// With pools in as many pages as there can be.
    #[benchmark]
    fn unstake_all(p: Linear<1, 128>) {
        create_subnets::<T>(SUBNETS);
        let (coldkey, hotkey) = (rich::<T>("staker"), key::<T>("staker's hotkey", 0_u32));
        for netuid in netuids_apart(p) {
            stake::<T>(&coldkey, &hotkey, netuid, TAO);
        }
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert_eq!(staked::<T>(&hotkey, &coldkey, LAST), 0);
    }

    /// With pools in as many pages as there can be.
    #[benchmark]
    fn unstake_all_alpha(p: Linear<1, 128>) {
        create_subnets::<T>(SUBNETS);
        let (coldkey, hotkey) = (rich::<T>("staker"), key::<T>("staker's hotkey", 0_u32));
        for netuid in netuids_apart(p) {
            stake::<T>(&coldkey, &hotkey, netuid, TAO);
        }
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert!(staked::<T>(&hotkey, &coldkey, ROOT) > 0);
    }

    #[benchmark]
    fn recycle_alpha() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), (100 * TAO).into(), HERE);
        assert_eq!(staked::<T>(&hotkey, &coldkey, HERE), 0);
    }

    #[benchmark]
    fn burn_alpha() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), (100 * TAO).into(), HERE);
        assert_eq!(staked::<T>(&hotkey, &coldkey, HERE), 0);
    }

    /// The price rises to the limit, or nearly.
    #[benchmark]
    fn add_stake_burn() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        let before = T::Pools::get(HERE).map(|pool| pool.unowned);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey, HERE, (50 * TAO).into(), Some(51_000_000.into()));
        assert!(T::Pools::get(HERE).map(|pool| pool.unowned) > before);
    }

    #[benchmark]
    fn set_coldkey_auto_stake_hotkey() {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, FULL);
        let coldkey = rich::<T>("miner");
        #[extrinsic_call]
        _(signed::<T>(&coldkey), HERE, neuron::<T>(1));
        assert!(crate::AutoStakeDestination::<T>::contains_key(&coldkey, HERE));
    }

    // ------------------------------------------------------------ locks

    /// The first lock, for stake with as many hotkeys as are counted.
    #[benchmark]
    fn lock_stake() {
        create_subnets::<T>(FEW);
        let (coldkey, _) = staker::<T>(HERE);
        let hotkey = key::<T>("favoured hotkey", 0_u32);
        stake::<T>(&coldkey, &hotkey, HERE, TAO);
        let amount = (1 + MAX_COUNTED as u64) * TAO;
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, amount.into());
        assert!(crate::Lock::<T>::contains_key((&coldkey, HERE, &hotkey)));
    }

    /// The only lock in favour of its hotkey. A perpetual one, to a hotkey of the same coldkey.
    #[benchmark]
    fn move_lock() {
        let (coldkey, hotkey, other) = locked::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), other.clone(), HERE);
        assert!(!crate::Lock::<T>::contains_key((&coldkey, HERE, &hotkey)));
        assert!(crate::Lock::<T>::contains_key((&coldkey, HERE, &other)));
    }

    #[benchmark]
    fn set_perpetual_lock() {
        let (coldkey, ..) = locked::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), HERE, false);
        assert!(!crate::DecayingLock::<T>::contains_key(&coldkey, HERE));
    }

    #[benchmark]
    fn set_reject_locked_alpha() {
        let coldkey = rich::<T>("coldkey");
        #[extrinsic_call]
        _(signed::<T>(&coldkey), false);
        assert!(crate::AccountFlags::<T>::contains_key(&coldkey));
    }

    /// A withdrawal that needs the stake with the lock's hotkey.
    #[benchmark]
    fn honour_lock() {
        let (coldkey, hotkey, _) = locked::<T>();
        let (staked_with, left) = (key::<T>("staker's hotkey", 0_u32), (100 * TAO).into());
        #[block]
        {
            Locks::<T>::ensure_free((&coldkey, &staked_with), HERE, left).map_err(|_| ()).expect("enough stake");
        }
        assert!(crate::Lock::<T>::contains_key((&coldkey, HERE, &hotkey)));
    }

    /// Most of a lock, to a coldkey without one. A whole lock, for which less stake is counted, takes three more writes.
    #[benchmark]
    fn move_locked() {
        let (coldkey, hotkey, other) = locked::<T>();
        let receiver = key::<T>("receiver", 0_u32);
        crate::AccountFlags::<T>::insert(&receiver, ACCEPTS_LOCKED);
        let all = (1_000 * TAO).into();
        #[block]
        {
            Locks::<T>::follow((&coldkey, &hotkey), (&receiver, &other), HERE, (all, 0.into()))
                .expect("a receiver that accepts it");
        }
        assert!(crate::Lock::<T>::contains_key((&receiver, HERE, &other)));
        assert!(crate::Lock::<T>::contains_key((&coldkey, HERE, &hotkey)));
    }

    /// The removal of `l` locks at a dissolved subnet, each in favour of another hotkey.
    #[benchmark]
    fn remove_locks(l: Linear<1, { T::HoldersPaidPerBlock::get() }>) {
        create_subnets::<T>(FEW);
        for number in 0..l {
            let (coldkey, hotkey) = (key::<T>("locker", number), key::<T>("favoured hotkey", number));
            fund::<T>(&coldkey, TAO);
            stake::<T>(&coldkey, &hotkey, HERE, TAO);
            Locks::<T>::add((&coldkey, &hotkey), HERE, TAO.into()).expect("stake and TAO");
            Locks::<T>::set_perpetual(&coldkey, HERE, true).expect("a lock");
        }
        #[block]
        {
            Locks::<T>::remove_for_subnet(HERE, l);
        }
        assert_eq!(crate::LockingColdkeys::<T>::iter_keys().count(), 0);
    }

    // ------------------------------------------------------------ hotkeys

    #[benchmark]
    fn decrease_take() {
        let hotkey = key::<T>("hotkey", 0_u32);
        Hotkeys::<T>::adopt(&hotkey, &owner::<T>());
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), hotkey.clone(), 1);
        assert_eq!(crate::Delegates::<T>::get(&hotkey), 1);
    }

    #[benchmark]
    fn increase_take() {
        frame_system::Pallet::<T>::set_block_number(1_000_000_u32.into());
        let hotkey = key::<T>("hotkey", 0_u32);
        Hotkeys::<T>::adopt(&hotkey, &owner::<T>());
        crate::Delegates::<T>::insert(&hotkey, 1);
        crate::LastTakeIncrease::<T>::insert(&hotkey, 1);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), hotkey.clone(), 2);
        assert_eq!(crate::Delegates::<T>::get(&hotkey), 2);
    }

    #[benchmark]
    fn try_associate_hotkey() {
        let (coldkey, hotkey) = (rich_owner::<T>("newcomer"), key::<T>("new hotkey", 0_u32));
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert_eq!(crate::Owner::<T>::get(&hotkey), coldkey);
    }

    #[benchmark]
    fn choose_coldkey() {
        let (squatter, hotkey) = (rich_owner::<T>("squatter"), rich::<T>("hotkey"));
        Hotkeys::<T>::adopt(&hotkey, &squatter);
        frame_system::Pallet::<T>::inc_account_nonce(&hotkey);
        let coldkey = key::<T>("coldkey", 0_u32);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), coldkey.clone());
        assert_eq!(crate::ChosenColdkey::<T>::get(&hotkey), Some(coldkey));
    }

    /// A hotkey with `p` positions at `s` subnets. `move_neuron` has the rest of its work, which is counted in positions.
    #[benchmark]
    fn swap_hotkey(p: Linear<1, { T::MaxSwapPositions::get() }>, s: Linear<1, 128>) {
        let (coldkey, old, new) = staked_hotkey::<T>(p, s);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), old.clone(), new.clone(), None);
        assert!(!crate::UnfinishedSwaps::<T>::contains_key(&old));
        assert_eq!(staked::<T>(&old, &key::<T>("nominator", 0_u32), NetUid::new(1)), 0);
    }

    #[benchmark]
    fn swap_hotkey_v2(p: Linear<1, { T::MaxSwapPositions::get() }>, s: Linear<1, 128>) {
        let (coldkey, old, new) = staked_hotkey::<T>(p, s);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), old.clone(), new.clone(), None, false);
        assert!(!crate::UnfinishedSwaps::<T>::contains_key(&old));
        assert_eq!(staked::<T>(&old, &key::<T>("nominator", 0_u32), NetUid::new(1)), 0);
    }

    #[benchmark]
    fn announce_coldkey_swap() {
        let coldkey = rich::<T>("coldkey");
        #[extrinsic_call]
        _(signed::<T>(&coldkey), H256::repeat_byte(1));
        assert!(crate::ColdkeySwapAnnouncements::<T>::contains_key(&coldkey));
    }

    /// A coldkey with `p` units of work, which an earlier call has not begun.
    #[benchmark]
    fn swap_coldkey_announced(p: Linear<1, { T::MaxSwapPositions::get() }>) {
        let (old, new) = swapped_coldkey::<T>(p);
        announce::<T>(&old, &new);
        #[extrinsic_call]
        _(signed::<T>(&old), new.clone());
        assert!(!crate::ColdkeySwapAnnouncements::<T>::contains_key(&old));
        assert_eq!(T::Currency::total_balance(&old), 0);
    }

    #[benchmark]
    fn dispute_coldkey_swap() {
        let (coldkey, new) = (rich::<T>("coldkey"), key::<T>("new coldkey", 0_u32));
        announce::<T>(&coldkey, &new);
        #[extrinsic_call]
        _(signed::<T>(&coldkey));
        assert!(crate::ColdkeySwapDisputes::<T>::contains_key(&coldkey));
    }

    #[benchmark]
    fn reset_coldkey_swap() {
        let (coldkey, new) = (rich::<T>("coldkey"), key::<T>("new coldkey", 0_u32));
        announce::<T>(&coldkey, &new);
        crate::ColdkeySwapDisputes::<T>::insert(&coldkey, 1);
        #[extrinsic_call]
        _(RawOrigin::Root, coldkey.clone());
        assert!(!crate::ColdkeySwapAnnouncements::<T>::contains_key(&coldkey));
    }

    #[benchmark]
    fn clear_coldkey_swap_announcement() {
        let (coldkey, new) = (rich::<T>("coldkey"), key::<T>("new coldkey", 0_u32));
        announce::<T>(&coldkey, &new);
        crate::ColdkeySwapReannouncementDelay::<T>::put(0);
        #[extrinsic_call]
        _(signed::<T>(&coldkey));
        assert!(!crate::ColdkeySwapAnnouncements::<T>::contains_key(&coldkey));
    }

    #[benchmark]
    fn swap_coldkey(p: Linear<1, { T::MaxSwapPositions::get() }>) {
        let (old, new) = swapped_coldkey::<T>(p);
        announce::<T>(&old, &new);
        crate::ColdkeySwapDisputes::<T>::insert(&old, 1);
        let cost = T::KeySwapCost::get().into();
        #[extrinsic_call]
        _(RawOrigin::Root, old.clone(), new, cost);
        assert!(!crate::ColdkeySwapAnnouncements::<T>::contains_key(&old));
        assert_eq!(T::Currency::total_balance(&old), 0);
    }

    // ------------------------------------------------------------ neurons

    #[benchmark]
    fn burned_register() {
        let (coldkey, hotkey) = full_subnet::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), HERE, hotkey.clone());
        assert_eq!(crate::Uids::<T>::get(HERE, &hotkey), Some(0));
    }

    #[benchmark]
    fn register_limit() {
        let (coldkey, hotkey) = full_subnet::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), HERE, hotkey.clone(), u64::MAX);
        assert_eq!(crate::Uids::<T>::get(HERE, &hotkey), Some(0));
    }

    #[benchmark]
    fn root_register() {
        create_subnets::<T>(SUBNETS);
        root::votes::<T>();
        let (coldkey, hotkey) = staker::<T>(ROOT);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert_eq!(crate::Uids::<T>::get(ROOT, &hotkey), Some(0));
    }

    #[benchmark]
    fn serve_axon() {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::serve::<T>(HERE, &hotkey);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 1, u128::MAX, 8080, 6, 0, 0, 0);
        assert!(!crate::NeuronCertificates::<T>::contains_key(HERE, &hotkey));
    }

    #[benchmark]
    fn serve_axon_tls() {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::serve::<T>(HERE, &hotkey);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 1, u128::MAX, 8080, 6, 0, 0, 0, vec![2; 65]);
        assert_eq!(crate::NeuronCertificates::<T>::get(HERE, &hotkey).map(|it| it.algorithm), Some(2));
    }

    #[benchmark]
    fn serve_prometheus() {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::serve::<T>(HERE, &hotkey);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 1, u128::MAX, 8080, 6);
        assert_eq!(crate::Prometheus::<T>::get(HERE, &hotkey).map(|it| it.port), Some(8080));
    }

    // ------------------------------------------------------------ weights

    #[benchmark]
    fn set_weights() {
        create_subnets::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        let (dests, weights) = weights_for_all();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, dests, weights, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    #[benchmark]
    fn set_mechanism_weights() {
        create_subnets::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        let (dests, weights) = weights_for_all();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 0, dests, weights, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    #[benchmark]
    fn batch_set_weights(n: Linear<1, 128>) {
        create_subnets::<T>(SUBNETS);
        let hotkey = key::<T>("validator", 0_u32);
        for netuid in netuids(n) {
            neurons::fill_vectors::<T>(netuid, &hotkey);
            neurons::parents::<T>(netuid, &hotkey, 0, families::MAX_PARENTS);
        }
        crate::StakeThreshold::<T>::put(1);
        let row: Vec<_> = (0..FULL).map(|uid| (Compact(uid), Compact(uid + 1))).collect();
        let all = netuids(n).into_iter().map(Compact).collect();
        let times = n as usize;
        #[extrinsic_call]
        _(signed::<T>(&hotkey), all, vec![row; times], vec![Compact(0); times]);
        let last = NetUid::new(n as u16);
        assert_eq!(crate::Weights::<T>::get(last, 0).len(), usize::from(FULL));
    }

    #[benchmark]
    fn commit_weights() {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::commit::<T>(HERE, &hotkey, &[H256::zero(); 9]);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, H256::repeat_byte(1));
        assert_eq!(crate::WeightCommits::<T>::get(HERE, &hotkey).map(|commits| commits.len()), Some(10));
    }

    #[benchmark]
    fn commit_mechanism_weights() {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::commit::<T>(HERE, &hotkey, &[H256::zero(); 9]);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 0, H256::repeat_byte(1));
        assert_eq!(crate::WeightCommits::<T>::get(HERE, &hotkey).map(|commits| commits.len()), Some(10));
    }

    #[benchmark]
    fn batch_commit_weights(n: Linear<1, 128>) {
        create_subnets::<T>(SUBNETS);
        let hotkey = key::<T>("validator", 0_u32);
        for netuid in netuids(n) {
            neurons::fill_vectors::<T>(netuid, &hotkey);
            neurons::commit::<T>(netuid, &hotkey, &[H256::zero(); 9]);
        }
        let all = netuids(n).into_iter().map(Compact).collect();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), all, vec![H256::repeat_byte(1); n as usize]);
        let last = NetUid::new(n as u16);
        assert_eq!(crate::WeightCommits::<T>::get(last, &hotkey).map(|commits| commits.len()), Some(10));
    }

    /// In an epoch in which the hotkey has committed before, with all others that can.
    #[benchmark]
    fn commit_timelocked_weights() {
        create_subnets::<T>(FEW);
        let hotkey = timelocking::<T>();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, neurons::longest_sealed(), 1, TIMELOCKED_VERSION);
        assert_eq!(crate::TimelockedWeightCommits::<T>::get(HERE, 0).len(), MAX_TIMELOCKED as usize);
    }

    #[benchmark]
    fn commit_timelocked_mechanism_weights() {
        create_subnets::<T>(FEW);
        let hotkey = timelocking::<T>();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 0, neurons::longest_sealed(), 1, TIMELOCKED_VERSION);
        assert_eq!(crate::TimelockedWeightCommits::<T>::get(HERE, 0).len(), MAX_TIMELOCKED as usize);
    }

    #[benchmark]
    fn reveal_weights() {
        create_subnets::<T>(FEW);
        let revealed = revealed(1);
        let hotkey = committed::<T>(HERE, core::slice::from_ref(&revealed));
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, revealed.uids, revealed.values, revealed.salt, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    #[benchmark]
    fn reveal_mechanism_weights() {
        create_subnets::<T>(FEW);
        let revealed = revealed(1);
        let hotkey = committed::<T>(HERE, core::slice::from_ref(&revealed));
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 0, revealed.uids, revealed.values, revealed.salt, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    /// Up to the maximum number of commitments. A longer batch fails; its weight is extrapolated.
    #[benchmark]
    fn batch_reveal_weights(n: Linear<1, 10>) {
        create_subnets::<T>(FEW);
        let all: Vec<_> = (0..n as u16).map(revealed).collect();
        let hotkey = committed::<T>(HERE, &all);
        let uids = all.iter().map(|revealed| revealed.uids.clone()).collect();
        let values = all.iter().map(|revealed| revealed.values.clone()).collect();
        let salts = all.iter().map(|revealed| revealed.salt.clone()).collect();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, uids, values, salts, vec![0; n as usize]);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    // ------------------------------------------------------------ subnets

    #[benchmark]
    fn register_network() {
        let coldkey = subnets_at_limit::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), key::<T>("new hotkey", 0_u32));
        assert!(crate::SubnetOwner::<T>::iter_values().any(|owner| owner == coldkey));
    }

    #[benchmark]
    fn register_network_with_identity() {
        let coldkey = subnets_at_limit::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), key::<T>("new hotkey", 0_u32), Some(long_identity()));
        assert!(crate::SubnetOwner::<T>::iter_values().any(|owner| owner == coldkey));
    }

    #[benchmark]
    fn root_dissolve_network() {
        create_subnets::<T>(SUBNETS);
        epochs::about_to_dissolve::<T>(HERE);
        #[extrinsic_call]
        _(RawOrigin::Root, HERE);
        assert!(crate::Dissolving::<T>::contains_key(HERE));
    }

    #[benchmark]
    fn dissolve_network() {
        create_subnets::<T>(SUBNETS);
        epochs::about_to_dissolve::<T>(HERE);
        #[extrinsic_call]
        _(RawOrigin::Root, owner::<T>(), HERE);
        assert!(crate::Dissolving::<T>::contains_key(HERE));
    }

    #[benchmark]
    fn start_call() {
        create_subnets::<T>(FEW);
        world::edit::<T>(HERE, |pool| pool.first_emission_block = None);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE);
        assert!(T::Pools::get(HERE).is_some_and(|pool| pool.first_emission_block.is_some()));
    }

    #[benchmark]
    fn set_subnet_identity() {
        create_subnets::<T>(FEW);
        fund::<T>(&owner::<T>(), TAO);
        let (name, long) = (text(identity::MAX_NAME), text(identity::MAX_TEXT));
        #[extrinsic_call]
        _(
            signed::<T>(&owner::<T>()),
            HERE,
            name.clone(),
            long.clone(),
            long.clone(),
            long.clone(),
            name,
            long.clone(),
            long.clone(),
            long,
        );
        assert_eq!(crate::SubnetIdentitiesV3::<T>::get(HERE), Some(long_identity()));
    }

    #[benchmark]
    fn set_identity() {
        let coldkey = rich::<T>("introduced");
        Hotkeys::<T>::adopt(&key::<T>("hotkey", 0_u32), &coldkey);
        let (name, long) = (text(identity::MAX_NAME), text(identity::MAX_TEXT));
        #[extrinsic_call]
        _(signed::<T>(&coldkey), name.clone(), long.clone(), long.clone(), long.clone(), name, long.clone(), long);
        assert!(crate::IdentitiesV2::<T>::get(&coldkey)
            .is_some_and(|ChainIdentityV2 { url, .. }| url.len() == identity::MAX_TEXT));
    }

    #[benchmark]
    fn update_symbol() {
        create_subnets::<T>(SUBNETS);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE, "€".into());
        assert_eq!(crate::TokenSymbol::<T>::get(HERE), "€".as_bytes().to_vec());
    }

    #[benchmark]
    fn set_tempo() {
        create_subnets::<T>(FEW);
        crate::ActivityCutoffFactorMilli::<T>::insert(HERE, 1_000);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE, 360);
        assert_eq!(crate::Tempo::<T>::get(HERE), 360);
    }

    #[benchmark]
    fn set_activity_cutoff_factor() {
        create_subnets::<T>(FEW);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE, 1_000);
        assert_eq!(crate::ActivityCutoffFactorMilli::<T>::get(HERE), 1_000);
    }

    /// Leaves one neuron of a full subnet, in which all have weights, bonds, addresses and commitments.
    #[benchmark]
    fn trim_neurons() {
        full_subnet::<T>();
        neurons::set_weights::<T>(HERE, FULL, FULL, FULL);
        for uid in 0..FULL {
            neurons::serve::<T>(HERE, &neuron::<T>(uid));
        }
        for number in 0..u64::from(MAX_COMMITS) {
            neurons::timelock::<T>(HERE, number, Stage::Early, 1);
        }
        crate::MaxAllowedValidators::<T>::insert(HERE, 1);
        #[block]
        {
            Pallet::<T>::do_trim_neurons(HERE, 1).expect("no neuron is immune");
        }
        assert_eq!(crate::Keys::<T>::get(HERE, 0), neuron::<T>(FULL - 1));
    }

    /// Ends the bonds of as many validators as there can be neurons.
    #[benchmark]
    fn reset_bonds() {
        full_subnet::<T>();
        neurons::set_weights::<T>(HERE, FULL, FULL, FULL);
        crate::BondsResetOn::<T>::insert(HERE, true);
        #[block]
        {
            Pallet::<T>::do_reset_bonds(HERE, &neuron::<T>(0));
        }
        assert_eq!(crate::Bonds::<T>::get(HERE, 1).len(), usize::from(FULL) - 1);
    }

    // ------------------------------------------------------------ children

    /// The end of all children, and of those that wait in a full queue. It writes more than a choice with a free place.
    #[benchmark]
    fn set_children() {
        create_subnets::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        neurons::wait_for::<T>(HERE, &hotkey, families::MAX_PENDING - 1);
        neurons::set_pending_children::<T>(HERE, &hotkey);
        #[extrinsic_call]
        _(signed::<T>(&neuron_owner::<T>(0)), hotkey.clone(), HERE, Vec::new());
        assert!(!crate::PendingChildKeys::<T>::contains_key(HERE, &hotkey));
        assert!(!crate::ChildKeys::<T>::contains_key(&hotkey, HERE));
    }

    /// A choice that takes the place of another in a full queue.
    #[benchmark]
    fn set_children_evicting() {
        create_subnets::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        stake::<T>(&neuron_owner::<T>(0), &hotkey, HERE, 100 * TAO);
        neurons::wait_for::<T>(HERE, &hotkey, families::MAX_PENDING);
        crate::LastChildrenSet::<T>::insert(&hotkey, HERE, 1);
        fund::<T>(&neuron_owner::<T>(0), TAO);
        let children = neurons::children_of::<T>(100).into_inner();
        #[extrinsic_call]
        set_children(signed::<T>(&neuron_owner::<T>(0)), hotkey.clone(), HERE, children);
        assert!(crate::PendingChildKeys::<T>::contains_key(HERE, &hotkey));
        assert!(!crate::PendingChildKeys::<T>::contains_key(HERE, key::<T>("waiting", 0_u32)));
    }

    /// The end of `p` parents that have no other child.
    #[benchmark]
    fn drop_parents(p: Linear<1, 64>) {
        create_subnets::<T>(FEW);
        let hotkey = neuron::<T>(0);
        neurons::register::<T>(HERE, 1);
        neurons::parents::<T>(HERE, &hotkey, 0, p);
        let all: Vec<_> = (0..p).map(|number| key::<T>("parent", number)).collect();
        let all = frame_support::BoundedVec::truncate_from(all);
        #[extrinsic_call]
        _(signed::<T>(&neuron_owner::<T>(0)), hotkey.clone(), HERE, all);
        assert!(!crate::ParentKeys::<T>::contains_key(&hotkey, HERE));
    }

    #[benchmark]
    fn set_childkey_take() {
        create_subnets::<T>(FEW);
        frame_system::Pallet::<T>::set_block_number(1_000_000_u32.into());
        fund::<T>(&owner::<T>(), TAO);
        let hotkey = owner_hotkey::<T>();
        crate::LastChildkeyTakeIncrease::<T>::insert(&hotkey, HERE, 1);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), hotkey.clone(), HERE, 2);
        assert_eq!(crate::ChildkeyTake::<T>::get(&hotkey, HERE), 2);
    }

    // ------------------------------------------------------------ root

    #[benchmark]
    fn set_root_weights() {
        create_subnets::<T>(SUBNETS);
        root::seats::<T>();
        let (dests, weights) = root::vote_for_all::<T>().into_iter().unzip();
        #[extrinsic_call]
        _(signed::<T>(&neuron_owner::<T>(0)), neuron::<T>(0), dests, weights);
        assert!(crate::RootWeights::<T>::contains_key(neuron::<T>(0)));
    }

    /// Counts the votes of all seats on all subnets, as the block step does at root's tempo.
    #[benchmark]
    fn set_emission_policy() {
        create_subnets::<T>(SUBNETS);
        root::votes::<T>();
        assert!(T::Policies::name(root::ROOT_VOTE).is_some());
        #[extrinsic_call]
        _(RawOrigin::Root, root::ROOT_VOTE);
        assert_eq!(crate::ActiveEmissionPolicy::<T>::get(), root::ROOT_VOTE);
    }

    #[benchmark]
    fn set_root_dividends() {
        #[extrinsic_call]
        _(RawOrigin::Root, RootDividendRule::Claimable);
        assert_eq!(crate::RootDividends::<T>::get(), RootDividendRule::Claimable);
    }

    #[benchmark]
    fn set_injection() {
        #[extrinsic_call]
        _(RawOrigin::Root, InjectionRule::CappedBuy);
        assert_eq!(crate::Injection::<T>::get(), InjectionRule::CappedBuy);
    }

    /// Claims with `c` hotkeys; all alpha is kept as new positions, which writes more keys than a sale.
    #[benchmark]
    fn claim_root(c: Linear<1, { claim::MAX_CLAIMS }>) {
        create_subnets::<T>(FEW);
        let coldkey = root::claims::<T>(HERE, c);
        crate::RootClaimType::<T>::insert(&coldkey, RootClaimTypeEnum::Keep);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), BTreeSet::from([HERE]));
        assert!(staked::<T>(&key::<T>("claimed hotkey", 0_u32), &coldkey, HERE) > 0);
    }

    /// Claims at `s` subnets; all alpha is kept as new positions, by a choice of subnets, since each is looked up. The pools are
    /// in as many pages as there can be, and the coldkey has left root, so that its list of hotkeys changes.
    #[benchmark]
    fn claim_root_with_hotkey(s: Linear<1, 128>) {
        create_subnets::<T>(SUBNETS);
        let (coldkey, hotkey) = root::claims_at::<T>(&netuids_apart(s));
        let subnets = netuids(claim::MAX_KEPT_SUBNETS).into_iter().collect();
        crate::RootClaimType::<T>::insert(&coldkey, RootClaimTypeEnum::KeepSubnets { subnets });
        crate::KeptSubnetsChosenAt::<T>::insert(&coldkey, u64::from(BLOCK));
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert!(staked::<T>(&hotkey, &coldkey, LAST) > 0);
    }

    #[benchmark]
    fn set_root_claim_type() {
        create_subnets::<T>(SUBNETS);
        let coldkey = rich::<T>("claimant");
        let subnets = netuids(claim::MAX_KEPT_SUBNETS).into_iter().collect();
        let wanted = RootClaimTypeEnum::KeepSubnets { subnets };
        #[extrinsic_call]
        _(signed::<T>(&coldkey), wanted.clone());
        assert_eq!(crate::RootClaimType::<T>::get(&coldkey), wanted);
    }

    #[benchmark]
    fn sudo_set_root_claim_threshold() {
        create_subnets::<T>(FEW);
        let most = settings::MAX_ROOT_CLAIM_THRESHOLD;
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE, most);
        assert_eq!(crate::RootClaimableThreshold::<T>::get(HERE).checked_to_num(), Some(most));
    }

    // ------------------------------------------------------------ settings of the network

    #[benchmark]
    fn sudo_set_tx_childkey_take_rate_limit() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(crate::TxChildkeyTakeRateLimit::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_min_childkey_take() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(crate::MinChildkeyTake::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_max_childkey_take() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(crate::MaxChildkeyTake::<T>::get(), 7);
    }

    #[benchmark]
    fn set_pending_childkey_cooldown() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(crate::PendingChildKeyCooldown::<T>::get(), 7);
    }

    // ------------------------------------------------------------ parts of the block step

    /// A step without payouts over `s` subnets, whose pools are in as many pages as there can be, under the most expensive
    /// emission policy and rule of injection: a gate by quantile, and purchases; the price of a neuron decays at `b` subnets.
    #[benchmark]
    fn block_step(s: Linear<1, 128>, b: Linear<0, 128>) {
        create_subnets_apart::<T>(s);
        stake::<T>(&owner::<T>(), &owner_hotkey::<T>(), ROOT, 1_000_000 * TAO);
        root::expensive_rules::<T>(s);
        for netuid in netuids(b) {
            crate::NetworksAdded::<T>::insert(netuid, true);
            Burns::<T>::put(netuid, TAO.into()).expect("room in the list");
        }
        let before = T::Pools::get(LAST).expect("a subnet");
        #[block]
        {
            on_initialize::<T>(BLOCK.into());
        }
        let after = T::Pools::get(LAST).expect("a subnet");
        assert!(!after.emission.tao_in.is_zero() && !after.emission.excess_tao.is_zero());
        assert!(after.pending.root_tao > before.pending.root_tao);
        assert!(after.inflow_average > 0 && after.revenue_average > 0);
    }

    /// The payout of a subnet of `n` neurons: `v` validators, each with weights for `w` neurons, and `p` parents in all.
    #[benchmark]
    fn epoch(n: Linear<128, 256>, v: Linear<16, 128>, w: Linear<2, 256>, p: Linear<0, 1024>) {
        create_subnets::<T>(FEW);
        let size = Size { neurons: n as u16, validators: v as u16, named: w as u16, parents: p };
        epochs::due::<T>(HERE, &size);
        epochs::add_pending_root_tao::<T>(HERE);
        let mut books = T::Pools::books().expect("root");
        let subnet = books.subnets.iter_mut().find(|subnet| subnet.netuid == HERE).expect("a subnet");
        #[block]
        {
            Pallet::<T>::pay_subnet(subnet, &mut books.root, BLOCK.into());
        }
        let pending = subnet.pool.pending;
        assert!(pending.server.is_zero() && pending.validator.is_zero() && pending.root_tao.is_zero());
        let paid = crate::HotkeyDividends::<T>::get(HERE).len();
        assert_eq!(paid, (v + p) as usize);
    }

    /// Pending children of `h` hotkeys become active.
    #[benchmark]
    fn apply_children(h: Linear<1, 32>) {
        create_subnets::<T>(FEW);
        epochs::queue_children::<T>(HERE, h);
        #[block]
        {
            apply_pending::<T>(HERE, BLOCK.into());
        }
        assert!(!crate::PendingChildQueue::<T>::contains_key(HERE));
        assert_eq!(crate::ChildKeys::<T>::get(key::<T>("parent", 0_u32), HERE).len(), 5);
    }

    /// The line with an epoch of `c` commitments whose pulse has not come in time.
    #[benchmark]
    fn visit_timelocked(c: Linear<0, { MAX_TIMELOCKED }>) {
        create_subnets::<T>(FEW);
        neurons::timelock::<T>(HERE, 0, Stage::Over, c);
        neurons::lengthen_line::<T>(0);
        #[block]
        {
            open_due::<T>();
        }
        assert!(!crate::TimelockedWeightCommits::<T>::contains_key(HERE, 0));
    }

    /// The weights of a commitment, after its decryption.
    #[benchmark]
    fn open_timelocked() {
        create_subnets::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        let (uids, values) = weights_for_all();
        let content = SealedWeights { hotkey: hotkey.encode(), uids, values, version_key: 0 }.encode();
        demand_more::<T>(HERE);
        #[block]
        {
            set_opened::<T>(HERE, &hotkey, BLOCK.into(), &content).expect("weights of the validator");
        }
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    /// The payout of a subnet whose hundred parents have `c` children beyond their first.
    #[benchmark]
    fn further_children(c: Linear<0, { MAX_LINKS - MAX_SUBNET_PARENTS }>) {
        create_subnets::<T>(FEW);
        let size = Size { neurons: 128, validators: 64, named: 2, parents: MAX_SUBNET_PARENTS };
        epochs::due::<T>(HERE, &size);
        epochs::give_more_children::<T>(HERE, size.validators, c);
        let mut books = T::Pools::books().expect("root");
        let subnet = books.subnets.iter_mut().find(|subnet| subnet.netuid == HERE).expect("a subnet");
        let families;
        #[block]
        {
            families = Pallet::<T>::pay_subnet(subnet, &mut books.root, BLOCK.into()).families;
        }
        let links = weight_of_links::<T::WeightInfo>(MAX_SUBNET_PARENTS + c, 0);
        assert_eq!(families, links.saturating_add(T::DbWeight::get().reads(1)));
        let paid = crate::HotkeyDividends::<T>::get(HERE).len();
        assert_eq!(paid, usize::from(size.validators) + MAX_SUBNET_PARENTS as usize);
    }

    /// The stake weight of a child with `p` parents that have no stake.
    #[benchmark]
    fn idle_parents(p: Linear<0, 64>) {
        let parents: Vec<_> = (0..p).map(|number| (1, key::<T>("parent", number))).collect();
        let parents = families::Parents::<T>::truncate_from(parents);
        crate::ParentKeys::<T>::insert(neuron::<T>(0), HERE, parents);
        let parts;
        #[block]
        {
            parts = StakeParts::of::<T>(&neuron::<T>(0), HERE, true);
        }
        assert_eq!(parts.idle_parents, p as usize);
    }

    /// The swap of a hotkey that is a pending child of `q` others.
    #[benchmark]
    fn follow_children(q: Linear<0, 256>) {
        let (old, new) = (neuron::<T>(0), neuron::<T>(1));
        neurons::wait_for::<T>(HERE, &old, q);
        let followed;
        #[block]
        {
            followed = Families::<T>::move_to_hotkey(HERE, &old, &new);
        }
        assert!(matches!(followed, Ok(followed) if followed == q));
    }

    /// The move of a neuron, with all its records, and `l` children and parents, to another hotkey. A swap counts it in
    /// positions: a test compares the two.
    #[benchmark]
    fn move_neuron(l: Linear<0, { families::MAX_CHILDREN + families::MAX_PARENTS }>) {
        let (old, new) = hotkey_with_family::<T>(l);
        let moved;
        #[block]
        {
            moved = crate::lifecycle::swap_hotkey::move_neuron::<T>(HERE, &old, &new, false);
        }
        assert!(moved.is_ok());
        assert_eq!(crate::Uids::<T>::get(HERE, &new), Some(0));
        assert!(!crate::ParentKeys::<T>::contains_key(&old, HERE));
    }

    /// The payment of `h` holders of a dissolved subnet.
    #[benchmark]
    fn pay_holders(h: Linear<1, { T::HoldersPaidPerBlock::get() }>) {
        create_subnets::<T>(FEW);
        let dissolution = epochs::dissolved::<T>(h + 1);
        #[block]
        {
            pay_holders_of::<T>(HERE, dissolution, h);
        }
        assert_eq!(crate::SubnetPositions::<T>::iter_key_prefix((HERE,)).count(), 1);
    }

    /// The claims of `c` stakers at root with one hotkey, which have earned alpha of a dissolved subnet.
    #[benchmark]
    fn settle_claims(c: Linear<1, { T::HoldersPaidPerBlock::get() }>) {
        create_subnets::<T>(FEW);
        let dissolution = epochs::dissolved_with_claims::<T>(c + 1);
        #[block]
        {
            pay_holders_of::<T>(HERE, dissolution, c);
        }
        assert_eq!(crate::RootClaimed::<T>::iter_keys().count(), c as usize);
    }

    /// The families of `f` parents at a dissolved subnet, each with the maximum number of children, which have the maximum
    /// number of parents.
    #[benchmark]
    fn remove_families(f: Linear<1, 64>) {
        create_subnets::<T>(FEW);
        for number in 0..f {
            let children = neurons::children_of::<T>(number * 5);
            neurons::set_children::<T>(HERE, &key::<T>("parent", number), children, 63);
        }
        #[block]
        {
            families::Families::<T>::remove_for_subnet(HERE, f);
        }
        assert_eq!(crate::ChildLinks::<T>::iter_key_prefix(HERE).count(), 0);
    }

    /// The removal of `d` debts at a dissolved subnet.
    #[benchmark]
    fn remove_debts(d: Linear<1, { T::HoldersPaidPerBlock::get() }>) {
        for number in 0..=d {
            crate::RootClaimed::<T>::insert((HERE, owner_hotkey::<T>(), key::<T>("debtor", number)), 1);
        }
        #[block]
        {
            Claims::<T>::remove_for_subnet(HERE, d);
        }
        assert_eq!(crate::RootClaimed::<T>::iter_keys().count(), 1);
    }

    /// A step of the migration to storage version 3, over `h` hotkeys.
    #[benchmark]
    fn migrate_hotkeys(h: Linear<1, 1_000>) {
        for number in 0..h {
            crate::Owner::<T>::insert(key::<T>("hotkey", number), owner::<T>());
        }
        StorageVersion::new(2).put::<Pallet<T>>();
        let mut meter = WeightMeter::new();
        #[block]
        {
            MigrateV2ToV3::<T>::step(None, &mut meter).expect("weight for all");
        }
        assert!(!v3::is_due::<T>());
    }

    /// A step of the migration to storage version 4, over the commitments of `c` hotkeys. Each has the maximum number of them.
    #[benchmark]
    fn migrate_commits(c: Linear<1, 1_000>) {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, FULL);
        CommitRevealWeightsEnabled::<T>::insert(HERE, true);
        RevealPeriodEpochs::<T>::insert(HERE, u64::MAX);
        for number in 0..c {
            let commit = v4::old::WeightCommit { hash: H256::zero(), block: 1 };
            let commits = BoundedVec::truncate_from(vec![commit; 10]);
            let hotkey = if number < u32::from(FULL) { neuron::<T>(number as u16) } else { key::<T>("more", number) };
            v4::old::WeightCommits::<T>::insert(HERE, hotkey, commits);
        }
        StorageVersion::new(3).put::<Pallet<T>>();
        let mut meter = WeightMeter::new();
        #[block]
        {
            MigrateV3ToV4::<T>::step(None, &mut meter).expect("weight for all");
        }
        assert!(!v4::is_due::<T>());
    }

    /// A step of that migration over `p` parents more than a subnet has places for, after a step that has counted as many as have
    /// one.
    #[benchmark]
    fn trim_parents(p: Linear<0, 1_000>) {
        create_subnets::<T>(FEW);
        let places = MAX_SUBNET_PARENTS;
        for number in 0..places + p {
            let children = neurons::children_of::<T>(number * families::MAX_CHILDREN);
            neurons::set_children::<T>(HERE, &key::<T>("lender", number), children, families::MAX_PARENTS - 1);
        }
        let counted = crate::ChildLinks::<T>::iter_key_prefix(HERE).nth(places as usize - 1);
        let cursor = counted.map(|last| v4::Cursor::Parents(HERE, last));
        StorageVersion::new(3).put::<Pallet<T>>();
        let mut meter = WeightMeter::new();
        #[block]
        {
            MigrateV3ToV4::<T>::step(cursor, &mut meter).expect("weight for all");
        }
        assert_eq!(crate::ChildLinks::<T>::iter_key_prefix(HERE).count(), places as usize);
    }

    /// A step of the migration to storage version 5, over `s` subnets with all of their items to complete.
    #[benchmark]
    fn migrate_subnets(s: Linear<1, 128>) {
        // Root is one of them.
        create_subnets_apart::<T>(s - 1);
        for netuid in crate::NetworksAdded::<T>::iter_keys().collect::<Vec<_>>() {
            for key in [
                crate::Burn::<T>::hashed_key_for(netuid),
                crate::MaxAllowedUids::<T>::hashed_key_for(netuid),
                crate::SubnetEmaTaoFlow::<T>::hashed_key_for(netuid),
            ] {
                frame_support::storage::unhashed::kill(&key);
            }
            v5::old::RootClaimableThreshold::<T>::insert(netuid, 7);
        }
        StorageVersion::new(4).put::<Pallet<T>>();
        let mut meter = WeightMeter::new();
        #[block]
        {
            MigrateV4ToV5::<T>::step(None, &mut meter).expect("weight for all");
        }
        assert!(!v5::is_due::<T>());
    }

    /// A step of the migration to storage version 5, over `p` positions of as many coldkeys.
    #[benchmark]
    fn migrate_positions(p: Linear<1, 1_000>) {
        create_subnets::<T>(1);
        for number in 0..p {
            let (coldkey, hotkey) = (key::<T>("staker", number), owner_hotkey::<T>());
            crate::StakePositions::<T>::insert((coldkey, hotkey, NetUid::new(1)), ());
        }
        StorageVersion::new(4).put::<Pallet<T>>();
        let mut meter = WeightMeter::new();
        let subnets = v5::Cursor { part: 1, last: None };
        #[block]
        {
            MigrateV4ToV5::<T>::step(Some(subnets), &mut meter).expect("weight for all");
        }
        assert!(!v5::is_due::<T>());
        assert_eq!(crate::StakingHotkeys::<T>::get(key::<T>("staker", 0_u32)).len(), 1);
    }

    /// The addition to a call that changes shares at root, with claimable rates at `s` subnets.
    #[benchmark]
    fn root_debts(s: Linear<1, 128>) {
        create_subnets::<T>(SUBNETS);
        let (hotkey, coldkey, shares) = root::earnings::<T>(s);
        #[block]
        {
            Claims::<T>::root_shares_changed(&hotkey, &coldkey, shares, 0);
        }
        assert!(crate::RootClaimCarried::<T>::contains_key((NetUid::new(1), &hotkey, &coldkey)));
    }

    // ------------------------------------------------------------ fees of transactions

    /// With a record of an earlier fee.
    #[benchmark]
    fn fee_from_owner() {
        create_subnets::<T>(FEW);
        neurons::register::<T>(HERE, 1);
        let hotkey = neuron::<T>(0);
        OwnerFees::<T>::record(&hotkey, 1).expect("a fee within the limit");
        #[block]
        {
            assert_eq!(OwnerFees::<T>::payer(&hotkey, 1), Ok(neuron_owner::<T>(0)));
            OwnerFees::<T>::record(&hotkey, 1).expect("a fee within the limit");
        }
        assert!(matches!(crate::FeesPaidByOwner::<T>::get(&hotkey), Some(FeeRecord::Paid { rao: 2, .. })));
    }

    /// The whole of a coldkey's stake, of a coldkey without an account. Another has stake with the hotkey. The fee is checked
    /// before it is charged.
    #[benchmark]
    fn fee_in_alpha() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = (key::<T>("without TAO", 0_u32), key::<T>("staker's hotkey", 0_u32));
        let fee = TAO / 1_000;
        stake::<T>(&key::<T>("other", 0_u32), &hotkey, HERE, 100 * TAO);
        let pool = T::Pools::get(HERE).expect("a subnet");
        let alpha = pool.reserves().alpha_for_tao(fee, pool.fee_rate).expect("a deep pool");
        stake::<T>(&coldkey, &hotkey, HERE, alpha);
        frame_system::Pallet::<T>::inc_account_nonce(&coldkey);
        let source = FeeSource { hotkey: &hotkey, netuid: Some(HERE) };
        #[block]
        {
            assert_eq!(Pallet::<T>::check_sale_for_fee(&coldkey, source, fee.into()), Ok(()));
            assert_eq!(Pallet::<T>::sell_for_fee(&coldkey, source, fee.into()), Ok(SaleWork::default()));
            Pallet::<T>::end_sale_for_fee();
        }
        assert_eq!(staked::<T>(&hotkey, &coldkey, HERE), 0);
    }

    /// A position that is tried before, when the fee is checked and when it is charged. The pool allows the sale, which costs
    /// more than the position.
    #[benchmark]
    fn fee_in_alpha_refused() {
        create_subnets::<T>(FEW);
        let (coldkey, hotkey) = (key::<T>("without TAO", 0_u32), key::<T>("staker's hotkey", 0_u32));
        stake::<T>(&coldkey, &hotkey, HERE, TAO / 1_000_000);
        let source = FeeSource { hotkey: &hotkey, netuid: Some(HERE) };
        let fee = TAO / 1_000;
        #[block]
        {
            for _ in 0..2 {
                let checked = Pallet::<T>::check_sale_for_fee(&coldkey, source, fee.into());
                assert_eq!(checked, Err(NotSold::NotEnoughStake));
            }
        }
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}

#[cfg(test)]
dtao_test_runtime::test_that_every_call_has_a_benchmark!(
    crate::Pallet<crate::mock::Test>,
    crate::Call<crate::mock::Test>
);
