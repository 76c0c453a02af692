//! The command line.

use crate::{chain_spec, dev::mode::Sealing};
use clap::{parser::ValueSource, ArgMatches, CommandFactory, FromArgMatches};
use dtao_import::ImportCmd;
use dtao_upgrade::UpgradeCmd;
use sc_cli::{RunCmd, SubstrateCli};
use std::path::PathBuf;

#[derive(Debug, clap::Parser)]
pub struct Cli {
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,

    #[command(flatten)]
    pub run: RunCmd,

    /// Authors all blocks of this chain alone: `instant`, `manual`, `mixed`, or a number of milliseconds between blocks.
    ///
    /// instant: a block as soon as a transaction arrives. manual: a block when a client calls dev_newBlock or
    /// engine_createBlock. mixed (the default of --dev): a block as soon as a transaction arrives, and one every second.
    /// Every block is final at once. Only for a chain of type development or local, or with --dev.
    #[arg(long, value_name = "MODE")]
    pub sealing: Option<Sealing>,

    /// The time between the statuses inBlock and finalized of a transaction on a sealed chain.
    ///
    /// Blocks are final at once; only whoever watches a transaction hears of it later. Clients such as polkadot.js fetch the block between the
    /// two, and miss inBlock if both arrive together. 0 reports both together.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 500, value_parser = clap::value_parser!(u64).range(..=60_000))]
    pub finality_delay: u64,

    /// Starts the chain of a genesis file in TOML: see docs/genesis.md.
    ///
    /// The same as --chain FILE, for a file that ends in .toml.
    #[arg(long, value_name = "FILE", conflicts_with = "chain")]
    pub genesis: Option<String>,

    /// Keeps a sealed chain in a file: resumes from it if it exists, and saves to it when the node stops.
    ///
    /// The node stops on Ctrl-C or SIGTERM. While it runs, its database is a temporary one. If the file exists, it
    /// determines the chain, and --chain and --genesis are ignored.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base_path", "tmp"])]
    pub state: Option<PathBuf>,

    /// Resumes a sealed chain from a file, which stays as it is.
    ///
    /// The file is one that --state, dev_saveState or export-state has written; it determines the chain, and --chain and --genesis are
    /// ignored. With --state, the chain is saved to that file, whatever it held before. dev_loadState starts the node again with this option.
    #[arg(long, value_name = "FILE", conflicts_with = "base_path")]
    pub load_state: Option<PathBuf>,

    /// Saves to the file of --state periodically, too. 0 saves at the end only.
    #[arg(long, value_name = "SECONDS", requires = "state", default_value_t = 60)]
    pub state_interval: u64,

    /// Brings pulses of drand's quicknet to the chain, which open weights with a time lock: from an API, or from a file.
    ///
    /// An API is a URL such as `https://api.drand.sh`. A file has answers of such an API, one after another, and may grow. Every node that
    /// authors blocks takes the pulses for its own blocks. On a chain sealed for each transaction, each pulse seals a block.
    #[arg(long, value_name = "URL|FILE")]
    pub drand: Option<String>,

    /// The port of the page that shows the chain in a browser; 9955 if that is free, else a free one.
    ///
    /// A sealed chain serves the page without this option, a validator only with it. Only this machine can connect.
    #[arg(long, value_name = "PORT")]
    pub explorer_port: Option<u16>,

    /// Serves the page to other machines, too. The page needs the JSON-RPC server: see --rpc-external.
    ///
    /// Browsers there call it by this machine's IPv4 address, not by a name.
    #[arg(long)]
    pub explorer_external: bool,

    /// Starts a sealed chain without the page.
    #[arg(long, conflicts_with_all = ["explorer_port", "explorer_external"])]
    pub no_explorer: bool,

    /// Gives TAO to this many accounts at genesis, which are derived from a phrase by the paths //0, //1 and so on.
    ///
    /// They are printed with their secrets, after the accounts of the chain. A chain that is resumed from a file or a folder has the
    /// accounts of its genesis: then only those that hold TAO are printed.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1_000))]
    pub accounts: Option<u16>,

    /// The TAO of each of these accounts, such as 250_000 or 0.5; 10_000 by default.
    #[arg(long, value_name = "TAO", requires = "accounts")]
    pub balance: Option<String>,

    /// The phrase of these accounts, by default that of Alice and Bob, which everybody knows.
    #[arg(long, value_name = "WORDS", requires = "accounts")]
    pub mnemonic: Option<String>,

    /// Starts a sealed chain without the list of accounts, subnets and endpoints.
    #[arg(long)]
    pub no_banner: bool,

    /// Prints that list as one line of JSON, for programs: addresses, accounts with their keys, subnets.
    #[arg(long, conflicts_with = "no_banner")]
    pub json: bool,
}

