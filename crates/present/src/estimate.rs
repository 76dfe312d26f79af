//! Metrics estimated without labels, in words.

use driftscope_report::{
    CalibratorMethod, EstimateMethod, EstimateState, EstimatedMetric, Metric, MetricInfo, MetricOutcome, MetricValue,
    PerformanceEstimate, RealisedMetric,
};

use crate::performance::{MetricRow, difference, metric_row, value};
use crate::{Tone, Word, numbers};

/// An estimated metric as one of both sides, production's value being the estimate.
pub fn as_metric(estimated: &EstimatedMetric, rows: u64) -> Metric {
    let EstimatedMetric { id, value, low, high, reference, difference, outcome, reason } = estimated.clone();
    let production = Some(MetricValue { value: Some(value), low: Some(low), high: Some(high), n: rows });
    Metric { id, reference, production, difference, outcome, acknowledged: None, reason }
}

/// An estimated metric as a row of a table.
pub fn estimate_row(estimated: &EstimatedMetric, rows: u64) -> Option<MetricRow> {
    let row = metric_row(&as_metric(estimated, rows))?;
    // No label would help: the interval holds the labels' chance, too.
    let is_unsure = estimated.outcome == MetricOutcome::TooFewLabels;
    let outcome = if is_unsure { Word { word: "Cannot tell", ..row.outcome } } else { row.outcome };
    Some(MetricRow { outcome, ..row })
}

/// The sign and word of a state.
pub fn state(state: EstimateState) -> Word {
    let (sign, word, tone) = match state {
        EstimateState::Estimated => ("≈", "Estimated", Tone::NoDrift),
        EstimateState::PartlyOutside => ("≈", "Estimated, inputs partly outside the reference", Tone::Unclear),
        EstimateState::Outside => ("?", "No estimate: outside the reference", Tone::Unclear),
        EstimateState::NoScores => ("·", "No estimate: no scores", Tone::Untested),
        EstimateState::NoReferenceLabels => ("·", "No estimate: no labels in the reference", Tone::Untested),
        EstimateState::OtherVersion => ("?", "No estimate: another version", Tone::Untested),
        EstimateState::TooFewRows => ("?", "No estimate: too few rows", Tone::Unclear),
        EstimateState::NoRanking => ("?", "No estimate: scores tell nothing", Tone::Unclear),
    };
    Word { sign, word, tone }
}

/// The first metric, and what the estimate leaves out or why there is none.
pub fn sentence(estimate: &PerformanceEstimate) -> String {
    let reason = estimate.reason.as_ref().map(|reason| format!("{reason}."));
    [lead(estimate), reason].into_iter().flatten().collect::<Vec<String>>().join(" ")
}

/// The first metric: "Estimated accuracy 89.6 % (88.6 to 90.6 %); 91.5 % in the reference."
pub fn lead(estimate: &PerformanceEstimate) -> Option<String> {
    let first = estimate.metrics.first()?;
    let row = estimate_row(first, estimate.rows)?;
    let before = first.reference.map_or_else(String::new, |_| format!("; {} in the reference", row.reference));
    Some(format!("Estimated {} {} ({}){before}.", title(&row), row.production, row.production_interval))
}

/// A title within a sentence: those that are abbreviations stay as they are.
fn title(row: &MetricRow) -> String {
    let is_abbreviation = row.title.chars().take(2).all(char::is_uppercase);
    if is_abbreviation { row.title.to_owned() } else { row.title.to_lowercase() }
}

