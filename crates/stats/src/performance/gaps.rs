//! How far a metric differs between groups of rows: whether by more than chance, how much in all, and each group against all others.
//!
//! The largest difference of any two groups, and the ratio of the smallest rate to the largest, grow with the number of groups and with the
//! smallness of the smallest, where nothing differs. Three figures take their place:
//!
//! ```text
//! homogeneity   shares: Pearson's χ², by 5000 relabellings where an expected count is below 5;  means: Welch's F
//! spread τ      τ² = (Q − (G − 1))/(Σw − Σw²/Σw),  Q = Σ w (x − x̄)²,  w = 1/v      DerSimonian and Laird 1986, not below 0
//! gap d         a group less all others together; shrunk  B d ± 1.96 √(B v_d),  B = τ²/(τ² + v_d)
//! ```
//!
//! v is the variance of a group's figure, of shares with the share of all groups; v_d that of the gap. The gap itself has Newcombe's
//! interval, or Welch's. DerSimonian and Laird: doi 10.1016/0197-2456(86)90046-2; Welch 1951, doi 10.2307/2332579. As SciPy's
//! `chi2_contingency` and statsmodels' `anova_oneway`, `combine_effects`: 1e-9 relative.

use super::measured::two_sided_normal;
use super::measured::{
    Compared, Difference, Estimated, Measured, Z, between, compared_means, mean, share, share_difference,
};
use crate::count_tests::chi_square::homogeneity;
use crate::count_tests::permutation::chi_square_permutation;
use crate::laws::f_law;

/// Expected counts below this make the χ² law a poor one.
const SMALL: f64 = 5.0;

/// Relabellings, and their seed.
const ROUNDS: u32 = 5_000;
const SEED: u64 = 0x5eed_d21f_7500_0016;

/// The rows of a group by a figure of each: whether it is a hit, or a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GroupRows {
    /// Hits and all rows.
    Share {
        /// Rows that are hits.
        hits: u64,
        /// All rows.
        n: u64,
    },
    /// The mean of a number of each row, and the sum of squares about it.
    Mean {
        /// All rows.
        n: u64,
        /// The mean.
        mean: f64,
        /// The sum of squared distances from it.
        squares: f64,
    },
}

/// How far a metric differs between groups.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupGaps {
    /// Of the hypothesis that no group differs.
    pub p_value: f64,
    /// The standard deviation between groups that chance does not explain.
    pub spread: f64,
    /// The groups, in their order.
    pub groups: Vec<GroupGap>,
}

/// A group against all others together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupGap {
    /// Its own figure.
    pub own: Measured,
    /// Its own figure less that of the others.
    pub gap: Difference,
    /// The gap that is likely, given the spread of all groups.
    pub shrunk: Measured,
    /// The variance of the gap.
    pub variance: f64,
}

impl GroupGap {
    /// The gap as a figure of the group's own rows.
    #[must_use]
    pub fn measured(&self) -> Measured {
        let Difference { value, low, high, .. } = self.gap;
        Measured { value, low, high, n: self.own.n }
    }
}

impl GroupRows {
    /// The mean of numbers.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let n = values.clone().count() as u64;
        let mean = values.clone().sum::<f64>() / n.max(1) as f64;
        Self::Mean { n, mean, squares: values.map(|value| (value - mean) * (value - mean)).sum() }
    }

    /// How many rows.
    #[must_use]
    pub fn n(&self) -> u64 {
        match self {
            Self::Share { n, .. } | Self::Mean { n, .. } => *n,
        }
    }

    /// The rows of two groups together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Share { hits, n }, Self::Share { hits: more, n: others }) => {
                Self::Share { hits: hits + more, n: n + others }
            }
            (Self::Mean { n, mean, squares }, Self::Mean { n: others, mean: other, squares: more })
                if n + others > 0 =>
            {
                let (first, second) = (n as f64, others as f64);
                let apart = other - mean;
                Self::Mean {
                    n: n + others,
                    mean: mean + apart * second / (first + second),
                    squares: squares + more + apart * apart * first * second / (first + second),
                }
            }
            _ => self,
        }
    }

    fn value(&self) -> f64 {
        match self {
            Self::Share { hits, n } => *hits as f64 / *n as f64,
            Self::Mean { mean, .. } => *mean,
        }
    }

    /// The variance of the figure; of a share by that of all groups.
    fn variance(&self, of_all: f64) -> f64 {
        match *self {
            Self::Share { n, .. } => of_all * (1.0 - of_all) / n as f64,
            Self::Mean { n, squares, .. } if n > 1 => squares / (n - 1) as f64 / n as f64,
            Self::Mean { .. } => f64::INFINITY,
        }
    }

    fn measured(&self, of_all: f64) -> Measured {
        match *self {
            Self::Share { hits, n } => share(hits, n),
            Self::Mean { n, mean: value, .. } => mean(Estimated { value, variance: self.variance(of_all), n }),
        }
    }
}

