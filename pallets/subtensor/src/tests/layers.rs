//! The layers of the pallet: a module uses only modules to its left. See `docs/architecture.md`.
//!
//! The sources are read as text. A use is an import, a path from `crate` or `super`, a name that the crate's root re-exports,
//! or a call of a function that is defined on [`Pallet`](crate::Pallet) in another module, which needs no import.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The layers, lowest first. Modules of one layer may use each other as long as there is no cycle.
const LAYERS: [&[&str]; 7] = [
    &["ledger"],
    &["registry"],
    &["settings", "stake", "validator_weights", "children", "serve", "identity"],
    &["consensus"],
    &["emission"],
    &["lifecycle"],
    &["views", "invariants", "genesis", "migrations", "hooks"],
];

/// Sources that are above or below all layers.
const NO_LAYER: [&str; 6] = ["lib", "defaults", "weights", "mock", "tests", "benchmarking"];

/// A source file: the path of its module within the crate, and its tokens.
struct Source {
    module: Vec<String>,
    tokens: Vec<String>,
}

impl Source {
    fn new(module: &str, text: &str) -> Self {
        Self { module: module.split("::").map(Into::into).collect(), tokens: tokens(text) }
    }

    /// The folder, or the file at the top level.
    fn folder(&self) -> &str {
        &self.module[0]
    }

    /// Returns the tokens with a mark whether they stand in an `impl` of `Pallet`, directly in it (depth 1) or deeper.
    fn with_depth(&self) -> Vec<(usize, &str, bool, u32)> {
        let (mut depth, mut in_pallet) = (0, false);
        let mut marked = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let starts = at == 0 || ["}", ";", "]"].contains(&self.tokens[at - 1].as_str());
            match token.as_str() {
                "impl" if depth == 0 && starts => {
                    let header = self.tokens[at..].iter().take_while(|token| *token != "{");
                    in_pallet = header.into_iter().any(|token| token == "Pallet");
                }
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            marked.push((at, token.as_str(), in_pallet && depth > 0, depth));
            in_pallet &= !(token == "}" && depth == 0);
        }
        marked
    }

    /// The functions that this file defines on `Pallet`.
    fn pallet_functions(&self) -> Vec<String> {
        let marked = self.with_depth();
        let defined =
            marked.into_iter().filter(|(_, token, in_pallet, depth)| *in_pallet && *depth == 1 && *token == "fn");
        defined.map(|(at, ..)| self.tokens[at + 1].clone()).collect()
    }

    /// The functions of `Pallet` that this file names.
    fn pallet_calls(&self) -> Vec<String> {
        let path = |from: usize| {
            let mut at = from;
            while ["::", "<", ">", "T", "Self"].contains(&self.tokens.get(at)?.as_str()) {
                at += 1;
            }
            (at > from && self.tokens[at - 1] == "::").then(|| self.tokens[at].clone())
        };
        self.with_depth()
            .into_iter()
            .filter(|(at, token, in_pallet, _)| match *token {
                "Self" => *in_pallet,
                "Pallet" => *at < 2 || self.tokens[at - 1] != "::" || self.tokens[at - 2] == "crate",
                _ => false,
            })
            .filter_map(|(at, ..)| path(at + 1))
            .collect()
    }

    /// The paths within the crate that this file names, from the crate's root on.
    fn paths(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match self.tokens[at].as_str() {
                "use" => at = self.tree(at + 1, Vec::new(), &mut found),
                "crate" | "super" => at = self.tree(at, Vec::new(), &mut found),
                _ => at += 1,
            }
        }
        found.into_iter().filter_map(|path| self.relative_to_root(path)).filter(|path| !path.is_empty()).collect()
    }

    /// Reads a path, or a tree of paths in braces, that begins at a token. Returns the token behind it.
    fn tree(&self, mut at: usize, mut path: Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
        loop {
            let token = self.tokens[at].as_str();
            at += 1;
            if token == "{" {
                while self.tokens[at] != "}" {
                    at = self.tree(at, path.clone(), found);
                    at += usize::from(self.tokens[at] == ",");
                }
                return at + 1;
            }
            path.push(token.into());
            match self.tokens.get(at).map(String::as_str) {
                Some("::") if self.tokens[at + 1] != "<" => at += 1,
                Some("as") => {
                    found.push(path);
                    return at + 2;
                }
                _ => {
                    found.push(path);
                    return at;
                }
            }
        }
    }

    /// Resolves `crate` and `super`; `None` for a path that begins with neither.
    fn relative_to_root(&self, path: Vec<String>) -> Option<Vec<String>> {
        let ups = path.iter().take_while(|segment| *segment == "super").count();
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "super" => Some([&self.module[..self.module.len().checked_sub(ups)?], &path[ups..]].concat()),
            _ => None,
        }
    }
}

