//! Parses one record in a single pass into staged values.
//!
//! Strict JSON (RFC 8259), with `NaN`, `Infinity` and `-Infinity` as Python and DuckDB write them. A prefix of a record
//! gives [`Fault::Incomplete`] or the fault that the whole would give, so that pieces of any size read alike.

use crate::WarningCode;
use crate::read::assemble::schema::{FieldId, NO_FIELD, ROOT, Schema};
use crate::read::assemble::staged::{Staged, Step, Values};
use crate::read::lex::fault::Fault;
use crate::read::lex::string;
use crate::read::lex::value::{Kind, Parsed, pair};
use crate::read::limits::Limits;

/// What is wrong where a value is followed by something else.
const AFTER_VALUE: &str = "a value is followed by neither a comma nor a closing bracket";

/// Parses the object at the start of the input and stages its values.
pub(crate) fn parse_record(
    input: &[u8],
    schema: &mut Schema,
    staged: &mut Staged,
    limits: &Limits,
) -> Result<Parsed, Fault> {
    let mut parser = Parser { input, schema, staged, line_breaks: 0, depth: limits.depth, items: limits.array_values };
    let end = parser.object(1, ROOT, 1)?;
    Ok(Parsed { end, line_breaks: parser.line_breaks })
}

/// Parses the value at the start of the input, whatever it is, and stages what is in it as that of a field. With
/// [`NO_FIELD`] nothing is kept.
pub(crate) fn parse_value(
    input: &[u8],
    field: FieldId,
    schema: &mut Schema,
    staged: &mut Staged,
    limits: &Limits,
) -> Result<Parsed, Fault> {
    staged.clear();
    let mut parser = Parser { input, schema, staged, line_breaks: 0, depth: limits.depth, items: limits.array_values };
    let end = parser.value(0, field, 0)?;
    Ok(Parsed { end, line_breaks: parser.line_breaks })
}

/// Parses the array at the start of the input and stages its values as those of the fields, in their order. Values
/// past the last field are counted in the second number and not kept.
pub(crate) fn parse_list(
    input: &[u8],
    fields: &[FieldId],
    schema: &mut Schema,
    staged: &mut Staged,
    limits: &Limits,
) -> Result<(Parsed, usize), Fault> {
    staged.clear();
    let mut parser = Parser { input, schema, staged, line_breaks: 0, depth: limits.depth, items: limits.array_values };
    let (end, count) = parser.list(1, fields)?;
    Ok((Parsed { end, line_breaks: parser.line_breaks }, count.saturating_sub(fields.len())))
}

struct Parser<'a> {
    input: &'a [u8],
    schema: &'a mut Schema,
    staged: &'a mut Staged,
    line_breaks: u64,
    /// The deepest level allowed.
    depth: usize,
    /// Values of an array that become columns.
    items: usize,
}

