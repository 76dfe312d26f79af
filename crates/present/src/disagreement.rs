//! Explains in a sentence why a rule disagrees with the calibrated one.

use crate::numbers::{effect, number, p_value};
use driftscope_report::{Drift, Outcome, Part, Preset, PresetVerdict};

/// The reason, where the rule's verdict is another than the calibrated one. `is_single` is whether the reference has one number
/// alone.
pub fn disagreement(preset: Preset, verdict: &PresetVerdict, calibrated: &Drift, is_single: bool) -> Option<String> {
    if verdict.score.is_none() || !calibrated.tested || verdict.drifted == calibrated.drifted {
        return None;
    }
    Some(if verdict.drifted {
        flags(preset, verdict, calibrated)
    } else {
        misses(preset, verdict, calibrated, is_single)
    })
}

/// The rule sees drift where the calibrated one sees none.
fn flags(preset: Preset, verdict: &PresetVerdict, calibrated: &Drift) -> String {
    let size = effect(calibrated.effect.unwrap_or(0.0));
    let adjusted = calibrated.p_adjusted.map_or_else(|| "–".to_owned(), p_value);
    match (calibrated.outcome, preset.is_p_value(&verdict.method)) {
        (Outcome::Negligible, true) => {
            format!("a p-value alone flags it; the difference is real, but its effect of {size} is below the limit")
        }
        (Outcome::Negligible, false) => {
            format!("its threshold is lower: the difference is real, but its effect of {size} is below the limit")
        }
        (_, true) if verdict.method == "chisquare" => format!(
            "it takes the reference for the exact truth; with both sides as samples the adjusted p is {adjusted}"
        ),
        (_, true) => {
            format!("its p-value is not corrected for the number of columns and parts; adjusted, p is {adjusted}")
        }
        (_, false) if preset == Preset::Nannyml => format!(
            "one chunk out of line is enough for it; over all rows together nothing is significant (adjusted p {adjusted})"
        ),
        (_, false) => {
            format!("it makes no allowance for chance, which matters with so few rows (adjusted p {adjusted})")
        }
    }
}

/// The calibrated rule sees drift where this one sees none.
fn misses(preset: Preset, verdict: &PresetVerdict, calibrated: &Drift, is_single: bool) -> String {
    let by_missing = calibrated.parts.iter().any(|part| {
        part.part == Part::Missing && Some(part.effect) == calibrated.effect && part.test == calibrated.method
    });
    if by_missing {
        return "it does not look at missing values, which is what changed".to_owned();
    }
    let (score, threshold) = (verdict.score.unwrap_or(0.0), verdict.threshold.unwrap_or(0.0));
    let size = effect(calibrated.effect.unwrap_or(0.0));
    // All numbers fall into the one bin that there is.
    if is_single && verdict.method == "psi" {
        return "PSI bins by the reference, which has one value, so it cannot see this".to_owned();
    }
    match preset {
        Preset::Ks => "it looks at the newest 1000 rows only".to_owned(),
        Preset::Nannyml => format!(
            "chunks of the reference differ by up to {} among themselves, and a tenth of the rows is too few to see this change",
            number(threshold)
        ),
        _ if preset.is_p_value(&verdict.method) => format!("its test, {}, sees little of this change", verdict.method),
        _ => format!(
            "its threshold is higher: {} {} is below {}, while an effect of {size} is more than chance and above the limit",
            verdict.method,
            number(score),
            number(threshold)
        ),
    }
}
