//! Files and buffers in memory.

use std::collections::VecDeque;
use std::future::Future;
use std::ops::Range;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use driftscope_session::{Buffers, Chunks, FileSource, InputFile, ParquetRows, ParquetStep};

/// A file in memory.
#[derive(Clone, Debug)]
pub(crate) struct MemoryFile {
    bytes: Rc<[u8]>,
    chunk: usize,
    is_gone: bool,
}

/// A file as a person opens it, which is read in chunks of 500 bytes.
pub(crate) fn file(name: &str, text: &str) -> InputFile<MemoryFile> {
    file_in_chunks(name, text, 500)
}

pub(crate) fn file_in_chunks(name: &str, text: &str, chunk: usize) -> InputFile<MemoryFile> {
    let handle = MemoryFile { bytes: text.as_bytes().into(), chunk, is_gone: false };
    InputFile { name: name.to_owned(), bytes: text.len() as u64, handle, has_labels: false }
}

/// A file whose bytes the host refuses.
pub(crate) fn gone(name: &str) -> InputFile<MemoryFile> {
    let handle = MemoryFile { bytes: Rc::from([]), chunk: 1, is_gone: true };
    InputFile { name: name.to_owned(), bytes: 100, handle, has_labels: false }
}

pub(crate) fn text_of(file: &InputFile<MemoryFile>) -> &[u8] {
    &file.handle.bytes
}

impl FileSource for MemoryFile {
    type Chunks = MemoryChunks;
    type Rows = MemoryRows;

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn chunks(&self, from: u64) -> Result<MemoryChunks, String> {
        if self.is_gone {
            Err("it is gone".to_owned())
        } else {
            Ok(MemoryChunks { file: self.clone(), at: from as usize })
        }
    }

    async fn range(&self, range: Range<u64>) -> Option<Vec<u8>> {
        Turn::default().await;
        self.bytes.get(range.start as usize..range.end as usize).map(<[u8]>::to_vec)
    }

    /// Those behind the first four bytes, which are lines here.
    async fn rows(&self) -> Result<MemoryRows, String> {
        Turn::default().await;
        Ok(MemoryRows { file: self.clone(), at: 4 })
    }
}

/// Lines in place of a Parquet file's rows, one at a time. A line that is no record stands for damage.
pub(crate) struct MemoryRows {
    file: MemoryFile,
    at: usize,
}

impl ParquetRows for MemoryRows {
    fn next(&mut self) -> Result<ParquetStep<'_>, String> {
        let begin = self.at;
        let rest = &self.file.bytes[begin..];
        let Some(length) = rest.iter().position(|byte| *byte == b'\n') else { return Ok(ParquetStep::End) };
        self.at += length + 1;
        let lines = &self.file.bytes[begin..self.at];
        match lines.first() {
            Some(b'{') => Ok(ParquetStep::Rows { lines, share: self.at as f64 / self.file.bytes.len() as f64 }),
            Some(b'!') => Err("it is gone".to_owned()),
            _ => Ok(ParquetStep::Failed("This Parquet file is damaged".to_owned())),
        }
    }

    fn unread(&mut self) -> Vec<(String, u64)> {
        vec![("digest".to_owned(), 3)]
    }
}

pub(crate) struct MemoryChunks {
    file: MemoryFile,
    at: usize,
}

impl Chunks for MemoryChunks {
    async fn next(&mut self) -> Result<Option<&[u8]>, String> {
        Turn::default().await;
        let end = (self.at + self.file.chunk).min(self.file.bytes.len());
        let begin = std::mem::replace(&mut self.at, end);
        Ok((begin < end).then(|| &self.file.bytes[begin..end]))
    }
}

/// Lets others work once.
#[derive(Default)]
struct Turn(bool);

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Buffers in memory.
#[derive(Debug, Default)]
pub(crate) struct MemoryBuffers(VecDeque<Buffer>);

#[derive(Debug)]
enum Buffer {
    Cells(Vec<u64>),
    Bytes(Vec<u8>),
    Numbers(Vec<u32>),
    Text(String),
}

impl Buffers for MemoryBuffers {
    type Cells = Vec<u64>;

    fn cells(length: usize) -> Vec<u64> {
        vec![0; length]
    }

    fn write(cells: &mut Vec<u64>, at: usize, bits: &[u64]) {
        cells[at..at + bits.len()].copy_from_slice(bits);
    }

    fn read(cells: &Vec<u64>, range: Range<usize>) -> Vec<u64> {
        cells[range.start..range.end.min(cells.len())].to_vec()
    }

    fn push_cells(&mut self, cells: Vec<u64>) {
        self.0.push_back(Buffer::Cells(cells));
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        self.0.push_back(Buffer::Bytes(bytes.to_vec()));
    }

    fn push_numbers(&mut self, numbers: &[u32]) {
        self.0.push_back(Buffer::Numbers(numbers.to_vec()));
    }

    fn push_text(&mut self, text: &str) {
        self.0.push_back(Buffer::Text(text.to_owned()));
    }

    fn take_cells(&mut self) -> Vec<u64> {
        let Some(Buffer::Cells(cells)) = self.0.pop_front() else { panic!("no cells") };
        cells
    }

    fn take_bytes(&mut self) -> Vec<u8> {
        let Some(Buffer::Bytes(bytes)) = self.0.pop_front() else { panic!("no bytes") };
        bytes
    }

    fn take_numbers(&mut self) -> Vec<u32> {
        let Some(Buffer::Numbers(numbers)) = self.0.pop_front() else { panic!("no numbers") };
        numbers
    }

    fn take_text(&mut self) -> String {
        let Some(Buffer::Text(text)) = self.0.pop_front() else { panic!("no text") };
        text
    }
}
