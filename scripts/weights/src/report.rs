//! The comparison of samples with declared weights.

use crate::{
    declared::{Declared, Line},
    samples::{Samples, Size},
    work::Work,
};
use std::{
    array,
    collections::{BTreeMap, BTreeSet},
    iter,
};

/// The time that counts as no more than the declared one, in percent of it: other load changes the speed of a virtual machine by
/// half from minute to minute, and processors differ. Keys are counted exactly, so their number has no tolerance.
pub const TIME_TOLERANCE: u64 = 150;

const HEAD: [&str; 6] = ["call", "components", "µs measured / declared", "reads", "writes", "ratio"];

/// The work of each benchmark at each size, beside its weight.
#[derive(Debug)]
pub struct Report(Vec<Row>);

#[derive(Debug)]
struct Row {
    size: Size,
    measured: Work,
    declared: Work,
}

impl Report {
    /// Compares samples with the weights of the same pallets. Fails if a sample has no weight, or a weight no sample.
    pub fn new(declared: &[Declared], samples: &Samples) -> Result<Self, String> {
        let mut missing = BTreeMap::<(&String, &String), &Line>::new();
        for Declared { pallet, weights } in declared {
            missing.extend(weights.iter().map(|(benchmark, line)| ((pallet, benchmark), line)));
        }
        let all = missing.clone();
        let mut rows = Vec::new();
        for (size, measured) in &samples.0 {
            let key = (&size.pallet, &size.benchmark);
            let line = all.get(&key).ok_or_else(|| format!("{} has no weight", size.name()))?;
            if !size.components.iter().map(|(name, _)| name).eq(&line.components) {
                return Err(format!("the weight of {} has other components than its benchmark", size.name()));
            }
            missing.remove(&key);
            rows.push(Row { size: size.clone(), measured: *measured, declared: line.at(&size.components) });
        }
        match missing.first_key_value() {
            Some(((pallet, benchmark), _)) => Err(format!("{pallet}::{benchmark} was not measured")),
            None => Ok(Self(rows)),
        }
    }

    /// Returns the sizes at which the work is above the weight.
    pub fn above(&self) -> impl Iterator<Item = &Size> {
        self.0.iter().filter(|row| row.is_above()).map(|row| &row.size)
    }

    /// Returns the benchmarks that are above their weight, a line for each pallet: `PALLET NAME,NAME`.
    pub fn names_above(&self) -> String {
        let mut pallets = BTreeMap::<_, BTreeSet<&str>>::new();
        for size in self.above() {
            pallets.entry(&size.pallet).or_default().insert(&size.benchmark);
        }
        let lines = pallets.into_iter().map(|(pallet, names)| format!("{pallet} {}\n", join(names, ",")));
        lines.collect()
    }

    /// Returns a table of all sizes.
    pub fn table(&self) -> String {
        let rows: Vec<_> = iter::once(HEAD.map(String::from)).chain(self.0.iter().map(Row::cells)).collect();
        let widths: [usize; HEAD.len()] =
            array::from_fn(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default());
        let lines = rows.iter().map(|row| {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
            format!("{}\n", join(cells, " | ").trim_end())
        });
        lines.collect()
    }

    /// Returns the outcome in some lines: the rule, the speed of this machine, and the names of what is above its weight.
    pub fn summary(&self) -> String {
        format!(
            "Work is above its weight if its time divided by {} and its keys together exceed it: machines differ in speed by \
             as much, and keys are exact. The ratio in the table is without this tolerance.\n\
             Median of the times: {:.2} of the declared ones.\n\
             More keys than declared, but within the weight: {}.\n\
             Above the weight: {}.\n",
            TIME_TOLERANCE as f64 / 100.0,
            self.median_time(),
            self.names(|row| row.measured.keys() > row.declared.keys() && !row.is_above()),
            self.names(Row::is_above),
        )
    }

    fn names(&self, of: impl Fn(&Row) -> bool) -> String {
        let names: BTreeSet<_> = self.0.iter().filter(|row| of(row)).map(|row| row.size.name()).collect();
        if names.is_empty() {
            return "none".into();
        }
        join(names, ", ")
    }

    /// Returns the median of the measured times, each as a part of the declared one.
    fn median_time(&self) -> f64 {
        let timed = self.0.iter().filter(|row| row.declared.time > 0);
        let mut parts: Vec<_> = timed.map(|row| row.measured.time as f64 / row.declared.time as f64).collect();
        parts.sort_by(f64::total_cmp);
        parts.get(parts.len() / 2).copied().unwrap_or_default()
    }
}

impl Row {
    fn is_above(&self) -> bool {
        self.measured.time * 100 / TIME_TOLERANCE + self.measured.keys() > self.declared.weight()
    }

    fn cells(&self) -> [String; HEAD.len()] {
        let Self { size, measured, declared } = self;
        let components: Vec<_> = size.components.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let ratio = measured.weight() as f64 / declared.weight() as f64;
        [
            size.name(),
            components.join(" "),
            format!("{} / {}", microseconds(measured.time), microseconds(declared.time)),
            format!("{} / {}", measured.reads, declared.reads),
            format!("{} / {}", measured.writes, declared.writes),
            format!("{ratio:.2}{}", if self.is_above() { " above" } else { "" }),
        ]
    }
}

