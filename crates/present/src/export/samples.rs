//! Samples are the figures of a report as a metrics server stores them: a name, labels and a number, in base units.
//!
//! Prometheus text and OpenMetrics are written from one list, so that a dashboard finds the same names in both. Shares are ratios from
//! 0 to 1 and times are seconds, as Prometheus' naming rules require.

mod alerts;
mod business;
mod columns;
mod model;
mod service;
mod text;

use crate::sorting::sort_by;
use std::collections::BTreeMap;

use driftscope_report::calendar::parse_datetime;
use driftscope_report::{Outcome, Report};

pub(super) use text::write_family;

/// The series that all metrics of single columns may have together; a server keeps each of them in memory.
const COLUMN_SERIES: usize = 1000;

/// A metric: all samples of one name. Every metric is a gauge.
pub(super) struct Family {
    /// Its name.
    pub(super) name: &'static str,
    /// What it is, without line breaks, backslashes and quotes.
    pub(super) help: &'static str,
    /// Its samples; those of one series follow each other, in the order of time.
    pub(super) samples: Vec<Sample>,
}

/// A number under its labels.
pub(super) struct Sample {
    /// Names and values of its labels.
    pub(super) labels: Vec<(&'static str, String)>,
    /// The number.
    pub(super) value: f64,
    /// When it was true, in seconds since 1970; `None` where the data has no time.
    pub(super) seconds: Option<f64>,
}

/// Collects families under one moment.
struct Families {
    list: Vec<Family>,
    seconds: Option<f64>,
}

impl Families {
    /// Adds a metric, unless it has no sample.
    fn add(&mut self, name: &'static str, help: &'static str, samples: impl IntoIterator<Item = (Labels, f64)>) {
        let seconds = self.seconds;
        let samples: Vec<Sample> =
            samples.into_iter().map(|(labels, value)| Sample { labels, value, seconds }).collect();
        if !samples.is_empty() {
            self.list.push(Family { name, help, samples });
        }
    }
}

type Labels = Vec<(&'static str, String)>;

/// The metrics of the whole comparison.
pub(super) fn of_report(report: &Report) -> Vec<Family> {
    let seconds = report.production.period.as_ref().and_then(|period| moment(report, &period.last));
    let mut families = Families { list: Vec::new(), seconds };
    data_set(report, &mut families);
    columns::of_report(report, &mut families);
    model::of_report(report, &mut families);
    service::of_report(report, &mut families);
    alerts::of_report(report, &mut families);
    families.list
}

/// The metrics of each window, at the moment when the window begins.
pub(super) fn of_windows(report: &Report) -> Vec<Family> {
    let mut families = columns::of_windows(report);
    families.extend(model::of_windows(report));
    families.extend(service::of_windows(report));
    families.extend(business::of_windows(report));
    families.retain(|family| !family.samples.is_empty());
    families
}

/// The seconds since 1970 of a moment that the report has by the clock of its zone.
pub(super) fn moment(report: &Report, text: &str) -> Option<f64> {
    let shown = parse_datetime(text)?;
    Some(report.zone().map_or(shown, |zone| zone.moment(shown)))
}

/// The samples of points in any order: the labels of a series, when its window begins, and the figure.
fn over_time<'a>(report: &Report, points: impl IntoIterator<Item = (Labels, &'a str, f64)>) -> Vec<Sample> {
    let mut series: BTreeMap<Labels, Vec<(f64, f64)>> = BTreeMap::new();
    for (labels, start, value) in points {
        if let Some(seconds) = moment(report, start) {
            series.entry(labels).or_default().push((seconds, value));
        }
    }
    let mut samples = Vec::new();
    for (labels, mut points) in series {
        sort_by(&mut points, &|one, other| one.0.total_cmp(&other.0));
        points.dedup_by(|one, other| one.0.total_cmp(&other.0).is_eq());
        samples.extend(points.into_iter().map(|(seconds, value)| Sample {
            labels: labels.clone(),
            value,
            seconds: Some(seconds),
        }));
    }
    samples
}

fn data_set(report: &Report, families: &mut Families) {
    let sides = [("reference", &report.reference), ("production", &report.production)];
    let by_side = |figure: fn(&driftscope_report::DataSet) -> u64| {
        sides.map(|(name, side)| (vec![("side", name.to_owned())], figure(side) as f64))
    };
    families.add("driftscope_rows", "Records read.", by_side(|side| side.rows));
    families.add("driftscope_skipped_rows", "Records that could not be read.", by_side(|side| side.skipped));
    let verdict = &report.verdict;
    families.add("driftscope_data_drifted", "1 if the data set has drifted.", [(vec![], flag(verdict.drifted))]);
    families.add(
        "driftscope_drifted_columns_ratio",
        "Drifted columns as a share of the tested ones.",
        verdict.share.map(|share| (vec![], share)),
    );
    let outcomes = [
        ("drifted", Outcome::Drifted),
        ("negligible", Outcome::Negligible),
        ("no_drift", Outcome::NoDrift),
        ("unclear", Outcome::Unclear),
        ("identical", Outcome::Identical),
        ("not_tested", Outcome::NotTested),
    ];
    let counted = outcomes.map(|(name, outcome)| {
        let columns = report.columns.iter().filter(|column| column.drift.outcome == outcome).count();
        (vec![("outcome", name.to_owned())], columns as f64)
    });
    families.add("driftscope_columns", "Columns by their verdict.", counted);
    families.add(
        "driftscope_report_timestamp_seconds",
        "The last timestamp in the production data, in seconds since 1970.",
        families.seconds.map(|seconds| (vec![], seconds)),
    );
}

fn flag(is_set: bool) -> f64 {
    f64::from(u8::from(is_set))
}
