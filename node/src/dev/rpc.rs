//! The `dev_` methods.

use super::{
    amounts::{Account, Amount},
    books::{self, NewStake, DEFAULT_GIFT},
    engine::{Command, Engine},
    mode::Sealing,
    order::Work,
    params::{BlockName, BuildMode, Date, Mode, NewBlocks, SnapshotId},
    progress::{Progress, Report},
    reveal::Reveal,
    snapshots::chosen_name,
    storage,
    trial::{DryRun, Impersonated, Tried},
    Error,
};
use crate::{
    openrpc::{described, schema::by_schemars},
    service::types::FullClient,
};
use futures::{
    channel::{mpsc, oneshot},
    future::{ready, BoxFuture},
    FutureExt, SinkExt,
};
use jsonrpsee::{
    core::{async_trait, RpcResult},
    proc_macros::rpc,
    types::ErrorObjectOwned,
};
use sc_client_api::HeaderBackend;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sp_core::H256;
use std::sync::Arc;

/// The error code, the same as that of chopsticks.
const ERROR_CODE: i32 = 1;

/// The error of a validator of a network for each of the methods.
const NOT_SOLE_AUTHOR: &str =
    "this node builds its blocks together with other validators, which have to agree to each of them: \
     the dev_ methods work on a chain of one author, started with --dev or with --sealing";

