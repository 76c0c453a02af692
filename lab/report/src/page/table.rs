//! Tables of HTML.

use crate::{
    aggregate::Spread,
    number,
    text::{self, escape},
};
use std::fmt::Write;

/// Most rows of a table; further ones are counted and left to the files.
const MAX_ROWS: usize = 500;

/// A table that can be sorted by its columns.
pub struct Table {
    id: &'static str,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

struct Column {
    title: String,
    unit: String,
    numeric: bool,
}

/// A cell of a table.
#[derive(Clone, Default)]
pub struct Cell {
    text: String,
    /// Number by which the column is sorted, if it is one.
    value: Option<f64>,
    class: &'static str,
}

impl Cell {
    /// Text of strangers: shortened, with hidden characters made visible.
    pub fn name(name: &str) -> Self {
        Self { text: text::name(name), class: "name", ..Self::default() }
    }

    /// Text of the report, or of the scenario's author: as it is.
    pub fn text(shown: &str) -> Self {
        Self { text: text::block(shown), ..Self::default() }
    }

    /// A subnet, sorted by its number.
    pub fn subnet(netuid: u16, name: &str) -> Self {
        Self { text: text::subnet_label(netuid, name), value: Some(f64::from(netuid)), class: "name" }
    }

    /// A parameter: a text that is sorted as a number if it is one.
    pub fn parameter(value: &str) -> Self {
        Self { value: value.parse().ok(), ..Self::name(value) }
    }

    /// A whole number.
    pub fn whole(value: u64) -> Self {
        Self { text: number::whole(value), value: Some(value as f64), ..Self::default() }
    }

    /// A number over repetitions; its unit is in the column's title.
    pub fn spread(spread: Option<Spread>) -> Self {
        let Some(spread) = spread else {
            return Self { text: "–".into(), ..Self::default() };
        };
        let mut shown = number::text(spread.median);
        if let Some((low, high)) = spread.band {
            // Writing to a string cannot fail.
            let _ = write!(shown, " ({} to {})", number::text(low), number::text(high));
        }
        Self { text: shown, value: Some(spread.median), ..Self::default() }
    }

    /// A change in percent.
    pub fn change(from: f64, to: f64) -> Self {
        Self {
            text: number::change(from, to),
            value: Some(to / from).filter(|value| value.is_finite()),
            ..Self::default()
        }
    }

    /// Adds a class.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }
}

impl Table {
    /// An empty table. `id` is unique in the page.
    pub fn new(id: &'static str, caption: impl Into<String>) -> Self {
        Self { id, caption: caption.into(), columns: Vec::new(), rows: Vec::new() }
    }

    /// Adds a column of texts.
    pub fn column(&mut self, title: impl Into<String>) {
        self.columns.push(Column { title: title.into(), unit: String::new(), numeric: false });
    }

    /// Adds a column of numbers in a unit.
    pub fn numbers(&mut self, title: &str, unit: &str) {
        self.columns.push(Column { title: title.into(), unit: unit.into(), numeric: true });
    }

    /// Adds a row, which has a cell for each column.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Returns `true` if the table has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes the table, in a region that can be scrolled by keyboard.
    pub fn html(&self) -> String {
        let id = self.id;
        let mut html = format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\"><table class=\"sortable\">\
             <caption id=\"{id}\">{}</caption><thead><tr>",
            escape(&self.caption)
        );
        for column in &self.columns {
            let class = if column.numeric { " class=\"number\"" } else { "" };
            let unit = match column.unit.as_str() {
                "" => String::new(),
                unit => format!(" <span class=\"unit\">{}</span>", escape(unit)),
            };
            let _ = write!(html, "<th scope=\"col\"{class}><bdi>{}</bdi>{unit}</th>", escape(&column.title));
        }
        html += "</tr></thead><tbody>\n";
        for row in self.rows.iter().take(MAX_ROWS) {
            html += "<tr>";
            for (cell, column) in row.iter().zip(&self.columns) {
                html += &cell_html(cell, column.numeric);
            }
            html += "</tr>\n";
        }
        html += "</tbody></table></div>\n";
        if let Some(more) = self.rows.len().checked_sub(MAX_ROWS + 1) {
            let more = number::whole(more as u64 + 1);
            let _ = writeln!(html, "<p class=\"note\">{more} further rows are in the files beside this report.</p>");
        }
        html
    }
}

fn cell_html(cell: &Cell, numeric: bool) -> String {
    let class = match (numeric, cell.class) {
        (false, "") => String::new(),
        (false, class) => format!(" class=\"{class}\""),
        (true, "") => " class=\"number\"".into(),
        (true, class) => format!(" class=\"number {class}\""),
    };
    let value = cell.value.map_or(String::new(), |value| format!(" data-value=\"{value}\""));
    let shown = escape(&cell.text);
    // A name keeps its direction of writing to itself.
    let shown = if cell.class == "name" { format!("<bdi>{shown}</bdi>") } else { shown };
    format!("<td{class}{value}>{shown}</td>")
}
