//! The page that carries a report: the packed page, with the report's JSON in the slot kept for it.

use crate::format::day;
use crate::{DataSet, Report, to_json};

/// Letters of a file's name that are kept in the name of what is saved.
const STEM: usize = 40;

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
        formatter.write_str("the page has no place for a report: build it anew with `cargo xtask dist`")
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

/// A name for what is saved of a report, without an ending: the files of both sides and the last day of production's data, as in
/// `driftscope_reference_production_2013-07-31`. Letters, digits, `-` and `_` alone, which every system takes.
pub fn saved_name(report: &Report) -> String {
    let [reference, production] = [&report.reference, &report.production].map(stem);
    let last = report.production.period.as_ref().map(|period| day(&period.last).to_owned());
    let production = production.filter(|production| Some(production) != reference.as_ref());
    let parts = [Some("driftscope".to_owned()), reference, production, last];
    parts.into_iter().flatten().collect::<Vec<_>>().join("_")
}

/// The first file of a side without its endings.
fn stem(side: &DataSet) -> Option<String> {
    let name = side.files.first()?.name.rsplit(['/', '\\']).next()?;
    let kept = |letter: char| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' };
    let stem: String = name.trim_start_matches('.').split('.').next()?.chars().take(STEM).map(kept).collect();
    let stem = stem.trim_matches('-');
    (!stem.is_empty()).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Period, Settings, compare};
    use driftscope_table::{FileRecord, Table};

    fn side(name: &str, last: &str) -> DataSet {
        let period = Period { column: "t".to_owned(), first: String::new(), last: last.to_owned() };
        let files = vec![FileRecord { name: name.to_owned(), ..FileRecord::default() }];
        DataSet { files, period: (!last.is_empty()).then_some(period), ..DataSet::default() }
    }

    #[test]
    fn what_is_saved_is_named_by_files_and_data() {
        let named = |one: &str, other: &str, last: &str| {
            let report = compare(&Table::default(), &Table::default(), &Settings::default());
            saved_name(&Report { reference: side(one, ""), production: side(other, last), ..report })
        };
        let last = "2013-07-31T23:10:00Z";
        let both = named("reference.json.gz", "day=2/production.ndjson", last);
        assert_eq!(both, "driftscope_reference_production_2013-07-31");
        assert_eq!(named("log.json", "log.json", ""), "driftscope_log");
        assert_eq!(named(".hidden", "a b: c?\u{202e}d.csv", ""), "driftscope_hidden_a-b--c--d");
        assert_eq!(named("..", "", ""), "driftscope");
        assert_eq!(named(&"x".repeat(200), "y", "").len(), 10 + 1 + 40 + 2);
    }
}
