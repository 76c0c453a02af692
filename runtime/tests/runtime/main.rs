//! Tests of the runtime as a whole: the pallets with the runtime's own configuration.

mod apis;
mod baskets;
mod bounds;
mod chain;
mod commitments;
mod consensus;
mod epochs;
mod fee_in_alpha;
mod fees;
mod free;
mod frozen;
mod fuzz;
mod genesis;
mod limits;
mod metadata;
mod owner_pays;
mod proxies;
mod proxy_lists;
mod runtime_apis;
mod shield;
mod storage;
mod stuck;
mod supply;
mod time_locks;
mod upgrade;
