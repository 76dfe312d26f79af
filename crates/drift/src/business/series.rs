//! Predictions by window of the calendar, without gaps from the first to the last record of a side.

use driftscope_report::calendar::format_datetime;
use driftscope_report::{BusinessSeries, BusinessWindow, ClassCount, FEWEST_ROWS_OF_A_WINDOW, WindowUnit};
use driftscope_stats::sorting::sort_by_key;

use crate::performance::Named;
use crate::windows::calendar;

/// Classes that are counted by themselves.
const MOST_COUNTED: usize = 8;

/// The days of a trailing mean.
const TRAILING: usize = 7;

/// The first and the last timestamp of a side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    first: f64,
    last: f64,
}

/// The classes of predictions that are counted, the most frequent first.
#[derive(Debug)]
pub(super) struct Classes<'a> {
    named: &'a Named,
    counted: Vec<usize>,
}

/// One window of the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub start: f64,
    pub end: f64,
    pub is_partial: bool,
}

impl Days {
    /// `None` of a side without timestamps.
    pub(super) fn of(moments: &[f64]) -> Option<Self> {
        let known = || moments.iter().copied().filter(|moment| WindowUnit::Day.start(*moment).is_some());
        let (first, last) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
        (first <= last).then_some(Self { first, last })
    }

    /// The windows from the first record to the last; none where they would be too many.
    pub(super) fn windows(self, unit: WindowUnit) -> Vec<Bounds> {
        let bounds = calendar::bounds(unit, self.first, self.last).unwrap_or_default();
        let window = |pair: &[f64]| {
            let is_partial = calendar::is_partial([pair[0], pair[1]], [self.first, self.last]);
            Bounds { start: pair[0], end: pair[1], is_partial }
        };
        bounds.windows(2).map(window).collect()
    }
}

impl<'a> Classes<'a> {
    pub(super) fn of(named: &'a Named) -> Self {
        let mut totals = vec![0_u64; named.labels.len()];
        for &code in named.codes.iter().flatten() {
            totals.get_mut(code as usize).into_iter().for_each(|total| *total += 1);
        }
        let mut counted: Vec<usize> = (0..totals.len()).collect();
        sort_by_key(&mut counted, &|&place| std::cmp::Reverse(totals[place]));
        counted.truncate(MOST_COUNTED);
        Self { named, counted }
    }

    /// The counts of a window, from the rows of each class.
    fn counts(&self, by_class: &[u64]) -> Vec<ClassCount> {
        let count = |&place: &usize| ClassCount { label: self.named.labels[place].clone(), count: by_class[place] };
        let mut counts: Vec<ClassCount> = self.counted.iter().map(count).collect();
        let others: u64 = by_class
            .iter()
            .enumerate()
            .filter(|(place, _)| !self.counted.contains(place))
            .map(|(_, count)| count)
            .sum();
        if others > 0 {
            counts.push(ClassCount { label: "other".to_owned(), count: others });
        }
        counts
    }
}

/// The window of a timestamp.
pub(super) fn place(windows: &[Bounds], moment: f64) -> Option<usize> {
    let place = windows.partition_point(|window| window.start <= moment).checked_sub(1)?;
    (moment < windows[place].end).then_some(place)
}

/// The day on which a window begins.
pub(super) fn day(start: f64) -> String {
    let text = format_datetime(start).unwrap_or_default();
    text.split('T').next().unwrap_or_default().to_owned()
}

/// The predictions of both sides.
pub(super) fn of(
    unit: WindowUnit,
    moments: [&[f64]; 2],
    sides: &[Option<Days>; 2],
    classes: Option<&Classes<'_>>,
) -> BusinessSeries {
    let [reference, production] = [0, 1].map(|side| {
        let windows = sides[side].map(|days| days.windows(unit)).unwrap_or_default();
        let mut counts = vec![0_u64; windows.len()];
        let mut by_class = vec![vec![0_u64; classes.map_or(0, |classes| classes.named.labels.len())]; windows.len()];
        for (row, &moment) in moments[side].iter().enumerate() {
            let Some(window) = place(&windows, moment) else { continue };
            counts[window] += 1;
            let code = classes.and_then(|classes| classes.named.codes[side].get(row));
            let class = code.and_then(|&code| by_class[window].get_mut(code as usize));
            class.into_iter().for_each(|class| *class += 1);
        }
        let window = |place: usize| {
            let has_classes = counts[place] >= FEWEST_ROWS_OF_A_WINDOW;
            BusinessWindow {
                start: day(windows[place].start),
                count: counts[place],
                partial: windows[place].is_partial,
                trailing: if unit == WindowUnit::Day { trailing(&windows, &counts, place) } else { None },
                classes: classes
                    .filter(|_| has_classes)
                    .map(|classes| classes.counts(&by_class[place]))
                    .unwrap_or_default(),
            }
        };
        (0..windows.len()).map(window).collect::<Vec<BusinessWindow>>()
    });
    BusinessSeries { reference, production }
}

/// The mean of this day and the six before, if all of them are whole.
fn trailing(windows: &[Bounds], counts: &[u64], place: usize) -> Option<f64> {
    let from = (place + 1).checked_sub(TRAILING)?;
    let are_whole = windows[from..=place].iter().all(|window| !window.is_partial);
    are_whole.then(|| counts[from..=place].iter().sum::<u64>() as f64 / TRAILING as f64)
}
