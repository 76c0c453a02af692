//! The timestamps of blocks.

/// Returns the machine's time in milliseconds since 1970.
pub fn machine_time() -> u64 {
    sp_timestamp::Timestamp::current().as_millis()
}

/// The last timestamp that a client may set: the end of the year 9999. Clients cannot show later dates.
pub const MAX_TIME: u64 = 253_402_300_799_999;

/// The source of timestamps, in milliseconds since 1970: the machine's clock, shifted by time travels.
///
/// Each block has a slot of its own. If blocks are built faster than that, or if the machine's clock was set back, a block begins the
/// slot after its parent's, so the chain's time may be ahead of the machine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The duration of a slot.
    slot: u64,
    /// The chain's time minus the machine's.
    ahead: i64,
    /// The timestamp of the next block, if a time travel has set it.
    next: Option<u64>,
}

impl Clock {
    pub fn new(slot: u64) -> Self {
        Self { slot: slot.max(1), ahead: 0, next: None }
    }

    /// Returns the duration of a slot, in milliseconds.
    pub fn slot(&self) -> u64 {
        self.slot
    }

    /// Returns the timestamp of the next block, given the machine's time and the parent's timestamp.
    pub fn time(&self, machine: u64, last: Option<u64>) -> u64 {
        let clock = self.next.or_else(|| machine.checked_add_signed(self.ahead)).unwrap_or(machine);
        last.and_then(|last| self.slot_after(last)).map_or(clock, |earliest| clock.max(earliest))
    }

    /// Returns the start of the slot after the one of a timestamp, or `None` if that is more than a timestamp holds.
    pub fn slot_after(&self, time: u64) -> Option<u64> {
        (time / self.slot).checked_add(1)?.checked_mul(self.slot)
    }

    /// Sets the timestamp of the next block. Later blocks advance from there with the machine's clock. Fails unless the slot of `to` is
    /// later than that of the last block, and not after [`MAX_TIME`].
    pub fn travel(&mut self, to: u64, last: Option<u64>) -> Result<(), String> {
        let earliest = last.map_or(Some(0), |last| self.slot_after(last));
        if let (Some(last), true) = (last, earliest.is_none_or(|earliest| to < earliest)) {
            return Err(format!(
                "time does not go back, and each block has a slot of {} ms of its own: the last block has {last} ms since 1970, and {to} \
                 is not in a later slot",
                self.slot
            ));
        }
        if to > MAX_TIME {
            return Err(format!("{to} ms since 1970 is after the year 9999: clients cannot show such a date"));
        }
        self.next = Some(to);
        Ok(())
    }

    /// Lets the next blocks continue from the block with the timestamp `last`, the best one after a revert. Forgets time travels.
    pub fn continue_from(&mut self, last: Option<u64>, machine: u64) {
        let ahead = last.and_then(|last| last.checked_signed_diff(machine)).unwrap_or_default();
        *self = Self { ahead, next: None, ..*self };
    }

    /// Lets a chain that was started again continue from its last block, if that is ahead of the machine's clock.
    pub fn resume(&mut self, last: Option<u64>, machine: u64) {
        if last.is_some_and(|last| last > machine) {
            self.continue_from(last, machine);
        }
    }

    /// Records that a block with the timestamp of [`Self::time`] was built.
    pub fn passed(&mut self, machine: u64) {
        let travelled = self.next.take();
        let ahead = travelled.and_then(|time| time.checked_signed_diff(machine));
        self.ahead = ahead.unwrap_or(self.ahead);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOT: u64 = 1_000;

    #[test]
    fn a_block_carries_the_time_of_the_machine() {
        let clock = Clock::new(SLOT);
        assert_eq!(clock.time(1_700_000_000_007, None), 1_700_000_000_007);
        assert_eq!(clock.time(1_700_000_000_007, Some(1_600_000_000_000)), 1_700_000_000_007);
    }

    #[test]
    fn each_block_has_a_slot_of_its_own_however_fast_they_follow() {
        let clock = Clock::new(SLOT);
        assert_eq!(clock.time(5_000, Some(4_999)), 5_000);
        assert_eq!(clock.time(5_900, Some(5_000)), 6_000);
        assert_eq!(clock.time(5_900, Some(6_000)), 7_000);
        assert_eq!(clock.time(1_000, Some(9_000)), 10_000);
        assert_eq!(clock.time(1_000, Some(u64::MAX)), 1_000);
    }

    #[test]
    fn after_a_travel_the_next_block_carries_that_time_and_the_others_go_on_from_there() {
        let mut clock = Clock::new(SLOT);
        clock.travel(50_000, Some(10_000)).unwrap();
        assert_eq!(clock.time(10_500, Some(10_000)), 50_000);
        assert_eq!(clock.time(11_500, Some(10_000)), 50_000);
        clock.passed(11_500);
        assert_eq!(clock.time(13_700, Some(50_000)), 52_200);
        clock.travel(53_300, Some(52_200)).unwrap();
        clock.passed(14_000);
        assert_eq!(clock.time(15_001, Some(53_300)), 54_301);
    }

    #[test]
    fn one_can_travel_back_to_any_slot_after_the_last_block() {
        let mut clock = Clock::new(SLOT);
        clock.travel(20_000, Some(10_000)).unwrap();
        clock.passed(90_000);
        assert_eq!(clock.time(91_010, Some(20_000)), 21_010);
        clock.travel(22_000, Some(21_010)).unwrap();
    }

    #[test]
    fn after_going_back_the_time_continues_from_the_new_head() {
        let mut clock = Clock::new(SLOT);
        clock.travel(90_000, Some(10_000)).unwrap();
        clock.passed(11_000);
        clock.travel(95_000, Some(90_000)).unwrap();
        clock.continue_from(Some(10_000), 12_000);
        assert_eq!(clock.time(13_500, Some(10_000)), 11_500);
        clock.continue_from(None, 13_000);
        assert_eq!(clock, Clock::new(SLOT));
    }

    #[test]
    fn a_chain_that_is_started_again_goes_on_from_a_time_that_is_ahead() {
        let mut clock = Clock::new(SLOT);
        clock.resume(Some(10_000), 50_000);
        assert_eq!(clock.time(50_000, Some(10_000)), 50_000);
        clock.resume(Some(90_000), 50_000);
        assert_eq!(clock.time(50_007, Some(90_000)), 91_000);
        assert_eq!(clock.time(57_500, Some(91_000)), 97_500);
    }

    #[test]
    fn nobody_travels_to_where_blocks_are_already() {
        let mut clock = Clock::new(SLOT);
        for wrong in [0, 9_999, 10_000, 10_999] {
            let error = clock.travel(wrong, Some(10_000)).unwrap_err();
            assert!(error.contains("10000 ms"), "{error}");
        }
        for late in [MAX_TIME + 1, i64::MAX as u64, u64::MAX] {
            assert!(clock.travel(late, None).unwrap_err().contains("year 9999"));
        }
        assert!(clock.travel(u64::MAX, Some(u64::MAX)).is_err());
        assert_eq!(clock, Clock::new(SLOT));
    }
}