impl Size {
    fn name(&self) -> String {
        format!("{}::{}", self.pallet, self.benchmark)
    }
}

/// Rounds picoseconds up.
fn microseconds(time: u64) -> u64 {
    time.div_ceil(1_000_000)
}

fn join<T: Into<String>>(parts: impl IntoIterator<Item = T>, separator: &str) -> String {
    parts.into_iter().map(Into::into).collect::<Vec<String>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::{READ, WRITE};

    /// The weights of `buy`: 30 µs, 2 keys read and 1 written; and of `sell`: 9 µs and a key written, each `p` times.
    const WEIGHTS: &str = "
/// Weights of the benchmarks of `pallet_example`.
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn buy() -> Weight {
        Weight::from_parts(30_000_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sell(p: u32, ) -> Weight {
        Weight::from_parts(0, 0)
            .saturating_add(Weight::from_parts(9_000_000, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
    }
}
";

    const MICROSECOND: u64 = 1_000_000;

    fn size(benchmark: &str, components: &[(&str, u32)]) -> Size {
        let components = components.iter().map(|(name, value)| ((*name).into(), *value)).collect();
        Size { pallet: "pallet_example".into(), benchmark: benchmark.into(), components }
    }

    fn work(microseconds: u64, reads: u64, writes: u64) -> Work {
        Work { time: microseconds * MICROSECOND, reads, writes }
    }

    /// Compares this work of `buy`, and of `sell` with 1 and 10.
    fn report(buy: Work, sell: [Work; 2]) -> Report {
        let [low, high] = sell;
        let samples = [(size("buy", &[]), buy), (size("sell", &[("p", 1)]), low), (size("sell", &[("p", 10)]), high)];
        Report::new(&[Declared::parse(WEIGHTS).unwrap()], &Samples(samples.into())).unwrap()
    }

    const DECLARED: [Work; 2] =
        [Work { time: 9 * MICROSECOND, reads: 0, writes: 1 }, Work { time: 90 * MICROSECOND, reads: 0, writes: 10 }];

    #[test]
    fn work_within_its_weight_passes() {
        let report = report(work(30, 2, 1), DECLARED);
        assert_eq!(report.above().count(), 0);
        assert_eq!(report.names_above(), "");
        assert!(report.summary().ends_with("\nAbove the weight: none.\n"));
    }

    #[test]
    fn a_time_above_the_tolerance_is_above_the_weight() {
        assert_eq!(TIME_TOLERANCE, 150);
        assert_eq!(report(work(45, 2, 1), DECLARED).above().count(), 0);
        assert_eq!(report(work(46, 2, 1), DECLARED).names_above(), "pallet_example buy\n");
    }

    #[test]
    fn keys_have_no_tolerance() {
        let report = report(work(45, 3, 1), DECLARED);
        assert_eq!(report.names_above(), "pallet_example buy\n");
        assert!(report.summary().contains("\nMore keys than declared, but within the weight: none.\n"));
    }

    #[test]
    fn declared_time_that_is_not_needed_covers_keys_and_is_reported() {
        let report = report(work(33, 3, 1), DECLARED);
        assert_eq!(report.above().count(), 0);
        let expected = "\nMore keys than declared, but within the weight: pallet_example::buy.\n";
        assert!(report.summary().contains(expected));
    }

    #[test]
    fn a_weight_that_is_too_low_at_one_size_is_found() {
        let report = report(work(46, 2, 1), [DECLARED[0], work(140, 0, 10)]);
        assert_eq!(report.above().collect::<Vec<_>>(), [&size("buy", &[]), &size("sell", &[("p", 10)])]);
        assert_eq!(report.names_above(), "pallet_example buy,sell\n");
        assert!(report.summary().ends_with("\nAbove the weight: pallet_example::buy, pallet_example::sell.\n"));
    }

    #[test]
    fn the_table_has_a_line_for_each_size() {
        let expected = "\
call                 | components | µs measured / declared | reads | writes  | ratio
pallet_example::buy  |            | 30 / 30                | 1 / 2 | 1 / 1   | 0.92
pallet_example::sell | p=1        | 9 / 9                  | 0 / 0 | 1 / 1   | 1.00
pallet_example::sell | p=10       | 180 / 90               | 0 / 0 | 10 / 10 | 1.15 above
";
        assert_eq!(work(30, 1, 1).weight(), 30 * MICROSECOND + READ + WRITE);
        assert_eq!(report(work(30, 1, 1), [DECLARED[0], work(180, 0, 10)]).table(), expected);
    }

    #[test]
    fn a_benchmark_without_a_weight_and_a_weight_without_a_benchmark_are_refused() {
        let refusal = |sizes: &[Size]| {
            let samples = sizes.iter().map(|size| (size.clone(), work(1, 0, 0))).collect();
            Report::new(&[Declared::parse(WEIGHTS).unwrap()], &Samples(samples)).unwrap_err()
        };
        let (buy, sell) = (size("buy", &[]), size("sell", &[("p", 1)]));
        assert_eq!(refusal(std::slice::from_ref(&buy)), "pallet_example::sell was not measured");
        assert_eq!(refusal(&[buy.clone(), sell, size("hold", &[])]), "pallet_example::hold has no weight");
        let expected = "the weight of pallet_example::sell has other components than its benchmark";
        assert_eq!(refusal(&[buy, size("sell", &[("q", 1)])]), expected);
    }
}
