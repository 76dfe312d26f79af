//! Evidently's tests of a column, as version 0.7.23 computes them, with its choice among them and its thresholds.
//!
//! Checked against it, to the digits that it has itself (`crates/drift/tests/golden/evidently`). What to know before using
//! them: `chisquare` takes the reference for the exact truth, so that it raises false alarms the more often the smaller the
//! reference is; `mannw` looks in one direction only; distances have no correction for the number of rows, so that at few
//! rows everything drifts; one far value empties the bins of `psi`, `kl_div` and `jensenshannon`. Where Evidently raises an
//! error or gives no number there is no score, and the reason is said.

use crate::count_tests::fisher::fisher_exact;
use crate::count_tests::proportions::two_proportions;
use crate::distances::energy::energy;
use crate::distances::wasserstein::wasserstein;
use crate::laws::chi_squared_law;
use crate::numeric_tests::anderson_darling::p_value_by_table;
use crate::numeric_tests::cramer_von_mises::by_midranks;
use crate::numeric_tests::epps_singleton::by_own_covariances;
use crate::numeric_tests::ks::p_value_without_ties;
use crate::numeric_tests::mann_whitney::p_value_less;
use crate::numeric_tests::student_t::student_t;
use crate::peers::numpy_histogram::{Rule, counts, edges};
use crate::sums::moments::Moments;

/// A reference of up to so many values is tested by p-values, a larger one by distances.
const SMALL: usize = 1_000;

/// A numeric column of up to so many distinct values is tested like categories.
const FEW_VALUES: usize = 5;

/// A numeric reference of up to so many distinct values is not binned.
const UNBINNED: usize = 20;

/// What stands for an empty bin.
const SMALLEST_SHARE: f64 = 1e-4;

/// The smallest standard deviation that a Wasserstein distance is divided by.
const SMALLEST_SD: f64 = 1e-3;

/// A test, by Evidently's own short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// `ks`: Kolmogorov–Smirnov.
    KolmogorovSmirnov,
    /// `wasserstein`: over the reference's standard deviation.
    Wasserstein,
    /// `anderson`: Anderson–Darling.
    AndersonDarling,
    /// `cramer_von_mises`
    CramerVonMises,
    /// `ed`: the energy distance.
    Energy,
    /// `es`: Epps–Singleton.
    EppsSingleton,
    /// `mannw`: Mann–Whitney, against a reference that lies below.
    MannWhitney,
    /// `t_test`: Student's.
    StudentT,
    /// `psi`: the population stability index.
    Psi,
    /// `kl_div`: Kullback–Leibler.
    KullbackLeibler,
    /// `jensenshannon`: the distance, by natural logarithms.
    JensenShannon,
    /// `hellinger`
    Hellinger,
    /// `chisquare`: goodness of fit to the reference's shares.
    ChiSquare,
    /// `z`: two proportions.
    Proportions,
    /// `fisher_exact`
    Fisher,
    /// `g_test`: goodness of fit to the reference's counts.
    G,
    /// `TVD`: the total variation distance, by relabelling.
    TotalVariation,
}

/// Why there is no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unscored {
    /// A side has no value.
    Empty,
    /// The test does not take numbers.
    NotForNumbers,
    /// The test does not take categories.
    NotForCategories,
    /// It asks for as many values here as there.
    UnequalSizes,
    /// It asks for two categories.
    NotBinary,
    /// It asks for more values, or for values that differ.
    TooAlike,
    /// The result is no number.
    NotANumber,
    /// The rows are needed, and there are too many of them.
    TooLong,
}

impl Test {
    /// Every test.
    pub const ALL: [Self; 17] = [
        Self::KolmogorovSmirnov,
        Self::Wasserstein,
        Self::AndersonDarling,
        Self::CramerVonMises,
        Self::Energy,
        Self::EppsSingleton,
        Self::MannWhitney,
        Self::StudentT,
        Self::Psi,
        Self::KullbackLeibler,
        Self::JensenShannon,
        Self::Hellinger,
        Self::ChiSquare,
        Self::Proportions,
        Self::Fisher,
        Self::G,
        Self::TotalVariation,
    ];

