//! Vectors, such as embeddings: one column with a drift of its own, whatever the number of its components.
//!
//! The reader keeps of each vector its norm and a seeded projection ([`VectorSketch`]). Two parts are compared. **Values:** a
//! linear classifier learns from one half of both sides and scores the other half; a one-sided rank test of the scores is exact,
//! and so is a permutation test of the distance of the means. The smaller of both p-values counts, doubled for the choice. The
//! effect is that of the scores on common bins. **Length:** the norm, as any number; not where all vectors have one norm, as
//! normalised embeddings have.
//!
//! What neither sees is a change of shape that leaves mean and norm alone.
//!
//! Nothing here depends on the order of the rows: vectors are sorted by what is kept of them, and samples and halves are drawn
//! with seeds made of that.

use std::collections::BTreeMap;

use driftscope_report::{DriftPart, Part, VectorDrift, VectorSide};
use driftscope_stats::cliffs_delta::cliffs_delta;
use driftscope_stats::domain_classifier::Rows;
use driftscope_stats::held_out::{held_out, mean_distance};
use driftscope_stats::mann_whitney::{mann_whitney, p_value_less_given_ties};
use driftscope_stats::random::Random;
use driftscope_stats::selection::Selection;
use driftscope_stats::{bins, quantile, sorting};
use driftscope_table::Column;
use driftscope_table::typing::{Evidence, PROJECTIONS, VectorSketch};

use crate::statistics::part_size::PartSize;
use crate::statistics::results::LEVEL;
use crate::values::numeric::Numbers;
use crate::values::text;

/// Vectors of a side that are looked at.
const MOST: u64 = 2_000;

/// Random assignments of the rows to the sides.
const ROUNDS: u32 = 999;

/// Norms that differ by less than this share of the largest are one: it is what rounding leaves of normalised vectors.
const ONE_NORM: f64 = 1e-4;

/// A column compared by its vectors.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    pub drift: VectorDrift,
    /// Both sides hold the same vectors equally often.
    pub is_identical: bool,
    /// Empty where a side has too few vectors.
    pub parts: Vec<DriftPart>,
}

/// The vectors of one side that have the usual length.
#[derive(Debug, Default)]
struct Vectors {
    /// In the order of their texts.
    sampled: Vec<VectorSketch>,
    norms: Numbers,
    seed: u64,
    count: u64,
    left_out: u64,
}

/// Compares the vectors of both sides.
pub(crate) fn compare(sides: [Option<(&Column, &Evidence)>; 2]) -> Compared {
    let counted = sides.map(counted);
    let mut lengths: BTreeMap<u64, u64> = BTreeMap::new();
    let all = counted.iter().flatten();
    all.for_each(|(_, (sketch, count))| *lengths.entry(sketch.numbers).or_default() += count);
    let Some((&numbers, _)) = lengths.iter().rev().max_by_key(|(_, count)| **count) else { return Compared::default() };
    let is_identical = counted[0] == counted[1];
    let vectors = counted.map(|side| Vectors::of(&side, numbers));
    let [reference, production] = vectors.each_ref().map(|side| VectorSide {
        vectors: side.count,
        left_out: side.left_out,
        looked_at: side.sampled.len() as u64,
        median_norm: quantile::median_sorted(&side.norms.sorted),
    });
    let mut compared = Compared {
        drift: VectorDrift { numbers, reference, production, ..VectorDrift::default() },
        is_identical,
        parts: Vec::new(),
    };
    compared.compare_directions(&vectors);
    let norms = vectors.map(|side| side.norms);
    if !are_one(&norms) {
        compared.parts.extend(text::length_part(&norms));
    }
    compared
}

