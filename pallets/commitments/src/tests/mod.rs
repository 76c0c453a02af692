//! Tests, one file per call or subject.

mod attacks;
mod declared;
mod deposits;
mod encoding;
mod neurons;
mod set_commitment;
mod set_max_space;
mod time_locked;
mod try_state;
