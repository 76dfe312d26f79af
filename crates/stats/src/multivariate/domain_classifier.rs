//! The domain classifier: how well a classifier on all columns can tell production from the reference.
//!
//! A classifier is trained on most of the rows to tell which side a row is from, and tried on rows it has not seen. If
//! nothing changed it can only guess, and its [area under the ROC curve](crate::roc_auc) is 0.5. Lopez-Paz and Oquab (2017,
//! arXiv 1610.06545); it sees what no column shows by itself.
//!
//! ```text
//! w = (T + λN I)⁻¹ (mean of production − mean of the reference),   λ = 0.001
//! AUC = mean over the folds of the AUC of w·x among the rows that were left out
//! ```
//!
//! T is the scatter of the standardised features of the rows trained on. This is Fisher's linear discriminant, the same
//! direction as ridge regression on the side: for the normal law and features that include squares and products, the
//! best there is. Unlike logistic regression and trees it needs the products of the features only once for all folds. A
//! linear score sees what moves the mean of some feature and nothing else, so what is to be seen must be among the
//! features: squares for spread, products for correlation.
//!
//! **Interval.** The mean of the folds has as variance the mean of DeLong's variances over the number of folds, as
//! LeDell, Petersen and van der Laan (2015, doi 10.1214/15-EJS1035) show for a classifier that has converged. Without drift
//! there is nothing to converge to: two folds then share the chance by which the other's classifier goes (their areas
//! correlate with 1/(k − 1)), and the variance is twice that. Twice is therefore taken throughout; where the sides do
//! differ the interval is a little wide.
//!
//! **p-value.** Of Hotelling's T² over all rows (1931, doi 10.1214/aoms/1177732979), as the F-test of the regression of
//! the side on the features: the probability of means so far apart in any direction without drift. Features that depend on
//! others are left out of it.
//!
//! **Importance** of a group of features: how much the AUC falls when the group's part of the score is dealt to the
//! rows left out at random (Breiman 2001, doi 10.1023/A:1010933404324).
//!
//! Deterministic: folds and dealing are drawn with the seed. `O(N d²)` time. Accuracy against scikit-learn 1.x: 1e-9.

use crate::interval::Interval;
use crate::laws::special::beta_i;
use crate::multivariate::roc_auc::{RocAuc, area, roc_auc};
use crate::random::Random;
use crate::sums::lanes::{product as dot, sum};
use crate::symmetric::Square;

/// The ridge λ, as a share of the rows.
pub const RIDGE: f64 = 1e-3;

/// Groups whose importance is found: those that vary the score most. Each takes a sort of all scores.
pub const MOST_IMPORTANCES: usize = 12;

/// How well the sides can be distinguished.
#[derive(Clone, Debug, PartialEq)]
pub struct DomainClassifier {
    /// The area under the ROC curve, the mean over the folds.
    pub auc: f64,
    /// Its interval.
    pub interval: Interval,
    /// Of Hotelling's test; `None` where there are fewer rows than features.
    pub p_value: Option<f64>,
    /// The fall of the area without each group; 0 of those past [`MOST_IMPORTANCES`].
    pub importance: Vec<f64>,
}

/// The rows of both sides, column by column.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The features, each with a value for every row: the reference's rows, then production's.
    pub features: &'a [Vec<f64>],
    /// How many rows are the reference's.
    pub reference: usize,
    /// For each group, its features; a feature may be in several.
    pub groups: &'a [Vec<usize>],
}

