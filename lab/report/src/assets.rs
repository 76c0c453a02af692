//! The page's scripts and styles, and the policy that allows exactly these.

use base64::{prelude::BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// uPlot 1.6.32, unchanged from the npm package. See `assets/README.md`.
pub const UPLOT_SCRIPT: &str = include_str!("../assets/uplot/uPlot.iife.min.js");
/// Style of uPlot 1.6.32.
pub const UPLOT_STYLE: &str = include_str!("../assets/uplot/uPlot.min.css");
/// The page's own script.
pub const SCRIPT: &str = include_str!("../assets/report.js");
/// The page's own style.
pub const STYLE: &str = include_str!("../assets/report.css");

/// Content security policy of the page: no request at all, and no script or style except those named by their hashes.
pub fn content_security_policy() -> String {
    format!(
        "default-src 'none'; script-src {} {}; style-src {} {}; base-uri 'none'; form-action 'none'",
        hash(UPLOT_SCRIPT),
        hash(SCRIPT),
        hash(UPLOT_STYLE),
        hash(STYLE)
    )
}

/// Hash of an inline script or style, as a policy names it.
fn hash(content: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::COLOURS;

    /// SHA-256 of the files in the npm package `uplot` 1.6.32.
    const PUBLISHED: [(&str, &str); 2] = [
        (UPLOT_SCRIPT, "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f"),
        (UPLOT_STYLE, "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04"),
    ];

    #[test]
    fn the_vendored_library_is_the_published_one() {
        for (content, published) in PUBLISHED {
            let found: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, published);
        }
    }

    #[test]
    fn scripts_and_styles_cannot_end_their_elements() {
        for content in [UPLOT_SCRIPT, SCRIPT] {
            assert!(!content.to_lowercase().contains("</script") && !content.contains("<!--"));
        }
        for content in [UPLOT_STYLE, STYLE] {
            assert!(!content.to_lowercase().contains("</style"));
        }
    }

    #[test]
    fn the_page_has_the_colours_of_the_drawings() {
        for (rule, colour) in COLOURS.iter().enumerate() {
            assert!(STYLE.contains(&format!("--rule-{rule}: {colour};")), "{rule}");
        }
    }
}
