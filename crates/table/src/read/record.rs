//! Parses one record in a single pass and pushes each value into its column as it goes.
//!
//! Strict JSON (RFC 8259), with `NaN`, `Infinity` and `-Infinity` as Python and DuckDB write them.

use super::columns::{Columns, Pushed, Written};
use super::limits::Limits;
use super::number::{self, Number};
use super::schema::{DROPPED, NodeId, Schema};
use super::text;
use crate::{Cell, WarningCode};

/// Why a record could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The input ends within it.
    Incomplete,
    /// It breaks a rule of JSON.
    Invalid {
        /// Where, in the input given.
        at: usize,
        /// Which rule.
        why: &'static str,
    },
    /// It is nested too deeply.
    TooDeep {
        /// Where, in the input given.
        at: usize,
    },
    /// It is a value, but no object.
    NotAnObject {
        /// Where it ends, in the input given.
        end: usize,
    },
}

impl Fault {
    pub(super) fn invalid(at: usize, why: &'static str) -> Self {
        Self::Invalid { at, why }
    }

    /// Invalid, unless it is only that the input ends here.
    pub(super) fn expected(input: &[u8], at: usize, why: &'static str) -> Self {
        if at >= input.len() { Self::Incomplete } else { Self::Invalid { at, why } }
    }
}

/// Something about a complete record that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub code: WarningCode,
    /// Where, in the input given.
    pub at: usize,
    /// The column or path it is about.
    pub name: String,
}

/// Notes of one record past which no more are kept: a hostile record has millions.
const MOST_NOTES: usize = 1_000;

/// Turns records into columns.
#[derive(Debug)]
pub(super) struct Parser {
    pub schema: Schema,
    pub columns: Columns,
    /// What is to be said of the record last read.
    pub notes: Vec<Note>,
    lengths: Vec<(NodeId, usize)>,
    depth: usize,
}

