//! The gain of validators that collude: they put all of their weight on a miner of their own.
//!
//! `cargo run --release -p dtao-math --example collusion` prints the table of `docs/collusion.md` and writes
//! `docs/collusion.svg`.

#[allow(clippy::duplicate_mod, reason = "the tests load both examples, each with its chart")]
mod chart;

use chart::Chart;
use dtao_math::yuma::{epoch, BondsRule, Input, Neuron, Outcome, Params};
use std::fmt::Write;

/// κ of a half, the default of a new subnet: 32 767 of 65 535.
pub const HALF: u16 = 32_767;

/// κ of 0, with which consensus is the largest weight and nothing is clipped.
pub const NO_CLIPPING: u16 = 0;

/// The stakes of the group, in percent of all stake.
pub const STAKES: [u64; 17] = [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90];

/// The number of epochs. Bonds move by a tenth of their distance in each, so they have settled by then.
const EPOCHS: u64 = 200;

/// The number of validators in the group, and outside it.
const GROUP: u64 = 4;
const REST: u64 = 6;

/// The weights of the other validators for the miners, in percent. The last miner is the group's.
const MERITS: [u16; 8] = [20, 18, 16, 14, 12, 10, 8, 2];

/// The group's fractions of the emission, between 0 and 1.
#[derive(Clone, Copy)]
pub struct Gain {
    /// Of the miners' earnings: its miner's incentive.
    pub miners: f64,
    /// Of the validators' earnings: its dividends.
    pub validators: f64,
}

impl Gain {
    /// Of all earnings. Miners and validators earn the same.
    pub fn total(&self) -> f64 {
        (self.miners + self.validators) / 2.0
    }
}

/// Returns the group's gain once bonds have settled.
pub fn gain(percent: u64, kappa: u16, bonds: BondsRule) -> Gain {
    let params = Params { kappa, bonds, bonds_penalty: u16::MAX, ..Params::default() };
    let (neurons, weights) = subnet(percent);
    let mut outcome = Outcome::default();
    for _ in 0..EPOCHS {
        let input = Input { neurons: &neurons, weights: &weights, bonds: &outcome.bonds, last_epoch: 0 };
        outcome = epoch(&params, &input);
    }
    let part = |parts: &[u64], own: &[u64]| own.iter().sum::<u64>() as f64 / parts.iter().sum::<u64>() as f64;
    let (server, validator) = (&outcome.server, &outcome.validator);
    Gain {
        miners: part(server, &server[server.len() - 1..]),
        validators: part(validator, &validator[..GROUP as usize]),
    }
}

/// Returns the neurons, which are the group's validators, the other validators and the miners, and their weights.
fn subnet(percent: u64) -> (Vec<Neuron>, Vec<Vec<(u16, u16)>>) {
    let validators = GROUP + REST;
    let stakes = [(GROUP, percent * 1_000_000_000 / GROUP), (REST, (100 - percent) * 1_000_000_000 / REST)];
    let mut neurons = vec![];
    for (count, stake) in stakes {
        let validator = Neuron { stake, weights_at: 1, permit: true, active: true, ..Neuron::default() };
        neurons.extend((0..count).map(|_| validator));
    }
    neurons.extend(MERITS.map(|_| Neuron { active: true, ..Neuron::default() }));
    let first = validators as u16;
    let honest: Vec<_> = (first..).zip(MERITS).collect();
    let own = vec![(first + MERITS.len() as u16 - 1, u16::MAX)];
    let weights = (0..validators).map(|uid| if uid < GROUP { &own } else { &honest }.clone()).collect();
    (neurons, weights)
}

/// One row of the table: with a κ of a half, without clipping, and with a κ of a half under Yuma 3.
pub struct Row {
    pub stake: u64,
    pub clipped: Gain,
    pub plain: Gain,
    pub yuma3: Gain,
}

pub fn rows() -> Vec<Row> {
    let row = |stake| Row {
        stake,
        clipped: gain(stake, HALF, BondsRule::Yuma2),
        plain: gain(stake, NO_CLIPPING, BondsRule::Yuma2),
        yuma3: gain(stake, HALF, BondsRule::Yuma3),
    };
    STAKES.map(row).into()
}

/// Returns the table of the group's gain by its stake.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| stake | miners' part | validators' part | of all | of all, Yuma 3 | no clipping: miners' part | validators' part | of all |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        write!(text, "| {} % |", row.stake).unwrap();
        let (clipped, plain) = (row.clipped, row.plain);
        for part in [
            clipped.miners,
            clipped.validators,
            clipped.total(),
            row.yuma3.total(),
            plain.miners,
            plain.validators,
            plain.total(),
        ] {
            write!(text, " {:.1} % |", 100.0 * part).unwrap();
        }
        text.push('\n');
    }
    text
}

/// A line of the drawing: its name, colour, dashes and values.
type Line = (&'static str, &'static str, &'static str, fn(&Row) -> f64);

const LINES: [Line; 4] = [
    ("miners' part", "#0969da", "none", |row| row.clipped.miners),
    ("validators' part", "#1a7f37", "none", |row| row.clipped.validators),
    ("of all", "#bc4c00", "none", |row| row.clipped.total()),
    ("of all, without clipping", "#57606a", "6 4", |row| row.plain.total()),
];

/// Returns the table as a line chart.
pub fn drawing(rows: &[Row]) -> String {
    let mut chart = Chart::new("What a colluding group gets of the emission", 100.0);
    for tenth in 0..=10 {
        chart.add_grid_line(tenth);
        chart.add_x_label(f64::from(10 * tenth), format_args!("{} %", 10 * tenth));
    }
    for (index, (name, colour, dashes, value)) in LINES.into_iter().enumerate() {
        let path = chart.path(rows.iter().map(|row| (row.stake as f64, value(row))));
        // The key, in a corner without lines.
        let base = 48 + 18 * index;
        chart.add(format_args!(
            "<path d=\"{path}M80 {}h30\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" \
             stroke-dasharray=\"{dashes}\"/>\n<text x=\"118\" y=\"{base}\" fill=\"{colour}\">{name}</text>",
            base - 4
        ));
    }
    chart.finish("the group's part of all stake")
}

fn main() -> std::io::Result<()> {
    let rows = rows();
    print!("{}", table(&rows));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/collusion.svg");
    std::fs::write(path, drawing(&rows))
}
