//! A worker breaks: it ran out of memory, or the browser ended it, or it has a fault. What the others hold is kept.
//!
//! | lost worker | what stays |
//! |---|---|
//! | reader of a side | the other side |
//! | reader of a tail | everything: the reader of the beginning reads the tail, too |
//! | keeper of the only side that is read | the other side, which is being read |
//! | keeper of columns of both sides | the report, and the names of the files, to read them again |
//! | hasher | everything but the fingerprints |

use std::rc::Rc;

use driftscope_drift::Extent;
use driftscope_report::Report;

use super::{Session, WorkerId};
use crate::{Command, Problem, Side};

impl<F: Clone, B> Session<F, B> {
    /// A worker ended unexpectedly, or could not be started. `message` is its last message.
    pub fn on_worker_lost(&mut self, worker: WorkerId, message: String) {
        if !self.running.contains(&worker) || self.pass_tail(worker, None, None) {
            return;
        }
        if let Some(side) = self.reading(worker) {
            self.drop_reader(side);
            self.fail(Some(side), Problem::Crashed { message });
        } else if let Some(side) = self.hashing(worker) {
            self.hashers[side.index()] = None;
            self.show();
        } else if self.keepers.contains(&worker) {
            self.on_keeper_lost(message);
        }
    }

    /// The reader of a side has nothing to give. If some of its columns have reached a keeper, they go.
    pub(super) fn drop_reader(&mut self, side: Side) {
        self.readers[side.index()] = None;
        self.tails[side.index()] = None;
        if self.moving > 0 {
            self.moving = 0;
            self.is_halted = false;
            self.send_to_keepers(&Command::Forget { side });
        }
    }

    fn on_keeper_lost(&mut self, message: String) {
        let only_side = Side::BOTH
            .into_iter()
            .find(|side| self.moving == 0 && self.kept[side.index()] && !self.kept[side.other().index()]);
        let is_moving = self.moving > 0;
        self.drop_columns();
        if let Some(side) = only_side {
            // The other side is being read, or not opened yet, and has no need of this one.
            return self.fail(Some(side), Problem::Crashed { message });
        }
        if is_moving {
            self.readers = [None; 2];
            self.is_halted = false;
        }
        self.is_broken = true;
        if let Some(report) = self.report.take() {
            return self.keep_report(report, message);
        }
        for side in Side::BOTH {
            self.fail(Some(side), Problem::Crashed { message: message.clone() });
        }
    }

    /// The report stays, and whatever is changed reads its files again.
    fn keep_report(&mut self, report: Rc<Report>, message: String) {
        self.settings = report.settings.clone();
        self.report = Some(report);
        let problem = if self.report_extent == Extent::Full {
            Problem::RowsLost { message }
        } else {
            self.hashers = [None; 2];
            Problem::Unfinished { message }
        };
        self.show();
        self.fail(None, problem);
    }
}
