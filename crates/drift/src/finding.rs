//! What was found in a column, in one sentence, from numbers.

use crate::format::{counted, effect, name, number, p_relation, percent, percent_change};
use crate::shift;
use crate::{
    Categories, ColumnReport, Drift, Kind, Outcome, Part, Presence, Preset, Severity, Shift, Summary, TextDrift,
    WordChange,
};

/// Labels longer than this are cut in a sentence.
const LABEL: usize = 32;

/// The finding of a column whose other fields are filled in.
pub(crate) fn finding(column: &ColumnReport, preset: Preset) -> String {
    let finding = found(column, preset);
    let is_tested = column.drift.outcome != Outcome::NotTested;
    match column.binned.filter(|binned| is_tested && binned.share > 0.0) {
        Some(binned) => format!("{finding}; known from buckets, shares within {}", percent(binned.share)),
        None => finding,
    }
}

fn found(column: &ColumnReport, preset: Preset) -> String {
    let drift = &column.drift;
    match column.presence {
        Presence::Reference => return "Removed: the reference has this column and production has not".to_owned(),
        Presence::Production => return "Added: production has this column and the reference has not".to_owned(),
        Presence::Both => {}
    }
    let figures = || match (drift.effect, drift.p_adjusted) {
        (Some(size), Some(p)) => format!("effect {}, adjusted {}", effect(size), p_relation(p)),
        _ => String::new(),
    };
    match drift.outcome {
        Outcome::NotTested => not_tested(column),
        // The verdict went by another rule or another test than the effect.
        Outcome::Drifted if drift.tolerance().is_none() => {
            format!("Drift by {}: {} ({})", preset.title(), change(column), score(drift))
        }
        Outcome::NoDrift if drift.tolerance().is_none() => {
            format!("No drift by {} ({})", preset.title(), score(drift))
        }
        Outcome::Drifted => format!("{}: {} ({})", severity(drift.severity), change(column), figures()),
        Outcome::Negligible => {
            format!("Differs beyond chance, but by less than the tolerance: {} ({})", change(column), figures())
        }
        Outcome::NoDrift => format!(
            "No drift: an effect of {} would have been found in 80 of 100 cases ({})",
            effect(drift.minimum_detectable_effect.unwrap_or(1.0)),
            figures()
        ),
        Outcome::TooFewRows => too_few_rows(column),
    }
}

/// "wasserstein 0.13, threshold 0.1"
fn score(drift: &Drift) -> String {
    let score = match (drift.p_value, drift.score) {
        (Some(p), _) => p_relation(p),
        (None, score) => number(score.unwrap_or(0.0)),
    };
    format!("{} {score}, threshold {}", drift.method, number(drift.threshold.unwrap_or(0.0)))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "No drift",
        Severity::Small => "Small drift",
        Severity::Moderate => "Moderate drift",
        Severity::Large => "Large drift",
    }
}

fn not_tested(column: &ColumnReport) -> String {
    let reason = column.drift.reason.as_deref().unwrap_or("Not tested");
    let missing =
        missing_change(&column.reference, &column.production).map_or_else(String::new, |change| format!("; {change}"));
    let period = period_change(column).map_or_else(String::new, |change| format!("; {change}"));
    format!("{reason}{period}{missing}")
}

/// "production begins 3 days after the reference ends", where two periods have no moment in common.
fn period_change(column: &ColumnReport) -> Option<String> {
    let overlap = column.moments.as_ref()?.overlap_days.filter(|days| *days < 0.0)?;
    let days = match -overlap {
        days if days < 1.0 => "less than a day".to_owned(),
        days => counted(days.round() as u64, "day", "days"),
    };
    Some(if column.production.min > column.reference.max {
        format!("production begins {days} after the reference ends")
    } else {
        format!("production ends {days} before the reference begins")
    })
}

fn too_few_rows(column: &ColumnReport) -> String {
    let smallest = match column.drift.minimum_detectable_effect {
        Some(detectable) if detectable < 1.0 => {
            format!("only an effect of {} or more would be found", effect(detectable))
        }
        _ => "no effect at all could be found".to_owned(),
    };
    format!(
        "Too few rows to tell: with {} against {} {smallest}",
        counted(column.reference.count, "value", "values"),
        counted(column.production.count, "value", "values"),
    )
}

/// What changed, by the deciding part; what changed most in the other comes after.
fn change(column: &ColumnReport) -> String {
    let values = match column.kind {
        Kind::Category | Kind::Boolean => column.categories.as_ref().and_then(category_change),
        Kind::Text => column.text.as_ref().map(|text| text_change(text, deciding_part(&column.drift))),
        _ => numeric_change(&column.reference, &column.production, column.shift.as_ref()),
    };
    let missing = missing_change(&column.reference, &column.production);
    let by_missing = deciding_part(&column.drift) == Some(Part::Missing);
    match (values, missing) {
        (_, Some(missing)) if by_missing => missing,
        (Some(values), _) => values,
        (None, Some(missing)) => missing,
        (None, None) => "the shape of the distribution changed".to_owned(),
    }
}

