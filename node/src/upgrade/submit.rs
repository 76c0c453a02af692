//! The transaction that sets a chain's runtime, and waiting for what follows.

use super::{
    chain::key,
    rehearsal::{constant, cursor_key, cursor_of, Cursor, Running},
    remote::{Remote, LONGEST_REQUEST},
};
use codec::{Compact, Decode, Encode};
use dtao_runtime::{AccountId, Signature};
use frame_metadata::v16::RuntimeMetadataV16;
use frame_support::dispatch::DispatchClass;
use frame_system::limits::BlockLength;
use futures_timer::Delay;
use jsonrpsee::rpc_params;
use scale_info::TypeDef;
use sp_core::{sr25519, storage::well_known_keys::CODE, Bytes, Pair, H256};
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Header as _, MultiAddress};
use std::time::{Duration, Instant};

/// How often the chain is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// How long a chain may make no block before it is asked for one.
const STANDSTILL: Duration = Duration::from_secs(3);

/// How long a chain may make no block at all.
const PATIENCE: Duration = Duration::from_secs(120);

/// The key of the account that may act as root.
pub struct Sudo(sr25519::Pair);

impl Sudo {
    /// The key of this secret.
    pub fn of(secret: &str) -> Result<Self, String> {
        sr25519::Pair::from_string(secret, None).map(Self).map_err(|_| {
            "this is no secret key: give a phrase, a seed, a path such as //Alice, or a file that has one in it".into()
        })
    }

    fn account(&self) -> AccountId {
        self.0.public().into()
    }

    /// Fails where the chain takes another account for its root.
    pub async fn is_sudo(&self, remote: &Remote) -> Result<(), String> {
        let head = remote.finalised().await?;
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
        let longest: BlockLength = constant(&running.metadata, "System", "BlockLength")
            .ok_or("the running runtime does not tell how long a block may be")?;
        let longest = *longest.max.get(DispatchClass::Operational);
        if transaction.len() > usize::try_from(longest).unwrap_or(usize::MAX) {
            return Err(format!(
                "the transaction has {} bytes and a block takes {longest}: submit the compressed runtime",
                transaction.len()
            ));
        }
        // Two digits a byte, and some words around them.
        if transaction.len().saturating_mul(2).saturating_add(1_024)
            > usize::try_from(LONGEST_REQUEST).unwrap_or(usize::MAX)
        {
            return Err(
                "the transaction is longer than a node takes in one request: submit the compressed runtime".into()
            );
        }
        let sent = Sent(Bytes(transaction));
        let _: H256 = remote.ask("author_submitExtrinsic", rpc_params![&sent.0]).await?;
        Ok(sent)
    }

    /// `sudo(system.set_code(code))`, signed for the runtime that runs now.
    async fn transaction(&self, remote: &Remote, running: &Running, code: &[u8]) -> Result<Vec<u8>, String> {
        let genesis = remote.hash(0).await?;
        let nonce: u32 = remote.ask("system_accountNextIndex", rpc_params![self.account()]).await?;
        let (extra, signed_too) = extensions(running, genesis, nonce)?;
        let mut call = call_number(&running.metadata, "Sudo", "sudo")?.encode();
        call.extend(call_number(&running.metadata, "System", "set_code")?.encode());
        call.extend(code.encode());
        let mut payload = call.clone();
        payload.extend(&extra);
        payload.extend(&signed_too);
        if payload.len() > 256 {
            payload = blake2_256(&payload).to_vec();
        }
        let signature = Signature::from(self.0.sign(&payload));
        // A signed transaction of the format 4.
        let mut body = vec![0b1000_0100];
        body.extend(MultiAddress::<AccountId, ()>::Id(self.account()).encode());
        body.extend(signature.encode());
        body.extend(extra);
        body.extend(call);
        Ok(body.encode())
    }
}

/// What the transaction carries for the checks of it, and what is signed with it besides. It never expires, so that it
/// waits on a chain that makes blocks on request.
fn extensions(running: &Running, genesis: H256, nonce: u32) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (mut extra, mut signed_too) = (Vec::new(), Vec::new());
    for extension in &running.metadata.extrinsic.transaction_extensions {
        match extension.identifier.as_str() {
            "CheckSpecVersion" => signed_too.extend(running.version.spec_version.encode()),
            "CheckTxVersion" => signed_too.extend(running.version.transaction_version.encode()),
            "CheckGenesis" => signed_too.extend(genesis.encode()),
            "CheckMortality" => {
                extra.push(0);
                signed_too.extend(genesis.encode());
            }
            "CheckNonce" => extra.extend(Compact(nonce).encode()),
            "ChargeTransactionPayment" => extra.extend(Compact(0_u64).encode()),
            // No hash of the metadata.
            "CheckMetadataHash" => {
                extra.push(0);
                signed_too.push(0);
            }
            "CheckNonZeroSender" | "CheckWeight" => (),
            other => return Err(format!("the running chain checks {other}, for which this program cannot sign: submit sudo(setCode) from polkadot.js")),
        }
    }
    Ok((extra, signed_too))
}

