//! The calls that buy, sell, move, lock and give up stake, set a hotkey's take, and claim the alpha of root's stakers.

mod add;
mod all;
pub mod auto;
pub mod claim;
mod dust;
pub mod fee;
pub(crate) mod locks;
mod moves;
mod remove;
mod retire;
pub(crate) mod root_debts;
pub(crate) mod take;
pub mod transition;
