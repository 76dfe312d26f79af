//! A period of production is compared by itself, and left again.

use driftscope_decide::{period_of, preview};
use driftscope_drift::compare;
use driftscope_report::{Against, PeriodChoice, Report, Settings, Windowing, Zone, from_json, to_json};
use driftscope_session::{Notice, Problem, Side};
use driftscope_table::PeriodRows;

use crate::SEEDS;
use crate::inputs::{log, production, reference, report, table};
use crate::memory::file;
use crate::world::World;

fn period(words: &str, against: Against) -> PeriodChoice {
    PeriodChoice { against, column: Some("at".to_owned()), ..words.parse().unwrap() }
}

/// The report of a period, on the spot.
fn report_of(period: &PeriodChoice, alpha: f64) -> String {
    report_under(period, Settings { alpha, ..Settings::default() })
}

/// The same under any settings.
fn report_under(period: &PeriodChoice, settings: Settings) -> String {
    let mut tables = [reference(), production()].map(|file| table(&[&file], true));
    tables.iter_mut().for_each(|table| table.set_zone(settings.zone.as_ref()));
    let [reference, production] = tables.each_ref();
    let rows = PeriodRows::of([reference, production].map(|table| table.column("at")), period).unwrap();
    let [reference, production] = rows.select([reference, production]);
    let settings = Settings { period: Some(period.clone()), ..settings };
    to_json(&compare(&reference, &production, &settings))
}

fn choose(world: &mut World, period: Option<&PeriodChoice>) {
    world.with(|session| session.change_settings(|settings| settings.period = period.cloned()));
}

#[test]
fn periods_have_the_reports_of_their_rows_and_the_whole_comes_back_at_once() {
    let whole = report(&reference(), &production(), &Settings::default());
    for seed in SEEDS {
        let mut world = World::opened(seed);
        world.run();
        for (words, against) in [
            ("2026-01-05..2026-01-12", Against::Reference),
            ("2026-01-05..2026-01-12", Against::Rest),
            ("2026-01-11..2026-01-20", Against::Before),
            ("2026-01-15..2026-01-20", Against::Weekdays),
        ] {
            let period = period(words, against);
            choose(&mut world, Some(&period));
            world.run();
            assert_eq!(world.report(), report_of(&period, 0.05), "{words} {against:?} {seed}");
        }
        world.sent.clear();
        let before = world.notices.len();
        choose(&mut world, None);
        assert!(world.sent.is_empty());
        assert!(
            world.notices[before..].iter().any(|notice| matches!(notice, Notice::Compared { completing: false, .. }))
        );
        assert_eq!(world.report(), whole, "{seed}");
    }
}

#[test]
fn other_settings_hold_within_a_period_and_after_it() {
    let mut world = World::opened(2);
    world.run();
    let period = period("2026-01-05..2026-01-12", Against::Rest);
    choose(&mut world, Some(&period));
    world.run();
    world.with(|session| session.change_settings(|settings| settings.alpha = 0.001));
    assert_eq!(world.report(), report_of(&period, 0.001));
    choose(&mut world, None);
    let settings = Settings { alpha: 0.001, ..Settings::default() };
    assert_eq!(world.report(), report(&reference(), &production(), &settings));
    // A setting that needs rows compares all of them again.
    world.with(|session| {
        session.change_settings(|settings| settings.columns.entry("plan".to_owned()).or_default().ignore = true)
    });
    world.run();
    let settings = world.shown().unwrap().0.settings.clone();
    assert_eq!(world.report(), report(&reference(), &production(), &settings));
}

#[test]
fn another_zone_chooses_other_rows_at_any_step() {
    let period = period("2026-01-05..2026-01-12", Against::Rest);
    let zone = || Zone::fixed("+11:00");
    let expected = report_under(&period, Settings { zone: zone(), ..Settings::default() });
    assert_ne!(expected, report_of(&period, 0.05));
    for steps in 0..40 {
        let mut world = World::opened(steps % 3);
        world.run();
        choose(&mut world, Some(&period));
        world.run_steps(steps as usize);
        world.with(|session| session.change_settings(|settings| settings.zone = zone()));
        world.run();
        assert_eq!(world.report(), expected, "after {steps} steps");
        world.with(|session| session.change_settings(|settings| settings.zone = None));
        world.run();
        assert_eq!(world.report(), report_of(&period, 0.05), "after {steps} steps");
    }
}

