//! A chain in a file: the state of a block with what it takes to go on from that block.
//!
//! The file is a raw chain specification, so that every tool that reads one reads the state. Beside it lie the header of the
//! first block and the block itself ([`GoesOn`]). A node that finds them does not begin a new chain with that state, in which
//! blocks would be counted from 0 again, with payouts and averages that depend on the number. It stores the first block's
//! header, so that the chain is the same one to those who sign for it, and takes the block in with its whole state, as a node
//! does that fetches the state from others. So it does with the block before. The blocks between are not there.

use crate::service::{storage_prefix, FullBackend, FullClient};
use codec::{Decode, Encode};
use dtao_runtime::opaque::{Block, Header, UncheckedExtrinsic};
use sc_chain_spec::{BuildGenesisBlock, ChainSpecExtension};
use sc_client_api::{Backend, BlockBackend, BlockImportOperation, HeaderBackend};
use sc_consensus::{
    BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, ImportedState, StateAction, StorageChanges,
};
use sc_service::{ChainSpec, Error};
use serde::{Deserialize, Serialize};
use sp_core::{
    bytes::to_hex,
    storage::{PrefixedStorageKey, StateVersion, Storage},
    H256,
};
use sp_runtime::traits::Header as _;
use sp_state_machine::{KeyValueStates, KeyValueStorageLevel};
use std::{collections::BTreeMap, fs, io::Write, path::Path, sync::Arc};

/// What a specification of ours says beyond those of other chains.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
    /// Where a saved chain goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<GoesOn>,
}

/// What a saved chain goes on from: headers and transactions in SCALE's code, as hexadecimal numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoesOn {
    /// The header of the chain's first block.
    pub first_header: String,
    /// The block whose state is in the specification.
    pub block: WrittenBlock,
    /// The block before it, where its state was still there.
    ///
    /// Clients that ask about a block look for the runtime in the state of the one before: without it they could not ask
    /// about the block that the chain goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<WrittenParent>,
}

/// A block as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WrittenBlock {
    /// The header.
    pub header: String,
    /// The transactions.
    pub body: Vec<String>,
}

/// A block before the one whose state is at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WrittenParent {
    /// The block.
    pub block: WrittenBlock,
    /// Its state, by what the next block changed: the values before, none where there was none.
    pub differs: BTreeMap<String, Option<String>>,
}

/// A block with the state after it.
struct Known {
    header: Header,
    body: Vec<UncheckedExtrinsic>,
    state: Storage,
}

/// A chain that was read from a file.
pub struct Saved {
    first: Header,
    /// The state of the first block, where that is the one before the last.
    first_state: Option<Storage>,
    /// The last block, and the one before it, if that is there and not the first: in the order of their numbers.
    blocks: Vec<Known>,
}

impl Saved {
    /// What a specification says of where its chain goes on: nothing, if it is that of a new chain.
    pub fn of(spec: &dyn ChainSpec) -> Result<Option<Self>, Error> {
        let goes_on = sc_chain_spec::get_extension::<Option<GoesOn>>(spec.extensions());
        let Some(goes_on) = goes_on.and_then(Option::as_ref) else {
            return Ok(None);
        };
        let state = spec.as_storage_builder().build_storage().map_err(Error::Other)?;
        let mut saved =
            Self { first: read(&goes_on.first_header, "firstHeader")?, first_state: None, blocks: Vec::new() };
        if let Some(parent) = &goes_on.parent {
            let parent = Known::read(&parent.block, before(&state, &parent.differs)?)?;
            if *parent.header.number() == 0 {
                saved.first_state = Some(parent.state);
            } else {
                saved.blocks.push(parent);
            }
        }
        let last = Known::read(&goes_on.block, state)?;
        if *last.header.number() == 0 || *saved.first.number() != 0 {
            return Err(wrong("it goes on from a first block, which is a new chain"));
        }
        saved.blocks.push(last);
        Ok(Some(saved))
    }

    /// What stores the chain's first block.
    pub fn first_block(&self, backend: Arc<FullBackend>) -> FirstBlock {
        FirstBlock { header: self.first.clone(), state: self.first_state.clone(), backend }
    }

