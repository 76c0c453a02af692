//! The quantities of a pool that a series can have.

use dtao_primitives::NumberedPool;
use dtao_runtime::TAO;
use serde::{Serialize, Serializer};

/// Rao in a TAO, and the parts of a share.
const UNIT: u128 = TAO as u128;

/// The fraction bits of the moving price.
const MOVING_PRICE_BITS: u32 = 96;

/// A quantity, which JSON has as a string, since its numbers have 53 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A plain integer.
    Rao(u128),
    /// A decimal number with nine decimals, in billionths.
    Billionths(u128),
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Rao(rao) => serializer.collect_str(&rao),
            Self::Billionths(parts) => serializer.collect_str(&format_args!("{}.{:09}", parts / UNIT, parts % UNIT)),
        }
    }
}

/// A pool after a block.
pub struct Point<'a> {
    pub subnet: &'a NumberedPool,
    /// The TAO that the block gave to all subnets together, root not counted, in rao.
    pub total_given: u128,
}

/// A quantity with the name that clients ask by.
pub struct Field {
    pub name: &'static str,
    pub read: fn(&Point) -> Quantity,
}

/// All quantities, in the order of the documentation.
pub static FIELDS: [Field; 11] = [
    Field { name: "price", read: price },
    Field { name: "movingPrice", read: moving_price },
    Field { name: "tao", read: |point| Quantity::Rao(point.subnet.pool.tao.rao().into()) },
    Field { name: "alphaIn", read: |point| Quantity::Rao(point.subnet.pool.alpha_in.rao().into()) },
    Field { name: "alphaOut", read: |point| Quantity::Rao(point.subnet.pool.alpha_out.rao().into()) },
    Field { name: "taoIn", read: |point| Quantity::Rao(point.subnet.pool.emission.tao_in.rao().into()) },
    Field { name: "alphaInEmission", read: |point| Quantity::Rao(point.subnet.pool.emission.alpha_in.rao().into()) },
    Field { name: "alphaOutEmission", read: |point| Quantity::Rao(point.subnet.pool.emission.alpha_out.rao().into()) },
    Field { name: "rootTao", read: |point| Quantity::Rao(point.subnet.pool.pending.root_tao.rao().into()) },
    Field { name: "volume", read: |point| Quantity::Rao(point.subnet.pool.volume) },
    Field { name: "share", read: share },
];

/// Returns the TAO that the block gave to a subnet in rao: injected, or spent on its alpha for nobody.
pub fn given(subnet: &NumberedPool) -> u128 {
    let emission = subnet.pool.emission;
    u128::from(emission.tao_in.rao()) + u128::from(emission.excess_tao.rao())
}

/// Returns the price in billionths, as the runtime API `current_alpha_price` does.
fn price(point: &Point) -> Quantity {
    if point.subnet.netuid.is_root() {
        return Quantity::Billionths(UNIT);
    }
    Quantity::Billionths(point.subnet.pool.reserves().price_rao().into())
}

/// Returns the moving price in billionths, `⌊bits · 10⁹ / 2⁹⁶⌋`.
fn moving_price(point: &Point) -> Quantity {
    let bits = point.subnet.pool.moving_price.to_bits();
    let whole = bits >> MOVING_PRICE_BITS;
    let fraction = bits & ((1 << MOVING_PRICE_BITS) - 1);
    Quantity::Billionths(whole * UNIT + ((fraction * UNIT) >> MOVING_PRICE_BITS))
}

/// Returns the part of the block's TAO that the subnet got, in billionths, rounded down; 0 if nobody got any.
fn share(point: &Point) -> Quantity {
    let part = given(point.subnet) * UNIT;
    Quantity::Billionths(part.checked_div(point.total_given).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dtao_primitives::{Emission, NetUid, Pending, Pool};
    use serde_json::{json, Value};
    use substrate_fixed::types::U32F96;

    fn read(netuid: u16, pool: Pool, total_given: u128) -> Value {
        let subnet = NumberedPool { netuid: NetUid::new(netuid), pool };
        let point = Point { subnet: &subnet, total_given };
        FIELDS.iter().map(|field| (field.name.to_string(), json!((field.read)(&point)))).collect()
    }

    #[test]
    fn each_field_of_a_history_is_a_quantity_of_the_pool() {
        let pool = Pool {
            tao: 2.into(),
            alpha_in: 3.into(),
            alpha_out: u64::MAX.into(),
            moving_price: U32F96::from_num(0.75),
            volume: u128::MAX,
            pending: Pending { root_tao: 5.into(), ..Default::default() },
            emission: Emission { tao_in: 1.into(), alpha_in: 7.into(), alpha_out: 8.into(), excess_tao: 2.into() },
            ..Default::default()
        };
        let expected = json!({
            "price": "0.666666666",
            "movingPrice": "0.750000000",
            "tao": "2",
            "alphaIn": "3",
            "alphaOut": "18446744073709551615",
            "taoIn": "1",
            "alphaInEmission": "7",
            "alphaOutEmission": "8",
            "rootTao": "5",
            "volume": "340282366920938463463374607431768211455",
            "share": "0.333333333",
        });
        assert_eq!(read(1, pool, 9), expected);
    }

    #[test]
    fn prices_and_shares_of_a_history_have_nine_decimals_rounded_down() {
        let value = |pool: Pool, field: &str, total: u128| read(1, pool, total)[field].as_str().unwrap().to_owned();
        let moving =
            |bits| value(Pool { moving_price: U32F96::from_bits(bits), ..Default::default() }, "movingPrice", 0);
        assert_eq!(moving(0), "0.000000000");
        assert_eq!(moving(1), "0.000000000");
        assert_eq!(moving((1 << 96) - 1), "0.999999999");
        assert_eq!(moving(1 << 96), "1.000000000");
        assert_eq!(moving(u128::MAX), "4294967295.999999999");
        let price = |tao: u64, alpha: u64| {
            value(Pool { tao: tao.into(), alpha_in: alpha.into(), ..Default::default() }, "price", 0)
        };
        assert_eq!(price(5, 0), "0.000000000");
        assert_eq!(price(5, 2), "2.500000000");
        assert_eq!(price(1, 3_000_000_000), "0.000000000");
        let share = |tao: u64, total| {
            let emission = Emission { tao_in: tao.into(), ..Default::default() };
            value(Pool { emission, ..Default::default() }, "share", total)
        };
        assert_eq!(share(0, 0), "0.000000000");
        assert_eq!(share(9, 9), "1.000000000");
        assert_eq!(share(u64::MAX, u128::from(u64::MAX) * 128), "0.007812500");
    }

    #[test]
    fn root_s_price_in_a_history_is_one() {
        let root = Pool { tao: 5.into(), ..Default::default() };
        assert_eq!(read(0, root, 0)["price"], "1.000000000");
    }
}
