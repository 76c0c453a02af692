//! The first state: what a good genesis makes, and how a bad one is refused.

use crate::{
    mock::*, NetworkRegisteredAt, NetworksAdded, Neurons, OwnedHotkeys, Owner, SubnetIdentitiesV3, SubnetMovingAlpha,
    SubnetOwner, SubnetOwnerCut, SubnetOwnerHotkey, TaoWeight, Tempo, TokenSymbol, TotalNetworks,
};
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::{NetUid, Pool, Switches};
use frame_support::assert_ok;
use substrate_fixed::types::I96F32;

#[test]
fn genesis_writes_every_subnet_down() {
    ExtBuilder::default()
        .with(ONE, |subnet| {
            subnet.name = "first".into();
            subnet.symbol = "𝛼".into();
            subnet.owner = BOB;
            subnet.owner_hotkey = BOB_HOT;
            subnet.tempo = 99;
            subnet.fee_rate = 33;
        })
        .build_and_execute(|| {
            assert_eq!(TotalNetworks::<Test>::get(), 3);
            assert!(NetworksAdded::<Test>::get(ROOT));
            assert!(NetworksAdded::<Test>::get(ONE));
            assert!(!NetworksAdded::<Test>::get(THREE));
            assert_eq!(NetworkRegisteredAt::<Test>::get(ONE), 0);
            assert_eq!(SubnetOwner::<Test>::get(ONE), BOB);
            assert_eq!(SubnetOwnerHotkey::<Test>::get(ONE), BOB_HOT);
            assert_eq!(Tempo::<Test>::get(ONE), 99);
            assert_eq!(Tempo::<Test>::get(NOWHERE), 360);
            assert_eq!(TokenSymbol::<Test>::get(ONE).into_inner(), "𝛼".as_bytes());
            let identity = SubnetIdentitiesV3::<Test>::get(ONE).unwrap();
            assert_eq!(identity.subnet_name, b"first");
            let expected = Pool {
                tao: (10_000 * UNIT).into(),
                alpha_in: (200_000 * UNIT).into(),
                // 0.05, rounded down to 96 bits.
                moving_price: MovingPrice::from_bits((1 << 96) / 20),
                fee_rate: 33,
                first_emission_block: Some(1),
                switches: Switches { registration_allowed: true, ..Default::default() },
                ema_halving_blocks: 201_600,
                // (97 + 1 + 1) mod 100 = 99.
                next_payout: 97,
                ..Default::default()
            };
            assert_eq!(pool(ONE), expected);
        });
}

#[test]
fn the_settings_are_those_of_launch() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(TaoWeight::<Test>::get(), 3_320_413_933_267_719_290);
        assert_eq!(SubnetOwnerCut::<Test>::get(), 11_796);
        // 0.000 003 · 2³², rounded up.
        assert_eq!(SubnetMovingAlpha::<Test>::get(), I96F32::from_bits(12_885));
    });
}

#[test]
fn root_is_never_started() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(pool(ROOT).first_emission_block, None);
    });
}

#[test]
fn genesis_mints_pools_root_stake_and_one_deposit_and_nothing_else() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 5 * UNIT).stake(BOB, BOB_HOT, ONE, 7 * UNIT).build_and_execute(
        || {
            // Alice's and Bob's balances, two pools, root's stake; the custody account.
            assert_eq!(issuance(), 2_000 * UNIT + 20_000 * UNIT + 5 * UNIT + DEPOSIT);
            assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 5 * UNIT);
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 7 * UNIT);
        },
    );
}

#[test]
fn hotkeys_have_owners() {
    ExtBuilder::default()
        .with(ONE, |subnet| (subnet.owner, subnet.owner_hotkey) = (CAROL, STRANGER))
        .build_and_execute(|| {
            assert_eq!(Owner::<Test>::get(ALICE_HOT), ALICE);
            assert_eq!(OwnedHotkeys::<Test>::get(ALICE), [ALICE_HOT]);
            // A subnet's owner comes to own the hotkey that nobody had.
            assert_eq!(Owner::<Test>::get(STRANGER), CAROL);
            assert_eq!(OwnedHotkeys::<Test>::get(CAROL), [STRANGER]);
            assert_ok!(add(BOB, STRANGER, ONE, UNIT));
        });
}

