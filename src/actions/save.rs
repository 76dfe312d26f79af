//! Saving: a report in any form that there is, or a chart.

use driftscope_present::{Export, page_summary, saved_name};
use driftscope_redact::redact;
use driftscope_report::{Notes, Redaction, Report, page_with};
use driftscope_session::Problem;

use super::Actions;
use crate::browser::{self, pack_report, soon};
use crate::state::{Action, to_place};

impl Actions {
    /// The report as it is saved: with notes and the page's build, and without what is to be left out.
    pub(crate) fn outgoing(&self, report: &Report, notes: &Notes, redaction: &Redaction) -> Report {
        let noted = Report { notes: notes.given(), build: None, ..report.clone() };
        // After the redaction, whose rounding depends on the report: it shall not depend on the build.
        let opens_at = to_place(&self.latest().question);
        Report { build: self.build().cloned(), opens_at, ..redact(&noted, redaction) }
    }

    /// Saves the page with the report in it.
    pub(crate) fn save_page(&self) {
        self.when_to_send(|actions, report| {
            let name = format!("{}.html", saved_name(&report));
            actions.clone().page_of(&report, || true, move |page| actions.save_text(&name, "text/html", page));
        });
    }

    /// Makes the page with a report in it, in tasks between which the page answers. Gives up once nobody wants it.
    pub(crate) fn page_of(
        &self,
        report: &Report,
        is_wanted: impl Fn() -> bool + 'static,
        done: impl FnOnce(Result<String, String>) + 'static,
    ) {
        let (template, summary) = (self.0.template.clone(), page_summary(report));
        pack_report(report, is_wanted, move |packed| {
            done(page_with(&template, &packed, &summary).map_err(|error| error.to_string()));
        });
    }

    /// Passes on the report, once it is whole, without what is to be left out; in a task after that of the click.
    pub(super) fn when_to_send(&self, send: impl FnOnce(Self, Report) + 'static) {
        let actions = self.clone();
        soon(move || {
            // The hash of the page takes a while.
            let _ = actions.build();
            soon(move || {
                let state = actions.latest();
                let whole = state.unredacted.as_ref().or(state.report.as_ref()).filter(|_| state.can_save());
                let report = whole.map(|whole| actions.outgoing(whole, &state.notes, &state.redaction));
                if let Some(report) = report {
                    soon(move || send(actions, report));
                }
            });
        });
    }

    /// Saves the report, once it is whole, without what is to be left out, in a form that needs no page.
    pub(crate) fn save(&self, export: &'static Export) {
        self.when_to_send(|actions, report| {
            let text = (export.write)(&report, &Default::default()).map_err(|error| error.to_string());
            actions.save_text(&format!("{}.{}", saved_name(&report), export.extension), export.media_type, text);
        });
    }

    /// Saves a text as a file, and shows its name or what went wrong.
    pub(crate) fn save_text(&self, name: &str, media_type: &str, text: Result<String, String>) {
        let saved = text.and_then(|text| browser::save(name, media_type, &text).map_err(|error| format!("{error:?}")));
        self.saved(saved.map(|()| name.to_owned()));
    }

    /// Shows the name of what was saved, or what went wrong.
    pub(crate) fn saved(&self, saved: Result<String, String>) {
        self.show(match saved {
            Ok(name) => Action::Saved(name),
            Err(message) => Action::Failed(Problem::BadReport { message }),
        });
    }
}
