//! Production's files beside each other: which differ from the reference, since which, and whether they differ among themselves.

use driftscope_decide::decide;
use driftscope_drift::compare;
use driftscope_report::{AmongTestId, ColumnSettings, Kind, Report, Role, Settings, Windowing, Windows};
use driftscope_stats::random::Random;
use driftscope_table::{ReadOptions, Sample, Table, TableReader};
use serde_json::{Value, json};

use crate::common::near;

/// Reads files of one data set: their names and their lines.
fn read(files: &[(&str, String)], sample: Option<Sample>) -> Table {
    let mut reader = TableReader::new(ReadOptions { sample, ..ReadOptions::default() });
    for (name, lines) in files {
        reader.begin_file(name);
        reader.feed(lines.as_bytes());
        reader.end_file(String::new());
    }
    reader.finish().unwrap()
}

fn lines(values: &[Value]) -> String {
    values.iter().enumerate().map(|(row, value)| format!("{}\n", json!({ "x": value, "row": row % 3 }))).collect()
}

/// A month of rows: one number that moves, one that does not, and a category.
fn month(seed: u64, moved: bool) -> String {
    let mut random = Random::new(seed);
    let row = |_| {
        let mut normal = || (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let (delay, quiet) = (normal() + if moved { 0.9 } else { 0.0 }, normal());
        let plan = if random.unit() < if moved { 0.6 } else { 0.2 } { "pro" } else { "free" };
        format!("{{\"delay\":{delay:.3},\"quiet\":{quiet:.3},\"plan\":\"{plan}\"}}\n")
    };
    (0..300).map(row).collect()
}

fn names(windows: &Windows) -> Vec<&str> {
    windows.production.iter().map(|window| window.start.as_str()).collect()
}

/// Three months of production, of which these moved.
fn months(moved: [bool; 3], settings: &Settings) -> Report {
    let reference = read(&[("year.jsonl", month(1, false) + &month(2, false))], None);
    let files = ["jan.jsonl", "feb.jsonl", "mar.jsonl"];
    let files: Vec<(&str, String)> =
        files.into_iter().zip(moved).zip(3..).map(|((name, moved), seed)| (name, month(seed, moved))).collect();
    compare(&reference, &read(&files, None), settings)
}

#[test]
fn the_tests_among_files_are_those_of_scipy() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("golden/among.json")).unwrap();
    assert!(cases.len() >= 18);
    for case in &cases {
        let (name, expected) = (case["name"].as_str().unwrap(), &case["expected"]);
        let kind = if case["kind"] == "numeric" { Kind::Numeric } else { Kind::Category };
        let files: Vec<(String, String)> = case["files"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
            .map(|(place, file)| (format!("f{place}.jsonl"), lines(file.as_array().unwrap())))
            .collect();
        let files: Vec<(&str, String)> = files.iter().map(|(name, lines)| (name.as_str(), lines.clone())).collect();
        let reference = read(&[("r.jsonl", lines(case["reference"].as_array().unwrap()))], None);
        let chosen = ColumnSettings { kind: Some(kind), ..ColumnSettings::default() };
        let settings = Settings { columns: [("x".to_owned(), chosen)].into(), ..Settings::default() };
        let report = compare(&reference, &read(&files, None), &settings);
        let windows = report.windows.as_ref().unwrap();
        assert_eq!((windows.unit, windows.production.len()), (Windowing::File, files.len()), "{name}");
        let column = report.columns.iter().find(|column| column.name == "x").unwrap();
        let among = column.windows.as_ref().unwrap().among.as_ref().unwrap();
        assert_eq!(among.windows, expected["files"].as_u64().unwrap(), "{name}");
        let tests = expected["tests"].as_object().unwrap();
        assert_eq!(among.tests.len(), tests.len(), "{name}: {among:?}");
        for test in &among.tests {
            let id = serde_json::to_value(test.id).unwrap();
            let (known, what) = (&tests[id.as_str().unwrap()], format!("{name}, {id}"));
            near(Some(test.statistic), &known["statistic"], &what);
            near(Some(test.p_value), &known["p_value"], &what);
            let degrees: Vec<f64> = serde_json::from_value(known["degrees_of_freedom"].clone()).unwrap();
            assert_eq!(test.degrees_of_freedom, degrees, "{what}");
            match test.effect {
                Some(effect) => assert!((effect - known["effect"].as_f64().unwrap()).abs() < 1e-9, "{what}: {effect}"),
                None => assert!(known["effect"].is_null(), "{what}"),
            }
        }
        match among.p_value {
            Some(p_value) => near(Some(p_value), &expected["p_value"], name),
            None => assert!(expected["p_value"].is_null(), "{name}"),
        }
    }
}

#[test]
fn without_a_time_files_are_the_windows_and_the_first_lasting_one_is_said() {
    let report = months([false, true, true], &Settings::default());
    let windows = report.windows.as_ref().unwrap();
    assert_eq!((names(windows), windows.column.as_str()), (vec!["jan.jsonl", "feb.jsonl", "mar.jsonl"], ""));
    assert_eq!(
        windows.sentence,
        "By file: 1 file of about 600 rows in the reference, 3 files of about 300 in production"
    );
    let since = report.since.as_ref().unwrap();
    assert_eq!(since.sentence, "2 columns have differed since feb.jsonl");
    assert!(
        report.verdict.sentence.ends_with("; 2 columns have differed since feb.jsonl"),
        "{}",
        report.verdict.sentence
    );
    let of = |name: &str| report.columns.iter().find(|column| column.name == name).unwrap();
    let among = |name: &str| of(name).windows.as_ref().unwrap().among.clone().unwrap();
    assert_eq!(
        among("delay").tests.iter().map(|test| test.id).collect::<Vec<_>>(),
        [AmongTestId::KruskalWallis, AmongTestId::Anova]
    );
    assert_eq!(among("plan").tests[0].id, AmongTestId::ChiSquare);
    assert!(among("delay").p_adjusted.unwrap() < 1e-9 && among("quiet").p_adjusted.unwrap() > 0.01);
    // Benjamini and Hochberg of three: the largest stays.
    let largest = ["delay", "quiet", "plan"].map(|name| among(name).p_value.unwrap()).into_iter().fold(0.0, f64::max);
    assert!((among("quiet").p_adjusted.unwrap() / largest - 1.0).abs() < 1e-12);
    // A tolerance that no file reaches takes the claim away, without rows.
    let mut lenient = report.clone();
    decide(&mut lenient, &Settings { tolerance: 0.9, ..Settings::default() });
    assert!(lenient.since.unwrap().groups.is_empty());
    let mut again = report.clone();
    decide(&mut again, &Settings::default());
    assert_eq!(again, report, "deciding twice is deciding once");
}

