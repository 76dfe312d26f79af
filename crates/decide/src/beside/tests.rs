//! What is read of reports that Evidently wrote, and of files that it did not.

use super::*;

const FILES: [(&str, &str); 5] = [
    ("chosen-0.7.json", include_str!("../../../../tests/data/evidently/chosen-0.7.json")),
    ("flights-0.4.json", include_str!("../../../../tests/data/evidently/flights-0.4.json")),
    ("flights-0.7.json", include_str!("../../../../tests/data/evidently/flights-0.7.json")),
    ("numbers-0.4.json", include_str!("../../../../tests/data/evidently/numbers-0.4.json")),
    ("numbers-0.7.json", include_str!("../../../../tests/data/evidently/numbers-0.7.json")),
];

fn file(name: &str) -> Beside {
    let (_, text) = FILES.iter().find(|(file, _)| *file == name).unwrap();
    beside_of_evidently(text, name).unwrap()
}

fn drifted(found: &Beside) -> Vec<&str> {
    found.columns.iter().filter(|column| column.drifted == Some(true)).map(|column| column.name.as_str()).collect()
}

fn metric(found: &Beside, id: &str) -> [Option<f64>; 2] {
    let metric = found.metrics.iter().find(|metric| metric.id == id);
    [metric.map(|metric| metric.production), metric.and_then(|metric| metric.reference)]
}

#[test]
fn both_layouts_say_the_same_of_the_flights() {
    let [new, old] = ["flights-0.7.json", "flights-0.4.json"].map(file);
    assert_eq!((new.tested_columns, new.drifted_columns, new.drifted, new.limit), (16, 7, Some(false), Some(0.5)));
    assert_eq!((old.tested_columns, old.drifted_columns, old.drifted, old.limit), (16, 7, Some(false), Some(0.5)));
    assert_eq!((new.rows, old.rows), (Some(11_549), Some(11_549)));
    for column in &new.columns {
        let other = old.column(&column.name).unwrap();
        assert_eq!((&column.method, column.drifted), (&other.method, other.drifted), "{}", column.name);
    }
    assert_eq!((new.columns.len(), drifted(&new).len()), (16, 7));
    let distance = new.column("input.temp").unwrap();
    assert_eq!((distance.method.as_str(), distance.threshold), ("Wasserstein distance (normed)", Some(0.1)));
    assert_eq!(metric(&new, "accuracy")[0], metric(&old, "accuracy")[0]);
    assert!(metric(&new, "accuracy")[0].is_some() && metric(&old, "accuracy")[1].is_some());
    assert_eq!(
        new.metrics.iter().map(|metric| metric.id.as_str()).collect::<Vec<_>>(),
        ["accuracy", "precision", "recall", "f1", "specificity"]
    );
}

#[test]
fn metrics_of_numbers_are_read_from_both() {
    let [new, old] = ["numbers-0.7.json", "numbers-0.4.json"].map(file);
    for id in ["bias", "mae", "rmse", "r2"] {
        let [one, other] = [metric(&new, id)[0].unwrap(), metric(&old, id)[0].unwrap()];
        assert!((one - other).abs() < 1e-12, "{id}: {one} {other}");
    }
    assert_eq!(drifted(&old), ["size"]);
}

/// Without tests in the file, score and threshold tell; a score that is not a number tells nothing.
#[test]
fn tests_by_their_short_names_are_known_and_the_first_of_a_column_counts() {
    let found = file("chosen-0.7.json");
    let read: Vec<_> =
        found.columns.iter().map(|column| (column.name.as_str(), column.method.as_str(), column.drifted)).collect();
    assert_eq!(read, [("size", "psi", Some(true)), ("shade", "TVD", Some(false)), ("level", "t_test", None)]);
    assert_eq!((found.tested_columns, found.drifted_columns, found.column("level").unwrap().score), (3, 1, None));
    let whole = file("numbers-0.7.json");
    assert_eq!((drifted(&whole), whole.drifted_columns), (vec!["size"], 1));
}

