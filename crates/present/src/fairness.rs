//! How metrics differ between groups, in words.

use crate::sorting::sort_by;
use driftscope_report::{
    GapOutcome, GroupDifference, GroupDifferences, MetricInfo, MetricOfGroups, MetricScale, MetricValue,
};

use crate::performance::{difference, interval, value};
use crate::{Tone, Word, column_name, numbers};

/// What differs between the groups of a column, or that nothing does; a gap moved where its p-value lies below `alpha`.
pub fn sentence(found: &GroupDifferences, alpha: f64) -> String {
    let all = || found.metrics.iter().flat_map(|metric| metric.groups.iter().map(move |group| (metric, group)));
    let size = |group: &GroupDifference| group.shrunk.value.unwrap_or(0.0).abs();
    let differing = all().filter(|(_, group)| group.outcome != GapOutcome::NoDifference);
    let lead = match differing.max_by(|one, other| size(one.1).total_cmp(&size(other.1))) {
        Some((metric, group)) => blamed(metric, group),
        None => {
            let groups = found.metrics.iter().map(|metric| metric.groups.len()).max().unwrap_or(0) as u64;
            let groups = numbers::counted(groups, "group", "groups");
            format!(
                "No metric differs between the {groups} of {} by more than chance and the limit.",
                column_name(&found.column)
            )
        }
    };
    let changed = all().find_map(|(metric, group)| {
        let change = group.change.filter(|change| change.p_adjusted < alpha)?;
        let info = MetricInfo::of(&metric.id)?;
        let ends = [change.low, change.high].map(|end| difference(info.scale, end));
        Some(format!(
            "Since the reference the gap of {} at {} moved by {} ({} to {}).",
            lower(info),
            numbers::name(&group.value, 30),
            difference(info.scale, change.value),
            ends[0],
            ends[1]
        ))
    });
    let folded = (found.folded_values > 0).then(|| {
        let values = numbers::counted(found.folded_values, "value", "values");
        format!("{values} with fewer than 30 labelled rows, or beyond the first 24, are one group, other.")
    });
    let side = (found.side == "reference").then(|| "Of the reference: production has too few labels.".to_owned());
    [Some(lead), changed, folded, side].into_iter().flatten().collect::<Vec<String>>().join(" ")
}

/// "Recall is 62.0 % at EWR, 19.1 points below the other groups (−27.2 to −11.0)."
fn blamed(metric: &MetricOfGroups, group: &GroupDifference) -> String {
    let Some(info) = MetricInfo::of(&metric.id) else { return String::new() };
    let gap = group.gap.value.unwrap_or(0.0);
    let size = difference(info.scale, gap.abs()).trim_start_matches('+').to_owned();
    let where_to = if gap < 0.0 { "below" } else { "above" };
    format!(
        "{} is {} at {}, {size} {where_to} the other groups ({}).",
        info.title,
        group.own.value.map_or_else(|| "–".to_owned(), |own| value(info.scale, own)),
        numbers::name(&group.value, 30),
        gap_interval(info.scale, group.gap)
    )
}

/// The title of a metric within a sentence.
fn lower(info: &MetricInfo) -> String {
    if info.title.chars().take(2).all(char::is_uppercase) { info.title.to_owned() } else { info.title.to_lowercase() }
}

fn gap_interval(scale: MetricScale, gap: MetricValue) -> String {
    let ends = [gap.low, gap.high].map(|end| {
        let end = end.unwrap_or(0.0);
        if scale == MetricScale::Share { numbers::decimals(100.0 * end, 1) } else { difference(scale, end) }
    });
    format!("{} to {}", ends[0], ends[1])
}

/// A group as cells of a table: metric, own value with its interval, gap with its interval, shrunk gap, verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapRow {
    /// The metric's name.
    pub metric: &'static str,
    /// The group.
    pub group: String,
    /// Its own value, and the interval.
    pub own: [String; 2],
    /// The gap, and its interval.
    pub gap: [String; 2],
    /// The gap that is likely, and its interval.
    pub shrunk: [String; 2],
    /// Whether it differs.
    pub outcome: Word,
}

