//! Every statistic of every column as CSV: a row for each column, two fields for each statistic.
//!
//! `ks` is the statistic and `ks_p_value` its p-value. All reports have the same fields: a statistic that a column lacks is empty.

use driftscope_report::{ColumnReport, Report, STATISTICS};

use super::Export;
use super::csv::quoted;
use crate::order;

pub(super) const EXPORT: Export = Export {
    id: "statistics",
    help: "CSV with a row for each column and every statistic with its p-value",
    title: "Save statistics as CSV",
    extension: "statistics.csv",
    media_type: "text/csv",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

fn write(report: &Report) -> String {
    let mut header = vec!["column".to_owned(), "kind".to_owned()];
    header
        .extend(STATISTICS.iter().flat_map(|statistic| [statistic.id.to_owned(), format!("{}_p_value", statistic.id)]));
    let mut text = header.join(",") + "\r\n";
    for column in order(report).into_iter().filter_map(|place| report.columns.get(place)) {
        text.push_str(&row(column).join(","));
        text.push_str("\r\n");
    }
    text
}

fn row(column: &ColumnReport) -> Vec<String> {
    let mut fields = vec![quoted(&column.name), column.kind.as_str().to_owned()];
    for statistic in STATISTICS {
        let result = column.tests.get(statistic.id);
        let figures = [result.and_then(|result| result.statistic), result.and_then(|result| result.p_value)];
        fields.extend(figures.map(|figure| figure.map_or_else(String::new, |figure| figure.to_string())));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::TestResult;

    #[test]
    fn every_row_has_the_fields_of_the_header_and_each_figure_its_place() {
        let statistic = STATISTICS[2].id;
        let mut column = ColumnReport { name: "a,b".to_owned(), ..ColumnReport::default() };
        column.tests.insert(statistic.to_owned(), TestResult::new(0.25).with_p(0.5));
        let text = write(&Report { columns: vec![column], ..Report::default() });
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        let header: Vec<&str> = lines[0].split(',').collect();
        let fields: Vec<&str> = lines[1].strip_prefix("\"a,b\"").unwrap().split(',').collect();
        assert_eq!(header.len(), fields.len());
        let place = header.iter().position(|name| *name == statistic).unwrap();
        assert_eq!((fields[place], fields[place + 1]), ("0.25", "0.5"));
        assert_eq!(fields.iter().filter(|field| !field.is_empty()).count(), 3);
    }
}
