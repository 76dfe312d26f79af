//! Values that stand for a missing one, in numbers and in dates: -999, 9999, -1, 9999-12-31 and their like.
//!
//! The smallest or the largest value of a side is named where it lies far from all others: where people use it for a missing
//! value; where at least one row in a hundred has it, at a distance of a quarter of the range of the others; or, of a
//! single one such as 1e300, at a distance of a million times that range. A 0 is named in no case, since it is too often meant
//! as such. Of dates the distance is at least ten years, too.

use driftscope_report::calendar::format_datetime;
use driftscope_report::{Warning, WarningCode};
use driftscope_stats::ordered::{Ordered, Within};

use driftscope_present::numbers;

/// What people write when they mean that there is none, even in few rows.
const PLACEHOLDERS: [f64; 12] = [
    -999.0,
    -9_999.0,
    -99_999.0,
    -999_999.0,
    -9_999_999.0,
    -99_999_999.0,
    999.0,
    9_999.0,
    99_999.0,
    999_999.0,
    9_999_999.0,
    99_999_999.0,
];

/// Of all values, the share that a placeholder has at least.
const LEAST_SHARE: f64 = 0.001;

/// How many times farther than all others from zero a placeholder lies.
const FAR: f64 = 2.0;

/// Of all values, the share of one that many rows have.
const MANY: f64 = 0.01;

/// Rows that are many, at least.
const FEWEST: u64 = 5;

/// Parts of the range of the others at which a value that many rows have is far, and at which a single one is.
const APART: f64 = 0.25;
const BEYOND: f64 = 1e6;

/// Distinct values beside it, without which their range is none.
const ENOUGH: usize = 10;

/// The distance of a far date, ten years in seconds.
const TEN_YEARS: f64 = 315_576_000.0;

/// A warning if the first or the last of the sorted moments, in seconds since 1970, lies far from all others and is shared by
/// many rows.
pub(crate) fn date_warning<S: Ordered + ?Sized>(name: &str, sorted: &S) -> Option<Warning> {
    let (value, count) = ends(sorted)?.into_iter().find_map(|(value, count, others)| {
        let (gap, range) = distance(value, &others)?;
        let is_far = gap >= TEN_YEARS && gap >= APART * range;
        (is_far && is_shared(count, sorted.size())).then_some((value, count))
    })?;
    let written =
        format_datetime(value).map_or_else(|| "A moment".to_owned(), |written| written.chars().take(10).collect());
    Some(as_warning(
        count,
        format!(
            "{written} comes again and again, far from all other moments: write a missing moment as null, in column {name}"
        ),
    ))
}

/// The smallest and the largest value, how often each occurs, and the others.
fn ends<S: Ordered + ?Sized>(sorted: &S) -> Option<[(f64, u64, Within<'_, S>); 2]> {
    let (first, last) = (sorted.at(0)?, sorted.at(sorted.size().checked_sub(1)?)?);
    let (low, high) = (sorted.up_to(first), sorted.below(last));
    Some([
        (first, low, Within::places(sorted, low, sorted.size())),
        (last, sorted.size() - high, Within::places(sorted, 0, high)),
    ])
}

/// How far a value lies from the nearest of the others, and the range of these.
fn distance<S: Ordered + ?Sized>(value: f64, others: &Within<'_, S>) -> Option<(f64, f64)> {
    let (low, high) = (others.at(0)?, others.at(others.size().checked_sub(1)?)?);
    Some(((low - value).max(value - high), high - low))
}

fn is_shared(count: u64, size: u64) -> bool {
    count >= FEWEST && count as f64 >= MANY * size as f64
}

/// Whether enough values differ for their range to be that of a distribution.
fn have_range<S: Ordered + ?Sized>(others: &Within<'_, S>) -> bool {
    let mut place = 0;
    for _ in 1..ENOUGH {
        let Some(value) = others.at(place) else { return false };
        place = others.up_to(value);
    }
    others.at(place).is_some()
}

/// Whether a number lies so far that it is named whatever it is.
fn stands_apart<S: Ordered + ?Sized>(value: f64, count: u64, size: u64, others: &Within<'_, S>) -> bool {
    let Some((gap, range)) = distance(value, others).filter(|_| value != 0.0 && have_range(others)) else {
        return false;
    };
    is_shared(count, size) && gap >= APART * range || gap >= BEYOND * range
}

/// A warning if the smallest or the largest of the sorted finite values stands for a missing one, or lies far from all others.
pub(crate) fn warning<S: Ordered + ?Sized>(name: &str, sorted: &S) -> Option<Warning> {
    let (value, count) = ends(sorted)?.into_iter().find_map(|(value, count, others)| {
        let farthest = others.at(0)?.abs().max(others.at(others.size().checked_sub(1)?)?.abs());
        let is_far = value.abs() >= FAR * farthest;
        let is_often = count > 1 && count as f64 >= LEAST_SHARE * sorted.size() as f64;
        let is_known = PLACEHOLDERS.contains(&value) && is_far && is_often;
        (is_known || stands_apart(value, count, sorted.size(), &others)).then_some((value, count))
    })?;
    let comes = if count == 1 { "lies" } else { "comes again and again," };
    Some(as_warning(
        count,
        format!(
            "{} {comes} far from all other values, and counts as a number: write a missing value as null, in column {name}",
            numbers::number(value)
        ),
    ))
}

fn as_warning(count: u64, message: String) -> Warning {
    Warning::of_values(WarningCode::Placeholder, count, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_mean_none_are_told() {
        let mut values: Vec<f64> = (0..1000).map(|number| f64::from(number) / 10.0).collect();
        assert_eq!(warning("x", &values), None);
        values.splice(0..0, [-999.0; 5]);
        let found = warning("x", &values).unwrap();
        assert_eq!((found.code, found.count), (WarningCode::Placeholder, 5));
        assert!(found.message.contains("999"), "{}", found.message);
        let high: Vec<f64> = (0..100).map(f64::from).chain([9_999.0; 3]).collect();
        assert!(warning("x", &high).is_some());
        let near: Vec<f64> = (900..1000).map(f64::from).chain([999.0; 3]).collect();
        assert_eq!(warning("x", &near), None);
        assert_eq!(warning("x", &[]), None);
    }

    #[test]
    fn what_many_rows_share_far_out_is_named() {
        let ages: Vec<f64> = (0..300).map(|row| f64::from(18 + row % 62)).collect();
        let with = |value: f64, times: usize| {
            let mut all = ages.clone();
            all.extend(vec![value; times]);
            all.sort_by(f64::total_cmp);
            warning("age", &all).map(|warning| warning.count)
        };
        assert_eq!(with(-1.0, 30), Some(30));
        assert_eq!(with(-1.0, 2), None, "too few to be a habit");
        assert_eq!(with(0.0, 30), None, "a 0 may be one");
        assert_eq!(with(85.0, 30), None, "near");
        assert_eq!(with(1e300, 1), Some(1));
        assert_eq!(with(200.0, 1), None);
        let mut dates: Vec<f64> = (0..300).map(|day| 1.77e9 + 86_400.0 * f64::from(day)).collect();
        assert_eq!(date_warning("at", &dates), None);
        dates.extend([253_402_214_400.0; 20]);
        assert!(date_warning("at", &dates).unwrap().message.contains("9999-12-31"));
    }
}
