//! A test of whether two columns of categories are associated differently in two samples.
//!
//! ```text
//! H₀:  pᵢⱼₛ = aᵢⱼ bᵢₛ cⱼₛ                    odds ratios of the columns are those of the other sample
//! X² = Σ (O − E)²/E,   E fitted by the sums over each of the three in turn until all are those that were counted
//! degrees of freedom = pairs that occur − (rows + columns − parts that no pair connects)
//! size = √(max(0, X² − degrees of freedom) (1/n + 1/m)/(min(r, c) − 1))
//! ```
//!
//! Bartlett (1935, doi 10.2307/2983639); the fit is Deming and Stephan's (1940, doi 10.1214/aoms/1177731829). How frequent each
//! category is may differ between the samples without any effect. The test sees what two [`Association`]s do not: where each
//! category has another partner than before, both are as strong. Pearson's X² and not the likelihood ratio, which finds a change in
//! half of the undrifted pairs where cells are thin (8 × 8 of 100 rows); X² did so at p < 0.05 in 0 to 10 of 100.
//!
//! The size is on the scale of V: of two 2 × 2 tables with even margins it is about the difference of their φ with its sign, from 0
//! to 2. The difference of V and its interval (Zou 2007, doi 10.1037/1082-989X.12.4.399) go with it. Accuracy against the
//! log-linear model of statsmodels: 1e-6.

use crate::interval::Interval;
use crate::laws::chi_squared_law;
use crate::multivariate::association::{Association, of_margins};
use crate::multivariate::cross_table::{CrossTable, Margins};

/// Rounds of fitting. It takes some ten; hundreds where one column is nearly known from the other.
const ROUNDS: usize = 200;

/// The largest error of a sum, as a share of all rows, with which the fit is done.
const FITTED: f64 = 1e-10;

/// How two columns go together in two samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AssociationChange {
    /// Cramér's V of each sample, of the categories that it has.
    pub samples: [Association; 2],
    /// The second V less the first, from −1 to 1.
    pub difference: f64,
    /// Its interval.
    pub interval: Interval,
    /// How far the odds ratios are from each other, less what chance makes, on the scale of V: 0 to 2.
    pub size: f64,
    /// X².
    pub statistic: f64,
    /// How many odds ratios can differ; 0 where none can, and then nothing has changed.
    pub degrees_of_freedom: u64,
    /// The probability of a statistic at least as large without a change.
    pub p_value: f64,
}

/// Compares two tables of the same categories. `level` is that of the intervals, such as 0.95.
///
/// `None` where one has no [`Association`], or they have fewer than two categories of a column in common.
///
/// ```
/// use driftscope_stats::{association_change::association_change, cross_table::CrossTable};
///
/// let table = |counts: [u64; 4]| CrossTable::of_counts(2, counts.to_vec()).unwrap();
/// let found = association_change(&table([80, 20, 20, 80]), &table([20, 80, 80, 20]), 0.95).unwrap();
/// assert!(found.difference == 0.0 && found.p_value < 1e-9 && (found.size - 1.2).abs() < 0.01);
/// ```
#[must_use]
pub fn association_change(first: &CrossTable, second: &CrossTable, level: f64) -> Option<AssociationChange> {
    let of = |table: &CrossTable| {
        let [margins, _] = table.common(table)?;
        of_margins(&margins, level)
    };
    let samples = [of(first)?, of(second)?];
    let common = first.common(second)?;
    if !common[0].vary() {
        return None;
    }
    let degrees_of_freedom = degrees_of_freedom(&common);
    let (statistic, p_value) = if degrees_of_freedom == 0 {
        (0.0, 1.0)
    } else {
        let statistic = statistic(&common, &fit(&common));
        (statistic, chi_squared_law::sf(statistic, degrees_of_freedom as f64))
    };
    let [one, two] = samples;
    let difference = two.v - one.v;
    let distance = |a: f64, b: f64| (a * a + b * b).sqrt();
    let interval = Interval {
        low: (difference - distance(two.v - two.interval.low, one.interval.high - one.v)).max(-1.0),
        high: (difference + distance(two.interval.high - two.v, one.v - one.interval.low)).min(1.0),
    };
    let smaller = common[0].rows.len().min(common[0].columns.len()) as f64 - 1.0;
    let scale = (1.0 / common[0].total + 1.0 / common[1].total) / smaller;
    let size = ((statistic - degrees_of_freedom as f64).max(0.0) * scale).sqrt();
    Some(AssociationChange { samples, difference, interval, size, statistic, degrees_of_freedom, p_value })
}

