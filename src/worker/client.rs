//! The page's side: one worker for each data set that is read, and the same two to compare them.
//!
//! Each worker reads one side. Then each gives the other about half of its columns, so that both sides of a column lie in
//! one place and both workers compare. The first of them puts the report together. What is taken is how the columns
//! lie, `places`; where one side is replaced, its columns go to where the other side's are.
//!
//! The files' fingerprints are taken after that, by workers of their own: no verdict waits for them.
//!
//! What a person asks for is here; `answers` hears the workers, `exchange` moves columns between them, `rest` has another worker
//! read a part of a large file, `comparison` compares and shows, and `state` says who does what.

mod answers;
mod comparison;
mod exchange;
mod handle;
mod state;
mod tail;

use std::cell::RefCell;
use std::rc::Rc;

use driftscope_report::Split;
use wasm_bindgen::JsValue;
use web_sys::File;

use self::handle::Handle;
use self::state::Inner;
use super::Launcher;
use crate::state::{Action, Change, ReadChoice, Side};
use driftscope_session::{Command, Problem};

/// Tells the page what happened.
type Dispatch = Rc<dyn Fn(Action)>;

/// Starts, asks and ends workers.
#[derive(Clone)]
pub(crate) struct Client(Rc<RefCell<Inner>>);

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Client {
    /// A client without any worker yet.
    pub(crate) fn new(launcher: Launcher, dispatch: Dispatch) -> Self {
        Self(Rc::new(RefCell::new(Inner::new(launcher, dispatch))))
    }

    /// Reads files as the data set of a side, as what they are.
    pub(crate) fn open(&self, side: Side, files: &[File]) {
        {
            let mut inner = self.0.borrow_mut();
            inner.replace(side);
            inner.files[side.index()] = files.to_vec();
            inner.choices[side.index()] = ReadChoice::default();
            inner.settings.split = None;
        }
        self.read(side);
    }

    /// Reads the files of a side again, in another way.
    pub(crate) fn read_again(&self, side: Side, choice: ReadChoice) {
        {
            let mut inner = self.0.borrow_mut();
            inner.replace(side);
            inner.choices[side.index()] = choice;
        }
        self.read(side);
    }

    /// Compares again under other choices.
    pub(crate) fn apply(&self, change: &Change) {
        change(&mut self.0.borrow_mut().settings);
        if self.0.borrow().is_broken { self.again() } else { self.compare() }
    }

    /// Reads all files and compares them once more, after a worker was lost.
    pub(crate) fn again(&self) {
        let has_files = |side: &Side| !self.0.borrow().files[side.index()].is_empty();
        Side::BOTH.into_iter().filter(has_files).for_each(|side| self.read(side));
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

    /// Asks how many rows each part of the only data set would have.
    pub(crate) fn count_split(&self, side: Side, by: Split) {
        if let Some(keeper) = self.0.borrow().keepers.first() {
            keeper.post(&Command::CountSplit { side, by }, &[]);
        }
    }

    /// Parts a log otherwise that was parted before. It is read again, since nobody has it whole any more.
    pub(crate) fn split_again(&self, by: Split) {
        let Some(side) = self.source(Side::Reference) else { return };
        {
            let mut inner = self.0.borrow_mut();
            inner.replace(side);
            inner.settings.split = Some(by);
            inner.lose_columns();
        }
        self.read(side);
    }

    /// Reads a side again without one of its files. The last one stays.
    pub(crate) fn remove(&self, side: Side, place: usize) {
        let Some(side) = self.source(side) else { return };
        {
            let mut inner = self.0.borrow_mut();
            let files = inner.files[side.index()].len();
            if files < 2 || place >= files {
                return;
            }
            inner.replace(side);
            inner.files[side.index()].remove(place);
            if inner.settings.split.is_some() {
                inner.lose_columns();
            }
        }
        self.read(side);
    }

    /// The side that has a side's files: itself, or the other one where one log was parted.
    fn source(&self, side: Side) -> Option<Side> {
        let inner = self.0.borrow();
        [side, side.other()].into_iter().find(|side| !inner.files[side.index()].is_empty())
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
            self.tell(Action::Lost);
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
        let is_broken = self.0.borrow().is_broken;
        {
            let mut inner = self.0.borrow_mut();
            if !is_broken && inner.kept != [true, true] || inner.moving > 0 || inner.settings.split.is_some() {
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
        if is_broken { self.again() } else { self.compare() }
    }

    /// Stops whatever is running, at once. What was read stays, and what was being replaced comes back.
    pub(crate) fn cancel(&self) {
        let lost = self.0.borrow_mut().stop();
        self.tell(Action::Cancelled);
        if lost.is_empty() {
            self.complete();
        }
        lost.into_iter().for_each(|side| self.read(side));
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
