//! For whom columns drifted, from profiles that count by the values of a column.

use std::fmt::Write as _;

use driftscope_drift::{Profile, SegmentError, compare, compare_profiles, profile_from_json, profile_to_json};
use driftscope_report::{ColumnReport, Mix, PickedSegments, Report, Settings, WindowUnit, to_json};
use driftscope_stats::random::Random;
use driftscope_table::{Table, WindowBy};

use crate::common::{column, csv, flights, table};

const FEWEST: u64 = 10;

fn by(column: &str) -> Settings {
    Settings { segment: Some(column.to_owned()), ..Settings::default() }
}

fn counting(table: &Table, column: &str) -> Profile {
    let mut profile = Profile::of(table);
    profile.count_segments(table, column).unwrap();
    profile
}

/// As the command writes it, and read again.
fn written(mut profile: Profile) -> Profile {
    profile.without_small_segments(FEWEST);
    let read = profile_from_json(&profile_to_json(&profile)).unwrap();
    assert_eq!(read, profile);
    read
}

fn of_profiles(tables: &[Table; 2], column: &str) -> Report {
    let sides = tables.each_ref().map(|table| written(counting(table, column)));
    compare_profiles(&sides[0], &sides[1], &by(column))
}

fn picked(report: &Report) -> &PickedSegments {
    report.segments.as_ref().unwrap().picked.as_ref().unwrap()
}

fn mixes(report: &Report) -> Vec<(&str, &Mix)> {
    report.columns.iter().filter_map(|column| Some((column.name.as_str(), column.mix.as_ref()?))).collect()
}

/// The table and the mix of a column are those of rows: the same bits where its levels are the same.
fn assert_as_rows(tables: &[Table; 2], segment: &str) -> usize {
    let rows = compare(&tables[0], &tables[1], &by(segment));
    let found = of_profiles(tables, segment);
    assert_eq!(picked(&found), picked(&rows), "{segment}");
    let mut exact = 0;
    for of_rows in &rows.columns {
        let own = column(&found, &of_rows.name);
        if of_rows.mix.is_some() {
            assert!(own.mix.is_some() && own.kind == of_rows.kind, "{segment}: {}", of_rows.name);
        }
        if own.binned.is_none() {
            assert_eq!(own.mix, of_rows.mix, "{segment}: {}", of_rows.name);
            exact += usize::from(own.mix.is_some());
        }
    }
    exact
}

#[test]
fn the_flights_by_segment_are_those_of_the_rows() {
    let tables = flights();
    for segment in ["input.carrier", "input.origin", "model_version", "actual"] {
        let exact = assert_as_rows(&tables, segment);
        assert!(exact >= 8, "{segment}: {exact}");
    }
}

/// Labels, booleans, few numbers, times of the day, with missing values, numbers in strings and rare values.
fn mixed(rows: usize, seed: u64) -> Table {
    let mut random = Random::new(seed);
    let mut text = String::new();
    for row in 0..rows {
        let region = ["\"north\"", "\"south\"", "\" east \"", "null", "7", "\"7\"", "\"rare\"", "\"scarce\""];
        let place = if row < 14 { 6 + row / 7 } else { random.below(6) as usize };
        let hour = random.below(18);
        let score = random.unit() * if place == 1 { 2.0 } else { 1.0 };
        let label = ["true", "false", "null"][random.below(3) as usize];
        _ = writeln!(
            text,
            "{{\"region\":{},\"code\":\"0{}\",\"flag\":{label},\"at\":\"{hour:02}:{:02}\",\"level\":{},\"score\":{score:.2},\"id\":\"u{}\"}}",
            region[place],
            random.below(4 + seed % 2),
            random.below(60),
            random.below(6),
            random.next_u64(),
        );
    }
    table(&text)
}