#[test]
fn stakes_of_one_coldkey_add_up() {
    ExtBuilder::default()
        .stake(BOB, BOB_HOT, ONE, 7 * UNIT)
        .stake(BOB, BOB_HOT, ONE, 2 * UNIT)
        .build_and_execute(|| assert_eq!(stake(&BOB_HOT, &BOB, ONE), 9 * UNIT));
}

#[test]
#[should_panic(expected = "genesis: subnet 1: Other(\"its symbol must be one character\")")]
fn a_symbol_of_two_characters_is_refused() {
    ExtBuilder::default().with(ONE, |subnet| subnet.symbol = "αβ".into()).build();
}

#[test]
#[should_panic(expected = "genesis: subnet 1: Other(\"its symbol must be one character\")")]
fn a_symbol_of_no_character_is_refused() {
    ExtBuilder::default().with(ONE, |subnet| subnet.symbol = "".into()).build();
}

#[test]
#[should_panic(expected = "genesis: subnet 2: Other(\"its moving price is above 1\")")]
fn a_moving_price_above_one_is_refused() {
    ExtBuilder::default().with(TWO, |subnet| subnet.moving_price = UNIT + 1).build();
}

#[test]
#[should_panic(
    expected = "genesis: subnet 1: Module(ModuleError { index: 3, error: [1, 0, 0, 0], message: Some(\"SubnetExists\") })"
)]
fn a_subnet_twice_is_refused() {
    let mut twice = ExtBuilder::default();
    twice.repeat_subnet(ONE);
    twice.build();
}

#[test]
#[should_panic(
    expected = "genesis: subnet 137: Module(ModuleError { index: 3, error: [2, 0, 0, 0], message: Some(\"NetUidTooHigh\") })"
)]
fn a_number_beyond_the_most_subnets_is_refused() {
    ExtBuilder::default().subnet(subnet(NetUid::new(137), UNIT, UNIT, 0)).build();
}

#[test]
#[should_panic(expected = "genesis: subnet 1: ")]
fn a_pool_with_too_little_tao_is_refused() {
    ExtBuilder::default().with(ONE, |subnet| subnet.tao = 9_999_999).build();
}

#[test]
#[should_panic(expected = "genesis: subnet 1: ")]
fn a_pool_with_too_little_alpha_is_refused() {
    ExtBuilder::default().with(ONE, |subnet| subnet.alpha = 9_999_999).build();
}

#[test]
#[should_panic(expected = "genesis: subnet 1: ")]
fn a_pool_with_more_alpha_than_there_can_be_is_refused() {
    ExtBuilder::default().with(ONE, |subnet| subnet.alpha = 21_000_000 * UNIT + 1).build();
}

#[test]
#[should_panic(expected = "genesis: subnet 1: ")]
fn a_fee_above_its_ceiling_is_refused() {
    ExtBuilder::default().with(ONE, |subnet| subnet.fee_rate = 10_001).build();
}

#[test]
#[should_panic(expected = "genesis: subnet 0: ")]
fn a_root_with_reserves_is_refused() {
    ExtBuilder::default().with(ROOT, |root| (root.tao, root.alpha) = (UNIT, UNIT)).build();
}

#[test]
#[should_panic(expected = "genesis: a stake at subnet 1: Other(\"it is nothing\")")]
fn a_stake_of_nothing_is_refused() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 0).build();
}

#[test]
#[should_panic(expected = "genesis: a stake at subnet 2: Other(\"its hotkey has no owner\")")]
fn a_stake_with_an_unknown_hotkey_is_refused() {
    ExtBuilder::default().stake(BOB, STRANGER, TWO, UNIT).build();
}

#[test]
#[should_panic(
    expected = "genesis: a stake at subnet 9: Module(ModuleError { index: 3, error: [0, 0, 0, 0], message: Some(\"SubnetNotExists\") })"
)]
fn a_stake_at_an_unknown_subnet_is_refused() {
    ExtBuilder::default().stake(BOB, BOB_HOT, NOWHERE, UNIT).build();
}

