//! What touches everything: subnets that come and go, neurons that do, and a hotkey that takes the place of another.

pub mod dissolve_subnet;
mod families;
pub mod found_subnet;
mod prune_neuron;
pub mod register_neuron;
mod root_seat;
mod swap_hotkey;
