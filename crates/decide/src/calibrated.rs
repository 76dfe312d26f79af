//! The calibrated verdict: a column has drifted when a part of it is both significant, after correction, and larger
//! than the limit.
//!
//! A p-value alone flags everything at a million rows, and a distance alone flags everything at thirty. Each part of
//! a column (its values; whether they are there) has both. A part counts only by its own p-value *and* its own
//! effect: the noise of one part must not lend its size to the significance of the other.

use driftscope_report::{Correction, Drift, DriftPart, Outcome, Settings, Severity};
use driftscope_stats::correction;

use crate::rows_to_settle::rows_to_settle;

/// The parts of a column and the limit that its effect is compared with. A column without parts is not tested.
pub(crate) struct Candidate<'a> {
    pub parts: &'a [DriftPart],
    pub limit: f64,
    /// Both sides hold the same values equally often.
    pub is_identical: bool,
}

/// Decides all columns together.
pub(crate) fn decide(columns: &[Candidate<'_>], settings: &Settings) -> Vec<Drift> {
    let tested: Vec<&Candidate<'_>> = columns.iter().filter(|column| !column.parts.is_empty()).collect();
    let p_values: Vec<f64> = tested.iter().map(|column| column_p(column.parts)).collect();
    let adjusted = match settings.correction {
        Correction::BenjaminiHochberg => correction::benjamini_hochberg(&p_values),
        Correction::BenjaminiYekutieli => correction::benjamini_yekutieli(&p_values),
        Correction::Holm => correction::holm(&p_values),
        Correction::Bonferroni => correction::bonferroni(&p_values),
        Correction::None => p_values.clone(),
    };
    let mut decided = tested
        .iter()
        .zip(p_values.iter().zip(adjusted))
        .map(|(candidate, (&p, adjusted))| column(candidate, p, adjusted, settings.alpha));
    columns
        .iter()
        .map(|column| if column.parts.is_empty() { Drift::default() } else { decided.next().unwrap_or_default() })
        .collect()
}

/// Bonferroni over the parts.
fn column_p(parts: &[DriftPart]) -> f64 {
    let smallest = parts.iter().map(|part| part.p_value).fold(1.0, f64::min);
    (smallest * parts.len() as f64).min(1.0)
}

fn column(candidate: &Candidate<'_>, p_value: f64, p_adjusted: f64, alpha: f64) -> Drift {
    let &Candidate { parts, limit, is_identical } = candidate;
    // What the correction over columns did to the column's best part it does to each of its parts.
    let stretch = if p_value > 0.0 { p_adjusted / p_value } else { 1.0 };
    let corrected = |part: &DriftPart| (part.p_value * parts.len() as f64 * stretch).min(1.0);
    let significant = parts.iter().filter(|part| corrected(part) < alpha);
    let (outcome, deciding) = match largest(significant, |part| part.effect) {
        _ if is_identical => (Outcome::Identical, parts.first()),
        Some(part) if part.effect >= limit => (Outcome::Drifted, Some(part)),
        significant => below_or_unknown(parts, significant, limit),
    };
    let Some(part) = deciding else { return Drift::default() };
    Drift {
        tested: true,
        drifted: outcome == Outcome::Drifted,
        outcome,
        severity: if outcome == Outcome::Drifted { Severity::of_effect(part.effect) } else { Severity::None },
        method: part.test.clone(),
        score: Some(part.effect),
        threshold: Some(limit),
        effect: Some(part.effect),
        low: (!is_identical).then(|| low(part)),
        high: (!is_identical).then(|| high(part)),
        p_value: Some(p_value),
        p_adjusted: Some(p_adjusted),
        null_band: Some(part.null_band),
        rows_to_settle: rows_to_settle(part, limit).filter(|_| outcome == Outcome::Unclear),
        rule: None,
        acknowledged: None,
        reason: None,
        parts: parts.iter().map(|part| DriftPart { p_adjusted: corrected(part), ..part.clone() }).collect(),
    }
}

/// The outcome where nothing is both significant and at the limit, and the part that decides it: the significant one, but where
/// another part may be larger than the limit, that one.
fn below_or_unknown<'a>(
    parts: &'a [DriftPart],
    significant: Option<&'a DriftPart>,
    limit: f64,
) -> (Outcome, Option<&'a DriftPart>) {
    let widest = largest(parts.iter(), high);
    let is_below = widest.is_none_or(|part| high(part) < limit);
    match significant {
        Some(part) if is_below => (Outcome::Negligible, Some(part)),
        Some(part) if high(part) >= limit => (Outcome::Unclear, Some(part)),
        None if is_below => (Outcome::NoDrift, widest),
        _ => (Outcome::Unclear, widest),
    }
}

