//! The values of a numeric column: sorted once, then described, binned and tested.

use std::cell::OnceCell;

use driftscope_stats::combined_rank::{self, CombinedRank};
use driftscope_stats::moments::Moments;
use driftscope_stats::ordered::Ordered;
use driftscope_stats::sample::Sample;
use driftscope_stats::{bins, distinct_sorted, quantile, sorting};
use driftscope_table::typing::{self, Evidence};
use driftscope_table::{Cell, CellKind, Column};

use crate::extent::Extent;
use crate::statistics::counts;
use crate::statistics::numbers;
use crate::statistics::part_size::PartSize;
use crate::statistics::results::TestResults;
use crate::values::moment_side;
use driftscope_report::{Change, DriftPart, MomentSide, Part, Quantiles, Summary};

/// The numbers of one side in ascending order, infinities at the ends, and the values that are none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    pub sorted: Vec<f64>,
    /// Rows without a number: missing, or something else.
    pub missing: u64,
    // Computed once, when they are asked for.
    moments: OnceCell<Moments>,
    distinct: OnceCell<u64>,
    are_whole: OnceCell<bool>,
    calendar: OnceCell<MomentSide>,
}

/// Takes the numbers of a column, however written. Anything else is missing.
pub(crate) fn numbers(column: &Column, evidence: &Evidence) -> Numbers {
    let mut sorted = typing::numbers(column, evidence);
    sorting::sort_numbers(&mut sorted);
    let missing = (column.cells.len() - sorted.len()) as u64;
    Numbers::of_sorted(sorted, missing)
}

/// The number of each row, in the order of the rows, NaN where there is none. Booleans are 0 and 1.
pub(crate) fn rows(column: &Column, evidence: &Evidence) -> Vec<f64> {
    let value = |cell: &Cell| match cell.kind() {
        CellKind::Boolean(value) => f64::from(u8::from(value)),
        _ => typing::number(cell, evidence).unwrap_or(f64::NAN),
    };
    column.cells.iter().map(value).collect()
}

/// The number of each of the last rows.
pub(crate) fn newest(column: &Column, evidence: &Evidence, rows: usize) -> Vec<f64> {
    let cells = column.cells.iter().skip(column.cells.len().saturating_sub(rows));
    cells.map(|cell| typing::number(cell, evidence).unwrap_or(f64::NAN)).collect()
}

/// The moments of a date-time column in seconds since 1970, from texts or from numbers in any of the usual units.
pub(crate) fn seconds(column: &Column, evidence: &Evidence) -> Numbers {
    let mut sorted = typing::seconds(column, evidence);
    sorting::sort_numbers(&mut sorted);
    let missing = (column.cells.len() - sorted.len()) as u64;
    Numbers::of_sorted(sorted, missing)
}

impl Numbers {
    /// Takes numbers in ascending order.
    pub(crate) fn of_sorted(sorted: Vec<f64>, missing: u64) -> Self {
        Self { sorted, missing, ..Self::default() }
    }

    /// The finite numbers.
    pub(crate) fn finite(&self) -> &[f64] {
        finite_of(&self.sorted)
    }

    /// The number of distinct values.
    pub(crate) fn distinct(&self) -> u64 {
        *self.distinct.get_or_init(|| distinct_sorted::of_one(&self.sorted))
    }

    /// Their mean, standard deviation and extremes.
    pub(crate) fn moments(&self) -> &Moments {
        self.moments.get_or_init(|| Moments::of_sorted(&self.sorted))
    }

    /// Whether the finite numbers are whole.
    pub(crate) fn are_whole(&self) -> bool {
        *self.are_whole.get_or_init(|| self.finite().iter().all(|value| *value == value.trunc()))
    }

    /// What they are like as seconds since 1970.
    pub(crate) fn calendar(&self) -> &MomentSide {
        self.calendar.get_or_init(|| moment_side::describe(self.finite()))
    }

    /// The description of one side.
    pub(crate) fn summary(&self) -> Summary {
        summary(self.sorted.as_slice(), self.moments(), self.distinct(), self.missing)
    }
}

