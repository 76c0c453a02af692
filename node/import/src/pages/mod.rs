//! [Ranges](range) of keys with their values, page by page and in parallel. [`journal`] keeps the pages in a file, from which another
//! run goes on.

pub mod journal;
pub mod range;

pub use journal::Journal;
pub use range::Range;

use dtao_connection::{
    state::{Entries, PAGE},
    Connection,
};
use futures::{lock::Mutex, stream, StreamExt, TryStreamExt};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Ranges that are read at the same time.
const MAX_CONCURRENT: usize = 8;

/// Time between two lines about the progress.
const REPORT_EVERY: Duration = Duration::from_secs(2);

/// Number of entries that have been read, for the lines about the progress.
struct Progress {
    ranges: usize,
    done: usize,
    entries: usize,
    last: Instant,
}

/// Reads all ranges at a block.
///
/// # Errors
/// Those of [`Connection::call`], and of the journal.
pub async fn read(
    connection: &Connection,
    block: &str,
    ranges: Vec<Range>,
    journal: &Mutex<Journal>,
) -> Result<BTreeMap<Range, Entries>, String> {
    let progress = Progress { ranges: ranges.len(), done: 0, entries: 0, last: Instant::now() };
    let progress = Mutex::new(progress);
    let reads = ranges.into_iter().map(|range| {
        let progress = &progress;
        async move {
            let entries = read_range(connection, block, &range, journal, progress).await?;
            progress.lock().await.done += 1;
            Ok::<_, String>((range, entries))
        }
    });
    stream::iter(reads).buffer_unordered(MAX_CONCURRENT).try_collect().await
}

async fn read_range(
    connection: &Connection,
    block: &str,
    range: &Range,
    journal: &Mutex<Journal>,
    progress: &Mutex<Progress>,
) -> Result<Entries, String> {
    let (mut entries, is_complete) = journal.lock().await.take(range);
    if is_complete {
        return Ok(entries);
    }
    loop {
        let after = entries.last().map_or(&range.after, |(key, _)| key);
        let mut keys = connection.keys(block, &range.prefix, after).await?;
        let full = keys.len() == PAGE;
        if let Some(below) = &range.below {
            keys.retain(|key| key < below);
        }
        let is_last = !full || keys.len() < PAGE;
        let page = connection.values(block, &keys).await?;
        journal.lock().await.add(range, &page, is_last)?;
        progress.lock().await.add(page.len());
        entries.extend(page);
        if is_last {
            return Ok(entries);
        }
    }
}

impl Progress {
    fn add(&mut self, entries: usize) {
        self.entries += entries;
        if self.last.elapsed() >= REPORT_EVERY {
            self.last = Instant::now();
            eprintln!("{} entries read, {} of {} ranges complete", self.entries, self.done, self.ranges);
        }
    }
}
