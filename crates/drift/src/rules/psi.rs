//! The verdict of scorecards: the population stability index.

use driftscope_report::{Preset, PresetVerdict};

use super::{Rows, Subject};

pub(super) fn judge(subject: &Subject<'_>, _: Option<&Rows<'_>>) -> PresetVerdict {
    let index = subject.tests.get("psi").and_then(|test| test.statistic);
    subject.scored(Preset::Psi, "psi", index)
}
