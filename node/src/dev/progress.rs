//! The progress of a long run of blocks.

use parking_lot::Mutex;
use schemars::JsonSchema;
use serde::Serialize;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// The period of progress lines in the log.
const REPORT_PERIOD: Duration = Duration::from_secs(1);

/// The most remaining blocks of a run that other requests wait for, about a second of work.
const LONG_RUN: u32 = 1_000;

/// The current run of blocks, if there is one. Clones share the same run.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Mutex<Option<Run>>>);

#[derive(Clone, Copy, Debug)]
struct Run {
    started: Instant,
    reported: Instant,
    made: u32,
    of: u32,
    stopped: bool,
}

/// The answer of `dev_progress`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub made: u32,
    pub of: u32,
    /// The average.
    pub blocks_per_second: u64,
    /// The time for the remaining blocks at this rate, rounded up.
    pub seconds_left: u64,
}

impl Run {
    fn report(&self, now: Instant) -> Report {
        let elapsed = now.duration_since(self.started).as_secs_f64();
        let rate = f64::from(self.made) / elapsed.max(0.001);
        let left = f64::from(self.of.saturating_sub(self.made)) / rate.max(0.001);
        Report { made: self.made, of: self.of, blocks_per_second: rate as u64, seconds_left: left.ceil() as u64 }
    }
}

impl Progress {
    pub fn report(&self) -> Option<Report> {
        self.0.lock().map(|run| run.report(Instant::now()))
    }

    pub fn begin(&self, of: u32) {
        let now = Instant::now();
        *self.0.lock() = Some(Run { started: now, reported: now, made: 0, of, stopped: false });
    }

    /// Counts a block, and logs the progress once in [`REPORT_PERIOD`].
    pub fn step(&self) {
        let mut run = self.0.lock();
        let Some(run) = run.as_mut() else { return };
        run.made = run.made.saturating_add(1);
        let now = Instant::now();
        if now.duration_since(run.reported) < REPORT_PERIOD || run.made >= run.of {
            return;
        }
        run.reported = now;
        let Report { made, of, blocks_per_second, seconds_left } = run.report(now);
        log::info!("⏩ {made} of {of} blocks, {blocks_per_second} a second, {seconds_left} s left");
    }

    /// Fails while a run has so many blocks left that nobody should wait for its end.
    pub fn ensure_short(&self) -> Result<(), String> {
        match self.report() {
            Some(run) if run.of.saturating_sub(run.made) > LONG_RUN => {
                Err(format!("a run of {} blocks is under way, {} s left: dev_stop ends it", run.of, run.seconds_left))
            }
            _ => Ok(()),
        }
    }

    /// Requests the end of the run. Returns `false` if there is none.
    pub fn stop(&self) -> bool {
        let mut run = self.0.lock();
        if let Some(run) = run.as_mut() {
            run.stopped = true;
        }
        run.is_some()
    }

    pub fn is_stopped(&self) -> bool {
        self.0.lock().is_some_and(|run| run.stopped)
    }

    pub fn end(&self) {
        *self.0.lock() = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_shown_while_it_lasts() {
        let progress = Progress::default();
        assert_eq!(progress.report(), None);
        progress.begin(3);
        progress.step();
        let report = progress.report().unwrap();
        assert_eq!((report.made, report.of), (1, 3));
        assert!(!progress.is_stopped());
        assert!(progress.stop() && progress.is_stopped());
        progress.end();
        assert!(!progress.stop() && !progress.is_stopped());
        assert_eq!(progress.report(), None);
        progress.step();
        assert_eq!(progress.report(), None);
    }

    #[test]
    fn nobody_waits_for_a_long_run() {
        let progress = Progress::default();
        assert_eq!(progress.ensure_short(), Ok(()));
        progress.begin(LONG_RUN + 1);
        let error = progress.ensure_short().unwrap_err();
        assert!(error.starts_with("a run of 1001 blocks") && error.contains("dev_stop"), "{error}");
        progress.step();
        assert_eq!(progress.ensure_short(), Ok(()));
    }

    #[test]
    fn the_rest_takes_as_long_at_the_same_rate() {
        let started = Instant::now();
        let run = Run { started, reported: started, made: 100, of: 350, stopped: false };
        let report = run.report(started + Duration::from_secs(2));
        assert_eq!((report.blocks_per_second, report.seconds_left), (50, 5));
    }
}
