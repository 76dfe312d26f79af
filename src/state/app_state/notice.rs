//! The state after a change of the session.

use driftscope_report::DataSet;
use driftscope_session::{Notice, Problem, Side};

use super::{AppState, Loading, Slot};

impl AppState {
    /// Takes in what has changed in the session.
    pub(super) fn take_notice(&mut self, notice: Notice) {
        match notice {
            Notice::Opened { side, names, bytes, choice } => {
                let loading = Loading::Reading { bytes: 0, rows: 0 };
                self.open_slot(side, Slot { names, bytes, choice, read_as: String::new(), loading });
            }
            Notice::SplitOffered(choices) => self.split_choices = Some(choices),
            Notice::SplitCounted { by, rows } => self.split_rows = rows.map(|rows| (by, rows)),
            Notice::Split { rows } => {
                let slot = self.slots.iter().find(|slot| slot.is_ready()).cloned().unwrap_or_default();
                self.restart();
                self.slots = rows.map(|rows| Slot { loading: Loading::Ready { rows, skipped: 0 }, ..slot.clone() });
            }
            Notice::Progressed { side, bytes, rows } => {
                self.slots[side.index()].loading = Loading::Reading { bytes, rows }
            }
            Notice::Read { side, rows, skipped, read_as } => {
                let slot = &mut self.slots[side.index()];
                slot.loading = Loading::Ready { rows, skipped };
                slot.read_as = read_as;
            }
            Notice::Comparing { done, columns } => {
                self.comparing = Some((done, columns));
                self.done = None;
            }
            Notice::Compared { report, completing } => {
                self.show(report, self.carried && self.has_no_files());
                self.completing = completing;
            }
            Notice::BarCompared(answer) => self.differing = Some(answer),
            Notice::Failed { side, problem } => self.fail(side, problem),
            Notice::Cancelled => self.cancel(),
            Notice::Lost => {
                self.comparing = None;
                self.slots = Default::default();
                self.problem = None;
                self.restart();
            }
            Notice::Swapped => {
                self.slots.swap(0, 1);
                self.restart();
            }
        }
    }

    /// A piece of work stopped, which may have been the reading of a side.
    pub(super) fn fail(&mut self, side: Option<Side>, problem: Problem) {
        if let Some(side) = side {
            self.slots[side.index()].loading = Loading::Failed(problem.clone());
        }
        self.comparing = None;
        self.choosing_period = false;
        self.problem = Some(problem);
    }

    /// What was being read is no longer there, unless the report is of it; what was ready stays ready.
    fn cancel(&mut self) {
        self.comparing = None;
        self.choosing_period = false;
        for side in Side::BOTH {
            let slot = &mut self.slots[side.index()];
            if slot.is_reading() {
                let shown = self.report.as_ref().filter(|_| !self.carried).map(|report| side.of(&report.0));
                let is_of_it = |shown: &&DataSet| shown.files.iter().map(|file| &file.name).eq(&slot.names);
                match shown.filter(is_of_it) {
                    Some(shown) => slot.loading = Loading::Ready { rows: shown.rows, skipped: shown.skipped },
                    None => *slot = Slot::default(),
                }
            }
        }
        self.problem = None;
    }

    fn open_slot(&mut self, side: Side, opened: Slot) {
        // What is wrong with the other side stays wrong.
        self.problem = match &self.slots[side.other().index()].loading {
            Loading::Failed(problem) => Some(problem.clone()),
            _ => None,
        };
        if self.slots[side.index()].names != opened.names {
            self.restart();
        }
        // The same log, read to be split in another place, has the same to choose from.
        let slot = &self.slots[side.index()];
        if slot.names != opened.names || slot.choice != opened.choice {
            self.split_choices = None;
        }
        self.done = None;
        // Half of what was being compared is given up.
        self.comparing = None;
        self.slots[side.index()] = opened;
    }
}
