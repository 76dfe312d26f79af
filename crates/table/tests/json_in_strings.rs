//! Strings that hold JSON are read as what is in them, and nothing is lost or moved to another row.

use crate::common::{quoted_lines, read_pieces};
use driftscope_report::WarningCode;
use driftscope_table::{Limits, ReadOptions, Table};

fn read(text: &str) -> Table {
    read_pieces([text.as_bytes()], ReadOptions::default()).unwrap()
}

/// How many values were read so, and the last words about it.
fn said(table: &Table) -> Vec<(u64, &str)> {
    let found = table.warnings.iter().filter(|warning| warning.code == WarningCode::JsonInStrings);
    found.map(|warning| (warning.count, warning.message.rsplit("and ").next().unwrap())).collect()
}

#[test]
fn a_record_in_a_string_is_a_record() {
    let folded = read(
        "{\"time\":\"2024-01-01T00:00:00Z\",\"log\":\"{\\\"score\\\":0.5,\\\"user\\\":{\\\"id\\\":7}}\\n\"}\n\
         {\"time\":\"2024-01-01T00:00:01Z\",\"log\":null}\n\
         {\"time\":\"2024-01-01T00:00:02Z\",\"log\":\" {\\\"user\\\":{\\\"id\\\":8},\\n\\\"score\\\":NaN} \"}\n\
         {\"time\":\"2024-01-01T00:00:03Z\",\"log\":\"{\\\"score\\\":0.5,\\\"user\\\":{\\\"id\\\":7}}\\n\"}\n",
    );
    let lines = quoted_lines(&folded);
    assert_eq!(lines[0], "time log.score log.user.id");
    assert!(lines[1].ends_with("0.5 7") && lines[2].ends_with("- -") && lines[4].ends_with("0.5 7"), "{lines:?}");
    assert!(lines[3].ends_with("NotANumber 8"), "{lines:?}");
    assert_eq!(said(&folded), [(3, "are read as what is in them: log")]);
}

#[test]
fn strings_in_strings_and_in_tables_are_read_too() {
    let nested = r#"{"a":"{\"b\":\"{\\\"c\\\":[1,2]}\"}"}"#;
    assert_eq!(quoted_lines(&read(nested)), ["a.b.c.0 a.b.c.1", "1 2"]);
    let table = read("id,\"pay load\"\n1,\"{\"\"x\"\":1}\"\n2,\"{\"\"x\"\":\"\"\u{5e9}\"\"}\"\n3,\n");
    assert_eq!(quoted_lines(&table), ["id pay load.x", "1 1", "2 '\u{5e9}'", "3 -"]);
}

/// fuzzing, csv: 1;2,5;3 was four numbers.
#[test]
fn between_semicolons_a_comma_is_no_sign_between_numbers() {
    let column = |text: &str| quoted_lines(&read(&format!("{{\"m\":\"{text}\"}}\n").repeat(3)))[0].clone();
    assert_eq!(column("1;2,5;3"), "m");
    assert_eq!(column("1;2.5;3"), "m.0 m.1 m.2");
    assert_eq!(column("1, 2.5 3"), "m.0 m.1 m.2");
}

#[test]
fn pairs_of_numbers_are_two_columns_where_there_are_many() {
    let column = |pair: &dyn Fn(usize) -> String, rows: usize| {
        read(&(0..rows).map(|row| format!("{{\"m\":\"{}\"}}\n", pair(row))).collect::<String>())
    };
    let pressure = |row: usize| format!("{}/{}", 110 + row, 70 + row);
    for (pair, first) in [
        (&pressure as &dyn Fn(usize) -> String, "110 70"),
        (&|row| format!("{row}x{}.5", row + 3), "0 3.5"),
        (&|row| format!("52.{}, -13.40{row}", 5200 + row), "52.52 -13.4"),
        (&|row| format!("POINT(13.4{row} 52.5)"), "13.4 52.5"),
        (&|row| format!("{}/{} mmHg", 110 + row, 70 + row), "110 70"),
        (&|row| format!("-{row}.5 ± 0.{}", row + 10), "-0.5 0.1"),
        (&|row| format!("{row}.5+/-0.3"), "0.5 0.3"),
        (&|row| format!("{row}.5/10"), "0.5 10"),
        (&|row| format!("4.{row}5 out of 5"), "4.05 5"),
        (&|row| format!("{row}% – {}%", row + 5), "0 5"),
    ] {
        let table = column(pair, 20);
        assert_eq!(quoted_lines(&table)[..2], ["m.0 m.1", first], "{}", pair(0));
        assert_eq!(said(&table), [(20, "are read as what is in them: m")]);
    }
    let sizes = column(&|row| format!("{} x {} x {row}.5 cm", row + 30, row + 20), 20);
    assert_eq!(quoted_lines(&sizes)[..2], ["m.0 m.1 m.2", "30 20 0.5"]);
    for sign in ["-", " - ", "–", " to "] {
        let ends = |row: usize| format!("{}{sign}{}", row * 3, row * 3 + 20);
        let table = column(&ends, 25);
        assert_eq!(quoted_lines(&table)[..3], ["m.0 m.1", "0 20", "3 23"], "{sign}");
        assert_eq!(quoted_lines(&column(&ends, 19))[0], "m", "{sign}");
    }
    // Few are labels; so are days of a month, dates and versions, and codes with zeros.
    assert_eq!(quoted_lines(&column(&pressure, 19))[0], "m");
    for pair in [
        &(|row: usize| format!("{}/{}", row % 12 + 1, row + 1)) as &dyn Fn(usize) -> String,
        &|row| format!("{}/{}/3", row + 100, row + 200),
        &|row| format!("0{row}/100"),
        &|row| format!("{row}.5,7"),
        &|row| format!("120/80 {}", ["mmHg", "kPa"][row % 2]) + &"0".repeat(row),
        &|row| format!("1 x 2 x 3 x {row}"),
        &|row| format!("{row} ± 1 ± 2"),
        &|row| format!("555-{}", 1200 + row),
        &|row| format!("{}-{}", row + 60, row + 20),
        &|row| format!("{}-{}", row % 12 + 1, row + 3),
        &|row| format!("2024-{row}"),
    ] {
        assert_eq!(quoted_lines(&column(pair, 25))[0], "m", "{}", pair(0));
    }
}

