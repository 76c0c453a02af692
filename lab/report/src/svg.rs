//! Drawings of charts for papers: SVG with axes, units, a legend, and lines that also differ in print without colour.

use crate::{
    aggregate::{Chart, Line},
    number::Ticks,
    payload::MAX_POINTS,
    text,
};
use std::fmt::Write;

/// Colours of the rules on white, each with a contrast of at least 4.5; `report.css` has the same.
pub const COLOURS: [&str; 9] =
    ["#1f5fbf", "#c2410c", "#15803d", "#7e22ce", "#0e7490", "#be185d", "#5c6608", "#57534e", "#7c2d12"];
/// Dashes of the rules, so that lines differ without colour.
const DASHES: [&str; 4] = ["", "7 3", "2 3", "9 3 2 3"];

const WIDTH: f64 = 760.0;
const PLOT_HEIGHT: f64 = 300.0;
const MARGIN: f64 = 16.0;
const FONT: f64 = 13.0;
const TITLE_FONT: f64 = 16.0;
const ROW: f64 = 20.0;
/// Length of a line in the legend, with the space behind it.
const SAMPLE: f64 = 34.0;

/// A chart with everything that its drawing shows.
pub struct Drawing<'a> {
    /// Title, already visible text.
    pub title: String,
    /// Second line of the title, already visible text; empty if there is none.
    pub subtitle: String,
    /// Unit of the values.
    pub unit: String,
    /// The lines.
    pub chart: &'a Chart,
    /// Names of all rules, already visible text.
    pub rules: &'a [String],
    /// Blocks of a day.
    pub blocks_per_day: u64,
}

impl Drawing<'_> {
    /// Height of the title with its second line.
    fn title_height(&self) -> f64 {
        let subtitle = if self.subtitle.is_empty() { 0.0 } else { ROW };
        MARGIN + TITLE_FONT + subtitle
    }
}

/// The rectangle of the lines, and the values at its edges.
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    x: (f64, f64),
    y: (f64, f64),
}

impl Frame {
    fn x(&self, value: f64) -> f64 {
        let span = self.x.1 - self.x.0;
        let part = if span > 0.0 { (value - self.x.0) / span } else { 0.5 };
        self.left + part * self.width
    }

    fn y(&self, value: f64) -> f64 {
        self.top + (self.y.1 - value) / (self.y.1 - self.y.0) * PLOT_HEIGHT
    }

    fn bottom(&self) -> f64 {
        self.top + PLOT_HEIGHT
    }

    fn right(&self) -> f64 {
        self.left + self.width
    }
}

/// Draws a chart; `None` if it has no finite value. Equal charts give equal bytes.
pub fn draw(drawing: &Drawing) -> Option<String> {
    let chart = drawing.chart.reduced(MAX_POINTS);
    let (low, high) = range(&chart)?;
    let ticks = Ticks::new(low, high, 6);
    let y_labels: Vec<String> = ticks.positions.iter().map(|position| ticks.label(*position)).collect();
    let widest = y_labels.iter().map(|label| width(label, FONT)).fold(0.0, f64::max);
    let left = MARGIN + widest + 10.0;
    let legend = legend(drawing, &chart);
    // Below the title and the legend is a row for the unit.
    let top = drawing.title_height() + ROW * f64::from(legend.rows) + 2.0 * ROW;
    let time = Time::new(&chart.blocks, drawing.blocks_per_day);
    let frame = Frame {
        left,
        top,
        width: WIDTH - MARGIN - left,
        x: (time.at(*chart.blocks.first()?), time.at(*chart.blocks.last()?)),
        y: (*ticks.positions.first()?, *ticks.positions.last()?),
    };
    let mut svg = head(drawing, frame.bottom() + 2.0 * ROW + MARGIN);
    svg += &legend.svg;
    svg += &label(MARGIN, top - 14.0, "start", &drawing.unit);
    for (position, text) in ticks.positions.iter().zip(&y_labels) {
        let y = frame.y(*position);
        svg += &rule_line((frame.left, y), (frame.right(), y), "#ddd");
        svg += &label(frame.left - 8.0, y + 4.5, "end", text);
    }
    svg += &time_axis(&frame, &time);
    for line in &chart.lines {
        svg += &draw_line(line, &chart.blocks, &frame, &time);
    }
    svg += "</svg>\n";
    Some(svg)
}

fn head(drawing: &Drawing, height: f64) -> String {
    let most = WIDTH - 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"{FONT}\" fill=\"#222\" role=\"img\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"{}\" font-size=\"{TITLE_FONT}\" font-weight=\"bold\" unicode-bidi=\"isolate\">{}</text>\n",
        text::escape([drawing.title.as_str(), &drawing.subtitle].join(" ").trim()),
        MARGIN + TITLE_FONT - 2.0,
        text::escape(&shortened(&drawing.title, TITLE_FONT, most)),
    );
    if !drawing.subtitle.is_empty() {
        svg += &label(MARGIN, drawing.title_height(), "start", &shortened(&drawing.subtitle, FONT, most));
    }
    svg
}

