//! Another tool's report beside ours, in words: how far both agree, and where they do not.

use driftscope_report::{Beside, BesideColumn, ColumnReport, MetricInfo, Report};

use crate::names::first_names;
use crate::performance::value;
use crate::sorting::sort_by;
use crate::{NONE, column_name, numbers, outcome};

/// A column, or a metric, as both reports have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BesideRow {
    /// The place of the column among those of the report, where it is one of them.
    pub place: Option<usize>,
    /// The name.
    pub name: String,
    /// What the other tool says.
    pub theirs: String,
    /// What Driftscope says.
    pub ours: String,
}

/// How far both agree, the sentence for a glance first. Nothing without another report.
pub fn sentences(report: &Report) -> Vec<String> {
    let Some(beside) = &report.beside else { return Vec::new() };
    let theirs = by_name(&beside.columns, |column| &column.name);
    [
        columns(report, beside, &theirs),
        whole(report, beside),
        one_sided(report, beside, &theirs),
        rows(report, beside),
        left_out(beside),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The columns of which both say something else: drift or none.
pub fn disagreements(report: &Report) -> Vec<BesideRow> {
    let Some(beside) = &report.beside else { return Vec::new() };
    let theirs = by_name(&beside.columns, |column| &column.name);
    let row = |(place, column): (usize, &ColumnReport)| {
        let other = named(&theirs, &column.name)?;
        let word = outcome(column);
        (agreement(column, other) == Some(false)).then(|| BesideRow {
            place: Some(place),
            name: column_name(&column.name).to_owned(),
            theirs: verdict(other),
            ours: format!("{} {}", word.sign, word.word),
        })
    };
    report.columns.iter().enumerate().filter_map(row).collect()
}

/// Production's metrics of the model by both; of ours those that are there.
pub fn metrics(report: &Report) -> Vec<BesideRow> {
    let of_both = |beside: &Beside| {
        let row = |metric: &driftscope_report::BesideMetric| {
            let info = MetricInfo::of(&metric.id)?;
            let own = report.performance.iter().flat_map(|found| &found.metrics).find(|own| own.id == metric.id);
            let ours = own.and_then(|own| own.production?.value).map(|own| value(info.scale, own));
            Some(BesideRow {
                place: None,
                name: info.title.to_owned(),
                theirs: value(info.scale, metric.production),
                ours: ours.unwrap_or_else(|| NONE.to_owned()),
            })
        };
        beside.metrics.iter().filter_map(row).collect()
    };
    report.beside.as_ref().map_or_else(Vec::new, of_both)
}

/// "drift: Wasserstein distance (normed) 0.2104, threshold 0.1".
pub fn verdict(column: &BesideColumn) -> String {
    let word = match column.drifted {
        Some(true) => "drift",
        Some(false) => "no drift",
        None => "no verdict",
    };
    let BesideColumn { method, score, threshold, .. } = column;
    let figure = |name: &str, figure: &Option<f64>| figure.map(|figure| format!("{name}{}", numbers::number(figure)));
    let method = if method.is_empty() { "score " } else { &format!("{method} ") };
    let figures = [figure(method, score), figure("threshold ", threshold)];
    let figures: Vec<String> = figures.into_iter().flatten().collect();
    if figures.is_empty() { word.to_owned() } else { format!("{word}: {}", figures.join(", ")) }
}

/// Columns in the order of their names, in which one of thousands is found at once.
fn by_name<T>(columns: &[T], name: fn(&T) -> &String) -> Vec<(&str, &T)> {
    let mut named: Vec<(&str, &T)> = columns.iter().map(|column| (name(column).as_str(), column)).collect();
    sort_by(&mut named, &|one, other| one.0.cmp(other.0));
    named
}

fn named<'a, T>(columns: &[(&str, &'a T)], name: &str) -> Option<&'a T> {
    columns.binary_search_by(|(other, _)| (*other).cmp(name)).ok().map(|place| columns[place].1)
}

/// Whether both say the same about a column; nothing if one of them says nothing.
fn agreement(column: &ColumnReport, other: &BesideColumn) -> Option<bool> {
    other.drifted.filter(|_| column.drift.tested).map(|drifted| drifted == column.drift.drifted)
}