#[test]
fn neurons_have_their_uids_in_the_order_given() {
    let mut chain = ExtBuilder::default();
    chain.neurons = vec![(ONE, BOB_HOT), (ONE, ALICE_HOT), (ROOT, BOB_HOT)];
    chain.build_and_execute(|| {
        assert_eq!(Neurons::<Test>::hotkeys(ONE), [BOB_HOT, ALICE_HOT]);
        assert_eq!(Neurons::<Test>::hotkeys(ROOT), [BOB_HOT]);
        assert_eq!(Neurons::<Test>::count(TWO), 0);
    });
}

#[test]
#[should_panic(expected = "genesis: a neuron at subnet 9: Other(\"there is no such subnet\")")]
fn a_neuron_at_an_unknown_subnet_is_refused() {
    let mut chain = ExtBuilder::default();
    chain.neurons = vec![(NOWHERE, BOB_HOT)];
    chain.build();
}

#[test]
#[should_panic(expected = "genesis: a neuron at subnet 1: Other(\"its hotkey has no owner\")")]
fn a_neuron_of_an_unknown_hotkey_is_refused() {
    let mut chain = ExtBuilder::default();
    chain.neurons = vec![(ONE, STRANGER)];
    chain.build();
}

#[test]
#[should_panic(expected = "HotKeyAlreadyRegisteredInSubNet")]
fn a_neuron_twice_is_refused() {
    let mut chain = ExtBuilder::default();
    chain.neurons = vec![(ONE, BOB_HOT), (ONE, BOB_HOT)];
    chain.build();
}

mod set_up {
    //! Settings, weights and policy of the first state.

    use super::*;
    use crate::{
        genesis::{try_build, Entry},
        ActiveEmissionPolicy, Error, GenesisConfig, GenesisWeights, Hyperparameter, Injection, InjectionRule, Kappa,
        NetworkParameter, RootDividendRule, RootDividends, RootShares, RootWeights, SubnetLimit, ValidatorPermit,
        Weights,
    };
    use sp_runtime::{AccountId32, BuildStorage};

    fn weights(netuid: NetUid, hotkey: AccountId32, to: &[(u16, u16)]) -> GenesisWeights<AccountId32> {
        GenesisWeights { netuid, hotkey, weights: to.to_vec() }
    }

    /// The chain of two neurons at a subnet, with what `more` adds.
    fn chain(more: impl FnOnce(&mut GenesisConfig<Test>)) -> sp_io::TestExternalities {
        let builder = ExtBuilder::default().stake(ALICE, ALICE_HOT, ROOT, 5 * UNIT).stake(BOB, BOB_HOT, ONE, 7 * UNIT);
        let mut config = builder.genesis();
        config.neurons = vec![(ROOT, ALICE_HOT), (ONE, ALICE_HOT), (ONE, BOB_HOT)];
        more(&mut config);
        config.build_storage().unwrap().into()
    }

    #[test]
    fn settings_are_set_within_their_bounds() {
        let mut state = chain(|config| {
            config.network_parameters = vec![NetworkParameter::SubnetLimit(9)];
            config.hyperparameters = vec![(ONE, Hyperparameter::Kappa(1_234))];
            config.root_dividends = RootDividendRule::Claimable;
            config.injection = InjectionRule::Buy;
        });
        state.execute_with(|| {
            assert_eq!(SubnetLimit::<Test>::get(), 9);
            assert_eq!(Kappa::<Test>::get(ONE), 1_234);
            assert_eq!(RootDividends::<Test>::get(), RootDividendRule::Claimable);
            assert_eq!(Injection::<Test>::get(), InjectionRule::Buy);
        });
    }

    #[test]
    fn weights_are_scaled_and_come_with_a_permit() {
        let mut state = chain(|config| config.weights = vec![weights(ONE, BOB_HOT, &[(0, 2), (1, 1)])]);
        state.execute_with(|| {
            assert_eq!(Weights::<Test>::get(ONE, 1).into_inner(), [(0, 65_535), (1, 32_768)]);
            assert_eq!(ValidatorPermit::<Test>::get(ONE).into_inner(), [false, true]);
        });
    }

