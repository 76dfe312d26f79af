//! What carries a change of the predictions, in words.

use driftscope_report::{ExplainedPart, Explanation, Report};

use crate::names::listed;
use crate::{column_name, numbers};

/// A part that carries less of the change than this share is not named.
const NAMED: f64 = 0.1;

/// What the predictions are: "the mean probability of 1".
pub fn what(found: &Explanation) -> String {
    match &found.class {
        Some(class) if found.is_probability => format!("the mean probability of {}", numbers::name(class, 30)),
        Some(class) => format!("the share of answers {}", numbers::name(class, 30)),
        None => format!("the mean of {}", column_name(&found.prediction)),
    }
}

/// Whether the predictions changed by more than chance.
pub fn is_change(found: &Explanation) -> bool {
    found.change.low > 0.0 || found.change.high < 0.0
}

/// A part of the change as a share of it, in words: "61 %".
pub fn share_words(found: &Explanation, part: ExplainedPart) -> Option<String> {
    let share = share(found, part)?;
    Some(if share < 0.0 { format!("\u{2212}{}", numbers::percent(-share)) } else { numbers::percent(share) })
}

/// A part of the change as a share of it; below 0 where it goes the other way. `None` without a change beyond chance.
pub fn share(found: &Explanation, part: ExplainedPart) -> Option<f64> {
    (is_change(found) && found.change.value != 0.0).then(|| part.value / found.change.value)
}

/// What carries the change, in one or two sentences.
pub fn sentence(found: &Explanation, report: &Report) -> String {
    let [before, now] = values(found, [found.reference, found.production]);
    let subject = what(found);
    let mut text = capitalised(&subject);
    if !is_change(found) {
        text.push_str(&format!(" did not change by more than chance ({before} → {now})."));
        if let Some(first) = found.columns.iter().max_by(|one, other| one.importance.total_cmp(&other.importance)) {
            text.push_str(&format!(" It depends most on {}.", column_name(&first.column)));
        }
        return text;
    }
    let verb = if found.change.value > 0.0 { "rose" } else { "fell" };
    let carries = |part: ExplainedPart| share(found, part).filter(|share| *share >= NAMED && excludes_zero(part));
    let mut named: Vec<String> = Vec::new();
    for column in &found.columns {
        if let Some(share) = carries(column.part).filter(|_| named.len() < 3) {
            named.push(format!("{} carries {}", column_name(&column.column), numbers::percent(share)));
        }
    }
    if let Some(share) = carries(found.rest) {
        named.push(format!("{} is in no column", numbers::percent(share)));
    }
    text.push_str(&format!(" {verb} from {before} to {now}"));
    match named.as_slice() {
        [] => text.push_str(", and no column carries a tenth of that."),
        named => text.push_str(&format!(". Of that, {}.", listed(named))),
    }
    let drifted =
        report.columns.iter().filter(|column| column.drift.drifted && column.role == driftscope_report::Role::Feature);
    let most =
        drifted.max_by(|one, other| one.drift.effect.unwrap_or(0.0).total_cmp(&other.drift.effect.unwrap_or(0.0)));
    if let Some(most) = most {
        let part = found.columns.iter().find(|column| column.column == most.name);
        let name = column_name(&most.name);
        match part.and_then(|part| share(found, part.part).map(|share| (part, share))) {
            Some((part, share)) if excludes_zero(part.part) && share >= NAMED => {
                text.push_str(&format!(" {name} is also the input that drifted most."))
            }
            Some(_) => text.push_str(&format!(" {name} drifted most, and carries little or nothing of it.")),
            None if found.left_out.contains(&most.name) => text.push_str(&format!(
                " {name} drifted most; what it carries is not known, since production lies outside the reference in it."
            )),
            None => {}
        }
    }
    text
}

/// Two values as they are written, with as many digits as tell them apart.
pub fn values(found: &Explanation, values: [f64; 2]) -> [String; 2] {
    if found.class.is_some() { numbers::percents(values) } else { numbers::numbers(values) }
}

/// A part as it is written: "+3.9 points", with its interval.
pub fn part(found: &Explanation, part: ExplainedPart) -> [String; 2] {
    let scale = if found.class.is_some() {
        driftscope_report::MetricScale::Share
    } else {
        driftscope_report::MetricScale::Target
    };
    let bare = |value: f64| crate::performance::difference(scale, value).trim_start_matches('+').replace(" points", "");
    [crate::performance::difference(scale, part.value), format!("{} to {}", bare(part.low), bare(part.high))]
}

fn excludes_zero(part: ExplainedPart) -> bool {
    part.low > 0.0 || part.high < 0.0
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use driftscope_report::ExplainedColumn;

    use super::*;

    fn part_of(value: f64) -> ExplainedPart {
        ExplainedPart { value, low: value - 0.005, high: value + 0.005 }
    }

    fn explanation(change: f64) -> Explanation {
        let column = |name: &str, value, importance| ExplainedColumn {
            column: name.to_owned(),
            part: part_of(value),
            importance,
        };
        Explanation {
            prediction: "score".to_owned(),
            class: Some("late".to_owned()),
            is_probability: true,
            reference: 0.2,
            production: 0.2 + change,
            change: part_of(change),
            columns: vec![column("temp", 0.6 * change, 0.2), column("delay", 0.3 * change, 0.8)],
            rest: part_of(0.1 * change),
            ..Explanation::default()
        }
    }

    #[test]
    fn the_columns_that_carry_a_change_are_named_with_their_share() {
        let text = sentence(&explanation(0.1), &Report::default()).replace('\u{202f}', " ");
        assert_eq!(
            text,
            "The mean probability of late rose from 20 % to 30 %. Of that, temp carries 60 %, delay carries 30 % and 10 % is in no column."
        );
    }

    #[test]
    fn without_a_change_the_column_that_counts_most_is_named() {
        let text = sentence(&explanation(0.001), &Report::default());
        assert!(
            text.contains("did not change by more than chance") && text.ends_with("It depends most on delay."),
            "{text}"
        );
    }
}