/// "Evidently: 7 of 16 columns drifted; Driftscope agrees on 14".
fn columns(report: &Report, beside: &Beside, theirs: &[(&str, &BesideColumn)]) -> Option<String> {
    let Beside { tool, drifted_columns, tested_columns, columns, .. } = beside;
    if *tested_columns == 0 {
        return Some(format!("{tool}: no column was judged"));
    }
    let first = format!(
        "{tool}: {} of {} drifted",
        numbers::count(*drifted_columns),
        numbers::counted(*tested_columns, "column", "columns")
    );
    if columns.is_empty() {
        return Some(first);
    }
    let both: Vec<bool> =
        report.columns.iter().filter_map(|column| agreement(column, named(theirs, &column.name)?)).collect();
    let agreed = numbers::count(both.iter().filter(|agrees| **agrees).count() as u64);
    let all = both.len() as u64;
    Some(match all {
        0 => format!("{first}; Driftscope judges none of them"),
        all if all == *tested_columns => format!("{first}; Driftscope agrees on {agreed}"),
        all => format!("{first}; Driftscope agrees on {agreed} of the {} that both judge", numbers::count(all)),
    })
}

/// "By its limit of 50 % the data set has not drifted; by Driftscope’s it has".
fn whole(report: &Report, beside: &Beside) -> Option<String> {
    let has = |drifted: bool| if drifted { "has" } else { "has not" };
    let (theirs, ours) = (beside.drifted?, report.verdict.drifted);
    let limit =
        beside.limit.map_or_else(String::new, |limit| format!(", from {} of its columns on", numbers::percent(limit)));
    let rest =
        if theirs == ours { "Driftscope says the same".to_owned() } else { format!("by Driftscope it {}", has(ours)) };
    Some(format!("By {}{limit}, the data set {} drifted; {rest}", beside.tool, has(theirs)))
}

/// Columns that only one of both judges.
fn one_sided(report: &Report, beside: &Beside, theirs: &[(&str, &BesideColumn)]) -> Option<String> {
    let ours = by_name(&report.columns, |column| &column.name);
    let judges = |name: &str| named(&ours, name).is_some_and(|column| column.drift.tested);
    let is_theirs = |name: &str| named(theirs, name).is_some_and(|other| other.drifted.is_some());
    let names = |names: Vec<&str>| {
        first_names(&names.into_iter().map(|name| numbers::name(column_name(name), 60)).collect::<Vec<_>>())
    };
    let own = report.columns.iter().filter(|column| column.drift.tested).map(|column| column.name.as_str());
    let ours: Vec<&str> = own.filter(|name| !is_theirs(name)).collect();
    let others = beside.columns.iter().filter(|column| column.drifted.is_some()).map(|column| column.name.as_str());
    let theirs: Vec<&str> = others.filter(|name| !judges(name)).collect();
    // Without a list of columns there is nothing to miss.
    let ours = if beside.columns.is_empty() { Vec::new() } else { ours };
    let only = |tool: &str, list: Vec<&str>| (!list.is_empty()).then(|| format!("only {tool} judges {}", names(list)));
    let parts: Vec<String> = [only(&beside.tool, theirs), only("Driftscope", ours)].into_iter().flatten().collect();
    let sentence = parts.join("; ");
    sentence.strip_prefix("only ").map(|rest| format!("Only {rest}"))
}

/// That both are not about the same rows.
fn rows(report: &Report, beside: &Beside) -> Option<String> {
    let theirs = beside.rows.filter(|rows| *rows != report.production.rows)?;
    let [theirs, ours] = [theirs, report.production.rows].map(numbers::count);
    Some(format!(
        "{} saw {theirs} rows of production, Driftscope {ours}: not all figures are about the same rows",
        beside.tool
    ))
}

