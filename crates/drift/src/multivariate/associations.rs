//! How pairs of categories go together: Cramér's V of their tables, and whether the tables tell of another association.
//!
//! A boolean beside a category is a category of two. Tables stay small and their cells filled: of each column the most
//! frequent categories are kept if [`FEWEST`] rows of the smaller side have each, and the rest are one.

use driftscope_stats::association_change::association_change;
use driftscope_stats::cross_table::CrossTable;

use super::encoding::{Encoded, Rows};
use super::pairs::LEVEL;
use driftscope_report::{CategoryPairChange, Kind};

/// The most categories that are kept, the group of the rest included.
pub(super) const MOST: usize = 8;

/// Rows of the smaller side that a category must be expected to have.
const FEWEST: f64 = 20.0;

/// What is missing in a row.
const NONE: u8 = u8::MAX;

/// The pairs that have an association on both sides, still without correction.
pub(super) struct Associations {
    pub changes: Vec<CategoryPairChange>,
    /// Columns in which some categories are grouped.
    pub pooled: usize,
}

/// Compares all pairs of two categories, or of a category and a boolean.
pub(super) fn associations(rows: &Rows) -> Associations {
    let mut coded: Vec<Coded<'_>> =
        rows.columns.iter().filter_map(|column| Coded::of(column, rows.reference)).collect();
    // Two booleans go together by their correlation.
    if coded.iter().all(|coded| coded.column.kind == Kind::Boolean) {
        coded.clear();
    }
    let mut changes = Vec::new();
    for (place, second) in coded.iter().enumerate() {
        for first in &coded[..place] {
            if first.column.kind == Kind::Boolean && second.column.kind == Kind::Boolean {
                continue;
            }
            let table = |side: usize| {
                CrossTable::of(first.side(side), second.side(side), [first.categories, second.categories])
            };
            let Some(found) = association_change(&table(0), &table(1), LEVEL) else { continue };
            let [reference, production] = found.samples;
            changes.push(CategoryPairChange {
                first: first.column.name.clone(),
                second: second.column.name.clone(),
                categories: [first.categories as u64, second.categories as u64],
                reference: reference.v,
                production: production.v,
                difference: found.difference,
                low: found.interval.low,
                high: found.interval.high,
                size: found.size,
                p_value: found.p_value,
                p_adjusted: 1.0,
                changed: false,
            });
        }
    }
    Associations { changes, pooled: coded.iter().filter(|coded| coded.is_pooled).count() }
}

/// A column as small whole numbers.
struct Coded<'a> {
    column: &'a Encoded,
    codes: Vec<u8>,
    reference: usize,
    categories: usize,
    is_pooled: bool,
}

impl<'a> Coded<'a> {
    /// `None` for numbers, and where there would be one category.
    fn of(column: &'a Encoded, reference: usize) -> Option<Self> {
        if !matches!(column.kind, Kind::Category | Kind::Boolean) {
            return None;
        }
        // Ranks by frequency are whole numbers from 0.
        let ranks = || column.values.iter().filter(|value| !value.is_nan()).map(|value| *value as usize);
        let mut counts = vec![0_u64; ranks().max()? + 1];
        ranks().for_each(|rank| counts[rank] += 1);
        let total = column.values.len();
        let reference = reference.min(total);
        let smaller = reference.min(total - reference) as f64 / total as f64;
        let is_enough = |count: u64| count as f64 * smaller >= FEWEST;
        let mut kept = counts.len();
        if kept > MOST || !counts.iter().all(|count| is_enough(*count)) {
            kept = counts.iter().take(MOST - 1).take_while(|count| is_enough(**count)).count();
            // The rest must be a category itself.
            if !is_enough(counts[kept..].iter().sum()) {
                kept = kept.saturating_sub(1);
            }
        }
        let is_pooled = kept + 1 < counts.len();
        let categories = if kept < counts.len() { kept + 1 } else { kept };
        let code = |value: &f64| if value.is_nan() { NONE } else { (*value as usize).min(kept) as u8 };
        let codes = column.values.iter().map(code).collect();
        (categories > 1).then_some(Self { column, codes, reference, categories, is_pooled })
    }

    fn side(&self, side: usize) -> &[u8] {
        let (reference, production) = self.codes.split_at(self.reference);
        if side == 0 { reference } else { production }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: Kind, counts: &[usize]) -> Encoded {
        let values = counts.iter().enumerate().flat_map(|(rank, &count)| std::iter::repeat_n(rank as f64, count));
        Encoded { name: "c".to_owned(), kind, values: values.collect() }
    }

    fn categories(counts: &[usize]) -> Option<(usize, bool)> {
        let column = column(Kind::Category, counts);
        let half = column.values.len() / 2;
        Coded::of(&column, half).map(|coded| (coded.categories, coded.is_pooled))
    }

    #[test]
    fn frequent_categories_are_told_apart_and_the_rest_is_one() {
        assert_eq!(categories(&[100, 80, 60]), Some((3, false)));
        assert_eq!(categories(&[100, 80, 30, 20]), Some((3, true)));
        // The rest is too small for itself, so it takes the rarest that is not.
        assert_eq!(categories(&[100, 80, 45, 5, 4]), Some((3, true)));
        assert_eq!(categories(&[60; 30]), Some((8, true)));
        assert_eq!(categories(&[100, 5]), None);
        assert_eq!(categories(&[3; 30]), None);
    }

    #[test]
    fn numbers_take_no_part_and_gaps_have_no_code() {
        assert!(Coded::of(&column(Kind::Numeric, &[50, 50]), 50).is_none());
        let mut flag = column(Kind::Boolean, &[50, 50]);
        flag.values.push(f64::NAN);
        let coded = Coded::of(&flag, 50).unwrap();
        assert_eq!((coded.codes[0], coded.codes[99], coded.codes[100]), (0, 1, NONE));
        assert_eq!((coded.side(0).len(), coded.side(1).len()), (50, 51));
    }
}
