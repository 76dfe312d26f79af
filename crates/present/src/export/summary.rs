//! The summary of a report as plain HTML, for readers whose browser runs no scripts: mail previews, build servers, strict viewers.
//!
//! It stands in the `<noscript>` element of a shared page. Every text from the data is escaped, and its size is bounded whatever
//! the report holds.

use driftscope_report::{ColumnReport, Report};

use crate::{NONE, beside, column_name, missing, numbers, order, outcome, p_adjusted, size, watched};

/// Columns listed before the rest is only counted.
const LISTED: usize = 100;

/// Characters of a text before it is cut.
const LONGEST: usize = 300;

/// The verdict, the cards and a table of the columns, those that need attention first.
pub fn summary(report: &Report) -> String {
    let mut html = String::from("<section id=\"no-scripts\">");
    if let Some(notes) = &report.notes {
        html.push_str(&format!("<h2>{}</h2><p>{}</p>", escaped(&notes.title), escaped(&notes.summary)));
        for (finding, note) in &notes.findings {
            html.push_str(&format!("<p>{}: {}</p>", finding.title(), escaped(note)));
        }
    }
    html.push_str("<h1>");
    html.push_str(&escaped(&report.verdict.sentence));
    html.push_str("</h1><ul>");
    for card in watched(report) {
        html.push_str(&format!("<li>{}: {} ({})</li>", card.title, escaped(&card.value), escaped(&card.detail)));
    }
    for sentence in beside::sentences(report) {
        html.push_str(&format!("<li>{}</li>", escaped(&sentence)));
    }
    html.push_str("</ul>");
    let places = order(report);
    if !places.is_empty() {
        html.push_str("<table><thead><tr>");
        for title in ["Column", "Verdict", "Effect", "p, adjusted", "Missing", "Finding"] {
            html.push_str(&format!("<th scope=\"col\">{title}</th>"));
        }
        html.push_str("</tr></thead><tbody>");
        for column in places.iter().take(LISTED).filter_map(|&place| report.columns.get(place)) {
            html.push_str(&row(column, report));
        }
        html.push_str("</tbody></table>");
    }
    if let Some(rest) = places.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
        let rest = numbers::counted(rest as u64, "more column is", "more columns are");
        html.push_str(&format!("<p>{rest} not listed here: those that need attention least.</p>"));
    }
    html + "<p>Charts and the figures of each column need JavaScript. Allow it for this page, or save the page and open it in a \
            browser: it works offline.</p></section>"
}

fn row(column: &ColumnReport, report: &Report) -> String {
    let word = outcome(column);
    let size = size(&column.drift).words();
    let p_value = p_adjusted(column, &report.settings).unwrap_or_else(|| NONE.to_owned());
    let verdict = format!("{} {}", word.sign, word.word);
    let cells = [&verdict, &size, &p_value, &missing(column), &column.finding]
        .map(|text| format!("<td>{}</td>", escaped(text)));
    format!("<tr><th scope=\"row\">{}</th>{}</tr>", escaped(column_name(&column.name)), cells.concat())
}

/// A text that HTML shows as it is, on one line and not too long.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in numbers::shortened(text, LONGEST).chars() {
        match letter {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            letter if letter.is_control() => shown.push(' '),
            letter => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Drift, Outcome};

    fn report(columns: usize, name: &str) -> Report {
        let column = |place: usize| ColumnReport {
            name: format!("{name}{place}"),
            finding: name.to_owned(),
            drift: Drift { outcome: if place == 7 { Outcome::Drifted } else { Outcome::NoDrift }, ..Drift::default() },
            ..ColumnReport::default()
        };
        Report { columns: (0..columns).map(column).collect(), ..Report::default() }
    }

    #[test]
    fn columns_that_need_attention_come_first_and_the_rest_is_counted() {
        let html = summary(&report(350, "c"));
        assert_eq!(html.matches("<tr>").count(), 1 + LISTED);
        assert!(html.contains("<tbody><tr><th scope=\"row\">c7</th><td>▲ Drifted</td>"), "{html}");
        assert!(html.contains("<p>250 more columns are not listed here"), "{html}");
        assert!(!summary(&report(100, "c")).contains("not listed"));
        assert!(!summary(&report(0, "c")).contains("<table>"));
    }

    #[test]
    fn no_text_of_the_data_is_taken_as_html() {
        let hostile = "</noscript><script>alert(1)</script><img src=x onerror='a'>&lt;\"\0\n";
        let html = summary(&report(1, hostile));
        assert!(!html.contains("<script") && !html.contains("</noscript") && !html.contains("<img"), "{html}");
        assert!(html.contains("&lt;/noscript&gt;&lt;script&gt;alert(1)"), "{html}");
        assert!(html.contains("&amp;lt;&quot;  "), "{html}");
    }

    #[test]
    fn it_is_bounded_whatever_the_report_holds() {
        let html = summary(&report(5000, &"&".repeat(10_000)));
        assert!(html.len() < 500_000, "{}", html.len());
    }
}
