//! The page that carries a report: the packed page with the report in the slots kept for it.
//!
//! One slot has the report for the page's scripts, packed ([`packed_report`]); the other has a summary for readers without
//! scripts. Everything else is the page, byte for byte.

use std::ops::Range;

use crate::{Report, ReportError, sealed_json, unpack_json};
use driftscope_packing::Packer;

/// The opening tags of the slots, as the packed page has them and as a browser writes them back.
const REPORT: &str = r#"<script type="text/plain" id="driftscope-report">"#;
const SUMMARY: &str = r#"<noscript id="driftscope-summary">"#;

/// What the summary's slot has in a page without a report.
pub(crate) const NO_SUMMARY: &str = r#"<section id="no-scripts"><h1>Driftscope</h1><p class="problem">Driftscope compares two data files inside this page, and needs JavaScript for it. Please allow JavaScript for this page: it works without any network, and the files stay on this computer.</p></section>"#;

/// How the text of a locked report begins.
pub const LOCKED: &str = "driftscope-locked-1 ";

/// What readers without scripts are shown of a locked report.
const LOCKED_SUMMARY: &str = "<section id=\"no-scripts\"><h1>Driftscope</h1><p>This report is locked with a password. Allow JavaScript for this page \
                              to enter it.</p></section>";

/// The same slot in pages saved before reports were packed.
const PLAIN_REPORT: &str = r#"<script type="application/json" id="driftscope-report">"#;

/// Why a page could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// The text is not a packed Driftscope page: it has no slot for a report.
    NoSlot,
}

impl std::fmt::Display for ShareError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the page has no place for a report: build it again with `cargo xtask dist`")
    }
}

impl std::error::Error for ShareError {}

/// The packed page with `report` and its summary in their slots, in place of whatever was there.
///
/// `summary` is HTML in which every text is escaped. A report whose JSON cannot be packed stands there as JSON, its `<` written
/// `\u003c`, so that no text in it can end the script element.
pub fn shared_page(template: &str, report: &Report, summary: &str) -> Result<String, ShareError> {
    page_with(template, &packed_report(report), summary)
}

/// The text of a report as it stands in its slot.
pub fn packed_report(report: &Report) -> String {
    let mut packing = ReportPacker::new(report);
    packing.pack(usize::MAX);
    packing.finish()
}

/// Makes the text of [`packed_report`] in steps: of five hundred columns it takes half a second, in which a page must answer.
#[derive(Clone, Debug)]
pub struct ReportPacker {
    json: String,
    /// Nothing if the JSON cannot be packed.
    packer: Option<Packer>,
}

impl ReportPacker {
    /// Begins with a report.
    pub fn new(report: &Report) -> Self {
        let json = sealed_json(report);
        let packer = Packer::new(&json).ok();
        Self { json, packer }
    }

    /// Packs at least `bytes` bytes more of the JSON; returns whether all are packed.
    pub fn pack(&mut self, bytes: usize) -> bool {
        match self.packer.as_mut().map(|packer| packer.pack(bytes)) {
            Some(Ok(is_done)) => is_done,
            _ => {
                self.packer = None;
                true
            }
        }
    }

    /// The text, once all is packed.
    pub fn finish(self) -> String {
        let packed = self.packer.and_then(|packer| packer.finish().ok());
        packed.unwrap_or_else(|| self.json.replace('<', "\\u003c"))
    }
}

/// The packed page with a report that is locked by a password, and nothing about it around it.
///
/// `locked` is the text of the report's slot, encrypted: it begins with [`LOCKED`]. docs/formats.md describes it.
pub fn locked_page(template: &str, locked: &str) -> Result<String, ShareError> {
    page_with(template, locked, LOCKED_SUMMARY)
}

/// The text in the report's slot of a page, packed or locked; `None` if the text is no packed page or has no report.
pub fn carried_text(page: &str) -> Option<&str> {
    let text = page[slot(page, REPORT, "</script>")?].trim();
    (!text.is_empty()).then_some(text)
}

/// The template with the text of [`packed_report`] and a summary in their slots.
pub fn page_with(template: &str, packed: &str, summary: &str) -> Result<String, ShareError> {
    let mut slots = [(slot(template, SUMMARY, "</noscript>"), summary), (slot(template, REPORT, "</script>"), packed)];
    slots.sort_by_key(|(slot, _)| slot.as_ref().map(|slot| slot.start));
    let mut page = String::with_capacity(template.len() + packed.len() + summary.len());
    let mut done = 0;
    for (slot, text) in slots {
        let slot = slot.ok_or(ShareError::NoSlot)?;
        page.push_str(&template[done..slot.start]);
        page.push_str(text);
        done = slot.end;
    }
    page.push_str(&template[done..]);
    Ok(page)
}

