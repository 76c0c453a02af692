//! Effects, origins and weights of the setters, and the freeze window.

mod freeze;
mod setters;
