//! Sparse rows turned into columns that lie one after the other.

use super::fraction32::Divisor;
use alloc::{vec, vec::Vec};

/// Entries above 0, ordered by column and within a column by row.
pub(super) struct Columns {
    /// Where each column begins, and where the last one ends.
    starts: Vec<usize>,
    rows: Vec<u16>,
    values: Vec<u64>,
}

/// The rows, cleaned, one after the other.
struct Clean {
    entries: Vec<(u16, u16)>,
    /// Where each row ends.
    ends: Vec<usize>,
    /// How many entries each column has, from the second place on.
    counts: Vec<usize>,
}

impl Columns {
    /// The entries of `rows` in `n` columns that `keep` a row and a column, each made a value of by `scale` from its number
    /// and the sum of those that are kept in its row.
    ///
    /// Rows after the n-th and those whose number does not fit 16 bits, columns from `n` on, numbers of 0 and all but the first entry for a column in a row are left
    /// out. (The sum of a row fits 64 bits, for it has at most 65 536 entries then.)
    pub(super) fn new(
        n: usize,
        rows: &[Vec<(u16, u16)>],
        keep: impl Fn(usize, usize) -> bool,
        scale: impl Fn(u16, &Divisor) -> u64,
    ) -> Self {
        let clean = clean(n, rows, keep);
        let mut next = clean.counts;
        let mut total = 0;
        for count in &mut next {
            total += *count;
            *count = total;
        }
        let starts = next.clone();
        let (mut at, mut values) = (vec![0; total], vec![0; total]);
        let mut begin = 0;
        for (row, end) in (0..=u16::MAX).zip(clean.ends) {
            let entries = clean.entries.get(begin..end).unwrap_or_default();
            begin = end;
            let sum = Divisor::new(entries.iter().map(|(_, number)| u64::from(*number)).sum());
            for (column, number) in entries {
                let Some(place) = next.get_mut(usize::from(*column)) else {
                    continue;
                };
                if let (Some(at), Some(value)) = (at.get_mut(*place), values.get_mut(*place)) {
                    (*at, *value) = (row, scale(*number, &sum));
                }
                *place += 1;
            }
        }
        Self { starts, rows: at, values }
    }

    /// The rows of a column's entries, in order, and their values.
    pub(super) fn column(&self, column: usize) -> (&[u16], &[u64]) {
        let bounds = (self.starts.get(column), self.starts.get(column + 1));
        let (Some(begin), Some(end)) = bounds else {
            return (&[], &[]);
        };
        let rows = self.rows.get(*begin..*end).unwrap_or_default();
        let values = self.values.get(*begin..*end).unwrap_or_default();
        (rows, values)
    }
}

/// What is left of the rows, and the number of it in each column.
fn clean(n: usize, rows: &[Vec<(u16, u16)>], keep: impl Fn(usize, usize) -> bool) -> Clean {
    let rows = rows.get(..n.min(1 << 16)).unwrap_or(rows);
    let mut entries = Vec::with_capacity(rows.iter().map(Vec::len).sum());
    let mut ends = Vec::with_capacity(rows.len());
    let mut counts = vec![0; n + 1];
    // The number of the last row that named a column, from 1 on.
    let mut named = vec![0; n];
    for (row, numbers) in rows.iter().enumerate() {
        for (column, number) in numbers {
            let position = usize::from(*column);
            let (Some(named), Some(count)) = (named.get_mut(position), counts.get_mut(position + 1)) else {
                continue;
            };
            if *number > 0 && *named <= row && keep(row, position) {
                *named = row + 1;
                *count += 1;
                entries.push((*column, *number));
            }
        }
        ends.push(entries.len());
    }
    Clean { entries, ends, counts }
}
