//! Cancelling: what was read stays, and what was being replaced comes back.

use driftscope_report::Split;

use super::{InputFile, Notice, Session};
use crate::{ReadChoice, Side};

/// The inputs of a report, to read them again.
#[derive(Clone, Debug)]
pub(super) struct Before<F> {
    files: [Vec<InputFile<F>>; 2],
    choices: [ReadChoice; 2],
    split: Option<Split>,
    /// The sides for which something else is being read.
    replaced: [bool; 2],
}

impl<F: Clone, B> Session<F, B> {
    /// Stops whatever is running, at once.
    pub fn cancel(&mut self) {
        let lost = self.stop();
        self.publish(Notice::Cancelled);
        if lost.is_empty() {
            // Fingerprints that came during the comparison belong to the report that stays.
            if self.sign() {
                self.show();
            }
            self.complete();
        }
        lost.into_iter().for_each(|side| self.read(side));
    }

    /// Before a side is replaced or read in another way: remembers what was compared, in case a person cancels that.
    pub(super) fn remember(&mut self, side: Side) {
        self.is_restoring = false;
        if self.before.is_none() && self.has_both_sides() {
            self.before = Some(Before {
                files: self.files.clone(),
                choices: self.choices.clone(),
                split: self.settings.split.clone(),
                replaced: [false; 2],
            });
        }
        if let Some(before) = &mut self.before {
            before.replaced[side.index()] = true;
        }
    }

    /// Stops what runs. Returns the sides that must be read again, since their data was dropped for what was stopped.
    fn stop(&mut self) -> Vec<Side> {
        if std::mem::take(&mut self.is_restoring) {
            // The report of these files is shown: the next changed setting reads them.
            self.before = None;
            self.stop_reading();
            self.drop_columns();
            self.is_broken = true;
            return Vec::new();
        }
        // Kept until the old files are read again: something else may be opened meanwhile, and cancelled, too.
        if let Some(before) = self.before.clone() {
            return self.restore(before);
        }
        self.is_halted = self.moving > 0;
        self.comparison = 0;
        if self.moving == 0 {
            for side in Side::BOTH {
                if self.readers[side.index()].is_some() {
                    self.files[side.index()].clear();
                    self.choices[side.index()] = ReadChoice::default();
                }
            }
            self.stop_reading();
        }
        if let Some(report) = &self.report {
            self.settings = report.settings.clone();
        }
        Vec::new()
    }

    fn restore(&mut self, before: Before<F>) -> Vec<Side> {
        self.stop_reading();
        // A worker that gives columns away has ended, and the one that waits for them cannot go on.
        let all = self.moving > 0 || before.split.is_some() || before.replaced == [true, true];
        if all {
            self.drop_columns();
        }
        self.comparison = 0;
        self.files = before.files;
        self.choices = before.choices;
        self.settings.split = before.split;
        let is_lost = |side: &Side| (all || before.replaced[side.index()]) && !self.files[side.index()].is_empty();
        let lost: Vec<Side> = Side::BOTH.into_iter().filter(is_lost).collect();
        self.is_restoring = !lost.is_empty();
        lost
    }

    fn stop_reading(&mut self) {
        self.readers = [None; 2];
        self.tails = [None; 2];
    }
}
