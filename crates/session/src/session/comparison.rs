//! The comparison in two steps: what the verdict needs, and once that is shown, the rest and the fingerprints.

use std::rc::Rc;

use driftscope_decide::{decide, with_fingerprints};
use driftscope_drift::{Extent, WindowPlan, needs_levels, version_column};
use driftscope_report::{Report, Role, Windowing};

use super::{Attached, Effect, Notice, Session, SharedReport, Step, WorkerId};
use crate::{Command, KnownRoles, RowOutlines, Side};

impl<F: Clone, B> Session<F, B> {
    /// Whether the result of a comparison is still wanted.
    pub fn is_wanted(&self, job: u32) -> bool {
        self.comparison == job || self.is_of_bar(job)
    }

    /// A report was parsed, or could not be.
    pub fn on_report(&mut self, worker: WorkerId, job: u32, report: Result<Report, String>) {
        if !self.is_wanted(job) {
            return;
        }
        match report {
            Ok(report) if self.is_of_bar(job) => self.on_bar_report(report),
            Ok(mut report) => {
                // Settings that need no rows may have been changed meanwhile.
                if report.settings != self.settings {
                    decide(&mut report, &self.settings);
                }
                self.comparison = 0;
                self.before = None;
                self.is_restoring = false;
                self.report = Some(Rc::new(report));
                self.report_extent = self.extent;
                self.sign();
                self.ask_waiting_bar();
                self.effects.push(Effect::Later(Step::Show));
            }
            Err(message) => self.on_worker_lost(worker, message),
        }
    }

    /// Takes a step that was put off.
    pub fn on_step(&mut self, step: Step) {
        match step {
            Step::Show => {
                self.show();
                // The workers need every core. Where there are two, drawing the verdict beside them takes twice as long.
                self.effects.push(Effect::Later(Step::Complete));
            }
            Step::Complete => self.complete(),
        }
    }

    /// Compares, once both sides are in place: first what the verdict needs, then the rest.
    pub(super) fn compare(&mut self) {
        if self.find_period() || self.describe(Extent::Verdict) {
            self.publish(Notice::Comparing { done: 0, columns: 0 });
        }
    }

    /// Begins, once the verdict is shown, with what nobody waits for.
    pub(super) fn complete(&mut self) {
        let is_first_look = self.comparison == 0 && self.report.is_some() && self.report_extent == Extent::Verdict;
        if is_first_look && self.has_both_sides() {
            self.find_windows();
            self.take_fingerprints();
        } else {
            self.count_finely();
        }
    }

    /// Has the windows found where the time column is, or that of the versions, and then the rest compared.
    fn find_windows(&mut self) {
        let windowing = self.settings.window;
        let columns = self.report.iter().flat_map(|report| &report.columns);
        let (time, version) = (self.time_column(), version_column(columns));
        let of_files = matches!(windowing, Windowing::Auto | Windowing::File)
            && self.files[1].iter().filter(|file| !file.has_labels).count() > usize::from(windowing == Windowing::Auto);
        let by = match windowing {
            Windowing::None => None,
            Windowing::Version => version.as_ref(),
            _ => time.as_ref(),
        };
        let keeper = by.and_then(|column| self.keeper_of(column));
        let Some(keeper) = keeper.or_else(|| self.keepers.first().copied().filter(|_| of_files)) else {
            self.describe_ahead();
            return;
        };
        let job = self.next_job();
        self.comparison = job;
        self.extent = Extent::Full;
        self.send(keeper, Command::FindWindows { job, time, version, windowing });
    }

    /// The time column of the newest report.
    pub(super) fn time_column(&self) -> Option<String> {
        let columns = self.report.iter().flat_map(|report| &report.columns);
        columns.into_iter().find(|column| column.role == Role::Time).map(|column| column.name.clone())
    }

    /// What the newest report tells of the roles of all columns.
    fn known_roles(&self) -> KnownRoles {
        let columns = self.report.iter().flat_map(|report| &report.columns);
        KnownRoles { time: self.time_column(), needs_levels: needs_levels(columns, &self.settings) }
    }

    /// The worker that keeps a column.
    pub(super) fn keeper_of(&self, column: &str) -> Option<WorkerId> {
        self.keepers.get(*self.places.get(column)?).copied()
    }

    /// The windows are found: the other keeper takes them, too, and both compare the rest.
    pub(super) fn on_windows(&mut self, worker: WorkerId, job: u32, plan: Option<WindowPlan>, codes: B) {
        if self.comparison != job {
            return;
        }
        let other = self.keepers.iter().copied().find(|keeper| *keeper != worker);
        if let Some((plan, other)) = plan.zip(other) {
            self.send_with(other, Command::TakeWindows { plan }, Attached::Buffers(codes));
        }
        self.describe_ahead();
    }

