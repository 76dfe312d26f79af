//! The values of one column in a few rows, typed already.
//!
//! A typed file need not become text only to have its values typed again. Its reader fills a batch for each column and hands all of
//! them to [`TableReader::add_batches`](crate::TableReader::add_batches), which puts them where the same values written as JSON would go.
//! What is a number, what is kept as text and what is past a limit is decided here, not by the file's reader.

use super::column_builder::Written;
use crate::read::lex::number::{self, EXACT, Number, exact};
use crate::{Cell, Spelling};

/// The values of one column in some consecutive rows, in their order: one call of a method for each row.
#[derive(Debug)]
pub struct ColumnBatch {
    pub(crate) name: String,
    pub(crate) spelling: Option<Spelling>,
    /// As in a column, but that codes are those of [`ColumnBatch::text_of`].
    pub(crate) cells: Vec<Cell>,
    /// How many were written in each way.
    pub(crate) counts: [u64; 7],
    /// How the last one was.
    pub(crate) last: Written,
    /// Strings and digits, end to end.
    texts: String,
    ends: Vec<usize>,
    /// The bytes of the longest of them.
    pub(crate) longest: usize,
}

/// A text of a batch, to be used for further rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchText(u32);

impl ColumnBatch {
    /// An empty batch of the column with this key in a record. `spelling` is that of its [timestamps](ColumnBatch::timestamp).
    pub fn new(name: String, spelling: Option<Spelling>) -> Self {
        Self {
            name,
            spelling,
            cells: Vec::new(),
            counts: [0; 7],
            last: Written::Missing,
            texts: String::new(),
            ends: Vec::new(),
            longest: 0,
        }
    }

    /// Begins the batch of the next rows. [Texts](BatchText) of the one before are no longer known.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.counts = [0; 7];
        self.last = Written::Missing;
        self.texts.clear();
        self.ends.clear();
        self.longest = 0;
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Null.
    #[inline]
    pub fn missing(&mut self) {
        self.push(Cell::MISSING, Written::Missing);
    }

    /// A boolean.
    #[inline]
    pub fn boolean(&mut self, value: bool) {
        self.push(Cell::boolean(value), Written::Boolean);
    }

    /// A number that is not known to be whole: JSON would write it with a point or an exponent. May be infinite or NaN.
    #[inline]
    pub fn decimal(&mut self, value: f64) {
        let written = if value.is_nan() { Written::NotANumber } else { Written::Decimal };
        self.push(Cell::number(value), written);
    }

    /// `unscaled` divided by ten to the power of `scale`, correctly rounded. `false` and nothing done where that takes more than one
    /// operation: then it is a [decimal number](ColumnBatch::decimal) of its text.
    #[inline]
    pub fn scaled(&mut self, unscaled: i64, scale: u32) -> bool {
        let power = i32::try_from(scale).map_or(i32::MIN, |scale| -scale);
        let Some(size) = exact(unscaled.unsigned_abs(), power) else { return false };
        self.decimal(if unscaled < 0 { -size } else { size });
        true
    }

    /// A whole number. One that no double is exactly keeps its digits.
    #[inline]
    pub fn integer(&mut self, value: i64) {
        let double = value as f64;
        if value.unsigned_abs() <= EXACT || double as i128 == i128::from(value) {
            self.push(Cell::number(double), Written::Integer);
        } else {
            self.big_integer(&value.to_string());
        }
    }

    /// A whole number of any size, by its decimal digits, with a minus before them if it is below 0.
    pub fn digits(&mut self, digits: &str) {
        match number::parse(digits.as_bytes(), 0) {
            Ok((Number::Integer(value), _)) => self.push(Cell::number(value), Written::Integer),
            _ => self.big_integer(digits),
        }
    }

    /// A timestamp in the unit of the batch's spelling, since 1970. `false` and nothing done where that spelling has no text for it that is kept
    /// as a number: then it is a [text](ColumnBatch::text).
    #[inline]
    pub fn timestamp(&mut self, value: i64) -> bool {
        let fits = self.spelling.is_some_and(|spelling| spelling.fits(value));
        if fits {
            self.push(Cell::timestamp(value), Written::Text);
        }
        fits
    }

    /// A string.
    pub fn text(&mut self, text: &str) -> BatchText {
        let code = self.keep(text);
        self.push(Cell::text(code), Written::Text);
        BatchText(code)
    }

    /// The same string as in an earlier row of this batch.
    #[inline]
    pub fn text_again(&mut self, text: BatchText) {
        self.push(Cell::text(text.0), Written::Text);
    }

    /// The text of a code.
    pub(crate) fn text_of(&self, code: u32) -> &str {
        let code = code as usize;
        let start = code.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(code).and_then(|end| self.texts.get(start..*end)).unwrap_or_default()
    }

    /// How many strings and digits there are, and their bytes; some may be the same.
    pub(crate) fn texts(&self) -> (usize, usize) {
        (self.ends.len(), self.texts.len())
    }

    /// Whether any of the cells needs the column's dictionary.
    pub(crate) fn has_texts(&self) -> bool {
        self.counts[Written::Text as usize] + self.counts[Written::BigInteger as usize] > 0
    }

    #[cold]
    fn big_integer(&mut self, digits: &str) {
        let code = self.keep(digits);
        self.push(Cell::big_integer(code), Written::BigInteger);
    }

    fn keep(&mut self, text: &str) -> u32 {
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
        self.longest = self.longest.max(text.len());
        self.ends.len() as u32 - 1
    }

    #[inline]
    fn push(&mut self, cell: Cell, written: Written) {
        self.cells.push(cell);
        self.counts[written as usize] += 1;
        self.last = written;
    }
}
