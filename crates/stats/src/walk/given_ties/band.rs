//! The exact probability, given the ties, that the gap between two distribution functions leaves a band at some cut.
//!
//! Let x be how many of the smaller sample's n values lie among the R smallest of all N, at a cut. The gap is nm (F − G) = xN − Rn. From one cut
//! to the next, over a group of l equal values, the number of ways grows by C(l, k) for k values of that sample. With every way
//! weighted by ρˣ(1 − ρ)^(R − x), ρ = n/N, that is a binomial probability, so numbers stay in range:
//!
//! ```text
//! w(R + l, x) = Σ_k w(R, x − k) Binomial(k; l, ρ)   inside the band
//! P(leaves)   = Σ w(R, x) Binomial(n − x; N − R, ρ)/Binomial(n; N, ρ)   over all first steps out of it
//! ```
//!
//! The recursion over lattice points (Hodges 1958) looks at every point, which is right without ties only; that only the ends of tie groups
//! count is Schröer and Trenkler's remark (1995, doi 10.1016/0167-9473(94)00041-G). All terms are positive. What lies so far out that it
//! cannot matter is left out. Relative accuracy: 1e-9 down to 1e-300.

use crate::laws::binomial::probability;
use crate::walk::tie_group::Sizes;

/// A share of the gap's law that is left out: e^(−REST/2) of the p-value.
const REST: f64 = 60.0;

/// Multiplications that a group costs besides its own.
const STEPS_OF_GROUP: f64 = 150.0;

/// The band that the gap of the smaller sample's distribution function over the other one's leaves: it reaches `above`, or falls to −`below`. Both
/// are above 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Band {
    pub(crate) above: u64,
    pub(crate) below: u64,
}

/// The exact law for two sizes and the ends of the tie groups.
pub(crate) struct Walks<'a> {
    /// The size of the sample whose values are counted, and of both.
    counted: u64,
    total: u64,
    ends: &'a [u64],
    rate: f64,
}

/// A stretch of counts, both ends included; empty where the first is above the last.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: i64,
    last: i64,
}

impl Stretch {
    fn within(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: self.last.min(other.last) }
    }

    fn len(self) -> usize {
        (self.last - self.first + 1).max(0) as usize
    }
}

impl<'a> Walks<'a> {
    /// `ends` holds how many values lie up to each distinct value, the last of them being all.
    pub(crate) fn new(sizes: Sizes, ends: &'a [u64]) -> Self {
        // The smaller sample has the fewer counts.
        let counted = sizes.n.min(sizes.m);
        let rate = counted as f64 / sizes.total() as f64;
        Self { counted, total: sizes.total(), ends, rate }
    }

    /// About how many multiplications [`Walks::leaves`] takes.
    pub(crate) fn cost(&self, band: Band) -> f64 {
        let (mut start, mut cost, mut inside) = (0, 0.0, 1);
        for &end in self.ends {
            let reach = self.reachable(end, band);
            cost += inside as f64 * reach.len().min((end - start) as usize + 1) as f64 + STEPS_OF_GROUP;
            inside = reach.within(self.inside(end, band)).len();
            start = end;
        }
        cost
    }

    /// The probability that the gap leaves the band.
    pub(crate) fn leaves(&self, band: Band) -> f64 {
        let (mut from, mut weights) = (Stretch { first: 0, last: 0 }, vec![1.0]);
        let (mut start, mut left) = (0, 0.0);
        let (mut steps, mut size) = (Vec::new(), 0);
        let mut next = Vec::new();
        for &end in self.ends {
            if end - start != size {
                size = end - start;
                steps = binomial(size, self.rate, self.counted);
            }
            let to = self.reachable(end, band);
            next.clear();
            next.resize(to.len(), 0.0);
            carry(&weights, from, &steps, to, &mut next);
            start = end;
            if end == self.total {
                break;
            }
            let inside = to.within(self.inside(end, band));
            if inside.len() == 0 {
                return 1.0;
            }
            left += self.left_at(end, to, inside, &next);
            weights.clear();
            weights.extend_from_slice(&next[(inside.first - to.first) as usize..][..inside.len()]);
            from = inside;
        }
        (left / probability(self.counted, self.total, self.rate)).clamp(0.0, 1.0)
    }

    /// The weight that is outside of the band at a cut, each count with what remains to be drawn.
    fn left_at(&self, end: u64, to: Stretch, inside: Stretch, weights: &[f64]) -> f64 {
        let rest = self.total - end;
        let odds = self.rate / (1.0 - self.rate);
        let mut sum = 0.0;
        let first_above = (inside.last + 1 - to.first) as usize;
        if let Some(above) = weights.get(first_above..).filter(|above| !above.is_empty()) {
            let mut drawn = (self.counted as i64 - inside.last - 1) as f64;
            let mut remaining = probability(drawn as u64, rest, self.rate);
            for weight in above {
                sum += weight * remaining;
                remaining *= drawn / ((rest as f64 - drawn + 1.0) * odds);
                drawn -= 1.0;
            }
        }
        let below = &weights[..(inside.first - to.first) as usize];
        if !below.is_empty() {
            let mut drawn = (self.counted as i64 - inside.first + 1) as f64;
            let mut remaining = probability(drawn as u64, rest, self.rate);
            for weight in below.iter().rev() {
                sum += weight * remaining;
                remaining *= (rest as f64 - drawn) * odds / (drawn + 1.0);
                drawn += 1.0;
            }
        }
        sum
    }

