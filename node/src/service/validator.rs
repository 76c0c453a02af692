//! A node in a network of validators, which author blocks in turn (Aura) and vote on their finality (GRANDPA).

use super::{
    types::{FullBackend, FullClient, ImportQueue, Pool, RpcBuilder, SelectChain},
    Connections, Network, Parts,
};
use crate::{
    dev::rpc::{declared, Dev, DevServer},
    drand,
    errors::database::DatabaseWatch,
    explorer::sockets::Sockets,
    rpc,
    shield::{inherent::Announcement, pool::Proposers},
    state_file::saved::SavedChain,
};
use dtao_runtime::opaque::Block;
use futures::FutureExt;
use sc_consensus_aura::{ImportQueueParams, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{
    FinalityProofProvider, GenesisAuthoritySetProvider, GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState,
    VotingRulesBuilder,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_network::{
    config::FullNetworkConfiguration, service::traits::NotificationService, types::ProtocolName, NetworkBackend,
};
use sc_network_sync::WarpSyncConfig;
use sc_service::{config::PrometheusConfig, Configuration, Error, TaskManager};
use sc_telemetry::Telemetry;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::sr25519::AuthorityPair;
use sp_consensus_grandpa::AuthorityList;
use sp_core::H256;
use std::{sync::Arc, time::Duration};

/// The most blocks between two stored justifications, which nodes that join later need.
const JUSTIFICATION_PERIOD: u32 = 512;

/// The expected time for a message to reach all validators.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

type BlockImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;
type OffchainPool = OffchainTransactionPoolFactory<Block>;
type Link = LinkHalf<Block, FullClient, SelectChain>;

/// The import queue, with the GRANDPA import and link that authoring and voting need.
pub struct Imports {
    pub queue: ImportQueue,
    block_import: BlockImport,
    link: Link,
}

/// Builds the queue that checks each block's author and imports it through GRANDPA.
///
/// The last block of a saved chain is imported here, so that votes begin with it.
pub fn import_queue(parts: &Parts, config: &Configuration, saved: Option<SavedChain>) -> Result<Imports, Error> {
    let telemetry = parts.telemetry.as_ref().map(Telemetry::handle);
    let first_voters =
        FirstVoters { client: parts.client.clone(), saved: saved.as_ref().map(SavedChain::voters).transpose()? };
    let (block_import, link) = sc_consensus_grandpa::block_import(
        parts.client.clone(),
        JUSTIFICATION_PERIOD,
        &first_voters,
        parts.select_chain.clone(),
        telemetry.clone(),
    )?;
    if let Some(saved) = saved {
        saved.import(&parts.client, &block_import)?;
    }
    let client = parts.client.clone();
    let queue = sc_consensus_aura::import_queue::<AuthorityPair, _, _, _, _, _>(ImportQueueParams {
        block_import: block_import.clone(),
        justification_import: Some(Box::new(block_import.clone())),
        client: parts.client.clone(),
        create_inherent_data_providers: move |parent, ()| {
            let inherents = sc_consensus_aura::standalone::slot_duration_at(&*client, parent).map(inherents);
            async move { Ok(inherents?) }
        },
        spawner: &parts.task_manager.spawn_essential_handle(),
        registry: config.prometheus_registry(),
        check_for_equivocation: Default::default(),
        telemetry,
        compatibility_mode: Default::default(),
    })?;
    Ok(Imports { queue, block_import, link })
}

/// The first GRANDPA authorities, from the genesis state or from that of a saved chain.
struct FirstVoters {
    client: Arc<FullClient>,
    saved: Option<AuthorityList>,
}

impl GenesisAuthoritySetProvider<Block> for FirstVoters {
    fn get(&self) -> sp_blockchain::Result<AuthorityList> {
        match &self.saved {
            Some(voters) => Ok(voters.clone()),
            None => self.client.get(),
        }
    }
}

type Inherents = (sp_consensus_aura::inherents::InherentDataProvider, sp_timestamp::InherentDataProvider);

/// Returns the current time and its slot.
fn inherents(slot: sp_consensus_aura::SlotDuration) -> Inherents {
    let time = sp_timestamp::InherentDataProvider::from_system_time();
    (sp_consensus_aura::inherents::InherentDataProvider::from_timestamp_and_slot_duration(*time, slot), time)
}

/// GRANDPA's protocol in the peer-to-peer network.
struct Gossip {
    name: ProtocolName,
    notifications: Box<dyn NotificationService>,
}

/// The part of the configuration that is needed after [`super::connect`] has consumed it.
struct ValidatorParams {
    role: sc_service::Role,
    name: String,
    force_authoring: bool,
    finality: bool,
    prometheus: Option<PrometheusConfig>,
}

/// Starts the node.
pub fn start<N: NetworkBackend<Block, H256>>(
    mut config: Configuration,
    pulses: Option<drand::Source>,
    page: Option<Sockets>,
    watch: &DatabaseWatch,
) -> Result<TaskManager, Error> {
    let (mut parts, saved) = Parts::open(&config)?;
    watch.start(&parts.backend, config.base_path.path().to_owned(), &parts.task_manager);
    let Imports { queue, block_import, link } = import_queue(&parts, &config, saved)?;
    let params = ValidatorParams {
        role: config.role,
        name: config.network.node_name.clone(),
        force_authoring: config.force_authoring,
        finality: !config.disable_grandpa,
        prometheus: config.prometheus_config.clone(),
    };
    let (network, gossip) = network::<N>(&config, &parts, &link, queue)?;
    let voters = SharedVoterState::empty();
    let pool = parts.pool(&config);
    let declared = rpc::declared(declared());
    let rpc =
        (methods(&parts, &pool, &link, voters.clone()), rpc::server::Options::take(&mut config.rpc, true, declared)?);
    let proposers = parts.proposers(&config, &pool);
    let connections = super::connect(config, &mut parts, pool.clone(), network, rpc, page)?;

    if params.role.is_authority() {
        start_authoring(&parts, &params, &connections, block_import, proposers)?;
    }
    if let Some(source) = pulses {
        drand::start(source, parts.client.clone(), pool.clone(), &parts.task_manager);
    }
    if params.finality {
        let pool = OffchainTransactionPoolFactory::new(pool);
        start_voting(&parts, params, connections, link, gossip, (voters, pool), watch)?;
    }
    Ok(parts.task_manager)
}

fn network<N: NetworkBackend<Block, H256>>(
    config: &Configuration,
    parts: &Parts,
    link: &Link,
    queue: ImportQueue,
) -> Result<(Network<N>, Gossip), Error> {
    let registry = config.prometheus_registry();
    let metrics = N::register_notification_metrics(registry);
    let mut net = FullNetworkConfiguration::<_, _, N>::new(&config.network, registry.cloned());
    let genesis = sc_client_api::HeaderBackend::info(&*parts.client).genesis_hash;
    let name = sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
    let (protocol, notifications) =
        sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(name.clone(), metrics.clone(), net.peer_store_handle());
    net.add_notification_protocol(protocol);
    let warp = sc_consensus_grandpa::warp_proof::NetworkProvider::new(
        parts.backend.clone(),
        link.shared_authority_set().clone(),
        Vec::new(),
    );
    let warp_sync = Some(WarpSyncConfig::WithProvider(Arc::new(warp)));
    Ok((Network { config: net, metrics, queue, warp_sync }, Gossip { name, notifications }))
}

/// Returns the common methods and those of GRANDPA. The `dev_` methods are listed too, and return an error.
fn methods(parts: &Parts, pool: &Arc<Pool>, link: &Link, voters: SharedVoterState) -> RpcBuilder {
    let (client, pool) = (parts.client.clone(), pool.clone());
    let authorities = link.shared_authority_set().clone();
    let justifications = link.justification_stream();
    let proofs = FinalityProofProvider::new_for_service(parts.backend.clone(), Some(authorities.clone()));
    Box::new(move |executor| {
        let mut module = rpc::common(client.clone(), pool.clone())?;
        let grandpa =
            Grandpa::new(executor, authorities.clone(), voters.clone(), justifications.clone(), proofs.clone());
        rpc::add(&mut module, grandpa.into_rpc())?;
        rpc::add(&mut module, Dev::Validator.into_rpc())?;
        Ok(module)
    })
}

fn start_authoring(
    parts: &Parts,
    params: &ValidatorParams,
    connections: &Connections,
    block_import: BlockImport,
    proposer_factory: Proposers,
) -> Result<(), Error> {
    let slot_duration = sc_consensus_aura::slot_duration(&*parts.client)?;
    let shield = parts.shield.clone();
    let aura = sc_consensus_aura::start_aura::<AuthorityPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
        slot_duration,
        client: parts.client.clone(),
        select_chain: parts.select_chain.clone(),
        block_import,
        proposer_factory,
        create_inherent_data_providers: move |_, ()| {
            let (slot, time) = inherents(slot_duration);
            let key = Announcement(shield.new_key());
            async move { Ok((slot, time, key)) }
        },
        force_authoring: params.force_authoring,
        backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging::default()),
        keystore: parts.keystore.keystore(),
        sync_oracle: connections.sync.clone(),
        justification_sync_link: connections.sync.clone(),
        block_proposal_slot_portion: SlotProportion::new(2f32 / 3f32),
        max_block_proposal_slot_portion: None,
        telemetry: parts.telemetry.as_ref().map(Telemetry::handle),
        compatibility_mode: Default::default(),
    })?;
    let tasks = parts.task_manager.spawn_essential_handle();
    tasks.spawn_blocking("aura", Some("block-authoring"), aura);
    Ok(())
}

