//! Columns that folders name stand beside those of the files.

use driftscope_report::WarningCode;
use driftscope_table::{Limits, ReadOptions, Sample, Table, TableReader};

fn read(files: &[(&str, &str)], options: ReadOptions) -> Table {
    let mut reader = TableReader::new(options);
    for (name, text) in files {
        reader.begin_file(name);
        text.as_bytes().chunks(5).for_each(|piece| reader.feed(piece));
        reader.end_file(String::new());
    }
    reader.finish().unwrap()
}

fn rows(files: &[(&str, &str)]) -> Vec<String> {
    crate::common::lines(&read(files, ReadOptions::default()), " ")
}

#[test]
fn each_row_has_what_the_folders_of_its_file_say() {
    let files = [
        ("day=2026-10-01/shop=7/part-0.json", "{\"x\":1}\n{\"x\":2}\n"),
        ("plain.json", "{\"x\":3}\n"),
        ("day=2026-10-02/part-1.json", "{\"x\":[4,5]}"),
        ("day=__HIVE_DEFAULT_PARTITION__/part-2.csv", "x,y\n6,7\n"),
    ];
    let expected = [
        "x day shop y",
        "1 2026-10-01 7 -",
        "2 2026-10-01 7 -",
        "3 - - -",
        "4 2026-10-02 - -",
        "5 2026-10-02 - -",
        "6 - - 7",
    ];
    assert_eq!(rows(&files), expected);
    let table = read(&files, ReadOptions::default());
    let read_as: Vec<&str> = table.files.iter().map(|file| file.read_as.as_str()).collect();
    assert!(read_as[0].ends_with(", day and shop from its folder"), "{read_as:?}");
    assert!(read_as[2].ends_with(", day from its folder") && !read_as[1].contains("folder"), "{read_as:?}");
    assert!(table.warnings.is_empty(), "{:?}", table.warnings);
}

#[test]
fn what_stands_in_a_file_counts() {
    let files = [("a=1/p.json", "{\"a\":5,\"x\":1}\n{\"a\":null,\"x\":2}\n"), ("a=2/p.json", "{\"x\":3}\n")];
    assert_eq!(rows(&files), ["a x", "5 1", "- 2", "2 3"]);
}

#[test]
fn a_file_without_rows_makes_no_column() {
    assert_eq!(rows(&[("a=1/p.json", "[]"), ("q.json", "{\"x\":1}")]), ["x", "1"]);
}

#[test]
fn a_sample_has_the_folders_of_its_rows() {
    let text = |from: usize| (from..from + 500).map(|row| format!("{{\"x\":{row}}}\n")).collect::<String>();
    let (first, second) = (text(0), text(500));
    let options = ReadOptions { sample: Some(Sample { share: 0.3, seed: 1 }), ..ReadOptions::default() };
    let table = read(&[("part=1/p.json", &first), ("part=2/p.json", &second)], options);
    for line in crate::common::lines(&table, " ").iter().skip(1) {
        let (x, part) = line.split_once(' ').unwrap();
        assert_eq!(part, if x.parse::<usize>().unwrap() < 500 { "1" } else { "2" });
    }
}

#[test]
fn folders_keep_to_the_limits() {
    let limits = Limits { cells: 5, ..Limits::default() };
    let table =
        read(&[("a=1/p.json", "{\"x\":1}\n{\"x\":2}\n{\"x\":3}\n")], ReadOptions { limits, ..ReadOptions::default() });
    assert_eq!(crate::common::lines(&table, " "), ["x", "1", "2", "3"]);
    let warnings: Vec<_> = table.warnings.iter().map(|warning| (warning.code, warning.count)).collect();
    assert_eq!(warnings, [(WarningCode::TooManyColumns, 3)]);
}
