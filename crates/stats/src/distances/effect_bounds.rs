//! Between which ends an effect on pooled-quantile bins lies, where values are known by their buckets alone.
//!
//! The effect of numbers is that of bins with edges at their pooled quantiles ([`crate::bins`]). Of values that were counted
//! by buckets it is known in which bucket each edge lies, and so how many values each bin has at least and at most on either
//! side. A term of the divergence is convex in its two shares, so its largest value is at a corner of these ranges, and its
//! smallest at the corner where the shares are nearest, or 0 where they may be equal:
//!
//! ```text
//! Σ min term(pᵢ, qᵢ) ≤ JSD₂ ≤ Σ max term(pᵢ, qᵢ),   effect = √max(0, JSD₂ − (k − 1) f)
//! ```
//!
//! Where every bucket that holds an edge has one distinct value, both ends are the effect itself. Where the edges cannot be
//! told (a bucket of many values may hide one that fills half a bin), the lower end is 0, and the upper end that of the
//! finest bins that these buckets allow: no union of bins has a larger divergence.

use crate::distances::jensen_shannon::{divergence_per_chi_square, term};
use crate::interval::Interval;
use crate::samples::bins::{bins_of, is_heavy, thinnest};

/// By how much rounding may move an end.
const ROUNDING: f64 = 1e-12;

/// The ends of the effect. `reference` and `production` are the values in each bucket, buckets in ascending order, and
/// `has_one_value` is whether all values of a bucket are equal. `None` where a side has no value.
///
/// ```
/// use driftscope_stats::effect_bounds::effect_bounds;
///
/// // Two distinct values: the effect is known.
/// let known = effect_bounds(&[9_800, 200], &[9_000, 1_000], &[true, true]).unwrap();
/// assert!(known.high - known.low < 1e-11 && (known.low - 0.148_965_7).abs() < 1e-6);
/// ```
#[must_use]
pub fn effect_bounds(reference: &[u64], production: &[u64], has_one_value: &[bool]) -> Option<Interval> {
    let buckets = Buckets::of(reference, production, has_one_value);
    let [n, m] = buckets.sizes();
    if n == 0 || m == 0 {
        return None;
    }
    let unit = divergence_per_chi_square(n as f64, m as f64);
    let end = |divergence: f64, bins: usize| (divergence - bins.saturating_sub(1) as f64 * unit).max(0.0).sqrt();
    let ends = match buckets.cuts() {
        Cuts::Known(cuts) => {
            let [least, most] = buckets.divergence(&cuts);
            Interval { low: end(least - ROUNDING, cuts.len() + 1), high: end(most + ROUNDING, cuts.len() + 1) }
        }
        // One bin would have no divergence, so that two are the fewest.
        Cuts::Unknown(cuts) => Interval { low: 0.0, high: end(buckets.divergence_of_finest(&cuts) + ROUNDING, 2) },
    };
    Some(Interval { low: ends.low.min(1.0), high: ends.high.min(1.0) })
}

/// How many values of each side lie below each border of the buckets.
struct Buckets<'a> {
    below: [Vec<u64>; 2],
    has_one_value: &'a [bool],
}

/// The borders between which an edge lies: one and the same where it is known.
type Cut = [usize; 2];

enum Cuts {
    /// Each edge lies between two borders.
    Known(Vec<Cut>),
    /// Edges lie between these borders, but how many, and which are left out, depends on the values.
    Unknown(Vec<Cut>),
}

impl<'a> Buckets<'a> {
    fn of(reference: &[u64], production: &[u64], has_one_value: &'a [bool]) -> Self {
        let below = [reference, production].map(|counts| {
            let mut sum = 0_u64;
            let sums = counts.iter().map(|count| {
                sum = sum.saturating_add(*count);
                sum
            });
            std::iter::once(0).chain(sums).collect()
        });
        Self { below, has_one_value }
    }

    fn sizes(&self) -> [u64; 2] {
        self.below.each_ref().map(|below| below.last().copied().unwrap_or(0))
    }

    /// The values of both sides below a border.
    fn pooled(&self, border: usize) -> u64 {
        self.below.iter().map(|below| below.get(border).copied().unwrap_or(0)).fold(0, u64::saturating_add)
    }

