//! How long the labels of a side took to come.

use super::Joined;
use super::index::Times;
use crate::select::split::{time_columns, timestamps};
use crate::store::cell::CellKind;
use crate::store::column::Column;
use crate::store::label_delays::LabelDelays;
use crate::store::table::Table;

/// The delays of the labels that were found, and how long the other rows have waited. A row that has a label of its own, or labels that
/// contradict each other, does not count: when its label came is not known. `None` unless both have times.
pub(super) fn of(
    predictions: &Table,
    joined: &Joined,
    labels: &Table,
    times: &Times<'_>,
    values: &[&Column],
    is_label: &dyn Fn(&Column) -> bool,
) -> Option<LabelDelays> {
    let [_, key] = &joined.names;
    let labelled = times.beside(labels.column(key)?);
    let newest = labelled.iter().flatten().copied().max_by(f64::total_cmp)?;
    let predicted = timestamps(time_columns(predictions).first()?);
    let own: Vec<&Column> =
        values.iter().filter(|column| is_label(column)).filter_map(|column| predictions.column(&column.name)).collect();
    let has_own = |row: usize| {
        own.iter().any(|column| column.cells.get(row).is_some_and(|cell| !matches!(cell.kind(), CellKind::Missing)))
    };
    let rows = predicted.iter().enumerate().filter_map(|(row, predicted)| {
        let predicted = (*predicted)?;
        match joined.found.get(row).copied().flatten() {
            _ if has_own(row) => None,
            Some(label) => Some((predicted, Some(labelled.get(label as usize).copied().flatten()?))),
            None => joined.conflicts.binary_search(&row).is_err().then_some((predicted, None)),
        }
    });
    LabelDelays::of(rows, newest)
}
