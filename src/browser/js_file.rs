//! A file in a browser: its bytes, at the lowest cost at which a browser returns them.
//!
//! A byte stream fills a buffer that it is given, again and again: in Chromium that takes a quarter of the processor time
//! of slices that come as new buffers, most of which goes into fresh memory. If a browser has no byte streams for files,
//! slices must do.

use std::ops::Range;

use driftscope_session::{Chunks, FileSource};
use js_sys::{Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamByobReader, ReadableStreamReadResult};

use super::exception_words;
use super::parquet_rows::JsRows;
use super::scripts::promised;

/// Bytes that are asked for at once. They still lie in the processor's cache when they are parsed.
const CHUNK: u32 = 1024 * 1024;

/// Bytes of a slice, if there are no streams: with small ones a browser is slow.
const SLICE: f64 = 16.0 * 1024.0 * 1024.0;

/// A `File` or `Blob`.
pub(crate) struct JsFile {
    file: JsValue,
    /// What reads Parquet files, in a worker.
    parquet: Option<Function>,
}

impl JsFile {
    /// A file of which no rows are asked for.
    pub(crate) fn new(file: JsValue) -> Self {
        Self { file, parquet: None }
    }

    /// A file in a worker, whose script promises the rows of Parquet files.
    pub(crate) fn in_worker(file: JsValue, parquet: &Function) -> Self {
        Self { file, parquet: Some(parquet.clone()) }
    }

    /// Its bytes from `start` on, up to `end` if that is within it.
    fn slice(&self, start: f64, end: f64) -> Result<Blob, JsValue> {
        let blob = self.file.dyn_ref::<Blob>().ok_or(JsValue::UNDEFINED)?;
        blob.slice_with_f64_and_f64(start, end.min(blob.size()))
    }
}

impl FileSource for JsFile {
    type Chunks = JsChunks;
    type Rows = JsRows;

    fn size(&self) -> u64 {
        self.file.dyn_ref::<Blob>().map_or(0, |blob| blob.size() as u64)
    }

    fn chunks(&self, from: u64) -> Result<JsChunks, String> {
        let blob = match from {
            0 => self.file.clone().dyn_into::<Blob>(),
            _ => self.slice(from as f64, f64::INFINITY),
        };
        let blob = blob.map_err(|reason| exception_words(&reason))?;
        // A browser whose files are not byte streams throws here.
        let source = match ReadableStreamByobReader::new(&blob.stream()) {
            Ok(reader) => Source::Stream { reader, buffer: Uint8Array::new_with_length(CHUNK) },
            Err(_) => Source::Slices { coming: fetch(&blob, 0.0).map_err(|reason| exception_words(&reason))?, blob },
        };
        Ok(JsChunks { source, buffer: Vec::new() })
    }

    async fn range(&self, range: Range<u64>) -> Option<Vec<u8>> {
        let slice = self.slice(range.start as f64, range.end as f64).ok()?;
        Some(Uint8Array::new(&JsFuture::from(slice.array_buffer()).await.ok()?).to_vec())
    }

    async fn rows(&self) -> Result<JsRows, String> {
        let Some(parquet) = &self.parquet else { return Err(String::new()) };
        let next = promised(parquet, &[&self.file]).await.and_then(JsCast::dyn_into);
        next.map(JsRows::new).map_err(|reason| exception_words(&reason))
    }
}

/// The chunks of a file.
pub(crate) struct JsChunks {
    source: Source,
    /// The chunk that came last.
    buffer: Vec<u8>,
}

impl Chunks for JsChunks {
    async fn next(&mut self) -> Result<Option<&[u8]>, String> {
        let bytes = self.source.next().await.map_err(|reason| exception_words(&reason))?;
        let Some(bytes) = bytes else { return Ok(None) };
        self.buffer.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.buffer);
        Ok(Some(&self.buffer))
    }
}

enum Source {
    /// The bytes fill the buffer, which goes back and forth. The reader has to be held: Chromium collects a stream to whose
    /// reader nothing leads but a function that waits for it, and then nothing comes any more.
    Stream { reader: ReadableStreamByobReader, buffer: Uint8Array },
    /// The slice that is on its way, and where it ends. While one is parsed, the browser fetches the next.
    Slices { blob: Blob, coming: Option<(JsFuture, f64)> },
}

impl Source {
    async fn next(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        match self {
            Self::Stream { reader, buffer } => {
                let result = JsFuture::from(reader.read_with_array_buffer_view(buffer)).await?;
                let result: ReadableStreamReadResult = result.unchecked_into();
                let Ok(bytes) = result.get_value().dyn_into::<Uint8Array>() else { return Ok(None) };
                *buffer = Uint8Array::new(&bytes.buffer());
                Ok((result.get_done() != Some(true)).then_some(bytes))
            }
            Self::Slices { blob, coming } => {
                let Some((slice, end)) = coming.take() else { return Ok(None) };
                let slice = slice.await?;
                *coming = fetch(blob, end)?;
                Ok(Some(Uint8Array::new(&slice)))
            }
        }
    }
}

/// Asks for the slice that begins here, if there is one.
fn fetch(blob: &Blob, from: f64) -> Result<Option<(JsFuture, f64)>, JsValue> {
    let end = (from + SLICE).min(blob.size());
    if end <= from {
        return Ok(None);
    }
    let slice = blob.slice_with_f64_and_f64(from, end)?;
    Ok(Some((JsFuture::from(slice.array_buffer()), end)))
}
