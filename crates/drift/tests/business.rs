//! How much the model is used: the flight logs as pandas counts them, key figures, and changes beyond the pattern of the week.

use crate::common::{flights, table};
use driftscope_drift::compare;
use driftscope_report::calendar::format_datetime;
use driftscope_report::{Business, BusinessWindow, Report, Role, Settings};
use driftscope_stats::random::Random;
use driftscope_table::Table;
use serde_json::Value;

fn report(sides: &[Table; 2]) -> Report {
    compare(&sides[0], &sides[1], &Settings::default())
}

fn same(found: &[BusinessWindow], expected: &Value, what: &str) {
    let expected = expected.as_array().unwrap();
    assert_eq!(found.len(), expected.len(), "{what}");
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        let what = format!("{what} {}", found.start);
        assert_eq!(
            (found.start.as_str(), found.count),
            (expected["start"].as_str().unwrap(), expected["count"].as_u64().unwrap())
        );
        for class in &found.classes {
            assert_eq!(class.count, expected["classes"][&class.label].as_u64().unwrap_or(0), "{what}: {}", class.label);
        }
        assert_eq!(found.classes.is_empty(), found.count < 10, "{what}");
        // The first day is partial, so that the first mean of seven whole days is one later than that of pandas.
        if let Some(mean) = found.trailing {
            assert!((mean - expected["trailing"].as_f64().unwrap()).abs() < 1e-9 && place >= 6, "{what}");
        }
    }
}

#[test]
fn the_flight_logs_are_as_pandas_counts_them() {
    let golden: Value = serde_json::from_str(include_str!("golden/business.json")).unwrap();
    let found = report(&flights()).business.unwrap();
    assert_eq!((found.column.as_str(), found.prediction.as_deref()), ("timestamp", Some("prediction.class")));
    for (series, name) in [(&found.days, "days"), (&found.weeks, "weeks"), (&found.months, "months")] {
        same(&series.reference, &golden["reference"][name], &format!("reference {name}"));
        same(&series.production, &golden["production"][name], &format!("production {name}"));
    }
    let trailing = |days: &[BusinessWindow]| days.iter().filter(|day| day.trailing.is_some()).count();
    assert!(trailing(&found.days.reference) > 20 && trailing(&found.days.production) > 50);
    assert!(found.days.production.last().unwrap().partial && found.months.production.last().unwrap().partial);
    // The week of the fourth of July had a tenth fewer flights: too little, beside days that depend on each other.
    assert_eq!((found.changes.as_slice(), found.no_changes), (&[][..], None));
}

/// Days from the first of September 2026, `size` predictions each; the records of a day are spread over it.
fn days(count: usize, size: impl Fn(usize) -> usize, line: impl Fn(usize, usize) -> String) -> Table {
    let mut lines = String::new();
    for day in 0..count {
        let rows = size(day);
        for row in 0..rows {
            let second = 1_788_220_800 + day * 86_400 + row * 86_399 / rows.saturating_sub(1).max(1);
            let time = format_datetime(second as f64).unwrap();
            lines += &format!(
                "{{\"timestamp\":\"{time}\",\"prediction\":\"{}\"{}}}\n",
                ["yes", "no"][row % 2],
                line(day, row)
            );
        }
    }
    table(&lines)
}

/// Far fewer on Saturdays and Sundays, with noise, and a change on a day.
fn weekly(seed: u64, changes: Option<(usize, f64)>) -> impl Fn(usize) -> usize {
    let mut random = Random::new(seed);
    let noise: Vec<f64> = (0..200)
        .map(|_| (0..12).map(|_| random.below(1 << 20) as f64 / f64::from(1_u32 << 20)).sum::<f64>() - 6.0)
        .collect();
    move |day| {
        let usual = if day % 7 == 4 || day % 7 == 5 { 30.0 } else { 80.0 };
        let factor = changes.filter(|(from, _)| day >= *from).map_or(1.0, |(_, factor)| factor);
        (usual * factor * (1.0 + 0.05 * noise[day])) as usize
    }
}

fn business(changes: Option<(usize, f64)>) -> Business {
    let plain = |_: usize, _: usize| String::new();
    report(&[days(35, weekly(1, None), plain), days(63, weekly(2, changes), plain)]).business.unwrap()
}

