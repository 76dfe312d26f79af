//! Profiles: parts are the whole, and what is compared of them is what is compared of the rows.

use driftscope_drift::{
    Profile, ProfileError, ProfileSplitError, check_comparable, check_profiles_comparable, compare, compare_profiles,
    profile_from_bytes, profile_from_json, profile_to_json,
};
use driftscope_report::Split;
use driftscope_report::WindowUnit;
use driftscope_report::{ColumnReport, Settings};
use driftscope_stats::random::Random;
use driftscope_table::{Column, Table, WindowBy, split};

/// The same rows in several tables, each row in one of them by chance.
fn parts(table: &Table, random: &mut Random, count: u64) -> Vec<Table> {
    let places: Vec<u64> = (0..table.rows).map(|_| random.below(count)).collect();
    (0..count)
        .map(|part| {
            let kept = || places.iter().map(|place| *place == part);
            let column = |column: &Column| {
                let cells = column.cells.iter().zip(kept()).filter(|(_, kept)| *kept).map(|(cell, _)| *cell).collect();
                Column { cells, ..column.clone() }
            };
            let rows = kept().filter(|kept| *kept).count();
            Table { rows, columns: table.columns.iter().map(column).collect(), ..table.clone() }
        })
        .collect()
}

/// The profile of all parts, merged two by two in an order that chance gives.
fn merged(parts: Vec<Table>, random: &mut Random) -> Profile {
    let mut profiles: Vec<Profile> = parts.iter().map(Profile::of).collect();
    while profiles.len() > 1 {
        let part = profiles.swap_remove(random.below(profiles.len() as u64) as usize);
        let at = random.below(profiles.len() as u64) as usize;
        // What is merged was written down before.
        profiles[at].merge(profile_from_json(&profile_to_json(&part)).unwrap()).unwrap();
    }
    profiles.remove(0)
}

fn without_origin(profile: &Profile) -> Profile {
    let mut profile = profile.clone();
    (profile.files, profile.warnings, profile.skipped) = (Vec::new(), Vec::new(), 0);
    profile
}

#[test]
fn parts_in_any_order_are_the_whole() {
    let mut random = Random::new(21);
    for table in crate::common::flights() {
        let whole = Profile::of(&table);
        for count in [2, 5, 17] {
            let found = merged(parts(&table, &mut random, count), &mut random);
            assert_eq!(profile_to_json(&without_origin(&found)), profile_to_json(&without_origin(&whole)), "{count}");
        }
    }
}

#[test]
fn what_is_written_is_read_again() {
    for table in crate::common::flights() {
        let profile = Profile::of(&table);
        let text = profile_to_json(&profile);
        let read = profile_from_json(&text).unwrap();
        assert_eq!(read, profile);
        assert_eq!(profile_to_json(&read), text);
        eprintln!("{} bytes of {} rows", text.len(), table.rows);
    }
}

/// Fails unless two figures agree to this many digits.
#[track_caller]
fn near(found: Option<f64>, expected: Option<f64>, tolerance: f64, what: &str) {
    match (found, expected) {
        (Some(found), Some(expected)) => {
            assert!((found - expected).abs() <= tolerance * expected.abs().max(1e-300), "{what}: {found} {expected}");
        }
        _ => assert_eq!(found, expected, "{what}"),
    }
}

fn check_exact(found: &ColumnReport, expected: &ColumnReport) {
    let name = &found.name;
    for (side, other) in [(&found.reference, &expected.reference), (&found.production, &expected.production)] {
        near(side.mean, other.mean, 1e-14, name);
        near(side.sd, other.sd, 1e-13, name);
        let rest =
            |side: &driftscope_report::Summary| driftscope_report::Summary { mean: None, sd: None, ..side.clone() };
        assert_eq!(rest(side), rest(other), "{name}");
    }
    assert_eq!(found.drift, expected.drift, "{name}");
    assert_eq!(found.histogram, expected.histogram, "{name}");
    assert_eq!(found.quantiles, expected.quantiles, "{name}");
    assert_eq!(found.categories, expected.categories, "{name}");
    assert_eq!(found.shift, expected.shift, "{name}");
    assert_eq!(found.finding, expected.finding, "{name}");
    let by_moments = ["welch_t", "student_t", "hedges_g", "scale_ratio", "wasserstein_normed"];
    for (test, result) in &found.tests {
        let other = &expected.tests[test];
        if by_moments.contains(&test.as_str()) {
            near(result.statistic, other.statistic, 1e-9, test);
            near(result.p_value, other.p_value, 1e-6, test);
        } else {
            assert_eq!(result, other, "{name}: {test}");
        }
    }
}

