//! Effects, origins and weights of the setters, and the freeze window.

mod declared;
mod freeze;
mod setters;
