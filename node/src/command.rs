//! What each command does, and the defaults of a chain for development.

use crate::{
    banner,
    chain_spec::{Definition, SS58_FORMAT},
    cli::{Cli, Given, Subcommand},
    errors, genesis,
    keeper::Keeper,
    metadata_hash, saved, sealing,
    service::{self, aura_grandpa, FullClient, Parts},
};
use sc_cli::{BlockNumberOrHash, DatabasePruningMode, Result, RunCmd, SubstrateCli, TransactionPoolType};
use sc_client_api::blockchain::HeaderBackend as _;
use sc_network::config::NetworkBackendType;
use sc_service::{ChainSpec, ChainType, Configuration};
use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
    time::Duration,
};

/// The trie cache of a sealed chain in bytes: none. Every block's nodes would go into it, and most are never asked for
/// again. Without it a block of 64 subnets is made in four fifths of the time; a call that reads takes a tenth more.
const SEALED_TRIE_CACHE: usize = 0;

/// Instances of the runtime that a sealed chain keeps ready. Each is some megabytes.
const SEALED_RUNTIME_INSTANCES: usize = 4;

/// Does what the command line asks for.
pub fn run() -> Result<()> {
    sp_core::crypto::set_default_ss58_version(SS58_FORMAT.into());
    let (cli, given) = Cli::read(std::env::args_os()).unwrap_or_else(|error| error.exit());
    match &cli.subcommand {
        None => run_node(cli, given),
        Some(Subcommand::Key(cmd)) => cmd.run(&cli),
        Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
        Some(Subcommand::BuildSpec(cmd)) => {
            cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
        }
        Some(Subcommand::PurgeChain(cmd)) => cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database)),
        Some(Subcommand::ChainInfo(cmd)) => {
            cli.create_runner(cmd)?.sync_run(|config| cmd.run::<dtao_runtime::opaque::Block>(&config))
        }
        Some(Subcommand::CheckGenesis(asked)) => check_genesis(&asked.file),
        Some(Subcommand::PrintGenesis(asked)) => print_genesis(&asked.preset),
        Some(Subcommand::MetadataHash) => {
            println!("{}", metadata_hash::of_runtime()?);
            Ok(())
        }
        Some(Subcommand::Upgrade(cmd)) => Ok(cmd.run()?),
        Some(stored) => run_on_stored_chain(&cli, stored),
    }
}

fn check_genesis(file: &str) -> Result<()> {
    let preset = genesis::PRESETS.iter().find(|(name, _)| *name == file);
    let read = match preset {
        Some((name, text)) => genesis::parse(name, text),
        None => genesis::read(file),
    };
    match read {
        Ok(definition) => {
            let report = genesis::report::Report::new(&definition)?;
            println!("{}", report.text(&definition));
            Ok(())
        }
        Err(faults) => {
            eprintln!("{faults}");
            Err(format!("{file} is no good genesis file: each line above is a fault").into())
        }
    }
}

fn print_genesis(name: &str) -> Result<()> {
    let preset = genesis::PRESETS.iter().find(|(known, _)| *known == name);
    let (_, text) = preset.ok_or_else(|| {
        let known = genesis::PRESETS.map(|(name, _)| name).join(", ");
        format!("there is no preset {name}: there are {known}")
    })?;
    print!("{text}");
    Ok(())
}

/// Commands that open a chain's database and end.
fn run_on_stored_chain(cli: &Cli, command: &Subcommand) -> Result<()> {
    match command {
        Subcommand::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
            let (parts, queue) = service::for_command(&config)?;
            Ok((cmd.run(parts.client, queue), parts.task_manager))
        }),
        Subcommand::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
            let (parts, queue) = service::for_command(&config)?;
            Ok((cmd.run(parts.client, queue), parts.task_manager))
        }),
        Subcommand::ExportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
            let parts = Parts::new(&config)?;
            Ok((cmd.run(parts.client, config.database), parts.task_manager))
        }),
        Subcommand::ExportState(cmd) => cli.create_runner(cmd)?.async_run(|config| {
            let parts = Parts::new(&config)?;
            let (block, spec) = (cmd.input.clone(), config.chain_spec);
            let work = async move { export_state(&parts.client, spec, block) };
            Ok((work, parts.task_manager))
        }),
        Subcommand::Revert(cmd) => cli.create_runner(cmd)?.async_run(|config| {
            let parts = Parts::new(&config)?;
            let finality: Box<dyn FnOnce(_, _, _) -> _> =
                Box::new(|client, _, blocks| Ok(sc_consensus_grandpa::revert(client, blocks)?));
            Ok((cmd.run(parts.client, parts.backend, Some(finality)), parts.task_manager))
        }),
        other => Err(format!("the command {other:?} does not work on a stored chain").into()),
    }
}

fn export_state(client: &Arc<FullClient>, spec: Box<dyn ChainSpec>, block: Option<BlockNumberOrHash>) -> Result<()> {
    let best = || client.info().best_hash;
    let hash = match block.map(|block| block.parse()).transpose()? {
        Some(id) => client.expect_block_hash_from_id(&id)?,
        None => best(),
    };
    println!("{}", saved::save(client, spec, hash)?);
    Ok(())
}

