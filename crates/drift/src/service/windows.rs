//! The figures by window of time, and the time that requests cover.

use driftscope_report::calendar::parse_datetime;
use driftscope_report::{FEWEST_ROWS_OF_A_WINDOW, ServiceGroup};

use super::rows::ServiceRows;
use crate::windows::RowsByWindow;

/// When the windows of a side begin and end, and the first and last timestamp within.
pub(super) struct Covered {
    /// The seconds of each window that lie between the first and the last record.
    pub seconds: Vec<f64>,
    /// Their sum over windows with rows.
    pub total: f64,
}

impl Covered {
    /// The time that the windows of a side cover.
    pub(super) fn of(rows: &ServiceRows<'_>, side: usize, windows: &RowsByWindow<'_>) -> Self {
        let listed = &windows.sides[side];
        let unit = windows.plan.windows.unit.unit();
        let [first, last] = ends(rows, side).unwrap_or([f64::NAN; 2]);
        let starts: Vec<f64> =
            listed.iter().map(|found| parse_datetime(&found.window.start).unwrap_or(f64::NAN)).collect();
        let end = |place: usize| match (starts.get(place + 1), unit) {
            (Some(next), _) => *next,
            (None, Some(unit)) if starts[place].is_finite() => unit.end(starts[place] as i64) as f64,
            _ => last,
        };
        let seconds: Vec<f64> =
            (0..listed.len()).map(|place| (end(place).min(last) - starts[place].max(first)).max(0.0)).collect();
        let with_rows = listed.iter().zip(&seconds).filter(|(found, _)| !found.rows.is_empty());
        let total = with_rows.map(|(_, seconds)| seconds).sum();
        Self { seconds, total }
    }
}

/// The first and the last timestamp of a side.
pub(super) fn ends(rows: &ServiceRows<'_>, side: usize) -> Option<[f64; 2]> {
    let known = || rows.moments[side].iter().copied().filter(|moment| moment.is_finite());
    let (first, last) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    (first <= last).then_some([first, last])
}

/// The figures of every window with enough requests, and how many have fewer.
pub(super) fn groups(rows: &ServiceRows<'_>, windows: &RowsByWindow<'_>) -> (Vec<ServiceGroup>, u64) {
    let (mut groups, mut left_out) = (Vec::new(), 0);
    for (side, listed) in windows.sides.iter().enumerate() {
        let covered = Covered::of(rows, side, windows);
        for (found, seconds) in listed.iter().zip(covered.seconds) {
            if (found.rows.len() as u64) < FEWEST_ROWS_OF_A_WINDOW {
                left_out += u64::from(!found.rows.is_empty());
                continue;
            }
            let mut figures = rows.gather(side, found.rows.iter().copied()).figures(Some(seconds));
            (figures.successes, figures.errors) = (None, None);
            let mut group =
                ServiceGroup { by: "window".to_owned(), value: found.window.start.clone(), ..ServiceGroup::default() };
            *if side == 0 { &mut group.reference } else { &mut group.production } = Some(figures);
            groups.push(group);
        }
    }
    (groups, left_out)
}
