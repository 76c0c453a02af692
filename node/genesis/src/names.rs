//! Names that are not known, and those that were probably meant.

/// The similarity, from 0 to 1, from which on a name is suggested.
const SIMILAR: f64 = 0.75;

/// The largest number of names that a message lists.
const MAX_LISTED: usize = 24;

/// Describes a name that is not known.
pub fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.collect();
    match closest(name, &known) {
        Some(meant) => format!("there is no {kind} {name}: did you mean {meant}?"),
        None if known.is_empty() => format!("there is no {kind} {name}, nor any other"),
        None if known.len() <= MAX_LISTED => format!("there is no {kind} {name}: there are {}", known.join(", ")),
        None => {
            let listed = known.get(..MAX_LISTED).unwrap_or_default().join(", ");
            format!("there is no {kind} {name}: there are {listed} and {} more", known.len() - MAX_LISTED)
        }
    }
}

/// Returns the known name that was probably meant: the most similar one, if it is similar at all.
pub fn closest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', '-', '.', ' '], "");
    let similarity = |other: &str| strsim::normalized_damerau_levenshtein(&plain(name), &plain(other));
    let best = known.iter().map(|other| (similarity(other), *other)).max_by(|one, other| one.0.total_cmp(&other.0));
    let (similarity, meant) = best?;
    (similarity >= SIMILAR || is_short_slip(name, meant)).then_some(meant)
}

/// Returns `true` for a short name with two letters exchanged or one wrong, which is no similarity of three quarters.
fn is_short_slip(name: &str, other: &str) -> bool {
    name.chars().count() >= 3 && strsim::damerau_levenshtein(name, other) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_answered_by_the_name_that_was_meant() {
        let calls = ["add_stake", "remove_stake", "move_stake"];
        assert_eq!(
            unknown("call", "ad_stake", calls.into_iter()),
            "there is no call ad_stake: did you mean add_stake?"
        );
        assert_eq!(
            unknown("call", "AddStake", calls.into_iter()),
            "there is no call AddStake: did you mean add_stake?"
        );
    }

    #[test]
    fn a_name_that_is_like_none_is_answered_by_all() {
        let known = ["price", "share"].into_iter();
        assert_eq!(unknown("quantity", "xyz", known), "there is no quantity xyz: there are price, share");
        let many: Vec<_> = (0..30).map(|number| format!("n{number}")).collect();
        assert!(unknown("subnet", "qqqqq", many.iter().map(String::as_str)).ends_with("n23 and 6 more"));
        assert_eq!(unknown("agent", "x", std::iter::empty()), "there is no agent x, nor any other");
    }
}
