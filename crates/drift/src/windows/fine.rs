//! A column counted by window and by fine buckets, for the bounds of a preview.

use driftscope_decide::FineColumn;
use driftscope_report::{ColumnReport, Kind, Presence, Report};
use driftscope_stats::sorting::sort_numbers;
use driftscope_table::Column;
use driftscope_table::typing::Evidence;
use serde::{Deserialize, Serialize};

use super::RowWindows;
use crate::values::binned::{Binned, Bins};
use crate::values::numeric;

/// Values of a side that the edges of buckets are chosen from.
const SAMPLED: usize = 16_384;

/// Scatters the values that are sampled: an odd number without small factors.
const SCATTER: usize = 40_503;

/// How the values of a column are counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FineBuckets {
    /// Numbers, by at most this many buckets.
    Numbers(usize),
    /// Truth values.
    Booleans,
    /// Categories, all of which are these.
    Labels(Vec<String>),
}

impl FineBuckets {
    /// The columns of a report whose effects fine counts bound, each with its buckets; numbers have at most this many. Not among them are
    /// categories of which the report lists some only, and numbers that are compared in the decimals of one side.
    #[must_use]
    pub fn of_columns(report: &Report, most: usize) -> Vec<(String, Self)> {
        let is_rounded = |column: &ColumnReport| {
            report.schema.precision_changed.iter().any(|change| change.name == column.name && change.places.is_some())
        };
        let of = |column: &ColumnReport| match column.kind {
            Kind::Numeric if !is_rounded(column) => Some(Self::Numbers(most)),
            Kind::Boolean => Some(Self::Booleans),
            Kind::Category => {
                let listed = column.categories.as_ref().filter(|listed| listed.other.categories == 0)?;
                Some(Self::Labels(listed.labels.clone()))
            }
            _ => None,
        };
        let tested = report.columns.iter().filter(|column| column.presence == Presence::Both && column.drift.tested);
        tested.filter_map(|column| Some((column.name.clone(), of(column)?))).collect()
    }
}

/// Counts a column of both sides by window and by fine buckets.
pub fn count_finely(columns: [&Column; 2], buckets: &FineBuckets, windows: &RowWindows) -> FineColumn {
    let evidence = Evidence::of_sides(columns.map(Some));
    let window_counts = [windows.plan.windows.reference.len(), windows.plan.windows.production.len()];
    let windows = windows.codes.each_ref().map(Vec::as_slice);
    let (kind, count, labels) = match buckets {
        FineBuckets::Numbers(most) => {
            let values = [0, 1].map(|side| numeric::rows(columns[side], &evidence[side]));
            let Buckets { codes, has_one_value } = Buckets::of(&values, *most);
            let codes = codes.each_ref().map(Vec::as_slice);
            let count = has_one_value.len();
            return FineColumn::count(Some(has_one_value), count, codes, windows, window_counts);
        }
        FineBuckets::Booleans => (Kind::Boolean, 2, Vec::new()),
        FineBuckets::Labels(labels) => (Kind::Category, labels.len() + 1, labels.clone()),
    };
    let binned = Binned::by(Bins { count, edges: Vec::new(), labels }, kind, columns, &evidence);
    let codes = binned.codes.each_ref().map(Vec::as_slice);
    FineColumn::count(None, count, codes, windows, window_counts)
}

/// The buckets of the numbers of both sides.
struct Buckets {
    /// The bucket of each row; one past the last for rows without a number.
    codes: [Vec<u16>; 2],
    /// Whether all numbers of a bucket are equal.
    has_one_value: Vec<bool>,
}

impl Buckets {
    fn of(values: &[Vec<f64>; 2], most: usize) -> Self {
        let edges = edges(values, most);
        let count = edges.len() + 1;
        // The least and the largest number of each bucket.
        let mut ends = vec![[f64::INFINITY, f64::NEG_INFINITY]; count];
        let codes = values.each_ref().map(|values| {
            let code = |&value: &f64| {
                if value.is_nan() {
                    return count as u16;
                }
                let bucket = edges.partition_point(|edge| *edge <= value);
                let [least, largest] = &mut ends[bucket];
                (*least, *largest) = (least.min(value), largest.max(value));
                bucket as u16
            };
            values.iter().map(code).collect()
        });
        // Nothing is in a bucket whose ends were never moved.
        let has_one_value = ends.iter().map(|[least, largest]| least >= largest).collect();
        Self { codes, has_one_value }
    }
}

/// The lower edges of all buckets but the first: quantiles of some numbers of both sides. A number that fills a bucket has one to itself.
fn edges(values: &[Vec<f64>; 2], most: usize) -> Vec<f64> {
    let mut sample: Vec<f64> = Vec::new();
    for side in values {
        let step = side.len().div_ceil(SAMPLED).max(1);
        // Not at even distances: kinds of rows may alternate.
        let chosen =
            side.chunks(step).enumerate().filter_map(|(at, rows)| rows.get(((at * SCATTER) >> 4) % rows.len()));
        sample.extend(chosen.copied().filter(|value| !value.is_nan()));
    }
    sort_numbers(&mut sample);
    let mut distinct = sample.clone();
    distinct.dedup();
    if distinct.len() < most {
        return distinct.into_iter().skip(1).collect();
    }
    let mut edges: Vec<f64> = Vec::new();
    for place in 1..most {
        let value = sample[place * sample.len() / most];
        // One that is chosen twice has an edge above it, too.
        let next = value.next_up();
        match edges.last() {
            Some(&last) if last >= next => {}
            Some(&last) if last == value => edges.push(next),
            _ => edges.push(value),
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_distinct_numbers_have_a_bucket_each() {
        let Buckets { codes, has_one_value } = Buckets::of(&[vec![3.0, 1.0, f64::NAN, 2.0], vec![2.0, 2.0, 9.0]], 100);
        assert_eq!(codes, [vec![2, 0, 4, 1], vec![1, 1, 3]]);
        assert_eq!(has_one_value, [true; 4]);
    }

    #[test]
    fn a_number_that_fills_a_bucket_has_it_to_itself() {
        let values: Vec<f64> =
            (0..20_000).map(|row| if row % 2 == 0 { 0.0 } else { f64::from(row) - 9_000.5 }).collect();
        let Buckets { codes, has_one_value } = Buckets::of(&[values, Vec::new()], 256);
        assert!(has_one_value[usize::from(codes[0][0])] && has_one_value.len() <= 256, "{}", has_one_value.len());
    }

    #[test]
    fn no_number_and_infinite_ones_have_buckets() {
        assert_eq!(Buckets::of(&[vec![f64::NAN], Vec::new()], 256).codes, [vec![1], vec![]]);
        let ends = [f64::NEG_INFINITY, f64::INFINITY, 0.0];
        let Buckets { codes, has_one_value } = Buckets::of(&[ends.to_vec(), ends.to_vec()], 2);
        assert!(codes.iter().flatten().all(|code| usize::from(*code) < has_one_value.len()), "{codes:?}");
    }
}
