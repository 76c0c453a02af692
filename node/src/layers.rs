//! Fails on a cycle between the modules of the node, of `dtao-upgrade`, of `dtao-genesis` or of `dtao-import`.
//!
//! A module is a file. It uses another one if a path in it, in an import or elsewhere, leads there. Tests are left out.

use dtao_sources::{paths, read, Source};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

type Module = Vec<String>;
type Graph = BTreeMap<Module, BTreeSet<Module>>;

/// Returns all modules of a crate, without tests. The root's path is empty.
fn modules(folder: &Path) -> BTreeMap<Module, Source> {
    let all = read(folder).into_iter();
    let code = all.filter(|source| !["tests", "layers"].contains(&source.module.last().map_or("", |name| name)));
    code.map(|source| (module_of(&source), source.without_tests())).collect()
}

fn module_of(source: &Source) -> Module {
    match &source.module[..] {
        [root] if ["main", "lib"].contains(&&**root) => Vec::new(),
        module => module.to_vec(),
    }
}

/// Returns the module that a path leads to from another module, or `None` if it leaves the crate.
fn target(path: &[String], from: &Module, known: &BTreeMap<Module, Source>) -> Option<Module> {
    let supers = path.iter().take_while(|word| *word == "super").count();
    let (base, rest) = match path.first()?.as_str() {
        // A visibility.
        "crate" | "super" if path.len() == 1 => return None,
        "crate" => (&from[..0], &path[1..]),
        "self" => (&from[..], &path[1..]),
        "super" => (&from[..from.len().checked_sub(supers)?], &path[supers..]),
        child if known.contains_key(&[&from[..], &[child.into()]].concat()) && path.len() > 1 => (&from[..], path),
        _ => return None,
    };
    let whole = [base, rest].concat();
    (base.len()..=whole.len()).rev().map(|length| whole[..length].to_vec()).find(|module| known.contains_key(module))
}

fn graph(sources: &BTreeMap<Module, Source>) -> Graph {
    let uses = |module: &Module, source: &Source| {
        let all = paths(&source.tokens);
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
    for (folder, least) in [("src", 30), ("upgrade/src", 8), ("genesis/src", 8), ("import/src", 12)] {
        let graph = graph(&modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)));
        assert!(graph.len() >= least, "{folder} has {} modules", graph.len());
        assert!(graph.values().map(BTreeSet::len).sum::<usize>() >= graph.len(), "{graph:?}");
        assert_eq!(cycle(&graph), None, "{folder}");
    }
}

fn of(files: &[(&str, &str)]) -> Graph {
    let sources = files.iter().map(|(name, text)| Source::new(name, text).without_tests());
    graph(&sources.map(|source| (module_of(&source), source)).collect())
}

#[test]
fn cycles_are_found_through_imports_trees_and_calls() {
    for back in ["use crate::a::f;", "use crate::{b::{self, X}, a};", "use super::a::*;", "fn g() { super::a::f() }"] {
        let graph = of(&[("a", "use crate::b::X;"), ("b", back), ("main", "mod a; mod b;")]);
        assert_eq!(cycle(&graph), Some(vec![vec!["a".into()], vec!["b".into()]]), "{back}");
    }
    let child = of(&[("a", "fn f() { b::g() }"), ("a::b", "use super::f;"), ("main", "")]);
    assert_eq!(cycle(&child).unwrap().len(), 2);
}

#[test]
fn comments_tests_and_other_crates_are_not_uses() {
    for other in ["// crate::a::f", "#[cfg(test)]\nmod tests {\n use crate::a::f;\n}", "use a::f;", "let a = b;"] {
        assert_eq!(cycle(&of(&[("a", "use crate::b::X;"), ("b", other), ("main", "")])), None, "{other}");
    }
}
