//! The facts about a sealed chain that are printed at its start: for people, or as JSON for programs.
//!
//! All figures are read from the state of the best block.
//!
//! | module | content |
//! |---|---|
//! | [`facts`] | accounts, keys, subnets and addresses |
//! | [`json`] | the line of JSON |
//! | [`text`] | the text |

mod facts;
mod json;
mod text;

use crate::{
    accounts::Derived,
    dev::{mode::Sealing, service::Node},
};

/// The form of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Json,
}

/// Prints the facts to standard output. Failures are logged.
pub fn show(node: &Node, derived: &Derived, sealing: Sealing, form: Form) {
    match facts::read(node, derived, sealing) {
        Ok(facts) => println!("{}", if form == Form::Json { facts.json() } else { facts.text() }),
        Err(error) => log::warn!("The accounts and subnets cannot be printed: {error}"),
    }
}
