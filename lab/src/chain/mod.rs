//! A chain in memory: the runtime's own blocks and calls on a [`State`].
//!
//! A block runs as on a node: the runtime's executive initialises it in a slot of Aura, sets the time, applies the calls and
//! finalises it. Left out are what only a node needs: signatures, and the roots of the state's trie.

mod calls;
mod copies;
pub mod events;
mod start;

pub use calls::{Origin, Outcome};
pub use start::Start;

use crate::state::State;
use codec::Encode;
use dtao_runtime::{slot::SlotDuration, BlockNumber, Executive, Hash, Header, Runtime, RuntimeCall, System};
use frame_support::traits::Get;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{traits::Header as _, Digest, DigestItem};

/// The time between two blocks in milliseconds, as at launch. A day has 7 200 blocks.
pub const BLOCK_MILLIS: u64 = 12_000;

/// The number of blocks of a day.
pub const BLOCKS_PER_DAY: u32 = 7_200;

/// The time of the genesis block in milliseconds since 1970: 13 February 2025, the day of the launch.
const GENESIS_TIME: u64 = 1_739_404_800_000;

/// The interval at which the space of removed keys is freed, in blocks.
const TIDY_INTERVAL: BlockNumber = 256;

/// Disables the spans that the runtime's interface opens around each access to the state, unless the program has a subscriber to them.
/// For programs: with nobody who listens they take a twentieth of the time.
pub fn without_traces() {
    // An error means that there is a subscriber.
    let _ = tracing::subscriber::set_global_default(tracing::subscriber::NoSubscriber::new());
}

/// A chain.
pub struct Chain {
    state: State,
    number: BlockNumber,
    hash: Hash,
    /// The time of the last block.
    time: u64,
}

/// A copy of a chain, to return to.
pub struct Snapshot(Chain);

impl Chain {
    fn new(mut state: State, hash: Hash) -> Self {
        let (number, time) = state.execute(|| (System::block_number(), pallet_timestamp::Now::<Runtime>::get()));
        Self { state, number, hash, time: if time == 0 { GENESIS_TIME } else { time } }
    }

    /// Returns the number of the last block; 0 at genesis.
    pub fn number(&self) -> BlockNumber {
        self.number
    }

    /// Returns the state after the last block.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Reads the state after the last block, or within a block the state as it is.
    ///
    /// Changes that the closure makes stay: use it only to read, or to set up a state that no call can reach.
    pub fn read<R>(&mut self, work: impl FnOnce() -> R) -> R {
        self.state.execute(work)
    }

    /// Returns a copy that goes its own way. Takes microseconds, whatever the size of the state.
    pub fn fork(&self) -> Self {
        Self { state: self.state.fork(), ..*self }
    }

    /// Returns a copy to return to by [`Chain::restore`].
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.fork())
    }

    /// Returns to a copy, which stays valid.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        *self = snapshot.0.fork();
    }

    /// Builds a block. `work` applies the calls, in the runtime's context.
    pub fn block<R>(&mut self, work: impl FnOnce(&mut Applier) -> R) -> R {
        let number = self.number.checked_add(1).unwrap_or(self.number);
        let time = self.time.checked_add(BLOCK_MILLIS).unwrap_or(self.time);
        let header = header(number, self.hash, time);
        let (result, hash) = self.state.execute(|| {
            Executive::initialize_block(&header);
            set_time(time);
            let result = work(&mut Applier(()));
            (result, Executive::finalize_block().hash())
        });
        (self.number, self.hash, self.time) = (number, hash, time);
        if number.is_multiple_of(TIDY_INTERVAL) {
            self.state.tidy();
        }
        result
    }

    /// Builds this many blocks without calls.
    pub fn empty_blocks(&mut self, count: u32) {
        for _ in 0..count {
            self.block(|_| ());
        }
    }
}

/// Applies calls within a block.
pub struct Applier(());

impl Applier {
    /// Applies a call. See [`Outcome`].
    pub fn apply(&mut self, origin: &Origin, call: RuntimeCall, fees: bool) -> Outcome {
        calls::apply(origin, call, fees)
    }
}

fn header(number: BlockNumber, parent: Hash, time: u64) -> Header {
    let slot = Slot::from(time / SlotDuration::get());
    let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
    Header::new(number, Hash::default(), Hash::default(), parent, digest)
}

/// Sets the time, by the inherent that a node's author adds.
fn set_time(now: u64) {
    let outcome = calls::apply_inherent(pallet_timestamp::Call::set { now }.into());
    debug_assert_eq!(outcome, Outcome::Done);
}
