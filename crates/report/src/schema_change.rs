//! How the columns of the two data sets themselves differ.

use serde::{Deserialize, Serialize};

use crate::Presence;

/// How the columns of the two data sets differ.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SchemaDifferences {
    /// Columns that only production has.
    pub added: Vec<String>,
    /// Columns that only the reference has, but for targets: see `labels_awaited`.
    pub removed: Vec<String>,
    /// Targets of which production has no label yet: they come later, in their own file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels_awaited: Vec<String>,
    /// Columns of one side each whose names differ only in capitals, blanks and signs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<AlikeNames>,
    /// Columns whose values were written as another type.
    pub type_changed: Vec<TypeChange>,
    /// Numeric columns that were rounded on one side only.
    #[serde(default)]
    pub precision_changed: Vec<PrecisionChange>,
    /// Columns that have no value on a side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all_missing: Vec<AllMissing>,
    /// Columns of numbers of which some are written as text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mixed_types: Vec<MixedTypes>,
}

/// A column of each side, whose names differ only in how they are written: `Customer Age` and `customer_age`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeNames {
    /// The name in the reference.
    pub reference: String,
    /// The name in production.
    pub production: String,
}

/// A numeric column that was rounded on one side only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrecisionChange {
    /// The column.
    pub name: String,
    /// The significant digits that the reference has at most.
    pub reference: u32,
    /// Those of production.
    pub production: u32,
    /// The decimal places to which both sides were rounded before they were compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// Which side holds numbers of single precision (float32), where the other has digits that no such number has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single_precision: Option<Presence>,
}

/// A column whose values were written as one type here and another there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypeChange {
    /// The column.
    pub name: String,
    /// How the reference writes it, in words: "number".
    pub reference: String,
    /// How production writes it: "string".
    pub production: String,
}

/// A column that has no value on one side, or on neither.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllMissing {
    /// The column.
    pub name: String,
    /// Whether the reference has none.
    pub reference: bool,
    /// Whether production has none.
    pub production: bool,
}

/// What the other values of a column of two types are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MixedWith {
    /// Text that looks like a number, among numbers.
    #[default]
    NumberText,
    /// Objects or lists, among single values.
    Nested,
}

/// A column of two types: numbers of which some are written as text, or single values among objects and lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixedTypes {
    /// The column.
    pub name: String,
    /// What the values are that the shares are of.
    #[serde(default)]
    pub with: MixedWith,
    /// Their share of the reference's values, from 0 to 1.
    pub reference: f64,
    /// Their share of production's values.
    pub production: f64,
}
