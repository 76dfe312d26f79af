//! The verdict of scorecards: the population stability index.

use driftscope_report::PresetVerdict;

use super::{Rows, Subject};

pub(super) fn judge(subject: &Subject<'_>, _: Option<&Rows<'_>>) -> PresetVerdict {
    let index = subject.tests.get("psi").and_then(|test| test.statistic);
    PresetVerdict::scored("psi", index)
}
