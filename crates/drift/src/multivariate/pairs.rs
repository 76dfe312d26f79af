//! How pairs of numbers and booleans go together: by ranks, and by values.

use driftscope_stats::correlation::{
    Coefficient, CorrelationChange, Estimate, Ranked, Standardised, change, change_between,
};

use super::encoding::Rows;
use driftscope_report::{CoefficientChange, Kind, PairChange};

/// The level of the intervals.
pub(super) const LEVEL: f64 = 0.95;

/// Two columns, and how they go together.
pub(super) struct Pair {
    /// Their places among the columns.
    pub places: [usize; 2],
    /// Spearman's coefficient of each side, and of how many rows it is.
    sides: [(f64, u64); 2],
    /// The mean of both, by rows.
    pub pooled: f64,
    /// Pearson's coefficient of each side. Of two booleans it is Spearman's, and is not said twice.
    pearson: Option<[Estimate; 2]>,
}

/// All pairs of numbers and booleans that have a coefficient on both sides.
pub(super) fn pairs(rows: &Rows) -> Vec<Pair> {
    let kept: Vec<Option<[(Ranked, Standardised); 2]>> = rows
        .columns
        .iter()
        .map(|column| {
            let (reference, production) = column.values.split_at(rows.reference.min(column.values.len()));
            let of = |values: &[f64]| (Ranked::of(values), Standardised::of(values));
            (column.kind != Kind::Category).then(|| [of(reference), of(production)])
        })
        .collect();
    let is_boolean = |place: usize| rows.columns[place].kind == Kind::Boolean;
    let mut pairs = Vec::new();
    for (second, other) in kept.iter().enumerate() {
        for (first, one) in kept.iter().take(second).enumerate() {
            let (Some(one), Some(other)) = (one, other) else { continue };
            let spearman = |side: usize| one[side].0.spearman(&other[side].0);
            let pearson = |side: usize| one[side].1.pearson(&other[side].1);
            let (Some(reference), Some(production)) = (spearman(0), spearman(1)) else { continue };
            let (n, m) = (reference.1 as f64, production.1 as f64);
            let pooled = (n * reference.0 + m * production.0) / (n + m);
            let is_said_once = is_boolean(first) && is_boolean(second);
            let pearson = if is_said_once { None } else { pearson(0).zip(pearson(1)).map(<[Estimate; 2]>::from) };
            pairs.push(Pair { places: [first, second], sides: [reference, production], pooled, pearson });
        }
    }
    pairs
}

impl Pair {
    /// What changed, still without correction.
    pub(super) fn change(&self, rows: &Rows) -> Option<PairChange> {
        let [reference, production] = self.sides;
        let ranks = change(Coefficient::Spearman, reference, production, LEVEL)?;
        let values = self.pearson.and_then(|[one, two]| {
            let test = change_between(&one, &two, LEVEL)?;
            Some(coefficient([one.coefficient, two.coefficient], &test))
        });
        let [first, second] = self.places.map(|place| rows.columns[place].name.clone());
        Some(PairChange {
            first,
            second,
            coefficient: "spearman".to_owned(),
            ranks: coefficient([reference.0, production.0], &ranks),
            pearson: values,
            differs: None,
        })
    }
}

fn coefficient([reference, production]: [f64; 2], test: &CorrelationChange) -> CoefficientChange {
    CoefficientChange {
        reference,
        production,
        difference: test.difference,
        low: test.interval.low,
        high: test.interval.high,
        p_value: test.p_value,
        p_adjusted: 1.0,
        changed: false,
    }
}

/// Puts in the corrected p-values, of ranks and of values, and what follows from them.
pub(super) fn correct(change: &mut PairChange, mut is_changed: impl FnMut(f64) -> (f64, bool)) {
    (change.ranks.p_adjusted, change.ranks.changed) = is_changed(change.ranks.difference);
    if let Some(pearson) = &mut change.pearson {
        (pearson.p_adjusted, pearson.changed) = is_changed(pearson.difference);
    }
    change.differs = driftscope_present::together::differs(change);
}
