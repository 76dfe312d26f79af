//! The page's session at work: carries out its effects with real workers, and brings their events to it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use driftscope_decide::{FineColumn, FineCounts};
use driftscope_session::{
    Attached, Buffers, Command, Effect, Event, InputFile, Notice, Problem, Session, Step, WorkerId,
};
use driftscope_table::FileOutline;
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::handle::Handle;
use super::js_buffers::JsBuffers;
use super::queue::Queue;
use super::{Launcher, message};
use crate::browser::{after, outlines, read_report, soon};
use crate::state::{Action, SharedFineCounts, Side};

/// Milliseconds within which a browser begins to draw what has changed.
const FRAME: i32 = 34;

/// Milliseconds at least from one count of compared columns to the next. Each is drawn, while the workers need the cores.
const COUNTED: f64 = 100.0;

/// Shows what has happened.
type Dispatch = Rc<dyn Fn(Action)>;

/// The session, and its workers.
#[derive(Clone)]
pub(crate) struct Client(Rc<Inner>);

struct Inner {
    session: RefCell<Session<File, JsBuffers>>,
    workers: RefCell<Vec<(WorkerId, Handle)>>,
    /// How many workers outside of the session were asked. Their numbers go down from the largest one.
    asked: Cell<u32>,
    /// When compared columns were last counted, in milliseconds.
    counted: Cell<f64>,
    /// The columns that are counted finely, while some are left.
    fine: RefCell<FineCounts>,
    launcher: Launcher,
    dispatch: Dispatch,
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Client {
    /// A client without any worker yet.
    pub(crate) fn new(launcher: Launcher, dispatch: Dispatch) -> Self {
        let (session, workers) = (RefCell::default(), RefCell::default());
        let (asked, counted, fine) = (Cell::new(0), Cell::new(0.0), RefCell::default());
        Self(Rc::new(Inner { session, workers, asked, counted, fine, launcher, dispatch }))
    }

    /// Opens files as the data set of a side.
    pub(crate) fn open(&self, side: Side, files: &[File]) {
        self.with(|session| session.open(side, inputs(files)));
    }

    /// Adds labels that came later to both sides.
    pub(crate) fn open_labels(&self, files: &[File]) {
        self.with(|session| session.open_labels(inputs(files)));
    }

    /// Whether any file is opened.
    pub(crate) fn has_files(&self) -> bool {
        !self.0.session.borrow().first_handles().is_empty()
    }

    /// What the beginnings of files show, and that of the first file of each side that is opened.
    pub(crate) async fn outlines(&self, files: &[File]) -> [Vec<Option<FileOutline>>; 2] {
        let opened = self.0.session.borrow().first_handles();
        let first_rows =
            async |file: &File| match self.ask(&Command::ReadFirst, Attached::Files(vec![file.clone()])).await {
                Ok(Event::FirstRead { lines }) => lines,
                _ => String::new(),
            };
        [outlines(files, &first_rows).await, outlines(&opened, &first_rows).await]
    }

    /// Has a worker outside of the session carry out one command, and gives its answer.
    pub(crate) async fn ask(&self, command: &Command, attached: Attached<File, JsBuffers>) -> Result<Event, Problem> {
        let id = WorkerId(u32::MAX - self.0.asked.get());
        self.0.asked.set(self.0.asked.get() + 1);
        let answers: Queue<Result<Event, String>> = Queue::default();
        let (receiver, loser) = (answers.clone(), answers.clone());
        let receive = move |message: Array| receiver.push(event(&message));
        let handle = Handle::start(&self.0.launcher, receive, move |words| loser.push(Err(words)));
        let answer = match handle {
            Ok(handle) => {
                handle.send(&message(command), attached);
                self.0.workers.borrow_mut().push((id, handle));
                answers.next().await
            }
            Err(reason) => Err(words(&reason)),
        };
        self.0.workers.borrow_mut().retain(|(other, _)| *other != id);
        match answer {
            Ok(Event::Failed { problem, .. }) => Err(problem),
            Ok(event) => Ok(event),
            Err(message) => Err(Problem::Crashed { message }),
        }
    }

    /// Ends all workers. Nothing comes of what was asked.
    pub(crate) fn end(&self) {
        let workers = self.0.workers.take();
        // One of them may be speaking.
        soon(move || drop(workers));
    }

    /// A worker ended unexpectedly.
    fn lost(&self, worker: WorkerId, message: String) {
        self.with(|session| session.on_worker_lost(worker, message));
    }

    /// A worker sent a message.
    fn receive(&self, worker: WorkerId, message: Array) {
        match event(&message) {
            Ok(event) => self.with(|session| session.on_event(worker, event, JsBuffers(message))),
            Err(error) => self.lost(worker, error),
        }
    }

    /// Passes an input to the session, and carries out the effects.
    pub(crate) fn with(&self, input: impl FnOnce(&mut Session<File, JsBuffers>)) {
        let effects = {
            let mut session = self.0.session.borrow_mut();
            input(&mut session);
            session.take_effects()
        };
        effects.into_iter().for_each(|effect| self.carry_out(effect));
    }

    /// What starts its workers.
    pub(crate) fn launcher(&self) -> Launcher {
        self.0.launcher.clone()
    }

    /// The newest settings.
    pub(crate) fn settings(&self) -> driftscope_report::Settings {
        self.0.session.borrow().settings().clone()
    }

    fn carry_out(&self, effect: Effect<File, JsBuffers>) {
        match effect {
            Effect::StartWorker(worker) => self.start(worker),
            Effect::Send { worker, command, attached } => {
                if let Some((_, handle)) = self.0.workers.borrow().iter().find(|(id, _)| *id == worker) {
                    handle.send(&message(&*command), attached);
                }
            }
            Effect::EndWorker(worker) => self.0.workers.borrow_mut().retain(|(id, _)| *id != worker),
            Effect::ParseReport { worker, job, report } => self.parse_report(worker, job, &report),
            Effect::KeepFineCounts { column, buckets, counts, is_last } => {
                self.keep_fine_counts(column, buckets, counts, is_last);
            }
            Effect::DropFineCounts => {
                self.0.fine.take();
                (self.0.dispatch)(Action::FineCounted(None));
            }
            Effect::Later(step) => self.later(step),
            Effect::Publish(Notice::Comparing { columns, .. }) if columns > 0 && self.was_just_counted() => {}
            Effect::Publish(notice) => (self.0.dispatch)(notice.into()),
        }
    }

    /// Whether compared columns were counted a moment ago, and need not be counted again.
    fn was_just_counted(&self) -> bool {
        let now = js_sys::Date::now();
        let is_soon = (now - self.0.counted.get()).abs() < COUNTED;
        if !is_soon {
            self.0.counted.set(now);
        }
        is_soon
    }

    fn start(&self, worker: WorkerId) {
        let (receiver, loser) = (self.clone(), self.clone());
        let receive = move |message| receiver.receive(worker, message);
        match Handle::start(&self.0.launcher, receive, move |words| loser.lost(worker, words)) {
            Ok(handle) => self.0.workers.borrow_mut().push((worker, handle)),
            Err(reason) => self.lost(worker, words(&reason)),
        }
    }

    /// Keeps the counts of a column; after the last one, those of all are shown.
    fn keep_fine_counts(&self, column: String, buckets: usize, mut counts: JsBuffers, is_last: bool) {
        let arrays = [(); 3].map(|()| counts.take_numbers());
        let mut fine = self.0.fine.borrow_mut();
        FineColumn::from_arrays(arrays, buckets).into_iter().for_each(|counted| fine.add(column.clone(), counted));
        if is_last {
            let counted = std::mem::take(&mut *fine);
            (self.0.dispatch)(Action::FineCounted(Some(SharedFineCounts(Rc::new(counted)))));
        }
    }

    /// Reads a report in steps between which the page answers.
    fn parse_report(&self, worker: WorkerId, job: u32, report: &JsBuffers) {
        let (asking, client) = (self.clone(), self.clone());
        let text = report.0.shift().as_string().unwrap_or_default();
        let is_wanted = move || asking.0.session.borrow().is_wanted(job);
        read_report(text, is_wanted, move |report| {
            let report = report.map_err(|error| error.to_string());
            client.with(|session| session.on_report(worker, job, report));
        });
    }

    fn later(&self, step: Step) {
        let client = self.clone();
        let take = move || client.with(|session| session.on_step(step));
        match step {
            Step::Show => soon(take),
            Step::Complete => after(FRAME, take),
        }
    }
}

/// Takes the event from a message.
fn event(message: &Array) -> Result<Event, String> {
    let text = message.shift().as_string().unwrap_or_default();
    driftscope_report::value_from_json(&text).map_err(|error| error.to_string())
}

/// What a browser gives as the reason.
fn words(reason: &JsValue) -> String {
    reason.as_string().unwrap_or_else(|| format!("{reason:?}"))
}

fn inputs(files: &[File]) -> Vec<InputFile<File>> {
    files.iter().map(|file| input(file, false)).collect()
}

/// A file as a session takes it.
pub(crate) fn input(file: &File, has_labels: bool) -> InputFile<File> {
    InputFile { name: file.name(), bytes: file.size() as u64, handle: file.clone(), has_labels }
}
