//! Types and interfaces that the pallets, the runtime and the node of a dTAO chain share.
//!
//! # Key terms
//!
//! - **netuid**: the number of a subnet ([`NetUid`]); 0 is root, where TAO itself is staked.
//! - **rao**: 10⁻⁹ of a TAO or of an alpha, the unit of [`TaoBalance`] and [`AlphaBalance`].
//! - **pool**: the TAO and the alpha against which a subnet's token trades, with everything else of a subnet that a block
//!   changes ([`Pool`]).
//! - **custody account**: the account that holds the TAO of all pools ([`Pools::custody_account`]).
//! - **books**: all pools during a block, root apart from the others ([`Books`]).
//! - **quote**: a trade that was computed and not yet carried out; it owns the pool that it was computed from ([`Quote`]).
//!
//! # Usage
//!
//! - To trade, call [`Pools::open`], then [`OpenPool::quote_buy`] or [`OpenPool::quote_sell`], then [`Quote::settle`]. A client's
//!   quote ends before the last step.
//! - To change all pools in a block, call [`Pools::books`], change the [`Pool`]s by their methods, and call
//!   [`Pools::commit_block`].
//! - To add a runtime API, declare it in [`runtime_api`] and implement it in the runtime by one line.
//!
//! # Pitfalls
//!
//! - Nothing may write a pool between `open` and `settle`: the quote writes back the page that it read.
//! - A function of [`Pools`] that moves TAO may fail after a partial change; use it in a transactional context.
//! - Names, order and types of the fields in [`runtime_api`] are fixed by the clients.
//!
//! # Modules
//!
//! | module | content |
//! |---|---|
//! | [`numbers`] | [`NetUid`], [`TaoBalance`], [`AlphaBalance`]: integer types that cannot be mixed up |
//! | [`pool`] | [`Pool`]: the state of one subnet that changes in every block, and the methods that change it |
//! | [`pools`] | [`Pools`]: the interface of the pallet that keeps the pools |
//! | [`burned_alpha`] | [`BurnedAlpha`]: the record of the alpha that holders have burned |
//! | [`identity`] | the identities of subnets and coldkeys |
//! | [`neuron_records`] | [`NeuronRecords`]: records that another pallet keeps for each neuron |
//! | [`serving`] | the network addresses of neurons |
//! | [`time_lock`] | [`TimeLock`]: the interface of the pallet that opens what was encrypted to a future moment |
//! | [`runtime_api`] | the runtime APIs that clients call, and the types that they return |
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod burned_alpha;
pub mod identity;
pub mod neuron_records;
pub mod numbers;
pub mod pool;
pub mod pools;
pub mod runtime_api;
pub mod serving;
pub mod time_lock;

pub use burned_alpha::BurnedAlpha;
pub use identity::{ChainIdentityV2, SubnetIdentityV3};
pub use neuron_records::NeuronRecords;
pub use numbers::{AlphaBalance, NetUid, TaoBalance};
pub use pool::{Bounds, Emission, Pending, Pool, Switches};
pub use pools::{
    Books, Exchange, ExchangeQuote, Holdings, NumberedPool, OpenPool, Pools, Quote, Removal, Trade, TradeError,
};
pub use serving::{AxonInfo, PrometheusInfo};
pub use time_lock::{NotOpened, TimeLock};