#[test]
fn flights_are_judged_by_profiles_as_by_rows() {
    let [reference, production] = crate::common::flights();
    let settings = Settings::default();
    // Profiles have no windows of each column.
    let by_rows = crate::common::without_windows(compare(&reference, &production, &settings));
    let by_profiles = compare_profiles(&Profile::of(&reference), &Profile::of(&production), &settings);
    assert_eq!(by_profiles.verdict.sentence, by_rows.verdict.sentence);
    assert_eq!(by_profiles.schema, by_rows.schema);
    assert_eq!(by_profiles.reference.period, by_rows.reference.period);
    assert!(by_profiles.reference.profile && !by_rows.reference.profile);
    assert_eq!(by_profiles.columns.len(), by_rows.columns.len());
    let mut binned = 0;
    for (found, expected) in by_profiles.columns.iter().zip(&by_rows.columns) {
        let name = &expected.name;
        assert_eq!((&found.name, found.kind, found.role), (name, expected.kind, expected.role));
        assert_eq!(found.drift.outcome, expected.drift.outcome, "{name}");
        let Some(bound) = found.binned else {
            check_exact(found, expected);
            continue;
        };
        binned += 1;
        assert!(bound.share < 0.02 && bound.width < 0.02, "{name}: {bound:?}");
        for (side, other) in [(&found.reference, &expected.reference), (&found.production, &expected.production)] {
            assert_eq!((side.count, side.missing, side.infinite), (other.count, other.missing, other.infinite));
            assert_eq!((side.min, side.max), (other.min, other.max), "{name}");
            near(side.mean, other.mean, 1e-14, name);
            near(side.median, other.median, bound.width, name);
            near(Some(side.distinct as f64), Some(other.distinct as f64), 0.05, name);
        }
        if let (Some(ks), Some(exact)) = (found.tests.get("ks"), expected.tests.get("ks")) {
            let error = (ks.statistic.unwrap() - exact.statistic.unwrap()).abs();
            assert!(error <= bound.share, "{name}: {error} {bound:?}");
            let effects = [&found.drift, &expected.drift].map(|drift| drift.effect.unwrap());
            assert!((effects[0] - effects[1]).abs() <= bound.share, "{name}: {effects:?}");
        }
        let quantiles = [found, expected].map(|column| column.quantiles.clone().unwrap_or_default());
        for (value, exact) in quantiles[0].production.iter().zip(&quantiles[1].production) {
            near(Some(*value), Some(*exact), bound.width, name);
        }
    }
    eprintln!("{binned} columns are binned");
}

#[test]
fn kinds_are_decided_over_both_sides() {
    let reference = crate::common::table(
        "{\"n\":1.5,\"d\":\"2024-01-02T03:04:05Z\",\"b\":true,\"c\":\"7\",\"m\":\"x\",\"k\":0}\n\
         {\"n\":\"2.5\",\"d\":\"2024-01-03T03:04:05Z\",\"b\":false,\"c\":\"007\",\"m\":null,\"k\":1}\n",
    );
    let production = crate::common::table(
        "{\"n\":\"3.25\",\"d\":1704164645000,\"b\":1,\"c\":\"07\",\"m\":2,\"k\":\"true\",\"new\":1}\n\
         {\"n\":\"NA\",\"d\":1704164646000,\"b\":\"False\",\"c\":\"8\",\"m\":\"x\",\"k\":null,\"new\":-1e999}\n",
    );
    let settings = Settings::default();
    let by_rows = compare(&reference, &production, &settings);
    let by_profiles = compare_profiles(&Profile::of(&reference), &Profile::of(&production), &settings);
    assert_eq!(by_profiles.schema, by_rows.schema);
    for (found, expected) in by_profiles.columns.iter().zip(&by_rows.columns) {
        assert_eq!((&found.name, found.kind), (&expected.name, expected.kind));
        check_exact(found, expected);
    }
    let [names, codes] = [&by_profiles, &by_rows].map(|report| {
        report.production.warnings.iter().map(|warning| (warning.code, warning.count)).collect::<Vec<_>>()
    });
    assert_eq!(names, codes);
}

