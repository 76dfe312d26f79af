//! The bar of a chart of which a person asks what differs in its rows.

use std::rc::Rc;

use driftscope_report::Bar;

use super::AppState;

impl AppState {
    /// A bar is asked about while its column is open.
    pub(super) fn leave_bar(&mut self) {
        let open = self.question.open.zip(self.report.as_ref()).and_then(|(place, report)| report.0.columns.get(place));
        let is_open = |bar: &Rc<Bar>| open.is_some_and(|column| column.name == bar.column);
        self.question.bar.take_if(|bar| !is_open(bar));
        if self.question.bar.is_none() {
            self.differing = None;
        }
    }
}
