//! Finds where records begin and end, and begins anew after a broken one.
//!
//! Lines are cut at their ends before they are parsed, so that a broken line costs itself only. In an array there is
//! no such mark: after a broken record the next one is looked for by a comma, a brace and the key that records begin
//! with, since the broken one may have left a quote open.
//!
//! The input comes in pieces, of which what was not consumed comes again with more behind it. Nothing here depends on
//! where pieces end: every decision waits until it has as many bytes as it would ever look at.

use super::ReadError;
use super::detect::{self, Beginning};
use super::problems::{Place, Problems};
use super::record::{Fault, Note, Parser, skip_space};
use crate::WarningCode;

/// Bytes within which the first line of line-wise records must end.
const FIRST_LINE: usize = 1 << 20;

/// White space that may stand around a comma where the next record of an array is looked for.
const GAP: usize = 4 << 10;

/// How records follow each other in one file.
#[derive(Debug)]
pub(super) struct Framing {
    mode: Mode,
    /// Bytes consumed.
    offset: u64,
    /// Line ends consumed.
    lines: u64,
    /// Bytes of the input in which no line end was found.
    searched: usize,
    /// Fewer bytes than this need not be looked at again.
    wanted: usize,
    /// Records skipped.
    pub skipped: u64,
    record_bytes: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Mode {
    /// Nothing is known yet.
    Start,
    /// One record a line.
    Lines,
    /// Within a line that is too long: up to its end.
    SkippingLine,
    /// One record after the other, each over several lines.
    Documents,
    /// After a broken one of them: up to a line that begins with a brace.
    SeekingDocument,
    /// Records of an array; whether a comma came since the last one.
    Array { after_comma: bool },
    /// After a broken one of them: up to what looks like the next.
    SeekingElement,
    /// After the array.
    AfterArray,
    /// It is no file of records.
    Foreign(ReadError),
}

impl Framing {
    pub(super) fn new(record_bytes: usize) -> Self {
        Self { mode: Mode::Start, offset: 0, lines: 0, searched: 0, wanted: 0, skipped: 0, record_bytes }
    }

    /// What the file is, if it is none of records.
    pub(super) fn foreign(&self) -> Option<&ReadError> {
        if let Mode::Foreign(error) = &self.mode { Some(error) } else { None }
    }

    /// What the file was read as, in words.
    pub(super) fn read_as(&self) -> &'static str {
        match self.mode {
            Mode::Lines | Mode::SkippingLine => "JSON Lines",
            Mode::Documents | Mode::SeekingDocument => "JSON documents",
            Mode::Array { .. } | Mode::SeekingElement | Mode::AfterArray => "array of JSON records",
            Mode::Start | Mode::Foreign(_) => "nothing",
        }
    }

    /// Reads as many records as the input has and gives how many bytes of it are done with. `is_last`: no more comes.
    pub(super) fn read(&mut self, input: &[u8], is_last: bool, parser: &mut Parser, problems: &mut Problems) -> usize {
        if !is_last && input.len() < self.wanted {
            return 0;
        }
        self.wanted = 0;
        let mut at = 0;
        loop {
            let before = (at, self.mode.clone());
            at = self.step(input, at, is_last, parser, problems);
            if at >= input.len() || before == (at, self.mode.clone()) || parser.columns.is_full() {
                return at.min(input.len());
            }
        }
    }

    fn step(&mut self, input: &[u8], at: usize, is_last: bool, parser: &mut Parser, problems: &mut Problems) -> usize {
        match self.mode {
            Mode::Start => self.start(input, at, is_last),
            Mode::Lines => self.read_lines(input, at, is_last, parser, problems),
            Mode::SkippingLine => self.skip_line(input, at),
            Mode::Documents | Mode::Array { .. } => self.read_values(input, at, is_last, parser, problems),
            Mode::SeekingDocument => self.seek_document(input, at),
            Mode::SeekingElement => self.seek_element(input, at, is_last, parser),
            Mode::AfterArray => self.after_array(input, at, problems),
            Mode::Foreign(_) => input.len(),
        }
    }

