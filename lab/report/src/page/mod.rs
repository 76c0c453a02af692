//! The page: one file of HTML with everything in it.

mod sections;
mod table;

use crate::{
    aggregate::Experiment,
    assets,
    input::ReportInput,
    number,
    payload::{self, Detail, MAX_POINTS},
    text::{self, escape},
};
use table::Table;

pub use sections::{rule_name, subnets_of_interest};

/// Largest page that the data of charts may fill, in bytes.
pub const MAX_BYTES: usize = 3_000_000;
/// Bytes for the data of charts, even if the rest of the page is larger than [`MAX_BYTES`].
const MIN_DATA_BYTES: usize = 500_000;

/// Writes the page. Equal inputs give equal bytes.
pub fn html(input: &ReportInput, experiments: &[Experiment]) -> serde_json::Result<String> {
    let (before, after) = (head(input) + &first_screen(input, experiments), tables(input, experiments));
    // The note on detail and the end of the document are short.
    let rest = before.len() + after.len() + assets::UPLOT_SCRIPT.len() + assets::SCRIPT.len() + 8_000;
    let budget = MAX_BYTES.saturating_sub(rest).max(MIN_DATA_BYTES);
    let (data, detail) = payload::json(input, experiments, budget)?;
    let note = detail_note(input, experiments, detail);
    Ok(before + &charts(experiments, &note) + &after + &scripts(&data))
}

fn head(input: &ReportInput) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} – lab report</title>\n<style>{}</style>\n<style>{}</style>\n</head>\n<body>\n",
        assets::content_security_policy(),
        escape(&text::name(&input.scenario.name)),
        assets::UPLOT_STYLE,
        assets::STYLE
    )
}

fn first_screen(input: &ReportInput, experiments: &[Experiment]) -> String {
    let scenario = &input.scenario;
    let description = match scenario.description.trim() {
        "" => String::new(),
        description => format!("<p class=\"description\"><bdi>{}</bdi></p>\n", escape(&text::block(description))),
    };
    format!(
        "<header>\n<p class=\"kind\">Lab report</p>\n<h1><bdi>{}</bdi></h1>\n{description}{}{}</header>\n<main>\n{}",
        escape(&text::name(&scenario.name)),
        sections::verdict(input, experiments),
        sections::facts(input),
        section("expectations", "Expectations", sections::expectations(input)),
    ) + &section("start-to-end", "Start to end", sections::glance(input, experiments))
        + &section("sweep", "Rows of the sweep", sections::sweep(input, experiments))
}

fn charts(experiments: &[Experiment], note: &str) -> String {
    let row = if experiments.len() > 1 { "<label>Row <select id=\"row\"></select></label>" } else { "" };
    format!(
        "<section id=\"charts\"><h2>Charts</h2>\n<noscript><p>Charts need JavaScript, which your browser has switched off.</p>\
         </noscript>\n<div class=\"bar sticky\" role=\"group\" aria-label=\"Settings of all charts\">\
         <label>Subnet <select id=\"subnet\"></select></label>{row}\
         <div id=\"rules\" class=\"toggles\" role=\"group\" aria-label=\"Rules shown\"></div>\
         <label class=\"check\"><input type=\"checkbox\" id=\"logarithmic\"> Logarithmic</label>\
         <button type=\"button\" id=\"reset\" disabled>Whole time</button></div>\n\
         <div id=\"figures\" class=\"figures\"></div>\n<p class=\"note\">Drag over a chart to enlarge a span of time in all \
         charts. \
         In a focused chart, ← → move the cursor, + and − change the span, 0 shows all. {}</p></section>\n",
        escape(note)
    )
}

/// Profits, and the value of one agent over time.
fn agents(input: &ReportInput, experiments: &[Experiment]) -> String {
    if input.accounts.is_empty() {
        return String::new();
    }
    let profits = sections::profits(input, experiments).map_or(String::new(), |table| table.html());
    format!(
        "<section id=\"agents\"><h2>Profit of the agents</h2>\n{profits}<div class=\"bar\">\
         <label>Agent <select id=\"agent\"></select></label></div><div id=\"account\"></div></section>\n"
    )
}

/// States how the data was reduced.
fn detail_note(input: &ReportInput, experiments: &[Experiment], detail: Detail) -> String {
    let points = |points: usize| match points {
        0 => "are not in this file".into(),
        MAX_POINTS => format!("have up to {} points for each line", number::whole(MAX_POINTS as u64)),
        _ => format!("have about {} points for each line", number::whole(points as u64)),
    };
    let mut note = String::new();
    if detail.of_interest == detail.others || input.scenario.subnets_of_interest.is_empty() {
        note += &format!("Charts {}", points(detail.of_interest));
    } else {
        note += &format!("Charts of the subnets of interest {}, ", points(detail.of_interest));
        note += &format!("those of other subnets {}", points(detail.others));
    }
    note += "; longer lines were reduced by largest triangle, three buckets, which keeps ends and extremes. \
             Values are rounded to five digits of the largest of their line; all samples are in series.csv.";
    if detail.experiments < experiments.len() {
        note += &format!(" Only the first {} rows of the sweep have charts.", detail.experiments);
    }
    note
}

fn tables(input: &ReportInput, experiments: &[Experiment]) -> String {
    let mut html = agents(input, experiments);
    html += "<section id=\"ends\"><h2>Values at the end</h2><div class=\"bar\">\
             <label>Quantity <select id=\"quantity\"></select></label></div><div id=\"end-table\"></div></section>\n";
    html += &section("calls", "Failed calls", sections::failed_calls(input));
    html += "<section id=\"runs\"><h2>Runs</h2><details><summary>Seeds and parameters</summary>\n";
    html += &sections::runs(input).html();
    html += "</details></section>\n";
    if !input.scenario.text.is_empty() {
        html += &format!(
            "<section id=\"scenario\"><h2>Scenario file</h2><details><summary><bdi>{}</bdi></summary>\
             <pre tabindex=\"0\" role=\"region\" aria-label=\"Text of the scenario file\">{}</pre></details></section>\n",
            escape(&text::name(if input.scenario.file.is_empty() { "Text" } else { &input.scenario.file })),
            escape(&text::block(&input.scenario.text))
        );
    }
    html
}

fn scripts(data: &str) -> String {
    format!(
        "</main>\n<script type=\"application/json\" id=\"data\">{data}</script>\n<script>{}</script>\n<script>{}</script>\n\
         </body>\n</html>\n",
        assets::UPLOT_SCRIPT,
        assets::SCRIPT
    )
}

fn section(id: &str, title: &str, table: Option<Table>) -> String {
    table.map_or(String::new(), |table| format!("<section id=\"{id}\"><h2>{title}</h2>\n{}</section>\n", table.html()))
}
