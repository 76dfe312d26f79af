//! The page's one state, and the actions that change it.

use std::rc::Rc;

use driftscope_present::Filter;
use driftscope_report::{DataSet, Settings, Split};
use driftscope_session::{Notice, Problem, SharedReport, Side};
use driftscope_table::SplitChoices;

use super::{Loading, Slot, Sort, SortBy, order};

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
    pub report: Option<SharedReport>,
    /// The newest report of all rows: that of a period may be shown instead.
    pub whole: Option<SharedReport>,
    /// Whether another period is being compared.
    pub choosing_period: bool,
    /// Whether the report came with the page, and the rows are not here.
    pub carried: bool,
    /// The settings under which that report was saved. It may have been decided again under others.
    pub sent_settings: Option<Rc<Settings>>,
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
    /// Something changed in the session.
    Session(Notice),
    /// The report was saved under this name.
    Saved(String),
    /// The page came with a report.
    Carried(SharedReport),
    /// Something else than the session could not be done.
    Failed(Problem),
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
    /// Another period is to be compared.
    PeriodChosen,
}

impl From<Notice> for Action {
    fn from(notice: Notice) -> Self {
        Self::Session(notice)
    }
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

    /// Whether the report can be decided under other settings. One that came with the page can, until files are opened in its
    /// place.
    pub fn can_decide(&self) -> bool {
        self.report.is_some() && (!self.carried || self.has_no_files())
    }

    fn has_no_files(&self) -> bool {
        self.slots.iter().all(|slot| slot.loading == Loading::Idle)
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
    pub fn after(&self, action: impl Into<Action>) -> Self {
        let mut next = self.clone();
        match action.into() {
            Action::Session(notice) => next.take_notice(notice),
            Action::Saved(name) => {
                next.saved = Some(name);
                next.saves += 1;
            }
            Action::Carried(report) => {
                next.sent_settings = Some(Rc::new(report.settings.clone()));
                next.show(report, true);
            }
            Action::Failed(problem) => next.fail(None, problem),
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
            Action::PeriodChosen => next.choosing_period = true,
        }
        next
    }

    fn show(&mut self, report: SharedReport, carried: bool) {
        // The same column stays open over a new report, where it is still there.
        let place_in = |place: Option<usize>, old: &Option<SharedReport>| {
            let name = &old.as_ref()?.0.columns.get(place?)?.name;
            report.0.columns.iter().position(|column| column.name == *name)
        };
        self.open = place_in(self.open, &self.report);
        self.cursor = place_in(self.cursor, &self.report);
        self.comparing = None;
        self.problem = None;
        self.carried = carried;
        self.completing = false;
        self.choosing_period = false;
        if report.settings.period.is_none() {
            self.whole = Some(report.clone());
        }
        self.report = Some(report);
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

mod notice;
#[cfg(test)]
mod tests;
