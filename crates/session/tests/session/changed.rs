//! Something is changed: a file, the sides, a setting, while a report is shown or on its way.

use std::rc::Rc;

use driftscope_report::{ColumnSettings, Correction, Kind, Preset, Settings, Windowing, Zone, from_json};
use driftscope_session::{Notice, ReadChoice, Side};

use crate::SEEDS;
use crate::inputs::{log, production, reference, report};
use crate::world::World;

#[test]
fn a_replaced_file() {
    let other = log("other.ndjson", 3);
    let expected = report(&reference(), &other, &Settings::default());
    for steps in (0..).step_by(7) {
        let mut world = World::opened(steps as u64 % 5);
        let is_under_way = world.run_steps(steps);
        world.with(|session| session.open(Side::Production, vec![other.clone()]));
        world.run();
        assert_eq!(world.report(), expected, "after {steps} steps");
        assert_eq!(world.workers.len(), 2);
        if !is_under_way {
            break;
        }
    }
}

#[test]
fn a_side_read_in_another_way() {
    let mut world = World::opened(4);
    world.run();
    let before = world.report();
    world
        .with(|session| session.read_again(Side::Production, ReadChoice { share: Some(0.5), ..ReadChoice::default() }));
    world.run();
    assert_ne!(world.report(), before);
    world.with(|session| session.read_again(Side::Production, ReadChoice::default()));
    world.run();
    assert_eq!(world.report(), before);
}

#[test]
fn a_removed_file() {
    let mut world = World::new(5);
    world.with(|session| session.open(Side::Reference, vec![reference(), log("more.ndjson", 2)]));
    world.with(|session| session.open(Side::Production, vec![production()]));
    world.run();
    world.with(|session| session.remove(Side::Reference, 1));
    world.run();
    assert_eq!(world.report(), report(&reference(), &production(), &Settings::default()));
    // The last one cannot be removed.
    world.with(|session| session.remove(Side::Reference, 0));
    assert!(!world.step());
}

#[test]
fn swapped_sides() {
    let expected = report(&production(), &reference(), &Settings::default());
    for seed in SEEDS {
        let mut world = World::opened(seed);
        world.run();
        world.with(driftscope_session::Session::swap);
        world.run();
        assert_eq!(world.report(), expected, "seed {seed}");
    }
}

