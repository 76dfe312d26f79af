//! The probability that a Brownian bridge leaves a band at some of the given cuts: the limit of [`super::band`] for large samples.
//!
//! The bridge is carried from cut to cut as a density on an even grid across the band. One step is a sum over the normal kernel, with
//! Gregory's weights at the ends of the grid, whose error is of the seventh order. What a step carries out of the band, times the density of the way back to 0, adds to
//! the probability of leaving; so small probabilities have their digits, too.
//!
//! A step over many small groups of ties, whose ends are cuts of their own, is taken as if the bridge were seen all the way and the band were
//! wider by β times the root of their spacing, β = −ζ(½)/√(2π) = 0.5826 (Chernoff 1965, doi 10.1214/aoms/1177699998; Siegmund 1985); for a band
//! with straight borders the reflected kernel then gives what leaves. At the ends of a step the bridge is compared with the band itself, and
//! within it β is a little larger: with both ends on the border it must be √½ for the right probability, 1/k of k groups.
//!
//! Accuracy: relative 1e-2 for probabilities of leaving from 1 to 1e-6, against the exact law.

use core::f64::consts::TAU;

use crate::walk::ties::Cell;

/// How much wider a band acts on a bridge that is seen at even steps, in units of the root of a step.
pub(crate) const OVERSHOOT: f64 = 0.582_597_157_939_010_6;

/// The same between two steps at which it is compared with the band: between [`OVERSHOOT`] and √½.
const OVERSHOOT_WITHIN: f64 = 0.63;

/// Points of the grid across the band.
const FEWEST: f64 = 41.0;
const MOST: f64 = 641.0;

/// Points of the grid to a standard deviation of the shortest step.
const FINENESS: f64 = 1.7;

/// Standard deviations of a step beyond which nothing arrives.
const FAR: f64 = 8.0;

/// Gregory's weights at the ends of a grid.
const END_WEIGHTS: [f64; 5] = [95.0 / 288.0, 317.0 / 240.0, 23.0 / 30.0, 793.0 / 720.0, 157.0 / 160.0];

/// The borders, both above 0: it leaves at `above` and at −`below`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Band {
    pub(crate) above: f64,
    pub(crate) below: f64,
}

/// From one cut to the next.
#[derive(Clone, Copy, Debug)]
struct Step {
    length: f64,
    /// How much wider the band is in between; `None` where there is no cut in between.
    wider: Option<f64>,
}

/// The ways of a bridge over cells of tied values.
pub(crate) struct Bridges {
    steps: Vec<Step>,
    shortest: f64,
}

impl Bridges {
    /// For `total` values, in cells of which the last one ends there.
    pub(crate) fn new(cells: &[Cell], total: u64) -> Self {
        let (size, mut before, mut steps) = (total as f64, 0, Vec::new());
        for cell in cells {
            let values = (cell.end - before) as f64;
            // The mean root of the spacing, by values.
            let root = cell.spacing / (values * size.sqrt());
            let wider = (cell.groups > 1).then_some(OVERSHOOT_WITHIN * root);
            steps.push(Step { length: values / size, wider });
            before = cell.end;
        }
        let shortest = steps.iter().map(|step| step.length).fold(1.0, f64::min);
        Self { steps, shortest }
    }

    /// The probability that the bridge leaves the band at some cut.
    pub(crate) fn leaves(&self, band: Band) -> f64 {
        let width = band.above + band.below;
        let points = (width * FINENESS / self.shortest.sqrt() + 1.0).clamp(FEWEST, MOST) as usize;
        let spacing = width / (points - 1) as f64;
        let mut density = Density { band, spacing, values: Vec::new(), left: 0.0, time: 0.0 };
        let mut waiting = 0.0;
        for (place, step) in self.steps.iter().enumerate() {
            let length = step.length + waiting;
            if place + 1 == self.steps.len() {
                density.finish(Step { length, ..*step });
                break;
            }
            // A step that the grid cannot show is taken together with the next one.
            if length.sqrt() < 0.6 * spacing {
                waiting = length;
                continue;
            }
            waiting = 0.0;
            if density.values.is_empty() {
                density.start(length, points)
            } else {
                density.step(Step { length, ..*step })
            }
        }
        density.left.clamp(0.0, 1.0)
    }
}

