//! That a swap of a coldkey forgets nothing: every map that can name a coldkey is known here, and after a swap no key and no value
//! of the whole state names the old one.

use super::{announce_coldkey::*, locks::*, swap_coldkey::*};
use crate::{mock::*, Pallet};
use frame_support::{__private::metadata_ir::StorageEntryTypeIR, assert_ok, storage::storage_prefix};
use scale_info::{MetaType, TypeDef};
use sp_runtime::AccountId32;
use std::collections::BTreeSet;

/// The maps that name a coldkey. A swap moves their entries, and Bob of these tests has one in each.
const MOVED: [&str; 21] = [
    "AccountFlags",
    "AlphaV2",
    "AutoStakeDestination",
    "AutoStakeNeuron",
    "ColdkeySwapAnnouncements",
    "DecayingLock",
    "IdentitiesV2",
    "KeptSubnetsChosenAt",
    "LastHotkeySwap",
    "Lock",
    "LockingColdkeys",
    "OwnedHotkeys",
    "Owner",
    "RootClaimCarried",
    "RootClaimType",
    "RootClaimed",
    "RootHotkeys",
    "StakePositions",
    "StakingHotkeys",
    "SubnetOwner",
    "SubnetPositions",
];

/// The maps that name a coldkey of which Bob has no entry, each with the reason or the test that is about it.
const OTHERS: [(&str, &str); 9] = [
    ("BasketClaimed", "never written"),
    ("ChosenColdkey", "the choice of a hotkey that nobody owns, which is the hotkey's own"),
    ("ClosedClaimCursor", "the place in a list, not a claim"),
    ("ColdkeySwapDisputes", "root_swaps_at_once_even_what_is_disputed"),
    ("MinerCollateral", "never written"),
    ("NetworkRegistrationQueue", "never written"),
    ("SoldForFee", "the coldkey of a transaction, never set between two of them"),
    ("SubnetLeases", "never written"),
    ("UnfinishedColdkeySwaps", "a_swap_that_has_begun_goes_to_nobody_else_and_stays_frozen"),
];

/// The maps that name hotkeys alone.
const HOTKEYS: [&str; 33] = [
    "Axons",
    "BasketRate",
    "ChildKeys",
    "ChildLinks",
    "ChildkeyTake",
    "ChildkeyThresholdSuspended",
    "DecayingHotkeyLock",
    "FamilyRecords",
    "FeesPaidByOwner",
    "HotkeyDividends",
    "HotkeyLock",
    "IsNetworkMember",
    "Keys",
    "LastChildkeyTakeIncrease",
    "LastChildrenSet",
    "LastPowRegistrationBlock",
    "LastTakeIncrease",
    "NeuronCertificates",
    "ParentKeys",
    "PendingChildKeys",
    "PendingChildQueue",
    "Prometheus",
    "RootClaimPot",
    "RootClaimable",
    "RootWeights",
    "SubnetOwnerHotkey",
    "TimelockedWeightCommits",
    "TotalHotkeyAlpha",
    "TotalHotkeySharesV2",
    "Uids",
    "WeightCommits",
    "Delegates",
    "UnfinishedSwaps",
];

/// Returns `true` if a type contains an account.
fn names_account(ty: MetaType, seen: &mut BTreeSet<MetaType>) -> bool {
    if !seen.insert(ty) {
        return false;
    }
    let info = ty.type_info();
    if info.path.ident() == Some("AccountId32") {
        return true;
    }
    let parts: Vec<MetaType> = match info.type_def {
        TypeDef::Composite(of) => of.fields.iter().map(|field| field.ty).collect(),
        TypeDef::Variant(of) => of.variants.iter().flat_map(|variant| &variant.fields).map(|field| field.ty).collect(),
        TypeDef::Sequence(of) => vec![of.type_param],
        TypeDef::Array(of) => vec![of.type_param],
        TypeDef::Tuple(of) => of.fields.clone(),
        TypeDef::Compact(of) => vec![of.type_param],
        TypeDef::Primitive(_) | TypeDef::BitSequence(_) => vec![],
    };
    parts.into_iter().any(|part| names_account(part, seen))
}

/// Returns the items of the pallet's storage that can name an account.
fn items() -> BTreeSet<&'static str> {
    let names = |types: Vec<MetaType>| types.into_iter().any(|ty| names_account(ty, &mut BTreeSet::new()));
    let entries = Pallet::<Test>::storage_metadata().entries;
    let found = entries.into_iter().filter(|entry| match &entry.ty {
        StorageEntryTypeIR::Plain(value) => names(vec![*value]),
        StorageEntryTypeIR::Map { key, value, .. } => names(vec![*key, *value]),
    });
    found.map(|entry| entry.name).collect()
}

#[test]
fn every_item_that_can_name_an_account_is_known() {
    let others = OTHERS.iter().map(|(name, _)| *name);
    let known: BTreeSet<_> = MOVED.into_iter().chain(others).chain(HOTKEYS).collect();
    let unknown: Vec<_> = items().into_iter().filter(|name| !known.contains(name)).collect();
    assert!(unknown.is_empty(), "does a swap of a coldkey move {unknown:?}?");
    assert!(MOVED.iter().all(|name| items().contains(name)));
}

/// Returns the keys of the state that name an account, or whose value does.
fn named(account: &AccountId32) -> Vec<Vec<u8>> {
    System::reset_events();
    let bytes: &[u8] = account.as_ref();
    let names = |part: &[u8]| part.windows(32).any(|window| window == bytes);
    storage().into_iter().filter(|(key, value)| names(key) || names(value)).map(|(key, _)| key).collect()
}

/// Lets Bob lock stake besides, for ever.
fn prepare_with_lock() {
    assert_ok!(lock(BOB, BOB_HOT, ONE, UNIT));
    assert_ok!(set_perpetual(BOB, ONE, true));
    assert_ok!(reject_locked(BOB, false));
    prepare();
}

fn is_of(key: &[u8], name: &str) -> bool {
    key.starts_with(&storage_prefix(b"SubtensorModule", name.as_bytes()))
}

#[test]
fn after_a_swap_nothing_in_the_state_names_the_old_coldkey() {
    rich().build_and_execute(|| {
        prepare_with_lock();
        let before = named(&BOB);
        for name in MOVED {
            assert!(before.iter().any(|key| is_of(key, name)), "Bob has nothing in {name}");
        }
        let account = before.iter().filter(|key| key.starts_with(&storage_prefix(b"System", b"Account")));
        assert_eq!(account.count(), 1);
        let elsewhere = before.iter().filter(|key| !MOVED.iter().any(|name| is_of(key, name)));
        assert_eq!(elsewhere.count(), 1, "Bob has something in an item that is not listed");
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(named(&BOB), Vec::<Vec<u8>>::new());
        // The announcement is gone, and the new coldkey has all else.
        assert_eq!(named(&NEW).len(), before.len() - 1);
    });
}

#[test]
fn so_it_is_after_a_swap_in_parts() {
    rich().build_and_execute(|| {
        prepare_with_lock();
        // A position with a lock is six units.
        MaxSwapPositions::set(6);
        while SubtensorModule::frozen(&BOB).is_some() {
            assert_ok!(swap_announced(BOB, &NEW));
        }
        MaxSwapPositions::set(64);
        assert_eq!(named(&BOB), Vec::<Vec<u8>>::new());
    });
}
