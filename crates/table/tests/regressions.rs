//! Inputs that once went wrong, found by making inputs up at random (see `fuzz/`).

use driftscope_report::{Format, Warning, WarningCode};
use driftscope_table::{Limits, ReadError, ReadOptions, Sample, Table};

fn read(bytes: &[u8], options: ReadOptions) -> Result<Table, ReadError> {
    crate::common::read_pieces([bytes], options)
}

fn places(table: &Table) -> Vec<(WarningCode, Option<u64>)> {
    table.warnings.iter().map(|warning| (warning.code, warning.byte_offset)).collect()
}

#[test]
fn a_bracket_after_a_document_does_not_hold_the_reader_up() {
    for text in ["[1,2]}", "[1,2]]", "[[1],[2]]}"] {
        let table = read(text.as_bytes(), ReadOptions::default()).unwrap();
        assert_eq!(table.rows, 2, "{text}");
        let at = text.len() as u64 - 1;
        assert_eq!(places(&table), [(WarningCode::InvalidRecord, Some(at))], "{text}");
    }
}

#[test]
fn what_follows_a_document_is_not_lost_in_silence() {
    let table = read(b"[1,2] x", ReadOptions::default()).unwrap();
    assert_eq!((table.rows, places(&table)), (2, vec![(WarningCode::NotAnObject, Some(6))]));
}

#[test]
fn a_value_among_columns_is_not_lost_in_silence() {
    for (format, text) in [
        (Format::Columns, "{\"x\":{\"0\":1,\"1\":2},\"y\":5}"),
        (Format::Lists, "{\"x\":[1,2],                \"y\":5}"),
    ] {
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let table = read(text.as_bytes(), options).unwrap();
        let at = text.len() as u64 - 2;
        assert_eq!((table.rows, places(&table)), (2, vec![(WarningCode::NotAnObject, Some(at))]), "{text}");
    }
}

#[test]
fn a_sample_that_holds_nothing_is_said_to() {
    for text in ["{\"a\":1}", "[1]", "{\"x\":{\"0\":1}}"] {
        let outcome = |seed| {
            let sample = Some(Sample { share: 0.5, seed });
            read(text.as_bytes(), ReadOptions { sample, ..ReadOptions::default() })
        };
        let outcomes: Vec<_> = (0..20).map(outcome).collect();
        assert!(outcomes.iter().any(|outcome| outcome == &Err(ReadError::EmptySample { rows: 1 })), "{text}");
        assert!(outcomes.iter().flatten().all(|table| table.rows == 1 && table.warnings.is_empty()), "{text}");
    }
}

#[test]
fn a_second_row_that_is_longer_than_what_is_looked_at_leaves_the_delimiter_known() {
    for delimiter in [",", ";", "\t", "|"] {
        let long = "a, b; c | d\te, f\n".repeat(400);
        let text = ["\"x\"", "\"y\"\n\"1\"", &format!("\"{long}\"\n")].join(delimiter);
        let options = ReadOptions { format: Some(Format::Delimited), ..ReadOptions::default() };
        let table = read(text.as_bytes(), options).unwrap();
        assert_eq!((table.rows, table.columns.len(), table.warnings.len()), (1, 2, 0), "{delimiter:?}");
    }
}

/// An outcome that does not depend on the pieces in which a text comes.
fn read_alike(bytes: &[u8], options: &ReadOptions) -> Result<Table, ReadError> {
    let whole = read(bytes, options.clone());
    for size in [1, 2, 3, 7, 64, 839] {
        assert_eq!(crate::common::read_in_pieces(bytes, size, options.clone()), whole, "in pieces of {size}");
    }
    whole
}

#[test]
fn commas_between_documents_count_for_nothing_wherever_a_piece_ends() {
    let options = ReadOptions { format: Some(Format::Rows), ..ReadOptions::default() };
    let table = read_alike(b"[[1],[2]],, ,\n,[[3]]", &options).unwrap();
    assert_eq!((table.rows, table.skipped, table.warnings), (3, 0, Vec::new()));
}