/// Trains and tests a classifier by cross-validation. `level` is that of the interval, such as 0.95.
///
/// `None` where a side has fewer than two rows a fold, no feature varies, or a value is not finite.
///
/// ```
/// use driftscope_stats::domain_classifier::{Rows, domain_classifier};
///
/// let feature: Vec<f64> = (0..200).map(|row| f64::from(row % 10 + if row < 100 { 0 } else { 5 })).collect();
/// let rows = Rows { features: &[feature], reference: 100, groups: &[vec![0]] };
/// let found = domain_classifier(rows, 5, 1, 0.95).unwrap();
/// assert!(found.auc > 0.85 && found.p_value < Some(1e-6) && found.importance[0] > 0.2);
/// ```
#[must_use]
pub fn domain_classifier(rows: Rows<'_>, folds: usize, seed: u64, level: f64) -> Option<DomainClassifier> {
    let design = Design::of(rows, folds, seed)?;
    let scatters = design.scatters();
    let total = scatters.iter().fold(Scatter::zero(design.size), |sum, fold| sum.with(fold, 1.0));
    let weights: Vec<Vec<f64>> =
        scatters.iter().map(|fold| total.clone().with(fold, -1.0).direction(RIDGE).0).collect();
    let scores = design.scores(&weights);
    let areas = design.areas(&scores)?;
    let auc = areas.iter().map(|area| area.auc).sum::<f64>() / folds as f64;
    let variance = 2.0 * areas.iter().map(|area| area.variance).sum::<f64>() / (folds * folds) as f64;
    let reach = Interval::normal_quantile(level)? * variance.sqrt();
    let interval = Interval { low: (auc - reach).max(0.0), high: (auc + reach).min(1.0) };
    let importance = design.importance(&weights, &scores, rows.groups, auc, seed);
    Some(DomainClassifier { auc, interval, p_value: total.hotelling(), importance })
}

/// Standardised features in folds.
pub(super) struct Design {
    pub(super) size: usize,
    /// For each fold and side, the rows one after the other.
    pub(super) parts: Vec<[Vec<f64>; 2]>,
    /// Which place each given feature has; `None` for one that does not vary.
    places: Vec<Option<usize>>,
}

impl Design {
    pub(super) fn of(rows: Rows<'_>, folds: usize, seed: u64) -> Option<Self> {
        let count = rows.features.first()?.len();
        let sides = [rows.reference, count.checked_sub(rows.reference)?];
        if folds < 2 || sides.iter().any(|&rows| rows < 2 * folds) {
            return None;
        }
        let mut places = Vec::with_capacity(rows.features.len());
        let mut kept: Vec<(&[f64], f64, f64)> = Vec::new();
        for feature in rows.features {
            let (mean, sd) = mean_and_sd(feature);
            if feature.len() != count || !mean.is_finite() || !sd.is_finite() {
                return None;
            }
            let varies = sd > 1e-12 * mean.abs();
            places.push(varies.then_some(kept.len()));
            if varies {
                kept.push((feature, mean, 1.0 / sd));
            }
        }
        if kept.is_empty() {
            return None;
        }
        let mut random = Random::new(seed);
        let mut parts = vec![[Vec::new(), Vec::new()]; folds];
        for (side, (start, rows)) in [(0, sides[0]), (sides[0], sides[1])].into_iter().enumerate() {
            let mut fold = vec![0; rows];
            shuffled(rows, &mut random).into_iter().enumerate().for_each(|(at, row)| fold[row] = at % folds);
            // In the order of the rows: any other fetches each value of each feature from far away.
            for (row, fold) in (start..).zip(fold) {
                let values = kept.iter().map(|(feature, mean, scale)| (feature[row] - mean) * scale);
                parts[fold][side].extend(values);
            }
        }
        Some(Self { size: kept.len(), parts, places })
    }

    fn scatters(&self) -> Vec<Scatter> {
        self.parts.iter().map(|sides| Scatter::of(self.size, sides)).collect()
    }

    /// The scores of each fold's rows by its weights, the reference's first.
    fn scores(&self, weights: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let all = self.parts.iter().zip(weights).map(|(sides, weights)| {
            let rows = sides.iter().flat_map(|rows| rows.chunks_exact(self.size));
            rows.map(|row| dot(row, weights)).collect()
        });
        all.collect()
    }

    fn areas(&self, scores: &[Vec<f64>]) -> Option<Vec<RocAuc>> {
        let sides = self.parts.iter().zip(scores).map(|(sides, scores)| scores.split_at(sides[0].len() / self.size));
        sides.map(|(reference, production)| roc_auc(reference, production)).collect()
    }

