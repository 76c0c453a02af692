//! Storage items that clients look up by name: the hashers of their keys, and the value of a key that was never
//! written.

use crate::metadata::v15;
use frame_metadata::v14::{StorageEntryModifier, StorageEntryType, StorageHasher};

const BLAKE: StorageHasher = StorageHasher::Blake2_128Concat;
const TWOX: StorageHasher = StorageHasher::Twox64Concat;
const PLAIN: StorageHasher = StorageHasher::Identity;

/// An item: its name, the hashers of its keys, and `true` if it has a default value.
type Item = (&'static str, &'static [StorageHasher], bool);

const COMMITMENTS: &[Item] = &[
    ("CommitmentOf", &[PLAIN, TWOX], false),
    ("LastBondsReset", &[PLAIN, TWOX], false),
    ("LastCommitment", &[PLAIN, TWOX], false),
    ("MaxSpace", &[], true),
    ("RevealedCommitments", &[PLAIN, TWOX], false),
    ("UsedSpaceOf", &[PLAIN, TWOX], false),
];

const SUBTENSOR: &[Item] = &[
    ("AccountFlags", &[BLAKE], true),
    ("ActivityCutoff", &[PLAIN], true),
    ("ActivityCutoffFactorMilli", &[PLAIN], true),
    ("AdjustmentAlpha", &[PLAIN], true),
    ("AdjustmentInterval", &[PLAIN], true),
    ("AdminFreezeWindow", &[], true),
    ("AlphaV2", &[BLAKE, BLAKE, PLAIN], true),
    ("AssociatedEvmAddress", &[PLAIN, PLAIN], false),
    ("AutoStakeDestination", &[BLAKE, PLAIN], false),
    ("BasketClaimed", &[BLAKE, BLAKE], true),
    ("BasketRate", &[BLAKE], true),
    ("BlocksSinceLastStep", &[PLAIN], true),
    ("Bonds", &[PLAIN, PLAIN], true),
    ("Burn", &[PLAIN], true),
    ("ChildKeys", &[BLAKE, PLAIN], true),
    ("ChildkeyTake", &[BLAKE, PLAIN], true),
    ("ChildkeyThresholdSuspended", &[BLAKE], false),
    ("ColdkeySwapAnnouncementDelay", &[], true),
    ("ColdkeySwapAnnouncements", &[BLAKE], false),
    ("ColdkeySwapDisputes", &[BLAKE], false),
    ("ColdkeySwapReannouncementDelay", &[], true),
    ("CollateralDrainRatio", &[PLAIN], true),
    ("CollateralLockShare", &[PLAIN], true),
    ("CommitRevealWeightsEnabled", &[PLAIN], true),
    ("CommitRevealWeightsVersion", &[], true),
    ("CurrentDissolveCleanupStatus", &[], false),
    ("DecayingHotkeyLock", &[PLAIN, BLAKE], false),
    ("DecayingLock", &[BLAKE, PLAIN], false),
    ("DecayingOwnerLock", &[PLAIN], false),
    ("Delegates", &[BLAKE], true),
    ("Difficulty", &[PLAIN], true),
    ("DissolveCleanupQueue", &[], true),
    ("FirstEmissionBlockNumber", &[PLAIN], false),
    ("HotkeyLock", &[PLAIN, BLAKE], false),
    ("IdentitiesV2", &[BLAKE], false),
    ("ImmuneOwnerUidsLimit", &[PLAIN], true),
    ("ImmunityPeriod", &[PLAIN], true),
    ("IsNetworkMember", &[BLAKE, PLAIN], true),
    ("LastAdjustmentBlock", &[PLAIN], true),
    ("LastEpochBlock", &[PLAIN], true),
    ("LastPowRegistrationBlock", &[BLAKE], true),
    ("LastUpdate", &[PLAIN], true),
    ("Lock", &[BLAKE, PLAIN, BLAKE], false),
    ("LockingColdkeys", &[PLAIN, BLAKE, BLAKE], false),
    ("MaturityRate", &[], true),
    ("MaxAllowedUids", &[PLAIN], true),
    ("MaxDifficulty", &[PLAIN], true),
    ("MaxWeightsLimit", &[PLAIN], true),
    ("MechanismCountCurrent", &[TWOX], true),
    ("MechanismEmissionSplit", &[TWOX], false),
    ("MinAllowedWeights", &[PLAIN], true),
    ("MinChildkeyTakePerSubnet", &[PLAIN], true),
    ("MinDifficulty", &[PLAIN], true),
    ("MinerCollateral", &[PLAIN, BLAKE, BLAKE], false),
    ("NetworkPowRegistrationAllowed", &[PLAIN], true),
    ("NetworkRegisteredAt", &[PLAIN], true),
    ("NetworkRegistrationAllowed", &[PLAIN], true),
    ("NetworkRegistrationQueue", &[], true),
    ("NetworksAdded", &[PLAIN], true),
    ("NeuronCertificates", &[PLAIN, BLAKE], false),
    ("OwnedHotkeys", &[BLAKE], true),
    ("Owner", &[BLAKE], true),
    ("OwnerCutAutoLockEnabled", &[PLAIN], true),
    ("OwnerCutEnabled", &[PLAIN], true),
    ("OwnerLock", &[PLAIN], false),
    ("ParentKeys", &[BLAKE, PLAIN], true),
    ("PendingChildKeys", &[PLAIN, BLAKE], false),
    ("PendingEpochAt", &[PLAIN], true),
    ("RegistrationsThisInterval", &[PLAIN], true),
    ("RevealPeriodEpochs", &[PLAIN], true),
    ("Rho", &[PLAIN], true),
    ("RootClaimType", &[BLAKE], true),
    ("RootClaimable", &[BLAKE], true),
    ("RootClaimableThreshold", &[PLAIN], true),
    ("RootClaimed", &[PLAIN, BLAKE, BLAKE], true),
    ("RootStakeUnlockInterval", &[], true),
    ("StakeThreshold", &[], true),
    ("StakeWeight", &[PLAIN], true),
    ("StakingHotkeys", &[BLAKE], true),
    ("StartCallDelay", &[], true),
    ("SubnetAlphaOut", &[PLAIN], true),
    ("SubnetEmaTaoFlow", &[PLAIN], false),
    ("SubnetEmissionEnabled", &[PLAIN], true),
    ("SubnetEpochConsensus", &[PLAIN], true),
    ("SubnetEpochIndex", &[PLAIN], true),
    ("SubnetLeases", &[PLAIN], false),
    ("SubnetLocked", &[PLAIN], true),
    ("SubnetOwner", &[PLAIN], true),
    ("SubnetOwnerHotkey", &[PLAIN], true),
    ("SubnetProtocolAlpha", &[PLAIN], true),
    ("SubnetTaoInEmission", &[PLAIN], true),
    ("SubnetworkN", &[PLAIN], true),
    ("SubtokenEnabled", &[PLAIN], true),
    ("TargetRegistrationsPerInterval", &[PLAIN], true),
    ("Tempo", &[PLAIN], true),
    ("TimelockedWeightCommits", &[PLAIN, TWOX], true),
    ("TotalAlphaStaked", &[PLAIN], true),
    ("TotalHotkeyAlpha", &[BLAKE, PLAIN], true),
    ("TotalNetworks", &[], true),
    ("TxRateLimit", &[], true),
    ("Uids", &[PLAIN, BLAKE], false),
    ("UnlockRate", &[], true),
    ("ValidatorPermit", &[PLAIN], true),
    ("WeightCommits", &[PLAIN, BLAKE], false),
    ("Weights", &[PLAIN, PLAIN], true),
    ("WeightsSetRateLimit", &[PLAIN], true),
];

