//! The genesis presets.
//!
//! | preset | purpose | validators |
//! |---|---|---|
//! | [`DEVELOPMENT`] | one node that builds blocks alone | Alice |
//! | [`LOCAL`] | a network of two nodes | Alice and Bob |
//!
//! Both have the same accounts, subnets and stakes:
//!
//! - Alice is sudo. Alice, Bob, Charlie, Dave, Eve and Ferdie hold [`BALANCE`] each, and own a hotkey each
//!   ([`accounts`]).
//! - Root and three subnets have started ([`subnets`]), with stakes at each ([`stakes`]). An account with stake to its
//!   own hotkey at a subnet has a neuron there, or a seat at root. A permit to set weights is granted by the first
//!   epoch.
//! - Subnets can be registered in every block, without a rate limit.
//!
//! Issuance is below the first halving, which is at 10.5 million TAO, so a block issues one TAO:
//!
//! ```text
//! six accounts      600 000
//! root stake      5 930 000
//! three pools        90 600
//!                 6 620 600 TAO, and the existential deposit of the account that holds the last two
//! ```
#![deny(missing_docs)]

pub mod accounts;
pub mod stakes;
pub mod subnets;

use crate::{AccountId, Balance, RuntimeGenesisConfig, TAO};
use accounts::{DevAccount, ALICE, BOB, DEV_ACCOUNTS};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_aura::GenesisConfig as AuraConfig;
use pallet_balances::GenesisConfig as BalancesConfig;
use pallet_grandpa::GenesisConfig as GrandpaConfig;
use pallet_subtensor::GenesisConfig as SubtensorConfig;
use pallet_sudo::GenesisConfig as SudoConfig;
use serde_json::Value;
use sp_genesis_builder::PresetId;

/// The preset of a development chain.
pub const DEVELOPMENT: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;

/// The preset of a local network.
pub const LOCAL: &str = "local";

/// The balance of each of the six accounts, in rao: 100 000 TAO.
pub const BALANCE: Balance = 100_000 * TAO;

/// Returns the names of the presets.
pub fn preset_names() -> Vec<PresetId> {
    vec![DEVELOPMENT.into(), LOCAL.into()]
}

/// Returns a preset by name, as a JSON patch of the empty genesis, or `None` if there is no preset of that name.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
    let patch = match id.as_str() {
        DEVELOPMENT => chain(&[ALICE]),
        LOCAL => chain(&[ALICE, BOB]),
        _ => return None,
    };
    serde_json::to_vec(&patch).ok()
}

/// Returns the patch for a chain with these validators.
fn chain(validators: &[DevAccount]) -> Value {
    build_struct_json_patch!(RuntimeGenesisConfig {
        balances: BalancesConfig {
            balances: DEV_ACCOUNTS.iter().map(|account| (account.coldkey(), BALANCE)).collect()
        },
        aura: AuraConfig { authorities: validators.iter().map(DevAccount::aura).collect() },
        grandpa: GrandpaConfig { authorities: validators.iter().map(|account| (account.grandpa(), 1)).collect() },
        sudo: SudoConfig { key: Some(ALICE.coldkey()) },
        subtensor_module: SubtensorConfig {
            hotkeys: hotkeys(),
            subnets: subnets::all(),
            stakes: stakes::all(),
            neurons: stakes::neurons(),
            network_rate_limit: 0,
            ..Default::default()
        },
    })
}

fn hotkeys() -> Vec<(AccountId, AccountId)> {
    DEV_ACCOUNTS.iter().map(|account| (account.hotkey(), account.coldkey())).collect()
}
