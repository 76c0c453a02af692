//! One file per call or subject.

mod averages_migration;
mod closing;
mod custody;
mod custody_migration;
mod declared;
mod invariants;
mod migrations;
mod set_fee_rate;
mod store;
mod trades;
