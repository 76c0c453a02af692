//! Operations that touch every layer below: subnets come and go, neurons come and go, a hotkey or a coldkey replaces another.

pub mod announce_coldkey;
mod choose_coldkey;
pub mod dissolve_subnet;
pub mod register_neuron;
pub mod register_subnet;
mod root_seat;
pub mod swap_coldkey;
pub mod swap_hotkey;
