//! Runs of a scenario.
//!
//! | module | content |
//! |---|---|
//! | [`plan`] | the list of runs of a study |
//! | [`single`] | one run |
//! | [`cast`] | the agents of a run, and the order of their calls |
//! | [`watches`] | values at other times than now |
//! | [`pool`] | many runs on several threads |
//! | [`estimate`] | the time and the space that a study will take |

pub mod cast;
pub mod estimate;
pub mod plan;
pub mod pool;
pub mod single;
pub mod watches;
