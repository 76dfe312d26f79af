//! An estimate of a model's metrics without labels, from its calibrated scores.
//!
//! Labelled rows teach what each score is worth as a probability; the rows without labels then count as right and wrong in these shares. The
//! estimate is unbiased as long as a score is worth the same in both (Kivimäki, Białek, Nurminen and Kuberski 2025, arXiv 2407.08649); it
//! cannot see that the same inputs have come to mean another outcome. The method is known as confidence-based performance estimation, CBPE;
//! with weighted labelled rows it is PAPE (Białek, Kivimäki, Kuberski and Perrakis 2025, arXiv 2401.08348).
//!
//! The interval is about the value that labels would show. It holds two parts, both by simulation: the labelled rows are drawn again and
//! calibrate again, and each label is drawn by its probability. The interval of NannyML leaves the first part out: its 99 % cover 61 % with
//! 500 labelled rows.

mod calibrator;
mod draws;
mod expected;
mod weighted;

pub use calibrator::{Calibrator, Labelled, Mass, Method};
pub use expected::Estimable;
pub use weighted::weighted_errors;

use super::confusion::ConfusionMetric;
use super::measured::{Difference, Estimated, Measured, compared_by_interval};
use crate::random::Random;
use crate::sorting::sort_by;
use crate::special::normal_sf;
use draws::{binomial, poisson};
use expected::{Expected, Table};

/// Parts of the labelled rows, each tried by the calibrator that was learnt from the others.
const FOLDS: usize = 10;

/// How often the labelled rows are drawn again: the standard deviation is then right to 7 %.
const DRAWS: usize = 100;

/// Groups of neighbouring scores in a draw.
const MOST_CELLS: usize = 1_000;

/// The seed of the draws.
const SEED: u64 = 0x5eed_d21f_7500_0006;

/// A row with an answer and a score: the score, and whether the answer is positive.
pub type Answered = (f64, bool);

/// Calibrated scores of one or more models, with what chance in the labelled rows could have made of them.
#[derive(Clone, Debug)]
pub struct Estimator {
    models: Vec<Model>,
}

#[derive(Clone, Debug)]
struct Model {
    calibrator: Calibrator,
    /// The scores that draws work on, ascending.
    cells: Vec<f64>,
    /// In each draw, the rate at each of these scores.
    draws: Vec<Vec<f64>>,
}

/// A metric that was estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Which one.
    pub metric: Estimable,
    /// The estimate, with the 95 % interval of the value that labels would show.
    pub measured: Measured,
    /// The standard deviation of that value around the estimate.
    pub sd: f64,
}

impl Estimator {
    /// Calibrates the scores of each model by its labelled rows, in any order; without a method, by the one that errs less on rows that it did
    /// not learn from. `None` where a model has no labelled rows.
    #[must_use]
    pub fn fit(models: &[Vec<Labelled>], method: Option<Method>) -> Option<Self> {
        let mut random = Random::new(SEED);
        let fit = |rows: &Vec<Labelled>| Model::fit(rows.clone(), method, &mut random);
        let models: Option<Vec<Model>> = models.iter().map(fit).collect();
        models.filter(|models| !models.is_empty()).map(|models| Self { models })
    }

