//! A connection to a node of the running chain.

use super::{
    chain::Block,
    metadata::{metadata, METADATA_VERSION},
};
use codec::Encode;
use dtao_connection::{
    state::{Entries, PAGE},
    Connection,
};
use dtao_runtime::opaque::Header;
use frame_metadata::v16::RuntimeMetadataV16;
use futures::{stream, TryStreamExt};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use sp_core::{
    bytes::to_hex,
    storage::{StorageData, StorageKey},
    Bytes, H256,
};
use sp_version::RuntimeVersion;

/// The concurrent requests for values.
const MAX_CONCURRENT_PAGES: usize = 4;

pub struct Remote(Connection);

impl Remote {
    pub async fn connect(url: &str) -> Result<Self, String> {
        Connection::open(url).await.map(Self)
    }

    /// Calls an RPC method.
    pub async fn call<T: DeserializeOwned>(&self, method: &str, params: &[Value]) -> Result<T, String> {
        self.0.call(method, params).await
    }

    /// Submits a transaction, once.
    pub async fn submit(&self, transaction: &Bytes) -> Result<H256, String> {
        self.0.call_once("author_submitExtrinsic", &[json!(transaction)]).await
    }

    pub async fn finalized_head(&self) -> Result<H256, String> {
        self.call("chain_getFinalizedHead", &[]).await
    }

    pub async fn block_hash(&self, number: u32) -> Result<H256, String> {
        self.call("chain_getBlockHash", &[json!(number)]).await
    }

    pub async fn header(&self, hash: H256) -> Result<Header, String> {
        let header: Option<Header> = self.call("chain_getHeader", &[json!(hash)]).await?;
        header.ok_or_else(|| format!("{} has no block {hash:?}", self.0.url()))
    }

    /// Returns the version of the runtime in the state after a block.
    pub async fn version(&self, hash: H256) -> Result<RuntimeVersion, String> {
        self.call("state_getRuntimeVersion", &[json!(hash)]).await
    }

    /// Returns a value of the state after a block.
    pub async fn value(&self, key: Vec<u8>, hash: H256) -> Result<Option<Vec<u8>>, String> {
        let value: Option<StorageData> = self.call("state_getStorage", &[json!(StorageKey(key)), json!(hash)]).await?;
        Ok(value.map(|data| data.0))
    }

    /// Returns the metadata of the runtime in the state after a block.
    pub async fn metadata(&self, hash: H256) -> Result<RuntimeMetadataV16, String> {
        let data = Bytes(METADATA_VERSION.encode());
        let method = "Metadata_metadata_at_version";
        let answer: Bytes = self.call("state_call", &[json!(method), json!(data), json!(hash)]).await?;
        metadata(&answer)
    }

    /// Copies the last final block with its state.
    pub async fn copy(&self) -> Result<Block, String> {
        let hash = self.finalized_head().await?;
        let header = self.header(hash).await?;
        let version = self.version(hash).await?;
        let pairs = self.pairs(hash).await?;
        Block::copied(header, version.state_version(), pairs)
    }

    async fn pairs(&self, hash: H256) -> Result<Entries, String> {
        let block = &to_hex(hash.as_bytes(), false);
        let pages = stream::try_unfold(Some(Vec::new()), move |after| self.next_keys(block, after));
        let values = pages.map_ok(|keys| self.values(block, keys)).try_buffered(MAX_CONCURRENT_PAGES);
        values.try_concat().await
    }

    /// Returns a page of keys, and the last of them if there may be more.
    async fn next_keys(
        &self,
        block: &str,
        after: Option<Vec<u8>>,
    ) -> Result<Option<(Vec<Vec<u8>>, Option<Vec<u8>>)>, String> {
        let Some(after) = after else { return Ok(None) };
        let keys = self.0.keys(block, &[], &after).await?;
        let last = (keys.len() == PAGE).then(|| keys.last().cloned()).flatten();
        Ok(Some((keys, last)))
    }

    async fn values(&self, block: &str, keys: Vec<Vec<u8>>) -> Result<Entries, String> {
        self.0.values(block, &keys).await
    }
}
