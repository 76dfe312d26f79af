//! Reads a report without holding up the page.

use driftscope_report::{Report, ReportError, ReportReader};

use super::soon;

/// Bytes of a report that are read in one go, in about ten milliseconds.
const STEP: usize = 256 * 1024;

/// Reads a report in steps between which the page answers, and tells what came out. Gives up, and tells nothing, once
/// nobody wants it.
pub(crate) fn read_report(
    text: String,
    is_wanted: impl Fn() -> bool + 'static,
    done: impl FnOnce(Result<Report, ReportError>) + 'static,
) {
    match ReportReader::new(text) {
        Ok(reader) => read_on(reader, is_wanted, done),
        Err(error) => done(Err(error)),
    }
}

fn read_on(
    mut reader: ReportReader,
    is_wanted: impl Fn() -> bool + 'static,
    done: impl FnOnce(Result<Report, ReportError>) + 'static,
) {
    if !is_wanted() {
        return;
    }
    match reader.read(STEP) {
        // What follows from the report is work, too: a task of its own.
        Ok(true) => soon(move || {
            if is_wanted() {
                done(reader.finish());
            }
        }),
        Ok(false) => soon(move || read_on(reader, is_wanted, done)),
        Err(error) => done(Err(error)),
    }
}
