//! Reads values with a delimiter between them, a row in each line: CSV, TSV and their like.
//!
//! `head` is the start of a file, from which `dialect` says how its rows are written and `header` what its columns are
//! called. `field` finds the end of a field and `value` says what it means, so that the same data as JSON Lines and as
//! CSV give one table: an empty field is missing, numbers and booleans are what they are, and everything else is text, as
//! is everything in quotes. Only where a writer puts all fields in quotes, as far as the head shows, do quotes say
//! nothing.
//!
//! Nothing is read of a row before all of it is there. Most fields are numbers, so a field that begins like one is
//! parsed at once, without a search for its end.
//!
//! Invariant: [`Delimited::process`] may be called with any prefix of the rest of the file, and what it does to the rows
//! only depends on the file.

mod dialect;
mod field;
mod head;
mod header;
mod labels;
mod value;

use dialect::Dialect;
use field::{Fault, Field, Form};
use head::Head;
use header::Header;
use labels::Labels;
use value::Value;

use super::columns::Whereabouts;
use super::number::{self, Number};
use super::rows::Rows;
use super::schema::{FieldId, NO_FIELD};
use super::staged::{Kind, Staged, pair};
use crate::WarningCode;

/// Whether a text holds values with delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// It does not look like it.
    None,
    /// Nearly all lines have as many delimiters.
    Even,
    /// The first line names the columns, too.
    Named,
}

/// Whether a text that starts like this holds values with delimiters. `None` asks for more of it; `whole` says that there
/// is no more.
pub(super) fn likeness(start: &[u8], whole: bool) -> Option<Likeness> {
    let head = Head::of(start, whole)?;
    let (dialect, rows) = Dialect::of(&head);
    let is_named = || Header::of(&rows, head.comment, &dialect).is_named;
    // A single column is known by numbers below a name.
    let is_number = |row: &Vec<dialect::Text>| matches!(&row[..], [field] if matches!(dialect.value(&field.bytes, field.is_quoted), Value::Number(_)));
    let is_column = || matches!(&rows[..], [first, others @ ..] if first.len() == 1 && others.len() > 1 && others.iter().all(is_number));
    Some(match dialect.is_even || is_column() {
        true if is_named() => Likeness::Named,
        true if dialect.is_even => Likeness::Even,
        _ => Likeness::None,
    })
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The start of the file.
    Head,
    /// Rows.
    Rows,
    /// The rest of a line of which nothing is read.
    Line,
    /// Nothing that matters.
    Over,
}

/// Reads the rows of one file.
#[derive(Debug)]
pub(super) struct Delimited {
    state: State,
    /// Known once the head is.
    dialect: Option<Dialect>,
    has_names: bool,
    /// The fields of a row.
    fields: Vec<FieldId>,
    /// How many fields a row has.
    width: usize,
    labels: Option<Labels>,
    /// A row was broken, and none was read since.
    is_amid_broken: bool,
    /// A row had fewer fields than there are columns.
    met_short: bool,
    staged: Staged,
    decoded: Decoded,
    /// Where the input begins in the file.
    offset: u64,
    /// The line there, from 1.
    line: u64,
}

/// The texts of a row that are not written as they are.
#[derive(Debug, Default)]
struct Decoded {
    /// Where they lie in the row, and where their texts end in `text`.
    places: Vec<(usize, usize, usize)>,
    text: Vec<u8>,
    /// The row, with these texts in their places.
    row: Vec<u8>,
}

/// A row that was read.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// It ends here.
    end: usize,
    /// The next one begins here.
    next: usize,
    /// How many fields it has.
    width: usize,
    /// Where its first field lies.
    first: (usize, usize),
    /// Fields past the last column are empty.
    is_sound: bool,
    /// The first field with something after its closing quote.
    overrun: Option<usize>,
    has_quotes: bool,
}

impl Delimited {
    /// Reads from this place of a file on.
    pub(super) fn new(offset: u64, line: u64) -> Self {
        Self {
            state: State::Head,
            dialect: None,
            has_names: false,
            fields: Vec::new(),
            width: 0,
            labels: None,
            is_amid_broken: false,
            met_short: false,
            staged: Staged::default(),
            decoded: Decoded::default(),
            offset,
            line,
        }
    }

