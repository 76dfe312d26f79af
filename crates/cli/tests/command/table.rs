//! The table for people.

use crate::bench::{Answer, Bench};

fn with_variables(bench: &Bench, variables: &[(&str, &str)], production: &str) -> String {
    let mut command = bench.command(&["compare", "reference.jsonl", production]);
    command.envs(variables.iter().copied());
    let answer = Answer::from(command.output().unwrap());
    answer.answers(0).stdout.clone()
}

#[test]
fn the_verdict_comes_first_and_what_drifted_before_what_did_not() {
    let bench = Bench::with_pair("order");
    let table = bench.compare(&["reference.jsonl", "drifted.jsonl"]).answers(0).stdout.clone();
    let report = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]).json();
    let sentence = report["verdict"]["sentence"].as_str().unwrap().replace('\u{202f}', " ");
    assert!(table.replace('\n', " ").starts_with(&sentence), "{table}");
    let place = |start: &str| {
        table.lines().position(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {table}"))
    };
    assert!(place("x ") < place("n "), "{table}");
    assert!(place("x ") < place("colour "), "{table}");
    assert!(place("x ") < place("id "), "{table}");
    let drifted = table.lines().nth(place("x ")).unwrap();
    assert!(drifted.contains("▲ large") && drifted.contains('●') && drifted.contains('┊'), "{drifted}");
    assert!(table.lines().nth(place("n ")).unwrap().contains("✓ no drift"), "{table}");
}

#[test]
fn every_verdict_is_that_of_the_report() {
    let bench = Bench::with_pair("verdicts");
    for production in ["drifted.jsonl", "same.jsonl", "reference.jsonl"] {
        let table = bench.compare(&["reference.jsonl", production]).answers(0).stdout.clone();
        let report = bench.compare(&["reference.jsonl", production, "--format", "json"]).json();
        for column in report["columns"].as_array().unwrap() {
            let drift = &column["drift"];
            let word = match drift["outcome"].as_str().unwrap() {
                "drifted" => drift["severity"].as_str().unwrap(),
                "no_drift" => "no drift",
                "not_tested" => "not tested",
                word => word,
            };
            let name = column["name"].as_str().unwrap();
            let row = table.lines().find(|line| line.split_whitespace().next() == Some(name)).unwrap();
            assert!(row.ends_with(word), "{name} is {word}: {row}");
            let finding = column["finding"].as_str().unwrap().replace('\u{202f}', " ");
            let is_told =
                table.split_whitespace().collect::<Vec<_>>().join(" ").contains(&format!("{name}: {finding}"));
            assert_eq!(is_told, drift["drifted"].as_bool().unwrap(), "{name}: {finding}\n{table}");
        }
    }
}

#[test]
fn rows_stand_in_the_order_and_words_of_the_page() {
    let bench = Bench::with_pair("page-order");
    // A column that is gone, one that is new, one that drifted, and others.
    bench.write("changed.jsonl", bench.read("drifted.jsonl").replace("\"n\":", "\"new\":"));
    let table = bench.compare(&["reference.jsonl", "changed.jsonl"]).answers(0).stdout.clone();
    let json = bench.compare(&["reference.jsonl", "changed.jsonl", "--format", "json"]);
    let report = driftscope_report::from_json(&json.answers(0).stdout).unwrap();
    let expected: Vec<String> = driftscope_present::order(&report)
        .into_iter()
        .map(|place| {
            let column = &report.columns[place];
            let word = driftscope_present::outcome(column);
            format!("{} {} {}", column.name, word.sign, word.word.to_lowercase())
        })
        .collect();
    assert!(
        expected.contains(&"n − removed".to_owned()) && expected.contains(&"new + added".to_owned()),
        "{expected:?}"
    );
    let rows = table.lines().skip_while(|line| !line.starts_with('─')).skip(1).take(expected.len());
    for (row, expected) in rows.zip(&expected) {
        let (name, verdict) = expected.split_once(' ').unwrap();
        assert!(row.starts_with(&format!("{name} ")) && row.ends_with(verdict), "{expected}: {row}\n{table}");
    }
}

#[test]
fn differences_of_the_columns_and_warnings_stand_below() {
    let bench = Bench::with_pair("below");
    let changed = bench.read("same.jsonl").replace("\"n\":", "\"m\":").replacen("{\"id\"", "{\"id", 1);
    bench.write("changed.jsonl", changed);
    let table = bench.compare(&["reference.jsonl", "changed.jsonl"]).answers(0).stdout.clone();
    for part in [
        "only in the reference: n",
        "only in production: m",
        "− removed",
        "+ added",
        "Warnings about production",
        "changed.jsonl:1: ",
    ] {
        assert!(table.contains(part), "no `{part}` in\n{table}");
    }
}

#[test]
fn pairs_of_columns_that_changed_are_told() {
    let bench = Bench::new("pairs");
    let rows = |turned: u32| -> String {
        let row = |row: u32| {
            let (x, land) = (row * 7919 % 1009, row * 31 % 4);
            let y = if turned == 0 { x + row % 50 } else { row * 104_729 % 1009 };
            format!("{{\"x\":{x},\"y\":{y},\"land\":\"l{land}\",\"money\":\"m{}\"}}\n", (land + turned) % 4)
        };
        (0..600).map(row).collect()
    };
    bench.write("reference.jsonl", rows(0));
    bench.write("production.jsonl", rows(1));
    let table = with_variables(&bench, &[("COLUMNS", "160")], "production.jsonl");
    let line = |start: &str| {
        let found = table.lines().find(|line| line.starts_with(start));
        found.unwrap_or_else(|| panic!("no `{start}` in\n{table}"))
    };
    assert!(line("  x · y: Spearman 1.00 → ").contains("; Pearson 1.00 → "), "{table}");
    assert!(
        line("  land · money: Cramér’s V 1.00 → 1.00, p").contains("which categories occur together changed by"),
        "{table}"
    );
}

#[test]
fn lines_fit_the_width_that_is_told() {
    let bench = Bench::with_pair("width");
    for columns in [80, 100, 160] {
        let table = with_variables(&bench, &[("COLUMNS", &columns.to_string())], "drifted.jsonl");
        let widest = table.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= columns, "{widest} of {columns}:\n{table}");
    }
}

#[test]
fn colours_are_only_shown_where_they_are_asked_for() {
    let bench = Bench::with_pair("colours");
    let plain = with_variables(&bench, &[], "drifted.jsonl");
    assert!(!plain.contains('\u{1b}'));
    let coloured = with_variables(&bench, &[("CLICOLOR_FORCE", "1")], "drifted.jsonl");
    assert!(coloured.contains("\u{1b}[31m▲ large\u{1b}[0m"), "{coloured}");
}

#[test]
fn a_name_cannot_take_over_the_terminal() {
    let bench = Bench::new("take-over");
    let row = |value: u32| format!("{{\"\\u001b]0;owned\\u0007\\u001b[2J\":{value},\"c\":\"\\u001b[31m\\r\"}}\n");
    bench.write("reference.jsonl", (0..100).map(row).collect::<String>());
    bench.write("production.jsonl", (50..150).map(row).collect::<String>());
    let table = with_variables(&bench, &[], "production.jsonl");
    assert!(table.contains("]0;owned"), "{table}");
    assert!(!table.contains(|character: char| character.is_control() && character != '\n'), "{table:?}");
}
