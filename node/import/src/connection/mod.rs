//! A connection to a node of the chain.
//!
//! [`Connection`] opens again when it breaks, and asks again what was not answered. [`pages`] reads [ranges](range) of keys with their
//! values, in parallel. [`journal`] keeps the pages in a file, from which another run goes on.

pub mod client;
pub mod journal;
pub mod pages;
pub mod range;

pub use client::Connection;
pub use journal::Journal;
pub use range::Range;
