//! Sorts numbers into ascending order.
//!
//! Every statistic on numbers here works on sorted samples, so that sorting is paid once and sums have one order
//! whatever the order of the rows. −0 becomes +0, so that equal values have equal bits.

use std::cmp::Ordering;

/// Sorts in place, ascending. Takes `O(n log n)` time and as much memory again while it runs: whole numbers that sort
/// as the doubles do compare in one instruction, and that is most of the time.
///
/// The numbers may be infinite. There should be no NaN; if there is one, it goes to the end of its sign.
///
/// ```
/// let mut values = [3.0, -0.0, f64::NEG_INFINITY, 1.5];
/// driftscope_stats::sorting::sort_numbers(&mut values);
/// assert_eq!(values, [f64::NEG_INFINITY, 0.0, 1.5, 3.0]);
/// ```
pub fn sort_numbers(values: &mut [f64]) {
    let mut keys = keys(values);
    keys.sort_unstable();
    for (value, key) in values.iter_mut().zip(keys) {
        *value = number(key);
    }
}

/// Sorts places, such as row numbers, by a comparison. Equal ones keep their order.
///
/// The comparison comes through a pointer, since each sort with a closure of its own is some kilobytes of code in the page.
pub fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|&one, &other| compare(one, other));
}

/// Sorts few items by a comparison. Equal ones keep their order. Takes a place (8 bytes) for each item besides.
///
/// All item types share the code of [`sort_places`]: the standard library's sort is compiled for each type and comparison, half a
/// kilobyte of the packed page each time. Rows by the million are better sorted by that one.
///
/// ```
/// let mut words = ["pear", "fig", "apple", "kiwi"];
/// driftscope_stats::sorting::sort_by(&mut words, &|one, other| one.len().cmp(&other.len()));
/// assert_eq!(words, ["fig", "pear", "kiwi", "apple"]);
/// ```
pub fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut places, &|one, other| compare(&items[one], &items[other]));
    // Each cycle of places is gone through once; the first item of a cycle is carried along to its end.
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

/// Sorts few items by a key, as [`sort_by`] does.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: &dyn Fn(&T) -> K) {
    sort_by(items, &|one, other| key(one).cmp(&key(other)));
}

/// Whole numbers that are in the order of the numbers, −0 being +0.
pub(crate) fn keys(values: &[f64]) -> Vec<u64> {
    // −0 + 0 is +0, and every other value stays.
    values.iter().map(|value| key(value + 0.0)).collect()
}

const SIGN: u64 = 1 << 63;

/// Flips the sign of positive numbers and every bit of negative ones, whose magnitudes sort the other way.
pub(crate) fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

/// The number that has a key.
pub(crate) fn number(key: u64) -> f64 {
    f64::from_bits(if key & SIGN == 0 { !key } else { key ^ SIGN })
}

/// The numbers in ascending order: samples of tests.
#[cfg(test)]
pub(crate) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    sort_numbers(&mut values);
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn any_bits_are_sorted() {
        let mut random = Random::new(1);
        for length in 0..200 {
            let mut values: Vec<f64> = (0..length)
                .map(|_| f64::from_bits(random.next_u64()))
                .map(|value| if value.is_nan() { 1.0 } else { value })
                .collect();
            let mut expected = values.clone();
            expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
            sort_numbers(&mut values);
            assert_eq!(values, expected);
        }
    }

    #[test]
    fn items_are_sorted_as_by_the_standard_library() {
        let mut random = Random::new(2);
        for length in 0..200 {
            // Few different keys, so that the order of equal ones counts.
            let mut items: Vec<(u64, usize)> = (0..length).map(|place| (random.next_u64() % 9, place)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| std::cmp::Reverse(item.0));
            sort_by_key(&mut items, &|item| std::cmp::Reverse(item.0));
            assert_eq!(items, expected);
        }
    }

    #[test]
    fn the_two_zeros_become_one() {
        let mut values = [0.0, -0.0, -1.0, -0.0];
        sort_numbers(&mut values);
        assert_eq!(values.map(f64::to_bits), [-1.0, 0.0, 0.0, 0.0].map(f64::to_bits));
    }
}