    /// Evidently's short name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::KolmogorovSmirnov => "ks",
            Self::Wasserstein => "wasserstein",
            Self::AndersonDarling => "anderson",
            Self::CramerVonMises => "cramer_von_mises",
            Self::Energy => "ed",
            Self::EppsSingleton => "es",
            Self::MannWhitney => "mannw",
            Self::StudentT => "t_test",
            Self::Psi => "psi",
            Self::KullbackLeibler => "kl_div",
            Self::JensenShannon => "jensenshannon",
            Self::Hellinger => "hellinger",
            Self::ChiSquare => "chisquare",
            Self::Proportions => "z",
            Self::Fisher => "fisher_exact",
            Self::G => "g_test",
            Self::TotalVariation => "TVD",
        }
    }

    /// The test of a short name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.name() == name)
    }

    /// The test that Evidently takes where nobody says which: by the reference's number of values and the number of distinct
    /// values of both sides.
    #[must_use]
    pub fn chosen(numeric: bool, reference_count: usize, distinct: usize) -> Self {
        match (reference_count <= SMALL, numeric && distinct > FEW_VALUES) {
            (true, true) => Self::KolmogorovSmirnov,
            (true, false) if distinct > 2 => Self::ChiSquare,
            (true, false) => Self::Proportions,
            (false, true) => Self::Wasserstein,
            (false, false) => Self::JensenShannon,
        }
    }

    /// Whether a person may choose it for numbers.
    #[must_use]
    pub fn takes_numbers(self) -> bool {
        !matches!(self, Self::ChiSquare | Self::Proportions | Self::Fisher | Self::G | Self::TotalVariation)
    }

    /// Whether a person may choose it for categories.
    #[must_use]
    pub fn takes_categories(self) -> bool {
        !self.takes_numbers()
            || matches!(self, Self::Psi | Self::KullbackLeibler | Self::JensenShannon | Self::Hellinger)
    }

    /// The threshold where nobody says which.
    #[must_use]
    pub fn threshold(self) -> f64 {
        match self {
            Self::KolmogorovSmirnov
            | Self::ChiSquare
            | Self::Proportions
            | Self::EppsSingleton
            | Self::MannWhitney
            | Self::StudentT => 0.05,
            _ => 0.1,
        }
    }

    /// Whether the score is a p-value, so that a small one means drift.
    #[must_use]
    pub fn is_p_value(self) -> bool {
        !matches!(
            self,
            Self::Wasserstein
                | Self::Energy
                | Self::Psi
                | Self::KullbackLeibler
                | Self::JensenShannon
                | Self::Hellinger
        )
    }

    /// Whether a score means drift.
    #[must_use]
    pub fn flags(self, score: f64, threshold: f64) -> bool {
        match self {
            Self::KolmogorovSmirnov | Self::CramerVonMises => score <= threshold,
            Self::Energy => score > threshold,
            _ if self.is_p_value() => score < threshold,
            _ => score >= threshold,
        }
    }

    /// The score of two sorted samples of finite numbers. Whole numbers are binned otherwise than others.
    ///
    /// ```
    /// use driftscope_stats::peers::evidently::Test;
    ///
    /// let (reference, production) = ([1.0, 2.0, 3.0, 4.0], [1.5, 2.5, 3.5, 9.5]);
    /// let score = Test::Energy.of_numbers(&reference, &production, false).unwrap();
    /// assert!((score - 0.935_414_346_693_485_3).abs() < 1e-12);
    /// ```
    pub fn of_numbers(self, reference: &[f64], production: &[f64], whole: bool) -> Result<f64, Unscored> {
        if reference.is_empty() || production.is_empty() {
            return Err(Unscored::Empty);
        }
        let score = match self {
            Self::KolmogorovSmirnov => p_value_without_ties(reference, production),
            Self::Wasserstein => normed_wasserstein(reference, production),
            Self::AndersonDarling => {
                return p_value_by_table(reference, production).ok_or(Unscored::TooAlike);
            }
            Self::CramerVonMises if reference.len().min(production.len()) < 2 => return Err(Unscored::TooAlike),
            Self::CramerVonMises => by_midranks(reference, production).map(|test| test.p_value),
            Self::Energy => energy(reference, production),
            Self::EppsSingleton => {
                return by_own_covariances(reference, production).map(|test| test.p_value).ok_or(Unscored::TooAlike);
            }
            Self::MannWhitney => p_value_less(reference, production),
            Self::StudentT => {
                let moments = [reference, production].map(Moments::of_sorted);
                student_t(&moments[0], &moments[1]).map(|test| test.p_value)
            }
            Self::Psi | Self::KullbackLeibler | Self::JensenShannon => {
                let (left, right) = binned(reference, production, whole).ok_or(Unscored::NotANumber)?;
                return self.of_counts(&left, &right);
            }
            Self::Hellinger => hellinger(reference, production, whole),
            Self::ChiSquare | Self::Proportions => {
                let (left, right) = by_value(reference, production);
                return self.of_counts(&left, &right);
            }
            Self::Fisher | Self::G | Self::TotalVariation => return Err(Unscored::NotForNumbers),
        };
        score.filter(|score| score.is_finite()).ok_or(Unscored::NotANumber)
    }

    /// The score of the counts of the same categories, in the order of the categories. The total variation distance needs
    /// the rows: [`super::total_variation_permutation`].
    ///
    /// ```
    /// use driftscope_stats::peers::evidently::Test;
    ///
    /// let score = Test::ChiSquare.of_counts(&[50, 50], &[40, 60]).unwrap();
    /// assert!((score - 0.045_500_263_896_358_4).abs() < 1e-12);
    /// ```
    pub fn of_counts(self, reference: &[u64], production: &[u64]) -> Result<f64, Unscored> {
        let (reference, production): (Vec<f64>, Vec<f64>) = reference
            .iter()
            .zip(production)
            .filter(|(left, right)| **left + **right > 0 || self.takes_bins())
            .map(|(left, right)| (*left as f64, *right as f64))
            .unzip();
        let (n, m) = (reference.iter().sum::<f64>(), production.iter().sum::<f64>());
        if n == 0.0 || m == 0.0 {
            return Err(Unscored::Empty);
        }
        let score = match self {
            Self::ChiSquare => {
                let terms = reference.iter().zip(&production).map(|(left, right)| {
                    let expected = left * (m / n);
                    (right - expected) * (right - expected) / expected
                });
                tail(terms.sum(), reference.len())
            }
            Self::G if n != m => return Err(Unscored::UnequalSizes),
            Self::G => {
                let terms = reference.iter().zip(&production).map(|(left, right)| relative_entropy(*right, *left));
                tail(2.0 * terms.sum::<f64>(), reference.len())
            }
            Self::Proportions => {
                let others = |counts: &[f64]| counts.iter().skip(1).sum::<f64>() as u64;
                two_proportions(others(&reference), n as u64, others(&production), m as u64).map(|test| test.p_value)
            }
            Self::Fisher if n != m => return Err(Unscored::UnequalSizes),
            // With one category on each side, and another one here than there, the tables differ only in their order.
            Self::Fisher if reference.len() > 2 => return Err(Unscored::NotBinary),
            Self::Fisher => {
                let at = |counts: &[f64], place: usize| counts.get(place).map_or(0, |count| *count as u64);
                Some(fisher_exact(at(&reference, 0), at(&reference, 1), at(&production, 0), at(&production, 1)))
            }
            Self::Psi => {
                let (p, q) = (filled(&reference, n), filled(&production, m));
                Some(p.iter().zip(&q).map(|(p, q)| (p - q) * libm::log(p / q)).sum())
            }
            Self::KullbackLeibler => {
                let (p, q) = (filled(&reference, n), filled(&production, m));
                let (of_p, of_q) = (p.iter().sum::<f64>(), q.iter().sum::<f64>());
                Some(p.iter().zip(&q).map(|(p, q)| relative_entropy(p / of_p, q / of_q)).sum())
            }
            Self::JensenShannon => {
                let terms = reference.iter().zip(&production).map(|(left, right)| {
                    let (p, q) = (left / n, right / m);
                    let middle = (p + q) / 2.0;
                    relative_entropy(p, middle) + relative_entropy(q, middle)
                });
                Some((terms.sum::<f64>() / 2.0).max(0.0).sqrt())
            }
            Self::Hellinger => {
                let products = reference.iter().zip(&production).map(|(left, right)| ((left / n) * (right / m)).sqrt());
                Some((1.0 - products.sum::<f64>().clamp(0.0, 1.0)).sqrt())
            }
            Self::TotalVariation => return Err(Unscored::TooLong),
            _ => return Err(Unscored::NotForCategories),
        };
        score.filter(|score| score.is_finite()).ok_or(Unscored::NotANumber)
    }

    /// Empty bins of an even row of bins take part: two of them filled are a share each.
    fn takes_bins(self) -> bool {
        matches!(self, Self::Psi | Self::KullbackLeibler)
    }
}

