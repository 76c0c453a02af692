//! Tests, one file per call or subject.

mod declared;
mod open;
mod unsigned;
mod write_pulse;
