//! No input makes the reader panic, hang, or hold more than its limits.

use driftscope_table::{Limits, ReadError, ReadOptions, Table, TableReader, WarningCode};

fn read(bytes: &[u8], limits: Limits) -> Result<Table, ReadError> {
    let mut reader = TableReader::new(ReadOptions { limits });
    reader.begin_file("hostile");
    bytes.chunks(1 << 20).for_each(|piece| reader.feed(piece));
    reader.end_file(String::new());
    reader.finish()
}

fn codes(table: &Table) -> Vec<WarningCode> {
    table.warnings.iter().map(|warning| warning.code).collect()
}

#[test]
fn deep_nesting_costs_only_its_record() {
    for bracket in ["[", "{\"a\":"] {
        let text = format!("{{\"a\":1}}\n{{\"b\":{}\n{{\"a\":2}}\n", bracket.repeat(100_000));
        let table = read(text.as_bytes(), Limits::default()).unwrap();
        assert_eq!((table.rows, table.skipped, codes(&table)), (2, 1, vec![WarningCode::TooDeep]));
        assert_eq!(table.columns.len(), 1);
    }
    assert!(read("[".repeat(1_000_000).as_bytes(), Limits::default()).is_err());
}

#[test]
fn too_many_columns_leave_the_rows() {
    let keys: String = (0..200_000).map(|key| format!("\"k{key}\":1,")).collect();
    let text = format!("{{{keys}\"z\":1}}\n{{\"k0\":2}}\n");
    let table = read(text.as_bytes(), Limits { columns: 100, ..Limits::default() }).unwrap();
    assert_eq!((table.rows, table.columns.len()), (2, 100));
    assert_eq!(codes(&table), [WarningCode::TooManyColumns]);
}

#[test]
fn a_record_that_is_too_long_is_never_held() {
    let limits = Limits { record_bytes: 1 << 20, ..Limits::default() };
    let long = "x".repeat(40 << 20);
    let lines = format!("{{\"a\":1}}\n{{\"a\":\"{long}\"}}\n{{\"a\":2}}\n");
    let table = read(lines.as_bytes(), limits.clone()).unwrap();
    assert_eq!((table.rows, table.skipped, codes(&table)), (2, 1, vec![WarningCode::RecordTooLong]));
    let array = format!("[{{\"a\":1}},{{\"a\":\"{long}\"}},{{\"a\":2}}]");
    let table = read(array.as_bytes(), limits.clone()).unwrap();
    assert_eq!((table.rows, table.skipped, codes(&table)), (2, 1, vec![WarningCode::RecordTooLong]));
    assert!(read(format!("{{\"a\":\"{long}").as_bytes(), limits).is_err());
}

#[test]
fn more_rows_than_fit_are_left_out_and_said() {
    let text = "{\"a\":1,\"b\":2}\n".repeat(100_000);
    let table = read(text.as_bytes(), Limits { cells: 5_000, ..Limits::default() }).unwrap();
    assert_eq!((table.rows, codes(&table)), (2_500, vec![WarningCode::TooManyRows]));
}

#[test]
fn mutated_input_never_panics() {
    let seeds: [&[u8]; 4] = [
        b"{\"a\":1,\"b\":\"x\\u00e9\",\"c\":[1,2]}\n{\"a\":2.5e3,\"b\":null,\"c\":[3,4]}\n",
        b"[{\"a\":{\"b\":true}},{\"a\":{\"b\":false}},{\"a\":NaN}]",
        b"\x1f\x8b\x08\0\0\0\0\0\0\xff\xabVJT\xb22\xac\xe5\xaaVJR\xb22\xaa\xe5\x02\0\x1f\x94w\xb2\x10\0\0\0",
        b"{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n",
    ];
    let mut state = 99_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    const INTERESTING: &[u8] = b"{}[]\",:\\\n\r 0-.eE1Nn\x1e\xef\xbb\xbf\x1f\x8b\0\xff'";
    for round in 0..40_000 {
        let mut bytes = seeds[round % seeds.len()].to_vec();
        for _ in 0..1 + random(6) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = INTERESTING[random(INTERESTING.len())],
                1 => bytes.insert(at, INTERESTING[random(INTERESTING.len())]),
                2 if bytes.len() > 1 => _ = bytes.remove(at),
                _ => bytes[at] = random(256) as u8,
            }
        }
        let whole = read(&bytes, Limits::default());
        // Nothing depends on the pieces, whatever the input.
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file("hostile");
        let at = random(bytes.len() + 1);
        reader.feed(&bytes[..at]);
        reader.feed(&bytes[at..]);
        assert_eq!(reader.finish(), whole, "{bytes:?} at {at}");
    }
}
