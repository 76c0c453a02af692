//! Effects, origins and weights of the setters, and the freeze window.

mod absent;
mod declared;
mod freeze;
mod owner_values;
mod setters;
mod subtoken;
mod trim;