    /// How the scores of each model are calibrated.
    pub fn methods(&self) -> impl Iterator<Item = Method> + '_ {
        self.models.iter().map(|model| model.calibrator.method())
    }

    /// The metrics of rows without labels, a list for each model; without rows, none.
    #[must_use]
    pub fn estimate(&self, rows: &[Vec<Answered>], metrics: &[Estimable]) -> Vec<Estimate> {
        let n: usize = rows.iter().map(Vec::len).sum();
        let mut exact = Vec::new();
        let mut cells: Vec<(usize, usize, [f64; 2])> = Vec::new();
        for (place, (model, rows)) in self.models.iter().zip(rows).enumerate() {
            exact.extend(model.expected(rows));
            let counted = model.by_cell(rows).into_iter().enumerate().filter(|(_, rows)| rows[0] + rows[1] > 0.0);
            cells.extend(counted.map(|(cell, rows)| (place, cell, rows)));
        }
        exact.sort_by(|one, other| one.score.total_cmp(&other.score));
        let score = |&(model, cell, _): &(usize, usize, [f64; 2])| self.models[model].cells[cell];
        sort_by(&mut cells, &|one, other| score(one).total_cmp(&score(other)));
        let table = Table::new(&exact);
        let values: Vec<Option<f64>> = metrics.iter().map(|metric| table.value(*metric)).collect();
        let mut random = Random::new(SEED);
        let mut sums = vec![Spread::default(); metrics.len()];
        for draw in 0..DRAWS {
            let drawn = cells.iter().map(|cell| {
                let (model, place, rows) = *cell;
                let rate = self.models[model].draws[draw][place];
                Expected { score: score(cell), rows, positives: rows.map(|rows| binomial(&mut random, rows, rate)) }
            });
            let drawn: Vec<Expected> = drawn.collect();
            let table = Table::new(&drawn);
            for (metric, sum) in metrics.iter().zip(&mut sums) {
                table.value(*metric).into_iter().for_each(|value| sum.add(value));
            }
        }
        let found = metrics.iter().zip(values).zip(sums).filter_map(|((&metric, value), spread)| {
            let variance = spread.variance();
            let estimated = Estimated { value: value?, variance, n: n as u64 };
            Some(Estimate { metric, measured: estimated.measured(metric.scale()), sd: variance.sqrt() })
        });
        found.collect()
    }

    /// The accuracy of rows without labels, as [`estimate`](Self::estimate) but with the variance of the labels in closed form: fast enough
    /// for many small sets of rows. `None` without rows.
    #[must_use]
    pub fn accuracy(&self, rows: &[Vec<Answered>]) -> Option<Estimate> {
        let n: usize = rows.iter().map(Vec::len).sum();
        let (mut right, mut spread) = (0.0, 0.0);
        let mut drawn = vec![0.0; DRAWS];
        for (model, rows) in self.models.iter().zip(rows) {
            for Expected { rows: [negative, positive], positives, .. } in model.expected(rows) {
                let (misses, hits) = (positives[0], positives[1]);
                right += hits + negative - misses;
                let rate = if positive > 0.0 { hits / positive } else { misses / negative };
                spread += (negative + positive) * rate * (1.0 - rate);
            }
            let cells: Vec<(usize, [f64; 2])> =
                model.by_cell(rows).into_iter().enumerate().filter(|(_, rows)| rows[0] + rows[1] > 0.0).collect();
            for (drawn, rates) in drawn.iter_mut().zip(&model.draws) {
                let right = |&(cell, [negative, positive]): &(usize, [f64; 2])| {
                    positive * rates[cell] + negative * (1.0 - rates[cell])
                };
                *drawn += cells.iter().map(right).sum::<f64>();
            }
        }
        let rows = n as f64;
        let mut calibrations = Spread::default();
        drawn.iter().for_each(|right| calibrations.add(right / rows));
        let variance = spread / (rows * rows) + calibrations.variance();
        let estimated = Estimated { value: right / rows, variance, n: n as u64 };
        let metric = Estimable::Confusion(ConfusionMetric::Accuracy);
        let measured = estimated.measured(metric.scale());
        (n > 0).then(|| Estimate { metric, measured, sd: variance.sqrt() })
    }
}

/// An estimate less the same metric of labelled rows, whose chance is independent of it.
#[must_use]
pub fn against(reference: Measured, estimated: Measured) -> Option<Difference> {
    compared_by_interval([Ok(reference), Ok(estimated)]).difference
}

