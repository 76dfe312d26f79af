//! The segments of a profile as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::ColumnProfile;
use super::super::error::ProfileError;
use super::super::model::ClassValue;
use super::super::segments::{MOST_FOLDED, MOST_HELD, SegmentPart, Segments, Values, are_of};
use super::super::texts::LONGEST;
use super::column::{WireBuckets, is_zero};
use super::model::{WireValue, read_value};

#[derive(Serialize, Deserialize)]
pub(super) struct WireSegments {
    column: String,
    parts: Vec<WirePart>,
    /// Values that have no part of their own; absent where not all are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    folded: Option<Vec<Option<WireValue>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    written_numbers: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct WirePart {
    /// One value, `null` where it is missing; none of the rows whose values have no part of their own.
    value: Vec<Option<WireValue>>,
    rows: u64,
    columns: Vec<WireValues>,
}

#[derive(Serialize, Deserialize)]
struct WireValues {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    numbers: Option<WireBuckets>,
    #[serde(default, rename = "false", skip_serializing_if = "is_zero")]
    no: u64,
    #[serde(default, rename = "true", skip_serializing_if = "is_zero")]
    yes: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    label: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    count: Vec<u64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    other: u64,
}

impl WireSegments {
    pub(super) fn of(segments: &Segments) -> Self {
        let values = |(name, values): &(String, Values)| WireValues {
            name: name.clone(),
            numbers: (values.numbers.size() > 0).then(|| WireBuckets::of(&values.numbers)),
            no: values.booleans[0],
            yes: values.booleans[1],
            label: values.texts.keys().cloned().collect(),
            count: values.texts.values().copied().collect(),
            other: values.other,
        };
        let parts = segments.parts.iter().map(|(value, part)| WirePart {
            value: value.iter().map(WireValue::of).collect(),
            rows: part.rows,
            columns: part.columns.iter().map(values).collect(),
        });
        Self {
            column: segments.column.clone(),
            parts: parts.collect(),
            folded: segments.folded.as_ref().map(|folded| folded.iter().map(WireValue::of).collect()),
            written_numbers: segments.written.clone(),
            left_out: segments.left_out.clone(),
        }
    }

    /// The segments, if they add up to this number of rows and to the columns that are here.
    pub(super) fn read(self, columns: &[ColumnProfile], rows: u64) -> Result<Segments, ProfileError> {
        if self.parts.len() > MOST_HELD + 1 || self.folded.as_ref().is_some_and(|folded| folded.len() > MOST_FOLDED) {
            return Err(ProfileError::Segments);
        }
        let mut parts = Vec::new();
        for part in self.parts {
            let read = part.columns.into_iter().map(|values| values.read().ok_or(ProfileError::Segments));
            let columns = read.collect::<Result<Vec<(String, Values)>, ProfileError>>()?;
            let mut value = part.value.into_iter().map(read_value);
            let is_plain = columns.is_sorted_by(|one, other| one.0 < other.0);
            parts.push((value.next(), SegmentPart { rows: part.rows, columns }));
            if !is_plain || value.next().is_some() {
                return Err(ProfileError::Segments);
            }
        }
        let folded: Option<Vec<ClassValue>> = self.folded.map(|values| values.into_iter().map(read_value).collect());
        let ascend = parts.is_sorted_by(|one, other| one.0 < other.0)
            && folded.iter().all(|folded| folded.is_sorted_by(|one, other| one < other))
            && [&self.written_numbers, &self.left_out].iter().all(|names| names.is_sorted_by(|one, other| one < other));
        if !ascend {
            return Err(ProfileError::Segments);
        }
        let mut segments =
            Segments { column: self.column, parts, folded, written: self.written_numbers, left_out: self.left_out };
        segments.fit();
        are_of(&segments, columns, rows)?;
        Ok(segments)
    }
}

impl WireValues {
    fn read(self) -> Option<(String, Values)> {
        let numbers = self.numbers.map(WireBuckets::read).transpose().ok()?.unwrap_or_default();
        if self.label.len() != self.count.len() || self.label.iter().any(|label| label.len() > LONGEST) {
            return None;
        }
        let labels = self.label.len();
        let mut texts = BTreeMap::new();
        texts.extend(self.label.into_iter().zip(self.count));
        let values = Values { numbers, booleans: [self.no, self.yes], texts, other: self.other };
        (values.texts.len() == labels).then_some((self.name, values))
    }
}
