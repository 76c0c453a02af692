//! The payouts of a subnet, as agents that live by them watch for them.

use super::after;
use crate::measure;
use dtao_primitives::NetUid;

/// Watches for the payouts of a subnet.
#[derive(Clone, Copy, Debug)]
pub struct Payouts {
    netuid: NetUid,
    /// The block of the last payout that was seen; `None` before the first look.
    seen: Option<u64>,
}

impl Payouts {
    /// Watches a subnet. Payouts before the first look do not count.
    pub fn of(netuid: NetUid) -> Self {
        Self { netuid, seen: None }
    }

    /// Returns `true` if there was a payout since the last look.
    pub fn passed(&mut self) -> bool {
        let last = measure::pool(self.netuid.get()).map_or(0, |pool| pool.last_payout);
        let before = self.seen.replace(last);
        before.is_some_and(|before| last > before)
    }

    /// Returns the block of the next payout, or the next block if it is late. A subnet that does not exist is looked at later.
    pub fn next(&self, block: u32) -> u32 {
        const LATER: u32 = 360;
        let due = measure::pool(self.netuid.get()).and_then(|pool| u32::try_from(pool.next_payout).ok());
        due.map_or(after(block, LATER), |due| due.max(after(block, 1)))
    }
}
