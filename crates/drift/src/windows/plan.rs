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

/// The windows of the calendar, the shortest first.
const CALENDAR: [Windowing; 4] = [Windowing::Hour, Windowing::Day, Windowing::Week, Windowing::Month];

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
        let calendar = |windowing: Windowing| Self::calendar(ends(&sorted)?, windowing);
        match windowing {
            Windowing::Rows => Self::of_rows(&sorted),
            Windowing::Auto => CALENDAR
                .into_iter()
                .filter_map(calendar)
                .find(|plan| plan.is_fitting(plan.rows_of(&sorted)))
                .or_else(|| Self::of_rows(&sorted)),
            _ => calendar(windowing),
        }
    }

    /// The windows of rows of which only this is known: the windows that each side was counted by, each with its beginning and its rows,
    /// and the first and the last timestamp of each side. Windows that are asked for may be longer, where the others lie whole within them.
    pub(super) fn of_parts(
        units: [WindowUnit; 2],
        parts: &[Vec<(i64, u64)>; 2],
        ends: [(f64, f64); 2],
        windowing: Windowing,
    ) -> Option<Self> {
        // A week may lie in two months.
        let holds = |windowing: &Windowing| {
            windowing.unit().is_some_and(|longer| {
                units.iter().all(|unit| longer >= *unit && (*unit != WindowUnit::Week || longer == WindowUnit::Week))
            })
        };
        let calendar = |windowing: Windowing| Self::calendar(ends, windowing);
        match windowing {
            Windowing::Auto => {
                let mut plans = CALENDAR.into_iter().filter(holds).filter_map(calendar);
                plans.find(|plan| plan.is_fitting(plan.rows_of_parts(parts)))
            }
            _ => Some(windowing).filter(holds).and_then(calendar),
        }
    }

    /// Windows of the calendar, without gaps from the first to the last timestamp of each side.
    fn calendar(ends: [(f64, f64); 2], windowing: Windowing) -> Option<Self> {
        let unit = windowing.unit()?;
        let side = |(first, last): (f64, f64)| calendar::bounds(unit, first, last);
        Some(Self { unit: windowing, bounds: [side(ends[0])?, side(ends[1])?], ends })
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

    /// Whether windows with these rows are fit to be chosen by themselves.
    fn is_fitting(&self, rows: [Vec<u64>; 2]) -> bool {
        let mut rows = rows.concat();
        let windows = rows.len();
        let fewest = if self.unit == Windowing::Day { FEWEST_DAYS } else { FEWEST };
        rows.retain(|&rows| rows > 0);
        rows.sort_unstable();
        (fewest..=MOST).contains(&windows) && rows.get(rows.len() / 2).is_some_and(|&rows| rows >= ENOUGH_ROWS as u64)
    }

    /// The rows of each window, by sorted timestamps.
    fn rows_of(&self, sorted: &[Vec<f64>; 2]) -> [Vec<u64>; 2] {
        [0, 1].map(|side| {
            let below = |bound: &f64| sorted[side].partition_point(|moment| moment < bound);
            self.bounds[side].windows(2).map(|pair| (below(&pair[1]) - below(&pair[0])) as u64).collect()
        })
    }

    /// The rows of each window, by the windows that they were counted by.
    pub(super) fn rows_of_parts(&self, parts: &[Vec<(i64, u64)>; 2]) -> [Vec<u64>; 2] {
        let counts = parts.each_ref().map(|side| side.iter().map(|(_, rows)| *rows).collect::<Vec<u64>>());
        self.rows_of_codes(&self.codes_of_parts(parts), |side, place| counts[side][place])
    }

    /// The rows of each window, from the windows and the size of groups of rows.
    pub(super) fn rows_of_codes(&self, codes: &[Vec<u16>; 2], size: impl Fn(usize, usize) -> u64) -> [Vec<u64>; 2] {
        [0, 1].map(|side| {
            let mut rows = vec![0_u64; self.bounds[side].len() - 1];
            for (place, &code) in codes[side].iter().enumerate() {
                let known = rows.get_mut(usize::from(code));
                known.into_iter().for_each(|rows| *rows = rows.saturating_add(size(side, place)));
            }
            rows
        })
    }

    /// The window that each window which rows were counted by lies in.
    pub(super) fn codes_of_parts(&self, parts: &[Vec<(i64, u64)>; 2]) -> [Vec<u16>; 2] {
        [0, 1].map(|side| {
            let starts: Vec<Option<f64>> = parts[side].iter().map(|(start, _)| Some(*start as f64)).collect();
            self.codes(side, &starts)
        })
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

    /// What the report holds of the windows, with their rows.
    pub(super) fn report(&self, column: &str, rows: [Vec<u64>; 2]) -> Windows {
        let [reference, production] = [0, 1].map(|side| {
            let (first, last) = self.ends[side];
            let window = |(bounds, &rows): (&[f64], &u64)| Window {
                start: self.start(bounds[0]),
                rows,
                partial: self.unit != Windowing::Rows && calendar::is_partial([bounds[0], bounds[1]], [first, last]),
            };
            self.bounds[side].windows(2).zip(&rows[side]).map(window).collect::<Vec<Window>>()
        });
        let sentence = driftscope_present::windows::sentence(self.unit, [&reference, &production], None);
        Windows { column: column.to_owned(), unit: self.unit, reference, production, sentence }
    }
}

fn ends(sorted: &[Vec<f64>; 2]) -> Option<[(f64, f64); 2]> {
    let of = |side: &[f64]| Some((*side.first()?, *side.last()?));
    Some([of(&sorted[0])?, of(&sorted[1])?])
}
