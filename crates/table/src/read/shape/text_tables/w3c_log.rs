//! Logs in the extended format of the W3C: IIS, CloudFront, Exchange.
//!
//! A line `#Fields:` names the columns, and may come again. `date` and `time` become one timestamp, `time`; it is in UTC.
//!
//! Source: <https://www.w3.org/TR/WD-logfile.html>.

use super::super::shape::{Declaration, Signs};
use super::reader::{Line, LineReader, Lines};
use super::write;
use crate::Format;

/// Extended logs.
pub(in super::super) const SHAPE: Declaration = Declaration {
    format: Format::W3cLog,
    open: |plan, cursor, _| LineReader::open(plan, cursor, Log::default()),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "#Version: 1.0\n#Fields: date time sc-status time-taken\n2026-03-01 00:00:01 200 15\n2026-03-01 00:00:02 404 -\n",
};

/// Whether the fields are named in a comment.
pub(super) fn is_log(lines: &[&str]) -> bool {
    lines.iter().take_while(|line| line.starts_with('#')).any(|line| line.starts_with("#Fields:"))
}

#[derive(Debug, Default)]
struct Log {
    names: Vec<String>,
}

impl Lines for Log {
    fn line(&mut self, line: &str, record: &mut Vec<u8>) -> Line {
        if let Some(names) = line.strip_prefix("#Fields:") {
            self.names = names.split_whitespace().map(str::to_owned).collect();
        }
        if line.starts_with('#') {
            return Line::Aside;
        }
        let values = values(line);
        if values.len() != self.names.len() {
            return Line::Broken;
        }
        let at = |name: &str| self.names.iter().position(|known| known == name);
        let (date, time) = (at("date"), at("time"));
        for (place, value) in values.iter().enumerate() {
            match (date, time) {
                (Some(date), Some(_)) if place == date => {}
                (Some(date), Some(time)) if place == time => {
                    write::entry(record, "time", Some(&format!("{}T{}Z", values[date], value)));
                }
                _ => write::entry(record, &self.names[place], Some(value.as_str()).filter(|value| *value != "-")),
            }
        }
        Line::Row
    }
}

/// The values of a line, with tabs or blanks between them; those in quotes may hold blanks.
fn values(line: &str) -> Vec<String> {
    if line.contains('\t') {
        return line.split('\t').map(|value| value.trim().to_owned()).collect();
    }
    let mut values = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (value, after) = match rest.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
            Some((quoted, after)) => (quoted, after),
            None => rest.split_once(' ').unwrap_or((rest, "")),
        };
        values.push(value.to_owned());
        rest = after.trim_start();
    }
    values
}
