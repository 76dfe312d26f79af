//! The law of a quadratic rank statistic by the ways in which a sample's values can lie in the groups of ties.
//!
//! A way is how many of the smaller sample's values lie up to each cut; from one cut to the next their number grows by a binomial count, all weights
//! over the probability of the sample's size. Where there are few ways each is counted: the law is exact. Where there are more, but few counts at
//! each cut, as when nearly all values are equal, ways that have come to the same count with nearly the same sum go on together, with their mean. The sums up to what
//! was seen are then divided into intervals; ways that have reached it need not be followed. This loses the spread within an interval.
//!
//! Accuracy of the tables: 1 % from 1 to 1e-6, for 128 intervals and more.

use crate::laws::binomial::probability;
use crate::laws::bridge_form::Group;
use crate::walk::tie_group::Sizes;

/// Ways that are counted out.
const MOST_WAYS: f64 = 1e5;

/// Steps that the tables may take, and how many intervals they have.
const MOST_STEPS: f64 = 3e5;

/// The same where so few of the smaller sample's values are expected beside the largest group that the limit is far off.
const MOST_STEPS_OF_FEW: f64 = 4e6;
const FEW: f64 = 12.0;

const FEWEST_INTERVALS: f64 = 128.0;
const MOST_INTERVALS: f64 = 1_000.0;

/// Weights below this share of the p-value do not matter to it.
const LEAST_SHARE: f64 = 1e-9;

/// The probability of a sum at least as large as `statistic`, of which the groups have the weights; `None` where there are too many ways.
/// `about` is what it is in the limit.
pub(super) fn sf(sizes: Sizes, ends: &[u64], groups: &[Group], statistic: f64, about: f64) -> Option<f64> {
    let shapes = Shape::of(sizes, ends);
    let ways: f64 = shapes[..shapes.len() - 1].iter().map(Shape::widest_step).product();
    let steps: f64 = shapes.windows(2).map(|pair| pair[0].counts() * pair[1].likely_steps(sizes)).sum();
    let rate = sizes.n.min(sizes.m) as f64 / sizes.total() as f64;
    let largest = shapes.iter().map(|shape| shape.end - shape.start).max().unwrap_or(0);
    let most = if (sizes.total() - largest) as f64 * rate > FEW { MOST_STEPS } else { MOST_STEPS_OF_FEW };
    let intervals = (most / steps).min(MOST_INTERVALS);
    if statistic <= 0.0 {
        return Some(1.0);
    }
    if ways > MOST_WAYS && intervals < FEWEST_INTERVALS {
        return None;
    }
    let all = Ways::new(sizes, shapes, groups, statistic);
    let least = (about * LEAST_SHARE).max(1e-30);
    let reached = if ways <= MOST_WAYS { all.reached(0, 0, 0.0) } else { all.tabulated(intervals as usize, least) };
    let (counted, total) = (sizes.n.min(sizes.m), sizes.total());
    Some((reached / probability(counted, total, all.rate)).clamp(0.0, 1.0))
}

/// The counts at the end of a group that are possible and matter.
#[derive(Clone, Copy)]
struct Shape {
    start: u64,
    end: u64,
    first: u64,
    last: u64,
}

impl Shape {
    fn of(sizes: Sizes, ends: &[u64]) -> Vec<Self> {
        let (counted, total) = (sizes.n.min(sizes.m), sizes.total());
        let rate = counted as f64 / total as f64;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let shape = |(start, &end): (u64, &u64)| {
            let spread = (end as f64 * (total - end) as f64 / total as f64 * rate * (1.0 - rate)).sqrt();
            let (middle, away) = (end as f64 * rate, 9.0 * spread + 15.0);
            let first = counted.saturating_sub(total - end).max(libm::floor(middle - away).max(0.0) as u64);
            Self { start, end, first, last: counted.min(end).min(libm::ceil(middle + away) as u64) }
        };
        starts.zip(ends).map(shape).collect()
    }

    fn counts(&self) -> f64 {
        (self.last - self.first + 1) as f64
    }

    fn widest_step(&self) -> f64 {
        ((self.end - self.start + 1) as f64).min(self.counts())
    }

    /// How many counts a step leads to that have a weight worth following.
    fn likely_steps(&self, sizes: Sizes) -> f64 {
        let rate = sizes.n.min(sizes.m) as f64 / sizes.total() as f64;
        let spread = ((self.end - self.start) as f64 * rate * (1.0 - rate)).sqrt();
        self.widest_step().min(16.0 * spread + 8.0)
    }
}

