//! Numbers that stand for a missing value: -999, 9999 and their like.

use driftscope_stats::ordered::{Ordered, Within};
use driftscope_table::{Warning, WarningCode};

use crate::format;

/// What people write when they mean that there is none. Only nines, since a 0 or a -1 is too often meant as such.
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

/// A warning if the smallest or the largest of the sorted finite values comes often, lies far from all others, and is
/// one that people use for a missing value.
pub(crate) fn warning<S: Ordered + ?Sized>(name: &str, sorted: &S) -> Option<Warning> {
    let found = |value: f64, count: u64, others: Within<'_, S>| {
        let farthest = others.at(0)?.abs().max(others.at(others.size().checked_sub(1)?)?.abs());
        let is_far = value.abs() >= FAR * farthest;
        let is_often = count > 1 && count as f64 >= LEAST_SHARE * sorted.size() as f64;
        (PLACEHOLDERS.contains(&value) && is_far && is_often).then(|| Warning {
            code: WarningCode::Placeholder,
            message: format!(
                "{} comes again and again, far from all other values, and counts as a number: write a missing value as \
                 null, in column {name}",
                format::number(value)
            ),
            count,
            file: None,
            line: None,
            byte_offset: None,
            snippet: None,
            further: Vec::new(),
        })
    };
    let (first, last) = (sorted.at(0)?, sorted.at(sorted.size().checked_sub(1)?)?);
    let (low, high) = (sorted.up_to(first), sorted.below(last));
    found(first, low, Within::places(sorted, low, sorted.size()))
        .or_else(|| found(last, sorted.size() - high, Within::places(sorted, 0, high)))
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
}
