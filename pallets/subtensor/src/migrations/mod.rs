//! Migrations of storage.
//!
//! | version | change |
//! |---|---|
//! | 1 | the first |
//! | 2 | positions are indexed by subnet; root's seats and the owners of subnets are neurons: [`v2`] |
//! | 3 | hotkeys have accounts even without TAO: [`v3`], over several blocks |
//! | 4 | commitments name the epoch of their reveal, weights the block that they are of: [`v4`], over several blocks |

pub mod v2;
pub mod v3;
pub mod v4;
