//! Reads another tool's report, which stands beside ours.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use driftscope_decide::{BesideError, LARGEST_BESIDE, beside_of_evidently};
use driftscope_report::Beside;

use crate::failure::Failure;
use crate::input_error::InputError;

/// Reads a report of Evidently.
pub(crate) fn read(path: &Path) -> Result<Beside, Failure> {
    let place = path.display().to_string();
    let refused = |reason: BesideError| Failure::Beside { place: place.clone(), reason };
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST_BESIDE as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|reason| InputError::Unreadable { place: place.clone(), reason })?;
    let text = String::from_utf8(bytes).map_err(|_| refused(BesideError::Other))?;
    let name = path.file_name().map_or_else(|| place.clone(), |name| name.to_string_lossy().into_owned());
    beside_of_evidently(&text, &name).map_err(refused)
}
