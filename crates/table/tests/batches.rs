//! Logs of model servers: a row for each instance of a batch, with the fields around it.

use driftscope_report::{Format, WarningCode};
use driftscope_table::{ReadOptions, Table};

fn read_in(text: &str, piece: usize, options: &ReadOptions) -> Table {
    crate::common::read_in_pieces(text.as_bytes(), piece, options.clone())
        .unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The table, which must be the same for every size of pieces, and under the name of its format.
fn read(text: &str) -> Table {
    let whole = read_in(text, usize::MAX, &ReadOptions::default());
    assert_eq!(whole.files[0].format, Some(Format::Batches), "{text}");
    for piece in 1..=text.len().min(40) {
        assert_eq!(read_in(text, piece, &ReadOptions::default()), whole, "pieces of {piece}: {text}");
    }
    let named = ReadOptions { format: Some(Format::Batches), ..ReadOptions::default() };
    assert_eq!(read_in(text, 7, &named), whole, "under its own name: {text}");
    assert!(whole.warnings.is_empty(), "{:?}", whole.warnings);
    whole
}

fn rows(text: &str) -> Vec<String> {
    crate::common::lines(&read(text), " | ")
}

#[test]
fn instances_of_kserve_are_rows() {
    let text = "{\"time\":\"t1\",\"data\":{\"instances\":[[5.3,3.4],[5.7,2.4]]}}\n{\"time\":\"t2\",\"data\":{\"instances\":[[5.1,3.1]]}}\n";
    assert_eq!(
        rows(text),
        ["time data.instances.0 data.instances.1", "t1 | 5.3 | 3.4", "t1 | 5.7 | 2.4", "t2 | 5.1 | 3.1"]
    );
    assert_eq!(read(text).files[0].read_as, "JSON records, a row for each item of data.instances");
}

#[test]
fn results_as_lists_of_names_and_values_are_rows() {
    let field = |name: &str, value: &str| format!("{{\"field\":\"{name}\",\"value\":\"{value}\"}}");
    let row = |level: &str, took: &str| format!("[{},{}]", field("level", level), field("took", took));
    let text = format!("{{\"results\":[{},{}],\"status\":\"Complete\"}}", row("WARN", "145.3"), row("INFO", "91.7"));
    let expected = ["results.level results.took status", "WARN | 145.3 | Complete", "INFO | 91.7 | Complete"];
    assert_eq!(rows(&text), expected);
    // Beyond the bytes that are looked at first, too.
    let many = vec![row("WARN", "145.3"); 5000].join(",");
    let table = read_in(&format!("{{\"results\":[{many}],\"status\":\"Complete\"}}"), 1 << 16, &ReadOptions::default());
    assert_eq!((table.rows, table.columns[0].name.as_str()), (5000, "results.level"));
}

#[test]
fn predictions_stand_beside_their_instances() {
    let text = "{\"instances\":[{\"x\":1},{\"x\":2}],\"predictions\":[0.5,0.25],\"ms\":7}\n\
                {\"instances\":[{\"x\":3}],\"predictions\":[0.75],\"ms\":8}\n";
    assert_eq!(rows(text), ["instances.x predictions ms", "1 | 0.5 | 7", "2 | 0.25 | 7", "3 | 0.75 | 8"]);
    assert_eq!(
        read(text).files[0].read_as,
        "JSON records, a row for each item of instances, with predictions beside it"
    );
}

#[test]
fn tensors_of_the_open_inference_protocol_are_columns() {
    let text = r#"{"id":"a","data":{"inputs":[{"name":"age","shape":[1,1],"datatype":"INT64","data":[39]},{"name":"pay","shape":[1,1],"datatype":"FP64","data":[1.5]}]}}
{"id":"b","data":{"inputs":[{"name":"age","shape":[2,1],"datatype":"INT64","data":[37,48]},{"name":"pay","shape":[2,1],"datatype":"FP64","data":[2.5,3.5]}]}}
"#;
    assert_eq!(rows(text), ["id data.inputs.age data.inputs.pay", "a | 39 | 1.5", "b | 37 | 2.5", "b | 48 | 3.5"]);
}

#[test]
fn lists_of_objects_are_rows_under_any_name() {
    let text = "{\"id\":1,\"passengers\":[{\"age\":30},{\"age\":31}]}\n{\"id\":2,\"passengers\":[{\"age\":32}]}\n";
    assert_eq!(rows(text), ["id passengers.age", "1 | 30", "1 | 31", "2 | 32"]);
    // Without a batch, a record is a row of its own.
    let text = text.to_owned() + "{\"id\":3,\"passengers\":[]}\n";
    let table = read_in(
        &text,
        usize::MAX,
        &ReadOptions { format: Some(Format::Batches), path: vec!["passengers".to_owned()], ..ReadOptions::default() },
    );
    assert_eq!(crate::common::lines(&table, " | ")[4], "3 | -");
}

/// Under any name: Langfuse's observations, OpenInference's spans, flat and in objects.
#[test]
fn conversations_are_of_one_record() {
    for turn in [
        r#"{"role":"user","content":"hi"}"#,
        r#"{"role":"model","parts":[{"text":"hi"}]}"#,
        r#"{"message.role":"user","message.content":"hi"}"#,
        r#"{"message":{"role":"user","content":"hi"}}"#,
    ] {
        for name in ["input", "inputs", "llm.input_messages"] {
            let text = format!("{{\"id\":1,\"{name}\":[{turn},{turn}]}}\n{{\"id\":2,\"{name}\":[{turn}]}}\n");
            let table = read_in(&text, 11, &ReadOptions::default());
            assert_eq!((table.rows, table.files[0].format), (2, Some(Format::Records)), "{text}");
        }
    }
}

#[test]
fn rows_below_names_have_them() {
    for (record, names) in [
        (r#"{"data":{"names":["a","b"],"ndarray":[[1,2],[3,4]]}}"#, "data.a data.b"),
        (r#"{"dataframe_split":{"columns":["a","b"],"data":[[1,2],[3,4]]}}"#, "dataframe_split.a dataframe_split.b"),
        (r#"{"dataframe_records":[{"a":1,"b":2},{"a":3,"b":4}]}"#, "dataframe_records.a dataframe_records.b"),
        (
            r#"{"request":"{\"dataframe_split\":{\"columns\":[\"a\",\"b\"],\"data\":[[1,2],[3,4]]}}"}"#,
            "request.dataframe_split.a request.dataframe_split.b",
        ),
    ] {
        assert_eq!(rows(&format!("{record}\n{record}\n")), [names, "1 | 2", "3 | 4", "1 | 2", "3 | 4"]);
    }
}

#[test]
fn captures_hold_csv_json_and_base64() {
    let record = |data: &str, encoding: &str| {
        format!(
            "{{\"captureData\":{{\"endpointInput\":{{\"data\":\"{data}\",\"encoding\":\"{encoding}\"}},\"endpointOutput\":{{\"data\":\"{{\\\"predictions\\\":[{{\\\"score\\\":0.5}}]}}\",\"encoding\":\"JSON\"}}}},\"eventVersion\":\"0\"}}\n"
        )
    };
    for (data, encoding) in [("0.25,7", "CSV"), ("MC4yNSw3", "BASE64")] {
        let text = record(data, encoding).repeat(2);
        let lines = rows(&text);
        assert_eq!(
            lines[0],
            "captureData.endpointInput.data.0 captureData.endpointInput.data.1 captureData.endpointInput.encoding captureData.endpointOutput.data.predictions.score captureData.endpointOutput.encoding eventVersion"
        );
        assert_eq!(lines[1], format!("0.25 | 7 | {encoding} | 0.5 | JSON | 0"));
    }
}

#[test]
fn lists_of_name_and_value_are_columns_in_any_order() {
    let text = r#"{"n":1,"Fields":[{"Name":"country","Value":"DE"},{"Name":"amount","Value":18.5}]}
{"n":2,"Fields":[{"Name":"amount","Value":19.5},{"Name":"country","Value":"FR"}]}
"#;
    assert_eq!(rows(text), ["n Fields.country Fields.amount", "1 | DE | 18.5", "2 | FR | 19.5"]);
    let answer =
        r#"{"results":[[{"field":"level","value":"WARN"}],[{"field":"level","value":"INFO"}]],"status":"Complete"}"#;
    assert_eq!(rows(answer), ["results.level status", "WARN | Complete", "INFO | Complete"]);
}

#[test]
fn a_list_that_is_named_is_unfolded_with_the_fields_around_it() {
    let read = |text: &str| {
        let path = vec!["a".to_owned(), "list".to_owned()];
        let options = ReadOptions { format: Some(Format::Envelope), path, ..ReadOptions::default() };
        crate::common::lines(&read_in(text, 5, &options), " | ")
    };
    let lines = "{\"t\":1,\"a\":{\"list\":[[1,2],[3,4]]}}\n{\"t\":2,\"a\":{\"list\":[[5,6]]}}\n";
    assert_eq!(read(lines), ["t a.list.0 a.list.1", "1 | 1 | 2", "1 | 3 | 4", "2 | 5 | 6"]);
    assert_eq!(read("{\"t\":1,\"a\":{\"list\":[[1,2],[3,4]]}}"), ["t a.list.0 a.list.1", "1 | 1 | 2", "1 | 3 | 4"]);
    assert_eq!(read("[{\"t\":1,\"a\":{\"list\":[[1,2],[3,4]]}}]"), ["t a.list.0 a.list.1", "1 | 1 | 2", "1 | 3 | 4"]);
}

#[test]
fn a_list_that_is_not_there_is_an_error() {
    for text in ["{\"t\":1,\"a\":[[1]]}\n{\"t\":2,\"a\":[[2]]}\n", "[{\"t\":1,\"a\":[[1]]}]"] {
        let path = vec!["b".to_owned()];
        let options = ReadOptions { format: Some(Format::Envelope), path, ..ReadOptions::default() };
        assert!(crate::common::read_in_pieces(text.as_bytes(), 5, options).is_err(), "{text}");
    }
}

#[test]
fn what_belongs_to_one_record_stays_in_its_row() {
    for text in [
        "{\"messages\":[{\"role\":\"user\"}]}\n{\"messages\":[{\"role\":\"user\"},{\"role\":\"system\"}]}\n",
        "{\"a\":[{\"x\":1},{\"x\":2}]}\n{\"a\":[{\"x\":3},{\"x\":4}]}\n",
        "{\"tags\":[\"a\"]}\n{\"tags\":[\"a\",\"b\"]}\n",
        "{\"a\":[{\"x\":1}],\"b\":[{\"x\":1}]}\n{\"a\":[{\"x\":1},{\"x\":2}],\"b\":[{\"x\":1}]}\n{\"a\":[{\"x\":1}],\"b\":[{\"x\":1},{\"x\":2}]}\n",
    ] {
        let table = read_in(text, usize::MAX, &ReadOptions::default());
        assert_eq!((table.files[0].format, table.rows), (Some(Format::Records), text.lines().count()), "{text}");
    }
}

#[test]
fn a_batch_is_bounded() {
    let field = "x".repeat(1 << 20);
    let text = format!(
        "{{\"instances\":[[1],[2]]}}\n{{\"note\":\"{field}\",\"instances\":[{}]}}\n",
        vec!["[1]"; 2000].join(",")
    );
    let table = read_in(&text, usize::MAX, &ReadOptions::default());
    let warning = table.warnings.iter().find(|warning| warning.code == WarningCode::TooManyRows).expect("a warning");
    assert!(table.rows < 260 && warning.message.contains("2000 rows"), "{}: {}", table.rows, warning.message);
    assert_eq!(table.skipped, 2002 - table.rows as u64);
}

#[test]
fn other_servers_are_read_by_the_same_rule() {
    for (text, lines) in [
        // Vertex AI's request-response logging keeps each instance as JSON in a string.
        (
            "{\"logging_time\":\"t1\",\"request_payload\":[\"{\\\"age\\\":1}\",\"{\\\"age\\\":2}\"],\"response_payload\":[\"0.5\",\"0.25\"]}\n\
             {\"logging_time\":\"t2\",\"request_payload\":[\"{\\\"age\\\":3}\"],\"response_payload\":[\"0.75\"]}\n",
            ["logging_time request_payload.age response_payload", "t1 | 1 | 0.5", "t1 | 2 | 0.25", "t2 | 3 | 0.75"],
        ),
        // BentoML, and Ray Serve behind FastAPI: the name of the argument, rows of arrays, an answer for each.
        (
            "{\"at\":\"t1\",\"input_arr\":[[1,2],[3,4]],\"output\":[0,1]}\n{\"at\":\"t2\",\"input_arr\":[[5,6]],\"output\":[0]}\n",
            ["at input_arr.0 input_arr.1 output", "t1 | 1 | 2 | 0", "t1 | 3 | 4 | 1", "t2 | 5 | 6 | 0"],
        ),
        // TorchServe's inference API in KServe's form.
        (
            "{\"ts\":\"t1\",\"body\":{\"instances\":[{\"data\":1},{\"data\":2}]},\"prediction\":{\"predictions\":[7,8]}}\n\
             {\"ts\":\"t2\",\"body\":{\"instances\":[{\"data\":3}]},\"prediction\":{\"predictions\":[9]}}\n",
            ["ts body.instances.data prediction.predictions", "t1 | 1 | 7", "t1 | 2 | 8", "t2 | 3 | 9"],
        ),
    ] {
        assert_eq!(rows(text), lines);
    }
    // A conversation with a language model stays in one row.
    let trace = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}],\"usage\":{\"total_tokens\":7}}\n\
                 {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"usage\":{\"total_tokens\":9}}\n";
    let table = read_in(trace, 9, &ReadOptions::default());
    assert_eq!((table.rows, table.files[0].format), (2, Some(Format::Records)));
}
