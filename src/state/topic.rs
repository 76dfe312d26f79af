//! What of the methods the page links to, and the names of the tests.
//!
//! The page carries docs/methods.md, in which the build sets the anchors that are named here.

/// A test by the name it has in the report, and by the one a person knows it by.
type TestName = (&'static str, &'static str);

/// What each test is called, in groups and in the order in which they are shown.
pub const TEST_GROUPS: [(&str, &[TestName]); 4] = [
    (
        "Whether the values differ",
        &[
            ("combined_rank", "Combined rank test"),
            ("likelihood_ratio_middle", "Likelihood ratio, middle"),
            ("likelihood_ratio_tails", "Likelihood ratio, tails"),
            ("scan", "Scan of windows"),
            ("chi_square_of_values", "χ² of single values"),
            ("ks", "Kolmogorov–Smirnov D"),
            ("anderson_darling", "Anderson–Darling"),
            ("cramer_von_mises", "Cramér–von Mises"),
            ("epps_singleton", "Epps–Singleton"),
            ("kuiper", "Kuiper V"),
            ("mmd", "Maximum mean discrepancy"),
            ("chi_square", "χ² of homogeneity"),
            ("g", "G, likelihood ratio"),
            ("fisher", "Fisher's exact test, odds ratio"),
            ("unconditional", "Exact unconditional test"),
            ("permutation", "Permutation of χ²"),
            ("z", "Two proportions, z"),
        ],
    ),
    (
        "Whether level or spread differ",
        &[
            ("mann_whitney", "Mann–Whitney U"),
            ("welch_t", "Welch's t"),
            ("student_t", "Student's t"),
            ("levene", "Levene"),
            ("brown_forsythe", "Brown–Forsythe"),
            ("mood", "Mood"),
        ],
    ),
    (
        "How far apart they are",
        &[
            ("psi", "Population stability index"),
            ("kl", "Kullback–Leibler divergence"),
            ("jensen_shannon", "Jensen–Shannon distance"),
            ("hellinger", "Hellinger distance"),
            ("total_variation", "Total variation distance"),
            ("l_infinity", "Largest difference of a share"),
            ("wasserstein", "Wasserstein distance"),
            ("wasserstein_normed", "Wasserstein over reference sd"),
            ("energy", "Energy distance"),
        ],
    ),
    (
        "How large the change is",
        &[
            ("hedges_g", "Hedges' g"),
            ("cliffs_delta", "Cliff's delta"),
            ("median_shift", "Shift of the median"),
            ("scale_ratio", "Ratio of standard deviations"),
            ("cramers_v", "Cramér's V"),
            ("cohens_w", "Cohen's w"),
            ("cohens_h", "Cohen's h"),
        ],
    ),
];

/// A place in the methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic<'a> {
    /// How a column's verdict comes about.
    Verdict,
    /// The effect.
    Effect,
    /// What the effect stays under by chance.
    NullBand,
    /// Where the effect may lie.
    EffectInterval,
    /// The p-value as it is adjusted for many columns.
    Correction,
    /// The words for a column's verdict.
    Outcomes,
    /// The verdict on the whole.
    DataSet,
    /// What a shift is made of.
    Shift,
    /// The columns together.
    Together,
    /// Length and words of texts.
    FreeText,
    /// How identifiers are made.
    Identifiers,
    /// Periods, gaps, hours and weekdays.
    DateTimes,
    /// What is known from buckets, and how well.
    Profiles,
    /// Every test.
    Tests,
    /// The rules of other tools.
    Presets,
    /// A test, by its name in the report.
    Test(&'a str),
    /// A rule, by its name in the settings.
    Preset(&'a str),
}

impl Topic<'_> {
    /// All that have no name of their own.
    pub const SECTIONS: [Self; 15] = [
        Self::Verdict,
        Self::Effect,
        Self::NullBand,
        Self::EffectInterval,
        Self::Correction,
        Self::Outcomes,
        Self::DataSet,
        Self::Shift,
        Self::Together,
        Self::FreeText,
        Self::Identifiers,
        Self::DateTimes,
        Self::Profiles,
        Self::Tests,
        Self::Presets,
    ];

    /// The anchor in the page's methods.
    pub fn anchor(self) -> String {
        let section = match self {
            Self::Verdict => "the-verdict-on-a-column",
            Self::Effect => "the-effect",
            Self::NullBand => "null-band",
            Self::EffectInterval => "the-interval-of-the-effect",
            Self::Correction => "correction-for-many-columns",
            Self::Outcomes => "outcomes-and-severities",
            Self::DataSet => "the-verdict-on-the-data-set",
            Self::Shift => "what-a-shift-is-made-of",
            Self::Together => "columns-together",
            Self::FreeText => "free-text",
            Self::Identifiers => "identifiers",
            Self::DateTimes => "date-times",
            Self::Profiles => "profiles",
            Self::Tests => "every-test",
            Self::Presets => "presets",
            Self::Test(name) => return format!("method-{name}"),
            Self::Preset(name) => return format!("preset-{name}"),
        };
        format!("methods-{section}")
    }
}
