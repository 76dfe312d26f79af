//! Times of the day are compared on the circle, and spans are numbers of seconds. Expected values: `golden/clocks.py`.

use driftscope_drift::{Profile, compare, compare_profiles, profile_from_json, profile_to_json};
use driftscope_report::{ColumnReport, ColumnSettings, Kind, Outcome, ReadingCode, Settings};
use driftscope_table::Table;

/// Minutes of the day around `start`, as the script makes them.
fn minutes(rows: u64, start: u64, spread: u64) -> Vec<u64> {
    (0..rows).map(|row| (start + (row * row * 7 + row * 3) % spread) % 1_440).collect()
}

fn table(name: &str, values: impl Iterator<Item = String>) -> Table {
    crate::common::table(&values.map(|value| format!("{{\"{name}\":\"{value}\"}}\n")).collect::<String>())
}

fn short(minute: u64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn american(minute: u64) -> String {
    let hour = minute / 60;
    format!("{}:{:02} {}", (hour + 11) % 12 + 1, minute % 60, if hour < 12 { "AM" } else { "PM" })
}

fn compared(name: &str, sides: [&Table; 2], settings: &Settings) -> ColumnReport {
    compare(sides[0], sides[1], settings).columns.into_iter().find(|column| column.name == name).unwrap()
}

fn near(found: Option<f64>, expected: f64) -> bool {
    (found.unwrap() - expected).abs() < 1e-6
}

#[test]
fn times_around_midnight_are_near() {
    let spellings: [fn(u64) -> String; 3] = [short, american, |minute| short(minute) + ":00"];
    for spelling in spellings {
        let [reference, production] = [minutes(400, 1_380, 120), minutes(300, 1_410, 120)]
            .map(|side| table("at", side.into_iter().map(spelling)));
        let column = compared("at", [&reference, &production], &Settings::default());
        assert_eq!((column.kind, column.drift.outcome), (Kind::TimeOfDay, Outcome::Drifted), "{}", spelling(0));
        let clock = column.clock.as_ref().unwrap();
        assert!(
            near(clock.reference.mean, 86_105.681_052_420_01) && near(clock.production.mean, 1_467.380_915_376_928_2)
        );
        assert!(near(clock.reference.concentration, 0.988_767_093_471_482_6), "{clock:?}");
        // Half an hour later, and not almost a day earlier.
        assert!(near(clock.shift, 86_400.0 - 86_105.681_052_420_01 + 1_467.380_915_376_928_2), "{clock:?}");
        assert!(near(column.tests["kuiper"].statistic, 0.256_666_666_666_666_7), "{:?}", column.tests);
        assert!(near(column.tests["circular_wasserstein"].statistic, 1_762.0), "{:?}", column.tests);
        assert_eq!(column.drift.method, "kuiper");
        let finding = column.finding.replace('\u{202f}', " ");
        assert!(finding.contains("production is 29.4 min later, mean 00:24 against 23:55"), "{finding}");
        let histogram = column.histogram.unwrap();
        assert_eq!((histogram.edges.len(), histogram.reference.iter().sum::<u64>()), (49, 400));
        assert_eq!((column.reference.median, column.reference.mean, column.reference.min), (None, None, None));
    }
}

/// What waits from 14 to 15 h waits longer in production.
#[test]
fn segments_are_made_of_hours() {
    let side = |slower: usize| {
        let line = |row: usize| {
            let hour = 9 + row * 7 % 8;
            let wait = row * 31 % 97 + if hour == 14 { slower } else { 0 };
            format!("{{\"at\":\"{hour:02}:{:02}\",\"wait\":{wait},\"n\":{}}}\n", row % 60, row % 13)
        };
        crate::common::table(&(0..20_000).map(line).collect::<String>())
    };
    let settings = Settings { find_segments: true, segment: Some("at".to_owned()), ..Settings::default() };
    let report = compare(&side(0), &side(60), &settings);
    let found = &report.segments.as_ref().unwrap().findings[0];
    let conditions: Vec<&str> = found.conditions.iter().map(|condition| condition.value.as_str()).collect();
    assert_eq!(conditions, ["14:00 to 15:00"]);
    let notes = &report.multivariate.as_ref().unwrap().notes;
    assert!(notes.iter().any(|note| note.contains("1 column of times of the day is compared alone")), "{notes:?}");
}

#[test]
fn chance_alone_is_no_drift() {
    let sides =
        [minutes(400, 1_380, 120), minutes(300, 1_386, 120)].map(|side| table("at", side.into_iter().map(short)));
    let column = compared("at", [&sides[0], &sides[1]], &Settings::default());
    let p = column.tests["kuiper"].p_value.unwrap();
    assert!((0.092..0.119).contains(&p), "{p}");
}

#[test]
fn a_clock_that_is_cut_elsewhere_changes_nothing() {
    // The p-value given the ties takes them in their order from the cut on, and rounds there.
    let p_values = [0, 360, 720, 1_100].map(|turn| {
        let sides = [minutes(400, 1_380 + turn, 120), minutes(300, 1_386 + turn, 120)];
        let sides = sides.map(|side| table("starts_at", side.into_iter().map(short)));
        let column = compared("starts_at", [&sides[0], &sides[1]], &Settings::default());
        (column.tests["kuiper"].p_value, column.tests["kuiper"].statistic)
    });
    for (p, statistic) in p_values {
        assert!((p.unwrap() / p_values[0].0.unwrap() - 1.0).abs() < 1e-3, "{p_values:?}");
        assert!((statistic.unwrap() - p_values[0].1.unwrap()).abs() < 1e-12, "{p_values:?}");
    }
}

#[test]
fn what_decided_is_said_and_can_be_changed() {
    let day = |name: &str| table(name, (0..300_u64).map(|row| short(row * 97 % 1_440) + ":00"));
    let times = compared("x", [&day("x"), &day("x")], &Settings::default());
    assert_eq!((times.kind, times.reading[0].other_kind), (Kind::TimeOfDay, Some(Kind::Numeric)));
    assert!(times.reading[0].sentence.contains("since some are past noon"), "{:?}", times.reading);
    let spans = compared("trip_duration", [&day("trip_duration"), &day("trip_duration")], &Settings::default());
    assert_eq!((spans.kind, spans.unit.as_deref()), (Kind::Numeric, Some("s")));
    assert_eq!((spans.reading[0].code, spans.reading[0].other_kind), (ReadingCode::Clock, Some(Kind::TimeOfDay)));
    let mut settings = Settings::default();
    let choice = ColumnSettings { kind: Some(Kind::TimeOfDay), ..ColumnSettings::default() };
    settings.columns.insert("trip_duration".to_owned(), choice);
    let chosen = compared("trip_duration", [&day("trip_duration"), &day("trip_duration")], &settings);
    assert_eq!((chosen.kind, chosen.unit, chosen.drift.outcome), (Kind::TimeOfDay, None, Outcome::Identical));
}

#[test]
fn laps_and_long_spans_are_no_times_of_the_day() {
    let laps = || table("best", (0..300_u64).map(|row| format!("{}:{:02}", 1 + row % 4, row * 7 % 60)));
    let column = compared("best", [&laps(), &laps()], &Settings::default());
    assert_eq!((column.kind, column.reading[0].other_kind), (Kind::Category, Some(Kind::TimeOfDay)));
    let spans = || {
        table(
            "x",
            (0..300_u64).map(|row| match row % 3 {
                0 => format!("{}:30:00", 20 + row),
                1 => format!("P{}DT4H", row % 5),
                _ => format!("{} days 04:05:06", row % 7),
            }),
        )
    };
    let column = compared("x", [&spans(), &spans()], &Settings::default());
    assert_eq!((column.kind, column.unit.as_deref()), (Kind::Numeric, Some("s")));
    assert_eq!(column.reading.iter().map(|reading| reading.code).collect::<Vec<_>>(), [ReadingCode::Unit]);
}

#[test]
fn profiles_have_times_of_the_day_too() {
    let settings = Settings::default();
    let spellings: [fn(u64) -> String; 2] = [short, |minute| short(minute) + ":00"];
    for spelling in spellings {
        let sides = [minutes(400, 1_380, 120), minutes(300, 1_410, 120)]
            .map(|side| table("at", side.into_iter().map(spelling)));
        let rows = compared("at", [&sides[0], &sides[1]], &settings);
        let profiles = sides.each_ref().map(|table| {
            let json = profile_to_json(&Profile::of(table));
            profile_from_json(&json).unwrap()
        });
        let report = compare_profiles(&profiles[0], &profiles[1], &settings);
        let column = report.columns.into_iter().find(|column| column.name == "at").unwrap();
        assert_eq!((column.kind, &column.clock, &column.histogram), (rows.kind, &rows.clock, &rows.histogram));
        assert_eq!(column.tests["kuiper"], rows.tests["kuiper"]);
        assert_eq!((column.drift.outcome, column.finding), (rows.drift.outcome, rows.finding));
    }
}
