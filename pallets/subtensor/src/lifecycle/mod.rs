//! Operations that touch every layer below: subnets come and go, neurons come and go, a hotkey replaces another.

mod choose_coldkey;
pub mod dissolve_subnet;
pub mod register_neuron;
pub mod register_subnet;
mod root_seat;
pub mod swap_hotkey;
