//! Builds and imports single blocks.

use super::{
    clock::{machine_time, Clock, MAX_TIME},
    native,
    order::{read, BlockRequest, Change, Content, Overrides, SharedChanges},
    undone::UndoneBlock,
    Error,
};
use crate::{
    service::{
        mock_signature,
        state::stored,
        types::{FullBackend, FullClient, Pool, SelectChain},
        Parts,
    },
    shield::{inherent::Announcement, pool::Proposers, Shield},
};
use dtao_runtime::opaque::{Block, Header};
use frame_support::storage::storage_prefix;
use sc_block_builder::{BlockBuilder, BlockBuilderApi, BlockBuilderBuilder};
use sc_client_api::{Backend, TrieCacheContext};
use sc_consensus::{BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, ImportedAux, StateAction};
use sc_consensus_manual_seal::{
    consensus::{aura::AuraConsensusDataProvider, ConsensusDataProvider},
    CreatedBlock,
};
use sc_service::Configuration;
use sc_transaction_pool_api::TransactionPool;
use schnellru::{ByLength, LruMap};
use sp_api::{ApiExt, CallApiAt, Core, ProofRecorder, ProvideRuntimeApi, StorageChanges, TransactionOutcome};
use sp_consensus::{BlockOrigin, Environment, Proposal, ProposeArgs, Proposer, SelectChain as _};
use sp_core::{traits::CallContext, H256};
use sp_externalities::Extensions;
use sp_inherents::{InherentData, InherentDataProvider};
use sp_runtime::{
    generic::Digest,
    traits::{BlakeTwo256, Block as _, Header as _},
    DigestItem, ExtrinsicInclusionMode, OpaqueExtrinsic,
};
use sp_state_machine::Backend as _;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// The most time to fill a block with transactions.
const PROPOSAL_TIME: Duration = Duration::from_secs(10);

/// The most blocks whose [`Overrides`] are kept.
const MAX_OVERRIDDEN: u32 = 10_000;

/// The first byte of the cursor of `pallet-migrations` after a migration has failed.
const MIGRATION_FAILED: u8 = 1;

/// Builds blocks.
///
/// A block is imported and finalized in one write to the database, so that a node that is killed restarts with the block and
/// its finality, or with neither. It is imported by the client directly, not through GRANDPA, whose records about rounds and
/// authority sets stay as they were at genesis.
pub struct Author {
    client: Arc<FullClient>,
    backend: Arc<FullBackend>,
    select_chain: SelectChain,
    pool: Arc<Pool>,
    proposers: Proposers,
    shield: Arc<Shield>,
    /// Provides the slot of a block.
    digests: AuraConsensusDataProvider<Block>,
    /// The duration of a slot, in milliseconds.
    slot: u64,
    /// The changes of blocks that have [`Overrides`].
    overridden: LruMap<H256, SharedChanges>,
}

/// A transaction that was executed on the state of a block, and dropped.
pub struct Trial {
    /// The place of the transaction in its block.
    pub index: u32,
    /// The changes of the block up to the transaction.
    pub before: Vec<Change>,
    /// The changes of the block with the transaction.
    pub after: Vec<Change>,
}

impl Author {
    pub fn new(parts: &Parts, pool: &Arc<Pool>, config: &Configuration) -> Result<Self, sc_service::Error> {
        let slot = sc_consensus_aura::slot_duration(&*parts.client)?;
        Ok(Self {
            client: parts.client.clone(),
            backend: parts.backend.clone(),
            select_chain: parts.select_chain.clone(),
            pool: pool.clone(),
            proposers: parts.proposers(config, pool),
            shield: parts.shield.clone(),
            digests: AuraConsensusDataProvider::new_with_slot_duration(slot),
            slot: slot.as_millis(),
            overridden: LruMap::new(ByLength::new(MAX_OVERRIDDEN)),
        })
    }

    /// Returns the clock of a chain before any time travel.
    pub fn new_clock(&self) -> Clock {
        Clock::new(self.slot)
    }

