//! Columns while they are being filled.
//!
//! Cells lie in blocks, so that no column is ever copied to a larger place while all the others lie around it. What a
//! record pushes is only its own until the record is complete: then it is committed, else taken out again.

use std::collections::HashMap;

use hashbrown::HashTable;

use super::limits::Limits;
use super::text::{Damage, RawText};
use crate::{Cell, Column, Dictionary, Tally};

/// Cells of a block: half a megabyte.
const BLOCK: usize = 1 << 16;

/// How a cell was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Missing,
    NotANumber,
    Integer,
    Decimal,
    Boolean,
    Text,
    BigInteger,
}

/// What became of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pushed {
    /// The record had this column already; the value replaces the one before.
    pub twice: bool,
    /// The string's text was not kept, for want of room.
    pub unkept: bool,
    /// What was wrong with the string.
    pub damage: Damage,
}

/// All columns of a table while they are being filled.
#[derive(Debug)]
pub(super) struct Columns {
    columns: Vec<Filling>,
    by_name: HashMap<String, u32>,
    rows: usize,
    touched: Vec<(u32, Written)>,
    text_bytes: usize,
    limits: Limits,
}

#[derive(Debug, Default)]
struct Filling {
    name: String,
    blocks: Vec<Vec<Cell>>,
    len: usize,
    dictionary: Dictionary,
    lookup: HashTable<u32>,
    /// The string before: logs repeat themselves.
    latest: u32,
    tally: Tally,
    /// Whether any complete record has this field.
    is_seen: bool,
}

impl Columns {
    pub(super) fn new(limits: Limits) -> Self {
        Self { columns: Vec::new(), by_name: HashMap::new(), rows: 0, touched: Vec::new(), text_bytes: 0, limits }
    }

    /// Complete records.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Whether one more row would be more cells than the limit.
    pub(super) fn is_full(&self) -> bool {
        (self.rows + 1).saturating_mul(self.columns.len().max(1)) > self.limits.cells
    }

    /// The column of this name, made if there is none yet; `None` where there are too many.
    pub(super) fn named(&mut self, name: &str) -> Option<u32> {
        if let Some(&column) = self.by_name.get(name) {
            return Some(column);
        }
        if self.columns.len() >= self.limits.columns {
            return None;
        }
        let column = self.columns.len() as u32;
        self.columns.push(Filling { name: name.to_owned(), latest: u32::MAX, ..Filling::default() });
        self.by_name.insert(name.to_owned(), column);
        Some(column)
    }

    pub(super) fn name(&self, column: u32) -> &str {
        self.columns.get(column as usize).map_or("", |column| column.name.as_str())
    }

    /// Pushes a value of the record in hand. Gives whether the record had one for this column already.
    #[inline]
    pub(super) fn push(&mut self, column: u32, cell: Cell, written: Written) -> bool {
        let filling = &mut self.columns[column as usize];
        if filling.len <= self.rows {
            filling.pad(self.rows);
            filling.append(cell);
            self.touched.push((column, written));
            return false;
        }
        filling.replace_last(cell);
        if let Some(earlier) = self.touched.iter_mut().rev().find(|earlier| earlier.0 == column) {
            earlier.1 = written;
        }
        true
    }

    /// Pushes a string.
    #[inline]
    pub(super) fn push_text(&mut self, column: u32, text: RawText<'_>) -> Pushed {
        let filling = &mut self.columns[column as usize];
        let mut damage = Damage::default();
        let code = match filling.find(text) {
            Some(code) => Some(code),
            None => {
                let (decoded, found) = text.decode();
                damage = found;
                filling.find_or_add(&decoded, &self.limits, &mut self.text_bytes)
            }
        };
        let cell = code.map_or(Cell::UNKEPT, Cell::text);
        let twice = self.push(column, cell, Written::Text);
        Pushed { twice, unkept: code.is_none(), damage }
    }

    /// Pushes an integer by its digits.
    pub(super) fn push_big_integer(&mut self, column: u32, digits: &str) -> Pushed {
        let code = self.columns[column as usize].find_or_add(digits, &self.limits, &mut self.text_bytes);
        let (cell, written) = match code {
            Some(code) => (Cell::big_integer(code), Written::BigInteger),
            // A rounded integer is better than none.
            None => (Cell::number(digits.parse().unwrap_or(f64::NAN)), Written::Integer),
        };
        Pushed { twice: self.push(column, cell, written), unkept: code.is_none(), damage: Damage::default() }
    }

    /// The record is complete.
    pub(super) fn commit(&mut self) {
        for (column, written) in self.touched.drain(..) {
            let filling = &mut self.columns[column as usize];
            filling.is_seen = true;
            let tally = &mut filling.tally;
            match written {
                Written::Missing => {}
                Written::NotANumber => tally.not_a_number += 1,
                Written::Integer => tally.integers += 1,
                Written::Decimal => tally.decimals += 1,
                Written::Boolean => tally.booleans += 1,
                Written::Text => tally.texts += 1,
                Written::BigInteger => tally.big_integers += 1,
            }
        }
        self.rows += 1;
    }

    /// The record is broken: takes its values out again.
    pub(super) fn roll_back(&mut self) {
        for (column, _) in self.touched.drain(..) {
            self.columns[column as usize].pop();
        }
    }

    /// The columns that some complete record has, less those for which `is_kept` says no.
    pub(super) fn finish(self, is_kept: impl Fn(u32) -> bool) -> Vec<Column> {
        let rows = self.rows;
        let kept =
            self.columns.into_iter().enumerate().filter(|(place, filling)| filling.is_seen && is_kept(*place as u32));
        kept.map(|(_, filling)| filling.finish(rows)).collect()
    }
}

