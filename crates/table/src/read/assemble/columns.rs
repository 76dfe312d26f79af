//! All columns of a data set as they are read: whole records go in, and never a part of one.

use super::column_builder::{ColumnBuilder, Written};
use super::extended::{self, Meant, Wrapper};
use super::index::{Index, hash};
use super::schema::{Field, FieldId, NO_FIELD, NONE, Schema};
use super::staged::{Staged, Value};
use crate::read::lex::number::Number;
use crate::read::lex::string::{self, RawText};
use crate::read::lex::value::{Kind, unpair};
use crate::read::limits::Limits;
use crate::read::place::Whereabouts;
use crate::read::problems::Problems;
use crate::store::hashed;
use crate::{Cell, Column, WarningCode};

/// The column of a field whose values are not kept.
pub(crate) const LEFT_OUT: u32 = NONE - 1;

/// All columns of a data set as they are read.
#[derive(Debug)]
pub(crate) struct Columns {
    pub limits: Limits,
    pub columns: Vec<ColumnBuilder>,
    pub names: Index,
    pub name_bytes: usize,
    pub text_bytes: usize,
    /// Whether it is noted which strings came in a way on which it is not looked whether strings are moments.
    pub notes_unchecked: bool,
    /// Bytes of texts that were held, and are no longer.
    pub freed_bytes: usize,
    /// Columns that still count: an array that turns out to have no one length gives some up.
    pub live: usize,
    pub rows: usize,
    /// The row that values go to: the one after the last, unless columns come one after the other.
    at: usize,
    scratch: Vec<u8>,
}

impl Columns {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            columns: Vec::new(),
            names: Index::default(),
            name_bytes: 0,
            text_bytes: 0,
            notes_unchecked: false,
            freed_bytes: 0,
            live: 0,
            rows: 0,
            at: 0,
            scratch: Vec::new(),
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn live(&self) -> usize {
        self.live
    }

    /// Whether another row would pass a limit.
    pub(crate) fn is_full(&self) -> bool {
        self.rows >= self.limits.rows || (self.rows + 1).saturating_mul(self.live) > self.limits.cells
    }

    /// Whether so many rows of these columns fit.
    pub(crate) fn fit(&self, rows: usize) -> bool {
        rows <= self.limits.rows && rows.saturating_mul(self.live) <= self.limits.cells
    }

    /// Adds a row: the values of a whole record.
    pub(crate) fn add_row(
        &mut self,
        schema: &mut Schema,
        staged: &Staged,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) {
        self.at = self.rows;
        self.add_values(schema, staged, whereabouts, problems);
        self.rows += 1;
    }

