//! Metrics of the model in words, with their intervals.

use driftscope_report::{
    LabelledRows, Metric, MetricDifference, MetricInfo, MetricOutcome, MetricScale, MetricValue, ModelColumns,
    Performance, ScoreMeaning,
};

use crate::names::first_names;
use crate::outcome::KNOWN;
use crate::{Tone, Word, column_name, numbers};

/// A metric as a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricRow {
    /// Its name.
    pub title: &'static str,
    /// What it is, in one sentence.
    pub meaning: &'static str,
    /// The reference's value.
    pub reference: String,
    /// Its 95 % interval.
    pub reference_interval: String,
    /// Production's value.
    pub production: String,
    /// Its 95 % interval.
    pub production_interval: String,
    /// The difference.
    pub difference: String,
    /// Its 95 % interval.
    pub difference_interval: String,
    /// Whether it changed.
    pub outcome: Word,
    /// Why it is not defined, or how small a change would have been found; or else the p-value.
    pub reason: String,
}

impl MetricRow {
    /// "Accuracy 91.5 % → 88.5 %".
    pub(crate) fn pair(&self) -> String {
        format!("{} {} → {}", self.title, self.reference, self.production)
    }

    /// The same where production's value is an estimate.
    pub(crate) fn estimated_pair(&self) -> String {
        format!("{} {} → ≈ {}", self.title, self.reference, self.production)
    }
}

/// A metric in words; empty of one that this version does not know.
pub fn metric_row(metric: &Metric) -> Option<MetricRow> {
    let info = MetricInfo::of(&metric.id)?;
    let [reference, production] = values(info.scale, [metric.reference, metric.production]);
    let of_side = |side: Option<MetricValue>| side.and_then(|side| interval(info.scale, side)).unwrap_or_default();
    let found = metric.difference;
    let p_value = found.map(|found| numbers::p_relation(found.p_adjusted));
    Some(MetricRow {
        title: info.title,
        meaning: info.meaning,
        reference,
        reference_interval: of_side(metric.reference),
        production,
        production_interval: of_side(metric.production),
        difference: found.map_or_else(|| "–".to_owned(), |found| difference(info.scale, found.value)),
        difference_interval: found.map_or_else(String::new, |found| difference_interval(info.scale, found)),
        outcome: if metric.is_known() { KNOWN } else { outcome(metric.outcome) },
        reason: metric.reason.clone().or(p_value).unwrap_or_default(),
    })
}

/// The sign and word of an outcome.
pub fn outcome(outcome: MetricOutcome) -> Word {
    let (sign, word, tone) = match outcome {
        MetricOutcome::Worse => ("▲", "Worse", Tone::Large),
        MetricOutcome::Better => ("✓", "Better", Tone::NoDrift),
        MetricOutcome::NoChange => ("✓", "No change", Tone::NoDrift),
        MetricOutcome::TooFewLabels => ("?", "Too few labels", Tone::Unclear),
        MetricOutcome::NotDefined => ("·", "Not defined", Tone::Untested),
    };
    Word { sign, word, tone }
}

/// A value of a metric.
pub fn value(scale: MetricScale, value: f64) -> String {
    match scale {
        MetricScale::Share => format!("{:.1}\u{202f}%", 100.0 * value),
        MetricScale::Plain => format!("{value:.3}"),
        MetricScale::Loss => format!("{value:.4}"),
        MetricScale::Target => numbers::number(value),
    }
}

/// Both values, those in the unit of the target with as many digits as it takes to tell them apart; `–` where there is none.
fn values(scale: MetricScale, sides: [Option<MetricValue>; 2]) -> [String; 2] {
    let known = sides.map(|side| side.and_then(|side| side.value));
    match (scale, known) {
        (MetricScale::Target, [Some(reference), Some(production)]) => numbers::numbers([reference, production]),
        _ => known.map(|known| known.map_or_else(|| "–".to_owned(), |known| value(scale, known))),
    }
}

/// The interval of a value: "90.9 to 92.0 %".
pub fn interval(scale: MetricScale, side: MetricValue) -> Option<String> {
    Some(between(scale, side.low?, side.high?))
}

fn between(scale: MetricScale, low: f64, high: f64) -> String {
    match scale {
        MetricScale::Share => format!("{:.1} to {:.1}\u{202f}%", 100.0 * low, 100.0 * high),
        MetricScale::Plain => format!("{} to {}", numbers::decimals(low, 3), numbers::decimals(high, 3)),
        MetricScale::Loss => format!("{} to {}", numbers::decimals(low, 4), numbers::decimals(high, 4)),
        MetricScale::Target => {
            let [low, high] = numbers::numbers([low, high]);
            format!("{low} to {high}")
        }
    }
}

/// A difference: "−3.0 points".
pub fn difference(scale: MetricScale, value: f64) -> String {
    let (digits, unit) = match scale {
        MetricScale::Share => (numbers::decimals(100.0 * value, 1), " points"),
        MetricScale::Plain => (numbers::decimals(value, 3), ""),
        MetricScale::Loss => (numbers::decimals(value, 4), ""),
        MetricScale::Target => (numbers::number(value), ""),
    };
    let is_rise = value > 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    format!("{}{digits}{unit}", if is_rise { "+" } else { "" })
}

fn difference_interval(scale: MetricScale, found: MetricDifference) -> String {
    match scale {
        MetricScale::Share => {
            format!("{} to {}", numbers::decimals(100.0 * found.low, 1), numbers::decimals(100.0 * found.high, 1))
        }
        scale => between(scale, found.low, found.high),
    }
}

/// How labels, answers and scores were read: "Labels: actual. Answers: prediction.class. …".
pub fn reading(performance: &Performance) -> Vec<String> {
    let ModelColumns { target, prediction, score, probabilities, score_meaning, are_percentages, threshold } =
        &performance.columns;
    let positive = numbers::name(performance.positive.as_deref().unwrap_or("positive"), 30);
    let mut lines = vec![format!("Labels: {}", column_name(target))];
    lines.extend(prediction.iter().map(|name| format!("Answers: {}", column_name(name))));
    if let Some((name, meaning)) = score.as_ref().zip(*score_meaning) {
        let what = match meaning {
            ScoreMeaning::Positive => format!("the probability of {positive}"),
            ScoreMeaning::Negative => format!("the probability that it is not {positive}"),
            ScoreMeaning::Answered => "the probability of the answer".to_owned(),
            ScoreMeaning::Ranking => format!("higher where {positive} is likelier; not a probability"),
        };
        let unit = if *are_percentages { ", in per cent" } else { "" };
        lines.push(format!("Scores: {}, {what}{unit}", column_name(name)));
    } else if let Some(name) = score {
        lines.push(format!(
            "Scores: {} fits neither the probability of a class nor that of the answer",
            column_name(name)
        ));
    }
    if !probabilities.is_empty() {
        lines.push(format!("Probabilities: {}", first_names(probabilities)));
    }
    if performance.positive.is_some() {
        lines.push(format!("Positive: {positive}"));
    }
    lines.extend(threshold.map(|threshold| format!("Threshold: {}", numbers::number(threshold))));
    lines
}

/// How many rows have labels: "11 549 of 12 000 rows have a label and an answer (96 %)".
pub fn labelled(rows: LabelledRows) -> String {
    let share = rows.compared as f64 / rows.rows.max(1) as f64;
    let of = numbers::counted(rows.rows, "row", "rows");
    format!("{} of {of} have a label and an answer ({})", numbers::count(rows.compared), numbers::percent(share))
}
