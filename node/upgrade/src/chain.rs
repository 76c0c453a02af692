//! A copy of a chain: a block with its state, on which further blocks are built.

use super::{
    metadata::{key, metadata, METADATA_VERSION},
    runtime::{decode, Changes, Runtime, State},
};
use codec::{Decode, Encode};
use dtao_connection::state::Entries;
use dtao_runtime::opaque::{Header, UncheckedExtrinsic};
use frame_metadata::v16::RuntimeMetadataV16;
use frame_system::ConsumedWeight;
use sp_consensus_aura::{SlotDuration, AURA_ENGINE_ID};
use sp_core::{
    storage::{StateVersion, Storage},
    H256,
};
use sp_inherents::InherentData;
use sp_runtime::{traits::Header as _, ApplyExtrinsicResult, Digest, DigestItem};
use sp_state_machine::Backend;
use std::time::{Duration, Instant};

/// The encoded `frame_support::traits::TryStateSelect::None`.
const NO_STATE: u8 = 0;

/// The encoded `TryStateSelect::All`: runs every pallet's `try_state` and decodes every value.
const ALL_STATE: u8 = 1;

/// A block of the copied chain, with the state after it.
pub struct Block {
    pub header: Header,
    pub extrinsics: Vec<UncheckedExtrinsic>,
    /// The time to build it.
    pub took: Duration,
    pub state: State,
    version: StateVersion,
}

impl Block {
    /// Returns a block as a node sent it. Fails unless `pairs` has the state root of the header.
    pub fn copied(header: Header, version: StateVersion, pairs: Entries) -> Result<Self, String> {
        let storage = Storage { top: pairs.into_iter().collect(), children_default: Default::default() };
        let state = State::from((storage, version));
        if state.root() != header.state_root() {
            return Err(format!(
                "the copy of block {} has the root {:?}, the block itself {:?}: its state cannot be copied through this node",
                header.number(), state.root(), header.state_root()
            ));
        }
        Ok(Self { header, extrinsics: Vec::new(), took: Duration::ZERO, state, version })
    }

    pub fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, String> {
        self.state.storage(key)
    }

    /// Returns a decoded value of the state.
    pub fn read<T: Decode>(&self, key: &[u8]) -> Result<Option<T>, String> {
        let value = self.value(key)?;
        value.map(|bytes| T::decode(&mut &bytes[..])).transpose().map_err(|error| {
            format!("the value at 0x{} cannot be decoded: {error}", sp_core::hexdisplay::HexDisplay::from(&key))
        })
    }

    /// Returns all keys with this prefix, and their values.
    pub fn pairs(&self, prefix: &[u8]) -> Result<Entries, String> {
        let mut arguments = sp_state_machine::IterArgs::default();
        arguments.prefix = Some(prefix);
        self.state.pairs(arguments)?.collect()
    }

    /// Returns the runtime that the next block is built with.
    pub fn code(&self) -> Result<Vec<u8>, String> {
        self.value(sp_core::storage::well_known_keys::CODE)?.ok_or_else(|| "the state has no runtime".into())
    }

    /// Returns this block with another runtime in its state, as `set_code` leaves it.
    pub fn with_code(&self, code: &[u8]) -> Self {
        let change = (sp_core::storage::well_known_keys::CODE.to_vec(), Some(code.to_vec()));
        self.with(self.state.update([(None, vec![change])], self.version))
    }

    fn with(&self, state: State) -> Self {
        Self { header: self.header.clone(), extrinsics: Vec::new(), took: Duration::ZERO, state, version: self.version }
    }

    /// Returns the runtime's metadata.
    pub fn metadata_of(&self, runtime: &Runtime) -> Result<RuntimeMetadataV16, String> {
        metadata(&runtime.query(&self.state, "Metadata_metadata_at_version", &METADATA_VERSION.encode())?)
    }