    /// Adds values to any row, for inputs in which one column comes after the other. `false` where no row that far
    /// fits.
    pub(crate) fn add_to_row(
        &mut self,
        row: usize,
        schema: &mut Schema,
        staged: &Staged,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> bool {
        if row >= self.limits.rows || (row + 1).saturating_mul(self.live) > self.limits.cells {
            return false;
        }
        self.at = row;
        self.add_values(schema, staged, whereabouts, problems);
        self.rows = self.rows.max(row + 1);
        true
    }

    /// Puts a value of the next row where it belongs before the record is known to be whole. `false` where that needs
    /// more than a place, or something to be said.
    #[inline]
    pub(crate) fn put_at_once(&mut self, field: &Field, kind: Kind, payload: u64, input: &[u8]) -> bool {
        let Some(column) = self.columns.get_mut(field.column as usize) else { return false };
        let (cell, written) = match kind {
            Kind::Integer => (Cell::number(f64::from_bits(payload)), Written::Integer),
            Kind::Decimal => (Cell::number(f64::from_bits(payload)), Written::Decimal),
            Kind::Text => {
                let (start, length) = unpair(payload);
                let Ok(cell) = column.find(input.get(start..start + length).unwrap_or_default()) else {
                    return false;
                };
                (cell, Written::Text)
            }
            Kind::Boolean => (Cell::boolean(payload != 0), Written::Boolean),
            Kind::Missing => (Cell::MISSING, Written::Missing),
            Kind::NotANumber => (Cell::NOT_A_NUMBER, Written::NotANumber),
            Kind::EscapedText | Kind::BigInteger | Kind::Array => return false,
        };
        field.wrapper == Wrapper::None && column.put_first(self.rows, cell, written)
    }

    /// The row that was put there at once is whole.
    #[inline]
    pub(crate) fn end_row(&mut self) {
        self.rows += 1;
    }

    /// The row that was put there at once shall not be: takes back the values of these columns.
    pub(crate) fn take_back(&mut self, columns: impl Iterator<Item = u32>) {
        for column in columns {
            if let Some(column) = self.columns.get_mut(column as usize) {
                column.take_back();
            }
        }
    }

    fn add_values(
        &mut self,
        schema: &mut Schema,
        staged: &Staged,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) {
        let mut values = staged.values.iter();
        while let Some(value) = values.next() {
            if value.field == NO_FIELD {
                continue;
            }
            if value.kind == Kind::Array {
                let (length, own) = unpair(value.payload);
                let keeps_items = self.add_array(schema, value.field, length, whereabouts, problems);
                if !keeps_items && own > 0 {
                    values.nth(own - 1);
                }
            } else {
                self.add_value(schema, value, whereabouts, problems);
            }
        }
        for note in &staged.notes {
            problems.add_many(note.code, note.count, || {
                let message = match note.code {
                    WarningCode::DuplicateKey => {
                        "A field stands twice in one record, and the last one counts".to_owned()
                    }
                    WarningCode::InvalidUtf8 => {
                        "A key is not valid UTF-8; damaged places are replaced. Export as UTF-8".to_owned()
                    }
                    WarningCode::LoneSurrogate => {
                        "A key has half of a surrogate pair, which is no character and is replaced".to_owned()
                    }
                    _ => self.too_many_columns(),
                };
                (Some(whereabouts.at(note.at)), message)
            });
        }
    }

    #[inline]
    fn add_value(&mut self, schema: &mut Schema, value: &Value, whereabouts: Whereabouts<'_>, problems: &mut Problems) {
        let mut column = schema.fields[value.field as usize].column;
        if column >= LEFT_OUT {
            if column == NONE {
                column = self.column_of(schema, value.field);
            }
            if column == LEFT_OUT {
                return problems
                    .add(WarningCode::TooManyColumns, || (Some(whereabouts.at(0)), self.too_many_columns()));
            }
        }
        let number = f64::from_bits(value.payload);
        let meant = match schema.fields[value.field as usize].wrapper {
            Wrapper::None => None,
            wrapper => self.unwrap_value(schema, wrapper, value, whereabouts, problems, column),
        };
        let (cell, written) = match value.kind {
            _ if meant.is_some() => meant.unwrap_or((Cell::MISSING, Written::Missing)),
            Kind::Integer => (Cell::number(number), Written::Integer),
            Kind::Decimal => (Cell::number(number), Written::Decimal),
            Kind::Text => {
                let (start, length) = unpair(value.payload);
                let text = whereabouts.input.get(start..start + length).unwrap_or_default();
                let cell = match self.columns[column as usize].find(text) {
                    Ok(cell) => cell,
                    Err(hash) => self.new_text(column, text, hash, start, whereabouts, problems),
                };
                (cell, Written::Text)
            }
            Kind::EscapedText => (self.escaped_text(column, value.payload, whereabouts, problems), Written::Text),
            Kind::BigInteger => (self.big_integer(column, value.payload, whereabouts, problems), Written::BigInteger),
            Kind::Boolean => (Cell::boolean(value.payload != 0), Written::Boolean),
            Kind::NotANumber => (Cell::NOT_A_NUMBER, Written::NotANumber),
            Kind::Missing | Kind::Array => (Cell::MISSING, Written::Missing),
        };
        if !self.columns[column as usize].put(self.at, cell, written) {
            problems.add(WarningCode::DuplicateKey, || {
                let name = &self.columns[column as usize].name;
                let message = format!("A field stands twice in one record, and the last one counts: {name}");
                (Some(whereabouts.at(0)), message)
            });
        }
    }

    /// The cell of a value in an object that only says what it is; `None` where it is what is written there.
    #[cold]
    fn unwrap_value(
        &mut self,
        schema: &Schema,
        wrapper: Wrapper,
        value: &Value,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
        column: u32,
    ) -> Option<(Cell, Written)> {
        let parent = schema.fields[value.field as usize].parent;
        let in_date = schema.fields.get(parent as usize).is_some_and(|field| field.wrapper == Wrapper::Date);
        let (start, length) = unpair(value.payload);
        let meant = match (wrapper, value.kind) {
            (Wrapper::Number, Kind::Text) => {
                extended::number_in(whereabouts.input.get(start..start + length)?, in_date)
            }
            (Wrapper::Date, Kind::Integer) => extended::moment(f64::from_bits(value.payload)),
            _ => Meant::Same,
        };
        Some(match meant {
            Meant::Same => return None,
            Meant::Number(Number::Integer(number)) => (Cell::number(number), Written::Integer),
            Meant::Number(Number::Decimal(number)) => (Cell::number(number), Written::Decimal),
            Meant::Number(Number::Nan) => (Cell::NOT_A_NUMBER, Written::NotANumber),
            Meant::Number(Number::Big) => {
                (self.big_integer(column, value.payload, whereabouts, problems), Written::BigInteger)
            }
            Meant::Moment(text) => (self.text_cell(column, &text, 0, whereabouts, problems), Written::Text),
        })
    }

    /// The cell of a text that is not in the dictionary as it lies in the input.
    fn new_text(
        &mut self,
        column: u32,
        text: &[u8],
        hash: u32,
        at: usize,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> Cell {
        let Ok(text) = std::str::from_utf8(text) else {
            warn(string::Damage { bytes: true, surrogate: false }, at, whereabouts, problems);
            let text = String::from_utf8_lossy(text);
            return self.text_cell(column, &text, at, whereabouts, problems);
        };
        let cell =
            self.add_text(column, text, hash, at, whereabouts, problems).map_or_else(|| hashed::cell(text), Cell::text);
        let builder = &mut self.columns[column as usize];
        if builder.may_settle_moments() {
            let freed = builder.settle_moments();
            self.text_bytes -= freed;
            self.freed_bytes += freed;
            if let Some(moment) = builder.spelling.and_then(|spelling| spelling.read(text.as_bytes())) {
                return Cell::moment(moment);
            }
            if let Ok(code) = builder.texts.find(text.as_bytes()) {
                return Cell::text(code);
            }
        }
        cell
    }

    /// The cell of a text that does not lie in the input as it reads.
    fn text_cell(
        &mut self,
        column: u32,
        text: &str,
        at: usize,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> Cell {
        let spelling = self.columns[column as usize].spelling;
        if let Some(moment) = spelling.and_then(|spelling| spelling.read(text.as_bytes())) {
            return Cell::moment(moment);
        }
        self.keep_text(column, text, at, whereabouts, problems).map_or_else(|| hashed::cell(text), Cell::text)
    }

    /// The cell of a text with escapes in it.
    fn escaped_text(
        &mut self,
        column: u32,
        payload: u64,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> Cell {
        let (start, length) = unpair(payload);
        let bytes = whereabouts.input.get(start..start + length).unwrap_or_default();
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut damage = string::Damage::default();
        let text = RawText { bytes, escaped: true }.decode_into(&mut scratch, &mut damage);
        if damage.any() {
            warn(damage, start, whereabouts, problems);
        }
        let cell = self.text_cell(column, &text, start, whereabouts, problems);
        drop(text);
        self.scratch = scratch;
        cell
    }

    fn big_integer(
        &mut self,
        column: u32,
        payload: u64,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> Cell {
        let (start, length) = unpair(payload);
        let digits = whereabouts.input.get(start..start + length).and_then(|digits| std::str::from_utf8(digits).ok());
        let digits = digits.unwrap_or_default();
        self.keep_text(column, digits, start, whereabouts, problems)
            .map_or_else(|| hashed::cell(digits), Cell::big_integer)
    }

    fn keep_text(
        &mut self,
        column: u32,
        text: &str,
        at: usize,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> Option<u32> {
        match self.columns[column as usize].texts.find(text.as_bytes()) {
            Ok(code) => Some(code),
            Err(hash) => {
                let code = self.add_text(column, text, hash, at, whereabouts, problems);
                if self.notes_unchecked {
                    self.columns[column as usize].note_unchecked(code);
                }
                code
            }
        }
    }

    fn add_text(
        &mut self,
        column: u32,
        text: &str,
        hash: u32,
        at: usize,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> Option<u32> {
        let column = &mut self.columns[column as usize];
        let code = column.texts.add(text, hash, &self.limits, &mut self.text_bytes);
        if code.is_none() {
            problems.add(WarningCode::TooManyDistinct, || {
                let message = format!(
                    "A column has more distinct strings than can be kept ({} strings or {} MB for each column); \
                     further ones are kept as hashes and compared in {} buckets: {}",
                    self.limits.distinct,
                    self.limits.dictionary_bytes.min(self.limits.text_bytes) / 1_000_000,
                    hashed::BUCKETS,
                    column.name
                );
                (Some(whereabouts.at(at)), message)
            });
        }
        code
    }

    /// Adds the length of an array. `false` where its values are not kept.
    fn add_array(
        &mut self,
        schema: &mut Schema,
        field: FieldId,
        length: usize,
        whereabouts: Whereabouts<'_>,
        problems: &mut Problems,
    ) -> bool {
        let id = schema.array_of(field);
        let array = &mut schema.arrays[id as usize];
        let was_ragged = array.ragged;
        let known = *array.length.get_or_insert(length as u32);
        if length > 0 && known == 0 {
            array.length = Some(length as u32);
        }
        array.ragged |= length > self.limits.array_values || (length > 0 && known > 0 && length != known as usize);
        let ragged = array.ragged;
        if array.lengths == NONE {
            let lengths = self.add_column(String::new());
            array.lengths = lengths.unwrap_or(LEFT_OUT);
        }
        match self.columns.get_mut(array.lengths as usize) {
            Some(lengths) => {
                lengths.put(self.at, Cell::number(length as f64), Written::Integer);
            }
            None => {
                problems.add(WarningCode::TooManyColumns, || (Some(whereabouts.at(0)), self.too_many_columns()));
            }
        }
        if ragged && !was_ragged {
            self.leave_out_items(schema, id);
            problems.add(WarningCode::LongArray, || {
                let most = self.limits.array_values;
                let message = format!(
                    "Arrays of several lengths, or of more than {most} values, do not become columns; their length does: \
                     {}.length",
                    schema.name(field)
                );
                (Some(whereabouts.at(0)), message)
            });
        }
        !ragged
    }

    /// Gives up the columns of the values of an array.
    fn leave_out_items(&mut self, schema: &mut Schema, array: u32) {
        for field in schema.below_items(array) {
            let nested = schema.fields[field as usize].array;
            let lengths = if nested == NONE { NONE } else { schema.arrays[nested as usize].lengths };
            for column in [schema.fields[field as usize].column, lengths] {
                let Some(builder) = self.columns.get_mut(column as usize).filter(|builder| builder.owners > 0) else {
                    continue;
                };
                builder.owners -= 1;
                if builder.owners == 0 {
                    builder.clear();
                    self.live -= 1;
                }
            }
        }
    }

    /// The column of a field, made if need be; [`LEFT_OUT`] where there are too many.
    #[cold]
    fn column_of(&mut self, schema: &mut Schema, field: FieldId) -> u32 {
        // Nothing is named before it is known to fit: a hostile input can make names that are long and many.
        let fits = self.name_bytes + schema.name_len(field) <= self.limits.name_bytes;
        let column = fits.then(|| schema.name(field)).and_then(|name| {
            let hash = hash(name.as_bytes(), 0);
            let known = self.names.find(hash, |id| self.columns[id as usize].name == name);
            if let Some(known) = known {
                let builder = &mut self.columns[known as usize];
                self.live += usize::from(builder.owners == 0);
                builder.owners += 1;
                return Some(known);
            }
            if !self.has_room() || !self.names.insert(hash, self.columns.len() as u32) {
                return None;
            }
            self.name_bytes += name.len();
            self.add_column(name)
        });
        let column = column.unwrap_or(LEFT_OUT);
        schema.fields[field as usize].column = column;
        column
    }

    /// Makes the column of a field, in the place that comes next.
    pub(crate) fn reserve(&mut self, schema: &mut Schema, field: FieldId) {
        if schema.fields.get(field as usize).is_some_and(|field| field.column == NONE) {
            self.column_of(schema, field);
        }
    }

    /// The rows up to the last that has a value of a field.
    pub(crate) fn filled(&self, schema: &Schema, field: FieldId) -> usize {
        let column = schema.fields.get(field as usize).and_then(|field| self.columns.get(field.column as usize));
        column.map_or(0, ColumnBuilder::filled)
    }

    /// Whether the cells of a column from the row `base` on are 0, 1, 2 and so on.
    pub(crate) fn is_count(&self, column: u32, base: usize) -> bool {
        let Some(column) = self.columns.get(column as usize) else { return true };
        let cells = column.cells().skip(base);
        cells.enumerate().all(|(row, cell)| cell == Cell::number(row as f64))
    }

    /// Takes a column back.
    pub(crate) fn give_up(&mut self, column: u32) {
        if let Some(builder) = self.columns.get_mut(column as usize).filter(|builder| builder.owners > 0) {
            builder.clear();
            self.live -= 1;
        }
    }

    fn has_room(&self) -> bool {
        self.live < self.limits.columns && (self.rows + 1).saturating_mul(self.live + 1) <= self.limits.cells
    }

    fn add_column(&mut self, name: String) -> Option<u32> {
        self.has_room().then(|| {
            self.live += 1;
            self.columns.push(ColumnBuilder::new(name, self.at));
            self.columns.len() as u32 - 1
        })
    }

    fn too_many_columns(&self) -> String {
        format!(
            "There are more columns than can be kept ({}, or {} cells in all); fields past them are left out. Are \
             values written as keys?",
            self.limits.columns, self.limits.cells
        )
    }

    /// The columns in the order of their first appearance.
    pub(crate) fn finish(mut self, schema: &Schema) -> Vec<Column> {
        self.settle_arrays(schema);
        self.settle_parents(schema);
        let rows = self.rows;
        self.columns.into_iter().filter(|column| column.owners > 0).map(|column| column.finish(rows)).collect()
    }

    /// Gives up the columns of objects and arrays that were null now and then: their values are columns of their own.
    fn settle_parents(&mut self, schema: &Schema) {
        for field in &schema.fields {
            let array = schema.arrays.get(field.array as usize);
            let holds_more = field.first != NO_FIELD || array.is_some_and(|array| array.length > Some(0));
            let is_blank = |column: &ColumnBuilder| column.owners > 0 && column.is_blank();
            if holds_more && self.columns.get(field.column as usize).is_some_and(is_blank) {
                self.give_up(field.column);
            }
        }
    }

    /// Names the lengths of arrays that have no one length, and gives up those of arrays that have.
    fn settle_arrays(&mut self, schema: &Schema) {
        for array in &schema.arrays {
            let lengths = array.lengths as usize;
            if self.columns.get(lengths).is_none_or(|column| column.owners == 0) {
                continue;
            }
            if !array.ragged {
                self.columns[lengths].clear();
                continue;
            }
            let mut name = schema.name(array.field) + ".length";
            while self.columns.iter().any(|column| column.owners > 0 && column.name == name) {
                name.push_str(".length");
            }
            self.columns[lengths].name = name;
        }
    }
}

#[cold]
fn warn(damage: string::Damage, at: usize, whereabouts: Whereabouts<'_>, problems: &mut Problems) {
    if damage.bytes {
        problems.add(WarningCode::InvalidUtf8, || {
            let message = "A text is not valid UTF-8; damaged places are replaced. Export as UTF-8";
            (Some(whereabouts.at(at)), message.to_owned())
        });
    }
    if damage.surrogate {
        problems.add(WarningCode::LoneSurrogate, || {
            let message = "A text has half of a surrogate pair, which is no character and is replaced";
            (Some(whereabouts.at(at)), message.to_owned())
        });
    }
}
