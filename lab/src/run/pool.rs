//! Many runs on several threads. Their results come in the order of the jobs.

use super::{
    plan::Job,
    single::{run, Finished},
};
use crate::scenario::study::Study;
use std::{
    collections::BTreeMap,
    panic::{catch_unwind, AssertUnwindSafe},
    sync::{
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{sync_channel, SyncSender},
        Condvar, Mutex, PoisonError,
    },
    thread,
};

/// The number of results that may wait for an earlier one, for each thread.
const AHEAD: usize = 4;

/// The number of blocks after which a thread reports its progress and looks for a request to stop.
const STRIDE: u32 = 64;

/// The progress of a study, which other threads may read and end.
#[derive(Debug, Default)]
pub struct Progress {
    /// Blocks that are built.
    pub blocks: AtomicU64,
    /// `true` if runs shall stop.
    pub stop: AtomicBool,
}

impl Progress {
    /// Asks all runs to stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Returns `true` if runs shall stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The jobs that are handed out, and the number of those whose results are taken.
struct Queue {
    next: usize,
    taken: usize,
}

type Sent = (usize, Result<Finished, String>);

/// Runs jobs on several threads, and passes their results to `take` in the order of the jobs. Ends early, without an error, when
/// [`Progress::stop`] is called, and with the first error of a run or of `take`.
pub fn run_all(
    study: &Study,
    jobs: &[Job],
    threads: usize,
    progress: &Progress,
    mut take: impl FnMut(&Job, Finished) -> Result<(), String>,
) -> Result<(), String> {
    let queue = (Mutex::new(Queue { next: 0, taken: 0 }), Condvar::new());
    let threads = threads.clamp(1, jobs.len().max(1));
    let (sender, receiver) = sync_channel::<Sent>(threads);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, queue) = (sender.clone(), &queue);
            scope.spawn(move || work(study, jobs, threads, progress, queue, &sender));
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut taken = 0;
        let mut failure = None;
        for (number, result) in receiver {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&taken) {
                let job = &jobs[taken];
                let done = result.and_then(|finished| if failure.is_none() { take(job, finished) } else { Ok(()) });
                if let Err(what) = done {
                    failure.get_or_insert(what);
                    progress.stop();
                }
                taken += 1;
                queue.0.lock().unwrap_or_else(PoisonError::into_inner).taken = taken;
                queue.1.notify_all();
            }
        }
        failure.map_or(Ok(()), Err)
    })
}

fn work(
    study: &Study,
    jobs: &[Job],
    threads: usize,
    progress: &Progress,
    (queue, changed): &(Mutex<Queue>, Condvar),
    sender: &SyncSender<Sent>,
) {
    loop {
        let number = {
            let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            while queue.next < jobs.len() && queue.next >= queue.taken + threads * AHEAD && !progress.is_stopped() {
                queue = changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
            let number = queue.next;
            queue.next += 1;
            number
        };
        let Some(job) = jobs.get(number).filter(|_| !progress.is_stopped()) else { break };
        // Nothing is sent of a job that was stopped.
        let Some(result) = run_job(study, job, progress).transpose() else { break };
        if sender.send((number, result)).is_err() {
            break;
        }
    }
    changed.notify_all();
}

/// Runs one job. A panic is an error of the run.
fn run_job(study: &Study, job: &Job, progress: &Progress) -> Result<Option<Finished>, String> {
    let mut since = 0;
    let mut proceed = |blocks: u32| {
        since += blocks;
        if since < STRIDE {
            return true;
        }
        progress.blocks.fetch_add(u64::from(std::mem::take(&mut since)), Ordering::Relaxed);
        !progress.is_stopped()
    };
    let name = || format!("run {} under rule {}", job.run, study.rows[job.row].scenario.rules[job.rule].name);
    let ended = catch_unwind(AssertUnwindSafe(|| run(study, job, &mut proceed)));
    progress.blocks.fetch_add(since.into(), Ordering::Relaxed);
    match ended {
        Ok(result) => result.map_err(|what| format!("{}: {what}", name())),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(format!("{} ended with a panic: {}", name(), text.unwrap_or_default()))
        }
    }
}
