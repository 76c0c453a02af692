//! Genesis files, which describe a chain in TOML, and the presets among them.
//!
//! | module | content |
//! |---|---|
//! | [`definition`] | a chain's names, type and genesis state |
//! | [`schema`] | the format |
//! | [`text`] | keys, amounts, lines and columns |
//! | [`settings`] | values of settings |
//! | [`check`] | the file as a configuration of the runtime, and the faults in it |
//! | [`report`] | a summary of the state that a file makes |
//! | [`names`] | names that are not known, and those that were probably meant |
//! | [`units`] | the chain's money and addresses |
//!
//! `docs/genesis.md` documents the format. A file is checked in three rounds, each only if the one before found no fault: its
//! syntax, by TOML; its keys, amounts and references, by [`check`]; and its bounds, by the pallets, which build the state and
//! check their invariants. So no chain starts from a file that a pallet would refuse.
#![deny(missing_docs)]

pub mod check;
pub mod definition;
pub mod names;
pub mod report;
pub mod schema;
pub mod settings;
pub mod text;
pub mod units;

#[cfg(test)]
#[path = "../../../runtime/tests/runtime/fuzz/random.rs"]
mod random;
#[cfg(test)]
mod tests;

use check::{ParsedGenesis, Reader};
use definition::{authorities, merge, ChainKind, Definition};
use dtao_runtime::{slot::DEFAULT_MILLIS, SubtensorModule, Swap};
use pallet_subtensor::genesis::{try_build, Refused};
use schema::File;
use serde_json::json;
use sp_io::TestExternalities;
use sp_runtime::DispatchError;
use std::{fmt, path::Path};
use text::{line_and_column, Fault};

/// Presets written as genesis files: name and text.
pub const PRESETS: [(&str, &str); 6] = [
    ("development", include_str!("../../presets/development.toml")),
    ("local", include_str!("../../presets/local.toml")),
    ("local-12s", include_str!("../../presets/local-12s.toml")),
    ("bare", include_str!("../../presets/bare.toml")),
    ("launch", include_str!("../../presets/launch.toml")),
    ("sn28", include_str!("../../presets/sn28.toml")),
];

/// The bytes of a file above which its reading is announced: it takes more than two seconds.
const LARGE: usize = 3_000_000;

/// The most faults that are listed.
const MAX_LISTED: usize = 100;

/// Faults of a file, in the order of its lines. The first hundred are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    listed: Vec<String>,
    all: usize,
}

impl Faults {
    fn new(file: &str, text: &str, faults: Vec<Fault>) -> Self {
        let all = faults.len();
        let line = |fault: Fault| {
            let (line, column) = line_and_column(text, fault.at.start);
            format!("{file}:{line}:{column}: {}", fault.what)
        };
        Self { listed: faults.into_iter().take(MAX_LISTED).map(line).collect(), all }
    }

    /// Returns the fault of a file that cannot be read as text.
    fn of_file(what: String) -> Self {
        Self { listed: vec![what], all: 1 }
    }

    /// Returns the first fault, and the number of the others.
    pub fn first(&self) -> String {
        let first = self.listed.first().cloned().unwrap_or_default();
        match self.all.checked_sub(1) {
            None | Some(0) => first,
            Some(more) => format!("{first} (and {more} more: dtao-node check-genesis shows them)"),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.listed.join("\n"))?;
        match self.all.checked_sub(self.listed.len()) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, "\nand {more} more faults"),
        }
    }
}

/// Returns the chain of a preset or of a file that ends in `.toml`, or `None` for any other name. A preset that the runtime
/// has too is left to the runtime.
pub fn named(id: &str) -> Option<Result<Definition, Faults>> {
    if is_file(id) {
        return Some(read(id));
    }
    let text = preset(id).filter(|_| !matches!(id, "development" | "local"))?;
    Some(parse(id, text))
}

/// Returns the text of a preset.
pub fn preset(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Returns `true` if a chain's name is that of a genesis file.
pub fn is_file(id: &str) -> bool {
    Path::new(id).extension().is_some_and(|end| end == "toml")
}

/// Reads the chain of a genesis file.
pub fn read(path: &str) -> Result<Definition, Faults> {
    let bytes = std::fs::read(path)
        .map_err(|error| Faults::of_file(format!("the genesis file {path} cannot be read: {error}")))?;
    if bytes.len() > LARGE {
        eprintln!("Reading {path}: {} MB, which takes a while", bytes.len() / 1_000_000);
    }
    parse(path, decode(path, &bytes)?)
}

/// Returns the text of a file, or the place of the first byte that is none.
fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Faults> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let before = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
        let what = "here is a byte that is not UTF-8: save the file as text in UTF-8".into();
        Faults::new(file, &before, vec![Fault { at: at..at, what }])
    })
}

/// Reads the chain that this text describes. Faults are reported under the name `file`.
pub fn parse(file: &str, text: &str) -> Result<Definition, Faults> {
    check_text(file, text).map_err(|faults| Faults::new(file, text, faults))
}

/// Reads the chain that this text describes, or returns the faults with their spans in the text. The file's name is that of a chain
/// without one of its own.
pub fn check_text(file: &str, text: &str) -> Result<Definition, Vec<Fault>> {
    let written: File = toml::from_str(text).map_err(|error| {
        let at = error.span().unwrap_or_default();
        vec![Fault { at, what: text::in_words(&error.message().trim().replace('\n', ", ")) }]
    })?;
    let (parsed, found) = Reader::read(text, &written);
    if !found.is_empty() {
        return Err(found);
    }
    let definition = define(file, &written, &parsed).map_err(|fault| vec![fault])?;
    let found = pallet_faults(&definition, parsed);
    if !found.is_empty() {
        return Err(found);
    }
    Ok(definition)
}

