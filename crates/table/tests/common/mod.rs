//! What tests of reading share: a text read in pieces, a table as lines, and input that is made up.

#![allow(dead_code, reason = "each test crate uses what it needs")]

use driftscope_table::{CellKind, Column, ReadError, ReadOptions, Table, TableReader};

/// What comes of a file that arrives in these pieces.
pub(crate) fn read_pieces<'a>(
    pieces: impl IntoIterator<Item = &'a [u8]>,
    options: ReadOptions,
) -> Result<Table, ReadError> {
    let mut reader = TableReader::new(options);
    reader.begin_file("a");
    pieces.into_iter().for_each(|piece| reader.feed(piece));
    reader.end_file(String::new());
    reader.finish()
}

/// What comes of a file that arrives in pieces of one size.
pub(crate) fn read_in_pieces(bytes: &[u8], piece: usize, options: ReadOptions) -> Result<Table, ReadError> {
    read_pieces(bytes.chunks(piece), options)
}

/// The names of the columns, and then the cells of each row, with something between them.
pub(crate) fn lines(table: &Table, between: &str) -> Vec<String> {
    lines_of(table, between, |text| text.to_owned())
}

/// The same with strings in single quotes.
pub(crate) fn quoted_lines(table: &Table) -> Vec<String> {
    lines_of(table, " ", |text| format!("'{text}'"))
}

fn lines_of(table: &Table, between: &str, words: impl Fn(&str) -> String) -> Vec<String> {
    let cell = |column: &Column, row: usize| match column.cells[row].kind() {
        CellKind::Text(code) => words(column.dictionary.get(code)),
        CellKind::BigInteger(code) => column.dictionary.get(code).to_owned(),
        CellKind::Number(number) => number.to_string(),
        CellKind::Boolean(value) => value.to_string(),
        CellKind::Missing => "-".to_owned(),
        other => format!("{other:?}"),
    };
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let row = |row| table.columns.iter().map(|column| cell(column, row)).collect::<Vec<_>>().join(between);
    std::iter::once(names.join(" ")).chain((0..table.rows).map(row)).collect()
}

/// Numbers that look like chance, and are the same each time: the upper bits of a linear congruence.
pub(crate) struct Random(pub u64);

impl Random {
    /// A number below another.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// One of some texts.
    pub(crate) fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// Some bytes, with a few of them changed, often into what means something to a reader.
pub(crate) fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const INTERESTING: &[u8] = b"{}[]\",:\\\n\r 0-.eE1Nn\x1e\xef\xbb\xbf\x1f\x8b\0\xff'";
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => bytes[at] = INTERESTING[random.below(INTERESTING.len())],
            1 => bytes.insert(at, INTERESTING[random.below(INTERESTING.len())]),
            2 if bytes.len() > 1 => _ = bytes.remove(at),
            _ => bytes[at] = random.below(256) as u8,
        }
    }
    bytes
}