/// The part with the largest of something, the first of equals.
fn largest<'a>(parts: impl Iterator<Item = &'a DriftPart>, of: fn(&DriftPart) -> f64) -> Option<&'a DriftPart> {
    parts.fold(None, |best: Option<&DriftPart>, next| match best {
        Some(best) if of(best) >= of(next) => Some(best),
        _ => Some(next),
    })
}

/// Lower end of the interval. Reports of the first versions have none.
fn low(part: &DriftPart) -> f64 {
    part.low.unwrap_or(0.0)
}

/// Upper end of the interval.
fn high(part: &DriftPart) -> f64 {
    part.high.unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use driftscope_report::Part;

    use super::*;

    fn part(part: Part, p_value: f64, effect: f64) -> DriftPart {
        DriftPart {
            part,
            test: "ks".to_owned(),
            p_value,
            p_adjusted: p_value,
            change: None,
            effect,
            low: Some((effect - 0.01).max(0.0)),
            high: Some(effect + 0.01),
            null_band: 0.01,
            rows: [10_000; 2],
        }
    }

    fn decided(columns: &[Vec<DriftPart>]) -> Vec<Drift> {
        let candidates: Vec<_> =
            columns.iter().map(|parts| Candidate { parts, limit: 0.05, is_identical: false }).collect();
        decide(&candidates, &Settings::default())
    }

    #[test]
    fn the_outcome_goes_by_the_p_value_and_by_where_the_interval_lies() {
        let columns = [
            vec![part(Part::Values, 1e-9, 0.03)],
            vec![part(Part::Values, 0.4, 0.3)],
            vec![part(Part::Values, 1e-9, 0.051)],
            vec![part(Part::Values, 0.4, 0.03)],
            vec![part(Part::Values, 1e-9, 0.045)],
            vec![],
        ];
        let drifts = decided(&columns);
        let outcomes: Vec<_> = drifts.iter().map(|drift| drift.outcome).collect();
        use Outcome::{Drifted, Negligible, NoDrift, NotTested, Unclear};
        assert_eq!(outcomes, [Negligible, Unclear, Drifted, NoDrift, Unclear, NotTested]);
        // Benjamini–Hochberg over five tested columns, by hand: 1e-9 × 5 / 3, 0.4.
        assert!((drifts[0].p_adjusted.unwrap() - 5e-9 / 3.0).abs() < 1e-22);
        assert!((drifts[1].p_adjusted.unwrap() - 0.4).abs() < 1e-15);
    }

    #[test]
    fn another_part_that_may_be_large_leaves_a_column_unclear() {
        let open = |p_value| {
            let mut missing = part(Part::Missing, p_value, 0.0);
            missing.high = Some(0.08);
            missing
        };
        let columns = [vec![part(Part::Values, 1e-9, 0.02), open(0.5)], vec![part(Part::Values, 0.5, 0.02), open(0.5)]];
        for drift in decided(&columns) {
            assert_eq!((drift.outcome, drift.high), (Outcome::Unclear, Some(0.08)));
        }
    }

    #[test]
    fn the_same_values_on_both_sides_are_identical_however_few() {
        let parts = vec![part(Part::Values, 1.0, 0.0)];
        let drift = &decide(&[Candidate { parts: &parts, limit: 0.0, is_identical: true }], &Settings::default())[0];
        assert_eq!((drift.outcome, drift.low, drift.high), (Outcome::Identical, None, None));
    }

    #[test]
    fn every_correction_can_be_chosen() {
        let columns = [0.01, 0.5, 0.04].map(|p| vec![part(Part::Values, p, 0.1)]);
        let adjusted = |correction| {
            let candidates: Vec<Candidate<'_>> =
                columns.iter().map(|parts| Candidate { parts, limit: 0.05, is_identical: false }).collect();
            let settings = Settings { correction, ..Settings::default() };
            decide(&candidates, &settings).iter().filter_map(|drift| drift.p_adjusted).collect::<Vec<f64>>()
        };
        let near = |correction, expected: [f64; 3]| {
            let found = adjusted(correction);
            assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-15), "{found:?}");
        };
        near(Correction::None, [0.01, 0.5, 0.04]);
        near(Correction::BenjaminiHochberg, [0.03, 0.5, 0.06]);
        // Times 1 + 1/2 + 1/3.
        near(Correction::BenjaminiYekutieli, [0.055, 11.0 / 12.0, 0.11]);
        near(Correction::Holm, [0.03, 0.5, 0.08]);
        near(Correction::Bonferroni, [0.03, 1.0, 0.12]);
    }

    #[test]
    fn the_noise_of_one_part_does_not_lend_its_size_to_the_other() {
        let columns = [vec![part(Part::Values, 0.3, 0.2), part(Part::Missing, 1e-9, 0.01)]];
        let drift = &decided(&columns)[0];
        assert!(!drift.drifted);
        assert_eq!(drift.outcome, Outcome::Unclear);
        assert_eq!(drift.effect, Some(0.2));
        assert_eq!(drift.p_value, Some(2e-9));
    }
}