/// The gaps of at least two groups with two rows each. `None` of fewer, and where all rows are alike.
#[must_use]
pub fn gaps(groups: &[GroupRows]) -> Option<GroupGaps> {
    let all = groups.iter().copied().reduce(GroupRows::with)?;
    let of_all = all.value();
    let variances: Vec<f64> = groups.iter().map(|group| group.variance(of_all)).collect();
    let is_known = |variance: &f64| *variance > 0.0 && variance.is_finite();
    if groups.len() < 2 || groups.iter().any(|group| group.n() < 2) || !variances.iter().all(is_known) {
        return None;
    }
    let weights: Vec<f64> = variances.iter().map(|variance| 1.0 / variance).collect();
    let total: f64 = weights.iter().sum();
    let centre = groups.iter().zip(&weights).map(|(group, weight)| weight * group.value()).sum::<f64>() / total;
    let apart = |group: &GroupRows| (group.value() - centre) * (group.value() - centre);
    let q: f64 = groups.iter().zip(&weights).map(|(group, weight)| weight * apart(group)).sum();
    let free = (groups.len() - 1) as f64;
    let room = total - weights.iter().map(|weight| weight * weight).sum::<f64>() / total;
    let between_groups = ((q - free) / room).max(0.0);
    let found = groups.iter().enumerate().map(|(place, own)| {
        let others = groups.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, group)| *group);
        let rest = others.reduce(GroupRows::with)?;
        let variance = own.variance(of_all) + rest.variance(of_all);
        let gap = gap_of(*own, rest)?;
        let kept = between_groups / (between_groups + variance);
        let (value, reach) = (kept * gap.value, Z * (kept * variance).sqrt());
        let shrunk = Measured { value, low: value - reach, high: value + reach, n: own.n() };
        Some(GroupGap { own: own.measured(of_all), gap, shrunk, variance })
    });
    Some(GroupGaps {
        p_value: p_value(groups, q, &weights, total)?,
        spread: between_groups.sqrt(),
        groups: found.collect::<Option<Vec<GroupGap>>>()?,
    })
}

/// The change of a gap between two data sets, with a z test by both variances.
#[must_use]
pub fn gap_change(reference: &GroupGap, production: &GroupGap) -> Difference {
    let found = between([reference.measured(), production.measured()], 1.0);
    let variance = reference.variance + production.variance;
    Difference { p_value: two_sided_normal(found.value / variance.sqrt()), ..found }
}

/// A group less the others.
fn gap_of(own: GroupRows, rest: GroupRows) -> Option<Difference> {
    match (own, rest) {
        (GroupRows::Share { hits, n }, GroupRows::Share { hits: others, n: rows }) => {
            share_difference([others, hits], [rows, n])
        }
        _ => {
            let side = |rows: GroupRows| {
                Ok(Estimated { value: rows.value(), variance: rows.variance(rows.value()), n: rows.n() })
            };
            let Compared { difference, .. } = compared_means([side(rest), side(own)]);
            difference
        }
    }
}

fn p_value(groups: &[GroupRows], q: f64, weights: &[f64], total: f64) -> Option<f64> {
    let counts = |group: &GroupRows| match *group {
        GroupRows::Share { hits, n } => Some((hits, n.checked_sub(hits)?)),
        GroupRows::Mean { .. } => None,
    };
    if let Some((hits, misses)) = groups.iter().map(counts).collect::<Option<(Vec<u64>, Vec<u64>)>>() {
        let found = homogeneity(&hits, &misses)?;
        let drawn = || chi_square_permutation(&hits, &misses, ROUNDS, SEED);
        return if found.smallest_expected < SMALL { drawn() } else { Some(found.p_value) };
    }
    let k = groups.len() as f64;
    let spare = |(group, weight): (&GroupRows, &f64)| {
        let rest = 1.0 - weight / total;
        rest * rest / (group.n() - 1) as f64
    };
    let sum: f64 = groups.iter().zip(weights).map(spare).sum();
    let f = q / (k - 1.0) / (1.0 + 2.0 * (k - 2.0) / (k * k - 1.0) * sum);
    Some(f_law::sf(f, k - 1.0, (k * k - 1.0) / (3.0 * sum)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    fn shares(counts: &[(u64, u64)]) -> Option<GroupGaps> {
        let groups: Vec<GroupRows> = counts.iter().map(|&(hits, n)| GroupRows::Share { hits, n }).collect();
        gaps(&groups)
    }

    #[test]
    fn groups_that_are_alike_have_no_gap() {
        let found = shares(&[(100, 1000), (52, 500), (20, 200), (4, 50), (3, 30)]).unwrap();
        assert!(found.p_value > 0.9 && found.spread == 0.0, "{found:?}");
        assert!(found.groups.iter().all(|group| group.shrunk.value == 0.0));
    }

    #[test]
    fn a_group_that_differs_keeps_most_of_its_gap_and_a_small_one_little() {
        let found = shares(&[(620, 1000), (810, 1000), (800, 1000), (11, 30)]).unwrap();
        assert!(found.p_value < 1e-9 && found.spread > 0.05);
        let kept = |place: usize| found.groups[place].shrunk.value / found.groups[place].gap.value;
        assert!(kept(0) > 0.95 && kept(3) < 0.8 && kept(3) > 0.0, "{} {}", kept(0), kept(3));
    }

    #[test]
    fn what_cannot_be_compared_has_no_gaps() {
        assert!(shares(&[]).is_none() && shares(&[(3, 30)]).is_none() && shares(&[(3, 30), (0, 1)]).is_none());
        assert!(shares(&[(30, 30), (50, 50)]).is_none());
        let means = [GroupRows::of([1.0, 1.0].into_iter()), GroupRows::of([1.0, 3.0].into_iter())];
        assert!(gaps(&means).is_none());
    }

    #[test]
    fn rows_of_two_groups_together_are_their_rows() {
        let all = [3.0, 5.5, -1.0, 8.0, 2.0, 2.5];
        let joined = GroupRows::of(all[..2].iter().copied()).with(GroupRows::of(all[2..].iter().copied()));
        let (GroupRows::Mean { mean, squares, n }, GroupRows::Mean { mean: other, squares: others, .. }) =
            (joined, GroupRows::of(all.iter().copied()))
        else {
            panic!("they are means")
        };
        assert!(n == 6 && (mean - other).abs() < 1e-14 && (squares - others).abs() < 1e-12);
    }
}
