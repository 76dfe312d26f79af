//! A bad record never loses the good ones, and leaves nothing of itself.

use driftscope_report::WarningCode;
use driftscope_table::{CellKind, ReadOptions, Table, TableReader};

fn read(text: &str) -> Table {
    crate::common::read_pieces([text.as_bytes()], ReadOptions::default()).expect("some record is sound")
}

/// The numbers of a column, in row order.
fn numbers(table: &Table, name: &str) -> Vec<f64> {
    let cells = table.column(name).map(|column| column.cells.clone()).unwrap_or_default();
    cells
        .iter()
        .filter_map(|cell| if let CellKind::Number(number) = cell.kind() { Some(number) } else { None })
        .collect()
}

#[test]
fn lines_after_a_broken_one_are_read() {
    for broken in [
        "{\"id\":2,",
        "{\"id\":2,\"s\":\"x",
        "{\"id\":[1,",
        "{\"id\":2}}",
        "{\"id\" 2}",
        "{\"a\":{\"id\":2}",
        "{\"id\":",
        "Traceback",
    ] {
        let table = read(&format!("{{\"id\":1}}\n{broken}\n{{\"id\":3}}\n{{\"id\":4}}\n"));
        let found = numbers(&table, "id");
        assert!(
            found == [1.0, 3.0, 4.0] || (broken == "{\"id\":2}}" && found == [1.0, 2.0, 3.0, 4.0]),
            "{broken}: {found:?}"
        );
        assert_eq!(table.skipped, 1, "{broken}");
        assert_eq!(table.columns.len(), 1, "{broken}");
        let warning = &table.warnings[0];
        assert!(matches!(warning.code, WarningCode::InvalidRecord | WarningCode::CutOff), "{broken}: {warning:?}");
        assert_eq!((warning.count, warning.line), (1, Some(2)), "{broken}: {warning:?}");
    }
}

#[test]
fn elements_after_a_broken_one_are_read() {
    for broken in [
        "{\"id\":2,\"s\":oops}",
        "{\"id\":2,\"s\":\"open}",
        "{\"id\":2,\"s\":\"a\"b\"}",
        "{\"id\":2,\"t\":{\"u\":1}",
        "{\"id\":2,\"t\":[{\"id\":7},{\"id\":8}],\"s\":01}",
        "{\"id\":2,\"s\":\"tab\there\"}",
    ] {
        let table = read(&format!(
            "[{{\"id\":1,\"s\":\"a\"}},\n{broken},\n{{\"id\":3,\"s\":\"b\"}},\n{{\"id\":4,\"s\":\"c\"}}]"
        ));
        assert_eq!(numbers(&table, "id"), [1.0, 3.0, 4.0], "{broken}");
        assert_eq!((table.skipped, table.columns.len()), (1, 2), "{broken}");
    }
}

#[test]
fn what_ends_too_early_keeps_its_whole_records() {
    for (text, skipped) in [
        ("{\"id\":1}\n{\"id\":2}\n{\"id\":3", 1),
        ("[{\"id\":1},{\"id\":2},{\"id\":3", 1),
        ("[{\"id\":1},{\"id\":2}", 0),
        ("[{\"id\":1},{\"id\":2},", 0),
    ] {
        let table = read(text);
        assert_eq!((numbers(&table, "id").len(), table.skipped), (2, skipped), "{text}");
        assert_eq!((table.warnings.len(), table.warnings[0].code), (1, WarningCode::Truncated), "{text}");
    }
}

#[test]
fn lines_that_are_cut_off_are_named_so_and_each_has_its_place() {
    let lines = "{\"id\":1,\"s\":\"a\"}\n{\"id\":2,\"s\":\"b\n{\"id\":3,\"s\":\n{\"id\":4\r\n{\"id\":5,\"s\":\"e\r\n{\"id\":6,\"s\":tru\n{\"id\":7}\n";
    let table = read(lines);
    assert_eq!((numbers(&table, "id"), table.skipped), (vec![1.0, 7.0], 5));
    let warning = &table.warnings[0];
    assert_eq!((table.warnings.len(), warning.code, warning.count), (1, WarningCode::CutOff, 5));
    let places: Vec<_> = [(warning.line, warning.byte_offset)]
        .into_iter()
        .chain(warning.further.iter().map(|place| (place.line, place.byte_offset)))
        .collect();
    let starts = lines.match_indices("{\"").map(|(at, _)| Some(at as u64)).collect::<Vec<_>>();
    assert_eq!(places, (2..=6).map(|line| (Some(line), starts[line as usize - 1])).collect::<Vec<_>>());
}

#[test]
fn warnings_say_where() {
    let table = read("{\"id\":1}\r\n\r\n{\"id\":1,\n\"id\":2}\n{\"id\":x\u{7}\u{e9}}\n{\"id\":3}\n");
    let warnings: Vec<_> = table
        .warnings
        .iter()
        .map(|warning| {
            (warning.code, warning.line, warning.byte_offset, warning.snippet.as_deref().unwrap_or_default())
        })
        .collect();
    assert_eq!(
        warnings,
        [
            (WarningCode::DuplicateKey, Some(4), Some(25), ":2}"),
            (WarningCode::InvalidRecord, Some(5), Some(35), "x é} {\"id\":3}"),
        ]
    );
    assert!(table.warnings.iter().all(|warning| warning.file.as_deref() == Some("a")));
}

