//! Whether the model got worse, in one or two sentences: by its labels, or by the estimate until they come.

use driftscope_report::{LabelledRows, Metric, MetricInfo, MetricOutcome, Performance, Task, Worse};

use crate::completeness::caution;
use crate::performance::{MetricRow, metric_row};
use crate::{column_name, numbers, windows};

/// What the metrics show; the share of positives moved where its p-value lies below `alpha`.
pub fn sentence(performance: &Performance, alpha: f64) -> String {
    let parts = [
        lead(performance),
        estimate(performance),
        caution(performance),
        context(performance, alpha),
        since(performance),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
}

/// The metric that changed, or those that did not.
fn lead(performance: &Performance) -> Option<String> {
    let LabelledRows { rows, labels, compared } = performance.production;
    if compared == 0 {
        let target = column_name(&performance.columns.target);
        let what = if labels == 0 { "label" } else { "row with a label and an answer" };
        return Some(format!("Production has no {what} yet ({target}), in {}.", numbers::counted(rows, "row", "rows")));
    }
    let with = |outcome: MetricOutcome| performance.metrics.iter().find(move |metric| metric.outcome == outcome);
    let open = performance.metrics.iter().find(|metric| metric.needs_attention());
    let found = open.or_else(|| with(MetricOutcome::Worse)).or_else(|| with(MetricOutcome::Better));
    if let Some((metric, text)) = found.and_then(|metric| Some((metric, changed(metric)?))) {
        let open = performance.metrics.iter().filter(|metric| metric.needs_attention()).count() as u64;
        let known = performance.metrics.iter().filter(|metric| metric.is_known()).count();
        let more = match open {
            _ if metric.is_known() => ", which is known".to_owned(),
            0 | 1 => String::new(),
            more => format!(", and {} got worse", numbers::counted(more - 1, "other metric", "other metrics")),
        };
        let known = if open > 0 && known > 0 {
            format!("; {known} more {} known", if known == 1 { "is" } else { "are" })
        } else {
            String::new()
        };
        let more = more + &known;
        return Some(format!("{text}{more}."));
    }
    let first = performance.metrics.first()?;
    let row = metric_row(first)?;
    let pair = row.pair();
    Some(match first.outcome {
        MetricOutcome::TooFewLabels => format!("Too few labels to see a change: {pair}; {}.", row.reason),
        MetricOutcome::NotDefined => format!("{pair}: {}.", row.reason),
        _ => format!("No metric changed by more than chance and the limit: {pair}."),
    })
}

/// The estimate, where no label is there to say more.
fn estimate(performance: &Performance) -> Option<String> {
    crate::estimate::lead(performance.estimate.as_ref().filter(|_| performance.production.compared == 0)?)
}

/// "Accuracy fell from 91.5 % to 88.5 % (−3.0 points, −3.8 to −2.2)".
fn changed(metric: &Metric) -> Option<String> {
    let row = metric_row(metric)?;
    let verb = if metric.difference?.value < 0.0 { "fell" } else { "rose" };
    let MetricRow { title, reference, production, difference, difference_interval, .. } = row;
    Some(format!("{title} {verb} from {reference} to {production} ({difference}, {difference_interval})"))
}

/// How the share of positives moved, which moves precision and F1 without any change of the model.
fn context(performance: &Performance, alpha: f64) -> Option<String> {
    let prevalence = performance.context.iter().find(|metric| metric.id == "prevalence")?;
    let [reference, production] = [prevalence.reference?.value?, prevalence.production?.value?];
    let is_change = prevalence.difference?.p_adjusted < alpha && (reference - production).abs() >= 0.02;
    let positive = numbers::name(performance.positive.as_deref()?, 30);
    is_change.then(|| {
        let [before, now] = numbers::percents([reference, production]);
        format!("{now} of the labels are {positive}, {before} before: that alone moves precision, F1 and accuracy.")
    })
}

fn since(performance: &Performance) -> Option<String> {
    let since = performance.since.as_ref()?;
    let what = if performance.task == Task::Regression { "Errors are" } else { "Answers are" };
    let how = match (performance.task, is_worse(performance)) {
        (Task::Regression, true) => "larger",
        (Task::Regression, false) => "smaller",
        (_, true) => "wrong more often",
        (_, false) => "wrong less often",
    };
    let interval = if since.low == since.high {
        String::new()
    } else {
        format!(" ({} to {})", windows::date(&since.low), windows::date(&since.high))
    };
    Some(format!("{what} {how} since {}{interval}.", windows::date(&since.date)))
}

/// Whether the leading metric moved for the worse.
fn is_worse(performance: &Performance) -> bool {
    let leads = ["accuracy", "mae"];
    let lead = performance.metrics.iter().find(|metric| leads.contains(&metric.id.as_str()));
    lead.and_then(|metric| Some((MetricInfo::of(&metric.id)?.worse, metric.difference?.value)))
        .is_some_and(|(worse, change)| if worse == Worse::Lower { change < 0.0 } else { change > 0.0 })
}
