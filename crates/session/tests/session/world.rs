//! A page and its workers on one thread: engines as workers, whose steps come in an order that a seed chooses.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Wake, Waker};

use driftscope_decide::{FineColumn, FineCounts};
use driftscope_report::{Report, from_json, to_json};
use driftscope_session::{
    Attached, Buffers, Command, Effect, Engine, Event, Notice, Problem, Session, SharedReport, Side, Step, WorkerId,
};

use crate::inputs::{production, reference};
use crate::memory::{MemoryBuffers, MemoryFile};

/// More steps than any of these sessions takes.
const MOST_STEPS: usize = 200_000;

type Sent = (Event, MemoryBuffers);

pub(crate) struct World {
    pub(crate) session: Session<MemoryFile, MemoryBuffers>,
    pub(crate) workers: BTreeMap<WorkerId, Worker>,
    /// What the page has put off.
    tasks: VecDeque<Task>,
    pub(crate) notices: Vec<Notice>,
    /// The columns that were counted finely, and whether they are all.
    pub(crate) fine: (FineCounts, bool),
    /// The commands that were sent, by their first word.
    pub(crate) sent: Vec<String>,
    random: u64,
}

enum Task {
    Report(WorkerId, u32, MemoryBuffers),
    Step(Step),
}

pub(crate) struct Worker {
    engine: Rc<Engine<MemoryBuffers>>,
    commands: VecDeque<(Command, Attached<MemoryFile, MemoryBuffers>)>,
    events: Rc<RefCell<VecDeque<Sent>>>,
    reading: Option<Pin<Box<dyn Future<Output = ()>>>>,
    wakes: Arc<Wakes>,
}

struct Wakes(AtomicBool);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One thing that can happen next.
#[derive(Clone, Copy, Debug)]
enum Turn {
    Page,
    Command(WorkerId),
    Poll(WorkerId),
    Event(WorkerId),
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            session: Session::default(),
            workers: BTreeMap::new(),
            tasks: VecDeque::new(),
            notices: Vec::new(),
            fine: Default::default(),
            sent: Vec::new(),
            random: seed,
        }
    }

    /// A world in which the usual files of both sides were opened.
    pub(crate) fn opened(seed: u64) -> Self {
        let mut world = Self::new(seed);
        world.open_both();
        world
    }

    /// Opens the usual files of both sides.
    pub(crate) fn open_both(&mut self) {
        self.with(|session| session.open(Side::Reference, vec![reference()]));
        self.with(|session| session.open(Side::Production, vec![production()]));
    }

    /// Passes an input to the session.
    pub(crate) fn with(&mut self, input: impl FnOnce(&mut Session<MemoryFile, MemoryBuffers>)) {
        input(&mut self.session);
        for effect in self.session.take_effects() {
            match effect {
                Effect::StartWorker(worker) => {
                    assert!(self.workers.insert(worker, Worker::new()).is_none(), "{worker:?} is started twice");
                }
                Effect::Send { worker, command, attached } => {
                    let word = format!("{command:?}");
                    self.sent.push(word.split([' ', '{']).next().unwrap_or_default().to_owned());
                    // As in a browser, nothing happens if the worker has broken and the page does not know yet.
                    if let Some(worker) = self.workers.get_mut(&worker) {
                        worker.commands.push_back((*command, attached));
                    }
                }
                Effect::EndWorker(worker) => _ = self.workers.remove(&worker),
                Effect::ParseReport { worker, job, report } => self.tasks.push_back(Task::Report(worker, job, report)),
                Effect::KeepFineCounts { column, buckets, mut counts, is_last } => {
                    if buckets > 0 {
                        let arrays = [(); 3].map(|()| counts.take_numbers());
                        self.fine.0.add(column, FineColumn::from_arrays(arrays, buckets).unwrap());
                    }
                    self.fine.1 = is_last;
                }
                Effect::DropFineCounts => self.fine = Default::default(),
                Effect::Later(step) => self.tasks.push_back(Task::Step(step)),
                Effect::Publish(notice) => self.notices.push(notice),
            }
        }
    }

    /// Does one thing. Returns whether there was one to do.
    pub(crate) fn step(&mut self) -> bool {
        let turns = self.turns();
        if turns.is_empty() {
            return false;
        }
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        match turns[(self.random >> 33) as usize % turns.len()] {
            Turn::Page => match self.tasks.pop_front() {
                Some(Task::Report(worker, job, mut report)) => {
                    let report = from_json(&report.take_text()).map_err(|error| error.to_string());
                    self.with(|session| session.on_report(worker, job, report));
                }
                Some(Task::Step(step)) => self.with(|session| session.on_step(step)),
                None => {}
            },
            Turn::Command(id) => self.workers.get_mut(&id).unwrap().command(),
            Turn::Poll(id) => self.workers.get_mut(&id).unwrap().poll(),
            Turn::Event(id) => {
                let (event, buffers) = self.workers[&id].events.borrow_mut().pop_front().unwrap();
                self.with(|session| session.on_event(id, event, buffers));
            }
        }
        true
    }

    /// Goes on until nothing is left to do.
    pub(crate) fn run(&mut self) {
        for _ in 0..MOST_STEPS {
            if !self.step() {
                return;
            }
        }
        panic!("the session does not come to rest");
    }

    /// Takes this number of steps. Returns whether there were enough.
    pub(crate) fn run_steps(&mut self, steps: usize) -> bool {
        (0..steps).all(|_| self.step())
    }

    /// A worker breaks, and the page receives the fault.
    pub(crate) fn break_worker(&mut self, worker: WorkerId) {
        self.workers.remove(&worker);
        self.with(|session| session.on_worker_lost(worker, "out of memory".to_owned()));
    }

    /// The report that was shown last, and whether more of it was to come.
    pub(crate) fn shown(&self) -> Option<(&Report, bool)> {
        self.notices.iter().rev().find_map(|notice| match notice {
            Notice::Compared { report: SharedReport(report), completing } => Some((&**report, *completing)),
            _ => None,
        })
    }

    /// The whole report that was shown last, as JSON.
    pub(crate) fn report(&self) -> String {
        let (report, completing) = self.shown().expect("a report is shown");
        assert!(!completing, "the report is not whole");
        to_json(report)
    }

    /// What failed, since this number of notices.
    pub(crate) fn failures(&self, since: usize) -> Vec<(Option<Side>, &Problem)> {
        self.notices[since.min(self.notices.len())..]
            .iter()
            .filter_map(|notice| match notice {
                Notice::Failed { side, problem } => Some((*side, problem)),
                _ => None,
            })
            .collect()
    }

    fn turns(&self) -> Vec<Turn> {
        let mut turns = Vec::new();
        if !self.tasks.is_empty() {
            turns.push(Turn::Page);
        }
        for (&id, worker) in &self.workers {
            if !worker.commands.is_empty() {
                turns.push(Turn::Command(id));
            }
            if worker.reading.is_some() && worker.wakes.0.load(Ordering::Relaxed) {
                turns.push(Turn::Poll(id));
            }
            if !worker.events.borrow().is_empty() {
                turns.push(Turn::Event(id));
            }
        }
        turns
    }
}

