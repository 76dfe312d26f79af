//! What the page's side knows: who reads, who keeps which columns, and what is under way.

use std::collections::HashMap;
use std::rc::Rc;

use driftscope_decide::with_fingerprints;
use driftscope_drift::Extent;
use driftscope_report::{Report, Settings, Split};
use web_sys::File;

use super::tail::Rest;
use super::{Dispatch, Handle};
use crate::state::{Action, ReadChoice, Side};
use crate::worker::Launcher;
use driftscope_session::Command;

/// What was compared, to read it once more.
#[derive(Clone)]
pub(super) struct Before {
    files: [Vec<File>; 2],
    choices: [ReadChoice; 2],
    split: Option<Split>,
    /// The sides that something else is being read for.
    replaced: [bool; 2],
}

/// Who does what, and what is known so far.
pub(super) struct Inner {
    pub(super) launcher: Launcher,
    pub(super) dispatch: Dispatch,
    /// Those that read a side, or have read it and not given all of it away.
    pub(super) readers: [Option<Handle>; 2],
    /// The rest of a file of each side that is read by a worker of its own.
    pub(super) rests: [Option<Rest>; 2],
    /// Bytes and rows that each reader has read itself.
    pub(super) read: [(u64, u64); 2],
    /// Those that keep columns to compare, two at most.
    pub(super) keepers: Vec<Handle>,
    /// Which of them keeps a column.
    pub(super) places: HashMap<String, usize>,
    /// The names of each side's columns, in order.
    pub(super) columns: [Vec<String>; 2],
    /// Which sides lie with the keepers.
    pub(super) kept: [bool; 2],
    /// Columns that are on their way from one worker to another.
    pub(super) moving: usize,
    /// How many columns each keeper has compared.
    pub(super) done: [u64; 2],
    /// The newest report.
    pub(super) report: Option<Rc<Report>>,
    /// The fingerprints of each side's files, and who takes them.
    pub(super) fingerprints: [Option<Vec<String>>; 2],
    pub(super) hashers: [Option<Handle>; 2],
    pub(super) settings: Settings,
    /// The files of each side, to read them again in another way.
    pub(super) files: [Vec<File>; 2],
    /// How each side is read.
    pub(super) choices: [ReadChoice; 2],
    /// What the newest report is made of, while a side of it is being replaced.
    pub(super) before: Option<Before>,
    /// That is read again, since what replaced it was stopped.
    pub(super) is_restoring: bool,
    /// A person stopped the comparison while columns were on their way: they go on, and are not compared.
    pub(super) is_halted: bool,
    /// The newest piece of work: answers to any other are dropped.
    pub(super) comparison: u32,
    /// How much of each column it gives.
    pub(super) extent: Extent,
    pub(super) jobs: u32,
    /// The columns of both sides were lost with a worker, but a report of them is shown.
    pub(super) is_broken: bool,
}

impl Inner {
    /// Nothing is read, and nobody works.
    pub(super) fn new(launcher: Launcher, dispatch: Dispatch) -> Self {
        Self {
            launcher,
            dispatch,
            readers: [None, None],
            rests: [None, None],
            read: [(0, 0); 2],
            keepers: Vec::new(),
            places: HashMap::new(),
            columns: Default::default(),
            kept: [false; 2],
            moving: 0,
            done: [0; 2],
            report: None,
            fingerprints: [None, None],
            hashers: [None, None],
            settings: Settings::default(),
            files: Default::default(),
            choices: Default::default(),
            before: None,
            is_restoring: false,
            is_halted: false,
            comparison: 0,
            extent: Extent::Verdict,
            jobs: 0,
            is_broken: false,
        }
    }

    /// The side that a worker reads for, if it still does.
    pub(super) fn reading(&self, worker: u32) -> Option<Side> {
        side_of(&self.readers, worker)
    }

    /// The side whose files' fingerprints a worker takes.
    pub(super) fn hashing(&self, worker: u32) -> Option<Side> {
        side_of(&self.hashers, worker)
    }

    /// Whether a person waits for a comparison: for its verdict.
    pub(super) fn is_awaited(&self, job: u32) -> bool {
        self.comparison == job && self.extent == Extent::Verdict
    }

    pub(super) fn next_job(&mut self) -> u32 {
        self.jobs += 1;
        self.jobs
    }

    /// Begins to read a side: what there was of it is forgotten.
    pub(super) fn begin(&mut self, side: Side) -> u32 {
        let at = side.index();
        self.comparison = 0;
        self.report = None;
        self.is_broken = false;
        self.is_halted = false;
        self.fingerprints[at] = None;
        self.hashers[at] = None;
        self.readers[at] = None;
        self.rests[at] = None;
        self.read[at] = (0, 0);
        self.kept[at] = false;
        self.columns[at].clear();
        if self.moving > 0 || !self.kept[side.other().index()] {
            self.lose_columns();
        }
        self.keepers.iter().for_each(|keeper| keeper.post(&Command::Forget { side }, &[]));
        self.next_job()
    }

