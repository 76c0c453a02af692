//! The chains that the node carries within itself. Their first state is a preset of the runtime.

use crate::saved::Extensions;
use dtao_runtime::{
    genesis::{self, accounts::DEV_ACCOUNTS},
    RuntimeGenesisConfig,
};
use sc_service::{ChainType, GenericChainSpec, Properties};
use serde_json::{json, Value};
use sp_core::{
    crypto::{Pair, Ss58Codec},
    storage::{well_known_keys::CODE, Storage},
};
use sp_runtime::BuildStorage;
use std::path::PathBuf;

/// A specification, of a new chain or of a saved one.
pub type Spec = GenericChainSpec<Extensions>;

/// The format of addresses: that of Bittensor and of Substrate in general.
pub const SS58_FORMAT: u16 = 42;

/// The name of the money.
pub const TOKEN: &str = "TAO";

/// The decimals of TAO: one TAO is 10⁹ rao.
pub const DECIMALS: u8 = 9;

/// The most validators that a local network can have: as many as the runtime has seats for.
pub const MOST_VALIDATORS: u16 = 32;

/// A chain of which the node knows all: what other nodes need to know of it, and its first state.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name for people.
    pub name: String,
    /// The name for folders.
    pub id: String,
    /// What the chain is for.
    pub chain_type: ChainType,
    /// What its first state has that an empty chain has not: a part of the runtime's genesis configuration.
    pub genesis: Value,
}

impl Definition {
    /// The chain that `--chain` names, or `None` where that is a file with a specification. No name is the local chain.
    ///
    /// | name | who makes blocks |
    /// |---|---|
    /// | `dev` | Alice |
    /// | `local` | Alice and Bob |
    /// | `local:N` | N validators: see [`validator_secret`] |
    /// | `launch`, `sn28` | Alice; see [`crate::genesis`] |
    /// | a file that ends in `.toml` | whom it names; see [`crate::genesis`] |
    pub fn named(id: &str) -> Result<Option<Self>, String> {
        if let Some(number) = id.strip_prefix("local:") {
            return Self::network(number).map(Some);
        }
        if let Some(chain) = crate::genesis::named(id) {
            return chain.map(Some).map_err(|faults| faults.first());
        }
        Ok(match id {
            "dev" | "development" => {
                Some(Self::preset(genesis::DEVELOPMENT, ("dTAO Development", "dtao_dev", ChainType::Development))?)
            }
            "" | "local" => Some(Self::preset(genesis::LOCAL, ("dTAO Local Testnet", "dtao_local", ChainType::Local))?),
            _ => None,
        })
    }

    fn preset(preset: &str, (name, id, chain_type): (&str, &str, ChainType)) -> Result<Self, String> {
        let patch = genesis::preset(&preset.into()).ok_or_else(|| format!("the runtime has no preset {preset}"))?;
        Ok(Self {
            name: name.into(),
            id: id.into(),
            chain_type,
            genesis: serde_json::from_slice(&patch).map_err(|error| format!("the preset {preset}: {error}"))?,
        })
    }

    /// The local chain with another number of validators.
    fn network(number: &str) -> Result<Self, String> {
        let validators = number
            .parse()
            .ok()
            .filter(|validators| (1..=MOST_VALIDATORS).contains(validators))
            .ok_or_else(|| {
                format!(
                    "a local network has 1 to {MOST_VALIDATORS} validators, not {number}: for four of them write local:4"
                )
            })?;
        let names =
            (&*format!("dTAO Local Testnet of {validators}"), &*format!("dtao_local_{validators}"), ChainType::Local);
        let mut definition = Self::preset(genesis::LOCAL, names)?;
        let all: Result<Vec<_>, _> =
            (1..=validators).map(|number| Authority::of_secret(&validator_secret(number))).collect();
        sc_chain_spec::json_merge(&mut definition.genesis, authorities(&all?));
        Ok(definition)
    }

