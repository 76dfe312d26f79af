//! A file whose bytes somebody else has, read as the decoder wants it.
//!
//! To ask a browser for bytes takes two milliseconds, and the decoder asks twice for each page of each column: for its header, and for what is
//! in it. So a stretch of the file is read at once, and kept while a column goes through it. Columns are read in turns, and each needs a
//! stretch of its own.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use driftscope_parquet::{ChunkReader, DecoderError, Length};

/// The longest stretch, and the shortest: a header of a page and some of what follows.
const LONGEST: usize = 512 * 1024;
const SHORTEST: usize = 16 * 1024;

/// Bytes of all stretches that are kept.
const KEPT: usize = 32 * 1024 * 1024;

/// Who has the bytes.
pub trait Source: Copy + Send + Sync + 'static {
    /// Reads bytes that begin here, as many as there is room for; how many there were.
    fn read(self, from: u64, into: &mut [u8]) -> usize;
}

/// A file. Clones keep the same stretches.
#[derive(Clone, Debug)]
pub struct SourceFile<S> {
    source: S,
    size: u64,
    stretches: Arc<Mutex<Stretches>>,
}

/// What was read ahead.
#[derive(Debug)]
struct Stretches {
    /// Where each begins, the last used at the end.
    kept: Vec<(u64, Bytes)>,
    /// How many there may be.
    most: usize,
    /// Bytes of one.
    length: usize,
}

impl<S: Source> SourceFile<S> {
    /// A file of `size` bytes.
    pub fn new(source: S, size: u64) -> Self {
        let stretches = Stretches { kept: Vec::new(), most: 1, length: SHORTEST };
        Self { source, size, stretches: Arc::new(Mutex::new(stretches)) }
    }

    /// Keeps a stretch for each of this many columns.
    pub fn read_ahead(&self, columns: usize) {
        let mut stretches = self.stretches.lock().unwrap_or_else(PoisonError::into_inner);
        stretches.most = columns.clamp(1, KEPT / SHORTEST);
        stretches.length = (KEPT / stretches.most).clamp(SHORTEST, LONGEST);
    }

    /// The bytes from here on, at least `least` of them if the file has these, and what was read ahead.
    fn bytes(&self, from: u64, least: usize) -> Bytes {
        let left = usize::try_from(self.size.saturating_sub(from)).unwrap_or(usize::MAX);
        // What lies past the end is not there, so that no claim of the file makes it larger than it is.
        let least = least.min(left);
        let mut stretches = self.stretches.lock().unwrap_or_else(PoisonError::into_inner);
        let Stretches { kept, most, length } = &mut *stretches;
        let within = |start: u64, bytes: &Bytes| {
            let skipped = usize::try_from(from.checked_sub(start)?).ok()?;
            (skipped < bytes.len() && bytes.len() - skipped >= least).then_some(skipped)
        };
        let found = kept.iter().enumerate().find_map(|(place, (start, bytes))| Some((place, within(*start, bytes)?)));
        if let Some((place, skipped)) = found {
            let stretch = kept.remove(place);
            let bytes = stretch.1.slice(skipped..);
            kept.push(stretch);
            return bytes;
        }
        let mut read = vec![0; least.max(*length).min(left)];
        let count = self.source.read(from, &mut read);
        read.truncate(count);
        let read = Bytes::from(read);
        // One that ends here was the beginning of this one.
        kept.retain(|(start, bytes)| !(*start..=*start + bytes.len() as u64).contains(&from));
        if kept.len() >= *most {
            kept.remove(0);
        }
        kept.push((from, read.clone()));
        read
    }
}

impl<S: Source> Length for SourceFile<S> {
    fn len(&self) -> u64 {
        self.size
    }
}

impl<S: Source> ChunkReader for SourceFile<S> {
    type T = From<S>;

    fn get_read(&self, start: u64) -> Result<From<S>, DecoderError> {
        Ok(From { file: self.clone(), at: start, ahead: Bytes::new() })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, DecoderError> {
        let bytes = self.bytes(start, length);
        if bytes.len() < length {
            return Err(DecoderError::EOF(format!("{length} bytes at {start} of a file of {}", self.size)));
        }
        Ok(bytes.slice(..length))
    }
}

/// The bytes of a file from a place on.
#[derive(Debug)]
pub struct From<S> {
    file: SourceFile<S>,
    /// Where the bytes end that were read ahead.
    at: u64,
    ahead: Bytes,
}

impl<S: Source> Read for From<S> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ahead.is_empty() {
            self.ahead = self.file.bytes(self.at, 1);
            self.at += self.ahead.len() as u64;
        }
        let length = into.len().min(self.ahead.len());
        into[..length].copy_from_slice(&self.ahead.split_to(length));
        Ok(length)
    }
}
