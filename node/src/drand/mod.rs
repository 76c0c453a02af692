//! Brings the pulses of drand's quicknet to the chain: `--drand`.
//!
//! A task of the node fetches pulses from an API, or reads them from a file, and puts them into its own transaction pool as unsigned
//! transactions. They are neither sent to peers nor taken from them, so every author that opens ciphertexts needs `--drand`, or
//! somebody who submits pulses signed. The runtime verifies each pulse, in the pool and again in the block.
//!
//! Every round has a pulse, one in three seconds. At most [`MAX_PENDING`] wait in the pool, and which of them does not
//! follow from the time alone: on a chain with few blocks there is no room for all. First come the rounds that committed
//! weights wait for, then the latest, then the others in turn.
//!
//! A source that fails is asked again after a pause, which doubles up to a minute. The log tells of it once, and when it is over.

mod api;
mod pulse;
mod source;

pub use source::Source;

use crate::service::{
    state::stored,
    types::{FullClient, Pool},
};
use dtao_runtime::{Runtime, RuntimeCall, UncheckedExtrinsic};
use futures_timer::Delay;
use pallet_drand::{LastStoredRound, Pulses};
use pallet_subtensor::{validator_weights::timelocked::Line, TimelockedLine};
use pulse::Pulse;
use sc_client_api::{HeaderBackend, StorageProvider};
use sc_service::TaskManager;
use sc_transaction_pool_api::{
    error::{Error as PoolError, IntoPoolError},
    TransactionPool, TransactionSource,
};
use sp_core::{storage::StorageKey, H256};
use sp_runtime::transaction_validity::InvalidTransaction;
use std::{sync::Arc, time::Duration};

pub const LOG_TARGET: &str = "drand";

/// The most pulses in the pool. They take 160 ms of a block's weight.
const MAX_PENDING: usize = 8;

/// The time between two rounds.
const PERIOD: Duration = Duration::from_secs(3);

/// The pause while there are more rounds to submit.
const SHORT_PAUSE: Duration = Duration::from_millis(500);

/// The longest pause after failures.
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// Starts the task that submits pulses.
pub fn start(source: Source, client: Arc<FullClient>, pool: Arc<Pool>, tasks: &TaskManager) {
    let feed = Feed { client, pool, source, next: None, pending: Vec::new() };
    tasks.spawn_handle().spawn_blocking("drand", Some("drand"), feed.run());
}

/// Submits the pulses of a source.
struct Feed {
    client: Arc<FullClient>,
    pool: Arc<Pool>,
    source: Source,
    /// The next of the rounds that are submitted in turn. `None` before the first answer.
    next: Option<u64>,
    /// The submitted pulses that are in the pool: their rounds, and the hashes of their transactions.
    pending: Vec<(u64, H256)>,
}

impl Feed {
    async fn run(mut self) {
        let mut told: Option<String> = None;
        let mut pause = PERIOD;
        loop {
            match self.submit_next().await {
                Ok(has_more) => {
                    if told.take().is_some() {
                        log::info!(target: LOG_TARGET, "Pulses arrive again");
                    }
                    pause = if has_more { SHORT_PAUSE } else { PERIOD };
                }
                Err(error) => {
                    pause = (pause.max(PERIOD) * 2).min(MAX_PAUSE);
                    if told.as_ref() != Some(&error) {
                        log::warn!(target: LOG_TARGET, "No pulse, so nothing with a time lock opens: {error}");
                    }
                    told = Some(error);
                }
            }
            Delay::new(pause).await;
        }
    }

    /// Submits as many pulses as there is room for. Returns `true` if there are more.
    async fn submit_next(&mut self) -> Result<bool, String> {
        let Some(latest) = self.source.latest().await? else { return Ok(false) };
        let best = self.client.info().best_hash;
        self.pending.retain(|(_, hash)| self.pool.ready_transaction(hash).is_some());
        let rounds = self.choose(best, latest.round)?;
        let mut outcome = Ok(());
        for round in &rounds {
            let pulse = if *round == latest.round { Some(latest.clone()) } else { self.source.pulse(*round).await? };
            let submitted = match pulse {
                Some(pulse) => self.submit(best, &pulse).await,
                None => Ok(()),
            };
            // The others may be true.
            outcome = outcome.and(submitted);
        }
        outcome.map(|()| !rounds.is_empty())
    }

