//! Root's part of a new subnet, day by day, as it falls with the alpha that the subnet issues.
//!
//! `cargo run --release -p dtao-math --example root_curve` prints the tables of `docs/root-and-alpha.md` and writes
//! `docs/root-and-alpha.svg`.

#[allow(clippy::duplicate_mod, reason = "the tests load both examples, each with its chart")]
mod chart;

use chart::Chart;
use dtao_math::{
    issuance::block_emission,
    root::{root_proportion, weighted_root},
};
use std::fmt::Write;

/// The number of blocks of 12 seconds in a day.
const DAY: u64 = 7_200;

/// The length of the curves, in days.
const DAYS: u64 = 600;

/// The TAO at root when dynamic TAO started, in rao.
const ROOT_STAKE: u64 = 5_930_000_000_000_000;

/// The TAO weight, in parts of 2^64 − 1: 0.18.
const TAO_WEIGHT: u64 = 3_320_413_933_267_719_290;

/// The alpha issued per block, in tenths: one whole alpha for the subnet's neurons, and none, a half or one into its
/// pool.
pub const RATES: [u64; 3] = [10, 15, 20];

/// The days of the first table.
const TABLE_DAYS: [u64; 13] = [0, 1, 3, 5, 7, 14, 28, 50, 74, 99, 148, 297, 593];

/// The levels of the second table, in percent.
pub const LEVELS: [u64; 5] = [95, 84, 50, 43, 20];

/// Root's part of a subnet over time.
pub struct Curve {
    /// The part at the end of each day, from day 0 on, between 0 and 1.
    pub days: Vec<f64>,
    /// The first block at or under each of [`LEVELS`]; 0 if the curve is too short.
    pub passed: [u64; 5],
}

/// Computes the curve block by block, with the halving schedule.
pub fn curve(tenths: u64) -> Curve {
    let weight = weighted_root(ROOT_STAKE, TAO_WEIGHT);
    let mut issued = 0;
    let mut curve = Curve { days: vec![1.0], passed: [0; 5] };
    for block in 1..=DAYS * DAY {
        issued += block_emission(issued) / 10 * tenths;
        let part = root_proportion(weight, issued);
        for (passed, level) in curve.passed.iter_mut().zip(LEVELS) {
            if *passed == 0 && part * 100 <= level {
                *passed = block;
            }
        }
        if block % DAY == 0 {
            curve.days.push(part.to_num());
        }
    }
    curve
}

/// Returns the day nearest to a block.
pub fn day_of(block: u64) -> u64 {
    (block + DAY / 2) / DAY
}

fn alpha(tenths: u64) -> String {
    format!("{}.{} alpha a block", tenths / 10, tenths % 10)
}

/// Returns the two tables: root's part by day, and the day by root's part.
pub fn tables(curves: &[Curve]) -> String {
    let heading = RATES.map(|tenths| format!(" {} |", alpha(tenths))).concat() + "\n|---|---|---|---|\n";
    let mut text = format!("| day |{heading}");
    for day in TABLE_DAYS {
        write!(text, "| {day} |").unwrap();
        for curve in curves {
            write!(text, " {:.1} % |", 100.0 * curve.days[day as usize]).unwrap();
        }
        text.push('\n');
    }
    write!(text, "\n| root's part |{heading}").unwrap();
    for (position, level) in LEVELS.iter().enumerate() {
        write!(text, "| {level} % |").unwrap();
        for curve in curves {
            write!(text, " day {} |", day_of(curve.passed[position])).unwrap();
        }
        text.push('\n');
    }
    text
}

/// Returns the curves as a line chart.
pub fn drawing(curves: &[Curve]) -> String {
    let mut chart = Chart::new("Root's part of a new subnet", DAYS as f64);
    for tenth in 0..=10 {
        chart.add_grid_line(tenth);
    }
    for day in (0..=DAYS).step_by(50) {
        chart.add_x_label(day as f64, day);
    }
    for ((curve, tenths), colour) in curves.iter().zip(RATES).zip(["#0969da", "#1a7f37", "#bc4c00"]) {
        let path = chart.path(curve.days.iter().enumerate().step_by(5).map(|(day, part)| (day as f64, *part)));
        let (base, name) = (tenths * 4, alpha(tenths));
        chart.add(format_args!("<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"));
        chart.add(format_args!("<text x=\"560\" y=\"{base}\" fill=\"{colour}\">{name}</text>"));
    }
    chart.finish("days since the subnet began")
}

fn main() -> std::io::Result<()> {
    let curves = RATES.map(curve);
    print!("{}", tables(&curves));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/root-and-alpha.svg");
    std::fs::write(path, drawing(&curves))
}