described! {
    /// The methods of a chain of one author.
    pub trait Dev {
        /// Builds blocks and returns the hash of the last one.
        ///
        /// Example: `[{ "count": 2 }]`
        /// Example: `[{ "untilEpoch": 2 }]`
        /// Example: `[{ "until": "2040-01-01", "interval": 86400000 }]`
        #[method(name = "dev_newBlock")]
        async fn new_block(&self, wanted: Option<NewBlocks>) -> RpcResult<H256>;

        /// Reverts blocks until this one is the best, and returns its hash.
        ///
        /// Example: `[-1]`
        #[method(name = "dev_setHead")]
        async fn set_head(&self, block: BlockName) -> RpcResult<H256>;

        /// Sets the timestamp of the next block, from which later ones advance. Returns it in milliseconds since 1970.
        ///
        /// Example: `["2041-01-01T12:00:00Z"]`
        #[method(name = "dev_timeTravel")]
        async fn time_travel(&self, date: Date) -> RpcResult<u64>;

        /// Builds a block that writes these values to the state, and returns its hash.
        ///
        /// Example: `[{ "SubtensorModule": { "NetworkRateLimit": "7200" } }]`
        #[method(name = "dev_setStorage")]
        async fn set_storage(&self, values: Value, at: Option<H256>) -> RpcResult<H256>;

        /// Builds a block that makes a commitment to weights with a time lock open, and returns its hash.
        ///
        /// Example: `[{ "netuid": 1, "hotkey": "5FBy7nNZZ3gBHSPdNQh8msKHxG1yf9pzrCDrnSXphZhJug2P", "uids": [0], "weights": [65535] }]`
        #[method(name = "dev_revealWeights")]
        async fn reveal_weights(&self, reveal: Reveal) -> RpcResult<H256>;

        /// Records the best block and returns the snapshot's number, or the name under which it is recorded.
        ///
        /// Example: `[]`
        /// Example: `["start"]`
        #[method(name = "dev_snapshot")]
        async fn snapshot(&self, name: Option<String>) -> RpcResult<String>;

        /// Lists the snapshots.
        ///
        /// Example: `[]`
        #[method(name = "dev_snapshots")]
        async fn snapshots(&self) -> RpcResult<Vec<ListedSnapshot>>;

        /// Reverts blocks to a snapshot.
        ///
        /// Example: `["start"]`
        #[method(name = "dev_revert")]
        async fn revert(&self, snapshot: SnapshotId) -> RpcResult<bool>;

        /// Seals reverted blocks again, all that there are by default, and returns the hash of the last one.
        ///
        /// Example: `[1]`
        #[method(name = "dev_redo")]
        async fn redo(&self, count: Option<u32>) -> RpcResult<H256>;

        /// Saves the best block with its state to a file, by default that of `--state`.
        ///
        /// Example: `["saved.json"]`
        #[method(name = "dev_saveState")]
        async fn save_state(&self, file: Option<String>) -> RpcResult<SavedState>;

        /// Starts the node again with the chain of a file, by default that of `--state`.
        ///
        /// Example: `["saved.json"]`
        #[method(name = "dev_loadState")]
        async fn load_state(&self, file: Option<String>) -> RpcResult<LoadedState>;

        /// Builds a block with a call in somebody's name.
        ///
        /// Example: `["//Bob", { "Balances": { "transfer_keep_alive": { "dest": { "Id": "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty" }, "value": 1000000000 } } }]`
        #[method(name = "dev_impersonate")]
        async fn impersonate(&self, account: Account, call: Value) -> RpcResult<Impersonated>;

        /// Executes a transaction, or a call in somebody's name, and drops the result: its events, its changes of the state, its fee.
        ///
        /// Example: `[{ "extrinsic": { "call": { "Balances": { "burn": { "value": "1000000000", "keep_alive": true } } }, "address": "//Bob" } }]`
        #[method(name = "dev_dryRun")]
        async fn dry_run(&self, wanted: DryRun) -> RpcResult<Tried>;

        /// Builds a block in which the free balance of an account is set, and returns its hash. The difference is minted or burned.
        ///
        /// Example: `["//Eve", "250 TAO"]`
        #[method(name = "dev_setBalance")]
        async fn set_balance(&self, account: Account, free: Amount) -> RpcResult<H256>;

        /// Builds a block in which TAO is minted for an account, 1 000 by default, and returns its hash.
        ///
        /// Example: `["//Eve", "5 TAO"]`
        #[method(name = "dev_fund")]
        async fn fund(&self, account: Account, amount: Option<Amount>) -> RpcResult<H256>;

        /// Builds a block in which a stake is set, and returns its hash. The difference is issued or recycled.
        ///
        /// Example: `[{ "coldkey": "//Eve", "hotkey": "//Alice//hotkey", "netuid": 1, "amount": "500 alpha" }]`
        #[method(name = "dev_setStake")]
        async fn set_stake(&self, stake: NewStake) -> RpcResult<H256>;

        /// Builds a block in which a subnet's pool moves to a price, in TAO per alpha, and returns its hash.
        ///
        /// Example: `[1, "0.5 TAO"]`
        #[method(name = "dev_setPrice")]
        async fn set_price(&self, netuid: u16, price: Amount) -> RpcResult<H256>;

        /// Changes the sealing mode.
        ///
        /// Example: `["manual"]`
        #[method(name = "dev_setSealing")]
        async fn set_sealing(&self, mode: Mode) -> RpcResult<()>;

        /// Changes the sealing mode as chopsticks does: 1 and 2 are instant, 3 is manual.
        ///
        /// Example: `["Manual"]`
        #[method(name = "dev_setBlockBuildMode")]
        async fn set_block_build_mode(&self, mode: BuildMode) -> RpcResult<()>;

        /// Returns the progress of the current run of blocks, if there is one.
        ///
        /// Example: `[]`
        #[method(name = "dev_progress")]
        fn progress(&self) -> RpcResult<Option<Report>>;

        /// Ends the current run of blocks after the block that is being built. Returns `false` if there is no run.
        ///
        /// Example: `[]`
        #[method(name = "dev_stop")]
        fn stop(&self) -> RpcResult<bool>;
    }
}

/// A snapshot, as `dev_snapshots` lists it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedSnapshot {
    /// The number such as `0x1`, or the name.
    pub name: String,
    /// The number of its block; `null` if the block is in a file alone.
    pub number: Option<u32>,
    /// The hash of its block.
    #[schemars(with = "Option<String>")]
    pub hash: Option<H256>,
}