#[test]
fn profiles_without_a_common_column_are_refused_alike() {
    let [one, other] = ["{\"a\":1}\n", "{\"b\":1}\n"].map(crate::common::table);
    let by_rows = check_comparable(&one, &other).unwrap_err();
    let by_profiles = check_profiles_comparable(&Profile::of(&one), &Profile::of(&other)).unwrap_err();
    assert_eq!(by_profiles, by_rows);
    assert!(check_profiles_comparable(&Profile::of(&one), &Profile::of(&one)).is_ok());
}

#[test]
fn what_is_binned_is_said() {
    let [reference, production] = crate::common::flights().map(|table| Profile::of(&table));
    let report = compare_profiles(&reference, &production, &Settings::default());
    let binned: Vec<_> = report.columns.iter().filter(|column| column.binned.is_some()).collect();
    assert!(!binned.is_empty() && report.verdict.basis.contains("Profiles were compared"));
    for column in binned.iter().filter(|column| column.drift.tested) {
        assert!(column.finding.contains("known from buckets, shares within"), "{}", column.finding);
        assert!(!column.tests.contains_key("mmd") && column.tests.contains_key("ks"));
    }
}

/// A profile as JSON, changed.
fn changed(change: impl FnOnce(&mut serde_json::Value)) -> String {
    let lines: String =
        (0..6000).map(|row| format!("{{\"x\":{}.5,\"c\":\"k{}\",\"b\":true}}\n", row, row % 9)).collect();
    let mut value = serde_json::from_str(&profile_to_json(&Profile::of(&crate::common::table(&lines)))).unwrap();
    change(&mut value);
    value.to_string()
}

#[test]
fn profiles_that_cannot_be_are_refused_with_advice() {
    assert!(profile_from_json(&changed(|_| {})).is_ok());
    type Change = Box<dyn FnOnce(&mut serde_json::Value)>;
    let cases: Vec<(&str, Change)> = vec![
        ("version 2", Box::new(|value| value["driftscope_profile"] = 2.into())),
        ("rows", Box::new(|value| value["rows"] = 5.into())),
        ("2⁵³", Box::new(|value| value["rows"] = u64::MAX.into())),
        ("no whole", Box::new(|value| value["rows"] = (-1).into())),
        ("two columns", Box::new(|value| value["columns"][1]["name"] = "x".into())),
        ("ascend", Box::new(|value| value["columns"][0]["numbers"]["low"][3] = 9e9.into())),
        ("count cannot be", Box::new(|value| value["columns"][0]["numbers"]["count"][3] = 0.into())),
        ("add up", Box::new(|value| value["columns"][0]["numbers"]["count"][3] = 7.into())),
        ("add up", Box::new(|value| value["columns"][0]["values"]["numbers"] = 7.into())),
        ("add up", Box::new(|value| value["columns"][1]["texts"]["count"][0] = 7.into())),
        ("add up", Box::new(|value| value["columns"][2]["true"] = u64::MAX.into())),
        ("add up", Box::new(|value| value["columns"][0]["values"]["fractions"] = 9_999_999.into())),
        ("sums", Box::new(|value| value["columns"][0]["numbers"]["sum"] = "ffp9000".into())),
        ("sums", Box::new(|value| value["columns"][0]["numbers"]["sum_of_squares"] = "1p-7".into())),
        ("differ", Box::new(|value| value["columns"][0]["numbers"]["distinct"] = "00".into())),
        ("differ", Box::new(|value| value["columns"][0]["numbers"]["distinct"] = serde_json::Value::Null)),
        ("one length", Box::new(|value| value["columns"][0]["numbers"]["count"] = serde_json::json!([1]))),
        ("one length", Box::new(|value| value["columns"][1]["texts"]["label"] = serde_json::json!(["a"]))),
        ("buckets", Box::new(|value| value["columns"][0]["numbers"]["low"] = vec![1.5; 5000].into())),
        ("buckets", Box::new(|value| value["columns"][0]["numbers"]["dropped_bits"] = 99.into())),
        ("labels", Box::new(|value| value["columns"][1]["texts"]["label"][0] = "y".repeat(1000).into())),
        ("labels", Box::new(|value| value["columns"][1]["texts"]["label"][0] = "k1".into())),
        ("no whole", Box::new(|value| value["columns"][0]["numbers"]["low"][0] = serde_json::Value::Null)),
        ("no whole", Box::new(|value| value["columns"] = "x".into())),
    ];
    for (place, (words, change)) in cases.into_iter().enumerate() {
        match profile_from_json(&changed(change)) {
            Err(error) => assert!(error.to_string().contains(words), "case {place}: {error}"),
            Ok(_) => panic!("case {place} is read: {words}"),
        }
    }
    for text in
        ["", "{", "{}", "[]", "{\"driftscope_profile\":1}", "{\"driftscope_profile\":1e99,\"rows\":1,\"columns\":[]}"]
    {
        assert!(profile_from_json(text).is_err(), "{text}");
    }
}

