//! Finds the records of one file: a stream of documents, each one record or an array of records.
//!
//! That covers an array of records, JSON Lines, documents one after the other with or without line breaks, over one
//! line or many, and text sequences with their record separators (RFC 7464). Commas between records are passed over
//! wherever they are, since nothing is lost by it.
//!
//! Invariant: [`Framing::process`] may be called with any prefix of the rest of the file, and what it does to the
//! rows only depends on the file.

use super::resume::{self, Resume, Scanner, Stop};
use crate::WarningCode;
use crate::read::json::record_reader::{Outcome, RecordReader};
use crate::read::place::Cursor;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Records, or what is between them.
    Records,
    /// The rest of a line that holds no record.
    Line,
    /// The rest of a broken record, up to a line that begins like one.
    Lines,
    /// A broken record.
    Broken,
    /// The rest of a record that is too much; `sound` says that nothing was wrong with it so far.
    Scan { scanner: Scanner, sound: bool },
    /// Nothing that matters.
    Over,
    /// The end of the list that the records lie in.
    Closed,
}

/// What was found out about the records of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Findings {
    /// Documents that were read whole and were no array.
    pub documents: u64,
    /// Arrays.
    pub arrays: u64,
    /// No document goes over several lines, and no two are on one.
    pub by_lines: bool,
    /// After a broken record it was looked for the key with which records begin, which may have come in any file before.
    pub asked_for_key: bool,
}

/// Finds the records of one file.
#[derive(Debug)]
pub(crate) struct Framing {
    state: State,
    in_array: bool,
    /// The array lies within a document, which goes on after it.
    is_within: bool,
    /// A line break came between the last two documents, or there was only one so far.
    by_lines: bool,
    /// Line breaks since the last document.
    breaks: u64,
    /// Where the input begins in the file.
    cursor: Cursor,
    findings: Findings,
}

impl Framing {
    /// Reads from this place of a file on.
    pub(crate) fn new(cursor: Cursor) -> Self {
        Self {
            state: State::Records,
            in_array: false,
            is_within: false,
            by_lines: true,
            breaks: 0,
            cursor,
            findings: Findings { by_lines: true, ..Findings::default() },
        }
    }

    /// Reads from this place within a document on, where a list of records has just begun.
    pub(crate) fn within(cursor: Cursor) -> Self {
        Self { in_array: true, is_within: true, ..Self::new(cursor) }
    }

    /// Reads from this place on, where a line begins after others that held documents.
    pub(crate) fn after_lines(offset: u64) -> Self {
        let findings = Findings { documents: 1, by_lines: true, ..Findings::default() };
        Self { breaks: 1, findings, ..Self::new(Cursor { offset, line: 1 }) }
    }

    /// Whether a line begins here, after others that held documents, so that [`Framing::after_lines`] would go on alike.
    pub(crate) fn is_after_line(&self) -> bool {
        self.state == State::Records && !self.in_array && self.breaks > 0 && self.findings.documents > 0
    }

    /// Takes in what a reader from [`Framing::after_lines`] on found, up to the end of the file.
    pub(crate) fn conclude(&mut self, findings: Findings) {
        self.findings.documents += findings.documents.saturating_sub(1);
        self.findings.arrays += findings.arrays;
        self.findings.by_lines &= findings.by_lines;
        self.findings.asked_for_key |= findings.asked_for_key;
        self.state = State::Over;
    }

    /// Whether the list that the records lie in has ended.
    pub(crate) fn is_closed(&self) -> bool {
        self.state == State::Closed
    }

    /// The place that was reached.
    pub(crate) fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// What was found out about the records.
    pub(crate) fn findings(&self) -> Findings {
        self.findings
    }

    /// Goes past lines whose records were read elsewhere. How long they would have been nobody knows.
    pub(crate) fn pass_rows(&mut self, rows: usize) {
        self.cursor.pass_lines(0, rows as u64);
        self.findings.documents += rows as u64;
    }

