//! Writes four reports of invented data, to look at: `cargo run --release -p dtao-lab-report --example demo -- FOLDER`.
//!
//! `plain/` compares three rules on 64 subnets, with 2 000 samples and hostile names; `montecarlo/` repeats a run twenty times;
//! `sweep/` has twelve rows of parameters, `nine-rules/` a few hours under nine rules.

mod data;

use std::{io, path::PathBuf};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "lab-report-demo".into()));
    type Invented = fn() -> dtao_lab_report::ReportInput;
    let reports: [(&str, Invented); 4] = [
        ("plain", data::plain),
        ("montecarlo", data::monte_carlo),
        ("sweep", data::sweep),
        ("nine-rules", data::nine_rules),
    ];
    for (name, input) in reports {
        dtao_lab_report::write(&folder.join(name), &input())?;
        let page = folder.join(name).join("report.html");
        println!("{}: {} bytes", page.display(), page.metadata()?.len());
    }
    Ok(())
}
