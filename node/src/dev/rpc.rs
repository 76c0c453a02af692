//! The `dev_` methods.

use super::{
    engine::{Command, Engine, Length, NewHead},
    mode::Sealing,
    progress::{Progress, Report},
    reveal::Reveal,
    storage, Error,
};
use crate::service::types::FullClient;
use futures::{
    channel::{mpsc, oneshot},
    future::{ready, BoxFuture},
    FutureExt, SinkExt, TryFutureExt,
};
use jsonrpsee::{
    core::{async_trait, RpcResult},
    proc_macros::rpc,
    types::ErrorObjectOwned,
};
use sc_client_api::HeaderBackend;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sp_core::{Bytes, H256};
use sp_runtime::OpaqueExtrinsic;
use std::sync::Arc;

/// The error code, the same as that of chopsticks.
const ERROR_CODE: i32 = 1;

/// The error of a validator of a network for each of the methods.
const NOT_SOLE_AUTHOR: &str =
    "this node builds its blocks together with other validators, which have to agree to each of them: \
     the dev_ methods work on a chain of one author, started with --dev or with --sealing";

/// The parameters of `dev_newBlock`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NewBlocks {
    /// The number of blocks, by default 1.
    pub count: Option<u32>,
    /// The number of the last block.
    pub to: Option<u32>,
    /// Signed transactions for each of the blocks, instead of those in the pool.
    pub transactions: Option<Vec<Bytes>>,
    /// Milliseconds between the timestamps. Uses the clock if `None`.
    pub interval: Option<u64>,
}

/// A block by its hash, its number, or its distance from the best block.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a block: its number, its hash (0x and 64 digits), or a negative number of blocks to go back"
)]
pub enum BlockName {
    /// A number, or the negative distance from the best block.
    Number(i64),
    Hash(H256),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a date: milliseconds since 1970, or a text such as 2026-03-01 or 2026-03-01T12:00:00Z"
)]
pub enum Date {
    /// Milliseconds since 1970.
    Milliseconds(u64),
    /// A date with or without a time of day, in UTC if it names no offset.
    Text(String),
}

/// A sealing mode.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "expected a sealing mode: instant, manual, mixed, or a number of milliseconds")]
pub enum Mode {
    /// The period of timed blocks.
    Milliseconds(u64),
    /// `instant`, `manual`, `mixed`, or a number of milliseconds.
    Name(String),
}

/// A mode of chopsticks.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "expected a mode: 1 or Batch, 2 or Instant, 3 or Manual")]
pub enum BuildMode {
    Number(u64),
    Name(String),
}

impl BuildMode {
    fn sealing(&self) -> Result<Sealing, String> {
        let name = match self {
            Self::Number(number) => number.to_string(),
            Self::Name(name) => name.to_lowercase(),
        };
        match name.as_str() {
            "1" | "2" | "batch" | "instant" => Ok(Sealing::Instant),
            "3" | "manual" => Ok(Sealing::Manual),
            _ => Err(format!("{name} is not a mode: use 1 (batch), 2 (instant) or 3 (manual)")),
        }
    }
}

/// The number of a snapshot.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged, expecting = "expected the number of a snapshot, as dev_snapshot returned it")]
pub enum SnapshotId {
    Number(u64),
    /// A decimal number, or a hexadecimal one as `dev_snapshot` returns it.
    Text(String),
}

/// The methods of a chain of one author.
#[rpc(server)]
pub trait Dev {
    /// Builds blocks and returns the hash of the last one.
    #[method(name = "dev_newBlock")]
    async fn new_block(&self, wanted: Option<NewBlocks>) -> RpcResult<H256>;

    /// Reverts blocks until this one is the best, and returns its hash.
    #[method(name = "dev_setHead")]
    async fn set_head(&self, block: BlockName) -> RpcResult<H256>;

    /// Sets the timestamp of the next block, from which later ones advance. Returns it in milliseconds since 1970.
    #[method(name = "dev_timeTravel")]
    async fn time_travel(&self, date: Date) -> RpcResult<u64>;

    /// Builds a block that writes these values to the state, and returns its hash.
    #[method(name = "dev_setStorage")]
    async fn set_storage(&self, values: Value, at: Option<H256>) -> RpcResult<H256>;

    /// Builds a block that makes a commitment to weights with a time lock open, and returns its hash.
    #[method(name = "dev_revealWeights")]
    async fn reveal_weights(&self, reveal: Reveal) -> RpcResult<H256>;

