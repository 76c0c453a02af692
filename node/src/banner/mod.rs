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
use std::io::{stdout, Write};

/// The form of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Json,
}

/// Prints the facts to standard output. Failures are logged.
pub fn show(node: &Node, derived: &Derived, sealing: Sealing, form: Form) {
    let printed = facts::read(node, derived, sealing).and_then(|facts| {
        let mut text = if form == Form::Json { facts.json() } else { facts.text() };
        text.push('\n');
        // In one piece, so that no line of the log comes between where both go to one file.
        Ok(stdout().lock().write_all(text.as_bytes())?)
    });
    if let Err(error) = printed {
        log::warn!("The accounts and subnets cannot be printed: {error}");
    }
}
