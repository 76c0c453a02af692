//! How storage came to be as it is.
//!
//! | version | what came with it |
//! |---|---|
//! | 1 | the first |
//! | 2 | positions are listed by subnet, root's seats are neurons, and so are subnets' owners: [`v2`] |
//! | 3 | hotkeys have accounts, without any TAO: [`v3`], over as many blocks as it takes |

pub mod v2;
pub mod v3;