#[test]
fn a_period_is_changed_or_left_at_any_step() {
    let whole = report(&reference(), &production(), &Settings::default());
    let [first, second] =
        ["2026-01-02..2026-01-09", "2026-01-08..2026-01-18"].map(|words| period(words, Against::Rest));
    for steps in (0..).step_by(3) {
        let mut world = World::opened(steps as u64 % 5);
        world.run();
        choose(&mut world, Some(&first));
        let is_under_way = world.run_steps(steps);
        choose(&mut world, Some(&second));
        world.run_steps(steps);
        let mut left = World::opened(1);
        left.run();
        choose(&mut left, Some(&first));
        left.run_steps(steps);
        choose(&mut left, None);
        left.run();
        assert_eq!(left.report(), whole, "left after {steps} steps");
        world.run();
        assert_eq!(world.report(), report_of(&second, 0.05), "after {steps} steps");
        if !is_under_way {
            break;
        }
    }
}

#[test]
fn a_period_that_names_no_column_goes_by_the_time_of_the_report() {
    for seed in SEEDS {
        let mut world = World::opened(seed);
        world.run();
        let named = period("2026-01-05..2026-01-12", Against::Rest);
        choose(&mut world, Some(&PeriodChoice { column: None, ..named.clone() }));
        world.run();
        assert_eq!(world.report(), report_of(&named, 0.05), "{seed}");
    }
}

#[test]
fn a_period_without_rows_leaves_what_is_shown() {
    let mut world = World::opened(4);
    world.run();
    let before = world.report();
    choose(&mut world, Some(&period("2027-01-05..2027-01-12", Against::Rest)));
    world.run();
    assert!(matches!(world.failures(0).as_slice(), [(None, Problem::NoPeriod { .. })]));
    assert_eq!(world.report(), before);
    // The next change is made to all rows.
    world.with(|session| session.change_settings(|settings| settings.alpha = 0.01));
    let settings = Settings { alpha: 0.01, ..Settings::default() };
    assert_eq!(world.report(), report(&reference(), &production(), &settings));
}

#[test]
fn other_files_and_swapped_sides_are_compared_whole() {
    let mut world = World::opened(0);
    world.run();
    choose(&mut world, Some(&period("2026-01-05..2026-01-12", Against::Rest)));
    world.run();
    world.with(driftscope_session::Session::swap);
    world.run();
    assert_eq!(world.report(), report(&production(), &reference(), &Settings::default()));
    choose(&mut world, Some(&period("2026-01-05..2026-01-12", Against::Rest)));
    world.run();
    let other = log("other.ndjson", 3);
    world.with(|session| session.open(Side::Production, vec![other.clone()]));
    world.run();
    assert_eq!(world.report(), report(&production(), &other, &Settings::default()));
}

#[test]
fn segments_of_a_period_are_those_of_its_rows_and_not_of_the_period_before() {
    for seed in SEEDS.take(3) {
        let mut world = World::opened(seed);
        world.run();
        for words in ["2026-01-05..2026-01-12", "2026-01-11..2026-01-20"] {
            let period = period(words, Against::Reference);
            choose(&mut world, Some(&period));
            world.run();
            for segment in [Some("plan".to_owned()), None] {
                world.with(|session| session.change_settings(|settings| settings.segment.clone_from(&segment)));
                world.run();
                let settings = Settings { segment, ..Settings::default() };
                assert_eq!(world.report(), report_under(&period, settings), "{words} {seed}");
            }
        }
        // All rows again: their windows are still there, and need not be found.
        for segment in ["plan", "y"] {
            choose(&mut world, None);
            world.run();
            world.sent.clear();
            world.with(|session| session.change_settings(|settings| settings.segment = Some(segment.to_owned())));
            world.run();
            assert!(!world.sent.iter().any(|command| command == "FindWindows"), "{:?}", world.sent);
            let settings = Settings { segment: Some(segment.to_owned()), ..Settings::default() };
            assert_eq!(world.report(), report(&reference(), &production(), &settings), "{segment} {seed}");
            choose(&mut world, Some(&period("2026-01-05..2026-01-12", Against::Rest)));
            world.run();
        }
        // Other rows have other windows.
        world.with(driftscope_session::Session::swap);
        world.run();
        let settings = Settings { segment: Some("y".to_owned()), ..Settings::default() };
        assert_eq!(world.report(), report(&production(), &reference(), &settings), "{seed}");
    }
}

/// The windows of the report of all rows, and for each previewed column of a period its name and the bounds of its effect.
fn bounds(world: &World, whole: &Report) -> Vec<(String, [f64; 2])> {
    let period = period_of(whole, 1..3).unwrap();
    let found = preview(whole, &whole.settings, &period, Some(&world.fine.0)).unwrap();
    let bounded = found.columns.iter().filter_map(|column| Some((column.place, column.bounds?)));
    bounded.map(|(place, bounds)| (whole.columns[place].name.clone(), [bounds.low, bounds.high])).collect()
}