impl Parser {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            schema: Schema::new(limits),
            columns: Columns::new(limits.clone()),
            notes: Vec::new(),
            lengths: Vec::new(),
            depth: limits.depth,
        }
    }

    /// Reads the record at `start` as a row and gives where it ends. A record that cannot be read leaves no trace.
    /// One longer than `most` is read as a fault by the caller's measure, so its values are not kept either.
    pub(super) fn record(&mut self, input: &[u8], start: usize, most: usize) -> Result<usize, Fault> {
        self.notes.clear();
        self.lengths.clear();
        let is_object = input.get(start) == Some(&b'{');
        let node = if is_object { Schema::ROOT } else { DROPPED };
        let outcome = match self.value(input, start, node, 0) {
            Ok(end) if end - start > most => Err(Fault::Incomplete),
            Ok(end) if !is_object => Err(Fault::NotAnObject { end }),
            other => other,
        };
        if outcome.is_err() {
            self.columns.roll_back();
            self.notes.clear();
            return outcome;
        }
        self.columns.commit();
        for at in 0..self.lengths.len() {
            let (node, length) = self.lengths[at];
            if self.schema.note_length(node, length) {
                let name = self.schema.path(node).to_owned();
                self.notes.push(Note { code: WarningCode::LongArray, at: start, name });
            }
        }
        outcome
    }

    fn value(&mut self, input: &[u8], at: usize, node: NodeId, depth: usize) -> Result<usize, Fault> {
        let Some(&first) = input.get(at) else { return Err(Fault::Incomplete) };
        match first {
            b'"' => {
                let (text, end) = text::scan(input, at + 1)?;
                if let Some(column) = self.column(node, at) {
                    let pushed = self.columns.push_text(column, text);
                    if pushed != Pushed::default() {
                        self.note_pushed(column, at, pushed);
                    }
                }
                Ok(end)
            }
            b'-' | b'0'..=b'9' => {
                let (number, end) = number::parse(input, at)?;
                self.push_number(node, number, &input[at..end], at);
                Ok(end)
            }
            b'{' if depth < self.depth => self.object(input, at + 1, node, depth + 1),
            b'[' if depth < self.depth => self.array(input, at + 1, node, depth + 1),
            b'{' | b'[' => Err(Fault::TooDeep { at }),
            b't' => self.literal(input, at, "true", node, Cell::boolean(true), Written::Boolean),
            b'f' => self.literal(input, at, "false", node, Cell::boolean(false), Written::Boolean),
            b'n' => self.literal(input, at, "null", node, Cell::MISSING, Written::Missing),
            _ => {
                let (number, end) = number::word(input, at, at, false)?;
                self.push_number(node, number, &input[at..end], at);
                Ok(end)
            }
        }
    }

    fn object(&mut self, input: &[u8], start: usize, node: NodeId, depth: usize) -> Result<usize, Fault> {
        let mut at = skip_space(input, start);
        if input.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        let mut place = 0;
        loop {
            if input.get(at) != Some(&b'"') {
                return Err(Fault::expected(input, at, "an object has something else where a key should be"));
            }
            let child;
            (child, place, at) = match self.schema.predicted(node, place, &input[at + 1..]) {
                Some((child, length)) => (child, place, at + length + 2),
                None => self.key(input, at, node)?,
            };
            place = place.wrapping_add(1);
            at = skip_space(input, at);
            if input.get(at) != Some(&b':') {
                return Err(Fault::expected(input, at, "a key is not followed by a colon"));
            }
            at = skip_space(input, at + 1);
            at = self.value(input, at, child, depth)?;
            at = skip_space(input, at);
            match input.get(at) {
                Some(b',') => at = skip_space(input, at + 1),
                Some(b'}') => return Ok(at + 1),
                _ => {
                    return Err(Fault::expected(
                        input,
                        at,
                        "a value is followed by neither a comma nor a closing brace",
                    ));
                }
            }
        }
    }

    /// Looks up the key at `at`: its node, its place among its siblings, and where it ends.
    fn key(&mut self, input: &[u8], at: usize, node: NodeId) -> Result<(NodeId, usize, usize), Fault> {
        let (key, end) = text::scan(input, at + 1)?;
        if node == DROPPED {
            return Ok((DROPPED, usize::MAX, end));
        }
        let (child, place) = if key.escaped {
            self.schema.child(node, key.decode().0.as_bytes())
        } else {
            self.schema.child(node, key.bytes)
        };
        if child == DROPPED {
            self.note(WarningCode::TooManyColumns, at, String::new);
        }
        Ok((child, place, end))
    }

    fn array(&mut self, input: &[u8], start: usize, node: NodeId, depth: usize) -> Result<usize, Fault> {
        let mut at = skip_space(input, start);
        let mut length = 0;
        if input.get(at) == Some(&b']') {
            at += 1;
        } else {
            loop {
                let element = if node == DROPPED { DROPPED } else { self.schema.element(node, length) };
                at = self.value(input, at, element, depth)?;
                length += 1;
                at = skip_space(input, at);
                match input.get(at) {
                    Some(b',') => at = skip_space(input, at + 1),
                    Some(b']') => break at += 1,
                    _ => {
                        return Err(Fault::expected(
                            input,
                            at,
                            "a value is followed by neither a comma nor a closing bracket",
                        ));
                    }
                }
            }
        }
        if node != DROPPED {
            if let Some(column) = self.schema.length_column(node, &mut self.columns) {
                self.columns.push(column, Cell::number(length as f64), Written::Integer);
            }
            self.lengths.push((node, length));
        }
        Ok(at)
    }

    fn literal(
        &mut self,
        input: &[u8],
        at: usize,
        word: &str,
        node: NodeId,
        cell: Cell,
        written: Written,
    ) -> Result<usize, Fault> {
        let rest = &input[at..];
        if rest.starts_with(word.as_bytes()) {
            if let Some(column) = self.column(node, at) {
                let twice = self.columns.push(column, cell, written);
                self.note_twice(twice, column, at);
            }
            return Ok(at + word.len());
        }
        if word.as_bytes().starts_with(rest) {
            return Err(Fault::Incomplete);
        }
        Err(Fault::invalid(at, "a value is neither a string, a number, true, false, null, an object nor an array"))
    }

    #[inline]
    fn push_number(&mut self, node: NodeId, number: Number, digits: &[u8], at: usize) {
        let Some(column) = self.column(node, at) else { return };
        let twice = match number {
            Number::Integer(value) => self.columns.push(column, Cell::number(value), Written::Integer),
            Number::Decimal(value) => self.columns.push(column, Cell::number(value), Written::Decimal),
            Number::NotANumber => self.columns.push(column, Cell::NOT_A_NUMBER, Written::NotANumber),
            Number::Big => {
                let pushed = self.columns.push_big_integer(column, std::str::from_utf8(digits).unwrap_or_default());
                pushed.twice
            }
        };
        self.note_twice(twice, column, at);
    }

    #[inline]
    fn column(&mut self, node: NodeId, at: usize) -> Option<u32> {
        if node == DROPPED {
            return None;
        }
        let column = self.schema.column(node, &mut self.columns);
        if column.is_none() {
            self.note(WarningCode::TooManyColumns, at, String::new);
        }
        column
    }

    #[cold]
    fn note_pushed(&mut self, column: u32, at: usize, pushed: Pushed) {
        self.note_twice(pushed.twice, column, at);
        let name = self.columns.name(column).to_owned();
        if pushed.unkept {
            self.note(WarningCode::TooManyDistinct, at, || name.clone());
        }
        if pushed.damage.bytes {
            self.note(WarningCode::InvalidUtf8, at, || name.clone());
        }
        if pushed.damage.surrogate {
            self.note(WarningCode::LoneSurrogate, at, || name);
        }
    }

    #[inline]
    fn note_twice(&mut self, twice: bool, column: u32, at: usize) {
        if twice {
            let name = self.columns.name(column).to_owned();
            self.note(WarningCode::DuplicateKey, at, || name);
        }
    }

    #[cold]
    fn note(&mut self, code: WarningCode, at: usize, name: impl FnOnce() -> String) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(Note { code, at, name: name() });
        }
    }
}

/// The first place from `at` on that holds no white space.
#[inline]
pub(super) fn skip_space(input: &[u8], mut at: usize) -> usize {
    while matches!(input.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}
