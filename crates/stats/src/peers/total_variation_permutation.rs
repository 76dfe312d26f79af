//! Evidently's test of the total variation distance: 1000 relabellings drawn by NumPy's legacy generator from seed 0.
//!
//! ```text
//! p = share of the relabellings whose distance is at least the one seen
//! ```
//!
//! The sample itself is not counted among them, so p can be 0. It depends on the order of the rows, since the generator
//! draws places, and where distances are equal but for rounding, on the order in which Python adds up the categories: there the
//! p-values can differ from Evidently's, and Evidently's from one run to the next, by a few thousandths.

use super::mersenne_twister::MersenneTwister;

/// Relabellings.
const ROUNDS: usize = 1_000;

/// Values drawn in all at most, about two seconds' worth; more rows than that have no p-value.
pub const MOST_DRAWN: usize = 200_000_000;

/// The p-value of two samples of category numbers, each in the order of its rows.
///
/// `None` where a sample is empty, or both together have more than 200 000 values.
///
/// ```
/// use driftscope_stats::peers::total_variation_permutation::p_value;
///
/// let (reference, production) = (vec![0, 1, 1, 0, 1, 0, 0, 0], vec![1, 1, 1, 1, 1, 0, 1, 1]);
/// assert_eq!(p_value(&reference, &production), Some(0.134));
/// ```
#[must_use]
pub fn p_value(reference: &[u32], production: &[u32]) -> Option<f64> {
    let (n, m) = (reference.len(), production.len());
    if n == 0 || m == 0 || (n + m).saturating_mul(ROUNDS) > MOST_DRAWN {
        return None;
    }
    let values: Vec<u32> = reference.iter().chain(production).copied().collect();
    let categories = values.iter().max().map_or(0, |most| *most as usize + 1);
    if categories > values.len() {
        return None;
    }
    let count = |of: &mut dyn Iterator<Item = u32>| {
        let mut counts = vec![0_u64; categories];
        of.for_each(|value| counts[value as usize] += 1);
        counts
    };
    let all = count(&mut values.iter().copied());
    let distance = |one: &[u64]| {
        let terms = one.iter().zip(&all).map(|(&count, &all)| {
            let (p, q) = (count as f64 / n as f64, (all - count) as f64 / m as f64);
            (p - q).abs()
        });
        0.5 * terms.sum::<f64>()
    };
    let seen = distance(&count(&mut reference.iter().copied()));
    let mut source = MersenneTwister::new(0);
    let mut as_large = 0_u32;
    let mut places: Vec<u32> = Vec::with_capacity(n + m);
    for _ in 0..ROUNDS {
        places.clear();
        places.extend(0..(n + m) as u32);
        source.shuffle(&mut places);
        let drawn = count(&mut places[..n].iter().map(|&place| values[place as usize]));
        as_large += u32::from(distance(&drawn) >= seen);
    }
    Some(f64::from(as_large) / ROUNDS as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_is_not_begun() {
        assert_eq!(p_value(&vec![0; 150_000], &vec![1; 150_000]), None);
        assert_eq!(p_value(&[], &[1]), None);
        assert_eq!(p_value(&[u32::MAX], &[1]), None);
    }
}