    /// What other nodes need to know of the chain.
    pub fn spec(self) -> Result<Spec, String> {
        Ok(Spec::builder(runtime()?, Extensions::default())
            .with_name(&self.name)
            .with_id(&self.id)
            .with_protocol_id("dtao")
            .with_chain_type(self.chain_type)
            .with_properties(properties())
            .with_genesis_config_patch(self.genesis)
            .build())
    }

    /// The state of the first block, built here.
    ///
    /// The specification builds the same state in the runtime's WebAssembly, which it compiles twice for that: some
    /// seconds at each start that nobody needs to wait.
    pub fn first_state(&self) -> Result<Storage, String> {
        let mut state = self.state_without_code()?;
        state.top.insert(CODE.to_vec(), runtime()?.to_vec());
        Ok(state)
    }

    /// What the pallets put into the first state.
    pub fn state_without_code(&self) -> Result<Storage, String> {
        let wrong = |error: serde_json::Error| format!("the first state of {}: {error}", self.name);
        let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).map_err(wrong)?;
        sc_chain_spec::json_merge(&mut config, self.genesis.clone());
        let config: RuntimeGenesisConfig = serde_json::from_value(config).map_err(wrong)?;
        config.build_storage()
    }
}

/// The secret of a validator of a local network, counted from 1: `//Alice` to `//Ferdie`, then `//Validator//7` and on.
pub fn validator_secret(number: u16) -> String {
    let person = usize::from(number).checked_sub(1).and_then(|index| DEV_ACCOUNTS.get(index));
    person.map_or_else(|| format!("//Validator//{number}"), |person| person.secret.into())
}

/// Who makes blocks and votes on their finality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// The key that blocks are signed with.
    pub aura: sp_consensus_aura::sr25519::AuthorityId,
    /// The key that votes are signed with.
    pub grandpa: sp_consensus_grandpa::AuthorityId,
}

impl Authority {
    /// Whoever has this secret, with both keys of it.
    pub fn of_secret(secret: &str) -> Result<Self, String> {
        let wrong = |_| format!("the validator's secret {secret} cannot be read: write it like //Alice");
        let block = sp_core::sr25519::Pair::from_string(secret, None).map_err(wrong)?;
        let vote = sp_core::ed25519::Pair::from_string(secret, None).map_err(wrong)?;
        Ok(Self { aura: block.public().into(), grandpa: vote.public().into() })
    }

    /// Whoever has the keys of these addresses.
    pub fn of_keys(aura: &str, grandpa: &str) -> Result<Self, String> {
        let wrong = |key: &str| format!("{key} is not the address of a validator's key");
        let block = sp_core::sr25519::Public::from_ss58check(aura).map_err(|_| wrong(aura))?;
        let vote = sp_core::ed25519::Public::from_ss58check(grandpa).map_err(|_| wrong(grandpa))?;
        Ok(Self { aura: block.into(), grandpa: vote.into() })
    }
}

/// The part of a genesis configuration that says who makes blocks and finalises them.
pub fn authorities(validators: &[Authority]) -> Value {
    let aura: Vec<_> = validators.iter().map(|one| &one.aura).collect();
    let grandpa: Vec<_> = validators.iter().map(|one| (&one.grandpa, 1u64)).collect();
    json!({ "aura": { "authorities": aura }, "grandpa": { "authorities": grandpa } })
}

/// The chain of this name, or of the file at this path. No name is `local`. See [`Definition::named`].
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
    Ok(Box::new(match Definition::named(id)? {
        Some(chain) => chain.spec()?,
        None => from_file(id)?,
    }))
}

fn from_file(path: &str) -> Result<Spec, String> {
    let file = PathBuf::from(path);
    if !file.is_file() {
        return Err(format!(
            "there is no chain {path}: name dev, local, local:4 (so many validators), launch, sn28, a genesis file (.toml), or a file with a chain specification"
        ));
    }
    Spec::from_json_file(file)
        .map_err(|error| format!("{path} is not a chain specification as export-chain-spec writes it: {error}"))
}

