//! What was found in a column, in one sentence, from numbers.

use crate::clock;
use crate::event::event;
use crate::numbers::{
    count, counted, effect, effect_against, name, number, numbers, p_relation_against, percent, percent_change,
};
use crate::share_change::share_change;
use crate::shift;
use crate::typical::with_unit;
use crate::unclear;
use crate::vector;
use driftscope_report::{
    Acknowledgement, Categories, ColumnReport, Drift, Histogram, Kind, Outcome, Part, Presence, ReadingCode, Settings,
    Severity, Summary, TextDrift, ValueChange, WordChange,
};

/// Labels longer than this are cut in a sentence.
const LABEL: usize = 32;

/// The finding of a column that holds the same values on both sides.
pub const IDENTICAL: &str = "Identical: the same values on both sides";

/// The finding of a column whose other fields are filled in.
pub fn finding(column: &ColumnReport, settings: &Settings) -> String {
    let finding = found(column, settings);
    let is_tested = column.drift.outcome != Outcome::NotTested;
    let finding = if is_tested { finding + &untested_values(column) + &known(column, settings) } else { finding };
    match column.binned.filter(|binned| is_tested && binned.share > 0.0) {
        Some(binned) => format!("{finding}; known from buckets, shares within {}", percent(binned.share)),
        None => finding,
    }
}

/// "; known: new origin since 3 March", of a drift that the settings acknowledge.
fn known(column: &ColumnReport, settings: &Settings) -> String {
    let choice = settings.columns.get(&column.name).and_then(|choice| choice.acknowledged.as_ref());
    let note = choice.map(|known| &known.note).filter(|note| !note.is_empty());
    let note = note.map_or_else(String::new, |note| format!(": {note}"));
    match column.drift.acknowledged {
        None => String::new(),
        Some(Acknowledgement::Known) => format!("; known{note}"),
        Some(Acknowledgement::Grown) => {
            let before = choice.and_then(|known| known.effect).unwrap_or(0.0);
            format!("; larger than the effect of {} that is known{note}", effect(before))
        }
    }
}

fn found(column: &ColumnReport, settings: &Settings) -> String {
    let drift = &column.drift;
    match column.presence {
        _ if column.awaits_labels() => return awaited(column),
        Presence::Reference => return "Removed: the reference has this column and production has not".to_owned(),
        Presence::Production => return "Added: production has this column and the reference has not".to_owned(),
        Presence::Both => {}
    }
    let figures = || match (drift.effect, drift.p_adjusted) {
        (Some(size), Some(p)) => format!(
            "effect {}{}, adjusted {}",
            effect_against(size, drift.threshold.unwrap_or(f64::NAN)),
            interval(drift),
            p_relation_against(p, settings.alpha)
        ),
        _ => String::new(),
    };
    let limit = drift.threshold.unwrap_or(f64::NAN);
    let high = || effect_against(drift.high.unwrap_or(1.0), limit);
    match drift.outcome {
        Outcome::NotTested => not_tested(column),
        Outcome::Identical => IDENTICAL.to_owned(),
        Outcome::Drifted => match &drift.rule {
            Some(rule) => format!("Drift by {rule}: {} ({})", change(column), score(drift)),
            None => format!("{}: {} ({})", severity(drift.severity), change(column), figures()),
        },
        Outcome::Negligible => format!("Real, but below the limit: {} ({})", change(column), figures()),
        Outcome::NoDrift => match &drift.rule {
            Some(rule) => format!("No drift by {rule} ({})", score(drift)),
            None => {
                format!(
                    "No drift: the effect is at most {}, below the limit of {} ({})",
                    high(),
                    effect(limit),
                    figures()
                )
            }
        },
        Outcome::Unclear => unclear::unclear(drift, settings.alpha, || change(column)),
    }
}

fn awaited(column: &ColumnReport) -> String {
    let values = counted(column.reference.count, "label", "labels");
    format!(
        "No labels in production yet: the reference has {values}, which nothing can be compared with until those of production are there"
    )
}