    /// Where the edges of the bins lie.
    fn cuts(&self) -> Cuts {
        let [n, m] = self.sizes();
        let (smaller, size) = (n.min(m), n.saturating_add(m));
        let (bins, borders) = (bins_of(smaller), self.below[0].len().min(self.below[1].len()));
        let (mut cuts, mut are_known) = (Vec::new(), true);
        let mut bucket = 0;
        for bin in 1..bins {
            let target = (u128::from(size) * u128::from(bin) / u128::from(bins)) as u64;
            while bucket + 2 < borders && self.pooled(bucket + 1) <= target {
                bucket += 1;
            }
            let (start, end) = (self.pooled(bucket), self.pooled(bucket + 1));
            let is_heavy = is_heavy(end - start, bins, size);
            if self.has_one_value.get(bucket) == Some(&true) {
                let (lower, upper) = ([bucket; 2], [bucket + 1; 2]);
                match () {
                    () if is_heavy => cuts.extend([lower, upper]),
                    () if target - start <= end.saturating_sub(target) => cuts.push(lower),
                    () => cuts.push(upper),
                }
            } else {
                // A value that fills half a bin has an edge on either side.
                are_known &= !is_heavy && start > 0 && end < size;
                cuts.push([bucket, bucket + 1]);
            }
        }
        cuts.retain(|[from, to]| from != to || (1..size).contains(&self.pooled(*from)));
        // Borders between empty buckets are one edge.
        cuts.sort_unstable();
        let is_known = |[from, to]: &Cut| from == to;
        cuts.dedup_by(|one, before| {
            let are_one = is_known(one) && is_known(before) && self.pooled(one[0]) == self.pooled(before[0]);
            are_one || one == before
        });
        if are_known && self.join_thin_bins(&mut cuts, thinnest(smaller, size, bins)) {
            Cuts::Known(cuts)
        } else {
            Cuts::Unknown(cuts)
        }
    }

    /// Joins thin bins as [`crate::bins`] does. `false` where that depends on values that are not known.
    fn join_thin_bins(&self, cuts: &mut Vec<Cut>, thinnest: u64) -> bool {
        loop {
            let ranges: Vec<[u64; 2]> = self.ranges(cuts, &|border| self.pooled(border)).collect();
            let thin = |range: &[u64; 2]| range[0] < thinnest;
            let Some((place, [least, most])) =
                ranges.iter().copied().enumerate().filter(|(_, range)| thin(range)).min_by_key(|(_, range)| range[0])
            else {
                return true;
            };
            if least != most || ranges.iter().any(|range| thin(range) && range[0] != range[1]) || cuts.is_empty() {
                return cuts.is_empty();
            }
            let with_next = if place == 0 {
                true
            } else if place + 1 == ranges.len() {
                false
            } else {
                let (before, next) = (ranges[place - 1], ranges[place + 1]);
                if next[1] >= before[0] && next[0] < before[1] {
                    return false;
                }
                next[1] < before[0]
            };
            cuts.remove(if with_next { place } else { place - 1 });
        }
    }

    /// The least and the most values in each bin, of values counted below borders.
    fn ranges<'b>(&self, cuts: &'b [Cut], below: &'b dyn Fn(usize) -> u64) -> impl Iterator<Item = [u64; 2]> + 'b {
        let last = self.below[0].len().saturating_sub(1);
        let starts = std::iter::once([0; 2]).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([[last; 2]]);
        starts.zip(ends).map(|(start, end)| {
            let least = below(end[0]).saturating_sub(below(start[1]));
            [least, below(end[1]).saturating_sub(below(start[0]))]
        })
    }

    /// The smallest and the largest divergence of bins with these edges.
    fn divergence(&self, cuts: &[Cut]) -> [f64; 2] {
        let [n, m] = self.sizes().map(|size| size as f64);
        let below = |side: usize| move |border: usize| self.below[side].get(border).copied().unwrap_or(0);
        let (of_reference, of_production) = (below(0), below(1));
        let pairs = self.ranges(cuts, &of_reference).zip(self.ranges(cuts, &of_production));
        pairs.fold([0.0; 2], |[least, most], (left, right)| {
            let ([p, more_p], [q, more_q]) = (left.map(|count| count as f64 / n), right.map(|count| count as f64 / m));
            let nearest = if more_p < q {
                term(more_p, q)
            } else if more_q < p {
                term(p, more_q)
            } else {
                0.0
            };
            let corners = [term(p, q), term(p, more_q), term(more_p, q), term(more_p, more_q)];
            [least + nearest, most + corners.into_iter().fold(0.0, f64::max)]
        })
    }

