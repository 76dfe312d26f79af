//! Pearson's χ² test of a table with any number of rows and columns: do several samples have the same shares of categories?
//!
//! ```text
//! χ² = Σᵢⱼ (nᵢⱼ − eᵢⱼ)²/eᵢⱼ,   eᵢⱼ = nᵢ nⱼ/N
//! ```
//!
//! Pearson (1900, doi 10.1080/14786440009463897). A row is a sample, such as a file or a version; its law is χ² with (r − 1)(c − 1) degrees of
//! freedom. That law holds well where no eᵢⱼ is below 1 and at most a fifth of them below 5 (Cochran 1954, doi 10.2307/3001616), so the rarest
//! categories are pooled, one by one, until that is so. Of two samples [`crate::chi_square`] is the same statistic. The effect is
//! [`crate::association`]'s Cramér's V of the pooled table. Relative accuracy against SciPy 1.17's `chi2_contingency` without correction: 1e-12,
//! p-values 1e-9.

use crate::laws::chi_squared_law;
use crate::multivariate::association;
use crate::multivariate::cross_table::{CrossTable, Margins};
use crate::samples::sorting::sort_by;
use crate::sums::compensated::Sum;

/// The share of expected counts that may be below [`ENOUGH`].
const MAY_BE_SMALL: f64 = 0.2;

const ENOUGH: f64 = 5.0;

/// No expected count may be below this.
const LEAST: f64 = 1.0;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Independence {
    /// χ², from 0.
    pub statistic: f64,
    /// The probability of a χ² at least as large where all samples have the same shares.
    pub p_value: f64,
    /// (r − 1)(c − 1), after pooling.
    pub degrees_of_freedom: f64,
    /// Cramér's V, corrected for its bias, from 0 to 1; `None` where it is not defined.
    pub v: Option<f64>,
}

/// Compares the rows of a table by the shares of its columns.
///
/// `None` where fewer than two rows or columns have a count, or pooling leaves one category.
///
/// ```
/// use driftscope_stats::{cross_table::CrossTable, independence::independence};
///
/// let table = CrossTable::of_counts(2, vec![30, 70, 45, 55, 40, 60]).unwrap();
/// let test = independence(&table).unwrap();
/// assert_eq!(test.degrees_of_freedom, 2.0);
/// assert!((test.statistic - 4.935_370_152_761).abs() < 1e-11);
/// ```
#[must_use]
pub fn independence(table: &CrossTable) -> Option<Independence> {
    let [margins, _] = table.common(table)?;
    let margins = pooled(margins);
    if !margins.vary() {
        return None;
    }
    let Margins { cells, rows, columns, total } = &margins;
    let term = |(at, cell): (usize, &f64)| {
        let expected = rows[at / columns.len()] * columns[at % columns.len()] / total;
        (cell - expected) * (cell - expected) / expected
    };
    let statistic = cells.iter().enumerate().map(term).collect::<Sum>().total();
    let degrees_of_freedom = (rows.len() as f64 - 1.0) * (columns.len() as f64 - 1.0);
    let p_value = chi_squared_law::sf(statistic, degrees_of_freedom);
    let v = association::of_margins(&margins, 0.95).map(|found| found.v);
    Some(Independence { statistic, p_value, degrees_of_freedom, v })
}

/// The table with its rarest columns as one, which comes last, as few as Cochran's rule asks for. Of equally rare columns the later one goes
/// first.
fn pooled(margins: Margins) -> Margins {
    let mut by_size: Vec<usize> = (0..margins.columns.len()).collect();
    sort_by(&mut by_size, &|&one, &other| {
        margins.columns[one].total_cmp(&margins.columns[other]).then(other.cmp(&one))
    });
    let mut found = margins.clone();
    // One column by itself is no pool.
    for count in 2..=by_size.len() {
        if is_large(&found) {
            break;
        }
        found = joined(&margins, &by_size[..count]);
    }
    found
}

/// Whether the law of χ² holds well.
fn is_large(margins: &Margins) -> bool {
    let expected = margins.rows.iter().flat_map(|row| margins.columns.iter().map(move |column| row * column));
    let (mut small, mut least, mut cells) = (0.0, f64::INFINITY, 0.0);
    for expected in expected.map(|product| product / margins.total) {
        cells += 1.0;
        least = expected.min(least);
        small += if expected < ENOUGH { 1.0 } else { 0.0 };
    }
    least >= LEAST && small <= MAY_BE_SMALL * cells
}

/// The table with some columns as one.
fn joined(margins: &Margins, pool: &[usize]) -> Margins {
    let size = margins.columns.len();
    let kept: Vec<usize> = (0..size).filter(|column| !pool.contains(column)).collect();
    let join = |row: &[f64]| -> Vec<f64> {
        let rest: f64 = pool.iter().map(|&column| row[column]).sum();
        kept.iter().map(|&column| row[column]).chain([rest]).collect()
    };
    Margins {
        cells: margins.cells.chunks_exact(size).flat_map(join).collect(),
        rows: margins.rows.clone(),
        columns: join(&margins.columns),
        total: margins.total,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count_tests::chi_square::homogeneity;

    fn of(columns: usize, counts: &[u64]) -> Option<Independence> {
        independence(&CrossTable::of_counts(columns, counts.to_vec()).unwrap())
    }

    #[test]
    fn two_samples_have_the_statistic_of_homogeneity() {
        let test = of(3, &[30, 70, 11, 45, 55, 19]).unwrap();
        let known = homogeneity(&[30, 70, 11], &[45, 55, 19]).unwrap();
        assert!((test.statistic / known.statistic - 1.0).abs() < 1e-13);
        assert_eq!((test.p_value > 0.0, test.degrees_of_freedom), (true, known.degrees_of_freedom));
    }

    #[test]
    fn rare_categories_are_pooled_until_the_law_holds() {
        // 1 and 2 of 200 are expected 0.5 and 1 times in each of both; together they are 1.5 times, which is below 5 in a third of the cells.
        let test = of(4, &[60, 38, 2, 0, 50, 49, 0, 1]).unwrap();
        let joined = of(2, &[60, 40, 50, 50]).unwrap();
        assert_eq!(test, joined);
        // In a fifth of the cells it may be.
        assert_eq!(of(5, &[60, 40, 50, 30, 2, 50, 50, 40, 40, 1]).unwrap().degrees_of_freedom, 4.0);
    }

    #[test]
    fn where_there_is_no_test() {
        assert_eq!((of(2, &[5, 3]), of(2, &[5, 0, 7, 0]), of(2, &[0; 4])), (None, None, None));
        assert_eq!(of(2, &[1, 1, 1, 1]), None);
    }

    #[test]
    fn the_order_of_categories_and_samples_does_not_matter() {
        let (there, back) = (of(3, &[20, 35, 9, 13, 30, 8]).unwrap(), of(3, &[8, 30, 13, 9, 35, 20]).unwrap());
        assert!((there.statistic / back.statistic - 1.0).abs() < 1e-13);
    }
}
