//! A node that authors all blocks of its chain and finalizes them itself.

use super::{
    author::Author,
    engine::Engine,
    files::Files,
    journal,
    mode::Sealing,
    progress::Progress,
    rpc::{declared, error, Dev, DevServer, EngineHandle},
};
use crate::{
    drand,
    errors::database::DatabaseWatch,
    explorer::sockets::Sockets,
    rpc,
    service::{
        self,
        types::{FullBackend, FullClient, ImportQueue, Pool, RpcBuilder},
        Network, Parts,
    },
};
use dtao_runtime::opaque::Block;
use futures::channel::mpsc;
use sc_consensus_manual_seal::{
    rpc::{ManualSeal, ManualSealApiServer},
    EngineCommand,
};
use sc_network::{
    config::{FullNetworkConfiguration, NetworkConfiguration, NonReservedPeerMode, TransportConfig},
    Litep2pNetworkBackend, NetworkBackend,
};
use sc_rpc_api::check_if_safe;
use sc_service::{Configuration, Error, TaskManager};
use sp_core::H256;
use std::{net::SocketAddr, sync::Arc, time::Duration};

/// The capacity of the queue of client requests.
const MAX_QUEUED_COMMANDS: usize = 1_000;

/// A started node, before its first block.
pub struct Node {
    pub client: Arc<FullClient>,
    pub backend: Arc<FullBackend>,
    /// The chain's name.
    pub chain: String,
    /// The addresses of the JSON-RPC server.
    pub rpc: Vec<SocketAddr>,
    /// The address of the page, if this node serves it.
    pub page: Option<SocketAddr>,
}

/// Starts the node. Calls `greet` once clients can connect, and before the first block.
pub fn start(
    mut config: Configuration,
    (sealing, files, watch): (Sealing, Files, DatabaseWatch),
    finality_delay: Duration,
    pulses: Option<drand::Source>,
    page: Option<Sockets>,
    greet: impl FnOnce(&Node),
) -> Result<TaskManager, Error> {
    isolate(&mut config.network);
    let mut parts = Parts { finality_delay, ..Parts::new(&config)? };
    let registry = config.prometheus_registry();
    let network = Network::<Litep2pNetworkBackend> {
        config: FullNetworkConfiguration::new(&config.network, registry.cloned()),
        metrics: <Litep2pNetworkBackend as NetworkBackend<Block, H256>>::register_notification_metrics(registry),
        queue: import_queue(&parts, &config),
        warp_sync: None,
    };
    let (requests_sender, requests) = mpsc::channel(MAX_QUEUED_COMMANDS);
    let (commands_sender, commands) = mpsc::channel(MAX_QUEUED_COMMANDS);
    let progress = Progress::default();
    let handle = EngineHandle { client: parts.client.clone(), commands: commands_sender, progress: progress.clone() };
    let pool = parts.pool(&config);
    let author = Author::new(&parts, &pool, &config)?;
    watch.start(&parts.backend, config.base_path.path().to_owned(), &parts.task_manager);
    let engine = Engine::new(&parts, &pool, author, (sealing, files, watch), progress);
    // A container calls it by whatever name it has. Pages cannot: whatever name they use, they have an origin.
    let rpc = (
        methods(&pool, requests_sender, handle),
        rpc::server::Options::take(&mut config.rpc, false, rpc::declared(declared()))?,
    );
    let chain = config.chain_spec.name().to_owned();
    let connections = service::connect(config, &mut parts, pool.clone(), network, rpc, page)?;

    journal::start(&parts.client, &parts.task_manager);
    greet(&Node {
        client: parts.client.clone(),
        backend: parts.backend.clone(),
        chain,
        rpc: connections.rpc,
        page: connections.page,
    });
    let tasks = parts.task_manager.spawn_essential_handle();
    tasks.spawn_blocking("sealing", Some("block-authoring"), engine.run(commands, requests));
    if let Some(source) = pulses {
        drand::start(source, parts.client.clone(), pool, &parts.task_manager);
    }
    Ok(parts.task_manager)
}

/// Builds the import queue for blocks without a seal. Only for a chain whose blocks are all sealed by one node.
pub fn import_queue(parts: &Parts, config: &Configuration) -> ImportQueue {
    sc_consensus_manual_seal::import_queue(
        Box::new(parts.client.clone()),
        &parts.task_manager.spawn_essential_handle(),
        config.prometheus_registry(),
    )
}

/// Closes the node to peers, which could not check its blocks. Without a network port, several such nodes run on one machine.
fn isolate(network: &mut NetworkConfiguration) {
    network.listen_addresses.clear();
    network.public_addresses.clear();
    network.boot_nodes.clear();
    network.transport = TransportConfig::Normal { enable_mdns: false, allow_private_ip: false };
    network.enable_dht_random_walk = false;
    network.default_peers_set.in_peers = 0;
    network.default_peers_set.out_peers = 0;
    network.default_peers_set.reserved_nodes.clear();
    network.default_peers_set.non_reserved_mode = NonReservedPeerMode::Deny;
}

/// Returns the common RPC methods and those that request blocks.
fn methods(pool: &Arc<Pool>, requests: mpsc::Sender<EngineCommand<H256>>, engine: EngineHandle) -> RpcBuilder {
    let pool = pool.clone();
    Box::new(move |_| {
        let mut module = rpc::common(engine.client.clone(), pool.clone())?;
        let progress = engine.progress.clone();
        let ensure_idle = move |_: rpc::Call| progress.ensure_short().map_err(error);
        let sdk = rpc::guarded(ManualSeal::new(requests.clone()).into_rpc(), ensure_idle)?;
        let own = rpc::with_parameters(Dev::SoleAuthor(engine.clone()).into_rpc(), declared())?;
        let ensure_trusted = |call: rpc::Call| Ok(check_if_safe(call.extensions)?);
        rpc::add(&mut module, rpc::guarded(sdk, ensure_trusted)?)?;
        rpc::add(&mut module, rpc::guarded(own, ensure_trusted)?)?;
        Ok(module)
    })
}