/// The groups of a metric, those that are farthest from the others first.
pub fn rows(metric: &MetricOfGroups) -> Vec<GapRow> {
    let Some(info) = MetricInfo::of(&metric.id) else { return Vec::new() };
    let size = |group: &GroupDifference| group.shrunk.value.unwrap_or(0.0).abs();
    let mut groups: Vec<&GroupDifference> = metric.groups.iter().collect();
    sort_by(&mut groups, &|one, other| size(other).total_cmp(&size(one)));
    let gap = |gap: MetricValue| [difference(info.scale, gap.value.unwrap_or(0.0)), gap_interval(info.scale, gap)];
    let row = |group: &GroupDifference| GapRow {
        metric: info.title,
        group: numbers::name(&group.value, 30),
        own: [
            group.own.value.map_or_else(|| "–".to_owned(), |own| value(info.scale, own)),
            interval(info.scale, group.own).unwrap_or_default(),
        ],
        gap: gap(group.gap),
        shrunk: gap(group.shrunk),
        outcome: outcome(group.outcome),
    };
    groups.into_iter().map(row).collect()
}

fn outcome(outcome: GapOutcome) -> Word {
    let (sign, word, tone) = match outcome {
        GapOutcome::NoDifference => ("✓", "No difference", Tone::NoDrift),
        GapOutcome::Lower => ("▼", "Lower", Tone::Large),
        GapOutcome::Higher => ("▲", "Higher", Tone::Large),
    };
    Word { sign, word, tone }
}

#[cfg(test)]
mod tests {
    use driftscope_report::MetricDifference;

    use super::*;

    fn group(value: &str, own: f64, gap: [f64; 3], outcome: GapOutcome) -> GroupDifference {
        let of =
            |[value, low, high]: [f64; 3]| MetricValue { value: Some(value), low: Some(low), high: Some(high), n: 99 };
        GroupDifference {
            value: value.to_owned(),
            own: of([own, own, own]),
            gap: of(gap),
            shrunk: of(gap),
            outcome,
            ..GroupDifference::default()
        }
    }

    #[test]
    fn the_group_that_differs_most_is_named_and_others_are_not_blamed() {
        let mut found = GroupDifferences {
            column: "airport".to_owned(),
            side: "production".to_owned(),
            folded_values: 3,
            metrics: vec![MetricOfGroups {
                id: "recall".to_owned(),
                groups: vec![
                    group("EWR", 0.62, [-0.191, -0.272, -0.11], GapOutcome::Lower),
                    group("JFK", 0.81, [0.02, -0.01, 0.05], GapOutcome::NoDifference),
                ],
                ..MetricOfGroups::default()
            }],
            ..GroupDifferences::default()
        };
        let text = sentence(&found, 0.05).replace('\u{202f}', " ");
        assert!(
            text.starts_with("Recall is 62.0 % at EWR, 19.1 points below the other groups (−27.2 to −11.0)."),
            "{text}"
        );
        assert!(text.contains("3 values with fewer than 30 labelled rows") && !text.contains("JFK"), "{text}");
        let change = MetricDifference { value: -0.1, low: -0.18, high: -0.02, p_value: 0.01, p_adjusted: 0.03 };
        found.metrics[0].groups[0].change = Some(change);
        assert!(sentence(&found, 0.05).contains("Since the reference the gap of recall at EWR moved by"));
        assert!(!sentence(&found, 0.01).contains("Since the reference"));
        found.metrics[0].groups[0].change = None;
        found.metrics[0].groups[0].outcome = GapOutcome::NoDifference;
        assert!(
            sentence(&found, 0.05).starts_with("No metric differs between the 2 groups of airport"),
            "{}",
            sentence(&found, 0.05)
        );
        assert_eq!(rows(&found.metrics[0])[0].group, "EWR");
    }
}
