//! Tables in text that is neither JSON nor CSV: Markdown, ARFF, logs of web servers, SQL.
//!
//! Each line (of SQL, each list of values) is written as a record, which is then read as all records are.

mod access_log;
mod arff;
mod bars;
mod markdown;
mod reader;
mod sql;
mod sql_values;
mod w3c_log;
mod write;

pub(super) use access_log::SHAPE as ACCESS_LOG;
pub(super) use arff::SHAPE as ARFF;
pub(super) use markdown::SHAPE as MARKDOWN;
pub(super) use sql::SHAPE as SQL;
pub(super) use w3c_log::SHAPE as W3C_LOG;

use crate::Format;

/// Lines that are looked at.
const LINES: usize = 40;

/// What a text that begins like this is, if it is one of these tables.
pub(super) fn recognise(start: &[u8], whole: bool) -> Option<Format> {
    let text = String::from_utf8_lossy(start);
    let mut lines: Vec<&str> = text.lines().take(LINES).collect();
    if !whole && lines.len() < LINES {
        // The last one may be cut.
        lines.pop();
    }
    lines.retain(|line| !line.trim().is_empty());
    match () {
        () if w3c_log::is_log(&lines) => Some(Format::W3cLog),
        () if arff::is_arff(&lines) => Some(Format::Arff),
        () if sql::is_sql(&text) => Some(Format::Sql),
        () if markdown::is_table(&lines) => Some(Format::Markdown),
        () if access_log::is_log(&lines) => Some(Format::AccessLog),
        () => None,
    }
}
