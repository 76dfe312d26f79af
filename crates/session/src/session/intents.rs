//! What a person does.

use std::rc::Rc;

use driftscope_decide::{can_decide, decide};
use driftscope_drift::Extent;
use driftscope_report::{Report, ReportPart, Settings, Split};

use super::{Amount, Attached, InputFile, Notice, Session};
use crate::{Command, ReadChoice, Side};

impl<F: Clone, B> Session<F, B> {
    /// Opens files as the data set of a side. Labels that are there stay, unless there are some among the files: they are of both sides.
    pub fn open(&mut self, side: Side, files: Vec<InputFile<F>>) {
        self.remember(side);
        let (mut labels, mut files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.has_labels);
        if labels.is_empty() {
            labels = self.labels();
        }
        files.append(&mut labels);
        self.files[side.index()] = files;
        self.choices[side.index()] = ReadChoice::default();
        self.settings.split = None;
        self.settings.period = None;
        self.read(side);
    }

    /// Adds labels that came later to both sides, in place of labels that were added before. They are joined when the sides are read again.
    pub fn open_labels(&mut self, labels: Vec<InputFile<F>>) {
        self.settings.period = None;
        if self.settings.split.is_some() {
            self.drop_columns();
        }
        let has_files = |side: &Side| !self.files[side.index()].is_empty();
        let opened: Vec<Side> = Side::BOTH.into_iter().filter(has_files).collect();
        for side in &opened {
            self.remember(*side);
        }
        for side in &opened {
            let files = &mut self.files[side.index()];
            files.retain(|file| !file.has_labels);
            files.extend(labels.iter().map(|file| InputFile { has_labels: true, ..file.clone() }));
        }
        for side in opened {
            self.read(side);
        }
    }

    /// Takes the files of labels for production's own data set instead.
    pub fn use_labels_as_production(&mut self) {
        let files: Vec<InputFile<F>> =
            self.labels().into_iter().map(|file| InputFile { has_labels: false, ..file }).collect();
        if files.is_empty() {
            return;
        }
        self.open_labels(Vec::new());
        self.open(Side::Production, files);
    }

    /// The handle of the first file of each side that is opened, those of labels left out.
    pub fn first_handles(&self) -> Vec<F> {
        let firsts = self.files.iter().filter_map(|files| files.iter().find(|file| !file.has_labels));
        firsts.map(|file| file.handle.clone()).collect()
    }

    /// Reads the files of a side in another way.
    pub fn read_again(&mut self, side: Side, choice: ReadChoice) {
        self.remember(side);
        self.choices[side.index()] = choice;
        self.read(side);
    }

    /// Takes over a report that came without its rows. It can be decided again, but not compared.
    pub fn carry(&mut self, report: Rc<Report>) {
        self.settings = report.settings.clone();
        let is_compared = report.incomplete.iter().all(|part| *part == ReportPart::Fingerprints);
        self.report_extent = if is_compared { Extent::Full } else { Extent::Verdict };
        self.report = Some(report);
    }

