//! The state from which runs start.

use super::Chain;
use crate::{
    scenario::faults::unknown,
    state::{State, Store},
};
use codec::DecodeAll;
use dtao_genesis::{definition::Definition, PRESETS};
use dtao_runtime::{Hash, Header};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path};

/// The key of the runtime's code, which the lab does not run.
const CODE: &[u8] = b":code";

/// The first state of runs. Building one takes milliseconds, a chain of it microseconds.
pub struct Start {
    values: Store,
    /// The hash of the block with this state.
    hash: Hash,
    secrets: BTreeSet<String>,
}

impl Start {
    /// Builds the start of a preset.
    pub fn preset(name: &str) -> Result<Self, String> {
        match dtao_genesis::preset(name) {
            Some(text) => Self::genesis_text(name, text),
            None => Err(unknown("preset", name, PRESETS.iter().map(|(known, _)| *known))),
        }
    }

    /// Builds the start of a genesis file.
    pub fn genesis_file(path: &Path) -> Result<Self, String> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("the genesis file {file} cannot be read: {error}"))?;
        Self::genesis_text(&file, &text)
    }

    /// Builds the start that the text of a genesis file describes.
    pub fn genesis_text(file: &str, text: &str) -> Result<Self, String> {
        let definition = dtao_genesis::parse(file, text).map_err(|faults| faults.to_string())?;
        Ok(Self { secrets: secrets(text), ..Self::genesis(&definition)? })
    }

    /// Builds the genesis state of a chain.
    pub fn genesis(definition: &Definition) -> Result<Self, String> {
        let state = definition.genesis_state_without_code()?;
        Ok(Self { values: state.top.into_iter().collect(), hash: Hash::default(), secrets: BTreeSet::new() })
    }

    /// Reads a chain that `dtao-node --state FILE` or `dtao-node export-state` has saved. The next block follows its last one.
    pub fn saved(path: &Path) -> Result<Self, String> {
        let file = path.display();
        let text =
            std::fs::read_to_string(path).map_err(|error| format!("the state {file} cannot be read: {error}"))?;
        let wrong = |what: &str| format!("{file} is not a saved chain: {what}");
        let spec: Value = serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))?;
        let top = spec["genesis"]["raw"]["top"].as_object().ok_or_else(|| wrong("it has no genesis.raw.top"))?;
        let mut values = Vec::with_capacity(top.len());
        for (key, value) in top {
            let value = value.as_str().and_then(bytes).ok_or_else(|| wrong("a value is not hexadecimal"))?;
            let key = bytes(key).ok_or_else(|| wrong("a key is not hexadecimal"))?;
            if key != CODE {
                values.push((key, value));
            }
        }
        let header = spec["goesOn"]["block"]["header"].as_str();
        let hash = match header.map(|header| bytes(header).and_then(|bytes| Header::decode_all(&mut &bytes[..]).ok())) {
            Some(Some(header)) => header.hash(),
            Some(None) => return Err(wrong("the header of its block cannot be read")),
            // A specification of a new chain.
            None => Hash::default(),
        };
        Ok(Self { values: values.into_iter().collect(), hash, secrets: BTreeSet::new() })
    }

    /// Returns the secrets that the text of the start names.
    pub fn secrets(&self) -> &BTreeSet<String> {
        &self.secrets
    }

    /// Returns the numbers of the subnets, with root's.
    pub fn netuids(&self) -> Vec<u16> {
        let all = || pallet_dtao_swap::PoolStore::<dtao_runtime::Runtime>::all();
        self.chain().read(|| all().iter().map(|subnet| subnet.netuid.get()).collect())
    }

    /// Returns a chain that starts from this state.
    pub fn chain(&self) -> Chain {
        Chain::new(State::of(self.values.clone()), self.hash)
    }
}

/// Returns the secrets that stand between quotes in a text.
fn secrets(text: &str) -> BTreeSet<String> {
    text.split('"').filter(|part| part.starts_with("//")).map(str::to_owned).collect()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x")?;
    if !digits.is_ascii() || digits.len() % 2 != 0 {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}
