//! The reference's storage items and types, as its clients know them, and the state of a chain in them.

use codec::Encode;
use frame_metadata::{
    v14::{PalletStorageMetadata, StorageEntryMetadata, StorageEntryModifier, StorageEntryType, StorageHasher},
    v15::{CustomMetadata, ExtrinsicMetadata, OuterEnums, PalletMetadata, RuntimeMetadataV15},
    RuntimeMetadataPrefixed,
};
use scale_info::{meta_type, TypeInfo};
use sp_core::crypto::AccountId32;
use sp_io::hashing::{blake2_128, twox_128, twox_64};
use std::collections::BTreeMap;

/// Netuid, as a type of its own.
#[derive(Encode, TypeInfo)]
pub struct NetUid(pub u16);

/// Amount of TAO.
#[derive(Encode, TypeInfo)]
pub struct TaoBalance(pub u64);

/// Amount of alpha.
#[derive(Encode, TypeInfo)]
pub struct AlphaBalance(pub u64);

/// Part of 65 535.
#[derive(Encode, TypeInfo)]
pub struct PerU16(pub u16);

/// Signed fixed-point number.
#[derive(Encode, TypeInfo)]
pub struct FixedI128 {
    pub bits: i128,
}

/// Fixed-point number.
#[derive(Encode, TypeInfo)]
pub struct FixedU128 {
    pub bits: u128,
}

/// Shares as a decimal floating-point number.
#[derive(Encode, TypeInfo)]
pub struct SafeFloat {
    pub mantissa: u128,
    pub exponent: i64,
}

/// Identity of a subnet.
#[derive(Default, Encode, TypeInfo)]
pub struct SubnetIdentityV3 {
    pub subnet_name: Vec<u8>,
    pub github_repo: Vec<u8>,
    pub subnet_contact: Vec<u8>,
    pub subnet_url: Vec<u8>,
    pub discord: Vec<u8>,
    pub description: Vec<u8>,
    pub logo_url: Vec<u8>,
    pub additional: Vec<u8>,
}

/// Balances of an account.
#[derive(Encode, TypeInfo)]
pub struct AccountData {
    pub free: TaoBalance,
    pub reserved: TaoBalance,
    pub frozen: TaoBalance,
    pub flags: u128,
}

/// Account.
#[derive(Encode, TypeInfo)]
pub struct AccountInfo {
    pub nonce: u32,
    pub consumers: u32,
    pub providers: u32,
    pub sufficients: u32,
    pub data: AccountData,
}

/// Treatment of the emission of the owner's miners.
#[derive(Encode, TypeInfo)]
#[allow(dead_code)]
pub enum RecycleOrBurnEnum {
    Burn,
    Recycle,
}

/// State of a chain, by its keys.
pub type State = BTreeMap<Vec<u8>, Vec<u8>>;

/// Returns the first bytes of an item's keys.
pub fn prefix(pallet: &str, item: &str) -> Vec<u8> {
    [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

/// Hashes a part of a key like `Blake2_128Concat`.
pub fn blake(key: &impl Encode) -> Vec<u8> {
    let key = key.encode();
    [&blake2_128(&key)[..], &key].concat()
}

/// Hashes a part of a key like `Twox64Concat`.
pub fn twox(key: &impl Encode) -> Vec<u8> {
    let key = key.encode();
    [&twox_64(&key)[..], &key].concat()
}

/// Puts a value.
pub fn put(state: &mut State, pallet: &str, item: &str, keys: &[Vec<u8>], value: &impl Encode) {
    let key = [&prefix(pallet, item)[..], &keys.concat()].concat();
    assert!(state.insert(key, value.encode()).is_none(), "{item} twice");
}

fn entry(name: &'static str, ty: StorageEntryType, default: Option<Vec<u8>>) -> StorageEntryMetadata {
    let modifier = match default {
        Some(_) => StorageEntryModifier::Default,
        None => StorageEntryModifier::Optional,
    };
    StorageEntryMetadata { name, modifier, ty, default: default.unwrap_or(vec![0]), docs: Vec::new() }
}

fn plain<V: TypeInfo + 'static>(name: &'static str, default: &impl Encode) -> StorageEntryMetadata {
    entry(name, StorageEntryType::Plain(meta_type::<V>()), Some(default.encode()))
}

/// Returns a map, whose keys have these hashers.
fn map<K: TypeInfo + 'static, V: TypeInfo + 'static>(
    name: &'static str,
    hashers: &[StorageHasher],
    default: Option<Vec<u8>>,
) -> StorageEntryMetadata {
    let ty = StorageEntryType::Map { hashers: hashers.to_vec(), key: meta_type::<K>(), value: meta_type::<V>() };
    entry(name, ty, default)
}

fn of_subnet<V: TypeInfo + 'static>(name: &'static str, default: &impl Encode) -> StorageEntryMetadata {
    map::<NetUid, V>(name, &[StorageHasher::Identity], Some(default.encode()))
}