/// The values that the axis spans: from zero, unless that would take more than half of the drawing.
fn range(chart: &Chart) -> Option<(f64, f64)> {
    let finite = || chart.columns().into_iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) = (finite().reduce(f64::min)?, finite().reduce(f64::max)?);
    if low > 0.0 && low < high / 2.0 {
        return Some((0.0, high));
    }
    if high < 0.0 && high > low / 2.0 {
        return Some((low, 0.0));
    }
    Some((low, high))
}

struct Legend {
    svg: String,
    rows: u32,
}

/// Places the names of the rules from left to right, in as many rows as they need.
fn legend(drawing: &Drawing, chart: &Chart) -> Legend {
    let (mut svg, mut rows, mut x) = (String::new(), 1, MARGIN);
    for line in &chart.lines {
        let name = drawing.rules.get(line.rule as usize).map_or("", String::as_str);
        let shown = if line.band.is_some() { format!("{name}, median and 5–95 %") } else { name.to_owned() };
        let taken = SAMPLE + width(&shown, FONT) + 18.0;
        if x > MARGIN && x + taken > WIDTH - MARGIN {
            rows += 1;
            x = MARGIN;
        }
        let y = drawing.title_height() + ROW * f64::from(rows);
        let path = format!("M{x} {:.1}h26", y - 4.5);
        svg += &stroke(line.rule, &path);
        svg += &label(x + SAMPLE, y, "start", &shown);
        x += taken;
    }
    Legend { svg, rows }
}

/// Blocks as the axis shows them: days from two days on, blocks below.
struct Time {
    blocks_per_unit: f64,
    name: &'static str,
}

impl Time {
    fn new(blocks: &[u64], blocks_per_day: u64) -> Self {
        let span = blocks.last().unwrap_or(&0) - blocks.first().unwrap_or(&0);
        if span >= 2 * blocks_per_day {
            return Self { blocks_per_unit: blocks_per_day as f64, name: "day" };
        }
        Self { blocks_per_unit: 1.0, name: "block" }
    }

    fn at(&self, block: u64) -> f64 {
        block as f64 / self.blocks_per_unit
    }
}

fn time_axis(frame: &Frame, time: &Time) -> String {
    let mut svg = rule_line((frame.left, frame.bottom()), (frame.right(), frame.bottom()), "#222");
    let ticks = Ticks::new(frame.x.0, frame.x.1, 8);
    for position in ticks.positions.iter().copied().filter(|position| (frame.x.0..=frame.x.1).contains(position)) {
        let x = frame.x(position);
        svg += &rule_line((x, frame.bottom()), (x, frame.bottom() + 5.0), "#222");
        // A label at an end stays within the drawing.
        let half = width(&ticks.label(position), FONT) / 2.0;
        let centre = x.min(WIDTH - 4.0 - half);
        svg += &label(centre, frame.bottom() + ROW, "middle", &ticks.label(position));
    }
    svg + &label(frame.left + frame.width / 2.0, frame.bottom() + 2.0 * ROW, "middle", time.name)
}

fn draw_line(line: &Line, blocks: &[u64], frame: &Frame, time: &Time) -> String {
    let mut svg = String::new();
    if let Some((low, high)) = &line.band {
        let colour = colour(line.rule);
        for (start, end) in finite_parts(low, high) {
            let points = (start..end).map(|position| (position, low[position]));
            let back = (start..end).rev().map(|position| (position, high[position]));
            let path = path(points.chain(back), blocks, frame, time);
            let _ = writeln!(
                svg,
                "<path d=\"{path}Z\" fill=\"{colour}\" fill-opacity=\"0.1\" stroke=\"{colour}\" stroke-opacity=\"0.5\" \
                 stroke-width=\"0.6\"/>"
            );
        }
    }
    let parts = finite_parts(&line.median, &line.median).into_iter();
    let paths = parts.map(|(start, end)| {
        let points = path((start..end).map(|position| (position, line.median[position])), blocks, frame, time);
        // A single sample between gaps is a dot.
        if end - start == 1 {
            points + "h0"
        } else {
            points
        }
    });
    svg + &stroke(line.rule, &paths.collect::<String>())
}

fn path(points: impl Iterator<Item = (usize, f64)>, blocks: &[u64], frame: &Frame, time: &Time) -> String {
    let mut path = String::new();
    for (count, (position, value)) in points.enumerate() {
        let command = if count == 0 { 'M' } else { 'L' };
        let (x, y) = (frame.x(time.at(blocks[position])), frame.y(value));
        let _ = write!(path, "{command}{x:.1} {y:.1}");
    }
    path
}

/// Ranges of positions at which both columns are finite.
fn finite_parts(first: &[f64], second: &[f64]) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (position, (a, b)) in first.iter().zip(second).enumerate() {
        if !a.is_finite() || !b.is_finite() {
            continue;
        }
        match parts.last_mut() {
            Some((_, end)) if *end == position => *end += 1,
            _ => parts.push((position, position + 1)),
        }
    }
    parts
}

