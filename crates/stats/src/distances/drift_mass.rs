//! The drift mass of a group of rows, and the parts of a change: what comes from the mix of groups, and what from within them.
//!
//! Let B be the side of a row, as if a fair coin had chosen it, X the value (a bin or a category) and S the group. π_g and ρ_g are the shares
//! of the reference's and production's rows in group g, P_g and Q_g the shares of the values within it, n_g and m_g its rows:
//!
//! ```text
//! p = (π_g + ρ_g)/2,  a = π_g/(π_g + ρ_g),  b = 1 − a,  M = a P_g + b Q_g
//! J_g  = a KL₂(P_g‖M) + b KL₂(Q_g‖M)                  = I(B; X | S = g), in bits
//! mass = p (J_g − β_g),  β_g = (k − 1) a b (1/n_g + 1/m_g)/(2 ln 2)
//!
//! I(B; X) + I(B; S | X) = I(B; S) + Σ p_g J_g
//! whole   + unseen      = mix     + within
//! ```
//!
//! The mass of all rows is the squared effect of [`jensen_shannon::effect`](crate::jensen_shannon::effect). Where only one group moved,
//! a larger group dilutes J by the square of the share, a part of it loses p: the group itself has the largest mass. β is what chance
//! alone gives on average, k being the values that occur. The identity is the chain rule of mutual information (Cover and Thomas 2006,
//! theorem 2.5.2).
//!
//! Accuracy: 1e-14 bits absolute.

use core::f64::consts::LN_2;

use crate::sums::compensated::Sum;

/// The drift mass of a group, in bits of a row; negative where it differs by less than chance. `None` where the group is empty on a side.
/// `rows` are those of all groups on both sides.
///
/// ```
/// use driftscope_stats::{drift_mass, jensen_shannon};
///
/// let (reference, production) = ([900, 100], [700, 300]);
/// let all = drift_mass::mass(&reference, &production, [1000, 1000]).unwrap();
/// assert!((all - jensen_shannon::effect(&reference, &production).unwrap().powi(2)).abs() < 1e-14);
/// // A tenth of all rows that differ alike have a tenth of it, and more of it is chance.
/// assert!(drift_mass::mass(&[90, 10], &[70, 30], [1000, 1000]).unwrap() < all / 10.0);
/// ```
#[must_use]
pub fn mass(reference: &[u64], production: &[u64], rows: [u64; 2]) -> Option<f64> {
    let group = Group::of(reference, production, rows)?;
    let values = reference.iter().zip(production).filter(|(n, m)| **n + **m > 0).count();
    let by_chance = values.saturating_sub(1) as f64 * group.a * (1.0 - group.a) * (1.0 / group.n + 1.0 / group.m);
    Some(group.share * (group.information(reference, production) - by_chance / (2.0 * LN_2)))
}

/// The parts of a change, in bits of a row: whole + unseen = mix + within.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// I(B; X): how much the values of all rows differ.
    pub whole: f64,
    /// I(B; S): how much the shares of the groups differ.
    pub mix: f64,
    /// Σ p_g J_g: how much the values differ within groups.
    pub within: f64,
    /// I(B; S | X): how much the shares of the groups differ among rows of one value.
    pub unseen: f64,
    /// What chance alone gives on average of `whole`, `mix` and `within`.
    pub by_chance: [f64; 3],
}

impl Parts {
    /// `whole`, `mix` and `within` less what chance alone gives on average.
    #[must_use]
    pub fn beyond_chance(&self) -> [f64; 3] {
        let [whole, mix, within] = self.by_chance;
        [self.whole - whole, self.mix - mix, self.within - within]
    }
}

