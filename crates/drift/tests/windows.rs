//! Columns by window of time, and since when they differ.

use driftscope_decide::decide;
use driftscope_drift::compare;
use driftscope_report::{ColumnSettings, Kind, Report, Role, Settings, Windowing, calendar::format_datetime};
use driftscope_stats::random::Random;
use driftscope_table::Table;

const DAY: f64 = 86_400.0;

/// The first of June 2026, a Monday.
const FIRST: f64 = 1_780_272_000.0;

/// Days of a log with 120 rows each: a number that rises on a day, one that does not, a category and a field that goes missing.
struct Log {
    first: f64,
    days: usize,
    rises: Option<usize>,
}

impl Log {
    fn table(&self, seed: u64) -> Table {
        let mut random = Random::new(seed);
        let mut lines = String::new();
        for day in 0..self.days {
            let is_after = self.rises.is_some_and(|rises| day >= rises);
            for row in 0..120 {
                let second = self.first + (day as f64) * DAY + f64::from(row) * 720.0;
                let at = format_datetime(second).unwrap();
                let mut normal = || (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
                let (moved, quiet) = (normal() + if is_after { 0.8 } else { 0.0 }, normal());
                let plan = if random.unit() < if is_after { 0.5 } else { 0.2 } { "pro" } else { "free" };
                let note = if random.unit() < if is_after { 0.4 } else { 0.05 } { "null" } else { "1.5" };
                lines += &format!(
                    "{{\"at\":\"{at}\",\"moved\":{moved:.3},\"quiet\":{quiet:.3},\"plan\":\"{plan}\",\"gone\":{note}{row}}}\n"
                )
                .replace(&format!("null{row}"), "null");
            }
        }
        crate::common::table(&lines)
    }
}

fn compared(rises: Option<usize>, settings: &Settings) -> Report {
    let reference = Log { first: FIRST, days: 35, rises: None };
    let production = Log { first: FIRST + 35.0 * DAY, days: 28, rises };
    compare(&reference.table(1), &production.table(2), settings)
}

#[test]
fn columns_that_change_together_are_one_finding() {
    let report = compared(Some(10), &Settings::default());
    let windows = report.windows.as_ref().unwrap();
    assert_eq!((windows.column.as_str(), windows.unit), ("at", Windowing::Day));
    assert_eq!((windows.reference.len(), windows.production.len()), (35, 28));
    assert_eq!(
        windows.sentence,
        "By day: 35 windows of about 120 rows in the reference, 28 windows of about 120 in production"
    );
    let since = report.since.as_ref().unwrap();
    let group = &since.groups[0];
    // 35 + 10 days after the first of June.
    assert_eq!(
        (group.date.as_str(), &group.columns[..]),
        ("2026-07-16", &["moved", "plan", "gone"].map(String::from)[..])
    );
    assert!(group.low <= group.date && group.date <= group.high && !group.from_the_first);
    assert!(since.sentence.starts_with("3 columns changed together "), "{}", since.sentence);
    assert!(
        report.verdict.sentence.ends_with("; 3 columns changed together on 2026-07-16"),
        "{}",
        report.verdict.sentence
    );
    let quiet = report.columns.iter().find(|column| column.name == "quiet").unwrap();
    assert!(quiet.windows.as_ref().unwrap().change.unwrap().p_value > 0.01);
    // A stricter α takes the claims away, without rows.
    let mut strict = report.clone();
    decide(&mut strict, &Settings { alpha: 1e-4, ..Settings::default() });
    assert!(strict.since.unwrap().groups.is_empty());
}

#[test]
fn a_change_that_is_as_old_as_production_and_none_at_all() {
    let report = compared(Some(0), &Settings::default());
    let since = report.since.unwrap();
    assert!(since.groups[0].from_the_first, "{since:?}");
    assert!(
        since.sentence.contains("have differed since production’s first whole window, 2026-07-06"),
        "{}",
        since.sentence
    );
    let report = compared(None, &Settings::default());
    let since = report.since.unwrap();
    assert_eq!((since.groups.len(), since.columns.len(), report.verdict.drifted_columns), (0, 0, 0));
}

#[test]
fn counts_of_windows_are_those_of_the_rows() {
    let report = compared(Some(10), &Settings::default());
    for column in report.columns.iter().filter(|column| column.name != "at") {
        let windows = column.windows.as_ref().unwrap();
        for (side, summary) in [(&windows.reference, &column.reference), (&windows.production, &column.production)] {
            let counts: u64 = side.counts.iter().flatten().sum();
            let missing: u64 = side.missing.iter().sum();
            assert_eq!((counts, missing), (summary.count, summary.missing), "{}", column.name);
            assert!(side.counts.iter().all(|counts| counts.len() == side.counts[0].len()));
        }
    }
}

/// Values that spell a missing one, or none of the column's kind, are missing in windows, too.
#[test]
fn missing_values_of_windows_are_those_of_the_column() {
    let table = |first: f64, seed: u64| {
        let mut random = Random::new(seed);
        let rows = (0..2_400).map(|row| {
            let at = format_datetime(first + f64::from(row) * 720.0).unwrap();
            let mut or = |value: String, none: &str| if random.unit() < 0.03 { none.to_owned() } else { value };
            let name = or(format!("u{:06}", (row * 7_919) % 100_003), "N/A");
            let words = or(format!("word{} and word{} in a sentence of {row} words", row % 90, row % 70), "NULL");
            let sent = or(at.clone(), "later");
            let opens = or(format!("{:02}:{:02}:00", row % 24, row % 60), "closed");
            format!("{{\"at\":\"{at}\",\"name\":\"{name}\",\"words\":\"{words}\",\"sent\":\"{sent}\",\"opens\":\"{opens}\"}}\n")
        });
        crate::common::table(&rows.collect::<String>())
    };
    let time = ColumnSettings { role: Some(Role::Time), ..ColumnSettings::default() };
    let settings = Settings { columns: [("at".to_owned(), time)].into(), ..Settings::default() };
    let report = compare(&table(FIRST, 1), &table(FIRST + 20.0 * DAY, 2), &settings);
    let kinds: Vec<Kind> = report.columns.iter().skip(1).map(|column| column.kind).collect();
    assert_eq!(kinds, [Kind::Identifier, Kind::Text, Kind::Datetime, Kind::TimeOfDay]);
    for column in report.columns.iter().skip(1) {
        let windows = column.windows.as_ref().unwrap();
        for (side, counted) in [(&column.reference, &windows.reference), (&column.production, &windows.production)] {
            assert!(side.missing > 30, "{}", column.name);
            assert_eq!(counted.missing.iter().sum::<u64>(), side.missing, "{}", column.name);
        }
    }
}

#[test]
fn small_windows_have_no_counts() {
    let mut settings = Settings { window: Windowing::Hour, ..Settings::default() };
    let report = compared(Some(10), &settings);
    let windows = report.windows.as_ref().unwrap();
    // Five rows an hour.
    assert!(windows.production.iter().all(|window| window.rows == 5));
    for column in report.columns.iter().filter_map(|column| column.windows.as_ref()) {
        for side in [&column.reference, &column.production] {
            assert!(side.counts.iter().all(Vec::is_empty) && side.missing.is_empty());
            assert!(side.effect.iter().all(Option::is_none));
        }
        assert_eq!(column.change, None);
    }
    settings.window = Windowing::None;
    let report = compared(Some(10), &settings);
    assert!(report.windows.is_none() && report.since.is_none());
    for windowing in [Windowing::Week, Windowing::Month, Windowing::Rows] {
        settings.window = windowing;
        assert_eq!(compared(Some(10), &settings).windows.unwrap().unit, windowing);
    }
}

#[test]
fn odd_times_give_windows_or_none() {
    let log = |times: &[&str]| {
        let row = |(row, time): (usize, &&str)| format!("{{\"at\":{time},\"x\":{}}}\n", row % 7);
        crate::common::table(&times.iter().enumerate().map(row).collect::<String>())
    };
    let times: [&[&str]; 5] = [
        &["null"; 40],
        &["\"2026-06-01T00:00:00Z\""; 40],
        &["\"0001-01-01T00:00:00Z\"", "\"9999-12-31T00:00:00Z\"", "\"2026-06-01T00:00:00Z\"", "null"],
        &["\"2026-06-03T00:00:00Z\"", "\"2026-06-01T00:00:00Z\"", "\"2026-06-02T00:00:00Z\""],
        &["\"2026-06-01T00:00:00Z\""],
    ];
    for reference in times {
        for production in times {
            for (_, window) in Windowing::ALL {
                let settings = Settings { window, ..Settings::default() };
                let report = compare(&log(reference), &log(production), &settings);
                let windows = report.windows.map_or(0, |windows| windows.reference.len() + windows.production.len());
                assert!(windows <= 2000);
            }
        }
    }
}