#[test]
fn a_profile_of_more_rows_than_any_memory_holds_is_compared() {
    let column = |low: &[f64], count: u64| {
        let size = count * low.len() as u64;
        serde_json::json!({
            "name": "x", "values": { "numbers": size },
            "numbers": { "low": low, "count": vec![count; low.len()], "sum": "0", "sum_of_squares": "1p100" },
        })
    };
    let profile = |low: &[f64], count: u64| {
        let rows = count * low.len() as u64 + 5;
        let value = serde_json::json!({ "driftscope_profile": 1, "rows": rows, "columns": [column(low, count)] });
        profile_from_json(&value.to_string()).unwrap()
    };
    let report = compare_profiles(
        &profile(&[1.5, 2.5, 3.5, 4.0], 1 << 49),
        &profile(&[1.5, 2.5, 9.0], 1 << 49),
        &Settings::default(),
    );
    let column = &report.columns[0];
    assert!(column.drift.drifted && column.reference.missing == 5, "{column:?}");
    assert!((column.tests["ks"].statistic.unwrap() - 1.0 / 3.0).abs() < 1e-8, "{:?}", column.tests["ks"]);
    let mut most = profile(&[1.0], (1 << 53) - 5);
    assert!(most.merge(profile(&[1.0], 1)).is_err());
}

#[test]
fn profiles_of_version_1_are_read() {
    let kept = include_str!("fixtures/profile-1.json");
    let profile = profile_from_json(kept).unwrap();
    let names: Vec<&str> = profile.column_names().collect();
    assert_eq!((profile.rows, names.as_slice()), (40, ["x", "many", "c", "t", "b", "n"].as_slice()));
    assert_eq!(profile_to_json(&profile), kept.trim_end());
    let report = compare_profiles(&profile, &profile, &Settings::default());
    assert!(!report.verdict.drifted && report.columns.len() == 6);
}

/// Rows whose columns hold a bit of everything: numbers of any size, spelled numbers, booleans, moments, strings, nothing.
fn mixed(random: &mut Random, rows: u64) -> Table {
    let mut lines = String::new();
    for _ in 0..rows {
        let number = f64::from_bits(random.next_u64());
        let number = if number.is_finite() { number } else { -0.0 };
        let small = random.below(2000) as f64 / 8.0;
        let any = match random.below(8) {
            0 => "null".to_owned(),
            1 => "true".to_owned(),
            2 => format!("\"{}\"", random.below(30)),
            3 => "\"False\"".to_owned(),
            4 => format!("\"2024-01-{:02}T00:00:{:02}Z\"", 1 + random.below(28), random.below(60)),
            5 => format!("\"word {} of many\"", random.below(50)),
            6 => "Infinity".to_owned(),
            _ => small.to_string(),
        };
        let id = random.next_u64();
        lines.push_str(&format!(
            "{{\"number\":{number:e},\"small\":{small},\"any\":{any},\"id\":\"u{id}\",\"big\":{id}"
        ));
        // A column that only some of the parts may have.
        lines.push_str(if random.below(5000) == 0 { ",\"rare\":1}\n" } else { "}\n" });
    }
    crate::common::table(&lines)
}

