//! Which rows of production have a label yet, and whether these are like the rows without one.
//!
//! Labels that come early are often not those of any rows: a default shows before a repayment. Within windows of time, the answers of rows
//! with and without a label are compared; where they differ, the leading metric is weighted by what was answered.

use std::collections::BTreeMap;

use driftscope_report::{
    FEWEST_ROWS_OF_A_WINDOW, LabelCompleteness, LabelSelection, LabelledWindow, Task, WeightedMetric,
};
use driftscope_stats::mantel_haenszel::{Stratum, risk_difference};
use driftscope_stats::performance::post_stratified::{LabelledCell, post_stratified};

use super::rows::ModelRows;
use crate::joint::JointColumn;
use crate::windows::RowsByWindow;

const PRODUCTION: usize = 1;

/// Rows with a label, and without one, that are compared at least; and labels of a cell whose mean is taken.
const FEWEST: u64 = FEWEST_ROWS_OF_A_WINDOW;

/// A smaller difference between shares of answers does not count, as for metrics.
const TOLERANCE: f64 = 0.02;

/// Ranges of scores or numbers that rows are weighted by.
const RANGES: usize = 10;

const LEVEL: f64 = 0.95;

/// The labels of production by window, and what they favour. `None` where no row that was answered lacks a label, or none has one.
pub(super) fn of(
    rows: &ModelRows<'_>,
    column: Option<&JointColumn>,
    windows: Option<&RowsByWindow<'_>>,
) -> Option<LabelCompleteness> {
    let answered: Vec<usize> =
        (0..rows.answered(PRODUCTION)).filter(|&row| rows.is_answered(PRODUCTION, row)).collect();
    let is_labelled = |row: usize| rows.is_compared(PRODUCTION, row);
    let size = |row: usize| rows.size(PRODUCTION, row);
    let all: u64 = answered.iter().map(|&row| size(row)).sum();
    let labels: u64 = answered.iter().filter(|&&row| is_labelled(row)).map(|&row| size(row)).sum();
    if labels == 0 || labels == all {
        return None;
    }
    let mut place = vec![0; rows.answered(PRODUCTION)];
    let mut listed = Vec::new();
    for (number, window) in windows.map_or(&[][..], |windows| &windows.sides[PRODUCTION]).iter().enumerate() {
        let mut of_window = LabelledWindow { start: window.window.start.clone(), ..LabelledWindow::default() };
        for row in window.rows.iter().map(|&row| row as usize) {
            // Rows without a time are a stratum of their own, the first one.
            place.get_mut(row).into_iter().for_each(|place| *place = number + 1);
            if rows.is_answered(PRODUCTION, row) {
                of_window.rows += size(row);
                of_window.labels += if is_labelled(row) { size(row) } else { 0 };
            }
        }
        if of_window.rows >= FEWEST {
            listed.push(of_window);
        }
    }
    let few = labels.min(all - labels) < FEWEST;
    let selection = column.filter(|_| !few).and_then(|column| selection(rows, column, &answered, &place));
    Some(LabelCompleteness { windows: listed, selection })
}

/// Whether the answers of rows with and without a label differ within windows.
fn selection(
    rows: &ModelRows<'_>,
    column: &JointColumn,
    answered: &[usize],
    place: &[usize],
) -> Option<LabelSelection> {
    let class = likely_answer(rows, answered);
    let scores = SortedScores::of(rows, answered);
    let median = scores.at(scores.count / 2).filter(|_| class.is_none());
    let is_hit = |row: usize| match (class, median) {
        (Some(class), _) => rows.answer(PRODUCTION, row) == Some(class),
        (None, median) => rows.estimable_score(PRODUCTION, row).zip(median).is_some_and(|(value, cut)| value >= cut),
    };
    let mut strata = vec![Stratum::default(); place.iter().max()? + 1];
    for &row in answered {
        let group = usize::from(rows.is_compared(PRODUCTION, row));
        let stratum = &mut strata[place[row]];
        let size = rows.size(PRODUCTION, row);
        stratum.cases[group] += size;
        stratum.hits[group] += if is_hit(row) { size } else { 0 };
    }
    let (difference, interval) = risk_difference(&strata, LEVEL)?;
    let share = |group: usize| {
        let sum = |counts: fn(&Stratum) -> &[u64; 2]| strata.iter().map(|stratum| counts(stratum)[group]).sum::<u64>();
        sum(|stratum| &stratum.hits) as f64 / sum(|stratum| &stratum.cases) as f64
    };
    let is_sure = interval.low > 0.0 || interval.high < 0.0;
    Some(LabelSelection {
        column: column.outline.name.clone(),
        answer: class.and_then(|class| rows.labels_of_classes()?.get(class).cloned()),
        median,
        labelled: share(1),
        unlabelled: share(0),
        difference,
        low: interval.low,
        high: interval.high,
        favours: is_sure && difference.abs() >= TOLERANCE,
        weighted: weighted(rows, answered, place, &scores),
    })
}

