//! Merges the report's fine bins into those that are drawn, as shares of each side.

use driftscope_report::Histogram;

/// A bin, and the share of either side's values in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bin {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) reference: f64,
    pub(crate) production: f64,
}

/// What is drawn of a histogram.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bins {
    /// Equally wide bins; at least one.
    pub(crate) regular: Vec<Bin>,
    /// Everything below them.
    pub(crate) lower: Option<Bin>,
    /// Everything above them.
    pub(crate) upper: Option<Bin>,
    /// Whether the reference has any value.
    pub(crate) has_reference: bool,
    /// Whether production has any value.
    pub(crate) has_production: bool,
}

impl Bins {
    /// Bins of `grouping` neighbours each. `None` where the parts of the histogram do not fit together, as in a
    /// damaged file, or where neither side has a value.
    pub(crate) fn merge(histogram: &Histogram, grouping: usize) -> Option<Self> {
        let fine = fine_bins(histogram)?;
        let tails = usize::from(histogram.lower_tail) + usize::from(histogram.upper_tail);
        if fine.len() <= tails {
            return None;
        }
        let start = usize::from(histogram.lower_tail);
        let end = fine.len() - usize::from(histogram.upper_tail);
        let regular = fine[start..end]
            .chunks(grouping.max(1))
            .map(|chunk| merged(chunk, grouping, histogram.upper_tail))
            .collect();
        Some(Self {
            regular,
            lower: histogram.lower_tail.then(|| fine[0]),
            upper: histogram.upper_tail.then(|| fine[end]),
            has_reference: histogram.reference.iter().any(|&count| count > 0),
            has_production: histogram.production.iter().any(|&count| count > 0),
        })
    }

    /// From the first regular bin to the last.
    pub(crate) fn range(&self) -> (f64, f64) {
        let first = self.regular.first().map_or(0.0, |bin| bin.low);
        (first, self.regular.last().map_or(1.0, |bin| bin.high))
    }

    /// Every bin, tails included, from left to right.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Bin> {
        self.lower.iter().chain(&self.regular).chain(&self.upper)
    }

    /// The largest share of any bin on either side.
    pub(crate) fn largest(&self) -> f64 {
        self.all().fold(0.0, |largest, bin| largest.max(bin.reference).max(bin.production))
    }

    /// The smallest share above zero.
    pub(crate) fn smallest(&self) -> f64 {
        self.all().flat_map(|bin| [bin.reference, bin.production]).filter(|share| *share > 0.0).fold(1.0, f64::min)
    }
}

fn fine_bins(histogram: &Histogram) -> Option<Vec<Bin>> {
    let Histogram { edges, reference, production, .. } = histogram;
    let fits = edges.len() == reference.len() + 1 && reference.len() == production.len() && !reference.is_empty();
    if !fits || !edges.iter().all(|edge| edge.is_finite()) || edges.windows(2).any(|pair| pair[0] > pair[1]) {
        return None;
    }
    let total = |counts: &[u64]| counts.iter().map(|&count| count as f64).sum::<f64>();
    let (all_reference, all_production) = (total(reference), total(production));
    if all_reference + all_production == 0.0 {
        return None;
    }
    let share = |count: u64, total: f64| if total > 0.0 { count as f64 / total } else { 0.0 };
    let bins = edges.windows(2).zip(reference.iter().zip(production));
    Some(
        bins.map(|(edges, (&reference, &production))| Bin {
            low: edges[0],
            high: edges[1],
            reference: share(reference, all_reference),
            production: share(production, all_production),
        })
        .collect(),
    )
}

/// The last chunk may have fewer bins than the rest. Where nothing lies beyond, it is drawn as wide as the others.
fn merged(chunk: &[Bin], grouping: usize, more_beyond: bool) -> Bin {
    let (first, last) = (chunk[0], chunk[chunk.len() - 1]);
    let width = last.high - first.low;
    let high = if more_beyond || chunk.len() >= grouping {
        last.high
    } else {
        first.low + width * grouping as f64 / chunk.len() as f64
    };
    Bin {
        low: first.low,
        high: if high.is_finite() { high } else { last.high },
        reference: chunk.iter().map(|bin| bin.reference).sum(),
        production: chunk.iter().map(|bin| bin.production).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Histogram {
        Histogram {
            edges: vec![-9.0, 0.0, 1.0, 2.0, 3.0, 80.0],
            reference: vec![1, 2, 3, 4, 0],
            production: vec![0, 0, 0, 0, 5],
            lower_tail: true,
            upper_tail: true,
        }
    }

    #[test]
    fn merging_keeps_every_share() {
        for grouping in 0..9 {
            let bins = Bins::merge(&example(), grouping).unwrap();
            let sum: f64 = bins.all().map(|bin| bin.reference).sum();
            assert!((sum - 1.0).abs() < 1e-12);
            assert_eq!(bins.range(), (0.0, 3.0));
            assert_eq!(bins.upper.unwrap().production, 1.0);
        }
        assert_eq!(Bins::merge(&example(), 2).unwrap().regular.len(), 2);
    }

    #[test]
    fn a_last_bin_with_nothing_beyond_is_as_wide_as_the_others() {
        let histogram = Histogram {
            edges: vec![0.0, 1.0, 2.0, 3.0],
            reference: vec![1, 1, 1],
            production: vec![1, 1, 1],
            ..Histogram::default()
        };
        assert_eq!(Bins::merge(&histogram, 2).unwrap().range(), (0.0, 4.0));
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let broken = [
            Histogram::default(),
            Histogram { edges: vec![0.0, 1.0], ..Histogram::default() },
            Histogram { edges: vec![1.0, 0.0], reference: vec![1], production: vec![1], ..Histogram::default() },
            Histogram {
                edges: vec![0.0, f64::INFINITY],
                reference: vec![1],
                production: vec![1],
                ..Histogram::default()
            },
            Histogram { edges: vec![0.0, 1.0], reference: vec![0], production: vec![0], ..Histogram::default() },
            Histogram {
                edges: vec![0.0, 1.0],
                reference: vec![1],
                production: vec![1],
                lower_tail: true,
                upper_tail: true,
            },
        ];
        assert!(broken.iter().all(|histogram| Bins::merge(histogram, 1).is_none()));
    }
}
