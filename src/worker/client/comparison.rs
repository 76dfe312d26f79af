//! The comparison in two steps: what the verdict needs, and once that is shown, all the rest.

use driftscope_drift::Extent;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::Client;
use crate::state::{Action, Settled, Side};
use driftscope_session::Command;

impl Client {
    /// Compares, once both sides are in place: first what the verdict needs, then the rest.
    pub(super) fn compare(&self) {
        if self.describe(Extent::Verdict) {
            self.tell(Action::Comparing { done: 0, columns: 0 });
        }
    }

    /// Begins, once the verdict is shown, with what nobody waits for.
    pub(super) fn complete(&self) {
        let is_first_look = {
            let inner = self.0.borrow();
            inner.extent == Extent::Verdict && inner.comparison == 0 && inner.report.is_some()
        };
        if is_first_look {
            self.describe(Extent::Full);
            self.take_fingerprints();
        }
    }

    /// Shows the newest report.
    pub(super) fn show(&self) {
        let shown = {
            let inner = self.0.borrow();
            let Some(report) = inner.report.clone() else { return };
            let completing = !report.incomplete
                && (inner.extent == Extent::Verdict
                    || inner.comparison != 0
                    || inner.hashers.iter().any(Option::is_some));
            Action::Compared { report: Settled(report), completing }
        };
        self.tell(shown);
    }

    /// Has the columns described. Gives whether they are there.
    fn describe(&self, extent: Extent) -> bool {
        {
            let mut inner = self.0.borrow_mut();
            if inner.kept != [true, true] || inner.moving > 0 {
                return false;
            }
            inner.jobs += 1;
            inner.extent = extent;
            inner.done = [0; 2];
            inner.comparison = inner.jobs;
            let (job, settings) = (inner.comparison, inner.settings.clone());
            if let Some(second) = inner.keepers.get(1) {
                second.post(&Command::Describe { job, settings: settings.clone(), extent }, &[]);
            }
            if let Some(first) = inner.keepers.first() {
                let (columns, is_part) = (inner.columns.clone(), inner.keepers.len() > 1);
                first.post(&Command::Compare { job, settings, extent, columns, is_part }, &[]);
            }
        }
        true
    }

    /// Has the fingerprints taken that are not known, each side's by a worker of its own.
    fn take_fingerprints(&self) {
        for side in Side::BOTH {
            let (files, names) = {
                let inner = self.0.borrow();
                let at = side.index();
                if inner.fingerprints[at].is_some() || inner.hashers[at].is_some() || inner.files[at].is_empty() {
                    continue;
                }
                let files: Vec<JsValue> = inner.files[at].iter().map(JsValue::from).collect();
                (files, inner.files[at].iter().map(File::name).collect())
            };
            let job = self.0.borrow_mut().next_job();
            if let Ok(handle) = self.launch(job) {
                handle.post(&Command::Fingerprint { names }, &files);
                self.0.borrow_mut().hashers[side.index()] = Some(handle);
            }
        }
    }
}
