//! The values of a column as small numbers: the bin of a number, the place of a label.

use driftscope_report::{ColumnReport, Kind};
use driftscope_stats::sorting::sort_by;
use driftscope_table::Column;
use driftscope_table::typing::Evidence;

use super::labels::RowLabels;
use super::{booleans, missing, numeric};

/// The code of a row without a value.
pub(crate) const NO_VALUE: u16 = u16::MAX;

/// The bin of each row of both sides, and how the bins are described.
pub(crate) struct Binned {
    /// How many bins there are.
    pub bins: usize,
    /// For each side the bin of each row, or [`NO_VALUE`].
    pub codes: [Vec<u16>; 2],
    /// The inner edges of the bins of numbers. A bin holds its lower edge.
    pub edges: Vec<f64>,
    /// The labels that are counted; where there is one bin more, it is of all others.
    pub labels: Vec<String>,
}

/// What values are counted by.
pub(crate) struct Bins {
    /// How many there are.
    pub count: usize,
    /// The inner edges of bins of numbers. A bin holds its lower edge.
    pub edges: Vec<f64>,
    /// The labels that are counted; where there is one bin more, it is of all others.
    pub labels: Vec<String>,
}

impl Bins {
    /// The bins of a column. `edges` are the inner edges of the bins of numbers; beyond `most_labels`, labels are counted together.
    pub(crate) fn of(report: &ColumnReport, edges: &[f64], most_labels: usize) -> Self {
        let (edges, labels) = match report.kind {
            Kind::Numeric => (edges.to_vec(), Vec::new()),
            Kind::Boolean => (Vec::new(), ["false", "true"].map(str::to_owned).to_vec()),
            Kind::Category => (Vec::new(), frequent_labels(report, most_labels)),
            _ => (Vec::new(), Vec::new()),
        };
        let count = if report.kind == Kind::Boolean { 2 } else { edges.len() + labels.len() + 1 };
        Self { count, edges, labels }
    }
}

impl Binned {
    /// The values of a column, by the bins of [`Bins::of`].
    pub(crate) fn of(report: &ColumnReport, edges: &[f64], columns: [&Column; 2], most_labels: usize) -> Self {
        Self::of_read(report, edges, columns, &Evidence::of_sides(columns.map(Some)), most_labels)
    }

    /// The same for columns that are read as those of more rows.
    pub(crate) fn of_read(
        report: &ColumnReport,
        edges: &[f64],
        columns: [&Column; 2],
        evidence: &[Evidence; 2],
        most_labels: usize,
    ) -> Self {
        Self::by(Bins::of(report, edges, most_labels), report.kind, columns, evidence)
    }

    /// The values of a column of this kind by such bins.
    pub(crate) fn by(bins: Bins, kind: Kind, columns: [&Column; 2], evidence: &[Evidence; 2]) -> Self {
        let Bins { count, edges, labels } = bins;
        let codes = match kind {
            Kind::Numeric => {
                let code = |value: f64| {
                    if value.is_nan() { NO_VALUE } else { edges.partition_point(|edge| *edge <= value) as u16 }
                };
                [0, 1].map(|side| {
                    let values = numeric::rows(columns[side], &evidence[side]);
                    values.into_iter().map(code).collect()
                })
            }
            Kind::Boolean => [0, 1].map(|side| {
                let values = booleans::rows(columns[side], &evidence[side]);
                values.map(|value| value.map_or(NO_VALUE, u16::from)).collect()
            }),
            Kind::Category => categories(&labels, columns, evidence),
            _ => [0, 1].map(|side| {
                let are_missing = missing::rows(kind, columns[side], &evidence[side]);
                are_missing.into_iter().map(|is_missing| if is_missing { NO_VALUE } else { 0 }).collect()
            }),
        };
        Self { bins: count, codes, edges, labels }
    }
}

/// The most frequent labels of a column of categories, at most this many.
fn frequent_labels(report: &ColumnReport, most: usize) -> Vec<String> {
    let mut labels: Vec<(u64, &str)> = report
        .categories
        .iter()
        .flat_map(|listed| {
            let counts = listed.reference.iter().zip(&listed.production).map(|(one, other)| one + other);
            counts.zip(listed.labels.iter().map(String::as_str))
        })
        .collect();
    sort_by(&mut labels, &|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    labels.truncate(most);
    labels.into_iter().map(|(_, label)| label.to_owned()).collect()
}

fn categories(labels: &[String], columns: [&Column; 2], evidence: &[Evidence; 2]) -> [Vec<u16>; 2] {
    let mut numbers = RowLabels::new([0, 1].map(|side| Some(&evidence[side])));
    let rows = [0, 1].map(|side| numbers.of_rows(Some((columns[side], &evidence[side]))));
    let place = |text: &String| labels.iter().position(|label| label == text).unwrap_or(labels.len()) as u16;
    let places: Vec<u16> = numbers.into_texts().iter().map(place).collect();
    let code = |number: u32| places.get(number as usize).copied().unwrap_or(NO_VALUE);
    rows.map(|rows| rows.into_iter().map(code).collect())
}
