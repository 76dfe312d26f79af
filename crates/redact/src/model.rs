//! Whether the model's answers are right.

use driftscope_report::{
    Calibration, ConfusionCounts, LabelledRows, Metric, MetricDifference, MetricInfo, MetricScale, MetricValue,
    ModelColumns, Performance, PerformanceGroup, PerformanceSince, ReliabilityBin, SideCalibration,
};

use crate::redactor::Redactor;

/// What the groups of a report can be by besides columns.
const WINDOW: &str = "window";
const VERSION: &str = "version";

/// Whether a metric is a share of rows.
pub(crate) fn is_share(id: &str) -> bool {
    MetricInfo::of(id).is_some_and(|info| info.scale == MetricScale::Share)
}

impl Redactor<'_> {
    pub(crate) fn performance(&mut self, found: &mut Performance) {
        let Performance {
            task: _,
            positive,
            columns,
            outcome: _,
            sentence: _,
            reference,
            production,
            completeness,
            metrics,
            context,
            calibration,
            curves,
            predicted_actual,
            estimate,
            change,
            since,
            confusion,
            groups,
            errors,
            fairness,
        } = found;
        self.names.labels(positive);
        let ModelColumns {
            target,
            prediction,
            score,
            probabilities,
            score_meaning: _,
            are_percentages: _,
            threshold: _,
        } = columns;
        self.names.columns([target].into_iter().chain(prediction).chain(score).chain(probabilities));
        for LabelledRows { rows, labels, compared } in [reference, production] {
            self.counts.hide_all([rows, labels, compared]);
        }
        completeness.iter_mut().for_each(|found| self.completeness(found));
        metrics.iter_mut().chain(context).for_each(|metric| self.metric(metric));
        calibration.iter_mut().for_each(|found| self.calibration(found));
        estimate.iter_mut().for_each(|found| self.estimate(found));
        if self.choices.windows {
            (*change, *since) = (None, None);
        }
        change.iter_mut().for_each(|change| self.window_change(change));
        if let Some(PerformanceSince { date: _, low: _, high: _ }) = since {}
        if let Some(ConfusionCounts { labels, reference, production }) = confusion {
            self.names.labels(labels);
            self.counts.hide_all(reference.iter_mut().chain(production).flatten());
        }
        curves.iter_mut().for_each(|found| self.curves(found));
        predicted_actual.iter_mut().for_each(|found| self.predicted_actual(found));
        self.groups(groups);
        self.errors(errors);
        self.fairness(fairness);
    }

    /// The metrics of groups of rows.
    pub(crate) fn groups(&mut self, groups: &mut Vec<PerformanceGroup>) {
        groups.retain(|group| self.keeps_group(&group.by, group.n));
        for PerformanceGroup { by, value, n, metrics } in groups {
            self.group(by, value);
            self.counts.hide(n);
            metrics.iter_mut().for_each(|metric| self.metric(metric));
        }
    }

    /// Whether the figures of a group of rows stay.
    pub(crate) fn keeps_group(&self, by: &str, rows: u64) -> bool {
        let is_left_out = match by {
            WINDOW => self.choices.windows,
            VERSION => false,
            _ => self.choices.segments,
        };
        !is_left_out && !self.counts.is_small(rows)
    }

    /// What a group is by, and which it is.
    pub(crate) fn group(&mut self, by: &mut String, value: &mut String) {
        match by.as_str() {
            WINDOW => {}
            VERSION => self.names.label(value),
            _ => {
                self.names.column(by);
                self.names.label(value);
            }
        }
    }

    fn metric(&self, metric: &mut Metric) {
        let Metric { id, reference, production, difference, outcome: _, acknowledged: _, reason: _ } = metric;
        let is_share = is_share(id);
        for value in [&mut *reference, &mut *production].into_iter().flatten() {
            self.metric_value(value, is_share);
        }
        if let Some(MetricDifference { value, low, high, p_value, p_adjusted }) = difference {
            let values = [reference, production].map(|side| side.and_then(|side| side.value));
            if let [Some(reference), Some(production)] = values {
                *value = production - reference;
            }
            self.counts.figures([low, high, p_value, p_adjusted]);
        }
    }

    /// A metric of some rows: a share of them is that of shown counts.
    pub(crate) fn metric_value(&self, metric: &mut MetricValue, is_share: bool) {
        let MetricValue { value, low, high, n } = metric;
        // A share of rounded counts gives none away, and needs no further rounding.
        match value {
            Some(value) if is_share => *value = self.counts.share(*value, *n),
            Some(value) => self.counts.figure(value),
            None => {}
        }
        self.counts.figures_if_any(&mut [low, high]);
        self.counts.hide(n);
    }

    fn calibration(&self, found: &mut Calibration) {
        let Calibration { sentence: _, reference, production } = found;
        for side in [reference, production].into_iter().flatten() {
            let SideCalibration { mean_score, rate, intercept, slope, squared_error, p_value, bins } = side;
            self.counts.figures([mean_score, squared_error]);
            self.counts.figures_if_any(&mut [p_value]);
            self.metric_value(rate, true);
            intercept.iter_mut().chain(slope).for_each(|value| self.metric_value(value, false));
            for ReliabilityBin { score, rate } in bins {
                self.counts.figure(score);
                self.metric_value(rate, true);
            }
        }
    }
}