    /// Whether the rest of the file does not matter.
    pub(crate) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// Reads what is whole in the input, and gives how much that is. `last` says that nothing follows.
    pub(crate) fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        loop {
            let before = (at, self.state);
            let rest = &input[at..];
            at += match self.state {
                State::Records => self.records(rest, last, reader),
                State::Line => self.skip_line(rest),
                State::Lines => self.skip_lines(rest, last),
                State::Broken => self.broken(rest, last, reader),
                State::Scan { scanner, sound } => self.scan(rest, last, reader, scanner, sound),
                State::Over => rest.len(),
                State::Closed => return at,
            };
            if (at, self.state) == before || at >= input.len() && !last {
                return at;
            }
        }
    }

    /// Skips `length` bytes that are not a record.
    fn pass(&mut self, input: &[u8], length: usize) -> usize {
        let length = length.min(input.len());
        let line_breaks = memchr::memchr_iter(b'\n', &input[..length]).count() as u64;
        self.breaks += line_breaks;
        self.cursor.pass_lines(length, line_breaks)
    }

    /// Records, and what is between them.
    fn records(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        loop {
            at += self.pass_between(&input[at..]);
            let rest = &input[at..];
            if !rest.is_empty() && self.findings.documents > 0 {
                self.by_lines = self.breaks > 0;
            }
            match rest.first() {
                Some(b'{') => {
                    if reader.rows.columns.is_full() {
                        self.fill_up(rest, reader);
                        return at;
                    }
                    match reader.record(self.cursor.record(rest), last) {
                        Outcome::Read(parsed) => {
                            at += self.cursor.pass_lines(parsed.end, parsed.line_breaks);
                            self.findings.documents += u64::from(!self.in_array);
                            self.breaks = 0;
                            self.findings.by_lines &= parsed.line_breaks == 0;
                        }
                        outcome => return at + self.fail(outcome, rest, last, reader),
                    }
                }
                Some(b'[') if !self.in_array => {
                    self.in_array = true;
                    self.findings.arrays += 1;
                    at += self.cursor.pass_lines(1, 0);
                }
                Some(b']') if self.in_array => {
                    self.in_array = false;
                    at += self.cursor.pass_lines(1, 0);
                    if self.is_within {
                        self.state = State::Closed;
                        return at;
                    }
                }
                Some(_) => {
                    let passed = self.stray(rest, last, reader);
                    at += passed;
                    if passed == 0 || self.state != State::Records {
                        return at;
                    }
                }
                None => {
                    if last && self.in_array {
                        self.in_array = false;
                        reader.rows.problems.add(WarningCode::Truncated, || {
                            let message = "The file ends before its array does: check that the export has finished";
                            (Some(self.cursor.record(rest).at(0)), message.to_owned())
                        });
                    }
                    return at;
                }
            }
        }
    }

    /// White space, commas and record separators.
    #[inline]
    fn pass_between(&mut self, input: &[u8]) -> usize {
        let (mut length, mut line_breaks) = (0, 0);
        while let Some(byte @ (b' ' | b'\t' | b'\n' | b'\r' | b',' | 0x1E)) = input.get(length) {
            line_breaks += u64::from(*byte == b'\n');
            length += 1;
        }
        self.breaks += line_breaks;
        self.cursor.pass_lines(length, line_breaks)
    }

    /// A value that is not an object, or not a value at all.
    #[inline(never)]
    fn stray(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let ends = |next: Option<u8>| matches!(next, None | Some(..=b' ' | b',' | b']'));
        let whereabouts = self.cursor.record(input);
        // A number or a word may go on in the next piece.
        let mut probe = 0;
        while input.get(probe).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')) {
            probe += 1;
        }
        if probe == input.len() && !last && probe < reader.rows.limits.record_bytes {
            return 0;
        }
        match reader.stray(whereabouts, last, ends) {
            Outcome::Read(parsed) => {
                self.findings.documents += u64::from(!self.in_array);
                self.breaks = 0;
                self.cursor.pass_lines(parsed.end, parsed.line_breaks)
            }
            outcome => self.fail(outcome, input, last, reader),
        }
    }

    /// A record that gave no row: decides how to go on.
    #[cold]
    fn fail(&mut self, outcome: Outcome, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let by_lines = !self.in_array && self.by_lines;
        let is_record = input.first() == Some(&b'{');
        self.findings.asked_for_key |= !by_lines && (last || outcome != Outcome::Incomplete);
        match outcome {
            Outcome::Incomplete if !last => return 0,
            Outcome::Incomplete => {
                let goes_on = if by_lines {
                    resume::next_line(input, true).is_ok()
                } else {
                    matches!(self.resume(input, true, reader), Resume::At(at) if at < input.len())
                };
                match goes_on {
                    true => reader.rows.unfinished(self.cursor.record(input)),
                    false => {
                        reader.rows.truncated(self.cursor.record(input));
                        // That its array does not end either goes without saying.
                        self.in_array = false;
                        self.state = State::Over;
                        return self.pass(input, input.len());
                    }
                }
                self.state = if by_lines { State::Lines } else { State::Broken };
            }
            _ if by_lines && !is_record => self.state = State::Line,
            _ if by_lines => self.state = State::Lines,
            Outcome::TooMuch => self.state = State::Scan { scanner: Scanner::default(), sound: true },
            Outcome::Broken | Outcome::Full | Outcome::Read(_) => self.state = State::Broken,
        }
        0
    }

    /// No row fits any more.
    #[cold]
    fn fill_up(&mut self, input: &[u8], reader: &mut RecordReader) {
        self.state = State::Over;
        reader.rows.too_many(self.cursor.record(input));
    }

    #[inline(never)]
    fn skip_line(&mut self, input: &[u8]) -> usize {
        let end = memchr::memchr(b'\n', input);
        if end.is_some() {
            self.state = State::Records;
        }
        self.pass(input, end.unwrap_or(input.len()))
    }

    #[inline(never)]
    fn skip_lines(&mut self, input: &[u8], last: bool) -> usize {
        let end = match resume::next_line(input, last) {
            Ok(at) => {
                self.state = State::Records;
                at
            }
            Err(at) => at,
        };
        self.pass(input, end)
    }

    #[inline(never)]
    fn broken(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        match self.resume(input, last, reader) {
            Resume::At(at) => {
                self.state = State::Records;
                self.pass(input, at)
            }
            Resume::NeedsMore => 0,
            Resume::After(at, scanner) => {
                self.state = State::Scan { scanner, sound: false };
                self.pass(input, at)
            }
        }
    }

    fn resume(&self, input: &[u8], last: bool, reader: &RecordReader) -> Resume {
        let own = || resume::own_key(input, last);
        let Some(key) = reader.rows.schema.first_key().or_else(own) else { return Resume::NeedsMore };
        resume::after_broken(input, key, reader.rows.limits.record_bytes, last)
    }

    #[inline(never)]
    fn scan(&mut self, input: &[u8], last: bool, reader: &RecordReader, mut scanner: Scanner, sound: bool) -> usize {
        let key = reader.rows.schema.first_key().unwrap_or_default();
        let mut at = 0;
        loop {
            match scanner.run(input, at, key, last) {
                Stop::Opening { at: opening, in_text: false } if sound => {
                    scanner.step(b'{', opening);
                    at = opening + 1;
                }
                Stop::Opening { at: end, .. } | Stop::Closed(end) | Stop::Outside(end) => {
                    self.state = State::Records;
                    return self.pass(input, end);
                }
                Stop::End(end) => {
                    self.state = State::Scan { scanner, sound };
                    return self.pass(input, end);
                }
            }
        }
    }
}
