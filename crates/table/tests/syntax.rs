//! What is JSON and what is not, where JSONTestSuite (`json_suite.rs`) has no case of it.
//!
//! Each case is the value of a field. One that is accepted gives a row; one that is rejected costs its own line only.

use driftscope_report::WarningCode;
use driftscope_table::{CellKind, ReadOptions, Table};

/// Reads a record before, the case, and a record after.
fn read(case: &[u8]) -> Table {
    let pieces = [b"{\"v\":0}\n{\"v\":", case, b"}\n{\"v\":0}\n"];
    crate::common::read_pieces(pieces, ReadOptions::default()).expect("two records are sound")
}

const ACCEPTED: [&[u8]; 20] = [
    b"0.0e-0",
    b"1E+05",
    b"123456789012345678901234567890",
    b"-9223372036854775808",
    b"18446744073709551615",
    b"1e-400",
    b"0.1000000000000000055511151231257827",
    b"\t1\r",
    b"\n1\n",
    b"\r\n{\r\n}\r\n",
    b"\"\\uD83Dx\"",
    b"\"\\uD83D\\uD83D\\uDE00\"",
    b"\"\xC3\xA9\"",
    b"\"{[\\\"]}\"",
    b"\"}\\n{\\\"v\\\":1\"",
    b"[ 1 , 2 ]",
    b"[\n1\n,\n2\n]",
    b"{ \"a\" : 1 }",
    b"{\"\\u0061\":1}",
    b"{\"a\":{\"b\":[{\"c\":[null]}]}}",
];

const REJECTED: [&[u8]; 24] = [
    b"1e5.5",
    b"--1",
    b"1-",
    b"1_000",
    b"1,000",
    b"-NaNx",
    b"nan",
    b"infinity",
    b"-inf",
    b"+Infinity",
    b"NULL",
    b"None",
    b"nullx",
    b"truex",
    b"false1",
    b"undefined",
    b"a\"",
    b"'a'",
    b"\"\x1F\"",
    b"\"a\rb\"",
    b"1 /* one */",
    b"1 // one",
    b"{\"a\":1;\"b\":2}",
    b"{\"a\"=1}",
];

#[test]
fn what_is_json_is_read() {
    for case in ACCEPTED {
        let table = read(case);
        let shown = String::from_utf8_lossy(case);
        assert_eq!((table.rows, table.skipped), (3, 0), "{shown}: {:?}", table.warnings);
        assert!(table.warnings.iter().all(|warning| warning.code == WarningCode::LoneSurrogate), "{shown}");
    }
}

#[test]
fn what_is_no_json_costs_its_own_line() {
    for case in REJECTED {
        let table = read(case);
        let shown = String::from_utf8_lossy(case);
        assert_eq!((table.rows, table.skipped), (2, 1), "{shown}: {:?}", table.warnings);
        let first = &table.warnings[0];
        assert_eq!((first.code, first.line), (WarningCode::InvalidRecord, Some(2)), "{shown}");
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
    assert_eq!(kind(b"1e-400"), number(0.0));
    assert_eq!(kind(b"0.1000000000000000055511151231257827"), number(0.1));
    assert_eq!(kind(b"-9223372036854775808"), number(-9_223_372_036_854_775_808.0));
    assert_eq!(kind(b"-NaN"), (CellKind::NotANumber, String::new()));
    assert_eq!(kind(b"{}"), (CellKind::Missing, String::new()));
    assert_eq!(kind(b"18446744073709551615"), (CellKind::BigInteger(0), "18446744073709551615".to_owned()));
    assert_eq!(kind(b"\"\\uD83D\\uDE00\""), (CellKind::Text(0), "😀".to_owned()));
    assert_eq!(kind(b"\"\\uD83D\\uD83D\\uDE00\""), (CellKind::Text(0), "\u{FFFD}😀".to_owned()));
    assert_eq!(kind(b"\"}\\n{\\\"v\\\":1\""), (CellKind::Text(0), "}\n{\"v\":1".to_owned()));
}