#[test]
fn what_is_none_is_refused_and_words_within_strings_stay() {
    let refused = |text: &str| beside_of_evidently(text, "a.json").unwrap_err();
    for text in
        ["", "{", "[]", "1", "<html>", "{\"metrics\":{}}", "{\"metrics\":[]}", "{\"metrics\":[{\"a\":1},3,null]}"]
    {
        assert_eq!(refused(text), BesideError::Other, "{text}");
    }
    assert_eq!(refused("{\"metrics\":[{\"metric\":\"ColumnSummaryMetric\",\"result\":{}}]}"), BesideError::Nothing);
    assert_eq!(refused(&" ".repeat(LARGEST_BESIDE + 1)), BesideError::TooLarge);
    assert_eq!(refused(&"[".repeat(100_000)), BesideError::Other);
    let text = r#"[NaN,"a\"NaN",{"Infinity":-Infinity},"\\",Infinity,-3,"é NaN"]"#;
    assert_eq!(with_null(text), r#"[null,"a\"NaN",{"Infinity":null},"\\",null,-3,"é NaN"]"#);
    for (head, made) in [("NaN\\", "null\\"), ("\"\\NaN", "\"\\NaN"), ("NaN-", "null-"), ("\\éNaN", "\\énull")] {
        assert_eq!(with_null(head), made);
    }
}

#[test]
fn a_hostile_file_gives_what_is_bounded() {
    let column = |name: &str| {
        format!(
            "{{\"config\":{{\"type\":\"evidently:metric_v2:ValueDrift\",\"column\":\"{name}\",\"method\":\"{}\",\"threshold\":1e999}},\"value\":-1e308}}",
            "m".repeat(5_000)
        )
    };
    let long = "x".repeat(LONGEST + 1);
    let columns: Vec<String> = (0..20).map(|place| column(&format!("c{place}"))).chain([column(&long)]).collect();
    let found = beside_of_evidently(&format!("{{\"metrics\":[{}]}}", columns.join(",")), &"n".repeat(9_000));
    // A number that is too large for one is no JSON.
    assert_eq!(found, Err(BesideError::Other));
    let text = format!("{{\"metrics\":[{}]}}", columns.join(",")).replace("1e999", "1");
    let found = beside_of_evidently(&text, &"n".repeat(9_000)).unwrap();
    assert_eq!(
        (found.columns.len(), found.columns_left_out, found.tested_columns, found.file.len()),
        (20, 1, 21, LONGEST)
    );
    assert!(found.columns.iter().all(|column| column.method.len() == LONGEST_METHOD && column.drifted.is_none()));
    let odd = r#"{"metrics":[{"config":{"type":"evidently:metric_v2:DriftedColumnsCount"},"value":{"count":-3,"share":1e-300}},
        {"config":{"type":"evidently:metric_v2:RowCount"},"value":1e300},
        {"config":{"type":"evidently:metric_v2:Accuracy"},"value":"x"},
        {"metric":"DataDriftTable","result":{"number_of_columns":1e99,"drift_by_columns":{"a":3}}}]}"#;
    assert_eq!(beside_of_evidently(odd, "").map(|found| (found.columns.len(), found.rows)), Ok((0, Some(u64::MAX))));
}

#[test]
fn it_is_known_by_its_beginning_and_data_is_not() {
    for (name, text) in FILES {
        assert!(begins_as_evidently(&text[..400]), "{name}");
    }
    // An export in its layout: the list comes after the results.
    assert!(begins_as_evidently(r#"{"metric_results":{"x":{"params":{"type":"evidently:metric_v2:ValueDrift"}}},"#));
    for data in ["{\"metrics\":[1,2]}", "{\"metric\":1}", "a,b\n1,2", "", "[{\"metrics\":{\"metric\":1,\"result\":2}}]"]
    {
        assert!(!begins_as_evidently(data), "{data}");
    }
}
