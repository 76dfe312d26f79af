//! Computes the SHA-256 of files.

use driftscope_table::Fingerprint;

use super::source::{Chunks, FileSource};
use crate::Problem;

/// Bytes that are hashed in one call: a browser replaces slow code by fast code between calls, not within one.
const HASHED_AT_ONCE: usize = 64 * 1024;

/// The SHA-256 of each file.
pub(super) async fn fingerprints(names: &[String], files: &[impl FileSource]) -> Result<Vec<String>, Problem> {
    let mut all = Vec::with_capacity(names.len());
    for (name, file) in names.iter().zip(files) {
        let unreadable = |reason| Problem::Unreadable { file: name.clone(), reason };
        let mut fingerprint = Fingerprint::new();
        let mut chunks = file.chunks(0).map_err(unreadable)?;
        while let Some(chunk) = chunks.next().await.map_err(unreadable)? {
            chunk.chunks(HASHED_AT_ONCE).for_each(|chunk| fingerprint.feed(chunk));
        }
        all.push(fingerprint.finish());
    }
    Ok(all)
}