    /// Shows the newest report.
    pub(super) fn show(&mut self) {
        let Some(report) = self.report.clone() else { return };
        let is_under_way =
            self.report_extent == Extent::Verdict || self.comparison != 0 || self.hashers.iter().any(Option::is_some);
        let completing = is_under_way && !self.has_stopped_early();
        self.publish(Notice::Compared { report: SharedReport(report), completing });
    }

    /// Whether the newest report ends at the verdict for good, since the columns are not here any more or never were.
    pub(super) fn has_stopped_early(&self) -> bool {
        self.report_extent == Extent::Verdict && !self.has_both_sides()
    }

    /// A keeper has compared this number of columns.
    pub(super) fn on_compared_columns(&mut self, worker: WorkerId, job: u32, done: u64) {
        // Nobody waits for what comes after the verdict.
        if self.comparison != job || self.extent != Extent::Verdict {
            return;
        }
        if let Some(place) = self.keepers.iter().position(|keeper| *keeper == worker) {
            self.done[place.min(1)] = done;
        }
        self.publish(Notice::Comparing { done: self.done.iter().sum(), columns: self.places.len() as u64 });
    }

    /// The columns of the second keeper are compared, and go to the first, which writes the report.
    pub(super) fn pass_described(&mut self, job: u32, rows: RowOutlines, described: B) {
        if let Some(&first) = self.keepers.first().filter(|_| self.comparison == job) {
            self.send_with(first, Command::Complete { job, rows }, Attached::Buffers(described));
        }
    }

    /// The fingerprints of a side's files are known.
    pub(super) fn on_fingerprints(&mut self, side: Side, sha256: Vec<String>) {
        self.hashers[side.index()] = None;
        self.fingerprints[side.index()] = Some(sha256);
        // If the other side's hasher broke, there is nothing to wait for any more.
        if self.sign() || self.hashers == [None; 2] {
            self.show();
        }
    }

    /// Puts the fingerprints into the newest report, once they are known and it is whole. Returns whether it did.
    pub(super) fn sign(&mut self) -> bool {
        let is_whole =
            self.report_extent == Extent::Full && self.comparison == 0 && self.known_fingerprints().is_some();
        let Some(report) = self.report.take_if(|_| is_whole) else { return false };
        // Not shown yet, it has one owner, and is not copied.
        let report = Rc::unwrap_or_clone(report);
        self.report = Some(Rc::new(match self.known_fingerprints() {
            Some(fingerprints) => with_fingerprints(report, fingerprints),
            None => report,
        }));
        true
    }

    /// The fingerprints of both sides' files, once all are known. One log that was split has them for both.
    fn known_fingerprints(&self) -> Option<[&[String]; 2]> {
        let [reference, production] = self.fingerprints.each_ref().map(Option::as_deref);
        if self.settings.split.is_some() {
            let only = reference.or(production)?;
            return Some([only, only]);
        }
        if self.settings.period.is_some() && self.is_within_production {
            return Some([production?, production?]);
        }
        Some([reference?, production?])
    }

    /// Has the columns compared. Returns whether they are there.
    pub(super) fn describe(&mut self, extent: Extent) -> bool {
        if !self.has_both_sides() {
            return false;
        }
        if extent == Extent::Verdict && self.settings.period.is_none() {
            self.drop_fine_counts();
        }
        let job = self.next_job();
        self.comparison = job;
        self.extent = extent;
        let is_counted = extent == Extent::Full;
        self.counted_by = is_counted.then(|| (self.settings.period.clone(), self.settings.window));
        self.done = [0; 2];
        let settings = self.settings.clone();
        let known = if extent == Extent::Full { self.known_roles() } else { KnownRoles::default() };
        if let Some(&second) = self.keepers.get(1) {
            self.send(second, Command::Describe { job, settings: settings.clone(), extent, known: known.clone() });
        }
        if let Some(&first) = self.keepers.first() {
            let (columns, is_part) = (self.columns.clone(), self.keepers.len() > 1);
            self.send(first, Command::Compare { job, settings, extent, columns, known, is_part });
        }
        true
    }

    /// Has the unknown fingerprints computed, each side's by a worker of its own.
    fn take_fingerprints(&mut self) {
        for at in [0, 1] {
            if self.fingerprints[at].is_some() || self.hashers[at].is_some() || self.files[at].is_empty() {
                continue;
            }
            let names = self.files[at].iter().map(|file| file.name.clone()).collect();
            let files = self.files[at].iter().map(|file| file.handle.clone()).collect();
            let worker = self.start();
            self.hashers[at] = Some(worker);
            self.send_with(worker, Command::Fingerprint { names }, Attached::Files(files));
        }
    }
}
