//! A profile as JSON: what `driftscope profile` writes, and anything else may.
//!
//! Its first key is `driftscope_profile`, by which a file is recognised. Its parts are checked against each other, so that
//! whatever is compared afterwards is a profile that some table could have: buckets ascend, counts add up, sums are possible.

mod column;
mod forms;
mod leading_zeros;
mod model;
mod segments;
mod windows;

use driftscope_report::{FileRecord, Warning};
use serde::{Deserialize, Serialize};

pub(super) use self::column::checked;
use self::column::{WireColumn, read_columns};
use self::model::WireModel;
use self::segments::WireSegments;
use self::windows::WireWindows;
use super::Profile;
use super::error::{MOST_ROWS, PROFILE_VERSION, ProfileError};

/// The first key.
const KEY: &str = "\"driftscope_profile\"";

/// Whether unpacked bytes begin as a profile in JSON does.
pub(super) fn is_json_profile(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    text.strip_prefix(b"{").is_some_and(|text| text.trim_ascii_start().starts_with(KEY.as_bytes()))
}

/// The profile as one line of JSON, without a final newline.
pub fn profile_to_json(profile: &Profile) -> String {
    let wire = Wire {
        driftscope_profile: PROFILE_VERSION,
        engine_version: env!("CARGO_PKG_VERSION").to_owned(),
        rows: profile.rows,
        skipped: profile.skipped,
        files: profile.files.clone(),
        part: profile.part.clone(),
        warnings: profile.warnings.clone(),
        columns: profile.windows.is_none().then(|| profile.columns.iter().map(WireColumn::of).collect()),
        model: profile.model.as_ref().filter(|_| profile.windows.is_none()).map(WireModel::of),
        windows: profile.windows.as_ref().map(WireWindows::of),
        segments: profile.segments.as_deref().map(WireSegments::of),
    };
    // Every field is a plain struct, list, map with string keys, finite number or string, none of which serde_json refuses.
    serde_json::to_string(&wire).unwrap_or_default()
}

/// Reads what [`profile_to_json`] wrote, in this version or an earlier one.
pub fn profile_from_json(text: &str) -> Result<Profile, ProfileError> {
    #[derive(Deserialize)]
    struct Version {
        driftscope_profile: u32,
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let wire = driftscope_report::value_from_json::<Wire>(text);
    let version = match &wire {
        Ok(wire) => wire.driftscope_profile,
        Err(_) => driftscope_report::value_from_json::<Version>(text).map_or(0, |found| found.driftscope_profile),
    };
    if version > PROFILE_VERSION {
        return Err(ProfileError::TooNew { version });
    }
    let wire = wire.map_err(ProfileError::Malformed)?;
    if wire.rows > MOST_ROWS {
        return Err(ProfileError::TooManyRows);
    }
    let windows = wire.windows.map(|windows| windows.read(wire.rows)).transpose()?;
    let columns = match (&windows, wire.columns) {
        (Some(windows), None) => windows.whole(),
        (None, Some(columns)) => read_columns(columns, wire.rows)?,
        (Some(_), Some(_)) => return Err(ProfileError::Windows),
        (None, None) => return Err(ProfileError::Malformed(serde::de::Error::missing_field("columns"))),
    };
    let model = match (&windows, wire.model) {
        (Some(windows), None) => windows.whole_model(),
        (None, Some(model)) => Some(model.read(wire.rows)?),
        (None, None) => None,
        (Some(_), Some(_)) => return Err(ProfileError::Model),
    };
    let segments = wire.segments.map(|segments| segments.read(&columns, wire.rows)).transpose()?.map(Box::new);
    Ok(Profile {
        rows: wire.rows,
        skipped: wire.skipped.min(MOST_ROWS),
        files: wire.files,
        opened: Vec::new(),
        part: wire.part,
        warnings: wire.warnings,
        columns,
        windows,
        model,
        segments,
    })
}

#[derive(Serialize, Deserialize)]
struct Wire {
    driftscope_profile: u32,
    #[serde(default)]
    engine_version: String,
    rows: u64,
    #[serde(default)]
    skipped: u64,
    #[serde(default)]
    files: Vec<FileRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(default)]
    warnings: Vec<Warning>,
    /// Left out where there are windows, whose sum they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    columns: Option<Vec<WireColumn>>,
    /// Left out where there are windows, whose sum it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model: Option<WireModel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    windows: Option<WireWindows>,
    /// Beside the columns or windows, whose counts it has, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    segments: Option<WireSegments>,
}
