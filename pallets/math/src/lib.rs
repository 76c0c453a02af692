//! The arithmetic of a dynamic TAO chain: pure functions over plain integers and fixed point numbers.
//!
//! Nothing here knows of storage, accounts or blocks. Whoever holds the state hands in the numbers
//! and writes back what comes out, so that a quote and a trade are the same computation.
//!
//! | module | subject |
//! |---|---|
//! | [`pool`] | the constant-product pool of a subnet: price, fee, buy, sell, and their inverses |
//! | [`limit`] | how much may be traded before the price passes a limit |
//! | [`moving_price`] | the slow average of a pool's price that steers emission |
//! | [`issuance`] | the halving schedule, for TAO and for each subnet's alpha |
//! | [`emission`] | what a block gives to each subnet, and how a subnet divides its alpha |
//! | [`root`] | what TAO staked at root weighs beside a subnet's alpha |
//! | [`root_vote`] | the vote of root's validators on who gets the emission |
//! | [`flow`] | the average of the TAO that flows into a subnet |
//! | [`tempo`] | when a subnet pays out |
//! | [`lock`] | what it costs to found a subnet |
//! | [`founding`] | what a new subnet's pool starts with |
//! | [`burn`] | the price of a neuron's registration |
//! | [`apportion`] | a total divided among many by weight, to the last rao |
//! | [`childkeys`] | stake lent from hotkey to hotkey, and the dividends that go back |
//! | [`dividends`] | a validator's dividend: alpha's part, root's part, the take |
//! | [`shares`] | a hotkey's pool of shares: who owns how much of its stake |
//! | [`claim`] | the alpha that root's stakers earn, kept for them until they claim it |
//! | [`yuma`] | Yuma Consensus: weights, bonds and stake into incentive and dividends |
//! | [`upscale`] | weights as they are stored: the highest is 65 535 |
//! | [`wide`] | products of 128-bit numbers divided without losing the high half |
//! | [`error`] | what can go wrong |
//!
//! # Conventions
//!
//! - Amounts are `u64` rao, a thousand-millionth of a TAO or of an alpha. Names tell which of the two.
//! - Money is exact integer arithmetic with products of 128 bits or more inside. Rounding goes
//!   against the person who trades and for the pool, and every function says so.
//! - Fixed point is for prices, averages and proportions. They are floors, never nearest values.
//! - A function that can fail returns a [`MathError`] and changes nothing. The others are total:
//!   they are defined, and do not panic, for every argument of their types.
//!
//! # Example
//!
//! ```
//! use dtao_math::pool::Reserves;
//!
//! // Ten TAO against five alpha: an alpha costs two TAO.
//! let pool = Reserves::new(10_000_000_000, 5_000_000_000);
//! assert_eq!(pool.price_rao(), 2_000_000_000);
//!
//! // One TAO buys less than half an alpha, for the price rises as it buys.
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
pub mod shares;
pub mod tempo;
pub mod upscale;
pub mod wide;
pub mod yuma;

pub use error::MathError;
pub use substrate_fixed;
