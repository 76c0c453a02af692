//! A subnet with all its neurons in one answer.
//!
//! The chain is that of the epochs' tests: in block 8 subnet 1 has paid seven blocks to two validators and two miners.

use super::epoch::{chain, key, people};
use crate::{
    mock::*, registry::families::Family, registry::stake_weight::stake_weight_of, Call, ChildKeys, ChildLinks,
    IdentitiesV2, ParentKeys,
};
use dtao_primitives::{
    runtime_api::{Metagraph, SelectiveMetagraph},
    AlphaBalance, ChainIdentityV2, TaoBalance,
};
use frame_support::assert_ok;

fn graph() -> Metagraph {
    SubtensorModule::metagraph(ONE).unwrap()
}

#[test]
fn a_metagraph_agrees_with_what_subnet_settings_and_neurons_say() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        let graph = graph();
        let info = SubtensorModule::dynamic_info(ONE).unwrap();
        assert_eq!((graph.netuid, graph.block), (ONE, 8));
        assert_eq!((graph.name, graph.symbol), (info.subnet_name, info.token_symbol));
        assert_eq!((graph.tao_in, graph.alpha_in), (info.tao_in.0, info.alpha_in.0));
        assert_eq!((graph.last_step, graph.blocks_since_last_step), (8, 0));
        assert_eq!(graph.subnet_emission, TaoBalance::new(info.emission.0));
        let settings = SubtensorModule::hyperparameters(ONE).unwrap();
        assert_eq!((graph.tempo, graph.kappa), (10, settings.kappa));
        assert_eq!(graph.burn, TaoBalance::new(500_000));
        assert_eq!((graph.num_uids, graph.max_uids), (4, 256));
        let neurons = SubtensorModule::neurons_lite(ONE);
        for (uid, neuron) in neurons.iter().enumerate() {
            assert_eq!(graph.hotkeys[uid], neuron.hotkey);
            assert_eq!(graph.coldkeys[uid], neuron.coldkey);
            assert_eq!(graph.emission[uid], neuron.emission);
            assert_eq!(graph.incentives[uid], neuron.incentive);
            assert_eq!(graph.dividends[uid], neuron.dividends);
            assert_eq!(graph.validator_permit[uid], neuron.validator_permit);
            assert_eq!(graph.axons[uid], neuron.axon_info);
        }
        assert_eq!(graph.trust, [0; 4]);
        assert_eq!(graph.block_at_registration, [1; 4]);
    });
}

#[test]
fn dividends_are_listed_by_hotkey_where_there_are_any() {
    chain().stake(BOB, key(111), ROOT, 100_000 * UNIT).build_and_execute(|| {
        people();
        run_to(8);
        let graph = graph();
        let alpha: Vec<_> = graph.alpha_dividends_per_hotkey.iter().map(|row| &row.0).collect();
        let tao: Vec<_> = graph.tao_dividends_per_hotkey.iter().map(|row| &row.0).collect();
        assert_eq!(alpha, [&key(111), &key(112)]);
        assert_eq!(tao, [&key(111)]);
        assert!(graph.tao_dividends_per_hotkey[0].1 > TaoBalance::ZERO);
    });
}

#[test]
fn stake_is_shown_in_its_parts_with_what_parents_give() {
    chain().stake(key(11), key(111), ROOT, 1_000 * UNIT).build_and_execute(|| {
        people();
        let stakes = |graph: &Metagraph| {
            let rao = |uid: usize| (graph.alpha_stake[uid].rao(), graph.tao_stake[uid].rao(), graph.total_stake[uid]);
            [rao(0), rao(1), rao(2)]
        };
        // 0.18 of the TAO at root counts, as precisely as a weight of 64 bits says it.
        let weighted = 179_999_999_999;
        assert_eq!(
            stakes(&graph()),
            [(300 * UNIT, 1_000 * UNIT, 300 * UNIT + weighted), (100 * UNIT, 0, 100 * UNIT), (0, 0, 0)]
        );
        // All of it is a child's.
        let whole = |other| vec![(u64::MAX, other)];
        let children = Family::<Test, 5>::try_from(whole(key(113))).unwrap();
        ChildKeys::<Test>::insert(key(111), ONE, children);
        ChildLinks::<Test>::insert(ONE, key(111), ());
        let parents = Family::<Test, { crate::registry::families::MAX_PARENTS }>::try_from(whole(key(111))).unwrap();
        ParentKeys::<Test>::insert(key(113), ONE, parents);
        let after = stakes(&graph());
        assert_eq!((after[0].0, after[0].1, after[0].2), (0, 0, 0));
        assert_eq!((after[2].0, after[2].1), (300 * UNIT, 1_000 * UNIT));
        for (uid, hotkey) in [(0_usize, key(111)), (2, key(113))] {
            assert_eq!(after[uid].2, stake_weight_of::<Test>(&hotkey, ONE));
        }
    });
}