/// The answer of `dev_saveState`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SavedState {
    /// The path of the file.
    pub file: String,
    /// The number of the saved block.
    pub number: u32,
    /// Its hash.
    #[schemars(with = "String")]
    pub hash: H256,
}

/// The answer of `dev_loadState`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoadedState {
    /// The number of the block from which the chain resumes.
    pub number: u32,
    /// Its hash.
    #[schemars(with = "String")]
    pub hash: H256,
}

by_schemars!(
    Account,
    Amount,
    BlockName,
    BuildMode,
    Date,
    DryRun,
    Impersonated,
    ListedSnapshot,
    LoadedState,
    Mode,
    NewBlocks,
    NewStake,
    Report,
    Reveal,
    SavedState,
    SnapshotId,
    Tried,
);

/// The implementation of the methods.
pub enum Dev {
    SoleAuthor(EngineHandle),
    /// A validator of a network, which fails all of them.
    Validator,
}

/// The connection to the engine.
#[derive(Clone)]
pub struct EngineHandle {
    pub client: Arc<FullClient>,
    pub commands: mpsc::Sender<Command>,
    pub progress: Progress,
}

impl Dev {
    fn engine(&self) -> RpcResult<&EngineHandle> {
        match self {
            Self::SoleAuthor(engine) => Ok(engine),
            Self::Validator => Err(error(NOT_SOLE_AUTHOR)),
        }
    }

    /// Lets the engine work, and returns the outcome.
    async fn request<T, F>(&self, work: F) -> RpcResult<T>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Engine) -> BoxFuture<'a, Result<T, Error>> + Send + 'static,
    {
        let engine = self.engine()?;
        engine.progress.ensure_short().map_err(error)?;
        let mut commands = engine.commands.clone();
        let (reply, outcome) = oneshot::channel();
        let command: Command = Box::new(|engine| {
            // The client may have disconnected.
            work(engine).map(|outcome| drop(reply.send(outcome))).boxed()
        });
        let ended = "the node is shutting down";
        commands.send(command).await.map_err(|_| error(ended))?;
        outcome.await.map_err(|_| error(ended))?.map_err(error)
    }

    /// Builds a block in which the runtime's own code changes the state.
    async fn change(&self, work: impl Fn() -> Result<(), String> + Send + Sync + 'static) -> RpcResult<H256> {
        let work: Arc<Work> = Arc::new(work);
        self.request(move |engine| engine.change(work).boxed()).await
    }

    async fn seal(&self, sealing: Sealing) -> RpcResult<()> {
        self.request(move |engine| engine.set_sealing(sealing).map(Ok).boxed()).await
    }
}

pub fn error(message: impl ToString) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(ERROR_CODE, message.to_string(), None::<()>)
}

#[async_trait]
impl DevServer for Dev {
    async fn new_block(&self, wanted: Option<NewBlocks>) -> RpcResult<H256> {
        let wanted = wanted.unwrap_or_default();
        let length = wanted.length().map_err(error)?;
        let transactions = wanted.transactions().map_err(error)?;
        let interval = wanted.interval;
        self.request(move |engine| engine.new_blocks(length, transactions, interval).boxed()).await
    }

    async fn set_head(&self, block: BlockName) -> RpcResult<H256> {
        let head = block.head().map_err(error)?;
        self.request(move |engine| engine.set_head(head).boxed()).await
    }

    async fn time_travel(&self, date: Date) -> RpcResult<u64> {
        let time = date.milliseconds().map_err(error)?;
        self.request(move |engine| ready(engine.travel(time)).boxed()).await
    }

    async fn set_storage(&self, values: Value, at: Option<H256>) -> RpcResult<H256> {
        let client = &self.engine()?.client;
        let best = client.info().best_hash;
        if at.is_some_and(|at| at != best) {
            return Err(error(
                "values are written after the best block only: revert to another one with dev_setHead first",
            ));
        }
        let changes = storage::changes(client, best, &values).map_err(error)?;
        self.request(|engine| engine.set_storage(changes).boxed()).await
    }

