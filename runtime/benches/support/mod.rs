//! The measurements, and the state that they share.

pub mod chain;
pub mod epoch;
pub mod table;
pub mod timings;
pub mod year;