#[test]
fn a_file_that_moved_by_itself_is_no_since() {
    let report = months([false, true, false], &Settings::default());
    let since = report.since.unwrap();
    assert_eq!((since.groups.len(), since.undated), (0, vec!["delay".to_owned(), "plan".to_owned()]));
    assert_eq!(since.sentence, "No drifted column differs in the last file of production");
    let report = months([true; 3], &Settings::default());
    assert!(report.since.unwrap().sentence.contains("since production’s first file, jan.jsonl"));
    let report = months([false; 3], &Settings::default());
    assert_eq!(report.since.unwrap().sentence, "No column drifted, so there is nothing that began with one of them");
}

#[test]
fn files_stand_in_the_order_of_their_times_or_numbers() {
    let reference = read(&[("r.jsonl", month(1, false))], None);
    let numbered: Vec<(&str, String)> =
        [("p10.jsonl", 2), ("p9.jsonl", 3)].map(|(name, seed)| (name, month(seed, false))).into();
    let report = compare(&reference, &read(&numbered, None), &Settings::default());
    assert_eq!(names(report.windows.as_ref().unwrap()), ["p9.jsonl", "p10.jsonl"]);
    let at = |day: u32| -> String {
        (0..40).map(|row| format!("{{\"at\":\"2026-03-{day:02}T00:{row:02}:00Z\",\"x\":{row}}}\n")).collect()
    };
    let settings = Settings { window: Windowing::File, ..Settings::default() };
    let timed = [("b.jsonl", at(9)), ("a.jsonl", at(12)), ("c.jsonl", at(3)), ("none.jsonl", String::new())];
    let report = compare(&read(&[("r.jsonl", at(1))], None), &read(&timed, None), &settings);
    let windows = report.windows.as_ref().unwrap();
    assert_eq!((windows.column.as_str(), names(windows)), ("at", vec!["c.jsonl", "b.jsonl", "a.jsonl", "none.jsonl"]));
    assert_eq!(windows.production.iter().map(|window| window.rows).collect::<Vec<_>>(), [40, 40, 40, 0]);
    // The time itself is not compared by what it orders.
    assert!(report.columns.iter().find(|column| column.name == "at").unwrap().windows.is_none());
}

#[test]
fn versions_are_windows_where_a_column_names_them() {
    let lines = |versions: &[&str], moved: bool, seed: u64| -> String {
        let with = |(row, line): (usize, &str)| {
            line.replace('{', &format!("{{\"build\":\"{}\",", versions[row % versions.len()])) + "\n"
        };
        month(seed, moved).lines().enumerate().map(with).collect()
    };
    let reference = read(&[("r.jsonl", lines(&["v1.9"], false, 1))], None);
    let production = lines(&["v1.9"], false, 2) + &lines(&["v1.10", "v1.11"], true, 3);
    let role = ColumnSettings { role: Some(Role::Version), ..ColumnSettings::default() };
    let settings =
        Settings { window: Windowing::Version, columns: [("build".to_owned(), role)].into(), ..Settings::default() };
    let report = compare(&reference, &read(&[("p.jsonl", production)], None), &settings);
    let windows = report.windows.as_ref().unwrap();
    assert_eq!((windows.column.as_str(), names(windows)), ("build", vec!["v1.9", "v1.10", "v1.11"]));
    let since = report.since.unwrap();
    let date = |name: &str| since.columns.iter().find(|column| column.name == name).unwrap().date.as_str();
    assert_eq!(["delay", "plan"].map(date), ["v1.10"; 2]);
}

#[test]
fn what_is_not_known_gives_no_windows_of_files() {
    let reference = read(&[("r.jsonl", month(1, false))], None);
    let files: Vec<(&str, String)> =
        [("a.jsonl", 2), ("b.jsonl", 3)].map(|(name, seed)| (name, month(seed, false))).into();
    let sampled = read(&files, Some(Sample { share: 0.5, seed: 1 }));
    assert!(compare(&reference, &sampled, &Settings::default()).windows.is_none());
    let alone = compare(&reference, &read(&files[..1], None), &Settings::default());
    assert!(alone.windows.is_none(), "one file is no choice that is made by itself");
    // Asked for, it is one.
    let settings = Settings { window: Windowing::File, ..Settings::default() };
    let report = compare(&reference, &read(&files[..1], None), &settings);
    assert_eq!(names(report.windows.as_ref().unwrap()), ["a.jsonl"]);
    assert!(report.columns.iter().all(|column| column.windows.as_ref().is_none_or(|windows| windows.among.is_none())));
    for window in [Windowing::Version, Windowing::Day, Windowing::Rows] {
        let settings = Settings { window, ..Settings::default() };
        assert!(compare(&reference, &read(&files, None), &settings).windows.is_none(), "{window:?}");
    }
}