    /// Those who finalise blocks, by the saved state.
    pub fn voters(&self) -> Result<sp_consensus_grandpa::AuthorityList, Error> {
        let key = storage_prefix("Grandpa", "Authorities");
        let last = self.blocks.last().ok_or_else(|| wrong("there is no block"))?;
        let stored = last.state.top.get(&key[..]).ok_or_else(|| wrong("its state names no validators"))?;
        Decode::decode(&mut &stored[..]).map_err(|_| wrong("its validators cannot be read"))
    }

    /// Takes the blocks and their states in, if the database does not have them yet.
    pub fn import<I>(self, client: &FullClient, import: &I) -> Result<(), Error>
    where
        I: BlockImport<Block, Error = sp_consensus::Error>,
    {
        let first = self.first.hash();
        for known in self.blocks {
            let (hash, number) = (known.header.hash(), *known.header.number());
            let there = client.info();
            if client.header(hash)?.is_some() {
                continue;
            }
            let follows = there.best_number == 0 || there.best_hash == *known.header.parent_hash();
            if there.genesis_hash != first || !follows {
                return Err(Error::Other(format!(
                    "the database holds block {} of a chain, and the file block {number} ({hash:?}): choose another --base-path",
                    there.best_number
                )));
            }
            known.import(import)?;
            log::info!("The chain goes on from block {number} ({hash:?})");
        }
        Ok(())
    }
}

/// The state before a block, from the one after it.
fn before(state: &Storage, differs: &BTreeMap<String, Option<String>>) -> Result<Storage, Error> {
    let mut before = state.clone();
    for (key, value) in differs {
        let key = bytes(key, "differs")?;
        match value {
            Some(value) => before.top.insert(key, bytes(value, "differs")?),
            None => before.top.remove(&key),
        };
    }
    Ok(before)
}

impl Known {
    fn read(written: &WrittenBlock, state: Storage) -> Result<Self, Error> {
        let body = written.body.iter();
        Ok(Self {
            header: read(&written.header, "header")?,
            body: body.map(|extrinsic| read(extrinsic, "body")).collect::<Result<_, _>>()?,
            state,
        })
    }

    /// Takes the block in with its state.
    fn import<I>(self, import: &I) -> Result<(), Error>
    where
        I: BlockImport<Block, Error = sp_consensus::Error>,
    {
        let number = *self.header.number();
        let taken_in = futures::executor::block_on(import.import_block(self.params()));
        let outcome = taken_in.map_err(|error| {
            Error::Other(format!(
                "the state in the file is not that of block {number}, which it goes on from ({error}): export it again; a \
                 first state that a person writes is a genesis file, see docs/genesis.md"
            ))
        })?;
        match outcome {
            ImportResult::Imported(_) => Ok(()),
            other => Err(wrong(format!("block {number} is not taken in: {other:?}"))),
        }
    }

    fn params(self) -> BlockImportParams<Block> {
        let mut levels = vec![KeyValueStorageLevel {
            state_root: Vec::new(),
            parent_storage_keys: Vec::new(),
            key_values: self.state.top.into_iter().collect(),
        }];
        for child in self.state.children_default.into_values() {
            let key: PrefixedStorageKey = child.child_info.prefixed_storage_key();
            levels.push(KeyValueStorageLevel {
                state_root: Vec::new(),
                parent_storage_keys: vec![key.into_inner()],
                key_values: child.data.into_iter().collect(),
            });
        }
        let block = self.header.hash();
        let mut params = BlockImportParams::new(sp_consensus::BlockOrigin::File, self.header);
        params.body = Some(self.body);
        params.finalized = true;
        params.create_gap = false;
        params.fork_choice = Some(ForkChoiceStrategy::Custom(true));
        params.state_action =
            StateAction::ApplyChanges(StorageChanges::Import(ImportedState { block, state: KeyValueStates(levels) }));
        params
    }
}

fn wrong(what: impl std::fmt::Display) -> Error {
    Error::Other(format!("the saved chain cannot be read: {what}"))
}

fn bytes(text: &str, field: &str) -> Result<Vec<u8>, Error> {
    sp_core::bytes::from_hex(text).map_err(|error| wrong(format!("{field}: {error}")))
}

fn read<T: Decode>(text: &str, field: &str) -> Result<T, Error> {
    codec::DecodeAll::decode_all(&mut &bytes(text, field)?[..]).map_err(|error| wrong(format!("{field}: {error}")))
}

/// Stores the first block: its header, and its state if that is known.
pub struct FirstBlock {
    header: Header,
    state: Option<Storage>,
    backend: Arc<FullBackend>,
}