#[test]
fn the_last_of_a_key_twice_counts_with_all_below_it() {
    let table = read("{\"a\":{\"b\":1,\"c\":1},\"d\":1,\"a\":{\"c\":2}}\n{\"a\":{\"b\":3}}\n");
    assert_eq!(
        (numbers(&table, "a.b"), numbers(&table, "a.c"), numbers(&table, "d")),
        (vec![3.0], vec![2.0], vec![1.0])
    );
    let table = read("{\"a\":[1,2],\"a\":5}\n{\"a.b\":1,\"a\":{\"b\":2}}\n");
    assert_eq!((numbers(&table, "a"), numbers(&table, "a.b"), table.columns.len()), (vec![5.0], vec![2.0], 2));
    assert_eq!((table.warnings[0].code, table.warnings[0].count), (WarningCode::DuplicateKey, 2));
}

#[test]
fn arrays_become_columns_or_their_length() {
    let table = read(
        "{\"x\":[1,2],\"y\":[1]}\n{\"x\":[3,4],\"y\":[]}\n{\"x\":[5,6],\"y\":[7,8]}\n{\"x\":null,\"y\":[1,2,3]}\n",
    );
    let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["x.0", "x.1", "y.length"]);
    assert_eq!(numbers(&table, "y.length"), [1.0, 0.0, 2.0, 3.0]);
    assert_eq!(numbers(&table, "x.1"), [2.0, 4.0, 6.0]);
    assert_eq!((table.warnings.len(), table.warnings[0].code), (1, WarningCode::LongArray));
    // Many numbers are a vector; many values of other kinds are not kept.
    let long = |last: &str| (0..64).map(|value| value.to_string()).collect::<Vec<_>>().join(",") + "," + last;
    let [numbers_only, mixed] = [long("64"), long("true")];
    let table = read(&format!("{{\"z\":[{numbers_only}]}}\n{{\"z\":[{numbers_only}]}}\n"));
    assert_eq!((table.columns.len(), table.columns[0].name.as_str(), table.columns[0].tally.texts), (1, "z", 2));
    let table = read(&format!("{{\"z\":[{mixed}]}}\n{{\"z\":[{mixed}]}}\n"));
    assert_eq!((table.columns.len(), numbers(&table, "z.length")), (1, vec![65.0, 65.0]));
}

#[test]
fn files_of_a_data_set_are_taken_together() {
    let mut reader = TableReader::new(ReadOptions::default());
    for (name, text) in [("a", "{\"id\":1}"), ("b", " \n"), ("c", "[{\"id\":2,\"new\":1}]"), ("d", "\u{89}PNG\r\n")] {
        reader.begin_file(name);
        reader.feed(text.as_bytes());
        assert_eq!(reader.is_hopeless(), None);
        reader.end_file(name.repeat(64));
    }
    let table = reader.finish().expect("two files are sound");
    assert_eq!((table.rows, numbers(&table, "id"), numbers(&table, "new")), (2, vec![1.0, 2.0], vec![1.0]));
    let read_as: Vec<_> =
        table.files.iter().map(|file| (file.name.as_str(), file.bytes, file.read_as.as_str())).collect();
    assert_eq!(
        read_as,
        [("a", 8, "JSON Lines"), ("b", 2, "nothing"), ("c", 18, "array of JSON records"), ("d", 7, "nothing")]
    );
    assert_eq!(table.files[2].sha256, "c".repeat(64));
    assert_eq!((table.warnings[0].code, table.warnings[0].file.as_deref()), (WarningCode::EmptyFile, Some("b")));
}

#[test]
fn what_breaks_behind_a_known_beginning_leaves_no_value_behind() {
    let good = |row: usize| format!("{{\"a\":{row},\"b\":{{\"c\":\"{}\"}},\"d\":0.5}}\n", ["x", "y"][row % 2]);
    // Each begins as all others do, and goes wrong at another value.
    let broken = [
        "{\"a\":7,\"b\":{\"c\":\"x\"},\"d\":0.}\n",
        "{\"a\":7,\"b\":{\"c\":\"x\"}\n",
        "{\"a\":7,\"b\":{\"c\":\"never seen before\",\"d\":}\n",
        "{\"a\":7,\"b\":{\"c\":truth},\"d\":0.5}\n",
        "{\"a\":7,\"b\"\n",
    ];
    let whole: String = (0..300).map(good).collect();
    let mixed: String = (0..300).map(|row| good(row) + if row % 7 == 3 { broken[row % 5] } else { "" }).collect();
    let (whole, mixed) = (read(&whole), read(&mixed));
    assert_eq!((mixed.rows, mixed.skipped), (300, 43));
    assert_eq!(mixed.columns, whole.columns);
}