    /// Builds and imports a block, and advances the clock.
    pub async fn create(&mut self, request: BlockRequest, clock: &mut Clock) -> Result<CreatedBlock<H256>, Error> {
        if !request.create_empty && self.pool.status().ready == 0 {
            return Err(Error::EmptyTransactionPool);
        }
        let parent = self.parent(request.parent).await?;
        let now = machine_time();
        let time = self.next_time(&parent, request.interval, now, clock)?;
        let inherents = inherents(time, Announcement(self.shield.key_after(&parent))).await?;
        let digest = self.digests.create_digest(&parent, &inherents)?;
        let inherents_len = inherents.len();
        let proposal = match request.content {
            Content::Pool => self.propose(&parent, inherents, digest).await?,
            Content::Exact(transactions) => {
                let extensions = if request.impersonates { mock_signature::accepted() } else { Extensions::new() };
                self.build_exact(&parent, inherents, digest, transactions, extensions)?
            }
        };
        let is_empty = proposal.block.extrinsics().len() == inherents_len;
        if is_empty && !request.create_empty && !self.is_migrating(&parent) {
            return Err(Error::EmptyTransactionPool);
        }
        let (proposal, changes) = self.apply_overrides(parent.hash(), proposal, request.overrides)?;
        let (hash, aux) = self.import(proposal, changes, request.finalize).await?;
        if request.interval.is_some() {
            // Later blocks continue from this block's time, not from the machine's.
            clock.travel(time, None)?;
        }
        clock.passed(now);
        // No proof is recorded, since no client requests one.
        let proof_size = 0;
        Ok(CreatedBlock { hash, aux, proof_size })
    }

    /// Returns `true` if a running migration keeps transactions out of the next block. That block is worth building even
    /// if it is empty, unless the migration has failed.
    fn is_migrating(&self, parent: &Header) -> bool {
        let number = parent.number().saturating_add(1);
        let next = Header::new(number, H256::default(), H256::default(), parent.hash(), Digest::default());
        let mode = self.client.runtime_api().initialize_block(parent.hash(), &next);
        let cursor = stored(&self.client, parent.hash(), &storage_prefix(b"MultiBlockMigrations", b"Cursor"));
        let failed = cursor == Ok(Some(MIGRATION_FAILED));
        matches!(mode, Ok(ExtrinsicInclusionMode::OnlyInherents)) && !failed
    }

    async fn parent(&self, hash: Option<H256>) -> Result<Header, Error> {
        match hash {
            Some(hash) => sc_client_api::HeaderBackend::header(&*self.client, hash)?
                .ok_or_else(|| Error::BlockNotFound(hash.to_string())),
            None => Ok(self.select_chain.best_chain().await?),
        }
    }

    /// Returns the timestamp of an imported block, or `None` for the genesis block.
    pub fn time_of(&self, block: H256) -> Result<Option<u64>, Error> {
        Ok(stored(&self.client, block, &storage_prefix(b"Timestamp", b"Now"))?)
    }

    fn next_time(&self, parent: &Header, interval: Option<u64>, now: u64, clock: &Clock) -> Result<u64, Error> {
        let last = self.time_of(parent.hash())?;
        match (interval, last) {
            (Some(interval), Some(last)) => {
                let later = last.checked_add(interval).zip(clock.slot_after(last));
                let later = later.map(|(time, earliest)| time.max(earliest));
                let later = later.filter(|time| *time <= MAX_TIME);
                later.ok_or_else(|| format!("{interval} ms later is after the year 9999").into())
            }
            _ => Ok(clock.time(now, last)),
        }
    }

    /// Builds a block with transactions from the pool.
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

