//! Opening files for a side, and removing one of them.

use web_sys::File;

use super::Actions;
use crate::state::Side;

impl Actions {
    /// Reads files as a side.
    pub(crate) fn open_files(&self, side: Side, files: &[File]) {
        self.0.client.open(side, files);
    }

    /// Reads labels of the rows of both sides that came later.
    pub(crate) fn open_labels(&self, files: &[File]) {
        self.0.client.open_labels(files);
    }

    /// Removes a file of a side by its place.
    pub(crate) fn remove_file(&self, side: Side, place: usize) {
        self.0.client.with(|session| session.remove(side, place));
    }
}