    /// Changes the settings. If that needs no rows, the newest report is decided again at once; else, or if the report ends
    /// at the verdict for good, the columns are compared under the new settings.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        self.keep_bar(&before);
        if self.has_left_period(&before) {
            return;
        }
        let needs_rows = !can_decide(&before, &self.settings);
        let has_figures = !needs_rows && !self.has_stopped_early();
        let decidable = |report: &mut Rc<Report>| has_figures && can_decide(&report.settings, &self.settings);
        if let Some(mut report) = self.report.take_if(decidable) {
            decide(Rc::make_mut(&mut report), &self.settings);
            self.report = Some(report);
            self.show();
        } else if self.asks_for_segments_alone(&before) && self.describe(Extent::Full) {
            self.publish(Notice::Comparing { done: 0, columns: 0 });
        } else if needs_rows || self.comparison == 0 {
            self.compare_or_read();
        }
    }

    /// Whether nothing but segments is another than in the report that is shown. Then its figures stay, and the workers still have the windows
    /// that they counted by.
    fn asks_for_segments_alone(&self, before: &Settings) -> bool {
        let Settings { segment, find_segments, .. } = self.settings.clone();
        let is_whole = self.comparison == 0 && self.report_extent == Extent::Full && self.report.is_some();
        let have_windows = self.counted_by.as_ref() == Some(&(self.settings.period.clone(), self.settings.window));
        is_whole && have_windows && self.settings == Settings { segment, find_segments, ..before.clone() }
    }

    /// Reads again what a lost worker held, and compares.
    pub fn compare_again(&mut self) {
        for side in Side::BOTH {
            if !self.files[side.index()].is_empty() && !self.kept[side.index()] {
                self.read(side);
            }
        }
    }

    /// Asks by what the only data set can be split.
    pub fn offer_split(&mut self, side: Side) {
        if let Some(&keeper) = self.keepers.first() {
            self.send(keeper, Command::OfferSplit { side });
        }
    }

    /// Splits the only data set into both sides.
    pub fn split(&mut self, side: Side, by: Split) {
        self.settings.split = Some(by.clone());
        if let Some(&keeper) = self.keepers.first() {
            self.send(keeper, Command::Split { side, by });
        }
    }

    /// Asks how many rows each side would have after a split of the only data set.
    pub fn count_split(&mut self, side: Side, by: Split) {
        if let Some(&keeper) = self.keepers.first() {
            self.send(keeper, Command::CountSplit { side, by });
        }
    }

    /// Splits a log in another place. It is read again, since no worker has it whole any more.
    pub fn split_again(&mut self, by: Split) {
        let Some(side) = self.owner(Side::Reference) else { return };
        self.remember(side);
        self.settings.split = Some(by);
        self.drop_columns();
        self.read(side);
    }

    /// Reads a side again without one of its files. The last one cannot be removed.
    pub fn remove(&mut self, side: Side, place: usize) {
        let Some(side) = self.owner(side) else { return };
        let files = &self.files[side.index()];
        let with_rows = files.iter().filter(|file| !file.has_labels).count();
        match files.get(place) {
            Some(file) if file.has_labels => {
                let removed = place - with_rows;
                let mut labels = self.labels();
                labels.remove(removed);
                return self.open_labels(labels);
            }
            Some(_) if with_rows > 1 => {}
            _ => return,
        }
        self.remember(side);
        self.files[side.index()].remove(place);
        if self.settings.split.is_some() {
            self.drop_columns();
        }
        self.read(side);
    }

    /// Exchanges the two sides, once both are read.
    pub fn swap(&mut self) {
        let is_there = self.is_broken || self.kept == [true, true];
        if !is_there || self.moving > 0 || self.settings.split.is_some() {
            return;
        }
        self.send_to_keepers(&Command::Swap);
        self.leave_counts();
        self.columns.swap(0, 1);
        self.files.swap(0, 1);
        self.choices.swap(0, 1);
        self.fingerprints.swap(0, 1);
        self.hashers.swap(0, 1);
        self.comparison = 0;
        self.drop_bar();
        self.settings.period = None;
        self.whole = None;
        self.publish(Notice::Swapped);
        self.compare_or_read();
    }

    /// The files of labels.
    fn labels(&self) -> Vec<InputFile<F>> {
        let of =
            |side: Side| self.files[side.index()].iter().filter(|file| file.has_labels).cloned().collect::<Vec<_>>();
        Side::BOTH.into_iter().map(of).find(|labels| !labels.is_empty()).unwrap_or_default()
    }

    fn compare_or_read(&mut self) {
        if self.is_broken { self.compare_again() } else { self.compare() }
    }

    /// The side that has a side's files: itself, or the other one if one log was split.
    fn owner(&self, side: Side) -> Option<Side> {
        [side, side.other()].into_iter().find(|side| !self.files[side.index()].is_empty())
    }

    pub(super) fn read(&mut self, side: Side) {
        let at = side.index();
        let (files, choice) = (self.files[at].clone(), self.choices[at].clone());
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let bytes = files.iter().map(|file| file.bytes).sum();
        self.publish(Notice::Opened { side, names: names.clone(), bytes, choice: choice.clone() });
        // Columns that are moving would be lost half-way: then the other side is read again, too.
        let again = self.moving > 0;
        self.forget(side);
        if again && self.files[side.other().index()].is_empty() {
            self.publish(Notice::Lost);
        } else if again {
            self.read(side.other());
        }
        let worker = self.start();
        self.readers[at] = Some(worker);
        let labels = files.iter().filter(|file| file.has_labels).count();
        let files = files.into_iter().map(|file| file.handle).collect();
        self.send_with(worker, Command::Read { job: worker.0, side, names, labels, choice }, Attached::Files(files));
    }

    /// Drops what there is of a side, before it is read.
    fn forget(&mut self, side: Side) {
        let at = side.index();
        self.comparison = 0;
        self.drop_bar();
        self.leave_counts();
        self.report = None;
        self.whole = None;
        self.is_broken = false;
        self.is_halted = false;
        self.fingerprints[at] = None;
        self.hashers[at] = None;
        self.readers[at] = None;
        self.tails[at] = None;
        self.read[at] = Amount::default();
        self.kept[at] = false;
        self.columns[at].clear();
        if self.moving > 0 || !self.kept[side.other().index()] {
            self.drop_columns();
        }
        self.send_to_keepers(&Command::Forget { side });
    }
}
