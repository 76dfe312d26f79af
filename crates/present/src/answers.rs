//! The four answers of the first screen: what changed, since when, for whom, and whether it hurt.

use driftscope_report::{EstimatedMetric, Metric, MetricOutcome, Performance, Report, SegmentAnswer, Windowing};

use crate::estimate::estimate_row;
use crate::performance::metric_row;
use crate::segments::conditions;
use crate::windows::{date, group, undated, windows_need};
use crate::{Card, Filter, Target, Weight, cards, column_name, numbers, order};

/// Columns that an answer names.
const NAMED: usize = 3;

/// The answers, each as a card whose title is the question.
pub fn answers(report: &Report) -> [Card; 4] {
    [what(report), since_when(report), for_whom(report), did_it_hurt(report)]
}

fn what(report: &Report) -> Card {
    let verdict = &report.verdict;
    let most = order(report).into_iter().filter_map(|place| report.columns.get(place));
    let names: Vec<&str> =
        most.filter(|column| column.drift.drifted).take(NAMED).map(|column| column_name(&column.name)).collect();
    let (first, last) = match names.as_slice() {
        [first @ .., last] if !first.is_empty() => (first.join(", "), format!(" and {last}")),
        names => (names.join(""), String::new()),
    };
    let most = if verdict.drifted_columns > names.len() as u64 { " most" } else { "" };
    let known = match verdict.acknowledged_columns {
        0 => String::new(),
        known => format!("; {} known", numbers::count(known)),
    };
    let tested = numbers::counted(verdict.tested_columns, "column", "columns");
    Card {
        title: "What changed?",
        value: match (verdict.drifted_columns, verdict.tested_columns) {
            (_, 0) => "Nothing could be tested".to_owned(),
            (0, _) => format!("None of {tested}"),
            (drifted, _) => format!("{} of {tested}", numbers::count(drifted)),
        },
        weight: if verdict.drifted { Weight::Severe } else { Weight::Plain },
        detail: format!("{first}{last}{most}{known}"),
        target: Target::Columns(if verdict.drifted_columns > 0 { Filter::Drifted } else { Filter::All }),
    }
}

/// Since when: the date of the largest group, or why there is none.
pub fn since_when(report: &Report) -> Card {
    let unit = report.windows.as_ref().map_or(report.settings.window, |windows| windows.unit);
    let (value, weight, detail) = match (&report.since, report.settings.window) {
        (Some(since), _) => match since.groups.first() {
            Some(found) => {
                let noun = if unit.is_of_time() { "day" } else { unit.noun() };
                let from = if found.from_the_first { format!("The first {noun}, ") } else { String::new() };
                (format!("{from}{}", date(&found.date)), Weight::Plain, group(found, unit))
            }
            None => {
                let none = if unit.is_of_time() { "No date".to_owned() } else { format!("No {}", unit.noun()) };
                (none, Weight::Absent, undated(since, unit).unwrap_or_else(|| since.sentence.clone()))
            }
        },
        (None, Windowing::None) => ("–".to_owned(), Weight::Absent, "windows are switched off".to_owned()),
        (None, windowing) => ("–".to_owned(), Weight::Absent, windows_need(windowing).to_owned()),
    };
    Card { title: "Since when?", value, weight, detail, target: Target::When }
}

fn for_whom(report: &Report) -> Card {
    let answer = report.segments.as_ref().map_or(SegmentAnswer::NotSearched, |segments| segments.answer);
    let found = report.segments.iter().flat_map(|segments| &segments.findings).next();
    let detail = |words: &str| (words.to_owned(), Weight::Plain);
    let (value, (detail, weight)) = match (answer, found) {
        (_, Some(found)) => {
            let of = format!("{}, effect {} there", column_name(&found.column), numbers::effect(found.effect_inside));
            (conditions(&found.conditions), (of, Weight::Plain))
        }
        (SegmentAnswer::Everywhere, _) => ("Everywhere".to_owned(), detail("every segment moved alike")),
        (SegmentAnswer::Spread, _) => ("Many segments".to_owned(), detail("none holds most of the drift")),
        (SegmentAnswer::None, _) => ("Nobody".to_owned(), detail("no segment drifted")),
        (SegmentAnswer::TooFewRows, _) => ("–".to_owned(), ("too few rows for a search".to_owned(), Weight::Absent)),
        _ => ("–".to_owned(), ("no segment was searched for".to_owned(), Weight::Absent)),
    };
    Card { title: "For whom?", value, weight, detail, target: Target::Segments }
}

