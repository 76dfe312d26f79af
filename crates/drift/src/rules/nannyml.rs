//! The verdict of NannyML with its defaults: drifted where any of production's ten chunks is farther from the reference than
//! three standard deviations above the mean of the reference's own chunks.
//!
//! Chunks follow the order of the rows in the files. NannyML itself has alerts of chunks and no verdict on a column.

use driftscope_present::numbers;
use driftscope_stats::peers::nannyml::{Chunks, of_categories, of_numbers};

use super::pandas_type::Dtype;
use super::{Rows, Subject};
use crate::values::labels::RowLabels;
use crate::values::numeric;
use driftscope_report::{Preset, PresetVerdict};

pub(super) fn judge(subject: &Subject<'_>, rows: &Rows<'_>) -> PresetVerdict {
    let types = rows.sides.each_ref().map(|side| Dtype::of(subject.name, side));
    let is_number = |dtype: Dtype| matches!(dtype, Dtype::Integer | Dtype::Float);
    let chunks = match types[0] {
        Dtype::Nothing => return PresetVerdict::none("NannyML needs a value in the reference"),
        Dtype::Datetime => return PresetVerdict::none("NannyML does not test date-times"),
        dtype if is_number(dtype) && !is_number(types[1]) => {
            return PresetVerdict::none("NannyML stops where the reference has numbers and production has none");
        }
        dtype if is_number(dtype) => {
            let [reference, production] = rows
                .sides
                .each_ref()
                .map(|side| side.column.map(|column| numeric::rows(column, &side.evidence)).unwrap_or_default());
            of_numbers(&reference, &production)
        }
        _ => {
            let mut labels = RowLabels::new(rows.sides.each_ref().map(|side| Some(&side.evidence)));
            let [reference, production] = rows.sides.each_ref().map(|side| labels.of_rows(side.found()));
            of_categories(&reference, &production)
        }
    };
    match chunks {
        None => {
            PresetVerdict::none("NannyML needs at least ten rows on each side, and finite numbers in the reference")
        }
        Some(chunks) => {
            let threshold = subject.threshold(Preset::Nannyml).unwrap_or(chunks.threshold);
            verdict(&Chunks { threshold, ..chunks })
        }
    }
}

fn verdict(chunks: &Chunks) -> PresetVerdict {
    let drifted = chunks.score > chunks.threshold;
    let verdict = PresetVerdict::of("jensen_shannon", Some(chunks.score), chunks.threshold, drifted);
    let all = numbers::counted(chunks.distances.len() as u64, "chunk", "chunks");
    let note = format!("{} of {all}", numbers::count(chunks.alerts() as u64));
    PresetVerdict { note: verdict.drifted.then_some(note), ..verdict }
}
