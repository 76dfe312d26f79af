//! The law of a linear rank statistic by tables of all sums.
//!
//! The largest group is set apart: how many of its values are drawn follows from all other counts. Of the groups with lower scores, and of those
//! with higher ones, a table has for each number of values drawn the weight of every sum of their distances to the largest group's score.
//! A group is added by the shift algorithm (Streitberg and Röhmel 1986, Statistical Software Newsletter 12, 10–17): the table moves by
//! k distances for k more values of that group, by the weight Binomial(k; l, ρ), ρ = n/N, which keeps numbers in range and cancels in the end. All terms
//! are positive.
//!
//! Sums are counted in their common divisor: the law is exact, to 1e-8 of p but for rounding. Where that takes too many steps, distances can be
//! rounded to coarser units, with the weight of a sum spread evenly over its unit; those of few values, each of which is likely, are counted out ([`super::few`]).

use super::accumulated::{Accumulated, narrow};
use super::few::Few;
use super::{Law, Scored, common_divisor};
use crate::laws::binomial::probability;

/// Multiplications for both tables and what is made of them.
const MOST_STEPS: f64 = 6e6;

/// Units that the distances of a side span at least and at most where they are rounded.
const FEWEST_UNITS: i128 = 24;
const MOST_UNITS: i128 = 4_096;

/// The probability of a sum in one of the tails, exactly; `None` where it takes too many steps.
pub(super) fn exactly(law: &Law) -> Option<f64> {
    let sides = Sides::new(law)?;
    Some(sides.tabulated(sides.divisor, MOST_STEPS)?.tails(true, None))
}

/// The same with rounded distances, nearly.
pub(super) fn rounded(law: &Law) -> Option<f64> {
    let sides = Sides::new(law)?;
    let mut unit = sides.divisor;
    while sides.span() / unit > MOST_UNITS {
        unit *= 2;
    }
    while sides.span() / unit >= FEWEST_UNITS {
        if let Some(tables) = sides.tabulated(unit, MOST_STEPS) {
            return Some(tables.tails(false, Some(Few::new(law))));
        }
        unit *= 2;
    }
    None
}

/// The groups below the largest one and above it, each with its distance and size, the nearest first.
struct Sides<'a> {
    law: &'a Law,
    sides: [Vec<(i128, u64)>; 2],
    /// How many values of a side are drawn at most; more have no probability that matters.
    most_drawn: [u64; 2],
    /// Of the differences of distances on a side.
    divisor: i128,
}

impl<'a> Sides<'a> {
    fn new(law: &'a Law) -> Option<Self> {
        let (groups, pivot) = (&law.groups, law.largest);
        let apart = groups.get(pivot)?;
        let distance = |group: &Scored| ((group.score - apart.score).abs(), group.size);
        let sides =
            [groups[..pivot].iter().rev().map(distance).collect(), groups[pivot + 1..].iter().map(distance).collect()];
        let differences = |side: &Vec<(i128, u64)>| {
            side.iter().fold(0, |divisor, group| common_divisor(divisor, (group.0 - side[0].0).unsigned_abs()))
        };
        let [lower, upper] = [&sides[0], &sides[1]].map(differences);
        let divisor = i128::try_from(common_divisor(lower, upper)).ok()?.max(1);
        let most_drawn = sides.each_ref().map(|side| law.likely(side.iter().map(|group| group.1).sum())[1]);
        Some(Self { law, sides, most_drawn, divisor })
    }

    /// How far the distances of a side reach.
    fn span(&self) -> i128 {
        let span = |side: &Vec<(i128, u64)>| side.last().map_or(0, |last| last.0 - side[0].0);
        self.sides.iter().map(span).max().unwrap_or(0)
    }

    /// `None` where it takes more than the given number of steps.
    fn tabulated(&self, unit: i128, most: f64) -> Option<Tables<'_>> {
        let [lower, upper] = &self.sides;
        let [lower_drawn, upper_drawn] = self.most_drawn;
        let (lower, upper) = (Side::new(lower, unit, lower_drawn, most)?, Side::new(upper, unit, upper_drawn, most)?);
        let combinations = (2.0 * lower.places() + 40.0 * lower.rows.len() as f64) * upper.rows.len() as f64;
        (lower.cost() + upper.cost() + combinations <= most).then_some(Tables { sides: self, unit, lower, upper })
    }
}

/// The values drawn on both sides.
struct Tables<'a> {
    sides: &'a Sides<'a>,
    unit: i128,
    lower: Side,
    upper: Side,
}

impl Tables<'_> {
    fn tails(&self, exact: bool, few: Option<Few<'_>>) -> f64 {
        let law = self.sides.law;
        let (drawn, rate, tails, apart) = (law.drawn, law.rate, law.tails, law.groups[law.largest]);
        // X less the largest group's score for each value: the upper distances less the lower ones.
        let base = apart.score * i128::from(drawn);
        let [low, high] = [tails.low.map(|low| low - base), tails.high.map(|high| high - base)];
        let (lower, upper) = (self.lower.weighted(rate), self.upper.weighted(rate));
        let upper: Vec<Accumulated> =
            upper.iter().map(|row| Accumulated::new(row.first as i64, &row.weights)).collect();
        let mut sum = few.as_ref().map_or(0.0, Few::weight);
        let counted = |beside: u64| few.as_ref().is_some_and(|few| beside <= few.most());
        for (below, lower_row) in (0..).zip(&lower) {
            for (above, upper_row) in (0..).zip(&upper) {
                let Some(of_apart) = drawn.checked_sub(below + above).filter(|count| *count <= apart.size) else {
                    continue;
                };
                if counted(below + above) {
                    continue;
                }
                let nearest = i128::from(above) * self.upper.nearest - i128::from(below) * self.lower.nearest;
                let [low, high] = [low, high].map(|sum| sum.map(|sum| sum - nearest));
                let low = low.map(|low| Cut::new(low, self.unit, false, exact));
                let high = high.map(|high| Cut::new(high, self.unit, true, exact));
                let mut met = 0.0;
                for (place, weight) in (lower_row.first as i64..).zip(&lower_row.weights) {
                    let up = low.as_ref().map_or(0.0, |cut| cut.of(|unit| upper_row.up_to(unit + place)));
                    let from = high.as_ref().map_or(0.0, |cut| cut.of(|unit| upper_row.from(unit + place)));
                    met += weight * (up + from);
                }
                if met > 0.0 {
                    sum += met * probability(of_apart, apart.size, rate);
                }
            }
        }
        law.share(sum)
    }
}

