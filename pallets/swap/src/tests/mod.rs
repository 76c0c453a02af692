//! One file per call or subject.

mod accounts;
mod closing;
mod invariants;
mod migrations;
mod set_fee_rate;
mod store;
mod trades;
