//! The page's one state, and the actions that change it.

use std::rc::Rc;

use driftscope_present::Filter;
use driftscope_report::{DataSet, Report, Split};
use driftscope_table::SplitChoices;

use super::{Loading, ReadChoice, Side, Slot, Sort, SortBy, order};
use driftscope_session::Problem;

/// A report that was settled: compared here, or carried by the page. Compares by pointer, since it is large.
#[derive(Clone, Debug)]
pub struct Settled(pub Rc<Report>);

impl PartialEq for Settled {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Everything the page knows and shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppState {
    /// The two sides' files.
    pub slots: [Slot; 2],
    /// Columns compared and columns in all, while a comparison is running.
    pub comparing: Option<(u64, u64)>,
    /// What the only log can be parted by, once it was asked.
    pub split_choices: Option<Rc<SplitChoices>>,
    /// How many rows each side would have, and where the only log would be parted for that.
    pub split_rows: Option<(Split, [u64; 2])>,
    /// The newest report.
    pub report: Option<Settled>,
    /// Whether the report came with the page, and the rows are not here.
    pub carried: bool,
    /// Whether the other tests and the files' fingerprints are still being computed, without which a report is not
    /// saved.
    pub completing: bool,
    /// The name under which the newest report was saved last.
    pub saved: Option<String>,
    /// How often anything was saved.
    pub saves: u32,
    /// What stopped the newest piece of work.
    pub problem: Option<Problem>,
    /// The order of the columns.
    pub sort: Sort,
    /// Which columns are shown.
    pub filter: Filter,
    /// What their names must contain.
    pub text: String,
    /// The column that is open, as a place in the report.
    pub open: Option<usize>,
    /// The column that `j` and `k` stand at.
    pub cursor: Option<usize>,
    /// Whether the help panel is shown.
    pub help: bool,
}

/// What changes the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Files were given to a side.
    Opened {
        /// The side.
        side: Side,
        /// Their names.
        names: Vec<String>,
        /// Their bytes together.
        bytes: u64,
        /// How they are read.
        choice: ReadChoice,
    },
    /// It is known what the only log can be parted by.
    SplitOffered(Rc<SplitChoices>),
    /// It is known how many rows each side would have.
    SplitCounted {
        /// Where the only log would be parted.
        by: Split,
        /// The rows; nothing where it cannot be parted so.
        rows: Option<[u64; 2]>,
    },
    /// The report was saved under this name.
    Saved(String),
    /// The only log was parted into both sides.
    Parted {
        /// The rows of each side.
        rows: [u64; 2],
    },
    /// A side's reading went on.
    Progressed {
        /// The side.
        side: Side,
        /// Bytes read.
        bytes: u64,
        /// Rows found.
        rows: u64,
    },
    /// A side was read.
    Read {
        /// The side.
        side: Side,
        /// Rows read.
        rows: u64,
        /// Records skipped.
        skipped: u64,
        /// What the files were read as.
        read_as: String,
    },
    /// A comparison is running.
    Comparing {
        /// Columns done.
        done: u64,
        /// Columns in all; 0 before it is known.
        columns: u64,
    },
    /// The verdict is there, or more of what a report holds.
    Compared {
        /// The report.
        report: Settled,
        /// Whether the other tests and the files' fingerprints are still being computed.
        completing: bool,
    },
    /// The page came with a report.
    Carried(Settled),
    /// A piece of work stopped: a side's reading, or the comparison.
    Failed {
        /// The side, if it was a reading.
        side: Option<Side>,
        /// What it was.
        problem: Problem,
    },
    /// A person stopped whatever was running.
    Cancelled,
    /// The columns of both sides were lost with the worker that had them.
    Lost,
    /// The sides were exchanged.
    Swapped,
    /// A person closed the message.
    Dismissed,
    /// A heading was clicked.
    SortClicked(SortBy),
    /// A filter was chosen.
    Filtered(Filter),
    /// The filter's text was changed.
    Typed(String),
    /// A column was opened, or closed if it was open.
    Toggled(usize),
    /// The cursor moves by so many columns.
    Moved(isize),
    /// Whatever is open is closed.
    Closed,
    /// The help panel is shown or hidden.
    HelpToggled,
}

impl AppState {
    /// Whether a worker is busy.
    pub fn is_busy(&self) -> bool {
        self.comparing.is_some() || self.slots.iter().any(Slot::is_reading)
    }

    /// Whether the report is whole, so that it can be saved.
    pub fn can_save(&self) -> bool {
        self.report.is_some() && !self.completing
    }

    /// The side of the only log that is open: it could be parted in two.
    pub fn only_side(&self) -> Option<Side> {
        let is_idle = |side: Side| self.slots[side.index()].loading == Loading::Idle;
        Side::BOTH.into_iter().find(|side| self.slots[side.index()].is_ready() && is_idle(side.other()))
    }