    /// Whether the rest of the file does not matter.
    pub(super) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// What the file was read as, in words.
    pub(super) fn words(&self) -> String {
        let Some(dialect) = &self.dialect else { return "nothing".to_owned() };
        let words = dialect.words();
        if self.has_names { words } else { words + ", without names" }
    }

    /// Reads what is whole in the input, and gives how much that is. `last` says that nothing follows.
    pub(super) fn process(&mut self, input: &[u8], last: bool, rows: &mut Rows) -> usize {
        let mut at = 0;
        loop {
            let rest = &input[at..];
            let before = (at, self.state);
            at += match (self.state, self.dialect) {
                (State::Over, _) => rest.len(),
                (State::Line, Some(dialect)) => self.skip_line(rest, dialect.marks.line_end),
                (State::Rows, Some(dialect)) => self.rows(rest, last, dialect, rows),
                _ => self.head(rest, last, rows),
            };
            if (at, self.state) == before || at >= input.len() {
                break;
            }
        }
        if last {
            self.end(rows);
        }
        at
    }

    /// How the file is written, and what its columns are called.
    fn head(&mut self, input: &[u8], last: bool, rows: &mut Rows) -> usize {
        let Some(head) = Head::of(input, last) else { return 0 };
        let (dialect, texts) = Dialect::of(&head);
        let header = Header::of(&texts, head.comment, &dialect);
        self.width = header.names.len();
        self.has_names = header.is_named;
        self.add_columns(&header, rows);
        self.dialect = Some(dialect);
        self.state = State::Rows;
        let mut length = head.before;
        if header.is_row {
            let names = dialect.first_row(&head);
            length += names.end;
        }
        self.pass(&input[..length], dialect.marks.line_end)
    }

    fn add_columns(&mut self, header: &Header, rows: &mut Rows) {
        let most = rows.limits.columns;
        for name in header.names.iter().take(most) {
            let field = rows.field(name.as_bytes());
            if let Some(field) = field {
                rows.reserve(field);
            }
            self.fields.push(field.unwrap_or(NO_FIELD));
        }
        let lost = header.names.len().saturating_sub(most) + self.fields.iter().filter(|id| **id == NO_FIELD).count();
        if lost > 0 {
            let place = Whereabouts { input: &[], line: self.line, offset: self.offset };
            rows.problems.add_many(WarningCode::TooManyColumns, lost as u64, || {
                let message = format!("There are more columns than can be kept ({most}); those past them are left out");
                (Some(place.at(0)), message)
            });
        }
        self.labels = header.has_labels.then(|| Labels::new(self.fields.first().copied(), rows.columns.rows()));
    }

    fn rows(&mut self, input: &[u8], last: bool, mut dialect: Dialect, rows: &mut Rows) -> usize {
        let line_end = dialect.marks.line_end;
        let mut at = 0;
        while at < input.len() {
            let rest = &input[at..];
            if let Some(length) = blank_line(rest, last, &dialect) {
                at += self.pass(&rest[..length], line_end);
                continue;
            }
            let window = &rest[..rest.len().min(rows.limits.record_bytes)];
            let is_end = last && window.len() == rest.len();
            let whereabouts = Whereabouts { input: window, line: self.line, offset: self.offset };
            match self.row(window, is_end, &dialect) {
                Ok(row) => {
                    if !self.take(row, whereabouts, is_end, rows) {
                        return at;
                    }
                    self.offset += row.next as u64;
                    self.line += if row.has_quotes { count(&window[..row.next], line_end) } else { 1 };
                    at += row.next;
                }
                Err(Fault::Escapes) => {
                    dialect.marks.has_escapes = true;
                    self.dialect = Some(dialect);
                }
                Err(Fault::Incomplete) if window.len() < rows.limits.record_bytes => return at,
                Err(Fault::Incomplete) => {
                    self.state = State::Line;
                    rows.too_long(whereabouts);
                    return at;
                }
                Err(Fault::Unclosed(quote)) => {
                    self.unclosed(quote, whereabouts, is_end, line_end, rows);
                    return at + self.pass(&rest[..quote], line_end);
                }
            }
        }
        at
    }

