//! A small file of every shape, as the tools write them: each is read under its own format and with none said, in
//! pieces of every size, and what several of them hold alike is read alike. What must be read is in
//! `tests/formats/formats.json`, which is made without us.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::common::Random;
use driftscope_report::{Format, Warning};
use driftscope_table::{Cell, CellKind, Column, ReadError, ReadOptions, Table, TableReader};
use serde::Deserialize;
use serde_json::Value;

/// What must be read.
#[derive(Deserialize)]
struct Expectations {
    samples: Vec<Sample>,
    wrong: Vec<Wrong>,
    parquet: Vec<Parquet>,
}

/// One data set, in a file or in several parts.
#[derive(Deserialize)]
struct Sample {
    file: String,
    files: Vec<String>,
    format: String,
    rows: usize,
    /// Their names in order, where they are settled.
    columns: Option<Vec<String>>,
    /// What stands before the names of the columns that are compared.
    prefix: String,
    /// Whose columns must be equal.
    same_as: Option<String>,
    /// Columns that are not compared.
    without: Vec<String>,
    /// Numbers may be written as strings.
    as_text: bool,
    /// Column, row and value.
    cells: BTreeMap<String, BTreeMap<usize, Value>>,
    skipped: u64,
    /// How often each is met, by its code.
    warnings: BTreeMap<String, u64>,
}

/// A file that holds no data set.
#[derive(Deserialize)]
struct Wrong {
    file: String,
    code: String,
    words: String,
}

/// A file that others than this crate read.
#[derive(Deserialize)]
struct Parquet {
    file: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats")
}

fn expectations() -> Expectations {
    serde_json::from_slice(&std::fs::read(folder().join("formats.json")).unwrap()).unwrap()
}

impl Expectations {
    fn sample(&self, file: &str) -> &Sample {
        self.samples.iter().find(|sample| sample.file == file).unwrap_or_else(|| panic!("there is no {file}"))
    }
}

impl Sample {
    fn bytes(&self) -> Vec<Vec<u8>> {
        self.files.iter().map(|file| std::fs::read(folder().join(file)).unwrap()).collect()
    }

    fn own_format(&self) -> Format {
        Format::named(&self.format).unwrap_or_else(|| panic!("{} is no format", self.format))
    }

    /// The table, with no format said.
    fn table(&self) -> Result<Table, ReadError> {
        let files: Vec<Vec<u8>> = self.bytes();
        read(&files.iter().map(|bytes| vec![&bytes[..]]).collect::<Vec<_>>(), None)
    }
}

/// The table of files that come in pieces.
fn read(files: &[Vec<&[u8]>], format: Option<Format>) -> Result<Table, ReadError> {
    let mut reader = TableReader::new(ReadOptions { format, ..ReadOptions::default() });
    for (place, pieces) in files.iter().enumerate() {
        reader.begin_file(&format!("part {place}"));
        pieces.iter().for_each(|piece| reader.feed(piece));
        reader.end_file(String::new());
    }
    reader.finish()
}

/// Every cell of a column in words, with its kind.
fn cells(column: &Column) -> Vec<String> {
    let words = |cell: &Cell| match cell.kind() {
        CellKind::Missing => "missing".to_owned(),
        CellKind::NotANumber => "number NaN".to_owned(),
        CellKind::Number(number) => format!("number {number:?}"),
        CellKind::Boolean(value) => format!("boolean {value}"),
        CellKind::BigInteger(_) => format!("integer {}", column.text(*cell).unwrap()),
        CellKind::Text(_) | CellKind::Timestamp(_) => format!("text {}", column.text(*cell).unwrap()),
        CellKind::Hashed(_) => panic!("a string of {} was not kept", column.name),
    };
    column.cells.iter().map(words).collect()
}

/// What is written in a cell, whether in quotes or not.
fn without_kind(words: &str) -> String {
    let text = words.split_once(' ').map_or(words, |(_, text)| text);
    let is_exact = !words.starts_with("integer") && text.len() < 16;
    text.parse().ok().filter(|_| is_exact).map_or_else(|| text.to_owned(), |number: f64| format!("{number:?}"))
}

