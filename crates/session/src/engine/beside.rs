//! Reads another tool's report.

use driftscope_decide::{BesideError, LARGEST_BESIDE, beside_of_evidently};
use driftscope_report::Beside;

use super::source::{Chunks, FileSource};
use crate::Problem;

/// What it says; `None` if the file is none, and may be data.
pub(super) async fn read_beside(name: &str, file: &impl FileSource) -> Result<Option<Beside>, Problem> {
    let unreadable = |reason| Problem::Unreadable { file: name.to_owned(), reason };
    if file.size() > LARGEST_BESIDE as u64 {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let mut chunks = file.chunks(0).map_err(unreadable)?;
    while let Some(chunk) = chunks.next().await.map_err(unreadable)? {
        bytes.extend_from_slice(chunk);
    }
    match beside_of_evidently(&String::from_utf8_lossy(&bytes), name) {
        Ok(beside) => Ok(Some(beside)),
        Err(BesideError::Other | BesideError::TooLarge) => Ok(None),
        Err(error) => Err(Problem::NoReport { name: name.to_owned(), reason: error.to_string() }),
    }
}
