//! Times of the day: on a circle of 24 hours, so that 23:50 and 00:10 are near.
//!
//! Kuiper's test decides, whose result does not depend on where the circle is cut. The effect is that of numbers, on bins that hold
//! about equally many values: the order of bins plays no part in it. Mean direction and distance are those of a circle
//! ([`driftscope_stats::circle`]).

use driftscope_report::{ClockDrift, ClockSide, DriftPart, Histogram, Part, TestResult};
use driftscope_stats::calendar::DAY;
use driftscope_stats::circle::{direction, shift, wasserstein_on_circle};
use driftscope_stats::kuiper::Kuiper;
use driftscope_stats::ordered::Ordered;
use driftscope_stats::{bins, sorting};
use driftscope_table::Column;
use driftscope_table::typing::{self, Evidence};

use crate::statistics::counts;
use crate::statistics::part_size::PartSize;
use crate::statistics::results::TestResults;
use crate::values::numeric::Numbers;

/// Bins of the day: half an hour each.
const BINS: u32 = 48;

/// The times of the day of a column in seconds since midnight.
pub(crate) fn times(column: &Column, evidence: &Evidence) -> Numbers {
    let mut sorted = typing::times_of_day(column, evidence);
    sorting::sort_numbers(&mut sorted);
    let missing = (column.cells.len() - sorted.len()) as u64;
    Numbers::of_sorted(sorted, missing)
}

/// Both sides by half-hours of the day. `None` where neither has a time.
pub(crate) fn histogram<S: Ordered + ?Sized>(reference: &S, production: &S) -> Option<Histogram> {
    if reference.size() + production.size() == 0 {
        return None;
    }
    let edges: Vec<f64> = (0..=BINS).map(|bin| f64::from(bin) * DAY / f64::from(BINS)).collect();
    let inner = edges.get(1..BINS as usize).unwrap_or_default();
    let [reference, production] = [reference, production].map(|side| bins::count_between(side, inner));
    Some(Histogram { reference, production, edges, lower_tail: false, upper_tail: false })
}

/// Where on the clock both sides lie. `None` where neither has a time.
pub(crate) fn describe<S: Ordered + ?Sized>(reference: &S, production: &S) -> Option<ClockDrift> {
    if reference.size() + production.size() == 0 {
        return None;
    }
    let [reference, production] = [reference, production].map(|side| match direction(side, DAY) {
        Some(found) => ClockSide { mean: found.mean, concentration: Some(found.concentration) },
        None => ClockSide::default(),
    });
    let shift = reference.mean.zip(production.mean).map(|(from, to)| shift(from, to, DAY));
    Some(ClockDrift { reference, production, shift })
}

/// Tests both sides on the circle. `None` where a side has no time.
pub(crate) fn test<S: Ordered + ?Sized>(
    [reference, production]: [&S; 2],
    kuiper: Option<Kuiper>,
    results: &mut TestResults,
) -> Option<DriftPart> {
    let edges = bins::pooled_quantile_edges(reference, production);
    let counts = [bins::count_between(reference, &edges), bins::count_between(production, &edges)];
    counts::add([&counts[0], &counts[1]], results);
    results.add("kuiper", kuiper.map(|test| TestResult::new(test.statistic).with_p(test.p_value)));
    results.add("circular_wasserstein", wasserstein_on_circle(reference, production, DAY).map(TestResult::new));
    Some(PartSize::of(&counts[0], &counts[1])?.part(Part::Values, "kuiper", kuiper?.p_value))
}
