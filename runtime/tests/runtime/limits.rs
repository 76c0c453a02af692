//! The capacity of a block.

use crate::{
    chain::{begin, check_invariants, end, send, signed, started},
    fees::stake_calls,
};
use codec::Encode;
use dtao_runtime::{
    configs::economy::OpeningWeight,
    configs::system::{RuntimeBlockLength, RuntimeBlockWeights, MAX_BLOCK_LENGTH},
    genesis::{accounts::ALICE, DEVELOPMENT},
    AccountId, Runtime, RuntimeCall, SubtensorCall, System,
};
use frame_support::{
    dispatch::{DispatchClass, GetDispatchInfo},
    traits::Get,
    weights::constants::WEIGHT_REF_TIME_PER_MILLIS,
};
use pallet_commitments::{weights::SubstrateWeight as CommitmentsWeight, WeightInfo as _};
use pallet_subtensor::{
    emission::{most_of_payout, MAX_PAYOUT_DEBTS},
    lifecycle::{
        swap_coldkey,
        swap_hotkey::{AT_ROOT, FAMILY, LINKS, NEURON, RECORDS},
    },
    registry::families::{MAX_CHILDREN, MAX_PARENTS},
    weights::{SubstrateWeight, WeightInfo},
};

/// The stake calls for which a block has the length, and the weight if they add stake.
const AT_LEAST: u64 = 1_000;

/// The calls that take stake out for which a block has the weight, each with a check of what is locked and a sale for its fee.
const TAKING_AT_LEAST: u64 = 900;

/// Returns for how many of this stake call a block has the weight.
fn at_least(call: &RuntimeCall) -> u64 {
    match call {
        RuntimeCall::SubtensorModule(SubtensorCall::add_stake { .. } | SubtensorCall::add_stake_limit { .. }) => {
            AT_LEAST
        }
        _ => TAKING_AT_LEAST,
    }
}

#[test]
fn a_block_has_the_weight_for_a_thousand_purchases_and_nine_hundred_sales() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let limits = RuntimeBlockWeights::get();
        let normal = limits.get(DispatchClass::Normal);
        let used = System::block_weight().get(DispatchClass::Mandatory).to_owned();
        for call in stake_calls() {
            let count = at_least(&call);
            let info = signed(&ALICE, 0, 0, call).get_dispatch_info();
            let each = info.total_weight().checked_add(&normal.base_extrinsic).unwrap();
            let all = each.checked_mul(count).unwrap();
            assert!(all.all_lte(normal.max_total.unwrap()), "{each:?} each");
            assert!(all.checked_add(&used).unwrap().all_lte(limits.max_block), "{each:?} each");
        }
    });
}

#[test]
fn a_block_has_the_length_for_a_thousand_of_each_stake_call() {
    started(DEVELOPMENT).execute_with(|| {
        let normal = *RuntimeBlockLength::get().max.get(DispatchClass::Normal);
        assert_eq!(normal, MAX_BLOCK_LENGTH / 4 * 3);
        for call in stake_calls() {
            let length = signed(&ALICE, u32::MAX, u64::MAX, call).encode().len() as u64;
            assert!(length * AT_LEAST <= u64::from(normal), "{length} bytes each");
        }
    });
}

#[test]
fn a_thousand_purchases_or_nine_hundred_sales_get_into_one_block() {
    for call in stake_calls() {
        started(DEVELOPMENT).execute_with(|| {
            begin(1, 1);
            for nonce in 0..at_least(&call) as u32 {
                send(&ALICE, nonce, 0, call.clone()).unwrap().unwrap();
            }
            end();
            check_invariants();
        });
    }
}

#[test]
fn a_block_is_full_at_some_point() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let [call, ..] = stake_calls();
        let fitted = (0..).find(|nonce| send(&ALICE, *nonce, 0, call.clone()).is_err()).unwrap();
        assert!((1_000..3_000).contains(&fitted), "{fitted} calls fitted");
    });
}

