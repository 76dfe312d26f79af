//! The words of texts as a part of the verdict: can half of the texts teach to tell the other half apart?

use driftscope_stats::cliffs_delta::cliffs_delta;
use driftscope_stats::mann_whitney::{mann_whitney, p_value_less_given_ties};
use driftscope_stats::naive_bayes::{Document, NaiveBayes};
use driftscope_stats::{bins, sorting};

use super::vocabulary::Worded;
use crate::statistics::part_size::PartSize;
use crate::statistics::results::LEVEL;
use driftscope_report::{DomainClassifier, DriftPart, Part};

/// Learns from the training half of both sides and tests the scores of the other half. `None` where a side has too few texts
/// for that, or no word.
///
/// The test is one-sided: only scores that are *higher* in production mean that something was learned. Lower ones come about
/// where both sides share texts, since what chance put into one half is missing from the other.
pub(super) fn compare(sides: &[Vec<Worded>; 2], vocabulary: usize) -> Option<(DomainClassifier, DriftPart)> {
    let [reference, production] = sides.each_ref().map(|side| training(side));
    let model = NaiveBayes::train(&reference, &production, vocabulary)?;
    let [reference, production] = sides.each_ref().map(|side| scores(side, &model));
    let superiority = mann_whitney(&reference, &production)?.superiority;
    let p_value = p_value_less_given_ties(&reference, &production)?;
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
    let size = if superiority > 0.5 { size } else { size.without_effect() };
    let part = size.part(Part::Words, "mann_whitney", p_value);
    Some((classifier, part))
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
