//! Answers made of names and arrays: a row for each array, under the names beside it.

use driftscope_report::{Format, WarningCode};
use driftscope_table::{ReadOptions, Table};

fn read_in(text: &str, piece: usize, options: &ReadOptions) -> Table {
    crate::common::read_in_pieces(text.as_bytes(), piece, options.clone())
        .unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The table, which must be the same for every size of pieces, and under the name of its format.
fn read(text: &str) -> Table {
    let whole = read_in(text, usize::MAX, &ReadOptions::default());
    assert_eq!(whole.files[0].format, Some(Format::NamedArrays), "{text}");
    for piece in 1..=text.len().min(40) {
        assert_eq!(read_in(text, piece, &ReadOptions::default()), whole, "pieces of {piece}: {text}");
    }
    let named = ReadOptions { format: Some(Format::NamedArrays), ..ReadOptions::default() };
    assert_eq!(read_in(text, 7, &named), whole, "under its own name: {text}");
    assert!(whole.warnings.is_empty(), "{:?}", whole.warnings);
    whole
}

/// What a text was read as, the names, and the rows.
fn all(text: &str) -> (String, String) {
    let table = read(text);
    (table.files[0].read_as.clone(), crate::common::lines(&table, " ").join("|"))
}

/// Each must hold the same two rows.
fn hold_two_rows(cases: &[(&str, &str)]) {
    for (text, read_as) in cases {
        assert_eq!(all(text), ((*read_as).to_owned(), "fare pay|20.5 card|- cash".to_owned()), "{text}");
    }
}

#[test]
fn answers_of_databases_are_rows_under_their_names() {
    hold_two_rows(&[
        (
            r#"{"meta":[{"name":"fare","type":"Float64"},{"name":"pay","type":"String"}],"data":[[20.5,"card"],[null,"cash"]],"rows":2,"statistics":{"elapsed":0.1}}"#,
            "JSON arrays at data, with names from meta",
        ),
        (
            r#"{"id":"q","columns":[{"name":"fare","type":"double"},{"name":"pay","type":"varchar"}],"data":[[20.5,"card"],[null,"cash"]],"stats":{"state":"FINISHED"}}"#,
            "JSON arrays at data, with names from columns",
        ),
        (
            r#"{"resultSetMetaData":{"numRows":2,"format":"jsonv2","rowType":[{"name":"fare","type":"FIXED"},{"name":"pay","type":"TEXT"}],"partitionInfo":[{"rowCount":2}]},"data":[[20.5,"card"],[null,"cash"]],"code":"090001"}"#,
            "JSON arrays at data, with names from resultSetMetaData.rowType",
        ),
        (
            r#"{"meta":{"view":{"id":"x","columns":[{"id":-1,"name":"fare"},{"id":1,"name":"pay"}]}},"data":[[20.5,"card"],[null,"cash"]]}"#,
            "JSON arrays at data, with names from meta.view.columns",
        ),
        (
            r#"{"columns":[{"name":"fare","type":"float"},{"name":"pay","type":"keyword"}],"rows":[[20.5,"card"],[null,"cash"]],"cursor":"x"}"#,
            "JSON arrays at rows, with names from columns",
        ),
        (
            r#"{"fields":["fare","pay"],"rows":[[20.5,"card"],[null,"cash"]]}"#,
            "JSON arrays at rows, with names from fields",
        ),
        (
            r#"{"resultTable":{"dataSchema":{"columnNames":["fare","pay"],"columnDataTypes":["DOUBLE","STRING"]},"rows":[[20.5,"card"],[null,"cash"]]}}"#,
            "JSON arrays at resultTable.rows, with names from resultTable.dataSchema.columnNames",
        ),
        (
            r#"{"data":[[20.5,"card"],[null,"cash"]],"meta":[{"name":"fare"},{"name":"pay"}]}"#,
            "JSON arrays at data, with names from meta",
        ),
        (
            r#"{"manifest":{"schema":{"column_count":2,"columns":[{"name":"fare","position":0},{"name":"pay","position":1}]}},"result":{"data_array":[[20.5,"card"],[null,"cash"]]}}"#,
            "JSON arrays at result.data_array, with names from manifest.schema.columns",
        ),
    ]);
}

#[test]
fn rows_and_values_are_unwrapped() {
    hold_two_rows(&[
        (
            r#"{"kind":"bigquery#queryResponse","schema":{"fields":[{"name":"fare","type":"FLOAT"},{"name":"pay","type":"STRING"}]},"totalRows":"2","rows":[{"f":[{"v":20.5},{"v":"card"}]},{"f":[{"v":null},{"v":"cash"}]}]}"#,
            "JSON arrays at rows, with names from schema.fields",
        ),
        (
            r#"{"table":{"cols":[{"id":"A","label":"fare","type":"number"},{"id":"B","label":"pay","type":"string"}],"rows":[{"c":[{"v":20.5,"f":"20.50"},{"v":"card"}]},{"c":[{"v":null},{"v":"cash"}]}]}}"#,
            "JSON arrays at table.rows, with names from table.cols",
        ),
        (
            r#"{"Records":[[{"doubleValue":20.5},{"stringValue":"card"}],[{"isNull":true},{"stringValue":"cash"}]],"ColumnMetadata":[{"name":"fare"},{"name":"pay"}]}"#,
            "JSON arrays at Records, with names from ColumnMetadata",
        ),
    ]);
    // Athena repeats the names in the first row.
    let text = r#"{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"fare"},{"VarCharValue":"pay"}]},{"Data":[{"VarCharValue":"20.5"},{"VarCharValue":"card"}]},{"Data":[{},{"VarCharValue":"cash"}]}],"ResultSetMetadata":{"ColumnInfo":[{"Name":"fare","Type":"double"},{"Name":"pay","Type":"varchar"}]}}}"#;
    assert_eq!(crate::common::lines(&read(text), " "), ["fare pay", "20.5 card", "- cash"]);
}

#[test]
fn nested_rows_of_bigquery_have_the_names_of_their_fields() {
    let text = r#"{"schema":{"fields":[{"name":"at","type":"TIMESTAMP"},{"name":"who","type":"RECORD","fields":[{"name":"age","type":"INTEGER"},{"name":"vip","type":"BOOLEAN"}]},{"name":"xy","type":"FLOAT","mode":"REPEATED"}]},"rows":[{"f":[{"v":"1.772323E+09"},{"v":{"f":[{"v":"41"},{"v":"true"}]}},{"v":[{"v":"1.5"},{"v":"2.5"}]}]}]}"#;
    assert_eq!(
        crate::common::lines(&read(text), " "),
        ["at who.age who.vip xy.0 xy.1", "2026-02-28T23:56:40.000000Z 41 true 1.5 2.5"]
    );
}

#[test]
fn columns_of_one_length_are_turned() {
    hold_two_rows(&[
        (
            r#"{"columns":[{"name":"fare","type":"double"},{"name":"pay","type":"keyword"}],"values":[[20.5,null],["card","cash"]]}"#,
            "JSON columns at values, with names from columns",
        ),
        (
            r#"{"meta":[{"name":"fare","type":"Float64"},{"name":"pay","type":"String"}],"data":{"fare":[20.5,null],"pay":["card","cash"]},"rows":2}"#,
            "JSON columns at data",
        ),
        // R, jsonlite::serializeJSON(data.frame(...)).
        (
            r#"{"type":"list","attributes":{"names":{"type":"character","attributes":{},"value":["fare","pay"]},"class":{"type":"character","attributes":{},"value":["data.frame"]},"row.names":{"type":"integer","attributes":{},"value":[1,2]}},"value":[{"type":"double","attributes":{},"value":[20.5,null]},{"type":"character","attributes":{},"value":["card","cash"]}]}"#,
            "JSON columns at value, with names from attributes.names.value",
        ),
        (
            r#"{"dim":[2,2],"dimnames":[["r1","r2"],["fare","pay"]],"data":[[20.5,null],["card","cash"]]}"#,
            "JSON columns at data, with names from dimnames",
        ),
    ]);
    let text = r#"{"latitude":52.5,"hourly_units":{"time":"iso8601","t":"C"},"hourly":{"time":["a","b","c","d","e"],"t":[1,2,3,4,5]}}"#;
    assert_eq!(all(text), ("JSON columns at hourly".to_owned(), "time t|a 1|b 2|c 3|d 4|e 5".to_owned()));
}

#[test]
fn each_series_repeats_its_tags() {
    let text = r#"{"results":[{"statement_id":0,"series":[{"name":"cpu","tags":{"host":"a"},"columns":["n","v"],"values":[[1,0.5],[2,0.25]]},{"name":"cpu","tags":{"host":"b"},"columns":["n","v"],"values":[[1,0.75]]}]}]}"#;
    let rows = "name tags.host n v|cpu a 1 0.5|cpu a 2 0.25|cpu b 1 0.75";
    let words = "JSON arrays at results[].series[].values, with names from results[].series[].columns";
    assert_eq!(all(text), (words.to_owned(), rows.to_owned()));
    // InfluxDB writes such an answer for each chunk.
    let chunks = "{\"results\":[{\"series\":[{\"name\":\"m\",\"columns\":[\"a\",\"b\"],\"values\":[[1,2]]}]}]}\n{\"results\":[{\"series\":[{\"name\":\"m\",\"columns\":[\"a\",\"b\"],\"values\":[[3,4],[5,6]]}]}]}\n";
    assert_eq!(crate::common::lines(&read(chunks), " "), ["name a b", "m 1 2", "m 3 4", "m 5 6"]);
    let frames = r#"{"results":{"A":{"status":200,"frames":[{"schema":{"refId":"A","fields":[{"name":"Time","type":"time"},{"name":"Value","type":"number","labels":{"job":"x"}}]},"data":{"values":[[1772323000000,1772323060000],[0.5,null]]}},{"schema":{"refId":"A","fields":[{"name":"Time","type":"time"},{"name":"Value","type":"number","labels":{"job":"y"}}]},"data":{"values":[[1772323000000],[0.75]]}}]}}}"#;
    assert_eq!(
        crate::common::lines(&read(frames), " "),
        [
            "labels.job Time Value",
            "x 2026-02-28T23:56:40.000000Z 0.5",
            "x 2026-02-28T23:57:40.000000Z -",
            "y 2026-02-28T23:56:40.000000Z 0.75"
        ]
    );
    let tables = r#"{"tables":[{"name":"PrimaryResult","columns":[{"name":"a","type":"int"},{"name":"b","type":"string"}],"rows":[[1,"x"],[2,"y"],[3,"z"]]}]}"#;
    assert_eq!(crate::common::lines(&read(tables), " ")[..2], ["name a b", "PrimaryResult 1 x"]);
}

#[test]
fn names_in_the_first_row_are_names() {
    let words = |place: &str| format!("JSON arrays{place}, with names in the first row");
    for (text, place) in [
        ("[\"fare\",\"pay\"]\n[\"Float64\",\"LowCardinality(String)\"]\n[20.5,\"card\"]\n[null,\"cash\"]\n", ""),
        ("[\"fare\",\"pay\"]\n[20.5,\"card\"]\n[null,\"cash\"]\n", ""),
        ("[[\"fare\",\"pay\"],[20.5,\"card\"],[null,\"cash\"]]", ""),
        (
            "{\"range\":\"A1:B6\",\"values\":[[\"fare\",\"pay\"],[20.5,\"card\"],[null,\"cash\"],[20.5,\"card\"],[null,\"cash\"]]}",
            " at values",
        ),
    ] {
        let (read_as, rows) = all(text);
        assert_eq!(read_as, words(place), "{text}");
        assert!(rows.starts_with("fare pay|20.5 card|- cash"), "{rows}");
    }
}

#[test]
fn pages_in_lines_keep_what_is_beside_the_rows() {
    let text = "{\"id\":\"p\",\"columns\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"data\":[[1,\"x\"],[2,\"y\"]]}\n{\"id\":\"q\",\"columns\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"data\":[[3,\"z\"]]}\n";
    assert_eq!(crate::common::lines(&read(text), " "), ["id a b", "p 1 x", "p 2 y", "q 3 z"]);
}

#[test]
fn names_may_come_in_a_line_before_the_rows() {
    let start = "{\"connectionId\":49}\n{\"meta\":[{\"name\":\"n\",\"type\":\"int(11)\"},{\"name\":\"k\",\"type\":\"decimal64(10, 2)\"}]}\n";
    let rows = "{\"data\":[1,\"10.00\"]}\n{\"data\":[2,null]}\n";
    let end = "{\"statistics\":{\"scanRows\":0,\"returnRows\":2}}\n";
    for text in [start.to_owned() + rows + end, start.to_owned() + rows] {
        assert_eq!(all(&text), ("JSON arrays at data, with names from meta".to_owned(), "n k|1 10.00|2 -".to_owned()));
    }
    let many = start.to_owned() + &rows.repeat(5000) + end;
    let table = read_in(&many, 4096, &ReadOptions::default());
    assert_eq!((table.rows, table.columns.len(), table.warnings.len()), (10_000, 2, 0));
    for other in [
        "{\"fields\":[\"a\",\"b\"],\"data\":[1,2]}\n{\"fields\":[\"a\",\"b\"],\"data\":[3,4]}\n",
        "{\"columns\":[\"a\",\"b\"]}\n{\"x\":1}\n{\"x\":2}\n",
    ] {
        assert_eq!(read_in(other, 7, &ReadOptions::default()).files[0].format, Some(Format::Records), "{other}");
    }
}

#[test]
fn settings_of_a_query_are_not_the_records() {
    let text = r#"{"data":{"parameters":[{"name":"TIMEZONE","value":"UTC"},{"name":"A","value":1},{"name":"B","value":2}],"rowtype":[{"name":"a","type":"FIXED"},{"name":"b","type":"TEXT"}],"rowset":[["1","x"],["2","y"]],"total":2},"code":null,"success":true}"#;
    assert_eq!(all(text).1, "a b|1 x|2 y");
}

#[test]
fn what_is_no_answer_is_read_as_before() {
    for (text, format) in [
        (
            r#"[{"id":1,"points":[[1,2],[3,4]],"tags":["a","b"]},{"id":2,"points":[[1,2],[3,4]],"tags":["a","b"]}]"#,
            Format::Records,
        ),
        (r#"{"results":[{"id":1,"points":[[1,2],[3,4]],"tags":["a","b"]}]}"#, Format::Envelope),
        (r#"{"columns":["x"],"index":[0],"data":[[1.5]]}"#, Format::Split),
        (r#"{"x":["a","b"],"y":[[1,2],[3,4]]}"#, Format::Lists),
        (r#"{"data":[{"x":1},{"x":2}],"links":["a","b"]}"#, Format::Envelope),
        ("[[1,2],[3,4]]", Format::Rows),
        ("[[\"a\",\"b\"],[\"c\",\"d\"]]", Format::Rows),
    ] {
        assert_eq!(read_in(text, 7, &ReadOptions::default()).files[0].format, Some(format), "{text}");
    }
}

#[test]
fn a_description_of_columns_is_not_the_records() {
    let text = r#"{"meta":[{"name":"a","type":"x"},{"name":"b","type":"x"},{"name":"c","type":"x"}],"data":[{"a":1,"b":2,"c":3},{"a":4,"b":5,"c":6}]}"#;
    assert_eq!(crate::common::lines(&read_in(text, 5, &ReadOptions::default()), " "), ["a b c", "1 2 3", "4 5 6"]);
}

#[test]
fn the_rows_can_be_named() {
    let text = r#"{"other":[{"x":1},{"x":2},{"x":3}],"t":{"cols":["a","b"],"body":[[1,2],[3,4]]}}"#;
    let path = ["t", "body"].map(str::to_owned).to_vec();
    let options = ReadOptions { format: Some(Format::Envelope), path, ..ReadOptions::default() };
    let table = read_in(text, 3, &options);
    assert_eq!(crate::common::lines(&table, " "), ["a b", "1 2", "3 4"]);
    assert_eq!(table.files[0].read_as, "JSON arrays at t.body, with names from t.cols");
}

#[test]
fn long_answers_are_known_by_their_start() {
    let rows = |count: usize| (0..count).map(|row| format!("[{row}.5,\"k{}\"]", row % 7)).collect::<Vec<_>>().join(",");
    let columns = |count: usize| (0..count).map(|row| format!("{row}.5")).collect::<Vec<_>>().join(",");
    for text in [
        format!(r#"{{"meta":{{"view":{{"columns":[{{"name":"a"}},{{"name":"b"}}]}}}},"data":[{}]}}"#, rows(40_000)),
        format!(r#"{{"columns":[{{"name":"a"}},{{"name":"b"}}],"values":[[{0}],[{0}]]}}"#, columns(40_000)),
        format!(r#"{{"n":1,"hourly":{{"a":[{0}],"b":[{0}]}}}}"#, columns(40_000)),
    ] {
        let whole = read_in(&text, usize::MAX, &ReadOptions::default());
        assert_eq!((whole.rows, whole.columns.len()), (40_000, 2), "{}", &text[..80]);
        assert_eq!(crate::common::lines(&whole, " ")[0], "a b");
        assert_eq!(read_in(&text, 65_537, &ReadOptions::default()), whole);
    }
}

#[test]
fn a_list_that_is_much_longer_than_the_rows_is_named() {
    let long = |item: &str| vec![item; 250].join(",");
    for (text, message) in [
        (
            format!(r#"{{"meta":[{{"a":1}},{{"a":2}},{{"a":3}}],"x":{{"all":[{}]}}}}"#, long("7")),
            "Only 3 rows were read from a document with a list of 250 values, x.all. If that holds the rows, name it as the place \
             of the records (in the command: --records-at x.all)",
        ),
        (
            format!(r#"{{"meta":[{{"a":1}},{{"a":2}},{{"a":3}}],"all":[{}]}}"#, long("[1,2]")),
            "Only 3 rows were read from a document with a list of 250 arrays, all. If that holds the rows, name it as the place of \
             the records (in the command: --records-at all)",
        ),
        (
            format!(r#"{{"id":1,"all":[{}]}}"#, long("7")),
            "A single row was read from a document with a list of 250 values, all. If that holds the rows, name it as the place of \
             the records (in the command: --records-at all)",
        ),
    ] {
        let table = read_in(&text, 300, &ReadOptions::default());
        let found: Vec<_> = table.warnings.iter().filter(|warning| warning.code == WarningCode::LongerList).collect();
        assert_eq!(
            found.iter().map(|warning| warning.message.as_str()).collect::<Vec<_>>(),
            [message],
            "{:?}",
            table.warnings
        );
    }
    for text in [
        format!(r#"{{"rows":[{}],"all":[{}]}}"#, long(r#"{"a":1}"#), long("7")),
        format!("{{\"id\":1,\"all\":[{0}]}}\n{{\"id\":2,\"all\":[{0}]}}\n", long("7")),
    ] {
        let table = read_in(&text, 300, &ReadOptions::default());
        assert!(table.warnings.iter().all(|warning| warning.code != WarningCode::LongerList), "{:?}", table.warnings);
    }
}

#[test]
fn the_list_that_a_warning_names_can_be_read() {
    let text = format!(r#"{{"meta":[{{"a":1}}],"x":{{"all":[{}]}}}}"#, vec!["[1,2]"; 30].join(","));
    let path = ["x", "all"].map(str::to_owned).to_vec();
    let table = read_in(&text, 9, &ReadOptions { format: Some(Format::Envelope), path, ..ReadOptions::default() });
    assert_eq!(table.rows, 30);
}

#[test]
fn an_array_may_hold_the_records_behind_a_header() {
    for text in [
        r#"[{"type":"header","version":"5.2.1","comment":"Export to JSON plugin for PHPMyAdmin"},{"type":"database","name":"d"},{"type":"table","name":"t","database":"d","data":[{"a":"1","b":"x"},{"a":"2","b":"y"}]}]"#,
        r#"[{"page":1,"pages":1,"total":2},[{"a":"1","b":"x"},{"a":"2","b":"y"}]]"#,
    ] {
        let whole = read_in(text, usize::MAX, &ReadOptions::default());
        assert_eq!(crate::common::lines(&whole, " "), ["a b", "1 x", "2 y"]);
        assert!(whole.warnings.is_empty() && whole.files[0].format == Some(Format::Envelope), "{:?}", whole.warnings);
        for piece in 1..60 {
            assert_eq!(read_in(text, piece, &ReadOptions::default()), whole, "pieces of {piece}: {text}");
        }
        let named = ReadOptions { format: Some(Format::Envelope), ..ReadOptions::default() };
        assert_eq!(read_in(text, 7, &named), whole);
    }
}

#[test]
fn features_of_maps_and_buckets_are_records() {
    let map = r#"{"type":"FeatureCollection","crs":{"type":"name"},"features":[{"type":"Feature","properties":{"mag":1.5,"place":"a"},"geometry":{"type":"Point","coordinates":[1.5,2.5]}},{"type":"Feature","properties":{"mag":2,"place":"b"},"geometry":{"type":"Point","coordinates":[3.5,4.5]}}]}"#;
    let aggregation = r#"{"took":5,"hits":{"total":{"value":9},"hits":[]},"aggregations":{"per_hour":{"buckets":[{"key":1,"doc_count":54},{"key":2,"doc_count":62}]}}}"#;
    for (text, read_as, rows) in [
        (
            map,
            "JSON records at features",
            &[
                "type properties.mag properties.place geometry.type geometry.coordinates.0 geometry.coordinates.1",
                "Feature 1.5 a Point 1.5 2.5",
                "Feature 2 b Point 3.5 4.5",
            ][..],
        ),
        (aggregation, "JSON records at aggregations.per_hour.buckets", &["key doc_count", "1 54", "2 62"]),
    ] {
        let table = read_in(text, 11, &ReadOptions::default());
        assert_eq!((table.files[0].read_as.as_str(), table.warnings.len()), (read_as, 0));
        assert_eq!(crate::common::lines(&table, " "), rows);
    }
}
