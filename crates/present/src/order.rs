//! The order of columns: what needs attention first.

use crate::sorting::sort_places;
use std::cmp::Ordering;

use driftscope_report::{ColumnReport, Outcome, Presence, Report};

/// The places of all columns in the report: drifted ones first, then those whose drift is known, then those that only one side has, then small changes, then the
/// rest; among equals the larger effect first, then as in the file.
pub fn order(report: &Report) -> Vec<usize> {
    let columns = &report.columns;
    let mut places: Vec<usize> = (0..columns.len()).collect();
    sort_places(&mut places, &|a, b| compare(&columns[a], &columns[b]));
    places
}

/// Orders two columns by how much they need attention.
pub fn compare(a: &ColumnReport, b: &ColumnReport) -> Ordering {
    rank(a).cmp(&rank(b)).then_with(|| by_effect(a, b))
}

/// Orders two columns by effect, the larger first; those without an effect come last.
pub fn by_effect(a: &ColumnReport, b: &ColumnReport) -> Ordering {
    let effect = |column: &ColumnReport| column.drift.effect.unwrap_or(-1.0);
    effect(b).total_cmp(&effect(a))
}

/// How far a column's production values are from being spread evenly over its bins or categories: (k Σp² − 1) / (k − 1) for shares p of
/// k of them, 0 where all are equally frequent, 1 where one holds everything. `None` without two of them, or without values.
pub fn non_uniformity(column: &ColumnReport) -> Option<f64> {
    let other = column.categories.as_ref().map(|categories| categories.other.production).filter(|rows| *rows > 0);
    let counts = match (&column.categories, &column.histogram) {
        (Some(categories), _) => &categories.production,
        (None, Some(histogram)) => &histogram.production,
        (None, None) => return None,
    };
    let all = || counts.iter().copied().chain(other).map(|count| count as f64);
    let (bins, rows) = (all().count() as f64, all().sum::<f64>());
    if bins < 2.0 || rows <= 0.0 {
        return None;
    }
    let squares = all().map(|count| (count / rows) * (count / rows)).sum::<f64>();
    Some((bins * squares - 1.0) / (bins - 1.0))
}

/// The date since when a column differs, if it has one.
pub fn date_of_change<'a>(report: &'a Report, column: &ColumnReport) -> Option<&'a str> {
    let since = report.since.as_ref()?;
    since.columns.iter().find(|dated| dated.name == column.name).map(|dated| dated.date.as_str())
}

fn rank(column: &ColumnReport) -> u8 {
    match column.drift.outcome {
        Outcome::Drifted if column.drift.is_known() => 1,
        Outcome::Drifted => 0,
        Outcome::NotTested if column.presence != Presence::Both => 2,
        Outcome::Negligible => 3,
        Outcome::Unclear => 4,
        Outcome::NoDrift => 5,
        Outcome::Identical => 6,
        Outcome::NotTested => 7,
    }
}

#[cfg(test)]
mod tests {
    use driftscope_report::{Histogram, Since, SinceColumn};

    use super::*;

    fn of_counts(production: &[u64]) -> ColumnReport {
        let histogram = Histogram { production: production.to_vec(), ..Histogram::default() };
        ColumnReport { histogram: Some(histogram), ..ColumnReport::default() }
    }

    #[test]
    fn even_columns_are_0_and_those_of_one_bin_1() {
        assert_eq!(non_uniformity(&of_counts(&[5, 5, 5, 5])), Some(0.0));
        assert_eq!(non_uniformity(&of_counts(&[0, 20, 0])), Some(1.0));
        let [mild, strong] = [[4, 6], [1, 9]].map(|counts| non_uniformity(&of_counts(&counts)));
        assert!(mild > Some(0.0) && strong > mild);
        assert_eq!(non_uniformity(&of_counts(&[7])), None);
        assert_eq!(non_uniformity(&of_counts(&[0, 0])), None);
        assert_eq!(non_uniformity(&ColumnReport::default()), None);
    }

    #[test]
    fn a_column_has_the_date_of_its_name() {
        let dated = SinceColumn { name: "b".to_owned(), date: "2026-04-14".to_owned(), ..SinceColumn::default() };
        let report = Report { since: Some(Since { columns: vec![dated], ..Since::default() }), ..Report::default() };
        let column = |name: &str| ColumnReport { name: name.to_owned(), ..ColumnReport::default() };
        assert_eq!(date_of_change(&report, &column("b")), Some("2026-04-14"));
        assert_eq!(date_of_change(&report, &column("a")), None);
        assert_eq!(date_of_change(&Report::default(), &column("b")), None);
    }
}
