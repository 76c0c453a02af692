//! Default values of storage and of the genesis configuration.

use crate::{ledger::hotkeys::nobody, Config, GenesisConfig, InjectionRule, RootDividendRule};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::conviction::TIME_CONSTANT;
use dtao_primitives::TaoBalance;
use frame_support::{pallet_prelude::Get, parameter_types};
use substrate_fixed::types::{I96F32, U64F64};

parameter_types! {
    /// 0.18 in parts of 2⁶⁴ − 1.
    pub const DefaultTaoWeight: u64 = 3_320_413_933_267_719_290;
    /// 18 % in parts of 65 535.
    pub const DefaultSubnetOwnerCut: u16 = 11_796;
    /// 12 885 / 2³², about 0.000 003 a block.
    pub DefaultSubnetMovingAlpha: I96F32 = I96F32::from_bits(12_885);
    /// 360 blocks.
    pub const DefaultTempo: u16 = 360;
    /// 18 % in parts of 65 535.
    pub const DefaultTake: u16 = 11_796;
    /// 30 days in blocks.
    pub const DefaultTakeRateLimit: u64 = 216_000;
    /// A day in blocks.
    pub const DefaultNetworkRateLimit: u64 = 7_200;
    /// 1 000 TAO.
    pub DefaultMinLockCost: TaoBalance = TaoBalance::new(1_000_000_000_000);
    /// 0.0005 TAO.
    pub DefaultMinBurn: TaoBalance = TaoBalance::new(500_000);
    /// 100 TAO.
    pub DefaultMaxBurn: TaoBalance = TaoBalance::new(100_000_000_000);
    /// 1.26, rounded up in the last of 64 fraction bits.
    pub DefaultBurnIncrease: U64F64 = U64F64::from_bits((126_u128 << 64).div_ceil(100));
    /// 0.7 and 0.9 in parts of 65 535.
    pub const DefaultAlphaValues: (u16, u16) = (45_875, 58_982);
    /// 0.0005 alpha.
    pub DefaultClaimThreshold: I96F32 = I96F32::from_num(500_000);
    /// 934 866 blocks: half of a lock is left after 90 days.
    pub const LockTimeConstant: u64 = TIME_CONSTANT;
    /// 0.61, rounded down in the last of 64 fraction bits.
    pub DefaultBarQuantile: U64F64 = U64F64::from_bits((61_u128 << 64) / 100);
    /// 3.
    pub DefaultGateExponent: U64F64 = U64F64::from_bits(3 << 64);
    /// The 32 largest subnets, and the 32 after them.
    pub const DefaultRank: u16 = 32;
    /// Three quarters.
    pub DefaultUpperShare: U64F64 = U64F64::from_bits(3 << 62);
    /// A hundredth, rounded down in the last of 64 fraction bits.
    pub DefaultBuyLimit: U64F64 = U64F64::from_bits((1_u128 << 64) / 100);
    /// Yes.
    pub const DefaultTrue: bool = true;
}

/// The account of all zeros.
pub struct NoAccount<T>(PhantomData<T>);

impl<T: Config> Get<T::AccountId> for NoAccount<T> {
    fn get() -> T::AccountId {
        nobody::<T>()
    }
}

impl<T: Config> Default for GenesisConfig<T> {
    fn default() -> Self {
        Self {
            hotkeys: Vec::new(),
            subnets: Vec::new(),
            stakes: Vec::new(),
            neurons: Vec::new(),
            network_rate_limit: DefaultNetworkRateLimit::get(),
            network_parameters: Vec::new(),
            hyperparameters: Vec::new(),
            weights: Vec::new(),
            emission_policy: 0,
            injection: InjectionRule::default(),
            root_dividends: RootDividendRule::default(),
            progress: Vec::new(),
            takes: Vec::new(),
            children: Vec::new(),
            childkey_takes: Vec::new(),
            bonds: Vec::new(),
            subnet_identities: Vec::new(),
            identities: Vec::new(),
        }
    }
}