    fn importance(
        &self,
        weights: &[Vec<f64>],
        scores: &[Vec<f64>],
        groups: &[Vec<usize>],
        auc: f64,
        seed: u64,
    ) -> Vec<f64> {
        let groups: Vec<Vec<usize>> = groups
            .iter()
            .map(|group| group.iter().filter_map(|&feature| self.places.get(feature).copied().flatten()).collect())
            .collect();
        // How far a group moves the score, by the standard deviations of its features, which are 1.
        let reach = |group: &[usize]| -> f64 { group.iter().map(|&f| weights[0][f].abs()).sum() };
        let mut order: Vec<usize> = (0..groups.len()).collect();
        crate::samples::sorting::sort_places(&mut order, &|a, b| reach(&groups[b]).total_cmp(&reach(&groups[a])));
        let mut importance = vec![0.0; groups.len()];
        for &group in order.iter().take(MOST_IMPORTANCES) {
            importance[group] = auc - self.without(weights, scores, &groups[group], seed).unwrap_or(auc);
        }
        importance
    }

    /// The mean area when a group's part of the score is dealt at random.
    fn without(&self, weights: &[Vec<f64>], scores: &[Vec<f64>], group: &[usize], seed: u64) -> Option<f64> {
        let mut random = Random::new(seed ^ 0xdea1);
        let mut areas = 0.0;
        for ((sides, weights), scores) in self.parts.iter().zip(weights).zip(scores) {
            let rows = sides.iter().flat_map(|rows| rows.chunks_exact(self.size));
            let own: Vec<f64> = rows.map(|row| group.iter().map(|&f| row[f] * weights[f]).sum()).collect();
            let dealt = shuffled(own.len(), &mut random);
            let scores: Vec<f64> =
                scores.iter().zip(&own).zip(dealt).map(|((score, part), other)| score - part + own[other]).collect();
            let (reference, production) = scores.split_at(sides[0].len() / self.size);
            areas += area(reference, production)?;
        }
        Some(areas / self.parts.len() as f64)
    }
}

/// The numbers below `count` in a random order.
pub(super) fn shuffled(count: usize, random: &mut Random) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        order.swap(last, random.below(last as u64 + 1) as usize);
    }
    order
}

fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = sum(values, |value| value) / n;
    let squares = sum(values, |value| (value - mean) * (value - mean));
    (mean, (squares / n).sqrt())
}

/// Sums over rows: counts, features and their products.
#[derive(Clone, Debug)]
pub(super) struct Scatter {
    pub(super) rows: [f64; 2],
    pub(super) sums: [Vec<f64>; 2],
    products: Square,
}

impl Scatter {
    fn zero(size: usize) -> Self {
        Self { rows: [0.0; 2], sums: [vec![0.0; size], vec![0.0; size]], products: Square::zero(size) }
    }

    pub(super) fn of(size: usize, sides: &[Vec<f64>; 2]) -> Self {
        let mut scatter = Self::zero(size);
        for (side, rows) in sides.iter().enumerate() {
            scatter.rows[side] = (rows.len() / size) as f64;
            for row in rows.chunks_exact(size) {
                scatter.sums[side].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            scatter.products.add_products(rows);
        }
        scatter
    }

    /// These sums with another's added, multiplied by a count.
    pub(super) fn with(mut self, other: &Self, times: f64) -> Self {
        let add = |sums: &mut [f64], others: &[f64]| {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += times * other);
        };
        add(&mut self.rows, &other.rows);
        add(&mut self.products.cells, &other.products.cells);
        for side in [0, 1] {
            add(&mut self.sums[side], &other.sums[side]);
        }
        self
    }

    /// The scatter about the mean of all rows, with a ridge.
    pub(super) fn centred(&self, ridge: f64) -> Square {
        let size = self.products.size;
        let rows = self.rows[0] + self.rows[1];
        let mean: Vec<f64> = (0..size).map(|f| (self.sums[0][f] + self.sums[1][f]) / rows).collect();
        let mut scatter = self.products.clone();
        for i in 0..size {
            for j in i..size {
                scatter.set(i, j, scatter.get(i, j) - rows * mean[i] * mean[j]);
            }
            scatter.set(i, i, scatter.get(i, i) + ridge * rows);
        }
        scatter
    }

