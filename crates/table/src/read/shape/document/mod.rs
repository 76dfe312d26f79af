//! Walks through one JSON document as it comes, and reads its rows or columns.
//!
//! Only one value of it is held at a time: a cell, a row, a list of names. So a document may be much larger than the
//! memory that its text would take, as long as its columns fit.
//!
//! Invariant: [`Document::process`] may be called with any prefix of the rest of the file, and what it does to the
//! rows only depends on the file.

mod end;
mod keys;
mod labels;
mod names;
mod value;

use super::plan::Plan;
use super::shape::Shape;
use super::skipper::Skipper;
use crate::Format;
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::json::framing::Framing;
use crate::read::json::record_reader::{Outcome, RecordReader};
use crate::read::place::{Cursor, SNIPPET, Whereabouts};
use keys::key_of;
pub(crate) use labels::{Labels, RowLabels};
pub(crate) use value::{Action, Value};

/// What comes next.
#[derive(Debug)]
enum State {
    /// A value, or the first one of what was just opened, or its end.
    Value,
    /// What may follow a value.
    After,
    /// The rest of a value that is not read.
    Skip(Skipper),
    /// Records of a list.
    Records(Box<Framing>),
    /// Nothing that can be read.
    Over,
}

/// An object or array that is open.
#[derive(Debug)]
struct Level {
    is_object: bool,
    /// Nothing was met in it yet.
    is_fresh: bool,
    /// The key of the value that comes, or came last.
    key: Vec<u8>,
    /// How many values came before it.
    position: usize,
    /// The column that its values belong to.
    field: FieldId,
}

/// A shape of document: what is done with each of its values.
pub(crate) trait DocumentShape: std::fmt::Debug + Send {
    /// What is done with a value. `None` asks for more of it.
    fn action(&self, value: &Value<'_>, labels: &mut RowLabels, reader: &mut RecordReader) -> Option<Action>;

    /// Where the labels of rows are.
    fn labels(&self) -> Labels {
        Labels::Nowhere
    }

    /// Whether the names of the columns come before the rows.
    fn is_named(&self) -> bool {
        false
    }

    /// Whether each column is a list, so that their lengths can differ.
    fn has_lists(&self) -> bool {
        false
    }

    /// See [`Shape::is_by_rows`].
    fn is_by_rows(&self) -> bool {
        false
    }
}

/// Reads the documents of one file.
#[derive(Debug)]
pub(crate) struct Document {
    plan: Plan,
    shape: Box<dyn DocumentShape>,
    stack: Vec<Level>,
    state: State,
    /// Where the input begins in the file.
    cursor: Cursor,
    labels: RowLabels,
    /// The columns of the values of a row.
    names: Vec<FieldId>,
    /// The lengths of the shortest and the longest list.
    lengths: Option<[usize; 2]>,
}

impl Shape for Document {
    #[inline(never)]
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        loop {
            let (passed, goes_on) = self.step(&input[at..], last, reader);
            at += passed;
            if !goes_on {
                break;
            }
        }
        if last {
            self.end(&input[at..], reader);
        }
        at
    }

    fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    fn plan(&self) -> Plan {
        self.plan.clone()
    }

    fn words(&self) -> String {
        match &self.plan {
            Plan { format: Format::Envelope, path, .. } => format!("JSON records at {}", path.join(".")),
            plan => plan.format.words().to_owned(),
        }
    }

    fn is_by_rows(&self) -> bool {
        self.shape.is_by_rows()
    }
}

impl Document {
    /// Reads documents of this shape from this place of a file on.
    pub(crate) fn open(
        plan: Plan,
        shape: impl DocumentShape + 'static,
        cursor: Cursor,
        reader: &mut RecordReader,
    ) -> Box<dyn Shape> {
        Box::new(Self {
            plan,
            labels: RowLabels::new(shape.labels(), reader),
            shape: Box::new(shape),
            stack: Vec::new(),
            state: State::Value,
            cursor,
            names: Vec::new(),
            lengths: None,
        })
    }

