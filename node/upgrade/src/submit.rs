//! Submits the transaction that sets a chain's runtime, and waits for the upgrade.

use super::{
    metadata::{constant, cursor_key, key, Cursor},
    rehearsal::Running,
    remote::Remote,
};
use codec::{Compact, Decode, Encode};
use dtao_connection::MAX_REQUEST;
use dtao_runtime::{AccountId, Signature};
use frame_metadata::v16::RuntimeMetadataV16;
use frame_support::dispatch::DispatchClass;
use frame_system::limits::BlockLength;
use futures_timer::Delay;
use scale_info::TypeDef;
use serde_json::{json, Value};
use sp_core::{sr25519, storage::well_known_keys::CODE, Bytes, Pair, H256};
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Header as _, MultiAddress};
use std::time::{Duration, Instant};

const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// The time without a block after which a block is requested.
const REQUEST_DELAY: Duration = Duration::from_secs(3);

/// The time without a block after which waiting fails.
const TIMEOUT: Duration = Duration::from_secs(120);

/// The key of the sudo account.
pub struct Sudo(sr25519::Pair);

impl Sudo {
    pub fn from_secret(secret: &str) -> Result<Self, String> {
        sr25519::Pair::from_string(secret, None).map(Self).map_err(|_| {
            "this is no secret key: use a phrase, a seed, a path such as //Alice, or a file with one of them".into()
        })
    }

    fn account(&self) -> AccountId {
        self.0.public().into()
    }

    /// Fails if the chain's sudo account is another one.
    pub async fn ensure_sudo(&self, remote: &Remote) -> Result<(), String> {
        let head = remote.finalized_head().await?;
        let value = remote.value(key("Sudo", "Key"), head).await?;
        let sudo = value.and_then(|bytes| AccountId::decode(&mut &bytes[..]).ok());
        match sudo {
            Some(sudo) if sudo == self.account() => Ok(()),
            Some(sudo) => Err(format!(
                "the chain's sudo account is {sudo}, this key's is {}: name its secret with --suri",
                self.account()
            )),
            None => Err("the chain has no sudo account".into()),
        }
    }

    /// Submits the transaction that sets the runtime.
    pub async fn submit(&self, remote: &Remote, running: &Running, code: &[u8]) -> Result<Sent, String> {
        let transaction = self.transaction(remote, running, code).await?;
        let limit: BlockLength = constant(&running.metadata, "System", "BlockLength")
            .ok_or("the running runtime has no constant System.BlockLength")?;
        let limit = *limit.max.get(DispatchClass::Operational);
        if transaction.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(format!(
                "the transaction has {} bytes and a block takes {limit}: submit the compressed runtime",
                transaction.len()
            ));
        }
        // Two digits for each byte, and the JSON around them.
        if transaction.len().saturating_mul(2).saturating_add(1_024)
            > usize::try_from(MAX_REQUEST).unwrap_or(usize::MAX)
        {
            return Err(
                "the transaction is longer than a node's limit for requests: submit the compressed runtime".into()
            );
        }
        let sent = Sent(Bytes(transaction));
        remote.submit(&sent.0).await?;
        Ok(sent)
    }

    /// Signs `sudo(system.set_code(code))` for the running runtime.
    async fn transaction(&self, remote: &Remote, running: &Running, code: &[u8]) -> Result<Vec<u8>, String> {
        let genesis = remote.block_hash(0).await?;
        let nonce: u32 = remote.call("system_accountNextIndex", &[json!(self.account())]).await?;
        let (extra, implicit) = extensions(running, genesis, nonce)?;
        let mut call = call_index(&running.metadata, "Sudo", "sudo")?.encode();
        call.extend(call_index(&running.metadata, "System", "set_code")?.encode());
        call.extend(code.encode());
        let mut payload = call.clone();
        payload.extend(&extra);
        payload.extend(&implicit);
        if payload.len() > 256 {
            payload = blake2_256(&payload).to_vec();
        }
        let signature = Signature::from(self.0.sign(&payload));
        // A signed transaction of version 4.
        let mut body = vec![0b1000_0100];
        body.extend(MultiAddress::<AccountId, ()>::Id(self.account()).encode());
        body.extend(signature.encode());
        body.extend(extra);
        body.extend(call);
        Ok(body.encode())
    }
}

/// Returns the transaction extensions and the implicit data that is signed with them. The transaction is immortal, so that it can
/// wait on a chain that builds blocks on request.
fn extensions(running: &Running, genesis: H256, nonce: u32) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (mut extra, mut implicit) = (Vec::new(), Vec::new());
    for extension in &running.metadata.extrinsic.transaction_extensions {
        match extension.identifier.as_str() {
            "CheckSpecVersion" => implicit.extend(running.version.spec_version.encode()),
            "CheckTxVersion" => implicit.extend(running.version.transaction_version.encode()),
            "CheckGenesis" => implicit.extend(genesis.encode()),
            "CheckMortality" => {
                extra.push(0);
                implicit.extend(genesis.encode());
            }
            "CheckNonce" => extra.extend(Compact(nonce).encode()),
            "ChargeTransactionPayment" => extra.extend(Compact(0_u64).encode()),
            // Without a hash of the metadata.
            "CheckMetadataHash" => {
                extra.push(0);
                implicit.push(0);
            }
            "CheckNonZeroSender" | "CheckWeight" => (),
            other => return Err(format!("the running chain has the extension {other}, which this program cannot sign: submit sudo(setCode) from polkadot.js")),
        }
    }
    Ok((extra, implicit))
}