/// "wasserstein 0.13, threshold 0.1"
fn score(drift: &Drift) -> String {
    let threshold = drift.threshold.unwrap_or(0.0);
    let [score, limit] = match (drift.p_value, drift.score) {
        (Some(p), _) => [p_relation_against(p, threshold), number(threshold)],
        (None, score) => numbers([score.unwrap_or(0.0), threshold]),
    };
    format!("{} {score}, threshold {limit}", drift.method)
}

/// ", could be 0.05 to 0.11", of an effect whose interval is not the sentence's own.
fn interval(drift: &Drift) -> String {
    match (drift.outcome, drift.low, drift.high) {
        (Outcome::Drifted | Outcome::Negligible, Some(low), Some(high)) => {
            format!(", could be {} to {}", effect(low), effect_against(high, drift.threshold.unwrap_or(f64::NAN)))
        }
        _ => String::new(),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "No drift",
        Severity::Small => "Small drift",
        Severity::Moderate => "Moderate drift",
        Severity::Large => "Large drift",
    }
}

/// "; values not tested: constant", of a column of which only other parts were.
fn untested_values(column: &ColumnReport) -> String {
    let reason = column.drift.reason.as_deref().and_then(|reason| reason.strip_prefix("Not tested: "));
    let period = || period_change(column).map_or_else(String::new, |change| format!("; {change}"));
    reason.map_or_else(String::new, |reason| format!("; values not tested: {reason}{}", period()))
}

fn not_tested(column: &ColumnReport) -> String {
    let reason = column.drift.reason.as_deref().unwrap_or("Not tested");
    let missing =
        missing_change(&column.reference, &column.production).map_or_else(String::new, |change| format!("; {change}"));
    let period = period_change(column).map_or_else(String::new, |change| format!("; {change}"));
    format!("{reason}{period}{missing}")
}

/// "production begins 3 days after the reference ends", if the two periods do not overlap.
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

/// What changed, by the deciding part, and that values went missing as well, where that is drift by itself.
pub(crate) fn change(column: &ColumnReport) -> String {
    let values = match column.kind {
        Kind::Category | Kind::Boolean | Kind::Tags => column.categories.as_ref().and_then(category_change),
        Kind::Identifier => identifier_change(column),
        Kind::TimeOfDay => clock::change(column),
        Kind::Vector => column.vector.as_ref().and_then(|vector| vector::change(vector, deciding_part(&column.drift))),
        Kind::Text => column.text.as_ref().map(|text| text_change(text, deciding_part(&column.drift))),
        _ => value_change(column).or_else(|| numeric_change(column)),
    };
    let values = values.map(|values| values + form_change(column));
    let missing = missing_change(&column.reference, &column.production);
    let by_missing = deciding_part(&column.drift) == Some(Part::Missing);
    match (values, missing) {
        (_, Some(missing)) if by_missing => missing,
        (Some(values), Some(missing)) if exceeds_the_limit(&column.drift, Part::Missing) => {
            format!("{values}; {missing}")
        }
        (Some(values), _) => values,
        (None, Some(missing)) => missing,
        (None, None) => "the shape of the distribution changed".to_owned(),
    }
}

/// What the labels that came and went have in common.
fn form_change(column: &ColumnReport) -> &'static str {
    let has = |code: ReadingCode| column.reading.iter().any(|reading| reading.code == code);
    match column.kind {
        Kind::Category if has(ReadingCode::Encoding) => "; some are the same in another encoding",
        Kind::Category if has(ReadingCode::Capitals) => "; some are the same but for capitals",
        _ => "",
    }
}

/// Whether the whole interval of a part's effect lies above the limit.
fn exceeds_the_limit(drift: &Drift, part: Part) -> bool {
    let low = drift.parts.iter().find(|other| other.part == part).and_then(|part| part.low);
    low.zip(drift.threshold).is_some_and(|(low, limit)| low > limit)
}

