//! Between which ends the effects of a period lie, by fine counts.
//!
//! Categories and missing values are counted exactly. Only which rare categories are counted together depends on tests that a preview does
//! not make, so that the bounds hold each choice. For numbers see
//! [`driftscope_stats::effect_bounds`].

use driftscope_report::{Against, PeriodChoice, Window, WindowUnit, Windowing, Windows};
use driftscope_stats::effect_bounds::effect_bounds;
use driftscope_stats::interval::Interval;
use driftscope_stats::{chi_square, jensen_shannon};

use super::fine_counts::{Counted, FineColumn, FineCounts, Rows};
use super::start;
use crate::window_sums::SMALLEST_EXPECTED;

/// By how much rounding may move an effect.
const ROUNDING: f64 = 1e-9;

/// The bounds of the effects of one period.
pub(super) struct Bounds<'a> {
    counts: &'a FineCounts,
    /// The number of windows of each side.
    windows: [usize; 2],
    rows: ChosenRows,
}

/// The rows that a period is compared with on either side, and its own.
struct ChosenRows {
    against: [Rows; 2],
    within: Rows,
}

impl<'a> Bounds<'a> {
    /// The bounds by these counts. `None` where windows do not tell which rows are chosen.
    pub(super) fn of(counts: &'a FineCounts, windows: &Windows, period: &PeriodChoice) -> Option<Self> {
        let rows = ChosenRows::of(windows, period)?;
        Some(Self { counts, windows: [windows.reference.len(), windows.production.len()], rows })
    }

    /// The ends of the larger effect of a column's two parts: its values, and whether they are there. `None` if the column was not counted
    /// by these windows, or a side has no row.
    pub(super) fn of_column(&self, name: &str) -> Option<Interval> {
        let column = self.counts.column(name).filter(|column| column.has_windows(self.windows))?;
        self.rows.bounds(column)
    }
}

impl ChosenRows {
    /// Chooses among the windows. `None` where they do not tell the rows: a chosen stretch ends within a window, or windows are no
    /// stretches of the calendar.
    fn of(windows: &Windows, period: &PeriodChoice) -> Option<Self> {
        let unit = windows.unit.unit()?;
        if period.against == Against::Weekdays && !matches!(windows.unit, Windowing::Hour | Windowing::Day) {
            return None;
        }
        let within = stretches(&windows.production, unit, &|moment| period.is_within(moment))?;
        if period.against.is_reference() {
            return Some(Self { against: [Rows::All, Rows::Windows(Vec::new())], within });
        }
        let against = |side: &[Window]| stretches(side, unit, &|moment| period.is_against(moment));
        let of_production = against(&windows.production)?;
        let none = Rows::Windows(Vec::new());
        let against = match &of_production {
            Rows::Windows(found) if found.is_empty() => [against(&windows.reference)?, none],
            _ => [none, of_production],
        };
        Some(Self { against, within })
    }

    fn bounds(&self, column: &FineColumn) -> Option<Interval> {
        let [one, other] = [0, 1].map(|side| column.counts(side, &self.against[side]));
        let sum = |(one, other): (&u64, &u64)| one + other;
        let reference = Counted {
            buckets: one.buckets.iter().zip(&other.buckets).map(sum).collect(),
            missing: one.missing + other.missing,
        };
        let production = column.counts(1, &self.within);
        let values = match column.has_one_value() {
            Some(flags) => effect_bounds(&reference.buckets, &production.buckets, flags),
            None => of_categories(&reference.buckets, &production.buckets),
        };
        let there = [&reference, &production].map(|side| [side.buckets.iter().sum(), side.missing]);
        let missing = jensen_shannon::effect(&there[0], &there[1]);
        let missing = missing.map(|effect| Interval { low: effect - ROUNDING, high: effect + ROUNDING });
        let larger =
            |one: Interval, other: Interval| Interval { low: one.low.max(other.low), high: one.high.max(other.high) };
        values.into_iter().chain(missing).reduce(larger)
    }
}

/// The windows whose moments are wanted. `None` if a window has some that are, and some that are not.
fn stretches(windows: &[Window], unit: WindowUnit, is_wanted: &dyn Fn(f64) -> bool) -> Option<Rows> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (place, window) in windows.iter().enumerate().filter(|(_, window)| window.rows > 0) {
        let first = start(window)?;
        let last = (unit.end(first as i64) as f64).next_down();
        if is_wanted(first) != is_wanted(last) {
            return None;
        }
        if is_wanted(first) {
            match found.last_mut().filter(|range| range.end == place) {
                Some(range) => range.end = place + 1,
                None => found.push(place..place + 1),
            }
        }
    }
    Some(Rows::Windows(found))
}

/// The ends of the effect of categories, whichever of the rare ones are counted together. `None` if a side has no value.
fn of_categories(reference: &[u64], production: &[u64]) -> Option<Interval> {
    let whole = jensen_shannon::effect(reference, production)?;
    let (kept, pool) = pooled(reference, production);
    let mut effects = vec![whole];
    effects.extend(kept_with(&kept, &[pool]));
    let (left, right) = chi_square::rare(reference, production, SMALLEST_EXPECTED);
    for category in left.into_iter().zip(right) {
        let rest = (pool.0.saturating_sub(category.0), pool.1.saturating_sub(category.1));
        effects.extend(kept_with(&kept, &[rest, category]));
    }
    let low = effects.iter().copied().fold(whole, f64::min);
    let high = effects.iter().copied().fold(whole, f64::max);
    Some(Interval { low: low - ROUNDING, high: high + ROUNDING })
}

/// The categories that are frequent enough to stand alone, and the others together.
fn pooled(reference: &[u64], production: &[u64]) -> (Vec<(u64, u64)>, (u64, u64)) {
    let (left, right) = chi_square::pool_rare(reference, production, SMALLEST_EXPECTED);
    let mut kept: Vec<(u64, u64)> = left.into_iter().zip(right).collect();
    let are_pooled = !chi_square::rare(reference, production, SMALLEST_EXPECTED).0.is_empty();
    let pool = if are_pooled { kept.pop() } else { None };
    (kept, pool.unwrap_or_default())
}

/// The effect of categories and further ones.
fn kept_with(kept: &[(u64, u64)], others: &[(u64, u64)]) -> Option<f64> {
    let (reference, production): (Vec<u64>, Vec<u64>) = kept.iter().chain(others).copied().unzip();
    jensen_shannon::effect(&reference, &production)
}