/// Returns the items of the pallet `SubtensorModule`. `Tao` is the type of `SubnetTAO`.
fn subtensor<Tao: TypeInfo + 'static>() -> Vec<StorageEntryMetadata> {
    use StorageHasher::{Blake2_128Concat as Blake, Identity};
    type Acc = AccountId32;
    let nobody = Some([0_u8; 32].to_vec());
    let zero = Some(0_u64.encode());
    vec![
        plain::<TaoBalance>("TotalIssuance", &0_u64),
        plain::<u64>("TaoWeight", &0_u64),
        of_subnet::<bool>("NetworksAdded", &false),
        of_subnet::<u16>("SubnetMechanism", &0_u16),
        of_subnet::<u16>("Tempo", &360_u16),
        map::<NetUid, Acc>("SubnetOwner", &[Identity], nobody.clone()),
        map::<NetUid, Acc>("SubnetOwnerHotkey", &[Identity], nobody.clone()),
        of_subnet::<Vec<u8>>("TokenSymbol", &Vec::<u8>::new()),
        map::<NetUid, SubnetIdentityV3>("SubnetIdentitiesV3", &[Blake], None),
        of_subnet::<Tao>("SubnetTAO", &0_u64),
        of_subnet::<AlphaBalance>("SubnetAlphaIn", &0_u64),
        of_subnet::<AlphaBalance>("SubnetAlphaOut", &0_u64),
        of_subnet::<FixedI128>("SubnetMovingPrice", &0_i128),
        of_subnet::<u128>("SubnetVolume", &0_u128),
        map::<NetUid, (u64, FixedI128)>("SubnetEmaTaoFlow", &[Identity], None),
        map::<NetUid, u64>("FirstEmissionBlockNumber", &[Identity], None),
        of_subnet::<AlphaBalance>("PendingServerEmission", &0_u64),
        of_subnet::<AlphaBalance>("PendingValidatorEmission", &0_u64),
        of_subnet::<AlphaBalance>("PendingOwnerCut", &0_u64),
        of_subnet::<AlphaBalance>("PendingRootAlphaDivs", &0_u64),
        of_subnet::<u64>("LastEpochBlock", &0_u64),
        of_subnet::<u64>("BlocksSinceLastStep", &0_u64),
        of_subnet::<TaoBalance>("Burn", &1_000_000_000_u64),
        of_subnet::<u16>("Kappa", &32_767_u16),
        of_subnet::<u16>("ImmunityPeriod", &4_096_u16),
        of_subnet::<u16>("ActivityCutoff", &5_000_u16),
        of_subnet::<bool>("Yuma3On", &false),
        of_subnet::<(u16, u16)>("AlphaValues", &(45_875_u16, 58_982_u16)),
        of_subnet::<RecycleOrBurnEnum>("RecycleOrBurn", &RecycleOrBurnEnum::Burn),
        plain::<u16>("SubnetOwnerCut", &11_796_u16),
        plain::<FixedI128>("SubnetMovingAlpha", &12_885_i128),
        map::<(NetUid, u16), Acc>("Keys", &[Identity, Identity], nobody.clone()),
        map::<(u16, u16), Vec<(u16, u16)>>("Weights", &[Identity, Identity], Some(vec![0])),
        map::<(u16, u16), Vec<(u16, u16)>>("Bonds", &[Identity, Identity], Some(vec![0])),
        map::<Acc, Acc>("Owner", &[Blake], nobody),
        map::<Acc, PerU16>("Delegates", &[Blake], Some(11_796_u16.encode())),
        map::<(Acc, NetUid), Vec<(u64, Acc)>>("ChildKeys", &[Blake, Identity], Some(vec![0])),
        map::<(Acc, NetUid), AlphaBalance>("TotalHotkeyAlpha", &[Blake, Identity], zero),
        map::<(Acc, NetUid), FixedU128>("TotalHotkeyShares", &[Blake, Identity], Some(0_u128.encode())),
        map::<(Acc, NetUid), SafeFloat>("TotalHotkeySharesV2", &[Blake, Identity], Some((0_u128, 0_i64).encode())),
        map::<(Acc, Acc, NetUid), FixedU128>("Alpha", &[Blake, Blake, StorageHasher::Identity], Some(0_u128.encode())),
        map::<(Acc, Acc, NetUid), SafeFloat>("AlphaV2", &[Blake, Blake, Identity], Some((0_u128, 0_i64).encode())),
        map::<(Acc, NetUid, Acc), u64>("Lock", &[Blake, Identity, Blake], None),
    ]
}

