//! Stakes: a coldkey's part of a hotkey's stake, by its shares.
//!
//! ```text
//! stake = ⌊value · held / shares⌋
//! ```
//!
//! Shares are decimal floating-point numbers, or fixed-point numbers where a position is older than those. They are compared exactly.

use super::accounts::account_and_netuid;
use crate::{
    decode::value::{self, Value},
    model::{Account, Model, Stake, ROOT},
    report::Report,
    source::{Source, SUBTENSOR},
};
use sp_core::U512;
use std::collections::BTreeMap;

/// The largest difference of decimal exponents for which a part is not negligible.
const MAX_DECADES: i64 = 60;

/// Fraction bits of old shares.
const OLD_BITS: u32 = 64;

/// A number of shares: `mantissa · 10^exponent · 2^−bits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shares {
    mantissa: u128,
    exponent: i64,
    bits: u32,
}

/// Shares by hotkey and netuid.
type Totals = BTreeMap<(Account, u16), Shares>;

/// Stake with a hotkey at a subnet: all of it, and the parts of coldkeys.
type Holders = BTreeMap<(u16, Account), Vec<(Account, Shares)>>;

impl Shares {
    /// Reads shares of both kinds: a mantissa with an exponent, or 64 fraction bits.
    fn read(value: &Value) -> Option<Self> {
        let (Some(mantissa), Some(exponent)) = (value::field(value, "mantissa"), value::field(value, "exponent"))
        else {
            return Some(Self { mantissa: value::number(value)?, exponent: 0, bits: OLD_BITS });
        };
        let exponent = i64::try_from(value::signed(exponent)?).ok()?;
        Some(Self { mantissa: value::number(mantissa)?, exponent, bits: 0 })
    }

    /// Returns `⌊value · self / all⌋`, at most `value`.
    fn part_of(self, all: Self, value: u64) -> u64 {
        let decades = self.exponent.saturating_sub(all.exponent);
        if all.mantissa == 0 || decades < -MAX_DECADES {
            return 0;
        }
        if decades > MAX_DECADES {
            return value;
        }
        let power = U512::from(10).pow(decades.unsigned_abs().into());
        // At most 64 + 128 + 200 + 64 bits.
        let (mut above, mut below) = (U512::from(value) * U512::from(self.mantissa), U512::from(all.mantissa));
        if decades >= 0 {
            above *= power;
        } else {
            below *= power;
        }
        above <<= all.bits;
        below <<= self.bits;
        u64::try_from(above / below).map_or(value, |part| part.min(value))
    }
}

/// Reads the stakes at the subnets to carry over, and the alpha that nobody holds.
///
/// The rest that rounding keeps from the holders of a hotkey's stake stays with the hotkey, as a stake of //Others: see [`crate::books`].
///
/// # Errors
/// Names an item that cannot be read.
pub fn read(source: &Source, model: &mut Model, report: &mut Report) -> Result<(), String> {
    let all: BTreeMap<_, _> =
        source.map(SUBTENSOR, "TotalHotkeyAlpha", account_and_netuid, value::small)?.into_iter().collect();
    let mut totals = Totals::new();
    for item in ["TotalHotkeyShares", "TotalHotkeySharesV2"] {
        totals.extend(source.map(SUBTENSOR, item, account_and_netuid, Shares::read)?);
    }
    let holders = holders(source)?;
    let others = crate::books::others();
    let (mut stakes, mut rounding) = (Vec::new(), 0_u64);
    for ((netuid, hotkey), holders) in holders {
        let key = (hotkey.clone(), netuid);
        let (Some(value), Some(shares)) = (all.get(&key), totals.get(&key)) else {
            continue;
        };
        let parts = holders.into_iter().map(|(coldkey, held)| (coldkey, held.part_of(*shares, *value)));
        let parts: Vec<_> = parts.filter(|(_, amount)| *amount > 0).collect();
        let sum = parts.iter().try_fold(0_u64, |sum, (_, amount)| sum.checked_add(*amount));
        let Some(rest) = sum.and_then(|sum| value.checked_sub(sum)) else {
            return Err(format!("the stakes with {hotkey:?} at subnet {netuid} are together more than the hotkey has"));
        };
        rounding = rounding.checked_add(rest).ok_or("rounding passes 64 bits")?;
        let rest = (rest > 0).then(|| (others.clone(), rest));
        stakes.extend(parts.into_iter().chain(rest).map(|(coldkey, amount)| {
            let hotkey = hotkey.clone();
            Stake { netuid, hotkey, coldkey, amount }
        }));
    }
    report.carried(format!("{} stakes with {} hotkeys at subnets", stakes.len(), all.len()));
    report.changed_if(usize::try_from(rounding).unwrap_or(usize::MAX), |rao| {
        format!("{rao} rao that rounding keeps from the holders of stakes are staked with the same hotkeys by //Others")
    });
    model.stakes = stakes;
    unowned(model, report)
}

