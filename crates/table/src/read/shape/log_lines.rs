//! Finds the records behind other text on the lines of a log.
//!
//! A record begins at the first bracket of a line from which a whole object parses: what comes before it is the log's
//! own, and of that only the time is kept, where the record has none. A record may go on over lines that are indented.
//! Where the records each hold a [batch](super::batches), its items are the rows, and the time stands in each.
//! Lines without a record, such as those of a traceback, are counted; they are no records, and so not broken ones.

use super::batches::{self, Batches};
use super::converted::{Converter, Sink};
use super::plan::Plan;
use super::shape::{Declaration, Shape, Signs};
use super::skipper::Skipper;
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::json::record_reader::RecordReader;
use crate::read::lex::fault::Fault;
use crate::read::lex::value::{Kind, Parsed, pair};
use crate::read::log_time::{self, LOG_TIME, OwnTimes};
use crate::read::place::{Cursor, Whereabouts};
use crate::read::tree::{Node, Tree};
use crate::{Format, WarningCode};

/// Logs.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::LogLines,
    open: |plan, cursor, _| Box::new(LogLines::new(plan, cursor)),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "10:45 | INFO | {\"x\":1.5,\"y\":\"a\"}\n10:46 | INFO | {\"x\":null,\"y\":\"b\"}\n",
};

/// Brackets on a line that are tried.
const MOST_TRIES: usize = 20;

/// Values of a record with a batch, and levels of it, at most.
const MOST_VALUES: usize = 8 << 20;
const DEPTH: usize = 128;

/// Bytes of a record within which its first key must begin.
const MOST_BLANKS: usize = 64;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A line.
    Line,
    /// The rest of a line that does not matter.
    Rest,
    /// Nothing that matters.
    Over,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// This many bytes are done.
    Passed(usize),
    /// More of the file has to come first.
    NeedsMore,
}

/// Finds the records on the lines of a log.
#[derive(Debug)]
struct LogLines {
    plan: Plan,
    batches: Batches,
    state: State,
    /// Where the input begins in the file.
    cursor: Cursor,
    /// Blanks before the first line with a record. Lines with more of them belong to the line before.
    indent: Option<usize>,
    own_times: OwnTimes,
    /// The column of the times before the records, once there was one.
    time_field: Option<FieldId>,
    /// A record, and then the time before it.
    record: Vec<u8>,
}

impl Shape for LogLines {
    #[inline(never)]
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        while at < input.len() {
            let rest = &input[at..];
            let end = memchr::memchr(b'\n', rest);
            let length = end.unwrap_or(rest.len());
            let passed = match self.state {
                State::Over => return input.len(),
                State::Rest => {
                    if end.is_some() {
                        self.state = State::Line;
                    }
                    length + usize::from(end.is_some())
                }
                State::Line if length >= reader.rows.limits.record_bytes => {
                    reader.rows.too_long(self.cursor.record(rest));
                    self.state = State::Rest;
                    reader.rows.limits.record_bytes
                }
                State::Line if end.is_none() && !last => return at,
                State::Line => match self.take_line(rest, length, last, reader) {
                    Outcome::Passed(passed) => passed,
                    Outcome::NeedsMore => return at,
                },
            };
            let passed = passed.min(rest.len());
            at += match passed {
                // The usual case: the line and its end.
                passed if passed == length + 1 => self.cursor.pass_lines(passed, 1),
                passed => self.cursor.pass(&rest[..passed]),
            };
        }
        at
    }

    fn is_over(&self) -> bool {
        self.state == State::Over
    }

    fn plan(&self) -> Plan {
        self.plan.clone()
    }

    fn words(&self) -> String {
        if self.batches.are_none() { self.plan.format.words().to_owned() } else { batches::words(&self.plan) }
    }
}

/// How a log is read that begins so: whether its records hold batches.
pub(super) fn plan(head: &[u8]) -> Plan {
    let lines = head.split(|byte| *byte == b'\n');
    let records: Vec<Node<'_>> = lines.filter_map(|line| Some(whole_record(line)?.1)).collect();
    let found = batches::plan(&records, None).filter(|found| !found.path.is_empty());
    let lists = found.map(|found| (found.path, found.beside));
    let (path, beside) = lists.unwrap_or_default();
    Plan { beside, ..Plan::new(Format::LogLines, path) }
}