#[test]
fn every_item_that_clients_look_up_is_there_under_its_name_and_keys() {
    assert_items("Commitments", COMMITMENTS);
    assert_items("SubtensorModule", SUBTENSOR);
    assert_items("AlphaAssets", &[("AlphaBurned", &[PLAIN], true)]);
}

fn assert_items(pallet: &str, items: &[Item]) {
    let metadata = v15();
    let pallet = metadata.pallets.iter().find(|found| found.name == pallet).unwrap();
    let entries = &pallet.storage.as_ref().unwrap().entries;
    for (name, hashers, default) in items {
        let entry = entries.iter().find(|entry| entry.name == *name);
        let entry = entry.unwrap_or_else(|| panic!("there is no {name}"));
        let found: &[StorageHasher] = match &entry.ty {
            StorageEntryType::Plain(_) => &[],
            StorageEntryType::Map { hashers, .. } => hashers,
        };
        assert_eq!(found, *hashers, "{name}");
        let modifier = if *default { StorageEntryModifier::Default } else { StorageEntryModifier::Optional };
        assert_eq!(entry.modifier, modifier, "{name}");
    }
}

/// Clients read these values if a key was never written.
#[test]
fn the_defaults_are_those_that_say_what_is_true() {
    let metadata = v15();
    let pallet = metadata.pallets.iter().find(|pallet| pallet.name == "SubtensorModule").unwrap();
    let default = |name: &str| {
        let entries = &pallet.storage.as_ref().unwrap().entries;
        let entry = entries.iter().find(|entry| entry.name == name).unwrap();
        entry.default.clone()
    };
    assert_eq!(default("Owner"), [0; 32]);
    assert_eq!(default("MechanismCountCurrent"), [1]);
    for name in ["NetworkRegistrationAllowed", "OwnerCutEnabled", "SubnetEmissionEnabled"] {
        assert_eq!(default(name), [1]);
    }
    assert_eq!(default("SubtokenEnabled"), [0]);
    assert_eq!(default("ImmuneOwnerUidsLimit"), [1, 0]);
    assert_eq!(default("TargetRegistrationsPerInterval"), [255, 255]);
    assert_eq!(default("MaxWeightsLimit"), [255, 255]);
    assert_eq!(default("PendingEpochAt"), [0; 8]);
    assert_eq!(default("CollateralLockShare"), [0; 2]);
    assert_eq!(default("SubnetEpochConsensus"), [0]);
    assert_eq!(default("SubnetProtocolAlpha"), [0; 8]);
    assert_eq!(default("BasketClaimed"), [0; 16]);
    assert_eq!(default("BasketRate"), [0; 16]);
    assert_eq!(default("StakingHotkeys"), [0]);
    assert_eq!(default("RootStakeUnlockInterval"), [0; 8]);
    assert_eq!(default("NetworkRegistrationQueue"), [0]);
    for name in ["UnlockRate", "MaturityRate"] {
        assert_eq!(default(name), 934_866_u64.to_le_bytes());
    }
    // 500 000 with 32 fraction bits.
    assert_eq!(default("RootClaimableThreshold"), (500_000_u128 << 32).to_le_bytes());
}
