//! The places in the methods that the page links to.
//!
//! The page carries docs/methods.md, in which the build sets the anchors that are named here.

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
    /// Windows of time, and since when columns differ.
    When,
    /// What differs in a bar of a chart.
    Differing,
    /// Rules of alerts.
    Alerts,
    /// Length and words of texts.
    FreeText,
    /// Lists of labels, and vectors.
    Lists,
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
    pub const SECTIONS: [Self; 19] = [
        Self::Verdict,
        Self::Effect,
        Self::NullBand,
        Self::EffectInterval,
        Self::Correction,
        Self::Outcomes,
        Self::DataSet,
        Self::Shift,
        Self::Together,
        Self::When,
        Self::Differing,
        Self::Alerts,
        Self::FreeText,
        Self::Lists,
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
            Self::When => "since-when",
            Self::Differing => "what-differs-in-a-bar",
            Self::Alerts => "alerts",
            Self::FreeText => "free-text",
            Self::Lists => "lists-of-labels-and-vectors",
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
