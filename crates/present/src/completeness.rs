//! Which rows of production have a label yet, in words.

use driftscope_report::{
    LabelCompleteness, LabelSelection, LabelledWindow, MetricInfo, MetricScale, MetricValue, Performance,
};

use crate::performance::{difference, interval, value};
use crate::windows::date;
use crate::{column_name, numbers};

/// A window with labels for a smaller share of its answers is incomplete.
pub const COMPLETE: f64 = 0.8;

/// The share of a window's answers that have a label.
pub fn share(window: &LabelledWindow) -> f64 {
    window.labels as f64 / window.rows.max(1) as f64
}

/// Sentences on production's labels; none where every answer has one.
pub fn sentences(performance: &Performance) -> Vec<String> {
    let Some(found) = &performance.completeness else { return Vec::new() };
    let selection = found.selection.as_ref();
    let parts = [incomplete(found), selection.map(compared), selection.and_then(weighted)];
    parts.into_iter().flatten().collect()
}

/// "Labels so far favour “late”", for the sentence on the whole model.
pub(crate) fn caution(performance: &Performance) -> Option<String> {
    let selection = performance.completeness.as_ref()?.selection.as_ref().filter(|found| found.favours)?;
    let weighted = weighted(selection).map_or_else(String::new, |weighted| format!(" {weighted}"));
    Some(format!("Labels so far favour {}.{weighted}", favoured(selection)))
}

/// "In 3 of 61 windows fewer than 80 % of the answers have a label, from 2026-06-28 to 2026-06-30".
fn incomplete(found: &LabelCompleteness) -> Option<String> {
    let windows = &found.windows;
    let few: Vec<&LabelledWindow> = windows.iter().filter(|window| share(window) < COMPLETE).collect();
    let (first, last) = (few.first()?, few.last()?);
    let which = match few.len() {
        1 => date(&first.start),
        _ => format!("the first {}, the last {}", date(&first.start), date(&last.start)),
    };
    let of = numbers::counted(windows.len() as u64, "window", "windows");
    Some(format!(
        "In {} of {of} fewer than {} of the answers have a label: {which}.",
        few.len(),
        numbers::percent(COMPLETE)
    ))
}

/// What is compared: "the answer “late”", "a duration of 12.5 or more".
fn answers(selection: &LabelSelection) -> String {
    match (&selection.answer, selection.median) {
        (Some(answer), _) => format!("the answer “{}”", numbers::name(answer, 30)),
        (None, Some(median)) => format!("a {} of {} or more", column_name(&selection.column), numbers::number(median)),
        (None, None) => column_name(&selection.column).to_owned(),
    }
}

fn favoured(selection: &LabelSelection) -> String {
    let what = answers(selection);
    if selection.difference > 0.0 { format!("rows with {what}") } else { format!("rows without {what}") }
}

/// "Within the same windows, 34 % of the rows with a label and 21 % of those without have the answer “late”".
fn compared(selection: &LabelSelection) -> String {
    let [labelled, unlabelled] = numbers::percents([selection.labelled, selection.unlabelled]);
    let what = answers(selection);
    let shares = format!("{labelled} of the rows with a label and {unlabelled} of those without one have {what}");
    let [low, high] = [selection.low, selection.high].map(|end| numbers::decimals(100.0 * end, 1));
    let gap = difference(MetricScale::Share, selection.difference);
    let meaning = if selection.favours {
        format!("labels so far favour {}", favoured(selection))
    } else {
        "labels favour no answer".to_owned()
    };
    format!("{shares}; within the same windows the difference is {gap} ({low} to {high}): {meaning}.")
}

/// "Weighted by window and answer, accuracy of all 2 000 answers is 91.2 % (90.1 to 92.3 %), not 89.4 %".
fn weighted(selection: &LabelSelection) -> Option<String> {
    let found = selection.weighted.as_ref().filter(|_| selection.favours)?;
    let info = MetricInfo::of(&found.id)?;
    let ends = MetricValue { low: Some(found.low), high: Some(found.high), ..MetricValue::default() };
    let between = interval(info.scale, ends)?;
    let [all, plain] = [found.value, found.plain].map(|figure| value(info.scale, figure));
    let title = if info.title.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        info.title.to_owned()
    } else {
        info.title.to_lowercase()
    };
    let rows = numbers::counted(found.rows, "answer", "answers");
    Some(format!(
        "Weighted by window and answer, {title} of {rows} is {all} ({between}); of the labelled ones it is {plain}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::WeightedMetric;

    fn performance(difference: f64, favours: bool) -> Performance {
        let window =
            |day: u32, labels| LabelledWindow { start: format!("2026-06-{day:02}T00:00:00Z"), rows: 200, labels };
        let weighted =
            WeightedMetric { id: "accuracy".into(), plain: 0.894, value: 0.912, low: 0.901, high: 0.923, rows: 2000 };
        let selection = LabelSelection {
            answer: Some("late".into()),
            labelled: 0.34,
            unlabelled: 0.21,
            difference,
            low: difference - 0.02,
            high: difference + 0.02,
            favours,
            weighted: Some(weighted),
            ..LabelSelection::default()
        };
        let windows = vec![window(1, 200), window(2, 150), window(3, 20)];
        let completeness = LabelCompleteness { windows, selection: Some(selection) };
        Performance { completeness: Some(completeness), ..Performance::default() }
    }

    #[test]
    fn early_labels_are_said_with_what_they_favour_and_the_weighted_metric() {
        let found = sentences(&performance(0.13, true)).join(" ").replace('\u{202f}', " ");
        assert_eq!(
            found,
            "In 2 of 3 windows fewer than 80 % of the answers have a label: the first 2026-06-02, the last 2026-06-03. \
             34 % of the rows with a label and 21 % of those without one have the answer “late”; within the same windows the \
             difference is +13.0 points (11.0 to 15.0): labels so far favour rows with the answer “late”. \
             Weighted by window and answer, accuracy of 2 000 answers is 91.2 % (90.1 to 92.3 %); of the labelled ones it is 89.4 %."
        );
    }

    #[test]
    fn labels_that_favour_nothing_weigh_nothing() {
        let alike = performance(0.01, false);
        assert!(sentences(&alike).join(" ").ends_with(": labels favour no answer."));
        assert_eq!(caution(&alike), None);
        assert!(
            caution(&performance(-0.13, true))
                .unwrap()
                .starts_with("Labels so far favour rows without the answer “late”.")
        );
        assert!(sentences(&Performance::default()).is_empty());
    }
}
