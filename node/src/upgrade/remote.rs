//! The running chain, as its node tells of it.

use super::{
    chain::{Block, Pairs},
    runtime,
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

/// Keys that are asked for at once, and values.
const PAGE: usize = 1_000;

/// Pages of values that are on their way at once.
const PAGES_AT_ONCE: usize = 4;

/// The longest answer that is taken, in bytes.
const LONGEST_ANSWER: u32 = 256 * 1024 * 1024;

/// The longest request, in bytes: what a node takes by itself. A runtime goes over the wire in hexadecimal digits.
pub const LONGEST_REQUEST: u32 = 15 * 1024 * 1024;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to a node.
pub struct Remote {
    /// The connection itself.
    pub client: WsClient,
    /// Where the node is.
    pub url: String,
}

impl Remote {
    /// Connects. Fails where no node answers.
    pub async fn connect(url: &str) -> Result<Self, String> {
        let client = WsClientBuilder::default()
            .max_request_size(LONGEST_REQUEST)
            .max_response_size(LONGEST_ANSWER)
            .request_timeout(PATIENCE)
            .build(url)
            .await
            .map_err(|error| {
                format!(
                    "no node answers at {url} ({error}): start one with ./scripts/run.sh, or name its address with --url"
                )
            })?;
        Ok(Self { client, url: url.into() })
    }

    /// Calls a method.
    pub async fn ask<T: DeserializeOwned>(&self, method: &str, params: impl ToRpcParams + Send) -> Result<T, String> {
        self.client.request(method, params).await.map_err(|error| match error {
            Error::Call(refused) => format!("{} refuses {method}: {refused}", self.url),
            other => format!("{} does not answer {method}: {other}", self.url),
        })
    }

    /// The hash of the last final block.
    pub async fn finalised(&self) -> Result<H256, String> {
        self.ask("chain_getFinalizedHead", rpc_params![]).await
    }

    /// The hash of a block.
    pub async fn hash(&self, number: u32) -> Result<H256, String> {
        self.ask("chain_getBlockHash", rpc_params![number]).await
    }

    /// The header of a block.
    pub async fn header(&self, hash: H256) -> Result<Header, String> {
        let header: Option<Header> = self.ask("chain_getHeader", rpc_params![hash]).await?;
        header.ok_or_else(|| format!("{} has no block {hash:?}", self.url))
    }

    /// The version of the runtime that a block was left with.
    pub async fn version(&self, hash: H256) -> Result<RuntimeVersion, String> {
        self.ask("state_getRuntimeVersion", rpc_params![hash]).await
    }

    /// A value of the state after a block.
    pub async fn value(&self, key: Vec<u8>, hash: H256) -> Result<Option<Vec<u8>>, String> {
        let value: Option<StorageData> = self.ask("state_getStorage", rpc_params![StorageKey(key), hash]).await?;
        Ok(value.map(|data| data.0))
    }

    /// What the runtime that a block was left with tells clients of itself.
    pub async fn metadata(&self, hash: H256) -> Result<RuntimeMetadataV16, String> {
        let data = Bytes(runtime::METADATA.encode());
        let method = "Metadata_metadata_at_version";
        let answer: Bytes = self.ask("state_call", rpc_params![method, data, hash]).await?;
        runtime::metadata(&answer)
    }

    /// The last final block, with all of its state.
    pub async fn copy(&self) -> Result<Block, String> {
        let hash = self.finalised().await?;
        let header = self.header(hash).await?;
        let version = self.version(hash).await?;
        let pairs = self.pairs(hash).await?;
        Block::copied(header, version.state_version(), pairs)
    }

    async fn pairs(&self, hash: H256) -> Result<Pairs, String> {
        let pages = stream::try_unfold(Some(None), move |from| self.next_keys(from, hash));
        let values = pages.map_ok(|keys| self.values(keys, hash)).try_buffered(PAGES_AT_ONCE);
        values.try_concat().await
    }

    /// A page of keys, and where the next one goes on.
    async fn next_keys(
        &self,
        from: Option<Option<StorageKey>>,
        hash: H256,
    ) -> Result<Option<(Vec<StorageKey>, Option<Option<StorageKey>>)>, String> {
        let Some(after) = from else { return Ok(None) };
        let params = rpc_params![StorageKey(Vec::new()), PAGE, after, hash];
        let keys: Vec<StorageKey> = self.ask("state_getKeysPaged", params).await?;
        let next = (keys.len() == PAGE).then(|| keys.last().cloned());
        Ok(Some((keys, next)))
    }

    async fn values(&self, keys: Vec<StorageKey>, hash: H256) -> Result<Pairs, String> {
        let params: ArrayParams = rpc_params![keys, hash];
        let sets: Vec<StorageChangeSet<H256>> = self.ask("state_queryStorageAt", params).await?;
        let changes = sets.into_iter().flat_map(|set| set.changes);
        Ok(changes.filter_map(|(key, value)| Some((key.0, value?.0))).collect())
    }
}