fn stroke(rule: u32, path: &str) -> String {
    let dash = DASHES[rule as usize % DASHES.len()];
    let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
    format!(
        "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\" stroke-linejoin=\"round\" \
         stroke-linecap=\"round\"{dash}/>\n",
        colour(rule)
    )
}

fn colour(rule: u32) -> &'static str {
    COLOURS[rule as usize % COLOURS.len()]
}

fn rule_line(from: (f64, f64), to: (f64, f64), colour: &str) -> String {
    let (x1, y1, x2, y2) = (from.0, from.1, to.0, to.1);
    format!("<path d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\" stroke=\"{colour}\"/>\n")
}

fn label(x: f64, y: f64, anchor: &str, shown: &str) -> String {
    let shown = text::escape(shown);
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" unicode-bidi=\"isolate\">{shown}</text>\n")
}

/// The text, shortened to a width.
fn shortened(shown: &str, font: f64, most: f64) -> String {
    if width(shown, font) <= most {
        return shown.into();
    }
    let mut short = String::new();
    for character in shown.chars() {
        short.push(character);
        if width(&short, font) > most - font {
            short.pop();
            break;
        }
    }
    short + "…"
}

/// Estimated width of a text, rather too wide than too narrow.
fn width(shown: &str, font: f64) -> f64 {
    let ems = shown.chars().map(|character| match character {
        '\u{202F}' | '.' | ',' | ' ' | '-' | '–' => 0.4,
        '\u{1100}'.. => 1.05,
        _ => 0.64,
    });
    ems.sum::<f64>() * font
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rules: &[&str], title: &str, lines: Vec<Line>, blocks: Vec<u64>) -> String {
        let rules: Vec<String> = rules.iter().map(|rule| text::name(rule)).collect();
        let chart = Chart { blocks, lines };
        let drawing = Drawing {
            title: text::name(title),
            subtitle: "Row 3: push = 1".into(),
            unit: "TAO".into(),
            chart: &chart,
            rules: &rules,
            blocks_per_day: 7_200,
        };
        draw(&drawing).unwrap()
    }

    #[test]
    fn a_drawing_is_well_formed_and_hostile_names_are_text() {
        let hostile = "</title><script>alert('1')</script>\u{0}\u{202E}&\"";
        let line =
            Line { rule: 0, median: vec![1.0, f64::NAN, 3.0], band: Some((vec![0.5, 1.0, 2.0], vec![2.0, 2.0, 4.0])) };
        let svg = drawn(&[hostile], hostile, vec![line], vec![0, 10_000, 20_000]);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let names: Vec<&str> =
            document.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
        assert!(names.iter().all(|name| ["svg", "title", "rect", "text", "path"].contains(name)), "{names:?}");
        assert_eq!(
            document.root_element().first_element_child().unwrap().text(),
            Some(format!("{} Row 3: push = 1", text::name(hostile)).as_str())
        );
    }

    #[test]
    fn axes_have_units_and_round_numbers() {
        let line = Line { rule: 0, median: vec![0.013, 0.087], band: None };
        let svg = drawn(&["Lift"], "Price", vec![line], vec![0, 72_000]);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name((("http://www.w3.org/2000/svg"), "text")))
            .filter_map(|node| node.text())
            .collect();
        for expected in ["Price", "TAO", "Lift", "0.00", "0.10", "0", "2", "10", "day"] {
            assert!(texts.contains(&expected), "{expected} in {texts:?}");
        }
    }

    #[test]
    fn labels_of_one_row_do_not_overlap() {
        let rules =
            ["MovingPrice", "a rather long name of an emission rule", "another rather long name of a rule", "Gate"];
        let lines = (0..4).map(|rule| Line { rule, median: vec![1e6, 2.4e6], band: None }).collect();
        let svg = drawn(&rules, "TAO in the pool", lines, vec![1_000_000, 1_013_000]);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let mut rows = std::collections::BTreeMap::<String, Vec<(f64, f64)>>::new();
        for node in document.descendants().filter(|node| node.tag_name().name() == "text") {
            let x: f64 = node.attribute("x").unwrap().parse().unwrap();
            let length = width(node.text().unwrap(), FONT);
            let start = match node.attribute("text-anchor") {
                Some("middle") => x - length / 2.0,
                Some("end") => x - length,
                _ => x,
            };
            rows.entry(node.attribute("y").unwrap().into()).or_default().push((start, start + length));
        }
        for row in rows.values_mut() {
            row.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert!(row.windows(2).all(|pair| pair[0].1 < pair[1].0), "{row:?}");
            assert!(row.iter().all(|(start, end)| *start >= 0.0 && *end <= WIDTH), "{row:?}");
        }
    }

    #[test]
    fn a_chart_without_values_is_not_drawn() {
        let chart = Chart { blocks: vec![0], lines: vec![Line { rule: 0, median: vec![f64::NAN], band: None }] };
        let drawing = Drawing {
            title: "T".into(),
            subtitle: String::new(),
            unit: String::new(),
            chart: &chart,
            rules: &[],
            blocks_per_day: 1,
        };
        assert_eq!(draw(&drawing), None);
    }
}
