//! The report as JSON: the bytes that page and command both write.

use crate::json_objects::value_from_json;
use crate::{Report, SCHEMA_VERSION};

/// Why a text is no report.
#[derive(Debug)]
pub enum ReportError {
    /// It is no JSON, or not of a report's shape.
    Malformed(serde_json::Error),
    /// It is neither JSON nor a packed report, or was damaged on its way.
    Damaged,
    /// It is locked with a password.
    Locked,
    /// It was written by a later version.
    TooNew {
        /// The version it names.
        version: u32,
    },
}

impl std::fmt::Display for ReportError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(error) => write!(formatter, "this is no Driftscope report: {error}"),
            Self::Damaged => formatter.write_str(
                "the report in this page is damaged: ask for the page again, as an attachment or in a zip file",
            ),
            Self::Locked => formatter.write_str(
                "the report is locked with a password: open it in a browser, or use `driftscope unlock` first",
            ),
            Self::TooNew { version } => write!(
                formatter,
                "the report has schema version {version} and this page reads up to {SCHEMA_VERSION}: open it with a newer Driftscope"
            ),
        }
    }
}

impl std::error::Error for ReportError {}

impl From<driftscope_packing::Damaged> for ReportError {
    fn from(_: driftscope_packing::Damaged) -> Self {
        Self::Damaged
    }
}

/// The report as one line of JSON, without a final newline.
pub fn to_json(report: &Report) -> String {
    // Every field is a plain struct, list, map with string keys, number or string, none of which serde_json refuses.
    serde_json::to_string(report).unwrap_or_default()
}

/// Reads what [`to_json`] wrote, in this version or an earlier one, as a report of this version.
pub fn from_json(text: &str) -> Result<Report, ReportError> {
    let mut report = read(text)?;
    crate::upgrade::upgrade(&mut report);
    Ok(report)
}

/// The report in the version in which it was written.
pub(crate) fn read(text: &str) -> Result<Report, ReportError> {
    #[derive(serde::Deserialize)]
    struct Version {
        schema_version: u32,
    }
    // The version is only looked for by itself where the whole cannot be read: large reports are not read twice.
    let (version, report) = match value_from_json::<Report>(text) {
        Ok(report) => (report.schema_version, Ok(report)),
        Err(error) => (value_from_json::<Version>(text).map_or(0, |found| found.schema_version), Err(error)),
    };
    if version > SCHEMA_VERSION {
        return Err(ReportError::TooNew { version });
    }
    report.map_err(ReportError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_version_is_named_and_anything_else_is_malformed() {
        let later = from_json("{\"schema_version\":99,\"new\":{}}");
        assert!(matches!(later, Err(ReportError::TooNew { version: 99 })), "{later:?}");
        for text in ["", "{}", "[]", "{\"schema_version\":1}", "{\"schema_version\":"] {
            assert!(matches!(from_json(text), Err(ReportError::Malformed(_))), "{text}");
        }
    }
}