#[test]
fn the_dearest_calls_fit_into_a_block() {
    let key = |byte| AccountId::new([byte; 32]);
    let netuid = 1.into();
    let hotkey = key(2);
    let calls: [SubtensorCall<_>; 7] = [
        SubtensorCall::swap_hotkey { hotkey: hotkey.clone(), new_hotkey: key(3), netuid: None },
        SubtensorCall::register_network { hotkey: hotkey.clone() },
        SubtensorCall::claim_root_with_hotkey { hotkey: hotkey.clone() },
        SubtensorCall::unstake_all { hotkey },
        SubtensorCall::claim_root { subnets: [netuid].into() },
        SubtensorCall::batch_set_weights { netuids: vec![netuid.into(); 128], weights: vec![], version_keys: vec![] },
        SubtensorCall::root_dissolve_network { netuid },
    ];
    started(DEVELOPMENT).execute_with(|| {
        let limits = RuntimeBlockWeights::get();
        let most = limits.get(DispatchClass::Normal).max_extrinsic.unwrap();
        for call in calls {
            let call = RuntimeCall::SubtensorModule(call);
            let weight = signed(&ALICE, 0, 0, call.clone()).get_dispatch_info().total_weight();
            assert!(weight.all_lte(most), "{weight:?} of {call:?}");
        }
    });
}

/// Before, every swap declared families at all subnets, for 1.26 s.
#[test]
fn a_swap_of_a_hotkey_declares_at_most_300_milliseconds() {
    let key = |byte| AccountId::new([byte; 32]);
    let (netuid, keep_stake) = (None, false);
    let calls: [SubtensorCall<_>; 2] = [
        SubtensorCall::swap_hotkey { hotkey: key(2), new_hotkey: key(3), netuid },
        SubtensorCall::swap_hotkey_v2 { hotkey: key(2), new_hotkey: key(3), netuid, keep_stake },
    ];
    for call in calls {
        let weight = RuntimeCall::SubtensorModule(call).get_dispatch_info().call_weight;
        assert!(weight.ref_time() <= 300 * WEIGHT_REF_TIME_PER_MILLIS, "{weight:?}");
    }
}

/// So does a swap of a coldkey.
#[test]
fn a_swap_of_a_coldkey_declares_at_most_300_milliseconds() {
    let key = |byte| AccountId::new([byte; 32]);
    let (old_coldkey, new_coldkey, swap_cost) = (key(2), key(3), 0.into());
    let calls: [SubtensorCall<_>; 2] = [
        SubtensorCall::swap_coldkey_announced { new_coldkey: new_coldkey.clone() },
        SubtensorCall::swap_coldkey { old_coldkey, new_coldkey, swap_cost },
    ];
    for call in calls {
        let weight = RuntimeCall::SubtensorModule(call).get_dispatch_info().call_weight;
        assert!(weight.ref_time() <= 300 * WEIGHT_REF_TIME_PER_MILLIS, "{weight:?}");
    }
}

/// Otherwise a swap might never end.
#[test]
fn one_call_of_a_swap_of_a_coldkey_moves_any_position() {
    let most: u32 = <Runtime as pallet_subtensor::Config>::MaxSwapPositions::get();
    let rates: u32 = <Runtime as pallet_subtensor::Config>::MaxPositions::get();
    assert!(swap_coldkey::AT_ROOT + swap_coldkey::PER_RATE * (rates - 1) + swap_coldkey::CLOSING <= most);
}

/// The units of a neuron with this many children and parents.
fn units_of_neuron(links: u32) -> u32 {
    NEURON + FAMILY + links.div_ceil(LINKS)
}

/// Otherwise a swap might never end.
#[test]
fn one_call_of_a_swap_moves_any_neuron_or_any_position() {
    let most: u32 = <Runtime as pallet_subtensor::Config>::MaxSwapPositions::get();
    let rates: u32 = <Runtime as pallet_subtensor::Config>::MaxPositions::get();
    assert!(units_of_neuron(MAX_CHILDREN + MAX_PARENTS) + RECORDS <= most);
    assert!(AT_ROOT + 2 * (rates - 1) <= most);
}

