//! Runs the commands.

use crate::{
    accounts::Derived,
    banner, chain_spec,
    cli::{Cli, ExplicitOptions, Subcommand},
    dev::{
        self,
        files::{Files, NextStart},
        mode::{self, Sealing},
    },
    drand,
    errors::{self, database::DatabaseWatch},
    explorer::sockets::Sockets,
    genesis, metadata_hash,
    rpc::origins::{Origins, LOCAL},
    service::{
        temporary,
        types::{FullBackend, FullClient, ImportQueue},
        validator, Parts,
    },
    shield,
    state_file::{
        export::{ensure_writable, export},
        StateFile,
    },
    template,
};
use dtao_genesis::units::SS58_FORMAT;
use parking_lot::Mutex;
use sc_cli::{
    BlockNumberOrHash, DatabasePruningMode, OffchainWorkerEnabled, Result, RunCmd, Runner, SubstrateCli,
    TransactionPoolType,
};
use sc_client_api::blockchain::HeaderBackend as _;
use sc_network::config::NetworkBackendType;
use sc_service::{ChainSpec, ChainType, Configuration};
use std::{
    env,
    net::{SocketAddr, TcpListener},
    os::unix::process::CommandExt,
    panic,
    path::{Path, PathBuf},
    process::Command,
    sync::{mpsc, Arc, OnceLock, Weak},
    thread,
    time::{Duration, Instant},
};

/// The time limit for the threads of a node that has ended to let its database go.
const CLOSING_TIME: Duration = Duration::from_secs(10);

/// The time limit for a node that panics to save its chain: the thread that panics may hold a lock that reading the chain needs.
const PANIC_TIME: Duration = Duration::from_secs(60);

/// The name of the thread that saves the chain of a node that panics.
const PANIC_SAVER: &str = "state-file-panic";

/// The trie cache of a sealed chain in bytes: none. Every block writes its nodes to the cache, and most are never read again.
/// Without it a block of 64 subnets takes four fifths of the time, and a call that reads a tenth more.
const SEALED_TRIE_CACHE: usize = 0;

/// The runtime instances that a sealed chain keeps ready. Each takes some megabytes.
const SEALED_RUNTIME_INSTANCES: usize = 4;

/// Runs the command of the process's arguments.
pub fn run() -> Result<()> {
    sp_core::crypto::set_default_ss58_version(SS58_FORMAT.into());
    let (cli, explicit) = Cli::read(std::env::args_os()).unwrap_or_else(|error| error.exit());
    match &cli.subcommand {
        None => run_node(cli, explicit),
        Some(Subcommand::Key(cmd)) => cmd.run(&cli),
        Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
        Some(Subcommand::BuildSpec(cmd)) => {
            cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
        }
        Some(Subcommand::PurgeChain(cmd)) => cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database)),
        Some(Subcommand::ChainInfo(cmd)) => {
            cli.create_runner(cmd)?.sync_run(|config| cmd.run::<dtao_runtime::opaque::Block>(&config))
        }
        Some(Subcommand::CheckGenesis(cmd)) => check_genesis(&cmd.file),
        Some(Subcommand::PrintGenesis(cmd)) => print_genesis(&cmd.preset),
        Some(Subcommand::New(cmd)) => new_subnet(&cmd.folder),
        Some(Subcommand::MetadataHash) => {
            println!("{}", metadata_hash::of_runtime()?);
            Ok(())
        }
        Some(Subcommand::Import(cmd)) => Ok(cmd.run()?),
        Some(Subcommand::Upgrade(cmd)) => Ok(cmd.run()?),
        Some(stored) => run_on_stored_chain(&cli, stored),
    }
}

fn check_genesis(file: &str) -> Result<()> {
    match dtao_genesis::preset(file).map_or_else(|| dtao_genesis::read(file), |text| dtao_genesis::parse(file, text)) {
        Ok(definition) => {
            let report = dtao_genesis::report::Report::new(&definition)?;
            println!("{}", report.text(&definition));
            Ok(())
        }
        Err(faults) => {
            eprintln!("{faults}");
            Err(format!("{file} is not a valid genesis file: each line above is a fault").into())
        }
    }
}

fn print_genesis(name: &str) -> Result<()> {
    let text = dtao_genesis::preset(name).ok_or_else(|| {
        let known = dtao_genesis::PRESETS.map(|(name, _)| name).join(", ");
        format!("there is no preset {name}: there are {known}")
    })?;
    print!("{text}");
    Ok(())
}

