//! The symbols of the subnets' tokens.

use crate::{Config, TokenSymbol};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};

/// One character, in UTF-8.
pub type Symbol = BoundedVec<u8, ConstU32<4>>;

/// The symbols of new subnets, in order of preference: Greek, Georgian, Armenian and Cyrillic letters, more than there can be
/// subnets.
pub const SYMBOLS: &str = "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ\
    აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ\
    աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ\
    бгджзийлпфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ";

/// Letters without a visible form.
const BLANK_LETTERS: [char; 5] = ['\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}'];

/// Returns the character of a text that consists of exactly one visible character.
pub(crate) fn only_character(text: &[u8]) -> Option<Symbol> {
    let mut characters = core::str::from_utf8(text).ok()?.chars();
    let character = characters.next()?;
    (is_visible(character) && characters.next().is_none()).then(|| encoded(character))?
}

/// Returns `true` for a character with a form of its own: no space, no control or format character, and none that combines with
/// its neighbours.
fn is_visible(character: char) -> bool {
    // Of the visible characters, only these three are escaped.
    let is_printable = matches!(character, '"' | '\'' | '\\') || character.escape_debug().eq([character]);
    is_printable && !character.is_whitespace() && !BLANK_LETTERS.contains(&character)
}

/// Returns the first of [`SYMBOLS`] that no subnet uses. Reads the symbol of every subnet.
pub(crate) fn free<T: Config>() -> Option<Symbol> {
    let used: BTreeSet<Vec<u8>> = TokenSymbol::<T>::iter_values().map(BoundedVec::into_inner).collect();
    SYMBOLS.chars().filter_map(encoded).find(|symbol| !used.contains(symbol.as_slice()))
}

fn encoded(character: char) -> Option<Symbol> {
    let mut bytes = [0; 4];
    let text = character.encode_utf8(&mut bytes).as_bytes();
    Symbol::try_from(text.to_vec()).ok()
}