/// The density of a Brownian motion that is still in the band.
struct Density {
    band: Band,
    spacing: f64,
    /// At the points of the grid, with Gregory's weights; empty while the motion is at 0.
    values: Vec<f64>,
    /// The probability that the bridge has left.
    left: f64,
    time: f64,
}

impl Density {
    /// From 0 to the first cut.
    fn start(&mut self, length: f64, points: usize) {
        self.time = length;
        let Band { above, below } = self.band;
        let at = |place: f64| kernel(place, length);
        let values = (0..points).map(|point| at(-below + point as f64 * self.spacing)).collect();
        let reach = FAR * length.sqrt();
        for border in [above, below] {
            // From the border to where nothing arrives.
            let count = ((reach - border).max(0.0) / self.spacing) as usize + 2;
            let outside: Vec<f64> = (0..count).map(|point| at(border + point as f64 * self.spacing)).collect();
            self.leave(border, &outside);
        }
        self.values = values;
        self.weigh();
    }

    fn step(&mut self, step: Step) {
        self.time += step.length;
        let points = self.values.len();
        let reach = ((FAR * step.length.sqrt() / self.spacing) as usize + 1).min(points + 400);
        let steps: Vec<f64> = (0..=reach).map(|far| kernel(far as f64 * self.spacing, step.length)).collect();
        let mut next: Vec<f64> = (0..points).map(|point| carried(&self.values, point, &steps)).collect();
        for (border, reversed) in [(self.band.above, true), (self.band.below, false)] {
            let outside: Vec<f64> = (0..=reach).map(|far| carried_out(&self.values, far, &steps, reversed)).collect();
            self.leave(border, &outside);
        }
        if let Some(wider) = step.wider {
            let images: Vec<f64> =
                (0..=reach).map(|far| kernel(2.0 * wider + far as f64 * self.spacing, step.length)).collect();
            for (border, reversed) in [(self.band.above, true), (self.band.below, false)] {
                self.reflect(&mut next, border, &images, reversed);
            }
        }
        self.values = next;
        self.weigh();
    }

    /// Takes off what has left on the way and is back inside: the reflected kernel.
    fn reflect(&mut self, next: &mut [f64], border: f64, images: &[f64], reversed: bool) {
        let points = next.len();
        for inwards in 0..images.len().min(points) {
            let reflected = carried_out(&self.values, inwards, images, reversed);
            let point = if reversed { points - 1 - inwards } else { inwards };
            next[point] -= reflected;
            let weight = end_weight(inwards) * end_weight(points - 1 - inwards);
            self.left += weight * self.spacing * reflected * self.way_back(border - inwards as f64 * self.spacing);
        }
    }

    /// Counts what is beyond a border, from it on.
    fn leave(&mut self, border: f64, outside: &[f64]) {
        for (point, value) in outside.iter().enumerate() {
            let back = self.way_back(border + point as f64 * self.spacing);
            self.left += end_weight(point) * self.spacing * value * back;
        }
    }

    /// The density of the way from a place now to 0 at 1, over that from the start.
    fn way_back(&self, place: f64) -> f64 {
        kernel(place, 1.0 - self.time) * TAU.sqrt()
    }

    /// Multiplies by Gregory's weights and the spacing, for the sum of the next step.
    fn weigh(&mut self) {
        let last = self.values.len() - 1;
        for (point, value) in self.values.iter_mut().enumerate() {
            *value *= self.spacing * end_weight(point) * end_weight(last - point);
        }
    }

    /// To 0 at the end. Only what leaves on the way counts.
    fn finish(&mut self, step: Step) {
        let Some(wider) = step.wider else { return };
        for (point, value) in self.values.iter().enumerate() {
            let place = -self.band.below + point as f64 * self.spacing;
            let back = |border: f64, place: f64| kernel(2.0 * (border + wider) - place, step.length) * TAU.sqrt();
            self.left += value * (back(self.band.above, place) + back(self.band.below, -place));
        }
    }
}

