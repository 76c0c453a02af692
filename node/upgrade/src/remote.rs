//! A connection to a node of the running chain.

use super::{
    chain::{Block, Pairs},
    metadata::{metadata, METADATA_VERSION},
};
use codec::Encode;
use dtao_runtime::opaque::Header;
use frame_metadata::v16::RuntimeMetadataV16;
use futures::{stream, TryStreamExt};
use jsonrpsee::{
    core::{
        client::{ClientT, Error},
        params::ArrayParams,
        traits::ToRpcParams,
    },
    rpc_params,
};
use jsonrpsee_ws_client::{WsClient, WsClientBuilder};
use serde::de::DeserializeOwned;
use sp_core::{
    storage::{StorageChangeSet, StorageData, StorageKey},
    Bytes, H256,
};
use sp_version::RuntimeVersion;
use std::time::Duration;

/// The keys of a request for keys or values.
const PAGE: usize = 1_000;

/// The concurrent requests for values.
const MAX_CONCURRENT_PAGES: usize = 4;

/// In bytes.
const MAX_RESPONSE: u32 = 256 * 1024 * 1024;

/// In bytes, the default limit of a node. A runtime is sent in hexadecimal digits.
pub const MAX_REQUEST: u32 = 15 * 1024 * 1024;

/// The time limit of a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

pub struct Remote {
    client: WsClient,
    url: String,
}

impl Remote {
    pub async fn connect(url: &str) -> Result<Self, String> {
        let client = WsClientBuilder::default()
            .max_request_size(MAX_REQUEST)
            .max_response_size(MAX_RESPONSE)
            .request_timeout(REQUEST_TIMEOUT)
            .build(url)
            .await
            .map_err(|error| {
                format!(
                    "no node answers at {url} ({error}): start one with ./scripts/run.sh, or name its address with --url"
                )
            })?;
        Ok(Self { client, url: url.into() })
    }

    /// Calls an RPC method.
    pub async fn call<T: DeserializeOwned>(&self, method: &str, params: impl ToRpcParams + Send) -> Result<T, String> {
        self.client.request(method, params).await.map_err(|error| match error {
            Error::Call(error) => format!("{} fails {method}: {error}", self.url),
            other => format!("{} does not answer {method}: {other}", self.url),
        })
    }

    pub async fn finalized_head(&self) -> Result<H256, String> {
        self.call("chain_getFinalizedHead", rpc_params![]).await
    }

    pub async fn block_hash(&self, number: u32) -> Result<H256, String> {
        self.call("chain_getBlockHash", rpc_params![number]).await
    }

    pub async fn header(&self, hash: H256) -> Result<Header, String> {
        let header: Option<Header> = self.call("chain_getHeader", rpc_params![hash]).await?;
        header.ok_or_else(|| format!("{} has no block {hash:?}", self.url))
    }

    /// Returns the version of the runtime in the state after a block.
    pub async fn version(&self, hash: H256) -> Result<RuntimeVersion, String> {
        self.call("state_getRuntimeVersion", rpc_params![hash]).await
    }

    /// Returns a value of the state after a block.
    pub async fn value(&self, key: Vec<u8>, hash: H256) -> Result<Option<Vec<u8>>, String> {
        let value: Option<StorageData> = self.call("state_getStorage", rpc_params![StorageKey(key), hash]).await?;
        Ok(value.map(|data| data.0))
    }

    /// Returns the metadata of the runtime in the state after a block.
    pub async fn metadata(&self, hash: H256) -> Result<RuntimeMetadataV16, String> {
        let data = Bytes(METADATA_VERSION.encode());
        let method = "Metadata_metadata_at_version";
        let answer: Bytes = self.call("state_call", rpc_params![method, data, hash]).await?;
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

    async fn pairs(&self, hash: H256) -> Result<Pairs, String> {
        let pages = stream::try_unfold(Some(None), move |from| self.next_keys(from, hash));
        let values = pages.map_ok(|keys| self.values(keys, hash)).try_buffered(MAX_CONCURRENT_PAGES);
        values.try_concat().await
    }

    /// Returns a page of keys, and the start of the next one.
    async fn next_keys(
        &self,
        from: Option<Option<StorageKey>>,
        hash: H256,
    ) -> Result<Option<(Vec<StorageKey>, Option<Option<StorageKey>>)>, String> {
        let Some(after) = from else { return Ok(None) };
        let params = rpc_params![StorageKey(Vec::new()), PAGE, after, hash];
        let keys: Vec<StorageKey> = self.call("state_getKeysPaged", params).await?;
        let next = (keys.len() == PAGE).then(|| keys.last().cloned());
        Ok(Some((keys, next)))
    }

    async fn values(&self, keys: Vec<StorageKey>, hash: H256) -> Result<Pairs, String> {
        let params: ArrayParams = rpc_params![keys, hash];
        let sets: Vec<StorageChangeSet<H256>> = self.call("state_queryStorageAt", params).await?;
        let changes = sets.into_iter().flat_map(|set| set.changes);
        Ok(changes.filter_map(|(key, value)| Some((key.0, value?.0))).collect())
    }
}
