//! No input makes the reader panic, hang, or hold more than its limits.

use crate::common::{Random, mutated, read_in_pieces, read_pieces};
use driftscope_report::WarningCode;
use driftscope_table::{Limits, ReadError, ReadOptions, Table, TableReader};

fn read(bytes: &[u8], limits: Limits) -> Result<Table, ReadError> {
    read_in_pieces(bytes, 1 << 20, ReadOptions { limits, ..ReadOptions::default() })
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
fn a_string_of_three_gigabytes_costs_only_its_record() {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("hostile");
    reader.feed(b"{\"a\":1}\n{\"a\":\"");
    let piece = vec![b'x'; 1 << 20];
    (0..3 << 10).for_each(|_| reader.feed(&piece));
    reader.feed(b"\"}\n{\"a\":2}\n");
    reader.end_file(String::new());
    let table = reader.finish().unwrap();
    assert_eq!((table.rows, table.skipped, codes(&table)), (2, 1, vec![WarningCode::RecordTooLong]));
}

#[test]
fn ten_million_keys_are_no_more_columns_than_may_be() {
    let mut reader = TableReader::new(ReadOptions {
        limits: Limits { columns: 100, ..Limits::default() },
        ..ReadOptions::default()
    });
    reader.begin_file("hostile");
    for thousand in 0..10_000 {
        let lines: String = (0..1000).map(|key| format!("{{\"k{thousand}_{key}\":1}}\n")).collect();
        reader.feed(lines.as_bytes());
    }
    reader.end_file(String::new());
    let table = reader.finish().unwrap();
    assert_eq!(table.columns.len(), 100);
    assert_eq!(codes(&table), [WarningCode::TooManyColumns, WarningCode::TooManyRows]);
}

#[test]
fn more_rows_than_fit_are_left_out_and_said() {
    let text = "{\"a\":1,\"b\":2}\n".repeat(100_000);
    let table = read(text.as_bytes(), Limits { cells: 5_000, ..Limits::default() }).unwrap();
    assert_eq!((table.rows, codes(&table)), (2_500, vec![WarningCode::TooManyRows]));
}

#[test]
fn what_does_not_matter_any_more_can_be_passed_over() {
    let text = "{\"a\":1,\"b\":2}\n".repeat(100_000);
    let limits = Limits { cells: 5_000, ..Limits::default() };
    let whole = read(text.as_bytes(), limits.clone()).unwrap();
    let mut reader = TableReader::new(ReadOptions { limits, ..ReadOptions::default() });
    reader.begin_file("a");
    let mut at = 0;
    for piece in text.as_bytes().chunks(1_000) {
        reader.feed(piece);
        at += piece.len();
        if reader.is_done() {
            break;
        }
    }
    // What is not whole is looked at again after four thousand bytes.
    assert!((35_000..42_000).contains(&at), "{at}");
    reader.pass((text.len() - at) as u64);
    reader.end_file(String::new());
    assert!(reader.finish().unwrap() == whole);
}

#[test]
fn columns_that_come_late_are_bounded_by_the_cells_they_would_fill() {
    let limits = Limits { cells: 4_000_000, ..Limits::default() };
    let keys: String = (0..9_000).map(|key| format!("\"k{key}\":1,")).collect();
    let text = format!("{}{{{keys}\"a\":2}}\n{{\"a\":3}}\n", "{\"a\":1}\n".repeat(100_000));
    let table = read(text.as_bytes(), limits).unwrap();
    assert!(table.rows * table.columns.len() <= 4_000_000);
    assert_eq!((table.rows, table.columns.len(), codes(&table)), (100_002, 39, vec![WarningCode::TooManyColumns]));
}

#[test]
fn long_names_are_not_kept_over_and_over() {
    let inner: String = (0..2_000).map(|key| format!("\"k{key}\":1,")).collect();
    let text = format!("{{\"{}\":{{{inner}\"z\":1}}}}\n{{\"a\":1}}\n", "x".repeat(100_000));
    let table = read(text.as_bytes(), Limits { name_bytes: 1 << 20, ..Limits::default() }).unwrap();
    let names: usize = table.columns.iter().map(|column| column.name.len()).sum();
    assert!(names <= 1 << 20, "{names}");
    assert_eq!((table.rows, codes(&table)), (2, vec![WarningCode::TooManyColumns]));
}

#[test]
fn rows_are_bounded() {
    let table = read("{\"a\":1}\n".repeat(50).as_bytes(), Limits { rows: 20, ..Limits::default() }).unwrap();
    assert_eq!((table.rows, table.skipped, codes(&table)), (20, 0, vec![WarningCode::TooManyRows]));
    let table = read("{\"a\":1}\n".repeat(20).as_bytes(), Limits { rows: 20, ..Limits::default() }).unwrap();
    assert_eq!((table.rows, codes(&table)), (20, vec![]));
}

#[test]
fn strings_past_the_limit_count_without_their_text() {
    let text: String = (0..1_000).map(|row| format!("{{\"a\":\"text {row}\"}}\n")).collect();
    let table = read(text.as_bytes(), Limits { distinct: 100, ..Limits::default() }).unwrap();
    let column = &table.columns[0];
    assert_eq!((column.dictionary.len(), column.tally.texts, column.tally.missing), (100, 1_000, 0));
    assert_eq!((table.warnings[0].code, table.warnings[0].count), (WarningCode::TooManyDistinct, 900));
}

#[test]
fn keys_that_come_again_and_again_take_time_in_proportion() {
    // Every key of many twice, in turns: the values replaced must not be looked through each time.
    let keys: String = (0..3_000).map(|key| format!("\"k{key}\":{{\"x\":1}},")).collect();
    let text = format!("{{{}\"z\":1}}\n{{\"z\":2}}\n", keys.repeat(60));
    let start = std::time::Instant::now();
    let table = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!((table.rows, codes(&table)), (2, vec![WarningCode::DuplicateKey]));
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn a_gzip_bomb_is_unpacked_in_pieces_and_stopped() {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"{\"a\":1}\n").unwrap();
    for _ in 0..100 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let packed = encoder.finish().unwrap();
    let table = read(&packed, Limits { expansion: 500, ..Limits::default() }).unwrap();
    assert_eq!((table.rows, codes(&table)), (1, vec![WarningCode::DamagedGzip]));
    assert!(read(&packed, Limits::default()).unwrap().warnings.is_empty());
}

#[test]
fn one_broken_record_after_the_other_takes_time_in_proportion() {
    let start = std::time::Instant::now();
    for record in ["{\"id\":1,", "{\"id\":\"x},", "{\"id\":1,\"a\":[", "{\"id\":xx},"] {
        for (open, close, between) in [("[", "]", ""), ("", "", "\n")] {
            let text = format!(
                "{open}{{\"id\":0}}{}{}{between}{{\"id\":1}}{close}",
                if open.is_empty() { "\n" } else { "," },
                format!("{record}{between}").repeat(100_000)
            );
            let table = read(text.as_bytes(), Limits::default()).unwrap();
            assert!(table.rows >= 1 && table.skipped >= 1);
        }
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn mutated_input_never_panics() {
    let seeds: [&[u8]; 12] = [
        b"{\"a\":1,\"b\":\"x\\u00e9\",\"c\":[1,2]}\n{\"a\":2.5e3,\"b\":null,\"c\":[3,4]}\n",
        b"[{\"a\":{\"b\":true}},{\"a\":{\"b\":false}},{\"a\":NaN}]",
        b"\x1f\x8b\x08\0\0\0\0\0\0\xff\xabVJT\xb22\xac\xe5\xaaVJR\xb22\xaa\xe5\x02\0\x1f\x94w\xb2\x10\0\0\0",
        b"{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n",
        b"[[1,\"a\"],[2,\"b\"]]",
        b"{\"x\":{\"0\":1.5,\"1\":null},\"y\":{\"0\":1,\"1\":2}}",
        b"{\"a7\":{\"x\":1.5,\"y\":\"a\"},\"b8\":{\"x\":2,\"y\":\"b\"}}",
        b"{\"columns\":[\"x\",\"y\"],\"index\":[\"a\",\"b\"],\"data\":[[1.5,1],[2,null]]}",
        b"{\"x\":[1,2],\"y\":[\"a\",\"b\"]}",
        b"{\"meta\":{\"page\":1},\"data\":{\"rows\":[{\"x\":1},{\"x\":2}]}}",
        b"a,b,c\n1,\"x, y\",2024-01-02\n2,,2024-01-03\n",
        b"2026-01-02 03:04:05,678 - api - INFO - Prediction: {\"score\":0.7}\nTraceback:\n  x\n",
    ];
    let mut random = Random(99);
    for round in 0..40_000 {
        let bytes = mutated(seeds[round % seeds.len()], &mut random);
        let whole = read_in_two(&bytes, 0);
        // Nothing depends on the pieces, whatever the input.
        let at = random.below(bytes.len() + 1);
        assert_eq!(read_in_two(&bytes, at), whole, "{bytes:?} at {at}");
        let place = round % seeds.len();
        if matches!(place, 0 | 1 | 3) {
            // The same past the bytes that are held to know the kind of file, with a small limit for a record.
            let (open, between) = if place == 1 { ("[", ",") } else { ("", "\n") };
            let records = format!("{{\"a\":1,\"b\":\"x\"}}{between}");
            let before = format!("{open}{}", records.repeat(260));
            let inner = bytes.strip_prefix(b"[").unwrap_or(&bytes);
            let long = [before.as_bytes(), inner, between.as_bytes(), records.repeat(400).as_bytes()].concat();
            let at = before.len() + random.below(inner.len() + 1);
            assert_eq!(read_in_two(&long, at), read_in_two(&long, 0), "{inner:?} at {at}");
        }
    }
}

fn read_in_two(bytes: &[u8], at: usize) -> Result<Table, ReadError> {
    let limits = Limits { record_bytes: 300, ..Limits::default() };
    read_pieces([&bytes[..at], &bytes[at..]], ReadOptions { limits, ..ReadOptions::default() })
}
