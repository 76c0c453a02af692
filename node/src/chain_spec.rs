//! The chains that the node carries within itself. Their first state is a preset of the runtime.

use dtao_runtime::{genesis, RuntimeGenesisConfig};
use sc_service::{ChainType, GenericChainSpec, Properties};
use sp_core::storage::{well_known_keys::CODE, Storage};
use sp_runtime::BuildStorage;
use std::path::PathBuf;

/// The format of addresses: that of Bittensor and of Substrate in general.
pub const SS58_FORMAT: u16 = 42;

/// The name of the money.
pub const TOKEN: &str = "TAO";

/// The decimals of TAO: one TAO is 10⁹ rao.
pub const DECIMALS: u32 = 9;

/// A chain of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The chain of one author, Alice, for development.
    Development,
    /// The chain of several validators on one machine or in one local network.
    Local,
}

impl Chain {
    /// The chain of ours that `--chain` names. No name is the local chain.
    pub fn named(id: &str) -> Option<Self> {
        match id {
            "dev" | "development" => Some(Self::Development),
            "" | "local" => Some(Self::Local),
            _ => None,
        }
    }

    fn preset(self) -> &'static str {
        match self {
            Self::Development => genesis::DEVELOPMENT,
            Self::Local => genesis::LOCAL,
        }
    }

    /// What other nodes need to know of the chain.
    pub fn spec(self) -> Result<GenericChainSpec, String> {
        let (name, id, chain_type) = match self {
            Self::Development => ("dTAO Development", "dtao_dev", ChainType::Development),
            Self::Local => ("dTAO Local Testnet", "dtao_local", ChainType::Local),
        };
        Ok(GenericChainSpec::builder(runtime()?, None)
            .with_name(name)
            .with_id(id)
            .with_protocol_id("dtao")
            .with_chain_type(chain_type)
            .with_properties(properties())
            .with_genesis_config_preset_name(self.preset())
            .build())
    }

    /// The state of the first block, built here.
    ///
    /// The specification builds the same state in the runtime's WebAssembly, which it compiles twice for that: some
    /// seconds at each start that nobody needs to wait.
    pub fn first_state(self) -> Result<Storage, String> {
        let wrong = |error: serde_json::Error| format!("the preset {}: {error}", self.preset());
        let preset = genesis::preset(&self.preset().into())
            .ok_or_else(|| format!("the runtime has no preset {}", self.preset()))?;
        let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).map_err(wrong)?;
        sc_chain_spec::json_merge(&mut config, serde_json::from_slice(&preset).map_err(wrong)?);
        let config: RuntimeGenesisConfig = serde_json::from_value(config).map_err(wrong)?;
        let mut state = config.build_storage()?;
        state.top.insert(CODE.to_vec(), runtime()?.to_vec());
        Ok(state)
    }
}

/// The chain of this name, `dev` or `local`, or of the file at this path. No name is `local`.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
    Ok(Box::new(match Chain::named(id) {
        Some(chain) => chain.spec()?,
        None => from_file(id)?,
    }))
}

fn from_file(path: &str) -> Result<GenericChainSpec, String> {
    let file = PathBuf::from(path);
    if !file.is_file() {
        return Err(format!(
            "there is no chain {path}: name dev, local, or a file with a chain specification"
        ));
    }
    GenericChainSpec::from_json_file(file).map_err(|error| {
        format!("{path} is not a chain specification as export-chain-spec writes it: {error}")
    })
}

fn runtime() -> Result<&'static [u8], String> {
    dtao_runtime::WASM_BINARY.ok_or_else(|| {
        "this node was built without a runtime: build it again without SKIP_WASM_BUILD".into()
    })
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

    fn assert_same(one: &Storage, other: &Storage) {
        assert!(one.top == other.top, "the states differ");
        assert!(one.children_default.is_empty() && other.children_default.is_empty());
    }

    #[test]
    fn the_first_state_is_the_one_that_the_specification_builds() {
        for chain in [Chain::Development, Chain::Local] {
            let spec = chain.spec().unwrap();
            let built = spec.as_storage_builder().build_storage().unwrap();
            assert_same(&chain.first_state().unwrap(), &built);
            assert!(built.top.contains_key(CODE));
        }
    }

    #[test]
    fn the_chains_say_what_they_are_and_how_to_write_addresses_and_amounts() {
        let dev = load("dev").unwrap();
        assert_eq!((dev.name(), dev.id()), ("dTAO Development", "dtao_dev"));
        assert_eq!(dev.chain_type(), ChainType::Development);
        let local = load("").unwrap();
        assert_eq!(
            (local.name(), local.id()),
            ("dTAO Local Testnet", "dtao_local")
        );
        assert_eq!(local.chain_type(), ChainType::Local);
        for spec in [dev, local] {
            let properties = serde_json::Value::Object(spec.properties());
            let expected =
                serde_json::json!({ "tokenSymbol": "TAO", "tokenDecimals": 9, "ss58Format": 42 });
            assert_eq!(properties, expected);
        }
    }

    #[test]
    fn a_chain_that_is_not_there_is_an_error_that_names_those_that_are() {
        let error = load("finney").err().unwrap();
        assert!(
            error.contains("finney") && error.contains("dev, local, or a file"),
            "{error}"
        );
    }

    #[test]
    fn an_exported_chain_is_the_same_chain_when_it_is_read_again() {
        let path = std::env::temp_dir().join(format!("dtao-spec-{}.json", std::process::id()));
        std::fs::write(
            &path,
            Chain::Development.spec().unwrap().as_json(true).unwrap(),
        )
        .unwrap();
        let read = load(path.to_str().unwrap()).unwrap();
        let state = read.as_storage_builder().build_storage().unwrap();
        assert_same(&state, &Chain::Development.first_state().unwrap());
        std::fs::remove_file(path).unwrap();
    }
}
