//! Converts documents of monitoring and search systems to records.
//!
//! Such a document holds its rows deep within itself, and a row's values in lists of keys and values. So the walk opens
//! what lies on the way to the rows, takes each unit there as a tree, and writes its rows as plain records, which are
//! then read as all records are: flattening, types, limits and warnings are the same. Only one unit is held at a time,
//! so a document may be much larger than the memory that its tree would take.
//!
//! A file holds one document, several one after the other, with or without line breaks between, or an array of them.

pub(super) mod attributes;
mod found;
mod sink;
pub(super) mod timestamp;
pub(super) mod write;

use super::plan::Plan;
use super::shape::Shape;
use super::skipper::Skipper;
use crate::WarningCode;
use crate::read::json::record_reader::{Outcome, RecordReader};
use crate::read::json::resume;
use crate::read::lex::fault::Fault;
use crate::read::lex::string;
use crate::read::place::{Cursor, SNIPPET};
use crate::read::tree::{Node, Tree, decoded};
use found::Level;
pub(super) use found::{Action, Found, Step};
pub(super) use sink::Sink;

/// Values of a unit, at most: their tree takes some forty bytes for each.
const MOST_VALUES: usize = 8 << 20;

/// Objects and arrays that are opened within each other; the deepest format needs five.
const MOST_OPEN: usize = 16;

/// Bytes of a value that are looked at to decide what is done with it.
const LOOK: usize = 1024;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A value, a key, or an end.
    Between,
    /// The value of a key.
    Value,
    /// The rest of a value that is not read.
    Skip(Skipper),
    /// The rest of a value that is broken.
    Broken(Skipper),
    /// The rest of a broken document, up to a line that begins like one.
    Lines,
    /// Nothing that can be read.
    Over,
}

/// Where the rows of a shape lie in its documents, and how they are written as records.
pub(super) trait Converter: std::fmt::Debug + Send {
    /// What is done with a value within a document.
    fn action(&mut self, found: Found<'_>) -> Action;

    /// Writes the rows of a unit as records.
    fn convert(&mut self, unit: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>);

    /// What the file was read as, for a person.
    fn words(&self, plan: &Plan) -> String {
        plan.format.words().to_owned()
    }

    /// Whether an array that is a whole document is looked at, and is not a unit.
    fn opens_arrays(&self) -> bool {
        true
    }

    /// Forgets the units before: one of them could not be read.
    fn reset(&mut self) {}

    /// Whether the unit that must follow the last one is missing.
    fn awaits_unit(&self) -> bool {
        false
    }
}

/// Reads the documents of one file.
#[derive(Debug)]
pub(super) struct Converted {
    plan: Plan,
    converter: Box<dyn Converter>,
    state: State,
    stack: Vec<Level>,
    /// The key of the value that comes.
    key: String,
    /// Where the input begins in the file.
    cursor: Cursor,
    /// The record that is written.
    record: Vec<u8>,
}

impl Shape for Converted {
    #[inline(never)]
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        loop {
            let before = (at, self.state);
            let rest = &input[at..];
            let passed = self.step(rest, last, reader);
            at += self.cursor.pass(&rest[..passed.min(rest.len())]);
            if (at, self.state) == before {
                break;
            }
        }
        if last {
            self.end(&input[at..], reader);
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
        self.converter.words(&self.plan)
    }
}

impl Converted {
    /// Reads documents from this place of a file on.
    pub(super) fn open(plan: Plan, converter: impl Converter + 'static, cursor: Cursor) -> Box<dyn Shape> {
        Box::new(Self {
            plan,
            converter: Box::new(converter),
            state: State::Between,
            stack: Vec::new(),
            key: String::new(),
            cursor,
            record: Vec::new(),
        })
    }

