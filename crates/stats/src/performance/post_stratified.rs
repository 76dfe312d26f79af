//! The mean loss of all rows from those with a label, if some rows are likelier to have one: post-stratification.
//!
//! ```text
//! L = Σ_b [Σ_kept N_c x̄_c + P_b x̄_b] / Σ_b N_b
//! var L = Σ_b s_b² Σ_c n_c w_c² / (Σ_b N_b)²,   w_c = N_c/n_c (kept) + P_b/n_b
//! ```
//!
//! Rows are in cells c (a window of time and a range of answers), and each cell in a stratum b (that range over all windows). N counts rows,
//! n those with a label, x̄ is the mean loss of these. A cell with fewer labels than `fewest` is not kept: its P rows take the mean of the
//! stratum. A stratum with fewer labels is left out, with its rows. s² is that of the stratum; of losses of 0 and 1 it is p(1 − p) with
//! p = (Σx + ½)/(n + 1), so that a stratum without an error is not taken for certain.
//!
//! Holt and Smith (1979, doi 10.2307/2344652). It removes what depends on window and answer alone: among rows of one cell, those with a
//! label are taken for a random sample.

use crate::interval::Interval;
use crate::samples::sorting::sort_by_key;

/// Rows of one cell, and the losses of those with a label.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LabelledCell {
    /// The stratum that it belongs to.
    pub stratum: usize,
    /// All rows.
    pub rows: u64,
    /// Rows with a label.
    pub labels: u64,
    /// The sum of their losses.
    pub sum: f64,
    /// The sum of the squares of their losses.
    pub squares: f64,
}

/// A mean loss of all rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PostStratified {
    /// The mean.
    pub mean: f64,
    /// Its interval.
    pub interval: Interval,
    /// The rows that it is about: those in strata with enough labels.
    pub rows: u64,
}

/// The mean loss of all rows. `None` where no stratum has `fewest` labels, which are at least 2.
///
/// ```
/// use driftscope_stats::performance::post_stratified::{LabelledCell, post_stratified};
///
/// // Of 100 rows that are often wrong, 80 have a label; of 100 that are right, 20.
/// let often = LabelledCell { stratum: 0, rows: 100, labels: 80, sum: 40.0, squares: 40.0 };
/// let never = LabelledCell { stratum: 1, rows: 100, labels: 20, sum: 0.0, squares: 0.0 };
/// let found = post_stratified(&[often, never], 10, 0.95).unwrap();
/// assert_eq!((found.mean, found.rows), (0.25, 200)); // 0.4 of the labelled ones
/// ```
#[must_use]
pub fn post_stratified(cells: &[LabelledCell], fewest: u64, level: f64) -> Option<PostStratified> {
    let z = Interval::normal_quantile(level)?;
    let fewest = fewest.max(2);
    let mut by_stratum = cells.to_vec();
    sort_by_key(&mut by_stratum, &|cell| cell.stratum);
    let (mut sum, mut variance, mut rows) = (0.0, 0.0, 0);
    for of_stratum in by_stratum.chunk_by(|one, other| one.stratum == other.stratum) {
        let all = of_stratum.iter().fold(LabelledCell::default(), |all, cell| LabelledCell {
            stratum: cell.stratum,
            rows: all.rows.saturating_add(cell.rows),
            labels: all.labels.saturating_add(cell.labels),
            sum: all.sum + cell.sum,
            squares: all.squares + cell.squares,
        });
        if all.labels < fewest {
            continue;
        }
        let is_kept = |cell: &LabelledCell| cell.labels >= fewest;
        let pooled = of_stratum.iter().filter(|cell| !is_kept(cell)).map(|cell| cell.rows as f64).sum::<f64>();
        let share = pooled / all.labels as f64;
        let mut weights = 0.0;
        for cell in of_stratum {
            let own = if is_kept(cell) { cell.rows as f64 / cell.labels as f64 } else { 0.0 };
            sum += own * cell.sum;
            weights += cell.labels as f64 * (own + share) * (own + share);
        }
        sum += share * all.sum;
        variance += weights * spread(&all);
        rows += all.rows;
    }
    let count = rows as f64;
    let (mean, reach) = (sum / count, z * variance.sqrt() / count);
    mean.is_finite().then_some(PostStratified {
        mean,
        interval: Interval { low: mean - reach, high: mean + reach },
        rows,
    })
}

/// The variance of the losses.
fn spread(cell: &LabelledCell) -> f64 {
    let n = cell.labels as f64;
    if cell.sum == cell.squares {
        let share = (cell.sum + 0.5) / (n + 1.0);
        return (share * (1.0 - share)).max(0.0);
    }
    ((cell.squares - cell.sum * cell.sum / n) / (n - 1.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn a_cell_with_few_labels_takes_the_mean_of_its_stratum() {
        let cell = |rows, labels, sum: f64| LabelledCell { stratum: 0, rows, labels, sum, squares: sum };
        let found = post_stratified(&[cell(100, 50, 10.0), cell(300, 0, 0.0)], 10, 0.95).unwrap();
        assert!((found.mean - 0.2).abs() < 1e-15 && found.rows == 400);
        let few = post_stratified(&[cell(100, 50, 10.0), LabelledCell { stratum: 1, ..cell(300, 9, 9.0) }], 10, 0.95);
        assert_eq!(few.map(|found| found.rows), Some(100));
        assert_eq!(post_stratified(&[cell(5, 5, 1.0)], 10, 0.95), None);
        assert_eq!(post_stratified(&[], 10, 0.95), None);
    }

    #[test]
    fn any_number_of_strata_in_any_order_is_walked_once() {
        let cell = |stratum| LabelledCell { stratum, rows: 20, labels: 10, sum: 1.0, squares: 1.0 };
        let cells: Vec<LabelledCell> = (0..200_000).rev().map(|place| cell(place * 1000)).collect();
        let found = post_stratified(&cells, 10, 0.95).unwrap();
        assert!((found.mean - 0.1).abs() < 1e-9 && found.rows == 4_000_000);
    }

    #[test]
    fn it_covers_the_mean_of_all_rows_where_labels_depend_on_the_stratum() {
        // Wrong in 5, 20 and 50 of 100 rows; labelled in 15, 30 and 80 of 100.
        let (wrong, labelled) = ([0.05, 0.2, 0.5], [0.15, 0.3, 0.8]);
        let mut random = Random::new(5);
        let (mut covered, mut plain_covers) = (0, 0);
        for _ in 0..1000 {
            let mut cells = [LabelledCell::default(); 3];
            for row in 0..1500 {
                let stratum = row % 3;
                let cell = &mut cells[stratum];
                (cell.stratum, cell.rows) = (stratum, cell.rows + 1);
                let is_wrong = random.unit() < wrong[stratum];
                if random.unit() < labelled[stratum] {
                    cell.labels += 1;
                    cell.sum += f64::from(u8::from(is_wrong));
                    cell.squares = cell.sum;
                }
            }
            let found = post_stratified(&cells, 10, 0.95).unwrap();
            covered += i32::from(found.interval.low <= 0.25 && 0.25 <= found.interval.high);
            let (labels, sum) = cells.iter().fold((0, 0.0), |(n, sum), cell| (n + cell.labels, sum + cell.sum));
            plain_covers += i32::from((sum / labels as f64 - 0.25).abs() < 0.05);
        }
        assert!((930..=970).contains(&covered), "{covered} of 1000");
        assert_eq!(plain_covers, 0, "the labelled rows alone would mislead");
    }
}
