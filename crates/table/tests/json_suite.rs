//! The cases of JSONTestSuite (Nicolas Seriot, "Parsing JSON is a Minefield", <https://github.com/nst/JSONTestSuite>).
//!
//! Each is tried twice: as the value of a field, in a record between two sound ones in JSON Lines, and as a whole file.
//! What is valid is read, as serde_json reads it. What is not is reported with its line and its place, and costs its own
//! record only; that the place is the right one is asked of serde_json, too.

mod either;
mod invalid;
mod meaning;
mod valid;

use driftscope_report::{Format, WarningCode};
use driftscope_table::{CellKind, ReadError, ReadOptions, Table};
use either::EITHER;
use invalid::INVALID;
use meaning::{hold_against, leaves};
use serde_json::Value;
use valid::VALID;

/// What becomes of a case as the value of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    /// It breaks its record at this byte of the case.
    At(usize),
    /// It breaks its record by not ending it.
    Unfinished,
    /// It ends its record, which is read, and what follows is broken at this byte of the case.
    After(usize),
    /// It is read.
    Read,
}

/// What becomes of a case that is a whole file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Whole {
    /// This many rows, and no problem.
    Rows(usize),
    /// This many rows, and a problem at this byte.
    Part(usize, WarningCode, u64),
    /// No row, because of what is at this byte.
    NoRecord(u64),
    /// No row, since there is none.
    Nothing,
    /// It is no JSON at all: the error's code.
    No(&'static str),
}

/// What a value is read as.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meaning {
    Number(f64),
    /// An integer that no double holds.
    Digits(&'static str),
    Text(&'static str),
}

/// Cases that are no JSON and are read as a script's notation of it.
const RELAXED: [&str; 9] = [
    "n_object_key_with_single_quotes",
    "n_object_lone_continuation_byte_in_key_and_trailing_comma",
    "n_object_non_string_key",
    "n_object_non_string_key_but_huge_number_instead",
    "n_object_repeated_null_null",
    "n_object_single_quote",
    "n_object_trailing_comma",
    "n_object_unquoted_key",
    "n_structure_object_with_comment",
];

/// Where the case begins in a file that has it as the value of a field.
const BEGIN: usize = b"{\"v\":0}\n{\"v\":".len();

fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    crate::common::read_pieces([bytes], ReadOptions::default())
}

/// A record before, one that has the case as its value, and one after.
fn in_field(case: &[u8]) -> Vec<u8> {
    [b"{\"v\":0}\n{\"v\":", case, b"}\n{\"v\":0}\n"].concat()
}

fn read_field(case: &[u8]) -> Table {
    let table = read(&in_field(case)).unwrap();
    let value = table.column("v").unwrap();
    let (first, last) = (value.cells[0].as_number(), value.cells[table.rows - 1].as_number());
    assert_eq!((first, last), (Some(0.0), Some(0.0)), "the sound records are read");
    table
}

/// The first problem: its kind, line and byte.
fn problem(table: &Table) -> Option<(WarningCode, u64, u64)> {
    table.warnings.first().map(|first| (first.code, first.line.unwrap_or(0), first.byte_offset.unwrap_or(u64::MAX)))
}

fn line_at(bytes: &[u8], offset: u64) -> u64 {
    1 + bytes[..offset as usize].iter().filter(|byte| **byte == b'\n').count() as u64
}

