//! A chain that is read from a state file.
//!
//! A node that started a new chain with the saved state would count blocks from 0 again, and payouts and averages depend on
//! the block number. So the node stores the header of the genesis block, which keeps the genesis hash that clients sign for, and
//! imports the last block and its parent with their whole states, as warp sync does. The blocks between are missing.

use super::format::{decode, unreadable, ResumePoint, SavedBlock};
use crate::service::types::{FullBackend, FullClient};
use codec::Decode;
use dtao_runtime::opaque::{Block, Header};
use frame_support::storage::storage_prefix;
use sc_chain_spec::BuildGenesisBlock;
use sc_client_api::{Backend, BlockImportOperation, HeaderBackend};
use sc_consensus::{
    BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, ImportedState, StateAction, StorageChanges,
};
use sc_service::{ChainSpec, Error};
use sp_core::{
    storage::{PrefixedStorageKey, StateVersion, Storage},
    H256,
};
use sp_runtime::traits::Header as _;
use sp_state_machine::{KeyValueStates, KeyValueStorageLevel};
use std::sync::Arc;

pub struct SavedChain {
    genesis: Header,
    /// The state of the genesis block, if that is the parent of the last block.
    genesis_state: Option<Storage>,
    /// The last block, after its parent if that is in the file and not the genesis block.
    blocks: Vec<SavedBlock>,
}

impl SavedChain {
    /// Reads the saved chain from a specification. Returns `None` for the specification of a new chain.
    pub fn read(spec: &dyn ChainSpec) -> Result<Option<Self>, Error> {
        let resume_point = sc_chain_spec::get_extension::<Option<ResumePoint>>(spec.extensions());
        let Some(resume_point) = resume_point.and_then(Option::as_ref) else {
            return Ok(None);
        };
        let state = spec.as_storage_builder().build_storage().map_err(Error::Other)?;
        let genesis: Header = decode(&resume_point.first_header, "firstHeader")?;
        let mut saved = Self { genesis, genesis_state: None, blocks: Vec::new() };
        if let Some(parent) = &resume_point.parent {
            let parent = parent.decode(&state)?;
            if *parent.header.number() == 0 {
                saved.genesis_state = Some(parent.state);
            } else {
                saved.blocks.push(parent);
            }
        }
        let last = resume_point.block.decode(state)?;
        if *last.header.number() == 0 || *saved.genesis.number() != 0 {
            return Err(unreadable("it resumes from a genesis block, which is a new chain"));
        }
        saved.blocks.push(last);
        Ok(Some(saved))
    }

    /// Returns the number and the hash of the block from which the chain resumes.
    pub fn last(&self) -> Option<(u32, H256)> {
        self.blocks.last().map(|block| (*block.header.number(), block.header.hash()))
    }

    pub fn genesis_block(&self, backend: Arc<FullBackend>) -> GenesisBlock {
        GenesisBlock { header: self.genesis.clone(), state: self.genesis_state.clone(), backend }
    }

    /// Returns the GRANDPA authorities of the saved state.
    pub fn voters(&self) -> Result<sp_consensus_grandpa::AuthorityList, Error> {
        let key = storage_prefix(b"Grandpa", b"Authorities");
        let last = self.blocks.last().ok_or_else(|| unreadable("there is no block"))?;
        let stored = last.state.top.get(&key[..]).ok_or_else(|| unreadable("its state names no validators"))?;
        Decode::decode(&mut &stored[..]).map_err(|_| unreadable("its validators cannot be read"))
    }

    /// Imports the blocks with their states, unless the database has them already.
    pub fn import<I>(self, client: &FullClient, import: &I) -> Result<(), Error>
    where
        I: BlockImport<Block, Error = sp_consensus::Error>,
    {
        let genesis = self.genesis.hash();
        for block in self.blocks {
            let (hash, number) = (block.header.hash(), *block.header.number());
            let chain = client.info();
            if client.header(hash)?.is_some() {
                continue;
            }
            let follows = chain.best_number == 0 || chain.best_hash == *block.header.parent_hash();
            if chain.genesis_hash != genesis || !follows {
                return Err(Error::Other(format!(
                    "the database holds block {} of a chain, and the file block {number} ({hash:?}): choose another --base-path",
                    chain.best_number
                )));
            }
            block.import(import)?;
            log::info!("The chain resumes from block {number} ({hash:?})");
        }
        Ok(())
    }
}