    /// Records the best block and returns the snapshot's number.
    #[method(name = "dev_snapshot")]
    async fn snapshot(&self) -> RpcResult<String>;

    /// Reverts blocks to a snapshot.
    #[method(name = "dev_revert")]
    async fn revert(&self, snapshot: SnapshotId) -> RpcResult<bool>;

    /// Changes the sealing mode.
    #[method(name = "dev_setSealing")]
    async fn set_sealing(&self, mode: Mode) -> RpcResult<()>;

    /// Changes the sealing mode as chopsticks does: 1 and 2 are instant, 3 is manual.
    #[method(name = "dev_setBlockBuildMode")]
    async fn set_block_build_mode(&self, mode: BuildMode) -> RpcResult<()>;

    /// Returns the progress of the current run of blocks, if there is one.
    #[method(name = "dev_progress")]
    fn progress(&self) -> RpcResult<Option<Report>>;

    /// Ends the current run of blocks after the block that is being built. Returns `false` if there is no run.
    #[method(name = "dev_stop")]
    fn stop(&self) -> RpcResult<bool>;
}

/// The implementation of the methods.
pub enum Dev {
    SoleAuthor(EngineHandle),
    /// A validator of a network, which fails all of them.
    Validator,
}

/// The connection to the engine.
#[derive(Clone)]
pub struct EngineHandle {
    pub client: Arc<FullClient>,
    pub commands: mpsc::Sender<Command>,
    pub progress: Progress,
}

impl Dev {
    fn engine(&self) -> RpcResult<&EngineHandle> {
        match self {
            Self::SoleAuthor(engine) => Ok(engine),
            Self::Validator => Err(error(NOT_SOLE_AUTHOR)),
        }
    }

    /// Lets the engine work, and returns the outcome.
    async fn request<T, F>(&self, work: F) -> RpcResult<T>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Engine) -> BoxFuture<'a, Result<T, Error>> + Send + 'static,
    {
        let engine = self.engine()?;
        engine.progress.ensure_short().map_err(error)?;
        let mut commands = engine.commands.clone();
        let (reply, outcome) = oneshot::channel();
        let command: Command = Box::new(|engine| {
            // The client may have disconnected.
            work(engine).map(|outcome| drop(reply.send(outcome))).boxed()
        });
        let ended = "the node is shutting down";
        commands.send(command).await.map_err(|_| error(ended))?;
        outcome.await.map_err(|_| error(ended))?.map_err(error)
    }

    async fn seal(&self, sealing: Sealing) -> RpcResult<()> {
        self.request(move |engine| engine.set_sealing(sealing).map(Ok).boxed()).await
    }
}

pub fn error(message: impl ToString) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(ERROR_CODE, message.to_string(), None::<()>)
}

#[async_trait]
impl DevServer for Dev {
    async fn new_block(&self, wanted: Option<NewBlocks>) -> RpcResult<H256> {
        let wanted = wanted.unwrap_or_default();
        let length = wanted.length().map_err(error)?;
        let transactions = wanted.transactions().map_err(error)?;
        let interval = wanted.interval;
        self.request(move |engine| engine.new_blocks(length, transactions, interval).boxed()).await
    }

    async fn set_head(&self, block: BlockName) -> RpcResult<H256> {
        let head = block.head().map_err(error)?;
        self.request(move |engine| engine.set_head(head).boxed()).await
    }

    async fn time_travel(&self, date: Date) -> RpcResult<u64> {
        let time = date.milliseconds().map_err(error)?;
        self.request(move |engine| ready(engine.travel(time)).boxed()).await
    }

    async fn set_storage(&self, values: Value, at: Option<H256>) -> RpcResult<H256> {
        let client = &self.engine()?.client;
        let best = client.info().best_hash;
        if at.is_some_and(|at| at != best) {
            return Err(error(
                "values are written after the best block only: revert to another one with dev_setHead first",
            ));
        }
        let changes = storage::changes(client, best, &values).map_err(error)?;
        self.request(|engine| engine.set_storage(changes).boxed()).await
    }

    async fn reveal_weights(&self, reveal: Reveal) -> RpcResult<H256> {
        self.request(|engine| engine.reveal(reveal).boxed()).await
    }

    async fn snapshot(&self) -> RpcResult<String> {
        let id = self.request(|engine| ready(engine.snapshot()).boxed()).await?;
        Ok(format!("{id:#x}"))
    }

