//! The name of a file that is saved of a report.

use driftscope_report::{DataSet, Report};

use crate::numbers::day;

/// Characters of an input file's name that the name keeps.
const STEM: usize = 40;

/// A name for what is saved of a report, without an ending: the files of both sides and the last day of production's data, as in
/// `driftscope_reference_production_2013-07-31`. Letters, digits, `-` and `_` alone, which every system takes.
pub fn saved_name(report: &Report) -> String {
    let [reference, production] = [&report.reference, &report.production].map(stem);
    let last = report.production.period.as_ref().map(|period| day(&period.last).to_owned());
    let production = production.filter(|production| Some(production) != reference.as_ref());
    let parts = [Some("driftscope".to_owned()), reference, production, last];
    parts.into_iter().flatten().collect::<Vec<_>>().join("_")
}

/// A name for a chart of a column, without an ending: that of the report, the column and the kind of chart.
pub fn chart_name(report: &Report, column: &str, chart: &str) -> String {
    let column: String = column.chars().take(STEM).map(kept).collect();
    [&saved_name(report), column.trim_matches('-'), chart].join("_").replace("__", "_")
}

/// A character that every system takes in the name of a file, in place of this one.
fn kept(letter: char) -> char {
    if letter.is_alphanumeric() || letter == '_' { letter } else { '-' }
}

/// The first file of a side without its endings.
fn stem(side: &DataSet) -> Option<String> {
    let name = side.files.first()?.name.rsplit(['/', '\\']).next()?;
    let stem: String = name.trim_start_matches('.').split('.').next()?.chars().take(STEM).map(kept).collect();
    let stem = stem.trim_matches('-');
    (!stem.is_empty()).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{FileRecord, Period};

    fn side(name: &str, last: &str) -> DataSet {
        let period = Period { column: "t".to_owned(), first: String::new(), last: last.to_owned() };
        let files = vec![FileRecord { name: name.to_owned(), ..FileRecord::default() }];
        DataSet { files, period: (!last.is_empty()).then_some(period), ..DataSet::default() }
    }

    #[test]
    fn what_is_saved_is_named_by_files_and_data() {
        let named = |one: &str, other: &str, last: &str| {
            saved_name(&Report { reference: side(one, ""), production: side(other, last), ..Report::default() })
        };
        let last = "2013-07-31T23:10:00Z";
        let both = named("reference.json.gz", "day=2/production.ndjson", last);
        assert_eq!(both, "driftscope_reference_production_2013-07-31");
        assert_eq!(named("log.json", "log.json", ""), "driftscope_log");
        assert_eq!(named(".hidden", "a b: c?\u{202e}d.csv", ""), "driftscope_hidden_a-b--c--d");
        assert_eq!(chart_name(&Report::default(), "input.temp", "ecdf"), "driftscope_input-temp_ecdf");
        assert_eq!(chart_name(&Report::default(), "", "ecdf"), "driftscope_ecdf");
        assert_eq!(named("..", "", ""), "driftscope");
        assert_eq!(named(&"x".repeat(200), "y", "").len(), 10 + 1 + 40 + 2);
    }
}
