//! Which columns carry a change of the predictions.

use driftscope_report::{ExplainedColumn, ExplainedPart, Explanation};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn explanation(&mut self, found: &mut Explanation) {
        let Explanation {
            prediction,
            class,
            is_probability: _,
            reference,
            production,
            change,
            explained,
            columns,
            left_out,
            rest,
            sentence: _,
        } = found;
        self.names.column(prediction);
        self.names.labels(class);
        self.names.columns(left_out);
        self.counts.figures([reference, production, explained]);
        self.explained_part(change);
        self.explained_part(rest);
        for ExplainedColumn { column, part, importance } in columns {
            self.names.column(column);
            self.explained_part(part);
            self.counts.figure(importance);
        }
    }

    fn explained_part(&self, part: &mut ExplainedPart) {
        let ExplainedPart { value, low, high } = part;
        self.counts.figures([value, low, high]);
    }
}