    /// Reads the next value, or what is around it. Returns its length.
    fn step(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        match self.state {
            State::Between => self.between(input, last, reader),
            State::Value => self.value(input, last, reader),
            State::Skip(skipper) => self.skip(input, skipper),
            State::Broken(skipper) => self.skip_broken(input, skipper, last),
            State::Lines => match resume::next_line(input, last) {
                Ok(line) => {
                    self.state = State::Between;
                    line
                }
                Err(end) => end,
            },
            State::Over => input.len(),
        }
    }

    /// White space and commas, a key, or an end.
    fn between(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | 0x1E);
        let blanks = input.iter().take_while(|byte| is_between(byte)).count();
        if blanks > 0 {
            return blanks;
        }
        let level = self.stack.last();
        let is_object = level.is_some_and(|level| level.is_object);
        match input.first() {
            None => 0,
            Some(b'}') if is_object => {
                self.stack.pop();
                1
            }
            // One that closes nothing does no harm.
            Some(b']') if !is_object => {
                self.stack.pop();
                1
            }
            Some(byte) if !is_object && *byte != b'}' => {
                self.key.clear();
                self.key.push_str(level.map_or("", |level| &level.key));
                self.state = State::Value;
                0
            }
            Some(_) => match key_of(&input[..input.len().min(reader.rows.limits.record_bytes)]) {
                Ok((key, length)) => {
                    self.key = decoded(key).into_owned();
                    self.state = State::Value;
                    length
                }
                // At the end of the file a warning reports that it is cut short.
                Err(Fault::Incomplete) if input.len() < reader.rows.limits.record_bytes => 0,
                Err(_) if !last && input.len() <= SNIPPET => 0,
                Err(_) => {
                    reader.rows.broken_document(self.cursor.record(input));
                    self.give_up();
                    0
                }
            },
        }
    }

    /// What is open is broken: another document may begin on another line.
    fn give_up(&mut self) {
        self.state = State::Lines;
        self.close_document();
    }

    /// Leaves what is open, but for an array of documents.
    fn close_document(&mut self) {
        let keeps = self.stack.first().is_some_and(|level| !level.is_object && level.key.is_empty());
        self.stack.truncate(usize::from(keeps));
    }

    /// A value whose key is known, or that has none.
    fn value(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let blanks = input.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if blanks > 0 {
            return blanks;
        }
        let start = &input[..input.len().min(LOOK)];
        if start.is_empty() || !last && start.len() < LOOK && !is_telling(start) {
            return 0;
        }
        let is_item = self.stack.last().is_some_and(|level| !level.is_object);
        let found = Found { around: &self.stack, key: &self.key, is_item, start };
        let action = match self.stack.is_empty() {
            true if found.is_array() && self.converter.opens_arrays() => Action::Open,
            true if found.is_array() => self.converter.action(found),
            true if !found.is_object() => Action::Unit,
            _ => self.converter.action(found),
        };
        match action {
            Action::Open | Action::Begin if self.stack.len() < MOST_OPEN => {
                if action == Action::Begin {
                    self.close_document();
                }
                let key = std::mem::take(&mut self.key);
                self.stack.push(Level { is_object: found_object(start), key });
                self.state = State::Between;
                1
            }
            Action::Open | Action::Begin | Action::Skip => {
                self.state = State::Skip(Skipper::default());
                0
            }
            Action::Unit => self.unit(input, last, reader),
        }
    }

