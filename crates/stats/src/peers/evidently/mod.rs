//! Evidently's tests of a column, as version 0.7.23 computes them, with its choice among them and its thresholds.
//!
//! Checked against it, to the digits that it has itself (`crates/drift/tests/golden/evidently`). What to know before using
//! them: `chisquare` takes the reference for the exact truth, so that it raises false alarms the more often the smaller the
//! reference is; `mannw` looks in one direction only; distances have no correction for the number of rows, so that at few
//! rows everything drifts; an outlier empties the bins of `psi`, `kl_div` and `jensenshannon`. Where Evidently raises an
//! error or returns no number there is no score but a reason ([`Unscored`]).

use crate::distances::energy::energy;
use crate::numeric_tests::anderson_darling::p_value_by_table;
use crate::numeric_tests::cramer_von_mises::by_midranks;
use crate::numeric_tests::epps_singleton::by_own_covariances;
use crate::numeric_tests::ks::p_value_without_ties;
use crate::numeric_tests::mann_whitney::p_value_less;
use crate::numeric_tests::student_t::student_t;
use crate::sums::moments::Moments;
use counts::Counts;
use numbers::{binned, by_value, hellinger, normed_wasserstein};

mod counts;
mod numbers;

/// Above this many values the reference is tested by distances, up to it by p-values.
const SMALL: usize = 1_000;

/// A numeric column of up to this many distinct values is tested like categories.
const FEW_VALUES: usize = 5;

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
    /// The test needs as many values on one side as on the other.
    UnequalSizes,
    /// The test needs two categories.
    NotBinary,
    /// The test needs more values, or values that differ.
    TooAlike,
    /// The result is not a number.
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

    /// Evidently's default test, by the number of values of the reference and the number of distinct
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

    /// Evidently's default threshold.
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

    /// The score of two sorted samples of finite numbers. Whole numbers are binned differently.
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
        let sides = Counts::of(reference, production, self.takes_bins());
        if sides.n == 0.0 || sides.m == 0.0 {
            return Err(Unscored::Empty);
        }
        let score = match self {
            Self::ChiSquare => sides.chi_square(),
            Self::G | Self::Fisher if sides.n != sides.m => return Err(Unscored::UnequalSizes),
            Self::G => sides.g(),
            Self::Proportions => sides.proportions(),
            // With one category on each side, and another one here than there, the tables differ only in their order.
            Self::Fisher if sides.reference.len() > 2 => return Err(Unscored::NotBinary),
            Self::Fisher => Some(sides.fisher()),
            Self::Psi => Some(sides.psi()),
            Self::KullbackLeibler => Some(sides.kullback_leibler()),
            Self::JensenShannon => Some(sides.jensen_shannon()),
            Self::Hellinger => Some(sides.hellinger()),
            Self::TotalVariation => return Err(Unscored::TooLong),
            _ => return Err(Unscored::NotForCategories),
        };
        score.filter(|score| score.is_finite()).ok_or(Unscored::NotANumber)
    }

    /// Whether empty bins take part, each with a small share in place of 0.
    fn takes_bins(self) -> bool {
        matches!(self, Self::Psi | Self::KullbackLeibler)
    }
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
