//! `dtao_history`: series of the pools' quantities over blocks, read from the states that the node keeps.
//!
//! The node reads the stored pools of the chosen blocks and executes nothing, so that three hundred blocks of 64 subnets take a fifth of
//! a second. A development chain keeps every state; another node answers for the blocks whose states it keeps.
//!
//! | module | content |
//! |---|---|
//! | [`request`] | the parameters, their bounds, and the choice of the blocks |
//! | [`state`] | reads the pools of one block |
//! | [`fields`] | the quantities of a pool |
//! | [`answer`] | the series |
//! | [`fault`] | the errors |

mod answer;
mod fault;
mod fields;
mod request;
mod state;

use crate::{
    openrpc::{described, schema::by_schemars},
    service::types::FullClient,
};
use answer::Answer;
use fault::{changed, unavailable};
use jsonrpsee::{
    core::{async_trait, RpcResult},
    proc_macros::rpc,
    types::ErrorObjectOwned,
};
use request::{oldest, Plan, Request};
use sc_client_api::HeaderBackend;
use serde_json::value::{to_raw_value, RawValue};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The requests that are read at the same time. Each takes a processor for a time.
const MAX_READ: usize = 2;

/// The requests that are read or wait for their turn.
const MAX_WAITING: usize = 64;

described! {
    /// The method.
    pub trait History {
        /// Returns quantities of subnets' pools in the states after chosen blocks of a range.
        ///
        /// Example: `[{ "netuid": 1, "from": 0, "points": 10, "fields": ["price", "share"] }]`
        #[method(name = "dtao_history")]
        async fn history(&self, request: Request) -> RpcResult<Box<RawValue>>;
    }
}

by_schemars!(Request);

/// The implementation.
pub struct StateHistory {
    client: Arc<FullClient>,
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl StateHistory {
    pub fn new(client: Arc<FullClient>) -> Self {
        let of = |permits| Arc::new(Semaphore::new(permits));
        Self { client, turns: of(MAX_READ), places: of(MAX_WAITING) }
    }
}

#[async_trait]
impl HistoryServer for StateHistory {
    async fn history(&self, request: Request) -> RpcResult<Box<RawValue>> {
        let plan = request.plan()?;
        let _place =
            self.places.try_acquire().map_err(|_| unavailable("too many requests for histories wait: ask again"))?;
        let turn = self.turns.clone().acquire_owned().await.map_err(unavailable)?;
        let client = self.client.clone();
        let work = move || {
            let _turn = turn;
            read(&client, &plan)
        };
        tokio::task::spawn_blocking(work).await.map_err(unavailable)?
    }
}

fn read(client: &FullClient, plan: &Plan) -> Result<Box<RawValue>, ErrorObjectOwned> {
    let chain = client.info();
    let oldest = oldest(chain.best_number, |number| state::is_kept(client, number));
    let blocks = plan.blocks(chain.best_number, oldest)?;
    let states =
        blocks.iter().map(|number| state::read(client, *number, plan.netuid)).collect::<Result<Vec<_>, _>>()?;
    // Numbers led to the ancestors of this block for as long as it is in the chain.
    if client.hash(chain.best_number).map_err(unavailable)? != Some(chain.best_hash) {
        return Err(changed());
    }
    let answer = Answer::new((chain.best_number, chain.best_hash), oldest, &blocks, &states, plan)?;
    to_raw_value(&answer).map_err(unavailable)
}