impl SavedBlock {
    fn import<I>(self, import: &I) -> Result<(), Error>
    where
        I: BlockImport<Block, Error = sp_consensus::Error>,
    {
        let number = *self.header.number();
        let imported = futures::executor::block_on(import.import_block(self.import_params()));
        let outcome = imported.map_err(|error| {
            Error::Other(format!(
                "the state in the file is not that of block {number}, from which it resumes ({error}): export it again; a \
                 genesis state that you write yourself is a genesis file, see docs/genesis.md"
            ))
        })?;
        match outcome {
            ImportResult::Imported(_) => Ok(()),
            other => Err(unreadable(format!("block {number} cannot be imported: {other:?}"))),
        }
    }

    fn import_params(self) -> BlockImportParams<Block> {
        let level = |parent_storage_keys, key_values| KeyValueStorageLevel {
            state_root: Vec::new(),
            parent_storage_keys,
            key_values,
        };
        let mut levels = vec![level(Vec::new(), self.state.top.into_iter().collect())];
        for child in self.state.children_default.into_values() {
            let key: PrefixedStorageKey = child.child_info.prefixed_storage_key();
            levels.push(level(vec![key.into_inner()], child.data.into_iter().collect()));
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

/// Stores the genesis block: its header, and its state if that is known.
pub struct GenesisBlock {
    header: Header,
    state: Option<Storage>,
    backend: Arc<FullBackend>,
}

impl BuildGenesisBlock<Block> for GenesisBlock {
    type BlockImportOperation = <FullBackend as Backend<Block>>::BlockImportOperation;

    fn build_genesis_block(self) -> sp_blockchain::Result<(Block, Self::BlockImportOperation)> {
        let mut operation = self.backend.begin_operation()?;
        let is_known = self.state.is_some();
        let state = self.state.unwrap_or_default();
        let root = operation.set_genesis_state(state, is_known, StateVersion::V1)?;
        if is_known && root != self.header.state_root {
            return Err(sp_blockchain::Error::InvalidStateRoot);
        }
        let block = Block { header: self.header, extrinsics: Vec::new() };
        Ok((block, operation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{genesis::Spec, random::rounds, state_file::format::EncodedBlock};
    use codec::Encode;
    use serde_json::{json, Value};
    use sp_core::Bytes;

    fn header(number: u32) -> Bytes {
        let digest = Default::default();
        Bytes(Header::new(number, H256::zero(), H256::zero(), H256::zero(), digest).encode())
    }

    /// The file of a chain with a small state.
    fn file() -> Value {
        let block = |number| json!(EncodedBlock { header: header(number), body: vec![] });
        let voters = storage_prefix(b"Grandpa", b"Authorities").map(|byte| format!("{byte:02x}")).concat();
        json!({
            "name": "Saved", "id": "saved", "chainType": "Development", "bootNodes": [], "telemetryEndpoints": null,
            "protocolId": null, "properties": null, "codeSubstitutes": {},
            "goesOn": {
                "firstHeader": header(0), "block": block(7),
                "parent": { "block": block(6), "differs": { "0x01": "0x02", "0x0304": null } },
            },
            "genesis": { "raw": { "top": { "0x0304": "0x05", format!("0x{voters}"): "0x00" }, "childrenDefault": {} } },
        })
    }

    /// Such a file is refused in words, or describes a chain, whatever was damaged.
    #[test]
    fn a_damaged_file_describes_a_chain_or_none() {
        let text = serde_json::to_vec(&file()).unwrap();
        let whole = SavedChain::read(&Spec::from_json_bytes(text.clone()).unwrap()).unwrap().unwrap();
        assert_eq!(whole.last().map(|(number, _)| number), Some(7));
        assert_eq!(whole.voters().unwrap(), []);
        let mut read = 0;
        rounds(2_000, |random| {
            let mut text = text.clone();
            random.mutate(&mut text);
            let Ok(spec) = Spec::from_json_bytes(text) else { return };
            let Ok(Some(saved)) = SavedChain::read(&spec) else { return };
            read += 1;
            assert!(saved.last().is_some_and(|(number, _)| number > 0));
            let _ = saved.voters();
        });
        assert!(read > 0);
    }
}
