//! The registry of statistics: every test, distance and effect size that a report can hold, declared once.
//!
//! Names that settings accept, the groups of the page and the table in docs/formats.md are made from it. What computes a
//! statistic is in `crates/drift`; a test there holds the two against each other.

/// The question that a group of statistics answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Whether the values differ.
    Difference,
    /// Whether level or spread differ.
    LevelAndSpread,
    /// How far apart the two sides are.
    Distance,
    /// How large the change is.
    EffectSize,
}

impl Group {
    /// All groups, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Difference, Self::LevelAndSpread, Self::Distance, Self::EffectSize];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Difference => "Whether the values differ",
            Self::LevelAndSpread => "Whether level or spread differ",
            Self::Distance => "How far apart they are",
            Self::EffectSize => "How large the change is",
        }
    }
}

/// How a statistic decides where a person chooses it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decides {
    /// Drift where the p-value is below α.
    ByPValue,
    /// Drift from this size on, whatever the sign.
    FromSize(f64),
    /// Drift from this ratio on, or from its inverse down.
    FromRatio(f64),
    /// Its size depends on the unit of the column, so a threshold must be chosen, too.
    WithThreshold,
}

/// One statistic of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistic {
    /// Its name in reports and settings.
    pub id: &'static str,
    /// Its name for a person; after a comma, the quantity that its figure is.
    pub title: &'static str,
    /// The group it is shown in.
    pub group: Group,
    /// How it decides.
    pub decides: Decides,
}

/// The row of a statistic in the table of docs/formats.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Documented {
    /// Its name in reports and settings.
    pub id: &'static str,
    /// On which numeric columns it is found.
    pub numeric: &'static str,
    /// On which columns of categories and booleans it is found.
    pub categories: &'static str,
    /// The meaning, range and unit of `statistic`.
    pub range: &'static str,
    /// The other fields that it has.
    pub besides: &'static str,
}

/// Declares every statistic: what the program uses, and its row in the documentation, which no program carries.
macro_rules! statistics {
    ($($id:literal, $title:literal, $group:ident, $decides:expr; $numeric:literal, $categories:literal, $range:literal, $besides:literal;)*) => {
        /// Every statistic, in the order in which they are shown.
        pub static STATISTICS: &[Statistic] =
            &[$(Statistic { id: $id, title: $title, group: Group::$group, decides: $decides }),*];

        /// The rows of the table of statistics in docs/formats.md.
        pub static DOCUMENTED: &[Documented] = &[
            $(Documented { id: $id, numeric: $numeric, categories: $categories, range: $range, besides: $besides }),*
        ];
    };
}

use Decides::{ByPValue, FromRatio, FromSize, WithThreshold};