fn runtime() -> Result<&'static [u8], String> {
    dtao_runtime::WASM_BINARY
        .ok_or_else(|| "this node was built without a runtime: build it again without SKIP_WASM_BUILD".into())
}

fn properties() -> Properties {
    let mut properties = Properties::new();
    properties.insert("tokenSymbol".into(), TOKEN.into());
    properties.insert("tokenDecimals".into(), DECIMALS.into());
    properties.insert("ss58Format".into(), SS58_FORMAT.into());
    properties
}

#[cfg(test)]
mod tests {
    use super::*;
    use sc_service::ChainSpec;

    fn named(id: &str) -> Definition {
        Definition::named(id).unwrap().unwrap()
    }

    fn assert_same(one: &Storage, other: &Storage) {
        assert!(one.top == other.top, "the states differ");
        assert!(one.children_default.is_empty() && other.children_default.is_empty());
    }

    #[test]
    fn the_first_state_is_the_one_that_the_specification_builds() {
        for id in ["dev", "local", "local:7", "launch", "sn28"] {
            let chain = named(id);
            let state = chain.first_state().unwrap();
            let spec = chain.spec().unwrap();
            let built = spec.as_storage_builder().build_storage().unwrap();
            assert_same(&state, &built);
            assert!(built.top.contains_key(CODE));
        }
    }

    #[test]
    fn the_chains_say_what_they_are_and_how_to_write_addresses_and_amounts() {
        let dev = load("dev").unwrap();
        assert_eq!((dev.name(), dev.id()), ("dTAO Development", "dtao_dev"));
        assert_eq!(dev.chain_type(), ChainType::Development);
        let local = load("").unwrap();
        assert_eq!((local.name(), local.id()), ("dTAO Local Testnet", "dtao_local"));
        assert_eq!(local.chain_type(), ChainType::Local);
        for spec in [dev, local] {
            let properties = serde_json::Value::Object(spec.properties());
            let expected = serde_json::json!({ "tokenSymbol": "TAO", "tokenDecimals": 9, "ss58Format": 42 });
            assert_eq!(properties, expected);
        }
    }

    #[test]
    fn a_chain_that_is_not_there_is_an_error_that_names_those_that_are() {
        let error = load("finney").err().unwrap();
        assert!(error.contains("finney") && error.contains("dev, local, local:4"), "{error}");
    }

    #[test]
    fn an_exported_chain_is_the_same_chain_when_it_is_read_again() {
        let path = std::env::temp_dir().join(format!("dtao-spec-{}.json", std::process::id()));
        std::fs::write(&path, named("dev").spec().unwrap().as_json(true).unwrap()).unwrap();
        let read = load(path.to_str().unwrap()).unwrap();
        let state = read.as_storage_builder().build_storage().unwrap();
        assert_same(&state, &named("dev").first_state().unwrap());
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_network_has_as_many_validators_as_are_asked_for_each_with_keys_of_its_own() {
        let authorities = |id: &str| {
            let genesis = named(id).genesis;
            let of = |pallet: &str| genesis[pallet]["authorities"].as_array().unwrap().clone();
            assert_eq!(of("aura").len(), of("grandpa").len());
            of("aura")
        };
        assert_eq!(authorities("local:2"), authorities("local"));
        let all = authorities("local:32");
        assert_eq!(all.len(), 32);
        let different: std::collections::BTreeSet<_> = all.iter().map(Value::to_string).collect();
        assert_eq!(different.len(), 32);
        assert_eq!(validator_secret(6), "//Ferdie");
        assert_eq!(validator_secret(7), "//Validator//7");
    }

    #[test]
    fn a_network_of_a_number_that_cannot_be_is_refused_with_those_that_can() {
        for wrong in ["local:0", "local:33", "local:", "local:-1", "local:four"] {
            let error = load(wrong).err().unwrap();
            assert!(error.contains("1 to 32 validators"), "{wrong}: {error}");
        }
    }
}