/// Where a tail begins, in units: at `outer`, and with a share of it one unit further in.
struct Cut {
    outer: i64,
    inner: i64,
    share: f64,
}

impl Cut {
    fn new(sum: i128, unit: i128, rising: bool, exact: bool) -> Self {
        let floor = sum.div_euclid(unit);
        if exact {
            let first = if rising && floor * unit < sum { floor + 1 } else { floor };
            return Self { outer: narrow(first), inner: narrow(first), share: 0.0 };
        }
        // A unit stands for all sums within half of it.
        let place = sum as f64 / unit as f64;
        let nearest = (sum + unit / 2).div_euclid(unit);
        let off = place - nearest as f64;
        if rising {
            Self { outer: narrow(nearest + 1), inner: narrow(nearest), share: (0.5 - off).clamp(0.0, 1.0) }
        } else {
            Self { outer: narrow(nearest - 1), inner: narrow(nearest), share: (0.5 + off).clamp(0.0, 1.0) }
        }
    }

    fn of(&self, weight: impl Fn(i64) -> f64) -> f64 {
        let outer = weight(self.outer);
        if self.share > 0.0 { outer + self.share * (weight(self.inner) - outer) } else { outer }
    }
}

/// The groups to one side of the largest one.
struct Side {
    /// The distance of the nearest group; that of each group from it, in units, and its size.
    nearest: i128,
    groups: Vec<(usize, u64)>,
    /// For each number of values drawn the smallest and the largest sum, in units.
    rows: Vec<(usize, usize)>,
}

impl Side {
    /// `None` where it has more than the given number of sums.
    fn new(side: &[(i128, u64)], unit: i128, most_drawn: u64, most: f64) -> Option<Self> {
        let nearest = side.first().map_or(0, |group| group.0);
        let mut groups: Vec<(usize, u64)> = Vec::new();
        for (distance, size) in side {
            let units = usize::try_from((distance - nearest + unit / 2) / unit).ok()?;
            match groups.last_mut() {
                Some(last) if last.0 == units => last.1 += size,
                _ => groups.push((units, *size)),
            }
        }
        if most_drawn as f64 > most {
            return None;
        }
        let repeat = |group: &(usize, u64)| std::iter::repeat_n(group.0, group.1.min(most_drawn) as usize);
        let (ascending, descending) = (groups.iter().flat_map(repeat), groups.iter().rev().flat_map(repeat));
        let (mut least, mut largest, mut places) = (0_usize, 0_usize, 0.0);
        let mut rows = vec![(0, 0)];
        for (small, large) in ascending.zip(descending).take(most_drawn as usize) {
            least = least.checked_add(small)?;
            largest = largest.checked_add(large)?;
            places += (largest - least) as f64;
            if places > most {
                return None;
            }
            rows.push((least, largest));
        }
        Some(Self { nearest, groups, rows })
    }

    fn places(&self) -> f64 {
        self.rows.iter().map(|(least, largest)| (largest - least) as f64 + 1.0).sum()
    }

    fn cost(&self) -> f64 {
        let most = self.rows.len() as u64;
        let shifts: u64 = self.groups.iter().map(|group| group.1.min(most) + 1).sum();
        self.places() * shifts as f64
    }

    fn weighted(&self, rate: f64) -> Vec<Row> {
        let row = |(least, largest): &(usize, usize)| Row { first: *least, weights: vec![0.0; largest - least + 1] };
        let mut rows: Vec<Row> = self.rows.iter().map(row).collect();
        rows[0].weights[0] = 1.0;
        let mut reached = 0;
        for &(units, size) in &self.groups {
            let most = size.min(self.rows.len() as u64 - 1) as usize;
            let steps: Vec<f64> = (0..=most as u64).map(|count| probability(count, size, rate)).collect();
            reached = (reached + most).min(rows.len() - 1);
            // From the largest number down, so that those below are still without this group.
            for drawn in (0..=reached).rev() {
                let (before, here) = rows.split_at_mut(drawn);
                let row = &mut here[0];
                row.weights.iter_mut().for_each(|weight| *weight *= steps[0]);
                for (from, count) in before.iter().rev().zip(1..=most) {
                    row.add(from, count * units, steps[count]);
                }
            }
        }
        rows
    }
}

/// The weights of the sums from `first` on, of one number of values drawn.
struct Row {
    first: usize,
    weights: Vec<f64>,
}

impl Row {
    /// Adds what another row has, moved up by some places.
    fn add(&mut self, from: &Row, shift: usize, step: f64) {
        let start = from.first + shift;
        // Sums outside of this row have no weight.
        let (skipped, place) = (self.first.saturating_sub(start), start.saturating_sub(self.first));
        let targets = self.weights.iter_mut().skip(place);
        targets.zip(from.weights.iter().skip(skipped)).for_each(|(target, weight)| *target += step * weight);
    }
}
