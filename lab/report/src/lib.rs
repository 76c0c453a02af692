//! Writes the report of a lab run: a page with charts and tables, and drawings for papers.
//!
//! [`write()`] takes a [`ReportInput`], which is plain data, and writes into a folder
//!
//! - `report.html`: one file that opens from disk without a network. Its content security policy allows no request, and no
//!   script or style except its own, which it names by their hashes. The charts overlay the rules; with several runs of equal
//!   parameters they show the median and the band from 5 % to 95 %.
//! - `charts/<quantity>-<netuid>.svg` for each subnet of interest, and `charts/account-value-<agent>.svg` for each agent of
//!   interest, by its position. In a sweep, row `n` has its drawings in `charts/row-<n>/`; at most [`MAX_DRAWN_ROWS`] rows have.
//!
//! Equal inputs give equal bytes: nothing depends on a clock, on the order of a hash map or on the machine.
//!
//! # How much of the data the page has
//!
//! A page has at most [`MAX_BYTES`] unless its tables alone are larger. Lines are reduced to at most 2 000 points by largest
//! triangle, three buckets: each line of a chart chooses its points, its ends, its extremes and the edges of its gaps among
//! them, and all lines of the chart keep the choices of each other, so that no shown value is interpolated. Values are rounded
//! to five digits of the largest value of their line, and written as differences in base 64, one to three bytes each. If the
//! data of all charts is still too large, subnets that are not of interest keep fewer points, down to 100; then those of
//! interest do; then the others have no charts; then rows at the end of a sweep have none. The page states what it has.
//!
//! # Memory
//!
//! The whole input is in memory: eight bytes for each sample of each quantity, and as much again while the page is written
//! (with bands, divided by the repetitions and multiplied by three). 64 subnets × 3 rules × 13 quantities × 2 000 samples are
//! 40 MB. Give fewer samples, or only the subnets of interest, for a thousand repetitions.
//!
//! # Example
//!
//! ```
//! use dtao_lab_report::{Quantity, ReportInput, Rule, Run, Scenario, Series, Subnet};
//!
//! let mut columns = vec![Default::default(); Quantity::standard().len()];
//! columns[0] = vec![0.5, 0.01].into();
//! let input = ReportInput {
//!     scenario: Scenario {
//!         name: "SN28".into(), blocks: 100, blocks_per_day: 7_200, subnets_of_interest: vec![28], ..Default::default()
//!     },
//!     rules: vec![Rule { name: "MovingPrice".into() }],
//!     runs: vec![Run { run: 0, rule: 0, seed: 1, ..Default::default() }],
//!     subnets: vec![Subnet { netuid: 28, name: "LOL".into() }],
//!     quantities: Quantity::standard(),
//!     series: vec![Series { run: 0, rule: 0, netuid: 28, blocks: vec![0, 100], columns }],
//!     ..Default::default()
//! };
//! let folder = tempfile::tempdir()?;
//! dtao_lab_report::write(folder.path(), &input)?;
//! assert!(folder.path().join("report.html").exists());
//! assert!(folder.path().join("charts/price-28.svg").exists());
//! # Ok::<(), std::io::Error>(())
//! ```

#![deny(missing_docs)]

mod aggregate;
mod assets;
mod check;
mod downsample;
mod encode;
mod input;
mod number;
mod page;
mod payload;
mod svg;
mod text;

pub use input::*;
pub use page::MAX_BYTES;

use aggregate::{experiments, Chart, Experiment};
use std::{fs, io, path::Path};
use svg::Drawing;

/// Most rows of a sweep that have drawings.
pub const MAX_DRAWN_ROWS: usize = 32;

/// Writes `report.html` and the drawings into `out_dir`, which is created if it does not exist.
///
/// Fails with [`io::ErrorKind::InvalidInput`] before anything is written if the input contradicts itself: a position or a
/// number that does not exist, an entry that occurs twice, blocks that are not ascending, columns of another length.
pub fn write(out_dir: &Path, input: &ReportInput) -> io::Result<()> {
    check::check(input)?;
    let experiments = experiments(input);
    let page = page::html(input, &experiments)?;
    fs::create_dir_all(out_dir)?;
    fs::write(out_dir.join("report.html"), page)?;
    for (row, experiment) in experiments.iter().enumerate().take(MAX_DRAWN_ROWS) {
        let folder = out_dir.join("charts");
        let (folder, subtitle) = match experiments.len() {
            1 => (folder, String::new()),
            _ => (folder.join(format!("row-{}", row + 1)), payload::label(row, experiment)),
        };
        write_drawings(&folder, input, experiment, &subtitle)?;
    }
    Ok(())
}

fn write_drawings(folder: &Path, input: &ReportInput, experiment: &Experiment, subtitle: &str) -> io::Result<()> {
    let rules: Vec<String> = (0..input.rules.len()).map(|rule| page::rule_name(input, rule as u32)).collect();
    let draw = |title: String, unit: &str, chart: &Chart, file: String| -> io::Result<()> {
        let (unit, subtitle, blocks_per_day) = (text::name(unit), subtitle.to_owned(), input.scenario.blocks_per_day);
        let Some(svg) = svg::draw(&Drawing { title, subtitle, unit, chart, rules: &rules, blocks_per_day }) else {
            return Ok(());
        };
        fs::create_dir_all(folder)?;
        fs::write(folder.join(file), svg)
    };
    for subnet in page::subnets_of_interest(input) {
        let label = text::subnet_label(subnet.netuid, &subnet.name);
        for (position, quantity) in input.quantities.iter().enumerate() {
            let chart = experiment.chart(subnet.netuid, position);
            let title = format!("{}, {label}", text::name(&quantity.title));
            draw(title, &quantity.unit, &chart, format!("{}-{}.svg", quantity.key, subnet.netuid))?;
        }
    }
    for agent in &input.scenario.agents_of_interest {
        let name = input.agents.get(*agent as usize).map_or(String::new(), |agent| text::name(&agent.name));
        let chart = experiment.account_chart(*agent);
        draw(format!("Value, {name}"), "TAO", &chart, format!("account-value-{agent}.svg"))?;
    }
    Ok(())
}