fn pallet(name: &'static str, index: u8, entries: Vec<StorageEntryMetadata>) -> PalletMetadata {
    let storage = Some(PalletStorageMetadata { prefix: name, entries });
    PalletMetadata {
        name,
        storage,
        calls: None,
        event: None,
        constants: Vec::new(),
        error: None,
        index,
        docs: Vec::new(),
    }
}

fn encoded(pallets: Vec<PalletMetadata>) -> Vec<u8> {
    let unit = meta_type::<()>();
    let extrinsic = ExtrinsicMetadata {
        version: 4,
        address_ty: unit,
        call_ty: unit,
        signature_ty: unit,
        extra_ty: unit,
        signed_extensions: Vec::new(),
    };
    let enums = OuterEnums { call_enum_ty: unit, event_enum_ty: unit, error_enum_ty: unit };
    let custom = CustomMetadata { map: BTreeMap::new() };
    let metadata = RuntimeMetadataV15::new(pallets, extrinsic, unit, Vec::new(), enums, custom);
    RuntimeMetadataPrefixed::from(metadata).encode()
}

fn system() -> [PalletMetadata; 2] {
    let blake = [StorageHasher::Blake2_128Concat];
    [
        pallet("System", 0, vec![map::<AccountId32, AccountInfo>("Account", &blake, Some([0; 56].to_vec()))]),
        pallet("Balances", 5, vec![plain::<TaoBalance>("TotalIssuance", &0_u64)]),
    ]
}

/// Returns the metadata of the reference's layout.
pub fn metadata() -> Vec<u8> {
    let fees = map::<NetUid, u16>("FeeRate", &[StorageHasher::Twox64Concat], Some(33_u16.encode()));
    let own = [pallet("SubtensorModule", 7, subtensor::<TaoBalance>()), pallet("Swap", 28, vec![fees])];
    encoded(system().into_iter().chain(own).collect())
}

/// Returns metadata in which `SubnetTAO` is a pair.
pub fn changed_metadata() -> Vec<u8> {
    let own = [pallet("SubtensorModule", 7, subtensor::<(u64, u64)>())];
    encoded(system().into_iter().chain(own).collect())
}

/// Returns the metadata of a chain that is not like Bittensor's.
pub fn other_metadata() -> Vec<u8> {
    encoded(system().into())
}
