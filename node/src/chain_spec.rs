//! The chains that `--chain` can name.

use crate::genesis::{self, Spec};
use dtao_genesis::definition::Definition;
use std::path::PathBuf;

/// Returns the chain with this name, or `None` if `id` is the path of a chain specification. An empty name is the local chain.
///
/// | name | validators |
/// |---|---|
/// | `dev` | Alice |
/// | `local` | Alice and Bob |
/// | `local:N` | N validators, see [`dtao_genesis::definition::validator_secret`] |
/// | `local-12s` | Alice and Bob, with slots of 12 seconds |
/// | `bare`, `launch`, `sn28` | Alice, see [`dtao_genesis`] |
/// | a file that ends in `.toml` | those of the file, see [`dtao_genesis`] |
pub fn named(id: &str) -> Result<Option<Definition>, String> {
    if let Some(number) = id.strip_prefix("local:") {
        return Definition::local_of(number).map(Some);
    }
    if let Some(chain) = dtao_genesis::named(id) {
        return chain.map(Some).map_err(|faults| faults.first());
    }
    match id {
        "dev" | "development" => Definition::development().map(Some),
        "" | "local" => Definition::local().map(Some),
        _ => Ok(None),
    }
}

/// Returns the specification of a named chain, or reads it from the file at this path. See [`named`].
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
    Ok(Box::new(match named(id)? {
        Some(chain) => genesis::spec(chain)?,
        None => from_file(id)?,
    }))
}

fn from_file(path: &str) -> Result<Spec, String> {
    let file = PathBuf::from(path);
    if !file.is_file() {
        return Err(format!(
            "there is no chain {path}: name dev, local, local:4 (so many validators), local-12s, bare, launch, sn28, a genesis file (.toml), or a file with a chain specification"
        ));
    }
    Spec::from_json_file(file)
        .map_err(|error| format!("{path} is not a chain specification as --state or export-chain-spec writes it: {error}; start with another file"))
}

#[cfg(test)]
mod tests {
    use super::{load, named};
    use crate::genesis::{self, spec};
    use dtao_genesis::definition::{validator_secret, Definition};
    use sc_service::{ChainSpec, ChainType};
    use serde_json::Value;
    use sp_core::storage::{well_known_keys::CODE, Storage};

    fn chain(id: &str) -> Definition {
        named(id).unwrap().unwrap()
    }

    fn assert_same(one: &Storage, other: &Storage) {
        assert!(one.top == other.top, "the states differ");
        assert!(one.children_default.is_empty() && other.children_default.is_empty());
    }

    #[test]
    fn the_first_state_is_the_one_that_the_specification_builds() {
        for id in ["dev", "local", "local:7", "local-12s", "bare", "launch", "sn28"] {
            let chain = chain(id);
            let state = genesis::state(&chain).unwrap();
            let spec = spec(chain).unwrap();
            let built = spec.as_storage_builder().build_storage().unwrap();
            assert_same(&state, &built);
            assert!(built.top.contains_key(CODE));
        }
    }

    #[test]
    fn the_files_of_development_and_local_are_the_runtimes_presets() {
        for name in ["development", "local"] {
            let of_file = dtao_genesis::parse(name, dtao_genesis::preset(name).unwrap()).unwrap();
            let of_runtime = chain(name);
            assert_eq!((&of_file.name, &of_file.id), (&of_runtime.name, &of_runtime.id));
            assert_eq!(of_file.kind, of_runtime.kind);
            let state = |definition: &Definition| definition.genesis_state_without_code().unwrap().top;
            let (file, runtime) = (state(&of_file), state(&of_runtime));
            let differ: Vec<_> = file.iter().filter(|(key, value)| runtime.get(*key) != Some(value)).collect();
            assert!(differ.is_empty(), "{name}: {differ:?}");
            assert_eq!(file.len(), runtime.len(), "{name}");
        }
    }

    #[test]
    fn the_code_of_a_chain_says_how_long_its_slots_last() {
        for (name, slot) in [("local-12s", 12_000), ("bare", 1_000)] {
            let state = genesis::state(&chain(name)).unwrap();
            let code = state.top.get(CODE).unwrap();
            assert_eq!(dtao_upgrade::slots::duration(code), Some(slot), "{name}");
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
        std::fs::write(&path, spec(chain("dev")).unwrap().as_json(true).unwrap()).unwrap();
        let read = load(path.to_str().unwrap()).unwrap();
        let state = read.as_storage_builder().build_storage().unwrap();
        assert_same(&state, &genesis::state(&chain("dev")).unwrap());
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_network_has_as_many_validators_as_are_asked_for_each_with_keys_of_its_own() {
        let authorities = |id: &str| {
            let genesis = chain(id).genesis;
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