/// Lets `--genesis` and `--state` say which chain it is.
fn choose_chain(cli: &mut Cli) -> Result<()> {
    if let Some(file) = cli.genesis.take() {
        if !genesis::is_file(&file) {
            return Err(
                format!("a genesis file is written in TOML, and its name ends in .toml; {file} does not").into()
            );
        }
        cli.run.shared_params.chain = Some(file);
    }
    let Some(path) = &cli.state else {
        return Ok(());
    };
    saved::ensure_writable(path)?;
    cli.run.tmp = true;
    if path.exists() {
        cli.run.shared_params.chain = Some(path.display().to_string());
    }
    Ok(())
}

/// Runs a node until it is told to stop.
fn run_node(mut cli: Cli, given: Given) -> Result<()> {
    choose_chain(&mut cli)?;
    let dev = cli.run.shared_params.dev;
    let id = cli.run.shared_params.chain_id(dev);
    let spec = cli.load_spec(&id)?;
    let sealing = sealing::choose(dev, cli.sealing, &spec.chain_type(), spec.name())?;
    if sealing.is_none() && cli.state.is_some() {
        let cure = "add --dev or --sealing; a validator keeps its chain in its --base-path";
        return Err(format!("--state keeps a chain that one node seals: {cure}").into());
    }
    if sealing.is_some() {
        apply_sealed_defaults(&mut cli.run, given);
    } else {
        apply_validator_defaults(&mut cli.run);
    }
    let temporary = is_temporary(&cli.run);
    let idle = sealing.is_none() && is_idle(&cli.run, &spec.chain_type());
    let no_banner = cli.no_banner;
    let interval = cli.state_interval.map(Duration::from_secs);

    let mut runner = cli.create_runner(&cli.run)?;
    if idle {
        log::warn!("This node makes no blocks: it waits for validators of {}. A chain of your own: --dev", spec.name());
    }
    if let Some(chain) = Definition::named(&id)? {
        runner.config_mut().chain_spec.set_storage(chain.first_state()?);
    }
    claim_rpc_ports(runner.config_mut())?;
    let spec = runner.config().chain_spec.cloned_box();
    let keeper = cli.state.clone().map(|path| Keeper::new(path, spec));
    let watcher = keeper.clone();
    runner.run_node_until_exit(|mut config| async move {
        let Some(sealing) = sealing else {
            return start_validator(config).map_err(sc_cli::Error::from);
        };
        if temporary {
            service::temporary::use_for(&mut config)?;
        }
        let greet = |node: &service::sealing::Node| {
            if let Some(keeper) = &watcher {
                keeper.watch(&node.client);
            }
            if !no_banner {
                banner::show(node, sealing);
            }
        };
        let tasks = service::sealing::start(config, sealing, greet)?;
        if let (Some(keeper), Some(period)) = (&watcher, interval) {
            keeper.every(period, &tasks);
        }
        Ok(tasks)
    })?;
    match (keeper, cli.state) {
        (Some(keeper), Some(path)) => save_at_the_end(&keeper, &path),
        _ => Ok(()),
    }
}

fn save_at_the_end(keeper: &Keeper, path: &Path) -> Result<()> {
    if let Some(number) = keeper.save()? {
        eprintln!("Saved block {number} to {}", path.display());
    }
    Ok(())
}

fn start_validator(config: Configuration) -> std::result::Result<sc_service::TaskManager, sc_service::Error> {
    match config.network.network_backend {
        NetworkBackendType::Libp2p => aura_grandpa::start::<sc_network::NetworkWorker<_, _>>(config),
        NetworkBackendType::Litep2p => aura_grandpa::start::<sc_network::Litep2pNetworkBackend>(config),
    }
}

/// What a chain of one author is better run with, where the user did not choose.
///
/// - Every state is kept, so that clients can ask about old blocks.
/// - Transactions wait in the pool of a single state. The fork-aware pool keeps a view for each fork and has none
///   before the first block, so that a first transaction would wait for a block that waits for a transaction. There are
///   no forks here.
/// - Caches are as small as such a chain needs them.
fn apply_sealed_defaults(run: &mut RunCmd, given: Given) {
    let pruning = &mut run.import_params.pruning_params;
    pruning.state_pruning.get_or_insert(DatabasePruningMode::Archive);
    if !given.blocks_pruning {
        pruning.blocks_pruning = DatabasePruningMode::Archive;
    }
    if !given.pool_type {
        run.pool_config.pool_type = TransactionPoolType::SingleState;
    }
    if !given.trie_cache_size {
        run.import_params.trie_cache_size = SEALED_TRIE_CACHE;
    }
    if !given.max_runtime_instances {
        run.runtime_params.max_runtime_instances = SEALED_RUNTIME_INSTANCES;
    }
    if run.shared_params.log.is_empty() {
        // One line for each block is enough.
        run.shared_params.log.push("sc_basic_authorship=warn".into());
    }
}

