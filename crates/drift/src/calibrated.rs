//! The calibrated verdict: a column has drifted when a part of it is both significant, after correction, and larger
//! than the tolerance.
//!
//! A p-value alone flags everything at a million rows, and a distance alone flags everything at thirty. Each part of
//! a column (its values; whether they are there) has both. A part counts only by its own p-value *and* its own
//! effect: the noise of one part must not lend its size to the significance of the other.

use std::borrow::Cow;

use driftscope_stats::correction;
use driftscope_stats::jensen_shannon::minimum_detectable_effect;

use crate::{Change, Correction, Drift, DriftPart, Outcome, Part, Settings, Severity};

/// The power at which the minimum detectable effect is stated.
const POWER: f64 = 0.8;

/// Effects from which a drift is moderate and large.
const MODERATE: f64 = 0.10;
const LARGE: f64 = 0.20;

/// A part of a column that was tested, before any correction.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct TestedPart {
    pub part: Part,
    pub test: Cow<'static, str>,
    pub p_value: f64,
    pub effect: f64,
    pub null_band: f64,
    /// Which kind of change a test of numbers sees best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// For the minimum detectable effect: those of the part's χ², 3 for the test of numbers.
    pub degrees_of_freedom: f64,
    /// Rows that the test saw on each side.
    pub rows: [u64; 2],
}

/// The parts of a column and the tolerance that its effect is held against. A column without parts is not tested.
pub(crate) struct Candidate<'a> {
    pub parts: &'a [TestedPart],
    pub tolerance: f64,
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
fn column_p(parts: &[TestedPart]) -> f64 {
    let smallest = parts.iter().map(|part| part.p_value).fold(1.0, f64::min);
    (smallest * parts.len() as f64).min(1.0)
}

fn column(&Candidate { parts, tolerance }: &Candidate<'_>, p_value: f64, p_adjusted: f64, alpha: f64) -> Drift {
    // What the correction over columns did to the column's best part it does to each of its parts.
    let stretch = if p_value > 0.0 { p_adjusted / p_value } else { 1.0 };
    let corrected = |part: &TestedPart| (part.p_value * parts.len() as f64 * stretch).min(1.0);
    let significant = |part: &&TestedPart| corrected(part) < alpha;
    let largest = |best: Option<usize>, at: usize| match best {
        Some(best) if parts[best].effect >= parts[at].effect => Some(best),
        _ => Some(at),
    };
    let significant_parts = (0..parts.len()).filter(|&at| significant(&&parts[at]));
    let deciding = significant_parts.fold(None, largest).or_else(|| (0..parts.len()).fold(None, largest)).unwrap_or(0);
    let deciding = &parts[deciding];
    let detectable = parts
        .iter()
        .map(|part| minimum_detectable_effect(part.degrees_of_freedom, part.rows[0], part.rows[1], alpha, POWER))
        .next();
    let is_significant = significant(&deciding);
    let drifted = is_significant && deciding.effect >= tolerance;
    let too_few_rows = !is_significant && detectable.is_none_or(|smallest| smallest > tolerance);
    Drift {
        tested: true,
        drifted,
        outcome: match (is_significant, drifted, too_few_rows) {
            (_, true, _) => Outcome::Drifted,
            (true, false, _) => Outcome::Negligible,
            (false, _, true) => Outcome::TooFewRows,
            (false, _, false) => Outcome::NoDrift,
        },
        severity: if drifted { Severity::of_effect(deciding.effect) } else { Severity::None },
        method: deciding.test.to_string(),
        score: Some(deciding.effect),
        threshold: Some(tolerance),
        effect: Some(deciding.effect),
        p_value: Some(p_value),
        p_adjusted: Some(p_adjusted),
        minimum_detectable_effect: detectable,
        null_band: Some(deciding.null_band),
        too_few_rows,
        reason: None,
        parts: parts
            .iter()
            .map(|part| DriftPart {
                part: part.part,
                test: part.test.to_string(),
                p_value: part.p_value,
                p_adjusted: corrected(part),
                change: part.change,
                effect: part.effect,
                null_band: part.null_band,
            })
            .collect(),
    }
}

impl Severity {
    /// How large the drift of a drifted column is.
    pub(crate) fn of_effect(effect: f64) -> Self {
        match effect {
            effect if effect >= LARGE => Self::Large,
            effect if effect >= MODERATE => Self::Moderate,
            _ => Self::Small,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(part: Part, p_value: f64, effect: f64) -> TestedPart {
        TestedPart {
            part,
            test: "combined_rank".into(),
            p_value,
            change: None,
            effect,
            null_band: 0.01,
            degrees_of_freedom: 3.0,
            rows: [10_000, 10_000],
        }
    }

    fn decided(columns: &[Vec<TestedPart>]) -> Vec<Drift> {
        let candidates: Vec<_> = columns.iter().map(|parts| Candidate { parts, tolerance: 0.05 }).collect();
        decide(&candidates, &Settings::default())
    }

    #[test]
    fn size_without_significance_is_no_drift_and_neither_is_significance_without_size() {
        let columns = [
            vec![part(Part::Values, 1e-9, 0.04)],
            vec![part(Part::Values, 0.4, 0.3)],
            vec![part(Part::Values, 1e-9, 0.06)],
            vec![],
        ];
        let drifts = decided(&columns);
        let outcomes: Vec<_> = drifts.iter().map(|drift| drift.outcome).collect();
        assert_eq!(outcomes, [Outcome::Negligible, Outcome::NoDrift, Outcome::Drifted, Outcome::NotTested]);
        // Benjamini–Hochberg over three tested columns, by hand: 1e-9 × 3 / 2, 0.4, 1e-9 × 3 / 2.
        assert!((drifts[0].p_adjusted.unwrap() - 1.5e-9).abs() < 1e-22);
        assert!((drifts[1].p_adjusted.unwrap() - 0.4).abs() < 1e-15);
    }

    #[test]
    fn every_correction_can_be_chosen() {
        let columns = [0.01, 0.5, 0.04].map(|p| vec![part(Part::Values, p, 0.1)]);
        let adjusted = |correction| {
            let candidates: Vec<Candidate<'_>> =
                columns.iter().map(|parts| Candidate { parts, tolerance: 0.05 }).collect();
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
        assert_eq!(drift.effect, Some(0.01));
        assert_eq!(drift.p_value, Some(2e-9));
    }

    #[test]
    fn few_rows_are_said_to_be_few() {
        let few = TestedPart { rows: [100, 30], ..part(Part::Values, 0.5, 0.0) };
        let drift = &decided(&[vec![few]])[0];
        assert_eq!(drift.outcome, Outcome::TooFewRows);
        assert!(drift.too_few_rows && !drift.drifted);
    }
}
