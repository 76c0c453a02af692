//! First states that a person writes by hand, in TOML, and the presets that are written so.
//!
//! | file | what is in it |
//! |---|---|
//! | [`schema`] | what may stand in a file |
//! | [`text`] | keys, amounts, places |
//! | [`settings`] | settings by name |
//! | [`check`] | what it means, and what is wrong with it, by line |
//! | [`report`] | what a good one makes |
//!
//! `docs/genesis.md` teaches the format. A file is checked in three rounds, each only where the one before found nothing: its
//! form, by TOML; its words, by [`check`]; and what the pallets say when they build the state, with their invariants after
//! it. So no chain starts from a file that a pallet would refuse.

pub mod check;
pub mod report;
pub mod schema;
pub mod settings;
pub mod text;

#[cfg(test)]
mod tests;

use crate::chain_spec::{authorities, Definition, SS58_FORMAT};
use check::{Meaning, Reader};
use dtao_runtime::{SubtensorModule, Swap};
use sc_service::ChainType;
use schema::File;
use serde_json::json;
use sp_io::TestExternalities;
use std::{
    fmt,
    ops::Range,
    path::Path,
    sync::{Mutex, PoisonError},
};
use text::{place, Fault};

/// The presets that are written as files: name and text.
pub const PRESETS: [(&str, &str); 4] = [
    ("development", include_str!("../../presets/development.toml")),
    ("local", include_str!("../../presets/local.toml")),
    ("launch", include_str!("../../presets/launch.toml")),
    ("sn28", include_str!("../../presets/sn28.toml")),
];

/// What is wrong with a file, in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(Vec<String>);

impl Faults {
    fn new(file: &str, text: &str, faults: Vec<Fault>) -> Self {
        let line = |fault: Fault| {
            let (line, column) = place(text, fault.at.start);
            format!("{file}:{line}:{column}: {}", fault.what)
        };
        Self(faults.into_iter().map(line).collect())
    }

    /// The first of them, and how many more there are.
    pub fn first(&self) -> String {
        let first = self.0.first().cloned().unwrap_or_default();
        match self.0.len() {
            0 | 1 => first,
            more => format!("{first} (and {} more: dtao-node check-genesis shows all)", more - 1),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.join("\n"))
    }
}

/// The chain of a preset's name or of a file that ends in `.toml`; `None` where the name is neither. The presets that the
/// runtime has as well are the runtime's.
pub fn named(id: &str) -> Option<Result<Definition, Faults>> {
    if is_file(id) {
        return Some(read(id));
    }
    let preset = PRESETS.iter().find(|(name, _)| *name == id);
    let (name, text) = preset.filter(|(name, _)| !matches!(*name, "development" | "local"))?;
    Some(parse(name, text))
}

/// Whether a chain's name is that of a genesis file.
pub fn is_file(id: &str) -> bool {
    Path::new(id).extension().is_some_and(|end| end == "toml")
}

/// The chain of a genesis file.
pub fn read(path: &str) -> Result<Definition, Faults> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) => Err(Faults(vec![format!("the genesis file {path} cannot be read: {error}")])),
    }
}

/// The chain that this text describes. `file` is what it is called.
pub fn parse(file: &str, text: &str) -> Result<Definition, Faults> {
    let faults = |faults| Faults::new(file, text, faults);
    let written: File = toml::from_str(text).map_err(|error| {
        let at = error.span().unwrap_or_default();
        faults(vec![Fault { at, what: error.message().trim().replace('\n', ", ") }])
    })?;
    let (meaning, found) = Reader::read(text, &written);
    if !found.is_empty() {
        return Err(faults(found));
    }
    let definition = define(file, &written, &meaning).map_err(|fault| faults(vec![fault]))?;
    let found = said_by_pallets(&definition, &meaning);
    if !found.is_empty() {
        return Err(faults(found));
    }
    Ok(definition)
}

