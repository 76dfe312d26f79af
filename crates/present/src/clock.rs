//! Words for a column of times of the day.

use driftscope_report::{ClockDrift, ClockSide, ColumnReport, Histogram};

use crate::numbers::{clock, duration, effect};
use crate::share_change::share_change;

/// How close together times must be on both sides for their mean to stand for them: of a third of the circle it is 0.83.
const HAS_MIDDLE: f64 = 0.3;

/// Seconds around the clock that a mean must have moved to be named: a quarter of an hour.
const MOVED: f64 = 900.0;

/// "production is 2 h later, mean 16:40 against 14:30", or the hour whose share changed most.
pub(crate) fn change(column: &ColumnReport) -> Option<String> {
    column.clock.as_ref().and_then(later).or_else(|| column.histogram.as_ref().and_then(hour))
}

fn later(found: &ClockDrift) -> Option<String> {
    let shift = found.shift.filter(|shift| shift.abs() >= MOVED)?;
    let sides = [&found.reference, &found.production];
    if sides.iter().any(|side| side.concentration.is_none_or(|close| close < HAS_MIDDLE)) {
        return None;
    }
    let [from, to] = [sides[0].mean?, sides[1].mean?].map(clock);
    let by = duration(shift.abs());
    Some(format!("production is {by} {}, mean {to} against {from}", if shift > 0.0 { "later" } else { "earlier" }))
}

/// What stands for the times of a side: their mean, or "all day" where it stands for nothing. `None` where there is none.
pub(crate) fn middle(side: &ClockSide) -> Option<String> {
    let close = side.concentration?;
    let mean = side.mean.filter(|_| close >= HAS_MIDDLE);
    Some(mean.map_or_else(|| "all day".to_owned(), clock))
}

/// "22:00 to 23:00 rose from 3 % to 12 %".
fn hour(histogram: &Histogram) -> Option<String> {
    let sides = [&histogram.reference, &histogram.production];
    let totals = sides.map(|side| side.iter().sum::<u64>());
    if totals.contains(&0) {
        return None;
    }
    let share = |side: usize, at: usize| {
        let counts = sides[side].get(at..at + 2).unwrap_or_default();
        counts.iter().sum::<u64>() as f64 / totals[side] as f64
    };
    let shares = (0..sides[0].len()).step_by(2).map(|at| (at, [share(0, at), share(1, at)]));
    let (at, shares) = shares.reduce(|most, next| {
        let size = |(_, [from, to]): (usize, [f64; 2])| (to - from).abs();
        if size(next) > size(most) { next } else { most }
    })?;
    let ends = [at, at + 2].map(|edge| histogram.edges.get(edge).copied().map(clock));
    let [Some(from), Some(to)] = ends else { return None };
    Some(share_change(&format!("{from} to {to}"), shares))
}

/// Where on the clock both sides lie: "Mean time 14:30 and 16:40, concentration 0.62 and 0.40". `None` where neither has a time.
pub fn clock_note(found: &ClockDrift) -> Option<String> {
    let sides = [&found.reference, &found.production];
    let means = sides.map(|side| side.mean.map_or_else(|| "–".to_owned(), clock));
    let close = sides.map(|side| side.concentration.map_or_else(|| "–".to_owned(), effect));
    Some(format!(
        "Mean time on the clock {} and {}; concentration {} and {}: 1 if all at one time, 0 if all around the clock",
        means[0], means[1], close[0], close[1]
    ))
    .filter(|_| sides.iter().any(|side| side.concentration.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(mean: f64, to: f64, concentration: f64) -> ClockDrift {
        let side = |mean| ClockSide { mean: Some(mean), concentration: Some(concentration) };
        ClockDrift { reference: side(mean), production: side(to), shift: Some(to - mean) }
    }

    #[test]
    fn a_mean_is_named_where_it_stands_for_the_times() {
        let words = later(&found(52_200.0, 60_000.0, 0.6)).unwrap();
        assert_eq!(words.replace('\u{202f}', " "), "production is 2.2 h later, mean 16:40 against 14:30");
        assert_eq!(later(&found(52_200.0, 60_000.0, 0.1)), None);
        assert_eq!(later(&found(52_200.0, 52_260.0, 0.6)), None);
        assert!(
            clock_note(&found(52_200.0, 60_000.0, 0.6))
                .unwrap()
                .starts_with("Mean time on the clock 14:30 and 16:40; concentration 0.60")
        );
        assert_eq!(clock_note(&ClockDrift::default()), None);
        let sides =
            [found(52_200.0, 0.0, 0.6), found(52_200.0, 0.0, 0.1), ClockDrift::default()].map(|found| found.reference);
        assert_eq!(sides.each_ref().map(middle), [Some("14:30".to_owned()), Some("all day".to_owned()), None]);
    }

    #[test]
    fn else_the_hour_that_changed_most_is() {
        let mut histogram = Histogram {
            edges: (0..=48).map(|edge| f64::from(edge) * 1_800.0).collect(),
            reference: vec![1; 48],
            production: vec![1; 48],
            ..Histogram::default()
        };
        (histogram.production[44], histogram.production[10]) = (9, 3);
        let words = hour(&histogram).unwrap().replace('\u{202f}', " ");
        assert_eq!(words, "22:00 to 23:00 rose from 4.2 % to 17 %, 4.1 times as often");
        histogram.reference = vec![0; 48];
        assert_eq!(hour(&histogram), None);
    }
}
