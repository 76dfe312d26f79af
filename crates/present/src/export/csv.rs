//! The main figures of every column as CSV (RFC 4180), for spreadsheets and notebooks.
//!
//! Figures are written in full, with a point, and empty where there is none. Columns stand in the order of [`crate::order`].

use driftscope_report::{ColumnReport, Report, Summary};

use super::Export;
use crate::{order, outcome};

pub(super) const EXPORT: Export = Export {
    id: "csv",
    help: "A row for each column with its main figures, for spreadsheets and notebooks",
    title: "Save columns as CSV",
    extension: "csv",
    media_type: "text/csv",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

const HEADER: &str = "column,kind,role,verdict,drifted,effect,effect_low,effect_high,limit,p_adjusted,rule,score,threshold,\
                      reference_count,production_count,reference_missing,production_missing,reference_median,\
                      production_median,finding\r\n";

fn write(report: &Report) -> String {
    let mut text = HEADER.to_owned();
    for column in order(report).into_iter().filter_map(|place| report.columns.get(place)) {
        text.push_str(&row(column).map(|field| quoted(&field)).join(","));
        text.push_str("\r\n");
    }
    text
}

fn row(column: &ColumnReport) -> [String; 20] {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let (drift, [reference, production]) = (&column.drift, [&column.reference, &column.production]);
    [
        column.name.clone(),
        column.kind.as_str().to_owned(),
        column.role.as_str().to_owned(),
        outcome(column).word.to_lowercase(),
        drift.drifted.to_string(),
        number(drift.effect),
        number(drift.low),
        number(drift.high),
        number(drift.limit()),
        number(drift.p_adjusted),
        drift.rule.clone().unwrap_or_default(),
        number(drift.score),
        number(drift.threshold),
        reference.count.to_string(),
        production.count.to_string(),
        number(Some(Summary::missing_share(reference))),
        number(Some(Summary::missing_share(production))),
        number(reference.median),
        number(production.median),
        column.finding.clone(),
    ]
}

/// A field as a spreadsheet takes it. A text that a spreadsheet would compute as a formula begins with an apostrophe.
pub(crate) fn quoted(field: &str) -> String {
    let is_formula =
        field.starts_with(['=', '+', '@', '\t', '\r']) || (field.starts_with('-') && field.parse::<f64>().is_err());
    let field = if is_formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Drift, Outcome};

    #[test]
    fn names_are_quoted_and_no_formula_reaches_a_spreadsheet() {
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(quoted("=1+2"), "'=1+2");
        assert_eq!(quoted("-cmd"), "'-cmd");
        assert_eq!(quoted("-0.5"), "-0.5");
    }

    #[test]
    fn every_row_has_the_fields_of_the_header_and_drifted_columns_come_first() {
        let column = |name: &str, outcome| ColumnReport {
            name: name.to_owned(),
            drift: Drift { outcome, effect: Some(0.25), ..Drift::default() },
            ..ColumnReport::default()
        };
        let report = Report {
            columns: vec![column("calm", Outcome::NoDrift), column("moved", Outcome::Drifted)],
            ..Report::default()
        };
        let text = write(&report);
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert!(lines[1].starts_with("moved,") && lines[2].starts_with("calm,"), "{text}");
        assert!(lines.iter().all(|line| line.split(',').count() == 20), "{text}");
        assert_eq!(lines[1].split(',').nth(5), Some("0.25"));
    }
}
