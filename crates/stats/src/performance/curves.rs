//! The ROC and the precision–recall curve of scores of two classes at a few thresholds.
//!
//! A point is a threshold s, at which rows with a score of s or more are answered as positive: recall TP/(TP + FN), false-positive rate
//! FP/(FP + TN) and precision TP/(TP + FP) are those of all rows. The thresholds are chosen so that recall and false-positive rate together
//! rise by a 48th of their whole way from point to point, and at least 10 rows lie between two of them: the exact curve would give away
//! every row's score and label. As scikit-learn's `roc_curve` and `precision_recall_curve` at these thresholds: exact.

use super::scores::Scores;

/// Steps of a curve.
const STEPS: f64 = 48.0;

/// Rows between two points at least.
const FEWEST_ROWS: u64 = 10;

/// A threshold, and what answers from it on are like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The score from which on the answer is positive.
    pub threshold: f64,
    /// The share of negative rows that are answered as positive.
    pub false_rate: f64,
    /// The share of positive rows that are answered as positive.
    pub recall: f64,
    /// The share of positive answers that are right.
    pub precision: f64,
}

/// The points by falling threshold; the last one answers every row as positive. None unless both classes have 10 rows.
#[must_use]
pub fn curve(table: &Scores) -> Vec<CurvePoint> {
    let [positives, negatives] = table.rows();
    if positives < FEWEST_ROWS || negatives < FEWEST_ROWS {
        return Vec::new();
    }
    let mut points = Vec::new();
    let (mut hits, mut alarms, mut last) = (0_u64, 0_u64, (0_u64, 0.0));
    for &(threshold, positive, negative) in table.groups().iter().rev() {
        hits += positive;
        alarms += negative;
        let (recall, false_rate) = (hits as f64 / positives as f64, alarms as f64 / negatives as f64);
        let (rows, way) = (hits + alarms, recall + false_rate);
        let rest = positives + negatives - rows;
        let is_due = way - last.1 >= 2.0 / STEPS && rows - last.0 >= FEWEST_ROWS && rest >= FEWEST_ROWS;
        if is_due || rest == 0 {
            points.push(CurvePoint { threshold, false_rate, recall, precision: hits as f64 / rows as f64 });
            last = (rows, way);
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lie_apart_and_end_where_every_row_is_answered_as_positive() {
        let rows: Vec<(f64, bool)> =
            (0..3000_u32).map(|row| (f64::from(row * 7919 % 3001), row * 7919 % 3001 + row % 900 > 1800)).collect();
        let points = curve(&Scores::of(&rows));
        assert!((20..=49).contains(&points.len()), "{}", points.len());
        let mut before = 0;
        for point in &points {
            let above: Vec<bool> = rows.iter().filter(|row| row.0 >= point.threshold).map(|row| row.1).collect();
            assert!(above.len() >= before + 10);
            before = above.len();
            let hits = above.iter().filter(|hit| **hit).count() as f64;
            assert!((point.precision - hits / above.len() as f64).abs() < 1e-15);
        }
        assert_eq!(before, rows.len());
        assert_eq!(points.last().map(|point| (point.recall, point.false_rate)), Some((1.0, 1.0)));
    }

    #[test]
    fn few_rows_and_one_score_give_few_points() {
        let of = |positives: usize, negatives: usize| {
            let rows: Vec<(f64, bool)> = (0..positives + negatives).map(|row| (0.5, row < positives)).collect();
            curve(&Scores::of(&rows)).len()
        };
        assert_eq!((of(9, 100), of(100, 9), of(10, 10), of(0, 0)), (0, 0, 1, 0));
    }
}
