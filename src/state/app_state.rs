//! The page's one state, and the actions that change it.

use std::rc::Rc;

use driftscope_decide::can_decide;
use driftscope_present::Filter;
use driftscope_report::{Bar, Beside, Notes, Redaction, Settings, Split};
use driftscope_session::{BarAnswer, Notice, Problem, SharedReport, Side};
use driftscope_table::SplitChoices;

use super::{History, Loading, Question, SharedFineCounts, Slot, SortBy, Tab, Verification, order};

/// Everything the page knows and shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppState {
    /// The two sides' files.
    pub slots: [Slot; 2],
    /// Columns compared and columns in all, while a comparison is running.
    pub comparing: Option<(u64, u64)>,
    /// What the only log can be split by, once it was asked.
    pub split_choices: Option<Rc<SplitChoices>>,
    /// How many rows each side would have, and where the only log would be split for that.
    pub split_rows: Option<(Split, [u64; 2])>,
    /// The newest report.
    pub report: Option<SharedReport>,
    /// How often the report became that of another comparison. A report that is only decided again is of the same one.
    pub comparisons: u32,
    /// The newest report of all rows: that of a period may be shown instead.
    pub whole: Option<SharedReport>,
    /// Its columns counted for previews of periods, once they are.
    pub fine: Option<SharedFineCounts>,
    /// Whether another period is being compared.
    pub choosing_period: bool,
    /// Whether the report came with the page, and the rows are not here.
    pub carried: bool,
    /// The settings under which that report was saved. It may have been decided again under others.
    pub sent_settings: Option<Rc<Settings>>,
    /// What is written for the readers of what is saved.
    pub notes: Rc<Notes>,
    /// What another tool's report says of the data, which stands beside each report of them.
    pub beside: Option<Rc<Beside>>,
    /// What is left out of what is saved.
    pub redaction: Rc<Redaction>,
    /// The whole report, while the one that would be sent is being looked at.
    pub unredacted: Option<SharedReport>,
    /// Whether the other tests and the files' fingerprints are still being computed, without which a report is not
    /// saved.
    pub completing: bool,
    /// That something was saved or copied, in words.
    pub done: Option<String>,
    /// How often anything was.
    pub times_done: u32,
    /// What stopped the newest piece of work.
    pub problem: Option<Problem>,
    /// A report that was dropped on the one that is shown, and its name.
    pub other: Option<(String, SharedReport)>,
    /// How far the report that the page came with is verified.
    pub verification: Option<Rc<Verification>>,
    /// The dropped files that were recognised as labels.
    pub recognised_labels: Vec<String>,
    /// What is asked of the report.
    pub question: Question,
    /// The answer to what differs in the bar of the question; `None` until it is there.
    pub differing: Option<BarAnswer>,
    /// What was asked before.
    pub history: History,
    /// What lies beside the view.
    pub drawer: Option<Drawer>,
    /// Whether a column to go to is being chosen.
    pub going: bool,
    /// The column that `j` and `k` stand at.
    pub cursor: Option<usize>,
    /// Whether the help panel is shown.
    pub help: bool,
}

/// A panel beside the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The settings that decide.
    Settings,
    /// What led to the verdict.
    History,
    /// What can be saved and sent.
    Share,
    /// The views for which a phone's bar has no room.
    Views,
}

