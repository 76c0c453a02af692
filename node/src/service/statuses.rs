//! The statuses that a client hears of a transaction.

use futures::{
    future::ready,
    stream::{self, BoxStream},
    FutureExt, StreamExt,
};
use futures_timer::Delay;
use sc_transaction_pool_api::TransactionStatus;
use sp_core::H256;
use std::time::{Duration, Instant};

type Status = TransactionStatus<H256, H256>;

/// Puts `Ready` before `InBlock`.
///
/// The pool wakes the author of instant blocks before it tells the watchers that a transaction is ready. On a busy machine the block may
/// be made and final in between: then `Ready` comes too late, or not at all.
pub fn ready_before_block(statuses: BoxStream<'_, Status>) -> BoxStream<'_, Status> {
    let ordered = statuses.scan((false, false), |(was_ready, in_block), status| {
        let told = match status {
            Status::Ready if *in_block => vec![],
            Status::InBlock(_) if !*was_ready => vec![Status::Ready, status],
            other => vec![other],
        };
        for status in &told {
            *was_ready |= matches!(status, Status::Ready);
            *in_block = matches!(status, Status::InBlock(_));
        }
        ready(Some(stream::iter(told)))
    });
    ordered.flatten().boxed()
}

/// Lets at least `delay` pass between `InBlock` and `Finalized`.
///
/// A block of a single author is final at once. Some clients, polkadot.js among them, fetch the block when they hear of it and give that
/// up when the next status arrives, so that they never report a transaction as included. A transaction whose block `is_reverted` by then
/// is reported as invalid, like every transaction that waits when blocks are reverted.
pub fn delay_finality<'a>(
    statuses: BoxStream<'a, Status>,
    delay: Duration,
    is_reverted: impl Fn(H256) -> bool + Clone + Send + 'a,
) -> BoxStream<'a, Status> {
    let spaced = statuses.scan(None, move |due, status| match status {
        Status::InBlock(_) => {
            *due = Some(Instant::now() + delay);
            ready(Some(status)).boxed()
        }
        Status::Finalized((block, _)) => {
            let wait = due.map_or(Duration::ZERO, |due: Instant| due.saturating_duration_since(Instant::now()));
            let is_reverted = is_reverted.clone();
            let late = move |()| Some(if is_reverted(block) { Status::Invalid } else { status });
            Delay::new(wait).map(late).boxed()
        }
        other => ready(Some(other)).boxed(),
    });
    spaced.boxed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{executor::block_on, stream};

    const BLOCK: H256 = H256::repeat_byte(7);

    fn heard(statuses: Vec<Status>, delay: Duration, is_reverted: bool) -> (Vec<Status>, Duration) {
        let start = Instant::now();
        let all = delay_finality(stream::iter(statuses).boxed(), delay, move |_| is_reverted);
        (block_on(all.collect()), start.elapsed())
    }

    fn life() -> Vec<Status> {
        vec![Status::Ready, Status::InBlock((BLOCK, 1)), Status::Finalized((BLOCK, 1))]
    }

    #[test]
    fn final_is_reported_after_the_delay_and_in_its_place() {
        let delay = Duration::from_millis(20);
        let (statuses, time) = heard(life(), delay, false);
        assert_eq!(statuses, life());
        assert!(time >= delay);
    }

    #[test]
    fn a_status_of_a_reverted_block_becomes_invalid() {
        let expected = [Status::Ready, Status::InBlock((BLOCK, 1)), Status::Invalid];
        assert_eq!(heard(life(), Duration::ZERO, true).0, expected);
    }

    #[test]
    fn ready_is_told_before_the_block_and_once() {
        let told = |statuses| block_on(ready_before_block(stream::iter(statuses).boxed()).collect::<Vec<_>>());
        let [ready, in_block, last] = life().try_into().unwrap();
        assert_eq!(told(life()), life());
        assert_eq!(told(vec![in_block.clone(), last.clone()]), life());
        assert_eq!(told(vec![in_block.clone(), ready.clone(), last.clone()]), life());
        // A transaction of a block that was retracted is ready again.
        let again = [life(), vec![Status::Retracted(BLOCK)], life()].concat();
        assert_eq!(told(again.clone()), again);
        let waiting = vec![Status::Future, ready, in_block, last];
        assert_eq!(told(waiting.clone()), waiting);
    }

    #[test]
    fn nothing_else_is_delayed() {
        let delay = Duration::from_secs(3_600);
        let others = vec![Status::Future, Status::Ready, Status::InBlock((BLOCK, 1)), Status::Retracted(BLOCK)];
        assert_eq!(heard(others.clone(), delay, false).0, others);
        // A client that did not hear of the block has nothing to fetch.
        let only_final = vec![Status::Finalized((BLOCK, 1))];
        assert_eq!(heard(only_final.clone(), delay, false).0, only_final);
    }
}
