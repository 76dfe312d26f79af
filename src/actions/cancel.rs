//! Stopping whatever is running.

use driftscope_session::Session;

use super::Actions;

impl Actions {
    /// Stops reading and comparing.
    pub(crate) fn cancel(&self) {
        self.0.client.with(Session::cancel);
    }
}
