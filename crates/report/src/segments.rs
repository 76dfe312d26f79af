//! The groups of rows that drift is concentrated in, and what a change owes to the mix of groups.

use serde::{Deserialize, Serialize};

/// For whom columns drifted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Segments {
    /// What the search found.
    pub answer: SegmentAnswer,
    /// In one sentence.
    pub sentence: String,
    /// Confirmed findings, the largest drift mass first; three at most.
    pub findings: Vec<SegmentFinding>,
    /// Columns that no segment holds more of than all rows together do: their drift, if there is any, is everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<String>,
    /// The column whose values a person picked as segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picked: Option<PickedSegments>,
}

/// What a search for segments found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentAnswer {
    /// Drift that is concentrated in segments.
    Findings,
    /// Every segment of every drifted column moved about as much as all rows together.
    Everywhere,
    /// No segment holds enough of the drift to be named.
    Spread,
    /// Nothing drifted, in no segment either.
    #[default]
    None,
    /// A side has fewer than 5000 rows, or nothing was compared by segment.
    TooFewRows,
    /// It was not asked for.
    NotSearched,
}

/// A segment that holds most of a column's drift.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SegmentFinding {
    /// The column that drifted there.
    pub column: String,
    /// Which rows these are: all conditions hold; one or two.
    pub conditions: Vec<SegmentCondition>,
    /// The share of the reference's rows, from 0 to 1.
    pub share_reference: f64,
    /// The share of production's rows.
    pub share_production: f64,
    /// The effect among them, from 0 to 1.
    pub effect_inside: f64,
    /// The effect among all other rows.
    pub effect_outside: f64,
    /// χ² on rows that the search did not look at, corrected by Holm for the candidates that were tried there, five at most.
    pub p_value: f64,
}

/// A condition of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentCondition {
    /// The column.
    pub column: String,
    /// Its value: a label, `missing`, `other`, or a range of numbers from the first to below the second.
    pub value: String,
}

/// The segments of a column that a person picked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PickedSegments {
    /// The column.
    pub column: String,
    /// Its values.
    pub values: Vec<String>,
    /// The rows of each on both sides; values with fewer than 10 rows on a side are joined in `other`.
    pub rows: Vec<[u64; 2]>,
}

/// What a column's change owes to the mix of the picked segments, in bits of a row: whole + unseen = mix + within.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mix {
    /// The column of the segments.
    pub segment: String,
    /// How much the column differs over all rows.
    pub whole_bits: f64,
    /// How much the shares of the segments differ.
    pub mix_bits: f64,
    /// How much the column differs within segments.
    pub within_bits: f64,
    /// How much the shares of the segments differ among rows that have the same value of the column.
    pub unseen_bits: f64,
    /// The effect within each segment, in the order of the report's list; `None` where it has too few rows.
    pub effects: Vec<Option<f64>>,
    /// What that means, in one sentence.
    pub sentence: String,
}
