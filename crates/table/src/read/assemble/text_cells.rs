//! The cells of strings: a timestamp, a code of the column's dictionary, or a hash past its limits.

use super::columns::Columns;
use super::source::Source;
use crate::read::lex::string::{self, RawText};
use crate::read::lex::value::unpair;
use crate::spelling::windows_1252;
use crate::store::hashed;
use crate::{Cell, WarningCode};

/// A string: its column, and where it begins in the record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub column: u32,
    pub at: usize,
}

impl Spot {
    /// The place of a string with this payload.
    pub(super) fn of(column: u32, payload: u64) -> Self {
        Self { column, at: unpair(payload).0 }
    }
}

impl Columns {
    /// The cell of a text that is not in the dictionary as it lies in the input.
    pub(super) fn new_text(&mut self, spot: Spot, text: &[u8], hash: u32, source: &mut Source<'_>) -> Cell {
        let Ok(text) = std::str::from_utf8(text) else {
            source.damaged(string::Damage { bytes: true, surrogate: false }, spot.at);
            let text = windows_1252::decode(text);
            return self.text_cell(spot, &text, source);
        };
        let cell = self.add_text(spot, text, hash, source).map_or_else(|| hashed::cell(text), Cell::text);
        let builder = &mut self.columns[spot.column as usize];
        if builder.may_settle_timestamps() {
            let freed = builder.settle_timestamps();
            self.text_bytes -= freed;
            self.freed_bytes += freed;
            if let Some(timestamp) = builder.spelling.and_then(|spelling| spelling.read(text.as_bytes())) {
                return Cell::timestamp(timestamp);
            }
            if let Ok(code) = builder.texts.find(text.as_bytes()) {
                return Cell::text(code);
            }
        }
        cell
    }

    /// The cell of a text that does not lie in the input as it reads.
    pub(super) fn text_cell(&mut self, spot: Spot, text: &str, source: &mut Source<'_>) -> Cell {
        let spelling = self.columns[spot.column as usize].spelling;
        if let Some(timestamp) = spelling.and_then(|spelling| spelling.read(text.as_bytes())) {
            return Cell::timestamp(timestamp);
        }
        self.keep_text(spot, text, source).map_or_else(|| hashed::cell(text), Cell::text)
    }

    /// The cell of a text with escapes in it.
    pub(super) fn escaped_text(&mut self, column: u32, payload: u64, source: &mut Source<'_>) -> Cell {
        let spot = Spot::of(column, payload);
        let bytes = source.bytes(payload);
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut damage = string::Damage::default();
        let text = RawText { bytes, escaped: true }.decode_into(&mut scratch, &mut damage);
        if damage.any() {
            source.damaged(damage, spot.at);
        }
        let cell = self.text_cell(spot, &text, source);
        drop(text);
        self.scratch = scratch;
        cell
    }

    /// The cell of an integer that a double cannot hold.
    pub(super) fn big_integer(&mut self, column: u32, payload: u64, source: &mut Source<'_>) -> Cell {
        let digits = std::str::from_utf8(source.bytes(payload)).unwrap_or_default();
        self.big_integer_cell(Spot::of(column, payload), digits, source)
    }

    /// The cell of an integer that a double cannot hold, by its digits.
    pub(super) fn big_integer_cell(&mut self, spot: Spot, digits: &str, source: &mut Source<'_>) -> Cell {
        self.keep_text(spot, digits, source).map_or_else(|| hashed::cell(digits), Cell::big_integer)
    }

    fn keep_text(&mut self, spot: Spot, text: &str, source: &mut Source<'_>) -> Option<u32> {
        match self.columns[spot.column as usize].texts.find(text.as_bytes()) {
            Ok(code) => Some(code),
            Err(hash) => {
                let code = self.add_text(spot, text, hash, source);
                if self.notes_unchecked {
                    self.columns[spot.column as usize].note_unchecked(code);
                }
                code
            }
        }
    }

    fn add_text(&mut self, spot: Spot, text: &str, hash: u32, source: &mut Source<'_>) -> Option<u32> {
        let column = &mut self.columns[spot.column as usize];
        let code = column.texts.add(text, hash, &self.limits, &mut self.text_bytes);
        if code.is_none() {
            source.warn(WarningCode::TooManyDistinct, spot.at, || {
                format!(
                    "A column has more distinct strings than can be kept ({} strings or {} MB for each column); \
                     further ones are kept as hashes and compared in {} buckets: {}",
                    self.limits.distinct,
                    self.limits.dictionary_bytes.min(self.limits.text_bytes) / 1_000_000,
                    hashed::BUCKETS,
                    column.name
                )
            });
        }
        code
    }
}
