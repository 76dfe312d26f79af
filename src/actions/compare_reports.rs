//! Another report that is dropped on the one that is shown: one of Driftscope, or one of another tool on the same data.

use std::rc::Rc;

use driftscope_decide::begins_as_evidently;
use driftscope_report::{LOCKED, ReportError, begins_as_report, carried_json, carried_text};
use driftscope_session::{Attached, Command, Event, FileSource, Problem};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::Actions;
use crate::browser::{JsFile, read_report};
use crate::state::{Action, SharedReport};

/// Bytes of the beginning of a file by which a report is recognised.
const HEAD: u64 = 8 * 1024;

/// A larger file is no report.
const LARGEST: f64 = 256.0 * 1024.0 * 1024.0;

impl Actions {
    /// Takes a chosen file as a report; what is none is reported.
    pub(crate) fn choose_other_report(&self, file: File) {
        let actions = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if !actions.open_other_report(&file).await {
                actions.show(Action::Failed(Problem::NoReport { name: file.name(), reason: String::new() }));
            }
        });
    }

    /// Takes one dropped file as a report, if it is one and a report is shown. `false` if it is anything else.
    pub(crate) async fn open_other_report(&self, file: &File) -> bool {
        if self.latest().report.is_none() || file.size() > LARGEST {
            return false;
        }
        let head = JsFile::new(file.clone().into()).range(0..HEAD).await.unwrap_or_default();
        let head = String::from_utf8_lossy(&head);
        if !begins_as_report(&head) {
            return begins_as_evidently(&head) && self.put_beside(file).await;
        }
        let text = text_of(file).await;
        let (actions, name) = (self.clone(), file.name());
        let done = move |report: Result<_, ReportError>| match report {
            Ok(report) => actions.show(Action::OtherReport(Some((name, SharedReport(Rc::new(report)))))),
            Err(error) => actions.show(Action::Failed(Problem::NoReport { name, reason: error.to_string() })),
        };
        match report_text(text) {
            Ok(text) => read_report(text, || true, done),
            Err(error) => done(Err(error)),
        }
        true
    }

    /// Puts what a report of Evidently says beside the report. `false` if the file is none, and may be data.
    async fn put_beside(&self, file: &File) -> bool {
        let command = Command::ReadBeside { name: file.name() };
        match self.0.client.ask(&command, Attached::Files(vec![file.clone()])).await {
            Ok(Event::BesideRead { beside: Some(beside) }) => self.show(Action::PutBeside(Some(Rc::new(*beside)))),
            Ok(_) => return false,
            Err(problem) => self.show(Action::Failed(problem)),
        }
        true
    }
}

async fn text_of(file: &File) -> String {
    JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The report's own text in a file: JSON, or packed.
fn report_text(text: String) -> Result<String, ReportError> {
    if text.trim_start().starts_with('{') {
        return Ok(text);
    }
    match carried_text(&text) {
        Some(locked) if locked.starts_with(LOCKED) => Err(ReportError::Locked),
        Some(packed) => Ok(packed.to_owned()),
        // Pages of earlier versions, and those without a report.
        None => carried_json(&text).unwrap_or(Err(ReportError::Damaged)),
    }
}
