//! The whole report as JSON, for programs.

use driftscope_report::sealed_json;

use super::Export;

pub(super) const EXPORT: Export = Export {
    id: "json",
    help: "The whole report, for programs: the same bytes that the page saves",
    title: "Save report as JSON",
    extension: "json",
    media_type: "application/json",
    needs_page: false,
    write: |report, _| Ok(sealed_json(report) + "\n"),
};
