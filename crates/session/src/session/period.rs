//! A period of production, compared by itself. The report of all rows stays, and comes back when the period is left.

use std::rc::Rc;

use driftscope_decide::{can_decide, decide};
use driftscope_drift::Extent;
use driftscope_report::Settings;
use driftscope_table::PeriodOutline;

use super::{Attached, Effect, Session, Step, WorkerId};
use crate::{Command, Problem};

impl<F: Clone, B> Session<F, B> {
    /// After a change of settings: keeps the report of all rows when a period is chosen, and shows it again when the period is left.
    /// Returns whether nothing else is to be done.
    pub(super) fn has_left_period(&mut self, before: &Settings) -> bool {
        if before.period.is_none() && self.settings.period.is_some() {
            self.whole = self.report.clone().filter(|_| self.report_extent == Extent::Full && self.comparison == 0);
            self.whole_counted_by = self.counted_by.take();
        }
        if before.period.is_none() || self.settings.period.is_some() {
            return false;
        }
        let restored = self.whole.take().filter(|whole| can_decide(&whole.settings, &self.settings));
        let Some(mut whole) = restored else { return false };
        if whole.settings != self.settings {
            decide(Rc::make_mut(&mut whole), &self.settings);
        }
        self.comparison = 0;
        self.counted_by = self.whole_counted_by.take();
        self.report = Some(whole);
        self.report_extent = Extent::Full;
        self.sign();
        self.show();
        self.effects.push(Effect::Later(Step::Complete));
        true
    }

    /// Has the rows of the chosen period found where its time column is. `false` if there is nothing to find.
    pub(super) fn find_period(&mut self) -> bool {
        let Some(mut period) = self.settings.period.clone().filter(|_| self.has_both_sides()) else { return false };
        // A settings file need not name the column.
        period.column = period.column.or_else(|| self.time_column());
        self.settings.period = Some(period.clone());
        let keeper = period.column.as_ref().and_then(|column| self.keeper_of(column));
        // Without one, a worker reports the reason.
        let Some(keeper) = keeper.or_else(|| self.keepers.first().copied()) else { return false };
        let job = self.next_job();
        self.comparison = job;
        self.extent = Extent::Verdict;
        self.counted_by = None;
        self.done = [0; 2];
        self.send(keeper, Command::FindPeriod { job, period });
        true
    }

    /// The rows of the period are found: the other keeper chooses them, too, and both compare.
    pub(super) fn on_period(&mut self, worker: WorkerId, job: u32, outline: PeriodOutline, codes: B) {
        if self.comparison != job {
            return;
        }
        self.is_within_production = outline.against == 1;
        if let Some(other) = self.keepers.iter().copied().find(|keeper| *keeper != worker) {
            self.send_with(other, Command::TakePeriod { outline }, Attached::Buffers(codes));
        }
        self.describe(Extent::Verdict);
    }

    /// The period cannot be compared: what was shown stays.
    pub(super) fn on_no_period(&mut self, job: Option<u32>, problem: Problem) {
        if job != Some(self.comparison) {
            return;
        }
        self.comparison = 0;
        self.settings.period = self.report.as_ref().and_then(|report| report.settings.period.clone());
        if self.settings.period.is_none() {
            self.whole = None;
        }
        self.drop_bar();
        self.fail(None, problem);
        if self.report.is_none() {
            self.compare();
        }
    }
}
