//! The first state of a chain.
//!
//! | preset | for | who makes blocks and finalises them |
//! |---|---|---|
//! | [`DEVELOPMENT`] | one node that makes blocks by itself | Alice |
//! | [`LOCAL`] | a network of two nodes | Alice and Bob |
//!
//! Both have the same people, subnets and stakes:
//! - Alice is sudo. She, Bob, Charlie, Dave, Eve and Ferdie hold [`BALANCE`] each, and own a hotkey each ([`accounts`]).
//! - Subnets can be registered at any rate.
//! - Root and three subnets that are started ([`subnets`]), with stakes at each ([`stakes`]). Who has stake with a hotkey of
//!   its own somewhere has a neuron there, or a seat at root; a permit to set weights comes with the first epoch.
//! - Subnets may be founded in any block.
//!
//! Issuance is below the first halving, at 10.5 million TAO, so a block mints one TAO:
//! ```text
//! six accounts      600 000
//! root stake      5 930 000
//! three pools        90 600
//!                 6 620 600 TAO, and the existential deposits of five accounts that hold the pools' TAO
//! ```
#![deny(missing_docs)]

pub mod accounts;
pub mod stakes;
pub mod subnets;

use crate::{AccountId, Balance, RuntimeGenesisConfig, TAO};
use accounts::{Person, ALICE, BOB, PEOPLE};
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

/// What each of the six holds, in rao: 100 000 TAO.
pub const BALANCE: Balance = 100_000 * TAO;

/// The names of the presets.
pub fn preset_names() -> Vec<PresetId> {
    vec![DEVELOPMENT.into(), LOCAL.into()]
}

/// The preset of a name, as JSON, or `None` where there is none. It says what differs from an empty chain.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
    let patch = match id.as_str() {
        DEVELOPMENT => chain(&[ALICE]),
        LOCAL => chain(&[ALICE, BOB]),
        _ => return None,
    };
    serde_json::to_vec(&patch).ok()
}

/// A chain that these validators make.
fn chain(validators: &[Person]) -> Value {
    build_struct_json_patch!(RuntimeGenesisConfig {
        balances: BalancesConfig { balances: PEOPLE.iter().map(|person| (person.coldkey(), BALANCE)).collect() },
        aura: AuraConfig { authorities: validators.iter().map(Person::aura).collect() },
        grandpa: GrandpaConfig { authorities: validators.iter().map(|person| (person.grandpa(), 1)).collect() },
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
    PEOPLE.iter().map(|person| (person.hotkey(), person.coldkey())).collect()
}
