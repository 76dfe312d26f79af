//! Whether groups differ: beyond chance on the whole, by more than a limit, and each group by itself.

use driftscope_present::fairness as words;
use driftscope_report::{GapOutcome, GroupDifferences, MetricDifference, MetricInfo, MetricOfGroups, MetricScale};
use driftscope_stats::correction;

/// A gap of a share below this does not count.
const ABSOLUTE_LIMIT: f64 = 0.05;

/// A gap of an error below this share of the usual size of one does not count.
const RELATIVE_LIMIT: f64 = 0.1;

/// Decides the groups of all columns; `error` is the usual size of an error of the reference, of numbers.
pub(crate) fn decide(found: &mut [GroupDifferences], alpha: f64, error: Option<f64>) {
    let mut metrics: Vec<&mut MetricOfGroups> = found.iter_mut().flat_map(|found| &mut found.metrics).collect();
    let p_values: Vec<f64> = metrics.iter().map(|metric| metric.p_value).collect();
    for (metric, p_adjusted) in metrics.iter_mut().zip(correction::holm(&p_values)) {
        metric.p_adjusted = p_adjusted;
        let is_sure = p_adjusted < alpha;
        let limit = limit(metric, error);
        for group in &mut metric.groups {
            let [low, high] = [group.gap.low, group.gap.high].map(|end| end.unwrap_or(0.0));
            let likely = group.shrunk.value.unwrap_or(0.0);
            let differs = is_sure && likely.abs() >= limit;
            group.outcome = match (differs && high < 0.0, differs && low > 0.0) {
                (true, _) => GapOutcome::Lower,
                (_, true) => GapOutcome::Higher,
                _ => GapOutcome::NoDifference,
            };
        }
        metric.differs = metric.groups.iter().any(|group| group.outcome != GapOutcome::NoDifference);
    }
    let changes = metrics.into_iter().flat_map(|metric| &mut metric.groups);
    let mut changes: Vec<&mut MetricDifference> = changes.filter_map(|group| group.change.as_mut()).collect();
    let p_values: Vec<f64> = changes.iter().map(|change| change.p_value).collect();
    changes.iter_mut().zip(correction::holm(&p_values)).for_each(|(change, adjusted)| change.p_adjusted = adjusted);
    found.iter_mut().for_each(|found| found.sentence = words::sentence(found, alpha));
}

fn limit(metric: &MetricOfGroups, error: Option<f64>) -> f64 {
    let is_share = MetricInfo::of(&metric.id).is_some_and(|info| info.scale == MetricScale::Share);
    if is_share { ABSOLUTE_LIMIT } else { RELATIVE_LIMIT * error.unwrap_or(0.0) }
}

#[cfg(test)]
mod tests {
    use driftscope_report::{GroupDifference, MetricValue};

    use super::*;

    fn decided(p_value: f64, gap: [f64; 3], likely: f64) -> GapOutcome {
        let value =
            |[value, low, high]: [f64; 3]| MetricValue { value: Some(value), low: Some(low), high: Some(high), n: 99 };
        let group = GroupDifference { gap: value(gap), shrunk: value([likely; 3]), ..GroupDifference::default() };
        let metric =
            MetricOfGroups { id: "recall".to_owned(), p_value, groups: vec![group], ..MetricOfGroups::default() };
        let mut found = [GroupDifferences { metrics: vec![metric], ..GroupDifferences::default() }];
        decide(&mut found, 0.05, None);
        found[0].metrics[0].groups[0].outcome
    }

    #[test]
    fn a_group_differs_beyond_chance_and_beyond_the_limit() {
        assert_eq!(decided(0.001, [-0.2, -0.3, -0.1], -0.15), GapOutcome::Lower);
        assert_eq!(decided(0.001, [0.2, 0.1, 0.3], 0.15), GapOutcome::Higher);
        assert_eq!(decided(0.2, [-0.2, -0.3, -0.1], -0.15), GapOutcome::NoDifference);
        assert_eq!(decided(0.001, [-0.2, -0.3, -0.1], -0.04), GapOutcome::NoDifference);
        assert_eq!(decided(0.001, [-0.2, -0.45, 0.05], -0.1), GapOutcome::NoDifference);
    }
}