    fn start(&mut self, input: &[u8], at: usize, is_last: bool) -> usize {
        if !is_last && input.len() < detect::ENOUGH {
            self.wanted = detect::ENOUGH;
            return at;
        }
        let beginning = match detect::detect(input) {
            // So much white space may still be followed by something.
            Err(ReadError::Empty) if !is_last => return self.pass(input, at, input.len()),
            Err(error) => {
                self.mode = Mode::Foreign(error);
                return input.len();
            }
            Ok(beginning) => beginning,
        };
        let mark = detect::BYTE_ORDER_MARK.len() * usize::from(input.starts_with(detect::BYTE_ORDER_MARK));
        let from = skip_space_and_separators(input, mark);
        if beginning == Beginning::Array {
            self.mode = Mode::Array { after_comma: true };
            return self.pass(input, at, from + 1);
        }
        let within = &input[from..input.len().min(from + FIRST_LINE)];
        match memchr::memchr(b'\n', within) {
            // A first line that ends within a record begins a document of several lines, unless the next line begins
            // like a record too: then the first one is broken.
            Some(end) if is_cut(&within[..end]) => {
                let Some(next) = next_visible(input, from + end) else {
                    if !is_last && input.len() < from + end + FIRST_LINE {
                        self.wanted = input.len() + detect::ENOUGH;
                        return at;
                    }
                    self.mode = Mode::Lines;
                    return self.pass(input, at, from);
                };
                self.mode = if input[next] == b'{' { Mode::Lines } else { Mode::Documents };
            }
            Some(_) => self.mode = Mode::Lines,
            None if within.len() == FIRST_LINE => self.mode = Mode::Documents,
            None if is_last => self.mode = Mode::Lines,
            None => {
                self.wanted = input.len() * 2;
                return at;
            }
        }
        self.pass(input, at, from)
    }

    fn read_lines(
        &mut self,
        input: &[u8],
        mut at: usize,
        is_last: bool,
        parser: &mut Parser,
        problems: &mut Problems,
    ) -> usize {
        while !parser.columns.is_full() {
            let from = (at + self.searched).min(input.len());
            match memchr::memchr(b'\n', &input[from..]) {
                Some(length) => {
                    let end = from + length;
                    self.searched = 0;
                    self.read_line(&input[at..end], false, parser, problems);
                    self.offset += (end + 1 - at) as u64;
                    self.lines += 1;
                    at = end + 1;
                }
                None if is_last => {
                    self.read_line(&input[at..], true, parser, problems);
                    self.offset += (input.len() - at) as u64;
                    return input.len();
                }
                None if input.len() - at > self.record_bytes => {
                    self.too_long(&input[at..], problems);
                    self.mode = Mode::SkippingLine;
                    self.searched = 0;
                    return at;
                }
                None => {
                    self.searched = input.len() - at;
                    return at;
                }
            }
        }
        at
    }

    /// Reads the records of one line, of which there may be several, or none.
    fn read_line(&mut self, line: &[u8], is_last: bool, parser: &mut Parser, problems: &mut Problems) {
        if line.len() > self.record_bytes {
            return self.too_long(line, problems);
        }
        let mut at = skip_space_and_separators(line, 0);
        while at < line.len() {
            let outcome = parser.record(line, at, self.record_bytes);
            match outcome {
                Ok(end) => {
                    self.tell(line, 0, parser, problems);
                    at = skip_space_and_separators(line, end);
                    // A comma at the end of a line is a habit of some writers.
                    if line.get(at) == Some(&b',') {
                        at = skip_space_and_separators(line, at + 1);
                    }
                }
                Err(Fault::NotAnObject { end }) => {
                    self.not_an_object(line, at, problems);
                    at = skip_space_and_separators(line, end);
                }
                Err(Fault::Incomplete) if is_last => {
                    self.skipped += 1;
                    let place = self.place(line, at);
                    problems.add(WarningCode::Truncated, Some(place), || {
                        "The file ends in the middle of a record, which is left out: check that the export has finished".to_owned()
                    });
                    return;
                }
                Err(fault) => {
                    self.broken(line, at, fault, problems);
                    return;
                }
            }
        }
    }

    fn skip_line(&mut self, input: &[u8], at: usize) -> usize {
        match memchr::memchr(b'\n', &input[at..]) {
            Some(length) => {
                self.mode = Mode::Lines;
                self.pass(input, at, at + length + 1)
            }
            None => self.pass(input, at, input.len()),
        }
    }

