//! A worker breaks at any step.

use driftscope_report::{ReportPart, Settings};
use driftscope_session::{Problem, Side, WorkerId};

use crate::inputs::{production, reference, report};
use crate::world::World;

#[test]
fn a_worker_that_dies_at_each_step() {
    let expected = report(&reference(), &production(), &Settings::default());
    for steps in 0.. {
        let mut world = World::opened(9);
        let is_under_way = world.run_steps(steps);
        for victim in 0..world.workers.len() {
            let mut world = World::opened(9);
            world.run_steps(steps);
            let worker: WorkerId = *world.workers.keys().nth(victim).unwrap();
            let notices = world.notices.len();
            world.break_worker(worker);
            world.run();
            let place = format!("{worker:?} broke after {steps} steps");
            // Where a hasher breaks, the report names what it lacks.
            let is_whole = world.shown().is_some_and(|(report, completing)| {
                !completing && report.incomplete.iter().all(|part| *part == ReportPart::Fingerprints)
            });
            assert!(!world.failures(notices).is_empty() || is_whole, "{place}, and nobody knows");
            assert!(world.shown().is_none_or(|(_, completing)| !completing), "{place}: the page waits for ever");
            world.with(|session| session.compare_again());
            world.with(|session| session.change_settings(|_| {}));
            world.run();
            assert_eq!(without_hashes(&world.report()), without_hashes(&expected), "{place}");
        }
        if !is_under_way {
            break;
        }
    }
}

/// A report whose hasher broke is the same but for the fingerprints.
fn without_hashes(report: &str) -> String {
    let mut report = driftscope_report::from_json(report).unwrap();
    report.incomplete.clear();
    for file in report.reference.files.iter_mut().chain(&mut report.production.files) {
        file.sha256.clear();
    }
    driftscope_report::to_json(&report)
}

#[test]
fn the_other_side_is_kept_if_a_reader_breaks() {
    let mut world = World::new(10);
    world.with(|session| session.open(Side::Reference, vec![reference()]));
    world.run();
    world.with(|session| session.open(Side::Production, vec![production()]));
    let reader = *world.workers.keys().last().unwrap();
    world.break_worker(reader);
    assert_eq!(world.failures(0)[0].0, Some(Side::Production));
    let sent = world.sent.len();
    world.with(|session| session.open(Side::Production, vec![production()]));
    world.run();
    let reads = world.sent[sent..].iter().filter(|command| *command == "Read").count();
    assert_eq!(reads, 1, "the reference is still there");
    assert_eq!(world.report(), report(&reference(), &production(), &Settings::default()));
}

#[test]
fn the_other_side_is_read_on_if_the_keeper_of_one_breaks() {
    let mut world = World::new(11);
    world.with(|session| session.open(Side::Reference, vec![reference()]));
    world.run();
    let keeper = *world.workers.keys().next().unwrap();
    world.with(|session| session.open(Side::Production, vec![production()]));
    world.run_steps(4);
    world.break_worker(keeper);
    world.run();
    assert!(matches!(world.failures(0)[..], [(Some(Side::Reference), Problem::Crashed { .. })]));
    let sent = world.sent.len();
    world.with(|session| session.open(Side::Reference, vec![reference()]));
    world.run();
    assert_eq!(world.sent[sent..].iter().filter(|command| *command == "Read").count(), 1);
    assert_eq!(world.report(), report(&reference(), &production(), &Settings::default()));
}

#[test]
fn a_whole_report_stays_and_the_next_setting_reads_the_files_again() {
    for victim in [0, 1] {
        let mut world = World::opened(12);
        world.run();
        let before = world.report();
        let keeper = *world.workers.keys().nth(victim).unwrap();
        world.break_worker(keeper);
        world.run();
        assert!(matches!(world.failures(0)[..], [(None, Problem::RowsLost { .. })]));
        assert_eq!(world.report(), before);
        assert!(world.workers.is_empty());
        world.with(|session| session.change_settings(|settings| settings.drift_share = 0.9));
        world.run();
        let settings = Settings { drift_share: 0.9, ..Settings::default() };
        assert_eq!(world.report(), report(&reference(), &production(), &settings));
    }
}

#[test]
fn the_verdict_stays_if_the_second_step_breaks() {
    let mut world = World::opened(13);
    while world.shown().is_none() || world.sent.iter().filter(|command| *command == "Compare").count() < 2 {
        assert!(world.step());
    }
    let keeper = *world.workers.keys().next().unwrap();
    world.break_worker(keeper);
    world.run();
    let (shown, completing) = world.shown().unwrap();
    // Nobody asked for segments.
    let wanted: Vec<ReportPart> = ReportPart::ALL.into_iter().filter(|part| *part != ReportPart::Segments).collect();
    assert_eq!(shown.incomplete, wanted);
    assert!(!completing);
    assert!(matches!(world.failures(0)[..], [(None, Problem::Unfinished { .. })]));
}
