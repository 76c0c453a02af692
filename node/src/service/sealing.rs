//! A node that makes all blocks of its chain itself, and needs nobody to make them final.

use super::{FullClient, Network, Parts, Pool, Queue, RpcBuilder};
use crate::{
    dev::{
        self,
        author::Author,
        clock::Clock,
        engine::{Command, Engine},
        progress::Progress,
        rpc::{Dev, DevServer},
    },
    rpc,
    sealing::Sealing,
};
use dtao_runtime::opaque::Block;
use futures::channel::mpsc;
use sc_client_api::HeaderBackend as _;
use sc_consensus_manual_seal::{
    consensus::aura::AuraConsensusDataProvider,
    rpc::{ManualSeal, ManualSealApiServer},
    EngineCommand,
};
use sc_network::{
    config::{FullNetworkConfiguration, NetworkConfiguration, NonReservedPeerMode, TransportConfig},
    Litep2pNetworkBackend, NetworkBackend,
};
use sc_service::{Configuration, Error, RpcHandlers, TaskManager};
use sp_core::H256;
use std::sync::Arc;

/// Requests by clients that can wait while a block is being made.
const WAITING_COMMANDS: usize = 1_000;

/// What is known of a sealing node when its first block is about to be made.
pub struct Node {
    /// The chain.
    pub client: Arc<FullClient>,
    /// The chain's name for people.
    pub chain: String,
    /// The methods that clients call, and the addresses where they do.
    pub rpc: RpcHandlers,
}

/// Starts the node. Once clients can connect, and before the first block, `greet` is called.
pub fn start(mut config: Configuration, sealing: Sealing, greet: impl FnOnce(&Node)) -> Result<TaskManager, Error> {
    isolate(&mut config.network);
    let mut parts = Parts::new(&config)?;
    let registry = config.prometheus_registry();
    let network = Network::<Litep2pNetworkBackend> {
        config: FullNetworkConfiguration::new(&config.network, registry.cloned()),
        metrics: <Litep2pNetworkBackend as NetworkBackend<Block, H256>>::register_notification_metrics(registry),
        queue: import_queue(&parts, &config),
        warp_sync: None,
    };
    let (requests_sender, requests) = mpsc::channel(WAITING_COMMANDS);
    let (commands_sender, commands) = mpsc::channel(WAITING_COMMANDS);
    let progress = Progress::default();
    let pool = parts.pool(&config);
    let engine = Engine::new(author(&parts, &pool, &config)?, sealing, progress.clone());
    let methods = methods(&parts, &pool, requests_sender, commands_sender, progress);
    let chain = config.chain_spec.name().to_owned();
    let outside = super::open(config, &mut parts, pool, network, methods)?;

    greet(&Node { client: parts.client.clone(), chain, rpc: outside.rpc });
    let tasks = parts.task_manager.spawn_essential_handle();
    tasks.spawn_blocking("sealing", Some("block-authoring"), engine.run(commands, requests));
    Ok(parts.task_manager)
}

/// What takes in blocks that carry no seal. Only for a chain whose blocks are all made by sealing.
pub fn import_queue(parts: &Parts, config: &Configuration) -> Queue {
    sc_consensus_manual_seal::import_queue(
        Box::new(parts.client.clone()),
        &parts.task_manager.spawn_essential_handle(),
        config.prometheus_registry(),
    )
}

/// Closes the node to peers: its blocks carry no seal that they could check. So it needs no port either, and several
/// such nodes run on one machine.
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

/// The methods of such a node: those of every node of ours, and those that ask for blocks.
fn methods(
    parts: &Parts,
    pool: &Arc<Pool>,
    requests: mpsc::Sender<EngineCommand<H256>>,
    commands: mpsc::Sender<Command>,
    progress: Progress,
) -> RpcBuilder {
    let (client, pool) = (parts.client.clone(), pool.clone());
    Box::new(move |_| {
        let mut module = rpc::common(client.clone(), pool.clone())?;
        rpc::add(&mut module, ManualSeal::new(requests.clone()).into_rpc())?;
        let engine =
            dev::rpc::Engine { client: client.clone(), commands: commands.clone(), progress: progress.clone() };
        rpc::add(&mut module, Dev::Alone(engine).into_rpc())?;
        Ok(module)
    })
}

/// What makes the blocks of this node.
fn author(parts: &Parts, pool: &Arc<Pool>, config: &Configuration) -> Result<Author, Error> {
    let slot = sc_consensus_aura::slot_duration(&*parts.client)?;
    parts.noted.set(parts.client.info().into());
    Ok(Author {
        client: parts.client.clone(),
        backend: parts.backend.clone(),
        select_chain: parts.select_chain.clone(),
        pool: pool.clone(),
        noted: parts.noted.clone(),
        proposers: parts.proposer(config, pool),
        shield: parts.shield.clone(),
        digests: AuraConsensusDataProvider::new_with_slot_duration(slot),
        clock: Clock::default(),
    })
}
