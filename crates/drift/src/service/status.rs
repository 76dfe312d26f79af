//! How each request went, by the columns that hold its status: codes of HTTP, levels of a log, words, truth values.

use crate::joint::{JointColumn, JointValues};

/// How a request went. The worse of two columns counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// No column holds anything of it.
    #[default]
    Unknown,
    /// Well.
    Success,
    /// It was refused as the client's fault.
    ClientError,
    /// The server failed it.
    ServerError,
}

/// What the numbers of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codes {
    /// Of HTTP, from 100 to 599.
    Http,
    /// 0 where all went well, and otherwise what went wrong.
    Errors,
    /// 1 where all went well, 0 where it did not.
    Successes,
}

/// Levels and words for what went wrong, and for what did not.
const FAILURES: [&str; 17] = [
    "error",
    "err",
    "errors",
    "critical",
    "fatal",
    "severe",
    "emergency",
    "alert",
    "panic",
    "fail",
    "failed",
    "failure",
    "exception",
    "timeout",
    "timed out",
    "unavailable",
    "crashed",
];
const SUCCESSES: [&str; 17] = [
    "ok",
    "okay",
    "success",
    "successful",
    "succeeded",
    "completed",
    "complete",
    "done",
    "passed",
    "info",
    "information",
    "debug",
    "trace",
    "notice",
    "warning",
    "warn",
    "verbose",
];
const CLIENT_FAULTS: [&str; 7] =
    ["bad request", "bad_request", "unauthorized", "forbidden", "not found", "not_found", "invalid"];

/// The state of each row of a side, by every column that can be read; and the names of those columns.
pub(super) fn states(columns: &[&JointColumn], rows: [usize; 2]) -> ([Vec<State>; 2], Vec<String>) {
    let mut states = rows.map(|rows| vec![State::Unknown; rows]);
    let mut names = Vec::new();
    for column in columns {
        let Some(read) = read(column) else { continue };
        names.push(column.outline.name.clone());
        for (states, found) in states.iter_mut().zip(read) {
            states.iter_mut().zip(found).for_each(|(state, found)| *state = (*state).max(found));
        }
    }
    (states, names)
}

/// The states that a column holds; `None` if its values are none.
fn read(column: &JointColumn) -> Option<[Vec<State>; 2]> {
    let name = column.outline.name.to_lowercase();
    let of_errors = ["error", "fail", "exception"].iter().any(|word| name.contains(word));
    let labels: Vec<State> = column.outline.labels.iter().map(|label| of_label(label, of_errors)).collect();
    // Words that are no states, such as those of an order that is shipped, make a column of something else.
    let known = labels.iter().filter(|state| **state != State::Unknown).count();
    if known == 0 && !labels.is_empty() {
        return None;
    }
    let numbers = column.values.iter().flat_map(JointValues::numbers).copied().filter(|number| !number.is_nan());
    let codes = kind_of_codes(numbers, of_errors);
    if column.values.iter().any(|values| !values.numbers().is_empty()) && codes.is_none() {
        return None;
    }
    Some(column.values.each_ref().map(|values| match (values, codes) {
        (JointValues::Numbers(numbers), Some(codes)) => numbers.iter().map(|number| of_code(*number, codes)).collect(),
        (JointValues::Labels(found), _) => {
            found.iter().map(|code| labels.get(*code as usize).copied().unwrap_or_default()).collect()
        }
        _ => Vec::new(),
    }))
}

fn kind_of_codes(numbers: impl Iterator<Item = f64>, of_errors: bool) -> Option<Codes> {
    let (mut low, mut high, mut are_whole) = (f64::INFINITY, f64::NEG_INFINITY, true);
    for number in numbers {
        (low, high) = (low.min(number), high.max(number));
        are_whole &= libm::floor(number) == number;
    }
    match (low, high) {
        _ if !are_whole => None,
        (100.0.., ..=599.0) => Some(Codes::Http),
        (0.0.., _) if of_errors && high.is_finite() => Some(Codes::Errors),
        (0.0.., ..=1.0) => Some(Codes::Successes),
        _ => None,
    }
}

fn of_code(code: f64, codes: Codes) -> State {
    if code.is_nan() {
        return State::Unknown;
    }
    let is_success = match codes {
        Codes::Http if code >= 500.0 => return State::ServerError,
        Codes::Http if code >= 400.0 => return State::ClientError,
        Codes::Http => true,
        Codes::Errors => code == 0.0,
        Codes::Successes => code != 0.0,
    };
    if is_success { State::Success } else { State::ServerError }
}