#[test]
fn every_kind_of_column_is_exact() {
    let tables = [mixed(3_000, 1), mixed(2_500, 4)];
    for segment in ["region", "code", "flag", "at", "level"] {
        assert_eq!(assert_as_rows(&tables, segment), 5, "{segment}");
    }
    let report = of_profiles(&tables, "region");
    let values = &picked(&report).values;
    assert!(["7", "north", "east", "missing", "other"].iter().all(|value| values.contains(&(*value).to_owned())));
    assert!(!values.contains(&"rare".to_owned()) && picked(&report).rows.last() == Some(&[14, 14]));
    assert!(column(&report, "id").mix.is_none());
}

/// Numbers whose buckets hold several are in the bins of rows but for the buckets that an edge cuts.
#[test]
fn numbers_in_buckets_are_near_those_of_the_rows() {
    let draw = |seed: u64, shift: f64| {
        let mut random = Random::new(seed);
        let mut text = String::from("group,value\n");
        for _ in 0..60_000 {
            let group = random.below(5);
            let value = (0..12).map(|_| random.unit()).sum::<f64>() + if group == 2 { shift } else { 0.0 };
            _ = writeln!(text, "g{group},{value}");
        }
        csv(&text)
    };
    let tables = [draw(1, 0.0), draw(2, 1.5)];
    let rows = compare(&tables[0], &tables[1], &by("group"));
    let found = of_profiles(&tables, "group");
    assert_eq!(picked(&found), picked(&rows));
    let (of_rows, own) = (column(&rows, "value").mix.as_ref().unwrap(), column(&found, "value"));
    assert!(own.binned.is_some());
    let own = own.mix.as_ref().unwrap();
    assert!((own.within_bits - of_rows.within_bits).abs() < 2e-3, "{own:?} {of_rows:?}");
    for (own, of_rows) in own.effects.iter().flatten().zip(of_rows.effects.iter().flatten()) {
        // The effect is a square root: 0.01 is 0.0001 bits.
        assert!((own - of_rows).abs() < 0.01, "{own} {of_rows}");
    }
    assert_eq!(own.effects.iter().flatten().filter(|effect| **effect > 0.2).count(), 1);
}

#[test]
fn parts_merged_in_any_order_are_the_whole() {
    let whole = mixed(6_000, 3);
    for segment in ["region", "code", "level"] {
        let mut random = Random::new(9);
        let mut parts: Vec<Profile> = (0..5)
            .map(|part| {
                let kept: Vec<bool> = (0..whole.rows).map(|row| row % 5 == part).collect();
                counting(&whole.chosen(&kept, String::new()), segment)
            })
            .collect();
        while parts.len() > 1 {
            let part = parts.swap_remove(random.below(parts.len() as u64) as usize);
            let at = random.below(parts.len() as u64) as usize;
            parts[at].merge(part).unwrap();
        }
        let segments = |profile: Profile| {
            let text = profile_to_json(&written(profile));
            text[text.find("\"segments\"").unwrap()..].to_owned()
        };
        assert_eq!(segments(parts.remove(0)), segments(counting(&whole, segment)), "{segment}");
    }
}

/// A value that one part has merged with others is none in the whole, but for a part without any row of it.
#[test]
fn a_value_that_a_part_does_not_tell_is_no_segment() {
    let lines = |counts: &[(&str, usize)]| {
        let rows = counts.iter().flat_map(|(label, rows)| std::iter::repeat_n(*label, *rows));
        csv(&std::iter::once("s,x\n".to_owned())
            .chain(rows.enumerate().map(|(row, label)| format!("{label},{}\n", row % 7)))
            .collect::<String>())
    };
    let side = |counts: &[(&str, usize)]| written(counting(&lines(counts), "s"));
    let mut first = side(&[("a", 100), ("b", 50), ("c", 4), ("d", 8)]);
    assert_eq!(first.segment_sizes().unwrap().0, 2);
    first.merge(side(&[("a", 80), ("c", 60), ("e", 40)])).unwrap();
    let (values, loose, _) = first.segment_sizes().unwrap();
    // c has rows that nobody can tell from those of d; e has none in the first part, and b none in the second.
    assert_eq!((values, loose), (3, 4 + 8 + 60));
    let report = compare_profiles(&first, &side(&[("a", 50), ("b", 60), ("c", 70), ("e", 30)]), &by("s"));
    assert_eq!(picked(&report).values, ["a", "b", "e", "other"]);
    assert_eq!(picked(&report).rows, [[180, 50], [50, 60], [40, 30], [72, 70]]);
}