#[test]
fn every_case_is_there_once() {
    let names = VALID.iter().map(|case| case.0).chain(INVALID.iter().map(|case| case.0));
    let mut names: Vec<&str> = names.chain(EITHER.iter().map(|case| case.0)).collect();
    // Those that are too long for a table, or mean something of their own, have tests of their own below.
    assert_eq!((VALID.len(), INVALID.len(), EITHER.len()), (95, 191, 29));
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn what_is_valid_is_read_as_serde_json_reads_it() {
    for (name, case) in VALID {
        let value: Value = serde_json::from_slice(case).unwrap();
        let table = read_field(case);
        assert_eq!((table.rows, table.skipped), (3, 0), "{name}: {:?}", table.warnings);
        let expected = name.starts_with("y_object_duplicated").then_some(WarningCode::DuplicateKey);
        assert_eq!(problem(&table).map(|problem| problem.0), expected, "{name}");
        hold_against(&leaves("v", &value), &table, 1, name);
    }
}

#[test]
fn a_valid_file_is_read_in_the_shape_it_has() {
    for (name, case) in VALID {
        let outcome = read(case);
        match (*name, serde_json::from_slice::<Value>(case).unwrap()) {
            // A list of one row without values.
            ("y_array_arraysWithSpaces", _) => assert_eq!(outcome.map(|table| table.rows), Ok(1)),
            // The last value is a record, so the others are none.
            ("y_array_heterogeneous", _) => {
                let table = outcome.unwrap();
                assert_eq!((table.rows, table.skipped), (1, 3));
                assert_eq!(problem(&table), Some((WarningCode::NotAnObject, 1, 1)));
            }
            // A list of records in a document.
            ("y_object_long_strings", value) => {
                hold_against(&leaves("", &value["x"][0]), &outcome.unwrap(), 0, name);
            }
            (_, Value::Array(values)) if !values.is_empty() => {
                let table = outcome.unwrap();
                assert_eq!((table.rows, table.warnings.len()), (values.len(), 0), "{name}");
                for (row, value) in values.iter().enumerate() {
                    hold_against(&leaves("value", value), &table, row, name);
                }
            }
            (_, value @ Value::Object(_)) => hold_against(&leaves("", &value), &outcome.unwrap(), 0, name),
            // No record: a lonely value, or an empty array.
            (_, value) => match outcome {
                Err(ReadError::NoRecords { skipped: 1, byte_offset: Some(0), .. }) if !value.is_array() => {}
                Err(ReadError::NoRecords { skipped: 0, byte_offset: None, .. }) if value.is_array() => {}
                other => panic!("{name}: {other:?}"),
            },
        }
    }
}

#[test]
fn what_is_not_valid_costs_its_own_record_and_is_located() {
    for (name, case, field, _) in INVALID {
        let table = read_field(case);
        let (rows, offset, code) = match *field {
            Field::At(at) => (2, BEGIN + at, WarningCode::InvalidRecord),
            Field::Unfinished => (2, "{\"v\":0}\n".len(), WarningCode::CutOff),
            Field::After(at) => (3, BEGIN + at, WarningCode::InvalidRecord),
            Field::Read => {
                assert_eq!((table.rows, table.skipped, problem(&table)), (3, 0, None), "{name}");
                continue;
            }
        };
        assert_eq!((table.rows, table.skipped), (rows, 1), "{name}");
        let offset = offset as u64;
        let line = line_at(&in_field(case), offset);
        assert_eq!(problem(&table), Some((code, line, offset)), "{name}");
        assert_eq!(table.columns.len(), 1, "{name}: a broken record leaves nothing behind");
    }
}

#[test]
fn the_place_of_a_fault_is_where_serde_json_stumbles_too() {
    for (name, case, field, _) in INVALID {
        let Field::At(at) = *field else { continue };
        // serde_json stops at bytes that are no UTF-8 and at half surrogates, which are read here.
        if std::str::from_utf8(case).is_err() || name.contains("surrogate") {
            continue;
        }
        let record = [b"{\"v\":", *case, b"}\n"].concat();
        let is_prefix = |end: usize| serde_json::from_slice::<Value>(&record[..end]).is_err_and(|error| error.is_eof());
        let at = at + "{\"v\":".len();
        assert!(is_prefix(at), "{name}: what comes before byte {at} can be completed");
        // A number, a word or an escape is named by its beginning.
        let stumbled = (at..record.len()).find(|end| !is_prefix(end + 1)).unwrap();
        let between = &record[at..stumbled];
        assert!(between.len() < 6 && !between.iter().any(|byte| b"{}[],:\"".contains(byte)), "{name}: {stumbled}");
    }
}

#[test]
fn a_file_that_is_not_valid_is_read_as_far_as_it_is_or_refused_with_a_place() {
    let is_relaxed = |case: &[u8]| read(case).is_ok_and(|table| table.files[0].format == Some(Format::RelaxedJson));
    let relaxed = INVALID.iter().filter(|case| is_relaxed(case.1)).map(|case| case.0);
    assert_eq!(relaxed.collect::<Vec<_>>(), RELAXED);
    for (name, case, _, whole) in INVALID.iter().filter(|case| !RELAXED.contains(&case.0)) {
        let found = match read(case) {
            Ok(table) => match problem(&table) {
                None => Whole::Rows(table.rows),
                Some((code, line, offset)) => {
                    assert_eq!(line, line_at(case, offset), "{name}");
                    Whole::Part(table.rows, code, offset)
                }
            },
            Err(ReadError::NoRecords { line, byte_offset: Some(offset), .. }) => {
                assert_eq!(line, Some(line_at(case, offset)), "{name}");
                Whole::NoRecord(offset)
            }
            Err(ReadError::NoRecords { .. }) => Whole::Nothing,
            Err(error) => Whole::No(error.code()),
        };
        assert_eq!(found, *whole, "{name}");
    }
}

#[test]
fn what_may_be_taken_or_left_is_read_as_documented() {
    for (name, case, meaning, warning) in EITHER {
        for (table, column, row) in [(read_field(case), "v.0", 1), (read(case).unwrap(), "value", 0)] {
            assert_eq!((table.skipped, problem(&table).map(|problem| problem.0)), (0, *warning), "{name}");
            let column = table.column(column).unwrap();
            let found = match column.cells[row].kind() {
                CellKind::Number(number) => format!("{:?}", Meaning::Number(number)),
                CellKind::BigInteger(code) => format!("Digits({:?})", column.dictionary.get(code)),
                CellKind::Text(code) => format!("Text({:?})", column.dictionary.get(code)),
                other => format!("{other:?}"),
            };
            assert_eq!(found, format!("{meaning:?}"), "{name}");
        }
    }
}

/// `i_object_key_lone_2nd_surrogate`
#[test]
fn half_a_character_in_a_key_is_replaced_and_said() {
    let case = br#"{"\uDFAA":0}"#;
    for (table, name, place) in
        [(read_field(case), "v.\u{FFFD}", (2, BEGIN as u64 + 2)), (read(case).unwrap(), "\u{FFFD}", (1, 2))]
    {
        assert_eq!(problem(&table), Some((WarningCode::LoneSurrogate, place.0, place.1)));
        assert!(table.column(name).is_some(), "{name}");
    }
}

/// `i_string_UTF-16LE_with_BOM`, `i_string_utf16BE_no_BOM`, `i_string_utf16LE_no_BOM`
#[test]
fn utf_16_is_named_as_a_file_and_broken_as_a_value() {
    let cases: [(&[u8], u64); 3] = [
        (b"\xFF\xFE[\0\"\0\xE9\0\"\0]\0", 0),
        (b"\0[\0\"\0\xE9\0\"\0]", 0),
        // The array begins, and then there is a zero.
        (b"[\0\"\0\xE9\0\"\0]\0", 1),
    ];
    for (case, at) in cases {
        assert!(matches!(read(case), Err(ReadError::OtherFormat { found, .. }) if found.contains("UTF-16")));
        let table = read_field(case);
        assert_eq!((table.rows, table.skipped), (2, 1));
        assert_eq!(problem(&table), Some((WarningCode::InvalidRecord, 2, BEGIN as u64 + at)));
    }
}

/// `i_structure_UTF-8_BOM_empty_object`
#[test]
fn a_byte_order_mark_begins_a_file_and_no_value() {
    let case = b"\xEF\xBB\xBF{}";
    assert!(read(case).is_ok_and(|table| (table.rows, table.skipped, table.warnings.len()) == (1, 0, 0)));
    assert_eq!(problem(&read_field(case)), Some((WarningCode::InvalidRecord, 2, BEGIN as u64)));
}

/// `n_structure_100000_opening_arrays`, `n_structure_open_array_object`, `i_structure_500_nested_arrays`
#[test]
fn deep_nesting_is_refused_at_the_limit() {
    // The record itself is one of the 64 levels; a list of records is none.
    let arrays = BEGIN as u64 + 63;
    for (case, in_field, in_file) in [
        (b"[".repeat(100_000), arrays, 65),
        ([b"[".repeat(500), b"]".repeat(500)].concat(), arrays, 65),
        (b"[{\"\":".repeat(50_000), BEGIN as u64 + 31 * 5 + 1, 1 + 32 * 5),
    ] {
        let table = read_field(&case);
        assert_eq!((table.rows, table.skipped), (2, 1));
        assert_eq!(problem(&table), Some((WarningCode::TooDeep, 2, in_field)));
        assert!(matches!(read(&case), Err(ReadError::NoRecords { byte_offset, .. }) if byte_offset == Some(in_file)));
    }
}
