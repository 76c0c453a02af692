//! The answer to `dtao_history`.

use super::{
    fault::unavailable,
    fields::{Field, Quantity},
    request::Plan,
    state::BlockState,
};
use dtao_primitives::NetUid;
use jsonrpsee::types::ErrorObjectOwned;
use serde::{ser::SerializeMap, Serialize, Serializer};
use sp_core::H256;
use std::collections::BTreeSet;

/// The series of subnets over blocks.
#[derive(Serialize)]
pub struct Answer<'a> {
    best: Best,
    /// The lowest block whose state is kept.
    oldest: u32,
    blocks: &'a [u32],
    times: Vec<Option<u64>>,
    series: Vec<Series<'a>>,
}

/// The best block when the states were read.
#[derive(Serialize)]
struct Best {
    number: u32,
    hash: H256,
}

impl<'a> Answer<'a> {
    /// Builds the answer from the states after `blocks`. Fails if one subnet was asked for and exists after none of them.
    pub fn new(
        best: (u32, H256),
        oldest: u32,
        blocks: &'a [u32],
        states: &'a [BlockState],
        plan: &'a Plan,
    ) -> Result<Self, ErrorObjectOwned> {
        let found = states.iter().flat_map(|state| &state.subnets).map(|subnet| subnet.netuid);
        let netuids: BTreeSet<_> = match plan.netuid {
            Some(only) => found.filter(|netuid| *netuid == only).collect(),
            None => found.filter(|netuid| !netuid.is_root()).collect(),
        };
        if let (Some(only), true) = (plan.netuid, netuids.is_empty()) {
            let ends = blocks.first().zip(blocks.last()).map(|(first, last)| format!(" in blocks {first} to {last}"));
            return Err(unavailable(format!("there is no subnet {only}{}", ends.unwrap_or_default())));
        }
        Ok(Self {
            best: Best { number: best.0, hash: best.1 },
            oldest,
            blocks,
            times: states.iter().map(|state| state.time).collect(),
            series: netuids.into_iter().map(|netuid| Series { netuid, states, fields: &plan.fields }).collect(),
        })
    }
}

/// The quantities of one subnet, each with a value for each block.
struct Series<'a> {
    netuid: NetUid,
    states: &'a [BlockState],
    fields: &'a [&'static Field],
}

impl Serialize for Series<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("netuid", &self.netuid.get())?;
        let points: Vec<_> = self.states.iter().map(|state| state.point(self.netuid)).collect();
        for field in self.fields {
            let values: Vec<Option<Quantity>> =
                points.iter().map(|point| point.as_ref().map(|point| (field.read)(point))).collect();
            map.serialize_entry(field.name, &values)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::request::Request;
    use dtao_primitives::{Emission, NumberedPool, Pool};
    use serde_json::{json, Value};

    fn state(time: Option<u64>, subnets: &[(u16, u64)]) -> BlockState {
        let numbered = subnets.iter().map(|(netuid, tao)| {
            let emission = Emission { tao_in: (*tao).into(), ..Default::default() };
            let pool = Pool { tao: (*tao).into(), alpha_in: 10.into(), emission, ..Default::default() };
            NumberedPool { netuid: NetUid::new(*netuid), pool }
        });
        BlockState::new(time, numbered.collect())
    }

    fn answer(parameters: Value) -> Result<Value, ErrorObjectOwned> {
        let plan = serde_json::from_value::<Request>(parameters).unwrap().plan().unwrap();
        let states = [state(None, &[(0, 9), (2, 1)]), state(Some(24), &[(0, 9), (1, 3), (2, 1)])];
        let answer = Answer::new((7, H256::repeat_byte(7)), 4, &[4, 7], &states, &plan);
        answer.map(|answer| serde_json::to_value(answer).unwrap())
    }

    #[test]
    fn a_history_has_a_series_for_each_subnet_but_root_with_gaps_where_it_did_not_exist() {
        let expected = json!({
            "best": { "number": 7, "hash": H256::repeat_byte(7) },
            "oldest": 4,
            "blocks": [4, 7],
            "times": [null, 24],
            "series": [
                { "netuid": 1, "price": [null, "0.300000000"], "share": [null, "0.750000000"] },
                { "netuid": 2, "price": ["0.100000000", "0.100000000"], "share": ["1.000000000", "0.250000000"] },
            ],
        });
        assert_eq!(answer(json!({ "from": 0, "fields": ["share", "price"] })).unwrap(), expected);
    }

    #[test]
    fn a_history_of_one_subnet_has_one_series_which_may_be_root_s() {
        let root = answer(json!({ "from": 0, "netuid": 0, "fields": ["price", "tao"] })).unwrap();
        let expected = json!([{ "netuid": 0, "price": ["1.000000000", "1.000000000"], "tao": ["9", "9"] }]);
        assert_eq!(root["series"], expected);
        let young = answer(json!({ "from": 0, "netuid": 1, "fields": ["tao"] })).unwrap();
        assert_eq!(young["series"], json!([{ "netuid": 1, "tao": [null, "3"] }]));
    }

    #[test]
    fn a_history_of_a_subnet_that_is_none_is_refused() {
        let error = answer(json!({ "from": 0, "netuid": 77 })).unwrap_err();
        assert_eq!((error.code(), error.message()), (1, "there is no subnet 77 in blocks 4 to 7"));
    }
}