#[test]
fn at_most_24_values_are_written_and_the_rest_is_one() {
    let mut text = String::from("s,x\n");
    for label in 0..60 {
        (0..20 + label).for_each(|row| _ = writeln!(text, "v{label},{}", row % 3));
    }
    let profile = written(counting(&csv(&text), "s"));
    let (values, loose, _) = profile.segment_sizes().unwrap();
    assert_eq!((values, loose), (24, (0..36).map(|label| 20 + label).sum()));
}

#[test]
fn few_rows_make_no_segment() {
    let profile = |rows: usize| {
        let mut profile = counting(&csv(&format!("s,x\n{}", "a,1\n".repeat(rows))), "s");
        profile.without_small_segments(FEWEST);
        profile
    };
    assert!(profile(9).segment_column().is_none() && !profile_to_json(&profile(9)).contains("segments"));
    assert_eq!(profile(10).segment_column(), Some("s"));
    // Three rows alone would tell what they hold: they take up the smallest segment.
    let mut beside =
        counting(&csv(&format!("s,x\n{}{}{}", "a,1\n".repeat(30), "b,2\n".repeat(20), "c,3\n".repeat(3))), "s");
    assert_eq!(beside.without_small_segments(FEWEST), 2);
    assert_eq!(beside.segment_sizes(), Some((1, 23, Vec::new())));
}

#[test]
fn columns_that_make_no_segments_are_refused_in_words() {
    let tables = [mixed(500, 1), mixed(500, 2)];
    let refused = |column: &str| Profile::of(&tables[0]).count_segments(&tables[0], column).unwrap_err();
    assert!(matches!(refused("no"), SegmentError::NoColumn { .. }));
    assert!(refused("no").to_string().starts_with("there is no column no. Columns: region, code"));
    assert!(refused("id").to_string().starts_with("the values of id (identifier) make no segments"));
    assert!(refused("score").to_string().starts_with("score has more than 24 different numbers"));
    assert_eq!(counting(&tables[0], "region").segment_sizes().unwrap().2, ["id"]);
}

#[test]
fn what_profiles_cannot_answer_is_said() {
    let tables = [mixed(500, 1), mixed(500, 2)];
    let [reference, production] = tables.each_ref().map(|table| written(counting(table, "code")));
    let without = Profile::of(&tables[1]);
    let sentence = |sides: [&Profile; 2], settings: &Settings| {
        let report = compare_profiles(sides[0], sides[1], settings);
        assert_eq!(mixes(&report).is_empty(), report.segments.as_ref().unwrap().picked.is_none());
        report.segments.unwrap().sentence
    };
    let both = [&reference, &production];
    assert_eq!(sentence(both, &by("code")), "By the values of code");
    assert_eq!(sentence(both, &by("flag")), "These profiles have segments by code, not by flag");
    assert_eq!(
        sentence([&reference, &without], &by("code")),
        "A profile has no rows to compare by segment. Make both with driftscope profile --segment code"
    );
    let search = Settings { find_segments: true, ..Settings::default() };
    assert_eq!(sentence(both, &search), "The search for segments needs rows, and a profile has none");
    let search = Settings { find_segments: true, ..by("code") };
    assert_eq!(
        sentence(both, &search),
        "By the values of code. The search for segments needs rows, and a profile has none"
    );
    // Of a part that has other segments, the whole has none, and says so.
    let mut merged = reference.clone();
    merged.merge(written(counting(&tables[1], "flag"))).unwrap();
    assert!(merged.segment_column().is_none());
    let report = compare_profiles(&merged, &production, &by("code"));
    assert!(report.reference.warnings.iter().any(|warning| warning.message.contains("segments by different columns")));
    assert_eq!(report.production.segments.as_deref(), Some("code"));
}

