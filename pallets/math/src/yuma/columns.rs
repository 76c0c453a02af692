//! A sparse matrix, converted from rows to columns.

use super::fraction32::Divisor;
use alloc::{vec, vec::Vec};

/// The entries above 0 of a sparse matrix, ordered by column and within a column by row.
pub(super) struct Columns {
    /// The index of each column's first entry, followed by the number of all entries.
    starts: Vec<usize>,
    rows: Vec<u16>,
    values: Vec<u64>,
}

/// The valid entries of a matrix, row after row.
struct ValidRows {
    /// The column and the number of each entry.
    entries: Vec<(u16, u16)>,
    /// The index after each row's last entry.
    ends: Vec<usize>,
    /// The number of entries in each column, from the second position on.
    counts: Vec<usize>,
}

impl Columns {
    /// Converts those entries of `rows` to `n` columns for whose row and column `keep` returns `true`. `scale` computes
    /// an entry's value from its number and the sum of the kept numbers of its row.
    ///
    /// Ignored are rows from `n` on and those whose index exceeds 16 bits, columns from `n` on, numbers of 0, and all
    /// but the first entry for a column in a row. (A row has at most 65 536 entries then, so its sum fits 64 bits.)
    pub(super) fn new(
        n: usize,
        rows: &[Vec<(u16, u16)>],
        keep: impl Fn(usize, usize) -> bool,
        scale: impl Fn(u16, &Divisor) -> u64,
    ) -> Self {
        let valid = valid_rows(n, rows, keep);
        // The running sum of the counts: where each column's next entry is written.
        let mut next = valid.counts;
        let mut total = 0;
        for count in &mut next {
            total += *count;
            *count = total;
        }
        let starts = next.clone();
        let (mut column_rows, mut values) = (vec![0; total], vec![0; total]);
        let mut begin = 0;
        for (row, end) in (0..=u16::MAX).zip(valid.ends) {
            let entries = valid.entries.get(begin..end).unwrap_or_default();
            begin = end;
            let sum = Divisor::new(entries.iter().map(|(_, number)| u64::from(*number)).sum());
            for (column, number) in entries {
                let Some(index) = next.get_mut(usize::from(*column)) else {
                    continue;
                };
                if let (Some(at), Some(value)) = (column_rows.get_mut(*index), values.get_mut(*index)) {
                    (*at, *value) = (row, scale(*number, &sum));
                }
                *index += 1;
            }
        }
        Self { starts, rows: column_rows, values }
    }

    /// Returns the rows of a column's entries, in ascending order, and their values.
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

/// Returns the entries that [`Columns::new`] does not ignore, and their number in each column.
fn valid_rows(n: usize, rows: &[Vec<(u16, u16)>], keep: impl Fn(usize, usize) -> bool) -> ValidRows {
    let rows = rows.get(..n.min(1 << 16)).unwrap_or(rows);
    let mut entries = Vec::with_capacity(rows.iter().map(Vec::len).sum());
    let mut ends = Vec::with_capacity(rows.len());
    let mut counts = vec![0; n + 1];
    // For each column the last row that has an entry in it, counted from 1.
    let mut last_row = vec![0; n];
    for (row, numbers) in rows.iter().enumerate() {
        for (column, number) in numbers {
            let position = usize::from(*column);
            let (Some(last_row), Some(count)) = (last_row.get_mut(position), counts.get_mut(position + 1)) else {
                continue;
            };
            if *number > 0 && *last_row <= row && keep(row, position) {
                *last_row = row + 1;
                *count += 1;
                entries.push((*column, *number));
            }
        }
        ends.push(entries.len());
    }
    ValidRows { entries, ends, counts }
}