/// The pairs that occur, less what rows and columns explain of them: the parameters of a row and a column each, but for one in
/// each part of the table that no pair connects with the others.
fn degrees_of_freedom(sides: &[Margins; 2]) -> u64 {
    let (rows, columns) = (sides[0].rows.len(), sides[0].columns.len());
    let mut part: Vec<usize> = (0..rows + columns).collect();
    let (mut pairs, mut parts) = (0, rows + columns);
    for (at, (one, other)) in sides[0].cells.iter().zip(&sides[1].cells).enumerate() {
        if one + other == 0.0 {
            continue;
        }
        pairs += 1;
        let (row, column) = (part[at / columns], part[rows + at % columns]);
        if row != column {
            parts -= 1;
            part.iter_mut().filter(|part| **part == column).for_each(|part| *part = row);
        }
    }
    // What connects is a forest of rows + columns − parts pairs.
    (pairs + parts - (rows + columns)) as u64
}

/// The counts that are expected of each sample.
fn fit(sides: &[Margins; 2]) -> [Vec<f64>; 2] {
    let columns = sides[0].columns.len();
    let both: Vec<f64> = sides[0].cells.iter().zip(&sides[1].cells).map(|(one, other)| one + other).collect();
    let all = sides[0].total + sides[1].total;
    // The sums over the samples hold from the beginning and after each round.
    let mut fitted =
        sides.each_ref().map(|side| both.iter().map(|count| count * side.total / all).collect::<Vec<f64>>());
    for _ in 0..ROUNDS {
        let mut error = 0.0_f64;
        for (side, fitted) in sides.iter().zip(&mut fitted) {
            for (row, sum) in fitted.chunks_exact_mut(columns).zip(&side.rows) {
                let now: f64 = row.iter().sum();
                error = error.max((now - sum).abs());
                row.iter_mut().for_each(|cell| *cell *= sum / now);
            }
            let mut sums = vec![0.0; columns];
            for row in fitted.chunks_exact(columns) {
                sums.iter_mut().zip(row).for_each(|(sum, cell)| *sum += cell);
            }
            for (sum, wanted) in sums.iter_mut().zip(&side.columns) {
                error = error.max((*sum - wanted).abs());
                *sum = wanted / *sum;
            }
            for row in fitted.chunks_exact_mut(columns) {
                row.iter_mut().zip(&sums).for_each(|(cell, factor)| *cell *= factor);
            }
        }
        let [one, other] = &mut fitted;
        for ((one, other), count) in one.iter_mut().zip(other).zip(&both) {
            let now = *one + *other;
            if now > 0.0 {
                *one *= count / now;
                *other = count - *one;
            }
        }
        if error <= FITTED * all {
            break;
        }
    }
    fitted
}

