//! One file per call or subject.

mod add_stake;
mod add_stake_limit;
mod block_step;
mod genesis;
mod info;
mod position;
mod properties;
mod remove_stake;
mod remove_stake_limit;
mod soak;
mod try_state;
mod vectors;