/// Of the metrics if there are labels on both sides, of the labels themselves if no answer stands beside them, or else of the
/// predictions.
fn did_it_hurt(report: &Report) -> Card {
    let performance = report.performance.as_ref();
    if let Some(card) = performance.and_then(by_metrics).or_else(|| performance.and_then(by_estimate)) {
        return card;
    }
    let [_, _, predictions, target, ..] = cards(report);
    let is_known = |card: &Card| card.weight != Weight::Absent;
    let what = if is_known(&target) || !is_known(&predictions) { target } else { predictions };
    let value = if is_known(&what) { format!("{} {}", what.title, what.value) } else { what.value };
    Card { title: "Did it hurt?", value, target: what.target, ..what }
}

/// The leading metric, and the sentence on all of them.
fn by_metrics(performance: &Performance) -> Option<Card> {
    let leads = |metric: &&Metric| matches!(metric.outcome, MetricOutcome::Worse | MetricOutcome::Better);
    let worse = performance.metrics.iter().find(|metric| metric.outcome == MetricOutcome::Worse);
    let lead = worse.or_else(|| performance.metrics.iter().find(leads)).or(performance.metrics.first())?;
    lead.difference?;
    let row = metric_row(lead)?;
    let (weight, detail) = match performance.outcome {
        MetricOutcome::Worse => (Weight::Severe, format!("{} ({})", row.difference, row.difference_interval)),
        MetricOutcome::Better => (Weight::Plain, format!("better: {} ({})", row.difference, row.difference_interval)),
        MetricOutcome::TooFewLabels => (Weight::Mild, "too few labels to see a change".to_owned()),
        _ => (Weight::Plain, "no change beyond chance and limit".to_owned()),
    };
    let value = row.pair();
    Some(Card { title: "Did it hurt?", value, weight, detail, target: Target::Model })
}

/// The estimate without labels.
fn by_estimate(performance: &Performance) -> Option<Card> {
    let estimate = performance.estimate.as_ref()?;
    let is_worse = |metric: &&EstimatedMetric| metric.outcome == MetricOutcome::Worse;
    let lead = estimate.metrics.iter().find(is_worse).or(estimate.metrics.first())?;
    let row = estimate_row(lead, estimate.rows)?;
    let (weight, detail) = match estimate.outcome {
        MetricOutcome::Worse => {
            (Weight::Mild, format!("estimated, without labels: {} ({})", row.difference, row.difference_interval))
        }
        _ => (Weight::Plain, format!("estimated, without labels: {}", row.production_interval)),
    };
    let value = row.estimated_pair();
    Some(Card { title: "Did it hurt?", value, weight, detail, target: Target::Model })
}

#[cfg(test)]
mod tests {
    use driftscope_report::{ColumnReport, Drift, Outcome, Since, SinceGroup, Verdict};

    use super::*;

    fn drifted(name: &str, effect: f64) -> ColumnReport {
        ColumnReport {
            name: name.to_owned(),
            drift: Drift {
                outcome: Outcome::Drifted,
                drifted: true,
                tested: true,
                effect: Some(effect),
                ..Drift::default()
            },
            ..ColumnReport::default()
        }
    }

    #[test]
    fn what_changed_names_the_columns_that_moved_most() {
        let columns = vec![drifted("a", 0.1), drifted("b", 0.4), drifted("c", 0.2), drifted("d", 0.3)];
        let verdict = Verdict { drifted_columns: 4, tested_columns: 9, ..Verdict::default() };
        let report = Report { columns, verdict, ..Report::default() };
        let [what, since, ..] = answers(&report);
        assert_eq!((what.value.as_str(), what.detail.as_str()), ("4 of 9 columns", "b, d and c most"));
        assert_eq!((since.value.as_str(), since.weight), ("–", Weight::Absent));
        let one = Report {
            columns: vec![drifted("a", 0.1)],
            verdict: Verdict { drifted_columns: 1, tested_columns: 1, ..Verdict::default() },
            ..Report::default()
        };
        assert_eq!((answers(&one)[0].value.as_str(), answers(&one)[0].detail.as_str()), ("1 of 1 column", "a"));
        assert_eq!(answers(&Report::default())[0].value, "Nothing could be tested");
    }

    #[test]
    fn since_when_is_the_date_of_the_largest_group() {
        let found = SinceGroup {
            date: "2026-04-14T00:00:00Z".to_owned(),
            low: "2026-04-13T00:00:00Z".to_owned(),
            high: "2026-04-15T00:00:00Z".to_owned(),
            columns: vec!["a".to_owned(), "b".to_owned()],
            ..SinceGroup::default()
        };
        let since = Since { groups: vec![found], ..Since::default() };
        let [_, answer, ..] = answers(&Report { since: Some(since), ..Report::default() });
        assert!(answer.value.contains("2026-04-14") && answer.detail.contains("2 columns"), "{answer:?}");
    }
}
