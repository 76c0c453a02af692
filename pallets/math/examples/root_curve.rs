//! How root's part of a new subnet falls, day by day, with what the subnet issues.
//!
//! `cargo run --release -p dtao-math --example root_curve` prints the tables of `docs/root-and-alpha.md` and draws
//! `docs/root-and-alpha.svg`.

use dtao_math::{
    issuance::block_emission,
    root::{root_proportion, weighted_root},
};
use std::fmt::Write;

/// Blocks of 12 seconds in a day.
const DAY: u64 = 7_200;

/// How long the curves are, in days.
const DAYS: u64 = 600;

/// TAO at root when dynamic TAO began, in rao.
const ROOT_STAKE: u64 = 5_930_000_000_000_000;

/// The weight of root's TAO beside alpha, in parts of 2^64 - 1: 0.18.
const TAO_WEIGHT: u64 = 3_320_413_933_267_719_290;

/// Alpha issued in a block in tenths: one for the people of the subnet, and none, a half or one into its pool.
pub const RATES: [u64; 3] = [10, 15, 20];

/// The days whose proportions are shown.
const SHOWN: [u64; 13] = [0, 1, 3, 5, 7, 14, 28, 50, 74, 99, 148, 297, 593];

/// The parts of a hundred whose days are shown.
pub const LEVELS: [u64; 5] = [95, 84, 50, 43, 20];

/// Root's part of a subnet at the end of each day, from day 0 on, and the blocks in which it first was at or under each
/// of [`LEVELS`].
pub struct Curve {
    /// Between 0 and 1.
    pub days: Vec<f64>,
    /// Block numbers; 0 where the curve is too short.
    pub passed: [u64; 5],
}

/// Issues alpha block by block, as the halving schedule allows.
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

/// The day nearest to a block.
pub fn day_of(block: u64) -> u64 {
    (block + DAY / 2) / DAY
}

fn alpha(tenths: u64) -> String {
    format!("{}.{} alpha a block", tenths / 10, tenths % 10)
}

/// The two tables: root's part by day, and the day by root's part.
pub fn tables(curves: &[Curve]) -> String {
    let mut text = String::from("| day |");
    for tenths in RATES {
        write!(text, " {} |", alpha(tenths)).unwrap();
    }
    text.push_str("\n|---|---|---|---|\n");
    for day in SHOWN {
        write!(text, "| {day} |").unwrap();
        for curve in curves {
            write!(text, " {:.1} % |", 100.0 * curve.days[day as usize]).unwrap();
        }
        text.push('\n');
    }
    text.push_str("\n| root's part |");
    for tenths in RATES {
        write!(text, " {} |", alpha(tenths)).unwrap();
    }
    text.push_str("\n|---|---|---|---|\n");
    for (position, level) in LEVELS.iter().enumerate() {
        write!(text, "| {level} % |").unwrap();
        for curve in curves {
            write!(text, " day {} |", day_of(curve.passed[position])).unwrap();
        }
        text.push('\n');
    }
    text
}

/// The curves as a drawing of 720 by 400 units.
pub fn drawing(curves: &[Curve]) -> String {
    let (left, top, width, height) = (60.0, 20.0, 640.0, 330.0);
    let x = |day: f64| left + width * day / DAYS as f64;
    let y = |part: f64| top + height * (1.0 - part);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Root's part of a new subnet</title>\n<rect width=\"720\" height=\"400\" fill=\"white\"/>\n",
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
    }
    for day in (0..=DAYS).step_by(50) {
        writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{day}</text>",
            x(day as f64),
            top + height + 18.0
        )
        .unwrap();
    }
    for ((curve, tenths), colour) in curves.iter().zip(RATES).zip(["#0969da", "#1a7f37", "#bc4c00"]) {
        let mut path = String::new();
        for (day, part) in curve.days.iter().enumerate().step_by(5) {
            let pen = if day == 0 { 'M' } else { 'L' };
            write!(path, "{pen}{:.1} {:.1}", x(day as f64), y(*part)).unwrap();
        }
        writeln!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>").unwrap();
        writeln!(svg, "<text x=\"560\" y=\"{}\" fill=\"{colour}\">{}</text>", tenths * 4, alpha(tenths)).unwrap();
    }
    svg.push_str("<text x=\"380\" y=\"390\" text-anchor=\"middle\">days since the subnet began</text>\n</svg>\n");
    svg
}

fn main() -> std::io::Result<()> {
    let curves = RATES.map(curve);
    print!("{}", tables(&curves));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/root-and-alpha.svg");
    std::fs::write(path, drawing(&curves))
}