#[test]
fn a_broken_record_over_the_limit_is_passed_over_wherever_a_piece_ends() {
    let limits = Limits { record_bytes: 100, ..Limits::default() };
    let text = format!("[{{\"a\":1}},&[\"{}", "word, ".repeat(700));
    let table = read_alike(text.as_bytes(), &ReadOptions { limits, ..ReadOptions::default() }).unwrap();
    assert_eq!((table.rows, table.skipped), (1, 1));
}

#[test]
fn a_value_as_long_as_a_record_may_be_is_judged_alike_wherever_a_piece_ends() {
    let limits = Limits { record_bytes: 9, ..Limits::default() };
    let padding = "\"seven c\", 123456789, 1234567890, [1,2,3,4], {\"a\":2}, {\"longer\":1}\n".repeat(80);
    for text in [padding.clone(), format!("[{padding}"), format!("{{\"data\":[{padding}")] {
        for format in std::iter::once(None).chain(Format::ALL.map(Some)) {
            let options = ReadOptions { limits: limits.clone(), format, ..ReadOptions::default() };
            _ = read_alike(text.as_bytes(), &options);
        }
    }
}

#[test]
fn of_a_damaged_gzip_file_the_text_is_spoken_of_first() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, "no record\n".repeat(60).as_bytes()).unwrap();
    let mut packed = packed.finish().unwrap();
    let end = packed.len() - 6;
    packed[end] ^= 1;
    let options = ReadOptions { format: Some(Format::Records), ..ReadOptions::default() };
    let Err(ReadError::NoRecords { reason, line, .. }) = read_alike(&packed, &options) else { panic!("no record") };
    assert!(line == Some(1) && !reason.contains("gzip"), "{reason}");
}

#[test]
fn a_last_row_as_long_as_may_be_is_read_wherever_a_piece_ends() {
    let limits = Limits { record_bytes: 9, ..Limits::default() };
    let options = ReadOptions { limits, format: Some(Format::Delimited), ..ReadOptions::default() };
    let text = format!("a,b\n{}123456,89", "1,2\n".repeat(40_000));
    assert_eq!(read_alike(text.as_bytes(), &options).unwrap().rows, 40_001);
}

#[test]
fn nobody_looks_for_damage_past_the_last_row_that_fits() {
    // The piece that reading waits for, of 4096 bytes and a little, ends after the third record and before the end.
    let text = format!("{}{}{}", "a line of a log\n".repeat(250), "{\"a\":1,\"b\":2}\n".repeat(5), "more\n".repeat(20));
    let mut packed = Vec::new();
    for member in [&text[..4_030], &text[4_030..]] {
        let mut encoder = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, member.as_bytes()).unwrap();
        encoder.finish().unwrap();
    }
    let end = packed.len() - 6;
    packed[end] ^= 1;
    for format in std::iter::once(None).chain(Format::ALL.map(Some)) {
        for rows in [1, 2, 3, 1_000] {
            let limits = Limits { rows, ..Limits::default() };
            if let Ok(table) = read_alike(&packed, &ReadOptions { limits, format, ..ReadOptions::default() }) {
                let is_damage = |warning: &Warning| warning.code == WarningCode::DamagedGzip;
                assert!(rows < 1_000 || table.warnings.iter().any(is_damage), "{format:?}: {:?}", table.warnings);
            }
        }
    }
}

#[test]
fn damage_behind_a_broken_document_is_found_wherever_a_piece_ends() {
    let mut packed = Vec::new();
    for member in [format!("[1, 2, oops{}", " and so on".repeat(900)), "the rest".to_owned()] {
        let mut encoder = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, member.as_bytes()).unwrap();
        encoder.finish().unwrap();
    }
    let end = packed.len() - 6;
    packed[end] ^= 1;
    let table = read_alike(&packed, &ReadOptions { format: Some(Format::Values), ..ReadOptions::default() }).unwrap();
    let codes: Vec<WarningCode> = table.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!((table.rows, codes), (2, vec![WarningCode::InvalidRecord, WarningCode::DamagedGzip]));
}