/// Returns the indices of a pallet and its call.
fn call_index(metadata: &RuntimeMetadataV16, pallet: &str, call: &str) -> Result<(u8, u8), String> {
    let missing = || format!("the running chain has no call {pallet}.{call}");
    let found = metadata.pallets.iter().find(|one| one.name == pallet).ok_or_else(missing)?;
    let calls = found.calls.as_ref().and_then(|calls| metadata.types.resolve(calls.ty.id));
    let Some(TypeDef::Variant(calls)) = calls.map(|ty| &ty.type_def) else {
        return Err(missing());
    };
    let variant = calls.variants.iter().find(|variant| variant.name == call).ok_or_else(missing)?;
    Ok((found.index, variant.index))
}

/// The outcome of an upgrade.
pub struct Outcome {
    /// The first observed final block of the new runtime.
    pub taken_over: u32,
    /// The first observed final block after all migrations.
    pub ended: u32,
}

/// A submitted transaction.
pub struct Sent(Bytes);

impl Sent {
    /// Waits until the new runtime has built a final block, and its migrations have ended in one.
    pub async fn wait(&self, remote: &Remote, code: &[u8], spec_version: u32) -> Result<Outcome, String> {
        let mut blocks = Blocks::watch(remote).await?;
        self.wait_until_set(&mut blocks, code).await?;
        eprintln!("The runtime is set by block {}; the next one is its first", blocks.number);
        let (taken_over, mut head) = wait_until_taken_over(&mut blocks, spec_version).await?;
        let Some(key) = cursor_key(&remote.metadata(head).await?) else {
            return Ok(Outcome { taken_over, ended: taken_over });
        };
        loop {
            match Cursor::decode(remote.value(key.clone(), head).await?.as_deref()) {
                Cursor::Ended => return Ok(Outcome { taken_over, ended: blocks.number }),
                Cursor::Stuck => {
                    return Err(format!(
                        "the migration is stuck at block {}: see docs/upgrades.md, \"When it goes wrong\"",
                        blocks.number
                    ))
                }
                Cursor::Active => head = blocks.next().await?,
            }
        }
    }

    async fn wait_until_set(&self, blocks: &mut Blocks<'_>, code: &[u8]) -> Result<(), String> {
        loop {
            let head = blocks.next().await?;
            let set = blocks.remote.value(CODE.to_vec(), head).await?;
            if set.as_deref() == Some(code) {
                return Ok(());
            }
            let waiting: Vec<Bytes> = blocks.remote.call("author_pendingExtrinsics", &[]).await?;
            if blocks.passed > MAX_BLOCKS_WITHOUT && !waiting.contains(&self.0) {
                return Err(format!(
                    "the transaction is in a block up to {} and the runtime is the old one: see that block's events",
                    blocks.number
                ));
            }
        }
    }
}

async fn wait_until_taken_over(blocks: &mut Blocks<'_>, spec_version: u32) -> Result<(u32, H256), String> {
    loop {
        let head = blocks.next().await?;
        let last = blocks.remote.value(key("System", "LastRuntimeUpgrade"), head).await?;
        let last = last.and_then(|bytes| Compact::<u32>::decode(&mut &bytes[..]).ok());
        if last == Some(Compact(spec_version)) {
            return Ok((blocks.number, head));
        }
    }
}

/// The blocks without the transaction, after which it must still be in the pool.
const MAX_BLOCKS_WITHOUT: u32 = 3;

/// The chain's final blocks, as they are finalized.
struct Blocks<'a> {
    remote: &'a Remote,
    /// The node builds blocks on request.
    on_request: bool,
    number: u32,
    passed: u32,
}

impl<'a> Blocks<'a> {
    async fn watch(remote: &'a Remote) -> Result<Self, String> {
        let methods: Value = remote.call("rpc_methods", &[]).await?;
        let names = methods["methods"].as_array();
        let on_request = names.is_some_and(|names| names.iter().any(|name| name == "engine_createBlock"));
        let head = remote.header(remote.finalized_head().await?).await?;
        Ok(Self { remote, on_request, number: *head.number(), passed: 0 })
    }

    /// Returns the hash of the next final block. Requests one after a delay, if the node builds blocks on request.
    async fn next(&mut self) -> Result<H256, String> {
        let (mut start, mut requested) = (Instant::now(), false);
        while start.elapsed() < TIMEOUT {
            let hash = self.remote.finalized_head().await?;
            let number = *self.remote.header(hash).await?.number();
            if number > self.number {
                self.number = number;
                self.passed = self.passed.saturating_add(1);
                return Ok(hash);
            }
            if self.on_request && !requested && start.elapsed() > self.request_delay() {
                let _: Value = self.remote.call("engine_createBlock", &[json!(true), json!(true)]).await?;
                (start, requested) = (Instant::now(), true);
                continue;
            }
            Delay::new(POLL_INTERVAL).await;
        }
        Err(format!("the chain finalizes no blocks: {} is the last for {} s", self.number, TIMEOUT.as_secs()))
    }

    /// Returns the delay before a request. It is shorter once the chain has built blocks.
    fn request_delay(&self) -> Duration {
        match self.passed {
            0 => REQUEST_DELAY,
            _ => POLL_INTERVAL.saturating_mul(3),
        }
    }
}
