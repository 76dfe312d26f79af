//! The metrics by window of time, by version and by segment, and since when answers are more or less often wrong.

use driftscope_report::{FEWEST_ROWS_OF_A_WINDOW, PerformanceGroup, Report, Role, WindowChange};

use super::classes::{NO_CLASS, Named};
use super::metrics::of_group;
use super::rows::ModelRows;
use crate::joint::JointColumn;
use crate::windows::RowWindows;

/// Rows with a label and an answer that a group has at least.
const FEWEST_ROWS: u64 = FEWEST_ROWS_OF_A_WINDOW;

/// Groups of a column; the smaller ones are joined in `other`.
const MOST_VALUES: usize = 24;

/// A column with more distinct values is no segment.
const MOST_DISTINCT: usize = 10_000;

/// The metrics of every group with enough rows.
pub(super) fn of(
    report: &Report,
    rows: &ModelRows,
    columns: &[JointColumn],
    windows: Option<&RowWindows>,
) -> Vec<PerformanceGroup> {
    let mut groups = windows.map_or_else(Vec::new, |windows| by_window(rows, windows));
    let picked = report.settings.segment.as_deref();
    for column in columns {
        let name = column.outline.name.as_str();
        let by = match column.outline.role {
            Role::Version => "version",
            Role::Segment => name,
            _ if picked == Some(name) => name,
            _ => continue,
        };
        groups.extend(by_value(rows, column, by));
    }
    groups
}

fn by_window(rows: &ModelRows, windows: &RowWindows) -> Vec<PerformanceGroup> {
    let plan = &windows.plan.windows;
    let mut groups = Vec::new();
    for (side, listed) in [&plan.reference, &plan.production].into_iter().enumerate() {
        let places = placed(rows, side, listed.len(), |row| windows.codes[side].get(row).map(|&code| code as usize));
        for (window, places) in listed.iter().zip(places).filter(|(_, places)| places.len() as u64 >= FEWEST_ROWS) {
            let figures = rows.figures(side, places.iter().map(|&row| row as usize));
            let mut sides = [None, None];
            sides[side] = Some(&figures);
            let metrics = of_group(rows, sides);
            groups.push(PerformanceGroup {
                by: "window".to_owned(),
                value: window.start.clone(),
                n: figures.rows,
                metrics,
            });
        }
    }
    groups
}

fn by_value(rows: &ModelRows, column: &JointColumn, by: &str) -> Vec<PerformanceGroup> {
    let Some(named) = Named::of(column, MOST_DISTINCT).filter(|named| named.labels.len() > 1) else {
        return Vec::new();
    };
    let count = named.labels.len();
    let places = [0, 1].map(|side| {
        let code = |row: usize| named.codes[side].get(row).filter(|&&code| code != NO_CLASS).map(|&code| code as usize);
        placed(rows, side, count, code)
    });
    let size = |value: usize| (places[0][value].len() + places[1][value].len()) as u64;
    let mut order: Vec<usize> = (0..count).filter(|&value| size(value) > 0).collect();
    order.sort_by_key(|&value| std::cmp::Reverse(size(value)));
    let is_large = |&value: &usize| places.iter().any(|side| side[value].len() as u64 >= FEWEST_ROWS);
    let (mut kept, mut others): (Vec<usize>, Vec<usize>) = order.into_iter().partition(is_large);
    others.extend(kept.drain(kept.len().min(MOST_VALUES)..));
    let mut groups: Vec<(String, Vec<usize>)> =
        kept.into_iter().map(|value| (named.labels[value].clone(), vec![value])).collect();
    if !others.is_empty() {
        groups.push(("other".to_owned(), others));
    }
    let group = |(value, members): (String, Vec<usize>)| {
        let figures = [0, 1].map(|side| {
            let rows_of_side = members.iter().flat_map(|&member| &places[side][member]).map(|&row| row as usize);
            Some(rows.figures(side, rows_of_side)).filter(|figures| figures.rows >= FEWEST_ROWS)
        });
        let n = figures.iter().flatten().map(|figures| figures.rows).sum();
        let metrics = of_group(rows, figures.each_ref().map(Option::as_ref));
        (n > 0).then(|| PerformanceGroup { by: by.to_owned(), value, n, metrics })
    };
    groups.into_iter().filter_map(group).collect()
}

/// The rows of a side with a label and an answer, by group.
fn placed(rows: &ModelRows, side: usize, groups: usize, group: impl Fn(usize) -> Option<usize>) -> Vec<Vec<u32>> {
    let mut places = vec![Vec::new(); groups];
    for row in (0..rows.rows(side)).filter(|&row| rows.is_compared(side, row)) {
        let place = group(row).and_then(|group| places.get_mut(group));
        place.into_iter().for_each(|place| place.push(row as u32));
    }
    places
}

/// Since when answers are more or less often wrong, or errors larger or smaller.
pub(super) fn change(rows: &ModelRows, windows: &RowWindows) -> Option<WindowChange> {
    let plan = &windows.plan.windows;
    let (mut means, mut sizes) = (Vec::new(), Vec::new());
    for (side, listed) in [&plan.reference, &plan.production].into_iter().enumerate() {
        let places = placed(rows, side, listed.len(), |row| windows.codes[side].get(row).map(|&code| code as usize));
        for (window, places) in listed.iter().zip(places) {
            let losses: f64 = places.iter().filter_map(|&row| rows.loss(side, row as usize)).sum();
            let count = places.len() as f64;
            means.push(if count > 0.0 { losses / count } else { 0.0 });
            let is_evidence = window.is_evidence() && places.len() as u64 >= FEWEST_ROWS;
            sizes.push(if is_evidence { count } else { 0.0 });
        }
    }
    windows.plan.change_of(&means, &sizes)
}