impl Parser<'_> {
    #[inline]
    fn value(&mut self, at: usize, field: FieldId, depth: usize) -> Result<usize, Fault> {
        match self.input.get(at) {
            Some(b'{') => self.object(at + 1, field, depth + 1),
            Some(b'[') => self.array(at + 1, field, depth + 1),
            _ => {
                let end = self.staged.scan(self.input, at, field)?;
                self.staged.step(Step::Value { field, start: at, end });
                Ok(end)
            }
        }
    }

    /// The object whose bracket is before `at`.
    fn object(&mut self, at: usize, field: FieldId, depth: usize) -> Result<usize, Fault> {
        if depth > self.depth {
            return Err(Fault::TooDeep { at: at - 1 });
        }
        let object = self.schema.begin_object();
        let mut at = self.space(at);
        if self.input.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        let mut before = NO_FIELD;
        loop {
            if self.input.get(at) != Some(&b'"') {
                return Err(Fault::expected(self.input, at, "an object has something else where a key should be"));
            }
            let expected = match before {
                NO_FIELD => self.schema.fields.get(field as usize).map_or(NO_FIELD, |field| field.first),
                before => self.schema.fields[before as usize].next,
            };
            let child;
            (child, at) = match self.schema.matches(expected, self.input.get(at + 1..).unwrap_or_default()) {
                Some(length) => (expected, at + 1 + length),
                None => self.look_up(at + 1, field, before)?,
            };
            self.staged.step(Step::Key(child));
            at = self.space(at);
            if self.input.get(at) != Some(&b':') {
                return Err(Fault::expected(self.input, at, "a key is not followed by a colon"));
            }
            let value = self.space(at + 1);
            if child == NO_FIELD {
                at = self.value(value, NO_FIELD, depth)?;
            } else {
                self.begin_field(child, object, at);
                at = self.value(value, child, depth)?;
                self.schema.fields[child as usize].end = self.staged.values.len() as u32;
                before = child;
            }
            at = self.space(at);
            match self.input.get(at) {
                Some(b',') => at = self.space(at + 1),
                Some(b'}') => return Ok(at + 1),
                _ => return Err(Fault::expected(self.input, at, AFTER_VALUE)),
            }
        }
    }

    /// Finds or makes the field of the key at `at`, and remembers that it follows `before`.
    #[inline(never)]
    fn look_up(&mut self, at: usize, parent: FieldId, before: FieldId) -> Result<(FieldId, usize), Fault> {
        let (key, end) = string::scan(self.input, at)?;
        if parent == NO_FIELD {
            return Ok((NO_FIELD, end));
        }
        let (key, damage) = key.decode();
        if damage.bytes {
            self.staged.note(WarningCode::InvalidUtf8, at);
        }
        if damage.surrogate {
            self.staged.note(WarningCode::LoneSurrogate, at);
        }
        let Some(child) = self.schema.child(parent, key.as_bytes()) else {
            self.staged.note(WarningCode::TooManyColumns, at);
            return Ok((NO_FIELD, end));
        };
        match before {
            NO_FIELD => self.schema.fields[parent as usize].first = child,
            before => self.schema.fields[before as usize].next = child,
        }
        Ok((child, end))
    }

    /// Remembers where the values of a field begin. Those of the same key before it, in the same object, are gone.
    #[inline]
    fn begin_field(&mut self, child: FieldId, object: u64, at: usize) {
        let field = &mut self.schema.fields[child as usize];
        if field.seen_in == object {
            self.staged.forget(field.start, field.end);
            self.staged.note(WarningCode::DuplicateKey, at);
        }
        field.seen_in = object;
        field.start = self.staged.values.len() as u32;
    }

    /// The array whose bracket is before `at`.
    fn array(&mut self, at: usize, field: FieldId, depth: usize) -> Result<usize, Fault> {
        if depth > self.depth {
            return Err(Fault::TooDeep { at: at - 1 });
        }
        let array = if field == NO_FIELD { NO_FIELD } else { self.schema.array_of(field) };
        let mut keep = array != NO_FIELD && !self.schema.arrays[array as usize].ragged;
        let (begin, start) = (self.staged.values.len(), at - 1);
        self.staged.push(field, Kind::Array, 0);
        self.staged.step(Step::Array(field));
        let mut count = 0;
        let mut at = self.space(at);
        let mut is_open = self.input.get(at) != Some(&b']');
        while is_open {
            if keep && count == self.items {
                keep = false;
                self.staged.values.truncate(begin + 1);
            }
            let mut item = NO_FIELD;
            if keep {
                match self.schema.item(array, count) {
                    Some(known) => item = known,
                    None => self.staged.note(WarningCode::TooManyColumns, at),
                }
            }
            at = self.value(at, item, depth)?;
            count += 1;
            at = self.space(at);
            match self.input.get(at) {
                Some(b',') => at = self.space(at + 1),
                Some(b']') => is_open = false,
                _ => return Err(Fault::expected(self.input, at, AFTER_VALUE)),
            }
        }
        if array != NO_FIELD && self.schema.arrays[array as usize].has_no_columns(count, self.items) {
            self.staged.push(field, Kind::Items, pair(start, at + 1 - start));
        }
        let own = self.staged.values.len().saturating_sub(begin + 1);
        if let Some(value) = self.staged.values.get_mut(begin).filter(|_| field != NO_FIELD) {
            value.payload = pair(count, own);
        }
        self.staged.step(Step::ArrayEnd(count as u32));
        Ok(at + 1)
    }

    /// The array that is a row, whose bracket is before `at`. Gives how many values there are, too.
    fn list(&mut self, at: usize, fields: &[FieldId]) -> Result<(usize, usize), Fault> {
        let mut count = 0;
        let mut at = self.space(at);
        if self.input.get(at) == Some(&b']') {
            return Ok((at + 1, 0));
        }
        loop {
            at = self.value(at, fields.get(count).copied().unwrap_or(NO_FIELD), 1)?;
            count += 1;
            at = self.space(at);
            match self.input.get(at) {
                Some(b',') => at = self.space(at + 1),
                Some(b']') => return Ok((at + 1, count)),
                _ => return Err(Fault::expected(self.input, at, AFTER_VALUE)),
            }
        }
    }

    /// Where the white space at `at` ends: none, or one blank, nearly always.
    #[inline]
    fn space(&mut self, at: usize) -> usize {
        match self.input.get(at) {
            Some(b' ') if self.input.get(at + 1).is_some_and(|byte| *byte > b' ') => at + 1,
            Some(..=b' ') => self.long_space(at),
            _ => at,
        }
    }

    fn long_space(&mut self, mut at: usize) -> usize {
        while let Some(byte @ (b' ' | b'\t' | b'\n' | b'\r')) = self.input.get(at) {
            self.line_breaks += u64::from(*byte == b'\n');
            at += 1;
        }
        at
    }
}
