//! The zone by whose clock moments are given.

use driftscope_report::Report;

/// Its name; UTC if none was chosen.
pub fn zone_name(report: &Report) -> &str {
    report.zone().map_or("UTC", |zone| &zone.name)
}