/// The distinct vectors of a side, by their texts, and how often each occurs.
fn counted<'a>(found: Option<(&'a Column, &Evidence)>) -> BTreeMap<&'a str, (VectorSketch, u64)> {
    let Some((column, evidence)) = found else { return BTreeMap::new() };
    let counts = evidence.code_counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let texts = counts.map(|(code, count)| (column.dictionary.get(code as u32), *count));
    texts.filter_map(|(text, count)| Some((text, (VectorSketch::read(text)?, count)))).collect()
}

/// Whether all norms are one, but for rounding.
fn are_one(norms: &[Numbers; 2]) -> bool {
    let ends = |of: fn(&[f64]) -> Option<&f64>| norms.iter().filter_map(move |side| of(&side.sorted)).copied();
    let least = ends(|sorted| sorted.first()).fold(f64::INFINITY, f64::min);
    let most = ends(|sorted| sorted.last()).fold(0.0, f64::max);
    most - least <= ONE_NORM * most
}

impl Vectors {
    fn of(counted: &BTreeMap<&str, (VectorSketch, u64)>, numbers: u64) -> Self {
        let mut vectors = Self::default();
        let usual = || counted.iter().filter(move |(_, (sketch, _))| sketch.numbers == numbers);
        vectors.count = usual().map(|(_, (_, count))| count).sum();
        vectors.left_out = counted.values().map(|(_, count)| count).sum::<u64>() - vectors.count;
        vectors.seed = usual().fold(0, |seed, (text, (_, count))| {
            let hash = text.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
            Random::new(hash ^ count).next_u64()
        });
        let mut sample = Selection::new(vectors.count, MOST, Random::new(vectors.seed));
        for (_, (sketch, count)) in usual() {
            let taken = (0..*count).filter(|_| sample.takes_next()).count();
            vectors.sampled.extend(std::iter::repeat_n(*sketch, taken));
            vectors.norms.sorted.extend(std::iter::repeat_n(sketch.norm, *count as usize));
        }
        sorting::sort_numbers(&mut vectors.norms.sorted);
        vectors
    }
}

impl Compared {
    /// Compares where the vectors lie, by a classifier and by their means.
    fn compare_directions(&mut self, [reference, production]: &[Vectors; 2]) {
        let features: Vec<Vec<f64>> = (0..PROJECTIONS)
            .map(|k| reference.sampled.iter().chain(&production.sampled).map(|sketch| sketch.projection[k]).collect())
            .collect();
        let rows = Rows { features: &features, reference: reference.sampled.len(), groups: &[] };
        let seed = reference.seed.rotate_left(17) ^ production.seed;
        let (Some(mut scores), Some(means)) = (held_out(rows, seed), mean_distance(rows, ROUNDS, seed)) else { return };
        sorting::sort_numbers(&mut scores.reference);
        sorting::sort_numbers(&mut scores.production);
        let (reference, production) = (&scores.reference, &scores.production);
        let Some(superiority) = mann_whitney(reference, production).map(|test| test.superiority) else { return };
        let Some(by_scores) = p_value_less_given_ties(reference, production) else { return };
        let interval = cliffs_delta(reference, production, LEVEL).and_then(|delta| delta.interval);
        // δ is 2 AUC − 1.
        let share = |end: f64| 0.5 * (end + 1.0);
        self.drift.auc = Some(superiority);
        self.drift.low = interval.map(|interval| share(interval.low));
        self.drift.high = interval.map(|interval| share(interval.high));
        self.drift.mean_distance = Some(means.distance);
        self.drift.mean_p_value = Some(means.p_value);
        let edges = bins::pooled_quantile_edges(reference, production);
        let counts = [bins::count_between(reference, &edges), bins::count_between(production, &edges)];
        let Some(size) = PartSize::of(&counts[0], &counts[1]) else { return };
        let size = if superiority > 0.5 { size } else { size.without_effect() };
        let (test, smaller) =
            if by_scores <= means.p_value { ("mann_whitney", by_scores) } else { ("permutation", means.p_value) };
        self.parts.push(size.part(Part::Values, test, (2.0 * smaller).min(1.0)));
    }
}
