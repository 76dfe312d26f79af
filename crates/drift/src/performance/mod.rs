//! Whether the model's answers are right: the metrics of both sides, overall and by window, version and segment.
//!
//! Works on the columns that are read together ([`JointColumn`]). Which of them hold labels, answers and scores follows from roles and
//! values (`choice`, `classes`, `scores`); the metrics are those of `driftscope_stats::performance`. Whether a metric changed is decided
//! in `driftscope_decide`. Method: `docs/methods.md`, Performance.

mod calibration;
mod choice;
mod classes;
mod completeness;
mod confidence;
mod curves;
mod errors;
mod estimate;
mod fairness;
mod groups;
mod metrics;
mod predicted;
mod probabilities;
mod ranked;
mod rows;
mod scores;

use driftscope_report::{ConfusionCounts, LabelledRows, ModelColumns, Performance, Report};

pub(crate) use self::choice::{MOST_CLASSES, MOST_NUMBERS};
pub(crate) use self::classes::Named;
pub(crate) use self::predicted::{Predicted, predicted};

use self::choice::{Chosen, choose};
use self::metrics::{Overall, compared};
use self::rows::ModelRows;
use crate::joint::JointColumn;
use crate::segments::LevelledColumn;
use crate::windows::RowsByWindow;

/// Classes of which the report holds the counts by answer.
const MOST_OF_A_TABLE: usize = 20;

/// The performance of the model. `None` without labels, or without answers.
pub(crate) fn of(
    report: &Report,
    columns: &[JointColumn],
    levels: &[LevelledColumn],
    windows: Option<&RowsByWindow<'_>>,
) -> Option<Performance> {
    of_rows(report, columns, None, levels, windows)
}

/// The performance of a model whose rows are counted: each of these stands for as many. What needs other columns of the same rows is not
/// there: estimates, errors by column and and groups of a segment.
pub(crate) fn of_counted(
    report: &Report,
    columns: &[JointColumn],
    counts: [Vec<u64>; 2],
    windows: Option<&RowsByWindow<'_>>,
) -> Option<Performance> {
    of_rows(report, columns, Some(counts), &[], windows)
}

fn of_rows(
    report: &Report,
    columns: &[JointColumn],
    counts: Option<[Vec<u64>; 2]>,
    levels: &[LevelledColumn],
    windows: Option<&RowsByWindow<'_>>,
) -> Option<Performance> {
    let joined = choice::joined_targets(columns);
    let chosen = choose(joined.as_deref().unwrap_or(columns))?;
    let Chosen { task, target, prediction, .. } = chosen;
    let rows = ModelRows::of(chosen, &report.settings, counts)?;
    let all = [0, 1].map(|side| rows.figures(side, 0..rows.rows(side)));
    let labelled = [0, 1].map(|side| LabelledRows {
        rows: [report.reference.rows, report.production.rows][side],
        labels: rows.labels(side),
        compared: all[side].rows,
    });
    let Overall { metrics, mut context } = compared(&rows, all.each_ref());
    context.extend(confidence::of(&rows));
    let single = Some(&rows).filter(|rows| !rows.are_counted());
    let name = |column: Option<&JointColumn>| column.map(|column| column.outline.name.clone());
    let found = rows.scores();
    let confusion = rows.labels_of_classes().filter(|labels| labels.len() <= MOST_OF_A_TABLE).map(|labels| {
        let table = |side: usize| -> Vec<Vec<u64>> {
            let row = |truth| (0..labels.len()).map(|answer| all[side].confusion.count(truth, answer)).collect();
            (0..labels.len()).map(row).collect()
        };
        ConfusionCounts { labels: labels.to_vec(), reference: table(0), production: table(1) }
    });
    let calibration = calibration::of(&rows, all.each_ref());
    Some(Performance {
        task,
        positive: rows.positive().map(str::to_owned),
        columns: ModelColumns {
            target: target.outline.name.clone(),
            prediction: name(prediction),
            score: name(rows.score_column()),
            probabilities: rows.names_of_probabilities(),
            score_meaning: found.map(|found| found.meaning),
            are_percentages: found.is_some_and(|found| found.are_percentages),
            threshold: found.and_then(|found| found.threshold),
        },
        reference: labelled[0],
        production: labelled[1],
        completeness: completeness::of(&rows, prediction.or(rows.score_column()), windows),
        metrics,
        context,
        calibration,
        curves: curves::of_scores(all.each_ref()),
        predicted_actual: curves::of_numbers(all.each_ref()),
        errors: single.map_or_else(Vec::new, |rows| errors::of(report, rows, levels)),
        fairness: single.map_or_else(Vec::new, |rows| fairness::of(report, rows, columns)),
        estimate: single.and_then(|rows| estimate::of(report, rows, columns, levels, windows)),
        confusion,
        change: windows.and_then(|windows| groups::change(&rows, windows)),
        groups: groups::of(report, &rows, columns, windows),
        ..Performance::default()
    })
}
