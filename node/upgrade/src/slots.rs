//! The duration of the slots of a chain, which is a number in the code of its runtime: see [`dtao_runtime::slot`].

use dtao_runtime::slot::{DEFAULT_MILLIS, MARK};
use sp_maybe_compressed_blob::{compress_weakly, decompress, CODE_BLOB_BOMB_LIMIT};
use std::ops::Range;

/// Returns the duration of a slot in a runtime's code, in milliseconds, or `None` if the code does not have it in one place.
pub fn duration(code: &[u8]) -> Option<u64> {
    let code = decompress(code, CODE_BLOB_BOMB_LIMIT).ok()?;
    let bytes = code.get(place(&code)?)?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

/// Returns the duration of a slot of a chain that runs this code. Before runtime 105 it was a second on all chains.
pub fn of_chain(code: &[u8]) -> u64 {
    duration(code).unwrap_or(DEFAULT_MILLIS)
}

/// Returns a runtime's code with another duration of a slot. Code that has this duration is returned as it is.
///
/// # Errors
///
/// A message, if the code does not have the duration in one place: it is not of this project, or older than runtime 105.
pub fn with_duration(code: &[u8], millis: u64) -> Result<Vec<u8>, String> {
    let found = duration(code).ok_or("the runtime's code does not say how long a slot lasts")?;
    if found == millis {
        return Ok(code.to_vec());
    }
    let mut changed = decompress(code, CODE_BLOB_BOMB_LIMIT).map_err(|error| error.to_string())?.into_owned();
    if let Some(bytes) = place(&changed).and_then(|place| changed.get_mut(place)) {
        bytes.copy_from_slice(&millis.to_le_bytes());
    }
    compress_weakly(&changed, CODE_BLOB_BOMB_LIMIT).ok_or_else(|| "the runtime's code is too large".into())
}

/// Returns the place of the duration after the only mark.
fn place(code: &[u8]) -> Option<Range<usize>> {
    let mut marks = code.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK);
    let start = marks.next()?.0.checked_add(MARK.len())?;
    let end = start.checked_add(size_of::<u64>()).filter(|end| *end <= code.len())?;
    marks.next().is_none().then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::{duration, with_duration};
    use dtao_runtime::slot::{DEFAULT_MILLIS, MARK};

    fn built() -> &'static [u8] {
        dtao_runtime::WASM_BINARY.expect("the runtime is built with the tests")
    }

    #[test]
    fn the_built_runtime_has_the_duration_in_one_place_and_another_can_be_written_there() {
        assert_eq!(duration(built()), Some(DEFAULT_MILLIS));
        let other = with_duration(built(), 12_000).unwrap();
        assert_eq!(duration(&other), Some(12_000));
        assert_eq!(duration(&with_duration(&other, DEFAULT_MILLIS).unwrap()), Some(DEFAULT_MILLIS));
        assert_eq!(with_duration(built(), DEFAULT_MILLIS).unwrap(), built());
    }

    #[test]
    fn code_without_a_place_or_with_two_is_refused() {
        let one = [&MARK[..], &[1; 8]].concat();
        assert_eq!(duration(&one), Some(u64::from_le_bytes([1; 8])));
        for wrong in [&b"\0asm"[..], &MARK, &one.repeat(2)] {
            assert_eq!(duration(wrong), None);
            assert!(with_duration(wrong, 12_000).is_err());
        }
    }
}
