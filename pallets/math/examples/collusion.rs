//! What validators gain who put all their weight on a miner of their own.
//!
//! `cargo run --release -p dtao-math --example collusion` prints the table of `docs/collusion.md` and draws
//! `docs/collusion.svg`.

use dtao_math::yuma::{epoch, BondsRule, Input, Neuron, Outcome, Params};
use std::fmt::Write;

/// Half of the stake, as subnets begin: 32 767 of 65 535.
pub const HALF: u16 = 32_767;

/// Without a majority to ask for, consensus is the largest weight, and nothing is clipped.
pub const NO_CLIPPING: u16 = 0;

/// The stake of the group, in parts of a hundred of all.
pub const STAKES: [u64; 17] = [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90];

/// Epochs in which bonds move a tenth of their way: after these there is no way left.
const EPOCHS: u64 = 200;

/// Validators in the group, and in the rest.
const GROUP: u64 = 4;
const REST: u64 = 6;

/// What the rest says of the miners, in parts of a hundred. The last is the group's.
const MERITS: [u16; 8] = [20, 18, 16, 14, 12, 10, 8, 2];

/// The group's parts of emission, between 0 and 1.
#[derive(Clone, Copy)]
pub struct Gain {
    /// Of what miners earn: its miner's incentive.
    pub miners: f64,
    /// Of what validators earn: its dividends.
    pub validators: f64,
}

impl Gain {
    /// Of all. Miners and validators earn the same.
    pub fn total(&self) -> f64 {
        (self.miners + self.validators) / 2.0
    }
}

/// What the group has gained when bonds have settled.
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

/// The group's validators, the rest's, the miners; and the weights of all.
fn subnet(percent: u64) -> (Vec<Neuron>, Vec<Vec<(u16, u16)>>) {
    let validators = GROUP + REST;
    let stakes = [(GROUP, percent * 1_000_000_000 / GROUP), (REST, (100 - percent) * 1_000_000_000 / REST)];
    let mut neurons = vec![];
    for (count, stake) in stakes {
        let validator = Neuron { stake, last_update: 1, permit: true, active: true, ..Neuron::default() };
        neurons.extend((0..count).map(|_| validator));
    }
    neurons.extend(MERITS.map(|_| Neuron { active: true, ..Neuron::default() }));
    let first = validators as u16;
    let honest: Vec<_> = (first..).zip(MERITS).collect();
    let own = vec![(first + MERITS.len() as u16 - 1, u16::MAX)];
    let weights = (0..validators).map(|uid| if uid < GROUP { &own } else { &honest }.clone()).collect();
    (neurons, weights)
}

/// One row of the table: with kappa a half, without clipping, and with kappa a half under Yuma 3.
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

/// What the group gets, by its stake.
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

/// A line of the drawing: what it is called, its colour, its dashes, and what it shows.
type Line = (&'static str, &'static str, &'static str, fn(&Row) -> f64);

const LINES: [Line; 4] = [
    ("miners' part", "#0969da", "none", |row| row.clipped.miners),
    ("validators' part", "#1a7f37", "none", |row| row.clipped.validators),
    ("of all", "#bc4c00", "none", |row| row.clipped.total()),
    ("of all, without clipping", "#57606a", "6 4", |row| row.plain.total()),
];

/// The table as a drawing of 720 by 400 units.
pub fn drawing(rows: &[Row]) -> String {
    let (left, top, width, height) = (60.0, 20.0, 640.0, 330.0);
    let x = |percent: u64| left + width * percent as f64 / 100.0;
    let y = |part: f64| top + height * (1.0 - part);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>What a colluding group gets of the emission</title>\n<rect width=\"720\" height=\"400\" fill=\"white\"/>\n",
    );
    for tenth in 0..=10 {
        let (at, percent) = (y(f64::from(tenth) / 10.0), 10 * tenth);
        writeln!(
            svg,
            "<path d=\"M{left} {at:.1}h{width}\" stroke=\"#ddd\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{percent} %</text>",
            left - 8.0,
            at + 4.0
        )
        .unwrap();
        writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{percent} %</text>",
            x(percent as u64),
            top + height + 18.0
        )
        .unwrap();
    }
    for (place, (name, colour, dashes, value)) in LINES.into_iter().enumerate() {
        let mut path = String::new();
        for (number, row) in rows.iter().enumerate() {
            let pen = if number == 0 { 'M' } else { 'L' };
            write!(path, "{pen}{:.1} {:.1}", x(row.stake), y(value(row))).unwrap();
        }
        // The key, where no line goes.
        let line = 48 + 18 * place;
        writeln!(
            svg,
            "<path d=\"{path}M80 {}h30\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>\n\
             <text x=\"118\" y=\"{line}\" fill=\"{colour}\">{name}</text>",
            line - 4
        )
        .unwrap();
    }
    svg.push_str("<text x=\"380\" y=\"390\" text-anchor=\"middle\">the group's part of all stake</text>\n</svg>\n");
    svg
}

fn main() -> std::io::Result<()> {
    let rows = rows();
    print!("{}", table(&rows));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/collusion.svg");
    std::fs::write(path, drawing(&rows))
}
