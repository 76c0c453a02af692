//! A node that makes all blocks of its chain itself, and needs nobody to make them final.

use super::{FullClient, Network, Parts, Pool, Queue, RpcBuilder};
use crate::{
    rpc,
    sealing::{block_time, Sealing},
    shield::{inherent::Announcement, Shield},
};
use dtao_runtime::opaque::Block;
use futures::{
    channel::{mpsc, oneshot},
    future::BoxFuture,
    stream::{self, BoxStream, SelectAll},
    FutureExt, SinkExt, Stream, StreamExt,
};
use sc_client_api::StorageProvider;
use sc_consensus_manual_seal::{
    consensus::aura::AuraConsensusDataProvider,
    rpc::{ManualSeal, ManualSealApiServer},
    run_manual_seal, CreatedBlock, EngineCommand, Error as SealError, ManualSealParams,
};
use sc_network::{
    config::{
        FullNetworkConfiguration, NetworkConfiguration, NonReservedPeerMode, TransportConfig,
    },
    Litep2pNetworkBackend, NetworkBackend,
};
use sc_service::{Configuration, Error, RpcHandlers, TaskManager};
use sc_transaction_pool_api::TransactionPool;
use sp_core::{storage::StorageKey, H256};
use std::{future::Future, sync::Arc, time::Duration};

/// Requests for blocks by clients that can wait while a block is being made.
const WAITING_COMMANDS: usize = 1_000;

/// Arrivals of transactions that one block answers at most.
const ARRIVALS_PER_BLOCK: usize = 4_096;

/// The time that the pool is given to take note of a new block.
const POOL_PATIENCE: Duration = Duration::from_secs(1);

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
pub fn start(
    mut config: Configuration,
    sealing: Sealing,
    greet: impl FnOnce(&Node),
) -> Result<TaskManager, Error> {
    isolate(&mut config.network);
    let mut parts = Parts::new(&config)?;
    let registry = config.prometheus_registry();
    let network = Network::<Litep2pNetworkBackend> {
        config: FullNetworkConfiguration::new(&config.network, registry.cloned()),
        metrics:
            <Litep2pNetworkBackend as NetworkBackend<Block, H256>>::register_notification_metrics(
                registry,
            ),
        queue: import_queue(&parts, &config),
        warp_sync: None,
    };
    let (commands, requests) = mpsc::channel(WAITING_COMMANDS);
    let pool = parts.pool(&config);
    let engine = engine(&parts, &pool, &config, requests)?;
    let driver = Driver {
        pool: pool.clone(),
        commands: commands.clone(),
    };
    let methods = methods(&parts, &pool, commands);
    let chain = config.chain_spec.name().to_owned();
    let outside = super::open(config, &mut parts, pool, network, methods)?;

    greet(&Node {
        client: parts.client.clone(),
        chain,
        rpc: outside.rpc,
    });
    let tasks = parts.task_manager.spawn_essential_handle();
    tasks.spawn_blocking("sealing", Some("block-authoring"), engine);
    if sealing != Sealing::Manual {
        tasks.spawn(
            "sealing-driver",
            Some("block-authoring"),
            driver.run(sealing),
        );
    }
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
    network.transport = TransportConfig::Normal {
        enable_mdns: false,
        allow_private_ip: false,
    };
    network.enable_dht_random_walk = false;
    network.default_peers_set.in_peers = 0;
    network.default_peers_set.out_peers = 0;
    network.default_peers_set.reserved_nodes.clear();
    network.default_peers_set.non_reserved_mode = NonReservedPeerMode::Deny;
}

/// The methods of such a node: those of every node of ours, and `engine_createBlock` and `engine_finalizeBlock`.
fn methods(
    parts: &Parts,
    pool: &Arc<Pool>,
    commands: mpsc::Sender<EngineCommand<H256>>,
) -> RpcBuilder {
    let (client, pool) = (parts.client.clone(), pool.clone());
    Box::new(move |_| {
        let mut module = rpc::common(client.clone(), pool.clone())?;
        rpc::add(&mut module, ManualSeal::new(commands.clone()).into_rpc())?;
        Ok(module)
    })
}

/// The future that makes blocks as it is told to, one after the other.
///
/// A block is taken in and made final in one write to the database, so that a node that is killed comes back with the
/// block and its finality, or with neither. It is taken in by the client itself, past GRANDPA, whose records about
/// rounds and authority sets stay as they were in the first block.
fn engine(
    parts: &Parts,
    pool: &Arc<Pool>,
    config: &Configuration,
    commands_stream: mpsc::Receiver<EngineCommand<H256>>,
) -> Result<impl Future<Output = ()>, Error> {
    let slot = sc_consensus_aura::slot_duration(&*parts.client)?;
    let digests = AuraConsensusDataProvider::<Block>::new_with_slot_duration(slot);
    Ok(run_manual_seal(ManualSealParams {
        block_import: parts.client.clone(),
        env: parts.proposer(config, pool),
        client: parts.client.clone(),
        pool: pool.clone(),
        commands_stream,
        select_chain: parts.select_chain.clone(),
        consensus_data_provider: Some(Box::new(digests)),
        create_inherent_data_providers: inherents(parts.client.clone(), parts.shield.clone()),
    }))
}

