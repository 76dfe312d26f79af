//! Whether one side of a numeric column was rounded and the other was not.
//!
//! pandas rounds to ten decimals when it writes JSON, a data base may keep four: then one side has ties where the
//! other has none, and tests that compare values exactly see a difference that no model feels. It is said, not mended,
//! since nobody can tell which side is right.

use crate::PrecisionChange;

/// Values that are looked at, spread evenly over the sorted ones.
const LOOKED_AT: usize = 500;

/// Values with a fraction without which nothing is said.
const FEWEST: usize = 20;

/// Digits up to which values were rounded, and from which on they were not.
const ROUNDED: u32 = 12;
const EXACT: u32 = 15;

/// The change, if one side has at most twelve significant digits and the other at least fifteen. The values are the
/// finite ones, sorted.
pub(crate) fn change(name: &str, reference: &[f64], production: &[f64]) -> Option<PrecisionChange> {
    let (reference, production) = (digits(reference)?, digits(production)?);
    let differs = reference.min(production) <= ROUNDED && reference.max(production) >= EXACT;
    differs.then(|| PrecisionChange { name: name.to_owned(), reference, production })
}

/// The most significant digits that any of the values with a fraction needs.
fn digits(sorted: &[f64]) -> Option<u32> {
    let step = (sorted.len() / LOOKED_AT).max(1);
    let fractions = sorted.iter().step_by(step).filter(|value| **value != value.trunc());
    let (mut most, mut count) = (0, 0);
    for value in fractions {
        // The shortest text that reads as the same double.
        let text = format!("{value:e}");
        let mantissa = text.split('e').next().unwrap_or(&text);
        most = most.max(mantissa.bytes().filter(u8::is_ascii_digit).count() as u32);
        count += 1;
    }
    (count >= FEWEST).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_that_was_rounded_is_told() {
        let exact: Vec<f64> = (1..1000).map(|number| f64::from(number) / 7.0).collect();
        let rounded: Vec<f64> = exact.iter().map(|value| (value * 1e4).round() / 1e4).collect();
        let found = change("x", &exact, &rounded).unwrap();
        assert!(found.reference >= 16 && found.production <= 7, "{found:?}");
        assert_eq!(change("x", &exact, &exact), None);
        assert_eq!(change("x", &rounded, &rounded), None);
        assert_eq!(change("x", &[1.0, 2.0, 3.5], &exact), None);
    }
}