#[test]
fn parts_of_any_values_are_the_whole() {
    let mut random = Random::new(22);
    for rows in [1, 40, 9_000] {
        let table = mixed(&mut random, rows);
        let whole = without_origin(&Profile::of(&table));
        for count in [2, 7] {
            let found = without_origin(&merged(parts(&table, &mut random, count), &mut random));
            assert_eq!(profile_to_json(&found), profile_to_json(&whole), "{rows} rows in {count} parts");
        }
    }
}

#[test]
fn a_category_that_one_side_did_not_keep_is_not_said_to_be_new() {
    // A hundred frequent categories, and more rare ones than a profile keeps, a few of them once more on one side.
    let rows = |seed: u64| -> Table {
        let mut random = Random::new(seed);
        let mut lines = String::new();
        for row in 0..130_000_u64 {
            let label = if row % 13 < 11 { random.below(100) } else { 1_000 + random.below(20_000) };
            lines.push_str(&format!("{{\"code\":\"c{label}\"}}\n"));
        }
        crate::common::table(&lines)
    };
    let [reference, production] = [rows(1), rows(2)].map(|table| Profile::of(&table));
    let report = compare_profiles(&reference, &production, &Settings::default());
    let column = &report.columns[0];
    assert!(!column.drift.drifted && column.binned.is_some(), "{}", column.finding);
    let categories = column.categories.as_ref().unwrap();
    assert!(categories.new.is_empty() && categories.vanished.is_empty(), "{categories:?}");
}

fn by(unit: WindowUnit) -> WindowBy {
    WindowBy { column: None, unit }
}

/// The profile once its windows are no more, as after merging one that has none.
fn without_windows(profile: &Profile) -> Profile {
    let mut whole = profile.clone();
    let mut nothing = Profile::default();
    nothing.part.clone_from(&profile.part);
    whole.merge(nothing).unwrap();
    assert!(whole.windows().is_none());
    whole
}

#[test]
fn the_windows_merged_are_the_profile_of_the_whole() {
    for table in crate::common::flights() {
        let whole = Profile::of(&table);
        for unit in [WindowUnit::Day, WindowUnit::Week, WindowUnit::Month] {
            let windowed = Profile::of_windows(&table, &by(unit)).unwrap();
            let windows = windowed.windows().unwrap();
            assert!(
                windows.edges().len() > 1 && windows.rows().iter().sum::<u64>() + windows.loose_rows() == whole.rows
            );
            // The same bits, once the windows are no more.
            assert_eq!(profile_to_json(&without_windows(&windowed)), profile_to_json(&whole));

            let read = profile_from_json(&profile_to_json(&windowed)).unwrap();
            assert_eq!(read, windowed);
        }
    }
}

#[test]
fn parts_with_windows_in_any_order_are_the_whole_with_windows() {
    let mut random = Random::new(22);
    let table = &crate::common::flights()[1];
    let whole = Profile::of_windows(table, &by(WindowUnit::Week)).unwrap();
    for count in [2, 7] {
        let parts = parts(table, &mut random, count);
        let mut profiles: Vec<Profile> =
            parts.iter().map(|part| Profile::of_windows(part, &by(WindowUnit::Week)).unwrap()).collect();
        while profiles.len() > 1 {
            let part = profiles.swap_remove(random.below(profiles.len() as u64) as usize);
            let at = random.below(profiles.len() as u64) as usize;
            profiles[at].merge(part).unwrap();
        }
        assert_eq!(profile_to_json(&without_origin(&profiles[0])), profile_to_json(&without_origin(&whole)), "{count}");
    }
    let mut mixed = whole.clone();
    mixed.merge(Profile::of(table)).unwrap();
    assert!(mixed.windows().is_none());
    let mut mixed = whole.clone();
    mixed.merge(Profile::of_windows(table, &by(WindowUnit::Month)).unwrap()).unwrap();
    assert!(mixed.windows().is_none() && mixed.rows == 2 * whole.rows);
}