impl Model {
    fn fit(mut rows: Vec<Labelled>, method: Option<Method>, random: &mut Random) -> Option<Self> {
        rows.retain(|row| row.positive.sum + row.negative.sum > 0.0);
        rows.sort_by(|one, other| one.score.total_cmp(&other.score));
        let cells = merged(&rows);
        let (method, doubt) = method.map_or_else(|| chosen(&cells), |method| (method, 0.0));
        let calibrator = Calibrator::fit(method, &rows).or_else(|| Calibrator::fit(Method::Isotonic, &rows))?;
        let method = calibrator.method();
        let other = if method == Method::Beta { Method::Isotonic } else { Method::Beta };
        let scores: Vec<f64> = cells.iter().map(|cell| cell.score).collect();
        let of_draw = |_| {
            let drawn: Vec<Labelled> = cells.iter().map(|cell| redrawn(cell, random)).collect();
            // As often as the other curve is likely to be the better one, it is drawn.
            let method = if random.unit() < doubt { other } else { method };
            let fitted = Calibrator::fit(method, &drawn).or_else(|| Calibrator::fit(Method::Isotonic, &drawn));
            let fitted = fitted.as_ref().unwrap_or(&calibrator);
            scores.iter().map(|score| fitted.rate(*score)).collect()
        };
        let draws = (0..DRAWS).map(of_draw).collect();
        Some(Self { calibrator, cells: scores, draws })
    }

    /// What rows are expected to be worth, by distinct score.
    fn expected(&self, rows: &[Answered]) -> Vec<Expected> {
        let mut sorted = rows.to_vec();
        sorted.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let groups = sorted.chunk_by(|one, other| one.0 == other.0).map(|group| {
            let positive = group.iter().filter(|row| row.1).count() as f64;
            Expected::at(group[0].0, [group.len() as f64 - positive, positive], self.calibrator.rate(group[0].0))
        });
        groups.collect()
    }

    /// The rows nearest to each cell's score, by answer.
    fn by_cell(&self, rows: &[Answered]) -> Vec<[f64; 2]> {
        let mut counts = vec![[0.0; 2]; self.cells.len()];
        for &(score, answer) in rows {
            let above = self.cells.partition_point(|cell| *cell < score).min(self.cells.len() - 1);
            let is_nearer = above > 0 && score - self.cells[above - 1] < self.cells[above] - score;
            counts[above - usize::from(is_nearer)][usize::from(answer)] += 1.0;
        }
        counts
    }
}

/// Rows of neighbouring scores together, at their mean score; no more than there are cells.
fn merged(rows: &[Labelled]) -> Vec<Labelled> {
    if rows.len() <= MOST_CELLS {
        return rows.to_vec();
    }
    let total: f64 = rows.iter().map(|row| row.positive.sum + row.negative.sum).sum();
    let wanted = total / MOST_CELLS as f64;
    let (mut cells, mut open, mut score) = (Vec::with_capacity(MOST_CELLS + 1), Labelled::default(), 0.0);
    for row in rows {
        for (sum, other) in [(&mut open.positive, row.positive), (&mut open.negative, row.negative)] {
            sum.sum += other.sum;
            sum.squares += other.squares;
        }
        score += row.score * (row.positive.sum + row.negative.sum);
        let weight = open.positive.sum + open.negative.sum;
        if weight >= wanted {
            open.score = score / weight;
            cells.push(std::mem::take(&mut open));
            score = 0.0;
        }
    }
    let weight = open.positive.sum + open.negative.sum;
    if weight > 0.0 {
        open.score = score / weight;
        cells.push(open);
    }
    cells
}

/// The rows of a cell as another set of labelled rows would have them: as many as chance makes of them, with the mean and the variance of
/// their weights.
fn redrawn(cell: &Labelled, random: &mut Random) -> Labelled {
    let mut redrawn = |mass: Mass| {
        if mass.sum <= 0.0 {
            return Mass::default();
        }
        let size = mass.squares / mass.sum;
        let sum = size * poisson(random, mass.sum / size);
        Mass { sum, squares: size * sum }
    };
    Labelled { score: cell.score, positive: redrawn(cell.positive), negative: redrawn(cell.negative) }
}

