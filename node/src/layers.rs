//! Fails on a cycle between the modules of the node or of `dtao-upgrade`.
//!
//! A module is a file. It uses another one if a path in it, in an import or elsewhere, leads there. Tests are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

type Module = Vec<String>;
type Graph = BTreeMap<Module, BTreeSet<Module>>;

/// Reads all modules of a crate, without tests.
fn sources(folder: &Path, parent: &[String], all: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_string();
        let child = [parent, std::slice::from_ref(&stem)].concat();
        if path.is_dir() {
            sources(&path, &child, all);
        } else if path.extension().is_some_and(|end| end == "rs") && !["tests", "layers"].contains(&&*stem) {
            let is_root = ["main", "lib", "mod"].contains(&&*stem);
            all.insert(if is_root { parent.to_vec() } else { child }, fs::read_to_string(path).unwrap());
        }
    }
}

/// Splits a source into words and single symbols, without comments and the tests at its end. `::` is one token.
fn tokens(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let mut tokens: Vec<String> = Vec::new();
    for line in code.lines() {
        let mut word = String::new();
        for letter in line.split("//").next().unwrap().chars().chain([' ']) {
            if letter.is_alphanumeric() || letter == '_' {
                word.push(letter);
                continue;
            }
            if !word.is_empty() {
                tokens.push(std::mem::take(&mut word));
            }
            match (letter, tokens.last_mut()) {
                (':', Some(last)) if last == ":" => last.push(':'),
                (' ', _) => (),
                _ => tokens.push(letter.into()),
            }
        }
    }
    tokens
}

/// Returns all paths among the tokens, with the trees of imports expanded.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let is_word = |token: &str| token.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let (mut found, mut path, mut trees) = (Vec::new(), Vec::<String>::new(), Vec::new());
    for (index, token) in tokens.iter().enumerate() {
        let follows = |wanted: &str| tokens.get(index + 1).is_some_and(|next| next == wanted);
        match &**token {
            word if is_word(word) => {
                path.push(word.into());
                if !follows("::") {
                    found.push(path.clone());
                    path = trees.last().cloned().unwrap_or_default();
                }
            }
            "{" if index > 0 && tokens[index - 1] == "::" => trees.push(path.clone()),
            "}" if trees.pop().is_some() => path = trees.last().cloned().unwrap_or_default(),
            "*" if index > 0 && tokens[index - 1] == "::" => {
                found.push(std::mem::replace(&mut path, trees.last().cloned().unwrap_or_default()));
            }
            _ => (),
        }
    }
    found
}

/// Returns the module that a path leads to from another module, or `None` if it leaves the crate.
fn target(path: &[String], from: &Module, known: &BTreeMap<Module, String>) -> Option<Module> {
    let supers = path.iter().take_while(|word| *word == "super").count();
    let (base, rest) = match path.first()?.as_str() {
        "crate" => (&from[..0], &path[1..]),
        "self" => (&from[..], &path[1..]),
        "super" => (&from[..from.len().checked_sub(supers)?], &path[supers..]),
        child if known.contains_key(&[&from[..], &[child.into()]].concat()) && path.len() > 1 => (&from[..], path),
        _ => return None,
    };
    let whole = [base, rest].concat();
    (base.len()..=whole.len()).rev().map(|length| whole[..length].to_vec()).find(|module| known.contains_key(module))
}

fn graph(sources: &BTreeMap<Module, String>) -> Graph {
    let uses = |module: &Module, source: &String| {
        let all = paths(&tokens(source));
        let targets = all.iter().filter_map(|path| target(path, module, sources));
        targets.filter(|target| target != module).collect()
    };
    sources.iter().map(|(module, source)| (module.clone(), uses(module, source))).collect()
}

/// Returns the modules of a cycle, if there is one.
fn cycle(graph: &Graph) -> Option<Vec<Module>> {
    fn visit(
        module: &Module,
        graph: &Graph,
        walk: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> Option<Vec<Module>> {
        if let Some(start) = walk.iter().position(|earlier| earlier == module) {
            return Some(walk[start..].to_vec());
        }
        if !done.insert(module.clone()) {
            return None;
        }
        walk.push(module.clone());
        let found = graph[module].iter().find_map(|next| visit(next, graph, walk, done));
        walk.pop();
        found
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|module| visit(module, graph, &mut Vec::new(), &mut done))
}

#[test]
fn no_modules_form_a_cycle() {
    for (folder, least) in [("src", 30), ("upgrade/src", 8)] {
        let mut all = BTreeMap::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &[], &mut all);
        let graph = graph(&all);
        assert!(graph.len() >= least, "{folder} has {} modules", graph.len());
        assert!(graph.values().map(BTreeSet::len).sum::<usize>() >= graph.len(), "{graph:?}");
        assert_eq!(cycle(&graph), None, "{folder}");
    }
}

fn of(files: &[(&str, &str)]) -> Graph {
    let module = |name: &str| name.split("::").filter(|word| !word.is_empty()).map(String::from).collect();
    graph(&files.iter().map(|(name, source)| (module(name), source.to_string())).collect())
}

#[test]
fn cycles_are_found_through_imports_trees_and_calls() {
    for back in ["use crate::a::f;", "use crate::{b::{self, X}, a};", "use super::a::*;", "fn g() { super::a::f() }"] {
        let graph = of(&[("a", "use crate::b::X;"), ("b", back), ("", "mod a; mod b;")]);
        assert_eq!(cycle(&graph), Some(vec![vec!["a".into()], vec!["b".into()]]), "{back}");
    }
    let child = of(&[("a", "fn f() { b::g() }"), ("a::b", "use super::f;"), ("", "")]);
    assert_eq!(cycle(&child).unwrap().len(), 2);
}

#[test]
fn comments_tests_and_other_crates_are_not_uses() {
    for other in ["// crate::a::f", "#[cfg(test)]\nmod tests {\n use crate::a::f;\n}", "use a::f;", "let a = b;"] {
        assert_eq!(cycle(&of(&[("a", "use crate::b::X;"), ("b", other), ("", "")])), None, "{other}");
    }
}