impl BuildGenesisBlock<Block> for FirstBlock {
    type BlockImportOperation = <FullBackend as Backend<Block>>::BlockImportOperation;

    fn build_genesis_block(self) -> sp_blockchain::Result<(Block, Self::BlockImportOperation)> {
        let mut operation = self.backend.begin_operation()?;
        let known = self.state.is_some();
        let state = self.state.unwrap_or_default();
        let root = operation.set_genesis_state(state, known, StateVersion::V1)?;
        if known && root != self.header.state_root {
            return Err(sp_blockchain::Error::InvalidStateRoot);
        }
        let block = Block { header: self.header, extrinsics: Vec::new() };
        Ok((block, operation))
    }
}

/// The chain at a block, as a specification that another node goes on from.
pub fn save(client: &Arc<FullClient>, mut spec: Box<dyn ChainSpec>, hash: H256) -> Result<String, Error> {
    let missing = |what: &str| Error::Other(format!("block {hash:?} has no {what} in this database"));
    let header = client.header(hash)?.ok_or_else(|| missing("header"))?;
    let first = client.header(client.info().genesis_hash)?.ok_or_else(|| missing("first block"))?;
    let state = sc_service::chain_ops::export_raw_state(client.clone(), hash)
        .map_err(|_| missing("state: a node with --state-pruning archive keeps all of them"))?;
    // The state of a first block is that of a new chain.
    let goes_on = match *header.number() {
        0 => None,
        _ => Some(GoesOn {
            first_header: hex(first.encode()),
            block: written(client, &header)?.ok_or_else(|| missing("transactions"))?,
            parent: written_parent(client, *header.parent_hash(), &state)?,
        }),
    };
    spec.set_storage(state);
    let json = spec.as_json(true).map_err(Error::Other)?;
    let mut json: serde_json::Value = serde_json::from_str(&json).map_err(wrong)?;
    json["goesOn"] = serde_json::to_value(goes_on).map_err(wrong)?;
    serde_json::to_string_pretty(&json).map_err(wrong)
}

fn hex(bytes: Vec<u8>) -> String {
    to_hex(&bytes, false)
}

fn written(client: &FullClient, header: &Header) -> Result<Option<WrittenBlock>, Error> {
    let body = client.block_body(header.hash())?;
    Ok(body.map(|body| WrittenBlock {
        header: hex(header.encode()),
        body: body.iter().map(|extrinsic| hex(extrinsic.encode())).collect(),
    }))
}

/// The block before, by what its state has otherwise; `None` where its state is not there any more.
fn written_parent(client: &Arc<FullClient>, hash: H256, state: &Storage) -> Result<Option<WrittenParent>, Error> {
    let Some(header) = client.header(hash)? else {
        return Ok(None);
    };
    let Some(block) = written(client, &header)? else {
        return Ok(None);
    };
    let Ok(before) = sc_service::chain_ops::export_raw_state(client.clone(), hash) else {
        return Ok(None);
    };
    if !before.children_default.is_empty() || !state.children_default.is_empty() {
        return Ok(None);
    }
    let changed = before.top.iter().filter(|(key, value)| state.top.get(*key) != Some(value));
    let mut differs: BTreeMap<_, _> =
        changed.map(|(key, value)| (hex(key.clone()), Some(hex(value.clone())))).collect();
    let added = state.top.keys().filter(|key| !before.top.contains_key(*key));
    differs.extend(added.map(|key| (hex(key.clone()), None)));
    Ok(Some(WrittenParent { block, differs }))
}

/// Writes a file whole or not at all.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    let told =
        |error: std::io::Error| Error::Other(format!("the chain cannot be saved to {}: {error}", path.display()));
    let beside = beside(path);
    let mut file = fs::File::create(&beside).map_err(told)?;
    file.write_all(text.as_bytes()).map_err(told)?;
    file.sync_all().map_err(told)?;
    fs::rename(&beside, path).map_err(told)
}

/// Whether a file can be written, found out before a chain is made that could not be saved.
pub fn ensure_writable(path: &Path) -> Result<(), String> {
    let beside = beside(path);
    let made = fs::File::create(&beside).and_then(|_| fs::remove_file(&beside));
    made.map_err(|error| format!("the chain could not be saved to {}: {error}", path.display()))
}

fn beside(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
