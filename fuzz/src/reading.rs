//! Reads an input in one piece and in many, and holds the tables against each other and against the limits.

use driftscope_table::{CellKind, Limits, ReadError, ReadOptions, Table, TableReader};

use crate::Chance;

/// Parts one input into the files that it stands for: the byte 0x1C, ASCII's file separator, is between them.
pub fn parts(input: &[u8], most: usize) -> Vec<&[u8]> {
    input.splitn(most, |byte| *byte == 0x1C).collect()
}

/// Limits that inputs of some kilobytes reach, or hardly ever reach.
pub fn some_limits(chance: &mut Chance) -> Limits {
    let roomy = Limits {
        record_bytes: 1 << 20,
        columns: 500,
        name_bytes: 1 << 18,
        distinct: 10_000,
        dictionary_bytes: 1 << 20,
        text_bytes: 1 << 22,
        rows: 100_000,
        cells: 1_000_000,
        ..Limits::default()
    };
    if chance.below(2) == 0 {
        return roomy;
    }
    Limits {
        record_bytes: 2 + chance.below(400),
        depth: 1 + chance.below(8),
        columns: 1 + chance.below(12),
        name_bytes: chance.below(200),
        distinct: 1 + chance.below(6),
        dictionary_bytes: chance.below(100),
        text_bytes: chance.below(4_000),
        rows: 1 + chance.below(40),
        cells: 1 + chance.below(200),
        array_values: chance.below(5),
        ..roomy
    }
}

/// Reads files, each as it was cut into pieces.
pub fn read<'a>(
    files: impl IntoIterator<Item = impl IntoIterator<Item = &'a [u8]>>,
    options: &ReadOptions,
) -> Result<Table, ReadError> {
    let mut reader = TableReader::new(options.clone());
    for (place, pieces) in files.into_iter().enumerate() {
        reader.begin_file(&format!("file {place}"));
        for piece in pieces {
            reader.feed(piece);
        }
        reader.end_file(String::new());
    }
    reader.finish()
}

/// Reads files in one piece each, and then in pieces as chance has it: the outcome must be the same.
pub fn read_alike(files: &[&[u8]], options: &ReadOptions, chance: &mut Chance) -> Result<Table, ReadError> {
    let whole = read(files.iter().map(|file| [*file]), options);
    for largest in [1 + chance.below(4), 1 + chance.below(1_000)] {
        let mut chance = chance.clone();
        let pieces = files.iter().map(|file| cut(file, largest, &mut chance)).collect::<Vec<_>>();
        let again = read(pieces, options);
        assert!(again == whole, "in pieces of up to {largest}:\n{again:?}\nin one piece:\n{whole:?}");
    }
    if let Ok(table) = &whole {
        checked(table, &options.limits);
    }
    whole
}

/// Whether a table is one: every column as long as the rows, every text known, every cell counted, nothing past a limit.
pub fn checked(table: &Table, limits: &Limits) {
    assert!(table.rows > 0, "a table without rows is an error");
    assert!(table.rows <= limits.rows.max(1) && table.columns.len() <= limits.columns.max(1));
    for column in &table.columns {
        assert_eq!(column.cells.len(), table.rows, "{}", column.name);
        let tally = &column.tally;
        assert_eq!(
            tally.present() + tally.missing + tally.not_a_number,
            table.rows as u64,
            "{}: {tally:?}",
            column.name
        );
        assert!(column.dictionary.len() <= limits.distinct.max(1), "{}", column.name);
        for cell in &column.cells {
            match cell.kind() {
                CellKind::Text(code) | CellKind::BigInteger(code) => {
                    assert!((code as usize) < column.dictionary.len(), "{}: {code}", column.name);
                }
                CellKind::Number(number) => assert!(!number.is_nan(), "{}", column.name),
                _ => {}
            }
        }
    }
    for (place, column) in table.columns.iter().enumerate() {
        assert!(table.columns[..place].iter().all(|other| other.name != column.name), "two columns {:?}", column.name);
    }
    for warning in &table.warnings {
        assert!(warning.count > 0 && !warning.message.is_empty(), "{warning:?}");
        assert!(warning.snippet.as_ref().is_none_or(|snippet| snippet.chars().count() <= 40), "{warning:?}");
    }
}

fn cut<'a>(mut bytes: &'a [u8], largest: usize, chance: &mut Chance) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at((1 + chance.below(largest)).min(bytes.len()));
        pieces.push(piece);
        bytes = rest;
    }
    pieces
}
