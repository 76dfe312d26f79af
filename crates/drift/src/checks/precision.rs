//! Whether one side of a numeric column was rounded and the other was not.
//!
//! pandas rounds to ten decimals when it writes JSON, a data base may keep four, a sensor may turn from hundredths to whole
//! degrees: then one side has ties where the other has none, and tests that compare values exactly see a difference that is
//! one of writing. So the change is named once, and both sides are rounded to the coarser precision before they are compared.
//!
//! A side has `d` decimal places where every value is a multiple of 10⁻ᵈ, `d` at most 12. The other was not rounded so where
//! at least half of its values are no such multiples. Rounding must not hide a change: it is done where the coarse side has at
//! least eight distinct values, or the other side's values lie within a hundredth of a step from multiples. Else 0 and 1
//! against probabilities would be alike.
//!
//! A side holds single precision (float32, 24 bits) where every value is one of those, and at least half of them need more than
//! six decimal places; the other does not where at least half of its values are none. That is named, whether or not a side was
//! rounded to decimal places.

use driftscope_stats::value_sketch::{Bucket, ValueSketch};

use driftscope_report::{PrecisionChange, Presence};

/// Values that are looked at, spread evenly over the sorted ones.
const LOOKED_AT: usize = 500;

/// The fewest values of a side that allow a conclusion.
const FEWEST: u64 = 20;

/// Distinct values of the coarse side from which on rounding keeps the shape of a distribution.
const FEWEST_STEPS: usize = 8;

/// Of a step, how far from a multiple a value lies that was meant as one.
const NEAR: f64 = 0.01;

/// Decimal places that many numbers of single precision have anyway.
const PLAIN_PLACES: usize = 6;

/// The powers of ten that are steps, all of them exact doubles.
const POWERS: [f64; 13] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/// The change, if one side was rounded to fewer decimal places or bits than the other. The values are the finite ones, sorted; of a
/// profile each of them once. `sizes` are how many there are.
pub(crate) fn change(name: &str, [reference, production]: [&[f64]; 2], sizes: [u64; 2]) -> Option<PrecisionChange> {
    if sizes.iter().any(|size| *size < FEWEST) {
        return None;
    }
    let single_precision = match [reference, production].map(precision) {
        [Precision::Single, Precision::Double] => Some(Presence::Reference),
        [Precision::Double, Precision::Single] => Some(Presence::Production),
        _ => None,
    };
    let places = rounded_to(reference, production);
    (places.is_some() || single_precision.is_some()).then(|| PrecisionChange {
        name: name.to_owned(),
        reference: digits(reference),
        production: digits(production),
        places: places.map(|places| places as u32),
        single_precision,
    })
}

/// The decimal places to which one side was rounded and the other was not.
fn rounded_to(reference: &[f64], production: &[f64]) -> Option<usize> {
    let [left, right] = [reference, production].map(places);
    let (coarse, fine, places) = match (left?, right?) {
        (left, right) if left < right => (reference, production, left),
        (left, right) if left > right => (production, reference, right),
        _ => return None,
    };
    let power = *POWERS.get(places)?;
    let off = looked_at(fine).filter(|value| !is_multiple(*value, power)).count();
    let is_rounded = coarse.iter().all(|value| is_multiple(*value, power));
    let keeps_shape =
        || has_steps(coarse) || looked_at(fine).all(|value| (value * power - (value * power).round()).abs() < NEAR);
    (is_rounded && 2 * off >= looked_at(fine).count() && keeps_shape()).then_some(places)
}

/// In how many bits a side is written.
enum Precision {
    Single,
    Double,
    /// It may be either.
    Open,
}

fn precision(sorted: &[f64]) -> Precision {
    let is_single = |value: f64| f64::from(value as f32) == value;
    let half = looked_at(sorted).count().div_ceil(2);
    let long = POWERS
        .get(PLAIN_PLACES)
        .map_or(0, |power| looked_at(sorted).filter(|value| !is_multiple(*value, *power)).count());
    match looked_at(sorted).filter(|value| !is_single(*value)).count() {
        0 if long >= half && sorted.iter().all(|value| is_single(*value)) => Precision::Single,
        others if others >= half => Precision::Double,
        _ => Precision::Open,
    }
}

/// Sorted values rounded to decimal places, which keeps their order.
pub(crate) fn rounded(values: &[f64], places: u32) -> Vec<f64> {
    let power = power(places);
    values.iter().map(|value| round(*value, power)).collect()
}

