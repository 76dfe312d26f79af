//! Which windows there are, and which of them each row lies in.

use driftscope_report::calendar::format_datetime;
use driftscope_report::{Window, WindowUnit, Windowing, Windows};
use driftscope_stats::sorting::sort_numbers;

use super::{NO_WINDOW, calendar};

/// The rows that a usual window has at least, for windows to be chosen by themselves.
const ENOUGH_ROWS: usize = 100;

/// How many windows both sides have together, for windows to be chosen by themselves.
const FEWEST: usize = 12;
const MOST: usize = 120;

/// The fewest days: two weeks.
const FEWEST_DAYS: usize = 14;

/// Windows of equally many rows, at most.
const MOST_OF_ROWS: usize = 60;

/// The windows of both sides.
pub(super) struct Plan {
    pub unit: Windowing,
    /// When each window of a side begins, and when the last one ends.
    pub bounds: [Vec<f64>; 2],
    /// The first and the last timestamp of each side.
    ends: [(f64, f64); 2],
}

impl Plan {
    /// The windows of these timestamps. `None` if a side has no timestamps, or there would be too many windows.
    pub(super) fn choose(moments: &[Vec<Option<f64>>; 2], windowing: Windowing) -> Option<Self> {
        let sorted = moments.each_ref().map(|side| {
            let mut known: Vec<f64> =
                side.iter().flatten().copied().filter(|moment| WindowUnit::Day.start(*moment).is_some()).collect();
            sort_numbers(&mut known);
            known
        });
        match windowing {
            Windowing::Rows => Self::of_rows(&sorted),
            Windowing::Auto => [Windowing::Hour, Windowing::Day, Windowing::Week, Windowing::Month]
                .into_iter()
                .filter_map(|windowing| Self::calendar(&sorted, windowing))
                .find(|plan| plan.is_fitting(&sorted))
                .or_else(|| Self::of_rows(&sorted)),
            _ => Self::calendar(&sorted, windowing),
        }
    }

    /// Windows of the calendar, without gaps from the first to the last of each side.
    fn calendar(sorted: &[Vec<f64>; 2], windowing: Windowing) -> Option<Self> {
        let unit = windowing.unit()?;
        let side = |sorted: &[f64]| -> Option<Vec<f64>> { calendar::bounds(unit, *sorted.first()?, *sorted.last()?) };
        Some(Self { unit: windowing, bounds: [side(&sorted[0])?, side(&sorted[1])?], ends: ends(sorted)? })
    }

    /// Windows of about equally many rows. Equal timestamps share a window.
    fn of_rows(sorted: &[Vec<f64>; 2]) -> Option<Self> {
        let rows = sorted[0].len() + sorted[1].len();
        let wanted = (rows / ENOUGH_ROWS).min(MOST_OF_ROWS);
        if wanted < FEWEST {
            return None;
        }
        let side = |sorted: &[f64]| -> Option<Vec<f64>> {
            let count = (sorted.len() * wanted / rows).max(1);
            let mut bounds: Vec<f64> = (0..count).map(|window| sorted[window * sorted.len() / count]).collect();
            bounds.push(sorted.last()?.next_up());
            bounds.dedup();
            Some(bounds)
        };
        let ends = ends(sorted)?;
        Some(Self { unit: Windowing::Rows, bounds: [side(&sorted[0])?, side(&sorted[1])?], ends })
    }

    /// Whether these windows are fit to be chosen by themselves.
    fn is_fitting(&self, sorted: &[Vec<f64>; 2]) -> bool {
        let windows = self.bounds.iter().map(|bounds| bounds.len() - 1).sum::<usize>();
        let fewest = if self.unit == Windowing::Day { FEWEST_DAYS } else { FEWEST };
        let mut rows: Vec<u64> = Vec::with_capacity(windows);
        for (bounds, sorted) in self.bounds.iter().zip(sorted) {
            let below = |bound: &f64| sorted.partition_point(|moment| moment < bound);
            rows.extend(bounds.windows(2).map(|pair| (below(&pair[1]) - below(&pair[0])) as u64));
        }
        rows.retain(|&rows| rows > 0);
        rows.sort_unstable();
        (fewest..=MOST).contains(&windows) && rows.get(rows.len() / 2).is_some_and(|&rows| rows >= ENOUGH_ROWS as u64)
    }

    /// The window of each row of a side.
    pub(super) fn codes(&self, side: usize, moments: &[Option<f64>]) -> Vec<u16> {
        let bounds = &self.bounds[side];
        let mut last = 0;
        moments
            .iter()
            .map(|moment| {
                let Some(moment) = moment.filter(|moment| WindowUnit::Day.start(*moment).is_some()) else {
                    return NO_WINDOW;
                };
                // Neighbouring rows mostly lie in one window.
                if !(bounds[last] <= moment && moment < bounds[last + 1]) {
                    last = bounds.partition_point(|bound| *bound <= moment).clamp(1, bounds.len() - 1) - 1;
                }
                last as u16
            })
            .collect()
    }

    /// When a window begins; of days and longer ones the date.
    fn start(&self, second: f64) -> String {
        let text = format_datetime(second).unwrap_or_default();
        match self.unit {
            Windowing::Hour | Windowing::Rows => text,
            _ => text.split('T').next().unwrap_or_default().to_owned(),
        }
    }

    /// What the report holds of the windows.
    pub(super) fn report(&self, column: &str, codes: &[Vec<u16>; 2]) -> Windows {
        let [reference, production] = [0, 1].map(|side| {
            let mut rows = vec![0_u64; self.bounds[side].len() - 1];
            for &code in &codes[side] {
                rows.get_mut(usize::from(code)).into_iter().for_each(|rows| *rows += 1);
            }
            let (first, last) = self.ends[side];
            let window = |(bounds, rows): (&[f64], u64)| Window {
                start: self.start(bounds[0]),
                rows,
                partial: self.unit != Windowing::Rows && calendar::is_partial([bounds[0], bounds[1]], [first, last]),
            };
            self.bounds[side].windows(2).zip(rows).map(window).collect::<Vec<Window>>()
        });
        let sentence = driftscope_present::windows::sentence(self.unit, [&reference, &production]);
        Windows { column: column.to_owned(), unit: self.unit, reference, production, sentence }
    }
}

fn ends(sorted: &[Vec<f64>; 2]) -> Option<[(f64, f64); 2]> {
    let of = |side: &[f64]| Some((*side.first()?, *side.last()?));
    Some([of(&sorted[0])?, of(&sorted[1])?])
}