/// The mass that all points carry to a point of the grid.
fn carried(values: &[f64], point: usize, steps: &[f64]) -> f64 {
    let up = values[point..].iter().zip(steps).map(|(value, step)| value * step).sum::<f64>();
    let down = values[..point].iter().rev().zip(&steps[1..]).map(|(value, step)| value * step).sum::<f64>();
    up + down
}

/// The mass that all points carry a number of points beyond the lower end of the grid, or the upper one where it is reversed.
fn carried_out(values: &[f64], far: usize, steps: &[f64], reversed: bool) -> f64 {
    let steps = &steps[far.min(steps.len())..];
    if reversed {
        values.iter().rev().zip(steps).map(|(value, step)| value * step).sum()
    } else {
        values.iter().zip(steps).map(|(value, step)| value * step).sum()
    }
}

fn end_weight(point: usize) -> f64 {
    END_WEIGHTS.get(point).copied().unwrap_or(1.0)
}

/// The normal density.
fn kernel(place: f64, variance: f64) -> f64 {
    libm::exp(-0.5 * place * place / variance) / (TAU * variance).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::given_ties::band::{self, Walks};
    use crate::walk::ties::tests::of_groups;

    fn bridges(groups: &[u64], parts: u64) -> Bridges {
        let ties = of_groups(1, groups);
        Bridges::new(&ties.cells(parts), ties.sizes.total())
    }

    /// The exact law of two samples of this many values, with groups of such shares.
    fn exactly(shares: &[f64], size: u64, reach: [f64; 2]) -> f64 {
        let all: f64 = shares.iter().sum();
        let mut sum = 0.0;
        let ends: Vec<u64> = shares
            .iter()
            .map(|share| {
                sum += share;
                libm::rint(sum / all * 2.0 * size as f64) as u64
            })
            .collect();
        let sizes = crate::walk::tie_group::Sizes { n: size, m: size - 1 };
        let ends: Vec<u64> = ends.iter().map(|end| (*end).min(sizes.total())).collect();
        // The gap in units of the bridge: nm (F − G)/√(nm N).
        let unit = (sizes.pairs() as f64 * sizes.total() as f64).sqrt();
        let [above, below] = reach.map(|reach| libm::rint(reach * unit) as u64);
        Walks::new(sizes, &ends).leaves(band::Band { above, below })
    }

    #[test]
    fn it_is_the_limit_of_the_exact_law() {
        let shapes: [(&str, Vec<f64>); 5] = [
            ("even 10", vec![1.0; 10]),
            ("even 60", vec![1.0; 60]),
            ("atom", [vec![60.0], vec![1.0; 40]].concat()),
            ("small between large", vec![30.0, 0.05, 25.0, 3.0, 0.4, 42.0]),
            ("rising", (1..50).map(f64::from).collect()),
        ];
        for (name, shares) in shapes {
            let groups: Vec<u64> = shares.iter().map(|share| libm::rint(share * 1e4) as u64).collect();
            for reach in [[0.8, 0.8], [1.36, 1.36], [0.4, 1.5], [2.5, 2.5], [4.5, 4.2]] {
                let [above, below] = reach;
                let found = bridges(&groups, 200).leaves(Band { above, below });
                let expected = exactly(&shares, 15_000, reach);
                // Half a step of the samples' gap is 0.4 % of the band.
                let slack = if expected > 1e-6 { 0.02 } else { 0.3 };
                assert!((found / expected - 1.0).abs() < slack, "{name} {reach:?}: {found:e} {expected:e}");
            }
        }
    }

    #[test]
    fn small_groups_together_are_as_good_as_each_by_itself() {
        for count in [300, 500, 1_000, 3_000] {
            let groups = vec![100; count];
            for reach in [0.8, 1.36, 2.5] {
                let band = Band { above: reach, below: reach };
                let (together, each) = (bridges(&groups, 128).leaves(band), bridges(&groups, 10_000).leaves(band));
                assert!((together / each - 1.0).abs() < 0.02, "{count} {reach}: {together:e} {each:e}");
            }
        }
    }
}
