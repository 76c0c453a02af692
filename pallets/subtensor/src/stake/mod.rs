//! Stake: how it is bought, sold, moved and given up; what hotkeys keep of what it earns, and how root's stakers get theirs.

mod add;
mod all;
pub mod auto;
pub mod claim;
mod moves;
mod remove;
mod retire;
pub(crate) mod take;
pub mod transition;
