//! JSON as scripts and shells write it: comments, trailing commas, JavaScript, Python, MongoDB's shell, documents in strings.

use driftscope_report::Format;
use driftscope_table::{ReadOptions, Table};

fn read_in(text: &str, piece: usize, format: Option<Format>) -> Table {
    let options = ReadOptions { format, ..ReadOptions::default() };
    crate::common::read_in_pieces(text.as_bytes(), piece, options).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The table, which must be the same for every size of pieces, and under the name of its format.
fn read(text: &str) -> Table {
    let whole = read_in(text, usize::MAX, None);
    assert_eq!(whole.files[0].format, Some(Format::RelaxedJson), "{text}");
    for piece in 1..=text.len().min(40) {
        assert_eq!(read_in(text, piece, None), whole, "pieces of {piece}: {text}");
    }
    assert_eq!(read_in(text, 7, Some(Format::RelaxedJson)), whole, "under its own name: {text}");
    assert!(whole.warnings.is_empty(), "{:?}", whole.warnings);
    whole
}

#[test]
fn notations_of_scripts_and_shells_are_read() {
    for (text, read_as) in [
        (
            "[\n  // exported\n  {\"v\": 1.5, \"g\": \"y\",},\n  {\"v\": 2, \"g\": \"x\",},\n]\n",
            "array of JSON records, with comments and trailing commas",
        ),
        ("/* exported */\n{\"v\": 1.5, \"g\": \"y\"}\n{\"v\": 2, \"g\": \"x\"}\n", "JSON Lines, with comments"),
        (
            "export const data = [\n {\n  \"v\": 1.5,\n  \"g\": \"y\"\n },\n {\"v\": 2, \"g\": \"x\"}\n];\n",
            "array of JSON records, with text before it",
        ),
        (
            "const a = [{v: 1.5, g: 'y'}, {v: 2, g: 'x'}]",
            "array of JSON records, with text before it, single quotes and bare keys",
        ),
        (
            "callback([{\"v\": 1.5, \"g\": \"y\"}, {\"v\": 2, \"g\": \"x\"}]);",
            "array of JSON records, with text before it",
        ),
        (
            "{ \"v\" : NumberDecimal(\"1.5\"), \"g\" : \"y\" }\n{ \"v\" : NumberInt(2), \"g\" : \"x\" }\n",
            "JSON Lines, with constructors such as ObjectId(…)",
        ),
        (
            "[\n  {\n    v: Decimal128('1.5'),\n    g: 'y'\n  },\n  { v: Int32(2), g: 'x' }\n]\n",
            "array of JSON records, with single quotes, bare keys and constructors such as ObjectId(…)",
        ),
        (
            "{'v': 1.5, 'g': 'y'}\n{'v': np.int64(2), 'g': 'x'}\n",
            "JSON Lines, with single quotes and constructors such as ObjectId(…)",
        ),
        ("[{'v': 1.5, 'g': 'y'}, {'v': 2, 'g': 'x'}]", "array of JSON records, with single quotes"),
        (
            "\"{\\\"v\\\": 1.5, \\\"g\\\": \\\"y\\\"}\"\n\"{\\\"v\\\": 2, \\\"g\\\": \\\"x\\\"}\"\n",
            "JSON Lines, each document in a string",
        ),
        (
            "\"[{\\\"v\\\": 1.5, \\\"g\\\": \\\"y\\\"}, {\\\"v\\\": 2, \\\"g\\\": \\\"x\\\"}]\"",
            "array of JSON records, each document in a string",
        ),
        (
            "{columns: ['v', 'g'], index: [0, 1], data: [[1.5, 'y'], [2, 'x']]}",
            "pandas JSON, split, with single quotes and bare keys",
        ),
        (
            "{\"columns\": [{\"name\": \"v\"}, {\"name\": \"g\"}], // a\n\"rows\": [[1.5, \"y\"], [2, \"x\"]]}",
            "JSON arrays at rows, with names from columns, with comments",
        ),
    ] {
        let table = read(text);
        assert_eq!(table.files[0].read_as, read_as, "{text}");
        let lines = crate::common::lines(&table, " ");
        assert_eq!(lines, ["v g", "1.5 y", "2 x"], "{text}");
    }
}

#[test]
fn words_of_other_languages_are_values() {
    let text = "{'a': None, 'b': True, 't': datetime.datetime(2026, 3, 1, 10, 5), 'f': [1.5, float('nan')]}\n{'a': 7, 'b': False, 't': datetime.datetime(2026, 3, 2), 'f': [2., -inf]}\n";
    assert_eq!(
        crate::common::lines(&read(text), " "),
        ["a b t f.0 f.1", "- true 2026-03-01T10:05:00 1.5 nan", "7 false 2026-03-02T00:00:00 2 -inf"]
    );
}

#[test]
fn broken_records_keep_their_lines() {
    let text = "// a\n[\n{v: 1},\n{v: },\n{v: 3},\n]\n";
    let table = read_in(text, 5, Some(Format::RelaxedJson));
    assert_eq!(crate::common::lines(&table, " "), ["v", "1", "3"]);
    assert_eq!(
        table.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>(),
        [Some(4)],
        "{:?}",
        table.warnings
    );
}

#[test]
fn json_and_logs_are_read_as_before() {
    for (text, format) in [
        ("{\"a\":\"// x\"}\n{\"a\":\"'y'\"}\n", Format::Records),
        ("[{\"a\":1},{\"a\":},{\"a\":3}]", Format::Records),
        ("payload={\"a\":1} x\npayload={\"a\":2} y\n", Format::LogLines),
        ("# station\nx;y\n1;2\n3;4\n", Format::Delimited),
        ("\"a\",\"b\"\n\"1\",\"2\"\n", Format::Delimited),
    ] {
        assert_eq!(read_in(text, 7, None).files[0].format, Some(format), "{text}");
    }
}

#[test]
fn strings_hold_python_and_lists_of_numbers() {
    let rows = |cell: fn(usize) -> String| {
        let lines: String = (0..30).map(|row| format!("{row},\"{}\"\n", cell(row))).collect();
        let table = read_in(&format!("id,f\n{lines}"), 100, None);
        let codes: Vec<_> = table.warnings.iter().map(|warning| warning.message.clone()).collect();
        (crate::common::lines(&table, " ")[..3].to_vec(), codes)
    };
    let message = |words: &str| vec![format!("The strings of a field hold {words} and are read as what is in them: f")];
    for (cell, lines, words) in [
        (
            (|row| format!("{{'age': {row}, 'vip': {}, 'ref': None}}", if row % 2 == 0 { "True" } else { "False" }))
                as fn(usize) -> String,
            ["id f.age f.vip f.ref", "0 0 true -", "1 1 false -"],
            "Python literals",
        ),
        (
            |row| format!("[{row}.5 2. -1e-3]"),
            ["id f.0 f.1 f.2", "0 0.5 2 -0.001", "1 1.5 2 -0.001"],
            "Python literals",
        ),
        (|row| format!("{row}.5,2,3"), ["id f.0 f.1 f.2", "0 0.5 2 3", "1 1.5 2 3"], "lists of numbers"),
        (|row| format!("{row}.5 2 3"), ["id f.0 f.1 f.2", "0 0.5 2 3", "1 1.5 2 3"], "lists of numbers"),
    ] {
        let (read, warnings) = rows(cell);
        assert_eq!((read, warnings), (lines.map(str::to_owned).to_vec(), message(words)));
    }
    for cell in [
        (|row| format!("1,{row:03},456")) as fn(usize) -> String,
        |row| format!("2026-03-{:02}", row + 1),
        |row| format!("52.5,13.{row}"),
    ] {
        assert_eq!(rows(cell).0[0], "id f");
    }
}

#[test]
fn records_among_messages_are_columns() {
    let message = |row: usize| match row % 6 {
        0 => "START [id] x".to_owned(),
        _ => format!("{{\\\"level\\\": \\\"info\\\", \\\"score\\\": {row}.5}}\\n"),
    };
    let events: Vec<String> = (0..60).map(|row| format!("{{\"t\":{row},\"message\":\"{}\"}}", message(row))).collect();
    let table = read_in(&format!("{{\"events\":[{}]}}", events.join(",")), 99, None);
    assert_eq!(crate::common::lines(&table, " ")[..3], ["t message.level message.score", "0 - -", "1 info 1.5"]);
    let words = "The strings of a field hold JSON and are read as what is in them (10 that hold none count as missing): message";
    assert_eq!(table.warnings[0].message, words);
}