/// Splits a source into identifiers, `::` and single characters, without comments and strings.
fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let word = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
        let length = match character {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => string_length(rest),
            '\'' if rest.starts_with("'\"'") => 3,
            ':' if rest.starts_with("::") => 2,
            _ => word.max(character.len_utf8()),
        };
        let (token, behind) = rest.split_at(length);
        if !token.starts_with("//") && !token.contains('"') && !character.is_whitespace() {
            found.push(token.into());
        }
        rest = behind;
    }
    found
}

/// The length of the string at the beginning of a text, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, character)| {
        let ends = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// Reads all sources under a folder.
fn read(folder: &Path, module: &[String], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner = [module, std::slice::from_ref(&name)].concat();
        if path.is_dir() {
            read(&path, &inner, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = if name == "mod" { module.to_vec() } else { inner };
            found.push(Source { module, tokens: tokens(&fs::read_to_string(&path).unwrap()) });
        }
    }
}

fn pallet() -> Vec<Source> {
    let mut found = Vec::new();
    read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &[], &mut found);
    found.retain(|source| !["mock", "tests", "benchmarking"].contains(&source.folder()));
    found
}

fn layer_of(folder: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&folder))
}

/// The names that the crate's root re-exports, and the calls of `lib.rs`, by the folder that they belong to.
fn root_names(sources: &[Source]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for source in sources.iter().filter(|source| source.folder() == "lib") {
        for (at, token) in source.tokens.iter().enumerate() {
            if token == "use" && at > 0 && source.tokens[at - 1] == "pub" {
                let mut paths = Vec::new();
                source.tree(at + 1, Vec::new(), &mut paths);
                names.extend(paths.into_iter().filter_map(|path| Some((path.last()?.clone(), path.first()?.clone()))));
            }
        }
    }
    names
}

/// The functions of `Pallet` by the folder that defines them; those of calls, which `lib.rs` defines, by `lib`.
fn functions(sources: &[Source]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for source in sources {
        if source.folder() == "lib" {
            let calls = source.tokens.windows(3).filter(|three| three[0] == "pub" && three[1] == "fn");
            found.extend(calls.map(|three| (three[2].clone(), "lib".into())));
        } else {
            found.extend(source.pallet_functions().into_iter().map(|name| (name, source.folder().into())));
        }
    }
    found
}

/// The uses of one folder by another: (user, used) with an example of each.
fn uses(sources: &[Source]) -> BTreeMap<(String, String), String> {
    let (names, functions) = (root_names(sources), functions(sources));
    let mut found = BTreeMap::new();
    for source in sources.iter().filter(|source| layer_of(source.folder()).is_some()) {
        let mut add = |used: &str, what: String| {
            if used != source.folder() && (layer_of(used).is_some() || used == "lib") {
                let example = format!("{}: {what}", source.module.join("::"));
                found.insert((source.folder().to_owned(), used.to_owned()), example);
            }
        };
        for path in source.paths() {
            let first = &path[0];
            assert!(first != "*", "{}: all names of the crate are imported", source.module.join("::"));
            add(names.get(first).unwrap_or(first), path.join("::"));
        }
        for name in source.pallet_calls() {
            if let Some(used) = functions.get(&name) {
                add(used, format!("Pallet::{name}"));
            }
        }
    }
    found
}

