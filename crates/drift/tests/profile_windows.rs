//! Profiles by window of time: the heat map and since when, without rows.

use std::borrow::Cow;

use driftscope_drift::{
    Extent, Profile, assemble_profiles, compare, compare_profiles, describe_profiles, profile_from_json,
    profile_period, profile_to_json, select_windows,
};
use driftscope_report::{
    Against, ColumnReport, Kind, PeriodChoice, Report, Settings, Split, Summary, Window, WindowUnit, Windowing, to_json,
};
use driftscope_table::{PeriodRows, WindowBy};

use crate::common::{flights, table};

/// The flights counted by windows of this length, written and read.
fn counted_by(unit: WindowUnit) -> [Profile; 2] {
    flights().map(|table| {
        let profile = Profile::of_windows(&table, &WindowBy { column: None, unit }).unwrap();
        profile_from_json(&profile_to_json(&profile)).unwrap()
    })
}

/// The windows of two reports are the same, but for columns of which profiles know less.
#[track_caller]
fn expect_same_windows(rows: &Report, profiles: &Report) -> usize {
    assert!(rows.windows.is_some());
    assert_eq!(rows.windows, profiles.windows);
    let mut same = 0;
    for (row, profile) in rows.columns.iter().zip(&profiles.columns) {
        assert_eq!(row.name, profile.name);
        assert_eq!(row.windows.is_some(), profile.windows.is_some(), "{}", row.name);
        if row.kind == profile.kind && profile.binned.is_none() {
            assert_eq!(row.windows, profile.windows, "{}", row.name);
            same += usize::from(row.windows.is_some());
        }
    }
    same
}

#[test]
fn windows_of_profiles_are_those_of_the_rows() {
    let [reference, production] = flights();
    for (unit, window) in [
        (WindowUnit::Day, Windowing::Auto),
        (WindowUnit::Week, Windowing::Week),
        (WindowUnit::Day, Windowing::Week),
        (WindowUnit::Day, Windowing::Month),
    ] {
        let settings = Settings { window, ..Settings::default() };
        let rows = compare(&reference, &production, &settings);
        let [one, other] = counted_by(unit);
        let profiles = compare_profiles(&one, &other, &settings);
        assert!(expect_same_windows(&rows, &profiles) > 10, "{unit:?} as {window:?}");
        let dates = |report: &Report| -> Vec<String> {
            report.since.iter().flat_map(|since| &since.groups).map(|group| group.date.clone()).collect()
        };
        assert_eq!(dates(&rows), dates(&profiles), "{unit:?} as {window:?}");
    }
}

/// Windows in which a truth value does not occur, and truth values among numbers.
#[test]
fn truth_values_are_counted_as_from_rows() {
    let log = |month: u32, has_false: bool| {
        let line = |row: u32| {
            let (day, ok) = (1 + row / 40, !(has_false && row >= 80 && row.is_multiple_of(2)));
            let number = if row.is_multiple_of(10) { "true".to_owned() } else { format!("{}.5", row % 7) };
            format!("{{\"at\":\"2024-{month:02}-{day:02}T12:00:00Z\",\"ok\":{ok},\"x\":{number}}}\n")
        };
        table(&(0..200).map(line).collect::<String>())
    };
    let tables = [log(3, false), log(4, true)];
    let settings = Settings { window: Windowing::Day, ..Settings::default() };
    let rows = compare(&tables[0], &tables[1], &settings);
    let kinds: Vec<Kind> = rows.columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, [Kind::Datetime, Kind::Boolean, Kind::Numeric]);
    let [one, other] = tables
        .each_ref()
        .map(|table| Profile::of_windows(table, &WindowBy { column: None, unit: WindowUnit::Day }).unwrap());
    assert_eq!(expect_same_windows(&rows, &compare_profiles(&one, &other, &settings)), 2);
}

#[test]
fn windows_that_profiles_do_not_hold_are_not_there() {
    let [reference, production] = counted_by(WindowUnit::Week);
    for window in
        [Windowing::None, Windowing::Day, Windowing::Month, Windowing::Rows, Windowing::File, Windowing::Version]
    {
        let report = compare_profiles(&reference, &production, &Settings { window, ..Settings::default() });
        assert!(report.windows.is_none() && report.columns.iter().all(|column| column.windows.is_none()), "{window:?}");
    }
    let [by_day, _] = counted_by(WindowUnit::Day);
    let settings = Settings { window: Windowing::Week, ..Settings::default() };
    assert!(compare_profiles(&by_day, &production, &settings).windows.is_some());
}

/// The report of two places, each of which describes some of the columns and has the windows of all rows.
fn compared_apart(here: &[Profile; 2], there: &[Profile; 2], order: &Report, settings: &Settings) -> Report {
    let describe = |[one, other]: &[Profile; 2]| describe_profiles(one, other, settings, Extent::Full, |_, _| {});
    let mut described = describe(here);
    described.extend(describe(there));
    described.sort_by_key(|column| order.columns.iter().position(|known| known.name == column.name()));
    assemble_profiles(described, &there[0], &there[1], settings)
}

