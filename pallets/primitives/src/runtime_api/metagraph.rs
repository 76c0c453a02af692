//! A subnet with all its neurons in one answer.

use crate::{AlphaBalance, AxonInfo, ChainIdentityV2, NetUid, SubnetIdentityV3, TaoBalance};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

/// Defines [`Metagraph`], [`SelectiveMetagraph`] and the selection. A row is a field of both: its documentation, its number, its
/// name and its type.
macro_rules! metagraph {
    ($($(#[$doc:meta])* $index:literal $field:ident: $kind:ty,)*) => {
        /// A subnet, its pool, its settings and its neurons.
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct Metagraph {
            /// The subnet's number.
            pub netuid: NetUid,
            /// Its name, in UTF-8.
            pub name: Vec<Compact<u8>>,
            /// The symbol of its token, one character in UTF-8.
            pub symbol: Vec<Compact<u8>>,
            /// Its identity.
            pub identity: Option<SubnetIdentityV3>,
            $($(#[$doc])* pub $field: $kind,)*
        }

        /// The requested fields of a [`Metagraph`]; `None` in all others. Clients request fields by the numbers given here.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct SelectiveMetagraph {
            /// Number 0, which is always there: the subnet's number.
            pub netuid: NetUid,
            /// Number 1: its name, in UTF-8.
            pub name: Option<Vec<Compact<u8>>>,
            /// Number 2: the symbol of its token, one character in UTF-8.
            pub symbol: Option<Vec<Compact<u8>>>,
            /// Number 3: its identity.
            pub identity: Option<SubnetIdentityV3>,
            $(#[doc = concat!("Number ", $index, ".")] $(#[$doc])* pub $field: Option<$kind>,)*
            /// Number 72: the UIDs of those that may set weights.
            pub validators: Option<Vec<u16>>,
            /// Number 73: always `None`, there are no commitments but those to weights.
            pub commitments: Option<Vec<(AccountId32, Vec<Compact<u8>>)>>,
        }

        impl Metagraph {
            /// Returns the fields with these numbers. Other numbers are ignored.
            pub fn select(self, numbers: &BTreeSet<u16>) -> SelectiveMetagraph {
                let validators = (0_u16..).zip(&self.validator_permit);
                let validators = validators.filter(|(_, permit)| **permit).map(|(uid, _)| uid).collect();
                SelectiveMetagraph {
                    netuid: self.netuid,
                    name: numbers.contains(&1).then_some(self.name),
                    symbol: numbers.contains(&2).then_some(self.symbol),
                    identity: self.identity.filter(|_| numbers.contains(&3)),
                    $($field: numbers.contains(&$index).then_some(self.$field),)*
                    validators: numbers.contains(&72).then_some(validators),
                    commitments: None,
                }
            }
        }
    };
}

metagraph! {
    /// The block in which it was registered.
    4 network_registered_at: u64,
    /// The owner's hotkey.
    5 owner_hotkey: AccountId32,
    /// Its owner.
    6 owner_coldkey: AccountId32,
    /// The block of this state.
    7 block: u64,
    /// Blocks between two payouts.
    8 tempo: u16,
    /// The block of the last payout, 0 before the first.
    9 last_step: u64,
    /// Blocks since the last payout, or since registration before the first.
    10 blocks_since_last_step: u64,
    /// TAO that the last block gave to it.
    11 subnet_emission: TaoBalance,
    /// Alpha in the pool.
    12 alpha_in: AlphaBalance,
    /// Alpha outside of the pool.
    13 alpha_out: AlphaBalance,
    /// TAO in the pool.
    14 tao_in: TaoBalance,
    /// Alpha that the last block minted for owner, miners, validators and root.
    15 alpha_out_emission: AlphaBalance,
    /// Alpha that the last block minted into the pool.
    16 alpha_in_emission: AlphaBalance,
    /// TAO that the last block minted into the pool.
    17 tao_in_emission: TaoBalance,
    /// Alpha that waits for miners and validators.
    18 pending_alpha_emission: AlphaBalance,
    /// TAO that waits for root's stakers.
    19 pending_root_emission: TaoBalance,
    /// TAO of all trades since the subnet began.
    20 subnet_volume: u128,
    /// The moving average of the price, at most 1.
    21 moving_price: I96F32,
    /// Always 0: nothing depends on it.
    22 rho: u16,
    /// The share of the stake that makes consensus (κ), in parts of 65 535.
    23 kappa: u16,
    /// Minimum number of weights that a validator sets.
    24 min_allowed_weights: u16,
    /// Always 65 535: a weight has no other limit.
    25 max_weights_limit: u16,
    /// The least version of a validator's software.
    26 weights_version: u64,
    /// Blocks between two settings of a validator's weights.
    27 weights_rate_limit: u64,
    /// Blocks after which a validator that sets no weights does not count.
    28 activity_cutoff: u16,
    /// The most validators.
    29 max_validators: u16,
    /// Number of neurons.
    30 num_uids: u16,
    /// The most neurons.
    31 max_uids: u16,
    /// Price of a neuron now.
    32 burn: TaoBalance,
    /// Always 0: there is no proof of work.
    33 difficulty: u64,
    /// `true` if the subnet takes registrations.
    34 registration_allowed: bool,
    /// Always `false`: there is no proof of work.
    35 pow_registration_allowed: bool,
    /// Blocks in which a new neuron cannot be replaced.
    36 immunity_period: u16,
    /// Always 0.
    37 min_difficulty: u64,
    /// Always 0.
    38 max_difficulty: u64,
    /// Minimum price of a neuron.
    39 min_burn: TaoBalance,
    /// Maximum price of a neuron.
    40 max_burn: TaoBalance,
    /// Always 0: costs do not move by intervals.
    41 adjustment_alpha: u64,
    /// Always 0.
    42 adjustment_interval: u16,
    /// Always 65 535: registrations are bounded by block alone.
    43 target_regs_per_interval: u16,
    /// The most registrations of neurons in a block.
    44 max_regs_per_block: u16,
    /// Minimum number of blocks between two announcements of a neuron's address.
    45 serving_rate_limit: u64,
    /// `true` if validators commit to weights before they reveal them.
    46 commit_reveal_weights_enabled: bool,
    /// Epochs between a commit and its reveal.
    47 commit_reveal_period: u64,
    /// `true` if the speed of bonds depends on consensus (liquid alpha).
    48 liquid_alpha_enabled: bool,
    /// The highest speed of bonds, in parts of 65 535.
    49 alpha_high: u16,
    /// The lowest speed of bonds, in parts of 65 535.
    50 alpha_low: u16,
    /// Inertia of the bonds: the share of the old bonds in the new ones, in parts of a million.
    51 bonds_moving_avg: u64,
    /// The hotkeys, by UID.
    52 hotkeys: Vec<AccountId32>,
    /// Their owners.
    53 coldkeys: Vec<AccountId32>,
    /// Their identities.
    54 identities: Vec<Option<ChainIdentityV2>>,
    /// The address of each; zeros if it has announced none.
    55 axons: Vec<AxonInfo>,
    /// `true` for each that was active in the last epoch.
    56 active: Vec<bool>,
    /// `true` for each that may set weights.
    57 validator_permit: Vec<bool>,
    /// Earnings of each in the last epoch, in parts of 65 535 of the highest.
    58 pruning_score: Vec<u16>,
    /// The block in which each last set or committed weights.
    59 last_update: Vec<u64>,
    /// Alpha that each earned in the last epoch.
    60 emission: Vec<AlphaBalance>,
    /// Each one's part of what the validators earned.
    61 dividends: Vec<u16>,
    /// Each one's part of what the miners earned.
    62 incentives: Vec<u16>,
    /// The weight that the validators agreed on.
    63 consensus: Vec<u16>,
    /// All zero: nothing here is computed from it.
    64 trust: Vec<u16>,
    /// All zero: nothing here is computed from it.
    65 rank: Vec<u16>,
    /// The block in which each was registered.
    66 block_at_registration: Vec<u64>,
    /// The alpha of each one's stake weight. 0 at root.
    67 alpha_stake: Vec<AlphaBalance>,
    /// The TAO at root of each one's stake weight, unweighted.
    68 tao_stake: Vec<TaoBalance>,
    /// Each one's stake weight.
    69 total_stake: Vec<u64>,
    /// TAO that the stakers at root of each hotkey got in the last epoch.
    70 tao_dividends_per_hotkey: Vec<(AccountId32, TaoBalance)>,
    /// Alpha that the stakers of each hotkey got in the last epoch.
    71 alpha_dividends_per_hotkey: Vec<(AccountId32, AlphaBalance)>,
}
