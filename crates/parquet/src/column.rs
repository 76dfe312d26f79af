//! The values of one column of one row group, a batch of records at a time.
//!
//! A column comes as values and two levels for each place: how much of the path to it is there, and at which list a
//! new element begins (Melnik et al. 2010, "Dremel", doi:10.14778/1920841.1920886).

use parquet::column::page::PageReader;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescPtr;

use crate::pages::{Allowance, bounded};

/// The values of a batch, as they are stored.
#[derive(Debug)]
pub(crate) enum Values {
    Boolean(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

/// One column of one row group, and the place in it.
pub(crate) struct Column {
    reader: ColumnReader,
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    deepest_definition: i16,
    has_lists: bool,
    allowance: Allowance,
    /// Places in this batch.
    places: usize,
    place: usize,
    value: usize,
}

impl Column {
    /// The column with these pages.
    pub(crate) fn new(pages: Box<dyn PageReader>, description: ColumnDescPtr) -> Self {
        let allowance = Allowance::default();
        let (deepest_definition, has_lists) = (description.max_def_level(), description.max_rep_level() > 0);
        let reader = match has_lists {
            true => get_column_reader(description, bounded(pages, allowance.clone())),
            false => get_column_reader(description, pages),
        };
        let values = match &reader {
            ColumnReader::BoolColumnReader(_) => Values::Boolean(Vec::new()),
            ColumnReader::Int32ColumnReader(_) => Values::Int32(Vec::new()),
            ColumnReader::Int64ColumnReader(_) => Values::Int64(Vec::new()),
            ColumnReader::Int96ColumnReader(_) => Values::Int96(Vec::new()),
            ColumnReader::FloatColumnReader(_) => Values::Float(Vec::new()),
            ColumnReader::DoubleColumnReader(_) => Values::Double(Vec::new()),
            ColumnReader::ByteArrayColumnReader(_) => Values::Bytes(Vec::new()),
            ColumnReader::FixedLenByteArrayColumnReader(_) => Values::Fixed(Vec::new()),
        };
        Self {
            reader,
            values,
            definitions: Vec::new(),
            repetitions: Vec::new(),
            deepest_definition,
            has_lists,
            allowance,
            places: 0,
            place: 0,
            value: 0,
        }
    }

    /// Replaces the previous records by the next ones, at most `records`; returns how many there were.
    pub(crate) fn fill(&mut self, records: usize) -> Result<usize, ParquetError> {
        self.definitions.clear();
        self.repetitions.clear();
        self.allowance.renew();
        (self.place, self.value) = (0, 0);
        let levels = (&mut self.definitions, &mut self.repetitions);
        let (records, places) = match (&mut self.reader, &mut self.values) {
            (ColumnReader::BoolColumnReader(reader), Values::Boolean(values)) => {
                read::<BoolType>(reader, records, levels, values)?
            }
            (ColumnReader::Int32ColumnReader(reader), Values::Int32(values)) => {
                read::<Int32Type>(reader, records, levels, values)?
            }
            (ColumnReader::Int64ColumnReader(reader), Values::Int64(values)) => {
                read::<Int64Type>(reader, records, levels, values)?
            }
            (ColumnReader::Int96ColumnReader(reader), Values::Int96(values)) => {
                read::<Int96Type>(reader, records, levels, values)?
            }
            (ColumnReader::FloatColumnReader(reader), Values::Float(values)) => {
                read::<FloatType>(reader, records, levels, values)?
            }
            (ColumnReader::DoubleColumnReader(reader), Values::Double(values)) => {
                read::<DoubleType>(reader, records, levels, values)?
            }
            (ColumnReader::ByteArrayColumnReader(reader), Values::Bytes(values)) => {
                read::<ByteArrayType>(reader, records, levels, values)?
            }
            (ColumnReader::FixedLenByteArrayColumnReader(reader), Values::Fixed(values)) => {
                read::<FixedLenByteArrayType>(reader, records, levels, values)?
            }
            // The values were made for the reader.
            _ => (0, 0),
        };
        self.places = places;
        Ok(records)
    }

    /// How much of the path is there at this place; nothing past the end of the batch.
    #[inline]
    pub(crate) fn definition(&self) -> Option<i16> {
        let found = || if self.deepest_definition == 0 { Some(0) } else { self.definitions.get(self.place).copied() };
        if self.place < self.places { found() } else { None }
    }

    /// At which list a new element begins at this place; nothing past the end of the batch.
    #[inline]
    pub(crate) fn repetition(&self) -> Option<i16> {
        let found = || if self.has_lists { self.repetitions.get(self.place).copied() } else { Some(0) };
        if self.place < self.places { found() } else { None }
    }

    /// Places in this batch.
    pub(crate) fn places(&self) -> usize {
        self.places
    }

    /// Whether a value is there, for each place of this batch; `None` where all are. Of a column without lists.
    pub(crate) fn are_there(&self) -> Option<impl Iterator<Item = bool>> {
        let are_all = self.deepest_definition == 0;
        (!are_all).then(|| self.definitions.iter().map(|found| *found == self.deepest_definition))
    }

    /// The values, and which of them is at this place.
    #[inline]
    pub(crate) fn value(&self) -> (&Values, usize) {
        (&self.values, self.value)
    }

    /// Goes to the next place.
    #[inline]
    pub(crate) fn advance(&mut self) {
        self.value += usize::from(self.definition() == Some(self.deepest_definition));
        self.place += 1;
    }
}

/// Reads records into emptied values; how many records and how many places.
fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    records: usize,
    (definitions, repetitions): (&mut Vec<i16>, &mut Vec<i16>),
    values: &mut Vec<T::T>,
) -> Result<(usize, usize), ParquetError> {
    values.clear();
    let (records, _, places) = reader.read_records(records, Some(definitions), Some(repetitions), values)?;
    Ok((records, places))
}
