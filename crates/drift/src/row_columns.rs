//! What columns show row by row: for whom they drifted, and what became of the model.

use driftscope_report::{ColumnReport, Report, Role, Settings};

use crate::joint::JointColumn;
use crate::known_parts::KnownParts;
use crate::model::with_model;
use crate::segments::{LevelledColumn, with_segments};
use crate::windows::RowWindows;

/// Whether columns are needed as levels: for segments, or for what moves the model's predictions and an estimate of their worth.
pub fn needs_levels<'a>(mut columns: impl Iterator<Item = &'a ColumnReport>, settings: &Settings) -> bool {
    let has_answers = columns.any(|column| matches!(column.role, Role::Prediction | Role::Confidence));
    settings.segment.is_some() || settings.find_segments || has_answers
}

/// Adds to a report of rows what the columns show row by row: `levels` and `joint` are those of all columns, in any order. `known` are parts
/// of a report of the same rows under the same settings but for segments, which need not be computed again.
pub fn with_row_columns(
    report: Report,
    mut levels: Vec<LevelledColumn>,
    joint: Vec<JointColumn>,
    windows: Option<&RowWindows>,
    known: Option<&KnownParts>,
) -> Report {
    let place = |name: &str| report.columns.iter().position(|column| column.name == name);
    levels.sort_by_cached_key(|column| place(&column.outline.name));
    let report = with_segments(report, &levels);
    with_model(report, joint, &levels, windows, known)
}
