//! The arithmetic of a dynamic TAO chain: pure functions over plain integers and fixed-point numbers.
//!
//! This crate knows no storage, accounts or blocks. A pallet passes the numbers that it stores, and writes back what
//! the function returns; a quote and a trade are therefore the same computation.
//!
//! # Key terms
//!
//! | term | meaning |
//! |---|---|
//! | TAO, alpha | the chain's currency, and the currency of one subnet; each has 9 decimals |
//! | rao | the smallest unit, 10⁻⁹ of a TAO or of an alpha |
//! | reserves | the TAO and the alpha in a subnet's pool |
//! | issuance | all units of a currency that exist: for TAO on the chain, for alpha inside and outside the subnet's pool |
//! | root | the subnet with number 0, where TAO itself is staked; it has no pool |
//! | coldkey, hotkey | the account that holds TAO and stake, and the account that works at subnets; stake is held *to* a hotkey |
//! | neuron, UID | a hotkey that is registered at a subnet, and its position there |
//! | validator, miner | a neuron that sets weights, and a neuron that is weighed |
//! | permit | the right of a neuron to act as a validator |
//! | stake weight | a hotkey's alpha at a subnet plus its weighted TAO at root |
//! | TAO weight | the factor by which TAO at root counts relative to alpha |
//! | weight | a validator's rating of a miner; only the proportions of a row matter |
//! | bond | a validator's share in a miner, which follows its weights slowly |
//! | incentive, dividends | the shares of a subnet's alpha that go to miners and to validators |
//! | take | the part of a dividend that a validator keeps before its stakers are paid |
//! | tempo | a number of blocks; a subnet pays out every `tempo + 1` blocks |
//! | κ (kappa) | the majority of stake that consensus requires |
//!
//! # Modules, in reading order
//!
//! | module | subject | main formula |
//! |---|---|---|
//! | [`wide`] | products of 128-bit numbers, divided exactly | `⌊a · b / d⌋` |
//! | [`error`] | the errors of money arithmetic | |
//! | [`pool`] | a subnet's constant-product pool: price, fee, buy, sell and their inverses | `out = ⌊A · net / (T + net)⌋` |
//! | [`limit`] | the largest trade that keeps a price limit | `(T + tao) · 10⁹ ≤ limit · (A − out)` |
//! | [`moving_price`] | the slow average of a pool's price that steers emission | `p̄ += a · (min(p, 1) − p̄)` |
//! | [`issuance`] | the halving schedule of TAO and of each subnet's alpha | `⌊10⁹ / 2ⁿ⌋` |
//! | [`emission`] | each subnet's share of a block, and the division of its alpha | `⌊total · weight / sum⌋` |
//! | [`root`] | the weight of TAO at root relative to a subnet's alpha | `w / (w + issuance)` |
//! | [`flow`] | the averages of flows of TAO into a subnet | `f̄ += a · (f − f̄)` |
//! | [`withheld`] | the average part of the miners' alpha that a subnet burns or recycles | `p̄ += n / (n + 7 200) · (p − p̄)` |
//! | [`share_rules`] | emission shares through a gate, for the largest only, or by tiers | `w · w^h / (w^h + bar^h)` |
//! | [`root_vote`] | emission shares from the votes of root's validators | `rank · σ(trust − κ)` |
//! | [`shares`] | the share pool of a hotkey: each coldkey's part of its stake | `⌊value · held / shares⌋` |
//! | [`dividends`] | the division of a validator's dividend, and its take | `⌊dividend · w / (alpha + w)⌋` |
//! | [`childkeys`] | stake lent from hotkey to hotkey, and its dividends | `own − lent + borrowed` |
//! | [`claim`] | alpha earned at root, kept until it is claimed | `⌊rate · shares⌋ − debt` |
//! | [`conviction`] | locked stake that decays, and the conviction that it gains | `mass · e^(−n/τ)` |
//! | [`apportion`] | a total divided by weight to the last rao | `⌊total · W_k / W⌋ − ⌊total · W_(k−1) / W⌋` |
//! | [`tempo`] | the payout schedule of a subnet | `(block + netuid + 1) mod (tempo + 1)` |
//! | [`lock`] | the price of registering a subnet | `max(min, 2 · last − slope · blocks)` |
//! | [`founding`] | the initial pool of a new subnet | `⌊lock / median price⌋` |
//! | [`burn`] | the price of a neuron's registration | `burn · 2^(−blocks / half-life)`, `burn · multiplier` |
//! | [`state_price`] | the price of state that stays | `bytes · 10 000` |
//! | [`upscale`] | weights as they are stored, with the largest at 65 535 | `round(v · 65 535 / max)` |
//! | [`yuma`] | Yuma Consensus: weights, bonds and stake become incentive and dividends | thirteen steps |
//!
//! `T` and `A` are the TAO and the alpha reserve of a pool.
//!
//! # Conventions
//!
//! - An amount is a `u64` in rao, of TAO or of alpha according to its name.
//! - A fraction of 16 bits is in parts of 65 535, one of 64 bits in parts of 2⁶⁴ − 1; the documentation of each
//!   argument states which.
//! - Money is computed with integers, exactly, in products of 128 bits or more. There is one rounding per result; it
//!   favours the pool over the trader, and each function documents it.
//! - Fixed-point numbers are used for prices, averages and proportions. They are rounded down, never to the nearest
//!   value.
//! - A function that can fail returns a [`MathError`] and changes nothing. All other functions are total: they are
//!   defined for every value of their argument types, and do not panic.
//! - A rule of the network is marked with its date: *launch rule* (February 2025, v2.0.8), *later rule*, or *own rule*
//!   for one that only this project has.
//!
//! # Example
//!
//! ```
//! use dtao_math::pool::Reserves;
//!
//! // Ten TAO against five alpha: one alpha costs two TAO.
//! let pool = Reserves::new(10_000_000_000, 5_000_000_000);
//! assert_eq!(pool.price_rao(), 2_000_000_000);
//!
//! // One TAO buys less than half an alpha, because the price rises during the trade.
//! let trade = pool.buy(1_000_000_000, 0)?;
//! assert_eq!(trade.out, 454_545_454);
//! assert!(trade.after.k() >= pool.k());
//! # Ok::<(), dtao_math::MathError>(())
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod apportion;
pub mod burn;
pub mod childkeys;
pub mod claim;
pub mod conviction;
pub mod dividends;
pub mod emission;
pub mod error;
pub mod flow;
pub mod founding;
pub mod issuance;
pub mod limit;
pub mod lock;
pub mod moving_price;
pub mod pool;
pub mod root;
pub mod root_vote;
pub mod share_rules;
pub mod shares;
pub mod state_price;
pub mod tempo;
pub mod upscale;
pub mod wide;
pub mod withheld;
pub mod yuma;

pub use error::MathError;
pub use substrate_fixed;