fn define(file: &str, written: &File, meaning: &Meaning) -> Result<Definition, Fault> {
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    let name = written.name.as_ref().map_or_else(|| format!("dTAO {stem}"), |name| name.get_ref().clone());
    let id = match &written.id {
        Some(id) if !is_id(id.get_ref()) => {
            let what = format!("the id {:?} names a folder: use letters, digits, - and _ alone", id.get_ref());
            return Err(Fault { at: id.span(), what });
        }
        Some(id) => id.get_ref().clone(),
        None => {
            let plain = |letter: char| {
                if is_id(&letter.to_string()) {
                    letter
                } else {
                    '_'
                }
            };
            format!("dtao_{}", stem.chars().map(plain).collect::<String>())
        }
    };
    let chain_type = match &written.kind {
        None => ChainType::Development,
        Some(kind) => match kind.get_ref().as_str() {
            "development" => ChainType::Development,
            "local" => ChainType::Local,
            "live" => ChainType::Live,
            other => {
                let what = format!("a chain's type is development, local or live, not {other}");
                return Err(Fault { at: kind.span(), what });
            }
        },
    };
    Ok(Definition { name, id, chain_type, genesis: genesis(meaning) })
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
}

/// The part of the runtime's genesis configuration that a file stands for.
fn genesis(meaning: &Meaning) -> serde_json::Value {
    let network: Vec<_> = meaning.network.iter().map(|(setting, _)| setting).collect();
    let settings: Vec<_> = meaning.settings.iter().map(|(netuid, setting, _)| (netuid, setting)).collect();
    let mut genesis = json!({
        "balances": { "balances": meaning.balances },
        "sudo": { "key": meaning.sudo },
        "subtensorModule": {
            "hotkeys": meaning.hotkeys,
            "subnets": meaning.subnets,
            "stakes": meaning.stakes,
            "neurons": meaning.neurons,
            "weights": meaning.weights,
            "networkParameters": network,
            "hyperparameters": settings,
            "emissionPolicy": meaning.emission_policy,
            "rootDividends": meaning.root_dividends,
        },
    });
    sc_chain_spec::json_merge(&mut genesis, authorities(&meaning.validators));
    genesis
}

/// What the pallets refuse. Settings are tried one by one, so that each is told with its place.
fn said_by_pallets(definition: &Definition, meaning: &Meaning) -> Vec<Fault> {
    let whole = |what: String| vec![Fault { at: 0..0, what }];
    let mut bare = definition.clone();
    let none = json!({ "subtensorModule": { "networkParameters": [], "hyperparameters": [], "weights": [], "emissionPolicy": 0 } });
    sc_chain_spec::json_merge(&mut bare.genesis, none);
    let faults = match build(&bare) {
        Ok(mut state) => state.execute_with(|| settings_refused(meaning)),
        Err(what) => return whole(what),
    };
    if !faults.is_empty() {
        return faults;
    }
    let checked = build(definition).and_then(|mut state| state.execute_with(invariants));
    checked.err().map_or_else(Vec::new, whole)
}

fn settings_refused(meaning: &Meaning) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut refuse = |setting: String, error: sp_runtime::DispatchError, at: &Range<usize>| {
        let why = match error {
            sp_runtime::DispatchError::Module(error) => error.message.unwrap_or("refused").to_owned(),
            other => format!("{other:?}"),
        };
        let what = format!("{setting} cannot be ({why}): docs/genesis.md tells the bounds");
        faults.push(Fault { at: at.clone(), what });
    };
    for (setting, at) in &meaning.network {
        if let Err(error) = SubtensorModule::do_set_network_parameter(*setting) {
            refuse(format!("{setting:?}"), error, at);
        }
    }
    for (netuid, setting, at) in &meaning.settings {
        if let Err(error) = SubtensorModule::do_set_hyperparameter(*netuid, setting.clone()) {
            refuse(format!("{setting:?}"), error, at);
        }
    }
    faults
}

/// Whether all that must hold of a state of ours does.
pub fn invariants() -> Result<(), String> {
    SubtensorModule::do_try_state().map_err(|error| format!("the state is not sound: {error:?}"))?;
    Swap::do_try_state().map_err(|error| format!("the pools are not sound: {error:?}"))
}

/// The first state, by the pallets themselves, which refuse by a panic.
pub fn build(definition: &Definition) -> Result<TestExternalities, String> {
    // The hook is the whole program's: one at a time.
    static HOOK: Mutex<()> = Mutex::new(());
    let _one = HOOK.lock().unwrap_or_else(PoisonError::into_inner);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let built = std::panic::catch_unwind(|| definition.state_without_code());
    std::panic::set_hook(hook);
    let state = built.map_err(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        said.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_else(|| "the pallets refuse it".into())
    })??;
    Ok(state.into())
}
