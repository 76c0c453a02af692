//! A server that answers the methods which an import calls, with the state of one block.

use super::layout::State;
use codec::Encode;
use jsonrpsee::{
    server::{ServerBuilder, ServerHandle},
    types::{ErrorObjectOwned, Params},
    RpcModule,
};
use serde_json::{json, Value};
use sp_core::bytes::{from_hex, to_hex};
use std::{
    net::SocketAddr,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
};

/// Number of the block.
pub const BLOCK: u64 = 8_000_000;

/// Hash of the block, and of the genesis.
pub const HASH: &str = "0x0000000000000000000000000000000000000000000000000000000000000001";
const GENESIS: &str = "0x00000000000000000000000000000000000000000000000000000000000000ff";

/// A chain of one block.
pub struct Chain {
    /// Its metadata.
    pub metadata: Vec<u8>,
    /// Its state.
    pub state: State,
    /// `true` if the state of the block is gone.
    pub is_pruned: bool,
    /// The number of pages of keys that were asked for.
    pub pages: AtomicUsize,
}

impl Chain {
    /// Returns a chain whose state is there.
    pub fn new(metadata: Vec<u8>, state: State) -> Self {
        Self { metadata, state, is_pruned: false, pages: AtomicUsize::new(0) }
    }
}

type Answer = Result<Value, ErrorObjectOwned>;

fn wrong(message: &str) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(4003, message, None::<()>)
}

fn bytes(value: &Value) -> Result<Vec<u8>, ErrorObjectOwned> {
    value.as_str().and_then(|digits| from_hex(digits).ok()).ok_or_else(|| wrong("not in hexadecimal digits"))
}

impl Chain {
    fn answer(&self, method: &str, params: &[Value]) -> Answer {
        let param = |index: usize| params.get(index).unwrap_or(&Value::Null);
        if self.is_pruned && method.starts_with("state_") {
            return Err(wrong(&format!("Client error: UnknownBlock: State already discarded for {HASH}")));
        }
        match method {
            "system_chain" => Ok(json!("Stand-in")),
            "chain_getFinalizedHead" => Ok(json!(HASH)),
            "chain_getBlockHash" => Ok(match param(0).as_u64() {
                Some(0) => json!(GENESIS),
                Some(BLOCK) => json!(HASH),
                _ => Value::Null,
            }),
            "chain_getHeader" if param(0).is_null() || param(0) == HASH => {
                Ok(json!({ "number": format!("{BLOCK:#x}") }))
            }
            "chain_getHeader" => Ok(Value::Null),
            "state_getRuntimeVersion" => Ok(json!({ "specName": "node-subtensor", "specVersion": 470 })),
            "state_call" => Ok(json!(to_hex(&Some(self.metadata.clone()).encode(), false))),
            "state_getKeysPaged" => self.keys(param(0), param(1), param(2)),
            "state_queryStorageAt" => self.values(param(0)),
            other => Err(wrong(&format!("no method {other}"))),
        }
    }

    fn keys(&self, prefix: &Value, count: &Value, after: &Value) -> Answer {
        self.pages.fetch_add(1, Ordering::Relaxed);
        let (prefix, after) = (bytes(prefix)?, bytes(after)?);
        let count = count.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        let from = prefix.clone().max(after.clone());
        let keys = self.state.range(from..).map(|(key, _)| key);
        let keys = keys.take_while(|key| key.starts_with(&prefix)).filter(|key| **key > after);
        Ok(keys.take(count).map(|key| json!(to_hex(key, false))).collect())
    }

    fn values(&self, keys: &Value) -> Answer {
        let mut changes = Vec::new();
        for key in keys.as_array().ok_or_else(|| wrong("no keys"))? {
            let value = self.state.get(&bytes(key)?).map(|value| to_hex(value, false));
            changes.push(json!([key, value]));
        }
        Ok(json!([{ "block": HASH, "changes": changes }]))
    }
}

/// Starts a server of a chain at a free port.
pub async fn serve(chain: Arc<Chain>) -> (SocketAddr, ServerHandle) {
    let mut module = RpcModule::new(chain);
    for method in [
        "system_chain",
        "chain_getFinalizedHead",
        "chain_getBlockHash",
        "chain_getHeader",
        "state_getRuntimeVersion",
        "state_call",
        "state_getKeysPaged",
        "state_queryStorageAt",
    ] {
        let answer = move |params: Params<'_>, chain: &Arc<Chain>, _: &jsonrpsee::Extensions| {
            chain.answer(method, &params.parse::<Vec<Value>>().unwrap_or_default())
        };
        module.register_method(method, answer).unwrap();
    }
    let builder = ServerBuilder::default().max_response_body_size(64 * 1024 * 1024);
    let server = builder.build("127.0.0.1:0").await.unwrap();
    let address = server.local_addr().unwrap();
    (address, server.start(module))
}
