//! What another tool's report says, beside every report of the same data.

use std::rc::Rc;

use driftscope_report::{Beside, Report};

use super::AppState;
use crate::state::SharedReport;

impl AppState {
    /// Puts it beside the reports that are shown.
    pub(super) fn put_beside(&mut self, beside: Option<Rc<Beside>>) {
        self.beside = beside;
        self.report = self.report.take().map(|report| self.with_beside(report));
        self.whole = self.whole.take().map(|whole| self.with_beside(whole));
    }

    /// A report with it: no comparison knows it.
    pub(super) fn with_beside(&self, report: SharedReport) -> SharedReport {
        if report.beside.as_ref() == self.beside.as_deref() {
            return report;
        }
        SharedReport(Rc::new(Report { beside: self.beside.as_deref().cloned(), ..(*report.0).clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Action;
    use driftscope_session::{Notice, Side};

    #[test]
    fn it_stays_beside_reports_of_the_same_files_and_goes_with_them() {
        let report = || SharedReport(Rc::new(Report::default()));
        let beside = |state: &AppState| state.report.as_ref().and_then(|report| report.beside.clone());
        let found = Beside { tool: "Evidently".to_owned(), ..Beside::default() };
        let shown = AppState::default().after(Notice::Compared { report: report(), completing: false });
        let put = shown.after(Action::PutBeside(Some(Rc::new(found.clone()))));
        assert_eq!(beside(&put), Some(found.clone()));
        // Another setting: the session's report knows nothing of it.
        let again = put.after(Notice::Compared { report: report(), completing: false });
        assert_eq!(beside(&again), Some(found.clone()));
        assert_eq!(beside(&again.after(Action::PutBeside(None))), None);
        let opened = Notice::Opened {
            side: Side::Production,
            names: vec!["other.json".to_owned()],
            bytes: 1,
            choice: Default::default(),
        };
        let other = again.after(opened).after(Notice::Compared { report: report(), completing: false });
        assert_eq!(beside(&other), None);
        let carried = SharedReport(Rc::new(Report { beside: Some(found.clone()), ..Report::default() }));
        let carried = AppState::default().after(Action::Carried(carried));
        assert_eq!(beside(&carried.after(Notice::Compared { report: report(), completing: false })), Some(found));
    }
}
