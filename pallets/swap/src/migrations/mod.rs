//! Migrations of the storage.
//!
//! | version | what came with it |
//! |---|---|
//! | 1 | the first |
//! | 2 | root's part of the alpha can be kept: [`v2`] |
//! | 3 | one account holds the TAO of all pools: [`v3`] |
//! | 4 | averages of what traders bring, of revenue and of withheld alpha: [`v4`] |
//!
//! Each migration knows the storage that it finds by types of its own, which never change again.

pub mod v2;
pub mod v3;
pub mod v4;