    /// The side that a person most likely wants to open files for: the first without any, or else production.
    pub fn lacking(&self) -> Side {
        let is_empty = |side: &Side| self.slots[side.index()].loading == Loading::Idle;
        Side::BOTH.into_iter().find(is_empty).filter(|_| !self.carried).unwrap_or(Side::Production)
    }

    /// What stopped the newest piece of work, and what is wrong with the other side, if that could not be read either.
    pub fn problems(&self) -> Vec<&Problem> {
        let failed = self.slots.iter().filter_map(|slot| match &slot.loading {
            Loading::Failed(problem) => Some(problem),
            _ => None,
        });
        let newest = self.problem.as_ref();
        newest.into_iter().chain(failed.filter(|problem| newest.is_some_and(|newest| newest != *problem))).collect()
    }

    /// The places of the columns that are shown, in order.
    pub fn shown(&self) -> Vec<usize> {
        self.report.as_ref().map_or_else(Vec::new, |report| order(&report.0, self.sort, self.filter, &self.text))
    }

    /// The state after an action.
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Opened { side, names, bytes, choice } => {
                // What is wrong with the other side stays wrong.
                next.problem = match &next.slots[1 - side.index()].loading {
                    Loading::Failed(problem) => Some(problem.clone()),
                    _ => None,
                };
                // The same log, read to be parted otherwise, has the same to choose from.
                let slot = &next.slots[side.index()];
                if slot.names != names || slot.choice != choice {
                    next.split_choices = None;
                }
                next.saved = None;
                // Half of what was being compared is given up.
                next.comparing = None;
                let loading = Loading::Reading { bytes: 0, rows: 0 };
                next.slots[side.index()] = Slot { names, bytes, choice, read_as: String::new(), loading };
            }
            Action::SplitOffered(choices) => next.split_choices = Some(choices),
            Action::SplitCounted { by, rows } => next.split_rows = rows.map(|rows| (by, rows)),
            Action::Saved(name) => {
                next.saved = Some(name);
                next.saves += 1;
            }
            Action::Parted { rows } => {
                let slot = next.slots.iter().find(|slot| slot.is_ready()).cloned().unwrap_or_default();
                next.slots = rows.map(|rows| Slot { loading: Loading::Ready { rows, skipped: 0 }, ..slot.clone() });
            }
            Action::Progressed { side, bytes, rows } => {
                next.slots[side.index()].loading = Loading::Reading { bytes, rows }
            }
            Action::Read { side, rows, skipped, read_as } => {
                let slot = &mut next.slots[side.index()];
                slot.loading = Loading::Ready { rows, skipped };
                slot.read_as = read_as;
            }
            Action::Comparing { done, columns } => {
                next.comparing = Some((done, columns));
                next.saved = None;
            }
            Action::Compared { report, completing } => {
                next.show(report, false);
                next.completing = completing;
            }
            Action::Carried(report) => next.show(report, true),
            Action::Failed { side, problem } => {
                if let Some(side) = side {
                    next.slots[side.index()].loading = Loading::Failed(problem.clone());
                }
                next.comparing = None;
                next.problem = Some(problem);
            }
            Action::Cancelled => next.cancel(),
            Action::Lost => {
                next.comparing = None;
                next.slots = Default::default();
                next.problem = None;
            }
            Action::Swapped => next.slots.swap(0, 1),
            Action::Dismissed => next.problem = None,
            Action::SortClicked(by) => next.sort = next.sort.clicked(by),
            Action::Filtered(filter) => next.filter = filter,
            Action::Typed(text) => next.text = text,
            Action::Toggled(place) => {
                next.open = if next.open == Some(place) { None } else { Some(place) };
                next.cursor = Some(place);
            }
            Action::Moved(by) => next.walk(by),
            Action::Closed => {
                if next.help {
                    next.help = false;
                } else {
                    next.open = None;
                }
            }
            Action::HelpToggled => next.help = !next.help,
        }
        next
    }

    fn show(&mut self, report: Settled, carried: bool) {
        // The same column stays open over a new report, where it is still there.
        let place_in = |place: Option<usize>, old: &Option<Settled>| {
            let name = &old.as_ref()?.0.columns.get(place?)?.name;
            report.0.columns.iter().position(|column| column.name == *name)
        };
        self.open = place_in(self.open, &self.report);
        self.cursor = place_in(self.cursor, &self.report);
        self.comparing = None;
        self.problem = None;
        self.carried = carried;
        self.completing = false;
        self.report = Some(report);
    }

    /// What was being read is no longer there, unless the report is of it; what was ready stays ready.
    fn cancel(&mut self) {
        self.comparing = None;
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

    fn walk(&mut self, by: isize) {
        let shown = self.shown();
        let Some(last) = shown.len().checked_sub(1) else { return };
        let at = self.cursor.and_then(|cursor| shown.iter().position(|&place| place == cursor));
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        self.cursor = Some(shown[next]);
        if self.open.is_some() {
            self.open = self.cursor;
        }
    }
}

#[cfg(test)]
mod tests;
