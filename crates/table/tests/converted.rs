//! Shapes that are turned into plain records: logs, and what monitoring and search systems answer.

use driftscope_report::{Format, WarningCode};
use driftscope_table::{Limits, ReadError, ReadOptions, Table};

fn try_read_in(bytes: &[u8], piece: usize, format: Option<Format>, limits: Limits) -> Result<Table, ReadError> {
    crate::common::read_in_pieces(bytes, piece, ReadOptions { format, limits, ..ReadOptions::default() })
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
    crate::common::lines(table, " | ")
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

/// A batch of spans: what stands in its resource, its scope, and its spans.
fn batch(resource: &str, scope: &str, spans: &[&str]) -> String {
    format!(
        r#"{{"resource":{{"attributes":[{resource}]}},"scopeSpans":[{{"scope":{{{scope}}},"spans":[{}]}}]}}"#,
        spans.join(",")
    )
}

const SERVICE: &str = r#"{"key":"service.name","value":{"stringValue":"api"}}"#;

const SPAN: &str = r#"{"traceId":"t1","spanId":"s1","parentSpanId":"","name":"predict","kind":2,
    "startTimeUnixNano":"1767323045678000000","endTimeUnixNano":"1767323045690500000","attributes":[
    {"key":"http.method","value":{"stringValue":"GET"}},{"key":"big","value":{"intValue":"9007199254740993"}},
    {"key":"list","value":{"arrayValue":{"values":[{"doubleValue":0.5},{"doubleValue":1.5}]}}}],
    "events":[{"name":"e"}],"status":{}}"#;

const OTHER_SPAN: &str = r#"{"traceId":"t1","spanId":"s2","parentSpanId":"s1","name":"load","kind":"SPAN_KIND_CLIENT",
    "startTimeUnixNano":1767323045000000000,"endTimeUnixNano":1767323044999999999,
    "status":{"code":"STATUS_CODE_ERROR","message":"it \"failed\""}}"#;

#[test]
fn spans_are_rows() {
    let names = "trace_id span_id name kind start_time duration_ms status.code attributes.http.method attributes.big \
                 attributes.list.0 attributes.list.1 events_count resource.service.name scope.name scope.version \
                 parent_span_id status.message";
    let first = "t1 | s1 | predict | server | 2026-01-02T03:04:05.678000Z | 12.5 | unset | GET | 9007199254740993 | 0.5 | 1.5 | 1 | \
                 api | lib | 1.0 | - | -";
    let second = "t1 | s2 | load | client | 2026-01-02T03:04:05.000000Z | -0.000001 | error | - | - | - | - | - | api | lib | \
                  1.0 | s1 | it \"failed\"";
    let scope = r#""name":"lib","version":"1.0""#;
    let (one, other) = (batch(SERVICE, scope, &[SPAN]), batch(SERVICE, scope, &[OTHER_SPAN]));
    let both = batch(SERVICE, scope, &[SPAN, OTHER_SPAN]);
    for text in [
        format!(r#"{{"resourceSpans":[{both}]}}"#),
        format!(r#"{{"resourceSpans":[{one},{other}]}}"#),
        format!("{{\"resourceSpans\":[{one}]}}\n{{\"resourceSpans\":[{other}]}}\n").replace("\n    ", ""),
        format!(r#"[{{"resourceSpans":[{one}]}},{{"resourceSpans":[{other}]}}]"#),
        format!(r#"{{"trace":{{"resourceSpans":[{both}]}}}}"#),
        format!(r#"{{"batches":[{both}]}}"#),
        format!(r#"{{"resource_spans":[{both}]}}"#)
            .replace("scopeSpans", "scope_spans")
            .replace("traceId", "trace_id")
            .replace("parentSpanId", "parent_span_id")
            .replace("spanId", "span_id")
            .replace("startTimeUnixNano", "start_time_unix_nano")
            .replace("endTimeUnixNano", "end_time_unix_nano")
            .replace("stringValue", "string_value"),
        format!(r#"{{"resourceSpans":[{both}]}}"#)
            .replace("scopeSpans", "instrumentationLibrarySpans")
            .replace("\"scope\"", "\"instrumentationLibrary\""),
    ] {
        let table = read(&text, Format::Otlp);
        assert_eq!(rows(&table), [names, first, second], "{text}");
        assert_eq!(warnings(&table), [], "{text}");
        let big = &table.columns[8];
        assert_eq!(big.text(big.cells[0]).as_deref(), Some("9007199254740993"));
    }
}

#[test]
fn log_records_are_rows() {
    let text = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[
      {"timeUnixNano":"1767323045678000000","observedTimeUnixNano":"1767323045678005000","severityNumber":9,"severityText":"INFO",
       "body":{"stringValue":"Prediction"},"attributes":[{"key":"score","value":{"doubleValue":0.5}}],"traceId":"t","spanId":"s"},
      {"timeUnixNano":"0","observedTimeUnixNano":"1767323046000000000","severityNumber":"SEVERITY_NUMBER_WARN",
       "body":{"kvlistValue":{"values":[{"key":"a","value":{"intValue":"5"}}]}}}]}]}]}"#;
    assert_eq!(
        rows(&read(text, Format::Otlp)),
        [
            "time severity severity_number body attributes.score trace_id span_id observed_time body.a",
            "2026-01-02T03:04:05.678000Z | INFO | 9 | Prediction | 0.5 | t | s | - | -",
            "- | - | 13 | - | - | - | - | 2026-01-02T03:04:06.000000Z | 5",
        ]
    );
}

#[test]
fn data_points_are_rows() {
    let text = r#"{"resourceMetrics":[{"resource":{"attributes":[]},"scopeMetrics":[{"scope":{"name":"m"},"metrics":[
      {"name":"latency","unit":"ms","gauge":{"dataPoints":[{"timeUnixNano":"1767323045000000000","asDouble":1.5,"attributes":[{"key":"model","value":{"stringValue":"v1"}}]}]}},
      {"name":"calls","sum":{"dataPoints":[{"timeUnixNano":"1767323045000000000","asInt":"7"}]}},
      {"name":"sizes","histogram":{"dataPoints":[{"timeUnixNano":"1767323045000000000","count":"3","sum":6.5,"bucketCounts":["1","2"]}]}}]}]}]}"#;
    let time = "2026-01-02T03:04:05.000000Z";
    assert_eq!(
        rows(&read(text, Format::Otlp)),
        [
            "metric time value attributes.model scope.name count sum".to_owned(),
            format!("latency | {time} | 1.5 | v1 | m | - | -"),
            format!("calls | {time} | 7 | - | m | - | -"),
            format!("sizes | {time} | - | - | m | 3 | 6.5"),
        ]
    );
}

