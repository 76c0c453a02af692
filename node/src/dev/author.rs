//! Makes one block.

use super::{clock::Clock, Error};
use crate::{
    service::{self, FullBackend, FullClient, Noted, Pool, Proposers, SelectChain},
    shield::{inherent::Announcement, Shield},
};
use dtao_runtime::opaque::{Block, Header};
use sc_block_builder::BlockBuilderBuilder;
use sc_client_api::{Backend, StorageProvider, TrieCacheContext};
use sc_consensus::{BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, ImportedAux, StateAction};
use sc_consensus_manual_seal::{
    consensus::{aura::AuraConsensusDataProvider, ConsensusDataProvider},
    CreatedBlock,
};
use sc_transaction_pool_api::TransactionPool;
use sp_api::{CallApiAt, Core, ProofRecorder, ProvideRuntimeApi, StorageChanges};
use sp_consensus::{BlockOrigin, Environment, Proposal, ProposeArgs, Proposer, SelectChain as _};
use sp_core::{storage::StorageKey, traits::CallContext, H256};
use sp_inherents::{InherentData, InherentDataProvider};
use sp_runtime::{
    generic::Digest,
    traits::{Block as _, Header as _},
    ExtrinsicInclusionMode, OpaqueExtrinsic,
};
use sp_state_machine::Backend as _;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// The time that a block may take to be filled with transactions.
const PROPOSAL_TIME: Duration = Duration::from_secs(10);

/// What the cursor of the migrations is once one of them has failed.
const MIGRATION_FAILED: [u8; 1] = [1];

/// A storage key with its value, or with none where it is to be removed.
pub type Change = (Vec<u8>, Option<Vec<u8>>);

/// What goes into a block.
#[derive(Clone, Debug, Default)]
pub enum Content {
    /// Transactions that wait, as many as fit.
    #[default]
    Waiting,
    /// Just these. If one of them cannot be in the block, there is no block.
    Only(Vec<OpaqueExtrinsic>),
}

/// A block to be made.
#[derive(Clone, Debug)]
pub struct Order {
    /// The block before it; the best one where this is none.
    pub parent: Option<H256>,
    /// What goes into it.
    pub content: Content,
    /// Whether it is made though no transaction is in it.
    pub empty: bool,
    /// Whether it is final at once.
    pub finalize: bool,
    /// Milliseconds since the block before; as the clock says where this is none.
    pub interval: Option<u64>,
    /// What is written to the state after all that the block itself does.
    pub changes: Vec<Change>,
}

impl Default for Order {
    /// The next block, final at once, with what waits, if anything.
    fn default() -> Self {
        Self {
            parent: None,
            content: Content::Waiting,
            empty: true,
            finalize: true,
            interval: None,
            changes: Vec::new(),
        }
    }
}

/// Makes blocks.
///
/// A block is taken in and made final in one write to the database, so that a node that is killed comes back with the
/// block and its finality, or with neither. It is taken in by the client itself, past GRANDPA, whose records about
/// rounds and authority sets stay as they were in the first block.
pub struct Author {
    /// The chain.
    pub client: Arc<FullClient>,
    /// The chain's database.
    pub backend: Arc<FullBackend>,
    /// Which block is the best.
    pub select_chain: SelectChain,
    /// Where transactions wait.
    pub pool: Arc<Pool>,
    /// Which blocks they know of there.
    pub noted: Arc<Noted>,
    /// Makes the content of a block from what waits.
    pub proposers: Proposers,
    /// The keys that transactions may be encrypted to.
    pub shield: Arc<Shield>,
    /// Says which slot a block belongs to.
    pub digests: AuraConsensusDataProvider<Block>,
    /// The time that blocks carry.
    pub clock: Clock,
}

impl Author {
    /// Makes a block and takes it in.
    pub async fn make(&mut self, order: Order) -> Result<CreatedBlock<H256>, Error> {
        if !order.empty && self.pool.status().ready == 0 {
            return Err(Error::EmptyTransactionPool);
        }
        let parent = self.parent(order.parent).await?;
        let machine = sp_timestamp::Timestamp::current().as_millis();
        let time = self.time(&parent, machine, order.interval)?;
        let statements = self.statements(time).await?;
        let digest = self.digests.create_digest(&parent, &statements)?;
        let statements_len = statements.len();
        let proposal = match order.content {
            Content::Waiting => self.propose(&parent, statements, digest).await?,
            Content::Only(transactions) => self.build(&parent, statements, digest, transactions)?,
        };
        let nothing = proposal.block.extrinsics().len() == statements_len;
        if nothing && !order.empty && !self.is_migrating(&parent) {
            return Err(Error::EmptyTransactionPool);
        }
        let proposal = self.change(parent.hash(), proposal, order.changes)?;
        let (hash, aux) = self.take_in(proposal, order.finalize).await?;
        if order.interval.is_some() {
            // Going on from this block's time, not from the machine's.
            self.clock.travel(time, None)?;
        }
        self.clock.passed(machine);
        // No proof of what was read is recorded: nobody here asks for one.
        let proof_size = 0;
        Ok(CreatedBlock { hash, aux, proof_size })
    }

    /// Whether a migration keeps transactions out of the block behind this one, and goes on in it: then it is worth making
    /// though nothing is in it. One that has failed does not go on.
    fn is_migrating(&self, parent: &Header) -> bool {
        let next = Header::new(
            parent.number().saturating_add(1),
            H256::default(),
            H256::default(),
            parent.hash(),
            Digest::default(),
        );
        let begun = self.client.runtime_api().initialize_block(parent.hash(), &next);
        let key = service::storage_prefix("MultiBlockMigrations", "Cursor").to_vec();
        let cursor = self.client.storage(parent.hash(), &StorageKey(key));
        let failed = matches!(cursor, Ok(Some(cursor)) if cursor.0 == MIGRATION_FAILED);
        matches!(begun, Ok(ExtrinsicInclusionMode::OnlyInherents)) && !failed
    }

