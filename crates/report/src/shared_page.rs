//! The page that carries a report: the packed page, with the report's JSON in the slot kept for it.

use crate::{Report, to_json};

/// The opening tag of the slot, as the packed page has it and as a browser writes it back.
const SLOT: &str = r#"<script type="application/json" id="driftscope-report">"#;
const SLOT_END: &str = "</script>";

/// Why a page could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// The text is no packed Driftscope page: it has no slot for a report.
    NoSlot,
}

impl std::fmt::Display for ShareError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the page has no place for a report: build it again with `cargo xtask dist`")
    }
}

impl std::error::Error for ShareError {}

/// The packed page with `report` in its slot, in place of whatever was there.
///
/// The report's `<` are written `\u003c`, so that no text in it can end the script element.
pub fn shared_page(template: &str, report: &Report) -> Result<String, ShareError> {
    let start = template.find(SLOT).ok_or(ShareError::NoSlot)? + SLOT.len();
    let end = start + template[start..].find(SLOT_END).ok_or(ShareError::NoSlot)?;
    let json = to_json(report).replace('<', "\\u003c");
    let mut page = String::with_capacity(template.len() + json.len());
    page.push_str(&template[..start]);
    page.push_str(&json);
    page.push_str(&template[end..]);
    Ok(page)
}
