//! Reads Rust sources as text, for the tests that hold the layers of the pallet and of the node.

#![deny(missing_docs)]

use std::{fs, path::Path};

/// A source file.
pub struct Source {
    /// Path of its module within the crate. The file of the crate's root is the module `lib` or `main`.
    pub module: Vec<String>,
    /// Words, `::` and single symbols, without comments and strings.
    pub tokens: Vec<String>,
}

impl Source {
    /// Splits the text of a module into tokens.
    pub fn new(module: &str, text: &str) -> Self {
        Self { module: module.split("::").map(Into::into).collect(), tokens: tokens(text) }
    }

    /// Removes the tests at the end of the file.
    pub fn without_tests(mut self) -> Self {
        let head = ["#", "[", "cfg", "(", "test", ")", "]", "mod", "tests", "{"];
        if let Some(start) = self.tokens.windows(head.len()).position(|window| window == head) {
            self.tokens.truncate(start);
        }
        self
    }
}

/// Reads all sources below a folder.
///
/// # Panics
/// If a file cannot be read.
pub fn read(folder: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    read_into(folder, &[], &mut found);
    found
}

fn read_into(folder: &Path, module: &[String], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner = [module, std::slice::from_ref(&name)].concat();
        if path.is_dir() {
            read_into(&path, &inner, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = if name == "mod" { module.to_vec() } else { inner };
            found.push(Source { module, tokens: tokens(&fs::read_to_string(&path).unwrap()) });
        }
    }
}

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

/// Returns the length of the string at the beginning of a text, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, character)| {
        let ends = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// Returns all paths among tokens, with the trees of imports expanded. A path ends before generic arguments.
pub fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let is_word = |token: &str| token.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let (mut found, mut path, mut trees) = (Vec::new(), Vec::<String>::new(), Vec::new());
    for (index, token) in tokens.iter().enumerate().filter(|(_, token)| *token != "::") {
        let before = index.checked_sub(1).map(|at| &*tokens[at]);
        let continues = before == Some("::");
        if !continues {
            path = trees.last().cloned().unwrap_or_default();
        }
        match &**token {
            "as" => (),
            // The other name of an import.
            _ if before == Some("as") && !trees.is_empty() => (),
            word if is_word(word) || (word == "*" && continues) => {
                path.push(word.into());
                if tokens.get(index + 1).is_none_or(|next| next != "::") {
                    found.push(path.clone());
                }
            }
            "<" if continues => found.push(std::mem::take(&mut path)),
            "{" if continues => trees.push(path.clone()),
            "}" => drop(trees.pop()),
            _ => (),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths_of(text: &str) -> Vec<String> {
        paths(&Source::new("module", text).tokens).into_iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn trees_of_imports_are_expanded() {
        let text = "use crate::{a::{self, B as C}, d::*, e}; use super::f;";
        let found = ["use", "crate::a::self", "crate::a::B", "crate::d::*", "crate::e", "use", "super::f"];
        assert_eq!(paths_of(text), found);
    }

    #[test]
    fn paths_are_found_in_calls_and_in_generic_arguments() {
        assert_eq!(
            paths_of("crate::a::f::<T>(Vec::<crate::B>::new())"),
            ["crate::a::f", "T", "Vec", "crate::B", "new"]
        );
        assert_eq!(paths_of("<Pallet<T>>::pay(self::x)"), ["Pallet", "T", "pay", "self::x"]);
    }

    #[test]
    fn comments_strings_and_tests_at_the_end_are_left_out() {
        let text = "a; // b\nc(\"d\\\"e\", '\"', \"f\")\n#[cfg(test)]\nmod tests { use g; }";
        assert_eq!(Source::new("module", text).without_tests().tokens, ["a", ";", "c", "(", ",", ",", ")"]);
    }
}
