//! For whom: what a search for segments says, given which columns drifted.

use driftscope_report::{Report, SegmentAnswer, Segments};

/// The segments of a report with the answer that follows from its verdicts.
pub(crate) fn segments(report: &Report) -> Option<Segments> {
    let mut segments = report.segments.clone()?;
    let mut drifted = report.columns.iter().filter(|column| column.drift.drifted).peekable();
    segments.answer = match segments.answer {
        answer @ (SegmentAnswer::NotSearched | SegmentAnswer::TooFewRows) => answer,
        _ if !segments.findings.is_empty() => SegmentAnswer::Findings,
        _ if drifted.peek().is_none() => SegmentAnswer::None,
        _ if drifted.all(|column| segments.alike.contains(&column.name)) => SegmentAnswer::Everywhere,
        _ => SegmentAnswer::Spread,
    };
    segments.sentence = driftscope_present::segments::sentence(&segments, report);
    Some(segments)
}