/// Violations of the rule.
fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut peers = BTreeMap::<_, BTreeSet<_>>::new();
    for ((user, used), example) in uses(sources) {
        match (layer_of(&user), layer_of(&used)) {
            (Some(of_user), Some(of_used)) if of_used < of_user => {}
            (of_user, of_used) if of_user == of_used => {
                peers.entry(user).or_default().insert(used);
            }
            _ => faults.push(format!("{user} uses {used}: {example}")),
        }
    }
    // Peers that use no others are removed until none are left, or all that are left use each other.
    while let Some(free) = peers.keys().find(|user| peers[*user].iter().all(|used| !peers.contains_key(used))).cloned()
    {
        peers.remove(&free);
    }
    faults.extend(peers.into_iter().map(|(user, used)| format!("{user} is in a cycle of peers: it uses {used:?}")));
    faults
}

#[test]
fn every_module_uses_only_modules_to_its_left() {
    assert_eq!(faults(&pallet()), Vec::<String>::new());
}

#[test]
fn every_module_has_a_layer() {
    let folders: BTreeSet<_> = pallet().iter().map(|source| source.folder().to_owned()).collect();
    let known: BTreeSet<_> = LAYERS.concat().into_iter().map(String::from).collect();
    let others: Vec<_> = folders.difference(&known).filter(|folder| !NO_LAYER.contains(&folder.as_str())).collect();
    assert!(others.is_empty(), "{others:?} are in no layer");
    assert!(known.is_subset(&folders), "a layer lists a module that does not exist");
}

/// The faults of the pallet with one more source in it.
fn faults_with(module: &str, text: &str) -> Vec<String> {
    let mut sources = pallet();
    sources.push(Source::new(module, text));
    faults(&sources)
}

#[test]
fn a_use_to_the_right_is_found_in_every_form() {
    for (module, text) in [
        ("ledger::more", "use crate::registry::neurons::Neurons;"),
        ("ledger::more", "use crate::{emission::{self, policy::EmissionPolicy}, Config};"),
        ("registry::more", "fn f() { let rate = crate::stake::claim::MAX_CLAIMS; }"),
        ("registry::more", "use super::super::consensus::Epoch;"),
        ("serve", "use super::views;"),
        ("emission::more", "use crate::{Config, Dissolution as Closed};"),
        ("emission::more", "impl<T: Config> Pallet<T> { fn f() { Self::do_dissolve_network(x); } }"),
        ("settings::more", "impl<T: Config> Pallet<T> { fn f() { all().map(Self::do_swap_hotkey) } }"),
        ("consensus::more", "fn f<T: Config>() { Pallet::<T>::pay_out(); }"),
        ("consensus::more", "fn f<T: Config>() { <Pallet<T>>::pay_out(); }"),
        ("consensus::more", "fn f<T: Config>() { crate::Pallet::<T>::pay_out(); }"),
        ("stake::more", "fn f<T: Config>() { Pallet::<T>::add_stake(origin, hotkey, netuid, amount); }"),
    ] {
        let found = faults_with(module, text);
        let folder = module.split("::").next().unwrap();
        assert!(found.iter().any(|fault| fault.starts_with(&format!("{folder} uses "))), "{text}: {found:?}");
    }
}

#[test]
fn a_cycle_of_peers_is_found() {
    let mut sources = pallet();
    sources.push(Source::new("stake::more", "use crate::children::MAX_APPLIED;"));
    assert_eq!(faults(&sources), Vec::<String>::new());
    sources.push(Source::new("children::more", "use crate::stake::transition::Transition;"));
    assert_eq!(faults(&sources).len(), 2);
}

#[test]
fn uses_to_the_left_comments_and_strings_are_no_faults() {
    for text in [
        "use crate::{ledger::position::Position, registry::neurons::Neurons, Config, Neurons as All, Weights};",
        "// use crate::lifecycle::register_subnet;\n/// [`crate::lifecycle`]\nfn f() {}",
        "fn f() { log(\"crate::views::stake\"); }",
        "impl Ours { fn f() { Self::do_swap_hotkey(); } }",
        "fn f<T: Config>() { frame_system::Pallet::<T>::do_swap_hotkey(); Pallet::<T>::current_block(); }",
        "use super::payout; fn f() { Pallet::<T>::do_set_hyperparameter(); }",
    ] {
        assert_eq!(faults_with("emission::more", text), Vec::<String>::new(), "{text}");
    }
}
