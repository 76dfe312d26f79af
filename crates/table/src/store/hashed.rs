//! Hashes the strings past a column's limit to 32 bits.
//!
//! A column whose strings are more than [`Limits`](crate::Limits) allow keeps the first of them, and of those that come
//! later only what this says of each. The hash is one and the same on every machine and in every file, so a string falls
//! in the same one of [`BUCKETS`] buckets wherever it stands, and buckets can be compared as categories can: they are coarser
//! ones, and a test of them holds as a test of the strings themselves would.
//!
//! What is lost: which string it was, and any difference between strings of one bucket. Different hashes are different
//! strings, so their number is never above that of the strings; it falls short by about d² / 2³³ of d strings, which is
//! one in ten thousand at a million and one in two hundred at fifty million.

use super::hash::{hash, hash_64};
use crate::Cell;
use crate::spelling::text_class::{TextClass, classify_text};

/// How many buckets there are.
pub const BUCKETS: usize = 1 << BITS;

const BITS: u32 = 12;

/// Other than that of the index in which strings are found, so that those that crowd there are spread here.
const SEED: u32 = 0x5EED_0001;

/// The hash of a string, without the spaces around it, as strings are compared.
pub fn hash_text(text: &str) -> u32 {
    hash(text.trim().as_bytes(), SEED)
}

/// A longer hash of the same string, which distinguishes a million strings.
pub fn hash_text_64(text: &str) -> u64 {
    hash_64(text.trim().as_bytes(), SEED)
}

/// The bucket of a hash, from 0.
pub fn bucket(hash: u32) -> usize {
    (hash >> (u32::BITS - BITS)) as usize
}

/// The cell of a string that is not kept. One that spells nothing, such as `"NA"`, is missing.
pub(crate) fn cell(text: &str) -> Cell {
    if classify_text(text) == TextClass::Null { Cell::MISSING } else { Cell::hashed(hash_text(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from the formula in Python's integers, taken modulo 2⁶⁴.
    #[test]
    fn hashes_are_what_they_always_were() {
        let texts = ["", "a", "blue", "customer 1234567", " customer 1234567\t", "é"];
        let expected = [0xD59F_51D2, 0x9F8C_0042, 0x3714_1DFB, 0xBA65_780B, 0xBA65_780B, 0x1585_2C37];
        assert_eq!(texts.map(hash_text), expected);
    }

    #[test]
    fn strings_spread_evenly() {
        for pattern in ["{}", "user-{}@example.com", "000000000000000{}"] {
            let mut counts = vec![0_u32; BUCKETS];
            let strings = 200_000;
            for number in 0..strings {
                counts[bucket(hash_text(&pattern.replace("{}", &number.to_string())))] += 1;
            }
            let expected = f64::from(strings) / BUCKETS as f64;
            let chi_square: f64 = counts
                .iter()
                .map(|&count| {
                    let off = f64::from(count) - expected;
                    off * off / expected
                })
                .sum();
            // 4095 degrees of freedom: five standard deviations are 452.
            assert!((chi_square - 4095.0).abs() < 452.0, "{pattern}: {chi_square}");
        }
    }

    #[test]
    fn what_spells_nothing_is_missing() {
        assert_eq!([cell(""), cell(" NA ")], [Cell::MISSING; 2]);
        assert_eq!(cell("blue"), Cell::hashed(hash_text("blue")));
    }
}
