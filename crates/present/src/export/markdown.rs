//! A summary in Markdown, for a pull request, an issue or a chat: the verdict, the cards and the columns that need attention.

use std::fmt::Write as _;

use driftscope_report::{ColumnReport, Outcome, Report};

use super::Export;
use crate::{NONE, beside, column_name, missing, numbers, order, outcome, p_adjusted, record, size, watched};

pub(super) const EXPORT: Export = Export {
    id: "markdown",
    help: "A summary for a pull request or a chat: the verdict and the columns that need attention",
    title: "Save summary as Markdown",
    extension: "md",
    media_type: "text/markdown",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

/// Columns listed before the rest is only counted.
const LISTED: usize = 50;

fn write(report: &Report) -> String {
    let mut text = format!("**{}**\n\n", escaped(&report.verdict.sentence));
    for card in watched(report) {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "- {}: {} ({})", card.title, escaped(&card.value), escaped(&card.detail));
    }
    for sentence in beside::sentences(report) {
        let _ = writeln!(text, "- {}", escaped(&sentence));
    }
    let columns: Vec<&ColumnReport> = order(report)
        .into_iter()
        .filter_map(|place| report.columns.get(place))
        .filter(|column| !matches!(column.drift.outcome, Outcome::NoDrift | Outcome::Identical))
        .collect();
    if !columns.is_empty() {
        text.push_str("\n| Column | Verdict | Effect | p, adjusted | Missing | Finding |\n|---|---|---|---|---|---|\n");
    }
    for column in columns.iter().take(LISTED) {
        text.push_str(&row(column, report));
    }
    if let Some(rest) = columns.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
        let _ = writeln!(text, "\n{}", numbers::counted(rest as u64, "more column", "more columns"));
    }
    text.push('\n');
    for line in record::lines(report) {
        let _ = writeln!(text, "{}\n", escaped(&line));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn row(column: &ColumnReport, report: &Report) -> String {
    let word = outcome(column);
    let size = size(&column.drift).words();
    let p_value = p_adjusted(column, &report.settings).unwrap_or_else(|| NONE.to_owned());
    let cells = [
        column_name(&column.name),
        &format!("{} {}", word.sign, word.word),
        &size,
        &p_value,
        &missing(column),
        &column.finding,
    ]
    .map(escaped);
    format!("| {} |\n", cells.join(" | "))
}

/// A text that Markdown shows as it is, in one line.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => shown.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '@' | '!' | '&' | '~' => {
                shown.push('\\');
                shown.push(letter);
            }
            _ => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::Drift;

    #[test]
    fn only_columns_that_need_attention_are_listed_and_names_cannot_break_the_table() {
        let column = |name: &str, outcome| ColumnReport {
            name: name.to_owned(),
            drift: Drift { outcome, ..Drift::default() },
            ..ColumnReport::default()
        };
        let report = Report {
            columns: vec![column("calm", Outcome::NoDrift), column("a|b\n<img>", Outcome::Drifted)],
            ..Report::default()
        };
        let text = write(&report);
        assert!(text.contains("| a\\|b \\<img\\> | ▲ Drifted |"), "{text}");
        assert!(!text.contains("calm"), "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("| ")).count(), 2, "{text}");
    }
}
