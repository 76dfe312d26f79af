//! The rows of a model counted together: those with the same label, answer and version, by their scores.
//!
//! ```text
//! label  answer  version     rows without a score   buckets of scores
//! true   true    v1          0                      0.71: 3, 0.72: 5, …
//! true   false   v1          2                      0.12: 1, …
//! ```
//!
//! From these all metrics of classes follow, exact while there are no more than [`MOST_SCORES`] of them in all; else scores drop
//! as few of their last bits as make them fit, the same for all cells. So tables of parts, merged in any order, are the table of the whole.

use std::collections::{BTreeMap, HashMap, HashSet};

use driftscope_report::{Kind, Role};
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::value_sketch::ValueSketch;
use driftscope_table::typing::Evidence;
use driftscope_table::{Cell, CellKind, Cells, Column, DictionaryBuilder, Table};

use crate::performance::{MOST_CLASSES, MOST_NUMBERS};
use crate::roles::{Content, guess_on};
use crate::values::numeric;

/// Most buckets of scores of all combinations together.
pub(super) const MOST_SCORES: usize = 16_384;

/// Most combinations of a label, an answer and a version.
pub(super) const MOST_CELLS: usize = 1_000;

/// The columns whose values are counted together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ModelColumns {
    /// Labels, answers and versions.
    pub classes: Vec<String>,
    /// The scores.
    pub score: Option<String>,
}

/// The rows of a model, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ModelTable {
    pub columns: ModelColumns,
    /// By the values of the columns of classes.
    pub cells: BTreeMap<Vec<ClassValue>, ScoredRows>,
}

/// A value of a column of classes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ClassValue {
    Missing,
    Boolean(bool),
    /// The bits of a number.
    Number(u64),
    Text(String),
}

/// Rows by their scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ScoredRows {
    /// Rows without a score.
    pub without: u64,
    pub scores: ValueSketch,
}

impl ScoredRows {
    /// Counts further rows: how many have no score, and the scores of the others.
    pub(super) fn add(&mut self, without: u64, scores: &ValueSketch) {
        self.without = self.without.saturating_add(without);
        self.scores.merge(scores);
    }
}

impl ModelColumns {
    /// The columns of a table that are the model's by their names and values. `None` without labels, or without answers; and where labels
    /// are numbers, whose errors no table of classes holds.
    pub(crate) fn of(table: &Table) -> Option<Self> {
        let mut found = Self::default();
        let (mut confidences, mut scores) = (Vec::new(), Vec::new());
        let (mut has_label, mut has_answer) = (false, false);
        for column in &table.columns {
            let evidence = Evidence::of(column);
            let Some(role) = role(column, &evidence) else { continue };
            if are_classes(column, &evidence) {
                has_label |= role == Role::Target;
                has_answer |= role == Role::Prediction;
                found.classes.push(column.name.clone());
            } else if role == Role::Target {
                return None;
            } else if evidence.numbers + evidence.number_texts > 0 && role != Role::Version {
                if role == Role::Confidence { &mut confidences } else { &mut scores }.push(column.name.clone());
            }
        }
        // Of several scores each is that of a class, and the answer is the likeliest: one of them does not tell.
        let scores = if confidences.is_empty() { scores } else { confidences };
        found.score = <[String; 1]>::try_from(scores).ok().map(|[score]| score);
        (has_label && (has_answer || found.score.is_some())).then_some(found)
    }
}

/// The role of a column of a model. A column that only the other side lacks may be its label.
fn role(column: &Column, evidence: &Evidence) -> Option<Role> {
    let content = Content::of([evidence, evidence]);
    let kinds = [Kind::Boolean, Kind::Category, Kind::Numeric];
    let roles = kinds.map(|kind| guess_on([true, false], &column.name, kind, content));
    let wanted = [Role::Target, Role::Prediction, Role::Confidence, Role::Version];
    roles.into_iter().find(|role| wanted.contains(role))
}

fn are_classes(column: &Column, evidence: &Evidence) -> bool {
    if evidence.hashed > 0 || evidence.present() == 0 {
        return false;
    }
    let mut distinct: HashSet<u64> = HashSet::new();
    let (mut numbers, mut has_fractions) = (0, false);
    for cell in column.cells.iter() {
        match cell.kind() {
            CellKind::Missing | CellKind::NotANumber => continue,
            CellKind::Number(number) => {
                // JSON has no infinite label.
                has_fractions |= number != number.trunc() || number.is_infinite();
                numbers += usize::from(!distinct.contains(&cell.to_bits()));
            }
            _ => {}
        }
        distinct.insert(cell.to_bits());
        if distinct.len() > MOST_CLASSES || numbers > MOST_NUMBERS {
            return false;
        }
    }
    !has_fractions
}

