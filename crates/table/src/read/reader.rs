//! Reads the files of one data set, fed in chunks.

use std::collections::BTreeSet;

use super::date_arrays;
use super::durations;
use super::error::ReadError;
use super::folders::{self, FolderColumn};
use super::input::Input;
use super::limits::{Limits, ReadOptions};
use super::object_ids;
use super::shape::Plan;
use super::unfold::unfold;
use super::unpack::is_gzip;
use crate::read::assemble::rows::Rows;
use crate::read::json::record_reader::RecordReader;
use crate::read::unpack::gunzip::{Damage, Gunzip};
use crate::read::unpack::pieces::Pieces;
use crate::{FileRecord, Format, Sample, Table, WarningCode};

/// Reads the files of one data set into a [`Table`].
///
/// ```
/// use driftscope_table::{ReadOptions, TableReader};
///
/// let mut reader = TableReader::new(ReadOptions::default());
/// reader.begin_file("example.jsonl");
/// reader.feed(b"{\"a\": 1}\n{\"a\"");
/// reader.feed(b": 2}\n");
/// reader.end_file("its SHA-256".to_owned());
/// let table = reader.finish()?;
/// assert_eq!((table.rows, table.columns[0].name.as_str()), (2, "a"));
/// # Ok::<(), driftscope_table::ReadError>(())
/// ```
#[derive(Debug)]
pub struct TableReader {
    pub(crate) records: RecordReader,
    files: Vec<FileRecord>,
    pub(crate) open: Option<OpenFile>,
    /// Why the first file that gave no row gave none.
    failure: Option<ReadError>,
    /// What a person said that the files are.
    said: Option<Plan>,
    pub(crate) sample: Option<Sample>,
}

/// The file that is being read.
#[derive(Debug)]
pub(crate) struct OpenFile {
    pub(crate) record: FileRecord,
    pub(crate) packing: Packing,
    pub(crate) pieces: Pieces,
    pub(crate) input: Input,
    /// What its folders say of all rows.
    folders: Vec<FolderColumn>,
    pub(crate) rows_before: usize,
    seen_before: u64,
    skipped_before: u64,
}

#[derive(Debug)]
pub(crate) enum Packing {
    /// Fewer than two bytes came.
    Unknown(Vec<u8>),
    Plain,
    Gzip(Box<Gunzip>),
}

impl TableReader {
    /// A reader without any file yet.
    pub fn new(options: ReadOptions) -> Self {
        Self {
            records: RecordReader::new(Rows::new(options.limits.bounded(), options.sample)),
            files: Vec::new(),
            open: None,
            failure: None,
            sample: options.sample,
            said: options.format.map(|format| Plan::new(format, options.path)),
        }
    }

    /// Begins the next file of the data set. Folders in its name that say `column=value` become columns: see
    /// [`file_name`](crate::file_name).
    pub fn begin_file(&mut self, name: &str) {
        self.close(String::new());
        self.records.rows.problems.begin_file(name);
        self.open = Some(OpenFile {
            record: FileRecord { name: name.to_owned(), ..FileRecord::default() },
            packing: Packing::Unknown(Vec::new()),
            pieces: Pieces::default(),
            input: Input::new(self.said.clone()),
            folders: folders::columns(name),
            rows_before: self.records.rows.columns.rows(),
            seen_before: self.records.rows.seen(),
            skipped_before: self.records.rows.skipped,
        });
    }

    /// Takes the next bytes of the file, as they lie on the disk. Where the pieces end does not matter.
    pub fn feed(&mut self, bytes: &[u8]) {
        let Some(file) = &mut self.open else { return };
        file.record.bytes += bytes.len() as u64;
        #[cfg(target_arch = "wasm32")]
        super::headroom::make(file.record.bytes);
        let records = &mut self.records;
        if let Packing::Unknown(first) = &mut file.packing {
            let taken = bytes.len().min(2 - first.len());
            first.extend_from_slice(&bytes[..taken]);
            let first = std::mem::take(first);
            file.packing = match first.len() {
                0 | 1 => return file.packing = Packing::Unknown(first),
                _ if is_gzip(&first) => Packing::Gzip(Box::new(Gunzip::new(records.rows.limits.expansion))),
                _ => Packing::Plain,
            };
            // The two bytes are here still, unless they came in pieces of one.
            return match taken {
                2 => file.unpack(bytes, records),
                _ => {
                    file.unpack(&first, records);
                    file.unpack(&bytes[taken..], records);
                }
            };
        }
        file.unpack(bytes, records);
    }

