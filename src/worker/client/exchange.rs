//! Columns move from worker to worker, until both sides of each lie in one place.

use std::collections::{HashMap, HashSet};

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::{Client, Inner};
use crate::state::{Action, Side};
use driftscope_session::{ColumnSize, Command, TableLabel};

impl Client {
    /// A side is read: its worker becomes one of those that keep columns, or gives them to those that are.
    pub(super) fn settle(&self, side: Side, columns: Vec<ColumnSize>) {
        {
            let mut inner = self.0.borrow_mut();
            inner.columns[side.index()] = columns.iter().map(|column| column.name.clone()).collect();
            match inner.keepers.len() {
                0 => {
                    inner.places = columns.into_iter().map(|column| (column.name, 0)).collect();
                    let reader = inner.readers[side.index()].take();
                    inner.keepers.extend(reader);
                    inner.kept[side.index()] = true;
                    // One log that was parted is read again: it is parted as it was.
                    if let (Some(by), Some(keeper)) = (inner.settings.split.clone(), inner.keepers.first()) {
                        keeper.post(&Command::Split { side, by }, &[]);
                    }
                    return;
                }
                1 => inner.share(side, &columns),
                _ => inner.follow(side),
            }
        }
        self.tell(Action::Comparing { done: 0, columns: 0 });
    }

    /// Columns came from one worker and go on to another. Once all have, the sides are compared.
    pub(super) fn hand_over(&self, side: Side, to: usize, labels: (TableLabel, Option<TableLabel>), buffers: &Array) {
        {
            let (label, sample) = labels;
            let mut inner = self.0.borrow_mut();
            if let Some(keeper) = inner.keepers.get(to) {
                let attached: Vec<JsValue> = buffers.iter().collect();
                let message = keeper.message(&Command::Adopt { side, label, sample }, &attached);
                let _ = keeper.worker.post_message_with_transfer(&message, buffers);
            }
            inner.moving = inner.moving.saturating_sub(1);
            if inner.moving > 0 {
                return;
            }
            inner.readers = [None, None];
            inner.kept = [true, true];
            if std::mem::take(&mut inner.is_halted) {
                return;
            }
        }
        self.compare();
    }
}

impl Inner {
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
    pub(super) fn parted(&mut self) {
        for side in Side::BOTH {
            if self.columns[side.index()].is_empty() {
                self.columns[side.index()] = self.columns[side.other().index()].clone();
            }
        }
        self.kept = [true, true];
    }
}
