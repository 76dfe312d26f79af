//! Reads a report a few columns at a time.
//!
//! A report of five hundred columns takes more than a tenth of a second to read. A page that must answer clicks meanwhile reads
//! it in steps: a packed text is unpacked, then everything but the columns is read, then as much of their text as there is time
//! for.
//!
//! The result is that of [`from_json`], and whatever that refuses is refused. For a malformed column, the place in the error
//! is that within the column.

use std::ops::Range;

use crate::Report;
use crate::json::ReportError;
use crate::json::read;
use crate::upgrade::upgrade;
use driftscope_packing::Unpacker;

/// A report that is being read.
#[derive(Clone, Debug)]
pub struct ReportReader(Stage);

#[derive(Clone, Debug)]
enum Stage {
    Unpacking(Box<Unpacker>),
    Columns(Box<ColumnReader>),
    /// Reading has failed.
    Nothing,
}

/// A report without the columns that are still to be read.
#[derive(Clone, Debug)]
struct ColumnReader {
    text: String,
    /// Where the columns that are still to be read stand in the text, the last one first.
    waiting: Vec<Range<usize>>,
    report: Report,
}

impl ReportReader {
    /// Begins with the JSON of a report, or with a packed one.
    pub fn new(text: String) -> Result<Self, ReportError> {
        if text.trim_start().starts_with('{') {
            return Ok(Self(Stage::Columns(Box::new(ColumnReader::new(text)?))));
        }
        Ok(Self(Stage::Unpacking(Box::new(Unpacker::new(&text)?))))
    }

    /// Reads on until `bytes` bytes of JSON are done; returns whether the report is complete.
    pub fn read(&mut self, bytes: usize) -> Result<bool, ReportError> {
        self.0 = match std::mem::replace(&mut self.0, Stage::Nothing) {
            Stage::Unpacking(mut unpacker) => {
                if unpacker.unpack(bytes)? {
                    Stage::Columns(Box::new(ColumnReader::new(unpacker.finish()?)?))
                } else {
                    Stage::Unpacking(unpacker)
                }
            }
            Stage::Columns(mut columns) => {
                columns.read(bytes)?;
                Stage::Columns(columns)
            }
            Stage::Nothing => return Err(ReportError::Damaged),
        };
        Ok(matches!(&self.0, Stage::Columns(columns) if columns.waiting.is_empty()))
    }

    /// Reads what is left and returns the report.
    pub fn finish(mut self) -> Result<Report, ReportError> {
        while !self.read(usize::MAX)? {}
        let Stage::Columns(mut columns) = self.0 else { return Err(ReportError::Damaged) };
        upgrade(&mut columns.report);
        Ok(columns.report)
    }
}

impl ColumnReader {
    /// Reads all but the columns.
    fn new(text: String) -> Result<Self, ReportError> {
        let mut waiting = columns(text.as_bytes()).unwrap_or_default();
        let report = match (waiting.first(), waiting.last()) {
            (Some(first), Some(last)) => read(&[&text[..first.start], &text[last.end..]].concat())?,
            _ => read(&text)?,
        };
        waiting.reverse();
        Ok(Self { text, waiting, report })
    }

    /// Reads columns until `bytes` bytes of text are read.
    fn read(&mut self, bytes: usize) -> Result<(), ReportError> {
        let mut read = 0;
        while read < bytes {
            let Some(place) = self.waiting.pop() else { break };
            read += place.len();
            self.report
                .columns
                .push(crate::json_objects::value_from_json(&self.text[place]).map_err(ReportError::Malformed)?);
        }
        Ok(())
    }
}

/// The range of each object in the list `columns` of the outermost object. `None` if the text has another structure: reading it
/// as a whole then gives the error.
fn columns(text: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut at = list_of_columns(text)?;
    let mut found = Vec::new();
    loop {
        at = after_space(text, at);
        let start = at;
        at = value_end(text, at).filter(|_| text.get(at) == Some(&b'{'))?;
        found.push(start..at);
        at = after_space(text, at);
        match text.get(at)? {
            b',' => at += 1,
            b']' => return Some(found),
            _ => return None,
        }
    }
}