#[test]
fn a_profile_is_parted_at_the_edge_of_a_window_as_its_rows_are() {
    let table = &crate::common::flights()[1];
    let profile = Profile::of_windows(table, &by(WindowUnit::Day)).unwrap();
    let time = profile.split_choices().times.remove(0);
    let split_by = |at: f64| Split::Time { column: None, at };
    let [reference, production] = profile.split(&split_by(time.middle)).unwrap();
    let rows = split(table, &split_by(time.middle)).unwrap();
    for (side, rows) in [&reference, &production].into_iter().zip(&rows) {
        let side_without = without_windows(&without_origin(side));
        assert_eq!(profile_to_json(&side_without), profile_to_json(&without_origin(&Profile::of(rows))));
        assert_eq!((&side.part, side.skipped), (&rows.part, rows.skipped));
    }
    assert!(reference.rows.abs_diff(production.rows) < table.rows as u64 / 10);
    let report = compare_profiles(&reference, &production, &Settings::default());
    assert!(report.verdict.tested_columns > 5);

    let within = profile.split(&split_by(time.middle + 7.0)).unwrap_err();
    assert!(matches!(within, ProfileSplitError::WithinWindow { .. }) && within.to_string().contains("split at"));
    let early = profile.split(&split_by(time.first - 86_400.0)).unwrap_err();
    assert!(matches!(early, ProfileSplitError::EmptySide { .. }), "{early}");
    assert_eq!(profile.split(&Split::Share { reference: 0.5 }), Err(ProfileSplitError::NotByTime));
    assert_eq!(Profile::of(table).split(&split_by(time.middle)), Err(ProfileSplitError::NoWindows));
    let other = Split::Time { column: Some("z".to_owned()), at: time.middle };
    assert!(matches!(profile.split(&other), Err(ProfileSplitError::OtherColumn { .. })));
}

#[test]
fn small_windows_are_kept_without_their_time() {
    let row = |day: u32, x: u32| format!("{{\"at\":\"2024-01-{day:02}T08:00:00Z\",\"x\":{x}}}\n");
    let counts = [30, 2, 40, 15, 3, 25];
    let lines: String = (1..).zip(counts).flat_map(|(day, count)| (0..count).map(move |x| row(day, x * day))).collect();
    let table = crate::common::table(&lines);
    let mut profile = Profile::of_windows(&table, &by(WindowUnit::Day)).unwrap();
    assert_eq!(profile.windows().unwrap().rows(), [30, 2, 40, 15, 3, 25]);
    // Of the two together there are still too few, so the smallest beside is taken, too.
    assert_eq!(profile.without_small_windows(10), 3);
    let windows = profile.windows().unwrap();
    assert_eq!((windows.rows(), windows.loose_rows()), (vec![30, 40, 25], 20));
    assert_eq!(profile_from_json(&profile_to_json(&profile)).unwrap(), profile);
    assert_eq!(profile_to_json(&without_windows(&profile)), profile_to_json(&Profile::of(&table)));
}

#[test]
fn windows_that_contradict_the_profile_are_refused() {
    let lines: String = (0..60).map(|row| format!("{{\"at\":\"2024-01-0{}\",\"x\":{row}}}\n", row / 20 + 1)).collect();
    let profile = Profile::of_windows(&crate::common::table(&lines), &by(WindowUnit::Day)).unwrap();
    let text = profile_to_json(&profile);
    let start = 1_704_067_200;
    for (from, to) in [
        ("\"rows\":60,".to_owned(), "\"rows\":61,"),
        (format!("\"start\":{start},"), "\"start\":1704067201,"),
        (format!("\"start\":{start},"), "\"start\":1704153600,"),
        ("\"windows\":{".to_owned(), "\"columns\":[],\"windows\":{"),
    ] {
        assert!(text.contains(&from), "{from} in {text}");
        let read = profile_from_json(&text.replacen(&from, to, 1));
        assert!(matches!(read, Err(ProfileError::Windows)), "{from}: {read:?}");
    }
    assert!(profile_from_json(&text.replacen("\"unit\":\"day\"", "\"unit\":\"year\"", 1)).is_err());
}

#[test]
fn packed_profiles_are_read_and_damaged_ones_refused() {
    let profile = Profile::of(&crate::common::flights()[0]);
    let text = profile_to_json(&profile);
    assert_eq!(profile_from_bytes(text.as_bytes()).unwrap(), profile);
    assert!(matches!(profile_from_bytes(&[0x1F, 0x8B, 8, 0, 0]), Err(ProfileError::Damaged)));
}
