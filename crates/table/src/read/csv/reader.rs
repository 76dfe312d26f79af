//! Reads the rows of one delimited file.
//!
//! Nothing is read of a row before all of it is there.
//!
//! Invariant: [`Delimited::process`] may be called with any prefix of the rest of the file, and what it does to the rows
//! only depends on the file.

use super::dialect::Dialect;
use super::field::Fault;
use super::head::Head;
use super::header::Header;
use super::labels::Labels;
use super::row::{Row, RowParser};
use super::totals::{self, Totals};
use crate::WarningCode;
use crate::read::assemble::rows::Rows;
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::place::{Cursor, Whereabouts, count_lines};

/// The warning about a row with a quote that is never closed.
const UNCLOSED: &str = "A quote is never closed, so its row is left out and the next line read: quotes within a value \
                        must be doubled";

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
pub(crate) struct Delimited {
    state: State,
    /// Known once the head is.
    dialect: Option<Dialect>,
    has_names: bool,
    /// Lines of text above the names.
    titles: usize,
    /// Below the names is a line of units.
    has_units: bool,
    /// A line that begins with `#` is a comment wherever it stands, since the file begins with such lines.
    has_comments: bool,
    /// Comments between the rows.
    comments: u64,
    /// Rows that begin like a row of totals, and whether the last row was one and is left out.
    totals: Totals,
    /// The fields of a row.
    fields: Vec<FieldId>,
    /// How many fields a row has.
    width: usize,
    labels: Option<Labels>,
    /// A row was broken, and none was read since.
    is_in_broken: bool,
    /// A row had fewer fields than there are columns.
    met_short: bool,
    parser: RowParser,
    /// Where the input begins in the file.
    cursor: Cursor,
}

impl Delimited {
    /// Reads from this place of a file on.
    pub(crate) fn new(cursor: Cursor) -> Self {
        Self {
            state: State::Head,
            dialect: None,
            has_names: false,
            titles: 0,
            has_units: false,
            has_comments: false,
            comments: 0,
            totals: Totals::default(),
            fields: Vec::new(),
            width: 0,
            labels: None,
            is_in_broken: false,
            met_short: false,
            parser: RowParser::default(),
            cursor,
        }
    }

    /// Whether the rest of the file does not matter.
    pub(crate) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// What the file was read as, in words.
    pub(crate) fn words(&self) -> String {
        let Some(dialect) = &self.dialect else { return "nothing".to_owned() };
        let mut words = dialect.words();
        match (self.has_names, self.titles) {
            (false, _) => words += ", without names",
            (true, 0) => {}
            (true, 1) => words += ", below a line of other text",
            (true, lines) => words += &format!(", below {lines} lines of other text"),
        }
        let left_out = [
            (self.has_units, "a line of units".to_owned()),
            (self.totals.is_last, "a last row of totals".to_owned()),
            (self.comments == 1, "a comment between its rows".to_owned()),
            (self.comments > 1, format!("{} comments between its rows", self.comments)),
        ];
        let left_out: Vec<String> = left_out.into_iter().filter(|(is_so, _)| *is_so).map(|(_, what)| what).collect();
        if !left_out.is_empty() {
            words += &format!(", without {}", left_out.join(", "));
        }
        words
    }

