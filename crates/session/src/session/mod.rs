//! The page's side of a session as a state machine: two workers read a side each, then compare what they read together.
//!
//! Once both sides are read, each of the two workers gives the other about half of its columns, so that both sides of a
//! column lie in one place and both workers compare. The first writes the report. `places` is where each column lies; if a
//! side is replaced, its new columns go to where the other side's are. Fingerprints are computed last, by workers of their
//! own: no verdict waits for them.
//!
//! The inputs are what a person does (`intents`), and what workers report (`events`); the outputs are [`Effect`]s. `tail` has
//! another worker read a part of a large file, `exchange` moves columns between workers, `comparison` compares and shows, `period` chooses
//! rows, `fine` has them counted for previews of periods, `bar` answers what differs in a bar of a chart, `cancel` goes back, and `faults` saves what can be saved when a worker breaks.
//!
//! A worker ends as soon as it has nothing to do for the session.

mod ahead;
mod bar;
mod cancel;
mod comparison;
mod effect;
mod events;
mod exchange;
mod faults;
mod fine;
mod intents;
mod period;
mod tail;

use std::collections::HashMap;
use std::rc::Rc;

use driftscope_drift::Extent;
use driftscope_report::{PeriodChoice, Report, Settings, Windowing, Zone};

use self::ahead::Ahead;
use self::bar::AskedBar;
use self::cancel::Before;
pub use self::effect::{Attached, BarAnswer, Effect, InputFile, Notice, SharedReport, Step, WorkerId};
use self::fine::FineWork;
use self::tail::Tail;
use crate::{Command, Problem, ReadChoice, Side};

/// The page's side of a session. `F` is a handle of a file, `B` holds buffers on their way between workers.
#[derive(Debug)]
pub struct Session<F, B> {
    effects: Vec<Effect<F, B>>,
    /// The workers that were started and have not ended.
    running: Vec<WorkerId>,
    /// The workers that read a side, or have read it and not given all of it away.
    readers: [Option<WorkerId>; 2],
    /// The tail of a file of each side that another worker reads.
    tails: [Option<Tail>; 2],
    /// What each reader has read itself.
    read: [Amount; 2],
    /// The workers that keep columns to compare, two at most.
    keepers: Vec<WorkerId>,
    /// The keeper of each column, by its place among them.
    places: HashMap<String, usize>,
    /// The names of each side's columns, in order.
    columns: [Vec<String>; 2],
    /// Whether the keepers have all of a side.
    kept: [bool; 2],
    /// Messages with columns that are on their way from one worker to another.
    moving: usize,
    /// How many columns each keeper has compared.
    done: [u64; 2],
    /// The newest report, and how much of each column is in it.
    report: Option<Rc<Report>>,
    report_extent: Extent,
    /// The report of all rows, while that of a period is shown or computed.
    whole: Option<Rc<Report>>,
    /// Whether the newest period is compared with rows of production rather than of the reference.
    is_within_production: bool,
    /// The fingerprints of each side's files, and who computes them.
    fingerprints: [Option<Vec<String>>; 2],
    hashers: [Option<WorkerId>; 2],
    settings: Settings,
    /// The zone by whose clock each worker gives moments, of those that were told one.
    zones: Vec<(WorkerId, Option<Zone>)>,
    /// The files of each side, to read them again.
    files: [Vec<InputFile<F>>; 2],
    /// How each side is read.
    choices: [ReadChoice; 2],
    /// The inputs of the newest report, while a side of it is being replaced.
    before: Option<Before<F>>,
    /// Those are read again, since what replaced them was cancelled.
    is_restoring: bool,
    /// A person cancelled the comparison while columns were moving: they arrive, and are not compared.
    is_halted: bool,
    /// The comparison that is running, 0 for none: results of any other are dropped.
    comparison: u32,
    /// How much of each column it describes.
    extent: Extent,
    /// The period and the windows of which the workers have the rows' windows.
    counted_by: Option<(Option<PeriodChoice>, Windowing)>,
    /// That of all rows, while a period is compared: the workers keep their windows.
    whole_counted_by: Option<(Option<PeriodChoice>, Windowing)>,
    /// The columns that are described ahead of the rest of a comparison.
    ahead: Option<Ahead>,
    /// The columns that are counted finely, or were.
    fine: Option<FineWork>,
    /// The bar that is asked about.
    bar: Option<AskedBar>,
    /// The last number of a piece of work.
    jobs: u32,
    /// The columns of both sides were lost with a worker, but a report of them is shown.
    is_broken: bool,
}

