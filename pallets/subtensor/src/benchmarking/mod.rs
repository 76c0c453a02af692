//! What the calls and the parts of the block step cost, at their dearest.
//!
//! | module | what it builds |
//! |---|---|
//! | [`world`] | subnets, accounts, stake |
//! | [`neurons`] | full subnets, commitments, families |
//! | [`epochs`] | subnets that are due for a payout, or are closed |
//! | [`root`] | seats, votes, claims |
//! | [`scenes`] | who is about to do what |
//!
//! Every call has a benchmark of its name; a test sees to it. `scripts/benchmark.sh` measures them and writes
//! [`weights`](crate::weights).

mod epochs;
mod neurons;
mod root;
mod scenes;
mod world;

use crate::{
    children::apply_pending,
    emission::policy::EmissionPolicies,
    hooks::on_initialize,
    identity,
    ledger::{claims::Claims, hotkeys::Hotkeys},
    lifecycle::dissolve_subnet::pay_holders_of,
    migrations::v3::{self, MigrateV2ToV3},
    registry::burns::Burns,
    registry::families,
    settings,
    stake::claim,
    Call, Config, Pallet, RootClaimTypeEnum, RootDividendRule,
};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use codec::Compact;
use dtao_primitives::{ChainIdentityV2, NetUid, Pools};
use epochs::Size;
use frame_benchmarking::v2::*;
use frame_support::{
    migrations::SteppedMigration,
    traits::{Get, StorageVersion},
    weights::WeightMeter,
};
use frame_system::RawOrigin;
use neurons::{neuron, neuron_owner, FULL};
use scenes::{committed, crowded, for_all, known_everywhere, long_identity, no_room, shown, signed, text, validator};
use sp_core::H256;
use world::{
    found, key, netuids, owner, owner_hotkey, rich, stake, staked, staker, BLOCK, FEW, HERE, ROOT, SUBNETS, TAO, THERE,
};

#[benchmarks]
mod benchmarks {
    use super::*;

    // ------------------------------------------------------------ stake