#[test]
fn coldkeys_say_who_they_are() {
    chain().build_and_execute(|| {
        people();
        let identity = ChainIdentityV2 { name: b"eleven".to_vec(), ..Default::default() };
        IdentitiesV2::<Test>::insert(key(11), &identity);
        assert_eq!(graph().identities, [Some(identity), None, None, None]);
    });
}

#[test]
fn a_subnet_has_one_mechanism() {
    chain().build_and_execute(|| {
        people();
        assert_eq!(SubtensorModule::mechagraph(ONE, 0), Some(graph()));
        assert_eq!(SubtensorModule::mechagraph(ONE, 1), None);
        assert_eq!(SubtensorModule::mechagraph(NOWHERE, 0), None);
        assert_eq!(SubtensorModule::selective_mechagraph(ONE, 1, vec![0]), None);
    });
}

#[test]
fn all_metagraphs_are_those_of_the_subnets_there_are() {
    ExtBuilder::default().no_subnets().subnet(subnet(THREE, 3 * UNIT, 2 * UNIT, 0)).build_and_execute(|| {
        let netuids: Vec<_> =
            SubtensorModule::all_metagraphs().into_iter().map(|graph| graph.unwrap().netuid).collect();
        assert_eq!(netuids, [ROOT, THREE]);
    });
}

#[test]
fn only_what_is_asked_for_is_answered() {
    chain().build_and_execute(|| {
        people();
        let select = |indexes| SubtensorModule::selective_mechagraph(ONE, 0, indexes).unwrap();
        let nothing = SelectiveMetagraph { netuid: ONE, ..Default::default() };
        assert_eq!(select(vec![]), nothing);
        assert_eq!(select(vec![0, 73, 999]), nothing);
        assert_eq!(
            select(vec![30, 52, 72]),
            SelectiveMetagraph {
                num_uids: Some(4),
                hotkeys: Some(graph().hotkeys),
                validators: Some(vec![0, 1]),
                ..nothing.clone()
            }
        );
        assert_eq!(
            select(vec![13, 21]),
            SelectiveMetagraph {
                alpha_out: Some(graph().alpha_out),
                moving_price: Some(graph().moving_price),
                ..nothing
            }
        );
    });
}

/// Each number answers a field of its own: together they answer all of them.
#[test]
fn every_number_answers_one_field() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        let select = |indexes| SubtensorModule::selective_mechagraph(ONE, 0, indexes).unwrap();
        let shown = |graph: &SelectiveMetagraph| {
            let text = format!("{graph:?}");
            text.matches(": Some(").count()
        };
        let all = select((0..=73).collect());
        let mut seen = std::collections::BTreeSet::new();
        for index in 1..=72 {
            let one = select(vec![index]);
            let fields = shown(&one) - inner(&one);
            assert_eq!(fields, 1, "{index}");
            assert!(seen.insert(format!("{one:?}")), "{index} answers another's");
        }
        assert_eq!(shown(&all) - inner(&all), 72);
        assert_eq!(all.commitments, None);
    });
}

/// Options within the answer's fields: none, since nobody here has an identity.
fn inner(graph: &SelectiveMetagraph) -> usize {
    graph.identities.iter().flatten().filter(|identity| identity.is_some()).count()
}

#[test]
fn roots_state_is_its_voters_and_what_they_earned_everywhere() {
    chain().balance(key(11), 10 * UNIT).stake(key(11), key(111), ROOT, 1_000 * UNIT).build_and_execute(|| {
        people();
        assert_ok!(sign(key(11), Call::root_register { hotkey: key(111) }));
        run_to(8);
        let state = SubtensorModule::subnet_state(ROOT).unwrap();
        assert_eq!(state.hotkeys, [key(111)]);
        assert_eq!(state.coldkeys, [key(11)]);
        assert_eq!(state.alpha_stake, [AlphaBalance::ZERO]);
        let staked = stake(&key(111), &key(11), ROOT);
        assert_eq!(state.tao_stake, [TaoBalance::new(staked)]);
        assert_eq!(state.total_stake, [staked]);
        let earned = graph().emission[0];
        assert!(earned > AlphaBalance::ZERO);
        assert_eq!(state.emission_history, [vec![AlphaBalance::ZERO], vec![earned], vec![AlphaBalance::ZERO]]);
        assert_eq!(SubtensorModule::subnet_state(NOWHERE), None);
    });
}

#[test]
fn earnings_are_listed_at_the_places_of_the_list_of_subnets() {
    ExtBuilder::default().no_subnets().subnet(subnet(THREE, 3 * UNIT, 2 * UNIT, 0)).build_and_execute(|| {
        let state = SubtensorModule::subnet_state(ROOT).unwrap();
        assert_eq!(state.emission_history.len(), SubtensorModule::all_dynamic_info().len());
    });
}