    /// The largest divergence of bins with edges anywhere between these borders.
    fn divergence_of_finest(&self, cuts: &[Cut]) -> f64 {
        let [n, m] = self.sizes().map(|size| size as f64);
        let share = |side: usize, from: usize, to: usize| {
            let below = |border: usize| self.below[side].get(border).copied().unwrap_or(0);
            below(to).saturating_sub(below(from)) as f64 / if side == 0 { n } else { m }
        };
        let last = self.below[0].len().saturating_sub(1);
        let (mut sum, mut from) = (0.0, 0);
        for &[lower, upper] in cuts.iter().chain([&[last; 2]]) {
            sum += term(share(0, from, lower), share(1, from, lower));
            // Values of different sides may all lie in bins of their own.
            sum += 0.5 * (share(0, lower, upper) + share(1, lower, upper));
            from = upper;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bins::{count_between, pooled_quantile_edges};
    use crate::jensen_shannon::effect;
    use crate::random::Random;
    use crate::samples::sorting::sorted;

    /// The effect of two samples, and its bounds where they are known by buckets with these lower edges.
    fn both(samples: [&[f64]; 2], edges: &[f64]) -> (f64, Interval) {
        let exact = pooled_quantile_edges(samples[0], samples[1]);
        let exact = samples.map(|sample| count_between(sample, &exact));
        let counts = samples.map(|sample| count_between(sample, edges));
        let pooled = sorted(samples.concat());
        let mut rest = pooled.as_slice();
        let mut has_one_value: Vec<bool> = Vec::new();
        for edge in edges.iter().chain([&f64::INFINITY]) {
            let (here, above) = rest.split_at(rest.partition_point(|value| value < edge));
            has_one_value.push(here.first() == here.last());
            rest = above;
        }
        let found = effect_bounds(&counts[0], &counts[1], &has_one_value).unwrap();
        (effect(&exact[0], &exact[1]).unwrap(), found)
    }

    #[test]
    fn the_effect_lies_within_its_bounds() {
        let mut random = Random::new(31);
        let (mut known, mut narrow, mut all) = (0, 0, 0);
        for round in 0..4_000_u64 {
            let values = [3, 12, 200, 5_000, 1_000_000][(round % 5) as usize];
            let moved = [0, values / 10, values / 2][(round / 5 % 3) as usize];
            let mut draw = |most: u64, moved: u64| {
                let length = 20 + random.below(most);
                let heavy = random.below(3) == 0;
                let mut value = || match random.below(4) {
                    0 if heavy => values / 3,
                    1 => moved + random.below(values).min(random.below(values)),
                    _ => moved + random.below(values),
                };
                sorted((0..length).map(|_| value() as f64))
            };
            let (reference, production) = (draw(2_000, 0), draw(400, moved));
            // Buckets at some of the values of a larger data set.
            let mut edges = sorted((0..1 + random.below(300)).map(|_| random.below(values + moved) as f64));
            edges.dedup();
            let (effect, found) = both([&reference, &production], &edges);
            assert!(found.low <= effect && effect <= found.high, "{round}: {effect} {found:?}");
            let width = found.high - found.low;
            (known, narrow, all) = (known + u32::from(width < 1e-5), narrow + u32::from(width < 0.2), all + 1);
        }
        // Not by being wide.
        assert!(known > 500 && narrow > 1_800, "{known} {narrow} of {all}");
    }

    #[test]
    fn fine_buckets_bound_the_effect_closely() {
        let mut random = Random::new(5);
        let mut draw = |scale: f64| sorted((0..40_000).map(|_| random.unit() * scale));
        let (reference, production) = (draw(1.0), draw(1.2));
        let edges: Vec<f64> = (1..4_096).map(|place| f64::from(place) * 1.2 / 4_096.0).collect();
        let (effect, found) = both([&reference, &production], &edges);
        assert!(found.low <= effect && effect <= found.high && found.high - found.low < 0.01, "{effect} {found:?}");
    }

    #[test]
    fn odd_counts_have_bounds_or_none() {
        assert!(effect_bounds(&[], &[1], &[]).is_none());
        assert!(effect_bounds(&[0, 0], &[1, 2], &[true, true]).is_none());
        for flags in [&[][..], &[true], &[false; 5]] {
            let found = effect_bounds(&[u64::MAX, 3, u64::MAX], &[1, u64::MAX], flags).unwrap();
            assert!(found.low <= found.high && found.high <= 1.0, "{found:?}");
        }
    }
}