/// The first record of a line that is whole in it: where it begins, itself, and how long it is.
fn whole_record(line: &[u8]) -> Option<(usize, Node<'_>, usize)> {
    let starts = memchr::memchr_iter(b'{', line).take(MOST_TRIES);
    starts.filter(|start| begins(&line[*start..], line.len() - start, true) == Some(true)).find_map(|start| {
        let tree = Tree::of(&line[start..], MOST_VALUES, DEPTH);
        Some((start, tree.root.filter(Node::is_object)?, tree.end?))
    })
}

impl LogLines {
    fn new(plan: Plan, cursor: Cursor) -> Self {
        Self {
            batches: Batches::of(&plan),
            plan,
            state: State::Line,
            cursor,
            indent: None,
            own_times: OwnTimes::default(),
            time_field: None,
            record: Vec::new(),
        }
    }

    /// The line of this length at the start of the input, with a batch or not.
    fn take_line(&mut self, input: &[u8], length: usize, last: bool, reader: &mut RecordReader) -> Outcome {
        match self.add_batch(&input[..length], reader) {
            true => Outcome::Passed(length + 1),
            false => self.read_line(input, length, last, reader),
        }
    }

    /// The same for a line without a batch.
    fn read_line(&mut self, input: &[u8], length: usize, last: bool, reader: &mut RecordReader) -> Outcome {
        let line = &input[..length];
        let indent = line.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if indent == length {
            return Outcome::Passed(length + 1);
        }
        let most = if self.is_continued(line, indent) { 0 } else { MOST_TRIES };
        let mut first_fault = None;
        let mut from = 0;
        for _ in 0..most {
            let Some(start) = memchr::memchr(b'{', &line[from..]).map(|at| from + at) else { break };
            match begins(&input[start..], length - start, last) {
                None => return Outcome::NeedsMore,
                Some(false) => {
                    from = start + 1;
                    continue;
                }
                Some(true) => {}
            }
            if reader.rows.columns.is_full() {
                reader.rows.too_many(self.cursor.record_after(start, &line[start..]));
                self.state = State::Over;
                return Outcome::Passed(0);
            }
            let fault = match reader.parse(&input[start..]) {
                Ok(parsed) if parsed.end <= length - start || goes_on(input.get(length + 1)) => {
                    self.indent.get_or_insert(indent);
                    return self.add(input, start, length, parsed, reader);
                }
                Ok(_) => Fault::Incomplete,
                Err(Fault::Incomplete) if !last && input.len() - start < reader.rows.limits.record_bytes => {
                    match input.get(length + 1) {
                        next @ Some(_) if !goes_on(next) => Fault::Incomplete,
                        _ => return Outcome::NeedsMore,
                    }
                }
                Err(fault) => fault,
            };
            first_fault.get_or_insert((start, fault));
            // What lies within a broken record is not taken for a record.
            match Skipper::default().skip(&line[start..]) {
                (end, true) => from = start + end.max(1),
                (_, false) => break,
            }
        }
        match first_fault {
            Some((start, fault)) => {
                let record = self.cursor.record_after(start, &line[start..]);
                let is_last = input.len() == length && last;
                report(fault, record, is_last, reader);
            }
            None => reader.rows.problems.add(WarningCode::NoRecordOnLine, || {
                let message = "A line of the log holds no JSON object and is left out, as the lines of messages and \
                               tracebacks do";
                (Some(self.cursor.record(line).at(0)), message.to_owned())
            }),
        }
        Outcome::Passed(length + 1)
    }

