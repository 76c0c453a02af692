//! One file per call or subject.

mod add_stake;
