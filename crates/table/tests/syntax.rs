//! What is JSON and what is not, case by case, in the spirit of JSONTestSuite (<https://github.com/nst/JSONTestSuite>).
//!
//! Each case is the value of a field. One that is accepted gives a row; one that is rejected costs its own line only.

use driftscope_table::{CellKind, ReadOptions, Table, TableReader, WarningCode};

/// Reads a record before, the case, and a record after.
fn read(case: &[u8]) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("case");
    reader.feed(b"{\"v\":0}\n{\"v\":");
    reader.feed(case);
    reader.feed(b"}\n{\"v\":0}\n");
    reader.end_file(String::new());
    reader.finish().expect("two records are sound")
}

const ACCEPTED: [&[u8]; 62] = [
    b"0",
    b"-0",
    b"1",
    b"-1",
    b"12",
    b"0.5",
    b"-0.5",
    b"1.0",
    b"10",
    b"1e5",
    b"1E5",
    b"1e+5",
    b"1e-5",
    b"1E+05",
    b"0e0",
    b"0.0e-0",
    b"123456789012345678901234567890",
    b"-9223372036854775808",
    b"18446744073709551615",
    b"1e400",
    b"-1e400",
    b"1e-400",
    b"0.1000000000000000055511151231257827",
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"true",
    b"false",
    b"null",
    b" 1",
    b"1 ",
    b"\t1\r",
    b"\n1\n",
    b"\"\"",
    b"\"a\"",
    b"\" \"",
    b"\"\\\"\"",
    b"\"\\\\\"",
    b"\"\\/\"",
    b"\"\\b\\f\\n\\r\\t\"",
    b"\"\\u0000\"",
    b"\"\\u00E9\"",
    b"\"\\uD83D\\uDE00\"",
    b"\"\\uD83D\"",
    b"\"\\uDE00\\uD83D\"",
    b"\"\\uD83Dx\"",
    b"\"\xC3\xA9\"",
    b"\"\xE2\x82\xAC\"",
    b"\"\xF0\x9F\x98\x80\"",
    b"\"\xFF\"",
    b"\"\xC0\xAF\"",
    b"\"\xED\xA0\x80\"",
    b"\"\x7F\"",
    b"\"{[\\\"]}\"",
    b"[]",
    b"[1]",
    b"[1,2]",
    b"[ 1 , 2 ]",
    b"{}",
    b"{\"a\":1}",
    b"{\"\":1}",
    b"{\"a\":{\"b\":[{\"c\":[null]}]}}",
];

const REJECTED: [&[u8]; 60] = [
    b"",
    b"01",
    b"-01",
    b"00",
    b"1.",
    b".5",
    b"-.5",
    b"-",
    b"+1",
    b"1e",
    b"1e+",
    b"1E-",
    b"1.e5",
    b"1.5.5",
    b"1e5.5",
    b"--1",
    b"1-",
    b"0x10",
    b"1_000",
    b"1,000",
    b"Inf",
    b"-NaNx",
    b"nan",
    b"infinity",
    b"+Infinity",
    b"NULL",
    b"None",
    b"True",
    b"tru",
    b"nul",
    b"fals",
    b"truex",
    b"undefined",
    b"\"",
    b"\"a",
    b"a\"",
    b"'a'",
    b"\"\\\"",
    b"\"\\x41\"",
    b"\"\\u12\"",
    b"\"\\u12G4\"",
    b"\"\\U0041\"",
    b"\"\\ \"",
    b"\"a\nb\"",
    b"\"a\tb\"",
    b"\"\0\"",
    b"\"\x1F\"",
    b"[",
    b"[1",
    b"[1,",
    b"[1,]",
    b"[,1]",
    b"[1 2]",
    b"]",
    b"{",
    b"{a:1}",
    b"{\"a\"}",
    b"{\"a\":}",
    b"{\"a\":1,}",
    b"1 /* one */",
];

#[test]
fn what_is_json_is_read() {
    for case in ACCEPTED {
        let table = read(case);
        let shown = String::from_utf8_lossy(case);
        assert_eq!((table.rows, table.skipped), (3, 0), "{shown}: {:?}", table.warnings);
        let replaced = [WarningCode::InvalidUtf8, WarningCode::LoneSurrogate];
        assert!(table.warnings.iter().all(|warning| replaced.contains(&warning.code)), "{shown}: {:?}", table.warnings);
    }
}

#[test]
fn what_is_no_json_costs_its_own_line() {
    for case in REJECTED {
        let table = read(case);
        let shown = String::from_utf8_lossy(case);
        assert_eq!(table.rows, 2, "{shown}: {:?}", table.warnings);
        assert!(table.skipped >= 1, "{shown}");
        let first = &table.warnings[0];
        assert_eq!(first.code, WarningCode::InvalidRecord, "{shown}");
        // Some of the cases hold a line break themselves.
        let last = 2 + case.iter().filter(|byte| **byte == b'\n').count() as u64;
        assert!((2..=last).contains(&first.line.unwrap_or(0)), "{shown}: {first:?}");
        assert_eq!(table.columns.len(), 1, "{shown}: a broken record leaves nothing");
    }
}

#[test]
fn accepted_values_are_what_they_say() {
    let kind = |case: &[u8]| {
        let table = read(case);
        let column = table.column("v").cloned().unwrap_or_default();
        let text = match column.cells[1].kind() {
            CellKind::Text(code) | CellKind::BigInteger(code) => column.dictionary.get(code).to_owned(),
            _ => String::new(),
        };
        (column.cells[1].kind(), text)
    };
    let number = |value: f64| (CellKind::Number(value), String::new());
    assert_eq!(kind(b"1E+05"), number(1e5));
    assert_eq!(kind(b"1e400"), number(f64::INFINITY));
    assert_eq!(kind(b"-Infinity"), number(f64::NEG_INFINITY));
    assert_eq!(kind(b"1e-400"), number(0.0));
    assert_eq!(kind(b"0.1000000000000000055511151231257827"), number(0.1));
    assert_eq!(kind(b"-9223372036854775808"), number(-9_223_372_036_854_775_808.0));
    assert_eq!(kind(b"NaN"), (CellKind::NotANumber, String::new()));
    assert_eq!(kind(b"null"), (CellKind::Missing, String::new()));
    assert_eq!(kind(b"{}"), (CellKind::Missing, String::new()));
    assert_eq!(kind(b"18446744073709551615"), (CellKind::BigInteger(0), "18446744073709551615".to_owned()));
    assert_eq!(kind(b"\"\\uD83D\\uDE00\""), (CellKind::Text(0), "😀".to_owned()));
    assert_eq!(kind(b"\"\\uD83Dx\""), (CellKind::Text(0), "\u{FFFD}x".to_owned()));
    assert_eq!(kind(b"\"\\u0000\""), (CellKind::Text(0), "\0".to_owned()));
}
