//! What another tool's report says, in a report that is sent.

use driftscope_report::{Beside, BesideColumn, BesideMetric, Preset};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn beside(&mut self, found: &mut Beside) {
        let Beside {
            tool: _,
            file,
            drifted: _,
            limit: _,
            tested_columns: _,
            drifted_columns: _,
            rows,
            columns,
            metrics,
            columns_left_out: _,
        } = found;
        if self.choices.files {
            "another report".clone_into(file);
        }
        self.counts.hide_all(rows);
        for BesideColumn { name, method, score, threshold, drifted: _ } in columns {
            self.names.column(name);
            self.counts.figures_if_any(&mut [score, threshold]);
            // A person may call a test of their own after a column or a value.
            if (self.choices.names || self.choices.labels) && !method.is_empty() && !Preset::is_evidently_test(method) {
                "another test".clone_into(method);
            }
        }
        for BesideMetric { id: _, production, reference } in metrics {
            self.counts.figures([production]);
            self.counts.figures(reference);
        }
    }
}