/// The p-value of a statistic over so many categories. With one there is none; a new category makes it infinite.
fn tail(statistic: f64, categories: usize) -> Option<f64> {
    match categories {
        0 | 1 => None,
        _ if statistic == f64::INFINITY => Some(0.0),
        _ => Some(chi_squared_law::sf(statistic, (categories - 1) as f64)),
    }
}

/// p ln(p/q), 0 where p is.
fn relative_entropy(p: f64, q: f64) -> f64 {
    if p > 0.0 { p * libm::log(p / q) } else { 0.0 }
}

/// Shares, with something in place of 0: 0.0001, or a millionth of the smallest share where that is no larger.
fn filled(counts: &[f64], total: f64) -> Vec<f64> {
    let smallest = counts.iter().filter(|count| **count > 0.0).map(|count| count / total).fold(f64::INFINITY, f64::min);
    let fill = if smallest <= SMALLEST_SHARE { smallest / 1e6 } else { SMALLEST_SHARE };
    counts.iter().map(|&count| if count > 0.0 { count / total } else { fill }).collect()
}

fn normed_wasserstein(reference: &[f64], production: &[f64]) -> Option<f64> {
    let sd = Moments::of_sorted(reference).population_sd?.max(SMALLEST_SD);
    Some(wasserstein(reference, production)? / sd)
}

