//! Walks through one JSON document as it comes, and takes the rows or the columns out of it.
//!
//! Only one value of it is held at a time: a cell, a row, a list of names. So a document may be much larger than the
//! memory that its text would take, as long as its columns fit.
//!
//! Invariant: [`Document::process`] may be called with any prefix of the rest of the file, and what it does to the
//! rows only depends on the file.

use super::labels::Labels;
use super::recognise::Plan;
use super::skipper::Skipper;
use super::tree::{Node, Tree, decoded};
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::json::framing::Framing;
use crate::read::json::record_reader::{Outcome, RecordReader};
use crate::read::place::SNIPPET;
use crate::read::place::{Cursor, Whereabouts};
use crate::{Format, WarningCode};

/// The column of values that have no name.
const VALUE: &[u8] = b"value";

/// The column of the rows' labels.
const LABEL: &[u8] = b"index";

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

/// What is done with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    /// What is in it is looked at, for a column if there is one.
    Open(FieldId),
    /// It is passed over, since nothing in it is a value of a row.
    Skip,
    /// It stands where a row or a column should, and is counted as lost.
    Refuse,
    /// It is a list of records.
    Records,
    /// It is a record, and has a label.
    Record,
    /// It is a list of the values of a row.
    Row(usize),
    /// It is the value of a column in a row.
    Cell(FieldId, usize),
    /// It is the list of the columns' names.
    Names,
}

/// Reads a document of a certain shape.
#[derive(Debug)]
pub(crate) struct Document {
    plan: Plan,
    stack: Vec<Level>,
    state: State,
    /// Where the input begins in the file.
    cursor: Cursor,
    /// The rows before those of this document.
    base: usize,
    labels: Labels,
    /// The column of the labels.
    label: FieldId,
    /// Labels were written to it.
    is_labelled: bool,
    /// The columns of the values of a row.
    names: Vec<FieldId>,
    /// The lengths of the shortest and the longest list.
    lengths: Option<[usize; 2]>,
}

impl Document {
    /// Reads from this place of a file on.
    pub(crate) fn new(plan: Plan, cursor: Cursor, reader: &mut RecordReader) -> Self {
        let mut document = Self {
            plan,
            stack: Vec::new(),
            state: State::Value,
            cursor,
            base: reader.rows.columns.rows(),
            labels: Labels::default(),
            label: NO_FIELD,
            is_labelled: false,
            names: Vec::new(),
            lengths: None,
        };
        if matches!(document.plan.format, Format::Columns | Format::Index | Format::Split | Format::Values) {
            // First of all columns, as a person would write it.
            document.label = reader.rows.field(LABEL).unwrap_or(NO_FIELD);
            reader.rows.reserve(document.label);
        }
        document
    }