    /// Reads the values of an array, or documents one after the other.
    fn read_values(
        &mut self,
        input: &[u8],
        mut at: usize,
        is_last: bool,
        parser: &mut Parser,
        problems: &mut Problems,
    ) -> usize {
        let is_array = self.mode != Mode::Documents;
        let mut after_comma = self.mode == Mode::Array { after_comma: true };
        loop {
            if parser.columns.is_full() {
                break;
            }
            let next = if is_array { skip_space(input, at) } else { skip_space_and_separators(input, at) };
            at = self.pass(input, at, next);
            match input.get(at) {
                None => break,
                Some(b']') if is_array => {
                    self.mode = Mode::AfterArray;
                    return self.pass(input, at, at + 1);
                }
                Some(b',') => {
                    if after_comma && is_array {
                        self.broken(input, at, Fault::invalid(at, "two commas stand one after the other"), problems);
                    }
                    after_comma = true;
                    at = self.pass(input, at, at + 1);
                    continue;
                }
                Some(_) if is_array && !after_comma => {
                    // Nothing is lost by a comma that is missing, but a person should know.
                    let place = self.place(input, at);
                    problems.add(WarningCode::InvalidRecord, Some(place), || {
                        "A comma is missing between two records".to_owned()
                    });
                }
                Some(_) => {}
            }
            match parser.record(input, at, self.record_bytes) {
                Ok(end) => {
                    self.tell(input, at, parser, problems);
                    at = self.pass(input, at, end);
                    after_comma = false;
                }
                Err(Fault::NotAnObject { end }) => {
                    self.not_an_object(input, at, problems);
                    at = self.pass(input, at, end);
                    after_comma = false;
                }
                Err(Fault::Incomplete) if input.len() - at > self.record_bytes => {
                    self.too_long(&input[at..], problems);
                    self.mode = if is_array { Mode::SeekingElement } else { Mode::SeekingDocument };
                    return self.pass(input, at, at + self.record_bytes);
                }
                Err(Fault::Incomplete) if is_last => {
                    self.skipped += 1;
                    let place = self.place(input, at);
                    problems.add(WarningCode::Truncated, Some(place), || {
                        "The file ends in the middle of a record, which is left out: check that the export has finished".to_owned()
                    });
                    return self.pass(input, at, input.len());
                }
                Err(Fault::Incomplete) => {
                    // Trying again at every byte would take time that grows with the square of a record.
                    self.wanted = (input.len() - at) * 2;
                    break;
                }
                Err(fault) => {
                    self.broken(input, at, fault, problems);
                    self.mode = if is_array { Mode::SeekingElement } else { Mode::SeekingDocument };
                    let reached = match fault {
                        Fault::Invalid { at, .. } | Fault::TooDeep { at } => at,
                        _ => at,
                    };
                    return self.pass(input, at, reached.max(at + 1).min(input.len()));
                }
            }
        }
        if is_array {
            self.mode = Mode::Array { after_comma };
        }
        at
    }

    fn seek_document(&mut self, input: &[u8], at: usize) -> usize {
        match memchr::memmem::find(&input[at..], b"\n{") {
            Some(length) => {
                self.mode = Mode::Documents;
                self.pass(input, at, at + length + 1)
            }
            // The line end may be the last byte so far.
            None => self.pass(input, at, input.len() - usize::from(input.ends_with(b"\n") && input.len() - at > 1)),
        }
    }

    fn seek_element(&mut self, input: &[u8], at: usize, is_last: bool, parser: &Parser) -> usize {
        let first_key = parser.schema.first_key();
        let reach = 2 * GAP + first_key.map_or(0, <[u8]>::len);
        for brace in memchr::memchr_iter(b'{', &input[at..]).map(|length| at + length) {
            if input.len() - brace < reach && !is_last {
                break;
            }
            if begins_element(input, at, brace, first_key) {
                self.mode = Mode::Array { after_comma: true };
                return self.pass(input, at, brace);
            }
        }
        if is_last {
            return self.pass(input, at, input.len());
        }
        // What stands before a brace that is still to come must be seen again.
        let kept = input.len().saturating_sub(2 * reach).max(at);
        self.wanted = (input.len() - kept) + reach;
        self.pass(input, at, kept)
    }

    fn after_array(&mut self, input: &[u8], at: usize, problems: &mut Problems) -> usize {
        let next = skip_space_and_separators(input, at);
        let at = self.pass(input, at, next);
        match input.get(at) {
            None => at,
            // Part files put together are several arrays.
            Some(b'[') => {
                self.mode = Mode::Array { after_comma: true };
                self.pass(input, at, at + 1)
            }
            Some(_) => {
                let place = self.place(input, at);
                problems.add(WarningCode::InvalidRecord, Some(place), || {
                    "Something follows the end of the array and is left out".to_owned()
                });
                self.pass(input, at, input.len())
            }
        }
    }

    /// Consumes the input from `at` to `end`, and gives `end`.
    fn pass(&mut self, input: &[u8], at: usize, end: usize) -> usize {
        self.lines += memchr::memchr_iter(b'\n', &input[at..end]).count() as u64;
        self.offset += (end - at) as u64;
        end
    }