/// The finite ones of sorted numbers.
pub(crate) fn finite_of(sorted: &[f64]) -> &[f64] {
    let start = sorted.partition_point(|&value| value == f64::NEG_INFINITY);
    let end = sorted.partition_point(|&value| value < f64::INFINITY);
    &sorted[start..end.max(start)]
}

/// The figures of one side with these values and moments.
pub(crate) fn summary(sorted: &(impl Ordered + ?Sized), moments: &Moments, distinct: u64, missing: u64) -> Summary {
    Summary {
        count: sorted.size(),
        missing,
        distinct,
        infinite: moments.infinite,
        mean: finite(moments.mean),
        sd: finite(moments.sd),
        min: finite(moments.min),
        max: finite(moments.max),
        median: finite(quantile::median_sorted(sorted)),
        top: None,
    }
}

/// Tests the values of both sides. `None` where a side has none.
pub(crate) fn test(
    [reference, production]: [&[f64]; 2],
    samples: &[Sample<'_>; 2],
    extent: Extent,
    results: &mut TestResults,
) -> Option<DriftPart> {
    match extent {
        Extent::Full => numbers::add(&samples[0], &samples[1], [reference, production], results),
        Extent::Rules => numbers::add_psi([reference, production], results),
        Extent::Verdict => {}
    }
    decide(reference, production, results)
}

/// The part of the verdict on values: the combined rank test, and the effect on bins that hold about equally many values. Adds
/// the test, and what goes by these bins.
pub(crate) fn decide<S: Ordered + ?Sized>(
    reference: &S,
    production: &S,
    results: &mut TestResults,
) -> Option<DriftPart> {
    let edges = bins::pooled_quantile_edges(reference, production);
    let counts = [bins::count_between(reference, &edges), bins::count_between(production, &edges)];
    counts::add([&counts[0], &counts[1]], results);
    results.edges = edges;
    let test = combined_rank::combined_rank(reference, production);
    numbers::add_combined_rank(test.as_ref(), results);
    let part = PartSize::of(&counts[0], &counts[1])?.part(Part::Values, COMBINED_RANK, p_value(test.as_ref()));
    Some(DriftPart { change: test.map(|test| change_of(test.change)), ..part })
}

/// The name of the test of numbers.
pub(crate) const COMBINED_RANK: &str = "combined_rank";

/// Of values that are all equal, no way to deal them to the sides is unlike another.
pub(crate) fn p_value(test: Option<&CombinedRank>) -> f64 {
    test.map_or(1.0, |test| test.p_value)
}

/// Percentiles of the finite values of both sides.
pub(crate) fn quantiles<S: Ordered + ?Sized>(reference: &S, production: &S) -> Quantiles {
    let probabilities: Vec<f64> = (0..=100).map(|percent| f64::from(percent) / 100.0).collect();
    let of = |values: &S| -> Vec<f64> {
        probabilities.iter().filter_map(|&p| finite(quantile::quantile_sorted(values, p))).collect()
    };
    Quantiles { reference: of(reference), production: of(production), probabilities }
}

/// JSON has no infinity and no NaN.
fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

fn change_of(seen: combined_rank::Change) -> Change {
    match seen {
        combined_rank::Change::Level => Change::Level,
        combined_rank::Change::Spread => Change::Spread,
        combined_rank::Change::Shape => Change::Shape,
        combined_rank::Change::Tail => Change::Tail,
        combined_rank::Change::Values => Change::Values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infinities_stay_out_of_the_finite_numbers() {
        let numbers = Numbers::of_sorted(vec![f64::NEG_INFINITY, 1.0, 2.0, f64::INFINITY], 0);
        assert_eq!(numbers.finite(), [1.0, 2.0]);
        assert_eq!(numbers.summary().infinite, 2);
        let endless = Numbers::of_sorted(vec![f64::INFINITY; 3], 0);
        assert!(endless.finite().is_empty());
    }
}
