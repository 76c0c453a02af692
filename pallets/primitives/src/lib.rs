//! The types and the seams that the pallets, the runtime and the node of a dTAO chain share.
//!
//! | module | what is in it |
//! |---|---|
//! | [`numbers`] | [`NetUid`], [`TaoBalance`], [`AlphaBalance`]: integers that cannot be mixed up |
//! | [`pool`] | [`Pool`]: all the hot state of one subnet, with the methods that change it |
//! | [`pools`] | [`Pools`]: what the rest of the chain may ask of the pallet that keeps the pools |
//! | [`identity`] | what a subnet, and what a coldkey, says of itself |
//! | [`serving`] | where neurons can be reached |
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
pub use pools::{Exchange, Flow, Pools, Retirement, Stepped, Trade, TradeError};
pub use serving::{AxonInfo, PrometheusInfo};