#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Writes a chain's specification, for the `--chain` of other nodes.
    ExportChainSpec(sc_cli::ExportChainSpecCmd),

    /// Writes a chain's specification to standard output, for older tools; see export-chain-spec.
    BuildSpec(sc_cli::BuildSpecCmd),

    /// Executes a stored block again and checks that it still leads to the same state.
    CheckBlock(sc_cli::CheckBlockCmd),

    /// Checks a genesis file or a preset, and prints a summary of the chain or each fault with its line.
    CheckGenesis(CheckGenesis),

    /// Writes a genesis preset to standard output, as a template: development, local, local-12s, bare, launch or sn28.
    PrintGenesis(PrintGenesis),

    /// Makes a folder with a subnet of your own: a miner, a validator, and a test in Python on a chain of its own.
    New(New),

    /// Prints the hash of the runtime's metadata, which hardware wallets sign (RFC 78).
    MetadataHash,

    /// Writes blocks to a file.
    ExportBlocks(sc_cli::ExportBlocksCmd),

    /// Writes the chain at a block to standard output: a chain specification with the whole state, from which --chain and
    /// --state resume.
    ExportState(sc_cli::ExportStateCmd),

    /// Reads blocks from a file and executes them.
    ImportBlocks(sc_cli::ImportBlocksCmd),

    /// Deletes a chain's database.
    PurgeChain(sc_cli::PurgeChainCmd),

    /// Reverts the last blocks that are not final.
    Revert(sc_cli::RevertCmd),

    /// Prints the best and the last finalized block of a stored chain.
    ChainInfo(sc_cli::ChainInfoCmd),

    /// Reads a running chain that has Bittensor's storage, and writes it as a genesis file to standard output: see docs/import.md.
    Import(ImportCmd),

    /// Rehearses a runtime on a copy of a running chain, and submits it if the rehearsal succeeds.
    Upgrade(UpgradeCmd),

    /// Generates, prints and stores keys.
    #[command(subcommand)]
    Key(sc_cli::KeySubcommand),
}

#[derive(Debug, clap::Args)]
pub struct CheckGenesis {
    /// A file in TOML, or the name of a preset.
    pub file: String,
}

#[derive(Debug, clap::Args)]
pub struct PrintGenesis {
    /// The name of a preset.
    pub preset: String,
}

#[derive(Debug, clap::Args)]
pub struct New {
    /// The new folder, such as my-subnet. Its name becomes that of the subnet and of the Python package.
    pub folder: PathBuf,
}

/// The options that the user gave. Their parsed values alone do not distinguish a choice from a default.
#[derive(Debug)]
pub struct ExplicitOptions(ArgMatches);

impl ExplicitOptions {
    /// Returns `true` if the user gave this option, which must exist.
    pub fn has(&self, option: &str) -> bool {
        self.0.value_source(option) == Some(ValueSource::CommandLine)
    }
}

impl Cli {
    /// Parses the arguments, starting with the program's name.
    pub fn read<I>(arguments: I) -> clap::error::Result<(Self, ExplicitOptions)>
    where
        I: IntoIterator<Item = std::ffi::OsString>,
    {
        let matches = Self::setup_command(Self::command()).try_get_matches_from(arguments)?;
        Ok((Self::from_arg_matches(&matches)?, ExplicitOptions(matches)))
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
        "the repository of this source".into()
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

    fn read(line: &str) -> clap::error::Result<(Cli, ExplicitOptions)> {
        Cli::read(line.split(' ').map(Into::into))
    }

    fn given_of(given: &ExplicitOptions) -> Vec<&'static str> {
        let options = ["blocks_pruning", "trie_cache_size", "pool_type", "enabled", "max_runtime_instances"];
        options.into_iter().filter(|option| given.has(option)).collect()
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
        assert_eq!(given_of(&given), ["pool_type"]);
    }

    #[test]
    fn a_default_is_not_taken_for_a_choice_of_the_user() {
        assert!(given_of(&read("dtao-node --dev").unwrap().1).is_empty());
        let line =
            "dtao-node --blocks-pruning 256 --trie-cache-size 0 --offchain-worker never --max-runtime-instances 8";
        let given = read(line).unwrap().1;
        assert_eq!(given_of(&given), ["blocks_pruning", "trie_cache_size", "enabled", "max_runtime_instances"]);
    }

    #[test]
    fn an_unknown_mode_of_sealing_is_an_error_that_names_the_modes() {
        let error = read("dtao-node --dev --sealing fast").unwrap_err().to_string();
        assert!(error.contains("instant, manual, mixed, or a number of milliseconds"), "{error}");
    }
}