    /// Takes in a row. `false` where there is no room for it.
    fn take(&mut self, row: Row, whereabouts: Whereabouts<'_>, is_end: bool, rows: &mut Rows) -> bool {
        let record = whereabouts.first(row.end);
        let is_uneven = row.width < self.width || !row.is_sound;
        if is_uneven {
            if self.is_amid_broken {
                // A line of the text whose quote is not closed.
                return true;
            }
            if is_end && row.end == whereabouts.input.len() && row.width < self.width && !self.met_short {
                rows.truncated(record);
                return true;
            }
            self.met_short |= row.width < self.width;
            let width = self.width;
            rows.problems.add(WarningCode::UnequalLengths, || {
                let message = format!(
                    "A row has {} values where there are {width} columns: what is lacking is taken as missing, what is \
                     too much is left out. Are all values with delimiters or quotes in them in quotes?",
                    row.width
                );
                (Some(record.at(0)), message)
            });
        }
        self.is_amid_broken = false;
        if rows.columns.is_full() {
            rows.too_many(whereabouts);
            self.state = State::Over;
            return false;
        }
        if let Some(at) = row.overrun {
            rows.problems.add(WarningCode::InvalidRecord, || {
                let message = "A value goes on after its closing quote, and is read with what follows: quotes within a \
                               value must be doubled";
                (Some(record.at(at)), message.to_owned())
            });
        }
        if let Some(labels) = &mut self.labels {
            labels.see(record.input.get(row.first.0..row.first.1).unwrap_or_default());
        }
        if self.decoded.places.is_empty() {
            rows.add_staged(&self.staged, record);
        } else {
            let input = self.decoded.put_into(record.input);
            rows.add_staged(&self.staged, Whereabouts { input, ..record });
        }
        true
    }

    /// Stages the values of the row at the start of the input.
    #[inline]
    fn row(&mut self, input: &[u8], is_end: bool, dialect: &Dialect) -> Result<Row, Fault> {
        self.staged.clear();
        self.decoded.clear();
        let marks = &dialect.marks;
        let mut row =
            Row { end: 0, next: 0, width: 0, first: (0, 0), is_sound: true, overrun: None, has_quotes: false };
        let mut at = 0;
        loop {
            let id = self.fields.get(row.width).copied().unwrap_or(NO_FIELD);
            let begins_number = matches!(input.get(at), Some(b'0'..=b'9' | b'-'));
            if begins_number
                && !dialect.decimal_comma
                && let Ok((number, end)) = number::parse(input, at)
            {
                let is_last = match input.get(end) {
                    Some(&byte) if byte == marks.delimiter => Some((end + 1, false)),
                    Some(_) => marks.line_end(input, end).map(|next| (next, true)),
                    None if is_end => Some((end, true)),
                    None => return Err(Fault::Incomplete),
                };
                if let Some((next, ends_row)) = is_last {
                    self.stage_number(id, number, at, end);
                    row.add(Field { start: at, end, next, ends_row, form: Form::Bare }, self.width);
                    if ends_row {
                        return Ok(row);
                    }
                    at = next;
                    continue;
                }
            }
            let field = marks.field(input, at, is_end)?;
            self.stage(id, &input[field.start..field.end], field, dialect);
            row.add(field, self.width);
            if field.ends_row {
                return Ok(row);
            }
            at = field.next;
        }
    }

    #[inline]
    fn stage(&mut self, id: FieldId, text: &[u8], field: Field, dialect: &Dialect) {
        if matches!(field.form, Form::Escaped | Form::Overrun) {
            let length = self.decoded.add(text, field, dialect);
            return self.staged.push(id, Kind::Text, pair(field.start, length));
        }
        match dialect.value(text, field.form == Form::Quoted) {
            // Rows that are not mentioned are missing.
            Value::Missing => {}
            Value::Text => self.staged.push(id, Kind::Text, pair(field.start, text.len())),
            Value::Boolean(value) => self.staged.push(id, Kind::Boolean, u64::from(value)),
            Value::Number(number) => {
                let is_mark = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b'+';
                let before = text.iter().take_while(is_mark).count();
                let after = text.len() - text.trim_ascii_end().len();
                self.stage_number(id, number, field.start + before, field.end - after);
            }
        }
    }