/// Returns the holders of each hotkey's stake at the subnets to carry over.
fn holders(source: &Source) -> Result<Holders, String> {
    let keys = |keys: &[Value]| match keys {
        [hotkey, coldkey, netuid] => Some((value::account(hotkey)?, value::account(coldkey)?, value::short(netuid)?)),
        _ => None,
    };
    let mut held = BTreeMap::new();
    // A position is in one of both: the newer one counts.
    for item in ["Alpha", "AlphaV2"] {
        held.extend(source.map(SUBTENSOR, item, keys, Shares::read)?);
    }
    let mut holders = Holders::new();
    for ((hotkey, coldkey, netuid), shares) in held {
        if source.subnets.contains(&netuid) && shares.mantissa > 0 {
            holders.entry((netuid, hotkey)).or_default().push((coldkey, shares));
        }
    }
    Ok(holders)
}

/// Computes the alpha of each subnet that is outside of the pool and that nobody holds: neither staked, nor waiting, nor claimable.
fn unowned(model: &mut Model, report: &mut Report) -> Result<(), String> {
    let mut staked = BTreeMap::<u16, u128>::new();
    for stake in &model.stakes {
        *staked.entry(stake.netuid).or_default() += u128::from(stake.amount);
    }
    let mut raised = 0;
    for (netuid, subnet) in model.subnets.iter_mut().filter(|(netuid, _)| **netuid != ROOT) {
        let pool = &subnet.pool;
        let held = staked.get(netuid).copied().unwrap_or(0) + pool.waiting.alpha() + u128::from(pool.claimable);
        match u128::from(pool.alpha_out).checked_sub(held) {
            Some(rest) => subnet.unowned = u64::try_from(rest).map_err(|_| "alpha passes 64 bits")?,
            None => raised += 1,
        }
    }
    report.changed_if(raised, |number| {
        format!("the alpha outside of the pools of {number} subnets is the sum of what is staked and waits: the chain counts less")
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn shares(mantissa: u128, exponent: i64, bits: u32) -> Shares {
        Shares { mantissa, exponent, bits }
    }

    #[test]
    fn a_part_is_exact_whatever_the_exponents_are() {
        let whole = shares(300_000_000_000_000_000_000, -11, 0);
        assert_eq!(shares(100_000_000_000_000_000_000, -11, 0).part_of(whole, 1_000), 333);
        assert_eq!(shares(100_000_000_000_000_000_000, -12, 0).part_of(whole, 1_000), 33);
        assert_eq!(whole.part_of(whole, u64::MAX), u64::MAX);
        // One of three, as an old position of a total that is new.
        assert_eq!(shares(1 << 64, 0, 64).part_of(shares(3, 0, 0), 1_000), 333);
        assert_eq!(shares(1, 0, 0).part_of(shares(3 << 64, 0, 64), 1_000), 333);
        assert_eq!(shares(1, -200, 0).part_of(whole, 1_000), 0);
        assert_eq!(shares(1, 0, 0).part_of(shares(0, 0, 0), 1_000), 0);
    }
}
