//! The state of a chain in memory, made for blocks by the million: no trie, no overlay to merge, and copies in microseconds.
//!
//! | module | content |
//! |---|---|
//! | [`store`] | the keys and values |
//! | [`externalities`] | the interface to the runtime: transactions, lists, iteration |

pub mod externalities;
pub mod store;

pub use externalities::State;
pub use store::Store;