/// Every way to draw the smaller sample from the groups.
struct Ways {
    rate: f64,
    groups: Vec<Counted>,
    /// A sum that is as large as this is as large as what was seen.
    threshold: f64,
}

/// A group in the counting.
struct Counted {
    /// The counts of the smaller sample's values up to its end that are possible and matter.
    first: u64,
    last: u64,
    size: u64,
    /// Binomial probabilities of each count within the group.
    steps: Vec<f64>,
    /// Of what remains to be drawn after it, by count from `first` on.
    remaining: Vec<f64>,
    /// Expected counts up to the start and the end, and the weights of the squares of how far the counts are off.
    expected: [f64; 2],
    weights: [f64; 2],
}

impl Ways {
    fn new(sizes: Sizes, shapes: Vec<Shape>, groups: &[Group], statistic: f64) -> Self {
        let (counted, total) = (sizes.n.min(sizes.m), sizes.total());
        let rate = counted as f64 / total as f64;
        // The bridge is √((N − 1)/(nm)) times what a count is off.
        let scale = (total - 1) as f64 / sizes.pairs() as f64;
        let counted_group = |(Shape { start, end, first, last }, group): (Shape, &Group)| Counted {
            first,
            last,
            size: end - start,
            steps: (0..=(end - start).min(last)).map(|count| probability(count, end - start, rate)).collect(),
            remaining: (first..=last).map(|count| probability(counted - count, total - end, rate)).collect(),
            expected: [start, end].map(|place| place as f64 * rate),
            weights: [group.middle * scale, group.end * scale],
        };
        let groups = shapes.into_iter().zip(groups).map(counted_group).collect();
        // Equal sums differ by rounding.
        Self { rate, groups, threshold: statistic * (1.0 - 1e-10) }
    }

    /// The weight of all ways from a group on that reach the threshold, `drawn` values being drawn and `sum` reached before.
    fn reached(&self, place: usize, drawn: u64, sum: f64) -> f64 {
        let Some(group) = self.groups.get(place) else {
            return if sum >= self.threshold { 1.0 } else { 0.0 };
        };
        let mut weight = 0.0;
        let from = group.first.max(drawn);
        for count in from..=group.last.min(drawn + group.size) {
            let next = sum + group.adds(drawn, count);
            let Some(step) = group.steps.get((count - drawn) as usize) else { break };
            // All remaining ways are as far.
            let rest = if next >= self.threshold {
                group.remaining[(count - group.first) as usize]
            } else {
                self.reached(place + 1, count, next)
            };
            weight += step * rest;
        }
        weight
    }

    /// The same for all ways from the start, those of one count and nearly one sum together.
    fn tabulated(&self, intervals: usize, least: f64) -> f64 {
        let place = |sum: f64| ((sum / self.threshold * intervals as f64) as usize).min(intervals - 1);
        // For each count: the weight of an interval, and the weight times the sum.
        let mut table: Vec<(u64, Vec<[f64; 2]>)> = vec![(0, vec![[1.0, 0.0]])];
        let mut reached = 0.0;
        for group in &self.groups {
            let mut next: Vec<(u64, Vec<[f64; 2]>)> =
                (group.first..=group.last).map(|count| (count, vec![[0.0; 2]; intervals])).collect();
            for (drawn, intervals) in table {
                for [weight, moment] in intervals.into_iter().filter(|interval| interval[0] > least) {
                    let sum = moment / weight;
                    let skipped = drawn.saturating_sub(group.first) as usize;
                    for (count, target) in next.iter_mut().skip(skipped) {
                        let Some(step) = group.steps.get((*count - drawn) as usize) else { break };
                        let (weight, sum) = (weight * step, sum + group.adds(drawn, *count));
                        if weight <= least {
                            continue;
                        }
                        if sum >= self.threshold {
                            reached += weight * group.remaining[(*count - group.first) as usize];
                        } else {
                            let interval = &mut target[place(sum)];
                            interval[0] += weight;
                            interval[1] += weight * sum;
                        }
                    }
                }
            }
            table = next;
        }
        reached
    }
}

impl Counted {
    /// The term of a group in the sum, by the numbers of values drawn before it and up to its end.
    fn adds(&self, drawn: u64, count: u64) -> f64 {
        let [before, after] = [drawn as f64 - self.expected[0], count as f64 - self.expected[1]];
        let middle = 0.5 * (before + after);
        self.weights[0] * middle * middle + self.weights[1] * after * after
    }
}