    /// Returns the rounds to submit next, and advances past those that are done.
    fn choose(&mut self, at: H256, latest: u64) -> Result<Vec<u64>, String> {
        let last = stored(&self.client, at, &LastStoredRound::<Runtime>::hashed_key())?.unwrap_or(0);
        let waiting: Line = stored(&self.client, at, &TimelockedLine::<Runtime>::hashed_key())?.unwrap_or_default();
        let waiting: Vec<u64> = waiting.iter().map(|batch| batch.next_round).collect();
        let next = self.next.unwrap_or_else(|| self.source.first_round(last, latest));
        let is_wanted = |round: &u64| !self.is_pending(*round) && !self.is_stored(at, *round);
        let in_turn = self.source.rounds(next, latest).skip_while(|round| !is_wanted(round));
        let room = MAX_PENDING.saturating_sub(self.pending.len());
        let rounds = first_of(&waiting, latest, in_turn, is_wanted, room);
        // A round that fails is not tried again in turn, only if somebody waits for it.
        let done = self.source.rounds(next, latest).take_while(|round| !is_wanted(round) || rounds.contains(round));
        self.next = Some(done.last().map_or(next, |round| round.saturating_add(1)));
        Ok(rounds)
    }

    fn is_pending(&self, round: u64) -> bool {
        self.pending.iter().any(|(of, _)| *of == round)
    }

    fn is_stored(&self, at: H256, round: u64) -> bool {
        let key = StorageKey(Pulses::<Runtime>::hashed_key_for(round));
        matches!(self.client.storage_hash(at, &key), Ok(Some(_)))
    }

    async fn submit(&mut self, at: H256, pulse: &Pulse) -> Result<(), String> {
        let Pulse { round, signature } = *pulse;
        let call = RuntimeCall::Drand(pallet_drand::Call::write_pulse { round, signature });
        let transaction = UncheckedExtrinsic::new_bare(call).into();
        let error = match self.pool.submit_one(at, TransactionSource::Local, transaction).await {
            Ok(hash) => {
                self.pending.push((round, hash));
                return Ok(());
            }
            Err(error) => error,
        };
        match error.into_pool_error() {
            // It is stored, or too old, or was in a block that was reverted.
            Ok(PoolError::InvalidTransaction(InvalidTransaction::Stale))
            | Ok(PoolError::AlreadyImported(_) | PoolError::TemporarilyBanned) => Ok(()),
            Ok(PoolError::InvalidTransaction(InvalidTransaction::BadProof)) => {
                Err(format!("the signature of round {round} is not quicknet's"))
            }
            Ok(error) => Err(format!("the pool refuses round {round}: {error}")),
            Err(error) => Err(format!("the pool refuses round {round}: {error}")),
        }
    }
}

/// Returns at most `room` wanted rounds: first those that somebody waits for, then the latest, then the others in turn.
fn first_of(
    waiting: &[u64],
    latest: u64,
    in_turn: impl Iterator<Item = u64>,
    is_wanted: impl Fn(&u64) -> bool,
    room: usize,
) -> Vec<u64> {
    let mut rounds = Vec::new();
    let urgent = waiting.iter().copied().filter(|round| *round <= latest).chain([latest]);
    for round in urgent.chain(in_turn) {
        if rounds.len() >= room {
            break;
        }
        if !rounds.contains(&round) && is_wanted(&round) {
            rounds.push(round);
        }
    }
    rounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_that_weights_wait_for_come_first_then_the_latest() {
        let first = |waiting: &[u64], room| first_of(waiting, 100, 90..=100, |round| *round != 91, room);
        assert_eq!(first(&[], 4), [100, 90, 92, 93]);
        assert_eq!(first(&[95, 50, 95], 4), [95, 50, 100, 90]);
        // A round of the future, and one that is stored or in the pool.
        assert_eq!(first(&[101, 91], 2), [100, 90]);
        assert!(first(&[50], 0).is_empty());
        assert_eq!(first(&[], 99).len(), 10);
    }
}
