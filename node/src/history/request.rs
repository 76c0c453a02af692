//! The parameters of `dtao_history`, their bounds, and the choice of the blocks.

use super::{
    fault::{invalid, unavailable_but},
    fields::{Field, FIELDS},
};
use dtao_primitives::NetUid;
use jsonrpsee::types::ErrorObjectOwned;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use std::ops::RangeInclusive;

/// The number of blocks that are read if the request does not say.
const DEFAULT_POINTS: u64 = 300;

const POINTS_RANGE: RangeInclusive<u64> = 2..=1_000;

/// The parameters.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "HistoryRequest")]
pub struct Request {
    /// One subnet. All but root if `None`.
    netuid: Option<u16>,
    /// The first block.
    from: u64,
    /// The last block. The best block if `None`, or above it.
    to: Option<u64>,
    /// The most blocks that are read.
    points: Option<u64>,
    /// The names of the quantities. All if `None`.
    fields: Option<Vec<String>>,
}

/// A request within the bounds.
pub struct Plan {
    pub netuid: Option<NetUid>,
    from: u64,
    to: Option<u64>,
    points: u64,
    /// In the order of [`FIELDS`].
    pub fields: Vec<&'static Field>,
}

impl Request {
    /// Checks the parameters as far as this is possible without the chain.
    pub fn plan(self) -> Result<Plan, ErrorObjectOwned> {
        let fields = named_fields(self.fields.as_deref())?;
        let points = self.points.unwrap_or(DEFAULT_POINTS);
        if !POINTS_RANGE.contains(&points) {
            let (least, most) = (POINTS_RANGE.start(), POINTS_RANGE.end());
            return Err(invalid(format!("points must be from {least} to {most}, not {points}")));
        }
        if let Some(to) = self.to.filter(|to| *to < self.from) {
            return Err(invalid(format!("from ({}) is after to ({to})", self.from)));
        }
        Ok(Plan { netuid: self.netuid.map(NetUid::new), from: self.from, to: self.to, points, fields })
    }
}

fn named_fields(names: Option<&[String]>) -> Result<Vec<&'static Field>, ErrorObjectOwned> {
    let Some(names) = names else {
        return Ok(FIELDS.iter().collect());
    };
    let known = || FIELDS.each_ref().map(|field| field.name).join(", ");
    if let Some(unknown) = names.iter().find(|name| FIELDS.iter().all(|field| field.name != **name)) {
        let shown: String = unknown.chars().take(40).collect();
        return Err(invalid(format!("{shown:?} is not a field: there are {}", known())));
    }
    if names.is_empty() {
        return Err(invalid(format!("fields is empty: leave it out for all, or name some of {}", known())));
    }
    Ok(FIELDS.iter().filter(|field| names.iter().any(|name| field.name == name)).collect())
}

impl Plan {
    /// Returns the blocks to read, in ascending order, of a chain up to block `best` whose states are kept from block `oldest` on.
    pub fn blocks(&self, best: u32, oldest: u32) -> Result<Vec<u32>, ErrorObjectOwned> {
        let (best, oldest) = (u64::from(best), u64::from(oldest));
        if self.from > best {
            return Err(invalid(format!("from ({}) is after the best block ({best})", self.from)));
        }
        let to = self.to.map_or(best, |to| to.min(best));
        if to < oldest {
            let text = format!("the states before block {oldest} are not kept");
            return Err(unavailable_but(text, json!({ "oldest": oldest })));
        }
        Ok(spread(self.from.max(oldest), to, self.points))
    }
}

/// Returns numbers from `from` to `to`, both included: all, or `points` at even distances, rounded down. They have 32 bits at most.
fn spread(from: u64, to: u64, points: u64) -> Vec<u32> {
    let distance = to - from;
    if distance < points {
        return (from..=to).map(|number| number as u32).collect();
    }
    (0..points).map(|index| (from + distance * index / (points - 1)) as u32).collect()
}