/// A value of the list of expectations, in the same words.
fn expected_words(value: &Value) -> String {
    match value {
        Value::Null => "missing".to_owned(),
        Value::Bool(value) => format!("boolean {value}"),
        Value::Number(number) => format!("number {:?}", number.as_f64().unwrap()),
        Value::String(text) => match text.as_str() {
            "NaN" => "number NaN".to_owned(),
            "Infinity" => "number inf".to_owned(),
            "-Infinity" => "number -inf".to_owned(),
            // JSON's numbers are doubles to most who would read the list.
            digits if digits.len() > 15 && digits.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("integer {digits}")
            }
            text => format!("text {text}"),
        },
        other => panic!("no cell holds {other}"),
    }
}

/// What of a sample is not read as it must be.
fn faults(sample: &Sample) -> Vec<String> {
    let table = match sample.table() {
        Ok(table) => table,
        Err(error) => return vec![format!("{}: {error}", sample.file)],
    };
    let mut faults = Vec::new();
    let mut compare = |what: &str, read: String, expected: String| {
        if read != expected {
            faults.push(format!("{}: {what} {read}, and not {expected}", sample.file));
        }
    };
    for record in &table.files {
        compare("is read as", format!("{:?}", record.format), format!("{:?}", Some(sample.own_format())));
    }
    compare("rows", table.rows.to_string(), sample.rows.to_string());
    if let Some(columns) = &sample.columns {
        let names: Vec<&String> = table.columns.iter().map(|column| &column.name).collect();
        compare("columns", format!("{names:?}"), format!("{columns:?}"));
    }
    for (name, expected) in &sample.cells {
        let column = table.column(name).map(cells).unwrap_or_default();
        for (row, value) in expected {
            let cell = column.get(*row).map_or("nothing", String::as_str);
            let plain = |words: &str| if sample.as_text { without_kind(words) } else { words.to_owned() };
            compare(&format!("{name} of row {row}"), plain(cell), plain(&expected_words(value)));
        }
    }
    compare("skipped", table.skipped.to_string(), sample.skipped.to_string());
    let code = |warning: &Warning| serde_json::from_value::<String>(serde_json::to_value(warning.code)?);
    let warnings = table.warnings.iter().map(|warning| (code(warning).unwrap(), warning.count));
    compare("warnings", format!("{:?}", warnings.collect::<BTreeMap<_, _>>()), format!("{:?}", sample.warnings));
    faults
}

