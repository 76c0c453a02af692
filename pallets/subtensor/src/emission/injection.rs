//! The rule for TAO that the alpha schedule cannot balance.
//!
//! A subnet gets TAO by its share of a block, and alpha beside it so that the price stays. Where that would be more alpha than the
//! subnet's schedule issues, some TAO has no counterpart. The formulas are in [`dtao_math::emission`].

use crate::{Config, EmissionBuyLimit, Injection};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_math::emission::{balanced_injection, block_part, injection, Injection as Amounts};
use dtao_primitives::Pool;
use frame_support::defensive;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Rules for TAO beyond what the most alpha that a block may inject balances.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum InjectionRule {
    /// It goes into the pool too, and the price rises (launch rule).
    #[default]
    Lift,
    /// It buys alpha from the pool, which then belongs to nobody (rule of November 2025).
    Buy,
    /// As [`InjectionRule::Buy`], but with at most a given part of the pool's TAO a day: see [`EmissionBuyLimit`]. The rest is
    /// not minted.
    CappedBuy,
}

/// The rule in force with its limit.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    Lift,
    Buy,
    /// The part of a pool's TAO that may be spent a day, in parts of 2⁶⁴.
    CappedBuy(u128),
}

impl Rule {
    pub(super) fn read<T: Config>() -> Self {
        match Injection::<T>::get() {
            InjectionRule::Lift => Self::Lift,
            InjectionRule::Buy => Self::Buy,
            InjectionRule::CappedBuy => Self::CappedBuy(EmissionBuyLimit::<T>::get().to_bits()),
        }
    }
}

/// Returns what is injected of a block's TAO, with its alpha of at most `alpha_cap`, and the TAO that buys alpha. All amounts are
/// in rao. `rule` is only called if the cap applies: otherwise all rules are the same.
pub(super) fn divide(pool: &Pool, tao: u64, alpha_cap: u64, rule: impl FnOnce() -> Rule) -> (Amounts, u64) {
    let reserves = pool.reserves();
    let whole = injection(reserves, tao, alpha_cap);
    if !whole.capped {
        return (whole, 0);
    }
    let balanced = balanced_injection(reserves, tao, alpha_cap);
    let Some(excess) = tao.checked_sub(balanced.tao) else {
        defensive!("a balanced part beyond the whole");
        return (whole, 0);
    };
    match rule() {
        Rule::Lift => (whole, 0),
        Rule::Buy => (balanced, excess),
        Rule::CappedBuy(part) => (balanced, excess.min(block_part(pool.tao.rao(), part))),
    }
}