    /// Reads the next value, or what is around it. Returns its length, and whether to go on.
    fn step(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> (usize, bool) {
        match &mut self.state {
            State::Value => self.value(input, last, reader),
            State::After => self.after(input, last, reader),
            State::Skip(skipper) => {
                let (length, is_done) = skipper.skip(input);
                if is_done {
                    self.state = State::After;
                }
                (self.cursor.pass(&input[..length]), is_done)
            }
            State::Records(framing) => {
                let length = framing.process(input, last, reader);
                self.cursor = framing.cursor();
                let is_done = framing.is_closed();
                if is_done {
                    self.state = State::After;
                } else if framing.is_over() {
                    self.state = State::Over;
                }
                (length, is_done)
            }
            State::Over => (input.len(), false),
        }
    }

    /// A value, or the end of what was just opened.
    fn value(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> (usize, bool) {
        let mut at = self.pass_blanks(input);
        if let Some(level) = self.stack.last_mut() {
            let end = if level.is_object { b'}' } else { b']' };
            match input.get(at) {
                None => return (at, false),
                Some(&byte) if byte == end && level.is_fresh => {
                    self.close(reader);
                    return (at + self.cursor.pass(&input[at..at + 1]), true);
                }
                Some(_) => {}
            }
            if level.is_object {
                // No key is longer than a record may be, whether all of it is here or not.
                let rest = &input[at..];
                let Some((key, length)) = key_of(&rest[..rest.len().min(reader.rows.limits.record_bytes)]) else {
                    return self.no_key(&input[at..], at, last, reader);
                };
                if input.get(at + length).is_none() {
                    // The first byte of the value that follows decides what is done with it.
                    return (at, false);
                }
                key.clone_into(&mut level.key);
                level.is_fresh = false;
                at += self.cursor.pass(&input[at..at + length]);
                return match self.begin(&input[at..], last, reader) {
                    // Nothing is read before all of it is there, so that the key is read again.
                    (0, false) if !matches!(self.state, State::Over) => {
                        self.cursor.unpass(&input[at - length..at]);
                        (at - length, false)
                    }
                    (passed, goes_on) => (at + passed, goes_on),
                };
            }
            level.is_fresh = false;
        }
        if input.get(at).is_none() {
            return (at, false);
        }
        let (passed, goes_on) = self.begin(&input[at..], last, reader);
        (at + passed, goes_on)
    }

    /// A value whose first byte is that of the input.
    fn begin(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> (usize, bool) {
        let whereabouts = self.cursor.record(input);
        let Some(action) = self.action(whereabouts, last, reader) else { return (0, false) };
        let outcome = match action {
            // What will be shown of it is waited for.
            Action::Refuse if !last && input.len() <= SNIPPET => return (0, false),
            Action::Skip | Action::Refuse => {
                if matches!(action, Action::Refuse) {
                    reader.rows.no_row(whereabouts);
                }
                self.state = State::Skip(Skipper::default());
                return (0, true);
            }
            Action::Open(field) => {
                let is_object = input.first() == Some(&b'{');
                self.stack.push(Level { is_object, is_fresh: true, key: Vec::new(), position: 0, field });
                return (self.cursor.pass(&input[..1]), true);
            }
            Action::Records => {
                self.cursor.pass(&input[..1]);
                self.state = State::Records(Box::new(Framing::within(self.cursor)));
                return (1, true);
            }
            Action::Names => return self.read_names(input, last, reader),
            Action::Record => self.record(whereabouts, last, reader),
            Action::Row(row) => self.row(whereabouts, last, row, reader),
            Action::Cell(field, row) => reader.cell(whereabouts, last, field, row),
        };
        match outcome {
            Outcome::Read(parsed) => {
                self.state = State::After;
                (self.cursor.pass(&input[..parsed.end]), true)
            }
            Outcome::Incomplete if last => {
                reader.rows.truncated(whereabouts);
                self.state = State::Over;
                (0, false)
            }
            Outcome::Incomplete => (0, false),
            Outcome::Broken | Outcome::TooMuch => {
                self.state = State::Skip(Skipper::default());
                (0, true)
            }
            Outcome::Full => {
                reader.rows.too_many(whereabouts);
                self.state = State::Over;
                (0, false)
            }
        }
    }

    /// What is done with the value at the start of the input. `None` asks for more of it.
    fn action(&mut self, whereabouts: Whereabouts<'_>, last: bool, reader: &mut RecordReader) -> Option<Action> {
        let Self { shape, stack, labels, .. } = self;
        let level = stack.last();
        let value = Value {
            whereabouts,
            last,
            depth: stack.len(),
            in_object: level.is_some_and(|level| level.is_object),
            key: level.map_or(&[], |level| &level.key),
            position: level.map_or(0, |level| level.position),
            field: level.map_or(NO_FIELD, |level| level.field),
        };
        shape.action(&value, labels, reader)
    }

    /// A record under its label.
    fn record(&mut self, whereabouts: Whereabouts<'_>, last: bool, reader: &mut RecordReader) -> Outcome {
        if reader.rows.columns.is_full() {
            return Outcome::Full;
        }
        let row = reader.rows.columns.rows();
        let outcome = reader.labelled_record(whereabouts, last);
        if let (Outcome::Read(_), Some(level)) = (outcome, self.stack.last()) {
            self.labels.add(row, &level.key, reader);
        }
        outcome
    }

    /// A row whose values have no names of their own.
    fn row(&mut self, whereabouts: Whereabouts<'_>, last: bool, row: usize, reader: &mut RecordReader) -> Outcome {
        let is_named = self.shape.is_named();
        let mut outcome = reader.list(whereabouts, last, &self.names, row, is_named);
        if let (false, Err(more)) = (is_named, outcome) {
            let wanted = self.names.len() + more;
            while self.names.len() < wanted {
                let name = format!("c{}", self.names.len());
                let Some(field) = reader.rows.field(name.as_bytes()) else { break };
                self.names.push(field);
            }
            outcome = reader.list(whereabouts, last, &self.names, row, true);
        }
        outcome.unwrap_or(Outcome::Broken)
    }

    /// What may follow a value.
    fn after(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> (usize, bool) {
        let at = self.pass_blanks(input);
        let rest = &input[at..];
        let Some(level) = self.stack.last_mut() else {
            if matches!(rest.first(), Some(b'}' | b']')) {
                return (at, self.broken(rest, last, reader));
            }
            // Another document of the kind: a list in each line, or one export after the other.
            let between = |byte: &u8| matches!(byte, b',' | 0x1E) || byte.is_ascii_whitespace();
            let separators = rest.iter().take_while(|byte| between(byte)).count();
            if separators < rest.len() {
                self.state = State::Value;
            }
            return (at + self.cursor.pass(&rest[..separators]), separators < rest.len());
        };
        let end = if level.is_object { b'}' } else { b']' };
        match rest.first() {
            None => (at, false),
            Some(b',') => {
                level.position += 1;
                self.state = State::Value;
                (at + self.cursor.pass(&rest[..1]), true)
            }
            Some(&byte) if byte == end => {
                self.close(reader);
                (at + self.cursor.pass(&rest[..1]), true)
            }
            Some(_) => (at, self.broken(rest, last, reader)),
        }
    }

    fn pass_blanks(&mut self, input: &[u8]) -> usize {
        let blanks = input.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.cursor.pass(&input[..blanks])
    }
}
