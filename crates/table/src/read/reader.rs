//! The push parser for one data set of one or more files.

use super::framing::Framing;
use super::limits::ReadOptions;
use super::problems::Problems;
use super::record::Parser;
use super::unpack::Unpacker;
use super::{Limits, ReadError};
use crate::{FileRecord, Table, WarningCode};

/// Turns bytes into a [`Table`].
///
/// ```
/// # use driftscope_table::{ReadOptions, TableReader};
/// let mut reader = TableReader::new(ReadOptions::default());
/// reader.begin_file("log.ndjson");
/// reader.feed(b"{\"input\":{\"temp\":37.5}}\n{\"inp");
/// reader.feed(b"ut\":{\"temp\":40}}\n");
/// reader.end_file(String::new());
/// let table = reader.finish().unwrap();
/// assert_eq!((table.rows, table.columns[0].name.as_str()), (2, "input.temp"));
/// ```
#[derive(Debug)]
pub struct TableReader {
    parser: Parser,
    problems: Problems,
    files: Vec<FileRecord>,
    skipped: u64,
    limits: Limits,
    file: Option<OpenFile>,
    /// Why the files so far gave no record, the first of them.
    error: Option<ReadError>,
    read_any: bool,
}

/// The file that is being read.
#[derive(Debug)]
struct OpenFile {
    name: String,
    bytes: u64,
    /// The first bytes, until there are enough to tell gzip from anything else.
    head: Vec<u8>,
    packing: Packing,
    unread: Unread,
    rows_before: usize,
}

#[derive(Debug)]
enum Packing {
    Unknown,
    Plain,
    Gzip(Box<Unpacker>),
    /// The stream broke: whatever still comes of it is not read.
    Broken,
}

/// Unpacked bytes that no record has taken yet.
#[derive(Debug)]
struct Unread {
    framing: Framing,
    pending: Vec<u8>,
}

impl TableReader {
    /// A reader of nothing yet.
    pub fn new(options: ReadOptions) -> Self {
        Self {
            parser: Parser::new(&options.limits),
            problems: Problems::default(),
            files: Vec::new(),
            skipped: 0,
            limits: options.limits,
            file: None,
            error: None,
            read_any: false,
        }
    }

    /// The next bytes belong to a new file. One that is still open ends, without a fingerprint.
    pub fn begin_file(&mut self, name: &str) {
        if self.file.is_some() {
            self.end_file(String::new());
        }
        self.problems.begin_file(name);
        self.file = Some(OpenFile {
            name: name.to_owned(),
            bytes: 0,
            head: Vec::new(),
            packing: Packing::Unknown,
            unread: Unread { framing: Framing::new(self.limits.record_bytes), pending: Vec::new() },
            rows_before: self.parser.columns.rows(),
        });
    }

    /// Takes the next bytes, as they lie on the disk, in a piece of any size.
    pub fn feed(&mut self, bytes: &[u8]) {
        let Some(file) = &mut self.file else { return };
        file.bytes += bytes.len() as u64;
        if matches!(file.packing, Packing::Unknown) {
            file.head.extend_from_slice(bytes);
            if file.head.len() >= 2 {
                let head = std::mem::take(&mut file.head);
                file.packing = packing(&head);
                file.take(&head, &mut self.parser, &mut self.problems);
            }
            return;
        }
        file.take(bytes, &mut self.parser, &mut self.problems);
    }

    /// The file is complete. `sha256` is what a [`Fingerprint`](crate::Fingerprint) of the same bytes gave.
    pub fn end_file(&mut self, sha256: String) {
        let Some(mut file) = self.file.take() else { return };
        if matches!(file.packing, Packing::Unknown) {
            file.packing = Packing::Plain;
            let head = std::mem::take(&mut file.head);
            file.take(&head, &mut self.parser, &mut self.problems);
        }
        let is_packed = !matches!(file.packing, Packing::Plain);
        file.end(&mut self.parser, &mut self.problems);
        let framing = &file.unread.framing;
        let rows = self.parser.columns.rows() - file.rows_before;
        if rows == 0 {
            self.note_fruitless(framing.foreign().cloned(), &file.name, is_packed);
        }
        self.read_any |= rows > 0;
        self.skipped += framing.skipped;
        let read_as = format!("{}{}", framing.read_as(), if is_packed { ", gzip" } else { "" });
        self.files.push(FileRecord { name: file.name, bytes: file.bytes, sha256, read_as });
    }

    /// Rows read so far.
    pub fn rows(&self) -> usize {
        self.parser.columns.rows()
    }

