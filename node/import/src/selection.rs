//! The subnets and the coldkeys to carry over.

use crate::model::{Account, ROOT};
use dtao_genesis::text::account;
use std::{collections::BTreeSet, path::Path};

/// The most netuids that an error lists.
const MAX_LISTED: usize = 40;

/// The coldkeys whose balances and stakes are carried over. Owners of subnets always are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// All.
    All,
    /// Those whose stake is worth most TAO, in this number.
    Stakers(usize),
    /// These.
    Coldkeys(BTreeSet<Account>),
}

impl Keep {
    /// Reads the choice from the options.
    ///
    /// # Errors
    /// Names the line of a file that has no address.
    pub fn new(stakers: Option<usize>, coldkeys: Option<&Path>) -> Result<Self, String> {
        let Some(path) = coldkeys else {
            return Ok(stakers.map_or(Self::All, Self::Stakers));
        };
        let file = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{file} cannot be read: {error}"))?;
        let lines =
            text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let read = |(index, line)| account(line).map_err(|error| format!("{file}:{}: {error}", index + 1));
        let coldkeys: BTreeSet<_> = lines.map(read).collect::<Result<_, _>>()?;
        if coldkeys.is_empty() {
            return Err(format!("{file} has no address: write one in each line"));
        }
        Ok(Self::Coldkeys(coldkeys))
    }
}

/// Returns the netuids to carry over, with root: the chosen ones, all of which must exist, or all.
///
/// # Errors
/// Names the subnets that there are not, and those that there are.
pub fn chosen(known: &BTreeSet<u16>, wanted: Option<&BTreeSet<u16>>) -> Result<BTreeSet<u16>, String> {
    let Some(wanted) = wanted else {
        return Ok(known.clone());
    };
    let absent: Vec<_> = wanted.difference(known).copied().collect();
    if absent.is_empty() {
        return Ok(wanted.iter().copied().chain([ROOT]).collect());
    }
    let listed = |netuids: &mut dyn Iterator<Item = u16>| {
        let all: Vec<_> = netuids.map(|netuid| netuid.to_string()).collect();
        let more = all.len().saturating_sub(MAX_LISTED);
        let listed = all.iter().take(MAX_LISTED).cloned().collect::<Vec<_>>().join(", ");
        if more > 0 {
            format!("{listed} and {more} more")
        } else {
            listed
        }
    };
    let subnets = listed(&mut known.iter().copied().filter(|netuid| *netuid != ROOT));
    Err(format!("the chain has no subnet {}: it has {subnets}", listed(&mut absent.into_iter())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_subnets_exist_and_root_comes_with_them() {
        let known = BTreeSet::from([0, 1, 8, 64]);
        assert_eq!(chosen(&known, None), Ok(known.clone()));
        assert_eq!(chosen(&known, Some(&BTreeSet::from([8]))), Ok(BTreeSet::from([0, 8])));
        let error = chosen(&known, Some(&BTreeSet::from([8, 9]))).unwrap_err();
        assert_eq!(error, "the chain has no subnet 9: it has 1, 8, 64");
    }

    #[test]
    fn a_file_of_coldkeys_has_an_address_in_each_line() {
        let file = std::env::temp_dir().join(format!("dtao-import-coldkeys-{}", std::process::id()));
        std::fs::write(&file, "# mine\n//Alice\n\n5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty\n").unwrap();
        let keep = Keep::new(None, Some(&file)).unwrap();
        assert!(matches!(keep, Keep::Coldkeys(coldkeys) if coldkeys.len() == 2));
        std::fs::write(&file, "//Alice\nBob\n").unwrap();
        let error = Keep::new(None, Some(&file)).unwrap_err();
        assert!(error.contains(":2: Bob is not an address"), "{error}");
        std::fs::write(&file, "\n").unwrap();
        assert!(Keep::new(None, Some(&file)).unwrap_err().contains("has no address"));
        std::fs::remove_file(file).unwrap();
        assert_eq!(Keep::new(Some(3), None), Ok(Keep::Stakers(3)));
    }
}
