//! What the workers say, and what follows from it.

use std::rc::Rc;

use js_sys::Array;

use super::Client;
use crate::browser::{after, read_report, soon};
use crate::state::Action;
use driftscope_session::{Command, Event, Problem};

/// Milliseconds within which a browser begins to draw what has changed.
const FRAME: i32 = 34;

impl Client {
    /// A worker, known by the job it was started for, has said something.
    pub(super) fn hear(&self, worker: u32, message: &Array) {
        let text = message.shift().as_string().unwrap_or_default();
        let event = match driftscope_report::value_from_json(&text) {
            Ok(event) => event,
            Err(error) => return self.crashed(worker, error.to_string()),
        };
        let reading = self.0.borrow().reading(worker);
        match event {
            Event::Reading { bytes, rows, .. } => {
                let rest = self.0.borrow().reading_rest(worker);
                let progress = self.0.borrow_mut().progress_of_reading(reading, rest, (bytes, rows));
                progress.into_iter().for_each(|progress| self.tell(progress));
            }
            Event::CanLeaveTail { file } => {
                if let Some(side) = reading {
                    self.divide(side, file);
                }
            }
            Event::TailLeft { file, from } => {
                if let Some(side) = reading {
                    self.read_rest(side, file, from);
                }
            }
            Event::TailRead { tail } => _ = self.pass_rest(worker, tail, message),
            Event::TailAppended { bytes, rows } => {
                if let Some(side) = reading {
                    self.0.borrow_mut().rests[side.index()] = None;
                    let progress = self.0.borrow_mut().progress_of_reading(reading, None, (bytes, rows));
                    progress.into_iter().for_each(|progress| self.tell(progress));
                }
            }
            Event::Read { rows, skipped, read_as, columns, .. } => {
                if let Some(side) = reading {
                    self.0.borrow_mut().end_reading(side, rows);
                    self.tell(Action::Read { side, rows, skipped, read_as });
                    self.settle(side, columns);
                }
            }
            Event::SplitOffered { choices } => self.tell(Action::SplitOffered(Rc::new(choices))),
            Event::SplitCounted { by, rows } => self.tell(Action::SplitCounted { by, rows }),
            Event::Split { rows } => {
                self.0.borrow_mut().parted();
                self.tell(Action::Parted { rows });
                self.compare();
            }
            Event::Failed { problem: problem @ Problem::Unsplittable { .. }, .. } => {
                self.tell(Action::Failed { side: None, problem });
            }
            Event::Given { side, to, label, sample } => self.hand_over(side, to, (label, sample), message),
            Event::Comparing { job, done, .. } if self.0.borrow().is_awaited(job) => {
                let progress = self.0.borrow_mut().progress(worker, done);
                self.tell(progress);
            }
            Event::Described { job } if self.0.borrow().comparison == job => {
                if let Some(first) = self.0.borrow().keepers.first() {
                    first.post(&Command::Complete { job }, &[message.shift()]);
                }
            }
            Event::Compared { job } if self.0.borrow().comparison == job => {
                self.receive(worker, job, message.shift().as_string().unwrap_or_default());
            }
            Event::Comparing { .. } | Event::Described { .. } | Event::Compared { .. } => {}
            Event::Fingerprinted { sha256 } => {
                let side = self.0.borrow().hashing(worker);
                if let Some(side) = side {
                    let mut inner = self.0.borrow_mut();
                    inner.hashers[side.index()] = None;
                    inner.fingerprints[side.index()] = Some(sha256);
                    let is_last = inner.sign();
                    drop(inner);
                    if is_last {
                        self.show();
                    }
                }
            }
            Event::Failed { job: None, problem: Problem::Crashed { message } } => self.crashed(worker, message),
            Event::Failed { job, problem } => self.failed(worker, job, problem),
        }
    }

    /// A report has come. It is read, shown and continued in steps, since each of them takes a while.
    fn receive(&self, worker: u32, job: u32, report: String) {
        let (asking, client) = (self.clone(), self.clone());
        let is_wanted = move || asking.0.borrow().comparison == job;
        read_report(report, is_wanted, move |report| {
            client.0.borrow_mut().comparison = 0;
            match report {
                Ok(report) => {
                    client.0.borrow_mut().settled(report);
                    soon(move || {
                        client.show();
                        // The workers need every core. Where there are two, drawing the verdict beside them takes twice as long.
                        after(FRAME, move || client.complete());
                    });
                }
                Err(error) => client.crashed(worker, error.to_string()),
            }
        });
    }

    /// A piece of work ended in a problem that was foreseen. Its worker is as good as before, but has nothing to keep.
    fn failed(&self, worker: u32, job: Option<u32>, problem: Problem) {
        // Whoever reads what comes before reads on, and says it better.
        if self.pass_rest(worker, None, &Array::new()) {
            return;
        }
        let side = {
            let mut inner = self.0.borrow_mut();
            if let Some(side) = inner.hashing(worker) {
                inner.hashers[side.index()] = None;
                drop(inner);
                self.show();
                return self.tell(Action::Failed { side: None, problem });
            }
            let side = inner.reading(worker);
            match side {
                Some(side) => {
                    inner.readers[side.index()] = None;
                    inner.rests[side.index()] = None;
                }
                None if job.is_none() => {}
                None if job != Some(inner.comparison) => return,
                None => inner.comparison = 0,
            }
            side
        };
        self.tell(Action::Failed { side, problem });
    }

    /// A worker broke: out of memory, or a fault of ours. Whatever it had is lost; the page goes on.
    pub(super) fn crashed(&self, worker: u32, message: String) {
        if self.pass_rest(worker, None, &Array::new()) {
            return;
        }
        let side = {
            let mut inner = self.0.borrow_mut();
            let side = inner.reading(worker);
            if let Some(side) = side {
                inner.readers[side.index()] = None;
                inner.rests[side.index()] = None;
            } else if let Some(side) = inner.hashing(worker) {
                inner.hashers[side.index()] = None;
                drop(inner);
                return self.show();
            } else if inner.keepers.iter().any(|keeper| keeper.job == worker) {
                let is_first_look_there = inner.keep_first_look();
                inner.lose_columns();
                if is_first_look_there {
                    drop(inner);
                    self.show();
                    return self.tell(Action::Failed { side: None, problem: Problem::Unfinished { message } });
                }
            } else {
                return;
            }
            side
        };
        let problem = Problem::Crashed { message };
        if side.is_none() {
            self.tell(Action::Lost);
        }
        self.tell(Action::Failed { side, problem });
    }
}
