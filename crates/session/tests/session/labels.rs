//! Labels come later, in a file of their own, while a report is shown or on its way.

use driftscope_drift::compare;
use driftscope_report::{Settings, WarningCode, to_json};
use driftscope_session::{InputFile, Side};
use driftscope_table::join_labels;

use crate::SEEDS;
use crate::inputs::{File, report, table};
use crate::memory::file;
use crate::world::World;

fn predictions(name: &str, with_labels: bool) -> File {
    let row = |row: usize| {
        let (truth, answer) = (row.is_multiple_of(3), row.is_multiple_of(3) && !row.is_multiple_of(5));
        let label = if with_labels { format!(",\"actual\":{truth}") } else { String::new() };
        let time = format!("2026-03-{:02}T{:02}:00:00Z", 1 + row / 24, row % 24);
        format!(
            "{{\"request_id\":\"r{row}\",\"time\":\"{time}\",\"prediction\":{answer},\"x\":{}{label}}}\n",
            row * 7 % 60
        )
    };
    file(name, &(0..90).map(row).collect::<String>())
}

fn labels() -> File {
    let row = |row: usize| {
        let at = format!("2026-03-{:02}T{:02}:30:00Z", 1 + row * 2 / 24, row * 2 % 24);
        format!("{{\"requestId\":\"r{row}\",\"actual\":{},\"at\":\"{at}\"}}\n", row.is_multiple_of(4))
    };
    file("labels.ndjson", &(10..80).rev().map(row).collect::<String>())
}

/// The report of production with its labels, read and compared on the spot.
fn joined_report() -> String {
    let mut production = table(&[&predictions("production.ndjson", false)], true);
    let mut reference = table(&[&predictions("reference.ndjson", true)], true);
    join_labels(&mut [&mut reference, &mut production], &table(&[&labels()], true)).unwrap();
    to_json(&compare(&reference, &production, &Settings::default()))
}

fn opened(seed: u64) -> World {
    let mut world = World::new(seed);
    world.with(|session| session.open(Side::Reference, vec![predictions("reference.ndjson", true)]));
    world.with(|session| session.open(Side::Production, vec![predictions("production.ndjson", false)]));
    world
}

#[test]
fn labels_are_joined_whenever_they_come() {
    let expected = joined_report();
    assert!(
        expected.contains("\"performance\":{") && expected.contains("\"label_delay\":{\"labels\":70,\"waiting\":20,")
    );
    for seed in SEEDS {
        let mut world = opened(seed);
        world.run_steps(seed as usize * 5);
        world.with(|session| session.open_labels(vec![labels()]));
        world.run();
        assert_eq!(world.report(), expected, "seed {seed}");
    }
}

#[test]
fn one_file_of_labels_is_of_both_sides() {
    let rows = |name: &str, from: usize| -> File {
        let row = |row: usize| {
            format!("{{\"ride_id\":\"{row}\",\"prediction\":{}.5,\"x\":{}}}\n", row * 7 % 60, row * 5 % 40)
        };
        file(name, &(from..from + 90).map(row).collect::<String>())
    };
    let label = |row: usize| format!("{{\"ride_id\":\"{row}\",\"duration\":{}.25}}\n", row * 7 % 60);
    let labels = || file("labels.ndjson", &(40..190).map(label).collect::<String>());
    let [mut reference, mut production] =
        [("may.ndjson", 0), ("june.ndjson", 90)].map(|(name, from)| table(&[&rows(name, from)], true));
    join_labels(&mut [&mut reference, &mut production], &table(&[&labels()], true)).unwrap();
    let expected = to_json(&compare(&reference, &production, &Settings::default()));
    assert!(expected.contains("\"task\":\"regression\"") && expected.contains("\"compared\":50"), "{expected}");
    for seed in SEEDS {
        let mut world = World::new(seed);
        let with_labels = vec![InputFile { has_labels: true, ..labels() }, rows("may.ndjson", 0)];
        world.with(|session| session.open(Side::Reference, with_labels));
        world.run_steps(seed as usize * 3);
        world.with(|session| session.open(Side::Production, vec![rows("june.ndjson", 90)]));
        world.run();
        assert_eq!(world.report(), expected, "seed {seed}");
    }
}

#[test]
fn labels_can_be_replaced_and_removed() {
    let mut world = opened(3);
    world.run();
    let before = world.report();
    let strangers =
        file("others.ndjson", "{\"request_id\":\"x1\",\"actual\":true}\n{\"request_id\":\"x2\",\"actual\":false}\n");
    world.with(|session| session.open_labels(vec![strangers]));
    world.run();
    let (report, _) = world.shown().unwrap();
    let warnings: Vec<WarningCode> = report.production.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!((report.production.rows, warnings), (90, vec![WarningCode::Labels]));
    world.with(|session| session.open_labels(vec![labels()]));
    world.run();
    assert_eq!(world.report(), joined_report());
    world.with(|session| session.remove(Side::Production, 1));
    world.run();
    assert_eq!(world.report(), before);
    // The predictions themselves cannot be removed.
    world.with(|session| session.open_labels(vec![labels()]));
    world.run();
    world.with(|session| session.remove(Side::Production, 0));
    assert!(!world.step());
}

#[test]
fn a_broken_file_of_labels_costs_no_prediction() {
    let mut world = opened(1);
    world.with(|session| session.open_labels(vec![file("labels.ndjson", "\u{0}\u{1}")]));
    world.run();
    let (shown, _) = world.shown().unwrap();
    assert_eq!(shown.production.rows, 90);
    assert!(
        shown.production.warnings.iter().any(|warning| warning.code == WarningCode::Labels),
        "{:?}",
        shown.production
    );
    let bare =
        report(&predictions("reference.ndjson", true), &predictions("production.ndjson", false), &Settings::default());
    assert_ne!(to_json(shown), bare);
}
