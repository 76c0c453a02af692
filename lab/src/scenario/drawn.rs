//! Rows of a sweep whose values are drawn at random, for a search among parameters.

use super::{
    document::{scalar, Node, Table, Value},
    faults::Faults,
    fields::Fields,
};
use crate::agents::Random;

/// The stream of random numbers from which values are drawn. Agents have the small numbers.
const STREAM: u64 = u64::MAX;

/// The range of a parameter.
struct Range {
    /// Position among the parameters.
    position: usize,
    from: f64,
    to: f64,
    /// `true` if each factor is as likely as another, instead of each difference.
    is_logarithmic: bool,
    /// `true` if the parameter is a whole number.
    is_whole: bool,
}

impl Range {
    /// Reads `{ from = 1, to = 100, log = true }`.
    fn read(table: &Table, position: usize, faults: &Faults) -> Option<Self> {
        let fields = Fields::new(table, "a range", faults);
        let end = |name| fields.needed(name, |node| node.number(-1e15..=1e15));
        let is_whole_at = |name| matches!(table.get(name).map(|node| &node.value), Some(Value::Whole(_)));
        let (from, to) = (end("from"), end("to"));
        let is_logarithmic = fields.read("log", Node::flag).unwrap_or(false);
        fields.finish();
        let (from, to) = (from?, to?);
        if from > to || (is_logarithmic && from <= 0.0) {
            faults.add(
                table.at.clone(),
                "a range goes from a number to a larger one, and from more than 0 if it is logarithmic",
            );
            return None;
        }
        Some(Self { position, from, to, is_logarithmic, is_whole: is_whole_at("from") && is_whole_at("to") })
    }

    /// Returns a value with three digits, or a whole one.
    fn draw(&self, random: &mut Random) -> String {
        let part = random.uniform();
        let value = if self.is_logarithmic {
            self.from * libm::pow(self.to / self.from, part)
        } else {
            self.from + (self.to - self.from) * part
        };
        if self.is_whole {
            return format!("{}", value.round());
        }
        let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
        format!("{}", rounded.clamp(self.from, self.to))
    }
}

/// Draws rows: each parameter that the table names within its range, and the others at their defaults.
pub fn rows(
    ranges: &Table,
    count: usize,
    seed: u64,
    position: impl Fn(&super::document::Key) -> Option<usize>,
    defaults: &[Node],
    faults: &Faults,
) -> Vec<Vec<Node>> {
    let mut read = Vec::new();
    for (key, node) in &ranges.entries {
        let Some(position) = position(key) else { continue };
        match &node.value {
            Value::Table(table) => read.extend(Range::read(table, position, faults)),
            other => faults.add(node.at.clone(), format!("a range is {{ from = 1, to = 10 }}, not {}", other.kind())),
        }
    }
    let mut random = Random::new(seed, STREAM);
    let mut row = || {
        let mut row = defaults.to_vec();
        for range in &read {
            row[range.position] = Node { at: row[range.position].at.clone(), ..scalar(&range.draw(&mut random)) };
        }
        row
    };
    (0..count).map(|_| row()).collect()
}

#[cfg(test)]
mod tests {
    use crate::scenario::study::Study;
    use std::path::Path;

    fn study(sweep: &str) -> Result<Study, String> {
        let text = format!(
            "start = 'development'\nblocks = 10\nseed = 5\n[parameters]\na = 1\nb = 0.5\nc = 'x'\n[sweep]\n{sweep}\n"
        );
        Study::parse("s.toml", text, Path::new(".")).map_err(|messages| messages.to_string())
    }

    fn rows(sweep: &str) -> Vec<Vec<String>> {
        let study = study(sweep).unwrap();
        study.rows.iter().map(|row| row.values.iter().map(|value| value.raw.clone()).collect()).collect()
    }

    #[test]
    fn values_are_drawn_within_their_ranges_and_are_the_same_each_time() {
        let sweep = "rows = 200\nrandom = { a = { from = 1, to = 1_000, log = true }, b = { from = 0.25, to = 0.75 } }";
        let drawn = rows(sweep);
        assert_eq!((drawn.len(), &drawn), (200, &rows(sweep)));
        let number = |row: &Vec<String>, at: usize| row[at].parse::<f64>().unwrap();
        assert!(drawn.iter().all(|row| (1.0..=1_000.0).contains(&number(row, 0)) && !row[0].contains('.')));
        assert!(drawn.iter().all(|row| (0.25..=0.75).contains(&number(row, 1)) && row[2] == "x"));
        // Half of a logarithmic range is below its geometric mean.
        let below = drawn.iter().filter(|row| number(row, 0) < 31.6).count();
        assert!((80..120).contains(&below), "{below}");
        let below = drawn.iter().filter(|row| number(row, 1) < 0.5).count();
        assert!((80..120).contains(&below), "{below}");
    }

    #[test]
    fn faults_of_ranges_have_their_place() {
        for (sweep, message) in [
            ("rows = 3\nrandom = { d = { from = 1, to = 2 } }", "s.toml:10:12: there is no parameter d"),
            ("rows = 3\nrandom = { a = 4 }", "s.toml:10:16: a range is { from = 1, to = 10 }, not a whole number"),
            (
                "rows = 3\nrandom = { a = { from = 2, to = 1 } }",
                "s.toml:10:16: a range goes from a number to a larger one",
            ),
            (
                "rows = 3\nrandom = { a = { from = 0, to = 1, log = true } }",
                "and from more than 0 if it is logarithmic",
            ),
            ("random = { a = { from = 1, to = 2 } }", "a sweep needs the key rows"),
            ("rows = 3\ngrid = { a = [1] }", "rows"),
        ] {
            let found = study(sweep).err().unwrap();
            assert!(found.contains(message), "{sweep}\n{found}");
        }
    }
}