    /// A place in an input whose first `consumed` bytes are counted already.
    fn place_after<'a>(&self, input: &'a [u8], consumed: usize, at: usize) -> Place<'a> {
        let at = at.min(input.len());
        let lines = memchr::memchr_iter(b'\n', &input[consumed.min(at)..at]).count() as u64;
        Place {
            line: self.lines + lines + 1,
            offset: self.offset + at.saturating_sub(consumed) as u64,
            input: &input[at..],
        }
    }

    /// The place of the record at `at`: of a line nothing is counted yet, of values all up to the record.
    fn place<'a>(&self, input: &'a [u8], at: usize) -> Place<'a> {
        let consumed = if matches!(self.mode, Mode::Lines) { 0 } else { at };
        self.place_after(input, consumed, at)
    }

    fn too_long(&mut self, input: &[u8], problems: &mut Problems) {
        self.skipped += 1;
        let most = self.record_bytes >> 20;
        let place = self.place_after(input, 0, 0);
        problems.add(WarningCode::RecordTooLong, Some(place), || {
            format!("A record is longer than {most} MiB and is left out: check that records are separated by line ends or commas")
        });
    }

    fn not_an_object(&mut self, input: &[u8], at: usize, problems: &mut Problems) {
        self.skipped += 1;
        let place = self.place(input, at);
        problems.add(WarningCode::NotAnObject, Some(place), || {
            "A record is no object with named fields and is left out: records must look like {\"name\": value}"
                .to_owned()
        });
    }

    fn broken(&mut self, input: &[u8], start: usize, fault: Fault, problems: &mut Problems) {
        self.skipped += 1;
        let consumed = if matches!(self.mode, Mode::Lines) { 0 } else { start };
        match fault {
            Fault::TooDeep { at } => {
                let place = self.place_after(input, consumed, at);
                problems.add(WarningCode::TooDeep, Some(place), || {
                    "A record is nested too deeply and is left out".to_owned()
                });
            }
            Fault::Invalid { at, why } => {
                let place = self.place_after(input, consumed, at);
                problems.add(WarningCode::InvalidRecord, Some(place), || {
                    format!("A record is no valid JSON and is left out: {why}")
                });
            }
            Fault::Incomplete | Fault::NotAnObject { .. } => {
                let place = self.place_after(input, consumed, start);
                problems.add(WarningCode::InvalidRecord, Some(place), || {
                    "A record is no valid JSON and is left out: it ends too early".to_owned()
                });
            }
        }
    }

    /// Passes on what the parser noted about the record it has just read.
    fn tell(&self, input: &[u8], consumed: usize, parser: &mut Parser, problems: &mut Problems) {
        for Note { code, at, name } in parser.notes.drain(..) {
            let place = self.place_after(input, consumed, at);
            problems.add(code, Some(place), || match code {
                WarningCode::DuplicateKey => format!("A field stands twice in one record, and the last one counts: {name}"),
                WarningCode::LongArray => format!(
                    "Arrays of several lengths, or of too many values, do not become columns; their length does, as {name}.length"
                ),
                WarningCode::TooManyColumns => "There are more columns than can be kept; fields past them are left out".to_owned(),
                WarningCode::TooManyDistinct => {
                    format!("A column has more distinct strings than can be kept; further ones count as one: {name}")
                }
                WarningCode::InvalidUtf8 => format!("A text is not valid UTF-8; damaged places are replaced, in column {name}"),
                WarningCode::LoneSurrogate => {
                    format!("A text has half of a surrogate pair, which is replaced, in column {name}")
                }
                _ => name,
            });
        }
    }
}

/// Whether the brace at `brace` begins the next record of an array: after a comma, and before the first key.
fn begins_element(input: &[u8], from: usize, brace: usize, first_key: Option<&[u8]>) -> bool {
    let before = |end: usize| {
        let low = end.saturating_sub(GAP).max(from);
        input[low..end].iter().rposition(|byte| !byte.is_ascii_whitespace()).map(|at| low + at)
    };
    let comma = before(brace).filter(|&at| input[at] == b',');
    let key = skip_space(&input[..input.len().min(brace + GAP)], brace + 1);
    let Some(comma) = comma.filter(|_| input.get(key) == Some(&b'"')) else { return false };
    match first_key {
        Some(first) => input[key + 1..].strip_prefix(first).is_some_and(|rest| rest.first() == Some(&b'"')),
        None => before(comma).is_some_and(|at| input[at] == b'}'),
    }
}

/// Whether a line ends within a value: more braces and brackets are open than closed.
fn is_cut(line: &[u8]) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_i64, false, false);
    for byte in line {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => depth -= 1,
            _ => {}
        }
    }
    depth > 0 && !in_text
}

fn next_visible(input: &[u8], from: usize) -> Option<usize> {
    let at = skip_space(input, from);
    (at < input.len()).then_some(at)
}

/// White space, and the record separator of RFC 7464.
fn skip_space_and_separators(input: &[u8], mut at: usize) -> usize {
    while matches!(input.get(at), Some(b' ' | b'\n' | b'\r' | b'\t' | 0x1E)) {
        at += 1;
    }
    at
}