/// Bytes and rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amount {
    bytes: u64,
    rows: u64,
}

impl<F: Clone, B> Default for Session<F, B> {
    fn default() -> Self {
        Self {
            effects: Vec::new(),
            running: Vec::new(),
            readers: [None; 2],
            tails: [None; 2],
            read: [Amount::default(); 2],
            keepers: Vec::new(),
            places: HashMap::new(),
            columns: Default::default(),
            kept: [false; 2],
            moving: 0,
            done: [0; 2],
            report: None,
            report_extent: Extent::Verdict,
            whole: None,
            is_within_production: false,
            fingerprints: [None, None],
            hashers: [None; 2],
            settings: Settings::default(),
            zones: Vec::new(),
            files: [Vec::new(), Vec::new()],
            choices: Default::default(),
            before: None,
            is_restoring: false,
            is_halted: false,
            comparison: 0,
            extent: Extent::Verdict,
            counted_by: None,
            whole_counted_by: None,
            ahead: None,
            fine: None,
            bar: None,
            jobs: 0,
            is_broken: false,
        }
    }
}

impl<F: Clone, B> Session<F, B> {
    /// The effects of the inputs so far, which are the host's to carry out.
    pub fn take_effects(&mut self) -> Vec<Effect<F, B>> {
        let needed: Vec<WorkerId> = self.workers().collect();
        let ended = self.running.iter().filter(|worker| !needed.contains(worker));
        self.effects.extend(ended.copied().map(Effect::EndWorker));
        self.running = needed;
        std::mem::take(&mut self.effects)
    }

    /// The newest settings. A report may still be on its way that is judged by them.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Every worker that has something to do.
    fn workers(&self) -> impl Iterator<Item = WorkerId> {
        let tails = self.tails.iter().flatten().filter_map(|tail| tail.worker);
        let owners = self.readers.iter().chain(&self.hashers).flatten().copied();
        owners.chain(tails).chain(self.keepers.iter().copied())
    }

    fn next_job(&mut self) -> u32 {
        self.jobs += 1;
        self.jobs
    }

    fn start(&mut self) -> WorkerId {
        let worker = WorkerId(self.next_job());
        self.running.push(worker);
        self.effects.push(Effect::StartWorker(worker));
        worker
    }

    fn send(&mut self, worker: WorkerId, command: Command) {
        self.send_with(worker, command, Attached::Nothing);
    }

    fn send_with(&mut self, worker: WorkerId, command: Command, attached: Attached<F, B>) {
        let known = self.zones.iter().position(|(known, _)| *known == worker);
        let has = known.and_then(|place| self.zones[place].1.as_ref());
        if command.needs_zone() && has != self.settings.zone.as_ref() {
            known.into_iter().for_each(|place| drop(self.zones.swap_remove(place)));
            self.zones.retain(|(known, _)| self.running.contains(known));
            let zone = self.settings.zone.clone();
            self.zones.push((worker, zone.clone()));
            self.effects.push(Effect::Send {
                worker,
                command: Box::new(Command::SetZone { zone }),
                attached: Attached::Nothing,
            });
        }
        self.effects.push(Effect::Send { worker, command: Box::new(command), attached });
    }

    fn send_to_keepers(&mut self, command: &Command) {
        for at in 0..self.keepers.len() {
            self.send(self.keepers[at], command.clone());
        }
    }

    fn publish(&mut self, notice: Notice) {
        self.effects.push(Effect::Publish(notice));
    }

    fn fail(&mut self, side: Option<Side>, problem: Problem) {
        self.publish(Notice::Failed { side, problem });
    }

    /// The side that a worker reads, if it still does.
    fn reading(&self, worker: WorkerId) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.readers[side.index()] == Some(worker))
    }

    /// The side whose files a worker hashes.
    fn hashing(&self, worker: WorkerId) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.hashers[side.index()] == Some(worker))
    }

    fn has_both_sides(&self) -> bool {
        self.kept == [true, true] && self.moving == 0
    }

    /// The rows become others, and no worker has windows of them.
    fn leave_counts(&mut self) {
        self.counted_by = None;
        self.whole_counted_by = None;
    }

    /// No worker keeps columns any more.
    fn drop_columns(&mut self) {
        self.keepers.clear();
        self.places.clear();
        self.kept = [false; 2];
        self.moving = 0;
        self.comparison = 0;
        self.leave_counts();
        self.drop_fine_counts();
        self.drop_bar();
    }
}
