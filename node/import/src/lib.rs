//! `dtao-node import`: reads a running chain that has Bittensor's storage, and writes it as a genesis file.
//!
//! | module | content |
//! |---|---|
//! | [`report`] | the account of an import: what was carried over, what was changed, and what was left out and why |
//! | [`model`] | the chain that was read, in its own terms |
//! | [`decode`] | values by the names of pallets, items and fields, whatever their widths |
//! | [`pages`] | pages of keys and values, and the file to resume from |
//! | [`selection`] | the subnets and the coldkeys to carry over |
//! | [`source`] | the state of one block: its metadata and the bytes of the items that an import reads |
//! | [`books`] | the sum of all who are left out, so that the books balance |
//! | [`read`] | the model from the state, of this chain's layout or of the reference's |
//! | [`writer`] | the genesis file |
//!
//! A module uses only those above it. `docs/import.md` is the manual.
#![deny(missing_docs)]

pub mod books;
pub mod decode;
pub mod model;
pub mod pages;
pub mod read;
pub mod report;
pub mod selection;
pub mod source;
pub mod writer;

use dtao_connection::Connection;
use pages::Journal;
use report::Report;
use selection::Keep;
use source::Source;
use std::{
    collections::BTreeSet,
    io::{stdout, Write},
    path::PathBuf,
    time::Instant,
};

/// Options of an import.
#[derive(Debug, Clone, clap::Parser)]
pub struct ImportCmd {
    /// A node of the chain: ws:// or wss://.
    #[arg(long)]
    pub url: String,

    /// The block whose state is read, by number or hash. By default the last final one.
    #[arg(long, value_name = "BLOCK")]
    pub at: Option<String>,

    /// The subnets to carry over, such as 1,8,64. By default all. Root is always carried over.
    #[arg(long, value_name = "NETUIDS", value_delimiter = ',')]
    pub subnets: Option<Vec<u16>>,

    /// Carries over the accounts of the largest stakers only, by the TAO that their stake is worth, and of the subnets' owners.
    ///
    /// The sum of all others goes to the account //Others.
    #[arg(long, value_name = "NUMBER", conflicts_with = "coldkeys")]
    pub stakers: Option<usize>,

    /// Carries over the accounts of this file only, which has one address in each line, and of the subnets' owners.
    #[arg(long, value_name = "FILE")]
    pub coldkeys: Option<PathBuf>,

    /// Writes to this file instead of to standard output: as a whole, or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Keeps in this file what has been read, and goes on from it if it exists. It is removed at the end.
    #[arg(long, value_name = "FILE")]
    pub resume: Option<PathBuf>,
}

impl ImportCmd {
    /// Runs the command: writes the genesis file, and the report to standard error.
    ///
    /// # Errors
    /// Describes why nothing was written.
    pub fn run(&self) -> Result<(), String> {
        let keep = Keep::new(self.stakers, self.coldkeys.as_deref())?;
        let tokio = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let tokio = tokio.map_err(|error| format!("no threads for the import: {error}"))?;
        let start = Instant::now();
        let source = tokio.block_on(self.fetch())?;
        eprintln!("Read {} in {:.1} s", source.summary(), start.elapsed().as_secs_f64());
        let (text, report) = convert(&source, &keep)?;
        self.write(&text)?;
        eprintln!("{report}");
        eprintln!("Imported in {:.1} s", start.elapsed().as_secs_f64());
        self.resume.as_ref().map_or(Ok(()), |path| Journal::remove(path))
    }

    async fn fetch(&self) -> Result<Source, String> {
        let connection = Connection::open(&self.url).await?;
        let subnets = self.subnets.as_ref().map(|subnets| subnets.iter().copied().collect::<BTreeSet<_>>());
        let settings = read::settings::items();
        Source::fetch(&connection, self.at.as_deref(), subnets, &settings, self.resume.as_deref()).await
    }

    /// Writes the whole text, or nothing.
    fn write(&self, text: &str) -> Result<(), String> {
        let Some(path) = &self.out else {
            return stdout().write_all(text.as_bytes()).map_err(|error| format!("standard output: {error}"));
        };
        let beside = path.with_extension("part");
        let wrong = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
        std::fs::write(&beside, text).map_err(wrong)?;
        std::fs::rename(&beside, path).map_err(wrong)
    }
}

/// Returns the genesis file of a chain that was read, and the report, which the file begins with.
///
/// Rows that the pallets of this chain refuse are left out, and reported.
///
/// # Errors
/// Describes the values that cannot be read, or the rows that no genesis can have.
pub fn convert(source: &Source, keep: &Keep) -> Result<(String, Report), String> {
    let mut report = Report::default();
    let mut model = read::model(source, &mut report)?;
    books::select(&mut model, keep, &mut report);
    books::balance(&mut model, &mut report)?;
    writer::checked(&model, report)
}
