//! Ranges of keys.

use sp_core::bytes::to_hex;

/// Parts into which a large map is divided.
const PARTS: u16 = 16;

/// Keys that begin with a prefix, or a part of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The beginning of every key.
    pub prefix: Vec<u8>,
    /// The first key is above this one.
    pub after: Vec<u8>,
    /// All keys are below this one, if there is one.
    pub below: Option<Vec<u8>>,
}

impl Range {
    /// Returns the range of a prefix.
    pub fn whole(prefix: Vec<u8>) -> Self {
        Self { after: prefix.clone(), prefix, below: None }
    }

    /// Divides the range of a prefix by the byte that follows.
    pub fn parts(prefix: &[u8]) -> Vec<Self> {
        let at = |part: u16| {
            let byte = u8::try_from(part * (256 / PARTS)).ok()?;
            Some([prefix, &[byte]].concat())
        };
        let begin = |part: u16| if part == 0 { prefix.to_vec() } else { at(part).unwrap_or_default() };
        (0..PARTS).map(|part| Self { prefix: prefix.to_vec(), after: begin(part), below: at(part + 1) }).collect()
    }

    /// Names the range in a file.
    pub(super) fn name(&self) -> String {
        format!("{}-{}", to_hex(&self.after, false), to_hex(self.below.as_deref().unwrap_or_default(), false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_map_have_every_key_once() {
        let parts = Range::parts(&[7, 9]);
        for key in (0..=255_u8).map(|byte| vec![7, 9, byte, 1]) {
            let holds = |part: &&Range| key > part.after && part.below.as_ref().is_none_or(|below| key < *below);
            assert_eq!(parts.iter().filter(holds).count(), 1, "{key:?}");
        }
    }
}