/// What changes the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Something changed in the session.
    Session(Notice),
    /// The report was saved under this name.
    Saved(String),
    /// Something was copied.
    Copied,
    /// The page came with a report.
    Carried(SharedReport),
    /// Other things are to be left out of what is saved.
    Redacted(Redaction),
    /// Other notes are to be in what is saved.
    Noted(Notes),
    /// Another tool's report is to stand beside this one; nothing to take it away.
    PutBeside(Option<Rc<Beside>>),
    /// The report that would be sent is to be looked at.
    Previewed(SharedReport),
    /// The whole report is to be looked at again.
    PreviewEnded,
    /// Something else than the session could not be done.
    Failed(Problem),
    /// Another report was dropped, to be compared with the one that is shown; nothing to leave it.
    OtherReport(Option<(String, SharedReport)>),
    /// The report that the page came with is being verified, or was; nothing to close that.
    Verifying(Option<Rc<Verification>>),
    /// Dropped files were recognised as labels; none if that was taken back.
    LabelsRecognised(Vec<String>),
    /// A person closed the message.
    Dismissed,
    /// A heading was clicked.
    SortClicked(SortBy),
    /// A verdict to filter by was chosen.
    Filtered(Filter),
    /// A kind, role or the like to filter by was chosen.
    Narrowed(Filter),
    /// These columns alone are to be shown, whatever the filters were.
    OnlyShown(Filter),
    /// The filter's text was changed.
    Typed(String),
    /// A column was opened, or closed if it was open.
    Toggled(usize),
    /// What differs in a bar of a chart is asked, or no longer.
    BarAsked(Option<Rc<Bar>>),
    /// The cursor moves by this many columns.
    Moved(isize),
    /// The innermost thing that is open is closed.
    Closed,
    /// A view was chosen.
    TabChosen(Tab),
    /// A column was chosen to be looked at.
    WentTo(usize),
    /// A column to go to is to be chosen, or no longer.
    GoingToggled,
    /// A panel beside the view is opened, or closed if it is open.
    DrawerToggled(Drawer),
    /// The settings are others.
    SettingsChanged(Rc<Settings>),
    /// Typing or dragging has come to an end.
    Settled,
    /// Back to this step of the history, or forward.
    Travelled(usize),
    /// The address asks for this.
    Arrived(Question),
    /// The help panel is shown or hidden.
    HelpToggled,
    /// Another period is to be compared.
    PeriodChosen,
    /// The columns are counted for previews of periods; nothing if the counts do not hold any more.
    FineCounted(Option<SharedFineCounts>),
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
        self.report.is_some() && self.unredacted.is_none() && (!self.carried || self.has_no_files())
    }

    fn has_no_files(&self) -> bool {
        self.slots.iter().all(|slot| slot.loading == Loading::Idle)
    }

    /// The side of the only log that is open: it could be split in two.
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
        let Some(report) = &self.report else { return Vec::new() };
        let question = &self.question;
        order(&report.0, question.sort, &[question.filter, question.also], &question.text)
    }

    /// The state after an action.
    pub fn after(&self, action: impl Into<Action>) -> Self {
        let mut next = self.clone();
        let action = action.into();
        // What a person did is a step; what a report brought with it is not.
        let is_step = !matches!(action, Action::Session(_) | Action::Carried(_) | Action::Arrived(_));
        next.take(action);
        next.leave_bar();
        next.comparisons += u32::from(next.report != self.report && !next.is_only_decided_since(self));
        if is_step {
            next.history.record(&next.question);
        } else {
            next.history.replace(&next.question);
        }
        next
    }

    /// Whether the report is that of the state before, decided again under other settings.
    fn is_only_decided_since(&self, before: &Self) -> bool {
        let reports = self.report.as_ref().zip(before.report.as_ref());
        reports.is_some_and(|(report, before)| {
            report.settings != before.settings
                && report.incomplete == before.incomplete
                && can_decide(&report.settings, &before.settings)
        })
    }

    fn take(&mut self, action: Action) {
        match action {
            Action::Session(notice) => self.take_notice(notice),
            Action::Saved(name) => self.say(format!("Saved {name}")),
            Action::Copied => self.say("Copied".to_owned()),
            Action::Carried(report) => self.carry(report),
            Action::Verifying(verification) => {
                // What is found stands above the views, where a drawer may cover it.
                self.drawer = self.drawer.filter(|_| self.verification.is_some() || verification.is_none());
                self.verification = verification;
            }
            Action::Redacted(redaction) => {
                self.end_preview();
                self.redaction = Rc::new(redaction);
            }
            Action::Noted(notes) => {
                self.end_preview();
                self.notes = Rc::new(notes);
            }
            Action::PutBeside(beside) => {
                self.end_preview();
                self.put_beside(beside);
            }
            Action::Previewed(report) => self.unredacted = self.report.replace(report),
            Action::PreviewEnded => self.end_preview(),
            Action::Failed(problem) => self.fail(None, problem),
            Action::OtherReport(other) => self.other = other,
            Action::LabelsRecognised(names) => self.recognised_labels = names,
            Action::Dismissed => self.problem = None,
            Action::Moved(by) => self.walk(by),
            Action::Closed => self.close(),
            Action::GoingToggled => self.going = !self.going,
            Action::DrawerToggled(drawer) => self.drawer = Some(drawer).filter(|drawer| self.drawer != Some(*drawer)),
            Action::HelpToggled => self.help = !self.help,
            Action::PeriodChosen => self.choosing_period = true,
            Action::FineCounted(fine) => self.fine = fine,
            Action::Settled => self.history.settle(),
            Action::Travelled(place) => {
                if let Some(question) = self.history.travel(place) {
                    self.differing = self.differing.take().filter(|_| self.question.bar == question.bar);
                    self.question = (*question).clone();
                    self.cursor = self.question.open.or(self.cursor);
                }
            }
            Action::Arrived(question) => self.question = question,
            other => self.ask(other),
        }
    }

    fn say(&mut self, words: String) {
        self.done = Some(words);
        self.times_done += 1;
    }

    /// Changes the question.
    fn ask(&mut self, action: Action) {
        let question = &mut self.question;
        match action {
            Action::SortClicked(by) => question.sort = question.sort.clicked(by),
            Action::Filtered(filter) => question.filter = filter,
            Action::Narrowed(filter) => question.also = filter,
            Action::OnlyShown(filter) => {
                let is_verdict = matches!(filter, Filter::Drifted | Filter::Unclear | Filter::NotTested);
                question.filter = if is_verdict { filter } else { Filter::All };
                question.also = if is_verdict { Filter::All } else { filter };
                question.text.clear();
                question.tab = Tab::Columns;
            }
            Action::Typed(text) => question.text = text,
            Action::Toggled(place) => {
                question.open = Some(place).filter(|_| question.open != Some(place));
                self.cursor = Some(place);
            }
            Action::WentTo(place) => self.go_to(place),
            Action::TabChosen(tab) => {
                question.tab = tab;
                self.drawer = self.drawer.filter(|drawer| *drawer != Drawer::Views);
            }
            Action::SettingsChanged(settings) => {
                if !can_decide(&question.settings, &settings) {
                    question.bar = None;
                }
                question.settings = settings;
            }
            Action::BarAsked(bar) => {
                question.bar = bar;
                self.differing = None;
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if self.help {
            self.help = false;
        } else if self.going {
            self.going = false;
        } else if self.drawer.is_some() {
            self.drawer = None;
        } else if self.question.bar.is_some() {
            self.question.bar = None;
        } else {
            self.question.open = None;
        }
    }

    /// Other files: what was asked of those before cannot be asked again.
    fn restart(&mut self) {
        self.question.open = None;
        self.question.bar = None;
        self.differing = None;
        self.beside = None;
        let settings = Rc::make_mut(&mut self.question.settings);
        settings.split = None;
        settings.period = None;
        self.history.restart(&self.question);
    }

    fn end_preview(&mut self) {
        if let Some(whole) = self.unredacted.take() {
            self.report = Some(whole);
        }
    }

    fn show(&mut self, report: SharedReport, carried: bool) {
        let report = self.with_beside(report);
        self.unredacted = None;
        // The same column stays open over a new report, where it is still there.
        let place_in = |place: Option<usize>, old: &Option<SharedReport>| {
            let name = &old.as_ref()?.0.columns.get(place?)?.name;
            report.0.columns.iter().position(|column| column.name == *name)
        };
        self.question.open = place_in(self.question.open, &self.report);
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
}

mod bar;
mod beside;
mod carried;
mod columns;
#[cfg(test)]
mod history_tests;
mod notice;
#[cfg(test)]
mod tests;