#[test]
fn each_is_found_out_and_read_whole() {
    let faults: Vec<String> = expectations().samples.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_is_the_same_under_its_own_name() {
    for sample in expectations().samples.iter() {
        let files = sample.bytes();
        let whole: Vec<Vec<&[u8]>> = files.iter().map(|bytes| vec![&bytes[..]]).collect();
        assert_eq!(read(&whole, Some(sample.own_format())), read(&whole, None), "{}", sample.file);
    }
}

/// The cells of the columns that are compared, by name.
fn compared(sample: &Sample, table: &Table, prefix: &str) -> BTreeMap<String, Vec<String>> {
    let named = table.columns.iter().filter_map(|column| Some((column.name.strip_prefix(prefix)?, column)));
    let compared = named.filter(|(name, _)| !sample.without.iter().any(|left_out| left_out == name));
    let plain = |words: String| if sample.as_text { without_kind(&words) } else { words };
    compared.map(|(name, column)| (name.to_owned(), cells(column).into_iter().map(plain).collect())).collect()
}

#[test]
fn what_they_hold_alike_is_read_alike() {
    let expectations = expectations();
    let mut faults = Vec::new();
    for sample in expectations.samples.iter() {
        let other = sample.same_as.as_ref().map(|file| expectations.sample(file));
        let Some(other) = other else { continue };
        // Files that cannot be read are another test's matter.
        let (Ok(read), Ok(expected)) = (sample.table(), other.table()) else { continue };
        let (read, expected) = (compared(sample, &read, &sample.prefix), compared(sample, &expected, ""));
        assert!(!expected.is_empty(), "{} is compared with nothing", sample.file);
        if !read.keys().eq(expected.keys()) {
            faults.push(format!("{} and {}: {:?}, {:?}", sample.file, other.file, read.keys(), expected.keys()));
        }
        let differing = |(name, cells): (&String, &Vec<String>)| {
            let others = read.get(name)?;
            let row = (0..cells.len()).find(|row| others.get(*row) != Some(&cells[*row]))?;
            Some(format!("{}, {name}, row {row}: {:?}, and not {}", sample.file, others.get(row), cells[row]))
        };
        faults.extend(expected.iter().find_map(differing));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Bytes that are read in all for the boundaries of one file.
const WORK: usize = 8 << 20;

/// Where a file is cut, a round after the other, so that each of its bytes ends a piece: a short file in two, a longer
/// one in as few pieces as make that affordable; and in two at some places of a fixed seed.
fn rounds(length: usize) -> impl Iterator<Item = Vec<usize>> {
    let distance = (WORK / length.max(1)).clamp(1, length.max(1));
    let everywhere = (0..distance).map(move |first| (first..=length).step_by(distance).collect());
    let mut random = Random(length as u64);
    let alone = if distance == length { 0 } else { distance / 4 };
    everywhere.chain((0..alone).map(move |_| vec![random.below(length)]))
}

#[test]
fn no_boundary_changes_a_table() {
    // The longest of these tests: it uses two cores.
    let samples = expectations().samples;
    std::thread::scope(|scope| {
        for half in 0..2 {
            let samples = &samples;
            scope.spawn(move || samples.iter().skip(half).step_by(2).for_each(no_boundary_changes));
        }
    });
}

fn no_boundary_changes(sample: &Sample) {
    let files = sample.bytes();
    let pieces_of = |cut: &dyn Fn(usize) -> Vec<usize>| {
        let in_pieces = |bytes: &'_ Vec<u8>| cut(bytes.len());
        files.iter().map(in_pieces).collect::<Vec<_>>()
    };
    let read_cut = |places: &[Vec<usize>]| {
        let pieces = files.iter().zip(places).map(|(bytes, places)| {
            let mut ends = places.clone();
            ends.push(bytes.len());
            let mut start = 0;
            ends.into_iter().map(|end| &bytes[std::mem::replace(&mut start, end)..end]).collect::<Vec<_>>()
        });
        read(&pieces.collect::<Vec<_>>(), None)
    };
    let whole = read_cut(&pieces_of(&|_| Vec::new()));
    for size in [1, 2, 3, 7, 64, 1000] {
        let places = pieces_of(&|length| (1..length).step_by(size).collect());
        assert_eq!(read_cut(&places), whole, "{} in pieces of {size}", sample.file);
    }
    for (place, bytes) in files.iter().enumerate() {
        let mut is_cut = vec![false; bytes.len() + 1];
        for cuts in rounds(bytes.len()) {
            cuts.iter().for_each(|at| is_cut[*at] = true);
            let mut places = vec![Vec::new(); files.len()];
            places[place] = cuts;
            assert_eq!(read_cut(&places), whole, "{}, cut at {:?}", sample.files[place], places[place]);
        }
        assert!(is_cut.iter().all(|cut| *cut), "{}", sample.files[place]);
    }
}

#[test]
fn what_is_no_data_set_is_named() {
    let expectations = expectations();
    let parquet = expectations.parquet.iter().map(|file| (&file.file, "other_format", "Parquet"));
    let others = expectations.wrong.iter().map(|wrong| (&wrong.file, wrong.code.as_str(), wrong.words.as_str()));
    let mut seen = 0;
    for (file, code, words) in parquet.chain(others) {
        let bytes = std::fs::read(folder().join(file)).unwrap();
        let Err(error) = read(&[vec![&bytes]], None) else { panic!("{file} was read") };
        assert_eq!(error.code(), code, "{file}: {error}");
        assert!(error.to_string().contains(words), "{file}: {error}");
        for size in [1, 7, 1000] {
            let found = read(&[bytes.chunks(size).collect()], None);
            assert_eq!(found, Err(error.clone()), "{file} in pieces of {size}");
        }
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn each_file_is_expected_to_be_something() {
    let expectations = expectations();
    let mut known: Vec<&String> = expectations.samples.iter().flat_map(|sample| &sample.files).collect();
    known.extend(expectations.wrong.iter().map(|wrong| &wrong.file));
    known.extend(expectations.parquet.iter().map(|file| &file.file));
    for part in ["", "spark", "wrong", "parquet"] {
        for entry in std::fs::read_dir(folder().join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned();
            let is_about =
                ["README.md", "formats.json", "make.py", "requirements.txt", "spark/_SUCCESS"].contains(&&*name);
            assert!(path.is_dir() || is_about || known.contains(&&name), "{name} is in no list");
        }
    }
}