    /// Takes in the rows of the batch on a line; `false` where records hold none, or no whole record is on it.
    fn add_batch(&mut self, line: &[u8], reader: &mut RecordReader) -> bool {
        let indent = line.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if self.batches.are_none() || indent == line.len() || self.is_continued(line, indent) {
            return false;
        }
        let Some((start, unit, length)) = whole_record(line) else { return false };
        // A second record is reported by the general way.
        if memchr::memchr(b'{', &line[start + length..]).is_some() {
            return false;
        }
        let record = self.cursor.record_after(start, &line[start..start + length]);
        let time = log_time::find(&line[..start]);
        let time = time.map(|time| [b"\"", &line[time], b"\""].concat());
        let mut unit = unit;
        if let (Node::Object(entries), Some(time)) = (&mut unit, &time)
            && !entries.iter().any(|(key, _)| log_time::is_own(key))
        {
            entries.insert(0, (LOG_TIME, Node::Plain(time)));
        }
        let mut sink = Sink::new(reader, record);
        self.batches.convert(&unit, &mut self.record, &mut sink);
        if sink.is_full() {
            self.state = State::Over;
        }
        self.indent.get_or_insert(indent);
        true
    }

    /// Whether a line belongs to the record of the line before, since it is indented more than lines with records are.
    fn is_continued(&self, line: &[u8], indent: usize) -> bool {
        line[indent] != b'{' && self.indent.is_some_and(|known| indent > known)
    }

    /// Takes in the record that was parsed at `start`.
    fn add(&mut self, input: &[u8], start: usize, length: usize, parsed: Parsed, reader: &mut RecordReader) -> Outcome {
        let end = start + parsed.end;
        let record = self.cursor.record_after(start, &input[start..end]);
        let time =
            log_time::find(&input[..start]).filter(|_| !self.own_times.any(&reader.rows.schema, &reader.rows.staged));
        match time {
            None => reader.rows.add_staged(record),
            Some(time) => {
                self.record.clear();
                self.record.extend_from_slice(record.input);
                self.record.extend_from_slice(&input[time.clone()]);
                let field = self.time_field(reader);
                reader.rows.staged.push(field, Kind::Text, pair(record.input.len(), time.len()));
                reader.rows.add_staged(Whereabouts { input: &self.record, ..record });
            }
        }
        if end > length {
            self.state = State::Rest;
            return Outcome::Passed(end);
        }
        let tail = &input[end..length];
        let another = memchr::memchr(b'{', tail).map(|at| &tail[at..]);
        if another.is_some_and(|another| begins(another, another.len(), true) == Some(true)) {
            reader.rows.problems.add(WarningCode::RecordsOnLine, || {
                let place = self.cursor.record_after(end, tail);
                let message = "A line of the log holds more than one JSON object, of which only the first is read: \
                               log one object a line, with the others within it";
                (Some(place.at(0)), message.to_owned())
            });
        }
        Outcome::Passed(length + 1)
    }

    /// The column of the times before the records: before those of the record with which it comes.
    fn time_field(&mut self, reader: &mut RecordReader) -> FieldId {
        if let Some(field) = self.time_field {
            return field;
        }
        let field = reader.rows.field(LOG_TIME).unwrap_or(NO_FIELD);
        reader.rows.columns.reserve(&mut reader.rows.schema, field);
        self.time_field = Some(field);
        field
    }
}

/// Reports a broken record, of which only its own line is given. `is_last`: the file ends with it.
fn report(fault: Fault, record: Whereabouts<'_>, is_last: bool, reader: &mut RecordReader) {
    match fault {
        Fault::Invalid { at, .. } | Fault::TooDeep { at } if at < record.input.len() => {
            reader.fault(fault, record, true);
        }
        _ if is_last => reader.rows.truncated(record),
        _ => reader.rows.invalid(record, 0, "its line ends before it does"),
    }
}

/// Whether the bracket at the start of the input opens an object that has a key, so that it may be a record; `None`
/// where the input ends too soon to decide. The line has `line` bytes.
fn begins(input: &[u8], line: usize, last: bool) -> Option<bool> {
    let start = &input[..input.len().min(MOST_BLANKS)];
    let key = 1 + start[1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    match start.get(key) {
        Some(b'"') => Some(key < line || goes_on(input.get(line + 1))),
        None if !last && start.len() < MOST_BLANKS => None,
        _ => Some(false),
    }
}

/// Whether a line that begins with this byte may belong to the record of the line before.
fn goes_on(byte: Option<&u8>) -> bool {
    matches!(byte, Some(b' ' | b'\t' | b'"' | b'}' | b']'))
}