impl Filling {
    fn append(&mut self, cell: Cell) {
        match self.blocks.last_mut() {
            Some(block) if block.len() < BLOCK => block.push(cell),
            // Only the first block grows: ten thousand columns of three rows must not take five gigabytes.
            Some(_) => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(cell);
                self.blocks.push(block);
            }
            None => self.blocks.push(vec![cell]),
        }
        self.len += 1;
    }

    fn pad(&mut self, rows: usize) {
        while self.len < rows {
            self.append(Cell::MISSING);
        }
    }

    fn replace_last(&mut self, cell: Cell) {
        if let Some(last) = self.blocks.last_mut().and_then(|block| block.last_mut()) {
            *last = cell;
        }
    }

    fn pop(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            block.pop();
            self.len -= 1;
            if block.is_empty() {
                self.blocks.pop();
            }
        }
    }

    /// The code of a string that is known, without decoding it: bytes that equal a text are one.
    #[inline]
    fn find(&mut self, text: RawText<'_>) -> Option<u32> {
        if text.escaped {
            return None;
        }
        if self.latest != u32::MAX && self.dictionary.get(self.latest).as_bytes() == text.bytes {
            return Some(self.latest);
        }
        let dictionary = &self.dictionary;
        let found = self.lookup.find(hash(text.bytes), |&code| dictionary.get(code).as_bytes() == text.bytes)?;
        self.latest = *found;
        Some(*found)
    }

    fn find_or_add(&mut self, text: &str, limits: &Limits, text_bytes: &mut usize) -> Option<u32> {
        let dictionary = &self.dictionary;
        let hashed = hash(text.as_bytes());
        if let Some(&code) = self.lookup.find(hashed, |&code| dictionary.get(code) == text) {
            return Some(code);
        }
        let bytes = dictionary.byte_len() + text.len();
        let room = limits.dictionary_bytes.min(u32::MAX as usize);
        if dictionary.len() >= limits.distinct || bytes > room || *text_bytes + text.len() > limits.text_bytes {
            return None;
        }
        *text_bytes += text.len();
        let code = self.dictionary.push(text);
        let dictionary = &self.dictionary;
        self.lookup.insert_unique(hashed, code, |&code| hash(dictionary.get(code).as_bytes()));
        self.latest = code;
        Some(code)
    }

    fn finish(mut self, rows: usize) -> Column {
        self.pad(rows);
        let mut blocks = self.blocks.into_iter();
        let mut cells = blocks.next().unwrap_or_default();
        cells.reserve_exact(rows - cells.len().min(rows));
        // Each block is freed as soon as it is copied.
        blocks.for_each(|block| cells.extend_from_slice(&block));
        let mut tally = self.tally;
        tally.missing = rows as u64 - tally.present() - tally.not_a_number;
        Column { name: self.name, cells, dictionary: self.dictionary, tally }
    }
}

/// A multiplicative hash over words of eight bytes: no seed, since codes must not depend on one.
#[inline]
fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |state: u64, word: u64| (state.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let mut state = mix(0, bytes.len() as u64);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = mix(state, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    state = mix(state, u64::from_le_bytes(last));
    // The table takes its place from the low bits and its tag from the high ones.
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CellKind;

    #[test]
    fn a_broken_record_leaves_nothing() {
        let mut columns = Columns::new(Limits::default());
        let a = columns.named("a").unwrap();
        columns.push(a, Cell::number(1.0), Written::Integer);
        columns.commit();
        let b = columns.named("b").unwrap();
        columns.push(a, Cell::number(2.0), Written::Integer);
        columns.push(b, Cell::number(3.0), Written::Integer);
        columns.roll_back();
        columns.push(a, Cell::boolean(true), Written::Boolean);
        columns.commit();
        let table = columns.finish(|_| true);
        assert_eq!(table.len(), 1);
        assert_eq!(table[0].cells, [Cell::number(1.0), Cell::boolean(true)]);
        assert_eq!(table[0].tally, Tally { integers: 1, booleans: 1, ..Tally::default() });
    }

    #[test]
    fn a_field_that_comes_late_is_missing_before() {
        let mut columns = Columns::new(Limits::default());
        let a = columns.named("a").unwrap();
        for row in 0..(BLOCK + 10) {
            columns.push(a, Cell::number(row as f64), Written::Integer);
            columns.commit();
        }
        let b = columns.named("b").unwrap();
        assert!(!columns.push(b, Cell::number(1.0), Written::Integer));
        assert!(columns.push(b, Cell::number(2.0), Written::Decimal));
        columns.commit();
        let table = columns.finish(|_| true);
        assert_eq!(table[0].cells.len(), BLOCK + 11);
        assert_eq!(table[0].cells[BLOCK + 9].as_number(), Some((BLOCK + 9) as f64));
        assert_eq!(table[1].cells[0].kind(), CellKind::Missing);
        assert_eq!(table[1].cells[BLOCK + 10].as_number(), Some(2.0));
        assert_eq!(table[1].tally.missing, BLOCK as u64 + 10);
    }

    #[test]
    fn past_the_limit_strings_are_known_to_be_there() {
        let mut columns = Columns::new(Limits { distinct: 2, ..Limits::default() });
        let a = columns.named("a").unwrap();
        for text in ["x", "y", "z", "x"] {
            let pushed = columns.push_text(a, RawText { bytes: text.as_bytes(), escaped: false });
            assert_eq!(pushed.unkept, text == "z");
            columns.commit();
        }
        let cells: Vec<_> = columns.finish(|_| true)[0].cells.iter().map(|cell| cell.kind()).collect();
        assert_eq!(cells, [CellKind::Text(0), CellKind::Text(1), CellKind::Unkept, CellKind::Text(0)]);
    }
}