    async fn parent(&self, wanted: Option<H256>) -> Result<Header, Error> {
        match wanted {
            Some(hash) => sc_client_api::HeaderBackend::header(&*self.client, hash)?
                .ok_or_else(|| Error::BlockNotFound(hash.to_string())),
            None => Ok(self.select_chain.best_chain().await?),
        }
    }

    /// The time of a block that is on the chain; none for the first one.
    pub fn time_of(&self, block: H256) -> Result<Option<u64>, Error> {
        let key = service::storage_prefix("Timestamp", "Now").to_vec();
        Ok(service::stored(&self.client, block, key)?)
    }

    fn time(&self, parent: &Header, machine: u64, interval: Option<u64>) -> Result<u64, Error> {
        let last = self.time_of(parent.hash())?;
        match (interval, last) {
            (Some(interval), Some(last)) => last
                .checked_add(interval.max(1))
                .ok_or_else(|| format!("{interval} ms later is further than a clock counts").into()),
            _ => Ok(self.clock.time(machine, last)),
        }
    }

    /// What the block says besides its transactions: what time it is, and to which key transactions may be encrypted from
    /// now on. Aura's slot follows from the time, so that the runtime, which compares the two, finds them in agreement.
    async fn statements(&self, time: u64) -> Result<InherentData, Error> {
        let mut data = InherentData::new();
        let time = sp_timestamp::InherentDataProvider::new(time.into());
        time.provide_inherent_data(&mut data).await?;
        let key = Announcement(self.shield.new_key());
        key.provide_inherent_data(&mut data).await?;
        Ok(data)
    }

    /// A block with what waits.
    async fn propose(
        &mut self,
        parent: &Header,
        inherent_data: InherentData,
        inherent_digests: Digest,
    ) -> Result<Proposal<Block>, Error> {
        let proposer = self.proposers.init(parent).await?;
        let proposal = proposer.propose(ProposeArgs {
            inherent_data,
            inherent_digests,
            max_duration: PROPOSAL_TIME,
            ..Default::default()
        });
        Ok(proposal.await?)
    }

    /// A block with these transactions and no others.
    fn build(
        &self,
        parent: &Header,
        statements: InherentData,
        digest: Digest,
        transactions: Vec<OpaqueExtrinsic>,
    ) -> Result<Proposal<Block>, Error> {
        let mut block = BlockBuilderBuilder::new(&*self.client)
            .on_parent_block(parent.hash())
            .with_parent_block_number(*parent.number())
            .with_proof_recorder(None::<ProofRecorder<Block>>)
            .with_inherent_digests(digest)
            .build()?;
        for statement in block.create_inherents(statements)? {
            block.push(statement)?;
        }
        if block.extrinsic_inclusion_mode() == ExtrinsicInclusionMode::OnlyInherents && !transactions.is_empty() {
            let why = "a migration is under way: transactions can be in a block again once it is over";
            return Err(why.to_string().into());
        }
        for (place, transaction) in transactions.into_iter().enumerate() {
            block.push(transaction).map_err(|error| format!("transaction {place} cannot be in the block: {error}"))?;
        }
        let (block, storage_changes) = block.build()?.into_inner();
        Ok(Proposal { block, storage_changes })
    }

    /// Adds what somebody wants the state to be to what the block does to it. The block's header then names the state that
    /// comes of both: whoever executes the block alone comes to another one.
    fn change(&self, parent: H256, proposal: Proposal<Block>, changes: Vec<Change>) -> Result<Proposal<Block>, Error> {
        if changes.is_empty() {
            return Ok(proposal);
        }
        let Proposal { block, mut storage_changes } = proposal;
        let (mut header, extrinsics) = block.deconstruct();
        let mut all: BTreeMap<_, _> = storage_changes.main_storage_changes.drain(..).collect();
        all.extend(changes);
        let version = self
            .client
            .runtime_version_at(parent, CallContext::Onchain { import: false })
            .map_err(|error| error.to_string())?
            .state_version();
        let state = self.backend.state_at(parent, TrieCacheContext::Untrusted)?;
        let delta = all.iter().map(|(key, value)| (&key[..], value.as_deref()));
        let (root, transaction) = state.storage_root(delta, version);
        header.set_state_root(root);
        let storage_changes = StorageChanges::<Block> {
            main_storage_changes: all.into_iter().collect(),
            transaction,
            transaction_storage_root: root,
            ..storage_changes
        };
        Ok(Proposal { block: Block::new(header, extrinsics), storage_changes })
    }

    async fn take_in(&self, proposal: Proposal<Block>, finalize: bool) -> Result<(H256, ImportedAux), Error> {
        let (header, body) = proposal.block.deconstruct();
        let hash = header.hash();
        let mut params = BlockImportParams::new(BlockOrigin::Own, header);
        params.body = Some(body);
        params.finalized = finalize;
        params.fork_choice = Some(ForkChoiceStrategy::LongestChain);
        let changes = sc_consensus::StorageChanges::Changes(proposal.storage_changes);
        params.state_action = StateAction::ApplyChanges(changes);
        match self.client.import_block(params).await? {
            ImportResult::Imported(aux) => Ok((hash, aux)),
            other => Err(other.into()),
        }
    }
}