/// A validator with one of the publicly known keys is a test: it may make itself a network key, which others must not
/// do because their peers know them by it.
fn apply_validator_defaults(run: &mut RunCmd) {
    if run.get_keyring().is_some() {
        run.network_params.node_key_params.unsafe_force_node_key_generation = true;
    }
}

/// Whether the chain ends with the node: SDK's rule for what lies in a folder that is deleted in the end.
fn is_temporary(run: &RunCmd) -> bool {
    let shared = &run.shared_params;
    run.tmp || (shared.dev && shared.base_path.is_none())
}

fn is_idle(run: &RunCmd, chain: &ChainType) -> bool {
    let test = matches!(chain, ChainType::Development | ChainType::Local);
    let validator = run.validator || run.get_keyring().is_some();
    test && !validator && run.network_params.bootnodes.is_empty() && run.network_params.reserved_nodes.is_empty()
}

/// Sees to it that the node listens where it was told to, or not at all.
///
/// By default the server takes any free port when its own is taken, and clients talk to another node than they think.
fn claim_rpc_ports(config: &mut Configuration) -> Result<()> {
    for endpoint in config.rpc.addr.iter_mut().flatten() {
        endpoint.retry_random_port = false;
        if !endpoint.is_optional {
            check_port(endpoint.listen_addr)?;
        }
    }
    Ok(())
}

fn check_port(address: SocketAddr) -> Result<()> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(errors::port_in_use(address).into()),
        Err(error) => Err(format!("cannot listen on {address}: {error}").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sc_cli::CliConfiguration;

    fn read(line: &str) -> (Cli, Given) {
        Cli::read(line.split(' ').map(Into::into)).unwrap()
    }

    #[test]
    fn a_sealed_chain_keeps_every_state_and_needs_little_memory() {
        let (mut cli, given) = read("dtao-node --dev");
        apply_sealed_defaults(&mut cli.run, given);
        assert_eq!(cli.run.state_pruning().unwrap(), Some(sc_service::PruningMode::ArchiveAll));
        assert_eq!(cli.run.blocks_pruning().unwrap(), sc_service::BlocksPruning::KeepAll);
        assert_eq!(cli.run.trie_cache_maximum_size().unwrap(), None);
        assert_eq!(cli.run.max_runtime_instances().unwrap(), Some(4));
        assert!(matches!(cli.run.pool_config.pool_type, TransactionPoolType::SingleState));
    }

    #[test]
    fn what_the_user_chose_is_left_as_it_is() {
        let line = "dtao-node --dev --state-pruning 100 --blocks-pruning 200 --pool-type fork-aware \
                    --trie-cache-size 1000 --max-runtime-instances 7 --log debug";
        let (mut cli, given) = read(&line.split_whitespace().collect::<Vec<_>>().join(" "));
        apply_sealed_defaults(&mut cli.run, given);
        assert_eq!(cli.run.state_pruning().unwrap(), Some(sc_service::PruningMode::blocks_pruning(100)));
        assert_eq!(cli.run.blocks_pruning().unwrap(), sc_service::BlocksPruning::Some(200));
        assert_eq!(cli.run.trie_cache_maximum_size().unwrap(), Some(1000));
        assert_eq!(cli.run.max_runtime_instances().unwrap(), Some(7));
        assert!(matches!(cli.run.pool_config.pool_type, TransactionPoolType::ForkAware));
        assert_eq!(cli.run.shared_params.log, ["debug"]);
    }

    #[test]
    fn only_a_validator_with_a_public_key_makes_itself_a_network_key() {
        for (line, makes) in [("dtao-node --alice", true), ("dtao-node --validator", false)] {
            let mut run = read(line).0.run;
            apply_validator_defaults(&mut run);
            assert_eq!(run.network_params.node_key_params.unsafe_force_node_key_generation, makes, "{line}");
        }
    }

    #[test]
    fn a_node_that_waits_for_nobody_and_makes_no_blocks_is_noticed() {
        let idle = |line: &str, chain| is_idle(&read(line).0.run, &chain);
        assert!(idle("dtao-node --chain dev", ChainType::Development));
        assert!(!idle("dtao-node --chain local --alice", ChainType::Local));
        assert!(!idle("dtao-node --chain local --validator", ChainType::Local));
        assert!(!idle("dtao-node --chain main.json", ChainType::Live));
    }

    #[test]
    fn a_chain_without_a_folder_of_its_own_ends_with_the_node() {
        let temporary = |line: &str| is_temporary(&read(line).0.run);
        assert!(temporary("dtao-node --dev"));
        assert!(temporary("dtao-node --chain launch --sealing manual --tmp"));
        assert!(!temporary("dtao-node --dev --base-path /chain"));
        assert!(!temporary("dtao-node --chain launch --sealing manual"));
    }

    #[test]
    fn a_taken_port_is_an_error_that_names_the_port_and_the_option() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let error = errors::in_one_line(&check_port(address).unwrap_err());
        assert!(error.contains(&address.port().to_string()) && error.contains("--rpc-port"), "{error}");
        drop(taken);
        assert!(check_port(address).is_ok());
    }
}
