//! A heat map of a column by windows of time, files or versions, as path data: one unit wide a window, one unit high a row.
//!
//! The reference's windows stand on the left as the measure of what is ordinary, production's on the right, with a gap between.
//! A picture that is stretched to the width of its place needs no other drawing when that changes.

mod picture;

use std::fmt::Write as _;

use driftscope_present::windows::{HEAT, heat};
use driftscope_report::{ColumnReport, ColumnWindows, Report, Window, WindowedCounts, Windows};

pub use picture::{WIDTH, draw, height};

/// Units between the sides, of windows of time.
const GAP: f64 = 2.0;

/// The gap between the sides of files and versions, of which there may be few, as a share of the units of all.
const SHARE_OF_GAP: f64 = 0.04;

/// The number of shades, from nearly none to very dark.
pub const SHADES: usize = HEAT.len();

/// Where windows stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    reference: usize,
    production: usize,
    gap: f64,
}

impl Layout {
    /// The layout of these windows.
    pub fn of(windows: &Windows) -> Self {
        let [reference, production] = [windows.reference.len(), windows.production.len()];
        let is_of_time = windows.unit.is_of_time();
        // In hundredths, so that edges are short to write.
        let gap =
            if is_of_time { GAP } else { (SHARE_OF_GAP * 100.0 * (reference + production) as f64).round() / 100.0 };
        Self { reference, production, gap }
    }

    /// The width in units.
    pub fn width(self) -> f64 {
        self.count() as f64 + self.gap
    }

    /// How many windows there are.
    pub fn count(self) -> usize {
        self.reference + self.production
    }

    /// The left edge of a window of both sides counted together.
    pub fn left(self, window: usize) -> f64 {
        if window < self.reference { window as f64 } else { window as f64 + self.gap }
    }

    /// The left edge of production's first window.
    pub fn production_left(self) -> f64 {
        self.reference as f64 + self.gap
    }

    /// The window at a share of the width, from 0 to 1; in the gap the nearest one.
    pub fn window_at(self, share: f64) -> Option<usize> {
        let last = self.count().checked_sub(1)?;
        let unit = share.clamp(0.0, 1.0) * self.width();
        let window = if unit < self.reference as f64 + self.gap / 2.0 {
            (unit as usize).min(self.reference.saturating_sub(1))
        } else {
            ((unit - self.gap).max(0.0) as usize).max(self.reference)
        };
        Some(window.min(last))
    }

    /// The side of a window, 0 for the reference, and its number there.
    pub fn place(self, window: usize) -> (usize, usize) {
        if window < self.reference { (0, window) } else { (1, window - self.reference) }
    }
}

/// The cells of a column, as path data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells of each shade.
    pub shades: [String; SHADES],
    /// Windows without counts: a thin line in their middle.
    pub few: String,
}

/// What is drawn of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    /// It has too few rows to be counted.
    Few,
    /// Its effect, from the weakest shade on.
    Shade(usize),
}

/// The windows of a column of which something is drawn, of both sides counted together.
fn cells(column: &ColumnWindows, layout: Layout) -> impl Iterator<Item = (usize, Cell)> {
    (0..layout.count()).filter_map(move |window| {
        let (side, place) = layout.place(window);
        let WindowedCounts { counts, effect, .. } = if side == 0 { &column.reference } else { &column.production };
        match effect.get(place).copied().flatten().map(heat) {
            Some(shade) => Some((window, Cell::Shade(shade.checked_sub(1)?.min(SHADES - 1)))),
            // The only window of the reference has no others to be compared with.
            None if counts.get(place).is_some_and(|counts| !counts.is_empty()) => None,
            None => Some((window, Cell::Few)),
        }
    })
}

/// The cells of a column by window.
pub fn row(column: &ColumnWindows, layout: Layout) -> Row {
    let mut row = Row::default();
    for (window, cell) in cells(column, layout) {
        let left = layout.left(window);
        // Writing into a string cannot fail.
        let _ = match cell {
            Cell::Few => write!(row.few, "M{left} .45h1v.1h-1z"),
            Cell::Shade(shade) => write!(row.shades[shade], "M{left} 0h1v1h-1z"),
        };
    }
    row
}

/// The change of a column among production's windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The first window that differs.
    pub start: usize,
    /// The first and the last window of its interval; files and versions have none.
    pub interval: Option<[usize; 2]>,
}

/// Where a column changed, if the report dates it.
pub fn dated(column: &ColumnReport, report: &Report) -> Option<Dated> {
    let since = report.since.iter().flat_map(|since| &since.columns).find(|dated| dated.name == column.name)?;
    let windows = report.windows.as_ref()?;
    if windows.unit.is_of_time() {
        let found = column.windows.as_ref()?.change?;
        return Some(Dated { start: found.start, interval: Some([found.low, found.high]) });
    }
    let start = windows.production.iter().position(|window| window.start == since.date)?;
    Some(Dated { start, interval: None })
}

