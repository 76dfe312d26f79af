//! Words that the reference does not have, against as many as are to be expected.
//!
//! No body of text has all words, so some of production's are always unseen. How many, the reference itself tells: one of its
//! halves is the vocabulary, and the other half and half of production are compared with it, which makes the two shares
//! comparable.

use driftscope_stats::mann_whitney::mann_whitney;
use driftscope_stats::sorting;

use super::vocabulary::Worded;
use driftscope_report::UnseenWords;

/// `None` where a half has no word.
pub(super) fn compare([reference, production]: &[Vec<Worded>; 2], vocabulary: usize) -> Option<UnseenWords> {
    let mut known = vec![false; vocabulary];
    for &word in reference.iter().filter(|text| text.training > 0).flat_map(|text| &text.words) {
        if let Some(known) = known.get_mut(word as usize) {
            *known = true;
        }
    }
    let (expected, expected_shares) = shares(reference, &known)?;
    let (found, found_shares) = shares(production, &known)?;
    let p_value = mann_whitney(&expected_shares, &found_shares).map(|test| test.p_value);
    Some(UnseenWords { expected, found, p_value })
}

/// The share of unknown words among the distinct words of held-out texts, of all together and of each, sorted.
fn shares(side: &[Worded], known: &[bool]) -> Option<(f64, Vec<f64>)> {
    let (mut all, mut unknown, mut shares) = (0, 0, Vec::new());
    for text in side.iter().filter(|text| text.held_out > 0) {
        let words = text.words.len() as u64 + text.beyond;
        if words == 0 {
            continue;
        }
        let is_unknown = |word: &&u32| !known.get(**word as usize).copied().unwrap_or(false);
        let unseen = text.words.iter().filter(is_unknown).count() as u64 + text.beyond;
        all += words * text.held_out;
        unknown += unseen * text.held_out;
        shares.extend(std::iter::repeat_n(unseen as f64 / words as f64, text.held_out as usize));
    }
    sorting::sort_numbers(&mut shares);
    (all > 0).then(|| (unknown as f64 / all as f64, shares))
}