    /// How the rows lie in the document.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Whether the rest of the file does not matter.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    /// Reads what is whole in the input, and gives how much that is. `last` says that nothing follows.
    #[inline(never)]
    pub(crate) fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        loop {
            let rest = &input[at..];
            let (passed, goes_on) = match &mut self.state {
                State::Value => self.value(rest, last, reader),
                State::After => self.after(rest, last, reader),
                State::Skip(skipper) => {
                    let (length, is_done) = skipper.skip(rest);
                    if is_done {
                        self.state = State::After;
                    }
                    self.cursor.pass(&rest[..length]);
                    (length, is_done)
                }
                State::Records(framing) => {
                    let length = framing.process(rest, last, reader);
                    self.cursor = framing.cursor();
                    let is_done = framing.is_closed();
                    if is_done {
                        self.state = State::After;
                    } else if framing.is_over() {
                        self.state = State::Over;
                    }
                    (length, is_done)
                }
                State::Over => (rest.len(), false),
            };
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
                let Some((key, length)) = key_of(&input[at..]) else {
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
        let Some(action) = self.action(input, last, reader) else { return (0, false) };
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
    fn action(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> Option<Action> {
        let (is_object, is_array) = (input[0] == b'{', input[0] == b'[');
        let depth = self.stack.len();
        let level = self.stack.last();
        let position = level.map_or(0, |level| level.position);
        let key = level.map_or(&[][..], |level| &level.key);
        let field = level.map_or(NO_FIELD, |level| level.field);
        let other = || if depth == 0 { Action::Refuse } else { Action::Skip };
        let open_if = |wanted: bool, field| if wanted { Action::Open(field) } else { other() };
        Some(match (self.plan.format, depth) {
            (Format::Envelope | Format::Table, _) => {
                let is_on_path = depth == 0 || self.plan.path.get(depth - 1).is_some_and(|step| decoded(key) == *step);
                match is_on_path && depth == self.plan.path.len() {
                    true if is_array => Action::Records,
                    _ => open_if(is_on_path && is_object, NO_FIELD),
                }
            }
            (Format::Rows, 0) if is_array => {
                let first = input[1..].iter().find(|byte| !byte.is_ascii_whitespace());
                match first {
                    None if !last => return None,
                    Some(b'[') => Action::Open(NO_FIELD),
                    _ => Action::Row(reader.rows.columns.rows()),
                }
            }
            (Format::Rows, 1) if is_array => Action::Row(reader.rows.columns.rows()),
            (Format::Split, 1) => match key {
                b"columns" if is_array => Action::Names,
                b"index" => open_if(is_array, self.label),
                _ => open_if(key == b"data" && is_array, NO_FIELD),
            },
            (Format::Split, 2) if key.is_empty() && field == self.label => {
                self.is_labelled = true;
                Action::Cell(field, self.base + position)
            }
            (Format::Split, 2) if is_array => Action::Row(self.base + position),
            (Format::Values, 0) => open_if(is_object || is_array, reader.rows.field(VALUE).unwrap_or(NO_FIELD)),
            (Format::Values, 1) if level.is_some_and(|level| !level.is_object) => {
                Action::Cell(field, self.base + position)
            }
            (Format::Columns, 1) if is_object => Action::Open(reader.rows.field(&decoded_key(key)).unwrap_or(NO_FIELD)),
            (Format::Columns, 2) | (Format::Values, 1) => {
                let label = decoded_key(key);
                match self.labels.row(&label, position) {
                    Some(row) => Action::Cell(field, self.base + row),
                    None => {
                        reader.rows.too_many(self.cursor.record(input));
                        Action::Skip
                    }
                }
            }
            (Format::Lists, 1) if is_array => Action::Open(reader.rows.field(&decoded_key(key)).unwrap_or(NO_FIELD)),
            (Format::Lists, 2) => Action::Cell(field, self.base + position),
            (Format::Index, 1) if is_object => Action::Record,
            (_, 0) => open_if(is_object, NO_FIELD),
            _ => Action::Refuse,
        })
    }

    /// A record under its label.
    fn record(&mut self, whereabouts: Whereabouts<'_>, last: bool, reader: &mut RecordReader) -> Outcome {
        if reader.rows.columns.is_full() {
            return Outcome::Full;
        }
        let row = reader.rows.columns.rows();
        let outcome = reader.labelled_record(whereabouts, last);
        if let (Outcome::Read(_), Some(level)) = (outcome, self.stack.last()) {
            self.is_labelled = true;
            reader.rows.label(self.label, row, &decoded_key(&level.key));
        }
        outcome
    }

    /// A row whose values have no names of their own.
    fn row(&mut self, whereabouts: Whereabouts<'_>, last: bool, row: usize, reader: &mut RecordReader) -> Outcome {
        let is_named = self.plan.format == Format::Split;
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

    /// The list of the columns' names.
    fn read_names(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> (usize, bool) {
        let window = &input[..input.len().min(reader.rows.limits.record_bytes)];
        let tree = Tree::of(window, reader.rows.limits.columns.saturating_mul(16), reader.rows.limits.depth);
        let Some((root, end)) = tree.root.zip(tree.end) else {
            if tree.is_broken || last || window.len() < input.len() {
                self.state = State::Skip(Skipper::default());
                return (0, true);
            }
            return (0, false);
        };
        let mut known: Vec<String> = Vec::new();
        for (place, node) in root.items().iter().enumerate().take(reader.rows.limits.columns) {
            let name = name_of(node, place);
            // pandas, too, counts columns of one name.
            let mut unique = name.clone();
            let mut count = 1;
            while known.contains(&unique) {
                unique = format!("{name}.{count}");
                count += 1;
            }
            self.names.push(reader.rows.field(unique.as_bytes()).unwrap_or(NO_FIELD));
            known.push(unique);
        }
        self.state = State::After;
        (self.cursor.pass(&input[..end]), true)
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

    /// The innermost object or array ends.
    fn close(&mut self, reader: &mut RecordReader) {
        let closed = self.stack.pop();
        self.state = State::After;
        if let Some(level) = closed.filter(|_| self.plan.format == Format::Lists && self.stack.len() == 1) {
            let length = if level.is_fresh { 0 } else { level.position + 1 };
            let [least, most] = self.lengths.unwrap_or([length; 2]);
            self.lengths = Some([least.min(length), most.max(length)]);
        }
        if self.stack.is_empty() {
            self.end_document(reader);
        }
    }

    /// One document is read: its labels become a column, unless they only count the rows.
    fn end_document(&mut self, reader: &mut RecordReader) {
        if let Some([least, most]) = self.lengths.take().filter(|[least, most]| least < most) {
            reader.rows.problems.add(WarningCode::UnequalLengths, || {
                let message = format!(
                    "The lists of the columns have {least} to {most} values; the shorter ones are taken to end early"
                );
                (None, message)
            });
        }
        let labels = std::mem::take(&mut self.labels);
        if !labels.are_counted() {
            self.is_labelled = true;
            for (row, label) in labels.iter().enumerate() {
                reader.rows.label(self.label, self.base + row, &label);
            }
        }
        if self.label != NO_FIELD {
            reader.rows.end_labels(self.label, self.base, std::mem::take(&mut self.is_labelled));
        } else if self.plan.format == Format::Table
            && let Some(label) = reader.rows.field(LABEL)
        {
            reader.rows.end_labels(label, self.base, true);
        }
        self.base = reader.rows.columns.rows();
        self.names.clear();
    }

    /// The end of the file.
    fn end(&mut self, rest: &[u8], reader: &mut RecordReader) {
        if self.is_over() || self.stack.is_empty() {
            if !self.stack.is_empty() {
                self.end_document(reader);
            }
            self.state = State::Over;
            return;
        }
        if !matches!(self.state, State::Records(_)) {
            reader.rows.problems.add(WarningCode::Truncated, || {
                let message = "The file ends before its document does; what is whole in it is read: check that the \
                               export has finished";
                let whereabouts = self.cursor.record(rest);
                (Some(whereabouts.at(0)), message.to_owned())
            });
        }
        self.end_document(reader);
        self.stack.clear();
        self.state = State::Over;
    }

    /// Neither a key nor the start of one.
    fn no_key(&mut self, rest: &[u8], at: usize, last: bool, reader: &mut RecordReader) -> (usize, bool) {
        let may_go_on = rest.first() == Some(&b'"') && rest.len() < reader.rows.limits.record_bytes;
        if may_go_on && !last && is_start_of_key(rest) {
            return (at, false);
        }
        if may_go_on && is_start_of_key(rest) {
            // The end of the file is said of as such.
            return (at, false);
        }
        (at, self.broken(rest, last, reader))
    }

    /// The document is no JSON from here on. Gives whether there is anything more to do.
    fn broken(&mut self, rest: &[u8], last: bool, reader: &mut RecordReader) -> bool {
        let whereabouts = self.cursor.record(rest);
        if !last && rest.len() <= SNIPPET {
            return false;
        }
        reader.rows.broken_document(whereabouts);
        self.state = State::Over;
        self.end_document(reader);
        self.stack.clear();
        false
    }

    fn pass_blanks(&mut self, input: &[u8]) -> usize {
        let blanks = input.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.cursor.pass(&input[..blanks])
    }
}

/// The key at the start of the input, as it is written, and the length of it with its colon and the blanks after it.
fn key_of(input: &[u8]) -> Option<(&[u8], usize)> {
    let inner = input.strip_prefix(b"\"")?;
    let (key, end) = crate::read::lex::string::scan(inner, 0).ok()?;
    let blanks = |from: usize| inner[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let colon = end + blanks(end);
    (inner.get(colon) == Some(&b':')).then(|| (key.bytes, 1 + colon + 1 + blanks(colon + 1)))
}

/// Whether the input is a key as far as it goes.
fn is_start_of_key(input: &[u8]) -> bool {
    let Some(inner) = input.strip_prefix(b"\"") else { return false };
    match crate::read::lex::string::scan(inner, 0) {
        Ok((_, end)) => inner[end..].iter().all(u8::is_ascii_whitespace),
        Err(fault) => fault == crate::read::lex::fault::Fault::Incomplete,
    }
}

fn decoded_key(key: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    match decoded(key) {
        std::borrow::Cow::Borrowed(text) => text.as_bytes().into(),
        std::borrow::Cow::Owned(text) => text.into_bytes().into(),
    }
}

/// The name of a column: that of several levels has a dot between each.
fn name_of(node: &Node<'_>, place: usize) -> String {
    match node {
        Node::Array(levels) => {
            let levels: Vec<String> = levels.iter().map(|level| name_of(level, place)).collect();
            levels.join(".")
        }
        Node::Plain(b"null") | Node::Object(_) => format!("c{place}"),
        Node::Plain(raw) => node.text().map_or_else(|| String::from_utf8_lossy(raw).into_owned(), Into::into),
    }
}
