//! Says on standard error what was wrong with the input, a line each.

use std::io::{self, Write};

use driftscope_present::{numbers, warning_lines};
use driftscope_report::Warning;

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