fn new_subnet(folder: &Path) -> Result<()> {
    let name = template::create(folder)?;
    let path = folder.display();
    println!("{name} is in {path}: README.md says what is where, and {path}/test.sh runs its tests.");
    Ok(())
}

/// Runs a command on the database of a chain.
fn run_on_stored_chain(cli: &Cli, command: &Subcommand) -> Result<()> {
    match command {
        Subcommand::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
            let (parts, queue) = parts_with_queue(&config)?;
            Ok((cmd.run(parts.client, queue), parts.task_manager))
        }),
        Subcommand::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
            let (parts, queue) = parts_with_queue(&config)?;
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

/// Returns the parts for a command that works on a stored chain, and an import queue.
///
/// Blocks of a development chain are imported as sealed ones, which have no author's seal.
fn parts_with_queue(config: &Configuration) -> Result<(Parts, ImportQueue)> {
    if config.chain_spec.chain_type() == ChainType::Development {
        let parts = Parts::new(config)?;
        let queue = dev::service::import_queue(&parts, config);
        return Ok((parts, queue));
    }
    let (parts, saved) = Parts::open(config)?;
    let queue = validator::import_queue(&parts, config, saved)?.queue;
    Ok((parts, queue))
}

fn export_state(client: &Arc<FullClient>, spec: Box<dyn ChainSpec>, block: Option<BlockNumberOrHash>) -> Result<()> {
    let hash = match block.map(|block| block.parse()).transpose()? {
        Some(id) => client.expect_block_hash_from_id(&id)?,
        None => client.info().best_hash,
    };
    println!("{}", export(client, spec, hash)?);
    Ok(())
}

/// Applies `--genesis` and `--state` to the choice of the chain.
fn choose_chain(cli: &mut Cli) -> Result<()> {
    if let Some(file) = cli.genesis.take() {
        if !dtao_genesis::is_file(&file) {
            let fault = "a genesis file is written in TOML, and its name ends in .toml";
            return Err(format!("{fault}; {file} does not").into());
        }
        cli.run.shared_params.chain = Some(file);
    }
    if let Some(path) = &cli.state {
        ensure_writable(path)?;
    }
    let resumed = cli.load_state.as_ref().or(cli.state.as_ref().filter(|path| path.exists()));
    if let Some(path) = resumed {
        cli.run.shared_params.chain = Some(path.display().to_string());
    }
    cli.run.tmp |= cli.state.is_some() || cli.load_state.is_some();
    Ok(())
}

fn run_node(mut cli: Cli, explicit: ExplicitOptions) -> Result<()> {
    choose_chain(&mut cli)?;
    let dev = cli.run.shared_params.dev;
    let id = cli.run.shared_params.chain_id(dev);
    let spec = cli.load_spec(&id)?;
    let sealing = mode::choose(dev, cli.sealing, &spec.chain_type(), spec.name())?;
    ensure_allowed(&cli, &explicit, sealing.is_some())?;
    let derived = match cli.accounts {
        Some(count) => Derived::new(count, cli.balance.as_deref(), cli.mnemonic.as_deref())?,
        None => Derived::default(),
    };
    let authors = sealing.is_some() || is_validator(&cli.run);
    let pulses = cli.drand.as_deref().map(|place| open_pulses(place, authors)).transpose()?;
    match sealing {
        Some(_) => {
            apply_sealed_defaults(&mut cli.run, &explicit);
            choose_log(&mut cli);
        }
        None => apply_validator_defaults(&mut cli.run),
    }
    // The SDK's own server is at a port that nobody uses; see `rpc::server`.
    cli.run.shared_params.log.insert(0, "sc_rpc_server=warn".into());
    // The library's warnings are of clients' mistakes, and quote megabytes of them.
    cli.run.shared_params.log.insert(0, "jsonrpsee-server=error".into());
    let mut runner = cli.create_runner(&cli.run)?;
    if sealing.is_none() {
        check_idle(&cli.run, &*spec)?;
    }
    if let Some(mut chain) = chain_spec::named(&id)? {
        derived.add_to(&mut chain)?;
        runner.config_mut().chain_spec.set_storage(genesis::state(&chain)?);
    }
    choose_origins(runner.config_mut(), &explicit);
    claim_rpc_ports(runner.config_mut())?;
    let page = open_page(&cli, sealing.is_some(), runner.config())?;
    let (folder, choice) = database_folder(&cli.run, runner.config());
    let ended = match sealing {
        Some(sealing) => run_sealed(cli, runner, (sealing, derived), pulses, page),
        None => run_validator(runner, pulses, page),
    };
    ended.map_err(|error| errors::with_database(error, folder.as_deref(), choice))
}

