//! The runtime as a whole: what the pallets and the runtime's own numbers make together.

mod apis;
mod chain;
mod consensus;
mod epochs;
mod fees;
mod free;
mod genesis;
mod limits;
mod metadata;
mod proxies;
mod proxy_lists;
mod runtime_apis;
mod shield;
mod storage;
mod upgrade;
