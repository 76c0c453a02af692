//! What each setter sets and who may, and when an owner may not.

mod freeze;
mod setters;
