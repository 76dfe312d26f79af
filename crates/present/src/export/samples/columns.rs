//! Samples of single columns: drift, effect and missing values, of the whole comparison and of each window.
//!
//! At most [`COLUMN_SERIES`](super::COLUMN_SERIES) series are written. Drifted columns come first, and a metric counts the columns that
//! were left out.

use driftscope_report::{ColumnReport, Presence, Report, Window, WindowedCounts};

use super::{COLUMN_SERIES, Families, Family, Sample, flag};
use crate::{column_name, order};

/// The series that a column has at most: drifted, effect, its two bounds, and missing values of both sides.
const SERIES_OF_A_COLUMN: usize = 6;

pub(super) fn of_report(report: &Report, families: &mut Families) {
    let columns = chosen(report);
    families.add(
        "driftscope_omitted_columns",
        "Columns without series of their own, since all columns together have at most 1000 series; drifted columns come first.",
        [(vec![], report.columns.len().saturating_sub(columns.len()) as f64)],
    );
    let label = |column: &ColumnReport| vec![("column", column_name(&column.name).to_owned())];
    let tested = columns.iter().filter(|column| column.drift.tested);
    families.add(
        "driftscope_column_drifted",
        "1 if the column has drifted; absent if it was not tested.",
        tested.map(|column| (label(column), flag(column.drift.drifted))),
    );
    type Figure = fn(&ColumnReport) -> Option<f64>;
    let effects: [(&str, &str, Figure); 3] = [
        ("driftscope_column_effect", "Size of the drift of the column, from 0 to 1.", |column| column.drift.effect),
        ("driftscope_column_effect_low", "Lower bound of the effect, 95 % interval.", |column| column.drift.low),
        ("driftscope_column_effect_high", "Upper bound of the effect, 95 % interval.", |column| column.drift.high),
    ];
    for (name, help, figure) in effects {
        families.add(name, help, columns.iter().filter_map(|column| Some((label(column), figure(column)?))));
    }
    let mut missing = Vec::new();
    for column in &columns {
        let sides = [
            ("reference", &column.reference, Presence::Production),
            ("production", &column.production, Presence::Reference),
        ];
        for (side, summary, _) in sides.into_iter().filter(|(.., absent)| column.presence != *absent) {
            let mut labels = label(column);
            labels.push(("side", side.to_owned()));
            missing.push((labels, summary.missing_share()));
        }
    }
    families.add("driftscope_column_missing_ratio", "Missing values as a share of the rows.", missing);
}

pub(super) fn of_windows(report: &Report) -> Vec<Family> {
    let Some(windows) = report.time_windows() else { return Vec::new() };
    let mut rows = Vec::new();
    let mut effects = Vec::new();
    let mut missing = Vec::new();
    type Counts = fn(&ColumnReport) -> Option<&WindowedCounts>;
    let sides: [(&str, &[Window], Counts); 2] = [
        ("reference", &windows.reference, |column| Some(&column.windows.as_ref()?.reference)),
        ("production", &windows.production, |column| Some(&column.windows.as_ref()?.production)),
    ];
    let columns = chosen(report);
    for (side, windows, _) in sides {
        rows.extend(series(report, windows, vec![("side", side.to_owned())], |place| {
            Some(windows.get(place)?.rows as f64)
        }));
    }
    for column in columns {
        for (side, windows, counts) in sides {
            let Some(counts) = counts(column) else { continue };
            let labels = vec![("column", column_name(&column.name).to_owned()), ("side", side.to_owned())];
            effects
                .extend(series(report, windows, labels.clone(), |place| counts.effect.get(place).copied().flatten()));
            missing.extend(series(report, windows, labels, |place| {
                let rows = windows.get(place)?.rows;
                counts.missing.get(place).filter(|_| rows > 0).map(|missing| *missing as f64 / rows as f64)
            }));
        }
    }
    vec![
        Family { name: "driftscope_window_rows", help: "Records of the window.", samples: rows },
        Family {
            name: "driftscope_window_column_effect",
            help: "Size of the difference of the window from the reference, from 0 to 1.",
            samples: effects,
        },
        Family {
            name: "driftscope_window_column_missing_ratio",
            help: "Missing values as a share of the rows of the window.",
            samples: missing,
        },
    ]
}

/// The samples of one series, at the moments when the windows begin; windows without a moment, or with that of another one, have none.
fn series(
    report: &Report,
    windows: &[Window],
    labels: super::Labels,
    figure: impl Fn(usize) -> Option<f64>,
) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for (place, window) in windows.iter().enumerate() {
        let (Some(seconds), Some(value)) = (super::moment(report, &window.start), figure(place)) else { continue };
        if samples.last().is_none_or(|last| last.seconds < Some(seconds)) {
            samples.push(Sample { labels: labels.clone(), value, seconds: Some(seconds) });
        }
    }
    samples
}

fn chosen(report: &Report) -> Vec<&ColumnReport> {
    let columns = order(report).into_iter().filter_map(|place| report.columns.get(place));
    columns.take(COLUMN_SERIES / SERIES_OF_A_COLUMN).collect()
}