fn left_out(beside: &Beside) -> Option<String> {
    let left_out = beside.columns_left_out;
    (left_out > 0).then(|| {
        format!(
            "{} of {} were too many, and were left out",
            numbers::counted(left_out, "column", "columns"),
            beside.tool
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{BesideMetric, Drift, Metric, MetricValue, Outcome, Performance};

    fn column(name: &str, drifted: bool) -> ColumnReport {
        let outcome = if drifted { Outcome::Drifted } else { Outcome::NoDrift };
        let drift = Drift { tested: true, drifted, outcome, ..Drift::default() };
        ColumnReport { name: name.to_owned(), drift, ..ColumnReport::default() }
    }

    fn other(name: &str, drifted: Option<bool>) -> BesideColumn {
        let (score, threshold) = (Some(0.2104), Some(0.1));
        BesideColumn { name: name.to_owned(), method: "PSI".to_owned(), score, threshold, drifted }
    }

    fn report(theirs: Vec<BesideColumn>, ours: Vec<ColumnReport>) -> Report {
        let tested_columns = theirs.len() as u64;
        let drifted_columns = theirs.iter().filter(|column| column.drifted == Some(true)).count() as u64;
        let beside = Beside {
            tool: "Evidently".to_owned(),
            columns: theirs,
            tested_columns,
            drifted_columns,
            ..Beside::default()
        };
        Report { columns: ours, beside: Some(beside), ..Report::default() }
    }

    #[test]
    fn agreement_is_counted_over_the_columns_that_both_judge() {
        let ours = || vec![column("a", true), column("b", false), column("c", false)];
        let all = report(vec![other("a", Some(true)), other("b", Some(true)), other("c", Some(false))], ours());
        assert_eq!(sentences(&all), ["Evidently: 2 of 3 columns drifted; Driftscope agrees on 2"]);
        let row = &disagreements(&all)[0];
        assert_eq!((row.place, row.name.as_str(), row.ours.as_str()), (Some(1), "b", "✓ No drift"));
        assert_eq!(row.theirs, "drift: PSI 0.2104, threshold 0.1");
        let some = report(vec![other("a", Some(true)), other("b", None), other("d", Some(false))], ours());
        assert_eq!(
            sentences(&some),
            [
                "Evidently: 1 of 3 columns drifted; Driftscope agrees on 1 of the 1 that both judge",
                "Only Evidently judges d; only Driftscope judges b and c"
            ]
        );
        assert!(disagreements(&some).is_empty() && sentences(&Report::default()).is_empty());
    }

    #[test]
    fn other_rows_and_the_verdict_on_the_whole_are_said() {
        let mut report = report(Vec::new(), vec![column("a", true)]);
        report.production.rows = 12_000;
        report.beside.iter_mut().for_each(|beside| {
            (beside.tested_columns, beside.drifted_columns, beside.rows) = (16, 7, Some(11_549));
            (beside.drifted, beside.limit, beside.columns_left_out) = (Some(true), Some(0.5), 3);
        });
        let said = sentences(&report).join("\n").replace('\u{202f}', " ");
        assert_eq!(
            said,
            "Evidently: 7 of 16 columns drifted\n\
             By Evidently, from 50 % of its columns on, the data set has drifted; by Driftscope it has not\n\
             Evidently saw 11 549 rows of production, Driftscope 12 000: not all figures are about the same rows\n\
             3 columns of Evidently were too many, and were left out"
        );
    }

    #[test]
    fn metrics_stand_side_by_side_and_unknown_ones_are_left_out() {
        let mut report = report(Vec::new(), Vec::new());
        let metric = |id: &str| BesideMetric { id: id.to_owned(), production: 0.8854, reference: None };
        report
            .beside
            .iter_mut()
            .for_each(|beside| beside.metrics = vec![metric("accuracy"), metric("f1"), metric("?")]);
        let production = Some(MetricValue { value: Some(0.885), ..MetricValue::default() });
        let own = Metric { id: "accuracy".to_owned(), production, ..Metric::default() };
        report.performance = Some(Performance { metrics: vec![own], ..Performance::default() });
        let rows: Vec<_> = metrics(&report).into_iter().map(|row| [row.name, row.theirs, row.ours]).collect();
        assert_eq!(rows, [["Accuracy", "88.5\u{202f}%", "88.5\u{202f}%"], ["F1", "88.5\u{202f}%", "–"]]);
    }
}