    #[inline]
    fn stage_number(&mut self, id: FieldId, number: Number, start: usize, end: usize) {
        match number {
            Number::Integer(value) => self.staged.push(id, Kind::Integer, value.to_bits()),
            Number::Decimal(value) => self.staged.push(id, Kind::Decimal, value.to_bits()),
            Number::Big => self.staged.push(id, Kind::BigInteger, pair(start, end - start)),
            Number::Nan => self.staged.push(id, Kind::NotANumber, 0),
        }
    }

    /// A quote that is never closed: its row is broken, and reading goes on with the line after it.
    fn unclosed(&mut self, quote: usize, place: Whereabouts<'_>, is_end: bool, line_end: u8, rows: &mut Rows) {
        let line = memchr::memchr(line_end, &place.input[quote..]);
        self.state = State::Line;
        if std::mem::replace(&mut self.is_amid_broken, true) {
            return;
        }
        if line.is_none() && is_end {
            return rows.truncated(place);
        }
        rows.skipped += 1;
        rows.problems.add(WarningCode::InvalidRecord, || {
            let message = "A quote is never closed, so its row is left out and the next line read: quotes within a value \
                           must be doubled";
            let end = line.map_or(place.input.len(), |length| quote + length);
            (Some(place.first(end).at(quote)), message.to_owned())
        });
    }

    fn skip_line(&mut self, input: &[u8], line_end: u8) -> usize {
        let end = memchr::memchr(line_end, input).map(|length| length + 1);
        if end.is_some() {
            self.state = State::Rows;
        }
        self.pass(&input[..end.unwrap_or(input.len())], line_end)
    }

    fn end(&mut self, rows: &mut Rows) {
        self.state = State::Over;
        if let Some(labels) = self.labels.take() {
            labels.end(rows);
        }
    }

    fn pass(&mut self, passed: &[u8], line_end: u8) -> usize {
        self.offset += passed.len() as u64;
        self.line += count(passed, line_end);
        passed.len()
    }
}

impl Row {
    #[inline]
    fn add(&mut self, field: Field, width: usize) {
        if self.width == 0 {
            self.first = (field.start, field.end);
        }
        self.has_quotes |= field.form != Form::Bare;
        if self.overrun.is_none() && field.form == Form::Overrun {
            self.overrun = Some(field.start);
        }
        // A delimiter at the end of each row says nothing.
        self.is_sound &= self.width < width || field.start == field.end;
        self.width += 1;
        (self.end, self.next) = (field.end, field.next);
    }
}

impl Decoded {
    fn clear(&mut self) {
        self.places.clear();
        self.text.clear();
    }

    /// Adds the text of a field, and gives its length.
    fn add(&mut self, raw: &[u8], field: Field, dialect: &Dialect) -> usize {
        let begin = self.text.len();
        dialect.marks.decode(raw, &mut self.text);
        self.places.push((field.start, field.end, self.text.len()));
        self.text.len() - begin
    }

    /// The row with its texts in their places: none is longer than what it is written as.
    fn put_into(&mut self, row: &[u8]) -> &[u8] {
        self.row.clear();
        self.row.extend_from_slice(row);
        let mut begin = 0;
        for &(start, field_end, end) in &self.places {
            let text = &self.text[begin..end];
            begin = end;
            if let Some(place) = self.row.get_mut(start..field_end) {
                let (place, rest) = place.split_at_mut(text.len().min(place.len()));
                place.copy_from_slice(&text[..place.len()]);
                rest.fill(b' ');
            }
        }
        &self.row
    }
}

/// The length of the line at the start of the input, if it is blank.
#[inline]
fn blank_line(input: &[u8], last: bool, dialect: &Dialect) -> Option<usize> {
    let first = *input.first()?;
    if first > b' ' || first == dialect.marks.delimiter {
        return None;
    }
    let blanks = input.iter().take_while(|byte| **byte == b' ' && **byte != dialect.marks.delimiter).count();
    match dialect.marks.line_end(input, blanks) {
        Some(next) => Some(next),
        None if last && matches!(input[blanks..], [] | [b'\r']) => Some(input.len()),
        None => None,
    }
}

fn count(bytes: &[u8], line_end: u8) -> u64 {
    memchr::memchr_iter(line_end, bytes).count() as u64
}
