//! The statuses that a client hears of a transaction.

use futures::{future::ready, stream::BoxStream, FutureExt, StreamExt};
use futures_timer::Delay;
use sc_transaction_pool_api::TransactionStatus;
use sp_core::H256;
use std::time::{Duration, Instant};

type Status = TransactionStatus<H256, H256>;

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
    fn nothing_else_is_delayed() {
        let delay = Duration::from_secs(3_600);
        let others = vec![Status::Future, Status::Ready, Status::InBlock((BLOCK, 1)), Status::Retracted(BLOCK)];
        assert_eq!(heard(others.clone(), delay, false).0, others);
        // A client that did not hear of the block has nothing to fetch.
        let only_final = vec![Status::Finalized((BLOCK, 1))];
        assert_eq!(heard(only_final.clone(), delay, false).0, only_final);
    }
}