/// The parts of a change over groups: for each group the counts of its values on both sides, of equal length. `None` where a side has no
/// rows.
#[must_use]
pub fn parts(groups: &[[Vec<u64>; 2]]) -> Option<Parts> {
    let values = groups.iter().map(|[counts, _]| counts.len()).max()?;
    let sum = |side: usize| -> Vec<u64> {
        let mut sum = vec![0_u64; values];
        for group in groups {
            sum.iter_mut().zip(&group[side]).for_each(|(sum, count)| *sum += count);
        }
        sum
    };
    let all = [sum(0), sum(1)];
    let rows = [0, 1].map(|side| all[side].iter().sum::<u64>());
    let whole = Group::of(&all[0], &all[1], rows)?;
    let sizes = [0, 1].map(|side| groups.iter().map(|group| group[side].iter().sum()).collect::<Vec<u64>>());
    let conditional = |counts: [&[u64]; 2]| {
        Group::of(counts[0], counts[1], rows).map_or(0.0, |group| group.share * group.information(counts[0], counts[1]))
    };
    let within: Sum = groups.iter().map(|[reference, production]| conditional([reference, production])).collect();
    let unseen: Sum = (0..values)
        .map(|value| {
            let of = |side: usize| -> Vec<u64> {
                groups.iter().map(|group| group[side].get(value).copied().unwrap_or_default()).collect()
            };
            let counts = [of(0), of(1)];
            conditional([&counts[0], &counts[1]])
        })
        .collect();
    let chance = |[reference, production]: [&[u64]; 2]| {
        let bits = conditional([reference, production]);
        mass(reference, production, rows).map_or(0.0, |mass| bits - mass)
    };
    let within_by_chance: Sum = groups.iter().map(|[reference, production]| chance([reference, production])).collect();
    Some(Parts {
        whole: whole.information(&all[0], &all[1]),
        mix: Group::of(&sizes[0], &sizes[1], rows).map_or(0.0, |mix| mix.information(&sizes[0], &sizes[1])),
        within: within.total(),
        unseen: unseen.total(),
        by_chance: [chance([&all[0], &all[1]]), chance([&sizes[0], &sizes[1]]), within_by_chance.total()],
    })
}

/// A group's share of the rows, the part of it that is the reference's, and its rows.
struct Group {
    share: f64,
    a: f64,
    n: f64,
    m: f64,
}

impl Group {
    /// `None` where the group is empty on a side: there is nothing to compare.
    fn of(reference: &[u64], production: &[u64], rows: [u64; 2]) -> Option<Self> {
        let (n, m) = (reference.iter().sum::<u64>(), production.iter().sum::<u64>());
        if n == 0 || m == 0 || rows.contains(&0) {
            return None;
        }
        let (n, m) = (n as f64, m as f64);
        let (of_reference, of_production) = (n / rows[0] as f64, m / rows[1] as f64);
        let both = of_reference + of_production;
        Some(Self { share: both / 2.0, a: of_reference / both, n, m })
    }

    /// a KL₂(P‖M) + b KL₂(Q‖M).
    fn information(&self, reference: &[u64], production: &[u64]) -> f64 {
        let b = 1.0 - self.a;
        let terms = reference.iter().zip(production).map(|(&n, &m)| {
            let (p, q) = (n as f64 / self.n, m as f64 / self.m);
            let mixed = self.a * p + b * q;
            let part = |weight: f64, share: f64| {
                if share > 0.0 { weight * share * libm::log2(share / mixed) } else { 0.0 }
            };
            part(self.a, p) + part(b, q)
        });
        terms.collect::<Sum>().total().max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn counts(random: &mut Random, length: usize, most: u64) -> Vec<u64> {
        (0..length).map(|_| if random.below(5) == 0 { 0 } else { random.below(most) }).collect()
    }

    #[test]
    fn the_parts_add_up() {
        let mut random = Random::new(7);
        for round in 0..500 {
            let (groups, values) = (1 + random.below(6) as usize, 1 + random.below(9) as usize);
            let most = [3, 50, 100_000][round % 3];
            let groups: Vec<[Vec<u64>; 2]> =
                (0..groups).map(|_| [counts(&mut random, values, most), counts(&mut random, values, most)]).collect();
            let Some(parts) = parts(&groups) else { continue };
            let difference = parts.whole + parts.unseen - parts.mix - parts.within;
            assert!(difference.abs() < 1e-12, "{difference:e} {groups:?}");
        }
    }

    #[test]
    fn a_change_of_shares_is_all_mix_and_one_within_is_none() {
        // Each group has its own values; only their sizes change.
        let mixed = parts(&[[vec![800, 200], vec![400, 100]], [vec![100, 400], vec![200, 800]]]).unwrap();
        assert!(mixed.within.abs() < 1e-15 && mixed.mix > 0.05 && mixed.whole > 0.01);
        let within = parts(&[[vec![800, 200], vec![700, 300]], [vec![400, 600], vec![300, 700]]]).unwrap();
        assert!(within.mix.abs() < 1e-15 && within.within > within.whole * 0.9);
        // By hand: a new group has no values in the reference to differ from, so it is mix alone.
        let new = parts(&[[vec![10], vec![5]], [vec![0], vec![5]]]).unwrap();
        let expected = 0.5 * libm::log2(1.0 / 0.75) + 0.25 * libm::log2(0.5 / 0.75) + 0.25;
        assert!((new.mix - expected).abs() < 1e-15 && new.within == 0.0, "{new:?} {expected}");
        assert_eq!(parts(&[[vec![1], vec![0]]]), None);
    }
}