#[test]
fn a_neuron_counts_as_many_positions_as_its_move_weighs() {
    type Of = SubstrateWeight<Runtime>;
    for links in 0..=MAX_CHILDREN + MAX_PARENTS {
        for call in [Of::swap_hotkey, Of::swap_hotkey_v2] {
            let counted = call(units_of_neuron(links), 1).saturating_sub(call(0, 0));
            let weight = Of::move_neuron(links);
            assert!(weight.all_lte(counted), "{links}: {weight:?} of {counted:?}");
        }
    }
}

#[test]
fn a_neurons_commitments_count_as_many_positions_as_their_move_weighs() {
    type Of = SubstrateWeight<Runtime>;
    for call in [Of::swap_hotkey, Of::swap_hotkey_v2] {
        let counted = call(RECORDS, 1).saturating_sub(call(0, 1));
        let weight = CommitmentsWeight::<Runtime>::move_records();
        assert!(weight.all_lte(counted), "{weight:?} of {counted:?}");
    }
}

/// A call that dissolves a subnet declares the payment of holders in all places of a block.
#[test]
fn a_neurons_commitments_weigh_less_than_the_two_holders_whose_places_their_removal_takes() {
    for neurons in 1..=64 {
        let weight = CommitmentsWeight::<Runtime>::remove_records(neurons);
        let holders = SubstrateWeight::<Runtime>::pay_holders(2 * neurons);
        assert!(weight.all_lte(holders), "{neurons}: {weight:?} of {holders:?}");
    }
}

#[test]
fn opening_commitments_takes_less_than_an_eighth_of_a_block() {
    let fields: u32 = <Runtime as pallet_commitments::Config>::MaxOpenedPerBlock::get();
    // The last commitment is opened as a whole.
    let most = u64::from(fields + pallet_commitments::MAX_FIELDS - 1);
    let openings = OpeningWeight::get().checked_mul(most).unwrap();
    let all = CommitmentsWeight::<Runtime>::open_commitments(fields).saturating_add(openings);
    assert!(all.all_lte(RuntimeBlockWeights::get().max_block / 8), "{all:?}");
}

/// The sum of the worst step, without what waits in such a block: a second payout, and holders of closed subnets. An attacker with
/// 0.7 TAO brought it to 1.2 s before: by parents at two subnets, each of whose children counted as another parent to be paid.
#[test]
fn all_hooks_fit_a_quarter_of_a_block() {
    type Of = SubstrateWeight<Runtime>;
    let subnets: u32 = <Runtime as pallet_subtensor::Config>::MaxPositions::get();
    let all = Of::block_step(subnets, subnets)
        .saturating_add(most_of_payout::<Runtime>(256, 64, true))
        .saturating_add(Of::pay_holders(0));
    let quarter = RuntimeBlockWeights::get().max_block / 4;
    assert!(all.all_lte(quarter), "{all:?}");
    // Behind a smaller payout holders do not wait.
    let holders: u32 = <Runtime as pallet_subtensor::Config>::HoldersPaidPerBlock::get();
    assert!(Of::pay_holders(holders).all_lte(quarter / 2));
}

/// Without a bound on the parents of a subnet, all of its 256 neurons could have 64, for 12.8 s.
#[test]
fn without_a_bound_on_parents_an_epoch_would_take_blocks() {
    let unbounded = SubstrateWeight::<Runtime>::epoch(0, 0, 0, 256 * 64);
    assert!(unbounded.ref_time() > 12_000 * WEIGHT_REF_TIME_PER_MILLIS, "{unbounded:?}");
}

/// Without a bound, the takes of 128 validators with rates at 137 subnets changed 17 536 debts.
#[test]
fn takes_at_root_take_less_than_a_tenth_of_the_block_of_an_epoch() {
    type Of = SubstrateWeight<dtao_runtime::Runtime>;
    let limits = RuntimeBlockWeights::get();
    assert!(Of::root_debts(MAX_PAYOUT_DEBTS).all_lte(limits.max_block / 10));
    assert!(Of::root_debts(128 * 137).any_gt(limits.max_block));
}
