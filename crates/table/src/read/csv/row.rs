//! Splits one row into fields and stages their values.
//!
//! Most fields are numbers, so a field that begins like one is parsed at once, without a search for its end.

use std::ops::Range;

use super::dialect::{Dialect, unescape};
use super::field::{Fault, Field, Form};
use super::value::Value;
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::assemble::staged::Staged;
use crate::read::lex::number::{self, Number};
use crate::read::lex::value::{Kind, pair};

/// A row that was read.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// It ends here.
    pub end: usize,
    /// The next one begins here.
    pub next: usize,
    /// How many fields it has.
    pub width: usize,
    /// Where its first field lies.
    pub first: Range<usize>,
    /// Fields past the last column are empty.
    pub is_sound: bool,
    /// The first field with something after its closing quote.
    pub overrun: Option<usize>,
    /// A field is in quotes, so that there may be line breaks.
    pub has_quotes: bool,
}

/// Stages the values of one row at a time.
#[derive(Debug, Default)]
pub(crate) struct RowParser {
    staged: Staged,
    decoded: Decoded,
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

impl RowParser {
    /// Stages the values of the row at the start of the input as those of the fields; `width` values are expected.
    /// `is_end` says that the file ends where the input does.
    #[inline]
    pub(crate) fn parse(
        &mut self,
        input: &[u8],
        is_end: bool,
        fields: &[FieldId],
        width: usize,
        dialect: &Dialect,
    ) -> Result<Row, Fault> {
        self.staged.clear();
        self.decoded.clear();
        let (marks, has_json_numbers) = (&dialect.marks, !dialect.decimal_comma);
        let mut row = Row { end: 0, next: 0, width: 0, first: 0..0, is_sound: true, overrun: None, has_quotes: false };
        let mut count = 0;
        loop {
            let id = fields.get(count).copied().unwrap_or(NO_FIELD);
            let (begin, mut start) = (row.next, row.next);
            let begins_number = has_json_numbers && matches!(input.get(begin), Some(b'0'..=b'9' | b'-'));
            // Where the next field begins or the next row, if this one is a number in the form of JSON.
            let mut next = None;
            if begins_number && let Ok((number, end)) = number::parse(input, begin) {
                next = match input.get(end) {
                    Some(&byte) if byte == marks.delimiter => Some((end + 1, false)),
                    Some(_) => marks.line_end(input, end).map(|next| (next, true)),
                    None if is_end => Some((end, true)),
                    None => return Err(Fault::Incomplete),
                };
                if next.is_some() {
                    self.stage_number(id, number, begin, end);
                    row.end = end;
                }
            }
            let (next, ends_row) = match next {
                Some(next) => next,
                None => {
                    let field = marks.field(input, begin, is_end)?;
                    self.stage(id, &input[field.start..field.end], field, dialect);
                    row.has_quotes |= field.form != Form::Bare;
                    if field.form == Form::Overrun {
                        row.overrun.get_or_insert(field.start);
                    }
                    (start, row.end) = (field.start, field.end);
                    (field.next, field.ends_row)
                }
            };
            // A delimiter at the end of each row says nothing.
            if count >= width && start < row.end {
                row.is_sound = false;
            }
            if count == 0 {
                row.first = start..row.end;
            }
            count += 1;
            row.next = next;
            if ends_row {
                row.width = count;
                return Ok(row);
            }
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
            Value::Text if dialect.unescapes && text.contains(&b'\\') => {
                let length = self.decoded.unescape(text, field);
                self.staged.push(id, Kind::Text, pair(field.start, length));
            }
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

    #[inline(always)]
    fn stage_number(&mut self, id: FieldId, number: Number, start: usize, end: usize) {
        match number {
            Number::Integer(value) => self.staged.push(id, Kind::Integer, value.to_bits()),
            Number::Decimal(value) => self.staged.push(id, Kind::Decimal, value.to_bits()),
            Number::CapitalE(_) => self.staged.push(id, Kind::Text, pair(start, end - start)),
            Number::Big => self.staged.push(id, Kind::BigInteger, pair(start, end - start)),
            Number::Nan => self.staged.push(id, Kind::NotANumber, 0),
        }
    }

    /// The row in which the staged texts lie.
    pub(crate) fn texts<'a>(&'a mut self, row: &'a [u8]) -> (&'a Staged, &'a [u8]) {
        (&self.staged, if self.decoded.places.is_empty() { row } else { self.decoded.put_into(row) })
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

    /// The same for a field with escapes that is not in quotes.
    fn unescape(&mut self, raw: &[u8], field: Field) -> usize {
        let begin = self.text.len();
        unescape(raw, &mut self.text);
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
