//! The parameters of the `dev_` methods.

use super::{
    mode::Sealing,
    order::{Length, NewHead},
    snapshots::SnapshotName,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};
use sp_runtime::OpaqueExtrinsic;

/// The parameters of `dev_newBlock`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "an object such as { \"count\": 5 }")]
pub struct NewBlocks {
    /// The number of blocks, by default 1.
    pub count: Option<u32>,
    /// The number of the last block.
    pub to: Option<u32>,
    /// Signed transactions for each of the blocks, instead of those in the pool.
    #[schemars(with = "Option<Vec<String>>")]
    pub transactions: Option<Vec<Bytes>>,
    /// Milliseconds between the timestamps. Uses the clock if `None`.
    pub interval: Option<u64>,
    /// Ends with the block in which the next epoch of this subnet begins.
    pub until_epoch: Option<u16>,
    /// Ends with the block of this time.
    pub until: Option<Date>,
}

/// A block by its hash, its number, or its distance from the best block.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "expected a block: its number, its hash (0x and 64 digits), or a negative number of blocks to go back"
)]
pub enum BlockName {
    /// A number, or the negative distance from the best block.
    Number(i64),
    /// A hash.
    Hash(#[schemars(with = "String")] H256),
}

/// A time of a block.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a sealing mode: instant, manual, mixed, or a number of milliseconds")]
pub enum Mode {
    /// The period of timed blocks.
    Milliseconds(u64),
    /// `instant`, `manual`, `mixed`, or a number of milliseconds.
    Name(String),
}

/// A mode of chopsticks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a mode: 1 or Batch, 2 or Instant, 3 or Manual")]
pub enum BuildMode {
    Number(u64),
    Name(String),
}

impl BuildMode {
    pub fn sealing(&self) -> Result<Sealing, String> {
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

/// The number or the name of a snapshot.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "expected the number of a snapshot, as dev_snapshot returned it, or its name")]
pub enum SnapshotId {
    Number(u64),
    /// A decimal number, a hexadecimal one as `dev_snapshot` returns it, or a name.
    Text(String),
}

impl NewBlocks {
    pub fn length(&self) -> Result<Length, String> {
        let ends = [
            self.count.map(Length::Count),
            self.to.map(Length::To),
            self.until_epoch.map(Length::Epoch),
            self.until.as_ref().map(Date::milliseconds).transpose()?.map(Length::Time),
        ];
        let mut given = ends.into_iter().flatten();
        match (given.next(), given.next()) {
            (_, Some(_)) => Err("give either count or to, untilEpoch or until, not two of them".into()),
            (Some(length), None) => Ok(length),
            (None, None) => Ok(Length::Count(1)),
        }
    }

    pub fn transactions(&self) -> Result<Option<Vec<OpaqueExtrinsic>>, String> {
        use codec::DecodeAll;
        let read = |(index, bytes): (usize, &Bytes)| {
            OpaqueExtrinsic::decode_all(&mut &bytes[..])
                .map_err(|error| format!("transaction {index} cannot be decoded: {error}"))
        };
        self.transactions.as_ref().map(|all| all.iter().enumerate().map(read).collect()).transpose()
    }
}

impl BlockName {
    pub fn head(self) -> Result<NewHead, String> {
        let too_far = |_| "block numbers have 32 bits".to_string();
        match self {
            Self::Hash(hash) => Ok(NewHead::Hash(hash)),
            Self::Number(number) if number > 0 => Ok(NewHead::Number(number.try_into().map_err(too_far)?)),
            Self::Number(back) => Ok(NewHead::Back(back.unsigned_abs().try_into().map_err(too_far)?)),
        }
    }
}

impl Date {
    pub fn milliseconds(&self) -> Result<u64, String> {
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
    pub fn name(&self) -> Result<SnapshotName, String> {
        match self {
            Self::Number(number) => Ok(SnapshotName::Number(*number)),
            Self::Text(text) => SnapshotName::read(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, Value};

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
        assert_eq!(read(json!({ "untilEpoch": 5 })).unwrap().length(), Ok(Length::Epoch(5)));
        assert_eq!(read(json!({ "until": "1970-01-02" })).unwrap().length(), Ok(Length::Time(86_400_000)));
        for two in [json!({ "count": 1, "to": 5 }), json!({ "untilEpoch": 1, "until": 5 })] {
            assert!(read(two).unwrap().length().unwrap_err().contains("not two of them"));
        }
        assert!(read(json!({ "until": "soon" })).unwrap().length().unwrap_err().contains("2026-03-01"));
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
    fn a_snapshot_has_a_number_or_a_name() {
        let name = |id: Value| serde_json::from_value::<SnapshotId>(id).unwrap().name();
        assert_eq!(name(json!(31)), Ok(SnapshotName::Number(31)));
        assert_eq!(name(json!("0x1f")), Ok(SnapshotName::Number(31)));
        assert_eq!(name(json!("start")), Ok(SnapshotName::Name("start".into())));
    }
}
