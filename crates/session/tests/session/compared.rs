//! What is opened is compared, as it would be in one place.

use driftscope_report::Settings;
use driftscope_session::{Notice, Problem, Side};

use crate::SEEDS;
use crate::inputs::{by_time, log, production, profile_file, profiled_report, reference, report, split_report};
use crate::memory::{file_in_chunks, gone};
use crate::world::World;

#[test]
fn two_files() {
    let expected = report(&reference(), &production(), &Settings::default());
    for seed in SEEDS {
        let mut world = World::opened(seed);
        world.run();
        assert_eq!(world.report(), expected, "seed {seed}");
        // Those that keep columns stay, all others have ended.
        assert_eq!(world.workers.len(), 2, "seed {seed}");
        let first_look = world.notices.iter().position(|notice| matches!(notice, Notice::Compared { .. }));
        assert!(matches!(world.notices[first_look.unwrap()], Notice::Compared { completing: true, .. }));
    }
}

#[test]
fn the_second_file_comes_later() {
    let mut world = World::new(1);
    world.with(|session| session.open(Side::Production, vec![production()]));
    world.run();
    assert!(world.shown().is_none() && world.workers.len() == 1);
    world.with(|session| session.open(Side::Reference, vec![reference()]));
    world.run();
    assert_eq!(world.report(), report(&reference(), &production(), &Settings::default()));
}

#[test]
fn one_file_that_is_split() {
    let log = log("log.ndjson", 0);
    let expected = split_report(&log, &by_time());
    for seed in SEEDS {
        let mut world = World::new(seed);
        world.with(|session| session.open(Side::Reference, vec![log.clone()]));
        world.run();
        world.with(|session| session.offer_split(Side::Reference));
        world.with(|session| session.count_split(Side::Reference, by_time()));
        world.run();
        assert!(world.notices.iter().any(|notice| matches!(notice, Notice::SplitOffered(_))));
        let counted = Notice::SplitCounted { by: by_time(), rows: Some([30, 30]) };
        assert!(world.notices.contains(&counted), "{:?}", world.notices);
        world.with(|session| session.split(Side::Reference, by_time()));
        world.run();
        assert_eq!(world.report(), expected, "seed {seed}");
    }
}

#[test]
fn a_split_in_another_place_reads_the_file_again() {
    let log = log("log.ndjson", 0);
    let mut world = World::new(2);
    world.with(|session| session.open(Side::Production, vec![log.clone()]));
    world.run();
    world.with(|session| session.split(Side::Production, by_time()));
    world.run();
    let later = driftscope_report::Split::Time { column: Some("at".to_owned()), at: 1768435200.0 };
    world.with(|session| session.split_again(later.clone()));
    world.run();
    assert_eq!(world.report(), split_report(&log, &later));
}

#[test]
fn a_profile_against_rows() {
    let profile = profile_file("reference.json", &reference());
    let expected = profiled_report(&profile, &production());
    for seed in SEEDS {
        let mut world = World::new(seed);
        world.with(|session| session.open(Side::Reference, vec![profile.clone()]));
        world.with(|session| session.open(Side::Production, vec![production()]));
        world.run();
        assert_eq!(world.report(), expected, "seed {seed}");
    }
}

#[test]
fn a_large_file_is_read_by_two() {
    let line = |row: usize| format!("{{\"x\":{row},\"plan\":\"{}\",\"note\":\"{}\"}}\n", row % 7, "-".repeat(300));
    let text: String = (0..60_000).map(line).collect();
    let large = file_in_chunks("large.ndjson", &text, 1 << 20);
    let expected = report(&reference(), &large, &Settings::default());
    for seed in [0, 1] {
        let mut world = World::new(seed);
        world.with(|session| session.open(Side::Reference, vec![reference()]));
        world.run();
        world.with(|session| session.open(Side::Production, vec![large.clone()]));
        world.run();
        assert!(world.sent.iter().any(|command| command == "AppendTail"), "{:?}", world.sent);
        assert_eq!(world.report(), expected);
    }
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_other() {
    let mut world = World::new(3);
    world.with(|session| session.open(Side::Reference, vec![reference()]));
    world.with(|session| session.open(Side::Production, vec![gone("production.ndjson")]));
    world.run();
    let problem = Problem::Unreadable { file: "production.ndjson".to_owned(), reason: "it is gone".to_owned() };
    assert_eq!(world.failures(0), [(Some(Side::Production), &problem)]);
    world.with(|session| session.open(Side::Production, vec![production()]));
    world.run();
    assert_eq!(world.report(), report(&reference(), &production(), &Settings::default()));
}
