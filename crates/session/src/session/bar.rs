//! What differs in a bar of a column's chart: a question beside the report, which changes nothing of it.

use std::rc::Rc;

use driftscope_decide::{can_decide, decide};
use driftscope_report::{Bar, Preset, Report, Settings};

use super::{Attached, BarAnswer, Notice, Session, SharedReport, WorkerId};
use crate::Command;

/// A bar that is asked about, and how far the answer is.
#[derive(Debug)]
pub(super) struct AskedBar {
    bar: Bar,
    /// The number of the piece of work and the worker that finds the rows; `None` until the rows of a period are chosen.
    work: Option<(u32, WorkerId)>,
    /// The answer.
    report: Option<Rc<Report>>,
}

impl<F: Clone, B> Session<F, B> {
    /// Asks what differs between the rows of production in a bar and the rest. The answer is a [`Notice::BarCompared`], unless something else
    /// is asked before it.
    pub fn ask_bar(&mut self, bar: &Bar) {
        let Some(finder) = self.keeper_of(&bar.column).filter(|_| self.has_both_sides()) else {
            self.bar = None;
            return self.publish(Notice::BarCompared(BarAnswer::NoRows));
        };
        self.bar = Some(AskedBar { bar: bar.clone(), work: None, report: None });
        let shown = self.report.as_ref().and_then(|report| report.settings.period.as_ref());
        if self.settings.period.is_some() && shown != self.settings.period.as_ref() {
            // Asked again once they are chosen.
            return;
        }
        let job = self.next_job();
        let (settings, columns, is_part) = (self.settings_of_bar(), self.columns.clone(), self.keepers.len() > 1);
        self.bar.iter_mut().for_each(|asked| asked.work = Some((job, finder)));
        self.send(finder, Command::FindBar { job, bar: bar.clone(), settings, columns, is_part });
    }

    /// Another report is shown: a bar that waited for the rows of its period is asked about.
    pub(super) fn ask_waiting_bar(&mut self) {
        let waiting = self.bar.as_ref().filter(|asked| asked.work.is_none() && asked.report.is_none());
        waiting.map(|asked| asked.bar.clone()).iter().for_each(|bar| self.ask_bar(bar));
    }

    /// The rows in the bar are found: the other keeper compares its columns, too.
    pub(super) fn on_bar(&mut self, worker: WorkerId, job: u32, codes: B) {
        let Some(bar) = self.bar.as_ref().filter(|_| self.is_of_bar(job)).map(|asked| asked.bar.clone()) else {
            return;
        };
        let settings = self.settings_of_bar();
        if let Some(other) = self.keepers.iter().copied().find(|keeper| *keeper != worker) {
            self.send_with(other, Command::TakeBar { job, bar, settings }, Attached::Buffers(codes));
        }
    }

    /// The columns of the other keeper go to the one that writes the report.
    pub(super) fn pass_bar(&mut self, job: u32, described: B) {
        if let Some((_, finder)) = self.bar.as_ref().and_then(|asked| asked.work).filter(|(asked, _)| *asked == job) {
            self.send_with(finder, Command::CompleteBar { job }, Attached::Buffers(described));
        }
    }

    /// Whether this is the newest question about a bar.
    pub(super) fn is_of_bar(&self, job: u32) -> bool {
        self.bar.as_ref().is_some_and(|asked| asked.work.is_some_and(|(asked, _)| asked == job))
    }

    /// The bar has too few rows, or the rest of production has.
    pub(super) fn on_small_bar(&mut self, job: u32) {
        if self.is_of_bar(job) {
            self.bar = None;
            self.publish(Notice::BarCompared(BarAnswer::TooFew));
        }
    }

    /// The answer was parsed.
    pub(super) fn on_bar_report(&mut self, mut report: Report) {
        let settings = self.settings_of_bar();
        if report.settings != settings {
            decide(&mut report, &settings);
        }
        if let Some(asked) = &mut self.bar {
            asked.work = None;
            asked.report = Some(Rc::new(report));
        }
        self.show_bar();
    }

    /// After a change of settings: the answer is decided again, or dropped if it was about other rows or other kinds.
    pub(super) fn keep_bar(&mut self, before: &Settings) {
        if !can_decide(before, &self.settings) {
            return self.drop_bar();
        }
        let settings = self.settings_of_bar();
        if let Some(report) = self.bar.as_mut().and_then(|asked| asked.report.as_mut()) {
            decide(Rc::make_mut(report), &settings);
            self.show_bar();
        }
    }

    /// There is no answer, or no longer one.
    pub(super) fn drop_bar(&mut self) {
        if self.bar.take().is_some() {
            self.publish(Notice::BarCompared(BarAnswer::NoRows));
        }
    }

    fn show_bar(&mut self) {
        if let Some(report) = self.bar.as_ref().and_then(|asked| asked.report.clone()) {
            self.publish(Notice::BarCompared(BarAnswer::Compared(SharedReport(report))));
        }
    }

    /// The settings without what is about all rows together, and by the effect whatever rule decides the report: columns are ranked by it.
    fn settings_of_bar(&self) -> Settings {
        Settings {
            split: None,
            segment: None,
            find_segments: false,
            preset: Preset::default(),
            ..self.settings.clone()
        }
    }
}
