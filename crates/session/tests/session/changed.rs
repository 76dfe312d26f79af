//! Something is changed: a file, the sides, a setting, while a report is shown or on its way.

use driftscope_report::{Correction, Settings};
use driftscope_session::{ReadChoice, Side};

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
