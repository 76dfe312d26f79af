//! Goes through a file, row group by row group, batch by batch.

use std::fs::File;

use driftscope_table::{ColumnBatch, TableReader};
use parquet::file::reader::{FileReader, SerializedFileReader};
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

/// A Parquet file that is read as records.
pub struct ParquetReader {
    file: SerializedFileReader<File>,
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

impl ParquetReader {
    /// Reads the end of the file, which says where everything is.
    pub fn new(file: File) -> Result<Self, ParquetError> {
        let file = SerializedFileReader::new(file).map_err(|error| ParquetError::NoEnd { reason: words(&error) })?;
        let schema = file.metadata().file_metadata().schema_descr_ptr();
        let fields = fields(schema.root_schema())?;
        let unread = vec![0; schema.num_columns()];
        Ok(Self {
            file,
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

    /// The rows that the file says it has.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.file.metadata().file_metadata().num_rows()).unwrap_or(0)
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
            if self.begun == self.file.num_row_groups() {
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
        let group = match self.file.get_row_group(number) {
            Ok(group) => group,
            Err(error) => return Err(self.damaged(None, words(&error))),
        };
        let rows = u64::try_from(group.metadata().num_rows());
        let rows = rows.map_err(|_| self.damaged(None, "fewer rows than none".to_owned()))?;
        // Without a column nothing would end the rows of a file that claims too many.
        self.left = if self.fields.is_empty() { 0 } else { rows };
        self.columns.clear();
        self.is_refused = false;
        if group.num_columns() != self.schema.num_columns() {
            return Err(self.damaged(None, format!("{} columns", group.num_columns())));
        }
        for number in 0..self.schema.num_columns() {
            match Column::new(group.as_ref(), number, self.schema.column(number)) {
                Ok(column) => self.columns.push(column),
                Err(error) => return Err(self.refused(number, &error)),
            }
        }
        Ok(())
    }

    fn name(&self, column: usize) -> String {
        self.schema.column(column).path().string()
    }

    fn damaged(&self, column: Option<usize>, reason: String) -> ParquetError {
        ParquetError::Damaged { group: self.begun, column: column.map(|column| self.name(column)), reason }
    }

    fn refused(&self, column: usize, error: &parquet::errors::ParquetError) -> ParquetError {
        match error {
            parquet::errors::ParquetError::NYI(what) => {
                ParquetError::Unsupported { what: format!("something new in column {}: {what}", self.name(column)) }
            }
            error => self.damaged(Some(column), words(error)),
        }
    }
}

impl std::fmt::Debug for ParquetReader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("ParquetReader");
        shown.field("rows", &self.rows()).field("begun", &self.begun).field("left", &self.left).finish_non_exhaustive()
    }
}

/// What the decoder says, in one line.
fn words(error: &parquet::errors::ParquetError) -> String {
    let text = error.to_string();
    text.strip_prefix("Parquet error: ").unwrap_or(&text).replace(['\n', '\r'], " ")
}
