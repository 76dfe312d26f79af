//! Exact counts of distinct values in sorted samples, and of the values that two of them share.
//!
//! Infinities are values like others. A NaN, which should not be there, counts again each time.

/// The distinct values of one sorted sample, from 0 to its length.
///
/// ```
/// assert_eq!(driftscope_stats::distinct_sorted::of_one(&[1.0, 1.0, 2.0]), 2);
/// ```
#[must_use]
pub fn of_one(sorted: &[f64]) -> u64 {
    let changes = sorted.windows(2).map(|pair| u64::from(pair[0] != pair[1])).sum::<u64>();
    changes + u64::from(!sorted.is_empty())
}

/// The distinct values of two sorted samples together, from 0 to the sum of their lengths.
///
/// ```
/// assert_eq!(driftscope_stats::distinct_sorted::of_both(&[1.0, 1.0, 2.0], &[2.0, 3.0]), 3);
/// ```
#[must_use]
pub fn of_both(one: &[f64], other: &[f64]) -> u64 {
    let (mut left, mut right, mut distinct) = (0, 0, 0);
    let mut last = f64::NAN;
    while let (Some(&a), Some(&b)) = (one.get(left), other.get(right)) {
        // Added, not chosen by a branch: which comes next is chance. A NaN counts as the other's turn.
        let value = if a <= b { a } else { b };
        left += usize::from(a <= b);
        right += usize::from(a < b) ^ 1;
        distinct += u64::from(value != last);
        last = value;
    }
    let rest = if left < one.len() { &one[left..] } else { &other[right..] };
    distinct + of_one(rest) - u64::from(rest.first() == Some(&last))
}

/// How many values of each sorted sample the other has, too.
///
/// ```
/// assert_eq!(driftscope_stats::distinct_sorted::shared(&[1.0, 1.0, 2.0], &[1.0, 3.0]), [2, 1]);
/// ```
#[must_use]
pub fn shared(one: &[f64], other: &[f64]) -> [u64; 2] {
    let (mut left, mut right, mut shared) = (0, 0, [0; 2]);
    let run = |sorted: &[f64], at: usize, value: f64| sorted[at..].iter().take_while(|next| **next <= value).count();
    while let (Some(&a), Some(&b)) = (one.get(left), other.get(right)) {
        let value = if a <= b { a } else { b };
        let runs = [run(one, left, value), run(other, right, value)];
        // A NaN is not a value, and is skipped.
        left += if a.is_nan() { 1 } else { runs[0] };
        right += if b.is_nan() { 1 } else { runs[1] };
        if a == b {
            shared = [shared[0] + runs[0] as u64, shared[1] + runs[1] as u64];
        }
    }
    shared
}

/// How often the most frequent value that both sorted samples have occurs in both together; 0 where they share none.
///
/// ```
/// assert_eq!(driftscope_stats::distinct_sorted::most_shared(&[1.0, 1.0, 2.0], &[1.0, 3.0, 3.0, 3.0, 3.0]), 3);
/// ```
#[must_use]
pub fn most_shared(one: &[f64], other: &[f64]) -> u64 {
    let mut left = one.chunk_by(|a, b| a == b).peekable();
    let mut right = other.chunk_by(|a, b| a == b).peekable();
    let mut most = 0;
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        if a[0] == b[0] {
            most = most.max(a.len() + b.len());
        }
        // A NaN is smaller and larger than nothing, and is skipped.
        let (is_left, is_right) = (a[0] <= b[0] || a[0].is_nan(), b[0] <= a[0] || b[0].is_nan());
        if is_left {
            left.next();
        }
        if is_right {
            right.next();
        }
    }
    most as u64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::random::Random;
    use crate::samples::sorting::sorted;

    #[test]
    fn values_are_counted_once() {
        assert_eq!((of_one(&[]), of_both(&[], &[])), (0, 0));
        assert_eq!((of_both(&[], &[2.0, 2.0]), of_both(&[2.0, 2.0], &[])), (1, 1));
        assert_eq!(of_both(&[f64::NEG_INFINITY, 0.0], &[0.0, f64::INFINITY, f64::INFINITY]), 3);
        let mut random = Random::new(3);
        for round in 0..500 {
            let mut draw = |count: usize| sorted((0..count).map(|_| (random.next_u64() % 40) as f64));
            let (one, other) = (draw(round % 37), draw(round % 53));
            let count = |samples: &[&[f64]]| {
                samples.concat().iter().map(|value| value.to_bits()).collect::<BTreeSet<_>>().len() as u64
            };
            assert_eq!(of_one(&one), count(&[&one]));
            assert_eq!(of_both(&one, &other), count(&[&one, &other]), "{one:?} {other:?}");
        }
    }
}