/// The values of a profile rounded to decimal places: `None` where buckets hold several values.
pub(crate) fn rounded_sketch(values: &ValueSketch, places: u32) -> Option<ValueSketch> {
    let power = power(places);
    let mapped = values.is_exact().then(|| values.mapped(|value| round(value, power)))?;
    let runs = mapped.buckets().chunk_by(|one, other| one.low == other.low);
    let sum = |run: &[Bucket]| run.iter().fold(0_u64, |sum, bucket| sum.saturating_add(bucket.count));
    let buckets = runs.map(|run| Bucket { count: sum(run), ..run[0] }).collect();
    ValueSketch::of_buckets(0, buckets, values.infinite()).ok()
}

fn power(places: u32) -> f64 {
    POWERS.get(places as usize).copied().unwrap_or(1.0)
}

/// Past 2⁵³ steps every double is a multiple of the step, as far as doubles tell.
fn round(value: f64, power: f64) -> f64 {
    let steps = value * power;
    if steps.abs() < driftscope_table::typing::MOST_EXACT { steps.round() / power + 0.0 } else { value }
}

fn is_multiple(value: f64, power: f64) -> bool {
    round(value, power) == value
}

fn looked_at(sorted: &[f64]) -> impl Iterator<Item = f64> + '_ {
    sorted.iter().step_by((sorted.len() / LOOKED_AT).max(1)).copied()
}

/// The decimal places that the values looked at need; 13 where there is one that needs more than twelve.
fn places(sorted: &[f64]) -> Option<usize> {
    let needed = |value: f64| POWERS.iter().position(|power| is_multiple(value, *power)).unwrap_or(POWERS.len());
    looked_at(sorted).map(needed).max()
}

fn has_steps(sorted: &[f64]) -> bool {
    sorted.chunk_by(|one, other| one == other).take(FEWEST_STEPS).count() == FEWEST_STEPS
}

/// The most significant digits that any of the values needs.
fn digits(sorted: &[f64]) -> u32 {
    let needed = |value: f64| {
        // The shortest text that reads as the same double.
        let text = format!("{value:e}");
        let mantissa = text.split('e').next().unwrap_or(&text);
        mantissa.bytes().filter(u8::is_ascii_digit).count() as u32
    };
    looked_at(sorted).map(needed).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(name: &str, one: &[f64], other: &[f64]) -> Option<PrecisionChange> {
        super::change(name, [one, other], [one.len() as u64, other.len() as u64])
    }

    #[test]
    fn a_side_that_was_rounded_is_told() {
        let exact: Vec<f64> = (1..1000).map(|number| f64::from(number) / 7.0).collect();
        let four = rounded(&exact, 4);
        let found = change("x", &exact, &four).unwrap();
        assert!(found.reference >= 16 && found.production <= 7 && found.places == Some(4), "{found:?}");
        assert_eq!(change("x", &exact, &exact), None);
        assert_eq!(change("x", &four, &four), None);
        assert_eq!(change("x", &[1.0, 2.0, 3.5], &exact), None);
        let whole = rounded(&exact, 0);
        assert_eq!(change("x", &whole, &exact).unwrap().places, Some(0));
        assert_eq!(change("x", &rounded(&exact, 2), &whole).unwrap().places, Some(0));
    }

    #[test]
    fn single_precision_is_named() {
        let double: Vec<f64> = (1..1000).map(|number| f64::from(number) / 7.0).collect();
        let single: Vec<f64> = double.iter().map(|value| f64::from(*value as f32)).collect();
        let found = change("x", &double, &single).unwrap();
        assert_eq!((found.single_precision, found.places), (Some(Presence::Production), None));
        let tenths = rounded(&double, 1);
        let single_tenths: Vec<f64> = tenths.iter().map(|value| f64::from(*value as f32)).collect();
        let found = change("x", &single_tenths, &tenths).unwrap();
        assert_eq!((found.single_precision, found.places), (Some(Presence::Reference), Some(1)));
        let whole = rounded(&double, 0);
        assert_eq!(change("x", &double, &whole).unwrap().single_precision, None);
        assert_eq!(change("x", &single, &single), None);
    }

    #[test]
    fn truth_values_beside_probabilities_were_not_rounded() {
        let bits: Vec<f64> = (0..1000).map(|place| f64::from(u8::from(place >= 500))).collect();
        let probabilities: Vec<f64> = (0..1000).map(|place| 0.2 + f64::from(place) / 1700.0).collect();
        assert_eq!(change("x", &bits, &probabilities), None);
        let near: Vec<f64> = bits.iter().map(|bit| bit + 1e-6).collect();
        assert_eq!(change("x", &bits, &near).unwrap().places, Some(0));
    }
}
