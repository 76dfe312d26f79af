//! Packs a report for a page without holding up the page.

use driftscope_report::{Report, ReportPacker};

use super::soon;

/// Bytes of JSON that are packed in one go, in about ten milliseconds.
const STEP: usize = 128 * 1024;

/// Packs a report in steps between which the page answers, and hands over the text. Gives up once nobody wants it.
pub(crate) fn pack_report(
    report: &Report,
    is_wanted: impl Fn() -> bool + 'static,
    done: impl FnOnce(String) + 'static,
) {
    let packing = ReportPacker::new(report);
    soon(move || pack_on(packing, is_wanted, done));
}

fn pack_on(mut packing: ReportPacker, is_wanted: impl Fn() -> bool + 'static, done: impl FnOnce(String) + 'static) {
    if !is_wanted() {
        return;
    }
    let is_done = packing.pack(STEP);
    soon(move || if is_done { done(packing.finish()) } else { pack_on(packing, is_wanted, done) });
}