    /// The weights of the features, the squared distance of the means by the scatter, and the rank of the scatter.
    pub(super) fn direction(&self, ridge: f64) -> (Vec<f64>, f64, usize) {
        let size = self.products.size;
        let scatter = self.centred(ridge);
        let apart: Vec<f64> =
            (0..size).map(|f| self.sums[1][f] / self.rows[1] - self.sums[0][f] / self.rows[0]).collect();
        let factor = scatter.cholesky();
        let weights = factor.solve(&apart);
        let distance = dot(&apart, &weights);
        (weights, distance, factor.rank())
    }

    /// The p-value of Hotelling's test.
    fn hotelling(&self) -> Option<f64> {
        let (_, distance, rank) = self.direction(0.0);
        let rows = self.rows[0] + self.rows[1];
        let rest = rows - rank as f64 - 1.0;
        if rank == 0 || rest < 1.0 {
            return None;
        }
        let explained = (self.rows[0] * self.rows[1] / rows * distance).clamp(0.0, 1.0);
        Some(beta_i(0.5 * rest, 0.5 * rank as f64, 1.0 - explained, explained)).filter(|p| p.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::special::normal_quantile;

    fn normal(random: &mut Random) -> f64 {
        normal_quantile((random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64 + 1e-17)
    }

    /// Two columns with squares and their product; production's correlation is `rho`.
    fn pair(rows: usize, rho: f64, seed: u64) -> Vec<Vec<f64>> {
        let mut random = Random::new(seed);
        let mut features = vec![Vec::new(); 5];
        for row in 0..2 * rows {
            let (x, e) = (normal(&mut random), normal(&mut random));
            let y = if row < rows { e } else { rho * x + (1.0 - rho * rho).sqrt() * e };
            for (feature, value) in features.iter_mut().zip([x, y, x * x, y * y, x * y]) {
                feature.push(value);
            }
        }
        features
    }

    #[test]
    fn without_drift_the_interval_covers_a_half_and_the_p_value_is_fair() {
        let (mut covered, mut below) = (0, 0);
        let rounds = 400;
        for seed in 0..rounds {
            let features = pair(150, 0.0, seed);
            let rows = Rows { features: &features, reference: 150, groups: &[] };
            let found = domain_classifier(rows, 5, seed, 0.95).unwrap();
            covered += u64::from(found.interval.low <= 0.5 && found.interval.high >= 0.5);
            below += u64::from(found.p_value.unwrap() < 0.05);
        }
        // Binomial counts with standard deviations of 4.4.
        assert!((364..=398).contains(&covered), "{covered} of {rounds}");
        assert!((6..=36).contains(&below), "{below} of {rounds}");
    }

    #[test]
    fn a_change_of_correlation_is_seen_and_said_of_both_columns() {
        let features = pair(1_000, 0.8, 9);
        let groups = [vec![0, 2, 4], vec![1, 3, 4]];
        let found =
            domain_classifier(Rows { features: &features, reference: 1_000, groups: &groups }, 5, 1, 0.95).unwrap();
        assert!(found.interval.low > 0.6 && found.p_value < Some(1e-9), "{found:?}");
        assert!(found.importance.iter().all(|importance| *importance > 0.02), "{found:?}");
        let again = domain_classifier(Rows { features: &features, reference: 1_000, groups: &groups }, 5, 1, 0.95);
        assert_eq!(again, Some(found));
    }

    #[test]
    fn what_cannot_be_told_is_none() {
        let found =
            |features: &[Vec<f64>]| domain_classifier(Rows { features, reference: 20, groups: &[] }, 5, 1, 0.95);
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[vec![1.0; 40]]), None);
        assert_eq!(found(&[vec![f64::NAN; 40]]), None);
        assert_eq!(found(&[(0..25).map(f64::from).collect()]), None);
        // More features than rows have no test, but an area.
        let mut random = Random::new(1);
        let many: Vec<Vec<f64>> = (0..60).map(|_| (0..40).map(|_| random.unit()).collect()).collect();
        assert!(found(&many).is_some_and(|found| found.p_value.is_none_or(|p| (0.0..=1.0).contains(&p))));
    }
}
