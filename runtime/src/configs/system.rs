//! Blocks and time.

use crate::{
    AccountId, Aura, Balance, Block, Hash, Migrations, Moment, MultiBlockMigrations, Nonce, PalletInfo, Runtime,
    RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, SteppedMigrations, VERSION,
};
use frame_support::{
    derive_impl,
    dispatch::DispatchClass,
    migrations::FreezeChainOnFailedMigration,
    parameter_types,
    traits::{ConstU16, ConstU32, ConstU64},
    weights::{
        constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_SECOND},
        Weight,
    },
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{traits::AccountIdLookup, Perbill};
use sp_version::RuntimeVersion;

/// The part of a block that ordinary transactions may fill. The rest is kept for what has to get in.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

/// The longest block, in bytes.
pub const MAX_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

parameter_types! {
    /// This runtime's version.
    pub const Version: RuntimeVersion = VERSION;

    /// A block may take two seconds. Proof size is not counted: this is no parachain.
    pub RuntimeBlockWeights: BlockWeights = BlockWeights::with_sensible_defaults(
        Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND, u64::MAX),
        NORMAL_DISPATCH_RATIO,
    );

    /// What a block leaves after its step, which is held under what ordinary transactions may fill. There are none while a
    /// migration is on, and the step goes on.
    pub MigrationWeight: Weight =
        RuntimeBlockWeights::get().max_block - NORMAL_DISPATCH_RATIO * RuntimeBlockWeights::get().max_block;

    /// Five MiB, three quarters of which ordinary transactions may fill.
    pub RuntimeBlockLength: BlockLength = BlockLength::builder()
        .max_length(MAX_BLOCK_LENGTH)
        .modify_max_length_for_class(DispatchClass::Normal, |max| *max = NORMAL_DISPATCH_RATIO * *max)
        .build();
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type AccountId = AccountId;
    type Lookup = AccountIdLookup<AccountId, ()>;
    type Block = Block;
    type Nonce = Nonce;
    type Hash = Hash;
    type AccountData = pallet_balances::AccountData<Balance>;
    type BlockWeights = RuntimeBlockWeights;
    type BlockLength = RuntimeBlockLength;
    type DbWeight = ParityDbWeight;
    type Version = Version;
    type SS58Prefix = ConstU16<42>;
    /// A mortal transaction may be as old as this many blocks: 40 minutes at a block a second.
    type BlockHashCount = ConstU32<2_400>;
    type MaxConsumers = ConstU32<16>;
    type SingleBlockMigrations = Migrations;
    type MultiBlockMigrator = MultiBlockMigrations;
    type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
    type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
}

impl pallet_timestamp::Config for Runtime {
    type Moment = Moment;
    type OnTimestampSet = Aura;
    /// Zero: the development node makes a block as soon as a transaction comes, many within one slot, and two blocks may be
    /// of the same millisecond. Time never goes back; that a network has one block a slot is Aura's to see to.
    type MinimumPeriod = ConstU64<0>;
    type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_migrations::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    /// The migrations that take more than a block, one after the other. Until all are through, blocks hold no transactions.
    type Migrations = SteppedMigrations;
    /// Ours need a version and an account.
    type CursorMaxLen = ConstU32<256>;
    type IdentifierMaxLen = ConstU32<256>;
    type MigrationStatusHandler = ();
    /// A migration that fails leaves books that nobody may trade on: no transaction comes in any more.
    type FailedMigrationHandler = FreezeChainOnFailedMigration;
    type MaxServiceWeight = MigrationWeight;
    type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