fn start_voting(
    parts: &Parts,
    params: ValidatorParams,
    connections: Connections,
    link: Link,
    gossip: Gossip,
    (shared_voter_state, offchain_tx_pool_factory): (SharedVoterState, OffchainPool),
    watch: &DatabaseWatch,
) -> Result<(), Error> {
    let telemetry = parts.telemetry.as_ref().map(Telemetry::handle);
    let keystore = params.role.is_authority().then(|| parts.keystore.keystore());
    let config = sc_consensus_grandpa::Config {
        gossip_duration: GOSSIP_DURATION,
        justification_generation_period: JUSTIFICATION_PERIOD,
        name: Some(params.name),
        observer_enabled: false,
        keystore,
        local_role: params.role,
        telemetry: telemetry.clone(),
        protocol_name: gossip.name,
    };
    let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
        config,
        link,
        network: connections.network,
        sync: connections.sync,
        notification_service: gossip.notifications,
        voting_rule: VotingRulesBuilder::default().build(),
        prometheus_registry: params.prometheus.map(|prometheus| prometheus.registry),
        shared_voter_state,
        telemetry,
        offchain_tx_pool_factory,
    })?;
    let watch = watch.clone();
    // A voter that cannot write its votes ends, and the node with it, perhaps before the next check.
    let voter = voter.map(move |()| {
        watch.check();
    });
    parts.task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
    Ok(())
}
