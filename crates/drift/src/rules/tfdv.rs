//! The verdict of TensorFlow Data Validation: L∞ of categories, Jensen–Shannon divergence of numbers.

use driftscope_report::PresetVerdict;
use driftscope_stats::{l_infinity, peers::tfdv};

use super::{Rows, Subject, counts, without_rows};
use crate::values::numeric::Numbers;

pub(super) fn judge(subject: &Subject<'_>, rows: Option<&Rows<'_>>) -> PresetVerdict {
    match (subject.labels, rows) {
        (Some(labels), _) => {
            let [reference, production] = counts(labels);
            PresetVerdict::scored("l_infinity", l_infinity::l_infinity(&reference, &production))
        }
        (None, Some(rows)) => {
            let [reference, production] = rows.numbers.map(Numbers::finite);
            PresetVerdict::scored("jensen_shannon", tfdv::divergence(reference, production))
        }
        (None, None) => without_rows(),
    }
}