#[test]
fn a_change_is_dated_beyond_the_pattern_of_the_week() {
    assert_eq!(business(None).changes, []);
    let found = business(Some((30, 0.75)));
    // The first of October is day 30 of September's first.
    let [change] = found.changes.as_slice() else { panic!("{:?}", found.changes) };
    assert!(change.date.as_str() >= "2026-09-30" && change.date.as_str() <= "2026-10-02", "{change:?}");
    assert!(change.low <= change.date && change.date <= change.high);
    assert!((change.ratio - 0.75).abs() < 0.06, "{change:?}");
    assert!(found.sentence.contains("fewer a day since 2026-"), "{}", found.sentence);
}

#[test]
fn missing_days_are_zeros_between_records_alone_and_few_days_have_no_changes() {
    let sides = [1, 2].map(|_| days(10, |day| if day == 4 { 0 } else { 40 }, |_, _| String::new()));
    let found = report(&sides).business.unwrap();
    let counts: Vec<u64> = found.days.production.iter().map(|day| day.count).collect();
    assert_eq!(counts, [40, 40, 40, 40, 0, 40, 40, 40, 40, 40]);
    assert_eq!(found.days.production[6].trailing, Some(240.0 / 7.0));
    assert!(found.days.production[4].classes.is_empty());
    assert!(found.no_changes.unwrap().contains("21 whole days") && found.changes.is_empty());
}

#[test]
fn key_figures_have_sums_by_week_and_are_tested_as_before() {
    let line = |_: usize, row: usize| {
        format!(",\"revenue_usd\":{}.5,\"clicked\":{},\"input\":{{\"amount\":{row}}}", row % 9, row.is_multiple_of(4))
    };
    let report = report(&[1, 2].map(|_| days(28, |_| 45, line)));
    let found = report.business.as_ref().unwrap();
    let names: Vec<&str> = found.figures.iter().map(|figure| figure.name.as_str()).collect();
    assert_eq!(names, ["revenue_usd", "clicked"]);
    let week = found.figures[0].production.iter().filter(|week| !week.partial).nth(1).unwrap();
    assert_eq!((week.n, week.sum, week.mean), (315, 315.0 * 4.5, 4.5));
    let clicked = found.figures[1].production.iter().filter(|week| !week.partial).nth(1).unwrap();
    assert_eq!(clicked.sum, 84.0);
    for name in names {
        let column = report.columns.iter().find(|column| column.name == name).unwrap();
        assert!(column.role == Role::Feature && column.drift.tested, "{name}");
    }
}

#[test]
fn a_person_makes_any_number_a_key_figure() {
    let sides = [1, 2].map(|_| days(28, |_| 45, |_, row| format!(",\"input\":{{\"amount\":{}}}", row % 9)));
    assert!(report(&sides).business.unwrap().figures.is_empty());
    let mut settings = Settings::default();
    settings.columns.entry("input.amount".to_owned()).or_default().role = Some(Role::Kpi);
    let report = compare(&sides[0], &sides[1], &settings);
    let figures = report.business.unwrap().figures;
    assert_eq!((figures.len(), figures[0].name.as_str()), (1, "input.amount"));
    let week = figures[0].production.iter().filter(|week| !week.partial).nth(1).unwrap();
    assert_eq!((week.n, week.sum), (315, 315.0 * 4.0));
    let column = report.columns.iter().find(|column| column.name == "input.amount").unwrap();
    assert!(column.role == Role::Kpi && column.drift.tested);
}

#[test]
fn no_time_or_hostile_times_leave_no_counts() {
    let plain = [1, 2].map(|_| table(&(0..60).map(|row| format!("{{\"x\":{row}}}\n")).collect::<String>()));
    assert!(report(&plain).business.is_none());
    // Records of a thousand years apart are too many days to list.
    let wide = [1, 2].map(|_| {
        let lines =
            (0..60).map(|row| format!("{{\"timestamp\":\"{}-01-01T00:00:00Z\",\"x\":{row}}}\n", 1900 + row * 17));
        table(&lines.collect::<String>())
    });
    let found = report(&wide).business.unwrap();
    assert!(found.days.production.is_empty() && found.changes.is_empty());
}
