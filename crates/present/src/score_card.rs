//! Which of the seven monitoring tests of the ML Test Score the data answers.
//!
//! Breck and others (2017, doi 10.1109/BigData.2017.8258038). The paper scores 28 tests in four sections and takes the least section as the total:
//! monitoring alone has none, so no total is made.

use driftscope_report::{MetricOutcome, Performance, Report, Role};

use crate::{numbers, windows};

/// How far the data answers a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It does.
    Yes,
    /// In part.
    Partly,
    /// It does not.
    No,
}

/// A test and what the data says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreLine {
    /// The test.
    pub title: &'static str,
    /// Whether the data answers it.
    pub answered: Answered,
    /// What it says, or what it would need.
    pub detail: String,
    /// The name of the view with the finding, as in the address.
    pub tab: Option<&'static str>,
}

impl Answered {
    /// Sign and words.
    pub fn words(self) -> [&'static str; 2] {
        match self {
            Self::Yes => ["●", "Answered"],
            Self::Partly => ["◐", "In part"],
            Self::No => ["○", "Not from this data"],
        }
    }
}

/// The seven tests, in the order of the paper.
pub fn score_card(report: &Report) -> [ScoreLine; 7] {
    let line = |title, answered, detail, tab| ScoreLine { title, answered, detail, tab };
    let (skew, staleness) = ("Training and serving compute the same inputs", "Models are not too stale");
    [
        line("Changes of dependencies are noticed", Answered::Partly, dependencies(report), Some("data")),
        line("Inputs stay as they were", Answered::Yes, invariants(report), Some("columns")),
        line(
            skew,
            Answered::No,
            "This needs the same records from training and from serving, joined by an identifier.".to_owned(),
            None,
        ),
        match ages(report) {
            Some(detail) => line(staleness, Answered::Partly, detail, Some("when")),
            None => line(staleness, Answered::No, "This needs a timestamp in each record.".to_owned(), None),
        },
        stability(report),
        match &report.service {
            Some(service) => {
                let title = "Serving is not slower and does not fail more often";
                line(
                    title,
                    Answered::Partly,
                    format!("{} How fast training runs is in no log.", service.sentence),
                    Some("service"),
                )
            }
            None => {
                let detail = "This needs the latency or the status of requests.".to_owned();
                line("Serving is not slower and does not fail more often", Answered::No, detail, None)
            }
        },
        quality(report.performance.as_ref()),
    ]
}

fn dependencies(report: &Report) -> String {
    let schema = &report.schema;
    let changes =
        schema.added.len() + schema.removed.len() + schema.type_changed.len() + schema.precision_changed.len();
    let versions = report.columns.iter().any(|column| column.role == Role::Version);
    let named = if versions { "The log names the model’s version." } else { "The log names no version." };
    match changes {
        0 => format!("The columns and their types are the same. {named}"),
        _ => format!("{}. {named}", numbers::counted(changes as u64, "column changed", "columns changed")),
    }
}

fn invariants(report: &Report) -> String {
    let verdict = &report.verdict;
    let of = numbers::counted(verdict.tested_columns, "tested column", "tested columns");
    format!("{} of {of} drifted: values, ranges, types and missing values.", numbers::count(verdict.drifted_columns))
}

fn ages(report: &Report) -> Option<String> {
    let last = |side: &driftscope_report::DataSet| side.period.as_ref().map(|period| windows::date(&period.last));
    let since = report.since.as_ref().and_then(|since| since.groups.first());
    let from = since.map_or_else(String::new, |found| format!(" Columns differ since {}.", windows::date(&found.date)));
    Some(format!("The reference ends {}, production {}.{from}", last(&report.reference)?, last(&report.production)?))
}

fn stability(report: &Report) -> ScoreLine {
    let infinite = report.columns.iter().filter(|column| column.production.infinite > 0).count() as u64;
    let is_constant = report.columns.iter().any(|column| {
        let is_output = matches!(column.role, Role::Prediction | Role::Confidence);
        is_output && column.production.count > 1 && column.production.distinct == 1
    });
    let predictions = if is_constant { " A prediction is always the same." } else { "" };
    let detail = match infinite {
        0 => format!("Production has no infinite value.{predictions}"),
        _ => format!(
            "{} infinite values in production.{predictions}",
            numbers::counted(infinite, "column has", "columns have")
        ),
    };
    ScoreLine { title: "Numbers are stable", answered: Answered::Yes, detail, tab: Some("data") }
}

fn quality(performance: Option<&Performance>) -> ScoreLine {
    let title = "Answers are not worse on served data";
    let has_labels = |found: &&Performance| found.reference.compared > 0 && found.production.compared > 0;
    if let Some(found) = performance.filter(has_labels) {
        let detail = match found.outcome {
            MetricOutcome::Worse => "By the labels, they are worse.",
            MetricOutcome::Better => "By the labels, they are better.",
            MetricOutcome::NoChange => "By the labels, they did not change.",
            MetricOutcome::TooFewLabels | MetricOutcome::NotDefined => "There are too few labels to tell.",
        };
        return ScoreLine { title, answered: Answered::Yes, detail: detail.to_owned(), tab: Some("model") };
    }
    let estimate = performance.and_then(|found| found.estimate.as_ref()).filter(|found| !found.metrics.is_empty());
    match estimate {
        Some(found) => {
            ScoreLine { title, answered: Answered::Partly, detail: found.sentence.clone(), tab: Some("model") }
        }
        None => {
            let detail = "This needs labels on both sides, or labels on the reference and scores.".to_owned();
            ScoreLine { title, answered: Answered::No, detail, tab: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use driftscope_report::{LabelledRows, Service};

    use super::*;

    #[test]
    fn what_the_data_lacks_is_not_answered() {
        let bare = score_card(&Report::default());
        let answered = |lines: &[ScoreLine]| lines.iter().map(|line| line.answered.words()[0]).collect::<String>();
        assert_eq!(answered(&bare), "◐●○○●○○");
        assert!(bare.iter().all(|line| line.tab.is_some() == (line.answered != Answered::No)));
        let labels = LabelledRows { compared: 10, ..LabelledRows::default() };
        let performance = Performance { reference: labels, production: labels, ..Performance::default() };
        let full = Report { performance: Some(performance), service: Some(Service::default()), ..Report::default() };
        assert_eq!(answered(&score_card(&full)), "◐●○○●◐●");
    }
}
