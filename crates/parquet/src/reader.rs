//! Goes through a file, row group by row group, batch by batch.

use std::fs::File;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::SchemaDescPtr;

use crate::column::Column;
use crate::error::ParquetError;
use crate::record::Writer;
use crate::schema::{Field, fields};

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
        Ok(Self { file, schema, fields, begun: 0, columns: Vec::new(), left: 0, unread })
    }

    /// The rows that the file says it has.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.file.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// Appends the next records to `out`, each a line of JSON; how many, and 0 at the end.
    pub fn read(&mut self, out: &mut Vec<u8>) -> Result<usize, ParquetError> {
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
        let mut writer = Writer { columns: &mut self.columns, unread: &mut self.unread, out };
        let written = (0..wanted).try_for_each(|_| writer.record(&self.fields)).and_then(|()| writer.end());
        if let Err(contradiction) = written {
            return Err(self.damaged(Some(contradiction.column), "its lists do not fit together".to_owned()));
        }
        self.left -= wanted as u64;
        Ok(wanted)
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