/// What the estimate rests on, sentence by sentence.
pub fn basis(estimate: &PerformanceEstimate) -> Vec<String> {
    let Some(method) = estimate.method else { return Vec::new() };
    let labels = numbers::counted(estimate.labels, "labelled row", "labelled rows");
    let rows = numbers::counted(estimate.rows, "row", "rows");
    let mut sentences = vec![match method {
        EstimateMethod::Cbpe => {
            format!(
                "Of {rows} of production, from the scores, calibrated{} on {labels} of the reference (CBPE).",
                curves(estimate)
            )
        }
        EstimateMethod::Pape => format!(
            "Of {rows} of production, from the scores, calibrated{} on {labels} of the reference that are weighted to be like production (PAPE).",
            curves(estimate)
        ),
        EstimateMethod::ImportanceWeighting => {
            format!(
                "Of {rows} of production, from the errors of {labels} of the reference that are weighted to be like production."
            )
        }
    }];
    sentences.push(match method {
        EstimateMethod::ImportanceWeighting => {
            "Right if the same inputs still have the same errors; it cannot see that they do not.".to_owned()
        }
        _ => "Right if the same inputs still mean the same outcome; it cannot see that they do not.".to_owned(),
    });
    sentences.extend(estimate.other.as_ref().and_then(|other| {
        let first = other.metrics.first()?;
        let row = estimate_row(first, estimate.rows)?;
        let (name, is_agreement) = match other.method {
            EstimateMethod::Pape => ("With the reference weighted to be like production (PAPE)", true),
            _ => ("Without weights (CBPE)", false),
        };
        let verdict = if is_agreement {
            "the two agree"
        } else {
            "the two differ by more than chance, so the weighted one is shown"
        };
        Some(format!("{name} it would be {} ({}): {verdict}.", row.production, row.production_interval))
    }));
    sentences.extend(estimate.self_test.as_ref().and_then(|test| {
        let scale = MetricInfo::of(&estimate.metrics.first()?.id)?.scale;
        let size = |error: f64| difference(scale, error).trim_start_matches('+').to_owned();
        Some(format!(
            "On {} of the reference, chosen to be unlike the rest, it missed by {} on average; chance in their labels alone makes {}.",
            numbers::counted(test.shifts, "part", "parts"),
            size(test.error),
            size(test.by_chance)
        ))
    }));
    sentences.extend(estimate.realised.first().and_then(unexplained));
    sentences
}

fn curves(estimate: &PerformanceEstimate) -> &'static str {
    let has = |method: CalibratorMethod| estimate.calibrators.contains(&method);
    match (has(CalibratorMethod::Beta), has(CalibratorMethod::Isotonic)) {
        (true, false) => " by beta curves",
        (false, true) => " by monotone steps",
        _ => "",
    }
}

/// What labels show beyond the estimate.
fn unexplained(found: &RealisedMetric) -> Option<String> {
    let info = MetricInfo::of(&found.id)?;
    let gap = found.realised - found.estimated;
    let [low, high] =
        [found.low, found.high].map(|end| difference(info.scale, end).trim_start_matches('+').replace(" points", ""));
    let verdict = match (found.low > 0.0, found.high < 0.0) {
        (false, false) => "within chance: nothing hints at a change of what the inputs mean",
        _ => {
            "more than chance: the same inputs may have come to mean another outcome, or inputs changed that no column holds"
        }
    };
    let realised = value(info.scale, found.realised);
    let estimated = value(info.scale, found.estimated);
    let gap = difference(info.scale, gap);
    Some(format!("Labels show {realised}, estimated {estimated} of the same rows: {gap} ({low} to {high}), {verdict}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate() -> PerformanceEstimate {
        let first = EstimatedMetric {
            id: "accuracy".to_owned(),
            value: 0.892,
            low: 0.881,
            high: 0.904,
            reference: Some(MetricValue { value: Some(0.915), low: Some(0.908), high: Some(0.922), n: 5794 }),
            ..EstimatedMetric::default()
        };
        PerformanceEstimate {
            state: EstimateState::Estimated,
            method: Some(EstimateMethod::Cbpe),
            calibrators: vec![CalibratorMethod::Beta],
            labels: 5794,
            rows: 6032,
            metrics: vec![first],
            ..PerformanceEstimate::default()
        }
    }

    #[test]
    fn an_estimate_is_called_one_and_has_its_interval() {
        let text = sentence(&estimate()).replace('\u{202f}', " ");
        assert_eq!(text, "Estimated accuracy 89.2 % (88.1 to 90.4 %); 91.5 % in the reference.");
        let basis = basis(&estimate()).join(" ");
        assert!(basis.contains("calibrated by beta curves on 5"), "{basis}");
        assert!(basis.contains("it cannot see that they do not"), "{basis}");
    }

    #[test]
    fn without_an_estimate_the_reason_stands_alone() {
        let none = PerformanceEstimate {
            reason: Some("The reference has no labels".to_owned()),
            ..PerformanceEstimate::default()
        };
        assert_eq!(sentence(&none), "The reference has no labels.");
        assert!(basis(&none).is_empty());
    }

    #[test]
    fn what_labels_show_beyond_chance_is_said() {
        let found = |low, high| RealisedMetric { id: "accuracy".to_owned(), realised: 0.85, estimated: 0.9, low, high };
        assert!(unexplained(&found(-0.06, -0.04)).is_some_and(|text| text.contains("another outcome")));
        assert!(unexplained(&found(-0.06, 0.01)).is_some_and(|text| text.contains("within chance")));
    }
}