#[test]
fn a_broken_batch_costs_itself() {
    let good = |id: &str| batch(SERVICE, "", &[&format!(r#"{{"traceId":"{id}"}}"#)]);
    let broken = batch(SERVICE, "", &[r#"{"traceId":b}"#]);
    let lines = format!(
        "{{\"resourceSpans\":[{}]}}\n{{\"resourceSpans\":[{broken}]}}\n{{\"resourceSpans\":[{}]}}\n",
        good("a"),
        good("c")
    );
    let table = read(&lines, Format::Otlp);
    assert_eq!((rows(&table).len(), table.skipped), (3, 1));
    assert_eq!(warnings(&table), [(WarningCode::InvalidRecord, 1, Some(2), at(&lines, "b}]"))]);
    let one = format!(r#"{{"resourceSpans":[{},{broken},{},{{"resource":{{}}}}]}}"#, good("a"), good("c"));
    let table = read(&one, Format::Otlp);
    assert_eq!((rows(&table).len(), table.skipped), (3, 2));
    assert_eq!(warnings(&table)[1], (WarningCode::NotAnObject, 1, Some(1), at(&one, "{\"resource\":{}}")));
}

#[test]
fn samples_of_prometheus_are_rows() {
    let matrix = r#"{"status":"success","data":{"resultType":"matrix","result":[
      {"metric":{"__name__":"up","job":"a"},"values":[[1767323045.678,"1"],[1767323060,"NaN"]]},
      {"metric":{"__name__":"up","job":"b"},"values":[[1767323045.678,"+Inf"],[1767323060,"-Inf"],[1767323075,"1e-05"]]}]}}"#;
    assert_eq!(
        rows(&read(matrix, Format::Prometheus)),
        [
            "metric.__name__ metric.job timestamp value",
            "up | a | 1767323045.678 | 1",
            "up | a | 1767323060 | NotANumber",
            "up | b | 1767323045.678 | inf",
            "up | b | 1767323060 | -inf",
            "up | b | 1767323075 | 0.00001",
        ]
    );
    let vector = r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1767323045.678,"2.5"]}]}}"#;
    let scalar = r#"{"status":"success","data":{"resultType":"scalar","result":[1767323045.678,"2.5"]}}"#;
    for text in [vector.to_owned(), scalar.to_owned(), format!("{vector}\n"), vector.replace(',', " ,\n")] {
        assert_eq!(rows(&read(&text, Format::Prometheus)), ["timestamp value", "1767323045.678 | 2.5"], "{text}");
    }
    assert_eq!(read(&format!("{vector}\n{scalar}\n"), Format::Prometheus).rows, 2);
    let loki = r#"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"api"},"values":[["1767323045678000000","it \"works\""]]}]}}"#;
    assert_eq!(
        rows(&read(loki, Format::Prometheus)),
        ["stream.app timestamp line", "api | 2026-01-02T03:04:05.678000Z | it \"works\""]
    );
}

#[test]
fn an_answer_that_is_an_error_says_so() {
    let text = r#"{"status":"error","errorType":"bad_data","error":"1:5: parse error: unexpected \"}\""}"#;
    for piece in [1, 7, usize::MAX] {
        let error = try_read_in(text.as_bytes(), piece, None, Limits::default()).unwrap_err().to_string();
        assert!(error.contains("unexpected \"}\"") && error.contains("correct the query"), "{error}");
    }
    let empty = r#"{"status":"success","data":{"resultType":"vector","result":[]}}"#;
    assert!(try_read_in(empty.as_bytes(), 9, None, Limits::default()).is_err());
}

