//! The parts of a running node that are the same however its blocks are made.

pub mod aura_grandpa;
mod noted;
mod runtime_cache;
pub mod sealing;
pub mod temporary;

pub use noted::{Head, Heads, Noted};

use crate::{
    saved::Saved,
    shield::{pool::ShieldedPool, Shield},
};
use codec::Decode;
use dtao_runtime::{opaque::Block, RuntimeApi};
use futures::FutureExt;
use jsonrpsee::RpcModule;
use sc_client_api::{Backend, StorageProvider};
use sc_network::{
    config::FullNetworkConfiguration, service::traits::NetworkService, NetworkBackend, NotificationMetrics,
};
use sc_network_sync::{SyncingService, WarpSyncConfig};
use sc_service::{
    BuildNetworkParams, ChainType, Configuration, Error, KeystoreContainer, RpcHandlers, SpawnTasksParams, TaskManager,
};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_core::{storage::StorageKey, traits::SpawnNamed, H256};
use std::sync::Arc;

/// The client: the chain's database and the runtime that is in it.
pub type FullClient =
    sc_service::TFullClient<Block, RuntimeApi, sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>>;

/// The chain's database.
pub type FullBackend = sc_service::TFullBackend<Block>;

/// The longest of the chains that are known is the best one.
pub type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;

/// Where transactions wait for a block.
pub type Pool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

/// What makes the content of new blocks.
pub type Proposers = sc_basic_authorship::ProposerFactory<ShieldedPool, FullClient>;

/// What takes blocks in from outside.
pub type Queue = sc_consensus::DefaultImportQueue<Block>;

/// Builds the methods that are added to those of every Substrate node.
pub type RpcBuilder = Box<dyn Fn(Arc<dyn SpawnNamed>) -> Result<RpcModule<()>, Error>>;

/// The parts of a node before it is known how its blocks are made.
pub struct Parts {
    /// The chain.
    pub client: Arc<FullClient>,
    /// The chain's database.
    pub backend: Arc<FullBackend>,
    /// The keys to which transactions are encrypted until their block, and what opens them.
    pub shield: Arc<Shield>,
    /// Which blocks the pool has taken note of.
    pub noted: Arc<Noted>,
    /// The keys that the node signs blocks and votes with.
    pub keystore: KeystoreContainer,
    /// The rule by which the best chain is chosen.
    pub select_chain: SelectChain,
    /// The node's tasks, which end with it.
    pub task_manager: TaskManager,
    /// Reports to a telemetry server, if the chain or the user names one.
    pub telemetry: Option<Telemetry>,
}

impl Parts {
    /// Opens the database, with the first block in it or the block that a saved chain goes on from, and puts the parts
    /// around it together.
    pub fn new(config: &Configuration) -> Result<Self, Error> {
        let (parts, saved) = Self::open(config)?;
        if let Some(saved) = saved {
            saved.import(&parts.client, &*parts.client)?;
        }
        Ok(parts)
    }

    /// The same, but leaves it to the caller to take in the block that a saved chain goes on from.
    pub fn open(config: &Configuration) -> Result<(Self, Option<Saved>), Error> {
        let telemetry = telemetry(config)?;
        let executor = runtime_cache::new_executor(&config.executor);
        let handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());
        let saved = Saved::of(&*config.chain_spec)?;
        let (client, backend, keystore, task_manager) = match &saved {
            None => sc_service::new_full_parts::<Block, RuntimeApi, _>(config, handle, executor, Vec::new())?,
            Some(saved) => {
                let backend = sc_service::new_db_backend(config.db_config())?;
                sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
                    config,
                    handle,
                    executor,
                    backend.clone(),
                    saved.first_block(backend),
                    false,
                )?
            }
        };
        let client = Arc::new(client);
        let telemetry = telemetry.map(|(worker, telemetry)| {
            task_manager.spawn_handle().spawn("telemetry", None, worker.run());
            telemetry
        });
        let select_chain = SelectChain::new(backend.clone());
        let shield = Arc::new(Shield::new(client.clone()));
        let parts = Self {
            client,
            shield,
            noted: Default::default(),
            backend,
            keystore,
            select_chain,
            task_manager,
            telemetry,
        };
        Ok((parts, saved))
    }

    /// A place for transactions to wait in.
    fn pool(&self, config: &Configuration) -> Arc<Pool> {
        let builder = sc_transaction_pool::Builder::new(
            self.task_manager.spawn_essential_handle(),
            self.client.clone(),
            config.role.is_authority().into(),
        );
        let pool =
            builder.with_options(config.transaction_pool.clone()).with_prometheus(config.prometheus_registry()).build();
        Arc::new(pool)
    }

    /// The same as the maker of blocks and the chain's events have it.
    fn shielded(&self, pool: &Arc<Pool>) -> Arc<ShieldedPool> {
        Arc::new(ShieldedPool { pool: pool.clone(), shield: self.shield.clone(), noted: self.noted.clone() })
    }

    /// What makes the content of a new block from the transactions that wait, and from those that are encrypted to this
    /// node.
    fn proposer(&self, config: &Configuration, pool: &Arc<Pool>) -> Proposers {
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
    let endpoints = config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty());
    let start = |endpoints| -> Result<_, Error> {
        let worker = TelemetryWorker::new(16)?;
        let telemetry = worker.handle().new_telemetry(endpoints);
        Ok((worker, telemetry))
    };
    endpoints.map(start).transpose()
}

