//! What the beginnings of files show, by which files of labels are recognised.

use driftscope_session::FileSource;
use driftscope_table::{FileOutline, OUTLINE_BYTES};
use web_sys::File;

use super::JsFile;

/// The outline of each file; `None` for one that cannot be read or has no rows.
pub(crate) async fn outlines(files: &[File]) -> Vec<Option<FileOutline>> {
    let mut found = Vec::new();
    for file in files {
        let head = JsFile(file.clone().into()).range(0..OUTLINE_BYTES).await;
        found.push(head.and_then(|head| FileOutline::of(&file.name(), &head)));
    }
    found
}