    /// Before a side gets other files, or is read otherwise: keeps what was compared, in case a person stops that.
    pub(super) fn replace(&mut self, side: Side) {
        self.is_restoring = false;
        if self.before.is_none() && self.kept == [true, true] && self.moving == 0 {
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

    /// Stops what runs. Gives the sides that must be read again, since what they had was given up for what was stopped.
    pub(super) fn stop(&mut self) -> Vec<Side> {
        if std::mem::take(&mut self.is_restoring) {
            // Its report is shown, and its files are known: the next other choice reads them.
            self.before = None;
            self.readers = [None, None];
            self.rests = [None, None];
            self.lose_columns();
            self.is_broken = true;
            return Vec::new();
        }
        // Kept until the old files are read again: something else may be opened meanwhile, and stopped, too.
        if let Some(before) = self.before.clone() {
            self.readers = [None, None];
            self.rests = [None, None];
            // A worker that gives columns away has ended, and whoever waits for them cannot go on.
            let all = self.moving > 0 || before.split.is_some() || before.replaced == [true, true];
            if all {
                self.lose_columns();
            }
            self.comparison = 0;
            self.files = before.files;
            self.choices = before.choices;
            self.settings.split = before.split;
            let is_lost = |side: &Side| (all || before.replaced[side.index()]) && !self.files[side.index()].is_empty();
            let lost: Vec<Side> = Side::BOTH.into_iter().filter(is_lost).collect();
            self.is_restoring = !lost.is_empty();
            return lost;
        }
        self.is_halted = self.moving > 0;
        self.comparison = 0;
        if self.moving == 0 {
            for at in [0, 1] {
                if self.readers[at].take().is_some() {
                    self.files[at].clear();
                    self.choices[at] = ReadChoice::default();
                }
            }
            self.rests = [None, None];
        }
        if let Some(report) = &self.report {
            self.settings = report.settings.clone();
        }
        Vec::new()
    }

    /// The workers that keep columns end.
    pub(super) fn lose_columns(&mut self) {
        self.keepers.clear();
        self.places.clear();
        self.kept = [false; 2];
        self.moving = 0;
        self.comparison = 0;
    }

    /// A worker has compared so many columns.
    pub(super) fn progress(&mut self, worker: u32, done: u64) -> Action {
        if let Some(place) = self.keepers.iter().position(|keeper| keeper.job == worker) {
            self.done[place.min(1)] = done;
        }
        Action::Comparing { done: self.done.iter().sum(), columns: self.places.len() as u64 }
    }

    /// A report was read: the newest, which has the fingerprints if they are known.
    pub(super) fn settled(&mut self, report: Report) {
        self.before = None;
        self.is_restoring = false;
        self.report = Some(Rc::new(report));
        self.sign();
    }

    /// Puts the fingerprints into the newest report, once they are known and it is whole. Gives whether it did.
    pub(super) fn sign(&mut self) -> bool {
        let is_whole = self.extent == Extent::Full && self.comparison == 0 && self.known_fingerprints().is_some();
        let Some(report) = self.report.take_if(|_| is_whole) else { return false };
        // Shown already, or not yet: then nobody else has it, and nothing is copied.
        let report = Rc::unwrap_or_clone(report);
        self.report = Some(Rc::new(match self.known_fingerprints() {
            Some([reference, production]) => with_fingerprints(report, [reference, production]),
            None => report,
        }));
        true
    }

    /// A worker that keeps columns is lost. Gives whether a first look is shown, which is all there will be.
    pub(super) fn keep_first_look(&mut self) -> bool {
        let is_second_step = self.extent == Extent::Full && self.comparison != 0;
        let Some(report) = self.report.take_if(|_| is_second_step) else { return false };
        self.is_broken = true;
        self.hashers = [None, None];
        self.report = Some(Rc::new(Report { incomplete: true, ..Rc::unwrap_or_clone(report) }));
        true
    }

    /// The fingerprints of both sides' files, once all are known. One log that was parted has them for both.
    pub(super) fn known_fingerprints(&self) -> Option<[&[String]; 2]> {
        let [reference, production] = self.fingerprints.each_ref().map(Option::as_deref);
        if self.settings.split.is_some() {
            let only = reference.or(production)?;
            return Some([only, only]);
        }
        Some([reference?, production?])
    }
}

fn side_of(handles: &[Option<Handle>; 2], worker: u32) -> Option<Side> {
    Side::BOTH.into_iter().find(|side| handles[side.index()].as_ref().is_some_and(|handle| handle.job == worker))
}
