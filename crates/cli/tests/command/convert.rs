//! Files written as JSON Lines, which read as the same table.

use std::fs;

use serde_json::Value;

use crate::bench::Bench;

fn columns(bench: &Bench, one: &str, other: &str) -> Value {
    bench.compare(&[one, other, "--format", "json"]).answers(0).json()["columns"].take()
}

#[test]
fn what_is_converted_reads_alike() {
    let bench = Bench::new("convert");
    for (file, format) in [
        ("parquet/polars.parquet", "parquet"),
        ("records.json", "json"),
        ("pandas-columns.json", "columns"),
        ("excel-semicolon.csv", "csv"),
        ("python-nan.jsonl", "nan"),
        ("otlp-spans.json", "otlp"),
        ("mongo-canonical.jsonl", "mongo"),
    ] {
        let from = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/formats/").to_owned() + file;
        fs::copy(from, bench.path(format)).unwrap();
        let to = format!("{format}.jsonl");
        let answer = bench.run(&["convert", format, "-o", &to]);
        assert_eq!((answer.answers(0).stdout.as_str(), bench.read(&to).is_empty()), ("", false), "{file}");
        assert_eq!(columns(&bench, format, format), columns(&bench, &to, &to), "{file}");
        // The bytes differ, so only of one file against itself every column is identical.
        let described = |mut columns: Value| {
            for column in columns.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                column.retain(|field, _| field != "drift" && field != "finding");
            }
            columns
        };
        let across = columns(&bench, format, &to);
        assert_eq!(described(across), described(columns(&bench, format, format)), "{file}");
        // Converted once more nothing changes.
        assert_eq!(bench.run(&["convert", &to]).answers(0).stdout, bench.read(&to), "{file}");
    }
}

#[test]
fn every_row_is_a_flat_record() {
    let bench = Bench::new("convert-flat");
    let rows = [
        r#"{"a":{"b":1,"c":[true,null]},"big":9007199254740993,"n":0.5,"s":"x\n\"y\""}"#,
        r#"{"a":{"b":2.5,"c":[false,"z"]},"n":-Infinity,"s":"2024-01-02T03:04:05Z","late":NaN}"#,
    ];
    bench.write("nested.json", rows.join("\n"));
    let expected = concat!(
        r#"{"a.b":1,"big":9007199254740993,"n":0.5,"s":"x\n\"y\"","late":null,"a.c.0":true,"a.c.1":null}"#,
        "\n",
        r#"{"a.b":2.5,"big":null,"n":-Infinity,"s":"2024-01-02T03:04:05Z","late":NaN,"a.c.0":false,"a.c.1":"z"}"#,
        "\n"
    );
    let fields = |text: &str| -> Vec<Vec<String>> {
        let mut lines: Vec<Vec<String>> = Vec::new();
        for line in text.lines() {
            let mut fields: Vec<String> = line.trim_matches(['{', '}']).split(",\"").map(str::to_owned).collect();
            fields.iter_mut().for_each(|field| *field = field.trim_start_matches('"').to_owned());
            fields.sort();
            lines.push(fields);
        }
        lines
    };
    let text = bench.run(&["convert", "nested.json"]).answers(0).stdout.clone();
    assert_eq!(fields(&text), fields(expected));
    bench.write("more.csv", "a.b,n\n7,8\n");
    let both = bench.run(&["convert", "nested.json", "more.csv"]).answers(0).stdout.clone();
    assert_eq!(both.lines().count(), 3);
    assert!(both.lines().nth(2).unwrap().starts_with(r#"{"a.b":7,"#), "{both}");
}

/// Every second integer past 2^53 is a double exactly, and must look like those that are not: another program would read a
/// column of both as rounded numbers.
#[test]
fn identifiers_stay_integers_whatever_their_size() {
    let bench = Bench::new("convert-identifiers");
    let text = "{\"id\":9007199254740993}\n{\"id\":9007199254740994}\n{\"id\":18446744073709551616}\n{\"id\":7}\n";
    bench.write("ids.jsonl", text);
    assert_eq!(bench.run(&["convert", "ids.jsonl"]).answers(0).stdout, text);
}

#[test]
fn more_distinct_texts_than_a_comparison_holds_are_kept() {
    let bench = Bench::new("convert-distinct");
    let text: String = (0..1_000_100).map(|row| format!("{{\"id\":\"r{row}\"}}\n")).collect();
    bench.write("ids.jsonl", &text);
    bench.run(&["convert", "ids.jsonl", "-o", "out.jsonl"]).answers(0);
    assert!(bench.read("out.jsonl") == text, "the texts are not the same");
}

#[test]
fn nothing_is_written_where_it_must_not_be() {
    let bench = Bench::with_pair("convert-refused");
    let before = bench.read("same.jsonl");
    bench.run(&["convert", "reference.jsonl", "same.jsonl", "-o", "./same.jsonl"]).refuses(&["overwrite"]);
    bench.run(&["convert", "nothing.jsonl", "-o", "out.jsonl"]).refuses(&["no file"]);
    bench.run(&["convert", "same.jsonl", "-o", "no/out.jsonl"]).refuses(&["no folder"]);
    bench.run(&["convert"]).refuses(&["FILE"]);
    assert_eq!(bench.read("same.jsonl"), before);
    assert_eq!(bench.names(), ["drifted.jsonl", "reference.jsonl", "same.jsonl"]);
}
