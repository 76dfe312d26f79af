//! The page's side: one worker for each file that is read, and one of them that keeps both tables to compare.
//!
//! The worker that is done first keeps its table. The other one hands its own over and ends, and its memory, which a
//! WebAssembly module never gives back by itself, is free again.

use std::cell::RefCell;
use std::rc::Rc;

use driftscope_drift::{Settings, Split};
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

use super::{Command, Event, Launcher, Problem, TableLabel};
use crate::state::{Action, ReadChoice, Settled, Side};

/// Tells the page what happened.
type Dispatch = Rc<dyn Fn(Action)>;

/// Starts, asks and ends workers.
#[derive(Clone)]
pub(crate) struct Client(Rc<RefCell<Inner>>);

struct Inner {
    launcher: Launcher,
    dispatch: Dispatch,
    readers: [Option<Handle>; 2],
    keeper: Option<Handle>,
    /// Which tables the keeper has.
    kept: [bool; 2],
    settings: Settings,
    /// The files of each side, to read them again in another way.
    files: [Vec<File>; 2],
    /// How each side is read.
    choices: [ReadChoice; 2],
    /// The newest piece of work: answers to any other are dropped.
    comparison: u32,
    jobs: u32,
}

/// A worker that ends with its handle.
struct Handle {
    worker: Worker,
    job: u32,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Handle {
    fn post(&self, command: &Command, attached: &[JsValue]) {
        let message = self.message(command, attached);
        // Only a file that is gone could be refused, and reading it says so better.
        let _ = self.worker.post_message(&message);
    }

    fn message(&self, command: &Command, attached: &[JsValue]) -> Array {
        let message = Array::of1(&JsValue::from_str(&serde_json::to_string(command).unwrap_or_default()));
        attached.iter().for_each(|value| _ = message.push(value));
        message
    }
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Client {
    /// A client without any worker yet.
    pub(crate) fn new(launcher: Launcher, dispatch: Dispatch) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            launcher,
            dispatch,
            readers: [None, None],
            keeper: None,
            kept: [false; 2],
            settings: Settings::default(),
            files: Default::default(),
            choices: Default::default(),
            comparison: 0,
            jobs: 0,
        })))
    }

    /// Reads files as the data set of a side, as what they are.
    pub(crate) fn open(&self, side: Side, files: &[File]) {
        {
            let mut inner = self.0.borrow_mut();
            inner.files[side.index()] = files.to_vec();
            inner.choices[side.index()] = ReadChoice::default();
            inner.settings.split = None;
        }
        self.read(side);
    }

    /// Reads the files of a side again, in another way.
    pub(crate) fn read_again(&self, side: Side, choice: ReadChoice) {
        self.0.borrow_mut().choices[side.index()] = choice;
        self.read(side);
    }

    /// Compares again under other choices.
    pub(crate) fn apply(&self, settings: Settings) {
        self.0.borrow_mut().settings = settings;
        self.compare();
    }

    /// Asks what the only data set can be parted by.
    pub(crate) fn offer_split(&self, side: Side) {
        if let Some(keeper) = &self.0.borrow().keeper {
            keeper.post(&Command::OfferSplit { side }, &[]);
        }
    }

    /// Parts the only data set into both sides.
    pub(crate) fn split(&self, side: Side, by: Split) {
        let mut inner = self.0.borrow_mut();
        inner.settings.split = Some(by.clone());
        if let Some(keeper) = &inner.keeper {
            keeper.post(&Command::Split { side, by }, &[]);
        }
    }

    fn read(&self, side: Side) {
        let (files, choice) = {
            let inner = self.0.borrow();
            (inner.files[side.index()].clone(), inner.choices[side.index()].clone())
        };
        let names: Vec<String> = files.iter().map(File::name).collect();
        let bytes = files.iter().map(|file| file.size() as u64).sum();
        self.tell(Action::Opened { side, names: names.clone(), bytes, choice: choice.clone() });
        let job = {
            let mut inner = self.0.borrow_mut();
            inner.jobs += 1;
            inner.comparison = 0;
            inner.readers[side.index()] = None;
            inner.kept[side.index()] = false;
            if let Some(keeper) = &inner.keeper {
                keeper.post(&Command::Forget { side }, &[]);
            }
            inner.jobs
        };
        match self.launch(job) {
            Ok(handle) => {
                let files: Vec<JsValue> = files.iter().map(JsValue::from).collect();
                handle.post(&Command::Read { job, side, names, choice }, &files);
                self.0.borrow_mut().readers[side.index()] = Some(handle);
            }
            Err(reason) => self.fail(Some(side), reason),
        }
    }

    /// Exchanges the two sides, once both are read.
    pub(crate) fn swap(&self) {
        {
            let mut inner = self.0.borrow_mut();
            let Some(keeper) = inner.keeper.as_ref().filter(|_| inner.kept == [true, true]) else { return };
            keeper.post(&Command::Swap, &[]);
            inner.comparison = 0;
        }
        self.tell(Action::Swapped);
        self.compare();
    }

    /// Ends whatever is running, at once.
    pub(crate) fn cancel(&self) {
        {
            let mut inner = self.0.borrow_mut();
            inner.readers = [None, None];
            if inner.comparison != 0 {
                inner.comparison = 0;
                inner.keeper = None;
                inner.kept = [false; 2];
            }
        }
        self.tell(Action::Cancelled);
    }

    fn launch(&self, job: u32) -> Result<Handle, JsValue> {
        let worker = self.0.borrow().launcher.launch()?;
        let client = self.clone();
        let on_message = Closure::new(move |event: MessageEvent| client.hear(job, &event.data().unchecked_into()));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let client = self.clone();
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            client.crashed(job, event.message());
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Handle { worker, job, _on_message: on_message, _on_error: on_error })
    }

    /// A worker, known by the job it was started for, has said something.
    fn hear(&self, worker: u32, message: &Array) {
        let text = message.shift().as_string().unwrap_or_default();
        let event = match serde_json::from_str(&text) {
            Ok(event) => event,
            Err(error) => return self.crashed(worker, error.to_string()),
        };
        let reading = self.0.borrow().reading(worker);
        match event {
            Event::Reading { bytes, rows, .. } => {
                if let Some(side) = reading {
                    self.tell(Action::Progressed { side, bytes, rows });
                }
            }
            Event::Read { rows, skipped, read_as, .. } => {
                if let Some(side) = reading {
                    self.tell(Action::Read { side, rows, skipped, read_as });
                    self.settle(side);
                }
            }
            Event::SplitOffered { choices } => self.tell(Action::SplitOffered(Rc::new(choices))),
            Event::Parted { rows } => {
                self.0.borrow_mut().kept = [true, true];
                self.tell(Action::Parted { rows });
                self.compare();
            }
            Event::Failed { problem: problem @ Problem::Unsplittable { .. }, .. } => {
                self.tell(Action::Failed { side: None, problem });
            }
            Event::Table { label } => {
                if let Some(side) = reading {
                    self.adopt(side, label, message);
                }
            }
            Event::Comparing { job, done, columns } if self.0.borrow().comparison == job => {
                self.tell(Action::Comparing { done, columns });
            }
            Event::Compared { job, report } if self.0.borrow().comparison == job => {
                self.0.borrow_mut().comparison = 0;
                match driftscope_drift::from_json(&report) {
                    Ok(report) => self.tell(Action::Compared(Settled(Rc::new(report)))),
                    Err(error) => self.crashed(worker, error.to_string()),
                }
            }
            Event::Comparing { .. } | Event::Compared { .. } => {}
            Event::Failed { job: None, problem: Problem::Crashed { message } } => self.crashed(worker, message),
            Event::Failed { job, problem } => self.failed(worker, job, problem),
        }
    }

    /// A side is read: its worker keeps the table, or hands it to the one that keeps the other.
    fn settle(&self, side: Side) {
        {
            let mut inner = self.0.borrow_mut();
            if inner.keeper.is_some() {
                if let Some(reader) = &inner.readers[side.index()] {
                    reader.post(&Command::HandOver, &[]);
                }
                return;
            }
            inner.keeper = inner.readers[side.index()].take();
            inner.kept[side.index()] = true;
        }
        self.compare();
    }

    fn adopt(&self, side: Side, label: TableLabel, buffers: &Array) {
        {
            let mut inner = self.0.borrow_mut();
            if let Some(keeper) = &inner.keeper {
                let attached: Vec<JsValue> = buffers.iter().collect();
                let message = keeper.message(&Command::Adopt { side, label }, &attached);
                let _ = keeper.worker.post_message_with_transfer(&message, buffers);
            }
            inner.readers[side.index()] = None;
            inner.kept[side.index()] = true;
        }
        self.compare();
    }

    /// Compares, once both tables are in one place.
    fn compare(&self) {
        {
            let mut inner = self.0.borrow_mut();
            if inner.kept != [true, true] {
                return;
            }
            inner.jobs += 1;
            inner.comparison = inner.jobs;
            let command = Command::Compare { job: inner.comparison, settings: inner.settings.clone() };
            if let Some(keeper) = &inner.keeper {
                keeper.post(&command, &[]);
            }
        }
        self.tell(Action::Comparing { done: 0, columns: 0 });
    }

    /// A piece of work ended in a problem that was foreseen. Its worker is as good as before, but has nothing to keep.
    fn failed(&self, worker: u32, job: Option<u32>, problem: Problem) {
        let side = {
            let mut inner = self.0.borrow_mut();
            let side = inner.reading(worker);
            match side {
                Some(side) => inner.readers[side.index()] = None,
                None if job != Some(inner.comparison) => return,
                None => inner.comparison = 0,
            }
            side
        };
        self.tell(Action::Failed { side, problem });
    }

    /// A worker broke: out of memory, or a fault of ours. Whatever it had is lost; the page goes on.
    fn crashed(&self, worker: u32, message: String) {
        let side = {
            let mut inner = self.0.borrow_mut();
            let side = inner.reading(worker);
            if let Some(side) = side {
                inner.readers[side.index()] = None;
            } else if inner.keeper.as_ref().is_some_and(|keeper| keeper.job == worker) {
                inner.keeper = None;
                inner.kept = [false; 2];
                inner.comparison = 0;
            } else {
                return;
            }
            side
        };
        let problem = Problem::Crashed { message };
        if side.is_none() {
            self.tell(Action::Comparing { done: 0, columns: 0 });
            self.tell(Action::Cancelled);
        }
        self.tell(Action::Failed { side, problem });
    }

    fn fail(&self, side: Option<Side>, reason: JsValue) {
        let message = reason.as_string().unwrap_or_else(|| format!("{reason:?}"));
        self.tell(Action::Failed { side, problem: Problem::Crashed { message } });
    }

    fn tell(&self, action: Action) {
        let dispatch = self.0.borrow().dispatch.clone();
        dispatch(action);
    }
}

impl Inner {
    /// The side that a worker reads for, if it still does.
    fn reading(&self, worker: u32) -> Option<Side> {
        Side::BOTH
            .into_iter()
            .find(|side| self.readers[side.index()].as_ref().is_some_and(|reader| reader.job == worker))
    }
}
