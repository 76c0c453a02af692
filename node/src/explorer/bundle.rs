//! The files of the page, as the build of `node/explorer/` wrote them.

use hyper::{body::Bytes, http::HeaderValue};
use include_dir::{include_dir, Dir};
use sp_core::hexdisplay::HexDisplay;
use sp_io::hashing::blake2_128;
use std::collections::HashMap;

static BUNDLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/explorer/dist");

/// The file that a browser gets for the path `/`.
const INDEX: &str = "index.html";

/// The content types of the files by the ends of their names.
const KINDS: [(&str, &str); 11] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("txt", "text/plain; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
];

/// A file that the server sends.
#[derive(Clone)]
pub struct File {
    pub content: Bytes,
    pub kind: HeaderValue,
    /// Changes with the content (`ETag`).
    pub tag: HeaderValue,
}

/// Files by the path of their URL. A path that is not here leads nowhere: no path is ever looked up on the disk.
pub type Files = HashMap<String, File>;

/// Returns the files of the page.
pub fn embedded() -> Files {
    let mut found = Vec::new();
    collect(&BUNDLE, &mut found);
    by_path(found)
}

fn collect(folder: &'static Dir<'static>, found: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        // The names of a bundle are plain letters.
        found.push((file.path().to_string_lossy().into_owned(), file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, found);
    }
}

/// Returns files by their URLs' paths. The index is also at `/`.
pub fn by_path(files: impl IntoIterator<Item = (String, &'static [u8])>) -> Files {
    let mut by_path = Files::new();
    for (name, content) in files {
        let file = File::new(&name, content);
        if name == INDEX {
            by_path.insert("/".into(), file.clone());
        }
        by_path.insert(format!("/{name}"), file);
    }
    by_path
}

impl File {
    fn new(name: &str, content: &'static [u8]) -> Self {
        let tag = format!("\"{}\"", HexDisplay::from(&blake2_128(content)));
        Self {
            content: Bytes::from_static(content),
            kind: HeaderValue::from_static(kind(name).unwrap_or("application/octet-stream")),
            tag: HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\"")),
        }
    }
}

fn kind(name: &str) -> Option<&'static str> {
    let (_, end) = name.rsplit_once('.')?;
    KINDS.iter().find(|(known, _)| *known == end).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_explorer_has_an_index_and_only_files_of_a_known_kind() {
        let files = embedded();
        assert_eq!(files["/"].content, files["/index.html"].content);
        for path in files.keys().filter(|path| *path != "/") {
            assert!(kind(path).is_some(), "{path}");
        }
    }

    /// The policy of the server's answers forbids scripts and styles in the text of the page.
    #[test]
    fn the_explorer_has_no_scripts_and_styles_in_its_text() {
        let text = String::from_utf8(embedded()["/"].content.to_vec()).unwrap().to_lowercase();
        for script in text.split("<script").skip(1) {
            let (head, body) = script.split_once('>').unwrap();
            assert!(head.contains("src=") && body.trim_start().starts_with("</script>"), "{script}");
        }
        for forbidden in ["<style", "style=", "onload=", "onclick=", "onerror=", "javascript:", "<base"] {
            assert!(!text.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn files_of_the_explorer_are_found_by_their_paths_with_kinds_and_tags() {
        let names = ["index.html", "assets/main.js", "assets/main.css", "icon.svg", "strange.xyz"];
        let files = by_path(names.map(|name| (name.to_string(), name.as_bytes())));
        let kinds =
            ["/", "/assets/main.js", "/assets/main.css", "/icon.svg", "/strange.xyz"].map(|path| &files[path].kind);
        assert_eq!(
            kinds,
            [
                "text/html; charset=utf-8",
                "text/javascript; charset=utf-8",
                "text/css; charset=utf-8",
                "image/svg+xml",
                "application/octet-stream"
            ]
        );
        assert_eq!(files.len(), names.len() + 1);
        assert_eq!(files["/"].tag, files["/index.html"].tag);
        assert_ne!(files["/"].tag, files["/assets/main.js"].tag);
        assert_eq!(files["/"].tag.len(), 34);
    }
}