impl Worker {
    fn new() -> Self {
        let events = Rc::new(RefCell::new(VecDeque::new()));
        let sent = events.clone();
        Self {
            engine: Rc::new(Engine::new(move |event, buffers| {
                // Events cross as text.
                let text = serde_json::to_string(&event).unwrap();
                sent.borrow_mut().push_back((serde_json::from_str(&text).unwrap(), buffers));
            })),
            commands: VecDeque::new(),
            events,
            reading: None,
            wakes: Arc::new(Wakes(AtomicBool::new(true))),
        }
    }

    fn command(&mut self) {
        let Some((command, attached)) = self.commands.pop_front() else { return };
        let text = serde_json::to_string(&command).unwrap();
        let command: Command = serde_json::from_str(&text).unwrap();
        match attached {
            Attached::Files(files) => {
                assert!(command.has_files() && self.reading.is_none());
                let engine = self.engine.clone();
                self.reading = Some(Box::pin(async move { engine.read_files(command, files).await }));
                self.wakes.0.store(true, Ordering::Relaxed);
            }
            Attached::Buffers(buffers) => self.engine.on_command(command, buffers),
            Attached::Nothing => {
                assert!(!command.has_files());
                self.engine.on_command(command, MemoryBuffers::default());
            }
        }
    }

    fn poll(&mut self) {
        self.wakes.0.store(false, Ordering::Relaxed);
        let waker = Waker::from(self.wakes.clone());
        let is_done = self
            .reading
            .as_mut()
            .is_some_and(|reading| reading.as_mut().poll(&mut Context::from_waker(&waker)).is_ready());
        if is_done {
            self.reading = None;
        }
    }
}