/// Why a block should be made.
enum Wish {
    /// Transactions came.
    Transactions,
    /// It is time.
    Time,
}

fn complain<T>(outcome: Result<T, SealError>) {
    if let Err(error) = outcome {
        log::error!("No block could be made: {error}");
    }
}

/// Tells the engine when to make a block, next to the clients that tell it.
struct Driver {
    pool: Arc<Pool>,
    commands: mpsc::Sender<EngineCommand<H256>>,
}

impl Driver {
    /// Wishes for blocks as the mode says, until the node ends.
    ///
    /// Before all there is one block without a wish. It announces the key to which transactions may be encrypted, and the
    /// fork-aware pool takes no transaction as ready before it has seen a block.
    async fn run(mut self, sealing: Sealing) {
        let mut wishes = self.wishes(sealing);
        complain(self.seal(true).await);
        while let Some(wish) = wishes.next().await {
            match wish {
                Wish::Transactions => complain(self.seal_what_waits().await),
                Wish::Time => complain(self.seal(true).await),
            }
        }
    }

    fn wishes(&self, sealing: Sealing) -> SelectAll<BoxStream<'static, Wish>> {
        let mut wishes = SelectAll::new();
        if sealing.on_transactions() {
            // Transactions that came while a block was made are one wish, not one each.
            let arrivals = self
                .pool
                .import_notification_stream()
                .ready_chunks(ARRIVALS_PER_BLOCK);
            wishes.push(arrivals.map(|_| Wish::Transactions).boxed());
        }
        if let Some(period) = sealing.period() {
            wishes.push(ticks(period).map(|()| Wish::Time).boxed());
        }
        wishes
    }

    /// Makes blocks until no transaction waits that fits into one.
    async fn seal_what_waits(&mut self) -> Result<(), SealError> {
        loop {
            let block = match self.seal(false).await {
                Err(SealError::EmptyTransactionPool) => return Ok(()),
                other => other?,
            };
            let mut left = self
                .pool
                .ready_at_with_timeout(block.hash, POOL_PATIENCE)
                .await;
            if left.next().is_none() {
                return Ok(());
            }
        }
    }

    /// Makes a block on the best one, final at once, and tells what came of it.
    async fn seal(&mut self, create_empty: bool) -> Result<CreatedBlock<H256>, SealError> {
        let (sender, outcome) = oneshot::channel();
        let command = EngineCommand::SealNewBlock {
            create_empty,
            finalize: true,
            parent_hash: None,
            sender: Some(sender),
        };
        self.commands.send(command).await?;
        outcome.await?
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What a block says besides its transactions, given the block before it.
type Inherents =
    Box<dyn Fn(H256, ()) -> BoxFuture<'static, Result<Statements, Failure>> + Send + Sync>;

type Statements = (sp_timestamp::InherentDataProvider, Announcement);

/// A block says what time it is, and to which key transactions may be encrypted from now on. Aura's slot follows from the
/// time, so that the runtime, which compares the two, finds them in agreement.
fn inherents(client: Arc<FullClient>, shield: Arc<Shield>) -> Inherents {
    Box::new(move |parent, ()| {
        let statements = time_after(&client, parent).map(|time| {
            let time = sp_timestamp::InherentDataProvider::new(time);
            (time, Announcement(shield.new_key()))
        });
        futures::future::ready(statements).boxed()
    })
}

/// The time for the block after `parent`.
fn time_after(client: &FullClient, parent: H256) -> Result<sp_timestamp::Timestamp, Failure> {
    let key = StorageKey(super::storage_prefix("Timestamp", "Now").to_vec());
    let stored = client.storage(parent, &key)?;
    let last = stored
        .map(|data| codec::Decode::decode(&mut &data.0[..]))
        .transpose()?;
    let clock = sp_timestamp::Timestamp::current().as_millis();
    Ok(block_time(clock, last).into())
}

/// Comes up every `period`. Where whoever listens is too slow, what was missed is left out.
fn ticks(period: Duration) -> impl Stream<Item = ()> {
    stream::unfold(std::time::Instant::now(), move |last| async move {
        let now = std::time::Instant::now();
        let next = (last + period).max(now);
        futures_timer::Delay::new(next - now).await;
        Some(((), next))
    })
}
