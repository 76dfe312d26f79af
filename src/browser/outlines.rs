//! What the beginnings of files show, by which files of labels are recognised.

use driftscope_session::FileSource;
use driftscope_table::{FileOutline, OUTLINE_BYTES};
use web_sys::File;

use super::JsFile;

/// The bytes that every Parquet file begins with.
const PARQUET: &[u8] = b"PAR1";

/// The outline of each file; `None` for one that cannot be read or has no rows. `first_rows` gives those of a Parquet file, as JSON Lines.
pub(crate) async fn outlines(files: &[File], first_rows: impl AsyncFn(&File) -> String) -> Vec<Option<FileOutline>> {
    let mut found = Vec::new();
    for file in files {
        let mut head = JsFile::new(file.clone().into()).range(0..OUTLINE_BYTES).await;
        if head.as_ref().is_some_and(|head| head.starts_with(PARQUET)) {
            head = Some(first_rows(file).await.into_bytes());
        }
        found.push(head.and_then(|head| FileOutline::of(&file.name(), &head)));
    }
    found
}
