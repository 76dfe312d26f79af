//! Shapes that are turned into plain records: logs, and what monitoring and search systems answer.

use driftscope_table::{CellKind, Format, Limits, ReadError, ReadOptions, Table, TableReader, WarningCode};

fn try_read_in(bytes: &[u8], piece: usize, format: Option<Format>, limits: Limits) -> Result<Table, ReadError> {
    let mut reader = TableReader::new(ReadOptions { format, limits, ..ReadOptions::default() });
    reader.begin_file("a");
    bytes.chunks(piece).for_each(|piece| reader.feed(piece));
    reader.end_file(String::new());
    reader.finish()
}

fn read_in(bytes: &[u8], piece: usize, format: Option<Format>) -> Table {
    try_read_in(bytes, piece, format, Limits::default())
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

/// The table, which must be the same for every size of pieces, and under the name of its format.
fn read(text: &str, format: Format) -> Table {
    let whole = read_in(text.as_bytes(), usize::MAX, None);
    assert_eq!(whole.files[0].format, Some(format), "{text}");
    for piece in 1..=text.len().min(60) {
        assert_eq!(read_in(text.as_bytes(), piece, None), whole, "pieces of {piece}: {text}");
    }
    assert_eq!(read_in(text.as_bytes(), 7, Some(format)), whole, "under its own name: {text}");
    whole
}

fn rows(table: &Table) -> Vec<String> {
    let cell = |column: &driftscope_table::Column, row: usize| match column.cells[row].kind() {
        CellKind::Text(code) => column.dictionary.get(code).to_owned(),
        CellKind::Number(number) => number.to_string(),
        CellKind::Boolean(value) => value.to_string(),
        CellKind::Missing => "-".to_owned(),
        other => format!("{other:?}"),
    };
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let row = |row| table.columns.iter().map(|column| cell(column, row)).collect::<Vec<_>>().join(" | ");
    std::iter::once(names.join(" ")).chain((0..table.rows).map(row)).collect()
}

fn warnings(table: &Table) -> Vec<(WarningCode, u64, Option<u64>, Option<u64>)> {
    table.warnings.iter().map(|warning| (warning.code, warning.count, warning.line, warning.byte_offset)).collect()
}

/// Where something stands in a text.
fn at(text: &str, what: &str) -> Option<u64> {
    text.find(what).map(|at| at as u64)
}

#[test]
fn records_are_found_behind_the_text_of_a_log() {
    let text = "2026-01-02 03:04:05,678 - api - INFO - Prediction: {\"score\":0.7,\"in\":{\"x\":1}}\n\
                2026-01-02 03:04:06,001 - api - INFO - Prediction: {\"score\": 0.8, \"in\": {\"x\": 2}} done\r\n\
                \n\
                2026-01-02 03:04:07,000 - api - ERROR - it failed\n\
                Traceback (most recent call last):\n\
                \x20   answer({\"score\": 1})\n\
                2026-01-02 03:04:08 - api - INFO - Prediction: {\"score\":0.9,\"time\":\"2026-01-02T00:00:00Z\"}";
    let table = read(text, Format::LogLines);
    assert_eq!(
        rows(&table),
        [
            "log_time score in.x time",
            "2026-01-02 03:04:05,678 | 0.7 | 1 | -",
            "2026-01-02 03:04:06,001 | 0.8 | 2 | -",
            "- | 0.9 | - | 2026-01-02T00:00:00Z",
        ]
    );
    let offset = text.find("2026-01-02 03:04:07").unwrap() as u64;
    assert_eq!(warnings(&table), [(WarningCode::NoRecordOnLine, 3, Some(4), Some(offset))]);
    assert_eq!((table.skipped, table.files[0].read_as.as_str()), (0, "log lines with JSON in them"));
}

#[test]
fn a_log_may_begin_with_a_bracket_or_without_any_record() {
    let table = read(
        "[2026-01-02 03:04:05 +0000] [7] [INFO] {\"a\":1}\n[2026-01-02 03:04:06 +0000] [7] [INFO] {\"a\":2}\n",
        Format::LogLines,
    );
    assert_eq!(rows(&table), ["log_time a", "2026-01-02 03:04:05 +0000 | 1", "2026-01-02 03:04:06 +0000 | 2"]);
    let table = read("[7] {\"a\":1}\n[7] {\"a\":2}\n", Format::LogLines);
    assert_eq!(rows(&table), ["a", "1", "2"]);
    let text = format!("{}INFO {{\"a\":1}}\n", "the service starts up and says much\n".repeat(1_000));
    let table = read(&text, Format::LogLines);
    assert_eq!((table.rows, table.warnings[0].count), (1, 1_000));
    let text = format!("{}INFO {{\"a\":1}}\n", "2026-01-02 03:04:05,678 - started\n".repeat(500));
    assert_eq!(read(&text, Format::LogLines).rows, 1);
    // Broken arrays of records are no logs.
    assert_eq!(read("[{\"a\":1},{\"a\":x},{\"a\":2}]", Format::Records).rows, 2);
    assert_eq!(read_in(b"[1,x,{\"a\":1}]", 3, None).files[0].format, Some(Format::Values));
}

#[test]
fn a_record_of_a_log_may_go_on_over_indented_lines() {
    let table = read(
        "INFO got {\n  \"a\": {\n    \"b\": 1\n  }\n} from there\nINFO got {\"a\":\n {\"b\":2}}\n",
        Format::LogLines,
    );
    assert_eq!((rows(&table), warnings(&table)), (vec!["a.b".into(), "1".into(), "2".into()], vec![]));
    let table = read("INFO got {\"a\": 1,\nINFO got {\"a\": 2}\nINFO got {\"a\":\n{\"a\":3}\n", Format::LogLines);
    assert_eq!(rows(&table), ["a", "2", "3"]);
    assert_eq!(warnings(&table), [(WarningCode::InvalidRecord, 2, Some(1), Some(9))]);
}

#[test]
fn what_is_no_record_on_a_line_is_passed_over() {
    for (line, expected) in [
        ("headers={} set={1, 2} record={\"a\":1}", "1"),
        ("{7} {'x': {\"a\":0}} {x} {\"a\":1}", "0"),
        ("bad={\"a\" 1} good={\"a\":1}", "1"),
        ("{ \"a\" : 1 }", "1"),
    ] {
        let text = format!("INFO {line}\n");
        assert_eq!(rows(&read(&text, Format::LogLines)), ["a", expected], "{line}");
    }
    // What lies within a broken record is no record.
    let table =
        read("INFO {\"a\":1}\nINFO {\"a\":x,\"b\":{\"a\":2}}\nINFO {\"a\":1,\"b\":{\"a\":3}\n", Format::LogLines);
    assert_eq!((rows(&table).len(), table.skipped), (2, 2));
    assert_eq!(warnings(&table), [(WarningCode::InvalidRecord, 2, Some(2), Some(23))]);
    let table = read("INFO {\"a\":1} {\"a\":2}\n", Format::LogLines);
    assert_eq!(warnings(&table), [(WarningCode::RecordsOnLine, 1, Some(1), Some(12))]);
    let table = read("INFO {\"a\":1}\nINFO {\"a\":", Format::LogLines);
    assert_eq!(warnings(&table), [(WarningCode::Truncated, 1, Some(2), Some(18))]);
}

#[test]
fn a_duration_is_no_time_of_a_record() {
    let table = read(
        "2026-01-02 03:04:05 INFO {\"time\":0.3}\n2026-01-02 03:04:06 INFO {\"time\":1767323046}\n",
        Format::LogLines,
    );
    assert_eq!(rows(&table), ["log_time time", "2026-01-02 03:04:05 | 0.3", "- | 1767323046"]);
}

#[test]
fn hostile_logs_stay_within_their_limits() {
    let start = std::time::Instant::now();
    let limits = || Limits { record_bytes: 1 << 20, ..Limits::default() };
    let long = "x".repeat(5 << 20);
    for (text, expected) in [
        (format!("I {{\"a\":1}}\nI {{\"a\":\"{long}\"}}\nI {{\"a\":2}}\n"), 2),
        (format!("I {{\"a\":1}}\n{}\nI {{\"a\":2}}\n", "I {\"a\":".repeat(200_000)), 2),
        (format!("I {{\"a\":1}}\n{}\nI {{\"a\":2}}\n", "{".repeat(1 << 19)), 2),
        (format!("I {{\"a\":1}}\n{}I {{\"a\":2}}\n", "I {\n".repeat(100_000)), 2),
        (format!("I {{\"a\":1}}\n{}\nI {{\"a\":2}}\n", "I {\"a\":[\n ".repeat(100_000)), 2),
        (format!("I {{\"a\":1}}\nI {{{}I {{\"a\":2}}\n", " \n".repeat(1 << 20)), 2),
    ] {
        for piece in [1 << 16, usize::MAX] {
            let table = try_read_in(text.as_bytes(), piece, Some(Format::LogLines), limits()).unwrap();
            assert_eq!(table.rows, expected, "{}", &text[..60]);
        }
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    let error = try_read_in(b"one\ntwo\n", 3, Some(Format::LogLines), limits()).unwrap_err();
    assert!(matches!(error, ReadError::NoRecords { line: Some(1), .. }), "{error}");
}

#[test]
fn hits_of_a_search_are_rows() {
    let expected = ["_id x y.z", "a | 1 | p", "b | - | q", "c | 3 | -"];
    let hits = [
        r#"{"_index":"i","_id":"a","_score":1.0,"_source":{"x":1,"y":{"z":"p"}}}"#,
        r#"{"_index":"i","_id":"b","_score":null,"_source":{"x":null,"y":{"z":"q"}},"sort":[1]}"#,
        r#"{"_index":"i","_id":"c","_source":{"x":3}}"#,
    ];
    let answer = format!(
        r#"{{"took":3,"hits":{{"total":{{"value":3}},"hits":[{}]}},"aggregations":{{"a":{{}}}}}}"#,
        hits.join(",")
    );
    for text in [
        answer.clone(),
        answer.replace(',', " ,\n ").replace('{', "{\n"),
        format!(r#"{{"responses":[{answer},{{"took":1,"hits":{{"hits":[]}}}}]}}"#),
        format!(r#"{{"isPartial":false,"rawResponse":{answer}}}"#),
        format!(
            r#"{{"took":1,"hits":{{"hits":[{},{}]}}}}{}{{"took":2,"hits":{{"hits":[{}]}}}}"#,
            hits[0], hits[1], "\n", hits[2]
        ),
        hits.join("\n"),
        hits.concat(),
        format!("[{}]", hits.join(",\n")),
    ] {
        let table = read(&text, Format::Elasticsearch);
        assert_eq!((rows(&table), warnings(&table)), (expected.map(String::from).to_vec(), vec![]), "{text}");
    }
    let fields =
        r#"{"hits":{"hits":[{"_index":"i","_id":"a","fields":{"x":[1],"l":[1,2],"n":[{"m":["u"]}],"e":[]}}]}}"#;
    assert_eq!(rows(&read(fields, Format::Elasticsearch)), ["_id x l.0 l.1 n.m", "a | 1 | 1 | 2 | u"]);
}

#[test]
fn a_document_keeps_its_own_identifier_and_what_is_no_hit_is_said() {
    let text =
        "{\"_index\":\"i\",\"_id\":\"a\",\"_source\":{\"x\":1,\"_id\":\"own\"}}\n{\"_index\":\"i\",\"_id\":\"b\"}\n";
    let table = read(text, Format::Elasticsearch);
    assert_eq!(rows(&table), ["x _id", "1 | own"]);
    assert_eq!(
        warnings(&table),
        [(WarningCode::NotAnObject, 1, Some(2), at(text, "{\"_index\":\"i\",\"_id\":\"b\"}"))]
    );
}

#[test]
fn a_broken_hit_costs_itself() {
    let hit = |id: &str, x: &str| format!(r#"{{"_index":"i","_id":"{id}","_source":{{"x":{x}}}}}"#);
    let hits = [hit("a", "1"), hit("b", "01"), hit("c", "3")];
    for (text, place) in [
        (hits.join("\n"), (Some(2), 43 + 39)),
        (format!(r#"{{"hits":{{"hits":[{}]}}}}"#, hits.join(",")), (Some(1), 17 + 43 + 39)),
    ] {
        let table = read(&text, Format::Elasticsearch);
        assert_eq!(rows(&table), ["_id x", "a | 1", "c | 3"], "{text}");
        assert_eq!(warnings(&table), [(WarningCode::InvalidRecord, 1, place.0, Some(place.1))], "{text}");
    }
    // A missing quote, or bracket, costs its line.
    for broken in [r#"{"_index":"i","_id":"b,"_source":{"x":2}}"#, r#"{"_index":"i","_id":"b","_source":{"x":2}"#] {
        let table = read(&[&hits[0], broken, &hits[2]].map(str::to_owned).join("\n"), Format::Elasticsearch);
        assert_eq!((rows(&table).len(), table.skipped), (3, 1), "{broken}: {:?}", table.warnings);
    }
    let answer = format!(r#"{{"took":1,"hits":{{"hits":[{},{}"#, hits[0], &hits[2][..20]);
    let table = read(&answer, Format::Elasticsearch);
    assert_eq!((rows(&table).len(), warnings(&table)[0].0), (2, WarningCode::Truncated));
    let table = read(&format!(r#"{{"took":1,"hits":{{"hits":[{}]"#, hits[0]), Format::Elasticsearch);
    assert_eq!((rows(&table).len(), warnings(&table)[0].0), (2, WarningCode::Truncated));
}

#[test]
fn documents_of_a_bulk_file_follow_their_actions() {
    let text = r#"{"index":{"_index":"i","_id":"a"}}
{"x":1}
{"create":{}}
{"x":2}
{"delete":{"_id":"a"}}
{"update":{"_id":"c"}}
{"doc":{"x":3},"doc_as_upsert":true}
{"update":{"_id":"d"}}
{"script":"ctx._source.x += 1"}
{"index":{"_id":7}}
{"index":{"_id":"e"}}
{"x":5}
{"index":{"_id":"f"}}
{"x":06}
{"index":{"_id":"g"}}
{"index":{"x":1}, "x":7}
"#;
    let table = read(text, Format::ElasticsearchBulk);
    assert_eq!(rows(&table), ["_id x index.x", "a | 1 | -", "- | 2 | -", "c | 3 | -", "e | 5 | -", "g | 7 | 1"]);
    assert_eq!(
        warnings(&table),
        [
            (WarningCode::NotAnObject, 2, Some(9), at(text, "{\"script")),
            (WarningCode::InvalidRecord, 1, Some(14), at(text, "06"))
        ]
    );
    let table = read("{\"index\":{}}\n{\"x\":1}\n{\"index\":{}}\n", Format::ElasticsearchBulk);
    assert_eq!((table.rows, warnings(&table)), (1, vec![(WarningCode::Truncated, 1, Some(4), Some(34))]));
}

#[test]
fn what_is_wrong_with_a_value_is_said_of_its_hit() {
    let text = "{\"_index\":\"i\",\"_id\":\"a\",\"_source\":{\"x\":\"p\"}}\n{\"_index\":\"i\",\"_id\":\"b\",\"_source\":{\"x\":1,\"x\":2}}\n";
    let table = read(text, Format::Elasticsearch);
    assert_eq!(
        warnings(&table),
        [(WarningCode::DuplicateKey, 1, Some(2), at(text, "{\"_index\":\"i\",\"_id\":\"b\""))]
    );
}

/// Random numbers below a bound, the same ones each time.
fn random_numbers() -> impl FnMut(usize) -> usize {
    let mut state = 99_u64;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

/// Some bytes, with a few of them changed.
fn mutated(bytes: &[u8], random: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    const INTERESTING: &[u8] = b"{}[]\",:\\\n\r 0-.eE1Nn\x1e\0\xff'";
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random(6) {
        let at = random(bytes.len());
        match random(4) {
            0 => bytes[at] = INTERESTING[random(INTERESTING.len())],
            1 => bytes.insert(at, INTERESTING[random(INTERESTING.len())]),
            2 if bytes.len() > 1 => _ = bytes.remove(at),
            _ => bytes[at] = random(256) as u8,
        }
    }
    bytes
}

/// Sound text of the format, and a text whose mutations are put between; and what follows.
const SEEDS: [(Format, &str, &str, &str); 5] = [
    (
        Format::LogLines,
        "2026-01-02 03:04:05 INFO {\"a\":1,\"b\":\"x\"}\n",
        "2026-01-02 03:04:05 INFO {\"a\":1,\"b\":\"x\"} {\"a\"}\nTraceback:\n  x {\"a\":5}\n{}\nI {\"a\":[1,2]}\n",
        "INFO {\"a\":1,\"b\":\"x\"}\n",
    ),
    (
        Format::Elasticsearch,
        "{\"_index\":\"i\",\"_id\":\"a\",\"_source\":{\"x\":1}}\n",
        "{\"_index\":\"i\",\"_source\":{\"x\":1}}\n{\"took\":1,\"hits\":{\"hits\":[{\"_source\":{\"x\":[{}]}}]}}{\"_source\":{}}\n",
        "{\"_index\":\"i\",\"_id\":\"a\",\"_source\":{\"x\":1}}\n",
    ),
    (
        Format::Elasticsearch,
        "{\"took\":1,\"hits\":{\"hits\":[{\"_id\":\"a\",\"_source\":{\"x\":1}}]}}",
        "{\"took\":1,\"hits\":{\"total\":[1],\"hits\":[{\"_id\":\"a\",\"fields\":{\"x\":[1]}},{\"_source\":{\"x\":2}}]}}",
        "{\"took\":1,\"hits\":{\"hits\":[{\"_id\":\"a\",\"_source\":{\"x\":1}}]}}",
    ),
    (
        Format::ElasticsearchBulk,
        "{\"index\":{\"_id\":\"a\"}}\n{\"x\":1}\n",
        "{\"update\":{\"_id\":\"a\"}}\n{\"doc\":{\"x\":2}}\n{\"delete\":{\"_id\":1}}\n{\"index\":{}}\n{\"x\":3}\n",
        "{\"index\":{\"_id\":\"a\"}}\n{\"x\":1}\n",
    ),
    (Format::LogLines, "I {\"a\":1}\n", "I {\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n} x\n", "I {\"a\":1}\n"),
];

#[test]
fn what_is_read_never_depends_on_the_pieces() {
    let mut random = random_numbers();
    for round in 0..9_000 {
        let (format, before, text, after) = SEEDS[round % SEEDS.len()];
        let before = before.repeat(4_200 / before.len());
        let middle = mutated(text.as_bytes(), &mut random);
        let bytes = [before.as_bytes(), &middle, after.repeat(100 / after.len() + 1).as_bytes()].concat();
        let limits = || Limits { record_bytes: 300, ..Limits::default() };
        let whole = try_read_in(&bytes, usize::MAX, Some(format), limits());
        for _ in 0..2 {
            // One cut within what was changed, and then another.
            let cuts = [before.len() + random(middle.len() + 40), before.len() + random(middle.len() + 80)];
            let mut reader =
                TableReader::new(ReadOptions { format: Some(format), limits: limits(), ..ReadOptions::default() });
            reader.begin_file("a");
            let first = cuts[0].min(cuts[1]).min(bytes.len());
            let second = cuts[0].max(cuts[1]).min(bytes.len());
            for piece in [&bytes[..first], &bytes[first..second], &bytes[second..]] {
                reader.feed(piece);
            }
            reader.end_file(String::new());
            assert_eq!(reader.finish(), whole, "{cuts:?}: {}", middle.escape_ascii());
        }
    }
}
