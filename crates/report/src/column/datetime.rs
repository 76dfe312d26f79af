//! What a report holds of a date-time column besides its histogram: the period, its gaps, and when in the day and the week.

use serde::{Deserialize, Serialize};

use super::{Categories, Histogram};

/// The moments of both sides. Hours and weekdays are those of UTC, as moments without an offset are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MomentProfile {
    /// The reference's moments.
    pub reference: MomentSide,
    /// Production's moments.
    pub production: MomentSide,
    /// How many days the two periods have in common; negative by how many days the one begins after the other has ended.
    pub overlap_days: Option<f64>,
    /// How the hours of the day changed; nothing where a side has dates only, or too few moments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<ProfileChange>,
    /// How the weekdays changed; nothing with too few moments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekdays: Option<ProfileChange>,
}

/// The moments of one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MomentSide {
    /// The first moment, as `2013-03-01T10:45:00Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The last moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// From the first to the last, in days.
    pub span_days: Option<f64>,
    /// How finely they are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// The median distance of neighbouring moments that differ, in seconds.
    pub median_spacing: Option<f64>,
    /// Gaps of more than ten times that.
    pub holes: u64,
    /// The longest gaps, holes or not, the longest first; at most three.
    #[serde(default)]
    pub longest_gaps: Vec<MomentGap>,
    /// Moments in each hour of the day, from 0 to 23; empty where all are at midnight.
    #[serde(default)]
    pub hours: Vec<u64>,
    /// Moments on each weekday, from Monday to Sunday.
    #[serde(default)]
    pub weekdays: Vec<u64>,
}

/// A time without any moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MomentGap {
    /// The moment before it.
    pub from: String,
    /// The moment after it.
    pub to: String,
    /// How long it is.
    pub seconds: f64,
}

/// How counts over the day or the week changed: described, and no part of the verdict.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProfileChange {
    /// χ² of homogeneity; hours or days with an expected count below 5 are pooled.
    pub chi_square: f64,
    /// Its degrees of freedom.
    pub degrees_of_freedom: f64,
    /// Its p-value, as if each record came by itself: records that come in bursts make it too small.
    pub p_value: f64,
    /// Bias-corrected Jensen–Shannon distance, base 2.
    pub effect: f64,
}

/// The coarsest unit of which every moment is a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    /// Parts of a second.
    Fraction,
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days: dates without a time of day.
    Day,
}

impl Resolution {
    /// The words for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fraction => "parts of a second",
            Self::Second => "seconds",
            Self::Minute => "minutes",
            Self::Hour => "hours",
            Self::Day => "days",
        }
    }
}

/// The weekdays, as the counts of a week begin.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl MomentProfile {
    /// The hours of the day as a histogram, to be drawn as one; `None` where neither side has a time of day.
    pub fn hours_histogram(&self) -> Option<Histogram> {
        let [reference, production] = [&self.reference, &self.production].map(|side| counts(&side.hours, 24));
        let is_empty = self.reference.hours.is_empty() && self.production.hours.is_empty();
        let edges = (0..=24).map(f64::from).collect();
        (!is_empty).then(|| Histogram { edges, reference, production, ..Histogram::default() })
    }

    /// The weekdays as categories, to be drawn as such.
    pub fn weekday_categories(&self) -> Categories {
        let [reference, production] = [&self.reference, &self.production].map(|side| counts(&side.weekdays, 7));
        Categories { labels: WEEKDAYS.map(str::to_owned).to_vec(), reference, production, ..Categories::default() }
    }
}

/// Exactly `length` counts, even if a report written by another program has more or fewer.
fn counts(given: &[u64], length: usize) -> Vec<u64> {
    (0..length).map(|place| given.get(place).copied().unwrap_or(0)).collect()
}
