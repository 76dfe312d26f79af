//! Profiles by window of time: the heat map and since when, without rows.

use driftscope_drift::{
    Extent, Profile, assemble_profiles, compare, compare_profiles, describe_profiles, profile_from_json,
    profile_to_json, profile_windows,
};
use driftscope_report::{Report, Settings, Split, Window, WindowUnit, Windowing, to_json};
use driftscope_table::WindowBy;

use crate::common::flights;

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

/// Columns that two places describe, each with the windows of all rows.
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
    let describe = |[one, other]: &[Profile; 2]| describe_profiles(one, other, &settings, Extent::Full, |_, _| {});
    let mut described = describe(&here);
    described.extend(describe(&there));
    described.sort_by_key(|column| whole.columns.iter().position(|known| known.name == column.name()));
    let plan = profile_windows(&there[0], &there[1], &settings);
    let report = assemble_profiles(described, &sides[0], &sides[1], plan, &settings);
    assert_eq!(to_json(&report), to_json(&whole));
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
