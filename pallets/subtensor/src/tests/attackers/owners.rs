//! The acts of a subnet's owner: on its identity, its symbol and its settings.
//!
//! Most settings are calls of another pallet, `pallet-admin-utils`, which this runtime does not have. [`change`] does what these
//! calls do. Their work is compared with their weights there.

use super::{
    calls::{owned, somebody},
    world::{netuid, NEURONS},
    Caller,
};
use crate::{
    identity::{MAX_NAME, MAX_TEXT},
    mock::*,
    registry::subnets::Subnets,
    settings::{RecycleOrBurnEnum, Setter},
    Call, Hyperparameter, MaxAllowedValidators, Neurons, OwnedHotkeys, SubnetOwner, SubnetOwnerHotkey, Uids,
};
use codec::Decode;
use dtao_primitives::{NetUid, SubnetIdentityV3};
use frame_support::storage::with_storage_layer;
use sp_runtime::{AccountId32, DispatchResult};

pub type Setting = Hyperparameter<AccountId32>;

/// Returns a subnet, and who calls as its owner: seldom somebody else.
fn owner(dice: &mut Dice) -> (AccountId32, NetUid) {
    let netuid = netuid(dice);
    let who = if dice.below(8) == 0 { somebody(dice) } else { SubnetOwner::<Test>::get(netuid) };
    (who, netuid)
}

/// Returns the same, or root now and then.
fn owner_or_root(dice: &mut Dice) -> (Caller, NetUid) {
    let (who, netuid) = owner(dice);
    (if dice.below(8) == 0 { Caller::Root } else { Caller::Account(who) }, netuid)
}

/// Returns a text: mostly short, seldom the longest, too long, or none at all.
pub fn text(dice: &mut Dice, most: usize) -> Vec<u8> {
    match dice.below(60) {
        0 => vec![b'x'; most + 1],
        1 => vec![0xff],
        2 => vec![b'x'; most],
        _ => vec![b'x'; dice.below(40) as usize],
    }
}

fn identity(dice: &mut Dice) -> SubnetIdentityV3 {
    SubnetIdentityV3 {
        subnet_name: text(dice, MAX_NAME),
        github_repo: text(dice, MAX_TEXT),
        subnet_contact: text(dice, MAX_TEXT),
        subnet_url: text(dice, MAX_TEXT),
        discord: text(dice, MAX_NAME),
        description: text(dice, MAX_TEXT),
        logo_url: text(dice, MAX_TEXT),
        additional: text(dice, MAX_TEXT),
    }
}

pub fn set_subnet_identity(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (who, netuid) = owner(dice);
    let SubnetIdentityV3 {
        subnet_name,
        github_repo,
        subnet_contact,
        subnet_url,
        discord,
        description,
        logo_url,
        additional,
    } = identity(dice);
    let call = Call::set_subnet_identity {
        netuid,
        subnet_name,
        github_repo,
        subnet_contact,
        subnet_url,
        discord,
        description,
        logo_url,
        additional,
    };
    (Caller::Account(who), call)
}

pub fn register_network_with_identity(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    let identity = (dice.below(3) > 0).then(|| identity(dice));
    (caller, Call::register_network_with_identity { hotkey, identity })
}

/// Seldom a character that nobody sees, or that changes those around it.
pub fn update_symbol(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, netuid) = owner_or_root(dice);
    let symbol = if dice.below(6) == 0 {
        dice.pick(&['\u{200b}', '\u{202e}', '\u{feff}', '\u{301}', ' '])
    } else {
        char::from_u32(0x4e00 + dice.below(500) as u32).unwrap()
    };
    (caller, Call::update_symbol { netuid, symbol: symbol.to_string().into_bytes() })
}

/// Seldom the longest tempo of an owner, or one that is too short.
fn tempo(dice: &mut Dice) -> u16 {
    match dice.below(12) {
        0 => dice.below(360) as u16,
        1 => 50_400,
        _ => 360 + dice.below(400) as u16,
    }
}

/// Returns a part of the tempo, in thousandths.
fn cutoff_factor(dice: &mut Dice) -> u32 {
    1_000 + dice.below(49_001) as u32
}

pub fn set_tempo(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (who, netuid) = owner(dice);
    (Caller::Account(who), Call::set_tempo { netuid, tempo: tempo(dice) })
}

pub fn set_activity_cutoff_factor(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (who, netuid) = owner(dice);
    (Caller::Account(who), Call::set_activity_cutoff_factor { netuid, factor_milli: cutoff_factor(dice) })
}

pub fn sudo_set_root_claim_threshold(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, netuid) = owner_or_root(dice);
    (caller, Call::sudo_set_root_claim_threshold { netuid, new_value: dice.below(10_000_001) })
}

/// Returns a change of a setting by the owner, mostly, of a subnet.
pub fn setting(dice: &mut Dice) -> (AccountId32, NetUid, Setting) {
    let (who, netuid) = owner(dice);
    let setting = match dice.below(3) {
        0 => of_weights(dice),
        1 => of_neurons(dice, netuid),
        _ => of_alpha(dice),
    };
    (who, netuid, setting)
}

/// Returns a smaller maximum of a subnet's neurons, mostly, to which they are trimmed.
pub fn trimming(dice: &mut Dice) -> (AccountId32, NetUid, Setting) {
    let (who, netuid) = owner(dice);
    let least = MaxAllowedValidators::<Test>::get(netuid).min(NEURONS);
    (who, netuid, Hyperparameter::MaxAllowedUids(least + dice.below(5) as u16))
}