    /// Returns a builder of a block with this digest. `extensions` are those of the runtime that executes it.
    fn builder(
        &self,
        parent: &Header,
        digest: Digest,
        extensions: Extensions,
    ) -> Result<BlockBuilder<'_, Block, FullClient>, Error> {
        let builder = BlockBuilderBuilder::new(&*self.client)
            .on_parent_block(parent.hash())
            .with_parent_block_number(*parent.number())
            .with_proof_recorder(None::<ProofRecorder<Block>>)
            .with_inherent_digests(digest)
            .with_extra_extensions(extensions);
        Ok(builder.build()?)
    }

    /// Builds a block with these transactions and no others.
    fn build_exact(
        &self,
        parent: &Header,
        inherents: InherentData,
        digest: Digest,
        transactions: Vec<OpaqueExtrinsic>,
        extensions: Extensions,
    ) -> Result<Proposal<Block>, Error> {
        let mut block = self.builder(parent, digest, extensions)?;
        for inherent in block.create_inherents(inherents)? {
            block.push(inherent)?;
        }
        if block.extrinsic_inclusion_mode() == ExtrinsicInclusionMode::OnlyInherents && !transactions.is_empty() {
            let why = "a migration is running: blocks take transactions again when it has ended";
            return Err(why.to_string().into());
        }
        for (index, transaction) in transactions.into_iter().enumerate() {
            // The copy shares the bytes.
            block.push(transaction.clone()).map_err(|error| refused(index, &transaction, &error))?;
        }
        let (block, storage_changes) = block.build()?.into_inner();
        Ok(Proposal { block, storage_changes })
    }

    /// Adds changes of the state to those of the block. The header then has the state root after both, which differs from the
    /// one that executing the block alone gives.
    fn apply_overrides(
        &self,
        parent: H256,
        proposal: Proposal<Block>,
        overrides: Overrides,
    ) -> Result<(Proposal<Block>, Option<SharedChanges>), Error> {
        if matches!(overrides, Overrides::None) {
            return Ok((proposal, None));
        }
        let Proposal { block, mut storage_changes } = proposal;
        let (mut header, extrinsics) = block.deconstruct();
        let mut all: BTreeMap<_, _> = storage_changes.main_storage_changes.drain(..).collect();
        let state = self.backend.state_at(parent, TrieCacheContext::Untrusted)?;
        let runtime = self
            .client
            .runtime_version_at(parent, CallContext::Onchain { import: false })
            .map_err(|error| error.to_string())?;
        let version = runtime.state_version();
        let changes = match overrides {
            Overrides::None => Vec::new(),
            Overrides::Values(changes) => changes,
            Overrides::Native(work) => {
                native::ensure_same(&runtime)?;
                native::run::<BlakeTwo256, _>(&state, &all, version, &*work)?
            }
            Overrides::FromState(changes_of) => changes_of(&|key| match all.get(key) {
                Some(value) => Ok(value.clone()),
                None => state.storage(key).map_err(|error| error.to_string()),
            })?,
        };
        let changes = Arc::new(changes);
        all.extend(changes.iter().cloned());
        let delta = all.iter().map(|(key, value)| (&key[..], value.as_deref()));
        let (root, transaction) = state.storage_root(delta, version);
        header.set_state_root(root);
        let storage_changes = StorageChanges::<Block> {
            main_storage_changes: all.into_iter().collect(),
            transaction,
            transaction_storage_root: root,
            ..storage_changes
        };
        Ok((Proposal { block: Block::new(header, extrinsics), storage_changes }, Some(changes)))
    }

    /// Returns the values that were written after a block's own changes, if that block has any and is one of the last of them.
    pub fn overrides_of(&self, block: H256) -> Option<SharedChanges> {
        self.overridden.peek(&block).cloned()
    }

    /// Builds and imports a block that was reverted, on the same parent. Fails unless it is the same block.
    pub async fn rebuild(&mut self, block: UndoneBlock) -> Result<H256, Error> {
        let UndoneBlock { header, body, overrides } = block;
        let (hash, parent) = (header.hash(), self.parent(Some(*header.parent_hash())).await?);
        let logs = header.digest().logs().iter().filter(|log| matches!(log, DigestItem::PreRuntime(..)));
        let digest = Digest { logs: logs.cloned().collect() };
        let mut builder = self.builder(&parent, digest, mock_signature::accepted())?;
        for extrinsic in body {
            builder.push(extrinsic)?;
        }
        let (block, storage_changes) = builder.build()?.into_inner();
        let changes = overrides.map_or(Overrides::None, |changes| Overrides::Values(changes.to_vec()));
        let (proposal, changes) = self.apply_overrides(parent.hash(), Proposal { block, storage_changes }, changes)?;
        if proposal.block.header().hash() != hash {
            return Err(format!("block {} cannot be sealed again as it was", header.number()).into());
        }
        Ok(self.import(proposal, changes, true).await?.0)
    }

    /// Executes a transaction in the block that would follow one with the hash `parent`, and drops that block. Returns `Err` if the
    /// transaction cannot be in it.
    pub async fn try_out(&self, parent: H256, transaction: &OpaqueExtrinsic, clock: &Clock) -> Result<Trial, Error> {
        let parent = self.parent(Some(parent)).await?;
        let time = self.next_time(&parent, None, machine_time(), clock)?;
        // The block that is dropped announces no key.
        let inherents = inherents(time, Announcement(None)).await?;
        let digest = self.digests.create_digest(&parent, &inherents)?;
        let number = parent.number().saturating_add(1);
        let header = Header::new(number, H256::default(), H256::default(), parent.hash(), digest);
        let (index, before) = self.apply(&header, &inherents, None)?;
        let (_, after) = self.apply(&header, &inherents, Some(transaction))?;
        Ok(Trial { index, before, after })
    }

    /// Executes the beginning of a block: its inherents, then a transaction. Returns the number of inherents and the changes.
    fn apply(
        &self,
        header: &Header,
        inherents: &InherentData,
        transaction: Option<&OpaqueExtrinsic>,
    ) -> Result<(u32, Vec<Change>), Error> {
        let parent = *header.parent_hash();
        let mut api = self.client.runtime_api();
        api.set_call_context(CallContext::Onchain { import: false });
        api.register_extension(mock_signature::Impersonation);
        api.initialize_block(parent, header).map_err(sp_blockchain::Error::from)?;
        let extrinsics = api.inherent_extrinsics(parent, inherents.clone()).map_err(sp_blockchain::Error::from)?;
        let index = u32::try_from(extrinsics.len()).unwrap_or(u32::MAX);
        for extrinsic in extrinsics {
            let _ = api.apply_extrinsic(parent, extrinsic).map_err(sp_blockchain::Error::from)?;
        }
        if let Some(transaction) = transaction {
            let applied = api.execute_in_transaction(|api| {
                TransactionOutcome::Commit(api.apply_extrinsic(parent, transaction.clone()))
            });
            if let Err(fault) = applied.map_err(|error| refused(0, transaction, &error))? {
                return Err(refused(0, transaction, &sp_blockchain::ApplyExtrinsicFailed::Validity(fault)));
            }
        }
        let state = self.backend.state_at(parent, TrieCacheContext::Untrusted)?;
        let changes = api.into_storage_changes(&state, parent)?;
        Ok((index, changes.main_storage_changes))
    }

    /// Imports a block, and keeps the changes that its [`Overrides`] made.
    async fn import(
        &mut self,
        proposal: Proposal<Block>,
        overrides: Option<SharedChanges>,
        finalize: bool,
    ) -> Result<(H256, ImportedAux), Error> {
        let (header, body) = proposal.block.deconstruct();
        let hash = header.hash();
        let mut params = BlockImportParams::new(BlockOrigin::Own, header);
        params.body = Some(body);
        params.finalized = finalize;
        params.fork_choice = Some(ForkChoiceStrategy::LongestChain);
        let changes = sc_consensus::StorageChanges::Changes(proposal.storage_changes);
        params.state_action = StateAction::ApplyChanges(changes);
        let aux = match self.client.import_block(params).await? {
            ImportResult::Imported(aux) => aux,
            other => return Err(other.into()),
        };
        if let Some(changes) = overrides {
            self.overridden.insert(hash, changes);
        }
        Ok((hash, aux))
    }
}

/// Returns the inherents: the timestamp, and the key to which transactions may be encrypted from now on. Aura's slot is
/// derived from the timestamp, since the runtime compares the two.
async fn inherents(time: u64, key: Announcement) -> Result<InherentData, Error> {
    let mut data = InherentData::new();
    let time = sp_timestamp::InherentDataProvider::new(time.into());
    time.provide_inherent_data(&mut data).await?;
    key.provide_inherent_data(&mut data).await?;
    Ok(data)
}

/// Explains why a transaction cannot be in a block, in one line. The runtime ends by a trap if it cannot read one.
fn refused(index: usize, transaction: &OpaqueExtrinsic, error: &impl ToString) -> Error {
    let text = error.to_string();
    let words = text.lines().next().unwrap_or_default();
    let why = if read(transaction).is_some() {
        words
    } else {
        "it is not a transaction of this chain, encoded with its length"
    };
    format!("transaction {index} cannot be in the block: {why}").into()
}
