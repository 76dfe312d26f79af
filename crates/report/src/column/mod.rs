//! One column of a report: described and tested.

mod categories;
mod clock;
mod datetime;
mod drift;
mod free_text;
mod histogram;
mod identifier;
mod reading;
mod rule_verdict;
mod shift;
mod statistic;
mod summary;
mod value_change;
mod vector;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ColumnWindows, Kind, Mix, Role};

pub use categories::{Categories, CountedCategory, OtherCategories};
pub use clock::{ClockDrift, ClockSide};
pub use datetime::{MomentGap, MomentProfile, MomentSide, ProfileChange, Resolution};
pub use drift::{Acknowledgement, Change, Drift, DriftPart, Outcome, Part, RowsToSettle, Severity};
pub use free_text::{DomainClassifier, TextDrift, TextSide, UnseenWords, WordChange};
pub use histogram::{Histogram, Quantiles};
pub use identifier::{IdentifierDrift, IdentifierSide};
pub use reading::{MissingWord, Reading, ReadingCode};
pub use rule_verdict::PresetVerdict;
pub use shift::{Shift, ShiftShares};
pub use statistic::{PBound, TestResult};
pub use summary::{Summary, TopCategory};
pub use value_change::ValueChange;
pub use vector::{VectorDrift, VectorSide};

/// On which sides a column is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// On both.
    #[default]
    Both,
    /// Only in the reference: it was removed.
    Reference,
    /// Only in production: it was added.
    Production,
}

/// One column, described and tested.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnReport {
    /// Its dotted name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// What it is for.
    pub role: Role,
    /// On which sides it is found.
    pub presence: Presence,
    /// The reference's values; all zero where it has none.
    pub reference: Summary,
    /// Production's values; all zero where it has none.
    pub production: Summary,
    /// Both sides hold the same values equally often, and miss equally many.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub identical: bool,
    /// Why the column's values are not tested, whatever the rule. Other parts of it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_tested: Option<String>,
    /// The unit of its numbers, where it was written behind them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Words that count as missing values; none where only a profile is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_words: Vec<MissingWord>,
    /// How the values were read, where they could have been read otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reading: Vec<Reading>,
    /// The verdict on the column.
    pub drift: Drift,
    /// Every test, distance and effect size that applies, by name. What has no answer for these values stands there without
    /// a statistic. The maximum mean discrepancy (`mmd`) looks at up to 256 values of each side, drawn with a fixed seed, and at
    /// 199 relabellings; all others look at every value.
    pub tests: BTreeMap<String, TestResult>,
    /// What each preset says of the column, by its name; none where only one side has the column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub presets: BTreeMap<String, PresetVerdict>,
    /// What the shift is made of, for tested numeric columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
    /// The single value whose share changed most, for tested numeric columns with few or frequent values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_change: Option<ValueChange>,
    /// Both sides on common edges, for numeric and date-time columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Histogram>,
    /// Quantiles of both sides, for numeric columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantiles: Option<Quantiles>,
    /// Both sides by category, for category and boolean columns; by label, for lists of labels; by form, for identifiers of several forms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Categories>,
    /// How coarse its values are, where only a profile of them was compared and they are not exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Binned>,
    /// Lengths and words of both sides, for text columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextDrift>,
    /// Where on the clock its values lie, for times of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockDrift>,
    /// How well its vectors distinguish the sides, for vectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vector: Option<VectorDrift>,
    /// How often values come again and how long they are, for identifiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<IdentifierDrift>,
    /// Periods, gaps, hours and weekdays of both sides, for date-time columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moments: Option<MomentProfile>,
    /// The column by window of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<ColumnWindows>,
    /// What its change owes to the mix of the picked segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mix: Option<Mix>,
    /// What was found, in one sentence.
    pub finding: String,
}

/// How coarse the values of a profiled column are: within which bounds the figures are those of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Binned {
    /// By how much a cumulative share of either side may be off, and with it the Kolmogorov–Smirnov statistic; for categories,
    /// the share of a side that is counted in no category of its own. From 0 to 1.
    pub share: f64,
    /// By how much a value, such as a quantile, may be off, as a share of its magnitude. 0 for categories.
    pub width: f64,
}

impl ColumnReport {
    /// Whether rows can be grouped by its values: both sides have it, and it holds numbers, labels, booleans or times of the day that are
    /// neither the time nor names of rows.
    pub fn can_be_segment(&self) -> bool {
        self.presence == Presence::Both
            && matches!(self.kind, Kind::Numeric | Kind::Boolean | Kind::Category | Kind::TimeOfDay)
            && !matches!(self.role, Role::Time | Role::Identifier)
    }

    /// Whether this is a target for which production has no label yet: labels often come later, in a file of their own.
    pub fn awaits_labels(&self) -> bool {
        self.role == Role::Target
            && self.presence != Presence::Production
            && self.reference.count > 0
            && self.production.count == 0
    }
}
