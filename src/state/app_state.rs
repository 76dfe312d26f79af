//! The page's one state, and the actions that change it.

use std::rc::Rc;

use driftscope_drift::{DataSet, Report};
use driftscope_table::{Split, SplitChoices};

use super::{Filter, Loading, ReadChoice, Side, Slot, Sort, SortBy, order};
use crate::worker::Problem;

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
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = Action>) -> AppState {
        actions.into_iter().fold(AppState::default(), |state, action| state.after(action))
    }

    fn opened(side: Side) -> Action {
        Action::Opened { side, names: vec!["a.json".to_owned()], bytes: 10, choice: ReadChoice::default() }
    }

    fn crashed() -> Problem {
        Problem::Crashed { message: "out of memory".to_owned() }
    }

    #[test]
    fn a_side_is_idle_reading_and_ready() {
        let state = after([opened(Side::Reference)]);
        assert!(state.is_busy() && state.slots[0].is_reading());
        let state = state.after(Action::Progressed { side: Side::Reference, bytes: 5, rows: 2 });
        assert_eq!(state.slots[0].loading, Loading::Reading { bytes: 5, rows: 2 });
        let state = state.after(Action::Read { side: Side::Reference, rows: 4, skipped: 1, read_as: String::new() });
        assert!(state.slots[0].is_ready() && !state.is_busy());
        assert_eq!(state.slots[1].loading, Loading::Idle);
    }

    #[test]
    fn cancelling_keeps_what_was_ready() {
        let ready = Action::Read { side: Side::Reference, rows: 4, skipped: 0, read_as: String::new() };
        let state = after([opened(Side::Reference), ready.clone(), opened(Side::Production), Action::Cancelled]);
        assert!(state.slots[0].is_ready());
        assert_eq!(state.slots[1], Slot::default());
        let comparing = Action::Comparing { done: 0, columns: 2 };
        let state = after([opened(Side::Reference), ready, comparing, Action::Cancelled]);
        assert!(state.slots[0].is_ready() && !state.is_busy());
        assert_eq!(state.after(Action::Lost).slots[0], Slot::default());
    }

    #[test]
    fn files_of_the_report_stay_when_their_second_reading_is_cancelled() {
        let report = driftscope_drift::compare(&table(&["a"]), &table(&["a"]), &Default::default());
        let shown = Action::Compared { report: Settled(Rc::new(report)), completing: false };
        let again = |name: &str| {
            let (names, choice) = (vec![name.to_owned()], ReadChoice::default());
            Action::Opened { side: Side::Production, names, bytes: 10, choice }
        };
        let state = after([shown, again("table.json")]);
        assert_eq!(state.after(Action::Cancelled).slots[1].title(), "table.json");
        assert!(state.after(Action::Cancelled).slots[1].is_ready());
        assert_eq!(state.after(again("another.json")).after(Action::Cancelled).slots[1], Slot::default());
    }

    #[test]
    fn two_files_that_cannot_be_read_are_both_named() {
        let other = || Problem::Crashed { message: "something else".to_owned() };
        let failed = |side, problem| Action::Failed { side: Some(side), problem };
        let state = after([
            opened(Side::Reference),
            opened(Side::Production),
            failed(Side::Reference, crashed()),
            failed(Side::Production, other()),
        ]);
        assert_eq!(state.problems(), [&other(), &crashed()]);
        let state = state.after(opened(Side::Production));
        assert_eq!(state.problems(), [&crashed()]);
        assert!(state.after(Action::Dismissed).problems().is_empty());
    }

    #[test]
    fn one_log_can_be_parted_in_two() {
        let state = after([opened(Side::Production)]);
        assert_eq!(state.only_side(), None);
        let state = state.after(Action::Read { side: Side::Production, rows: 5, skipped: 0, read_as: String::new() });
        assert_eq!(state.only_side(), Some(Side::Production));
        let state = state.after(Action::Parted { rows: [2, 3] });
        assert_eq!(state.only_side(), None);
        assert_eq!(state.slots[0].loading, Loading::Ready { rows: 2, skipped: 0 });
        assert_eq!(state.slots[0].title(), state.slots[1].title());
    }

    #[test]
    fn a_failure_leaves_the_page_usable() {
        let state =
            after([opened(Side::Production), Action::Failed { side: Some(Side::Production), problem: crashed() }]);
        assert!(!state.is_busy() && state.problem.is_some());
        let state = state.after(opened(Side::Production));
        assert!(state.problem.is_none() && state.is_busy());
    }

    #[test]
    fn the_cursor_walks_the_columns_shown_and_opens_with_them() {
        let report = driftscope_drift::compare(&table(&["b", "a"]), &table(&["b", "a"]), &Default::default());
        let state =
            after([Action::Carried(Settled(Rc::new(report))), Action::SortClicked(SortBy::Name), Action::Moved(1)]);
        assert_eq!(state.cursor, Some(1));
        let state = state.after(Action::Toggled(1)).after(Action::Moved(1));
        assert_eq!(state.open, Some(0));
        assert_eq!(state.after(Action::Moved(1)).cursor, Some(0));
        assert_eq!(state.after(Action::Closed).open, None);
        assert_eq!(state.after(Action::Typed("zzz".to_owned())).after(Action::Moved(1)).cursor, Some(0));
    }

    fn table(names: &[&str]) -> driftscope_table::Table {
        let file = driftscope_table::FileRecord { name: "table.json".to_owned(), ..Default::default() };
        let column = |name: &&str| driftscope_table::Column { name: (*name).to_owned(), ..Default::default() };
        driftscope_table::Table { columns: names.iter().map(column).collect(), files: vec![file], ..Default::default() }
    }
}
