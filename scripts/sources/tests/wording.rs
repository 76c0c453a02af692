//! Fails on a doc comment with a paragraph that begins with a question's word: it begins with a verb in the third person, or a noun.

use std::{fs, path::Path};

const FOLDERS: [&str; 5] = ["lab", "node", "pallets", "runtime", "scripts"];
const WORDS: [&str; 5] = ["How", "What", "Where", "Whether", "Who"];

/// Returns the numbers of the lines on which such a paragraph begins.
fn faults(text: &str) -> Vec<usize> {
    let doc = |line: &str| {
        let line = line.trim_start();
        let content = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
        Some(content.trim_start().split(|letter: char| !letter.is_alphabetic()).next()?.to_owned())
    };
    let lines: Vec<_> = text.lines().map(doc).collect();
    let is_text = |line: &Option<String>| line.as_ref().is_some_and(|word| !word.is_empty());
    let begins = |at: usize| at == 0 || !is_text(&lines[at - 1]);
    let is_fault = |at: &usize| begins(*at) && lines[*at].as_ref().is_some_and(|word| WORDS.contains(&word.as_str()));
    (0..lines.len()).filter(is_fault).map(|at| at + 1).collect()
}

/// Collects the faults of all sources below a folder, and counts the sources.
fn search(folder: &Path, found: &mut Vec<String>) -> usize {
    let mut sources = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            sources += search(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources += 1;
            let text = fs::read_to_string(&path).unwrap();
            found.extend(faults(&text).into_iter().map(|line| format!("{}:{line}", path.display())));
        }
    }
    sources
}

#[test]
fn no_doc_comment_begins_with_a_question() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    let sources: usize = FOLDERS.iter().map(|folder| search(&root.join(folder), &mut found)).sum();
    assert!(sources > 400, "{sources} sources");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn only_the_beginning_of_a_doc_comment_counts() {
    let (question, inner) = ("What it is.", "Returns a value.\n/// What it means.");
    assert_eq!(faults(&format!("fn f() {{}}\n    /// {question}\nfn g() {{}}")), [2]);
    assert_eq!(faults(&format!("//! {question}")), [1]);
    assert_eq!(faults(&format!("/// Returns a value.\n///\n/// {question}")), [3]);
    for other in [format!("/// {inner}"), format!("// {question}"), "/// Whatever.".to_owned()] {
        assert_eq!(faults(&other), Vec::<usize>::new(), "{other}");
    }
}
