//! The page's side: one worker for each data set that is read, and the same two to compare them.
//!
//! Each worker reads one side. Then each gives the other about half of its columns, so that both sides of a column lie in
//! one place and both workers compare. The first of them puts the report together. What is taken is how the columns
//! lie, `places`; where one side is replaced, its columns go to where the other side's are.
//!
//! The files' fingerprints are taken after that, by workers of their own: no verdict waits for them.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use driftscope_drift::{Extent, Report, Settings, Split, with_fingerprints};
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

use super::{ColumnSize, Command, Event, Launcher, Problem, TableLabel};
use crate::browser::soon;
use crate::state::{Action, ReadChoice, Settled, Side};

/// Tells the page what happened.
type Dispatch = Rc<dyn Fn(Action)>;

/// Starts, asks and ends workers.
#[derive(Clone)]
pub(crate) struct Client(Rc<RefCell<Inner>>);

struct Inner {
    launcher: Launcher,
    dispatch: Dispatch,
    /// Those that read a side, or have read it and not given all of it away.
    readers: [Option<Handle>; 2],
    /// Those that keep columns to compare, two at most.
    keepers: Vec<Handle>,
    /// Which of them keeps a column.
    places: HashMap<String, usize>,
    /// The names of each side's columns, in order.
    columns: [Vec<String>; 2],
    /// Which sides lie with the keepers.
    kept: [bool; 2],
    /// Columns that are on their way from one worker to another.
    moving: usize,
    /// How many columns each keeper has compared.
    done: [u64; 2],
    /// The newest report, as it was before the fingerprints.
    report: Option<Rc<Report>>,
    /// The fingerprints of each side's files, and who takes them.
    fingerprints: [Option<Vec<String>>; 2],
    hashers: [Option<Handle>; 2],
    settings: Settings,
    /// The files of each side, to read them again in another way.
    files: [Vec<File>; 2],
    /// How each side is read.
    choices: [ReadChoice; 2],
    /// The newest piece of work: answers to any other are dropped.
    comparison: u32,
    /// How much of each column it gives.
    extent: Extent,
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
            comparison: 0,
            extent: Extent::Verdict,
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
        if let Some(keeper) = self.0.borrow().keepers.first() {
            keeper.post(&Command::OfferSplit { side }, &[]);
        }
    }

    /// Parts the only data set into both sides.
    pub(crate) fn split(&self, side: Side, by: Split) {
        let mut inner = self.0.borrow_mut();
        inner.settings.split = Some(by.clone());
        if let Some(keeper) = inner.keepers.first() {
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
        // Columns that are on their way would be lost half-way: then the other side is read again, too.
        let again = self.0.borrow().moving > 0;
        let job = self.0.borrow_mut().begin(side);
        if again && self.0.borrow().files[side.other().index()].is_empty() {
            self.tell(Action::Cancelled);
        } else if again {
            self.read(side.other());
        }
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
            if inner.kept != [true, true] || inner.moving > 0 || inner.settings.split.is_some() {
                return;
            }
            inner.keepers.iter().for_each(|keeper| keeper.post(&Command::Swap, &[]));
            inner.columns.swap(0, 1);
            inner.files.swap(0, 1);
            inner.choices.swap(0, 1);
            inner.fingerprints.swap(0, 1);
            inner.hashers.swap(0, 1);
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
            if inner.comparison != 0 || inner.moving > 0 {
                inner.lose_columns();
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
            Event::Read { rows, skipped, read_as, columns, .. } => {
                if let Some(side) = reading {
                    self.tell(Action::Read { side, rows, skipped, read_as });
                    self.settle(side, columns);
                }
            }
            Event::SplitOffered { choices } => self.tell(Action::SplitOffered(Rc::new(choices))),
            Event::Parted { rows } => {
                self.0.borrow_mut().parted();
                self.tell(Action::Parted { rows });
                self.compare();
            }
            Event::Failed { problem: problem @ Problem::Unsplittable { .. }, .. } => {
                self.tell(Action::Failed { side: None, problem });
            }
            Event::Given { side, to, label } => self.hand_over(side, to, label, message),
            Event::Comparing { job, done, .. } if self.0.borrow().is_awaited(job) => {
                let progress = self.0.borrow_mut().progress(worker, done);
                self.tell(progress);
            }
            Event::Described { job, described } if self.0.borrow().comparison == job => {
                if let Some(first) = self.0.borrow().keepers.first() {
                    first.post(&Command::Complete { job, described }, &[]);
                }
            }
            Event::Compared { job, report } if self.0.borrow().comparison == job => {
                self.0.borrow_mut().comparison = 0;
                match driftscope_drift::from_json(&report) {
                    Ok(report) => {
                        self.0.borrow_mut().report = Some(Rc::new(report));
                        // Reading a report takes a while, and so does showing it.
                        let client = self.clone();
                        soon(move || client.show());
                        let client = self.clone();
                        soon(move || client.complete());
                    }
                    Err(error) => self.crashed(worker, error.to_string()),
                }
            }
            Event::Comparing { .. } | Event::Described { .. } | Event::Compared { .. } => {}
            Event::Fingerprinted { sha256 } => {
                let side = self.0.borrow().hashing(worker);
                if let Some(side) = side {
                    let mut inner = self.0.borrow_mut();
                    inner.hashers[side.index()] = None;
                    inner.fingerprints[side.index()] = Some(sha256);
                    drop(inner);
                    self.show();
                }
            }
            Event::Failed { job: None, problem: Problem::Crashed { message } } => self.crashed(worker, message),
            Event::Failed { job, problem } => self.failed(worker, job, problem),
        }
    }

    /// A side is read: its worker becomes one of those that keep columns, or gives them to those that are.
    fn settle(&self, side: Side, columns: Vec<ColumnSize>) {
        {
            let mut inner = self.0.borrow_mut();
            inner.columns[side.index()] = columns.iter().map(|column| column.name.clone()).collect();
            match inner.keepers.len() {
                0 => {
                    inner.places = columns.into_iter().map(|column| (column.name, 0)).collect();
                    let reader = inner.readers[side.index()].take();
                    inner.keepers.extend(reader);
                    inner.kept[side.index()] = true;
                    return;
                }
                1 => inner.share(side, &columns),
                _ => inner.follow(side),
            }
        }
        self.tell(Action::Comparing { done: 0, columns: 0 });
    }

    /// Columns came from one worker and go on to another. Once all have, the sides are compared.
    fn hand_over(&self, side: Side, to: usize, label: TableLabel, buffers: &Array) {
        {
            let mut inner = self.0.borrow_mut();
            if let Some(keeper) = inner.keepers.get(to) {
                let attached: Vec<JsValue> = buffers.iter().collect();
                let message = keeper.message(&Command::Adopt { side, label }, &attached);
                let _ = keeper.worker.post_message_with_transfer(&message, buffers);
            }
            inner.moving = inner.moving.saturating_sub(1);
            if inner.moving > 0 {
                return;
            }
            inner.readers = [None, None];
            inner.kept = [true, true];
        }
        self.compare();
    }

    /// Compares, once both sides are in place: first what the verdict needs, then the rest.
    fn compare(&self) {
        if self.describe(Extent::Verdict) {
            self.tell(Action::Comparing { done: 0, columns: 0 });
        }
    }

    /// Begins, once the verdict is shown, with what nobody waits for.
    fn complete(&self) {
        let is_first_look = {
            let inner = self.0.borrow();
            inner.extent == Extent::Verdict && inner.comparison == 0 && inner.report.is_some()
        };
        if is_first_look {
            self.describe(Extent::Full);
            self.take_fingerprints();
        }
    }

    /// Has the columns described. Gives whether they are there.
    fn describe(&self, extent: Extent) -> bool {
        {
            let mut inner = self.0.borrow_mut();
            if inner.kept != [true, true] || inner.moving > 0 {
                return false;
            }
            inner.jobs += 1;
            inner.extent = extent;
            inner.done = [0; 2];
            inner.comparison = inner.jobs;
            let (job, settings) = (inner.comparison, inner.settings.clone());
            if let Some(second) = inner.keepers.get(1) {
                second.post(&Command::Describe { job, settings: settings.clone(), extent }, &[]);
            }
            if let Some(first) = inner.keepers.first() {
                let (columns, is_part) = (inner.columns.clone(), inner.keepers.len() > 1);
                first.post(&Command::Compare { job, settings, extent, columns, is_part }, &[]);
            }
        }
        true
    }

    /// Shows the newest report, with the fingerprints if they are known.
    fn show(&self) {
        let shown = {
            let inner = self.0.borrow();
            let Some(report) = inner.report.clone() else { return };
            let completing =
                inner.extent == Extent::Verdict || inner.comparison != 0 || inner.hashers.iter().any(Option::is_some);
            let report = match inner.known_fingerprints() {
                Some([reference, production]) => {
                    Rc::new(with_fingerprints(Report::clone(&report), [reference, production]))
                }
                None => report,
            };
            Action::Compared { report: Settled(report), completing }
        };
        self.tell(shown);
    }

    /// Has the fingerprints taken that are not known, each side's by a worker of its own.
    fn take_fingerprints(&self) {
        for side in Side::BOTH {
            let (files, names) = {
                let inner = self.0.borrow();
                let at = side.index();
                if inner.fingerprints[at].is_some() || inner.hashers[at].is_some() || inner.files[at].is_empty() {
                    continue;
                }
                let files: Vec<JsValue> = inner.files[at].iter().map(JsValue::from).collect();
                (files, inner.files[at].iter().map(File::name).collect())
            };
            let job = self.0.borrow_mut().next_job();
            if let Ok(handle) = self.launch(job) {
                handle.post(&Command::Fingerprint { names }, &files);
                self.0.borrow_mut().hashers[side.index()] = Some(handle);
            }
        }
    }

    /// A piece of work ended in a problem that was foreseen. Its worker is as good as before, but has nothing to keep.
    fn failed(&self, worker: u32, job: Option<u32>, problem: Problem) {
        let side = {
            let mut inner = self.0.borrow_mut();
            if let Some(side) = inner.hashing(worker) {
                inner.hashers[side.index()] = None;
                drop(inner);
                self.show();
                return self.tell(Action::Failed { side: None, problem });
            }
            let side = inner.reading(worker);
            match side {
                Some(side) => inner.readers[side.index()] = None,
                None if job.is_none() => {}
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
            } else if let Some(side) = inner.hashing(worker) {
                inner.hashers[side.index()] = None;
                drop(inner);
                return self.show();
            } else if inner.keepers.iter().any(|keeper| keeper.job == worker) {
                inner.lose_columns();
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
        side_of(&self.readers, worker)
    }

    /// The side whose files' fingerprints a worker takes.
    fn hashing(&self, worker: u32) -> Option<Side> {
        side_of(&self.hashers, worker)
    }

    /// Whether a person waits for a comparison: for its verdict.
    fn is_awaited(&self, job: u32) -> bool {
        self.comparison == job && self.extent == Extent::Verdict
    }

    fn next_job(&mut self) -> u32 {
        self.jobs += 1;
        self.jobs
    }

    /// Begins to read a side: what there was of it is forgotten.
    fn begin(&mut self, side: Side) -> u32 {
        let at = side.index();
        self.comparison = 0;
        self.report = None;
        self.fingerprints[at] = None;
        self.hashers[at] = None;
        self.readers[at] = None;
        self.kept[at] = false;
        self.columns[at].clear();
        if self.moving > 0 || !self.kept[side.other().index()] {
            self.lose_columns();
        }
        self.keepers.iter().for_each(|keeper| keeper.post(&Command::Forget { side }, &[]));
        self.next_job()
    }

    /// The workers that keep columns end.
    fn lose_columns(&mut self) {
        self.keepers.clear();
        self.places.clear();
        self.kept = [false; 2];
        self.moving = 0;
        self.comparison = 0;
    }

    /// Two workers have one side each: each gives the other those columns that it will not compare itself.
    fn share(&mut self, side: Side, columns: &[ColumnSize]) {
        // The largest first, each to the worker that has less to do so far.
        let mut sizes: Vec<(&str, u64)> =
            columns.iter().map(|column| (column.name.as_str(), column.bytes + 1)).collect();
        sizes.sort_by(|one, other| (other.1, one.0).cmp(&(one.1, other.0)));
        let known: HashSet<&str> = sizes.iter().map(|size| size.0).collect();
        let only_there: Vec<&str> = self.columns[side.other().index()]
            .iter()
            .map(String::as_str)
            .filter(|name| !known.contains(name))
            .collect();
        let mut load = [0; 2];
        let mut places = HashMap::new();
        for (name, bytes) in sizes.into_iter().chain(only_there.into_iter().map(|name| (name, 1))) {
            let place = usize::from(load[1] < load[0]);
            load[place] += bytes;
            places.insert(name.to_owned(), place);
        }
        self.places = places;
        let Some(reader) = self.readers[side.index()].take() else { return };
        reader.post(&self.give(side, 0), &[]);
        if let Some(first) = self.keepers.first() {
            first.post(&self.give(side.other(), 1), &[]);
        }
        self.keepers.push(reader);
        self.moving = 2;
    }

    /// The columns of a new side go to where those of the other one are; new ones to the first.
    fn follow(&mut self, side: Side) {
        for name in &self.columns[side.index()] {
            if !self.places.contains_key(name) {
                self.places.insert(name.clone(), 0);
            }
        }
        let Some(reader) = &self.readers[side.index()] else { return };
        for to in 0..self.keepers.len() {
            reader.post(&self.give(side, to), &[]);
        }
        self.moving = self.keepers.len();
    }

    /// Asks for those columns of a side that belong to one place.
    fn give(&self, side: Side, to: usize) -> Command {
        let columns = self.columns[side.index()].iter().filter(|name| self.places.get(*name) == Some(&to));
        Command::Give { side, columns: columns.cloned().collect(), to }
    }

    /// The only log was parted: both sides have its columns.
    fn parted(&mut self) {
        for side in Side::BOTH {
            if self.columns[side.index()].is_empty() {
                self.columns[side.index()] = self.columns[side.other().index()].clone();
            }
        }
        self.kept = [true, true];
    }

    /// A worker has compared so many columns.
    fn progress(&mut self, worker: u32, done: u64) -> Action {
        if let Some(place) = self.keepers.iter().position(|keeper| keeper.job == worker) {
            self.done[place.min(1)] = done;
        }
        Action::Comparing { done: self.done.iter().sum(), columns: self.places.len() as u64 }
    }

    /// The fingerprints of both sides' files, once all are known. One log that was parted has them for both.
    fn known_fingerprints(&self) -> Option<[&[String]; 2]> {
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
