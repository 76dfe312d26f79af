//! Saving: a report in any form that there is, or a chart.

use driftscope_present::{Export, ExportInputs, saved_name};
use driftscope_redact::redact;
use driftscope_report::{Notes, Redaction, Report};
use driftscope_session::Problem;

use super::Actions;
use crate::browser;
use crate::state::Action;

impl Actions {
    /// The report as it is saved: with notes and the page's build, and without what is to be left out.
    pub(crate) fn outgoing(&self, report: &Report, notes: &Notes, redaction: &Redaction) -> Report {
        let noted = Report { notes: notes.given(), build: None, ..report.clone() };
        // After the redaction, whose rounding depends on the report: it shall not depend on the build.
        Report { build: self.build().cloned(), ..redact(&noted, redaction) }
    }

    /// Saves the page with the report in it.
    pub(crate) fn save_page(&self) {
        Export::of_id("html").into_iter().for_each(|export| self.save(export));
    }

    /// The page with a report in it.
    pub(crate) fn page_of(&self, report: &Report) -> Option<String> {
        (Export::of_id("html")?.write)(report, &ExportInputs { page: &self.0.template }).ok()
    }

    /// The report, once it is whole, without what is to be left out.
    pub(super) fn to_send(&self) -> Option<Report> {
        let state = self.latest();
        let whole = state.unredacted.as_ref().or(state.report.as_ref())?;
        state.can_save().then(|| self.outgoing(whole, &state.notes, &state.redaction))
    }

    /// Saves the report, once it is whole, without what is to be left out.
    pub(crate) fn save(&self, export: &Export) {
        let Some(report) = self.to_send() else { return };
        let text = (export.write)(&report, &ExportInputs { page: &self.0.template }).map_err(|error| error.to_string());
        self.save_text(&format!("{}.{}", saved_name(&report), export.extension), export.media_type, text);
    }

    /// Saves a text as a file, and shows its name or what went wrong.
    pub(crate) fn save_text(&self, name: &str, media_type: &str, text: Result<String, String>) {
        let saved = text.and_then(|text| browser::save(name, media_type, &text).map_err(|error| format!("{error:?}")));
        self.show(match saved {
            Ok(()) => Action::Saved(name.to_owned()),
            Err(message) => Action::Failed(Problem::BadReport { message }),
        });
    }
}
