//! A person cancels at any step.

use driftscope_report::Settings;
use driftscope_session::{Session, Side};

use crate::inputs::{log, production, reference, report};
use crate::world::World;

#[test]
fn at_each_step_of_the_first_comparison() {
    let expected = report(&reference(), &production(), &Settings::default());
    for steps in 0.. {
        let mut world = World::opened(6);
        let is_under_way = world.run_steps(steps);
        world.with(Session::cancel);
        world.run();
        assert!(world.failures(0).is_empty(), "{:?}", world.failures(0));
        // The page goes on: both are opened, and compared.
        world.open_both();
        world.run();
        assert_eq!(world.report(), expected, "cancelled after {steps} steps");
        assert_eq!(world.workers.len(), 2, "cancelled after {steps} steps");
        if !is_under_way {
            break;
        }
    }
}

#[test]
fn what_is_replaced_comes_back() {
    let expected = report(&reference(), &production(), &Settings::default());
    for steps in 0.. {
        let mut world = World::opened(7);
        world.run();
        let before = world.notices.len();
        world.with(|session| session.open(Side::Production, vec![log("other.ndjson", 3)]));
        let is_under_way = world.run_steps(steps);
        let is_replaced =
            world.notices[before..].iter().any(|notice| matches!(notice, driftscope_session::Notice::Compared { .. }));
        world.with(Session::cancel);
        world.run();
        if is_replaced {
            break;
        }
        assert!(is_under_way);
        // A change of a setting and back shows whose rows are here.
        world.with(|session| session.change_settings(|settings| settings.tolerance *= 2.0));
        world.with(|session| session.change_settings(|settings| settings.tolerance /= 2.0));
        world.run();
        // The new report may have been parsed, and not shown, when it was cancelled.
        let shown = world.report();
        let other = report(&reference(), &log("other.ndjson", 3), &Settings::default());
        assert!(shown == expected || shown == other, "cancelled after {steps} steps");
    }
}

#[test]
fn cancelling_twice_keeps_the_files() {
    let mut world = World::opened(8);
    world.run();
    world.with(|session| session.open(Side::Production, vec![log("other.ndjson", 3)]));
    world.run_steps(5);
    world.with(Session::cancel);
    world.run_steps(3);
    world.with(Session::cancel);
    assert!(!world.step(), "nothing goes on");
    world.with(|session| session.change_settings(|_| {}));
    world.run();
    assert_eq!(world.report(), report(&reference(), &production(), &Settings::default()));
}