/// Returns the lowest block from which on all states are kept, by bisection. That of the best block is.
pub fn oldest(best: u32, is_kept: impl Fn(u32) -> bool) -> u32 {
    let (mut missing, mut kept) = (0, best);
    while kept - missing > 1 {
        let middle = missing + (kept - missing) / 2;
        if is_kept(middle) {
            kept = middle;
        } else {
            missing = middle;
        }
    }
    // The genesis state may be kept alone.
    if kept <= 1 && is_kept(0) {
        return 0;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use jsonrpsee::types::error::INVALID_PARAMS_CODE;
    use serde_json::Value;

    fn request(parameters: Value) -> Request {
        serde_json::from_value(parameters).unwrap()
    }

    fn blocks(parameters: Value, best: u32, oldest: u32) -> Result<Vec<u32>, (i32, String)> {
        let plan = request(parameters).plan();
        plan.and_then(|plan| plan.blocks(best, oldest)).map_err(|error| (error.code(), error.message().to_string()))
    }

    #[test]
    fn a_history_has_all_blocks_of_a_short_range() {
        assert_eq!(blocks(json!({ "from": 0 }), 3, 0), Ok(vec![0, 1, 2, 3]));
        assert_eq!(blocks(json!({ "from": 2, "to": 3, "points": 2 }), 9, 0), Ok(vec![2, 3]));
        assert_eq!(blocks(json!({ "from": 3, "to": 3 }), 3, 0), Ok(vec![3]));
        assert_eq!(blocks(json!({ "from": 0 }), 299, 0).unwrap().len(), 300);
    }

    #[test]
    fn a_history_of_a_long_range_has_as_many_blocks_as_points_with_both_ends() {
        assert_eq!(blocks(json!({ "from": 0, "to": 100, "points": 4 }), 200, 0), Ok(vec![0, 33, 66, 100]));
        assert_eq!(blocks(json!({ "from": 7, "to": 9, "points": 2 }), 200, 0), Ok(vec![7, 9]));
        let default = blocks(json!({ "from": 0, "to": null, "points": null }), 7_200, 0).unwrap();
        assert_eq!((default.len(), default[0], default[1], default[299]), (300, 0, 24, 7_200));
        let long = blocks(json!({ "from": 1, "points": 1000 }), u32::MAX, 0).unwrap();
        assert_eq!((long.len(), long[0], long[999]), (1_000, 1, u32::MAX));
        assert!(long.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn a_history_ends_at_the_best_block_and_begins_where_states_are_kept() {
        assert_eq!(blocks(json!({ "from": 1, "to": 1_000_000_000_000_u64 }), 3, 0), Ok(vec![1, 2, 3]));
        assert_eq!(blocks(json!({ "from": 0, "to": 5 }), 9, 4), Ok(vec![4, 5]));
        assert_eq!(blocks(json!({ "from": 0, "points": 3 }), 104, 4), Ok(vec![4, 54, 104]));
        let gone = blocks(json!({ "from": 0, "to": 3 }), 900, 400).unwrap_err();
        assert_eq!(gone, (1, "the states before block 400 are not kept".into()));
        let error = request(json!({ "from": 0, "to": 3 })).plan().unwrap().blocks(900, 400).unwrap_err();
        assert_eq!(error.data().unwrap().get(), r#"{"oldest":400}"#);
    }

    #[test]
    fn a_history_out_of_bounds_is_refused_with_the_numbers() {
        for (parameters, text) in [
            (json!({ "from": 0, "points": 0 }), "points must be from 2 to 1000, not 0"),
            (json!({ "from": 0, "points": 1 }), "points must be from 2 to 1000, not 1"),
            (json!({ "from": 0, "points": 1_001 }), "points must be from 2 to 1000, not 1001"),
            (json!({ "from": 9, "to": 3 }), "from (9) is after to (3)"),
            (json!({ "from": 9 }), "from (9) is after the best block (3)"),
            (json!({ "from": u64::MAX }), "from (18446744073709551615) is after the best block (3)"),
        ] {
            assert_eq!(blocks(parameters, 3, 0), Err((INVALID_PARAMS_CODE, text.into())));
        }
    }

    #[test]
    fn a_history_has_the_fields_that_were_asked_for() {
        let names = |fields: Value| {
            let plan = request(json!({ "from": 0, "fields": fields })).plan();
            plan.map(|plan| plan.fields.iter().map(|field| field.name).collect::<Vec<_>>())
        };
        assert_eq!(names(json!(null)).unwrap(), FIELDS.each_ref().map(|field| field.name));
        assert_eq!(names(json!(["tao", "price", "tao"])).unwrap(), ["price", "tao"]);
        for (fields, text) in [
            (json!(["tao", "foo"]), "\"foo\" is not a field: there are price, movingPrice, tao, "),
            (json!(["x".repeat(10_000)]), "\"xxx"),
            (json!([]), "fields is empty"),
        ] {
            let error = names(fields).unwrap_err();
            assert!(error.code() == INVALID_PARAMS_CODE && error.message().starts_with(text), "{error:?}");
            assert!(error.message().len() < 300);
        }
    }

    #[test]
    fn what_is_no_request_for_a_history_is_not_read() {
        for wrong in [
            json!({}),
            json!({ "from": -1 }),
            json!({ "from": 1.5 }),
            json!({ "from": "0" }),
            json!({ "from": 0, "netuid": 65_536 }),
            json!({ "from": 0, "points": -1 }),
            json!({ "from": 0, "field": [] }),
            json!({ "from": 0, "fields": [1] }),
            json!([0]),
            json!(null),
        ] {
            assert!(serde_json::from_value::<Request>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_oldest_block_of_a_history_is_found_by_bisection() {
        for best in [0, 1, 2, 3, 10, 1_000, u32::MAX] {
            for first in [0, 1, 2, 3, 7, 9, 10, 500, 999, 1_000, u32::MAX].into_iter().filter(|first| *first <= best) {
                assert_eq!(oldest(best, |number| number >= first), first, "{best}");
            }
        }
        // A chain that was resumed, or that began with a state from elsewhere, may keep the genesis state besides.
        assert_eq!(oldest(100, |number| number == 0 || number >= 40), 40);
        assert_eq!(oldest(1, |number| number == 1), 1);
    }
}