/// The parts for a command that works on a stored chain, and what takes blocks in.
///
/// Blocks of a development chain are taken as sealing makes them, which is without an author's seal.
pub fn for_command(config: &Configuration) -> Result<(Parts, Queue), Error> {
    if config.chain_spec.chain_type() == ChainType::Development {
        let parts = Parts::new(config)?;
        let queue = sealing::import_queue(&parts, config);
        return Ok((parts, queue));
    }
    let (parts, saved) = Parts::open(config)?;
    let queue = aura_grandpa::import_queue(&parts, config, saved)?.queue;
    Ok((parts, queue))
}

/// The node's connections to the outside, once they are there.
pub struct Outside {
    /// The network of peers.
    pub network: Arc<dyn NetworkService>,
    /// What fetches blocks from peers, and says how far it is.
    pub sync: Arc<SyncingService<Block>>,
    /// The methods that clients call, and the addresses where they do.
    pub rpc: RpcHandlers,
}

/// The network of peers before it is started.
pub struct Network<N: NetworkBackend<Block, H256>> {
    /// Addresses, peers, protocols.
    pub config: FullNetworkConfiguration<Block, H256, N>,
    /// What is counted of its messages.
    pub metrics: NotificationMetrics,
    /// What takes in the blocks of peers.
    pub queue: Queue,
    /// How a new node gets to the present state without every block before it, if it can.
    pub warp_sync: Option<WarpSyncConfig<Block>>,
}

/// Starts network, offchain workers, and the server that clients connect to.
pub fn open<N: NetworkBackend<Block, H256>>(
    config: Configuration,
    parts: &mut Parts,
    pool: Arc<Pool>,
    network: Network<N>,
    rpc_builder: RpcBuilder,
) -> Result<Outside, Error> {
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
        start_offchain_workers(&config, parts, pool.clone(), net.clone())?;
    }
    let pool = parts.shielded(&pool);
    let rpc = sc_service::spawn_tasks(SpawnTasksParams {
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
    Ok(Outside { network: net, sync, rpc })
}

fn start_offchain_workers(
    config: &Configuration,
    parts: &Parts,
    pool: Arc<Pool>,
    network: Arc<dyn NetworkService>,
) -> Result<(), Error> {
    let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
        runtime_api_provider: parts.client.clone(),
        keystore: Some(parts.keystore.keystore()),
        offchain_db: parts.backend.offchain_storage(),
        transaction_pool: Some(OffchainTransactionPoolFactory::new(pool)),
        network_provider: Arc::new(network),
        is_validator: config.role.is_authority(),
        enable_http_requests: false,
        custom_extensions: |_| Vec::new(),
    })?;
    let spawner = parts.task_manager.spawn_handle();
    let work = workers.run(parts.client.clone(), spawner.clone()).boxed();
    spawner.spawn("offchain-workers-runner", "offchain-worker", work);
    Ok(())
}

/// Where a storage item of a pallet lies in the state.
pub fn storage_prefix(pallet: &str, item: &str) -> [u8; 32] {
    let mut key = [0; 32];
    key[..16].copy_from_slice(&sp_io::hashing::twox_128(pallet.as_bytes()));
    key[16..].copy_from_slice(&sp_io::hashing::twox_128(item.as_bytes()));
    key
}

/// A value of the state after a block, decoded; none where there is none.
pub fn stored<T: Decode>(client: &FullClient, at: H256, key: Vec<u8>) -> Result<Option<T>, String> {
    let data = client.storage(at, &StorageKey(key)).map_err(|error| format!("the state cannot be read: {error}"))?;
    data.map(|data| T::decode(&mut &data.0[..]))
        .transpose()
        .map_err(|error| format!("a value of the state cannot be read: {error}"))
}
