//! The report of two logs, as bytes.

use driftscope_drift::compare;
use driftscope_report::{Settings, sealed_json};
use driftscope_table::{Fingerprint, ReadError, ReadOptions, Table, TableReader};
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes given to the reader at once: a number that fits no record, so that most pieces end inside one.
const PIECE: usize = 65_537;

/// The report's JSON of two files, read and compared under the default settings; or why that cannot be.
#[wasm_bindgen]
pub fn report(reference_name: &str, reference: &[u8], production_name: &str, production: &[u8]) -> String {
    let tables = read(reference_name, reference).and_then(|first| Ok((first, read(production_name, production)?)));
    match tables {
        Ok((reference, production)) => sealed_json(&compare(&reference, &production, &Settings::default())),
        Err(error) => format!("unusable: {error}"),
    }
}

fn read(name: &str, bytes: &[u8]) -> Result<Table, ReadError> {
    let mut reader = TableReader::new(ReadOptions::default());
    let mut fingerprint = Fingerprint::new();
    reader.begin_file(name);
    for piece in bytes.chunks(PIECE) {
        fingerprint.feed(piece);
        reader.feed(piece);
    }
    reader.end_file(fingerprint.finish());
    reader.finish()
}