statistics! {
    "combined_rank", "Combined rank test", Difference, ByPValue; "✓", "", "none", "`p_value`";
    "likelihood_ratio_middle", "Likelihood ratio, middle", Difference, ByPValue; "✓", "", "T, about 1 without drift", "`p_value`";
    "likelihood_ratio_tails", "Likelihood ratio, tails", Difference, ByPValue; "✓", "", "T, about 1 without drift", "`p_value`";
    "scan", "Scan of windows", Difference, ByPValue; "✓", "", "G², from 0", "`p_value`, `location` (unit of the column): the smallest value of the window";
    "chi_square_of_values", "χ² of single values", Difference, ByPValue; "where a few values recur", "", "χ², from 0", "`p_value`";
    "ks", "Kolmogorov–Smirnov D", Difference, ByPValue; "✓", "", "D, 0 to 1", "`p_value`, `location` (unit of the column), `reference_share`, `production_share`";
    "anderson_darling", "Anderson–Darling", Difference, ByPValue; "✓", "", "T", "`p_value`; in reports of earlier versions from 0.001 to 0.25, at an end with `p_bound` (`at_most`, `at_least`)";
    "cramer_von_mises", "Cramér–von Mises", Difference, ByPValue; "✓", "", "T, from 0", "`p_value`";
    "epps_singleton", "Epps–Singleton", Difference, ByPValue; "✓", "", "W, from 0", "`p_value`, `degrees_of_freedom`";
    "kuiper", "Kuiper V", Difference, ByPValue; "✓", "", "V, 0 to 2", "`p_value`";
    "mmd", "Maximum mean discrepancy", Difference, ByPValue; "✓", "", "0 to √2, of at most 256 values a side", "`p_value`, from 0.005";
    "chi_square", "χ² of homogeneity", Difference, ByPValue; "on bins", "rare ones pooled", "from 0", "`p_value`, `degrees_of_freedom`";
    "g", "G, likelihood ratio", Difference, ByPValue; "on bins", "rare ones pooled", "from 0", "`p_value`, `degrees_of_freedom`";
    "fisher", "Fisher's exact test, odds ratio", Difference, ByPValue; "", "two categories, or the rare category that changed most", "odds ratio of the second of two, `null` where infinite or of more", "`p_value`, corrected for the number of rare categories";
    "unconditional", "Exact unconditional test", Difference, ByPValue; "", "two categories with an expected count below 5", "`null`", "`p_value`";
    "permutation", "Permutation of χ²", Difference, ByPValue; "", "where neither χ² nor a test of two rates holds", "`null`", "`p_value`";
    "z", "Two proportions, z", Difference, ByPValue; "", "two categories", "z", "`p_value`";
    "mann_whitney", "Mann–Whitney U", LevelAndSpread, ByPValue; "✓", "", "U of the reference, from 0", "`p_value`";
    "welch_t", "Welch's t", LevelAndSpread, ByPValue; "✓", "", "t", "`p_value`, `degrees_of_freedom`";
    "student_t", "Student's t", LevelAndSpread, ByPValue; "✓", "", "t", "`p_value`, `degrees_of_freedom`";
    "levene", "Levene", LevelAndSpread, ByPValue; "✓", "", "W, from 0", "`p_value`";
    "brown_forsythe", "Brown–Forsythe", LevelAndSpread, ByPValue; "✓", "", "W, from 0", "`p_value`";
    "mood", "Mood", LevelAndSpread, ByPValue; "✓", "", "z", "`p_value`";
    "psi", "Population stability index", Distance, FromSize(0.1); "on the reference's deciles", "✓", "from 0", "";
    "kl", "Kullback–Leibler divergence", Distance, FromSize(0.1); "on bins", "✓", "from 0, nats", "";
    "jensen_shannon", "Jensen–Shannon distance", Distance, FromSize(0.1); "on bins", "✓", "0 to 1, base 2", "";
    "hellinger", "Hellinger distance", Distance, FromSize(0.1); "on bins", "✓", "0 to 1", "";
    "total_variation", "Total variation distance", Distance, FromSize(0.1); "on bins", "✓", "0 to 1", "";
    "l_infinity", "Largest difference of a share", Distance, FromSize(0.1); "on bins", "✓", "0 to 1", "";
    "wasserstein", "Wasserstein distance", Distance, WithThreshold; "✓", "", "from 0, unit of the column", "";
    "wasserstein_normed", "Wasserstein over reference sd", Distance, FromSize(0.1); "✓", "", "from 0, standard deviations of the reference", "";
    "circular_wasserstein", "Wasserstein distance on the clock", Distance, WithThreshold; "times of day alone", "", "0 to 43 200 s", "";
    "energy", "Energy distance", Distance, WithThreshold; "✓", "", "from 0, √ of the column's unit", "";
    "hedges_g", "Hedges' g", EffectSize, FromSize(0.2); "✓", "", "standard deviations", "`low`, `high`";
    "cliffs_delta", "Cliff's delta", EffectSize, FromSize(0.147); "✓", "", "−1 to 1", "`low`, `high`";
    "median_shift", "Shift of the median", EffectSize, WithThreshold; "✓", "", "unit of the column", "`low`, `high`";
    "scale_ratio", "Ratio of standard deviations", EffectSize, FromRatio(1.25); "✓", "", "from 0, 1 where the spreads are equal", "`low`, `high`";
    "cramers_v", "Cramér's V", EffectSize, FromSize(0.1); "", "✓", "0 to 1", "";
    "cohens_w", "Cohen's w", EffectSize, FromSize(0.1); "on bins", "✓", "from 0", "`low`, `high`";
    "cohens_h", "Cohen's h", EffectSize, FromSize(0.2); "", "two categories", "−π to π", "`low`, `high`";
}

impl Statistic {
    /// The statistic of this name.
    pub fn of_id(id: &str) -> Option<&'static Self> {
        STATISTICS.iter().find(|statistic| statistic.id == id)
    }

    /// Every statistic, those whose p-value decides first: the order in which settings list their names.
    pub fn choosable() -> impl Iterator<Item = &'static Self> {
        let by_p_value = |statistic: &&'static Self| statistic.decides == ByPValue;
        STATISTICS.iter().filter(by_p_value).chain(STATISTICS.iter().filter(move |statistic| !by_p_value(statistic)))
    }

    /// The title without the quantity that the figure is.
    pub fn short_title(&self) -> &'static str {
        self.title.split_once(',').map_or(self.title, |(title, _)| title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_statistic_can_be_chosen() {
        let mut ids: Vec<&str> = Statistic::choosable().map(|statistic| statistic.id).collect();
        assert_eq!(ids.len(), STATISTICS.len());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), STATISTICS.len());
        assert!(STATISTICS.iter().all(|statistic| Statistic::of_id(statistic.id) == Some(statistic)));
    }
}