    async fn reveal_weights(&self, reveal: Reveal) -> RpcResult<H256> {
        self.request(|engine| engine.reveal(reveal).boxed()).await
    }

    async fn snapshot(&self, name: Option<String>) -> RpcResult<String> {
        let Some(name) = name else {
            let id = self.request(|engine| ready(engine.snapshot()).boxed()).await?;
            return Ok(format!("{id:#x}"));
        };
        let name = chosen_name(&name).map_err(error)?;
        let recorded = name.clone();
        self.request(move |engine| ready(engine.snapshot_as(name)).boxed()).await?;
        Ok(recorded)
    }

    async fn snapshots(&self) -> RpcResult<Vec<ListedSnapshot>> {
        let all = self.request(|engine| ready(Ok(engine.list_snapshots())).boxed()).await?;
        let listed = |(name, place): (String, Option<(u32, H256)>)| {
            let (number, hash) = place.unzip();
            ListedSnapshot { name, number, hash }
        };
        Ok(all.into_iter().map(listed).collect())
    }

    async fn revert(&self, snapshot: SnapshotId) -> RpcResult<bool> {
        let name = snapshot.name().map_err(error)?;
        self.request(move |engine| async move { engine.revert(&name).await.map(|()| true) }.boxed()).await
    }

    async fn redo(&self, count: Option<u32>) -> RpcResult<H256> {
        self.request(move |engine| {
            let count = count.map_or(engine.undone(), |count| count as usize);
            engine.redo(count).boxed()
        })
        .await
    }

    async fn save_state(&self, file: Option<String>) -> RpcResult<SavedState> {
        let (path, number, hash) =
            self.request(move |engine| ready(engine.save_state(file.as_deref())).boxed()).await?;
        Ok(SavedState { file: path.display().to_string(), number, hash })
    }

    async fn load_state(&self, file: Option<String>) -> RpcResult<LoadedState> {
        let (number, hash) = self.request(move |engine| ready(engine.load_state(file.as_deref())).boxed()).await?;
        Ok(LoadedState { number, hash })
    }

    async fn impersonate(&self, Account(account): Account, call: Value) -> RpcResult<Impersonated> {
        self.request(move |engine| async move { engine.impersonate(&account, &call).await }.boxed()).await
    }

    async fn dry_run(&self, wanted: DryRun) -> RpcResult<Tried> {
        self.request(move |engine| async move { engine.dry_run(&wanted).await }.boxed()).await
    }

    async fn set_balance(&self, Account(account): Account, Amount(free): Amount) -> RpcResult<H256> {
        self.change(move || books::set_balance(&account, free)).await
    }

    async fn fund(&self, Account(account): Account, amount: Option<Amount>) -> RpcResult<H256> {
        let Amount(amount) = amount.unwrap_or(DEFAULT_GIFT);
        self.change(move || books::fund(&account, amount)).await
    }

    async fn set_stake(&self, stake: NewStake) -> RpcResult<H256> {
        self.change(move || books::set_stake(&stake)).await
    }

    async fn set_price(&self, netuid: u16, Amount(price): Amount) -> RpcResult<H256> {
        self.change(move || books::set_price(netuid, price)).await
    }

    async fn set_sealing(&self, mode: Mode) -> RpcResult<()> {
        let text = match mode {
            Mode::Milliseconds(number) => number.to_string(),
            Mode::Name(name) => name,
        };
        let sealing = text.parse::<Sealing>();
        self.seal(sealing.map_err(|cure| error(format!("{text:?} is not a sealing mode: {cure}")))?).await
    }

    async fn set_block_build_mode(&self, mode: BuildMode) -> RpcResult<()> {
        self.seal(mode.sealing().map_err(error)?).await
    }

    fn progress(&self) -> RpcResult<Option<Report>> {
        Ok(self.engine()?.progress.report())
    }

    fn stop(&self) -> RpcResult<bool> {
        Ok(self.engine()?.progress.stop())
    }
}
