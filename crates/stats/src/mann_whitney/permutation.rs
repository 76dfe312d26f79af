//! The one-sided p-value by random relabelling, for samples with many ties.

use super::p_value_less;
use crate::merged::{Accumulate, Samples, TieGroup, walk};
use crate::random::Random;
use crate::relabelling::{Drawn, Relabelling};

/// Values of the smaller sample that must lie outside of the largest group of ties for the normal law to hold.
const ENOUGH_OUTSIDE: f64 = 200.0;

/// A p-value that may come from relabelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfTies {
    /// The p-value.
    pub p_value: f64,
    /// Whether no relabelling was as far, so that it is the smallest that so many of them can tell.
    pub is_bound: bool,
}

/// The probability, without drift, of a U at least as small, as [`p_value_less`] has it, but sound where nearly all
/// values are equal.
///
/// The rest is then a few values, and how many of them fall to the smaller sample is far from normal: among 5 % of
/// false alarms asked for there were 15 %. Fewer than 200 values expected there, and the p-value comes from at most `rounds`
/// relabellings by a seeded generator, so that it is at least 1/(rounds + 1) (Phipson and Smyth 2010, doi
/// 10.2202/1544-6115.1585); its standard error is √(p (1 − p)/rounds). Else the normal law is taken. `None` where a sample is
/// empty, has more than 2³¹ values, or no round is asked for.
///
/// ```
/// use driftscope_stats::mann_whitney::p_value_less_of_ties;
///
/// let (reference, production) = ([[0.0; 97].as_slice(), &[1.0; 3]].concat(), [[0.0; 9].as_slice(), &[1.0]].concat());
/// // That one or more of the four ones fall to production: 1 − C(106, 10)/C(110, 10).
/// let p = p_value_less_of_ties(&reference, &production, 9_999, 1).unwrap().p_value;
/// assert!((p - 0.3208).abs() < 0.015);
/// ```
#[must_use]
pub fn p_value_less_of_ties(
    reference_sorted: &[f64],
    production_sorted: &[f64],
    rounds: u32,
    seed: u64,
) -> Option<OfTies> {
    let Groups(groups) = walk::<Groups>(reference_sorted, production_sorted)?;
    let (n, m) = (reference_sorted.len() as f64, production_sorted.len() as f64);
    let largest = groups.iter().map(TieGroup::size).max().unwrap_or(0) as f64;
    if (n + m - largest) * n.min(m) / (n + m) >= ENOUGH_OUTSIDE {
        let p_value = p_value_less(reference_sorted, production_sorted)?;
        return Some(OfTies { p_value, is_bound: false });
    }
    let counts = [|group: &TieGroup| group.reference, |group: &TieGroup| group.production];
    let [reference, production] = counts.map(|count| groups.iter().map(count).collect::<Vec<u64>>());
    let relabelling = Relabelling::new(&reference, &production)?;
    let rounds = relabelling.affordable(rounds);
    if rounds == 0 {
        return None;
    }
    // Twice the rank, less a constant: values below and half of the equal ones, doubled.
    let ranks: Vec<u64> =
        groups.iter().map(|group| 2 * (group.reference_below + group.production_below) + group.size()).collect();
    let sum = |drawn: &[Drawn]| -> u128 {
        drawn.iter().map(|drawn| u128::from(drawn.count) * u128::from(ranks[drawn.category])).sum()
    };
    let seen = sum(&relabelling.seen(&reference, &production));
    // The reference lies below where its ranks are small, or where production's are large.
    let is_as_far = |found: u128| if relabelling.draws_reference() { found <= seen } else { found >= seen };
    let (mut random, mut drawn, mut as_far) = (Random::new(seed), Vec::new(), 0_u32);
    for _ in 0..rounds {
        relabelling.draw(&mut random, &mut drawn);
        as_far += u32::from(is_as_far(sum(&drawn)));
    }
    Some(OfTies { p_value: (1.0 + f64::from(as_far)) / (1.0 + f64::from(rounds)), is_bound: as_far == 0 })
}

/// All groups of ties.
struct Groups(Vec<TieGroup>);

impl Accumulate for Groups {
    fn new(_: &Samples) -> Self {
        Self(Vec::new())
    }

    fn add(&mut self, groups: &[TieGroup]) {
        self.0.extend_from_slice(groups);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy.stats.hypergeom.sf(2, 2050, 30, 50): three or more of thirty fall to fifty.
    const HYPERGEOMETRIC: f64 = 0.034902174900;

    fn ones(zeros: usize, ones: usize) -> Vec<f64> {
        [vec![0.0; zeros], vec![1.0; ones]].concat()
    }

    #[test]
    fn few_values_outside_of_a_tie_are_counted_out() {
        let p = p_value_less_of_ties(&ones(1_973, 27), &ones(47, 3), 9_999, 3).unwrap().p_value;
        assert!((p - HYPERGEOMETRIC).abs() < 0.01, "{p}");
        let mirrored = p_value_less_of_ties(&ones(3, 47), &ones(27, 1_973), 9_999, 3).unwrap().p_value;
        assert!((mirrored - HYPERGEOMETRIC).abs() < 0.01, "{mirrored}");
        // The normal law alone is far off.
        assert!(p_value_less(&ones(1_973, 27), &ones(47, 3)).unwrap() < 0.5 * HYPERGEOMETRIC);
    }

    #[test]
    fn without_ties_it_agrees_with_the_normal_law() {
        let reference: Vec<f64> = (0..150).map(|value| f64::from(value) + 0.5).collect();
        let production: Vec<f64> = (10..110).map(|value| f64::from(value) * 1.4).collect();
        let p = p_value_less_of_ties(&reference, &production, 9_999, 3).unwrap().p_value;
        assert!((p - p_value_less(&reference, &production).unwrap()).abs() < 0.015, "{p}");
        let long: Vec<f64> = (0..1_000).map(f64::from).collect();
        let of_long = p_value_less_of_ties(&long, &long, 9, 3).unwrap();
        assert_eq!(Some(of_long.p_value), p_value_less(&long, &long));
        let apart = p_value_less_of_ties(&[1.0; 30], &[2.0; 30], 99, 3).unwrap();
        assert_eq!(apart, OfTies { p_value: 0.01, is_bound: true });
    }

    #[test]
    fn equal_and_empty_samples() {
        assert_eq!(p_value_less_of_ties(&[1.0; 9], &[1.0; 4], 99, 3).map(|test| test.p_value), Some(1.0));
        assert_eq!(p_value_less_of_ties(&[], &[1.0], 99, 3), None);
        assert_eq!(p_value_less_of_ties(&[1.0], &[1.0], 0, 3), None);
    }
}
