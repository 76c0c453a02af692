//! A copy of a chain: a block with its state, on which further blocks are made.

use super::runtime::Runtime;
use codec::{Decode, Encode};
use dtao_runtime::{opaque::Header, opaque::UncheckedExtrinsic};
use frame_system::ConsumedWeight;
use sp_consensus_aura::{SlotDuration, AURA_ENGINE_ID};
use sp_core::{
    storage::{StateVersion, Storage},
    H256,
};
use sp_inherents::InherentData;
use sp_runtime::{
    traits::{BlakeTwo256, Header as _},
    ApplyExtrinsicResult, Digest, DigestItem,
};
use sp_state_machine::{Backend, InMemoryBackend, OverlayedChanges};
use std::time::{Duration, Instant};

/// `frame_support::traits::TryStateSelect::None`, encoded.
const NO_STATE: u8 = 0;

/// `TryStateSelect::All`, encoded: every pallet's `try_state`, and every value decoded.
const ALL_STATE: u8 = 1;

/// Keys and values.
pub type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// Where a storage item of a pallet lies in the state.
pub fn key(pallet: &str, item: &str) -> Vec<u8> {
    crate::service::storage_prefix(pallet, item).to_vec()
}

/// A block of the copied chain, with the state that it left.
pub struct Block {
    /// Its header.
    pub header: Header,
    /// What is in it.
    pub extrinsics: Vec<UncheckedExtrinsic>,
    /// How long it took to make.
    pub took: Duration,
    state: InMemoryBackend<BlakeTwo256>,
    version: StateVersion,
}

impl Block {
    /// A block as a node gave it. Fails where these are not all of its keys and values.
    pub fn copied(header: Header, version: StateVersion, pairs: Pairs) -> Result<Self, String> {
        let storage = Storage { top: pairs.into_iter().collect(), children_default: Default::default() };
        let state = InMemoryBackend::from((storage, version));
        if state.root() != header.state_root() {
            return Err(format!(
                "the copy of block {} has the root {:?}, the block itself {:?}: its state cannot be copied through this node",
                header.number(), state.root(), header.state_root()
            ));
        }
        Ok(Self { header, extrinsics: Vec::new(), took: Duration::ZERO, state, version })
    }

    /// A value of the state.
    pub fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, String> {
        self.state.storage(key)
    }

    /// A value of the state, decoded.
    pub fn read<T: Decode>(&self, key: &[u8]) -> Result<Option<T>, String> {
        let value = self.value(key)?;
        value.map(|bytes| T::decode(&mut &bytes[..])).transpose().map_err(|error| {
            format!("the value at 0x{} cannot be read: {error}", sp_core::hexdisplay::HexDisplay::from(&key))
        })
    }

    /// All keys and values that start with this.
    pub fn pairs(&self, prefix: &[u8]) -> Result<Pairs, String> {
        let mut arguments = sp_state_machine::IterArgs::default();
        arguments.prefix = Some(prefix);
        self.state.pairs(arguments)?.collect()
    }

    /// The bytes of the runtime that the next block is made with.
    pub fn code(&self) -> Result<Vec<u8>, String> {
        self.value(sp_core::storage::well_known_keys::CODE)?.ok_or_else(|| "the state has no runtime in it".into())
    }

    /// The same block with another runtime in its state, as a transaction that sets it leaves it.
    pub fn with_code(&self, code: &[u8]) -> Self {
        let change = (sp_core::storage::well_known_keys::CODE.to_vec(), Some(code.to_vec()));
        self.with(self.state.update([(None, vec![change])], self.version))
    }

    fn with(&self, state: InMemoryBackend<BlakeTwo256>) -> Self {
        Self { header: self.header.clone(), extrinsics: Vec::new(), took: Duration::ZERO, state, version: self.version }
    }

    /// What a runtime answers on this state. Whatever it changes is forgotten.
    pub fn ask(&self, runtime: &Runtime, method: &str, data: &[u8]) -> Result<Vec<u8>, String> {
        runtime.call(&self.state, &mut OverlayedChanges::default(), method, data)
    }

    /// What a runtime answers on this state, and the state that it leaves.
    pub fn change(&self, runtime: &Runtime, method: &str, data: &[u8]) -> Result<(Vec<u8>, Self), String> {
        let mut changes = OverlayedChanges::default();
        let answer = runtime.call(&self.state, &mut changes, method, data)?;
        Ok((answer, self.with(self.drain(changes)?)))
    }

    fn drain(&self, mut changes: OverlayedChanges<BlakeTwo256>) -> Result<InMemoryBackend<BlakeTwo256>, String> {
        let changes = changes.drain_storage_changes(&self.state, self.version)?;
        Ok(self.state.update_backend(changes.transaction_storage_root, changes.transaction))
    }

    /// Makes the next block as a validator does, with nothing in it but what every block has.
    pub fn next(&self, runtime: &Runtime) -> Result<Self, String> {
        let start = Instant::now();
        let mut changes = OverlayedChanges::default();
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
                other => return Err(format!("what every block has in it fails: {other:?}")),
            }
        }
        let header: Header = decode(&call("BlockBuilder_finalize_block", &[])?)?;
        let took = start.elapsed();
        let state = self.drain(changes)?;
        if header.state_root() != state.root() {
            return Err("the runtime finds another root of the state than the trie has".into());
        }
        Ok(Self { header, extrinsics, took, state, version: self.version })
    }

    /// The slot after that of this block, and its time in milliseconds.
    fn next_slot(&self, duration: &[u8]) -> Result<(u64, u64), String> {
        let duration = decode::<SlotDuration>(duration)?.as_millis().max(1);
        let slot: u64 = self.read(&key("Aura", "CurrentSlot"))?.unwrap_or(0);
        let time: u64 = self.read(&key("Timestamp", "Now"))?.unwrap_or(0);
        let next = slot.max(time / duration).saturating_add(1);
        Ok((next, next.saturating_mul(duration)))
    }

    /// Executes this block, which was made on `parent`, once more, with another runtime that checks it.
    ///
    /// # Errors
    /// Where that comes to another state, or finds the state broken.
    pub fn check(&self, parent: &Self, checks: &Runtime) -> Result<(), String> {
        self.execute(parent, checks, true, ALL_STATE).map(drop)
    }

    /// The same in the midst of a migration, while the state need not hold. `parent` is what this left of the block before:
    /// the runtime that checks keeps there what the migration has found before itself.
    pub fn check_migration(&self, parent: &Self, checks: &Runtime) -> Result<Self, String> {
        self.execute(parent, checks, false, NO_STATE)
    }

    fn execute(&self, parent: &Self, checks: &Runtime, compare_roots: bool, try_state: u8) -> Result<Self, String> {
        let block = (&self.header, &self.extrinsics);
        // There are no signatures.
        let data = (block, compare_roots, false, try_state).encode();
        let (_, after) = parent.change(checks, "TryRuntime_execute_block", &data)?;
        Ok(after)
    }

    /// The weight of this block, as the runtime counted it, in picoseconds of reference time.
    pub fn weight(&self) -> Result<u64, String> {
        let weight: Option<ConsumedWeight> = self.read(&key("System", "BlockWeight"))?;
        Ok(weight.unwrap_or_default().total().ref_time())
    }
}

/// Decodes what a runtime answered.
pub fn decode<T: Decode>(bytes: &[u8]) -> Result<T, String> {
    T::decode(&mut &bytes[..]).map_err(|error| format!("the runtime gives an answer that cannot be read: {error}"))
}