#[test]
fn a_profile_without_segments_is_what_it_was() {
    let table = mixed(500, 1);
    let (with, without) = (profile_to_json(&counting(&table, "region")), profile_to_json(&Profile::of(&table)));
    assert!(with.starts_with(&format!("{},\"segments\":", without.trim_end_matches('}'))));
    assert!(!without.contains("segments"));
}

/// Windows and segments are of the same rows, each of the whole.
#[test]
fn windows_and_segments_stand_beside_each_other() {
    let tables = flights();
    let window = WindowBy { column: None, unit: WindowUnit::Week };
    let sides = tables.each_ref().map(|table| {
        let mut profile = Profile::of_windows(table, &window).unwrap();
        profile.count_segments(table, "input.origin").unwrap();
        written(profile)
    });
    let settings = by("input.origin");
    let report = compare_profiles(&sides[0], &sides[1], &settings);
    assert!(report.windows.is_some());
    let plain = of_profiles(&tables, "input.origin");
    let mixes =
        |report: &Report| report.columns.iter().map(|column: &ColumnReport| column.mix.clone()).collect::<Vec<_>>();
    assert_eq!((picked(&report), mixes(&report)), (picked(&plain), mixes(&plain)));
    assert!(to_json(&report).contains("\"segments\":\"input.origin\""));
}

fn damaged(change: impl Fn(&mut serde_json::Value)) -> String {
    let text = profile_to_json(&written(counting(&mixed(500, 1), "region")));
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    change(&mut value["segments"]);
    profile_from_json(&value.to_string()).map(|_| String::new()).unwrap_or_else(|error| error.to_string())
}

#[test]
fn segments_that_contradict_the_whole_are_refused() {
    let refused = "the segments of the profile do not add up";
    assert_eq!(damaged(|_| ()), "");
    let change = |path: &'static str, value: serde_json::Value| {
        damaged(move |segments| *segments.pointer_mut(path).unwrap() = value.clone())
    };
    for (path, value) in [
        ("/parts/1/rows", 1.into()),
        ("/parts/1/rows", u64::MAX.into()),
        ("/parts/1/value", serde_json::json!(["a", "b"])),
        ("/parts/1/value", serde_json::json!([])),
        ("/parts/1/columns/0/count/0", 1_000.into()),
        ("/parts/1/columns/0/label/0", "another".into()),
        ("/parts/1/columns/0/label", serde_json::json!([])),
        ("/parts/1/columns/0/name", "flag".into()),
        ("/parts", serde_json::json!([])),
        ("/left_out", serde_json::json!(["code"])),
        ("/left_out", serde_json::json!([])),
        ("/written_numbers", serde_json::json!([])),
        ("/folded", serde_json::json!(vec!["v"; 1_001])),
        ("/parts", serde_json::json!(vec![serde_json::json!({"value":[],"rows":0,"columns":[]}); 200])),
    ] {
        assert!(change(path, value.clone()).starts_with(refused), "{path}: {value}");
    }
}

/// Columns that went to another worker are compared by segment where the report is written.
#[test]
fn segments_stay_with_both_parts_of_a_profile() {
    let tables = [mixed(500, 1), mixed(500, 2)];
    let mut sides = tables.each_ref().map(|table| written(counting(table, "region")));
    let whole = compare_profiles(&sides[0], &sides[1], &by("region"));
    let taken = sides.each_mut().map(|side| side.take_columns(|name| name != "region" && name != "flag"));
    for side in sides.iter().chain(&taken) {
        assert_eq!(&profile_from_json(&profile_to_json(side)).unwrap(), side);
    }
    for (side, taken) in sides.iter_mut().zip(taken) {
        side.add_columns(taken);
    }
    assert_eq!(mixes(&compare_profiles(&sides[0], &sides[1], &by("region"))).len(), mixes(&whole).len());
}
