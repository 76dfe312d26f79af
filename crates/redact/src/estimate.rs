//! Metrics that were estimated without labels.

use driftscope_report::{
    EstimateSelfTest, EstimatedMetric, EstimatedWindow, InputOverlap, MetricDifference, OtherEstimate,
    PerformanceEstimate, RealisedMetric,
};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn estimate(&mut self, found: &mut PerformanceEstimate) {
        let PerformanceEstimate {
            state: _,
            reason,
            method: _,
            calibrators: _,
            sentence: _,
            outcome: _,
            labels,
            rows,
            metrics,
            other,
            overlap,
            realised,
            windows,
            self_test,
        } = found;
        // It names columns and counts rows.
        reason.take_if(|_| self.names.hide_columns() || self.counts.are_hidden());
        self.counts.hide_all([labels, rows]);
        let others = other.iter_mut().flat_map(|OtherEstimate { method: _, metrics }| metrics);
        metrics.iter_mut().chain(others).for_each(|metric| self.estimated(metric));
        if let Some(InputOverlap { mean_weight, outside, effective_rows, left_out }) = overlap {
            self.names.columns(left_out);
            self.counts.figures([mean_weight, outside, effective_rows]);
        }
        for RealisedMetric { id: _, realised, estimated, low, high } in realised {
            self.counts.figures([realised, estimated, low, high]);
        }
        windows.retain(|window| self.keeps_group("window", window.n));
        for EstimatedWindow { start: _, value, low, high, n } in windows {
            self.counts.figures([value, low, high]);
            self.counts.hide(n);
        }
        if let Some(EstimateSelfTest { shifts: _, error, by_chance }) = self_test {
            self.counts.figures([error, by_chance]);
        }
    }

    fn estimated(&self, metric: &mut EstimatedMetric) {
        let EstimatedMetric { id, value, low, high, reference, difference, outcome: _, reason: _ } = metric;
        let is_share = crate::model::is_share(id);
        self.counts.figures([value, low, high]);
        reference.iter_mut().for_each(|reference| self.metric_value(reference, is_share));
        if let Some(MetricDifference { value, low, high, p_value, p_adjusted }) = difference {
            self.counts.figures([value, low, high, p_value, p_adjusted]);
        }
    }
}