fn deciding_part(drift: &Drift) -> Option<Part> {
    drift.deciding_part().map(|part| part.part)
}

/// What changed about how identifiers are made: "distinct values fell from 100 % to 0.2 % of all".
fn identifier_change(column: &ColumnReport) -> Option<String> {
    let sides = [&column.reference, &column.production];
    let found = column.identifier.as_ref();
    let share = |count: u64, side: usize| count as f64 / sides[side].count.max(1) as f64;
    match deciding_part(&column.drift)? {
        Part::Form => Some(format!("form {}", category_change(column.categories.as_ref()?)?)),
        Part::Length => {
            let found = found?;
            length_change("values", [found.reference.median_length? as f64, found.production.median_length? as f64])
        }
        Part::Distinct => {
            let shares = [0, 1].map(|side| share(sides[side].distinct, side));
            Some(share_change("the share of distinct values", shares))
        }
        Part::Frequent => {
            let found = found?;
            let shares = [share(found.reference.most_frequent?, 0), share(found.production.most_frequent?, 1)];
            let label = column.production.top.as_ref().filter(|_| shares[1] > shares[0]);
            let label = label.map_or_else(String::new, |top| format!(", “{}”,", name(&top.label, LABEL)));
            Some(share_change(&format!("the share of the most frequent value{label}"), shares))
        }
        _ => None,
    }
}

/// "production's texts are longer, median 40 characters against 36".
fn length_change(what: &str, [from, to]: [f64; 2]) -> Option<String> {
    let [of_reference, of_production] = numbers([from, to]);
    let medians = format!("median {of_production} characters against {of_reference}");
    Some(match to.partial_cmp(&from)? {
        std::cmp::Ordering::Greater => format!("production's {what} are longer, {medians}"),
        std::cmp::Ordering::Less => format!("production's {what} are shorter, {medians}"),
        std::cmp::Ordering::Equal => format!("lengths changed around the same median of {} characters", number(to)),
    })
}

/// "other words: “refund” in 1 → 9 % of the texts; a classifier on words separates the sides with AUC 0.61", or how the length changed.
fn text_change(text: &TextDrift, deciding: Option<Part>) -> String {
    if deciding == Some(Part::Length) {
        let medians = [&text.reference, &text.production].map(|side| side.characters.median.unwrap_or(0.0));
        return length_change("texts", medians).unwrap_or_default();
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
        format!("; a classifier on words separates the sides with AUC {}", effect(classifier.auc))
    });
    format!("other words{word}{apart}")
}

/// "production is higher, median 78.1 against 39.9, and 40 % wider". How wide it is, is what the shift says, where there is
/// one: standard deviations hang on the outermost values, and two figures for one thing help nobody.
fn numeric_change(column: &ColumnReport) -> Option<String> {
    let ColumnReport { reference, production, shift, .. } = column;
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
    let scale = shift.as_ref().map(|shift| shift.scale).filter(|scale| scale.is_finite());
    let spread = scale.or(by_deviations).and_then(shift::spread);
    let [of_reference, of_production] = numbers([from, to]);
    let medians = format!("median {} against {of_reference}", with_unit(of_production, column));
    Some(match (level, spread) {
        (Some(level), Some(spread)) => format!("production is {level}, {medians}, and {spread}"),
        (Some(level), None) => format!("production is {level}, {medians}"),
        (None, Some(spread)) => format!("production is {spread} around the same median of {}", number(to)),
        (None, None) => format!("its shape changed around the same median of {}", number(to)),
    })
}

/// A single value explains a change if it has this share of the largest distance between the cumulative shares.
const EXPLAINS: f64 = 0.5;

