//! Puts batches of typed values into their columns.

use super::column_batch::ColumnBatch;
use super::column_builder::ColumnBuilder;
use super::columns::Columns;
use super::extended::Wrapper;
use super::index::Index;
use super::rows::Rows;
use super::source::Source;
use super::text_cells::Spot;
use crate::read::place::Whereabouts;
use crate::{Cell, CellKind, WarningCode};

/// Bytes of a number, a timestamp or a word as JSON, at most, and of what stands around a value.
const SHORT: usize = 64;
/// Bytes of an escaped letter, at most, for each byte of its own.
const ESCAPED: usize = 6;
/// Timestamps whose cells are remembered.
const PLACES: usize = 256;

impl Rows {
    /// Adds rows with these values. `false` and nothing done where a record could not go its usual way: see
    /// [`add_batches`](crate::TableReader::add_batches).
    pub(crate) fn add_batches(&mut self, rows: usize, batches: &[ColumnBatch], here: Whereabouts<'_>) -> bool {
        let Some(targets) = self.targets(batches) else { return false };
        let can_hash = self.problems.has(WarningCode::TooManyDistinct);
        if !self.columns.fit(self.columns.rows() + rows) || !self.columns.have_room(&targets, batches, can_hash) {
            return false;
        }
        let source = &mut Source { record: here, problems: &mut self.problems };
        for (target, batch) in targets.into_iter().zip(batches) {
            self.columns.add_batch(target, batch, source);
        }
        self.columns.rows += rows;
        self.count_more(rows as u64, 0);
        true
    }

    /// The columns that the values go to; nothing where one is left out or not there yet, or a key stands twice, or a record
    /// could be too long.
    fn targets(&mut self, batches: &[ColumnBatch]) -> Option<Vec<u32>> {
        let (mut targets, mut record) = (Vec::with_capacity(batches.len()), 2);
        for batch in batches {
            let field = self.field(batch.name.as_bytes())?;
            let field = self.schema.fields.get(field as usize).filter(|field| field.wrapper == Wrapper::None)?;
            let column = self.columns.columns.get(field.column as usize)?;
            (column.filled() <= self.columns.rows()).then(|| targets.push(field.column))?;
            record += (batch.name.len() + batch.longest) * ESCAPED + SHORT;
        }
        let mut sorted = targets.clone();
        sorted.sort_unstable();
        let is_twice = sorted.windows(2).any(|two| two[0] == two[1]);
        (!is_twice && record <= self.limits.record_bytes).then_some(targets)
    }
}

impl Columns {
    /// Whether no new string can pass a limit. `can_hash`: that strings are past the limit of a column has been said, so that further
    /// ones are only counted.
    fn have_room(&self, targets: &[u32], batches: &[ColumnBatch], can_hash: bool) -> bool {
        let mut held = self.text_bytes;
        for (column, batch) in targets.iter().zip(batches) {
            if !batch.has_texts() {
                continue;
            }
            let texts = &self.columns[*column as usize].texts;
            let timestamps = batch.cells.iter().filter(|cell| matches!(cell.kind(), CellKind::Timestamp(_))).count();
            let (count, bytes) = batch.texts();
            let (count, bytes) = (count + timestamps, bytes + timestamps * SHORT);
            let index = count * (size_of::<u32>() + Index::BYTES_EACH);
            let fits =
                texts.len() + count <= self.limits.distinct && texts.held() + bytes <= self.limits.dictionary_bytes;
            if !fits && !can_hash {
                return false;
            }
            held += bytes + index;
        }
        held <= self.limits.text_bytes
    }

    fn add_batch(&mut self, column: u32, batch: &ColumnBatch, source: &mut Source<'_>) {
        let row = self.rows;
        let builder = &mut self.columns[column as usize];
        builder.begin_rows(row);
        if batch.has_texts() {
            let mut known = Known::default();
            for &cell in &batch.cells {
                let cell = self.cell_of(Spot { column, at: 0 }, batch, cell, &mut known, source);
                self.columns[column as usize].push_uncounted(&[cell]);
            }
        } else {
            builder.push_uncounted(&batch.cells);
        }
        self.columns[column as usize].count(&batch.counts, batch.last);
    }

    /// The cell of a batch's cell in its column.
    #[inline]
    fn cell_of(
        &mut self,
        spot: Spot,
        batch: &ColumnBatch,
        cell: Cell,
        known: &mut Known,
        source: &mut Source<'_>,
    ) -> Cell {
        match cell.kind() {
            CellKind::Text(code) => known.text(code).unwrap_or_else(|| {
                let cell = self.string(spot, batch.text_of(code), known, source);
                known.note_text(code, cell);
                cell
            }),
            CellKind::Timestamp(value) => {
                if batch.spelling == self.columns[spot.column as usize].spelling {
                    return cell;
                }
                known.timestamp(value).unwrap_or_else(|| {
                    let text = batch.spelling.map(|spelling| spelling.write(value)).unwrap_or_default();
                    let cell = self.string(spot, &text, known, source);
                    known.note_timestamp(value, cell);
                    cell
                })
            }
            CellKind::BigInteger(code) => self.big_integer_cell(spot, batch.text_of(code), source),
            _ => cell,
        }
    }

    /// The cell of a string, as a record's would be: one with escapes in JSON is no reason to look whether strings are timestamps.
    fn string(&mut self, spot: Spot, text: &str, known: &mut Known, source: &mut Source<'_>) -> Cell {
        let hash = match self.columns[spot.column as usize].find(text.as_bytes()) {
            Ok(cell) => return cell,
            Err(hash) => hash,
        };
        let is_escaped = text.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\'));
        if is_escaped {
            return self.text_cell(spot, text, source);
        }
        let before = self.columns[spot.column as usize].spelling;
        let cell = self.new_text(spot, text.as_bytes(), hash, source);
        if self.columns[spot.column as usize].spelling != before {
            known.forget();
        }
        cell
    }
}

impl ColumnBuilder {
    /// Fills the rows up to `row`, which has no value yet.
    fn begin_rows(&mut self, row: usize) {
        if self.filled() < row {
            self.make_room(row);
        }
    }
}

/// The cells of what came before in a batch of one column. Strings past a limit are not kept here, since each one is counted.
#[derive(Debug, Default)]
struct Known {
    /// By the batch's code.
    texts: Vec<Option<Cell>>,
    timestamps: Vec<Option<(i64, Cell)>>,
}

impl Known {
    #[inline]
    fn text(&self, code: u32) -> Option<Cell> {
        *self.texts.get(code as usize)?
    }

    fn note_text(&mut self, code: u32, cell: Cell) {
        let code = code as usize;
        if is_kept(cell) {
            if self.texts.len() <= code {
                self.texts.resize(code + 1, None);
            }
            self.texts[code] = Some(cell);
        }
    }

    fn timestamp(&self, value: i64) -> Option<Cell> {
        let (known, cell) = (*self.timestamps.get(place(value))?)?;
        (known == value).then_some(cell)
    }

    fn note_timestamp(&mut self, value: i64, cell: Cell) {
        if is_kept(cell) {
            self.timestamps.resize(PLACES, None);
            self.timestamps[place(value)] = Some((value, cell));
        }
    }

    /// Codes are others now.
    fn forget(&mut self) {
        *self = Self::default();
    }
}

fn is_kept(cell: Cell) -> bool {
    matches!(cell.kind(), CellKind::Text(_) | CellKind::Timestamp(_))
}

/// The place of a timestamp, an odd multiplier away from those of its neighbours.
fn place(value: i64) -> usize {
    ((value as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}
