//! The layers of the pallet: a module uses only modules to its left. See `docs/architecture.md`.
//!
//! The sources are read as text. A use is an import, a path from `crate` or `super`, a name that the crate's root re-exports,
//! or a call of a function that is defined on [`Pallet`](crate::Pallet) in another module, which needs no import.

use dtao_sources::{paths, read, Source};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
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

/// The folder, or the file at the top level.
fn folder(source: &Source) -> &str {
    &source.module[0]
}

/// Returns the tokens with a mark whether they stand in an `impl` of `Pallet`, directly in it (depth 1) or deeper.
fn with_depth(source: &Source) -> Vec<(usize, &str, bool, u32)> {
    let (mut depth, mut in_pallet) = (0, false);
    let mut marked = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        let starts = at == 0 || ["}", ";", "]"].contains(&source.tokens[at - 1].as_str());
        match token.as_str() {
            "impl" if depth == 0 && starts => {
                let header = source.tokens[at..].iter().take_while(|token| *token != "{");
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

/// The functions that a file defines on `Pallet`.
fn pallet_functions(source: &Source) -> Vec<String> {
    let marked = with_depth(source);
    let defined = marked.into_iter().filter(|(_, token, in_pallet, depth)| *in_pallet && *depth == 1 && *token == "fn");
    defined.map(|(at, ..)| source.tokens[at + 1].clone()).collect()
}

/// The functions of `Pallet` that a file names.
fn pallet_calls(source: &Source) -> Vec<String> {
    let path = |from: usize| {
        let mut at = from;
        while ["::", "<", ">", "T", "Self"].contains(&source.tokens.get(at)?.as_str()) {
            at += 1;
        }
        (at > from && source.tokens[at - 1] == "::").then(|| source.tokens[at].clone())
    };
    with_depth(source)
        .into_iter()
        .filter(|(at, token, in_pallet, _)| match *token {
            "Self" => *in_pallet,
            "Pallet" => *at < 2 || source.tokens[at - 1] != "::" || source.tokens[at - 2] == "crate",
            _ => false,
        })
        .filter_map(|(at, ..)| path(at + 1))
        .collect()
}

/// The paths within the crate that a file names, from the crate's root on.
fn paths_in_crate(source: &Source) -> impl Iterator<Item = Vec<String>> + '_ {
    let all = paths(&source.tokens).into_iter();
    all.filter_map(|path| relative_to_root(source, path)).filter(|path| !path.is_empty())
}

/// Resolves `crate` and `super`; `None` for a path that begins with neither.
fn relative_to_root(source: &Source, path: Vec<String>) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|segment| *segment == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => Some([&source.module[..source.module.len().checked_sub(ups)?], &path[ups..]].concat()),
        _ => None,
    }
}

fn pallet() -> Vec<Source> {
    let mut found = read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    found.retain(|source| !["mock", "tests", "benchmarking"].contains(&folder(source)));
    found
}

fn layer_of(folder: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&folder))
}

/// The names that the crate's root re-exports, and the calls of `lib.rs`, by the folder that they belong to.
fn root_names(sources: &[Source]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for source in sources.iter().filter(|source| folder(source) == "lib") {
        for (at, token) in source.tokens.iter().enumerate() {
            if token == "use" && at > 0 && source.tokens[at - 1] == "pub" {
                let import: Vec<_> =
                    source.tokens[at + 1..].iter().take_while(|token| *token != ";").cloned().collect();
                names.extend(
                    paths(&import).into_iter().filter_map(|path| Some((path.last()?.clone(), path.first()?.clone()))),
                );
            }
        }
    }
    names
}

/// The functions of `Pallet` by the folder that defines them; those of calls, which `lib.rs` defines, by `lib`.
fn functions(sources: &[Source]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for source in sources {
        if folder(source) == "lib" {
            let calls = source.tokens.windows(3).filter(|three| three[0] == "pub" && three[1] == "fn");
            found.extend(calls.map(|three| (three[2].clone(), "lib".into())));
        } else {
            found.extend(pallet_functions(source).into_iter().map(|name| (name, folder(source).into())));
        }
    }
    found
}

/// The uses of one folder by another: (user, used) with an example of each.
fn uses(sources: &[Source]) -> BTreeMap<(String, String), String> {
    let (names, functions) = (root_names(sources), functions(sources));
    let mut found = BTreeMap::new();
    for source in sources.iter().filter(|source| layer_of(folder(source)).is_some()) {
        let mut add = |used: &str, what: String| {
            if used != folder(source) && (layer_of(used).is_some() || used == "lib") {
                let example = format!("{}: {what}", source.module.join("::"));
                found.insert((folder(source).to_owned(), used.to_owned()), example);
            }
        };
        for path in paths_in_crate(source) {
            let first = &path[0];
            assert!(first != "*", "{}: all names of the crate are imported", source.module.join("::"));
            add(names.get(first).unwrap_or(first), path.join("::"));
        }
        for name in pallet_calls(source) {
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
    let folders: BTreeSet<_> = pallet().iter().map(|source| folder(source).to_owned()).collect();
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