    async fn revert(&self, snapshot: SnapshotId) -> RpcResult<bool> {
        let id = snapshot.number().map_err(error)?;
        self.request(move |engine| engine.revert(id).map_ok(|()| true).boxed()).await
    }

    async fn set_sealing(&self, mode: Mode) -> RpcResult<()> {
        let text = match mode {
            Mode::Milliseconds(number) => number.to_string(),
            Mode::Name(name) => name,
        };
        let sealing = text.parse::<Sealing>();
        self.seal(sealing.map_err(|cure| error(format!("{text:?} is not a sealing mode: {cure}")))?).await
    }

    async fn set_block_build_mode(&self, mode: BuildMode) -> RpcResult<()> {
        self.seal(mode.sealing().map_err(error)?).await
    }

    fn progress(&self) -> RpcResult<Option<Report>> {
        Ok(self.engine()?.progress.report())
    }

    fn stop(&self) -> RpcResult<bool> {
        Ok(self.engine()?.progress.stop())
    }
}

impl NewBlocks {
    fn length(&self) -> Result<Length, String> {
        match (self.count, self.to) {
            (Some(_), Some(_)) => Err("give either count or to, not both".into()),
            (Some(count), None) => Ok(Length::Count(count)),
            (None, Some(to)) => Ok(Length::To(to)),
            (None, None) => Ok(Length::Count(1)),
        }
    }

    fn transactions(&self) -> Result<Option<Vec<OpaqueExtrinsic>>, String> {
        use codec::DecodeAll;
        let read = |(index, bytes): (usize, &Bytes)| {
            OpaqueExtrinsic::decode_all(&mut &bytes[..])
                .map_err(|error| format!("transaction {index} cannot be decoded: {error}"))
        };
        self.transactions.as_ref().map(|all| all.iter().enumerate().map(read).collect()).transpose()
    }
}

impl BlockName {
    fn head(self) -> Result<NewHead, String> {
        let too_far = |_| "block numbers have 32 bits".to_string();
        match self {
            Self::Hash(hash) => Ok(NewHead::Hash(hash)),
            Self::Number(number) if number > 0 => Ok(NewHead::Number(number.try_into().map_err(too_far)?)),
            Self::Number(back) => Ok(NewHead::Back(back.unsigned_abs().try_into().map_err(too_far)?)),
        }
    }
}

impl Date {
    fn milliseconds(&self) -> Result<u64, String> {
        let text = match self {
            Self::Milliseconds(number) => return Ok(*number),
            Self::Text(text) => text.trim(),
        };
        let milliseconds = read_date(text).ok_or_else(|| {
            format!(
                "{text:?} is not a date: use milliseconds since 1970, or something like 2026-03-01, \
                 2026-03-01T12:00:00Z or Mar 1, 2026"
            )
        })?;
        u64::try_from(milliseconds).map_err(|_| format!("{text} is before 1970"))
    }
}

fn read_date(text: &str) -> Option<i64> {
    use chrono::{DateTime, NaiveDate, NaiveDateTime};
    const DAYS: [&str; 4] = ["%Y-%m-%d", "%b %d, %Y", "%B %d, %Y", "%d %b %Y"];
    const TIMES: [&str; 4] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let zoned = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text));
    if let Ok(time) = zoned {
        return Some(time.timestamp_millis());
    }
    let times = TIMES.iter().filter_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let days = DAYS.iter().filter_map(|form| NaiveDate::parse_from_str(text, form).ok());
    let midnights = days.filter_map(|day| day.and_hms_opt(0, 0, 0));
    let time = times.chain(midnights).next()?;
    Some(time.and_utc().timestamp_millis())
}