/// A change of a setting, and its name.
type NamedChange = (&'static str, fn(&mut Settings));

/// Settings that need no rows, and such that do.
fn settings_in_turn() -> Vec<NamedChange> {
    vec![
        ("correction", |settings| settings.correction = Correction::Holm),
        ("kind", |settings| {
            let choice = ColumnSettings { kind: Some(Kind::Category), ..ColumnSettings::default() };
            settings.columns.insert("x".to_owned(), choice);
        }),
        ("alpha", |settings| settings.alpha = 0.001),
        ("rule", |settings| settings.preset = Preset::Psi),
        ("ignored", |settings| {
            settings.columns.entry("plan".to_owned()).or_default().ignore = true;
        }),
        ("tolerance", |settings| settings.tolerance = 0.2),
        ("window", |settings| settings.window = Windowing::Day),
        ("zone", |settings| settings.zone = Zone::fixed("+11:00")),
        ("no windows", |settings| settings.window = Windowing::None),
        ("weeks", |settings| settings.window = Windowing::Week),
        ("segment", |settings| settings.segment = Some("plan".to_owned())),
        ("search", |settings| settings.find_segments = true),
    ]
}

#[test]
fn settings_in_quick_succession() {
    for apart in [0, 1, 2, 9, 40] {
        for seed in SEEDS {
            let mut world = World::opened(seed);
            world.run_steps(apart);
            let mut settings = Settings::default();
            for (_, change) in settings_in_turn() {
                change(&mut settings);
                world.with(|session| session.change_settings(change));
                world.run_steps(apart);
            }
            world.run();
            assert_eq!(world.report(), report(&reference(), &production(), &settings), "{apart} steps apart, {seed}");
        }
    }
}

#[test]
fn a_setting_that_needs_no_rows_asks_no_worker() {
    let mut world = World::opened(3);
    world.run();
    world.sent.clear();
    let mut settings = Settings::default();
    for (name, change) in settings_in_turn() {
        let before = world.notices.len();
        change(&mut settings);
        world.with(|session| session.change_settings(change));
        let needs_rows =
            ["kind", "ignored", "window", "zone", "no windows", "weeks", "segment", "search"].contains(&name);
        assert_eq!(!world.sent.is_empty(), needs_rows, "{name}");
        let is_shown = world.notices[before..].iter().any(|notice| matches!(notice, Notice::Compared { .. }));
        assert_eq!(is_shown, !needs_rows, "{name}");
        world.run();
        world.sent.clear();
        assert_eq!(world.report(), report(&reference(), &production(), &settings), "{name}");
    }
}

#[test]
fn a_carried_report_is_decided_again_without_rows() {
    let mut world = World::new(1);
    let sent = from_json(&report(&reference(), &production(), &Settings::default())).unwrap();
    world.with(|session| session.carry(Rc::new(sent)));
    let settings = Settings { alpha: 0.001, preset: Preset::Evidently, ..Settings::default() };
    world.with(|session| {
        session.change_settings(|settings| {
            (settings.alpha, settings.preset) = (0.001, Preset::Evidently);
        })
    });
    assert_eq!(world.report(), report(&reference(), &production(), &settings));
    assert!(world.workers.is_empty());
    // Files that are opened in its place are compared under the settings that are shown.
    world.open_both();
    world.run();
    assert_eq!(world.report(), report(&reference(), &production(), &settings));
}

#[test]
fn a_changed_setting_while_comparing() {
    let settings = Settings { correction: Correction::Holm, ..Settings::default() };
    let expected = report(&reference(), &production(), &settings);
    for steps in (0..).step_by(5) {
        let mut world = World::opened(steps as u64 % 3);
        let is_under_way = world.run_steps(steps);
        world.with(|session| session.change_settings(|settings| settings.correction = Correction::Holm));
        world.run();
        assert_eq!(world.report(), expected, "after {steps} steps");
        if !is_under_way {
            break;
        }
    }
}

#[test]
fn what_is_known_gives_the_same_report() {
    let kind: fn(&mut Settings) = |settings| {
        let choice = ColumnSettings { kind: Some(Kind::Category), ..ColumnSettings::default() };
        settings.columns.insert("x".to_owned(), choice);
    };
    let changes: [NamedChange; 9] = [
        ("segment", |settings| settings.segment = Some("plan".to_owned())),
        ("kind", kind),
        ("search", |settings| settings.find_segments = true),
        ("alpha", |settings| settings.alpha = 0.001),
        ("no segment", |settings| settings.segment = None),
        ("kind as detected", |settings| settings.columns.clear()),
        ("weeks", |settings| settings.window = Windowing::Week),
        ("segment again", |settings| settings.segment = Some("plan".to_owned())),
        ("no search", |settings| settings.find_segments = false),
    ];
    for seed in SEEDS.take(3) {
        let mut world = World::opened(seed);
        world.run();
        let mut settings = Settings::default();
        for (name, change) in changes {
            change(&mut settings);
            world.sent.clear();
            world.with(|session| session.change_settings(change));
            world.run();
            assert_eq!(world.report(), report(&reference(), &production(), &settings), "{name}, {seed}");
            // For segments alone, the windows are not found again.
            let finds = world.sent.iter().any(|command| command == "FindWindows");
            assert_eq!(finds, ["kind", "kind as detected", "weeks"].contains(&name), "{name}: {:?}", world.sent);
        }
        world.with(driftscope_session::Session::swap);
        world.run();
        assert_eq!(world.report(), report(&production(), &reference(), &settings), "swapped, {seed}");
    }
}