#[test]
fn blank_lines_as_long_as_a_row_may_be_are_passed_over_wherever_a_piece_ends() {
    let limits = Limits { record_bytes: 5, ..Limits::default() };
    let options = ReadOptions { limits, format: Some(Format::Delimited), ..ReadOptions::default() };
    for (blanks, skipped) in [(4, 0), (5, 0), (6, 1), (60, 1)] {
        for end in ["", "\n", "\r\n", "\n7,8", "\r\n7,8"] {
            let text = format!("a,b\n{}{}{end}", "1,2\n".repeat(2_000), " ".repeat(blanks));
            assert_eq!(read_alike(text.as_bytes(), &options).unwrap().skipped, skipped, "{blanks} blanks and {end:?}");
        }
    }
}

#[test]
fn a_record_that_breaks_off_is_told_from_a_document_wherever_a_piece_ends() {
    let text = format!("{{\"data\":[{{\"x\":1}},{{\"y\" z{}\n{{\"a\":2}}\n", " and so on".repeat(450));
    let table = read_alike(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((table.rows, table.skipped, table.columns[0].name.as_str()), (1, 1, "a"));
}

#[test]
fn a_column_that_is_made_of_others_needs_room() {
    for (text, columns) in [
        ("{\"_id\":\"507f1f77bcf86cd799439011\",\"x\":1}\n{\"_id\":\"507f1f78bcf86cd799439011\",\"x\":2}\n", 2),
        ("{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:01:00Z\",\"x\":1}\n", 3),
    ] {
        for room in 0..2 {
            let limits = Limits { columns: columns + room, ..Limits::default() };
            let table = read(text.as_bytes(), ReadOptions { limits, ..ReadOptions::default() }).unwrap();
            assert_eq!(table.columns.len(), columns + room, "{text}");
        }
        let limits = Limits { cells: columns * text.lines().count(), ..Limits::default() };
        let table = read(text.as_bytes(), ReadOptions { limits, ..ReadOptions::default() }).unwrap();
        assert_eq!(table.columns.len(), columns, "{text}");
    }
}

#[test]
fn notations_behind_the_last_row_that_fits_count_alike_wherever_a_piece_ends() {
    let records = "{'a': 1}, ".repeat(30_000);
    for rows in [1, 2, 9_000] {
        let limits = Limits { rows, ..Limits::default() };
        let table =
            read_alike(format!("[{records}{{b: True}}]").as_bytes(), &ReadOptions { limits, ..ReadOptions::default() });
        assert_eq!(table.unwrap().files[0].read_as, "array of JSON records, with single quotes");
    }
    let table = read_alike(format!("[{records}{{b: True}}]").as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(table.files[0].read_as, "array of JSON records, with single quotes, bare keys and Python's words");
}

#[test]
fn a_key_longer_than_a_record_may_be_is_broken_wherever_pieces_end() {
    let text = format!("{{\"columns\":[\"a\"],\"{}\":1]2,\"data\":[[1]]}}", "k".repeat(90));
    let limits = Limits { record_bytes: 17, ..Limits::default() };
    let options = ReadOptions { limits, format: Some(Format::Split), ..ReadOptions::default() };
    let whole = read(text.as_bytes(), options.clone());
    let place = |found: &Result<Table, ReadError>| match found {
        Err(ReadError::NoRecords { byte_offset, .. }) => *byte_offset,
        _ => None,
    };
    assert_eq!(place(&whole), Some(17), "{whole:?}");
    for size in [1, 5, 16, 17, 18, 40, 60, 100] {
        let again = crate::common::read_pieces(text.as_bytes().chunks(size), options.clone());
        assert_eq!(again, whole, "{size}");
    }
}
