//! How long labels take to come, in words.

use driftscope_report::calendar::{format_datetime, parse_datetime};
use driftscope_report::{LabelDelay, Report};

use crate::numbers;
use crate::windows::date;

const DAY: f64 = 86_400.0;

/// Sentences on how long labels take; none where that is not known.
pub fn sentences(report: &Report) -> Vec<String> {
    let [reference, production] = [&report.reference, &report.production].map(|side| side.label_delay.as_ref());
    let mut sentences = Vec::new();
    if let Some(delay) = production.or(reference) {
        let of = if production.is_some() { "production" } else { "the reference" };
        let beside = reference.filter(|_| production.is_some()).map(|other| format!(" (reference: {})", within(other)));
        sentences.push(format!(
            "Labels of {of} arrive late: {}{}. {}.",
            within(delay),
            beside.unwrap_or_default(),
            match (delay.waiting, numbers::counted(delay.labels + delay.waiting, "row", "rows")) {
                (0, rows) => format!("All {rows} have one"),
                (waiting, rows) => format!("{} of {rows} still have none", numbers::count(waiting)),
            }
        ));
    }
    sentences.extend(production.and_then(too_new));
    for (of, delay) in [("the reference", reference), ("production", production)] {
        if let Some(delay) = delay.filter(|delay| delay.before > 0) {
            sentences.push(format!(
                "In {of}, {} before the prediction: check that both times come from the same clock.",
                numbers::counted(delay.before, "label is dated", "labels are dated")
            ));
        }
    }
    sentences
}

/// "half within 2 days, 90 % within 9 days".
fn within(delay: &LabelDelay) -> String {
    match (delay.half, delay.most) {
        (Some(half), Some(most)) => {
            format!("half within {}, 90 % within {}", numbers::duration(half), numbers::duration(most))
        }
        (Some(half), None) => format!("half within {}, fewer than 90 % so far", numbers::duration(half)),
        (None, _) => "fewer than half so far".to_owned(),
    }
}

/// From when on predictions are too new for most labels.
fn too_new(delay: &LabelDelay) -> Option<String> {
    let most = delay.most.filter(|_| delay.waiting > 0)?;
    let since = parse_datetime(&delay.newest)? - most;
    // Days of delay are not known to the second.
    let whole = if most >= DAY { libm::floor(since / DAY) * DAY } else { since };
    let since = format_datetime(whole)?;
    Some(format!("Predictions since {} are too new for 90 % of their labels.", date(&since)))
}

#[cfg(test)]
mod tests {
    use driftscope_report::DataSet;

    use super::*;

    fn report(reference: Option<LabelDelay>, production: Option<LabelDelay>) -> Report {
        let side = |label_delay| DataSet { label_delay, ..DataSet::default() };
        Report { reference: side(reference), production: side(production), ..Report::default() }
    }

    #[test]
    fn what_is_known_of_the_delay_is_told() {
        let whole = LabelDelay {
            labels: 900,
            waiting: 100,
            half: Some(2.0 * DAY),
            most: Some(9.0 * DAY),
            newest: "2026-03-31T12:00:00Z".to_owned(),
            before: 0,
        };
        let plain = |text: String| text.replace('\u{202f}', " ");
        let told = |report: &Report| sentences(report).into_iter().map(plain).collect::<Vec<_>>();
        assert_eq!(
            told(&report(None, Some(whole.clone()))),
            [
                "Labels of production arrive late: half within 2 days, 90 % within 9 days. 100 of 1 000 rows still have none.",
                "Predictions since 2026-03-22 are too new for 90 % of their labels."
            ]
        );
        let few = LabelDelay { half: None, most: None, before: 1, ..whole.clone() };
        let all = LabelDelay { waiting: 0, ..whole };
        assert_eq!(
            told(&report(Some(all), Some(few))),
            [
                "Labels of production arrive late: fewer than half so far (reference: half within 2 days, 90 % within 9 days). 100 of 1 000 rows still have none.",
                "In production, 1 label is dated before the prediction: check that both times come from the same clock."
            ]
        );
        assert!(told(&report(None, None)).is_empty());
    }
}