impl ModelTable {
    /// The rows of a table, or of a part of it. `None` where there are too many combinations, or a column is not there.
    pub(crate) fn of(table: &Table, columns: &ModelColumns) -> Option<Self> {
        let classes: Vec<&Column> = columns.classes.iter().map(|name| table.column(name)).collect::<Option<_>>()?;
        let scores = match &columns.score {
            Some(name) => {
                let column = table.column(name)?;
                numeric::rows(column, &Evidence::of(column))
            }
            None => Vec::new(),
        };
        let mut places: HashMap<Vec<u64>, usize> = HashMap::new();
        let mut found: Vec<(Vec<ClassValue>, u64, Vec<f64>)> = Vec::new();
        let mut key = Vec::with_capacity(classes.len());
        for row in 0..table.rows {
            let cells = || classes.iter().map(|column| column.cells.get(row).unwrap_or(Cell::MISSING));
            key.clear();
            key.extend(cells().map(Cell::to_bits));
            let place = places.get(&key).copied().unwrap_or_else(|| {
                let values = cells().zip(&classes).map(|(cell, column)| ClassValue::of(cell, column)).collect();
                found.push((values, 0, Vec::new()));
                places.insert(key.clone(), found.len() - 1);
                found.len() - 1
            });
            if found.len() > MOST_CELLS {
                return None;
            }
            match scores.get(row).copied().filter(|score| !score.is_nan()) {
                Some(score) => found[place].2.push(score + 0.0),
                None => found[place].1 += 1,
            }
        }
        let mut counted = Self { columns: columns.clone(), cells: BTreeMap::new() };
        for (values, without, mut scores) in found {
            sort_numbers(&mut scores);
            // What is written in two ways may be one value.
            counted.cells.entry(values).or_default().add(without, &ValueSketch::of_sorted(&scores));
        }
        counted.fit();
        Some(counted)
    }

    /// Both tables as one. `None` where they are of other columns, or there are too many combinations.
    pub(crate) fn merged(mut self, part: Self) -> Option<Self> {
        if self.columns != part.columns {
            return None;
        }
        for (values, rows) in part.cells {
            self.cells.entry(values).or_default().add(rows.without, &rows.scores);
        }
        self.fit();
        (self.cells.len() <= MOST_CELLS).then_some(self)
    }

    /// The rows that are counted.
    pub(super) fn rows(&self) -> u64 {
        let of = |rows: &ScoredRows| rows.without.saturating_add(rows.scores.size());
        self.cells.values().fold(0, |sum, rows| sum.saturating_add(of(rows)))
    }

    /// Drops as few bits of all scores as make their buckets fit.
    pub(super) fn fit(&mut self) {
        fit_sketches(&mut self.cells.values_mut().map(|rows| &mut rows.scores).collect::<Vec<_>>(), MOST_SCORES);
    }

    /// A row for each combination and score, with how many rows it stands for.
    pub(super) fn listed(&self) -> impl Iterator<Item = (&[ClassValue], Option<f64>, u64)> {
        self.cells.iter().flat_map(|(values, rows)| {
            let [low, high] = rows.scores.infinite();
            let ends = [(Some(f64::NEG_INFINITY), low), (Some(f64::INFINITY), high), (None, rows.without)];
            let buckets = rows.scores.buckets().iter().map(|bucket| (Some(bucket.middle()), bucket.count));
            let all = buckets.chain(ends).filter(|(_, count)| *count > 0);
            all.map(|(score, count)| (values.as_slice(), score, count))
        })
    }
}

/// Drops as few bits of all sketches as leave them this many buckets together.
pub(super) fn fit_sketches(sketches: &mut [&mut ValueSketch], most: usize) {
    let buckets = |dropped: u32| -> usize { sketches.iter().map(|sketch| sketch.buckets_at(dropped)).sum() };
    let mut dropped = sketches.iter().map(|sketch| sketch.dropped()).max().unwrap_or(0);
    while buckets(dropped) > most && dropped < 63 {
        dropped += 1;
    }
    sketches.iter_mut().for_each(|sketch| sketch.coarsen(dropped));
}

impl ClassValue {
    fn of(cell: Cell, column: &Column) -> Self {
        match cell.kind() {
            CellKind::Missing | CellKind::NotANumber | CellKind::Hashed(_) => Self::Missing,
            CellKind::Boolean(value) => Self::Boolean(value),
            CellKind::Number(number) => Self::Number((number + 0.0).to_bits()),
            CellKind::Text(_) | CellKind::BigInteger(_) | CellKind::Timestamp(_) => {
                column.text(cell).map_or(Self::Missing, |text| Self::Text(text.into_owned()))
            }
        }
    }
}

/// A column that is built value by value.
#[derive(Default)]
pub(super) struct ColumnBuilder {
    cells: Cells,
    texts: DictionaryBuilder,
}

impl ColumnBuilder {
    pub(super) fn class(&mut self, value: &ClassValue) {
        let cell = match value {
            ClassValue::Missing => Cell::MISSING,
            ClassValue::Boolean(value) => Cell::boolean(*value),
            ClassValue::Number(bits) => Cell::number(f64::from_bits(*bits)),
            ClassValue::Text(text) => Cell::text(self.texts.code(text)),
        };
        self.cells.push(cell);
    }

    pub(super) fn score(&mut self, score: Option<f64>) {
        self.cells.push(score.map_or(Cell::MISSING, Cell::number));
    }

    pub(super) fn finish(self, name: &str) -> Column {
        Column::of_cells(name.to_owned(), self.cells, self.texts.finish(), None)
    }
}
