//! Comparing again after a worker broke.

use driftscope_session::Session;

use super::Actions;

impl Actions {
    /// Reads all files and compares them once more.
    pub(crate) fn compare_again(&self) {
        self.0.client.with(Session::compare_again);
    }
}
