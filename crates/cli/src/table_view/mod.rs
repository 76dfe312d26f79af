//! The report as a table in a terminal: the verdict first, then which columns, then how, then what was wrong.

mod alerts;
mod beside;
mod business;
mod cell;
mod column_row;
mod effect_bar;
mod explanation;
mod grid;
mod names;
mod notes;
mod paper;
mod performance;
mod segments;
mod service;
mod since;
mod together;
mod windows;

use driftscope_present::numbers;
use driftscope_report::{ColumnReport, DataSet, Preset, Report};

pub(crate) use paper::Paper;
use paper::Style;

use crate::text::{self, plain};

/// The most drifted columns whose finding is printed.
const FINDINGS: usize = 12;

/// Writes the report as a table that fits the paper. `dates` lists since when each column differs.
pub(crate) fn table(report: &Report, paper: Paper, dates: bool) -> String {
    let mut page = Page { paper, text: String::new() };
    page.verdict(report);
    page.columns(report);
    page.findings(report);
    windows::print(report, dates, &mut page);
    segments::print(report, &mut page);
    performance::print(report, &mut page);
    explanation::print(report, &mut page);
    service::print(report, &mut page);
    business::print(report, &mut page);
    alerts::print(report, &mut page);
    beside::print(report, &mut page);
    together::print(report, &mut page);
    notes::print(report, &mut page);
    // Not every terminal's font has the narrow space that numbers are grouped by.
    page.text.replace(['\u{202f}', '\u{a0}'], " ")
}

/// What has been written so far.
struct Page {
    paper: Paper,
    text: String,
}

impl Page {
    fn line(&mut self, style: Style, line: &str) {
        self.text.push_str(&self.paper.styled(line.trim_end(), style));
        self.text.push('\n');
    }

    /// A paragraph broken at words, all but its first line moved in by `indent`.
    fn paragraph(&mut self, style: Style, paragraph: &str, indent: usize) {
        // What is one expression stays in one line.
        let paragraph = paragraph.replace(" < ", "\u{a0}<\u{a0}").replace(" = ", "\u{a0}=\u{a0}");
        for line in text::wrapped(&paragraph, self.paper.width, indent) {
            self.line(style, &line);
        }
    }

    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(Style::Bold, heading);
    }

    fn verdict(&mut self, report: &Report) {
        self.paragraph(Style::Bold, &plain(&report.verdict.sentence), 0);
        self.paragraph(Style::Dim, &plain(&report.verdict.basis), 0);
        self.text.push('\n');
        self.side("reference", Style::Reference, &report.reference);
        self.side("production", Style::Production, &report.production);
        for choice in driftscope_present::choices(&report.settings) {
            self.paragraph(Style::Dim, &plain(&choice), 2);
        }
    }

    fn side(&mut self, name: &str, style: Style, side: &DataSet) {
        let files = match side.files.as_slice() {
            [] => "no file".to_owned(),
            [only] => format!("{}, {}", plain(&only.name), plain(&only.read_as)),
            [first, rest @ ..] => {
                format!("{} and {} more, {}", plain(&first.name), rest.len(), plain(&first.read_as))
            }
        };
        let mut facts = vec![numbers::counted(side.rows, "row", "rows")];
        if side.skipped > 0 {
            facts.push(format!("{} skipped", numbers::count(side.skipped)));
        }
        if let Some(period) = &side.period {
            facts.push(format!("{} to {}", numbers::day(&period.first), numbers::day(&period.last)));
        }
        if let Some(part) = driftscope_present::part(side) {
            facts.push(plain(&part));
        }
        let label = self.paper.styled(&format!("{name:<10}"), style);
        let facts = facts.join(", ");
        let room = self.paper.width.saturating_sub(10 + 4 + text::width(&facts)).max(12);
        self.text.push_str(&format!(
            "{label}  {}  {}\n",
            text::shortened(&files, room),
            self.paper.styled(&facts, Style::Dim)
        ));
    }

    fn columns(&mut self, report: &Report) {
        let columns: Vec<&ColumnReport> =
            driftscope_present::order(report).into_iter().filter_map(|place| report.columns.get(place)).collect();
        let rows: Vec<_> = columns.iter().map(|column| column_row::row(column, &report.settings)).collect();
        self.text.push('\n');
        let by_rule = columns.iter().any(|column| column.drift.rule.is_some());
        self.text.push_str(&grid::grid(&rows, by_rule, self.paper));
        if by_rule {
            let calibrated = report.verdict.presets.get(Preset::Calibrated.as_str());
            let words = calibrated.map_or_else(String::new, |summary| {
                let columns = numbers::counted(summary.drifted_columns, "drifted column", "drifted columns");
                format!("; Calibrated finds {columns}")
            });
            let rule = columns.iter().find_map(|column| column.drift.rule.as_deref()).unwrap_or_default();
            self.paragraph(Style::Dim, &format!("Judged by {rule}{words}"), 2);
        }
        if columns.iter().any(|column| column.drift.limit().is_some()) {
            let legend = "effect: Jensen–Shannon distance corrected for chance, 0 none to 1 disjoint, drawn on a square-root scale; \
                          ▒ chance alone, ┊ limit, ● found, ━ 95 % interval (in brackets, too); p: adjusted for the number of columns";
            self.paragraph(Style::Dim, legend, 2);
        }
    }

    fn findings(&mut self, report: &Report) {
        let mut drifted: Vec<_> = report.columns.iter().filter(|column| column.drift.drifted).collect();
        drifted.sort_by(|a, b| driftscope_present::by_effect(a, b));
        if drifted.iter().all(|column| column.finding.is_empty()) {
            return;
        }
        self.heading("How they moved");
        let shown: Vec<String> = drifted.iter().take(FINDINGS).map(|column| plain(&column.name)).collect();
        for (column, name) in drifted.iter().zip(names::apart(&shown, 40)) {
            self.paragraph(Style::Plain, &format!("  {name}: {}", plain(&column.finding)), 4);
        }
        if drifted.len() > FINDINGS {
            self.line(Style::Dim, &format!("  {} more, in the report as JSON or page", drifted.len() - FINDINGS));
        }
    }
}
