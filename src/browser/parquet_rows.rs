//! The rows of a Parquet file, which the worker's script reads by the page's second module.

use driftscope_session::{ParquetRows, ParquetStep};
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::exception_words;

/// The rows of a Parquet file.
pub(crate) struct JsRows {
    /// Reads on, and gives an array: what the step gave, as `crates/parquet-page` numbers it, its text, and the share of the rows that were read.
    next: Function,
    /// What came last.
    text: Vec<u8>,
}

impl JsRows {
    /// Those that this function reads.
    pub(crate) fn new(next: Function) -> Self {
        Self { next, text: Vec::new() }
    }

    /// Calls the script. Its text lies in the module's memory, and is taken before the next call.
    fn call(&mut self, ends: bool) -> Result<[f64; 2], JsValue> {
        let parts: Array = self.next.call1(&JsValue::NULL, &ends.into())?.unchecked_into();
        let text: Uint8Array = parts.get(1).unchecked_into();
        self.text.resize(text.length() as usize, 0);
        text.copy_to(&mut self.text);
        Ok([0, 2].map(|place| parts.get(place).as_f64().unwrap_or_default()))
    }
}

impl ParquetRows for JsRows {
    fn next(&mut self) -> Result<ParquetStep<'_>, String> {
        let [step, share] = self.call(false).map_err(|reason| exception_words(&reason))?;
        Ok(match step as u32 {
            0 => ParquetStep::End,
            1 => ParquetStep::Rows { lines: &self.text, share },
            _ => ParquetStep::Failed(String::from_utf8_lossy(&self.text).into_owned()),
        })
    }

    fn unread(&mut self) -> Vec<(String, u64)> {
        let text = self.call(true).is_ok().then_some(self.text.as_slice());
        text.and_then(|text| serde_json::from_slice(text).ok()).unwrap_or_default()
    }
}
