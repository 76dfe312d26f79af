//! Buffers between workers as JavaScript has them: they change owner instead of being copied.

use std::ops::Range;

use driftscope_session::Buffers;
use js_sys::{Array, BigUint64Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

/// Array buffers and strings, in order.
#[derive(Default)]
pub(crate) struct JsBuffers(pub(super) Array);

impl JsBuffers {
    /// Texts alone.
    pub(crate) fn of_texts<const N: usize>(texts: [&str; N]) -> Self {
        Self(texts.into_iter().map(JsValue::from_str).collect())
    }

    /// Puts them behind the text of a message. Returns those that change owner.
    pub(super) fn attach(&self, message: &Array) -> Array {
        let moved = Array::new();
        for value in self.0.iter() {
            message.push(&value);
            if !value.is_string() {
                moved.push(&value);
            }
        }
        moved
    }

    fn take(&self) -> JsValue {
        self.0.shift().unchecked_into()
    }
}

impl Buffers for JsBuffers {
    type Cells = BigUint64Array;

    fn cells(length: usize) -> BigUint64Array {
        BigUint64Array::new_with_length(length as u32)
    }

    fn write(cells: &mut BigUint64Array, at: usize, bits: &[u64]) {
        cells.subarray(at as u32, (at + bits.len()) as u32).copy_from(bits);
    }

    fn read(cells: &BigUint64Array, range: Range<usize>) -> Vec<u64> {
        cells.subarray(range.start as u32, (range.end as u32).min(cells.length())).to_vec()
    }

    fn push_cells(&mut self, cells: BigUint64Array) {
        self.0.push(&cells.buffer());
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        self.0.push(&Uint8Array::from(bytes).buffer());
    }

    fn push_numbers(&mut self, numbers: &[u32]) {
        self.0.push(&Uint32Array::from(numbers).buffer());
    }

    fn push_text(&mut self, text: &str) {
        self.0.push(&JsValue::from_str(text));
    }

    fn take_cells(&mut self) -> BigUint64Array {
        BigUint64Array::new(&self.take())
    }

    fn take_bytes(&mut self) -> Vec<u8> {
        Uint8Array::new(&self.take()).to_vec()
    }

    fn take_numbers(&mut self) -> Vec<u32> {
        Uint32Array::new(&self.take()).to_vec()
    }

    fn take_text(&mut self) -> String {
        self.take().as_string().unwrap_or_default()
    }
}