    /// Reads what is whole in the input, and gives how much that is. `last` says that nothing follows.
    #[inline(never)]
    pub(crate) fn process(&mut self, input: &[u8], last: bool, rows: &mut Rows) -> usize {
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
        self.titles = head.titles;
        self.has_units = header.has_units;
        self.has_comments = head.has_comments && header.rows > 0;
        self.add_columns(&header, rows);
        self.dialect = Some(dialect);
        self.state = State::Rows;
        let mut length = head.before;
        if header.rows > 0 {
            let names = dialect.first_rows(&head, header.rows);
            if names.start > 0 {
                let place = self.cursor.record(&input[length..length + names.start]);
                rows.skipped += 1;
                rows.problems.add(WarningCode::InvalidRecord, || (Some(place.at(0)), UNCLOSED.to_owned()));
            }
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
            let place = self.cursor.record(&[]);
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
            match self.left_out(rest, last, &dialect, rows.limits.record_bytes) {
                Some(LeftOut::Whole(length)) => {
                    at += self.pass(&rest[..length], line_end);
                    continue;
                }
                Some(LeftOut::Open) => return at,
                None => {}
            }
            let window = &rest[..rest.len().min(rows.limits.record_bytes)];
            let is_end = last && window.len() == rest.len();
            let whereabouts = self.cursor.record(window);
            match self.parser.parse(window, is_end, &self.fields, self.width, &dialect) {
                Ok(row) => {
                    if totals::begins(window.get(row.first.clone()).unwrap_or_default()) {
                        let is_last = window.len() == rest.len() && rest[row.next..].trim_ascii().is_empty();
                        match self.totals.of(is_last, last) {
                            Some(false) => {}
                            // Whether more follows is not known yet.
                            None => return at,
                            Some(true) => {
                                at += self.pass(rest, line_end);
                                continue;
                            }
                        }
                    }
                    if !self.take(&row, whereabouts, is_end, rows) {
                        return at;
                    }
                    let lines = if row.has_quotes { count_lines(&window[..row.next], line_end) } else { 1 };
                    at += self.cursor.pass_lines(row.next, lines);
                }
                Err(Fault::Escapes) => {
                    dialect.marks.has_escapes = true;
                    self.dialect = Some(dialect);
                }
                // A row as long as may be is whole if the file ends with it.
                Err(Fault::Incomplete) if rest.len() <= rows.limits.record_bytes => return at,
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

    /// The line at the start of the input, if it is no row: blank, or a comment.
    #[inline]
    fn left_out(&mut self, input: &[u8], last: bool, dialect: &Dialect, most: usize) -> Option<LeftOut> {
        let blank = blank_line(input, last, dialect, most);
        if blank.is_some() || !self.has_comments || input.first() != Some(&b'#') {
            return blank;
        }
        match self.comment(input, last, dialect) {
            Some(0) => None,
            Some(length) => Some(LeftOut::Whole(length)),
            None => Some(LeftOut::Open),
        }
    }

    /// The length of the comment at the start of the input; 0 where it is a row, with as many fields as the others. `None` asks for
    /// more of it.
    #[cold]
    fn comment(&mut self, input: &[u8], last: bool, dialect: &Dialect) -> Option<usize> {
        let end = memchr::memchr(dialect.marks.line_end, input);
        let line = match end {
            Some(end) => &input[..end],
            None if last => input,
            None => return None,
        };
        let delimiters = line.iter().filter(|byte| **byte == dialect.marks.delimiter).count();
        if delimiters + 1 == self.width && self.width > 1 {
            return Some(0);
        }
        self.comments += 1;
        Some(end.map_or(input.len(), |end| end + 1))
    }

    /// Takes in a row. `false` where there is no room for it.
    fn take(&mut self, row: &Row, whereabouts: Whereabouts<'_>, is_end: bool, rows: &mut Rows) -> bool {
        let record = whereabouts.first(row.end);
        let is_uneven = row.width < self.width || !row.is_sound;
        if is_uneven {
            if self.is_in_broken {
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
                    "A row has {} values where there are {width} columns: absent values are missing, what is \
                     too much is left out. Are all values with delimiters or quotes in them in quotes?",
                    row.width
                );
                (Some(record.at(0)), message)
            });
        }
        self.is_in_broken = false;
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
            labels.see(record.input.get(row.first.clone()).unwrap_or_default());
        }
        let (staged, input) = self.parser.texts(record.input);
        rows.add(staged, Whereabouts { input, ..record });
        true
    }

    /// A quote that is never closed: its row is broken, and reading goes on with the line after it.
    fn unclosed(&mut self, quote: usize, place: Whereabouts<'_>, is_end: bool, line_end: u8, rows: &mut Rows) {
        let line = memchr::memchr(line_end, &place.input[quote..]);
        self.state = State::Line;
        if std::mem::replace(&mut self.is_in_broken, true) {
            return;
        }
        if line.is_none() && is_end {
            return rows.truncated(place);
        }
        rows.skipped += 1;
        rows.problems.add(WarningCode::InvalidRecord, || {
            let end = line.map_or(place.input.len(), |length| quote + length);
            (Some(place.first(end).at(quote)), UNCLOSED.to_owned())
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
        self.cursor.pass_lines(passed.len(), count_lines(passed, line_end))
    }
}

/// A line that is no row.
enum LeftOut {
    /// Of this length.
    Whole(usize),
    /// As far as it has come.
    Open,
}

/// The line at the start of the input, if it is blank and no longer than a row may be.
#[inline]
fn blank_line(input: &[u8], last: bool, dialect: &Dialect, most: usize) -> Option<LeftOut> {
    let first = *input.first()?;
    if first > b' ' || first == dialect.marks.delimiter {
        return None;
    }
    let blanks = input.iter().take_while(|byte| **byte == b' ' && **byte != dialect.marks.delimiter).count();
    if blanks > most {
        return None;
    }
    match dialect.marks.line_end(input, blanks) {
        Some(next) => Some(LeftOut::Whole(next)),
        None if !matches!(input[blanks..], [] | [b'\r']) => None,
        None if last => Some(LeftOut::Whole(input.len())),
        None => Some(LeftOut::Open),
    }
}