/// Where the list begins, behind its bracket.
fn list_of_columns(text: &[u8]) -> Option<usize> {
    let mut at = after_space(text, 0);
    if text.get(at)? != &b'{' {
        return None;
    }
    loop {
        let name = after_space(text, at + 1);
        let name_end = value_end(text, name)?;
        let colon = after_space(text, name_end);
        if text.get(colon)? != &b':' {
            return None;
        }
        let value = after_space(text, colon + 1);
        if &text[name..name_end] == b"\"columns\"" {
            return (text.get(value)? == &b'[').then_some(value + 1);
        }
        at = after_space(text, value_end(text, value)?);
        if text.get(at)? != &b',' {
            return None;
        }
    }
}

fn after_space(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}

/// Where the value that begins here ends: a string, what brackets enclose, or a word or number.
fn value_end(text: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match text.get(at)? {
            b'"' => {
                at += 1;
                loop {
                    match text.get(at)? {
                        b'"' => break,
                        b'\\' => at += 2,
                        _ => at += 1,
                    }
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return None,
            byte if depth == 0 && byte.is_ascii() => {
                let rest = text[at..].iter();
                let length = rest.take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
                return (length > 0).then_some(at + length);
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ColumnReport, from_json, to_json};

    fn report() -> String {
        let names = ["a", "b\"]},{[", "ü \\ \n", "columns"];
        let columns = names.iter().map(|name| ColumnReport { name: (*name).to_owned(), ..Default::default() });
        to_json(&Report { columns: columns.collect(), ..Report::default() })
    }

    fn in_steps(text: &str, bytes: usize) -> Result<Report, ReportError> {
        let mut reader = ReportReader::new(text.to_owned())?;
        while !reader.read(bytes)? {}
        reader.finish()
    }

    #[test]
    fn a_report_read_in_steps_is_the_report() {
        let text = report();
        let whole = from_json(&text).unwrap();
        assert_eq!(whole.columns.len(), 4);
        for bytes in [1, 300, usize::MAX] {
            assert_eq!(in_steps(&text, bytes).unwrap(), whole);
        }
        let mut reader = ReportReader::new(text.clone()).unwrap();
        assert!(!reader.read(1).unwrap());
        let Stage::Columns(columns) = &reader.0 else { panic!("{reader:?}") };
        assert_eq!(columns.report.columns.len(), 1, "a step is no more than it was asked for");
        let spaced = text.replace("\"columns\":[{", "\"columns\" :\n [ {").replace("},{\"name\"", "} , {\"name\"");
        assert_ne!(spaced, text);
        assert_eq!(in_steps(&spaced, 1).unwrap(), whole);
    }

    #[test]
    fn a_packed_report_read_in_steps_is_the_report() {
        let text = report();
        let packed = crate::pack_json(&text).unwrap();
        for bytes in [1, 300, usize::MAX] {
            assert_eq!(in_steps(&packed, bytes).unwrap(), from_json(&text).unwrap());
        }
        let mut reader = ReportReader::new(packed.clone()).unwrap();
        assert!(!reader.read(1).unwrap() && matches!(reader.0, Stage::Unpacking(_)));
        for damaged in [&packed[..packed.len() / 2], "", "no report"] {
            assert!(matches!(in_steps(damaged, 100), Err(ReportError::Damaged)), "{damaged}");
        }
        let none = crate::pack_json("[1]").unwrap();
        assert!(matches!(in_steps(&none, 100), Err(ReportError::Malformed(_))));
    }

    #[test]
    fn a_damaged_report_is_refused_as_it_is_whole() {
        let text = report();
        let (mut refused, mut read) = (0, 0);
        let state = &mut 7_u64;
        let mut random = |below: usize| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (*state >> 33) as usize % below
        };
        for _ in 0..4000 {
            let mut bytes = text.clone().into_bytes();
            let place = random(bytes.len());
            match random(3) {
                0 => bytes.truncate(place),
                1 => drop(bytes.remove(place)),
                _ => bytes[place] = b"{}[]\",:\\0 "[random(10)],
            }
            let Ok(damaged) = String::from_utf8(bytes) else { continue };
            let (whole, stepwise) = (from_json(&damaged), in_steps(&damaged, 1));
            assert_eq!(whole.as_ref().ok(), stepwise.as_ref().ok(), "{damaged}");
            if whole.is_ok() { read += 1 } else { refused += 1 }
        }
        assert!(refused > 500 && read > 50, "{refused} {read}");
    }

    #[test]
    fn a_later_version_is_named() {
        let text =
            report().replacen("\"schema_version\":3", "\"schema_version\":99", 1).replace("\"kind\"", "\"sort\"");
        assert!(matches!(ReportReader::new(text), Err(ReportError::TooNew { version: 99 })));
    }
}