/// The parts of a page around its summary and its report: what every page of one build has in common. `None` if the text is not a
/// packed page.
pub fn shared_page_parts(page: &str) -> Option<[&str; 3]> {
    let (summary, report) = (slot(page, SUMMARY, "</noscript>")?, slot(page, REPORT, "</script>")?);
    (summary.end <= report.start)
        .then(|| [&page[..summary.start], &page[summary.end..report.start], &page[report.end..]])
}

/// The JSON of the report that a shared page carries, as "Save report as JSON" writes it; `None` if the text is not a shared page.
pub fn carried_json(page: &str) -> Option<Result<String, ReportError>> {
    let slot = slot(page, REPORT, "</script>").or_else(|| slot(page, PLAIN_REPORT, "</script>"))?;
    let text = page[slot].trim();
    if text.starts_with('{') {
        return Some(Ok(text.replace("\\u003c", "<")));
    }
    if text.starts_with(LOCKED) {
        return Some(Err(ReportError::Locked));
    }
    (!text.is_empty()).then(|| unpack_json(text).ok_or(ReportError::Damaged))
}

/// Whether a file is a report as JSON or a shared page, by its beginning.
pub fn begins_as_report(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let is_page = head.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    if is_page {
        return head.contains("Driftscope") && head.contains("wasm-unsafe-eval");
    }
    head.starts_with('{') && head.contains("\"schema_version\"") && head.contains("\"engine_version\"")
}

/// Where the text of an element stands.
fn slot(page: &str, tag: &str, end: &str) -> Option<Range<usize>> {
    let start = page.find(tag)? + tag.len();
    Some(start..start + page[start..].find(end)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ColumnReport;

    const PAGE: &str = "<a><noscript id=\"driftscope-summary\"><p>none</p></noscript><b>\
                        <script type=\"text/plain\" id=\"driftscope-report\"></script><c>";

    #[test]
    fn reports_and_pages_are_known_by_their_beginnings_and_data_is_not() {
        let page = "<!DOCTYPE html>\n<html><meta content=\"script-src 'wasm-unsafe-eval'\"><title>Driftscope</title>";
        assert!(begins_as_report(page) && begins_as_report(&crate::to_json(&Report::default())));
        for data in
            ["<!doctype html><title>Table</title>", "{\"schema_version\":1,\"rows\":[]}", "a,b\n1,2", "", "<!doctyp"]
        {
            assert!(!begins_as_report(data), "{data}");
        }
    }

    #[test]
    fn both_slots_are_filled_again_and_again_and_the_rest_stays() {
        let report = |name: &str| Report {
            columns: vec![ColumnReport { name: name.to_owned(), ..ColumnReport::default() }],
            ..Report::default()
        };
        let first = shared_page(PAGE, &report("</script><!--"), "<p>first</p>").unwrap();
        let json = sealed_json(&report("</script><!--"));
        assert_eq!(carried_json(&first).unwrap().unwrap(), json);
        let packed = crate::pack_json(&json).unwrap();
        assert_eq!(
            first,
            PAGE.replace("<p>none</p>", "<p>first</p>").replace("></script>", &format!(">{packed}</script>"))
        );
        assert_eq!(shared_page_parts(&first), shared_page_parts(PAGE));
        assert_eq!(shared_page_parts(PAGE).unwrap()[2], "</script><c>");
        let second = shared_page(&first, &report("b"), "<p>second</p>").unwrap();
        assert_eq!(second, shared_page(PAGE, &report("b"), "<p>second</p>").unwrap());
    }

    #[test]
    fn a_locked_page_says_nothing_of_its_report_and_is_of_the_same_build() {
        let shared = shared_page(PAGE, &Report::default(), "<p>summary</p>").unwrap();
        assert_eq!(carried_text(&shared).unwrap(), packed_report(&Report::default()));
        let locked = locked_page(&shared, &format!("{LOCKED}abc")).unwrap();
        assert!(locked.contains("locked with a password") && !locked.contains("<p>summary"), "{locked}");
        assert_eq!(shared_page_parts(&locked), shared_page_parts(PAGE));
        assert!(matches!(carried_json(&locked), Some(Err(ReportError::Locked))));
        assert_eq!(carried_text(&locked), Some("driftscope-locked-1 abc"));
        assert_eq!(carried_text(PAGE), None);
    }

    #[test]
    fn pages_saved_before_reports_were_packed_are_read() {
        let json = sealed_json(&Report::default());
        let page = format!("{PLAIN_REPORT}{}</script>", json.replace('<', "\\u003c"));
        assert_eq!(carried_json(&page).unwrap().unwrap(), json);
    }

    #[test]
    fn a_page_without_slots_or_without_a_report_is_named() {
        for page in ["", "<p>", REPORT, SUMMARY, &PAGE.replace("noscript", "div")] {
            assert_eq!(shared_page(page, &Report::default(), ""), Err(ShareError::NoSlot), "{page}");
            assert!(carried_json(page).is_none());
        }
        assert!(carried_json(PAGE).is_none());
        assert!(matches!(carried_json(&PAGE.replace("></script>", ">abc</script>")), Some(Err(ReportError::Damaged))));
    }
}