    /// Whether nothing that may still come of the file matters: no further row fits, or its document is broken. Then it
    /// may be [passed over](TableReader::pass).
    pub fn is_done(&self) -> bool {
        let Some(file) = &self.open else { return false };
        file.is_full(&self.records.rows) || file.input.is_over() && matches!(file.packing, Packing::Plain)
    }

    /// Skips `bytes` bytes of the file, which count as its own.
    pub fn pass(&mut self, bytes: u64) {
        if let Some(file) = &mut self.open {
            file.record.bytes += bytes;
        }
    }

    /// Ends the file, whose bytes have this SHA-256.
    pub fn end_file(&mut self, sha256: String) {
        self.close(sha256);
    }

    /// The rows read so far.
    pub fn rows(&self) -> usize {
        self.records.rows.columns.rows()
    }

    /// Why nothing more needs to be fed: the file is known to be something else, and no row was read before it.
    pub fn is_hopeless(&self) -> Option<ReadError> {
        let file = self.open.as_ref().filter(|_| self.rows() == 0)?;
        ReadError::of_wrong_file(&file.input)
    }

    /// Ends the data set. An error only where no row could be read.
    pub fn finish(self) -> Result<Table, ReadError> {
        let limits = self.records.rows.limits.clone();
        let read_lines = |field: &str, lines: &mut dyn Iterator<Item = String>| {
            let format = Some(Format::Records);
            let mut reader = Self::new(ReadOptions { limits: limits.clone(), format, ..ReadOptions::default() });
            reader.begin_file(field);
            lines.for_each(|line| reader.feed(line.as_bytes()));
            reader.finish_folded().ok().map(|(table, _)| table)
        };
        let (table, lists) = self.finish_folded()?;
        let table = date_arrays::join(unfold(table, &lists, &limits, &read_lines));
        Ok(durations::with_duration(object_ids::with_time(table, &limits), &limits))
    }

    /// The same with JSON in strings left as it is, and the names of columns that hold lists of labels.
    fn finish_folded(mut self) -> Result<(Table, BTreeSet<String>), ReadError> {
        self.close(String::new());
        let seen = self.records.rows.seen();
        let kept = self.records.rows.kept();
        let rows =
            kept.as_ref().map_or(self.records.rows.columns.rows(), |kept| kept.iter().filter(|kept| **kept).count());
        if rows == 0 && seen > 0 {
            return Err(ReadError::EmptySample { rows: seen });
        }
        if rows == 0 {
            return Err(self.failure.take().unwrap_or(ReadError::Empty));
        }
        self.records.rows.settle_labels();
        if self.files.len() < 2 || self.sample.is_some() {
            self.files.iter_mut().for_each(|file| file.rows = None);
        }
        let part = self.sample.map(Sample::words);
        let Rows { schema, columns, problems, skipped, .. } = self.records.rows;
        let lists = columns.lists(&schema);
        let mut table = Table {
            rows,
            columns: columns.finish(&schema),
            files: self.files,
            part,
            sampled_from: self.sample.map(|_| seen),
            skipped,
            warnings: problems.into_warnings(),
            labels: None,
        };
        if let Some(kept) = kept {
            table.columns.iter_mut().for_each(|column| *column = column.chosen(&kept));
        }
        Ok((table, lists))
    }

    fn close(&mut self, sha256: String) {
        let Some(mut file) = self.open.take() else { return };
        file.end(&mut self.records);
        for column in &file.folders {
            self.records.rows.fill(&column.name, column.value.as_deref(), file.rows_before);
        }
        if !file.input.is_by_rows() {
            self.records.rows.end_file(file.rows_before);
        }
        file.record.sha256 = sha256;
        file.record.rows = Some((self.records.rows.columns.rows() - file.rows_before) as u64);
        file.record.format = file.input.plan().map(|plan| plan.format);
        file.record.read_as = file.read_as(&self.records.rows);
        if self.records.rows.columns.rows() == file.rows_before
            && self.records.rows.seen() == file.seen_before
            && !self.is_full()
        {
            let error = file.failure(&self.records.rows);
            self.records
                .rows
                .problems
                .add(WarningCode::EmptyFile, || (None, format!("A file gave no record and is left out. {error}")));
            self.failure.get_or_insert(error);
        }
        let seen = (self.records.rows.seen() - file.seen_before).max(file.record.rows.unwrap_or(0));
        if let Some(message) = file.input.overlooked.as_ref().filter(|_| seen > 0).and_then(|list| list.warning(seen)) {
            self.records.rows.problems.add(WarningCode::LongerList, || (None, message));
        }
        self.files.push(file.record);
    }