/// "3 is new, 4 % of production": where few values are there, or one of them makes most of the change and no median moved.
fn value_change(column: &ColumnReport) -> Option<String> {
    let change = column.value_change.as_ref()?;
    let [reference, production] = [&column.reference, &column.production];
    let shares = change.shares([reference.count, production.count]);
    let [from, to] = shares;
    let largest = column.histogram.as_ref().map_or(1.0, largest_gap);
    let has_moved = reference.median != production.median;
    if from == to || !(change.few || !has_moved && (to - from).abs() >= EXPLAINS * largest) {
        return None;
    }
    let medians = match (reference.median, production.median) {
        (Some(from), Some(to)) if has_moved => {
            let [from, to] = numbers([from, to]);
            format!("; median {to} against {from}")
        }
        _ => String::new(),
    };
    let ValueChange { value, .. } = change;
    Some(share_change(&exactly(*value), shares) + &medians)
}

/// The largest distance between the cumulative shares of both sides, at the edges of the histogram.
fn largest_gap(histogram: &Histogram) -> f64 {
    let totals = [&histogram.reference, &histogram.production].map(|side| side.iter().sum::<u64>().max(1) as f64);
    let (mut gap, mut largest) = (0.0_f64, 0.0_f64);
    for (&reference, &production) in histogram.reference.iter().zip(&histogram.production) {
        gap += production as f64 / totals[1] - reference as f64 / totals[0];
        largest = largest.max(gap.abs());
    }
    largest
}

/// A number as it was written, if that is short: of values that lie close together four digits would be the same.
fn exactly(value: f64) -> String {
    const SHORT: usize = 10;
    let digits = value.abs().to_string();
    if digits.len() > SHORT || value.abs() >= 1000.0 {
        return number(value);
    }
    if value < 0.0 { format!("−{digits}") } else { digits }
}

/// What happened to the category that decided, else to the one of two that people ask about, else to the one whose share
/// changed most.
fn category_change(categories: &Categories) -> Option<String> {
    let totals = categories.totals();
    if totals.contains(&0) {
        return None;
    }
    let share = |count: u64, side: usize| count as f64 / totals[side] as f64;
    let listed = || {
        let counts = categories.reference.iter().zip(&categories.production);
        categories
            .labels
            .iter()
            .zip(counts)
            .map(|(label, (&reference, &production))| (label.as_str(), share(reference, 0), share(production, 1)))
    };
    let decisive = categories
        .decisive
        .as_ref()
        .map(|category| (category.label.as_str(), share(category.reference, 0), share(category.production, 1)));
    let most_changed = || {
        listed().fold(None::<(&str, f64, f64)>, |most, next| match most {
            Some(most) if (most.2 - most.1).abs() >= (next.2 - next.1).abs() => Some(most),
            _ => Some(next),
        })
    };
    let (label, from, to) = decisive.or_else(|| listed().nth(event(categories)?)).or_else(most_changed)?;
    let label = format!("“{}”", name(label, LABEL));
    let only = match (from == 0.0, to == 0.0) {
        (true, _) => {
            Some((counted_only(categories.new_categories, &categories.new), "new", categories.new_share, "production"))
        }
        (_, true) => Some((
            counted_only(categories.vanished_categories, &categories.vanished),
            "vanished",
            categories.vanished_share,
            "the reference",
        )),
        _ => None,
    };
    Some(match only {
        Some((all, verb, share, side)) if all > 1 => {
            let verb = if verb == "new" { "are new" } else { verb };
            format!("{label} and {} more {verb}, {} of {side}", count(all - 1), percent(share))
        }
        _ => share_change(&label, [from, to]),
    })
}

/// How many categories only one side has. Reports of older versions have no number but the list.
fn counted_only(number: u64, listed: &[String]) -> u64 {
    number.max(listed.len() as u64)
}

/// "missing 5 → 15 %", where it changed at all.
fn missing_change(reference: &Summary, production: &Summary) -> Option<String> {
    let (from, to) = (reference.missing_share(), production.missing_share());
    let changed = reference.missing + production.missing > 0 && (to - from).abs() > 1e-9;
    changed.then(|| format!("missing {}", percent_change(from, to)))
}
