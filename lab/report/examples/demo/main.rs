//! Writes three reports of invented data, to look at: `cargo run --release -p dtao-lab-report --example demo -- FOLDER`.
//!
//! `plain/` compares three rules on 64 subnets, with 2 000 samples and hostile names; `montecarlo/` repeats a run twenty times;
//! `sweep/` has twelve rows of parameters.

mod data;

use std::{io, path::PathBuf};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "lab-report-demo".into()));
    for (name, input) in [("plain", data::plain()), ("montecarlo", data::monte_carlo()), ("sweep", data::sweep())] {
        dtao_lab_report::write(&folder.join(name), &input)?;
        let page = folder.join(name).join("report.html");
        println!("{}: {} bytes", page.display(), page.metadata()?.len());
    }
    Ok(())
}
