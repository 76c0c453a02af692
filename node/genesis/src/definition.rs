//! A chain of which the genesis state is known.

use dtao_runtime::{
    genesis::{self, accounts::DEV_ACCOUNTS},
    slot::DEFAULT_MILLIS,
    RuntimeGenesisConfig,
};
use serde_json::{json, Value};
use sp_core::{
    crypto::{Pair, Ss58Codec},
    storage::Storage,
};
use sp_runtime::BuildStorage;

/// The most validators of a local network: as many as the runtime has seats for.
pub const MAX_VALIDATORS: u16 = 32;

/// The purpose of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainKind {
    /// One node, which seals blocks on request.
    Development,
    /// A network on one machine.
    Local,
    /// A network of many machines, which one node cannot seal.
    Live,
}

/// A chain's names, its kind and its genesis state.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Names the chain to people.
    pub name: String,
    /// Names the chain's folder in the base path.
    pub id: String,
    /// Its purpose.
    pub kind: ChainKind,
    /// The duration of a slot, in milliseconds.
    pub slot: u64,
    /// A patch of the runtime's default genesis configuration.
    pub genesis: Value,
}

impl Definition {
    /// Returns the runtime's preset for development, authored by Alice.
    pub fn development() -> Result<Self, String> {
        Self::preset(genesis::DEVELOPMENT, ("dTAO Development", "dtao_dev", ChainKind::Development))
    }

    /// Returns the runtime's preset of a local network of Alice and Bob.
    pub fn local() -> Result<Self, String> {
        Self::preset(genesis::LOCAL, ("dTAO Local Testnet", "dtao_local", ChainKind::Local))
    }

    /// Returns the local network with another number of validators. See [`validator_secret`].
    pub fn local_of(number: &str) -> Result<Self, String> {
        let parsed = number.parse().ok().filter(|validators| (1..=MAX_VALIDATORS).contains(validators));
        let validators = parsed.ok_or_else(|| {
            format!(
                "a local network has 1 to {MAX_VALIDATORS} validators, not {number}: for four of them write local:4"
            )
        })?;
        let (name, id) = (format!("dTAO Local Testnet of {validators}"), format!("dtao_local_{validators}"));
        let mut definition = Self { name, id, ..Self::local()? };
        let all: Result<Vec<_>, _> =
            (1..=validators).map(|number| Authority::from_secret(&validator_secret(number))).collect();
        merge(&mut definition.genesis, authorities(&all?));
        Ok(definition)
    }

    fn preset(preset: &str, (name, id, kind): (&str, &str, ChainKind)) -> Result<Self, String> {
        let patch = genesis::preset(&preset.into()).ok_or_else(|| format!("the runtime has no preset {preset}"))?;
        let genesis = serde_json::from_slice(&patch).map_err(|error| format!("the preset {preset}: {error}"))?;
        Ok(Self { name: name.into(), id: id.into(), kind, slot: DEFAULT_MILLIS, genesis })
    }

    /// Builds the genesis state of the pallets.
    pub fn genesis_state_without_code(&self) -> Result<Storage, String> {
        let wrong = |error: serde_json::Error| format!("the genesis state of {}: {error}", self.name);
        let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).map_err(wrong)?;
        merge(&mut config, self.genesis.clone());
        let config: RuntimeGenesisConfig = serde_json::from_value(config).map_err(wrong)?;
        config.build_storage()
    }
}

/// Returns the secret of a validator of a local network, counted from 1: `//Alice` to `//Ferdie`, then `//Validator//7` and so
/// on.
pub fn validator_secret(number: u16) -> String {
    let person = usize::from(number).checked_sub(1).and_then(|index| DEV_ACCOUNTS.get(index));
    person.map_or_else(|| format!("//Validator//{number}"), |person| person.secret.into())
}

/// The keys of a validator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Signs blocks.
    pub aura: sp_consensus_aura::sr25519::AuthorityId,
    /// Signs votes on finality.
    pub grandpa: sp_consensus_grandpa::AuthorityId,
}

impl Authority {
    /// Derives both keys from one secret.
    pub fn from_secret(secret: &str) -> Result<Self, String> {
        let wrong = |_| format!("the validator's secret {secret} cannot be read: write it like //Alice");
        let aura = sp_core::sr25519::Pair::from_string(secret, None).map_err(wrong)?;
        let grandpa = sp_core::ed25519::Pair::from_string(secret, None).map_err(wrong)?;
        Ok(Self { aura: aura.public().into(), grandpa: grandpa.public().into() })
    }

    /// Reads the addresses of both keys.
    pub fn from_addresses(aura: &str, grandpa: &str) -> Result<Self, String> {
        let wrong = |key: &str| format!("{key} is not the address of a validator's key");
        let block = sp_core::sr25519::Public::from_ss58check(aura).map_err(|_| wrong(aura))?;
        let vote = sp_core::ed25519::Public::from_ss58check(grandpa).map_err(|_| wrong(grandpa))?;
        Ok(Self { aura: block.into(), grandpa: vote.into() })
    }
}

/// Returns the part of a genesis configuration that names the validators.
pub fn authorities(validators: &[Authority]) -> Value {
    let aura: Vec<_> = validators.iter().map(|one| &one.aura).collect();
    let grandpa: Vec<_> = validators.iter().map(|one| (&one.grandpa, 1u64)).collect();
    json!({ "aura": { "authorities": aura }, "grandpa": { "authorities": grandpa } })
}

/// Merges a patch into a configuration: objects key by key, anything else as a whole.
pub fn merge(base: &mut Value, patch: Value) {
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(base.entry(key).or_insert(Value::Null), value);
            }
        }
        (base, patch) => *base = patch,
    }
}
