//! The parts that every node has, however its blocks are authored.

pub mod heads;
pub mod mock_signature;
mod runtime_cache;
pub mod state;
pub mod statuses;
pub mod temporary;
pub mod types;
pub mod validator;

use crate::{
    explorer::{self, sockets::Sockets},
    rpc::{
        origins::OwnPage,
        server::{self, Options},
    },
    shield::{
        pool::{Proposers, ShieldedPool},
        Shield,
    },
    state_file::saved::SavedChain,
};
use dtao_runtime::{opaque::Block, RuntimeApi};
use futures::FutureExt;
use heads::PoolHeads;
use sc_client_api::Backend;
use sc_network::{
    config::FullNetworkConfiguration, service::traits::NetworkService, NetworkBackend, NotificationMetrics,
};
use sc_network_sync::{SyncingService, WarpSyncConfig};
use sc_service::{BuildNetworkParams, Configuration, Error, KeystoreContainer, SpawnTasksParams, TaskManager};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_core::H256;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use types::{FullBackend, FullClient, ImportQueue, Pool, RpcBuilder, SelectChain};

/// The parts of a node that do not depend on how its blocks are authored.
pub struct Parts {
    pub client: Arc<FullClient>,
    pub backend: Arc<FullBackend>,
    pub shield: Arc<Shield>,
    pub pool_heads: Arc<PoolHeads>,
    /// The keys that sign blocks and votes.
    pub keystore: KeystoreContainer,
    pub select_chain: SelectChain,
    pub task_manager: TaskManager,
    pub telemetry: Option<Telemetry>,
    /// The least time between the statuses `inBlock` and `finalized` of a transaction; see [`statuses`].
    pub finality_delay: Duration,
}

impl Parts {
    /// Opens the database, with the genesis block in it or the block from which a saved chain resumes.
    pub fn new(config: &Configuration) -> Result<Self, Error> {
        let (parts, saved) = Self::open(config)?;
        if let Some(saved) = saved {
            saved.import(&parts.client, &*parts.client)?;
        }
        Ok(parts)
    }

    /// Opens the database, but leaves it to the caller to import the block from which a saved chain resumes.
    pub fn open(config: &Configuration) -> Result<(Self, Option<SavedChain>), Error> {
        let telemetry = telemetry(config)?;
        let executor = runtime_cache::new_executor(&config.executor);
        let handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());
        let saved = SavedChain::read(&*config.chain_spec)?;
        let (client, backend, keystore, task_manager) = match &saved {
            None => sc_service::new_full_parts::<Block, RuntimeApi, _>(config, handle, executor, Vec::new())?,
            Some(saved) => {
                let backend = sc_service::new_db_backend(config.db_config())?;
                sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
                    config,
                    handle,
                    executor,
                    backend.clone(),
                    saved.genesis_block(backend),
                    false,
                )?
            }
        };
        let client = Arc::new(client);
        let telemetry = telemetry.map(|(worker, telemetry)| {
            task_manager.spawn_handle().spawn("telemetry", None, worker.run());
            telemetry
        });
        let parts = Self {
            shield: Arc::new(Shield::new(client.clone())),
            pool_heads: Default::default(),
            select_chain: SelectChain::new(backend.clone()),
            client,
            backend,
            keystore,
            task_manager,
            telemetry,
            finality_delay: Duration::ZERO,
        };
        Ok((parts, saved))
    }

    pub fn pool(&self, config: &Configuration) -> Arc<Pool> {
        let builder = sc_transaction_pool::Builder::new(
            self.task_manager.spawn_essential_handle(),
            self.client.clone(),
            config.role.is_authority().into(),
        );
        let pool =
            builder.with_options(config.transaction_pool.clone()).with_prometheus(config.prometheus_registry()).build();
        Arc::new(pool)
    }

    fn shielded(&self, pool: &Arc<Pool>) -> Arc<ShieldedPool> {
        Arc::new(ShieldedPool {
            client: self.client.clone(),
            pool: pool.clone(),
            shield: self.shield.clone(),
            heads: self.pool_heads.clone(),
            finality_delay: self.finality_delay,
        })
    }

    /// Returns what fills blocks from the pool, including the transactions that are encrypted to this node.
    pub fn proposers(&self, config: &Configuration, pool: &Arc<Pool>) -> Proposers {
        sc_basic_authorship::ProposerFactory::new(
            self.task_manager.spawn_handle(),
            self.client.clone(),
            self.shielded(pool),
            config.prometheus_registry(),
            self.telemetry.as_ref().map(Telemetry::handle),
        )
    }
}

