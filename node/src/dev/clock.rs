//! The timestamps of blocks.

/// The source of timestamps, in milliseconds since 1970: the machine's clock, shifted by time travels.
///
/// Timestamps increase strictly. If blocks are built faster than the clock ticks, or if the machine's clock was set back, a block
/// has the timestamp of its parent plus one millisecond. So a chain that seals quickly stays close to the true time, which it would
/// not if each block used a slot of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// The chain's time minus the machine's.
    ahead: i64,
    /// The timestamp of the next block, if a time travel has set it.
    next: Option<u64>,
}

impl Clock {
    /// Returns the timestamp of the next block, given the machine's time and the parent's timestamp.
    pub fn time(&self, machine: u64, last: Option<u64>) -> u64 {
        let clock = self.next.or_else(|| machine.checked_add_signed(self.ahead)).unwrap_or(machine);
        last.and_then(|last| last.checked_add(1)).map_or(clock, |earliest| clock.max(earliest))
    }

    /// Sets the timestamp of the next block. Later blocks advance from there with the machine's clock. Fails unless `to` is later
    /// than the last block.
    pub fn travel(&mut self, to: u64, last: Option<u64>) -> Result<(), String> {
        if last.is_some_and(|last| to <= last) {
            return Err(format!(
                "time does not go back: the last block has {} ms since 1970, and {to} is not later",
                last.unwrap_or_default()
            ));
        }
        if i64::try_from(to).is_err() {
            return Err(format!("{to} ms since 1970 is more than a timestamp holds"));
        }
        self.next = Some(to);
        Ok(())
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

    #[test]
    fn a_block_carries_the_time_of_the_machine() {
        let clock = Clock::default();
        assert_eq!(clock.time(1_700_000_000_000, None), 1_700_000_000_000);
        assert_eq!(clock.time(1_700_000_000_000, Some(1_600_000_000_000)), 1_700_000_000_000);
    }

    #[test]
    fn blocks_of_one_millisecond_or_of_a_clock_set_back_still_follow_each_other_in_time() {
        let clock = Clock::default();
        assert_eq!(clock.time(5_000, Some(5_000)), 5_001);
        assert_eq!(clock.time(5_000, Some(5_001)), 5_002);
        assert_eq!(clock.time(1_000, Some(9_000)), 9_001);
        assert_eq!(clock.time(1_000, Some(u64::MAX)), 1_000);
    }

    #[test]
    fn after_a_travel_the_next_block_carries_that_time_and_the_others_go_on_from_there() {
        let mut clock = Clock::default();
        clock.travel(50_000, Some(10_000)).unwrap();
        assert_eq!(clock.time(10_500, Some(10_000)), 50_000);
        assert_eq!(clock.time(11_500, Some(10_000)), 50_000);
        clock.passed(11_500);
        assert_eq!(clock.time(11_700, Some(50_000)), 50_200);
        clock.travel(50_300, Some(50_200)).unwrap();
        clock.passed(12_000);
        assert_eq!(clock.time(12_001, Some(50_300)), 50_301);
    }

    #[test]
    fn one_can_travel_back_to_any_time_after_the_last_block() {
        let mut clock = Clock::default();
        clock.travel(20_000, Some(10_000)).unwrap();
        clock.passed(90_000);
        assert_eq!(clock.time(90_010, Some(20_000)), 20_010);
    }

    #[test]
    fn nobody_travels_to_where_blocks_are_already() {
        let mut clock = Clock::default();
        for wrong in [0, 9_999, 10_000] {
            let error = clock.travel(wrong, Some(10_000)).unwrap_err();
            assert!(error.contains("10000 ms"), "{error}");
        }
        assert!(clock.travel(u64::MAX, None).is_err());
        assert_eq!(clock, Clock::default());
    }
}