#[test]
fn a_few_strings_that_hold_none_are_missing() {
    let mut text = "{\"m\":\"{\\\"x\\\":1}\"}\n".repeat(19);
    text += "{\"m\":\"started\"}\n";
    let table = read(&text);
    assert_eq!((table.rows, quoted_lines(&table)[20].as_str()), (20, "-"));
    assert_eq!(said(&table), [(19, "are read as what is in them (1 that hold none count as missing): m")]);
}

#[test]
fn what_is_no_json_stays_a_string() {
    let broken = "{\"m\":\"{x}\"}\n".repeat(5);
    let half = "{\"m\":\"{\\\"x\\\":1}\"}\n{\"m\":\"started\"}\n".repeat(9);
    let smuggled = "{\"m\":\"{},\\\"y\\\":{}\"}\n".repeat(5);
    let two = "{\"m\":\"{}}{\\\"m\\\":{}\"}\n".repeat(5);
    let marked = "{\"m\":\"{\\\"x\\\":1},\\\"#\\\":{\\\"y\\\":1}\"}\n".repeat(5);
    let labels = "{\"m\":\"[\\\"a\\\"]\"}\n{\"m\":\"[\\\"a\\\",\\\"b\\\"]\"}\n".repeat(5);
    let empty = "{\"m\":\"{}\"}\n".repeat(5);
    for text in [broken, half, smuggled, two, marked, labels, empty] {
        let table = read(&text);
        assert_eq!((table.columns[0].name.as_str(), table.columns.len()), ("m", 1), "{text}");
        assert!(said(&table).is_empty() && table.columns[0].tally.texts == table.rows as u64, "{text}");
    }
    assert_eq!(quoted_lines(&read(&"{\"m\":\"[0.5, 1]\"}\n".repeat(3)))[..2], ["m.0 m.1", "0.5 1"]);
}

#[test]
fn limits_hold_for_what_is_in_strings() {
    let keys: Vec<String> = (0..50).map(|key| format!("\\\"k{key}\\\":1")).collect();
    let text = format!("{{\"a\":1,\"m\":\"{{{}}}\"}}\n", keys.join(","));
    let limits = |columns| ReadOptions { limits: Limits { columns, ..Limits::default() }, ..ReadOptions::default() };
    let columns = |most| read_pieces([text.as_bytes()], limits(most)).unwrap().columns.len();
    assert_eq!((columns(100), columns(20)), (51, 2));
}

#[test]
fn what_is_there_already_stays_apart() {
    let table = read("{\"a\":{\"b\":1},\"c\":\"{\\\"d\\\":2}\"}\n{\"a\":\"{\\\"b\\\":3}\",\"c\":\"{\\\"d\\\":4}\"}\n");
    assert_eq!(quoted_lines(&table), ["a.b c.d a", "1 2 -", "- 4 '{\"b\":3}'"]);
    // Two fields that hold the same.
    let table = read("{\"a.b\":\"{\\\"c\\\":1}\",\"a\":\"{\\\"b\\\":{\\\"c\\\":2}}\"}\n");
    assert_eq!(quoted_lines(&table), ["a.b.c a", "1 '{\"b\":{\"c\":2}}'"]);
}