    /// Calls a function of a runtime. Returns its result, and the block with the state after the call.
    pub fn apply(&self, runtime: &Runtime, method: &str, data: &[u8]) -> Result<(Vec<u8>, Self), String> {
        let mut changes = Changes::default();
        let answer = runtime.call(&self.state, &mut changes, method, data)?;
        Ok((answer, self.with(self.drain(changes)?)))
    }

    fn drain(&self, mut changes: Changes) -> Result<State, String> {
        let changes = changes.drain_storage_changes(&self.state, self.version)?;
        Ok(self.state.update_backend(changes.transaction_storage_root, changes.transaction))
    }

    /// Builds the next block as a validator does, with nothing but inherents.
    pub fn next(&self, runtime: &Runtime) -> Result<Self, String> {
        let start = Instant::now();
        let mut changes = Changes::default();
        let mut call = |method: &str, data: &[u8]| runtime.call(&self.state, &mut changes, method, data);
        let (slot, time) = self.next_slot(&call("AuraApi_slot_duration", &[])?)?;
        let header = Header::new(
            self.header.number().saturating_add(1),
            H256::default(),
            H256::default(),
            self.header.hash(),
            Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] },
        );
        call("Core_initialize_block", &header.encode())?;
        let mut inherents = InherentData::new();
        inherents
            .put_data(sp_timestamp::INHERENT_IDENTIFIER, &sp_timestamp::Timestamp::new(time))
            .map_err(|error| error.to_string())?;
        let extrinsics: Vec<UncheckedExtrinsic> =
            decode(&call("BlockBuilder_inherent_extrinsics", &inherents.encode())?)?;
        for extrinsic in &extrinsics {
            let applied: ApplyExtrinsicResult = decode(&call("BlockBuilder_apply_extrinsic", &extrinsic.encode())?)?;
            match applied {
                Ok(Ok(())) => (),
                other => return Err(format!("an inherent fails: {other:?}")),
            }
        }
        let header: Header = decode(&call("BlockBuilder_finalize_block", &[])?)?;
        let took = start.elapsed();
        let state = self.drain(changes)?;
        if header.state_root() != state.root() {
            return Err("the runtime computes another state root than the trie has".into());
        }
        Ok(Self { header, extrinsics, took, state, version: self.version })
    }

    /// Returns the slot after that of this block, and its time in milliseconds.
    fn next_slot(&self, duration: &[u8]) -> Result<(u64, u64), String> {
        let duration = decode::<SlotDuration>(duration)?.as_millis().max(1);
        let slot: u64 = self.read(&key("Aura", "CurrentSlot"))?.unwrap_or(0);
        let time: u64 = self.read(&key("Timestamp", "Now"))?.unwrap_or(0);
        let next = slot.max(time / duration).saturating_add(1);
        Ok((next, next.saturating_mul(duration)))
    }

    /// Executes this child of `parent` once more, with the runtime that checks. Fails if that leads to another state, or if an
    /// invariant of the state does not hold.
    pub fn check(&self, parent: &Self, checks: &Runtime) -> Result<(), String> {
        self.execute(parent, checks, true, ALL_STATE).map(drop)
    }

    /// As above, but during a migration, when invariants may not hold yet. `parent` is the result of this function for the block
    /// before: the runtime that checks stores the data of the migration's `pre_upgrade` there.
    pub fn check_migration(&self, parent: &Self, checks: &Runtime) -> Result<Self, String> {
        self.execute(parent, checks, false, NO_STATE)
    }

    fn execute(&self, parent: &Self, checks: &Runtime, compare_roots: bool, try_state: u8) -> Result<Self, String> {
        let block = (&self.header, &self.extrinsics);
        // There are no signatures.
        let data = (block, compare_roots, false, try_state).encode();
        let (_, after) = parent.apply(checks, "TryRuntime_execute_block", &data)?;
        Ok(after)
    }

    /// Returns the consumed weight of this block, in picoseconds of reference time.
    pub fn weight(&self) -> Result<u64, String> {
        let weight: Option<ConsumedWeight> = self.read(&key("System", "BlockWeight"))?;
        Ok(weight.unwrap_or_default().total().ref_time())
    }
}
