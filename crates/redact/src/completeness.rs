//! Which rows have a label, in a report that is sent.

use driftscope_report::{LabelCompleteness, LabelSelection, LabelledWindow, WeightedMetric};

use crate::counts::to_digits;
use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn completeness(&mut self, found: &mut LabelCompleteness) {
        let LabelCompleteness { windows, selection } = found;
        if self.choices.windows {
            windows.clear();
        }
        windows.retain(|window| !self.counts.is_small(window.labels) && !self.counts.is_small(window.rows));
        for LabelledWindow { start: _, rows, labels } in windows {
            self.counts.hide_all([rows, labels]);
        }
        if let Some(LabelSelection {
            column,
            answer,
            median,
            labelled,
            unlabelled,
            difference,
            low,
            high,
            favours: _,
            weighted,
        }) = selection
        {
            self.names.column(column);
            self.names.labels(answer);
            self.counts.figures([labelled, unlabelled, difference, low, high]);
            if self.choices.coarse {
                median.iter_mut().for_each(|median| *median = to_digits(*median, 2));
            }
            if let Some(WeightedMetric { id: _, plain, value, low, high, rows }) = weighted {
                self.counts.hide(rows);
                self.counts.figures([plain, value, low, high]);
            }
        }
    }
}
