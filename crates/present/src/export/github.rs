//! GitHub annotations: the problems of a report as workflow commands, which GitHub Actions shows on the run and the pull request.
//!
//! A step shows at most ten errors, ten warnings and ten notices, so of each level the last line counts what it does not list.
//! Syntax: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use driftscope_report::Report;

use super::Export;
use super::problems::{Problem, Urgency, problems};
use crate::numbers;

pub(super) const EXPORT: Export = Export {
    id: "github",
    help: "Annotations for GitHub Actions, to print in a step; the command adds the Markdown summary to GITHUB_STEP_SUMMARY",
    title: "Save as GitHub annotations",
    extension: "github.txt",
    media_type: "text/plain",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

/// The annotations of each level that a step shows.
const SHOWN: usize = 10;

fn write(report: &Report) -> String {
    let problems = problems(report);
    let levels = [("error", Urgency::Critical), ("warning", Urgency::Warning), ("notice", Urgency::Info)];
    let mut text = String::new();
    for (level, urgency) in levels {
        let of_level: Vec<&Problem> = problems.iter().filter(|problem| problem.urgency == urgency).collect();
        let listed = if of_level.len() > SHOWN { SHOWN - 1 } else { of_level.len() };
        for problem in &of_level[..listed] {
            text.push_str(&command(level, &problem.title, &problem.sentence));
        }
        let rest = of_level.len() - listed;
        if rest > 0 {
            let counted = numbers::counted(rest as u64, "more finding", "more findings");
            text.push_str(&command(level, "Driftscope", &format!("{counted}: see the summary or the report")));
        }
    }
    if problems.is_empty() {
        text.push_str(&command("notice", "Driftscope", &report.verdict.sentence));
    }
    text
}

fn command(level: &str, title: &str, message: &str) -> String {
    let message = if message.is_empty() { "No further words" } else { message };
    format!("::{level} title={}::{}\n", property(title), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{ColumnReport, Drift, Outcome, Severity};

    #[test]
    fn names_cannot_begin_another_command() {
        assert_eq!(command("error", "a,b:c%", "1 %\n::error::x"), "::error title=a%2Cb%3Ac%25::1 %25%0A::error::x\n");
    }

    #[test]
    fn of_many_findings_ten_lines_are_written_and_the_rest_is_counted() {
        let column = |name: usize| ColumnReport {
            name: format!("c{name}"),
            drift: Drift { outcome: Outcome::Drifted, severity: Severity::Large, ..Drift::default() },
            ..ColumnReport::default()
        };
        for (columns, last) in [(10, "drifted"), (11, "2 more findings"), (300, "291 more findings")] {
            let report = Report { columns: (0..columns).map(column).collect(), ..Report::default() };
            let text = write(&report);
            assert_eq!(text.lines().count(), SHOWN);
            assert!(text.lines().last().is_some_and(|line| line.contains(last)), "{text}");
        }
    }
}
