//! Names and texts of strangers as text of a page: visible, short, escaped.

use std::fmt::Write;

/// Longest name that the report shows, in characters.
pub const MAX_NAME: usize = 64;

/// Replaces characters that hide or reorder text by their code points, as ⟨U+202E⟩, and shortens the text to [`MAX_NAME`].
///
/// Scripts that run from right to left stay; only the invisible characters that change the direction of foreign text are
/// replaced.
pub fn name(text: &str) -> String {
    let mut shown = String::new();
    for (position, character) in text.chars().enumerate() {
        if position == MAX_NAME {
            shown.push('…');
            break;
        }
        push_visible(&mut shown, character);
    }
    shown
}

/// As [`name`], but keeps line breaks and tabs and does not shorten: for texts that are shown as they were written.
pub fn block(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' | '\t' => shown.push(character),
            _ => push_visible(&mut shown, character),
        }
    }
    shown
}

fn push_visible(shown: &mut String, character: char) {
    if is_hidden(character) {
        // Writing to a string cannot fail.
        let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
    } else {
        shown.push(character);
    }
}

/// Returns `true` for controls, marks of direction, invisible spaces and code points that XML forbids.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061C}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}')
}

/// Escapes text for the content and the attributes of HTML and XML.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Escapes JSON for a script element: no `<` remains, so neither `</script>` nor `<!--` can occur.
pub fn escape_json(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Name of a subnet in titles and lists: its number, and its name if it has one.
pub fn subnet_label(netuid: u16, subnet: &str) -> String {
    if subnet.is_empty() {
        return format!("SN{netuid}");
    }
    format!("SN{netuid} {}", name(subnet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escape("<b a='1' c=\"2\">&"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
        assert_eq!(escape_json(r#"{"a":"</script><!--"}"#), r#"{"a":"\u003c/script>\u003c!--"}"#);
    }

    #[test]
    fn characters_that_reorder_or_hide_text_become_visible() {
        assert_eq!(name("a\u{202E}b\u{0}\n\u{200B}"), "a⟨U+202E⟩b⟨U+0000⟩⟨U+000A⟩⟨U+200B⟩");
        assert_eq!(name("שלום"), "שלום");
        assert_eq!(block("a\r\n\tb\u{7}\u{FFFF}"), "a\n\tb⟨U+0007⟩⟨U+FFFF⟩");
    }

    #[test]
    fn long_names_are_shortened() {
        assert_eq!(name(&"é".repeat(MAX_NAME)), "é".repeat(MAX_NAME));
        assert_eq!(name(&"é".repeat(10_000)), "é".repeat(MAX_NAME) + "…");
    }

    #[test]
    fn subnets_are_named_by_number_first() {
        assert_eq!(subnet_label(28, "LOL"), "SN28 LOL");
        assert_eq!(subnet_label(3, ""), "SN3");
    }
}