/// Of two classes the positive one, of more the most frequent answer; nothing of numbers.
fn likely_answer(rows: &ModelRows<'_>, answered: &[usize]) -> Option<usize> {
    let classes = rows.labels_of_classes()?.len();
    if rows.positive().is_some() {
        return Some(rows.place_of_positive());
    }
    let mut counts = vec![0_u64; classes];
    for &row in answered {
        let count = rows.answer(PRODUCTION, row).and_then(|class| counts.get_mut(class));
        count.into_iter().for_each(|count| *count += rows.size(PRODUCTION, row));
    }
    // The first of equal ones.
    (0..classes).rev().max_by_key(|&class| counts[class])
}

/// The scores or numbers of some rows, ascending.
struct SortedScores {
    /// Each with how many rows there are up to it.
    scores: Vec<(f64, u64)>,
    count: u64,
}

impl SortedScores {
    fn of(rows: &ModelRows<'_>, answered: &[usize]) -> Self {
        let scored = answered
            .iter()
            .filter_map(|&row| Some((rows.estimable_score(PRODUCTION, row)?, rows.size(PRODUCTION, row))));
        let mut scores: Vec<(f64, u64)> = scored.collect();
        scores.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let mut count = 0_u64;
        for (_, size) in &mut scores {
            count += *size;
            *size = count;
        }
        Self { scores, count }
    }

    /// That of the row in this place, from 0.
    fn at(&self, place: u64) -> Option<f64> {
        let found = self.scores.partition_point(|(_, up_to)| *up_to <= place);
        self.scores.get(found).map(|(score, _)| *score)
    }
}

/// The leading metric for all rows: accuracy, or the mean absolute error.
fn weighted(
    rows: &ModelRows<'_>,
    answered: &[usize],
    place: &[usize],
    scores: &SortedScores,
) -> Option<WeightedMetric> {
    if rows.task == Task::Ranking {
        return None;
    }
    let edges: Vec<f64> =
        (1..RANGES as u64).filter_map(|range| scores.at(scores.count * range / RANGES as u64)).collect();
    let range = |row: usize| {
        let score = rows.estimable_score(PRODUCTION, row)?;
        Some(1 + edges.partition_point(|edge| *edge <= score))
    };
    // As many as rows at most, however many classes and windows there are.
    let mut cells: BTreeMap<[usize; 2], LabelledCell> = BTreeMap::new();
    let (mut labels, mut losses) = (0_u64, 0.0);
    for &row in answered {
        let stratum = rows.answer(PRODUCTION, row).unwrap_or(0) * (RANGES + 1) + range(row).unwrap_or(0);
        let cell = cells.entry([place[row], stratum]).or_default();
        let size = rows.size(PRODUCTION, row);
        (cell.stratum, cell.rows) = (stratum, cell.rows + size);
        if let Some(loss) = rows.loss(PRODUCTION, row) {
            cell.labels += size;
            cell.sum += loss * size as f64;
            cell.squares += loss * loss * size as f64;
            labels += size;
            losses += loss * size as f64;
        }
    }
    let cells: Vec<LabelledCell> = cells.into_values().collect();
    let found = post_stratified(&cells, FEWEST, LEVEL)?;
    let plain = losses / labels as f64;
    if rows.task == Task::Regression {
        let [low, high] = [found.interval.low.max(0.0), found.interval.high];
        return Some(WeightedMetric { id: "mae".to_owned(), plain, value: found.mean, low, high, rows: found.rows });
    }
    let of_errors = |errors: f64| (1.0 - errors).clamp(0.0, 1.0);
    Some(WeightedMetric {
        id: "accuracy".to_owned(),
        plain: of_errors(plain),
        value: of_errors(found.mean),
        low: of_errors(found.interval.high),
        high: of_errors(found.interval.low),
        rows: found.rows,
    })
}