/// The two bytes that name a call.
fn call_number(metadata: &RuntimeMetadataV16, pallet: &str, call: &str) -> Result<(u8, u8), String> {
    let missing = || format!("the running chain has no call {pallet}.{call}");
    let found = metadata.pallets.iter().find(|one| one.name == pallet).ok_or_else(missing)?;
    let calls = found.calls.as_ref().and_then(|calls| metadata.types.resolve(calls.ty.id));
    let Some(TypeDef::Variant(calls)) = calls.map(|ty| &ty.type_def) else {
        return Err(missing());
    };
    let variant = calls.variants.iter().find(|variant| variant.name == call).ok_or_else(missing)?;
    Ok((found.index, variant.index))
}

/// What the chain has come to.
pub struct Done {
    /// The first final block that the new runtime made, or a later one.
    pub taken_over: u32,
    /// The final block in which no migration goes on any more.
    pub ended: u32,
}

/// A transaction that was submitted.
pub struct Sent(Bytes);

impl Sent {
    /// Waits until the new runtime has made a block, and its migrations have ended, both finally.
    pub async fn wait(&self, remote: &Remote, code: &[u8], spec_version: u32) -> Result<Done, String> {
        let mut blocks = Blocks::watch(remote).await?;
        self.wait_until_set(&mut blocks, code).await?;
        eprintln!("The runtime is set by block {}; the next one is its first", blocks.number);
        let (taken_over, mut head) = wait_until_taken_over(&mut blocks, spec_version).await?;
        let Some(key) = cursor_key(&remote.metadata(head).await?) else {
            return Ok(Done { taken_over, ended: taken_over });
        };
        loop {
            match cursor_of(remote.value(key.clone(), head).await?.as_deref()) {
                Cursor::Ended => return Ok(Done { taken_over, ended: blocks.number }),
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
            let waiting: Vec<Bytes> = blocks.remote.ask("author_pendingExtrinsics", rpc_params![]).await?;
            if blocks.passed > TRIES && !waiting.contains(&self.0) {
                return Err(format!(
                    "the transaction is in a block up to {} and the runtime is the old one: look at that block's events",
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

/// Blocks without the transaction, after which the pool is asked whether it still waits.
const TRIES: u32 = 3;

/// The chain's final blocks as they come.
struct Blocks<'a> {
    remote: &'a Remote,
    on_request: bool,
    number: u32,
    passed: u32,
}

impl<'a> Blocks<'a> {
    async fn watch(remote: &'a Remote) -> Result<Self, String> {
        let methods: serde_json::Value = remote.ask("rpc_methods", rpc_params![]).await?;
        let names = methods["methods"].as_array();
        let on_request = names.is_some_and(|names| names.iter().any(|name| name == "engine_createBlock"));
        let head = remote.header(remote.finalised().await?).await?;
        Ok(Self { remote, on_request, number: *head.number(), passed: 0 })
    }

    /// The hash of the next final block. Where the chain makes blocks on request and has made none for a while, it asks.
    async fn next(&mut self) -> Result<H256, String> {
        let (mut start, mut asked) = (Instant::now(), false);
        while start.elapsed() < PATIENCE {
            let hash = self.remote.finalised().await?;
            let number = *self.remote.header(hash).await?.number();
            if number > self.number {
                self.number = number;
                self.passed = self.passed.saturating_add(1);
                return Ok(hash);
            }
            if self.on_request && !asked && start.elapsed() > self.patience() {
                let _: serde_json::Value = self.remote.ask("engine_createBlock", rpc_params![true, true]).await?;
                (start, asked) = (Instant::now(), true);
                continue;
            }
            Delay::new(LOOK).await;
        }
        Err(format!("the chain makes no final blocks: {} is the last for {} s", self.number, PATIENCE.as_secs()))
    }

    /// A chain that had to be asked for a block before is asked for the next one at once.
    fn patience(&self) -> Duration {
        match self.passed {
            0 => STANDSTILL,
            _ => LOOK.saturating_mul(3),
        }
    }
}