/// Returns a setting of weights, bonds and epochs.
fn of_weights(dice: &mut Dice) -> Setting {
    let flag = dice.below(2) == 0;
    match dice.below(14) {
        0 => Hyperparameter::WeightsVersionKey(dice.below(2)),
        1 => Hyperparameter::MinAllowedWeights(dice.below(4) as u16),
        2 => Hyperparameter::CommitRevealWeightsEnabled(flag),
        3 => Hyperparameter::RevealPeriodEpochs(1 + dice.below(3)),
        4 => Hyperparameter::ActivityCutoff(360 + dice.below(1_000) as u16),
        5 => Hyperparameter::ActivityCutoffFactor(cutoff_factor(dice)),
        6 => Hyperparameter::BondsMovingAverage(dice.below(975_001)),
        7 => Hyperparameter::BondsPenalty(dice.any() as u16),
        8 => Hyperparameter::BondsResetEnabled(flag),
        9 => Hyperparameter::LiquidAlphaEnabled(flag),
        10 => {
            let low = 1_638 + dice.below(30_000) as u16;
            Hyperparameter::AlphaValues(low, low + dice.below(30_000) as u16)
        }
        11 => Hyperparameter::AlphaSigmoidSteepness(dice.below(1_000) as i16),
        12 => Hyperparameter::Yuma3Enabled(flag),
        _ => Hyperparameter::Tempo(tempo(dice)),
    }
}

/// Returns a setting of neurons and their registration. Neurons are at most twice [`NEURONS`], for which [`super::weights`] finds
/// commitments again.
fn of_neurons(dice: &mut Dice, netuid: NetUid) -> Setting {
    match dice.below(11) {
        0 => Hyperparameter::ServingRateLimit(dice.below(100)),
        1 => Hyperparameter::ImmunityPeriod(dice.below(20) as u16),
        2 => {
            let least = Neurons::<Test>::count(netuid).max(MaxAllowedValidators::<Test>::get(netuid));
            Hyperparameter::MaxAllowedUids((least + dice.below(4) as u16).min(2 * NEURONS))
        }
        3 => Hyperparameter::RegistrationAllowed(dice.below(3) > 0),
        4 => Hyperparameter::MinBurn((1_000 + dice.below(UNIT / 100)).into()),
        5 => Hyperparameter::MaxBurn((UNIT / 10 + dice.below(100 * UNIT)).into()),
        6 => Hyperparameter::BurnHalfLife(1 + dice.below(500) as u16),
        7 => Hyperparameter::BurnIncreaseMult((1 << 64) + u128::from(dice.any())),
        8 => Hyperparameter::MinChildkeyTake(dice.below(11_797) as u16),
        9 => Hyperparameter::ImmuneOwnerUidsLimit(1 + dice.below(10) as u16),
        _ => Hyperparameter::OwnerHotkey(owners_hotkey(dice, netuid)),
    }
}

/// Returns a hotkey of a subnet's owner, with a neuron there if it has such a one.
fn owners_hotkey(dice: &mut Dice, netuid: NetUid) -> AccountId32 {
    let mut hotkeys = OwnedHotkeys::<Test>::get(SubnetOwner::<Test>::get(netuid));
    hotkeys.retain(|hotkey| Uids::<Test>::contains_key(netuid, hotkey));
    if hotkeys.is_empty() {
        SubnetOwnerHotkey::<Test>::get(netuid)
    } else {
        dice.pick(&hotkeys)
    }
}

/// Returns a setting of alpha, or one of a rule that this chain does not have, whose only value may be set.
fn of_alpha(dice: &mut Dice) -> Setting {
    let flag = dice.below(2) == 0;
    match dice.below(9) {
        0 => Hyperparameter::TransferToggle(dice.below(4) > 0),
        1 => Hyperparameter::RecycleOrBurn(if flag { RecycleOrBurnEnum::Recycle } else { RecycleOrBurnEnum::Burn }),
        2 => Hyperparameter::RootClaimThreshold(dice.below(10_000_001)),
        3 => Hyperparameter::OwnerCutEnabled(flag),
        4 => Hyperparameter::Rho(u16::from(dice.below(8) == 0)),
        5 => Hyperparameter::AdjustmentAlpha(0),
        6 => Hyperparameter::MaxDifficulty(0),
        7 => Hyperparameter::PowRegistrationAllowed(false),
        _ => Hyperparameter::OwnerCutAutoLockEnabled(false),
    }
}

/// Changes a setting as the owner's calls do. If `trims`, neurons are removed first, down to the new maximum.
pub fn change(who: &AccountId32, netuid: NetUid, setting: Setting, trims: bool) -> DispatchResult {
    with_storage_layer(|| {
        Subnets::<Test>::ensure_owner(who, netuid)?;
        SubtensorModule::ensure_owner_may_set(netuid, &setting)?;
        if let (true, Hyperparameter::MaxAllowedUids(most)) = (trims, &setting) {
            SubtensorModule::do_trim_neurons(netuid, *most)?;
        }
        SubtensorModule::do_set_as_owner(netuid, setting)
    })
}

/// Returns the name under which the outcomes of changes of a setting are counted.
pub fn name_of(setting: &Setting) -> String {
    let shown = format!("{setting:?}");
    format!("setting {}", shown.split('(').next().unwrap())
}

/// Returns these names for all settings of an owner. A setting with all zeros follows its number.
pub fn names() -> Vec<String> {
    let settings = (0..=u8::MAX).map_while(|number| {
        let mut bytes = [0; 64];
        bytes[0] = number;
        Setting::decode(&mut &bytes[..]).ok()
    });
    settings.filter(|setting| setting.setter() == Setter::Owner).map(|setting| name_of(&setting)).collect()
}
