//! Records: what serde_json reads is read, and with the same values; what it does not read is not.
#![no_main]

use driftscope_fuzz::{Chance, read_alike, some_limits};
use driftscope_table::{Cell, CellKind, Limits, ReadOptions, Table};
use driftscope_report::{Format};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|input: &[u8]| {
    let mut chance = Chance::of(input);
    let records = |limits| ReadOptions { limits, format: Some(Format::Records), ..ReadOptions::default() };
    let limits = some_limits(&mut chance);
    _ = read_alike(&[input], &records(limits), &mut chance);
    // As the value of a field, without any limit that matters.
    let limits = Limits { depth: 120, ..Limits::default() };
    let record = [b"{\"v\":", input, b"}"].concat();
    let ours = read_alike(&[&record], &records(limits), &mut chance);
    match (serde_json::from_slice::<Value>(&record), ours) {
        (Ok(theirs), ours) => match ours {
            Ok(table) => {
                assert_eq!((table.rows, table.skipped), (1, 0), "{:?}", table.warnings);
                hold_against(&theirs["v"], &table);
            }
            Err(error) => panic!("{error}"),
        },
        // One row and nothing skipped is one record, unless it is written as JSON forbids and we allow.
        (Err(error), Ok(table)) if table.rows == 1 && table.skipped == 0 && table.warnings.is_empty() => {
            let words = error.to_string();
            let is_allowed = words.contains("recursion limit") || words.contains("number out of range");
            let has = |text: &[u8]| input.windows(text.len()).any(|window| window == text);
            assert!(is_allowed || has(b"NaN") || has(b"Infinity") || is_followed(&record), "{words}");
        }
        _ => {}
    }
});

/// Whether a record is whole before the end, and only commas and separators follow, which may stand between records.
fn is_followed(record: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(record).into_iter::<Value>();
    let is_read = values.next().is_some_and(|value| value.is_ok());
    let rest = &record[values.byte_offset()..];
    is_read && rest.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | 0x1E))
}

/// A plain value must be the same to both.
fn hold_against(theirs: &Value, ours: &Table) {
    let column = ours.column("v");
    let cell = column.map_or(Cell::MISSING, |column| column.cells[0]).kind();
    let text = |code: u32| column.map_or("", |column| column.dictionary.get(code));
    match (theirs, cell) {
        (Value::Null, CellKind::Missing) | (Value::Array(_) | Value::Object(_), _) => {}
        (Value::Bool(theirs), CellKind::Boolean(ours)) => assert_eq!(*theirs, ours),
        (Value::String(theirs), CellKind::Text(code)) => assert_eq!(theirs, text(code)),
        (Value::Number(theirs), CellKind::Number(ours)) => {
            assert_eq!(
                theirs.as_f64().map(f64::to_bits),
                Some(ours.to_bits()).filter(|_| ours != 0.0).or(theirs.as_f64().map(f64::to_bits))
            );
        }
        (Value::Number(theirs), CellKind::BigInteger(code)) => {
            let ours: Option<f64> = text(code).parse().ok();
            assert_eq!(theirs.as_f64(), ours);
        }
        (theirs, ours) => panic!("{theirs:?} is read as {ours:?}"),
    }
}