/// The counts in bins of equal width, or by value where the reference has few of them.
fn binned(reference: &[f64], production: &[f64], whole: bool) -> Option<(Vec<u64>, Vec<u64>)> {
    if reference.chunk_by(|a, b| a == b).take(UNBINNED + 1).count() <= UNBINNED {
        return Some(by_value(reference, production));
    }
    let edges = edges(&[reference, production], Rule::Sturges, whole)?;
    Some((counts(reference, &edges), counts(production, &edges)))
}

/// The counts of each distinct value of both sides, ascending.
fn by_value(reference: &[f64], production: &[f64]) -> (Vec<u64>, Vec<u64>) {
    let (mut left, mut right) = (reference, production);
    let mut counts = (Vec::new(), Vec::new());
    while let Some(value) = [left.first(), right.first()].into_iter().flatten().copied().reduce(f64::min) {
        let take = |side: &mut &[f64]| {
            let count = side.iter().take_while(|other| **other == value).count();
            *side = &side[count..];
            count as u64
        };
        let found = (take(&mut left), take(&mut right));
        if found == (0, 0) {
            // A NaN, which should not be here.
            break;
        }
        counts.0.push(found.0);
        counts.1.push(found.1);
    }
    counts
}

/// On densities over bins that are chosen from the distinct values.
fn hellinger(reference: &[f64], production: &[f64], whole: bool) -> Option<f64> {
    let mut distinct: Vec<f64> = reference.iter().chain(production).copied().collect();
    crate::samples::sorting::sort_numbers(&mut distinct);
    distinct.dedup();
    let edges = edges(&[&distinct], Rule::Sturges, whole)?;
    let (left, right) = (counts(reference, &edges), counts(production, &edges));
    let width = (edges.last()? - edges.first()?) / (edges.len() - 1) as f64;
    let density =
        |count: u64, size: usize, place: usize| count as f64 / (edges[place + 1] - edges[place]) / size as f64;
    let sum: f64 = (0..left.len())
        .map(|place| {
            let (p, q) = (density(left[place], reference.len(), place), density(right[place], production.len(), place));
            (p * q).sqrt() * width
        })
        .sum();
    Some((1.0 - sum.clamp(0.0, 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        for test in Test::ALL {
            assert_eq!(Test::of_name(test.name()), Some(test));
        }
        assert_eq!(Test::of_name("KS"), None);
    }

    #[test]
    fn the_choice_goes_by_size_kind_and_distinct_values() {
        let chosen = |numeric, n, distinct| Test::chosen(numeric, n, distinct).name();
        assert_eq!([chosen(true, 1000, 6), chosen(true, 1000, 5), chosen(true, 1000, 2)], ["ks", "chisquare", "z"]);
        assert_eq!([chosen(true, 1001, 6), chosen(true, 1001, 5)], ["wasserstein", "jensenshannon"]);
        assert_eq!([chosen(false, 9, 3), chosen(false, 9, 2)], ["chisquare", "z"]);
        assert_eq!(chosen(false, 1001, 3), "jensenshannon");
    }

    #[test]
    fn where_evidently_raises_there_is_no_score() {
        assert_eq!(Test::Fisher.of_counts(&[5, 5], &[5, 6]), Err(Unscored::UnequalSizes));
        assert_eq!(Test::Fisher.of_counts(&[5, 5, 0], &[5, 0, 5]), Err(Unscored::NotBinary));
        assert_eq!(Test::G.of_counts(&[5, 5], &[5, 6]), Err(Unscored::UnequalSizes));
        assert_eq!(Test::ChiSquare.of_counts(&[5], &[6]), Err(Unscored::NotANumber));
        assert_eq!(Test::EppsSingleton.of_numbers(&[1.0; 9], &[1.0; 9], false), Err(Unscored::TooAlike));
        assert_eq!(Test::KolmogorovSmirnov.of_counts(&[1, 2], &[2, 1]), Err(Unscored::NotForCategories));
        assert_eq!(Test::KolmogorovSmirnov.of_numbers(&[], &[1.0], false), Err(Unscored::Empty));
    }

    #[test]
    fn a_new_category_is_impossible_by_the_reference() {
        assert_eq!(Test::ChiSquare.of_counts(&[5, 5, 0], &[5, 4, 1]), Ok(0.0));
    }

    #[test]
    fn not_a_number_ends_the_count() {
        assert_eq!(by_value(&[f64::NAN], &[f64::NAN]), (vec![], vec![]));
    }
}
