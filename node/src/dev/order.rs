//! Requests for blocks.

use codec::{Decode, Encode};
use dtao_runtime::UncheckedExtrinsic;
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;
use std::sync::Arc;

/// A storage key with its new value, or `None` to remove it.
pub type Change = (Vec<u8>, Option<Vec<u8>>);

/// The changes that methods of development made to the state of a block.
pub type SharedChanges = Arc<Vec<Change>>;

/// Returns a value of a state.
pub type ReadState<'a> = dyn Fn(&[u8]) -> Result<Option<Vec<u8>>, String> + 'a;

/// Returns the changes of a state.
pub type ChangesOf = dyn Fn(&ReadState) -> Result<Vec<Change>, String> + Send + Sync;

/// Work of the runtime's own code on a state.
pub type Work = dyn Fn() -> Result<(), String> + Send + Sync;

/// Values that are written to the state after a block's own changes.
#[derive(Clone, Default)]
pub enum Overrides {
    #[default]
    None,
    Values(Vec<Change>),
    /// Those that this work makes; see [`native`](super::native).
    Native(Arc<Work>),
    /// Those that follow from the state after the block's own changes.
    FromState(Arc<ChangesOf>),
}

/// The transactions of a block.
#[derive(Clone, Debug, Default)]
pub enum Content {
    /// Transactions from the pool, as many as fit.
    #[default]
    Pool,
    /// Exactly these. If one of them cannot be in the block, there is no block.
    Exact(Vec<OpaqueExtrinsic>),
}

/// Reads a transaction, as this program's runtime does. A runtime of another version may read it in another way.
pub fn read(transaction: &OpaqueExtrinsic) -> Option<UncheckedExtrinsic> {
    UncheckedExtrinsic::decode(&mut &transaction.encode()[..]).ok()
}

/// A block to be built.
#[derive(Clone)]
pub struct BlockRequest {
    /// The best block if `None`.
    pub parent: Option<H256>,
    pub content: Content,
    /// Builds the block even if there is no transaction for it.
    pub create_empty: bool,
    /// Finalizes the block in the same database write that imports it.
    pub finalize: bool,
    /// Milliseconds since the parent's timestamp. Uses the clock if `None`.
    pub interval: Option<u64>,
    pub overrides: Overrides,
    /// Accepts the signature of an impersonated transaction; see [`mock_signature`](crate::service::mock_signature).
    pub impersonates: bool,
}

impl Default for BlockRequest {
    /// The next block, final at once, with transactions from the pool, if there are any.
    fn default() -> Self {
        Self {
            parent: None,
            content: Content::Pool,
            create_empty: true,
            finalize: true,
            interval: None,
            overrides: Overrides::None,
            impersonates: false,
        }
    }
}

/// The length of a run of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Count(u32),
    /// Up to the block of this number, but at least one.
    To(u32),
    /// Up to the block in which this subnet's next epoch begins.
    Epoch(u16),
    /// Up to the block of this time, in milliseconds since 1970.
    Time(u64),
}

/// The block that becomes the best one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewHead {
    Hash(H256),
    Number(u32),
    /// This many blocks before the best one.
    Back(u32),
}