fn statistic(sides: &[Margins; 2], fitted: &[Vec<f64>; 2]) -> f64 {
    let of = |(side, fitted): (&Margins, &Vec<f64>)| -> f64 {
        let cells = side.cells.iter().zip(fitted).filter(|(_, expected)| **expected > 0.0);
        cells.map(|(count, expected)| (count - expected) * (count - expected) / expected).sum()
    };
    sides.iter().zip(fitted).map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn table(columns: usize, counts: &[u64]) -> CrossTable {
        CrossTable::of_counts(columns, counts.to_vec()).unwrap()
    }

    #[test]
    fn other_shares_with_the_same_odds_are_no_change() {
        // Rows of the second are those of the first, times 1, 3 and 2.
        let (one, two) = (table(2, &[40, 10, 20, 30, 5, 45]), table(2, &[40, 10, 60, 90, 10, 90]));
        let found = association_change(&one, &two, 0.95).unwrap();
        assert!(found.statistic < 1e-6 && found.p_value > 0.999 && found.size == 0.0, "{found:?}");
        assert_eq!(found.degrees_of_freedom, 2);
    }

    #[test]
    fn a_function_that_stays_has_nothing_to_change_and_one_that_turns_has() {
        let stays = association_change(&table(2, &[50, 0, 0, 50]), &table(2, &[30, 0, 0, 90]), 0.95).unwrap();
        assert_eq!((stays.degrees_of_freedom, stays.statistic, stays.p_value), (0, 0.0, 1.0));
        let turns = association_change(&table(2, &[50, 0, 0, 50]), &table(2, &[0, 50, 50, 0]), 0.95).unwrap();
        assert!(turns.p_value < 1e-20 && turns.difference == 0.0 && turns.size > 1.9, "{turns:?}");
    }

    #[test]
    fn the_size_of_a_change_is_near_the_difference_of_phi() {
        // φ is 0.2 and 0.6.
        let found =
            association_change(&table(2, &[3000, 2000, 2000, 3000]), &table(2, &[4000, 1000, 1000, 4000]), 0.95)
                .unwrap();
        assert!((found.difference - 0.4).abs() < 0.001 && (found.size - 0.4).abs() < 0.05, "{found:?}");
        assert!(found.interval.low > 0.37 && found.interval.high < 0.43);
    }

    #[test]
    fn without_a_change_p_values_are_even() {
        let mut random = Random::new(11);
        let (mut below, rounds) = (0, 600);
        for _ in 0..rounds {
            let mut sample = |rows: u64, second: u64| {
                let mut counts = [0; 12];
                for _ in 0..rows {
                    let first = random.below(3);
                    // Depends on the first, and its own share on the sample.
                    let other = if random.below(2) == 0 { first } else { random.below(second) };
                    counts[(first * 4 + other) as usize] += 1;
                }
                table(4, &counts)
            };
            let (one, two) = (sample(300, 4), sample(200, 4));
            below += u64::from(association_change(&one, &two, 0.95).unwrap().p_value < 0.05);
        }
        // 30 with a standard deviation of 5.3.
        assert!((14..=46).contains(&below), "{below} of {rounds}");
    }

    #[test]
    fn what_shares_no_category_is_none_and_hostile_counts_do_no_harm() {
        assert_eq!(association_change(&table(2, &[5, 0, 0, 5]), &table(2, &[5, 0, 3, 0]), 0.95), None);
        assert_eq!(association_change(&table(2, &[5, 1, 2, 5]), &table(3, &[5, 2, 1, 3, 2, 5]), 0.95), None);
        let huge = table(2, &[u64::MAX, 1, 0, u64::MAX]);
        let found = association_change(&huge, &table(2, &[1, 1, 1, 1]), 0.95).unwrap();
        assert!((0.0..=1.0).contains(&found.p_value) && found.size.is_finite(), "{found:?}");
    }

    #[test]
    fn the_order_of_the_samples_does_not_matter() {
        let (one, two) = (table(3, &[20, 5, 9, 3, 30, 8]), table(3, &[12, 9, 9, 8, 20, 2]));
        let there = association_change(&one, &two, 0.95).unwrap();
        let back = association_change(&two, &one, 0.95).unwrap();
        assert!((there.statistic - back.statistic).abs() < 1e-8 && there.difference == -back.difference);
    }
}