fn telemetry(config: &Configuration) -> Result<Option<(TelemetryWorker, Telemetry)>, Error> {
    let Some(endpoints) = config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty()) else {
        return Ok(None);
    };
    let worker = TelemetryWorker::new(16)?;
    let telemetry = worker.handle().new_telemetry(endpoints);
    Ok(Some((worker, telemetry)))
}

/// The node's connections to peers and clients.
pub struct Connections {
    pub network: Arc<dyn NetworkService>,
    pub sync: Arc<SyncingService<Block>>,
    /// The addresses of the JSON-RPC server.
    pub rpc: Vec<SocketAddr>,
    /// The address of the page, if this node serves it.
    pub page: Option<SocketAddr>,
}

/// The configuration of the peer-to-peer network.
pub struct Network<N: NetworkBackend<Block, H256>> {
    pub config: FullNetworkConfiguration<Block, H256, N>,
    pub metrics: NotificationMetrics,
    /// Imports the blocks of peers.
    pub queue: ImportQueue,
    pub warp_sync: Option<WarpSyncConfig<Block>>,
}

/// Starts the network, the offchain workers, the RPC server and that of the page.
pub fn connect<N: NetworkBackend<Block, H256>>(
    config: Configuration,
    parts: &mut Parts,
    pool: Arc<Pool>,
    network: Network<N>,
    (rpc_builder, rpc_options): (RpcBuilder, Options),
    page: Option<Sockets>,
) -> Result<Connections, Error> {
    let (net, system_rpc_tx, tx_handler_controller, sync, _) = sc_service::build_network(BuildNetworkParams {
        config: &config,
        net_config: network.config,
        client: parts.client.clone(),
        transaction_pool: pool.clone(),
        spawn_handle: parts.task_manager.spawn_handle(),
        spawn_essential_handle: parts.task_manager.spawn_essential_handle(),
        import_queue: network.queue,
        block_announce_validator_builder: None,
        warp_sync_config: network.warp_sync,
        block_relay: None,
        metrics: network.metrics,
        gap_sync_body_policy: None,
    })?;
    if config.offchain_worker.enabled {
        start_offchain_workers(&config, parts, pool.clone(), net.clone());
    }
    let pool = parts.shielded(&pool);
    let prometheus = config.prometheus_config.clone();
    let handlers = sc_service::spawn_tasks(SpawnTasksParams {
        config,
        client: parts.client.clone(),
        backend: parts.backend.clone(),
        task_manager: &mut parts.task_manager,
        keystore: parts.keystore.keystore(),
        transaction_pool: pool,
        rpc_builder,
        network: net.clone(),
        system_rpc_tx,
        tx_handler_controller,
        sync_service: sync.clone(),
        telemetry: parts.telemetry.as_mut(),
        tracing_execute_block: None,
    })?;
    let own_page = page.as_ref().map(|page| OwnPage { port: page.address.port(), is_external: page.is_external });
    let server = server::start(rpc_options.with_page(own_page), (*handlers.handle()).clone(), prometheus)?;
    let (rpc, address) = (server.addresses.clone(), page.as_ref().map(|page| page.address));
    parts.task_manager.keep_alive(server);
    if let Some(page) = page {
        explorer::server::start(page, &rpc, &parts.task_manager);
    }
    Ok(Connections { network: net, sync, rpc, page: address })
}

/// Starts the offchain workers of the runtime, of which the runtime of this version has none.
///
/// They get no HTTP, but the SDK reads the system's certificates for them, which a bare system does not have. The node runs without
/// them there.
fn start_offchain_workers(config: &Configuration, parts: &Parts, pool: Arc<Pool>, network: Arc<dyn NetworkService>) {
    let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
        runtime_api_provider: parts.client.clone(),
        keystore: Some(parts.keystore.keystore()),
        offchain_db: parts.backend.offchain_storage(),
        transaction_pool: Some(OffchainTransactionPoolFactory::new(pool)),
        network_provider: Arc::new(network),
        is_validator: config.role.is_authority(),
        enable_http_requests: false,
        custom_extensions: |_| Vec::new(),
    });
    match workers {
        Ok(workers) => {
            let spawner = parts.task_manager.spawn_handle();
            let work = workers.run(parts.client.clone(), spawner.clone()).boxed();
            spawner.spawn("offchain-workers-runner", "offchain-worker", work);
        }
        Err(error) => log::debug!("Offchain workers are not run: {error}"),
    }
}
