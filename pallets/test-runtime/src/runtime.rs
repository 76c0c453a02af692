//! The runtime, written out by macros.

/// Writes a runtime of these pallets and `frame_system`, with the configurations of [`configure_pallet`](crate::configure_pallet).
///
/// ```text
/// use crate as pallet_subtensor;
/// use dtao_test_runtime::*;
///
/// test_runtime! {
///     Test { Balances: pallet_balances, SubtensorModule: pallet_subtensor, Swap: pallet_dtao_swap }
/// }
/// ```
///
/// The names of the pallets and of this crate's items must be in scope. Types in brackets after a pallet, as in
/// `pallet_subtensor(Equal)`, are passed to its configuration.
#[macro_export]
macro_rules! test_runtime {
    ($runtime:ident { $($name:ident: $pallet:ident $(($($option:ty),+))?),+ $(,)? }) => {
        frame_support::construct_runtime!(
            pub enum $runtime {
                System: frame_system,
                $($name: $pallet,)+
            }
        );

        // `derive_impl` does not accept `$crate`.
        #[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
        impl frame_system::Config for $runtime {
            type AccountId = sp_runtime::AccountId32;
            type Lookup = sp_runtime::traits::IdentityLookup<sp_runtime::AccountId32>;
            type Block = frame_system::mocking::MockBlock<$runtime>;
            type AccountData = dtao_test_runtime::AccountData<u64>;
            type BlockWeights = dtao_test_runtime::TwoSeconds;
            type DbWeight = frame_support::weights::constants::ParityDbWeight;
        }

        $($crate::configure_pallet!($pallet, $runtime $(, $($option),+)?);)+
    };
}

/// Configures a pallet for a runtime of tests. A pallet that is not listed here is configured by its own mock.
#[macro_export]
macro_rules! configure_pallet {
    (pallet_balances, $runtime:ident) => {
        $crate::configure_pallet!(pallet_balances, $runtime, ());
    };
    // The type is that of the reasons of holds.
    (pallet_balances, $runtime:ident, $reason:ty) => {
        #[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
        impl pallet_balances::Config for $runtime {
            type RuntimeHoldReason = $reason;
            type Balance = u64;
            type ExistentialDeposit = frame_support::traits::ConstU64<{ dtao_test_runtime::DEPOSIT }>;
            type AccountStore = System;
            type MaxLocks = frame_support::traits::ConstU32<50>;
        }
    };
    (pallet_dtao_swap, $runtime:ident) => {
        impl pallet_dtao_swap::Config for $runtime {
            type Currency = Balances;
            type PalletId = $crate::Pot;
            type MaxSubnets = frame_support::traits::ConstU16<{ $crate::MAX_SUBNETS }>;
            type WeightInfo = pallet_dtao_swap::weights::SubstrateWeight<$runtime>;
        }
    };
    // The types are policies of emission, beside those of the chain.
    (pallet_subtensor, $runtime:ident $(, $policy:ty)*) => {
        impl pallet_subtensor::Config for $runtime {
            type Currency = Balances;
            type Pools = Swap;
            type MinStake = frame_support::traits::ConstU64<2_000_000>;
            type MaxPositions = frame_support::traits::ConstU32<{ $crate::MAX_SUBNETS as u32 + 1 }>;
            type Policies = (
                pallet_subtensor::emission::policies::MovingPrice,
                pallet_subtensor::emission::policies::RootVote<$runtime>,
                pallet_subtensor::emission::policies::NetFlow,
                pallet_subtensor::emission::policies::GrossFlow,
                pallet_subtensor::emission::policies::BurnWeighted,
                pallet_subtensor::emission::policies::Gate<$runtime>,
                pallet_subtensor::emission::policies::TopN<$runtime>,
                pallet_subtensor::emission::policies::Tiers<$runtime>,
                pallet_subtensor::emission::policies::Revenue,
                $($policy,)*
            );
            type MaxRootValidators = frame_support::traits::ConstU32<64>;
            type KeySwapCost = frame_support::traits::ConstU64<100_000_000>;
            type InitialStartCallDelay = frame_support::traits::ConstU64<0>;
            type HoldersPaidPerBlock = $crate::HoldersPaidPerBlock;
            type MaxSwapPositions = $crate::MaxSwapPositions;
            type NeuronRecords = ();
            type BurnedAlpha = ();
            type TimeLock = $crate::Beacon;
            type WeightInfo = pallet_subtensor::weights::SubstrateWeight<$runtime>;
        }

        /// Returns a started subnet owned by Alice, without a fee. Amounts are in rao.
        pub fn subnet(
            netuid: dtao_primitives::NetUid,
            tao: u64,
            alpha: u64,
            moving_price: u64,
        ) -> pallet_subtensor::GenesisSubnet<sp_runtime::AccountId32> {
            pallet_subtensor::GenesisSubnet {
                netuid,
                name: format!("subnet {netuid}"),
                symbol: "α".into(),
                owner: $crate::ALICE,
                owner_hotkey: $crate::ALICE_HOT,
                tempo: 360,
                tao,
                alpha,
                moving_price,
                fee_rate: 0,
                started: true,
            }
        }
    };
    ($configured_by_its_mock:ident, $runtime:ident) => {};
}