/// Returns the folder of the database, if it has one, and what chooses another. A temporary one is deleted at the node's end.
fn database_folder(run: &RunCmd, config: &Configuration) -> (Option<PathBuf>, &'static str) {
    if is_temporary(run) {
        return (Some(env::temp_dir()), "TMPDIR");
    }
    (config.database.path().map(Path::to_path_buf), "--base-path")
}

/// Refuses a node that would do nothing for ever, and warns of one that may find others on this machine.
fn check_idle(run: &RunCmd, spec: &dyn ChainSpec) -> Result<()> {
    let name = spec.name();
    if !is_idle(run, &spec.chain_type()) {
        return Ok(());
    }
    if spec.chain_type() == ChainType::Development {
        let cure = "add --dev for a chain of your own, or --validator or --bootnodes for a network";
        return Err(format!("this node would author no blocks of {name}, and knows no other node: {cure}").into());
    }
    log::warn!("This node authors no blocks: it waits for validators of {name}. For your own chain: --dev");
    Ok(())
}

/// Fails if a node whose chain is not sealed has an option of those that are.
fn ensure_allowed(cli: &Cli, explicit: &ExplicitOptions, is_sealed: bool) -> Result<()> {
    if is_sealed {
        return Ok(());
    }
    let fault = if cli.state.is_some() {
        "--state keeps a chain that one node seals: add --dev or --sealing; a validator keeps its chain in its --base-path"
    } else if cli.load_state.is_some() {
        "--load-state resumes a chain that one node seals: add --dev or --sealing; a validator starts from --chain FILE"
    } else if cli.accounts.is_some() {
        "--accounts is for a chain that one node seals: add --dev or --sealing; validators start from one genesis file"
    } else if explicit.has("finality_delay") {
        "--finality-delay is for a chain that one node seals; validators vote on blocks: add --dev or --sealing, or leave it out"
    } else {
        return Ok(());
    };
    Err(fault.into())
}

/// Opens the port of the page, if this node serves it: a sealed chain unless told otherwise, a validator if its user names a port.
fn open_page(cli: &Cli, is_sealed: bool, config: &Configuration) -> Result<Option<Sockets>> {
    if cli.no_explorer || (!is_sealed && cli.explorer_port.is_none()) {
        if cli.explorer_external {
            return Err("--explorer-external opens the page to other machines: add --explorer-port to serve it".into());
        }
        return Ok(None);
    }
    let rpc = config.rpc.addr.iter().flatten().map(|endpoint| endpoint.listen_addr.port());
    let reserved: Vec<_> = rpc.chain(config.prometheus_config.iter().map(|server| server.port.port())).collect();
    Ok(Some(Sockets::open(cli.explorer_port, cli.explorer_external, &reserved)?))
}

/// Opens the source of pulses that `--drand` names.
fn open_pulses(place: &str, authors: bool) -> Result<drand::Source> {
    if !authors {
        let cure = "add --validator, or leave it out";
        return Err(
            format!("--drand is for a node that authors blocks, which takes the pulses for its own: {cure}").into()
        );
    }
    drand::Source::open(place).map_err(|error| format!("--drand: {error}").into())
}

fn run_validator(runner: Runner<Cli>, pulses: Option<drand::Source>, page: Option<Sockets>) -> Result<()> {
    let watch = DatabaseWatch::default();
    let watched = watch.clone();
    let ended = runner.run_node_until_exit(|config| async move {
        start_validator(config, pulses, page, &watched).map_err(sc_cli::Error::from)
    });
    ended.map_err(|error| watch.explain(error))
}

