//! The settings in a pool that are on or off: the emission of TAO, and the owner's cut.

use crate::{
    mock::*, Event, Hyperparameter as H, NetworkRegistrationAllowed, OwnerCutEnabled, SubnetEmissionEnabled,
    SubtokenEnabled,
};
use dtao_primitives::{Emission, Switches};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

fn set(setting: H<AccountId32>) {
    assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, setting.clone()));
    assert_eq!(events(), [Event::HyperparameterSet { netuid: ONE, parameter: setting }]);
}

#[test]
fn a_subnet_without_emission_gets_alpha_and_no_tao_and_leaves_its_share_to_the_others() {
    ExtBuilder::default().build_and_execute(|| {
        set(H::EmissionEnabled(false));
        let before = reserves(ONE);
        next_block();
        let minted = Emission { alpha_out: UNIT.into(), ..Default::default() };
        assert_eq!(pool(ONE).emission, minted);
        assert_eq!(reserves(ONE), (before.0, before.1, before.2 + UNIT));
        assert_eq!(pool(TWO).emission.tao_in.rao(), UNIT);
        set(H::EmissionEnabled(true));
        next_block();
        assert_eq!((pool(ONE).emission.tao_in.rao(), pool(TWO).emission.tao_in.rao()), (499_999_999, 500_000_000));
    });
}

#[test]
fn where_no_subnet_has_emission_no_tao_is_minted() {
    ExtBuilder::default().build_and_execute(|| {
        let issued = Balances::total_issuance();
        for netuid in [ONE, TWO] {
            assert_ok!(SubtensorModule::do_set_hyperparameter(netuid, H::EmissionEnabled(false)));
        }
        run_to(5);
        assert_eq!(Balances::total_issuance(), issued);
        assert_eq!(pool(TWO).alpha_out.rao(), 4 * UNIT);
    });
}

#[test]
fn without_its_cut_the_owner_gets_nothing_and_miners_and_validators_get_all() {
    ExtBuilder::default().build_and_execute(|| {
        next_block();
        assert_eq!(pool(ONE).pending.owner.rao(), 179_995_422);
        let before = pool(ONE).pending;
        set(H::OwnerCutEnabled(false));
        next_block();
        let after = pool(ONE).pending;
        // What has been set aside is kept for the owner.
        assert_eq!(after.owner, before.owner);
        assert_eq!((after.server.rao() - before.server.rao(), after.validator.rao() - before.validator.rao()), HALVES);
        assert_eq!(pool(TWO).pending.owner.rao(), 2 * 179_995_422);
        set(H::OwnerCutEnabled(true));
        next_block();
        assert_eq!(pool(ONE).pending.owner.rao(), 2 * 179_995_422);
    });
}

/// The halves of one alpha.
const HALVES: (u64, u64) = (500_000_000, 500_000_000);

#[test]
fn each_switch_has_a_mirror_for_clients() {
    ExtBuilder::default().build_and_execute(|| {
        let mirrors = || {
            (
                NetworkRegistrationAllowed::<Test>::get(ONE),
                SubnetEmissionEnabled::<Test>::get(ONE),
                OwnerCutEnabled::<Test>::get(ONE),
            )
        };
        assert_eq!(mirrors(), (true, true, true));
        set(H::RegistrationAllowed(false));
        assert_eq!(mirrors(), (false, true, true));
        set(H::EmissionEnabled(false));
        assert_eq!(mirrors(), (false, false, true));
        set(H::OwnerCutEnabled(false));
        assert_eq!(mirrors(), (false, false, false));
        let all = Switches { registration_allowed: false, no_tao: true, no_owner_cut: true };
        assert_eq!(pool(ONE).switches, all);
        for setting in [H::RegistrationAllowed(true), H::EmissionEnabled(true), H::OwnerCutEnabled(true)] {
            set(setting);
        }
        assert_eq!(mirrors(), (true, true, true));
        assert!(!OwnerCutEnabled::<Test>::contains_key(ONE) && !SubnetEmissionEnabled::<Test>::contains_key(ONE));
    });
}

#[test]
fn the_start_has_a_mirror_for_clients() {
    ExtBuilder::default().with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
        assert_eq!([ROOT, ONE, TWO].map(SubtokenEnabled::<Test>::get), [true, true, false]);
        run_to(5);
        assert_ok!(sign(ALICE, crate::Call::start_call { netuid: TWO }));
        assert!(SubtokenEnabled::<Test>::get(TWO));
        assert_ok!(super::dissolve::dissolve(TWO));
        assert!(!SubtokenEnabled::<Test>::contains_key(TWO));
    });
}

#[test]
fn mirrors_that_differ_from_the_pool_are_found() {
    let breaks = |corrupt: fn(), message| assert_invariant_breaks(ExtBuilder::default().build(), corrupt, message);
    breaks(|| OwnerCutEnabled::<Test>::insert(ONE, false), "the mirror of the owner's cut differs from the pool");
    breaks(
        || SubnetEmissionEnabled::<Test>::insert(TWO, false),
        "the mirror of the emission setting differs from the pool",
    );
    breaks(|| SubtokenEnabled::<Test>::remove(ONE), "the mirror of the start differs from the pool");
    breaks(|| SubtokenEnabled::<Test>::remove(ROOT), "the mirror of the start differs from the pool");
}
