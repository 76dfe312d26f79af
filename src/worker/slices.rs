//! The bytes of a file, at the least cost at which a browser gives them.
//!
//! A byte stream fills a buffer that it is given, again and again: in Chromium that takes a quarter of the processor time
//! of slices that come as new buffers, most of which goes into fresh memory. Where a browser has no byte streams for
//! files, slices must do.

use std::ops::Range;

use driftscope_table::{line_search, line_start};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamByobReader, ReadableStreamReadResult};

use driftscope_session::Problem;

/// Bytes that are asked for at once. They still lie in the processor's cache when they are looked at.
const PIECE: u32 = 1024 * 1024;

/// Bytes of a slice, where there are no streams: with small ones a browser is slow.
const SLICE: f64 = 16.0 * 1024.0 * 1024.0;

/// A file, or the page's own demo, a piece at a time.
pub(super) struct Slices<'a> {
    name: &'a str,
    source: Source,
    /// The piece that came last.
    buffer: Vec<u8>,
}

enum Source {
    /// The bytes fill the buffer, which goes back and forth. The reader has to be held: Chromium collects a stream to whose
    /// reader nothing leads but a function that waits for it, and then nothing comes any more.
    Stream { reader: ReadableStreamByobReader, buffer: Uint8Array },
    /// The slice that is on its way, and where it ends. While one is worked on, the browser fetches the next.
    Slices { blob: Blob, coming: Option<(JsFuture, f64)> },
}

impl<'a> Slices<'a> {
    /// The bytes of a `File` or `Blob`.
    pub(super) fn of(name: &'a str, source: JsValue) -> Result<Self, Problem> {
        let blob = source.dyn_into::<Blob>().map_err(|reason| unreadable(name, &reason))?;
        // A browser whose files are no byte streams says so by an exception.
        let source = match ReadableStreamByobReader::new(&blob.stream()) {
            Ok(reader) => Source::Stream { reader, buffer: Uint8Array::new_with_length(PIECE) },
            Err(_) => Source::Slices { coming: fetch(&blob, 0.0).map_err(|reason| unreadable(name, &reason))?, blob },
        };
        Ok(Self { name, source, buffer: Vec::new() })
    }

    /// The bytes of a `File` or `Blob` from this one on.
    pub(super) fn from(name: &'a str, source: JsValue, from: u64) -> Result<Self, Problem> {
        let rest = source
            .dyn_into::<Blob>()
            .and_then(|blob| blob.slice_with_f64_and_f64(from as f64, blob.size()))
            .map_err(|reason| unreadable(name, &reason))?;
        Self::of(name, rest.into())
    }

    /// The next bytes; `None` where there are none.
    pub(super) async fn next(&mut self) -> Result<Option<&[u8]>, Problem> {
        let bytes = self.source.next().await.map_err(|reason| unreadable(self.name, &reason))?;
        let Some(bytes) = bytes else { return Ok(None) };
        self.buffer.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.buffer);
        Ok(Some(&self.buffer))
    }
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

/// The first place from `cut` on at which a line begins, if there is one soon.
pub(super) async fn first_line(source: &JsValue, cut: u64) -> Option<u64> {
    let blob = source.dyn_ref::<Blob>()?;
    let Range { start, end } = line_search(cut);
    let slice = blob.slice_with_f64_and_f64(start as f64, end as f64).ok()?;
    let bytes = Uint8Array::new(&JsFuture::from(slice.array_buffer()).await.ok()?).to_vec();
    line_start(start, &bytes).filter(|start| *start < blob.size() as u64)
}

/// Lets messages be heard. While a stream has bytes at hand, they come without the turn in which messages do; a byte that is
/// asked for apart takes a turn.
pub(super) async fn turn(source: &JsValue) {
    let slice = source.dyn_ref::<Blob>().and_then(|blob| blob.slice_with_f64_and_f64(0.0, 1.0).ok());
    if let Some(slice) = slice {
        let _ = JsFuture::from(slice.array_buffer()).await;
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

fn unreadable(name: &str, reason: &JsValue) -> Problem {
    Problem::Unreadable { file: name.to_owned(), reason: words(reason) }
}

/// What a JavaScript exception says.
fn words(reason: &JsValue) -> String {
    match reason.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => Reflect::get(reason, &JsValue::from_str("message"))
            .ok()
            .and_then(|message| message.as_string())
            .unwrap_or_else(|| "no reason given".to_owned()),
    }
}