impl SnapshotId {
    fn number(&self) -> Result<u64, String> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Text(text) => text
                .strip_prefix("0x")
                .map_or_else(|| text.parse(), |digits| u64::from_str_radix(digits, 16))
                .map_err(|_| format!("{text:?} is no snapshot's number, which looks like 0x1")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn milliseconds(date: Value) -> Result<u64, String> {
        serde_json::from_value::<Date>(date).unwrap().milliseconds()
    }

    #[test]
    fn dates_are_read_as_people_and_programs_write_them() {
        for (text, time) in [
            ("1970-01-01", 0),
            ("2026-03-01", 1_772_323_200_000),
            ("Mar 1, 2026", 1_772_323_200_000),
            ("March 1, 2026", 1_772_323_200_000),
            ("1 Mar 2026", 1_772_323_200_000),
            ("2026-03-01T12:00:00Z", 1_772_366_400_000),
            ("2026-03-01T12:00:00.250+02:00", 1_772_359_200_250),
            ("2026-03-01 12:00", 1_772_366_400_000),
            ("Sun, 01 Mar 2026 12:00:00 GMT", 1_772_366_400_000),
        ] {
            assert_eq!(milliseconds(json!(text)), Ok(time), "{text}");
        }
        assert_eq!(milliseconds(json!(1_772_366_400_000u64)), Ok(1_772_366_400_000));
    }

    #[test]
    fn what_is_no_date_is_refused_with_examples() {
        for wrong in ["", "tomorrow", "2026-13-01", "2026-02-30"] {
            assert!(milliseconds(json!(wrong)).unwrap_err().contains("2026-03-01"), "{wrong}");
        }
        assert!(milliseconds(json!("1969-12-31")).unwrap_err().contains("before 1970"));
    }

    #[test]
    fn a_head_is_named_by_hash_by_number_or_by_how_far_it_lies_back() {
        let head = |name: Value| serde_json::from_value::<BlockName>(name).unwrap().head();
        let hash = H256::repeat_byte(7);
        assert_eq!(head(json!(hash)), Ok(NewHead::Hash(hash)));
        assert_eq!(head(json!(12)), Ok(NewHead::Number(12)));
        assert_eq!(head(json!(0)), Ok(NewHead::Back(0)));
        assert_eq!(head(json!(-3)), Ok(NewHead::Back(3)));
        assert!(head(json!(u64::from(u32::MAX) + 1)).is_err());
    }

    #[test]
    fn a_run_has_a_length_or_an_end_and_nothing_that_this_chain_does_not_know() {
        let read = |wanted: Value| serde_json::from_value::<NewBlocks>(wanted);
        assert_eq!(read(json!({})).unwrap().length(), Ok(Length::Count(1)));
        assert_eq!(read(json!({ "count": 5 })).unwrap().length(), Ok(Length::Count(5)));
        assert_eq!(read(json!({ "to": 5 })).unwrap().length(), Ok(Length::To(5)));
        assert!(read(json!({ "count": 1, "to": 5 })).unwrap().length().is_err());
        for wrong in [json!({ "count": -1 }), json!({ "ump": {} }), json!({ "unsafeBlockHeight": 9 })] {
            assert!(read(wrong).is_err());
        }
        let transactions = read(json!({ "transactions": ["0x04ff", "0xff"] })).unwrap();
        assert!(transactions.transactions().unwrap_err().contains("transaction 1"));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_what_is_expected() {
        fn said<T: serde::de::DeserializeOwned>(value: Value) -> String {
            serde_json::from_value::<T>(value).err().map_or_else(String::new, |error| error.to_string())
        }
        assert!(
            said::<BlockName>(json!("0x12")).contains("its number, its hash"),
            "{}",
            said::<BlockName>(json!("0x12"))
        );
        assert!(said::<BlockName>(json!("latest")).contains("64 digits"));
        assert!(said::<Date>(json!(-5)).contains("2026-03-01"));
        assert!(said::<Mode>(json!(-1)).contains("instant, manual, mixed"));
        assert!(said::<SnapshotId>(json!({})).contains("dev_snapshot"));
        assert!(said::<BuildMode>(json!([])).contains("3 or Manual"));
    }

    #[test]
    fn a_mode_of_chopsticks_is_a_number_or_a_name() {
        let mode = |value: Value| serde_json::from_value::<BuildMode>(value).unwrap().sealing();
        for instant in [json!(1), json!(2), json!("Batch"), json!("Instant")] {
            assert_eq!(mode(instant), Ok(Sealing::Instant));
        }
        assert_eq!((mode(json!(3)), mode(json!("Manual"))), (Ok(Sealing::Manual), Ok(Sealing::Manual)));
        assert!(mode(json!(4)).unwrap_err().contains("4 is not a mode"));
    }

    #[test]
    fn a_snapshot_is_named_as_it_was_given_out_or_by_a_number() {
        let number = |id: Value| serde_json::from_value::<SnapshotId>(id).unwrap().number();
        assert_eq!(number(json!("0x1f")), Ok(31));
        assert_eq!(number(json!("31")), Ok(31));
        assert_eq!(number(json!(31)), Ok(31));
        assert!(number(json!("0xzz")).unwrap_err().contains("0x1"));
    }
}