#[test]
fn columns_of_profiles_taken_apart_have_the_same_windows() {
    let sides = counted_by(WindowUnit::Day);
    let settings = Settings::default();
    let whole = compare_profiles(&sides[0], &sides[1], &settings);
    let mut here = sides.clone();
    let there = here.each_mut().map(|side| {
        let taken = side.take_columns(|name| name.len() % 2 == 0);
        profile_from_json(&profile_to_json(&taken)).unwrap()
    });
    assert_eq!(to_json(&compared_apart(&here, &there, &whole, &settings)), to_json(&whole));
    // Of a period, too.
    let period: PeriodChoice = "2013-07-01..2013-07-14".parse().unwrap();
    let [within, within_here, within_there] = [&sides, &here, &there].map(|sides| {
        let found = profile_period(sides.each_ref(), &period).unwrap();
        select_windows(&found, sides.each_ref()).map(Cow::into_owned)
    });
    let whole = compare_profiles(&within[0], &within[1], &settings);
    assert_eq!(whole.windows.as_ref().map(|windows| windows.production.len()), Some(14));
    assert_eq!(to_json(&compared_apart(&within_here, &within_there, &whole, &settings)), to_json(&whole));
    let added = here.iter_mut().zip(there).map(|(side, taken)| {
        side.add_columns(taken);
        side.column_names().count()
    });
    assert_eq!(added.collect::<Vec<_>>(), sides.each_ref().map(|side| side.column_names().count()));
}

#[test]
fn one_profile_that_is_split_keeps_its_windows() {
    let [_, production] = counted_by(WindowUnit::Day);
    let choices = production.split_choices();
    let at = choices.times[0].middle;
    let [before, after] = production.split(&Split::Time { column: None, at }).unwrap();
    let report = compare_profiles(&before, &after, &Settings::default());
    let windows = report.windows.unwrap();
    let rows = |windows: &[Window]| windows.iter().map(|window| window.rows).sum::<u64>();
    assert_eq!([rows(&windows.reference), rows(&windows.production)], [before.rows, after.rows]);
}

/// A period of whole windows of profiles is compared as the same rows are.
#[test]
fn a_period_of_profiles_is_that_of_the_rows() {
    let tables = flights();
    let profiles = counted_by(WindowUnit::Day);
    for (words, against) in [
        ("2013-07-01..2013-07-14", Against::Reference),
        ("2013-07-01..2013-07-14", Against::Rest),
        ("2013-07-01..2013-07-14", Against::Before),
        ("2013-07-08..2013-07-09", Against::Weekdays),
    ] {
        let period = PeriodChoice { against, ..words.parse().unwrap() };
        let settings = Settings { period: Some(period.clone()), ..Settings::default() };
        let names = ["timestamp"; 2];
        let found = PeriodRows::of([0, 1].map(|side| tables[side].column(names[side])), &period).unwrap();
        let [reference, production] = found.select(tables.each_ref());
        let rows = compare(&reference, &production, &settings);
        let found = profile_period(profiles.each_ref(), &period).unwrap();
        let [reference, production] = select_windows(&found, profiles.each_ref());
        let report = compare_profiles(&reference, &production, &settings);
        assert_eq!([rows.reference.rows, rows.production.rows], [report.reference.rows, report.production.rows]);
        assert_eq!([&rows.reference.part, &rows.production.part], [&report.reference.part, &report.production.part]);
        for (row, profile) in rows.columns.iter().zip(&report.columns).filter(|(_, profile)| profile.binned.is_none()) {
            if row.kind == profile.kind {
                // The sums of a profile are exact, those of rows nearly so.
                let summaries = |column: &ColumnReport| {
                    let summary = |side: &Summary| Summary { mean: None, sd: None, ..side.clone() };
                    [summary(&column.reference), summary(&column.production)]
                };
                assert_eq!(summaries(row), summaries(profile), "{}", row.name);
                assert_eq!(row.drift.outcome, profile.drift.outcome, "{words} {against:?}: {}", row.name);
            }
        }
    }
}

#[test]
fn a_period_that_cuts_a_window_is_refused_in_words() {
    let days = counted_by(WindowUnit::Day);
    let refused = |profiles: [&Profile; 2], words: &str, against| {
        let period = PeriodChoice { against, ..words.parse().unwrap() };
        profile_period(profiles, &period).unwrap_err().to_string()
    };
    let hours = "2013-07-01T06:00..2013-07-02T00:00";
    assert_eq!(
        refused(days.each_ref(), hours, Against::Reference),
        "The period, or what it is compared with, cuts the window of one day that begins 2013-07-01T00:00:00Z: of a profile, choose \
         whole windows"
    );
    let weeks = counted_by(WindowUnit::Week);
    // From a Monday to a Sunday; but on a Tuesday a week is no Tuesday.
    let monday = PeriodChoice { against: Against::Before, .."2013-07-08..2013-07-14".parse().unwrap() };
    assert!(profile_period(weeks.each_ref(), &monday).is_ok());
    assert!(refused(weeks.each_ref(), "2013-07-09..2013-07-15", Against::Reference).contains("one week"));
    assert!(
        refused(days.each_ref(), "2014-07-09..2014-07-15", Against::Reference).starts_with("Production has no rows")
    );
    assert!(
        refused(days.each_ref(), "seen@2013-07-09..2013-07-15", Against::Reference).contains("by the column timestamp")
    );
    let [reference, _] = flights();
    let without = Profile::of(&reference);
    assert!(refused([&without, &days[1]], hours, Against::Reference).starts_with("These profiles have no windows"));
}
