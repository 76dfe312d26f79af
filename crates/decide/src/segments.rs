//! For whom: the answer of a search for segments, which depends on the columns that drifted.

use driftscope_report::{Report, SegmentAnswer, Segments};

/// The report with these segments, which were found after it was decided. The same as if they had been there from the start.
pub fn with_segments(mut report: Report, segments: Segments) -> Report {
    report.segments = Some(segments);
    report.segments = answered(&report);
    report
}

/// The segments of a report with the answer that follows from its verdicts.
pub(crate) fn answered(report: &Report) -> Option<Segments> {
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