#[test]
fn columns_are_counted_for_previews_and_stay_counted_in_a_period() {
    let weekly = Settings { window: Windowing::Week, ..Settings::default() };
    let whole: Report = from_json(&report(&reference(), &production(), &weekly)).unwrap();
    for seed in SEEDS {
        let mut world = World::new(seed);
        world.with(|session| session.change_settings(|settings| settings.window = Windowing::Week));
        world.open_both();
        world.run();
        assert!(world.fine.1, "{seed}");
        let found = bounds(&world, &whole);
        assert!(found.len() > 1, "{found:?}");
        let period = period_of(&whole, 1..3).unwrap();
        choose(&mut world, Some(&period));
        world.run();
        let exact: Report = from_json(&world.report()).unwrap();
        for (name, [low, high]) in &found {
            let column = exact.columns.iter().find(|column| column.name == *name).unwrap();
            let effect = column.drift.parts.iter().map(|part| part.effect).fold(0.0, f64::max);
            assert!(*low <= effect && effect <= *high, "{name} {effect} {low} {high}");
        }
        assert_eq!(bounds(&world, &whole), found, "{seed}");
        choose(&mut world, None);
        world.run();
        assert_eq!(bounds(&world, &whole), found, "{seed}");
        // Other windows are counted by again.
        world.with(|session| session.change_settings(|settings| settings.window = Windowing::Day));
        assert!(!world.fine.1 && bounds(&world, &whole).is_empty(), "{seed}");
        world.run();
        assert!(world.fine.1 && bounds(&world, &whole).is_empty(), "{seed}");
    }
}

#[test]
fn a_period_that_is_chosen_while_columns_are_counted_waits_for_none_of_them() {
    let weekly = Settings { window: Windowing::Week, ..Settings::default() };
    let whole: Report = from_json(&report(&reference(), &production(), &weekly)).unwrap();
    let period = period_of(&whole, 1..3).unwrap();
    for seed in SEEDS {
        let mut world = World::new(seed);
        world.with(|session| session.change_settings(|settings| settings.window = Windowing::Week));
        world.open_both();
        while !world.sent.iter().any(|command| command == "CountFinely") {
            assert!(world.step(), "{seed}");
        }
        choose(&mut world, Some(&period));
        world.run();
        assert_eq!(world.report(), report_under(&period, weekly.clone()), "{seed}");
        assert!(world.fine.1 && bounds(&world, &whole).len() > 1, "{seed}");
    }
}

/// A log of this many rows over twenty days.
fn long_log(name: &str, rows: usize, higher: usize) -> crate::inputs::File {
    let row = |row: usize| {
        let (x, day, plan) = (row % 13 + higher, 1 + row * 20 / rows, ["free", "team", "firm"][row % 3]);
        format!("{{\"x\":{x},\"plan\":\"{plan}\",\"at\":\"2026-01-{day:02}T20:00:00Z\"}}\n")
    };
    file(name, &(0..rows).map(row).collect::<String>())
}

#[test]
fn a_period_that_is_chosen_while_columns_are_described_waits_for_one_of_them() {
    let files = [long_log("a.ndjson", 510_000, 0), long_log("b.ndjson", 510_000, 2)];
    let [reference, production] = files.each_ref().map(|file| table(&[file], true));
    let period = period("2026-01-05..2026-01-12", Against::Rest);
    let rows = PeriodRows::of([&reference, &production].map(|table| table.column("at")), &period).unwrap();
    let [rest, chosen] = rows.select([&reference, &production]);
    let settings = Settings { period: Some(period.clone()), ..Settings::default() };
    let expected = to_json(&compare(&rest, &chosen, &settings));
    let whole = to_json(&compare(&reference, &production, &Settings::default()));
    let ahead = |sent: &[String]| sent.iter().filter(|command| *command == "DescribeAhead").count();
    for seed in SEEDS.take(2) {
        let mut world = World::new(seed);
        for (side, file) in Side::BOTH.into_iter().zip(&files) {
            world.with(|session| session.open(side, vec![file.clone()]));
        }
        while !world.sent.iter().any(|command| command == "DescribeAhead") {
            assert!(world.step(), "{seed}");
        }
        choose(&mut world, Some(&period));
        let before = world.sent.len();
        world.run();
        assert_eq!(world.report(), expected, "{seed}");
        // The columns of all rows are left, and those of the period are few enough rows to be described at once.
        assert!(ahead(&world.sent[..before]) <= 2 && ahead(&world.sent[before..]) == 2, "{:?}", world.sent);
        // All rows again: their columns one by one.
        choose(&mut world, None);
        let before = world.sent.len();
        world.run();
        assert_eq!(world.report(), whole, "{seed}");
        assert_eq!(ahead(&world.sent[before..]), 3, "{:?}", world.sent);
    }
}
