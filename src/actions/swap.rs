//! Swapping reference and production.

use driftscope_session::Session;

use super::Actions;

impl Actions {
    /// Makes the reference production and production the reference.
    pub(crate) fn swap(&self) {
        self.0.client.with(Session::swap);
    }
}