    fn is_full(&self) -> bool {
        self.records.rows.columns.rows() > 0 && self.records.rows.columns.is_full()
    }
}

impl OpenFile {
    /// Whether reading ended at the last row that fits. Nobody looks at what follows; past anything else that ends the
    /// reading it matters still whether the rest can be unpacked.
    fn is_full(&self, rows: &Rows) -> bool {
        self.input.is_over() && rows.columns.is_full()
    }

    fn unpack(&mut self, bytes: &[u8], records: &mut RecordReader) {
        if self.is_full(&records.rows) {
            return;
        }
        let Self { packing, pieces, input, .. } = self;
        match packing {
            Packing::Gzip(gunzip) => gunzip.feed(bytes, |bytes| pieces.feed(bytes, input, records)),
            Packing::Plain | Packing::Unknown(_) => pieces.feed(bytes, input, records),
        }
    }

    fn end(&mut self, records: &mut RecordReader) {
        let Self { packing, pieces, input, .. } = self;
        if let Packing::Unknown(first) = packing {
            pieces.feed(first, input, records);
        }
        if let Packing::Gzip(gunzip) = packing
            && !(input.is_over() && records.rows.columns.is_full())
        {
            gunzip.end(|bytes| pieces.feed(bytes, input, records));
        }
        pieces.end(input, records);
        // What could be unpacked comes before what could not. Whether its end was seen by the last row that fits depends on
        // the pieces.
        if !self.is_full(&records.rows)
            && let Packing::Gzip(gunzip) = &self.packing
            && let Some(damage) = gunzip.damage()
        {
            records.rows.problems.add(WarningCode::DamagedGzip, || (None, describe(damage).to_owned()));
        }
    }

    /// What the file was read as, in words.
    fn read_as(&self, rows: &Rows) -> String {
        let is_empty = rows.columns.rows() == self.rows_before;
        let plain = if is_empty { "nothing".to_owned() } else { self.input.words() };
        let has_components = rows.limits.array_values == Limits::COMPONENTS;
        let plain = if has_components { plain + ", a column for each number of a vector" } else { plain };
        let packed = if matches!(self.packing, Packing::Gzip(_)) { plain + ", gzip" } else { plain };
        match self.folders.iter().map(|column| column.name.as_str()).collect::<Vec<_>>()[..] {
            [] => packed,
            ref names => format!("{packed}, {} from its folder", names.join(" and ")),
        }
    }

    /// Why the file gave no row.
    fn failure(&self, rows: &Rows) -> ReadError {
        let skipped = rows.skipped - self.skipped_before;
        if let Some(error) = ReadError::of_wrong_file(&self.input) {
            return error;
        }
        if matches!(&self.packing, Packing::Gzip(gunzip) if gunzip.damage().is_some()) && skipped == 0 {
            return ReadError::DamagedGzip;
        }
        if !self.input.has_content {
            return ReadError::Empty;
        }
        let first = rows.problems.first_of(&self.record.name);
        let nothing = || "The array is empty".to_owned();
        ReadError::NoRecords {
            skipped,
            reason: first.map_or_else(nothing, |warning| warning.message.clone()),
            line: first.and_then(|warning| warning.line),
            byte_offset: first.and_then(|warning| warning.byte_offset),
            snippet: first.and_then(|warning| warning.snippet.clone()),
        }
    }
}

fn describe(damage: Damage) -> &'static str {
    match damage {
        Damage::CutOff => {
            "The gzip stream ends too early; what could be unpacked is read. Copy or download the file again"
        }
        Damage::Corrupt => {
            "The gzip stream is damaged; what could be unpacked is read. Copy or download the file again"
        }
        Damage::Trailing => "Something else follows the gzip stream and is left out",
        Damage::Bomb => {
            "The gzip file unpacks to many times its size, and the rest is left out. Unpack it and look at it"
        }
    }
}
