//! What workers report, and what follows from it.

use std::rc::Rc;

use super::{Effect, Notice, Session, WorkerId};
use crate::{Command, Event, Problem};

impl<F: Clone, B> Session<F, B> {
    /// A worker reports an event, with buffers or text attached. Events of workers that have ended are dropped.
    pub fn on_event(&mut self, worker: WorkerId, event: Event, attached: B) {
        if !self.running.contains(&worker) {
            return;
        }
        match event {
            Event::Reading { bytes, rows, .. } => self.progress(worker, bytes, rows),
            Event::CanLeaveTail { .. } | Event::TailLeft { .. } | Event::TailAppended { .. } | Event::Read { .. } => {
                self.on_reader(worker, event);
            }
            Event::TailRead { tail } => _ = self.pass_tail(worker, tail, Some(attached)),
            Event::SplitOffered { choices } => self.publish(Notice::SplitOffered(Rc::new(choices))),
            Event::SplitCounted { by, rows } => self.publish(Notice::SplitCounted { by, rows }),
            Event::Split { rows } => {
                self.on_split();
                self.publish(Notice::Split { rows });
                self.compare();
            }
            Event::Given { side, to, label, sample } => {
                self.hand_over(Command::Adopt { side, label, sample }, to, attached);
            }
            Event::PeriodFound { job, outline } => self.on_period(worker, job, outline, attached),
            Event::WindowsFound { job, plan } => self.on_windows(worker, job, plan, attached),
            Event::BarFound { job } => self.on_bar(worker, job, attached),
            Event::BarDescribed { job } => self.pass_bar(job, attached),
            Event::NoBar { job } => self.on_small_bar(job),
            Event::DescribedAhead { job } => self.describe_next(worker, job),
            Event::CountedFinely { job, column, buckets } => {
                self.keep_fine_counts(worker, job, (column, buckets), attached)
            }
            Event::Comparing { job, done, .. } => self.on_compared_columns(worker, job, done),
            Event::Described { job, rows } => self.pass_described(job, rows, attached),
            Event::Compared { job } if self.is_wanted(job) => {
                self.effects.push(Effect::ParseReport { worker, job, report: attached });
            }
            Event::Compared { .. } => {}
            Event::Fingerprinted { sha256 } => {
                if let Some(side) = self.hashing(worker) {
                    self.on_fingerprints(side, sha256);
                }
            }
            Event::Failed { problem: problem @ Problem::Unsplittable { .. }, .. } => self.fail(None, problem),
            Event::Failed { job, problem: problem @ Problem::NoPeriod { .. } } => self.on_no_period(job, problem),
            Event::Failed { job: None, problem: Problem::Crashed { message } } => self.on_worker_lost(worker, message),
            Event::Failed { job, problem } => self.on_failed(worker, job, problem),
            // No worker of a session is asked for it.
            Event::Verified { .. } | Event::BesideRead { .. } | Event::FirstRead { .. } => {}
        }
    }

    /// The reader of a side reports how it goes on.
    fn on_reader(&mut self, worker: WorkerId, event: Event) {
        let Some(side) = self.reading(worker) else { return };
        match event {
            Event::CanLeaveTail { file } => self.leave_tail(side, file),
            Event::TailLeft { file, from } => self.read_tail(side, file, from),
            Event::TailAppended { bytes, rows } => {
                self.tails[side.index()] = None;
                self.progress(worker, bytes, rows);
            }
            Event::Read { rows, skipped, read_as, columns, .. } => {
                self.end_reading(side, rows);
                self.publish(Notice::Read { side, rows, skipped, read_as });
                self.place(side, columns);
            }
            _ => {}
        }
    }

    /// A piece of work ended in a problem that was foreseen. Its worker is as good as before, but has nothing to keep.
    fn on_failed(&mut self, worker: WorkerId, job: Option<u32>, problem: Problem) {
        // The reader of the beginning reads on, and reports the problem itself.
        if self.pass_tail(worker, None, None) {
            return;
        }
        if let Some(side) = self.hashing(worker) {
            self.hashers[side.index()] = None;
            self.show();
            return self.fail(None, problem);
        }
        let side = self.reading(worker);
        match side {
            Some(side) => self.drop_reader(side),
            None if job.is_none() => {}
            None if job != Some(self.comparison) => return,
            None => self.comparison = 0,
        }
        self.fail(side, problem);
    }
}