fn define(file: &str, written: &File, parsed: &ParsedGenesis) -> Result<Definition, Fault> {
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    let name = match &written.name {
        Some(name) if name.get_ref().chars().count() > LONGEST_NAME => {
            return Err(Fault {
                at: name.span(),
                what: format!("the chain's name has {LONGEST_NAME} letters at most"),
            });
        }
        Some(name) => name.get_ref().clone(),
        None => format!("dTAO {stem}"),
    };
    let id = match &written.id {
        Some(id) if !is_id(id.get_ref()) => {
            let what = format!("the id {:?} names a folder: use letters, digits, - and _ alone", id.get_ref());
            return Err(Fault { at: id.span(), what });
        }
        Some(id) => id.get_ref().clone(),
        None => format!("dtao_{}", stem.replace(|letter: char| !is_id_letter(letter), "_")),
    };
    let kind = match &written.kind {
        None => ChainKind::Development,
        Some(kind) => match kind.get_ref().as_str() {
            "development" => ChainKind::Development,
            "local" => ChainKind::Local,
            "live" => ChainKind::Live,
            other => {
                let what = format!("a chain's type is development, local or live, not {other}");
                return Err(Fault { at: kind.span(), what });
            }
        },
    };
    let slot = slot(written, kind)?;
    Ok(Definition { name, id, kind, slot, genesis: genesis(parsed) })
}

/// The longest name of a chain, in letters. Clients show it in one line.
const LONGEST_NAME: usize = 64;

/// The duration of a slot of the launch network, in milliseconds, which a live chain has by default.
const LAUNCH_SLOT: u64 = 12_000;

/// The longest slot, in milliseconds.
const LONGEST_SLOT: u64 = 60_000;

/// The shortest slot of a live chain, in milliseconds. A block that is full by weight is made, and imported, within half of it on
/// two cores.
const SHORTEST_LIVE_SLOT: u64 = 4_000;

/// Returns the duration of a slot in milliseconds.
fn slot(written: &File, kind: ChainKind) -> Result<u64, Fault> {
    let is_live = kind == ChainKind::Live;
    let Some(slot) = &written.slot_milliseconds else {
        return Ok(if is_live { LAUNCH_SLOT } else { DEFAULT_MILLIS });
    };
    let shortest = if is_live { SHORTEST_LIVE_SLOT } else { DEFAULT_MILLIS };
    let millis = *slot.get_ref();
    if !(shortest..=LONGEST_SLOT).contains(&millis) {
        let kind = if is_live { "a live" } else { "this" };
        let what = format!("a slot of {kind} chain lasts {shortest} to {LONGEST_SLOT} milliseconds, not {millis}");
        return Err(Fault { at: slot.span(), what });
    }
    Ok(millis)
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_id_letter)
}

fn is_id_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_".contains(letter)
}

/// Returns the file's part of the runtime's genesis configuration.
fn genesis(parsed: &ParsedGenesis) -> serde_json::Value {
    let mut genesis = json!({
        "balances": { "balances": parsed.balances },
        "sudo": { "key": parsed.sudo },
        "subtensorModule": parsed.config,
    });
    merge(&mut genesis, authorities(&parsed.validators));
    genesis
}

/// Lets the pallets build the state, and returns the entries that they refuse. Settings and weights do not depend on each
/// other, so all refused ones are found; any other refusal ends the search.
fn pallet_faults(definition: &Definition, mut parsed: ParsedGenesis) -> Vec<Fault> {
    let whole = |what: String| vec![Fault { at: 0..0, what }];
    let mut others = definition.clone();
    others.genesis["subtensorModule"] = json!({});
    let others = match others.genesis_state_without_code() {
        Ok(state) => state,
        Err(what) => return whole(what),
    };
    let mut faults = Vec::new();
    loop {
        let mut state = TestExternalities::from(others.clone());
        let refused = match state.execute_with(|| try_build(&parsed.config)) {
            Err(refused) => refused,
            Ok(()) if faults.is_empty() => return state.execute_with(invariants).err().map_or_else(Vec::new, whole),
            Ok(()) => break,
        };
        faults.push(fault_of(&refused, &mut parsed));
        if !parsed.remove(refused.entry) {
            break;
        }
    }
    faults.sort_by_key(|fault| fault.at.start);
    faults
}

fn fault_of(refused: &Refused, parsed: &mut ParsedGenesis) -> Fault {
    let why = match refused.why {
        DispatchError::Module(error) => error.message.unwrap_or("refused").into(),
        DispatchError::Other(why) => why.into(),
        ref other => format!("{other:?}"),
    };
    let what = format!("{}: {why} (see docs/genesis.md for the bounds)", refused.subject(&parsed.config));
    Fault { at: parsed.spans.of(refused.entry), what }
}

/// Checks the invariants of the pallets.
pub fn invariants() -> Result<(), String> {
    SubtensorModule::do_try_state().map_err(|error| format!("the state is not sound: {error:?}"))?;
    Swap::do_try_state().map_err(|error| format!("the pools are not sound: {error:?}"))
}

/// Builds the genesis state of a chain that the pallets accept.
pub fn build(definition: &Definition) -> Result<TestExternalities, String> {
    definition.genesis_state_without_code().map(Into::into)
}
