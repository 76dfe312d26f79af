//! Alertmanager alerts: the problems of a report as the body of `POST /api/v2/alerts`.
//!
//! Nothing is sent: `curl --json @alerts.json http://HOST:9093/api/v2/alerts` does that. An alert without a known date has no `startsAt`,
//! and Alertmanager takes the time at which it arrives. API: <https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml>.

use std::fmt::Write as _;

use driftscope_report::Report;
use driftscope_report::calendar::{format_datetime, parse_datetime};

use super::Export;
use super::problems::{Problem, problems};

pub(super) const EXPORT: Export = Export {
    id: "alertmanager",
    help: "The findings to act on, as alerts to post to Alertmanager",
    title: "Save as alerts for Alertmanager",
    extension: "alerts.json",
    media_type: "application/json",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

fn write(report: &Report) -> String {
    let alerts: Vec<String> = problems(report).iter().map(alert).collect();
    if alerts.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", alerts.join(",\n")) }
}

fn alert(problem: &Problem) -> String {
    let mut labels = vec![("alertname", problem.kind), ("severity", problem.urgency.as_str())];
    labels.extend(problem.subject.as_ref().map(|(label, name)| (*label, name.as_str())));
    let annotations = [("summary", problem.title.as_str()), ("description", problem.sentence.as_str())];
    let since = problem.since.as_deref().and_then(parse_datetime).and_then(format_datetime);
    let starts = since.map_or_else(String::new, |since| format!(",\"startsAt\":{}", json_string(&since)));
    format!("{{\"labels\":{},\"annotations\":{}{starts}}}", object(&labels), object(&annotations))
}

fn object(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}:{}", json_string(name), json_string(value))).collect();
    format!("{{{}}}", fields.join(","))
}

/// A string of JSON; control characters are escaped (RFC 8259).
fn json_string(text: &str) -> String {
    let mut written = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => written.extend(['\\', letter]),
            // Writing into a string cannot fail.
            '\0'..='\u{1f}' => drop(write!(written, "\\u{:04x}", u32::from(letter))),
            _ => written.push(letter),
        }
    }
    written + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        assert_eq!(json_string("a\"b\\c\nd é"), "\"a\\\"b\\\\c\\u000ad é\"");
    }
}
