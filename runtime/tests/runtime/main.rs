//! Tests of the runtime as a whole: the pallets with the runtime's own configuration.

mod apis;
mod bounds;
mod chain;
mod consensus;
mod epochs;
mod fees;
mod free;
mod frozen;
mod fuzz;
mod genesis;
mod limits;
mod metadata;
mod proxies;
mod proxy_lists;
mod runtime_apis;
mod shield;
mod storage;
mod stuck;
mod supply;
mod time_locks;
mod upgrade;
