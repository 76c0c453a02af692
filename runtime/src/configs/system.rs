//! Blocks and time.

use crate::{
    weights, AccountId, Aura, Balance, Block, Hash, Migrations, Moment, MultiBlockMigrations, Nonce, PalletInfo,
    Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, SteppedMigrations, VERSION,
};
use frame_support::{
    derive_impl,
    dispatch::{DispatchClass, GetDispatchInfo},
    migrations::{FreezeChainOnFailedMigration, MultiStepMigrator},
    parameter_types,
    traits::{ConstU16, ConstU32, ConstU64, Contains},
    weights::{
        constants::{BlockExecutionWeight, ParityDbWeight, WEIGHT_REF_TIME_PER_SECOND},
        Weight,
    },
};
use frame_system::limits::{BlockLength, BlockWeights};
use pallet_migrations::{Cursor, MigrationCursor};
use sp_runtime::{traits::AccountIdLookup, Perbill};
use sp_version::RuntimeVersion;

/// The part of a block that ordinary transactions may fill. The rest is reserved for mandatory and operational ones.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

/// The weight of a block.
const MAX_BLOCK_WEIGHT: Weight = Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND, u64::MAX);

/// The maximum length of a block, in bytes.
pub const MAX_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

parameter_types! {
    /// The version of this runtime.
    pub const Version: RuntimeVersion = VERSION;

    /// Two seconds per block, of which ordinary transactions may take three quarters. Proof size is not limited, since this
    /// is not a parachain.
    pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
        .base_block(BlockExecutionWeight::get())
        .for_class(DispatchClass::all(), |class| class.base_extrinsic = weights::TRANSACTION)
        .for_class(DispatchClass::Normal, |class| class.max_total = Some(NORMAL_DISPATCH_RATIO * MAX_BLOCK_WEIGHT))
        .for_class(DispatchClass::Operational, |class| {
            class.max_total = Some(MAX_BLOCK_WEIGHT);
            class.reserved = Some(MigrationWeight::get());
        })
        .avg_block_initialization(Perbill::from_percent(10))
        .build_or_panic();

    /// The part of a block that ordinary transactions cannot fill. During a migration there are no transactions, but
    /// the block step still runs, and may take the other part.
    pub MigrationWeight: Weight =
        MAX_BLOCK_WEIGHT - NORMAL_DISPATCH_RATIO * MAX_BLOCK_WEIGHT;

    /// 5 MiB, three quarters of it for ordinary transactions.
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
    /// The maximum lifetime of a mortal transaction, in blocks: 40 minutes with one block per second.
    type BlockHashCount = ConstU32<2_400>;
    type MaxConsumers = ConstU32<16>;
    type SingleBlockMigrations = Migrations;
    type MultiBlockMigrator = StepsOfMigrations;
    type BaseCallFilter = SudoAloneIfStuck;
    type SystemWeightInfo = weights::frame_system::SubstrateWeight<Runtime>;
    type ExtensionsWeightInfo = weights::frame_system_extensions::SubstrateWeight<Runtime>;
}

impl pallet_timestamp::Config for Runtime {
    type Moment = Moment;
    type OnTimestampSet = Aura;
    /// Zero, since Aura ensures one block per slot, and that the timestamp lies in it.
    type MinimumPeriod = ConstU64<0>;
    type WeightInfo = weights::pallet_timestamp::SubstrateWeight<Runtime>;
}

/// Returns `true` if a migration of several blocks has failed, and `Sudo` has not cleared that yet.
pub fn is_stuck() -> bool {
    matches!(Cursor::<Runtime>::get(), Some(MigrationCursor::Stuck))
}

/// Runs the migrations that take several blocks. Blocks contain no transactions until they are done, or one has failed.
pub struct StepsOfMigrations;

impl MultiStepMigrator for StepsOfMigrations {
    fn ongoing() -> bool {
        // Where there is no sudo account, nobody can mend a failed migration, and there are no transactions at all.
        match Cursor::<Runtime>::get() {
            Some(MigrationCursor::Active(_)) => true,
            Some(MigrationCursor::Stuck) => !pallet_sudo::Key::<Runtime>::exists(),
            None => false,
        }
    }

    fn step() -> Weight {
        MultiBlockMigrations::step()
    }
}

/// Allows only the calls of `Sudo`, and inherents, after a migration has failed, since nobody may trade on a state that is
/// half migrated. `Sudo` can upload a mended runtime and start its migrations: see docs/upgrades.md. A multisig or a proxy
/// may be sudo, and the filter holds for the calls that they carry, too.
pub struct SudoAloneIfStuck;

impl Contains<RuntimeCall> for SudoAloneIfStuck {
    fn contains(call: &RuntimeCall) -> bool {
        matches!(call, RuntimeCall::Sudo(_) | RuntimeCall::Multisig(_) | RuntimeCall::Proxy(_))
            || !is_stuck()
            || call.get_dispatch_info().class == DispatchClass::Mandatory
    }
}

impl pallet_migrations::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    /// The migrations that take more than one block, one after the other. Until all are finished, blocks contain no
    /// transactions.
    type Migrations = SteppedMigrations;
    /// The project's migrations store a version and an account, or a key.
    type CursorMaxLen = ConstU32<256>;
    type IdentifierMaxLen = ConstU32<256>;
    type MigrationStatusHandler = ();
    /// A failed migration leaves an inconsistent state, on which nobody may trade: see [`SudoAloneIfStuck`].
    type FailedMigrationHandler = FreezeChainOnFailedMigration;
    type MaxServiceWeight = MigrationWeight;
    type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
