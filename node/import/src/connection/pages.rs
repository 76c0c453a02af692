//! Ranges of keys with their values, page by page.

use super::{
    client::{Connection, MAX_CONCURRENT},
    journal::Journal,
    range::{unhex, Entries, Range},
};
use futures::{lock::Mutex, stream, StreamExt, TryStreamExt};
use serde::Deserialize;
use serde_json::json;
use sp_core::bytes::to_hex;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Keys of a page.
const PAGE: usize = 1_000;

/// Time between two lines about the progress.
const REPORT_EVERY: Duration = Duration::from_secs(2);

/// Changes of the state in an answer.
#[derive(Deserialize)]
struct ChangeSet {
    changes: Vec<(String, Option<String>)>,
}

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
        let mut keys = keys_after(connection, block, range, after).await?;
        let full = keys.len() == PAGE;
        if let Some(below) = &range.below {
            keys.retain(|key| key < below);
        }
        let is_last = !full || keys.len() < PAGE;
        let page = values(connection, block, &keys).await?;
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

async fn keys_after(connection: &Connection, block: &str, range: &Range, after: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    let params = [json!(to_hex(&range.prefix, false)), json!(PAGE), json!(to_hex(after, false)), json!(block)];
    let keys: Vec<String> = connection.call("state_getKeysPaged", &params).await?;
    keys.iter().map(|key| unhex(key)).collect()
}

/// Returns the values of these keys. A key without a value is left out.
///
/// # Errors
/// Those of [`Connection::call`].
pub async fn values(connection: &Connection, block: &str, keys: &[Vec<u8>]) -> Result<Entries, String> {
    if keys.is_empty() {
        return Ok(Entries::new());
    }
    let keys: Vec<_> = keys.iter().map(|key| to_hex(key, false)).collect();
    let sets: Vec<ChangeSet> = connection.call("state_queryStorageAt", &[json!(keys), json!(block)]).await?;
    let mut entries = Entries::new();
    for (key, value) in sets.into_iter().flat_map(|set| set.changes) {
        if let Some(value) = value {
            entries.push((unhex(&key)?, unhex(&value)?));
        }
    }
    // A page goes on after its last key.
    entries.sort();
    Ok(entries)
}
