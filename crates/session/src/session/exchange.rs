//! Columns move from worker to worker, until both sides of each lie in one place.

use driftscope_present::sorting::sort_by;
use std::collections::{HashMap, HashSet};

use super::{Attached, Notice, Session, WorkerId};
use crate::{ColumnSize, Command, Side};

impl<F: Clone, B> Session<F, B> {
    /// A side is read: its worker becomes one of those that keep columns, or gives them to those that are.
    pub(super) fn place(&mut self, side: Side, columns: Vec<ColumnSize>) {
        self.columns[side.index()] = columns.iter().map(|column| column.name.clone()).collect();
        match self.keepers.len() {
            0 => return self.keep_all(side, columns),
            1 => self.distribute(side, &columns),
            _ => self.follow(side),
        }
        self.publish(Notice::Comparing { done: 0, columns: 0 });
    }

    /// Columns came from one worker and go on to another. Once all have, the sides are compared.
    pub(super) fn hand_over(&mut self, command: Command, to: usize, buffers: B) {
        if let Some(&keeper) = self.keepers.get(to) {
            self.send_with(keeper, command, Attached::Buffers(buffers));
        }
        self.moving = self.moving.saturating_sub(1);
        if self.moving > 0 {
            return;
        }
        self.readers = [None; 2];
        self.kept = [true, true];
        if !std::mem::take(&mut self.is_halted) {
            self.compare();
        }
    }

    /// The only log was split: both sides have its columns.
    pub(super) fn on_split(&mut self) {
        for side in Side::BOTH {
            if self.columns[side.index()].is_empty() {
                self.columns[side.index()] = self.columns[side.other().index()].clone();
            }
        }
        self.kept = [true, true];
    }

    /// The first side to be read stays with its reader.
    fn keep_all(&mut self, side: Side, columns: Vec<ColumnSize>) {
        self.places = columns.into_iter().map(|column| (column.name, 0)).collect();
        let Some(reader) = self.readers[side.index()].take() else { return };
        self.keepers.push(reader);
        self.kept[side.index()] = true;
        // A log that was split before is split in the same place.
        if let Some(by) = self.settings.split.clone() {
            self.send(reader, Command::Split { side, by });
        }
    }

    /// Two workers have one side each: each gives the other the columns that it will not compare itself.
    fn distribute(&mut self, side: Side, columns: &[ColumnSize]) {
        let Some(reader) = self.readers[side.index()].take() else { return };
        self.places = balanced(columns, &self.columns[side.other().index()]);
        self.give(reader, side, 0);
        self.give(self.keepers[0], side.other(), 1);
        self.keepers.push(reader);
        self.moving = 2;
    }

    /// The columns of a new side go to where those of the other one are; new ones to the first keeper.
    fn follow(&mut self, side: Side) {
        for name in &self.columns[side.index()] {
            if !self.places.contains_key(name) {
                self.places.insert(name.clone(), 0);
            }
        }
        let Some(reader) = self.readers[side.index()] else { return };
        for to in 0..self.keepers.len() {
            self.give(reader, side, to);
        }
        self.moving = self.keepers.len();
    }

    /// Asks a worker for the columns of a side that belong to one place.
    fn give(&mut self, worker: WorkerId, side: Side, to: usize) {
        let columns = self.columns[side.index()].iter().filter(|name| self.places.get(*name) == Some(&to));
        let columns = columns.cloned().collect();
        self.send(worker, Command::Give { side, columns, to });
    }
}

/// Places for the columns of both sides such that two workers have about as much to do: the largest first, each to the one
/// that has less so far.
fn balanced(columns: &[ColumnSize], others: &[String]) -> HashMap<String, usize> {
    let mut sizes: Vec<(&str, u64)> = columns.iter().map(|column| (column.name.as_str(), column.bytes + 1)).collect();
    sort_by(&mut sizes, &|one, other| (other.1, one.0).cmp(&(one.1, other.0)));
    let known: HashSet<&str> = sizes.iter().map(|size| size.0).collect();
    let only_there = others.iter().map(String::as_str).filter(|name| !known.contains(name)).map(|name| (name, 1));
    let mut load = [0; 2];
    let mut places = HashMap::new();
    for (name, bytes) in sizes.iter().copied().chain(only_there) {
        let place = usize::from(load[1] < load[0]);
        load[place] += bytes;
        places.insert(name.to_owned(), place);
    }
    places
}