    /// The unit at the start of the input.
    fn unit(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let window = &input[..input.len().min(reader.rows.limits.record_bytes)];
        let whereabouts = self.cursor.record(input);
        // A value within the deepest object is one deeper.
        let tree = Tree::of(window, MOST_VALUES, reader.rows.limits.depth + 1);
        if let (Some(root), Some(end)) = (&tree.root, tree.end)
            && !(root.is_plain() && reader.may_go_on(input, end, last))
        {
            let mut sink = Sink::new(reader, whereabouts.first(end));
            match !root.is_object() && !root.is_array() && self.stack.is_empty() {
                true => sink.no_row(),
                false => self.converter.convert(root, &mut self.record, &mut sink),
            }
            self.state = if sink.is_full() { State::Over } else { State::Between };
            return end;
        }
        if !tree.is_broken && !last && window.len() == input.len() {
            return 0;
        }
        match reader.check(whereabouts, last) {
            Outcome::Incomplete if !last => return 0,
            Outcome::Incomplete if resume::next_line(input, true).is_ok() => {
                reader.rows.unfinished(whereabouts);
                self.give_up();
            }
            Outcome::Incomplete => {
                reader.rows.truncated(whereabouts);
                self.state = State::Over;
            }
            // There are more values in it than a tree may have.
            Outcome::Read(_) => {
                reader.rows.too_long(whereabouts);
                self.state = State::Skip(Skipper::default());
            }
            Outcome::Broken | Outcome::TooMuch | Outcome::Full => self.state = State::Broken(Skipper::default()),
        }
        self.converter.reset();
        0
    }

    fn skip(&mut self, input: &[u8], mut skipper: Skipper) -> usize {
        let (length, is_done) = skipper.skip(input);
        self.state = if is_done { State::Between } else { State::Skip(skipper) };
        length
    }

    /// Passes over a broken value: to where its brackets close, or to a line that begins like a document, since a
    /// missing quote turns text and structure round.
    fn skip_broken(&mut self, input: &[u8], mut skipper: Skipper, last: bool) -> usize {
        let line = memchr::memmem::find(input, b"\n{");
        // The bracket may come in the next piece.
        let is_cut = !last && input.last() == Some(&b'\n');
        let window = &input[..line.unwrap_or(input.len() - usize::from(is_cut))];
        let (length, is_done) = match skipper.skip(window) {
            // A bracket that closes nothing, or what is no value at all.
            (0, true) => (1, true),
            skipped => skipped,
        };
        self.state = match is_done || line.is_some() {
            true => State::Between,
            false => State::Broken(skipper),
        };
        if !is_done && line.is_some() && self.stack.last().is_some_and(|level| level.is_object) {
            self.close_document();
        }
        length
    }

    /// Warns that the file ends within a document, unless a warning did before.
    fn end(&mut self, rest: &[u8], reader: &mut RecordReader) {
        let place = self.cursor.record(rest);
        let is_open = matches!(self.state, State::Between | State::Value) && !self.stack.is_empty();
        if is_open || matches!(self.state, State::Skip(_)) {
            let place = place.at(0);
            reader.rows.problems.add(WarningCode::Truncated, || {
                let message = "The file ends before its document does: check that the export has finished";
                (Some(place), message.to_owned())
            });
        }
        if self.converter.awaits_unit() {
            reader.rows.truncated(place);
        }
        self.state = State::Over;
    }
}

fn found_object(start: &[u8]) -> bool {
    start.first() == Some(&b'{')
}

/// Whether the start of a value is enough to decide what is done with it: the first key of an object, what an array
/// begins with, or whatever another value begins with.
fn is_telling(start: &[u8]) -> bool {
    match start {
        [b'{' | b'[', inner @ ..] => match inner.trim_ascii_start() {
            [] => false,
            [b'"', key @ ..] => memchr::memchr(b'"', key).is_some(),
            _ => true,
        },
        _ => true,
    }
}

/// The key at the start of the input, as it is written, and the length of it and its colon.
fn key_of(input: &[u8]) -> Result<(&[u8], usize), Fault> {
    const WHAT: &str = "an object has something else where a key should be";
    if input.first() != Some(&b'"') {
        return Err(Fault::expected(input, 0, WHAT));
    }
    let (key, end) = string::scan(input, 1)?;
    let colon = end + input[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    match input.get(colon) {
        Some(b':') => Ok((key.bytes, colon + 1)),
        _ => Err(Fault::expected(input, colon, WHAT)),
    }
}