fn deciding_part(drift: &Drift) -> Option<Part> {
    drift.parts.iter().find(|part| Some(part.effect) == drift.effect && part.test == drift.method).map(|part| part.part)
}

/// "other words: “refund” in 1 → 9 % of the texts; held-out texts are told apart with AUC 0.61", or how the length changed.
fn text_change(text: &TextDrift, deciding: Option<Part>) -> String {
    if deciding == Some(Part::Length) {
        let [from, to] = [&text.reference, &text.production].map(|side| side.characters.median.unwrap_or(0.0));
        let medians = format!("median {} characters against {}", number(to), number(from));
        return match to.total_cmp(&from) {
            std::cmp::Ordering::Greater => format!("production's texts are longer, {medians}"),
            std::cmp::Ordering::Less => format!("production's texts are shorter, {medians}"),
            std::cmp::Ordering::Equal => format!("lengths changed around the same median of {} characters", number(to)),
        };
    }
    let surest = text.risen.iter().chain(&text.fallen).fold(None::<&WordChange>, |most, next| match most {
        Some(most) if most.z.abs() >= next.z.abs() => Some(most),
        _ => Some(next),
    });
    let word = surest.map_or_else(String::new, |change| {
        let share = percent_change(change.reference, change.production);
        format!(": “{}” in {share} of the texts", name(&change.word, LABEL))
    });
    let apart = text.classifier.as_ref().map_or_else(String::new, |classifier| {
        format!("; held-out texts are told apart with AUC {}", effect(classifier.auc))
    });
    format!("other words{word}{apart}")
}

/// "production is higher, median 78.1 against 39.9, and 40 % wider". How wide it is, is what the shift says, where there is
/// one: standard deviations hang on the outermost values, and two figures for one thing help nobody.
fn numeric_change(reference: &Summary, production: &Summary, shift: Option<&Shift>) -> Option<String> {
    let (from, to) = (reference.median?, production.median?);
    let level = match to.partial_cmp(&from)? {
        std::cmp::Ordering::Greater => Some("higher"),
        std::cmp::Ordering::Less => Some("lower"),
        std::cmp::Ordering::Equal => None,
    };
    let by_deviations = match (reference.sd, production.sd) {
        (Some(from), Some(to)) if from > 0.0 => Some(to / from),
        _ => None,
    };
    let scale = shift.map(|shift| shift.scale).filter(|scale| scale.is_finite());
    let spread = scale.or(by_deviations).and_then(shift::spread);
    let medians = format!("median {} against {}", number(to), number(from));
    Some(match (level, spread) {
        (Some(level), Some(spread)) => format!("production is {level}, {medians}, and {spread}"),
        (Some(level), None) => format!("production is {level}, {medians}"),
        (None, Some(spread)) => format!("production is {spread} around the same median of {}", number(to)),
        (None, None) => format!("its shape changed around the same median of {}", number(to)),
    })
}

/// "new: “EV” and 2 more, 5 % of production", else the category whose share changed most.
fn category_change(categories: &Categories) -> Option<String> {
    let quoted = |label: &str| format!("“{}”", name(label, LABEL));
    let totals = [
        categories.reference.iter().sum::<u64>() + categories.other.reference,
        categories.production.iter().sum::<u64>() + categories.other.production,
    ];
    if totals.contains(&0) {
        return None;
    }
    let share = |count: u64, side: usize| count as f64 / totals[side] as f64;
    let (label, from, to) = categories
        .labels
        .iter()
        .zip(categories.reference.iter().zip(&categories.production))
        .map(|(label, (&reference, &production))| (label, share(reference, 0), share(production, 1)))
        .fold(None::<(&String, f64, f64)>, |most, next| match most {
            Some(most) if (most.2 - most.1).abs() >= (next.2 - next.1).abs() => Some(most),
            _ => Some(next),
        })?;
    if categories.new.iter().any(|new| new == label) {
        let more = categories.new.len() - 1;
        let others = if more == 0 { String::new() } else { format!(" and {more} more") };
        return Some(format!("{}{others} new, {} of production", quoted(label), percent(categories.new_share)));
    }
    if categories.vanished.iter().any(|vanished| vanished == label) {
        return Some(format!("{} vanished, {} of the reference", quoted(label), percent(from)));
    }
    let direction = if to >= from { "rose" } else { "fell" };
    Some(format!("{} {direction} from {} to {}", quoted(label), percent(from), percent(to)))
}

/// "missing 5 → 15 %", where it changed at all.
fn missing_change(reference: &Summary, production: &Summary) -> Option<String> {
    let (from, to) = (reference.missing_share(), production.missing_share());
    let changed = reference.missing + production.missing > 0 && (to - from).abs() > 1e-9;
    changed.then(|| format!("missing {}", percent_change(from, to)))
}
