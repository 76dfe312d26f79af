//! Columns of many timestamps keep them as numbers, and nobody can tell: every text reads as it was written.

use driftscope_table::{CellKind, ReadOptions, Table};

fn read(lines: &[String], piece: usize) -> Table {
    crate::common::read_in_pieces(lines.join("\n").as_bytes(), piece, ReadOptions::default()).expect("it can be read")
}

fn text(row: usize) -> String {
    format!("2024-03-{:02}T{:02}:{:02}:{:02}.{:03}Z", 1 + row % 28, row % 24, row % 60, row / 7 % 60, row % 997)
}

fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| format!("{{\"t\":\"{text}\",\"x\":1}}")).collect()
}

fn check(texts: &[String], kept_as_timestamps: bool) {
    let table = read(&lines(texts), usize::MAX);
    let column = &table.columns[0];
    assert_eq!(column.spelling.is_some(), kept_as_timestamps);
    for (row, expected) in texts.iter().enumerate() {
        let text = column.text(column.cells[row]);
        let unescaped = expected.replace("\\u005a", "Z");
        assert_eq!(text.as_deref(), Some(unescaped.as_str()), "row {row}");
    }
    assert_eq!(column.tally.texts as usize, texts.len());
    for piece in [1, 7, 1000, 4096] {
        assert_eq!(read(&lines(texts), piece), table, "pieces of {piece}");
    }
}

#[test]
fn every_text_reads_as_it_was_written() {
    check(&(0..5000).map(text).collect::<Vec<_>>(), true);
}

#[test]
fn few_timestamps_stay_strings() {
    check(&(0..5000).map(|row| text(row % 900)).collect::<Vec<_>>(), false);
}

#[test]
fn strings_among_timestamps_stay_strings() {
    let odd = |row: usize| match row % 40 {
        0 => format!("unknown {}", row % 400),
        1 => format!("2024-03-01T00:00:{:02}Z", row % 60),
        2 => text(row).replace('Z', "\\u005a"),
        _ => text(row),
    };
    check(&(0..5000).map(odd).collect::<Vec<_>>(), true);
    let column = &read(&lines(&(0..5000).map(odd).collect::<Vec<_>>()), usize::MAX).columns[0];
    assert!(
        column.dictionary.iter().all(|text| column.spelling.is_some_and(|known| known.read(text.as_bytes()).is_none()))
    );
    let timestamps = column.cells.iter().filter(|cell| matches!(cell.kind(), CellKind::Timestamp(_))).count();
    assert_eq!(timestamps, 5000 - 2 * 125);
}

#[test]
fn timestamps_of_many_spellings_stay_strings() {
    let mixed = |row: usize| if row.is_multiple_of(2) { text(row) } else { text(row).replace('T', " ") };
    check(&(0..5000).map(mixed).collect::<Vec<_>>(), false);
}
