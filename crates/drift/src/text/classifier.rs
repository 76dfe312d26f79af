//! The words of texts as a part of the verdict: can half of the texts teach to tell the other half apart?

use driftscope_stats::cliffs_delta::cliffs_delta;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::mann_whitney::{mann_whitney, p_value_less_of_ties};
use driftscope_stats::naive_bayes::{Document, NaiveBayes};
use driftscope_stats::{bins, sorting};

use super::vocabulary::Worded;
use crate::calibrated::TestedPart;
use crate::part_size::PartSize;
use crate::test_results::LEVEL;
use crate::{DomainClassifier, Part};

/// Relabellings of a test with many ties, which can tell p-values down to 1/10 000, and their seed.
const RELABELLINGS: u32 = 9_999;
const SEED: u64 = 0x5eed_d21f_7500_0003;

/// Learns from the training half of both sides and tests the scores of the other half. `None` where a side has too few texts
/// for that, or no word.
///
/// The test is one-sided: only scores that are *higher* in production mean that something was learned. Lower ones come about
/// where both sides share texts, since what chance put into one half is missing from the other.
pub(super) fn compare(sides: &[Vec<Worded>; 2], vocabulary: usize) -> Option<(DomainClassifier, TestedPart)> {
    let [reference, production] = sides.each_ref().map(|side| training(side));
    let model = NaiveBayes::train(&reference, &production, vocabulary)?;
    let [reference, production] = sides.each_ref().map(|side| scores(side, &model));
    let superiority = mann_whitney(&reference, &production)?.superiority;
    let p_value = p_value(&reference, &production)?;
    let edges = edges(&reference, &production);
    let counts = [bins::count_between(&reference, &edges), bins::count_between(&production, &edges)];
    let size = PartSize::of(&counts[0], &counts[1])?;
    // δ is 2 AUC − 1.
    let interval = cliffs_delta(&reference, &production, LEVEL).and_then(|delta| delta.interval);
    let share = |end: f64| 0.5 * (end + 1.0);
    let classifier = DomainClassifier {
        auc: superiority,
        low: interval.map(|interval| share(interval.low)),
        high: interval.map(|interval| share(interval.high)),
        reference: reference.len() as u64,
        production: production.len() as u64,
        words: model.telling(),
    };
    let part = TestedPart {
        part: Part::Words,
        test: "mann_whitney".into(),
        p_value,
        change: None,
        size: if superiority > 0.5 { size } else { size.without_effect() },
    };
    Some((classifier, part))
}

/// The p-value of scores that are higher in production. Where it is as small as relabelling can tell, Fisher's exact test of
/// the scores above 0 says how small. It cannot raise a false alarm that relabelling did not raise, and has its own level
/// below that.
fn p_value(reference: &[f64], production: &[f64]) -> Option<f64> {
    let test = p_value_less_of_ties(reference, production, RELABELLINGS, SEED)?;
    if !test.is_bound {
        return Some(test.p_value);
    }
    let above = |side: &[f64]| (side.len() - side.partition_point(|&score| score <= 0.0)) as u64;
    let [from, to] = [above(reference), above(production)];
    let exact = fisher_exact(from, reference.len() as u64 - from, to, production.len() as u64 - to);
    Some(test.p_value.min(exact))
}

/// Bins as those of numbers, but that a score of 0, which says nothing, has a bin of its own: where nearly all texts have it,
/// all that is seen lies beside it.
fn edges(reference: &[f64], production: &[f64]) -> Vec<f64> {
    let mut edges = bins::pooled_quantile_edges(reference, production);
    edges.extend([0.0, f64::MIN_POSITIVE]);
    sorting::sort_numbers(&mut edges);
    edges.dedup();
    edges
}

fn training(side: &[Worded]) -> Vec<Document<'_>> {
    side.iter().map(|text| Document { words: &text.words, copies: text.training }).collect()
}

/// The scores of the held-out texts, sorted.
fn scores(side: &[Worded], model: &NaiveBayes) -> Vec<f64> {
    let held_out = side.iter().filter(|text| text.held_out > 0);
    let mut scores: Vec<f64> =
        held_out.flat_map(|text| std::iter::repeat_n(model.score(&text.words), text.held_out as usize)).collect();
    sorting::sort_numbers(&mut scores);
    scores
}