fn run_sealed(
    cli: Cli,
    runner: Runner<Cli>,
    (sealing, derived): (Sealing, Derived),
    pulses: Option<drand::Source>,
    page: Option<Sockets>,
) -> Result<()> {
    let is_temporary = is_temporary(&cli.run);
    let spec = runner.config().chain_spec.cloned_box();
    let next = NextStart::watching()?;
    let watch = DatabaseWatch::default();
    let files = Files::new(cli.state.clone(), spec.cloned_box(), is_temporary, next.clone());
    let file = cli.state.map(|path| StateFile::new(path, spec));
    if let Some(file) = &file {
        save_on_panic(file);
    }
    let running = file.clone();
    let (restart, watched) = (next.clone(), watch.clone());
    let database = Arc::new(OnceLock::new());
    let opened = database.clone();
    let ended = runner.run_node_until_exit(|mut config| async move {
        if is_temporary {
            temporary::use_for(&mut config)?;
        }
        let mut client = None;
        let greet = |node: &dev::service::Node| {
            client = Some(node.client.clone());
            let _ = opened.set(Arc::downgrade(&node.backend));
            if let Some(file) = &running {
                file.watch(&node.client);
            }
            if !cli.no_banner {
                banner::show(node, &derived, sealing, if cli.json { banner::Form::Json } else { banner::Form::Text });
            }
        };
        let finality_delay = Duration::from_millis(cli.finality_delay);
        let mut tasks = dev::service::start(config, (sealing, files, watched), finality_delay, pulses, page, greet)?;
        if let (true, None, Some(client)) = (is_temporary, &running, client) {
            tasks.keep_alive(Farewell(client, restart));
        }
        if let (Some(file), 1..) = (&running, cli.state_interval) {
            file.save_every(Duration::from_secs(cli.state_interval), &tasks);
        }
        Ok::<_, sc_cli::Error>(tasks)
    });
    if let (false, Some(database)) = (is_temporary, database.get()) {
        wait_until_closed(database);
    }
    finish(ended.map_err(|error| watch.explain(error)), &next, file)
}

/// Starts the node again, or saves its chain, however it has ended. Returns the node's own error, if it has one, and prints the other.
///
/// The best block is the last one that the database has taken, and can be read even if it was not written.
fn finish(ended: Result<()>, next: &NextStart, file: Option<Arc<StateFile>>) -> Result<()> {
    let print = |error: &sc_cli::Error| eprintln!("error: {}", errors::in_one_line(error));
    if let Some(path) = next.get() {
        // The chain of that file replaces this one, which is not saved.
        let _ = ended.inspect_err(print);
        return Err(start_again(&path));
    }
    let saved: Result<()> = file.map_or(Ok(()), |file| Ok(file.save_at_the_end()?));
    match ended {
        Ok(()) => saved,
        Err(error) => {
            let _ = saved.inspect_err(print);
            Err(error)
        }
    }
}

/// Saves the chain before the node ends by a panic. The SDK's hook, which is set already, ends the process at once.
fn save_on_panic(file: &Arc<StateFile>) {
    let file = Arc::downgrade(file);
    before_panics_end(move || match file.upgrade() {
        // The node may go on, since the SDK catches some panics.
        Some(file) => file.save().map_err(|fault| fault.to_string()),
        None => Ok(()),
    });
}

/// Calls `save` in a thread of its own before the hook for panics that is set now.
fn before_panics_end(save: impl Fn() -> std::result::Result<(), String> + Send + Sync + 'static) {
    let (save, end, turn) = (Arc::new(save), panic::take_hook(), Mutex::new(()));
    panic::set_hook(Box::new(move |info| {
        // A panic while the chain is saved ends the node. Other threads that panic meanwhile wait.
        let _turn = (thread::current().name() != Some(PANIC_SAVER)).then(|| {
            let turn = turn.lock();
            let (done, outcome) = mpsc::channel();
            let save = save.clone();
            let saver = thread::Builder::new().name(PANIC_SAVER.into());
            let started = saver.spawn(move || done.send(save()));
            match started.map(|_| outcome.recv_timeout(PANIC_TIME)) {
                Ok(Ok(Ok(()))) => (),
                Ok(Ok(Err(fault))) => eprintln!("error: {fault}"),
                Ok(Err(_)) => eprintln!("error: the chain cannot be saved in {} s", PANIC_TIME.as_secs()),
                Err(fault) => eprintln!("error: the chain cannot be saved: {fault}"),
            }
            turn
        });
        end(info);
    }));
}

/// Replaces this process by a node with the same options that resumes from a file. Returns the error, if that fails.
fn start_again(path: &Path) -> sc_cli::Error {
    eprintln!("The node starts again from {}", path.display());
    let (mut arguments, mut given) = (Vec::new(), env::args_os().skip(1));
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("--load-state") => drop(given.next()),
            Some(text) if text.starts_with("--load-state=") => (),
            _ => arguments.push(argument),
        }
    }
    let program = env::current_exe();
    let fault = match program {
        Ok(program) => Command::new(program).args(arguments).arg("--load-state").arg(path).exec(),
        Err(fault) => fault,
    };
    format!("the node cannot start again, to resume from {}: {fault}", path.display()).into()
}

