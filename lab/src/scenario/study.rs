//! A scenario file as a whole: the start, the parameters, and a scenario for each row of a sweep.

use super::{
    document::{self, is_name, scalar, Node, Parameters, Table, Value},
    drawn,
    faults::{Faults, Messages},
    fields::Fields,
    known::Known,
    Scenario,
};
use crate::{chain::Start, output::columns};
use pallet_subtensor::Owner;
use std::{
    collections::BTreeSet,
    ops::Range,
    path::{Path, PathBuf},
};

/// Keys of a file that are not read with the scenario of each row.
pub(super) const KEYS: [&str; 6] = ["name", "about", "start", "parameters", "sweep", "montecarlo"];

/// The column of the day on which a run branched off.
pub const BRANCH_DAY: &str = "branch_day";

/// The most rows of a sweep.
const MAX_ROWS: usize = 1_000_000;

/// A scenario file.
pub struct Study {
    /// Path of the file.
    pub file: String,
    /// Text of the file.
    pub text: String,
    /// Name, for readers.
    pub name: String,
    /// Description, for readers.
    pub about: String,
    /// Names of the parameters, in the order of the file.
    pub parameters: Vec<String>,
    /// Rows of the sweep; one if there is none.
    pub rows: Vec<Row>,
    /// Runs of each row and rule, with different random numbers.
    pub runs: u32,
    /// First state.
    pub start: Start,
}

/// A row of a sweep.
pub struct Row {
    /// Values of the parameters, in the order of [`Study::parameters`].
    pub values: Vec<Node>,
    /// Scenario with these values.
    pub scenario: Scenario,
}