    #[test]
    fn roots_vote_counts_from_the_first_block_on() {
        let mut state = chain(|config| {
            config.weights = vec![weights(ROOT, ALICE_HOT, &[(1, 3)])];
            config.emission_policy = 1;
        });
        state.execute_with(|| {
            assert_eq!(RootWeights::<Test>::get(ALICE_HOT).unwrap().into_inner(), [(ONE, 3)]);
            assert_eq!(ActiveEmissionPolicy::<Test>::get(), 1);
            assert!(!RootShares::<Test>::get().is_empty());
        });
    }

    #[test]
    #[should_panic(expected = "genesis: Kappa")]
    fn a_setting_of_a_subnet_that_is_not_there_is_refused() {
        chain(|config| config.hyperparameters = vec![(NOWHERE, Hyperparameter::Kappa(1))]);
    }

    #[test]
    #[should_panic(expected = "genesis: SubnetLimit(0)")]
    fn a_setting_out_of_its_bounds_is_refused() {
        chain(|config| config.network_parameters = vec![NetworkParameter::SubnetLimit(0)]);
    }

    #[test]
    #[should_panic(expected = "genesis: weights at subnet 1")]
    fn weights_to_a_neuron_that_is_not_there_are_refused() {
        chain(|config| config.weights = vec![weights(ONE, BOB_HOT, &[(2, 1)])]);
    }

    #[test]
    #[should_panic(expected = "genesis: weights at subnet 1: Other(\"it has no neuron there\")")]
    fn weights_of_who_has_no_neuron_are_refused() {
        chain(|config| config.weights = vec![weights(ONE, STRANGER, &[(0, 1)])]);
    }

    #[test]
    #[should_panic(expected = "genesis: the emission policy 77")]
    fn a_policy_that_there_is_not_is_refused() {
        chain(|config| config.emission_policy = 77);
    }

    #[test]
    fn a_refusal_names_the_first_entry_that_cannot_be_and_the_reason() {
        let mut config = ExtBuilder::default().genesis();
        config.hyperparameters = vec![(ONE, Hyperparameter::Kappa(1)), (ONE, Hyperparameter::ActivityCutoff(359))];
        config.weights = vec![weights(ONE, STRANGER, &[(0, 1)])];
        let refuse = |config: &GenesisConfig<Test>| {
            let refused = sp_io::TestExternalities::default().execute_with(|| try_build(config).unwrap_err());
            let subject = refused.subject(config);
            (refused.entry, refused.why, subject)
        };
        let (entry, why, subject) = refuse(&config);
        assert_eq!((entry, why), (Entry::Hyperparameter(1), Error::<Test>::ValueNotInBounds.into()));
        assert_eq!(subject, "ActivityCutoff(359) of subnet 1");
        config.hyperparameters.clear();
        let (entry, why, subject) = refuse(&config);
        assert_eq!((entry, why), (Entry::Weights(0), "it has no neuron there".into()));
        assert_eq!(subject, "weights at subnet 1");
    }

    #[test]
    fn large_integers_are_written_as_text() {
        let config = GenesisConfig::<Test> {
            hyperparameters: vec![(ONE, Hyperparameter::BurnIncreaseMult(3 << 63))],
            network_parameters: vec![NetworkParameter::SubnetMovingAlpha(12_885)],
            ..Default::default()
        };
        let json = serde_json::to_string(&config).unwrap();
        assert!(json.contains(r#"{"BurnIncreaseMult":"27670116110564327424"}"#), "{json}");
        assert!(json.contains(r#"{"SubnetMovingAlpha":"12885"}"#), "{json}");
        let read: GenesisConfig<Test> = serde_json::from_str(&json).unwrap();
        assert_eq!(read.hyperparameters, config.hyperparameters);
        assert_eq!(read.network_parameters, config.network_parameters);
    }
}
