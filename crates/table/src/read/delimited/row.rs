//! Stages the values of one row.
//!
//! Most fields are numbers, so a field that begins like one is parsed at once, without a search for its end.

use super::dialect::Dialect;
use super::field::{Fault, Field, Form};
use super::value::Value;
use crate::read::number::{self, Number};
use crate::read::schema::{FieldId, NO_FIELD};
use crate::read::staged::{Kind, Staged, pair};

/// A row that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// It ends here.
    pub end: usize,
    /// The next one begins here.
    pub next: usize,
    /// How many fields it has.
    pub width: usize,
    /// Where its first field lies.
    pub first: (usize, usize),
    /// Fields past the last column are empty.
    pub is_sound: bool,
    /// The first field with something after its closing quote.
    pub overrun: Option<usize>,
    /// A field is in quotes, so that there may be line breaks.
    pub has_quotes: bool,
}

/// Stages the values of one row at a time.
#[derive(Debug, Default)]
pub(super) struct RowParser {
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
    /// Stages the values of the row at the start of the input as those of the fields; there should be so many in all.
    /// `is_end` says that the file ends where the input does.
    #[inline]
    pub(super) fn parse(
        &mut self,
        input: &[u8],
        is_end: bool,
        fields: &[FieldId],
        width: usize,
        dialect: &Dialect,
    ) -> Result<Row, Fault> {
        self.staged.clear();
        self.decoded.clear();
        let marks = &dialect.marks;
        let mut row =
            Row { end: 0, next: 0, width: 0, first: (0, 0), is_sound: true, overrun: None, has_quotes: false };
        let mut at = 0;
        loop {
            let id = fields.get(row.width).copied().unwrap_or(NO_FIELD);
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
                    row.add(Field { start: at, end, next, ends_row, form: Form::Bare }, width);
                    if ends_row {
                        return Ok(row);
                    }
                    at = next;
                    continue;
                }
            }
            let field = marks.field(input, at, is_end)?;
            self.stage(id, &input[field.start..field.end], field, dialect);
            row.add(field, width);
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

    /// The row in which the staged texts lie.
    pub(super) fn texts<'a>(&'a mut self, row: &'a [u8]) -> (&'a Staged, &'a [u8]) {
        (&self.staged, if self.decoded.places.is_empty() { row } else { self.decoded.put_into(row) })
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
