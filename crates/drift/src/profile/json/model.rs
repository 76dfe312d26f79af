//! The model of a profile as JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::super::error::ProfileError;
use super::super::model::{ClassValue, MOST_CELLS, MOST_SCORES, ModelColumns, ModelTable, ScoredRows};
use super::column::{WireBuckets, is_zero};

#[derive(Serialize, Deserialize)]
pub(super) struct WireModel {
    classes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    cells: Vec<WireCell>,
}

#[derive(Serialize, Deserialize)]
struct WireCell {
    /// `null` where a row has no value.
    values: Vec<Option<WireValue>>,
    #[serde(default, skip_serializing_if = "is_zero")]
    without_score: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scores: Option<WireBuckets>,
}

/// A value of a column of classes.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum WireValue {
    Boolean(bool),
    Number(f64),
    Text(String),
}

impl WireModel {
    pub(super) fn of(model: &ModelTable) -> Self {
        let cell = |(values, rows): (&Vec<ClassValue>, &ScoredRows)| WireCell {
            values: values.iter().map(WireValue::of).collect(),
            without_score: rows.without,
            scores: (rows.scores.size() > 0).then(|| WireBuckets::of(&rows.scores)),
        };
        let ModelColumns { classes, score } = model.columns.clone();
        Self { classes, score, cells: model.cells.iter().map(cell).collect() }
    }

    /// The model, if it adds up to this number of rows.
    pub(super) fn read(self, rows: u64) -> Result<ModelTable, ProfileError> {
        let names: BTreeSet<&String> = self.classes.iter().chain(&self.score).collect();
        let are_distinct = names.len() == self.classes.len() + usize::from(self.score.is_some());
        if !are_distinct || self.cells.len() > MOST_CELLS {
            return Err(ProfileError::Model);
        }
        let count = self.classes.len();
        let (mut cells, mut buckets) = (BTreeMap::new(), 0);
        for cell in self.cells {
            let values: Vec<ClassValue> = cell.values.into_iter().map(read_value).collect();
            let scores = cell.scores.map(WireBuckets::read).transpose().map_err(|_| ProfileError::Model)?;
            let scores = scores.unwrap_or_default();
            buckets += scores.buckets().len();
            let is_whole = values.len() == count && (self.score.is_some() || scores.size() == 0);
            let found = ScoredRows { without: cell.without_score, scores };
            if !is_whole || cells.insert(values, found).is_some() || buckets > MOST_SCORES {
                return Err(ProfileError::Model);
            }
        }
        let mut model = ModelTable { columns: ModelColumns { classes: self.classes, score: self.score }, cells };
        if model.rows() != rows {
            return Err(ProfileError::Model);
        }
        model.fit();
        Ok(model)
    }
}

impl WireValue {
    /// `None` for a missing value.
    pub(super) fn of(value: &ClassValue) -> Option<Self> {
        match value {
            ClassValue::Missing => None,
            ClassValue::Boolean(value) => Some(Self::Boolean(*value)),
            ClassValue::Number(bits) => Some(Self::Number(f64::from_bits(*bits))),
            ClassValue::Text(text) => Some(Self::Text(text.clone())),
        }
    }
}

pub(super) fn read_value(value: Option<WireValue>) -> ClassValue {
    match value {
        None => ClassValue::Missing,
        Some(WireValue::Boolean(value)) => ClassValue::Boolean(value),
        Some(WireValue::Number(number)) => ClassValue::Number((number + 0.0).to_bits()),
        Some(WireValue::Text(text)) => ClassValue::Text(text),
    }
}
