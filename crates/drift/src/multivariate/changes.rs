//! Which pairs of columns are associated differently, corrected for the number of all pairs.

use driftscope_present::numbers;
use driftscope_stats::sorting::sort_by;
use std::cmp::Ordering;

use driftscope_stats::correction::holm;

use super::associations::{self, Associations};
use super::encoding::Rows;
use super::pairs::{self, Pair};
use driftscope_report::{CategoryPairChange, DESCRIPTIVE_ALPHA, LEAST_CHANGE, PairChange};

/// Pairs of each kind that are listed.
const LISTED: usize = 20;

/// What was found of all pairs.
pub(super) struct Changes {
    /// The pairs of numbers and booleans that changed most.
    pub correlations: Vec<PairChange>,
    /// The pairs of categories that did.
    pub associations: Vec<CategoryPairChange>,
    /// The pairs that were compared.
    pub pairs: u64,
    /// How many of them changed.
    pub changed: u64,
    /// What was taken together, in words.
    pub note: Option<String>,
}

/// Compares all pairs.
pub(super) fn changes(rows: &Rows, pairs: &[Pair]) -> Changes {
    let mut correlations: Vec<PairChange> = pairs.iter().filter_map(|pair| pair.change(rows)).collect();
    let Associations { changes: mut associations, pooled } = associations::associations(rows);
    let of_numbers = correlations.iter().flat_map(|change| {
        let pearson = change.pearson.iter().map(|pearson| pearson.p_value);
        std::iter::once(change.ranks.p_value).chain(pearson)
    });
    let p_values: Vec<f64> = of_numbers.chain(associations.iter().map(|change| change.p_value)).collect();
    let mut adjusted = holm(&p_values).into_iter();
    // In the order in which they were put in.
    let mut is_changed = |difference: f64| {
        let adjusted = adjusted.next().unwrap_or(1.0);
        (adjusted, adjusted < DESCRIPTIVE_ALPHA && difference.abs() >= LEAST_CHANGE)
    };
    correlations.iter_mut().for_each(|change| pairs::correct(change, &mut is_changed));
    for change in &mut associations {
        (change.p_adjusted, change.changed) = is_changed(change.size);
    }
    let count = correlations.len() + associations.len();
    let changed = correlations.iter().filter(|change| change.has_changed()).count()
        + associations.iter().filter(|change| change.changed).count();
    list(&mut correlations, |change| (change.has_changed(), change.largest_difference()));
    list(&mut associations, |change| (change.changed, change.size));
    let note = (pooled > 0 && !associations.is_empty()).then(|| {
        let (one, many) = ("column", "columns");
        let pooled = numbers::counted(pooled as u64, one, many);
        let most = associations::MOST - 1;
        format!("In pairs, at most {most} frequent categories of {pooled} are kept; the rest are grouped as “other”")
    });
    Changes { correlations, associations, pairs: count as u64, changed: changed as u64, note }
}

/// Those that changed first, and the largest first of them.
fn list<T>(changes: &mut Vec<T>, of: impl Fn(&T) -> (bool, f64)) {
    sort_by(changes, &|one, other| of(other).partial_cmp(&of(one)).unwrap_or(Ordering::Equal));
    changes.truncate(LISTED);
}