/// The interval of a change as path data, at the foot of production's cells, and the line of its date.
pub fn change(low: usize, date: usize, high: usize, layout: Layout) -> (String, String) {
    let left = layout.production_left();
    let (low, high) = (low.min(layout.production), high.min(layout.production.saturating_sub(1)));
    let length = (high + 1).saturating_sub(low);
    let date = left + date.min(layout.production) as f64;
    (format!("M{} .82h{length}v.18h-{length}z", left + low as f64), format!("M{date} 0v1"))
}

/// Bars of the rows of each side's windows, as path data; `None` where there are no rows. The highest is one unit.
pub fn rows(windows: &Windows, layout: Layout) -> Option<[String; 2]> {
    let all = windows.reference.iter().chain(&windows.production);
    let most = all.map(|window| window.rows).max().filter(|rows| *rows > 0)?;
    let bars = |windows: &[Window], first: usize| {
        let mut path = String::new();
        for (place, window) in windows.iter().enumerate().filter(|(_, window)| window.rows > 0) {
            let height = window.rows as f64 / most as f64;
            let left = ((layout.left(first + place) + 0.1) * 100.0).round() / 100.0;
            // Writing into a string cannot fail.
            let _ = write!(path, "M{left} 1v-{height:.3}h.8v{height:.3}z");
        }
        path
    };
    Some([bars(&windows.reference, 0), bars(&windows.production, windows.reference.len())])
}

#[cfg(test)]
mod tests {
    use driftscope_report::Windowing;

    use super::*;

    fn windows(reference: usize, production: usize) -> Windows {
        let window = |place: usize| Window { rows: 10 * (place as u64 + 1), ..Window::default() };
        Windows {
            reference: (0..reference).map(window).collect(),
            production: (0..production).map(window).collect(),
            ..Windows::default()
        }
    }

    #[test]
    fn cells_stand_by_side_and_shade() {
        let layout = Layout::of(&windows(2, 3));
        assert_eq!((layout.width(), layout.count(), layout.production_left()), (7.0, 5, 4.0));
        let column = ColumnWindows {
            reference: WindowedCounts { effect: vec![Some(0.01), Some(0.06)], ..WindowedCounts::default() },
            production: WindowedCounts { effect: vec![None, Some(0.15), Some(0.9)], ..WindowedCounts::default() },
            ..ColumnWindows::default()
        };
        let found = row(&column, layout);
        assert_eq!(found.shades, ["M1 0h1v1h-1z", "M5 0h1v1h-1z", "", "M6 0h1v1h-1z"]);
        assert_eq!(found.few, "M4 .45h1v.1h-1z");
        let (interval, date) = change(0, 1, 2, layout);
        assert_eq!((interval.as_str(), date.as_str()), ("M4 .82h3v.18h-3z", "M5 0v1"));
        let [reference, production] = rows(&windows(2, 3), layout).unwrap();
        assert!(
            reference.ends_with("M1.1 1v-0.667h.8v0.667z") && production.starts_with("M4.1 1v-0.333"),
            "{reference}"
        );
    }

    #[test]
    fn every_place_of_the_width_is_a_window() {
        for (reference, production) in [(0, 0), (0, 3), (3, 0), (2, 3), (31, 61)] {
            let layout = Layout::of(&windows(reference, production));
            for step in 0..=100 {
                let window = layout.window_at(f64::from(step) / 100.0);
                assert_eq!(window.is_none(), reference + production == 0);
                assert!(window.is_none_or(|window| window < reference + production), "{reference} {production} {step}");
            }
            for window in 0..layout.count() {
                let middle = (layout.left(window) + 0.5) / layout.width();
                assert_eq!(layout.window_at(middle), Some(window));
            }
        }
    }

    #[test]
    fn few_files_stand_beside_each_other() {
        let layout = Layout::of(&Windows { unit: Windowing::File, ..windows(1, 3) });
        assert!((layout.width() - 4.16).abs() < 1e-12 && (layout.left(1) - 1.16).abs() < 1e-12);
        assert_eq!([0.0, 0.2, 0.3, 0.5, 0.99].map(|share| layout.window_at(share)), [0, 0, 1, 1, 3].map(Some));
    }

    #[test]
    fn damaged_reports_are_drawn() {
        let layout = Layout::of(&windows(1, 1));
        assert_eq!(row(&ColumnWindows::default(), layout).few, "M0 .45h1v.1h-1zM3 .45h1v.1h-1z");
        let _ = change(9, 9, 3, layout);
        assert!(rows(&Windows::default(), Layout::of(&Windows::default())).is_none());
    }
}
