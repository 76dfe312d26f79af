//! The registry of rules: every rule that can decide, declared once.
//!
//! Names in settings and on the command line, the page's choice, the sentence on what decided, thresholds and the table in
//! docs/methods.md are made from it. What computes the score of another tool's rule is in `crates/drift/src/rules`, where a rule
//! without a computation does not compile.

use serde::{Deserialize, Serialize};

use crate::{Decides, Statistic};

/// The tests of Evidently by its short names, the names in its reports, and whether a small score means drift.
const EVIDENTLY_TESTS: [(&str, &str, bool); 17] = [
    ("ks", "K-S p_value", true),
    ("wasserstein", "Wasserstein distance (normed)", false),
    ("anderson", "Anderson-Darling", true),
    ("cramer_von_mises", "Cramer-von Mises", true),
    ("ed", "Energy-distance", false),
    ("es", "Epps-Singleton", true),
    ("mannw", "Mann-Whitney U-rank test", true),
    ("t_test", "t_test", true),
    ("psi", "PSI", false),
    ("kl_div", "Kullback-Leibler divergence", false),
    ("jensenshannon", "Jensen-Shannon distance", false),
    ("hellinger", "Hellinger distance", false),
    ("chisquare", "chi-square p_value", true),
    ("z", "Z-test p_value", true),
    ("fisher_exact", "Fisher's Exact test", true),
    ("g_test", "g_test", true),
    ("TVD", "Total-Variation-Distance", true),
];

/// What the score of a rule is compared with, and on which side of it drift lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RuleThreshold {
    /// The rule computes it, from the settings or from the data.
    Computed,
    /// Each of its tests has its own.
    OfTest,
    /// Drift below this p-value.
    Below(f64),
    /// Drift from this score on.
    From(f64),
    /// Drift above this score.
    Above(f64),
}

/// What a rule is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Its name in settings and on the command line.
    pub id: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// Its threshold, unless a person chooses one.
    pub threshold: RuleThreshold,
    /// When a column has drifted by it, as a sentence with `{}` for the threshold. Empty where that depends on the settings.
    pub basis: &'static str,
}

/// The row of a rule in the table of docs/methods.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentedRule {
    /// The rule.
    pub rule: Preset,
    /// What it computes of numbers.
    pub numbers: &'static str,
    /// What it computes of categories.
    pub categories: &'static str,
    /// From which score on a column has drifted.
    pub drifted: &'static str,
}

