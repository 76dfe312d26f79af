//! A data set in columns.

use std::sync::Arc;

use driftscope_report::Zone;

use crate::{Column, FileRecord, FoundLabels, Warning};

/// The columns of one data set, and what was wrong with the input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The number of rows; every column has as many cells.
    pub rows: usize,
    /// The columns, in the order of their first appearance.
    pub columns: Vec<Column>,
    /// The files, in the order they were given.
    pub files: Vec<FileRecord>,
    /// Which of their rows these are, in words; nothing where it is all of them.
    pub part: Option<String>,
    /// Of a sample, how many rows it was taken from.
    pub sampled_from: Option<u64>,
    /// Records that could not be read.
    pub skipped: u64,
    /// The problems, in the order of their first appearance.
    pub warnings: Vec<Warning>,
    /// What files of labels found among the rows, if some were given.
    pub labels: Option<Box<FoundLabels>>,
}

impl Table {
    /// The rows that are kept, with what was wrong with the whole input; `part` says in words which rows they are.
    pub fn chosen(&self, kept: &[bool], part: String) -> Self {
        Self {
            rows: kept.iter().filter(|kept| **kept).count(),
            columns: self.columns.iter().map(|column| column.chosen(kept)).collect(),
            files: self.files.iter().map(|file| FileRecord { rows: None, ..file.clone() }).collect(),
            part: Some(part),
            sampled_from: self.sampled_from,
            skipped: self.skipped,
            warnings: self.warnings.clone(),
            labels: self.labels.clone(),
        }
    }

    /// The same rows, whose moments are given by the clock of a zone from here on; by UTC if there is none.
    pub fn set_zone(&mut self, zone: Option<&Zone>) {
        let zone = zone.cloned().map(Arc::new);
        self.columns.iter_mut().for_each(|column| column.zone.clone_from(&zone));
    }

    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
