//! A line chart as SVG, 720 by 400 units, with percent on the vertical axis.

use std::fmt::{Display, Write};

const LEFT: f64 = 60.0;
const TOP: f64 = 20.0;
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 330.0;

/// A chart whose horizontal axis runs from 0 to `max_x`.
pub struct Chart {
    svg: String,
    max_x: f64,
}

impl Chart {
    /// Starts a chart with a title.
    pub fn new(title: &str, max_x: f64) -> Self {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\" font-family=\"sans-serif\" \
             font-size=\"12\">\n<title>{title}</title>\n<rect width=\"720\" height=\"400\" fill=\"white\"/>\n"
        );
        Self { svg, max_x }
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + WIDTH * value / self.max_x
    }

    fn y(part: f64) -> f64 {
        TOP + HEIGHT * (1.0 - part)
    }

    /// Adds an SVG element.
    pub fn add(&mut self, element: impl Display) {
        writeln!(self.svg, "{element}").unwrap();
    }

    /// Adds the horizontal line of a number of tenths, and its label in percent.
    pub fn add_grid_line(&mut self, tenth: u32) {
        let (at, percent) = (Self::y(f64::from(tenth) / 10.0), 10 * tenth);
        let (end, base) = (LEFT - 8.0, at + 4.0);
        self.add(format_args!(
            "<path d=\"M{LEFT} {at:.1}h{WIDTH}\" stroke=\"#ddd\"/>\
             <text x=\"{end:.0}\" y=\"{base:.1}\" text-anchor=\"end\">{percent} %</text>"
        ));
    }

    /// Adds a label below the horizontal axis.
    pub fn add_x_label(&mut self, value: f64, label: impl Display) {
        let (x, y) = (self.x(value), TOP + HEIGHT + 18.0);
        self.add(format_args!("<text x=\"{x:.1}\" y=\"{y:.0}\" text-anchor=\"middle\">{label}</text>"));
    }

    /// Returns the path of a line through points of a value and a part between 0 and 1.
    pub fn path(&self, points: impl Iterator<Item = (f64, f64)>) -> String {
        let mut path = String::new();
        for (number, (value, part)) in points.enumerate() {
            let pen = if number == 0 { 'M' } else { 'L' };
            write!(path, "{pen}{:.1} {:.1}", self.x(value), Self::y(part)).unwrap();
        }
        path
    }

    /// Adds the caption of the horizontal axis, and returns the SVG.
    pub fn finish(mut self, caption: &str) -> String {
        self.add(format_args!("<text x=\"380\" y=\"390\" text-anchor=\"middle\">{caption}</text>\n</svg>"));
        self.svg
    }
}