/// Declares every rule: what the program uses, and its row in the documentation, which no program carries.
macro_rules! rules {
    ($($(#[$meta:meta])* $name:ident $id:literal $title:literal, $threshold:expr, $basis:literal; $numbers:literal, $categories:literal, $drifted:literal;)*) => {
        /// The rule that decides what has drifted.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Preset {
            $($(#[$meta])* #[serde(rename = $id)] $name,)*
        }

        impl Preset {
            /// Every rule, by the name it has in settings and on the command line.
            pub const ALL: [(&'static str, Self); [$($id),*].len()] = [$(($id, Self::$name)),*];

            /// Its declaration.
            pub fn rule(self) -> Rule {
                match self {
                    $(Self::$name => Rule { id: $id, title: $title, threshold: $threshold, basis: $basis },)*
                }
            }
        }

        /// The rows of the table of rules in docs/methods.md.
        pub static DOCUMENTED_RULES: &[DocumentedRule] = &[
            $(DocumentedRule { rule: Preset::$name, numbers: $numbers, categories: $categories, drifted: $drifted }),*
        ];
    };
}

use RuleThreshold::{Above, Below, Computed, From, OfTest};

rules! {
    /// A corrected p-value and an effect size that is zero under no drift.
    #[default]
    Calibrated "calibrated" "Calibrated", Computed, "";
        "[above](#the-verdict-on-a-column)", "", "";
    /// Evidently 0.7.23 with its defaults: a test by type and size, each with its own threshold.
    Evidently "evidently" "Evidently", OfTest,
        "Each column is judged as Evidently 0.7.23 judges it, by the test and threshold that it chooses";
        "up to 1000 reference values `ks`, above `wasserstein` over the reference's standard deviation; with 5 or fewer distinct values as categories",
        "up to 1000 `chisquare` (two categories: `z`), above `jensenshannon`", "p < 0.05 (`ks`: ≤), distances ≥ 0.1";
    /// NannyML 0.13 with its defaults: Jensen–Shannon distances over chunks.
    Nannyml "nannyml" "NannyML", Computed,
        "Each column is judged as NannyML judges it: it has drifted when one of ten chunks is out of line";
        "Jensen–Shannon distance of each of ten chunks of rows, on Doane's bins of the reference",
        "the same on the reference's categories", "a chunk above mean + 3 sd of the reference's own chunks";
    /// The textbook detector: a p-value below 0.05 over the newest 1000 rows.
    Ks "ks" "KS of the newest rows", Below(0.05),
        "A column has drifted when a test of the newest 1000 rows has p below {}, without correction";
        "Kolmogorov–Smirnov of the newest 1000 rows, at least 30 values", "χ² of the same", "p < 0.05";
    /// The population stability index on deciles: from 0.1 on scorecards call it "some change", from 0.25 on a large one.
    Psi "psi" "PSI", From(0.1), "A column has drifted when its population stability index is at least {}";
        "on the reference's deciles", "on all categories", "≥ 0.1";
    /// TensorFlow Data Validation: L∞ of categories and Jensen–Shannon divergence of numbers. It has no default thresholds.
    Tfdv "tfdv" "TFDV", Above(0.01),
        "Each column is judged as TensorFlow Data Validation judges it, with thresholds of {}: L∞ of categories, Jensen–Shannon divergence of numbers";
        "Jensen–Shannon divergence of two ten-bin histograms", "L∞", "> 0.01, as in its examples; it has no defaults";
}

impl Preset {
    /// Its name in settings and on the command line.
    pub fn as_str(self) -> &'static str {
        self.rule().id
    }

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        self.rule().title
    }

    /// Whether a test, by the name that this rule has for it, decides by a p-value: a small score means drift.
    pub fn is_p_value(self, test: &str) -> bool {
        match self {
            Self::Evidently => EVIDENTLY_TESTS.iter().any(|(name, _, by_p_value)| *name == test && *by_p_value),
            _ => Statistic::of_id(test).is_some_and(|statistic| statistic.decides == Decides::ByPValue),
        }
    }

    /// The name that reports of Evidently have for one of its tests; the test's own name where it is none of them.
    pub fn evidently_title(test: &str) -> &str {
        EVIDENTLY_TESTS.iter().find(|(name, ..)| *name == test).map_or(test, |(_, title, _)| *title)
    }

    /// Whether Evidently has a test of this name, short or as in its reports.
    pub fn is_evidently_test(test: &str) -> bool {
        EVIDENTLY_TESTS.iter().any(|(name, title, _)| [*name, *title].contains(&test))
    }

    /// The names of the tests that can be chosen under it.
    pub fn test_names(self) -> Vec<&'static str> {
        match self {
            Self::Evidently => EVIDENTLY_TESTS.iter().map(|(name, ..)| *name).collect(),
            _ => Statistic::choosable().map(|statistic| statistic.id).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_have_the_thresholds_that_decide() {
        for row in DOCUMENTED_RULES {
            let words = match row.rule.rule().threshold {
                Computed | OfTest => continue,
                Below(threshold) => format!("p < {threshold}"),
                From(threshold) => format!("≥ {threshold}"),
                Above(threshold) => format!("> {threshold}"),
            };
            assert!(row.drifted.starts_with(&words), "{row:?}");
            assert!(row.rule.rule().basis.contains("{}"), "{row:?}");
        }
    }
}
