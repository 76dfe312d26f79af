//! Curves, cells of predicted numbers, errors by column, and differences between groups.

use driftscope_report::{
    ColumnErrors, CurvePoint, GridCell, GridRows, GroupDifference, GroupDifferences, MetricDifference, MetricOfGroups,
    PredictedActual, ScoreCurves,
};

use crate::model::is_share;
use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn curves(&mut self, found: &mut ScoreCurves) {
        let ScoreCurves { reference, production } = found;
        for CurvePoint { threshold, false_rate, recall, precision } in reference.iter_mut().chain(production) {
            self.counts.figures([threshold, false_rate, recall, precision]);
        }
    }

    pub(crate) fn predicted_actual(&mut self, found: &mut PredictedActual) {
        let PredictedActual { low, high, steps: _, reference, production } = found;
        self.counts.figures([low, high]);
        for GridRows { cells, folded } in [reference, production] {
            self.counts.hide(folded);
            cells.retain(|cell| !self.counts.is_small(cell.rows));
            cells.iter_mut().for_each(|GridCell { label: _, prediction: _, rows }| self.counts.hide(rows));
        }
    }

    pub(crate) fn errors(&mut self, found: &mut Vec<ColumnErrors>) {
        if self.choices.segments {
            found.clear();
        }
        for ColumnErrors { column, p_value, p_adjusted, values } in found {
            self.names.column(column);
            self.counts.figures([p_value, p_adjusted]);
            self.groups(values);
        }
    }

    pub(crate) fn fairness(&mut self, found: &mut Vec<GroupDifferences>) {
        if self.choices.segments {
            found.clear();
        }
        for GroupDifferences { column, side: _, sentence: _, folded_values: _, metrics } in found {
            self.names.column(column);
            for MetricOfGroups { id, p_value, p_adjusted, spread, differs: _, groups } in metrics {
                self.counts.figures([p_value, p_adjusted, spread]);
                groups.retain(|group| !self.counts.is_small(group.own.n));
                for group in groups {
                    self.group_difference(group, is_share(id));
                }
            }
        }
    }

    fn group_difference(&mut self, group: &mut GroupDifference, is_share: bool) {
        let GroupDifference { value, own, gap, shrunk, change, outcome: _ } = group;
        self.names.label(value);
        self.metric_value(own, is_share);
        self.metric_value(gap, false);
        self.metric_value(shrunk, false);
        if let Some(MetricDifference { value, low, high, p_value, p_adjusted }) = change {
            self.counts.figures([value, low, high, p_value, p_adjusted]);
        }
    }
}
