//! Goes through a file, row group by row group, batch by batch.

use std::fs::File;
use std::sync::Arc;

use driftscope_table::{ColumnBatch, TableReader};
use parquet::column::page::PageReader;
use parquet::file::metadata::{FooterTail, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::{ChunkReader, SerializedPageReader};
use parquet::schema::types::SchemaDescPtr;

use crate::cells::{self, Filler};
use crate::column::Column;
use crate::error::ParquetError;
use crate::record::Writer;
use crate::schema::{Field, Shape, fields};

/// Values of all columns in one batch of records, lists aside.
const BATCH: usize = 1 << 16;
/// Records in one batch.
const MOST_RECORDS: usize = 4096;

/// Why the decoder gives up.
type Refused = parquet::errors::ParquetError;

/// Bytes of the end of a file: how long its description is, and the first bytes again.
const END: usize = 8;

/// What unpacks pages.
#[derive(Clone, Copy, Debug)]
enum Codecs {
    /// The decoder.
    Decoder,
    /// `packing.rs`.
    #[cfg(feature = "page")]
    Own,
}

/// A Parquet file that is read as records.
pub struct ParquetReader<R: ChunkReader + 'static = File> {
    file: Arc<R>,
    metadata: ParquetMetaData,
    codecs: Codecs,
    schema: SchemaDescPtr,
    fields: Vec<Field>,
    /// Row groups that were begun.
    begun: usize,
    /// The columns of the row group that was begun last; empty once it has ended.
    columns: Vec<Column>,
    /// Rows of that row group to come.
    left: u64,
    /// For each column, how many values no cell could hold.
    unread: Vec<u64>,
    /// What is handed over of each column.
    batches: Vec<ColumnBatch>,
    filler: Filler,
    /// The table has something to say of rows of this row group.
    is_refused: bool,
    /// Rows that were no records on their way.
    handed_over: u64,
    /// Records on their way.
    text: Vec<u8>,
}

/// A column of which some values cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadColumn {
    /// Its name in dotted form.
    pub name: String,
    /// How many of its values.
    pub values: u64,
}