    /// Why reading on is of no use, if it is of none: the input is no file of records.
    pub fn is_hopeless(&self) -> Option<ReadError> {
        let foreign = self.file.as_ref()?.unread.framing.foreign()?;
        (!self.read_any && self.files.is_empty()).then(|| foreign.clone())
    }

    /// The table, or why there is none.
    pub fn finish(mut self) -> Result<Table, ReadError> {
        if self.file.is_some() {
            self.end_file(String::new());
        }
        let rows = self.parser.columns.rows();
        if rows == 0 {
            return Err(self.error.unwrap_or(ReadError::Empty));
        }
        let superfluous = self.parser.schema.superfluous();
        let columns = self.parser.columns.finish(|column| superfluous.binary_search(&column).is_err());
        let table =
            Table { rows, columns, files: self.files, skipped: self.skipped, warnings: self.problems.into_warnings() };
        if is_columnar(&table) { Err(ReadError::Columnar) } else { Ok(table) }
    }

    /// A file gave no row: beside others that is a warning, alone it is the error.
    fn note_fruitless(&mut self, foreign: Option<ReadError>, name: &str, is_packed: bool) {
        let is_damaged = is_packed && self.problems.first().is_some_and(|first| first.code == WarningCode::DamagedGzip);
        let error = foreign.filter(|_| !is_damaged).unwrap_or_else(|| match self.problems.first() {
            Some(_) if is_damaged => ReadError::DamagedGzip,
            Some(first) => ReadError::NoRecords {
                skipped: first.count,
                reason: first.message.clone(),
                line: first.line,
                byte_offset: first.byte_offset,
                snippet: first.snippet.clone(),
            },
            None => ReadError::NoRecords {
                skipped: 0,
                reason: "The array is empty".to_owned(),
                line: None,
                byte_offset: None,
                snippet: None,
            },
        });
        let message = format!("A file gave no record and is left out. {error}. It is {name}");
        self.problems.add(WarningCode::EmptyFile, None, || message);
        self.error.get_or_insert(error);
    }
}

impl OpenFile {
    fn take(&mut self, bytes: &[u8], parser: &mut Parser, problems: &mut Problems) {
        let unread = &mut self.unread;
        match &mut self.packing {
            Packing::Unknown | Packing::Broken => {}
            Packing::Plain => unread.take(bytes, false, parser, problems),
            Packing::Gzip(unpacker) => {
                if unpacker.feed(bytes, |unpacked| unread.take(unpacked, false, parser, problems)).is_err() {
                    self.packing = Packing::Broken;
                    damaged(problems);
                }
            }
        }
    }

    fn end(&mut self, parser: &mut Parser, problems: &mut Problems) {
        let unread = &mut self.unread;
        if let Packing::Gzip(unpacker) = std::mem::replace(&mut self.packing, Packing::Broken) {
            if unpacker.finish(|unpacked| unread.take(unpacked, false, parser, problems)).is_err() {
                damaged(problems);
            }
        }
        unread.take(&[], true, parser, problems);
    }
}

impl Unread {
    fn take(&mut self, bytes: &[u8], is_last: bool, parser: &mut Parser, problems: &mut Problems) {
        if parser.columns.is_full() {
            self.pending = Vec::new();
            if !bytes.is_empty() {
                problems.add(WarningCode::TooManyRows, None, || {
                    "There are more rows than fit: those past the limit are left out. Compare fewer rows or columns at a time".to_owned()
                });
            }
            return;
        }
        if self.pending.is_empty() {
            let consumed = self.framing.read(bytes, is_last, parser, problems);
            self.pending.extend_from_slice(&bytes[consumed..]);
        } else {
            self.pending.extend_from_slice(bytes);
            let consumed = self.framing.read(&self.pending, is_last, parser, problems);
            self.pending.drain(..consumed);
        }
    }
}

fn packing(head: &[u8]) -> Packing {
    if head.starts_with(&[0x1F, 0x8B]) { Packing::Gzip(Box::new(Unpacker::new())) } else { Packing::Plain }
}

fn damaged(problems: &mut Problems) {
    problems.add(WarningCode::DamagedGzip, None, || {
        "The gzip stream is damaged or ends too early; what could be unpacked is read. Copy or download the file again".to_owned()
    });
}

/// Whether the one record is a table by columns: `{"x":{"0":1.5,"1":null},"y":{…}}`.
fn is_columnar(table: &Table) -> bool {
    let numbered =
        |name: &str| name.rsplit_once('.').is_some_and(|(_, key)| key.bytes().all(|byte| byte.is_ascii_digit()));
    table.rows == 1 && table.columns.len() > 1 && table.columns.iter().all(|column| numbered(&column.name))
}
