//! Running numbers: `row`, `offset`, `order_no`, which count the rows and are no measurement.
//!
//! Production always has later ones than the reference, so compared as numbers they drift every day. They are identifiers,
//! whatever their name is. What makes a running number is its constant step: of the sorted whole numbers at least 19 of 20
//! follow each other at the same distance, which is not zero, on each side or on both together. Measurements that rise with the
//! rows, such as a meter or a sorted file, have steps of all sizes and stay numbers.
//!
//! Ranks have a constant step as well, and are numbers: both sides have the same ones, in any order. So where the sides have
//! numbers in common, these must rise with the rows on each side, as row numbers do that restart with each file. The order
//! of the rows counts nowhere else, and no profile knows it: there it is taken for granted, and said.

use driftscope_stats::distinct_sorted;
use driftscope_table::typing::Evidence;

use driftscope_report::Kind;

/// Values of a side without which chance may make equal steps.
const FEWEST: usize = 20;

/// One step in this many may differ: a gap where rows were lost, or where production begins.
const MOST_GAPS: usize = 20;

/// First steps among which the most frequent is looked for.
const FIRST: usize = 101;

/// The order of the numbers as far as a profile knows it.
pub(crate) const ORDER_UNKNOWN: &str = "; taken for numbers of rows, whose order no profile knows";

/// The kind of a column, of which it is known but for running numbers. `rise` is asked whether the numbers of each side rise with
/// the rows.
pub(crate) fn or_identifier(
    kind: Kind,
    evidence: [&Evidence; 2],
    sorted: [&[f64]; 2],
    rise: impl FnOnce() -> bool,
) -> Kind {
    let is_running = kind == Kind::Numeric && is_running_number(evidence, sorted);
    if is_running && (!have_common(sorted) || rise()) { Kind::Identifier } else { kind }
}

/// Whether more than a few numbers are on both sides.
fn have_common([one, other]: [&[f64]; 2]) -> bool {
    let shared = distinct_sorted::shared(one, other);
    shared[0] as usize > one.len() / MOST_GAPS || shared[1] as usize > other.len() / MOST_GAPS
}

/// Whether numbers in the order of their rows rise nearly always.
pub(crate) fn rises(values: impl Iterator<Item = f64>) -> bool {
    let (mut last, mut falls, mut size) = (f64::NEG_INFINITY, 0, 0);
    for value in values {
        falls += usize::from(value <= last);
        size += 1;
        last = value;
    }
    falls <= size / MOST_GAPS
}

/// Whether the sorted values of both sides are running numbers. Of a side without the column there are none.
pub(crate) fn is_running_number(evidence: [&Evidence; 2], sorted: [&[f64]; 2]) -> bool {
    // Who writes `$1,234` writes amounts.
    let is_whole = evidence.iter().all(|side| side.fractions == 0 && side.written_out == 0);
    let sides = || sorted.iter().filter(|side| !side.is_empty());
    if !is_whole || sides().any(|side| side.len() < FEWEST) || sides().count() == 0 {
        return false;
    }
    let each = sides().all(|side| has_constant_step(side.iter().copied(), side.len()));
    each || sides().count() == 2 && has_constant_step(merged(sorted), sorted[0].len() + sorted[1].len())
}

/// The values of both sides in ascending order.
fn merged([one, other]: [&[f64]; 2]) -> impl Iterator<Item = f64> + Clone + '_ {
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(left), Some(right)) if left <= right => one.next(),
        (Some(_), None) => one.next(),
        _ => other.next(),
    })
}

fn has_constant_step(values: impl Iterator<Item = f64> + Clone, size: usize) -> bool {
    let steps = values.clone().zip(values.skip(1)).map(|(value, next)| next - value);
    let Some(step) = majority(steps.clone().take(FIRST)) else { return false };
    if step <= 0.0 {
        return false;
    }
    let allowed = size / MOST_GAPS;
    // Other columns are done after a few values.
    steps.filter(|other| *other != step).take(allowed + 1).count() <= allowed
}

/// The most frequent of few values, if it is more than half of them (Boyer and Moore 1981).
fn majority(values: impl Iterator<Item = f64>) -> Option<f64> {
    let vote = |(candidate, votes): (Option<f64>, u32), value: f64| match (candidate, votes) {
        (Some(known), votes) if known == value => (candidate, votes + 1),
        (_, 0) => (Some(value), 1),
        _ => (candidate, votes - 1),
    };
    values.fold((None, 0), vote).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_running(reference: &[f64], production: &[f64]) -> bool {
        is_running_number([&Evidence::default(), &Evidence::default()], [reference, production])
    }

    #[test]
    fn constant_steps_make_a_running_number() {
        let count = |range: std::ops::Range<u32>, step: u32| range.map(|row| f64::from(row * step)).collect::<Vec<_>>();
        assert!(is_running(&count(0..400, 1), &count(400..800, 1)));
        assert!(is_running(&count(0..400, 1), &count(0..300, 1)), "each file by itself");
        assert!(is_running(&count(0..400, 60), &count(1000..1400, 60)));
        let (even, odd): (Vec<f64>, Vec<f64>) =
            count(0..800, 1).into_iter().partition(|row| row * row * 7.0 % 5.0 > 2.0);
        assert!(is_running(&even, &odd), "one log, dealt to both sides");
        let lost: Vec<f64> = count(0..400, 1).into_iter().filter(|row| row % 50.0 != 7.0).collect();
        assert!(is_running(&lost, &count(400..800, 1)));
        assert!(is_running(&count(0..400, 1), &[]));
    }

    #[test]
    fn ranks_are_numbers() {
        let sorted: Vec<f64> = (1..=400).map(f64::from).collect();
        let kind = |rise| or_identifier(Kind::Numeric, [&Evidence::default(); 2], [&sorted, &sorted], || rise);
        assert_eq!((kind(false), kind(true)), (Kind::Numeric, Kind::Identifier));
        assert!(rises(sorted.iter().copied()));
        assert!(!rises(sorted.iter().map(|rank| rank * 167.0 % 401.0)));
    }

    #[test]
    fn measurements_are_none() {
        let meter: Vec<f64> = (0..400_u32).map(|row| f64::from(row * 3 + row * row % 5)).collect();
        assert!(!is_running(&meter, &meter));
        let counts: Vec<f64> = (0..400_u32).map(|row| f64::from(row / 8)).collect();
        assert!(!is_running(&counts, &counts));
        let same = vec![3.0; 400];
        assert!(!is_running(&same, &same));
        let few: Vec<f64> = (0..10).map(f64::from).collect();
        assert!(!is_running(&few, &few));
        let half: Vec<f64> = (0..400).map(|row| f64::from(row) / 2.0).collect();
        let fractions = Evidence { fractions: 200, ..Evidence::default() };
        assert!(!is_running_number([&fractions, &fractions], [&half, &half]));
    }
}
