//! One document in many shapes: whatever way it is written, the same table comes out of it.

use driftscope_report::{Format, WarningCode};
use driftscope_table::{ReadOptions, Table, TableReader};

fn read_in(bytes: &[u8], piece: usize, format: Option<Format>) -> Table {
    crate::common::read_in_pieces(bytes, piece, ReadOptions { format, ..ReadOptions::default() })
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

/// The table, which must be the same for every size of pieces.
fn read(text: &str) -> Table {
    let whole = read_in(text.as_bytes(), usize::MAX, None);
    for piece in 1..=text.len().min(40) {
        assert_eq!(read_in(text.as_bytes(), piece, None), whole, "pieces of {piece}: {text}");
    }
    whole
}

fn rows(table: &Table) -> Vec<String> {
    crate::common::lines(table, " ")
}

fn format(table: &Table) -> Format {
    table.files[0].format.expect("it was read")
}

const EXPECTED: [&str; 4] = ["x y z.a", "1.5 a 1", "- b 2", "3 - -"];

#[test]
fn every_shape_of_one_document_gives_one_table() {
    for (text, shape) in [
        (r#"[{"x":1.5,"y":"a","z":{"a":1}},{"x":null,"y":"b","z":{"a":2}},{"x":3,"y":null}]"#, Format::Records),
        (
            r#"{"x":{"0":1.5,"1":null,"2":3},"y":{"0":"a","1":"b","2":null},"z":{"0":{"a":1},"1":{"a":2},"2":null}}"#,
            Format::Columns,
        ),
        (
            r#"{"0":{"x":1.5,"y":"a","z":{"a":1}},"1":{"x":null,"y":"b","z":{"a":2}},"2":{"x":3,"y":null}}"#,
            Format::Index,
        ),
        (
            r#"{"columns":["x","y",["z","a"]],"index":[0,1,2],"data":[[1.5,"a",1],[null,"b",2],[3,null,null]]}"#,
            Format::Split,
        ),
        (
            r#"{"schema":{"fields":[{"name":"index"},{"name":"x"}],"primaryKey":["index"]},"data":[
              {"index":0,"x":1.5,"y":"a","z":{"a":1}},{"index":1,"x":null,"y":"b","z":{"a":2}},{"index":2,"x":3}]}"#,
            Format::Table,
        ),
        (r#"{"x":[1.5,null,3],"y":["a","b",null],"z.a":[1,2,null]}"#, Format::Lists),
        (
            r#"{"meta":{"page":[1]},"result":{"rows":[{"x":1.5,"y":"a","z":{"a":1}},{"x":null,"y":"b","z":{"a":2}},{"x":3}]},"n":3}"#,
            Format::Envelope,
        ),
    ] {
        let table = read(text);
        assert_eq!(format(&table), shape, "{text}");
        assert_eq!(rows(&table), EXPECTED, "{shape:?}");
        assert!(table.warnings.is_empty(), "{shape:?}: {:?}", table.warnings);
        assert_eq!(read_in(text.as_bytes(), 7, Some(shape)), table, "under its own name: {shape:?}");
    }
}

#[test]
fn rows_without_names_are_numbered() {
    for text in ["[[1.5,\"a\"],[null,\"b\"],[3,null]]", "[1.5,\"a\"]\n[null,\"b\"]\n[3,null]\n"] {
        let table = read(text);
        assert_eq!(format(&table), Format::Rows);
        assert_eq!(rows(&table), ["c0 c1", "1.5 a", "- b", "3 -"], "{text}");
    }
    assert_eq!(rows(&read("[[1],[2,3]]")), ["c0 c1", "1 -", "2 3"]);
}

#[test]
fn single_values_are_one_column() {
    for text in ["[1.5,null,3]", r#"{"0":1.5,"1":null,"2":3}"#] {
        let table = read(text);
        assert_eq!(format(&table), Format::Values);
        assert_eq!(rows(&table), ["value", "1.5", "-", "3"], "{text}");
    }
}

#[test]
fn labels_that_say_something_are_a_column() {
    let expected = ["index x", "17 1", "4 2"];
    assert_eq!(rows(&read(r#"{"x":{"17":1,"4":2}}"#)).len(), 2, "one object in a record");
    assert_eq!(rows(&read_in(br#"{"x":{"17":1,"4":2}}"#, 3, Some(Format::Columns))), expected);
    assert_eq!(rows(&read_in(br#"{"17":{"x":1},"4":{"x":2}}"#, 3, Some(Format::Index))), expected);
    assert_eq!(rows(&read(r#"{"columns":["x"],"index":[17,4],"data":[[1],[2]]}"#)), expected);
    assert_eq!(rows(&read(r#"{"2024-01-01":1,"2024-01-02":2}"#)), ["index value", "2024-01-01 1", "2024-01-02 2"]);
}

#[test]
fn columns_may_name_their_rows_in_any_order() {
    let table = read(r#"{"x":{"0":1,"1":2,"2":3},"y":{"2":"c","0":"a","3":"d"}}"#);
    assert_eq!(rows(&table), ["x y", "1 a", "2 -", "3 c", "- d"]);
}

#[test]
fn names_that_come_twice_are_told_apart() {
    assert_eq!(rows(&read(r#"{"columns":["x","x"],"index":[0],"data":[[1,2]]}"#)), ["x x.1", "1 2"]);
}

#[test]
fn lists_of_several_lengths_are_said_to_be() {
    let table = read(r#"{"x":[1,2,3],"y":["a"]}"#);
    assert_eq!(rows(&table), ["x y", "1 a", "2 -", "3 -"]);
    assert_eq!(table.warnings[0].code, WarningCode::UnequalLengths);
}

#[test]
fn a_broken_value_costs_itself() {
    let table = read(r#"{"x":{"0":1,"1":tru,"2":3},"y":{"0":"a","1":"b","2":"c"}}"#);
    assert_eq!(rows(&table), ["x y", "1 a", "- b", "3 c"]);
    assert_eq!((table.skipped, table.warnings[0].code), (1, WarningCode::InvalidRecord));
    let table = read(r#"{"columns":["x"],"index":[0,1,2],"data":[[1],[01],[3]]}"#);
    assert_eq!(rows(&table), ["x", "1", "-", "3"]);
    let table = read(r#"{"rows":[{"x":1},{"x":01},{"x":3}],"n":3}"#);
    assert_eq!(rows(&table), ["x", "1", "3"]);
}

#[test]
fn what_is_whole_in_a_truncated_document_is_read() {
    let table = read(r#"{"x":{"0":1,"1":2},"y":{"0":"a","1":"#);
    assert_eq!(rows(&table), ["x y", "1 a", "2 -"]);
    assert_eq!(table.warnings[0].code, WarningCode::Truncated);
    let table = read(r#"{"rows":[{"x":1},{"x":2"#);
    assert_eq!(rows(&table), ["x", "1"]);
    assert_eq!(table.warnings.len(), 1);
}

#[test]
fn wrapped_values_of_mongodb_are_what_was_meant() {
    let canonical = r#"{"_id":{"$oid":"65"},"n":{"$numberLong":"5"},"f":{"$numberDouble":"NaN"},"t":{"$date":{"$numberLong":"1704164645678"}}}"#;
    let relaxed = r#"{"_id":{"$oid":"65"},"n":5,"f":{"$numberDouble":"NaN"},"t":{"$date":"2024-01-02T03:04:05.678Z"}}"#;
    let table = read(&format!("{canonical}\n{relaxed}\n"));
    let row = "65 5 NotANumber 2024-01-02T03:04:05.678Z";
    assert_eq!(rows(&table), ["_id n f t", row, row]);
}

#[test]
fn a_sample_is_the_same_rows_in_every_shape() {
    let sample = Some(driftscope_table::Sample { share: 0.3, seed: 5 });
    let read = |text: String| {
        let mut reader = TableReader::new(ReadOptions { sample, ..ReadOptions::default() });
        reader.begin_file("a");
        text.as_bytes().chunks(1000).for_each(|piece| reader.feed(piece));
        reader.finish().expect("it can be read")
    };
    let join = |row: fn(usize) -> String, between| (0..2000).map(row).collect::<Vec<_>>().join(between);
    let lines = read(join(|row| format!("{{\"x\":{row}}}"), "\n"));
    assert!((500..700).contains(&lines.rows), "{}", lines.rows);
    assert_eq!(lines.part.as_deref(), Some("a sample of 30 % of the rows, seed 5"));
    let columns = read(format!("{{\"x\":{{{}}}}}", join(|row| format!("\"{row}\":{row}"), ",")));
    let index = read(format!("{{{}}}", join(|row| format!("\"{row}\":{{\"x\":{row}}}"), ",")));
    let lists = read(format!("{{\"x\":[{}]}}", join(|row| row.to_string(), ",")));
    for other in [columns, index, lists] {
        assert_eq!(other.columns, lines.columns, "{:?}", other.files);
    }
}