impl Study {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Messages> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Messages(vec![format!("the scenario {file} cannot be read: {error}")]))?;
        Self::parse(&file, text, path.parent().unwrap_or(Path::new(".")))
    }

    /// Ends each run after this many blocks. See [`Scenario::shorten`].
    pub fn shorten(&mut self, blocks: u32) {
        self.rows.iter_mut().for_each(|row| row.scenario.shorten(blocks));
    }

    /// Reads a text. Faults are reported under the name `file`; other files are looked for in `folder`.
    pub fn parse(file: &str, text: String, folder: &Path) -> Result<Self, Messages> {
        Self::parse_rows(file, text, folder, None)
    }

    /// Reads a text with these rows in place of its sweep: each gives values to some parameters.
    pub fn parse_rows(file: &str, text: String, folder: &Path, rows: Option<&[Parameters]>) -> Result<Self, Messages> {
        let faults = Faults::default();
        let study = Reader { text: &text, folder, faults: &faults, rows }.read(file);
        match study {
            Some(study) if faults.is_empty() => Ok(study),
            _ => Err(faults.messages(file, &text)),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    folder: &'a Path,
    faults: &'a Faults,
    /// Rows in place of those of the file.
    rows: Option<&'a [Parameters]>,
}

impl Reader<'_> {
    fn read(&self, file: &str) -> Option<Study> {
        let root = document::parse(self.text, self.faults)?;
        let fields = Fields::new(&root, "a scenario", self.faults);
        let name = fields.read("name", Node::text);
        let about = fields.read("about", Node::text).unwrap_or_default();
        let parameters = self.parameters(&fields);
        let seed = fields.get("seed").and_then(|node| node.whole(0..=i64::MAX).ok()).unwrap_or(1).unsigned_abs();
        let rows = self.sweep(&fields, &parameters, seed);
        let runs = fields.table("montecarlo").and_then(|table| self.montecarlo(table)).unwrap_or(1);
        let (start, known) = self.start(&fields)?;
        let names = parameters.iter().map(|(name, _)| name.clone()).collect();
        let rows: Vec<_> = rows.into_iter().filter_map(|values| self.row(&root, &known, &parameters, values)).collect();
        let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Some(Study {
            file: file.to_owned(),
            text: self.text.to_owned(),
            name: name.unwrap_or(stem),
            about,
            parameters: names,
            rows,
            runs,
            start,
        })
    }

    fn parameters(&self, fields: &Fields<'_>) -> Vec<(String, Node)> {
        let Some(table) = fields.table("parameters") else { return Vec::new() };
        for (key, node) in &table.entries {
            if !is_name(&key.name) {
                self.faults.add(
                    key.at.clone(),
                    "a parameter's name has letters, digits and _ alone, and begins with a letter",
                );
            }
            if columns::is_taken(&key.name) {
                self.faults.add(
                    key.at.clone(),
                    format!("{} is a column of the output: name the parameter otherwise", key.name),
                );
            }
            if matches!(node.value, Value::List(_) | Value::Table(_) | Value::Date) {
                self.faults.add(
                    node.at.clone(),
                    format!("a parameter is a number, a text, true or false, not {}", node.value.kind()),
                );
            }
        }
        table.entries.iter().map(|(key, node)| (key.name.clone(), node.clone())).collect()
    }

    /// Returns the values of the parameters in each row.
    fn sweep(&self, fields: &Fields<'_>, parameters: &[(String, Node)], seed: u64) -> Vec<Vec<Node>> {
        let defaults: Vec<_> = parameters.iter().map(|(_, node)| node.clone()).collect();
        if let Some(rows) = self.rows {
            fields.get("sweep");
            return rows.iter().map(|row| self.given(row, parameters, &defaults)).collect();
        }
        let Some(table) = fields.table("sweep") else { return vec![defaults] };
        let fields = Fields::new(table, "a sweep", self.faults);
        let (grid, file, ranges) = (fields.table("grid"), fields.get("csv"), fields.table("random"));
        let rows = match (grid, file, ranges) {
            (Some(grid), None, None) => self.grid(grid, parameters, defaults),
            (None, Some(file), None) => self.csv(file, parameters, &defaults),
            (None, None, Some(ranges)) => {
                let count = fields.needed("rows", |node| node.whole(1..=MAX_ROWS as i64)).unwrap_or(0);
                let position = |key: &document::Key| self.position(&key.name, key.at.clone(), parameters);
                drawn::rows(ranges, count.unsigned_abs() as usize, seed, position, &defaults, self.faults)
            }
            _ => {
                self.faults.add(table.at.clone(), "a sweep has a grid, a csv or random values");
                Vec::new()
            }
        };
        fields.finish();
        rows
    }

    fn given(&self, row: &Parameters, parameters: &[(String, Node)], defaults: &[Node]) -> Vec<Node> {
        let mut values = defaults.to_vec();
        for (name, value) in row {
            if let Some(position) = self.position(name, value.at.clone(), parameters) {
                values[position] = value.clone();
            }
        }
        values
    }

    fn position(&self, name: &str, at: Range<usize>, parameters: &[(String, Node)]) -> Option<usize> {
        let found = parameters.iter().position(|(known, _)| known == name);
        if found.is_none() {
            self.faults.unknown(at, "parameter", name, parameters.iter().map(|(known, _)| known.as_str()));
        }
        found
    }

    /// Returns all combinations of the values. The first parameter varies slowest.
    fn grid(&self, grid: &Table, parameters: &[(String, Node)], defaults: Vec<Node>) -> Vec<Vec<Node>> {
        let mut rows = vec![defaults];
        for (key, node) in &grid.entries {
            let Some(position) = self.position(&key.name, key.at.clone(), parameters) else { continue };
            let Value::List(values) = &node.value else {
                self.faults
                    .add(node.at.clone(), format!("{} is {}, not a list of values", node.raw, node.value.kind()));
                continue;
            };
            if rows.len().saturating_mul(values.len()) > MAX_ROWS {
                self.faults.add(node.at.clone(), format!("the grid has more than {MAX_ROWS} rows"));
                return Vec::new();
            }
            let with = |row: &Vec<Node>, value: &Node| {
                let mut row = row.clone();
                row[position] = value.clone();
                row
            };
            rows = rows.iter().flat_map(|row| values.iter().map(move |value| with(row, value))).collect();
        }
        rows
    }

    /// Returns the rows of a CSV file, whose head names the parameters.
    fn csv(&self, file: &Node, parameters: &[(String, Node)], defaults: &[Node]) -> Vec<Vec<Node>> {
        let at = || file.at.clone();
        let Some(path) = self.faults.note(at(), file.text()) else { return Vec::new() };
        let path = self.folder.join(path);
        let reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(&path);
        let fault = |error: csv::Error| format!("{}: {error}", path.display());
        let Some(mut reader) = self.faults.note(at(), reader.map_err(fault)) else { return Vec::new() };
        let Some(head) = self.faults.note(at(), reader.headers().cloned().map_err(fault)) else { return Vec::new() };
        let columns: Option<Vec<_>> = head.iter().map(|name| self.position(name, at(), parameters)).collect();
        let Some(columns) = columns else { return Vec::new() };
        let mut rows = Vec::new();
        for record in reader.records() {
            let Some(record) = self.faults.note(at(), record.map_err(fault)) else { break };
            let mut row = defaults.to_vec();
            for (position, written) in columns.iter().zip(&record) {
                row[*position] = Node { at: at(), ..scalar(written) };
            }
            rows.push(row);
            if rows.len() > MAX_ROWS {
                self.faults.add(at(), format!("the table has more than {MAX_ROWS} rows"));
                break;
            }
        }
        if rows.is_empty() {
            self.faults.add(at(), format!("{} has no rows", path.display()));
        }
        rows
    }

    fn montecarlo(&self, table: &Table) -> Option<u32> {
        let fields = Fields::new(table, "montecarlo", self.faults);
        let runs = fields.needed("runs", |node| node.whole(1..=10_000_000_u32));
        fields.finish();
        runs
    }

    /// Builds the start, and notes the names that exist there.
    fn start(&self, fields: &Fields<'_>) -> Option<(Start, Known)> {
        let node = fields.need("start")?;
        let built = match &node.value {
            Value::Text(preset) => Start::preset(preset),
            Value::Table(table) => {
                let fields = Fields::new(table, "a start", self.faults);
                let file = |name| fields.get(name).map(|node| node.text().map(|text| self.folder.join(text)));
                let (genesis, state) = (file("genesis"), file("state"));
                fields.finish();
                match (genesis, state) {
                    (Some(genesis), None) => genesis.and_then(|path: PathBuf| Start::genesis_file(&path)),
                    (None, Some(state)) => state.and_then(|path: PathBuf| Start::saved(&path)),
                    _ => Err("a start is the name of a preset, { genesis = \"FILE\" } or { state = \"FILE\" }".into()),
                }
            }
            other => Err(format!("a start is the name of a preset or a table, not {}", other.kind())),
        };
        let start = self.faults.note(node.at.clone(), built)?;
        let mut known = Known { secrets: start.secrets().clone(), ..Known::default() };
        start.chain().read(|| {
            let pools = pallet_dtao_swap::PoolStore::<dtao_runtime::Runtime>::all();
            known.netuids = pools.iter().map(|subnet| subnet.netuid.get()).filter(|netuid| *netuid != 0).collect();
            let accounts = frame_system::Account::<dtao_runtime::Runtime>::iter_keys();
            let owners = Owner::<dtao_runtime::Runtime>::iter().flat_map(|(hotkey, coldkey)| [hotkey, coldkey]);
            known.accounts = accounts.chain(owners).collect::<BTreeSet<_>>();
        });
        Some((start, known))
    }

    fn row(&self, root: &Table, known: &Known, parameters: &[(String, Node)], values: Vec<Node>) -> Option<Row> {
        let named: Parameters = parameters.iter().map(|(name, _)| name.clone()).zip(values.iter().cloned()).collect();
        let mut root = root.clone();
        for (key, node) in &mut root.entries {
            // The values of parameters themselves are no uses of parameters.
            if !["parameters", "sweep"].contains(&key.name.as_str()) {
                document::substitute(node, &named, self.faults);
            }
        }
        let scenario = Scenario::read(&root, known, &named, self.faults)?;
        Some(Row { values, scenario })
    }
}