/// What a label means: `ERROR`, `false`, `500`, `503 Service Unavailable`, `4xx`.
fn of_label(label: &str, of_errors: bool) -> State {
    let label = label.trim().to_lowercase();
    let holds = match label.as_str() {
        "true" | "yes" | "1" | "t" | "y" => Some(true),
        "false" | "no" | "0" | "f" | "n" => Some(false),
        _ => None,
    };
    if let Some(holds) = holds {
        return if holds == of_errors { State::ServerError } else { State::Success };
    }
    if let (true, Ok(code)) = (of_errors, label.parse::<f64>()) {
        return if code == 0.0 { State::Success } else { State::ServerError };
    }
    let code: String = label.chars().take_while(char::is_ascii_alphanumeric).collect();
    let is_code = code.len() == 3 && (code.ends_with("xx") || code.bytes().all(|byte| byte.is_ascii_digit()));
    match (is_code, label.bytes().next()) {
        (true, Some(b'5')) => State::ServerError,
        (true, Some(b'4')) => State::ClientError,
        (true, Some(b'1'..=b'3')) => State::Success,
        _ if FAILURES.contains(&label.as_str()) => State::ServerError,
        _ if CLIENT_FAULTS.contains(&label.as_str()) => State::ClientError,
        _ if SUCCESSES.contains(&label.as_str()) => State::Success,
        _ => State::Unknown,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::joint::{JointOutline, NO_LABEL};

    fn of_numbers(name: &str, numbers: &[f64]) -> Option<Vec<State>> {
        let outline = JointOutline { name: name.to_owned(), ..JointOutline::default() };
        let values = [JointValues::Numbers(numbers.to_vec()), JointValues::Absent];
        read(&JointColumn { outline, values }).map(|[found, _]| found)
    }

    #[test]
    fn numbers_are_codes_of_http_or_of_errors_or_truth_values() {
        use State::{ClientError, ServerError, Success, Unknown};
        let http = of_numbers("status", &[200.0, 404.0, 503.0, f64::NAN, 301.0]).unwrap();
        assert_eq!(http, [Success, ClientError, ServerError, Unknown, Success]);
        assert_eq!(of_numbers("error_code", &[0.0, 17.0]).unwrap(), [Success, ServerError]);
        assert_eq!(of_numbers("success", &[0.0, 1.0]).unwrap(), [ServerError, Success]);
        assert_eq!(of_numbers("status", &[1.0, 2.0, 3.0]), None);
        assert_eq!(of_numbers("status", &[200.5]), None);
    }

    #[test]
    fn labels_are_levels_words_and_codes() {
        for (label, state) in [
            ("INFO", State::Success),
            ("ERROR", State::ServerError),
            ("Critical", State::ServerError),
            ("500", State::ServerError),
            ("503 Service Unavailable", State::ServerError),
            ("4xx", State::ClientError),
            ("404", State::ClientError),
            ("200 OK", State::Success),
            ("not found", State::ClientError),
            ("shipped", State::Unknown),
            ("5th avenue", State::Unknown),
        ] {
            assert_eq!(of_label(label, false), state, "{label}");
        }
        assert_eq!([of_label("true", false), of_label("true", true)], [State::Success, State::ServerError]);
    }

    #[test]
    fn the_worse_of_two_columns_counts_and_columns_of_something_else_do_not() {
        let column = |name: &str, labels: &[&str], codes: &[u32]| JointColumn {
            outline: JointOutline {
                name: name.to_owned(),
                labels: labels.iter().map(|label| (*label).to_owned()).collect(),
                ..JointOutline::default()
            },
            values: [JointValues::Labels(codes.to_vec()), JointValues::Absent],
        };
        let level = column("level", &["INFO", "ERROR"], &[0, 1, 0, NO_LABEL]);
        let success = column("success", &["false", "true"], &[1, 1, 0, NO_LABEL]);
        let order = column("status", &["shipped", "packed"], &[0, 1, 1, 0]);
        let (states, names) = states(&[&level, &success, &order], [4, 0]);
        assert_eq!(names, ["level", "success"]);
        assert_eq!(states[0], [State::Success, State::ServerError, State::ServerError, State::Unknown]);
    }
}