/// Says at the end of a node that its chain is gone, and how to keep one.
struct Farewell(Arc<FullClient>, NextStart);

impl Drop for Farewell {
    fn drop(&mut self) {
        if self.1.get().is_some() {
            return;
        }
        let best = self.0.info().best_number;
        eprintln!("Stopped at block {best}. Its state is gone: --state FILE or --base-path FOLDER keeps a chain.");
    }
}

/// Waits until nobody holds the database any more. It writes the last blocks in the background, and when it is closed; a thread that
/// answers clients may hold it for a moment longer than the node runs, and would lose them.
fn wait_until_closed(database: &Weak<FullBackend>) {
    let start = Instant::now();
    while database.strong_count() > 0 {
        if start.elapsed() > CLOSING_TIME {
            log::warn!("The database was not closed in time: the last blocks may be missing at the next start");
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn start_validator(
    config: Configuration,
    pulses: Option<drand::Source>,
    page: Option<Sockets>,
    watch: &DatabaseWatch,
) -> std::result::Result<sc_service::TaskManager, sc_service::Error> {
    match config.network.network_backend {
        NetworkBackendType::Libp2p => validator::start::<sc_network::NetworkWorker<_, _>>(config, pulses, page, watch),
        NetworkBackendType::Litep2p => {
            validator::start::<sc_network::Litep2pNetworkBackend>(config, pulses, page, watch)
        }
    }
}

/// Sets the defaults of a sealed chain, for options that the user did not give.
///
/// - Every state is kept, so that clients can ask about old blocks.
/// - The pool has a single view. The fork-aware pool has a view for each fork and none before the first block, so the first
///   transaction would wait for a block that waits for a transaction. A sealed chain has no forks.
/// - Caches are small.
/// - Offchain workers do not run: the runtime has none, and to ask it for them takes a fifth of the time of an empty block.
fn apply_sealed_defaults(run: &mut RunCmd, explicit: &ExplicitOptions) {
    let pruning = &mut run.import_params.pruning_params;
    pruning.state_pruning.get_or_insert(DatabasePruningMode::Archive);
    if !explicit.has("blocks_pruning") {
        pruning.blocks_pruning = DatabasePruningMode::Archive;
    }
    if !explicit.has("pool_type") {
        run.pool_config.pool_type = TransactionPoolType::SingleState;
    }
    if !explicit.has("trie_cache_size") {
        run.import_params.trie_cache_size = SEALED_TRIE_CACHE;
    }
    if !explicit.has("enabled") {
        run.offchain_worker_params.enabled = OffchainWorkerEnabled::Never;
    }
    if !explicit.has("max_runtime_instances") {
        run.runtime_params.max_runtime_instances = SEALED_RUNTIME_INSTANCES;
    }
}

/// Limits the log of a sealed chain to its transactions and to faults, unless the user chooses.
fn choose_log(cli: &mut Cli) {
    let log = &mut cli.run.shared_params.log;
    if !log.is_empty() || std::env::var_os("RUST_LOG").is_some_and(|chosen| !chosen.is_empty()) {
        return;
    }
    // A sealed chain listens to no peers, of which litep2p warns.
    log.extend(["warn", "litep2p=error"].map(String::from));
    log.extend(["dtao_node", drand::LOG_TARGET, shield::LOG_TARGET].map(|target| format!("{target}=info")));
    if !cli.no_banner {
        // The banner has the addresses.
        log.extend(["dtao_node::rpc=warn", "dtao_node::explorer::server=warn"].map(String::from));
    }
}

/// Lets validators with publicly known keys generate a network key. Other validators must not, since their peers know them by
/// that key.
fn apply_validator_defaults(run: &mut RunCmd) {
    if run.get_keyring().is_some() {
        run.network_params.node_key_params.unsafe_force_node_key_generation = true;
    }
}

/// Returns `true` if the SDK deletes the chain's folder when the node stops.
fn is_temporary(run: &RunCmd) -> bool {
    let shared = &run.shared_params;
    run.tmp || (shared.dev && shared.base_path.is_none())
}

fn is_validator(run: &RunCmd) -> bool {
    run.validator || run.get_keyring().is_some()
}

/// Returns `true` if the node of a test chain neither authors blocks nor knows a peer.
fn is_idle(run: &RunCmd, chain: &ChainType) -> bool {
    let test = matches!(chain, ChainType::Development | ChainType::Local);
    test && !is_validator(run)
        && run.network_params.bootnodes.is_empty()
        && run.network_params.reserved_nodes.is_empty()
}

/// Lets pages of this machine and polkadot.js Apps use the node, if the user has not said which pages may.
///
/// The SDK's default for development chains is that all may.
fn choose_origins(config: &mut Configuration, explicit: &ExplicitOptions) {
    for endpoint in config.rpc.addr.iter_mut().flatten() {
        let has_own =
            explicit.has("rpc_cors") || (explicit.has("experimental_rpc_endpoint") && endpoint.cors.is_some());
        if !has_own {
            endpoint.cors = Some(LOCAL.map(Into::into).into());
        }
        if Origins::from(endpoint.cors.clone()) == Origins::All {
            log::warn!(
                "Every web page in a browser that can reach {} may use this node, since its option for CORS says so",
                endpoint.listen_addr
            );
        }
    }
}

/// Fails if an RPC port is taken.
///
/// By default the SDK chooses another free port then, and clients talk to a different node than they expect.
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
        Err(error) => Err(errors::cannot_listen(address, &error, "--rpc-port").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sc_cli::CliConfiguration;

    fn read(line: &str) -> (Cli, ExplicitOptions) {
        Cli::read(line.split(' ').map(Into::into)).unwrap()
    }

    #[test]
    fn a_sealed_chain_keeps_every_state_and_needs_little_memory() {
        let (mut cli, given) = read("dtao-node --dev");
        apply_sealed_defaults(&mut cli.run, &given);
        assert_eq!(cli.run.state_pruning().unwrap(), Some(sc_service::PruningMode::ArchiveAll));
        assert_eq!(cli.run.blocks_pruning().unwrap(), sc_service::BlocksPruning::KeepAll);
        assert_eq!(cli.run.trie_cache_maximum_size().unwrap(), None);
        assert_eq!(cli.run.max_runtime_instances().unwrap(), Some(4));
        assert!(matches!(cli.run.pool_config.pool_type, TransactionPoolType::SingleState));
        assert!(matches!(cli.run.offchain_worker_params.enabled, OffchainWorkerEnabled::Never));
    }

    #[test]
    fn what_the_user_chose_is_left_as_it_is() {
        let line = "dtao-node --dev --state-pruning 100 --blocks-pruning 200 --pool-type fork-aware \
                    --trie-cache-size 1000 --max-runtime-instances 7 --offchain-worker when-authority --log debug";
        let (mut cli, given) = read(&line.split_whitespace().collect::<Vec<_>>().join(" "));
        apply_sealed_defaults(&mut cli.run, &given);
        assert_eq!(cli.run.state_pruning().unwrap(), Some(sc_service::PruningMode::blocks_pruning(100)));
        assert_eq!(cli.run.blocks_pruning().unwrap(), sc_service::BlocksPruning::Some(200));
        assert_eq!(cli.run.trie_cache_maximum_size().unwrap(), Some(1000));
        assert_eq!(cli.run.max_runtime_instances().unwrap(), Some(7));
        assert!(matches!(cli.run.pool_config.pool_type, TransactionPoolType::ForkAware));
        assert!(matches!(cli.run.offchain_worker_params.enabled, OffchainWorkerEnabled::WhenAuthority));
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
    fn a_development_chain_without_an_author_is_refused_with_the_cure() {
        let check = |line: &str, chain: &str| {
            let spec = chain_spec::load(chain).unwrap();
            check_idle(&read(line).0.run, &*spec).map_err(|error| errors::in_one_line(&error))
        };
        let error = check("dtao-node --chain dev", "dev").unwrap_err();
        assert!(error.contains("would author no blocks") && error.contains("add --dev"), "{error}");
        assert_eq!(check("dtao-node --chain dev --alice", "dev"), Ok(()));
        assert_eq!(check("dtao-node --chain local", "local"), Ok(()));
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
    fn a_chain_is_saved_before_a_panic_ends_the_node() {
        let (step, steps) = mpsc::channel();
        let end = step.clone();
        panic::set_hook(Box::new(move |_| {
            let _ = end.send("ended");
        }));
        before_panics_end(move || {
            assert_eq!(thread::current().name(), Some(PANIC_SAVER));
            step.send("saved").map_err(|fault| fault.to_string())
        });
        assert!(thread::spawn(|| panic!("of this test")).join().is_err());
        drop(panic::take_hook());
        assert_eq!(steps.iter().take(2).collect::<Vec<_>>(), ["saved", "ended"]);
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