    /// The counts inside the band at a cut.
    fn inside(&self, end: u64, band: Band) -> Stretch {
        let (total, middle) = (i128::from(self.total), i128::from(end) * i128::from(self.counted));
        // −below < xN − Rn < above.
        let first = (middle - i128::from(band.below)).div_euclid(total) + 1;
        let last = (middle + i128::from(band.above) - 1).div_euclid(total);
        Stretch { first: first as i64, last: last as i64 }
    }

    /// The counts at a cut that are possible and not so unlikely that they cannot matter.
    fn reachable(&self, end: u64, band: Band) -> Stretch {
        let (total, rest) = (self.total, self.total - end);
        let possible = Stretch { first: self.counted.saturating_sub(rest) as i64, last: self.counted.min(end) as i64 };
        let per_value = self.rate * (1.0 - self.rate);
        // The nearer border of the band is at least z standard deviations away, in the middle; the p-value is no smaller than e^(−z²/2), nearly.
        let nearer = band.above.min(band.below) as f64 / total as f64;
        let z_square = nearer * nearer / (0.25 * total as f64 * per_value);
        let reach = REST + 2.0 * z_square;
        let spread = (end as f64 * (rest as f64 / total as f64) * per_value).sqrt();
        let away = reach.sqrt() * spread + reach.min(400.0) / 3.0;
        let middle = end as f64 * self.rate;
        let likely = Stretch { first: libm::floor(middle - away) as i64, last: libm::ceil(middle + away) as i64 };
        possible.within(likely)
    }
}

/// Adds what all counts carry on to others, within reach. Of both loops the shorter one is outside.
fn carry(weights: &[f64], from: Stretch, steps: &[f64], to: Stretch, next: &mut [f64]) {
    let mut add = |first: i64, source: &[f64], factor: f64| {
        let (skipped, place) = ((to.first - first).max(0) as usize, (first - to.first).max(0) as usize);
        let targets = next.iter_mut().skip(place);
        targets.zip(source.iter().skip(skipped)).for_each(|(target, value)| *target += factor * value);
    };
    if steps.len() < weights.len() {
        (from.first..).zip(steps).for_each(|(first, step)| add(first, weights, *step));
    } else {
        (from.first..).zip(weights).for_each(|(first, weight)| add(first, steps, *weight));
    }
}

/// All binomial probabilities that are not 0, up to a number of hits.
fn binomial(size: u64, rate: f64, most: u64) -> Vec<f64> {
    if size == 1 {
        return vec![1.0 - rate, rate];
    }
    let most = size.min(most);
    let mut steps = vec![0.0; most as usize + 1];
    let mode = ((size as f64 + 1.0) * rate).min(most as f64) as u64;
    let (largest, odds) = (probability(mode, size, rate), rate / (1.0 - rate));
    steps[mode as usize] = largest;
    let mut term = largest;
    for k in (0..mode).rev() {
        term *= (k + 1) as f64 / ((size - k) as f64 * odds);
        steps[k as usize] = term;
        if term == 0.0 {
            break;
        }
    }
    term = largest;
    for k in mode..most {
        term *= (size - k) as f64 * odds / (k + 1) as f64;
        steps[k as usize + 1] = term;
        if term == 0.0 {
            break;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by listing every assignment.
    fn by_listing(n: u64, m: u64, ends: &[u64], band: Band) -> f64 {
        let (mut outside, mut all) = (0_u64, 0_u64);
        for path in 0_u32..1 << (n + m) {
            if u64::from(path.count_ones()) != n {
                continue;
            }
            let leaves = ends.iter().any(|&end| {
                let x = i64::from((path & ((1_u64 << end) - 1) as u32).count_ones());
                // Of the smaller sample, which here are the ones or the zeros.
                let gap = x * (n + m) as i64 - (end * n) as i64;
                let gap = if n <= m { gap } else { -gap };
                gap >= band.above as i64 || gap <= -(band.below as i64)
            });
            all += 1;
            outside += u64::from(leaves);
        }
        outside as f64 / all as f64
    }

    #[test]
    fn every_small_case_is_exact() {
        for (n, m, ends) in [
            (3, 4, vec![1, 2, 3, 4, 5, 6, 7]),
            (3, 4, vec![2, 3, 7]),
            (5, 2, vec![4, 7]),
            (6, 6, vec![1, 5, 6, 9, 12]),
            (4, 9, vec![3, 4, 5, 6, 12, 13]),
            (2, 3, vec![5]),
        ] {
            let walks = Walks::new(Sizes { n, m }, &ends);
            for above in 1..=n * m {
                for below in [above, 1, n * m / 2 + 1] {
                    let band = Band { above, below };
                    let (found, expected) = (walks.leaves(band), by_listing(n, m, &ends, band));
                    assert!((found - expected).abs() < 1e-14, "{n}, {m}, {ends:?}, {band:?}: {found}, {expected}");
                }
            }
        }
    }

    #[test]
    fn one_cut_is_the_hypergeometric_law() {
        let sizes = Sizes { n: 3_000, m: 800 };
        let walks = Walks::new(sizes, &[1_000, 3_800]);
        let law = crate::laws::hypergeometric::Hypergeometric::new(3_800, 1_000, 3_000).unwrap();
        for x in [700_u64, 760, 800, 830, 900, 990] {
            let gap = (x * 3_800).abs_diff(1_000 * 3_000);
            let expected: f64 = (law.first()..=law.last())
                .filter(|other| (other * 3_800).abs_diff(1_000 * 3_000) >= gap)
                .map(|other| law.probability(other))
                .sum();
            let found = walks.leaves(Band { above: gap, below: gap });
            assert!((found / expected - 1.0).abs() < 1e-9, "{x}: {found:e} {expected:e}");
        }
    }
}