#[test]
fn hostile_documents_stay_within_their_limits() {
    let start = std::time::Instant::now();
    let span = |attributes: &str| {
        format!(
            r#"{{"resourceSpans":[{}]}}"#,
            batch("", "", &[&format!(r#"{{"name":"n","attributes":[{attributes}]}}"#)])
        )
    };
    let many: Vec<String> =
        (0..50_000).map(|key| format!(r#"{{"key":"k{key}","value":{{"intValue":"{key}"}}}}"#)).collect();
    let deep = format!(
        r#"{{"key":"k","value":{}{{"intValue":"1"}}{}}}"#,
        r#"{"kvlistValue":{"values":[{"key":"k","value":"#.repeat(2_000),
        "}]}}".repeat(2_000)
    );
    let good = span("");
    let limits = || Limits { record_bytes: 4 << 20, columns: 100, ..Limits::default() };
    for (middle, rows, code) in [
        (span(&many.join(",")), 3, WarningCode::TooManyColumns),
        (span(&deep), 2, WarningCode::TooDeep),
        (
            span(&format!(r#"{{"key":"k","value":{{"stringValue":"{}"}}}}"#, "x".repeat(5 << 20))),
            2,
            WarningCode::RecordTooLong,
        ),
        ("[".repeat(1 << 20), 1, WarningCode::Truncated),
        (format!(r#"{{"a":{}"#, r#"{"a":"#.repeat(1 << 18)), 1, WarningCode::Truncated),
    ] {
        let text = format!("{good}\n{middle}\n{good}\n");
        for piece in [1 << 16, usize::MAX] {
            let table = try_read_in(text.as_bytes(), piece, Some(Format::Otlp), limits()).unwrap();
            assert_eq!(
                (table.rows, table.warnings.first().map(|warning| warning.code)),
                (rows, Some(code)),
                "{}",
                &middle[..60]
            );
        }
    }
    // Whatever the bytes and the format, it ends.
    let mut random = crate::common::Random(99);
    for round in 0..20_000 {
        const BYTES: &[u8] = b"{{}}[]]\"\",:\n 0a";
        let bytes: Vec<u8> = (0..1 + random.below(40)).map(|_| BYTES[random.below(BYTES.len())]).collect();
        let format =
            [Format::Otlp, Format::Elasticsearch, Format::ElasticsearchBulk, Format::Prometheus, Format::LogLines]
                [round % 5];
        let _ = try_read_in(&bytes, 7, Some(format), limits());
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// Sound text of the format, and a text whose mutations are put between; and what follows.
const SEEDS: [(Format, &str, &str, &str); 7] = [
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
    (
        Format::Otlp,
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}\n",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"b\",\"kind\":2,\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":\"5\"}}]}]}]}]}\n",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}\n",
    ),
    (
        Format::Prometheus,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"2\"]}]}}\n",
        "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"a\":\"b\"},\"values\":[[1,\"2\"],[2,\"NaN\"]]}]}}{\"data\":{\"result\":[1,\"2\"]}}\n",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"2\"]}]}}\n",
    ),
    (Format::LogLines, "I {\"a\":1}\n", "I {\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n} x\n", "I {\"a\":1}\n"),
];

#[test]
fn what_is_read_never_depends_on_the_pieces() {
    let mut random = crate::common::Random(99);
    for round in 0..9_000 {
        let (format, before, text, after) = SEEDS[round % SEEDS.len()];
        let before = before.repeat(4_200 / before.len());
        let middle = crate::common::mutated(text.as_bytes(), &mut random);
        let bytes = [before.as_bytes(), &middle, after.repeat(100 / after.len() + 1).as_bytes()].concat();
        let limits = || Limits { record_bytes: 300, ..Limits::default() };
        let whole = try_read_in(&bytes, usize::MAX, Some(format), limits());
        for _ in 0..2 {
            // One cut within what was changed, and then another.
            let cuts = [before.len() + random.below(middle.len() + 40), before.len() + random.below(middle.len() + 80)];
            let first = cuts[0].min(cuts[1]).min(bytes.len());
            let second = cuts[0].max(cuts[1]).min(bytes.len());
            let pieces = [&bytes[..first], &bytes[first..second], &bytes[second..]];
            let options = ReadOptions { format: Some(format), limits: limits(), ..ReadOptions::default() };
            assert_eq!(crate::common::read_pieces(pieces, options), whole, "{cuts:?}: {}", middle.escape_ascii());
        }
    }
}

#[test]
fn wrapped_values_of_mongodb_are_what_was_meant_in_arrays_too() {
    let text = r#"[{"a":[{"$numberLong":"5"},{"$numberLong":"7"}],"o":[{"t":{"$date":"2024-01-02T03:04:05Z"}}]},
                   {"a":[6,8],"o":[{"t":{"$date":{"$numberLong":"1704164645678"}}}]}]"#;
    assert_eq!(
        rows(&read(text, Format::Records)),
        ["a.0 a.1 o.0.t", "5 | 7 | 2024-01-02T03:04:05Z", "6 | 8 | 2024-01-02T03:04:05.678Z"]
    );
}
