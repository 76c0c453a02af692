//! Types and interfaces that the pallets, the runtime and the node of a dTAO chain share.
//!
//! | module | content |
//! |---|---|
//! | [`numbers`] | [`NetUid`], [`TaoBalance`], [`AlphaBalance`]: integer types that cannot be mixed up |
//! | [`pool`] | [`Pool`]: the state of one subnet that changes in every block, and the methods that change it |
//! | [`pools`] | [`Pools`]: the interface of the pallet that keeps the pools |
//! | [`identity`] | the identities of subnets and coldkeys |
//! | [`serving`] | the network addresses of neurons |
//! | [`runtime_api`] | the runtime APIs that clients call, and the types that they return |
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod identity;
pub mod numbers;
pub mod pool;
pub mod pools;
pub mod runtime_api;
pub mod serving;

pub use identity::{ChainIdentityV2, SubnetIdentityV3};
pub use numbers::{AlphaBalance, NetUid, TaoBalance};
pub use pool::{Bounds, Emission, Pending, Pool};
pub use pools::{
    Books, Exchange, ExchangeQuote, Flow, OpenPool, Pools, Quote, Removal, SubnetInBlock, Trade, TradeError,
};
pub use serving::{AxonInfo, PrometheusInfo};
