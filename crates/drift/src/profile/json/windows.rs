//! The windows of a profile as JSON.

use std::collections::BTreeMap;

use driftscope_report::WindowUnit;
use driftscope_table::MOST_WINDOWS;
use serde::{Deserialize, Serialize};

use super::super::error::ProfileError;
use super::super::windows::{Part, Windows};
use super::column::{WireColumn, read_columns};
use super::model::WireModel;

#[derive(Serialize, Deserialize)]
pub(super) struct WireWindows {
    column: String,
    unit: WindowUnit,
    parts: Vec<WirePart>,
    /// The first and the last timestamp, where the column of the moments need not be among the columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends: Option<(f64, f64)>,
}

#[derive(Serialize, Deserialize)]
struct WirePart {
    /// Seconds since 1970; `null` for rows in no window.
    start: Option<i64>,
    rows: u64,
    columns: Vec<WireColumn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model: Option<WireModel>,
}

impl WireWindows {
    pub(super) fn of(windows: &Windows) -> Self {
        let part = |(start, part): (&Option<i64>, &Part)| WirePart {
            start: *start,
            rows: part.rows,
            columns: part.columns.iter().map(WireColumn::of).collect(),
            model: part.model.as_ref().map(WireModel::of),
        };
        let parts = windows.parts.iter().map(part).collect();
        let has_time =
            windows.parts.values().flat_map(|part| &part.columns).any(|column| column.name == windows.column);
        let ends = windows.ends().filter(|_| !has_time);
        Self { column: windows.column.clone(), unit: windows.unit, parts, ends }
    }

    /// The windows, if they add up to this number of rows.
    pub(super) fn read(self, rows: u64) -> Result<Windows, ProfileError> {
        if self.parts.iter().filter(|part| part.start.is_some()).count() > MOST_WINDOWS {
            return Err(ProfileError::TooManyWindows);
        }
        let (mut parts, mut sum) = (BTreeMap::new(), 0_u64);
        for part in self.parts {
            let is_edge = part.start.is_none_or(|start| self.unit.start(start as f64) == Some(start));
            sum = sum.saturating_add(part.rows);
            let model = part.model.map(|model| model.read(part.rows)).transpose()?;
            let read = Part { rows: part.rows, columns: read_columns(part.columns, part.rows)?, model };
            if !is_edge || parts.insert(part.start, read).is_some() {
                return Err(ProfileError::Windows);
            }
        }
        if sum != rows || !parts.keys().any(Option::is_some) {
            return Err(ProfileError::Windows);
        }
        let known_ends = self.ends.filter(|(first, last)| first.is_finite() && last.is_finite() && first <= last);
        Ok(Windows { column: self.column, unit: self.unit, parts, known_ends })
    }
}