impl<R: ChunkReader + 'static> ParquetReader<R> {
    /// Reads the end of the file, which says where everything is.
    pub fn new(file: R) -> Result<Self, ParquetError> {
        let metadata = end(&file).map_err(|error| ParquetError::NoEnd { reason: words(&error) })?;
        let schema = metadata.file_metadata().schema_descr_ptr();
        let fields = fields(schema.root_schema())?;
        let unread = vec![0; schema.num_columns()];
        Ok(Self {
            file: Arc::new(file),
            metadata,
            codecs: Codecs::Decoder,
            schema,
            fields,
            begun: 0,
            columns: Vec::new(),
            left: 0,
            unread,
            batches: Vec::new(),
            filler: Filler::default(),
            is_refused: false,
            handed_over: 0,
            text: Vec::new(),
        })
    }

    /// The same without C and without what writes: pages are unpacked by codecs of our own.
    #[cfg(feature = "page")]
    pub fn with_own_codecs(file: R) -> Result<Self, ParquetError> {
        Ok(Self { codecs: Codecs::Own, ..Self::new(file)? })
    }

    /// The rows that the file says it has.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.metadata.file_metadata().num_rows()).unwrap_or(0)
    }

    /// The columns of the file, those within groups and lists counted one by one.
    pub fn columns(&self) -> usize {
        self.schema.num_columns()
    }

    /// Appends the next records to `out`, each a line of JSON; how many, and 0 at the end.
    pub fn read(&mut self, out: &mut Vec<u8>) -> Result<usize, ParquetError> {
        let records = self.fill()?;
        self.write(records, out)?;
        Ok(records)
    }

    /// Adds the next rows to the table's file that was begun; how many, and 0 at the end. The table is that of the [records](ParquetReader::read).
    ///
    /// Values of flat columns go there as they are, and all others as records: those of files with groups, lists or maps, and rows of
    /// which the table has something to say.
    pub fn read_into(&mut self, table: &mut TableReader) -> Result<usize, ParquetError> {
        let records = self.fill()?;
        if records > 0 && !self.is_refused && self.is_flat() && table.takes_batches() {
            if self.hand_over(records, table) {
                self.left -= records as u64;
                self.handed_over += records as u64;
                return Ok(records);
            }
            self.is_refused = true;
        }
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        let written = self.write(records, &mut text);
        table.feed(&text);
        self.text = text;
        written.map(|()| records)
    }

    /// Whether no column is within a group, a list or a map.
    fn is_flat(&self) -> bool {
        self.fields.iter().all(|field| matches!(field.node.shape, Shape::Leaf(_)))
    }

    /// Hands what the columns hold to the table as it is. `false` and nothing done where it must be records.
    fn hand_over(&mut self, records: usize, table: &mut TableReader) -> bool {
        let Self { fields, columns, batches, filler, unread, .. } = self;
        let meanings = fields.iter().filter_map(|field| match field.node.shape {
            Shape::Leaf(meaning) => Some((field, meaning)),
            _ => None,
        });
        if batches.len() != fields.len() {
            *batches = meanings
                .clone()
                .zip(columns.iter())
                .map(|((field, meaning), column)| cells::batch(field.name.clone(), meaning, column.value().0))
                .collect();
        }
        let parts = meanings.zip(columns.iter()).zip(batches.iter_mut());
        let more: Vec<u64> = parts.map(|(((_, meaning), column), batch)| filler.fill(column, meaning, batch)).collect();
        let is_taken = more.len() == columns.len() && table.add_batches(records, batches);
        if is_taken {
            unread.iter_mut().zip(more).for_each(|(unread, more)| *unread += more);
        }
        is_taken
    }

    /// Fills the columns with the values of the next records; how many, and 0 at the end.
    fn fill(&mut self) -> Result<usize, ParquetError> {
        while self.left == 0 {
            if self.begun == self.metadata.num_row_groups() {
                return Ok(0);
            }
            self.begin_group()?;
        }
        let wanted = (BATCH / self.columns.len().max(1)).clamp(16, MOST_RECORDS);
        let wanted = usize::try_from(self.left).map_or(wanted, |left| left.min(wanted));
        for number in 0..self.columns.len() {
            match self.columns[number].fill(wanted) {
                Ok(found) if found == wanted => {}
                Ok(found) => return Err(self.damaged(Some(number), format!("{found} rows in place of {wanted}"))),
                Err(error) => return Err(self.refused(number, &error)),
            }
        }
        Ok(wanted)
    }

    /// Appends the records that the columns hold to `out`.
    fn write(&mut self, records: usize, out: &mut Vec<u8>) -> Result<(), ParquetError> {
        if records == 0 {
            return Ok(());
        }
        let mut writer = Writer { columns: &mut self.columns, unread: &mut self.unread, out };
        let written = (0..records).try_for_each(|_| writer.record(&self.fields)).and_then(|()| writer.end());
        if let Err(contradiction) = written {
            return Err(self.damaged(Some(contradiction.column), "its lists do not fit together".to_owned()));
        }
        self.left -= records as u64;
        Ok(())
    }

    /// The rows that were handed over as they are, and not as records.
    pub fn handed_over(&self) -> u64 {
        self.handed_over
    }

    /// The columns of which some values could not be read so far.
    pub fn unread(&self) -> Vec<UnreadColumn> {
        let columns = self.unread.iter().enumerate().filter(|(_, values)| **values > 0);
        columns.map(|(number, values)| UnreadColumn { name: self.name(number), values: *values }).collect()
    }

    fn begin_group(&mut self) -> Result<(), ParquetError> {
        let number = self.begun;
        self.begun += 1;
        let group = self.metadata.row_group(number);
        let (rows, columns) = (u64::try_from(group.num_rows()), group.num_columns());
        let rows = rows.map_err(|_| self.damaged(None, "fewer rows than none".to_owned()))?;
        // Without a column nothing would end the rows of a file that claims too many.
        self.left = if self.fields.is_empty() { 0 } else { rows };
        self.columns.clear();
        self.is_refused = false;
        if columns != self.schema.num_columns() {
            return Err(self.damaged(None, format!("{columns} columns")));
        }
        if let Some(packing) = self.unknown_packing(number) {
            return Err(ParquetError::Packing { packing });
        }
        for number in 0..self.schema.num_columns() {
            match self.pages(number).map(|pages| Column::new(pages, self.schema.column(number))) {
                Ok(column) => self.columns.push(column),
                Err(error) => return Err(self.refused(number, &error)),
            }
        }
        Ok(())
    }

    /// The packing of a column of this row group that nothing here unpacks.
    #[cfg_attr(not(feature = "page"), allow(unused_variables, reason = "the decoder unpacks everything"))]
    fn unknown_packing(&self, group: usize) -> Option<&'static str> {
        match self.codecs {
            Codecs::Decoder => None,
            #[cfg(feature = "page")]
            Codecs::Own => crate::packing::unknown(self.metadata.row_group(group)),
        }
    }

    /// The pages of a column of the row group that was begun last.
    fn pages(&self, column: usize) -> Result<Box<dyn PageReader>, Refused> {
        let group = self.metadata.row_group(self.begun - 1);
        let (file, column, rows) = (self.file.clone(), group.column(column), usize::try_from(group.num_rows())?);
        match self.codecs {
            Codecs::Decoder => Ok(Box::new(SerializedPageReader::new(file, column, rows, None)?)),
            #[cfg(feature = "page")]
            Codecs::Own => crate::packing::pages(file, column, rows),
        }
    }

    fn name(&self, column: usize) -> String {
        self.schema.column(column).path().string()
    }

    fn damaged(&self, column: Option<usize>, reason: String) -> ParquetError {
        ParquetError::Damaged { group: self.begun, column: column.map(|column| self.name(column)), reason }
    }

    fn refused(&self, column: usize, error: &Refused) -> ParquetError {
        match error {
            Refused::NYI(what) => {
                ParquetError::Unsupported { what: format!("something new in column {}: {what}", self.name(column)) }
            }
            error => self.damaged(Some(column), words(error)),
        }
    }
}

impl<R: ChunkReader + 'static> std::fmt::Debug for ParquetReader<R> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("ParquetReader");
        shown.field("rows", &self.rows()).field("begun", &self.begun).field("left", &self.left).finish_non_exhaustive()
    }
}

/// What stands at the end of a file.
fn end(file: &impl ChunkReader) -> Result<ParquetMetaData, Refused> {
    let too_short = |bytes: u64| Refused::EOF(format!("its {} bytes are fewer than {bytes}", file.len()));
    let at = file.len().checked_sub(END as u64).ok_or_else(|| too_short(END as u64))?;
    let tail = FooterTail::try_from(&*file.get_bytes(at, END)?)?;
    if tail.is_encrypted_footer() {
        return Err(Refused::General("its end is encrypted".to_owned()));
    }
    let length = tail.metadata_length();
    let at = at.checked_sub(length as u64).ok_or_else(|| too_short(length as u64))?;
    ParquetMetaDataReader::decode_metadata(&file.get_bytes(at, length)?)
}

/// What the decoder says, in one line.
fn words(error: &Refused) -> String {
    let text = error.to_string();
    text.strip_prefix("Parquet error: ").unwrap_or(&text).replace(['\n', '\r'], " ")
}
