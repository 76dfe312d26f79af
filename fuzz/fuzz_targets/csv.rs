//! CSV: any bytes are read alike in any pieces, and what the csv crate writes is read as it was meant.
#![no_main]

use csv::{QuoteStyle, Terminator, WriterBuilder};
use driftscope_fuzz::{Chance, parts, read_alike, some_limits};
use driftscope_table::{CellKind, Limits, ReadError, ReadOptions};
use driftscope_report::{Format};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 3] = ["first", "second", "third"];

fuzz_target!(|input: &[u8]| {
    let mut chance = Chance::of(input);
    let delimited = |limits| ReadOptions { limits, format: Some(Format::Delimited), ..ReadOptions::default() };
    let limits = some_limits(&mut chance);
    _ = read_alike(&parts(input, 2), &delimited(limits), &mut chance);
    let Some(rows) = rows(input) else { return };
    let mut writer = WriterBuilder::new()
        .delimiter(b",;\t|"[chance.below(4)])
        .terminator(if chance.below(2) == 0 { Terminator::CRLF } else { Terminator::Any(b'\n') })
        .quote_style(QuoteStyle::Always)
        .from_writer(Vec::new());
    let written = writer.write_record(NAMES).is_ok() && rows.iter().all(|row| writer.write_record(row).is_ok());
    let Some(file) = writer.into_inner().ok().filter(|_| written) else { return };
    let table = match read_alike(&[&file], &delimited(Limits::default()), &mut chance) {
        Ok(table) => table,
        // A text can hold the signature of a tar archive where one has it.
        Err(ReadError::OtherFormat { .. }) => return,
        Err(error) => panic!("{error}: {}", file.escape_ascii()),
    };
    assert_eq!((table.rows, table.skipped), (rows.len(), 0), "{:?}: {}", table.warnings, file.escape_ascii());
    for (place, name) in NAMES.iter().enumerate() {
        let Some(column) = table.column(name) else { panic!("{name}: {}", file.escape_ascii()) };
        for (row, cell) in rows.iter().zip(&column.cells) {
            // What spells no number, boolean or absence is itself.
            let text = row[place];
            if text.contains('g') {
                let found = if let CellKind::Text(code) = cell.kind() { column.dictionary.get(code) } else { "" };
                assert_eq!(found, text, "{}", file.escape_ascii());
            }
        }
    }
});

/// The input as rows of three texts: ASCII's separators of records and units part it.
fn rows(input: &[u8]) -> Option<Vec<[&str; 3]>> {
    let text = std::str::from_utf8(input).ok()?;
    let is_odd = |letter: char| letter.is_control() && !"\n\r\t\u{1E}\u{1F}".contains(letter);
    if text.contains(is_odd) {
        return None;
    }
    let row = |row| {
        let mut fields = str::split(row, '\u{1F}');
        [(); 3].map(|()| fields.next().unwrap_or("g"))
    };
    let rows: Vec<[&str; 3]> = text.split('\u{1E}').map(row).collect();
    // A column of texts in which its name comes again has none: nothing tells that it is one. JSON and lists of numbers become columns.
    let begins_list = |letter: char| letter.is_ascii_digit() || "-P".contains(letter);
    let is_list = |text: &str| text.trim_start().starts_with(begins_list);
    let is_ambiguous =
        |(text, name): (&&str, &str)| *text == name || text.trim_start().starts_with(['{', '[']) || is_list(text);
    let is_ambiguous = rows.iter().any(|row| row.iter().zip(NAMES).any(is_ambiguous));
    (!is_ambiguous).then_some(rows)
}
