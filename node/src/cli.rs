//! The command line.

use crate::{chain_spec, sealing::Sealing, upgrade::UpgradeCmd};
use clap::{parser::ValueSource, ArgMatches, CommandFactory, FromArgMatches};
use sc_cli::{RunCmd, SubstrateCli};
use std::path::PathBuf;

/// What was asked for on the command line.
#[derive(Debug, clap::Parser)]
pub struct Cli {
    /// Does one thing and ends, instead of running a node.
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,

    /// The options of a running node.
    #[command(flatten)]
    pub run: RunCmd,

    /// Makes the blocks of this chain alone: `instant`, `manual`, `mixed`, or a number of milliseconds between blocks.
    ///
    /// instant: a block as soon as a transaction comes. manual: a block when engine_createBlock asks for one. mixed
    /// (what --dev does by itself): a block as soon as a transaction comes, and one every second. Every block is final
    /// at once. Only for a chain of type development or local, or with --dev.
    #[arg(long, value_name = "MODE")]
    pub sealing: Option<Sealing>,

    /// Starts the chain of a genesis file, which a person writes by hand in TOML: see docs/genesis.md.
    ///
    /// The same as --chain FILE, for a file that ends in .toml.
    #[arg(long, value_name = "FILE", conflicts_with = "chain")]
    pub genesis: Option<String>,

    /// Keeps a sealed chain in a file: goes on from it if it is there, and saves to it at the end.
    ///
    /// At the end means when the node is told to stop, by Ctrl-C or SIGTERM. While it runs its database is a temporary one.
    /// Where the file is there, it says which chain it is, and --chain and --genesis are not looked at.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base_path", "tmp"])]
    pub state: Option<PathBuf>,

    /// Saves to the file of --state every so many seconds as well.
    #[arg(long, value_name = "SECONDS", requires = "state", value_parser = clap::value_parser!(u64).range(1..))]
    pub state_interval: Option<u64>,

    /// Starts a sealed chain without the list of accounts, subnets and endpoints.
    #[arg(long)]
    pub no_banner: bool,
}

/// A thing to do instead of running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Writes a chain's specification, for the `--chain` of other nodes.
    ExportChainSpec(sc_cli::ExportChainSpecCmd),

    /// Writes a chain's specification to standard output, as older tools expect it; see export-chain-spec.
    BuildSpec(sc_cli::BuildSpecCmd),

    /// Executes a stored block again and checks that it still comes to the same state.
    CheckBlock(sc_cli::CheckBlockCmd),

    /// Checks a genesis file or a preset and shows what it makes, or tells each fault with its line.
    CheckGenesis(CheckGenesis),

    /// Writes a genesis preset to standard output, as a file to start from: development, local, launch or sn28.
    PrintGenesis(PrintGenesis),

    /// Prints the hash of the runtime's metadata, which hardware wallets sign (RFC 78).
    MetadataHash,

    /// Writes blocks to a file.
    ExportBlocks(sc_cli::ExportBlocksCmd),

    /// Writes the chain at a block to standard output: a chain specification with the whole state, which --chain and --state
    /// go on from.
    ExportState(sc_cli::ExportStateCmd),

    /// Reads blocks from a file and executes them.
    ImportBlocks(sc_cli::ImportBlocksCmd),

    /// Deletes a chain's database.
    PurgeChain(sc_cli::PurgeChainCmd),

    /// Takes the last blocks back, as far as they are not final.
    Revert(sc_cli::RevertCmd),

    /// Shows the best and the last finalised block of a stored chain.
    ChainInfo(sc_cli::ChainInfoCmd),

    /// Rehearses a runtime on a copy of a running chain, and submits it if that went well.
    Upgrade(UpgradeCmd),

    /// Makes, shows and stores keys.
    #[command(subcommand)]
    Key(sc_cli::KeySubcommand),
}

/// What `check-genesis` is asked for.
#[derive(Debug, clap::Args)]
pub struct CheckGenesis {
    /// A file in TOML, or the name of a preset.
    pub file: String,
}

/// What `print-genesis` is asked for.
#[derive(Debug, clap::Args)]
pub struct PrintGenesis {
    /// The name of a preset.
    pub preset: String,
}

/// Which options the user gave, where the parsed value alone does not tell a choice from a default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// `--blocks-pruning`.
    pub blocks_pruning: bool,
    /// `--trie-cache-size`.
    pub trie_cache_size: bool,
    /// `--pool-type`.
    pub pool_type: bool,
    /// `--max-runtime-instances`.
    pub max_runtime_instances: bool,
}

impl Given {
    fn read(matches: &ArgMatches) -> Self {
        let given = |id| matches.value_source(id) == Some(ValueSource::CommandLine);
        Self {
            blocks_pruning: given("blocks_pruning"),
            trie_cache_size: given("trie_cache_size"),
            pool_type: given("pool_type"),
            max_runtime_instances: given("max_runtime_instances"),
        }
    }
}

impl Cli {
    /// Reads arguments, the program's name first.
    pub fn read<I>(arguments: I) -> clap::error::Result<(Self, Given)>
    where
        I: IntoIterator<Item = std::ffi::OsString>,
    {
        let matches = Self::setup_command(Self::command()).try_get_matches_from(arguments)?;
        Ok((Self::from_arg_matches(&matches)?, Given::read(&matches)))
    }
}

impl SubstrateCli for Cli {
    fn impl_name() -> String {
        "dTAO node".into()
    }

    fn impl_version() -> String {
        env!("CARGO_PKG_VERSION").into()
    }

    fn description() -> String {
        env!("CARGO_PKG_DESCRIPTION").into()
    }

    fn author() -> String {
        "the dTAO node's authors".into()
    }

    fn support_url() -> String {
        "the place that this source came from".into()
    }

    fn copyright_start_year() -> i32 {
        2026
    }

    fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
        chain_spec::load(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn read(line: &str) -> clap::error::Result<(Cli, Given)> {
        Cli::read(line.split(' ').map(Into::into))
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::setup_command(Cli::command()).debug_assert();
    }

    #[test]
    fn sealing_and_banner_are_read_next_to_the_options_of_every_node() {
        let (cli, given) = read("dtao-node --dev --sealing 500 --no-banner --pool-type fork-aware").unwrap();
        assert!(cli.run.shared_params.dev && cli.no_banner);
        assert_eq!(cli.sealing, Some(Sealing::Interval(Duration::from_millis(500))));
        assert_eq!(given, Given { pool_type: true, ..Given::default() });
    }

    #[test]
    fn a_default_is_not_taken_for_a_choice_of_the_user() {
        assert_eq!(read("dtao-node --dev").unwrap().1, Given::default());
        let given = read("dtao-node --blocks-pruning 256 --trie-cache-size 0 --max-runtime-instances 8").unwrap().1;
        let all_but_pool =
            Given { pool_type: false, blocks_pruning: true, trie_cache_size: true, max_runtime_instances: true };
        assert_eq!(given, all_but_pool);
    }

    #[test]
    fn an_unknown_mode_of_sealing_is_an_error_that_names_the_modes() {
        let error = read("dtao-node --dev --sealing fast").unwrap_err().to_string();
        assert!(error.contains("instant, manual, mixed, or a number of milliseconds"), "{error}");
    }
}
