//! What the measurements share.

pub mod chain;
pub mod counting;
pub mod counts;
pub mod timings;
pub mod year;
