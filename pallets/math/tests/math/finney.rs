//! Rules of the share of emission on two states of the Bittensor network, beside the numbers that were published of them.

use dtao_math::share_rules::{gate, gate_factor, tiers, top, weight_at_quantile, weight_at_rank, Tiers};
use serde_json::Value;

/// Units of a weight for 1.
const SCALE: f64 = (1_u128 << 96) as f64;

/// 0.61, rounded down.
const QUANTILE: u64 = ((61 << 64) / 100_u128) as u64;

const EXPONENT: u32 = 3;

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn bits(share: f64) -> u128 {
    (share * SCALE) as u128
}

/// Shares of the whole.
fn normalised(weights: &[u128]) -> Vec<f64> {
    let sum: u128 = weights.iter().sum();
    weights.iter().map(|weight| *weight as f64 / sum as f64).collect()
}

/// The number of equal shares that are as concentrated: 1/Σs².
fn effective(shares: &[f64]) -> f64 {
    1.0 / shares.iter().map(|share| share * share).sum::<f64>()
}

fn sum_of_eight(shares: &[f64]) -> f64 {
    shares[..8].iter().sum()
}

/// Asserts that a number is the one that was printed with so many decimals.
fn assert_printed(found: f64, decimals: usize, printed: &str) {
    assert_eq!(format!("{found:.decimals$}"), printed);
}

/// The shares by moving price of 27 July 2026, in descending order.
fn july() -> Vec<u128> {
    let file = parse(include_str!("../vectors/finney-moving-price-shares-2026-07-27.json"));
    let shares = file["shares"].as_array().unwrap();
    shares.iter().map(|share| bits(share.as_f64().unwrap())).collect()
}

#[test]
fn by_quantile_the_bar_is_the_thirty_third_subnet() {
    let weights = july();
    let bar = weight_at_quantile(&weights, QUANTILE).unwrap();
    assert_eq!(weights.iter().position(|weight| *weight == bar), Some(32));
    assert_printed(bar as f64 / SCALE, 7, "0.0078232");
}

#[test]
fn below_the_bar_a_third_of_the_emission_is_left() {
    let weights = july();
    let bar = weight_at_quantile(&weights, QUANTILE).unwrap();
    let below = |shares: &[f64]| -> f64 {
        100.0 * shares.iter().zip(&weights).filter(|(_, weight)| **weight < bar).map(|(share, _)| share).sum::<f64>()
    };
    let (before, after) = (normalised(&weights), normalised(&gate(&weights, bar, EXPONENT)));
    assert_printed(below(&before), 2, "38.41");
    assert_printed(below(&after), 2, "12.46");
    assert_printed(100.0 * sum_of_eight(&before), 2, "32.79");
    assert_printed(100.0 * sum_of_eight(&after), 2, "52.73");
    assert_printed(effective(&before), 2, "49.87");
    assert_printed(effective(&after), 2, "22.44");
}

#[test]
fn three_rules_concentrate_emission_as_was_published() {
    let weights = july();
    let by_quantile = gate(&weights, weight_at_quantile(&weights, QUANTILE).unwrap(), EXPONENT);
    let by_rank = gate(&weights, weight_at_rank(&weights, 32), EXPONENT);
    let tiered = tiers(&weights, Tiers { upper: 32, lower: 32, upper_share: 3 << 62 }).unwrap();
    for (rule, eight, subnets) in [(by_quantile, "52.7", "22.4"), (by_rank, "53.1", "22.2"), (tiered, "40.4", "33.7")] {
        let shares = normalised(&rule);
        assert_printed(100.0 * sum_of_eight(&shares), 1, eight);
        assert_printed(effective(&shares), 1, subnets);
    }
}

#[test]
fn the_thirty_two_largest_alone_have_three_fifths_of_the_price() {
    let weights = july();
    let kept: u128 = top(&weights, 32).iter().sum();
    let all: u128 = weights.iter().sum();
    assert_printed(100.0 * kept as f64 / all as f64, 1, "60.8");
}

/// The snapshot of 10 August 2026.
struct August {
    file: Value,
    netuids: Vec<u64>,
    prices: Vec<u128>,
    enabled: Vec<bool>,
}

impl August {
    fn read() -> Self {
        let file = parse(include_str!("../vectors/finney-emission-snapshot-2026-08-10.json"));
        let subnets = file["subnets"].as_array().unwrap();
        let netuids = subnets.iter().map(|subnet| subnet["netuid"].as_u64().unwrap()).collect();
        let prices = subnets.iter().map(|subnet| bits(subnet["emaPrice"].as_f64().unwrap())).collect();
        let enabled = subnets.iter().map(|subnet| subnet["emissionEnabled"].as_bool().unwrap()).collect();
        Self { netuids, prices, enabled, file }
    }

    /// Compares numbers of each subnet with those that the snapshot expects of some, to 10⁻⁶.
    fn assert_expected(&self, name: &str, found: &[f64]) {
        let expected = self.file["expected"][name].as_object().unwrap();
        assert_eq!(expected.len(), 9);
        for (netuid, expected) in expected {
            let netuid: u64 = netuid.parse().unwrap();
            let place = self.netuids.iter().position(|number| *number == netuid).unwrap();
            assert!((found[place] - expected.as_f64().unwrap()).abs() < 1e-6, "{name} of {netuid}: {}", found[place]);
        }
    }
}

#[test]
fn by_rank_the_gate_gives_what_the_network_gave() {
    let august = August::read();
    assert_eq!(august.enabled.iter().filter(|enabled| **enabled).count(), 85);
    assert_eq!(august.prices.len(), 127);
    let all: u128 = august.prices.iter().sum();

    // The bar is that of all subnets, with emission or without.
    let bar = weight_at_rank(&august.prices, 32);
    assert_printed(bar as f64 / all as f64, 8, "0.00733118");
    august.assert_expected("demandShare", &normalised(&august.prices));
    let factors: Vec<_> = august.prices.iter().map(|price| gate_factor(*price, bar, EXPONENT)).collect();
    let factors: Vec<_> = factors.iter().map(|factor| *factor as f64 / 2_f64.powi(64)).collect();
    august.assert_expected("gateFactor", &factors);

    // Those without emission are left out after that, and the rest is renormalised.
    let gated = gate(&august.prices, bar, EXPONENT);
    let paid = gated.iter().zip(&august.enabled).map(|(weight, enabled)| if *enabled { *weight } else { 0 });
    august.assert_expected("taoShare", &normalised(&paid.collect::<Vec<_>>()));
}
