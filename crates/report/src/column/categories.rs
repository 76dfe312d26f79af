//! The categories of a column.

use serde::{Deserialize, Serialize};

/// Both sides of a column by category.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Categories {
    /// The most frequent categories of both sides together, at most 50, by the reference's counts, descending; a
    /// boolean's two as false and true.
    pub labels: Vec<String>,
    /// The reference's counts.
    pub reference: Vec<u64>,
    /// Production's counts.
    pub production: Vec<u64>,
    /// Everything that is not in `labels`.
    pub other: OtherCategories,
    /// Categories that only production has, the most frequent first; at most 50 are listed.
    pub new: Vec<String>,
    /// Categories that only the reference has, the most frequent first; at most 50 are listed.
    pub vanished: Vec<String>,
    /// How many categories only production has; 0 in reports of a version that did not count them.
    #[serde(default)]
    pub new_categories: u64,
    /// How many categories only the reference has.
    #[serde(default)]
    pub vanished_categories: u64,
    /// Share of production's values in new categories, from 0 to 1.
    pub new_share: f64,
    /// Share of the reference's values in vanished categories, from 0 to 1.
    pub vanished_share: f64,
    /// The lists of each side, which the shares are of, for lists of labels: a list may have several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<[u64; 2]>,
    /// The category that decided, where the test of a single one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decisive: Option<CountedCategory>,
}

/// One category, and how often it occurs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountedCategory {
    /// Its label.
    pub label: String,
    /// How often the reference has it.
    pub reference: u64,
    /// How often production has it.
    pub production: u64,
}

/// Categories that are not listed one by one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherCategories {
    /// How many there are.
    pub categories: u64,
    /// The reference's values in them.
    pub reference: u64,
    /// Production's values in them.
    pub production: u64,
}

impl Categories {
    /// What the shares of each side are of: all values, or all lists.
    pub fn totals(&self) -> [u64; 2] {
        let sum = |counts: &[u64], rest: u64| counts.iter().fold(rest, |sum, count| sum.saturating_add(*count));
        self.of.unwrap_or_else(|| {
            [sum(&self.reference, self.other.reference), sum(&self.production, self.other.production)]
        })
    }

    /// How often a listed category occurs on each side.
    pub fn count_of(&self, label: &str) -> Option<CountedCategory> {
        let place = self.labels.iter().position(|listed| listed == label)?;
        let (reference, production) = (*self.reference.get(place)?, *self.production.get(place)?);
        Some(CountedCategory { label: label.to_owned(), reference, production })
    }
}