    /// At root: two indexes more than at a subnet. The limited calls are measured at a subnet, and weigh no less than this.
    #[benchmark]
    fn add_stake() {
        found::<T>(FEW);
        let (coldkey, hotkey) = (rich::<T>("newcomer"), key::<T>("staker's hotkey", 0_u32));
        stake::<T>(&key::<T>("other", 0_u32), &hotkey, ROOT, TAO);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), ROOT, TAO.into());
        assert_eq!(staked::<T>(&hotkey, &coldkey, ROOT), TAO);
    }

    #[benchmark]
    fn add_stake_limit() {
        found::<T>(FEW);
        let (coldkey, hotkey) = (rich::<T>("newcomer"), key::<T>("staker's hotkey", 0_u32));
        stake::<T>(&key::<T>("other", 0_u32), &hotkey, HERE, TAO);
        let limit = 51_000_000;
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, (10_000 * TAO).into(), limit.into(), true);
        assert!(staked::<T>(&hotkey, &coldkey, HERE) > TAO);
    }

    #[benchmark]
    fn remove_stake() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(ROOT);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), ROOT, (100 * TAO).into());
        assert_eq!(staked::<T>(&hotkey, &coldkey, ROOT), 0);
    }

    #[benchmark]
    fn remove_stake_limit() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        stake::<T>(&coldkey, &hotkey, HERE, 20_000 * TAO);
        let limit = 49_000_000;
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, (20_000 * TAO).into(), limit.into(), true);
        assert!(staked::<T>(&hotkey, &coldkey, HERE) < 20_000 * TAO);
    }

    #[benchmark]
    fn remove_stake_full_limit() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, Some(1.into()));
        assert_eq!(staked::<T>(&hotkey, &coldkey, HERE), 0);
    }

    /// Out of a subnet wholly, and to root.
    #[benchmark]
    fn move_stake() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        let other = key::<T>("other hotkey", 0_u32);
        stake::<T>(&key::<T>("other", 0_u32), &other, ROOT, TAO);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), other.clone(), HERE, ROOT, (100 * TAO).into());
        assert!(staked::<T>(&other, &coldkey, ROOT) > TAO);
    }

    #[benchmark]
    fn transfer_stake() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        let heir = key::<T>("heir", 0_u32);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), heir.clone(), hotkey.clone(), HERE, ROOT, (100 * TAO).into());
        assert!(staked::<T>(&hotkey, &heir, ROOT) > TAO);
    }

    #[benchmark]
    fn swap_stake() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, ROOT, (100 * TAO).into());
        assert!(staked::<T>(&hotkey, &coldkey, ROOT) > TAO);
    }

    #[benchmark]
    fn swap_stake_limit() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        stake::<T>(&coldkey, &hotkey, HERE, 20_000 * TAO);
        let (amount, limit) = ((20_000 * TAO).into(), 970_000_000.into());
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), HERE, THERE, amount, limit, true);
        assert!(staked::<T>(&hotkey, &coldkey, THERE) > TAO);
    }

    #[benchmark]
    fn unstake_all(p: Linear<1, 128>) {
        found::<T>(SUBNETS);
        let (coldkey, hotkey) = (rich::<T>("staker"), key::<T>("staker's hotkey", 0_u32));
        for netuid in netuids(p) {
            stake::<T>(&coldkey, &hotkey, netuid, TAO);
        }
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert_eq!(staked::<T>(&hotkey, &coldkey, NetUid::new(1)), 0);
    }

    #[benchmark]
    fn unstake_all_alpha(p: Linear<1, 128>) {
        found::<T>(SUBNETS);
        let (coldkey, hotkey) = (rich::<T>("staker"), key::<T>("staker's hotkey", 0_u32));
        for netuid in netuids(p) {
            stake::<T>(&coldkey, &hotkey, netuid, TAO);
        }
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert!(staked::<T>(&hotkey, &coldkey, ROOT) > 0);
    }

    #[benchmark]
    fn recycle_alpha() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), (100 * TAO).into(), HERE);
        assert_eq!(staked::<T>(&hotkey, &coldkey, HERE), 0);
    }

    #[benchmark]
    fn burn_alpha() {
        found::<T>(FEW);
        let (coldkey, hotkey) = staker::<T>(HERE);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone(), (100 * TAO).into(), HERE);
        assert_eq!(staked::<T>(&hotkey, &coldkey, HERE), 0);
    }

    #[benchmark]
    fn set_coldkey_auto_stake_hotkey() {
        found::<T>(FEW);
        neurons::people::<T>(HERE, FULL);
        let coldkey = key::<T>("miner", 0_u32);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), HERE, neuron::<T>(1));
        assert!(crate::AutoStakeDestination::<T>::contains_key(&coldkey, HERE));
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
        let (coldkey, hotkey) = (rich::<T>("newcomer"), key::<T>("new hotkey", 0_u32));
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert_eq!(crate::Owner::<T>::get(&hotkey), coldkey);
    }

    /// A swap of a hotkey that works at all subnets, with families at all of them, and has this many positions.
    #[benchmark]
    fn swap_hotkey(p: Linear<1, { T::MaxSwapPositions::get() }>) {
        let (coldkey, old, new) = known_everywhere::<T>(p);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), old.clone(), new.clone(), None);
        assert_eq!(crate::Uids::<T>::get(HERE, &new), Some(0));
        assert_eq!(staked::<T>(&old, &key::<T>("nominator", 0_u32), NetUid::new(1)), 0);
    }

    #[benchmark]
    fn swap_hotkey_v2(p: Linear<1, { T::MaxSwapPositions::get() }>) {
        let (coldkey, old, new) = known_everywhere::<T>(p);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), old.clone(), new.clone(), None, false);
        assert_eq!(crate::Uids::<T>::get(HERE, &new), Some(0));
        assert_eq!(staked::<T>(&old, &key::<T>("nominator", 0_u32), NetUid::new(1)), 0);
    }

    // ------------------------------------------------------------ neurons

    #[benchmark]
    fn burned_register() {
        let (coldkey, hotkey) = crowded::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), HERE, hotkey.clone());
        assert_eq!(crate::Uids::<T>::get(HERE, &hotkey), Some(0));
    }

    #[benchmark]
    fn register_limit() {
        let (coldkey, hotkey) = crowded::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), HERE, hotkey.clone(), u64::MAX);
        assert_eq!(crate::Uids::<T>::get(HERE, &hotkey), Some(0));
    }

    #[benchmark]
    fn root_register() {
        found::<T>(SUBNETS);
        root::votes::<T>();
        let (coldkey, hotkey) = staker::<T>(ROOT);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), hotkey.clone());
        assert_eq!(crate::Uids::<T>::get(ROOT, &hotkey), Some(0));
    }

    #[benchmark]
    fn serve_axon() {
        found::<T>(FEW);
        neurons::people::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::serve::<T>(HERE, &hotkey);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 1, u128::MAX, 8080, 6, 0, 0, 0);
        assert!(!crate::NeuronCertificates::<T>::contains_key(HERE, &hotkey));
    }

    #[benchmark]
    fn serve_axon_tls() {
        found::<T>(FEW);
        neurons::people::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::serve::<T>(HERE, &hotkey);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 1, u128::MAX, 8080, 6, 0, 0, 0, vec![2; 65]);
        assert_eq!(crate::NeuronCertificates::<T>::get(HERE, &hotkey).map(|it| it.algorithm), Some(2));
    }

    #[benchmark]
    fn serve_prometheus() {
        found::<T>(FEW);
        neurons::people::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::serve::<T>(HERE, &hotkey);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 1, u128::MAX, 8080, 6);
        assert_eq!(crate::Prometheus::<T>::get(HERE, &hotkey).map(|it| it.port), Some(8080));
    }

    // ------------------------------------------------------------ weights

    #[benchmark]
    fn set_weights() {
        found::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        let (dests, weights) = for_all();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, dests, weights, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    #[benchmark]
    fn set_mechanism_weights() {
        found::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        let (dests, weights) = for_all();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 0, dests, weights, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    #[benchmark]
    fn batch_set_weights(n: Linear<1, 128>) {
        found::<T>(SUBNETS);
        let hotkey = key::<T>("validator", 0_u32);
        for netuid in netuids(n) {
            neurons::seem_full::<T>(netuid, &hotkey);
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
        found::<T>(FEW);
        neurons::people::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::commit::<T>(HERE, &hotkey, &[H256::zero(); 9]);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, H256::repeat_byte(1));
        assert_eq!(crate::WeightCommits::<T>::get(HERE, &hotkey).len(), 10);
    }

    #[benchmark]
    fn commit_mechanism_weights() {
        found::<T>(FEW);
        neurons::people::<T>(HERE, FULL);
        let hotkey = neuron::<T>(0);
        neurons::commit::<T>(HERE, &hotkey, &[H256::zero(); 9]);
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 0, H256::repeat_byte(1));
        assert_eq!(crate::WeightCommits::<T>::get(HERE, &hotkey).len(), 10);
    }

    #[benchmark]
    fn batch_commit_weights(n: Linear<1, 128>) {
        found::<T>(SUBNETS);
        let hotkey = key::<T>("validator", 0_u32);
        for netuid in netuids(n) {
            neurons::seem_full::<T>(netuid, &hotkey);
            neurons::commit::<T>(netuid, &hotkey, &[H256::zero(); 9]);
        }
        let all = netuids(n).into_iter().map(Compact).collect();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), all, vec![H256::repeat_byte(1); n as usize]);
        let last = NetUid::new(n as u16);
        assert_eq!(crate::WeightCommits::<T>::get(last, &hotkey).len(), 10);
    }

    #[benchmark]
    fn reveal_weights() {
        found::<T>(FEW);
        let shown = shown(1);
        let hotkey = committed::<T>(HERE, core::slice::from_ref(&shown));
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, shown.uids, shown.values, shown.salt, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    #[benchmark]
    fn reveal_mechanism_weights() {
        found::<T>(FEW);
        let shown = shown(1);
        let hotkey = committed::<T>(HERE, core::slice::from_ref(&shown));
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, 0, shown.uids, shown.values, shown.salt, 0);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    /// As many as can stand at once; where more are named the call fails, and weighs what the line through these says.
    #[benchmark]
    fn batch_reveal_weights(n: Linear<1, 10>) {
        found::<T>(FEW);
        let all: Vec<_> = (0..n as u16).map(shown).collect();
        let hotkey = committed::<T>(HERE, &all);
        let uids = all.iter().map(|shown| shown.uids.clone()).collect();
        let values = all.iter().map(|shown| shown.values.clone()).collect();
        let salts = all.iter().map(|shown| shown.salt.clone()).collect();
        #[extrinsic_call]
        _(signed::<T>(&hotkey), HERE, uids, values, salts, vec![0; n as usize]);
        assert_eq!(crate::Weights::<T>::get(HERE, 0).len(), usize::from(FULL));
    }

    // ------------------------------------------------------------ subnets

    #[benchmark]
    fn register_network() {
        let coldkey = no_room::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), key::<T>("new hotkey", 0_u32));
        assert!(crate::SubnetOwner::<T>::iter_values().any(|owner| owner == coldkey));
    }

    #[benchmark]
    fn register_network_with_identity() {
        let coldkey = no_room::<T>();
        #[extrinsic_call]
        _(signed::<T>(&coldkey), key::<T>("new hotkey", 0_u32), Some(long_identity()));
        assert!(crate::SubnetOwner::<T>::iter_values().any(|owner| owner == coldkey));
    }

    #[benchmark]
    fn root_dissolve_network() {
        found::<T>(SUBNETS);
        epochs::about_to_close::<T>(HERE);
        #[extrinsic_call]
        _(RawOrigin::Root, HERE);
        assert!(crate::Dissolving::<T>::contains_key(HERE));
    }

    #[benchmark]
    fn dissolve_network() {
        found::<T>(SUBNETS);
        epochs::about_to_close::<T>(HERE);
        #[extrinsic_call]
        _(RawOrigin::Root, owner::<T>(), HERE);
        assert!(crate::Dissolving::<T>::contains_key(HERE));
    }

    #[benchmark]
    fn start_call() {
        found::<T>(FEW);
        world::edit::<T>(HERE, |pool| pool.first_emission_block = None);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE);
        assert!(T::Pools::get(HERE).is_some_and(|pool| pool.first_emission_block.is_some()));
    }

    #[benchmark]
    fn set_subnet_identity() {
        found::<T>(FEW);
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
        let coldkey = owner::<T>();
        Hotkeys::<T>::adopt(&key::<T>("hotkey", 0_u32), &coldkey);
        let (name, long) = (text(identity::MAX_NAME), text(identity::MAX_TEXT));
        #[extrinsic_call]
        _(signed::<T>(&coldkey), name.clone(), long.clone(), long.clone(), long.clone(), name, long.clone(), long);
        assert!(crate::IdentitiesV2::<T>::get(&coldkey)
            .is_some_and(|ChainIdentityV2 { url, .. }| url.len() == identity::MAX_TEXT));
    }

    #[benchmark]
    fn update_symbol() {
        found::<T>(SUBNETS);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE, "€".into());
        assert_eq!(crate::TokenSymbol::<T>::get(HERE), "€".as_bytes().to_vec());
    }

    #[benchmark]
    fn set_tempo() {
        found::<T>(FEW);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE, 360);
        assert_eq!(crate::Tempo::<T>::get(HERE), 360);
    }

    // ------------------------------------------------------------ children

    #[benchmark]
    fn set_children() {
        found::<T>(FEW);
        let hotkey = validator::<T>(HERE);
        neurons::crowd_queue::<T>(HERE);
        crate::LastChildrenSet::<T>::insert(&hotkey, HERE, 1);
        let children = neurons::children_of::<T>(100).into_inner();
        #[extrinsic_call]
        _(signed::<T>(&neuron_owner::<T>(0)), hotkey.clone(), HERE, children);
        assert!(crate::PendingChildKeys::<T>::contains_key(HERE, &hotkey));
    }

    #[benchmark]
    fn set_childkey_take() {
        found::<T>(FEW);
        frame_system::Pallet::<T>::set_block_number(1_000_000_u32.into());
        let hotkey = owner_hotkey::<T>();
        crate::LastChildkeyTakeIncrease::<T>::insert(&hotkey, HERE, 1);
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), hotkey.clone(), HERE, 2);
        assert_eq!(crate::ChildkeyTake::<T>::get(&hotkey, HERE), 2);
    }

    // ------------------------------------------------------------ root

    #[benchmark]
    fn set_root_weights() {
        found::<T>(SUBNETS);
        root::seats::<T>();
        let (dests, weights) = root::vote_for_all::<T>().into_iter().unzip();
        #[extrinsic_call]
        _(signed::<T>(&neuron_owner::<T>(0)), neuron::<T>(0), dests, weights);
        assert!(crate::RootWeights::<T>::contains_key(neuron::<T>(0)));
    }

    /// Counts the votes of all seats on all subnets. So does the block step, at root's tempo.
    #[benchmark]
    fn set_emission_policy() {
        found::<T>(SUBNETS);
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

    /// Claims with this many hotkeys, each of which is tried; sold, and staked at root.
    #[benchmark]
    fn claim_root(c: Linear<1, { claim::MAX_CLAIMS }>) {
        found::<T>(FEW);
        let coldkey = root::claims::<T>(HERE, c);
        #[extrinsic_call]
        _(signed::<T>(&coldkey), BTreeSet::from([HERE]));
        assert!(staked::<T>(&key::<T>("claimed hotkey", 0_u32), &coldkey, ROOT) > TAO);
    }

    #[benchmark]
    fn set_root_claim_type() {
        let coldkey = key::<T>("claimant", 0_u32);
        let subnets = netuids(claim::MAX_KEPT_SUBNETS).into_iter().collect();
        let wanted = RootClaimTypeEnum::KeepSubnets { subnets };
        #[extrinsic_call]
        _(signed::<T>(&coldkey), wanted.clone());
        assert_eq!(crate::RootClaimType::<T>::get(&coldkey), wanted);
    }

    #[benchmark]
    fn sudo_set_root_claim_threshold() {
        found::<T>(FEW);
        let most = settings::MAX_ROOT_CLAIM_THRESHOLD;
        #[extrinsic_call]
        _(signed::<T>(&owner::<T>()), HERE, most);
        assert_eq!(crate::RootClaimableThreshold::<T>::get(HERE), most);
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

    // ------------------------------------------------------------ the parts of the block step

    /// A step without payouts over `s` subnets, by the policy that reads most; the cost of a neuron falls at `b` of them.
    #[benchmark]
    fn block_step(s: Linear<1, 128>, b: Linear<0, 128>) {
        found::<T>(s as u16);
        stake::<T>(&owner::<T>(), &owner_hotkey::<T>(), ROOT, 1_000_000 * TAO);
        root::counted::<T>();
        for netuid in netuids(b) {
            crate::NetworksAdded::<T>::insert(netuid, true);
            Burns::<T>::put(netuid, TAO.into()).expect("room in the list");
        }
        let before = T::Pools::get(NetUid::new(1)).expect("a subnet");
        #[block]
        {
            on_initialize::<T>(BLOCK.into());
        }
        let after = T::Pools::get(NetUid::new(1)).expect("a subnet");
        assert!(!after.emission.tao_in.is_zero());
        assert!(after.pending.root_tao > before.pending.root_tao);
    }

    /// The payout of a subnet of `n` neurons, `v` of which validate and weigh `w` others each, with `p` parents behind them.
    #[benchmark]
    fn epoch(n: Linear<128, 256>, v: Linear<16, 128>, w: Linear<2, 256>, p: Linear<0, 1024>) {
        found::<T>(FEW);
        let size = Size { neurons: n as u16, validators: v as u16, named: w as u16, parents: p };
        epochs::due::<T>(HERE, &size);
        epochs::owe_root_tao::<T>(HERE);
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

    /// Children of this many hotkeys that count from now on.
    #[benchmark]
    fn apply_children(h: Linear<1, 32>) {
        found::<T>(FEW);
        epochs::queue::<T>(HERE, h);
        #[block]
        {
            apply_pending::<T>(HERE, BLOCK.into());
        }
        assert!(!crate::PendingChildQueue::<T>::contains_key(HERE));
    }

    /// Paying this many holders of a closed subnet.
    #[benchmark]
    fn pay_holders(h: Linear<1, { T::HoldersPaidPerBlock::get() }>) {
        found::<T>(FEW);
        let dissolution = epochs::closed::<T>(h + 1);
        #[block]
        {
            pay_holders_of::<T>(HERE, dissolution, h);
        }
        assert_eq!(crate::SubnetPositions::<T>::iter_key_prefix((HERE,)).count(), 1);
    }

    /// A step of the migration to storage of version 3, over this many hotkeys.
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

    /// What a change of shares at root costs beside the call, where root's stakers have earned at this many subnets.
    #[benchmark]
    fn root_debts(s: Linear<1, 128>) {
        found::<T>(SUBNETS);
        let (hotkey, coldkey, shares) = root::debts::<T>(s);
        #[block]
        {
            Claims::<T>::root_shares_changed(&hotkey, &coldkey, shares, 0);
        }
        assert!(crate::RootClaimCarried::<T>::contains_key((NetUid::new(1), &hotkey, &coldkey)));
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}

#[cfg(test)]
dtao_test_runtime::test_that_every_call_has_a_benchmark!(
    crate::Pallet<crate::mock::Test>,
    crate::Call<crate::mock::Test>
);
