//! Says on standard error what was wrong with the input, a line each.

use std::io::{self, Write};

use driftscope_present::{alerts, numbers, warning_lines};
use driftscope_report::{AlertState, Report, Warning};

use crate::text::plain;

/// Warnings printed one by one for a side; the report has all of them.
const MOST: usize = 20;

/// Prints the warnings of one data set.
pub(crate) fn print(warnings: &[Warning]) {
    for warning in warnings.iter().take(MOST) {
        print_line(&format!("warning: {}", line(warning)));
    }
    if warnings.len() > MOST {
        print_line(&format!("warning: {} more, see the report", warnings.len() - MOST));
    }
}

/// Prints the alerts that have no data, since that is no sign that all is well.
pub(crate) fn print_silent_alerts(report: &Report) {
    let silent = report.alerts.iter().zip(alerts::rows(report)).filter(|(alert, _)| alert.state == AlertState::NoData);
    for (_, row) in silent.take(MOST) {
        print_line(&plain(&format!("warning: the alert `{}` has no data: {}", row.name, alerts::sentence(&row))));
    }
}

/// One warning in a line: where, what, how often.
pub(crate) fn line(warning: &Warning) -> String {
    let mut line = String::new();
    if let Some(file) = &warning.file {
        line.push_str(&plain(file));
        if let Some(number) = warning.line {
            line.push_str(&format!(":{number}"));
        }
        line.push_str(": ");
    }
    line.push_str(&plain(&warning.message));
    if warning.count > 1 {
        line.push_str(&format!(" ({} times", numbers::count(warning.count)));
        if let Some(places) = warning_lines(warning).filter(|_| !warning.further.is_empty()) {
            line.push_str(&format!(": {}", plain(&places)));
        }
        line.push(')');
    }
    line
}

/// Prints a line on standard error. If that is closed there is nobody left to tell.
pub(crate) fn print_line(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
