//! A report as plain text, to be pasted into a mail or a chat.

use driftscope_report::{ColumnReport, Report};

use crate::{Filter, answers, column_name, numbers, order, record};

/// Columns listed before the rest is only counted.
const LISTED: usize = 20;

/// The sender's words, the verdict, the four answers, the columns that drifted, and where all of it comes from.
pub fn plain_text(report: &Report) -> String {
    let mut parts = Vec::new();
    if let Some(notes) = &report.notes {
        parts.extend([&notes.title, &notes.summary].into_iter().filter(|words| !words.is_empty()).cloned());
    }
    parts.push(report.verdict.sentence.clone());
    let answer = |card: crate::Card| match card.detail.as_str() {
        "" => format!("{} {}", card.title, card.value),
        detail => format!("{} {} ({detail})", card.title, card.value),
    };
    parts.push(answers(report).map(answer).join("\n"));
    let columns: Vec<&ColumnReport> = order(report)
        .into_iter()
        .filter_map(|place| report.columns.get(place))
        .filter(|column| Filter::Drifted.admits(column))
        .collect();
    let mut lines: Vec<String> = columns
        .iter()
        .take(LISTED)
        .map(|column| format!("- {}: {}", column_name(&column.name), column.finding))
        .collect();
    if let Some(rest) = columns.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
        lines.push(format!("- {}", numbers::counted(rest as u64, "more column drifted", "more columns drifted")));
    }
    parts.push(lines.join("\n"));
    parts.push(record::summary(report));
    parts.extend(record::redaction(report));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use driftscope_report::{Notes, Outcome};

    use super::*;

    fn column(name: String, drifted: bool) -> ColumnReport {
        let mut column = ColumnReport { name, finding: "Large drift".to_owned(), ..ColumnReport::default() };
        if drifted {
            column.drift.outcome = Outcome::Drifted;
            column.drift.drifted = true;
        }
        column
    }

    #[test]
    fn what_drifted_is_listed_and_the_rest_is_counted() {
        let mut columns: Vec<ColumnReport> = (0..23).map(|place| column(format!("c{place}"), true)).collect();
        columns.push(column("still".to_owned(), false));
        let notes = Notes { title: "March".to_owned(), ..Notes::default() };
        let mut report = Report { columns, notes: Some(notes), ..Report::default() };
        report.verdict.sentence = "23 of 24 columns drifted".to_owned();
        let text = plain_text(&report);
        assert!(text.starts_with("March\n\n23 of 24 columns drifted\n\nWhat changed? "), "{text}");
        assert!(text.contains("\n- c19: Large drift\n- 3 more columns drifted\n\n"), "{text}");
        assert!(!text.contains("c20") && !text.contains("still") && text.ends_with('\n') && !text.contains("\n\n\n"));
    }
}
