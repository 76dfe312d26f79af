//! Which pairs of columns go together otherwise than before.

use driftscope_stats::correction::holm;
use driftscope_stats::correlation::{Coefficient, Ranked, change};

use super::encoding::Rows;
use crate::{Kind, PairChange};

/// Pairs that are listed.
const LISTED: usize = 20;

/// The smallest difference that is called a change.
const CHANGE: f64 = 0.1;

/// Two columns, and how they go together.
pub(super) struct Pair {
    /// Their places among the columns.
    pub places: [usize; 2],
    /// The coefficient of each side, and of how many rows it is.
    sides: [(f64, u64); 2],
    /// The mean of both, by rows.
    pub pooled: f64,
}

/// All pairs of numbers and booleans that have a coefficient on both sides.
pub(super) fn pairs(rows: &Rows) -> Vec<Pair> {
    let ranked: Vec<Option<[Ranked; 2]>> = rows
        .columns
        .iter()
        .map(|column| {
            let (reference, production) = column.values.split_at(rows.reference);
            (column.kind != Kind::Category).then(|| [Ranked::of(reference), Ranked::of(production)])
        })
        .collect();
    let mut pairs = Vec::new();
    for (second, other) in ranked.iter().enumerate() {
        for (first, one) in ranked.iter().take(second).enumerate() {
            let (Some(one), Some(other)) = (one, other) else { continue };
            let (Some(reference), Some(production)) = (one[0].spearman(&other[0]), one[1].spearman(&other[1])) else {
                continue;
            };
            let (n, m) = (reference.1 as f64, production.1 as f64);
            let pooled = (n * reference.0 + m * production.0) / (n + m);
            pairs.push(Pair { places: [first, second], sides: [reference, production], pooled });
        }
    }
    pairs
}

/// The pairs that changed most, and how many changed.
pub(super) fn changes(rows: &Rows, pairs: &[Pair], alpha: f64) -> (Vec<PairChange>, u64) {
    let name = |place: usize| rows.columns.get(place).map_or_else(String::new, |column| column.name.clone());
    let mut changes: Vec<PairChange> = pairs
        .iter()
        .filter_map(|pair| {
            let [reference, production] = pair.sides;
            let test = change(Coefficient::Spearman, reference, production, 0.95)?;
            Some(PairChange {
                first: name(pair.places[0]),
                second: name(pair.places[1]),
                coefficient: "spearman".to_owned(),
                reference: reference.0,
                production: production.0,
                difference: test.difference,
                low: test.interval.low,
                high: test.interval.high,
                p_value: test.p_value,
                p_adjusted: 1.0,
                changed: false,
            })
        })
        .collect();
    let adjusted = holm(&changes.iter().map(|change| change.p_value).collect::<Vec<f64>>());
    for (change, adjusted) in changes.iter_mut().zip(adjusted) {
        change.p_adjusted = adjusted;
        change.changed = adjusted < alpha && change.difference.abs() >= CHANGE;
    }
    let changed = changes.iter().filter(|change| change.changed).count() as u64;
    changes.sort_by(|one, other| {
        (other.changed, other.difference.abs())
            .partial_cmp(&(one.changed, one.difference.abs()))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    changes.truncate(LISTED);
    (changes, changed)
}