/// The method with the smaller squared error on rows that it did not learn from, and how likely the other one is the better: by the normal law
/// of the sum of the rows' differences. The log loss would not do: the rates of 0 and 1 at the ends of a step function cost it more than all
/// the rest tells.
fn chosen(cells: &[Labelled]) -> (Method, f64) {
    let parts = folds(cells);
    let mut lead = Spread::default();
    for fold in 0..FOLDS {
        let learnt: Vec<Labelled> = cells.iter().zip(&parts).map(|(cell, parts)| without(cell, &parts[fold])).collect();
        let [beta, steps] = [Method::Beta, Method::Isotonic].map(|method| Calibrator::fit(method, &learnt));
        let (Some(beta), Some(steps)) = (beta, steps) else { return (Method::Isotonic, 0.0) };
        for (cell, parts) in cells.iter().zip(&parts) {
            let rates = [&beta, &steps].map(|found| found.rate(cell.score));
            let part = &parts[fold];
            // Of a positive row (1 − p)², of a negative one p²: beta's less that of the steps.
            lead.add_rows(part.negative.sum, rates[0] * rates[0] - rates[1] * rates[1]);
            let missed = rates.map(|rate| 1.0 - rate);
            lead.add_rows(part.positive.sum, missed[0] * missed[0] - missed[1] * missed[1]);
        }
    }
    let method = if lead.mean > 0.0 { Method::Isotonic } else { Method::Beta };
    let error = (lead.variance() / lead.n.max(1.0)).sqrt();
    let doubt = if error > 0.0 { normal_sf(lead.mean.abs() / error) } else { 0.0 };
    (method, doubt)
}

/// The rows of each cell in each fold. They go round the folds in a drawn order: rows of one score that are dealt out by their labels would tell
/// the other folds of them.
fn folds(cells: &[Labelled]) -> Vec<[Labelled; FOLDS]> {
    let mut random = Random::new(SEED);
    let mut turn = 0;
    let of_cell = |cell: &Labelled| {
        let rows =
            |mass: Mass| if mass.squares > 0.0 { (mass.sum * mass.sum / mass.squares).round().max(1.0) } else { 0.0 };
        let of_row = |mass: Mass, rows: f64| Mass { sum: mass.sum / rows, squares: mass.squares / rows };
        let mut left = [cell.negative, cell.positive].map(|mass| rows(mass) as u64);
        let sizes = [of_row(cell.negative, left[0] as f64), of_row(cell.positive, left[1] as f64)];
        let mut parts = [Labelled { score: cell.score, ..Labelled::default() }; FOLDS];
        while left[0] + left[1] > 0 {
            let is_positive = random.below(left[0] + left[1]) >= left[0];
            let part = &mut parts[turn % FOLDS];
            let mass = if is_positive { &mut part.positive } else { &mut part.negative };
            mass.sum += sizes[usize::from(is_positive)].sum;
            mass.squares += sizes[usize::from(is_positive)].squares;
            left[usize::from(is_positive)] -= 1;
            turn += 1;
        }
        parts
    };
    cells.iter().map(of_cell).collect()
}

/// A cell without some of its rows.
fn without(cell: &Labelled, part: &Labelled) -> Labelled {
    let less = |all: Mass, part: Mass| {
        let rest = Mass { sum: all.sum - part.sum, squares: all.squares - part.squares };
        // Sums of parts may miss the whole by a rounding error.
        if rest.sum > 1e-9 * all.sum { rest } else { Mass::default() }
    };
    let (positive, negative) = (less(cell.positive, part.positive), less(cell.negative, part.negative));
    Labelled { score: cell.score, positive, negative }
}

/// The spread of drawn values.
#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    n: f64,
    mean: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, value: f64) {
        self.add_rows(1.0, value);
    }

    /// Adds rows of one value.
    fn add_rows(&mut self, rows: f64, value: f64) {
        if rows > 0.0 {
            let step = value - self.mean;
            self.n += rows;
            self.mean += step * rows / self.n;
            self.squares += rows * step * (value - self.mean);
        }
    }

    fn variance(self) -> f64 {
        if self.n > 1.0 { self.squares / (self.n - 1.0) } else { 0.0 }
    }
}
