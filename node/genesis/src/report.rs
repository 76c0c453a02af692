//! Summary of the state that a genesis file makes.

use super::{
    build,
    definition::Definition,
    units::{format_amount, TOKEN},
};
use dtao_primitives::{NumberedPool, Pools};
use dtao_runtime::{Balances, SubtensorModule, Swap, System};
use frame_support::traits::Hooks;
use std::fmt::Write;

/// Subnet of a genesis state, and its emission in the first block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Netuid.
    pub netuid: u16,
    /// TAO and alpha in the pool, and alpha outside of it, in rao.
    pub pool: [u64; 3],
    /// TAO and alpha that the first block adds to the pool, and alpha that it adds outside, in rao.
    pub first_block: [u64; 3],
}

/// Figures of a genesis state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Issued TAO, in rao.
    pub issuance: u64,
    /// TAO staked at root, in rao.
    pub root: u64,
    /// Subnets without root.
    pub subnets: Vec<Row>,
}

impl Report {
    /// Builds the genesis state, runs the step of block 1, and reads both states.
    pub fn new(definition: &Definition) -> Result<Self, String> {
        build(definition)?.execute_with(|| {
            let before = <Swap as Pools<_>>::all();
            let issuance = Balances::total_issuance();
            System::set_block_number(1);
            SubtensorModule::on_initialize(1);
            super::invariants()?;
            let after = <Swap as Pools<_>>::all();
            let root = before.iter().find(|subnet| subnet.netuid.is_root());
            Ok(Self {
                issuance,
                root: root.map_or(0, |root| root.pool.tao.rao()),
                subnets: before
                    .iter()
                    .zip(&after)
                    .filter(|(subnet, _)| !subnet.netuid.is_root())
                    .map(|(before, after)| row(before, after))
                    .collect(),
            })
        })
    }

    /// Returns the report as text.
    pub fn text(&self, definition: &Definition) -> String {
        let mut text = format!("{} ({})\n", definition.name, definition.id);
        let (all, root) = (format_amount(self.issuance), format_amount(self.root));
        // Writing to a string does not fail.
        let _ = writeln!(text, "{all} {TOKEN} in all, of which {root} staked at root\n");
        let head = ["#", "TAO", "alpha", "alpha outside", "first block: TAO", "alpha", "alpha out"];
        let mut rows = vec![head.map(String::from)];
        for row in &self.subnets {
            let [tao, alpha, out] = row.pool.map(format_amount);
            let [tao_in, alpha_in, alpha_out] = row.first_block.map(format_amount);
            rows.push([row.netuid.to_string(), tao, alpha, out, tao_in, alpha_in, alpha_out]);
        }
        for row in &rows {
            for (column, cell) in row.iter().enumerate() {
                let width = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
                let _ = write!(text, "{cell:>width$}  ");
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text
    }
}

fn row(before: &NumberedPool, after: &NumberedPool) -> Row {
    let emission = &after.pool.emission;
    Row {
        netuid: before.netuid.get(),
        pool: [before.pool.tao.rao(), before.pool.alpha_in.rao(), before.pool.alpha_out.rao()],
        first_block: [emission.tao_in.rao(), emission.alpha_in.rao(), emission.alpha_out.rao()],
    }
}
