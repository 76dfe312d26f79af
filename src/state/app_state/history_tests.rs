//! Tests of undo: random walks of what a person does, and back.

use std::rc::Rc;

use driftscope_report::Settings;

use super::tests::{after, table};
use super::*;

fn opened() -> AppState {
    let report = driftscope_drift::compare(&table(&["a", "b", "c"]), &table(&["a", "b", "c"]), &Default::default());
    after([Action::Carried(SharedReport(Rc::new(report)))])
}

fn with_settings(state: &AppState, change: impl FnOnce(&mut Settings)) -> AppState {
    let mut settings = (*state.question.settings).clone();
    change(&mut settings);
    state.after(Action::SettingsChanged(Rc::new(settings)))
}

/// A number below `end`, of a small generator.
fn below(seed: &mut u64, end: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % end
}

fn random_step(state: &AppState, seed: &mut u64) -> AppState {
    match below(seed, 9) {
        0 => state.after(Action::SortClicked(SortBy::ALL[below(seed, 8) as usize].0)),
        1 => state.after(Action::Filtered([Filter::All, Filter::Drifted, Filter::NotTested][below(seed, 3) as usize])),
        2 => state.after(Action::Narrowed([Filter::All, Filter::Numeric, Filter::Missing][below(seed, 3) as usize])),
        3 => state.after(Action::Typed(["", "a", "ab"][below(seed, 3) as usize].to_owned())),
        4 => state.after(Action::Toggled(below(seed, 3) as usize)),
        5 => state.after(Action::TabChosen(Tab::ALL[below(seed, 8) as usize].1)),
        6 => state.after(Action::Settled),
        7 => state.after(Action::WentTo(below(seed, 3) as usize)),
        _ => {
            let value = below(seed, 4) as f64 / 10.0;
            with_settings(state, |settings| settings.tolerance = value)
        }
    }
}

#[test]
fn undoing_all_leads_through_every_step_to_the_start_and_redoing_back() {
    for walk in 0..200_u64 {
        let mut seed = walk;
        let start = opened();
        let mut state = start.clone();
        for _ in 0..30 {
            state = random_step(&state, &mut seed);
            assert_eq!(*state.history.now().question, state.question);
        }
        let end = state.clone();
        let steps: Vec<_> = state.history.steps().iter().map(|step| step.question.clone()).collect();
        assert!(steps.windows(2).all(|pair| pair[0] != pair[1]), "a step that changes nothing");
        for place in (0..end.history.at()).rev() {
            state = state.after(Action::Travelled(place));
            assert_eq!(state.question, *steps[place]);
        }
        assert_eq!(state.question, start.question);
        assert_eq!(state.history.steps(), end.history.steps());
        for place in 1..steps.len() {
            state = state.after(Action::Travelled(place));
        }
        assert_eq!(state.question, end.question);
    }
}

#[test]
fn typing_and_dragging_are_one_step_until_they_settle() {
    let typed = |state: &AppState, text: &str| state.after(Action::Typed(text.to_owned()));
    let state = typed(&typed(&typed(&opened(), "t"), "te"), "temp");
    assert_eq!(state.history.steps().len(), 2);
    let state = typed(&state.after(Action::Settled), "temper");
    assert_eq!(state.history.steps().len(), 3);
    let drag = |state: &AppState, value| with_settings(state, |settings| settings.tolerance = value);
    let state = drag(&drag(&drag(&state, 0.1), 0.2), 0.3);
    assert_eq!(state.history.steps().len(), 4);
    // Another number is another step at once.
    let state = with_settings(&state, |settings| settings.alpha = 0.01);
    assert_eq!(state.history.steps().len(), 5);
    let state = state.after(Action::Travelled(3));
    assert_eq!((state.question.settings.tolerance, state.question.settings.alpha), (0.3, Settings::default().alpha));
}

#[test]
fn what_was_undone_is_forgotten_when_something_else_is_done() {
    let state = opened().after(Action::TabChosen(Tab::When)).after(Action::TabChosen(Tab::Data));
    let state = state.after(Action::Travelled(1)).after(Action::Toggled(2));
    let tabs: Vec<Tab> = state.history.steps().iter().map(|step| step.question.tab).collect();
    assert_eq!(tabs, [Tab::Overview, Tab::When, Tab::When]);
    // A step is known by its number, which no other gets.
    let serials: Vec<u32> = state.history.steps().iter().map(|step| step.serial).collect();
    assert_eq!(serials, [0, 1, 3]);
    assert_eq!(state.history.place(3), Some(2));
    assert_eq!(state.history.place(2), None);
    assert_eq!(state.after(Action::Travelled(7)), state);
}

#[test]
fn a_report_is_no_step_and_other_files_begin_a_history_of_their_own() {
    let state = opened().after(Action::Toggled(1));
    let report = state.report.clone().unwrap();
    let again = state.after(Notice::Compared { report, completing: false });
    assert_eq!(again.history.steps().len(), 2);
    let (names, choice) = (vec!["other.json".to_owned()], Default::default());
    let other = again.after(Notice::Opened { side: Side::Production, names, bytes: 1, choice });
    assert_eq!((other.history.steps().len(), other.question.open), (1, None));
    assert!(other.history.now().serial > again.history.now().serial);
}

#[test]
fn a_history_has_an_end() {
    let mut state = opened();
    for step in 0..700 {
        state = state.after(Action::SortClicked(SortBy::ALL[step % 8].0));
    }
    assert_eq!(state.history.steps().len(), 300);
    assert_eq!(state.history.at(), 299);
}

#[test]
fn the_innermost_thing_closes_first() {
    let state = opened().after(Action::Toggled(1)).after(Action::DrawerToggled(Drawer::Settings));
    let state = state.after(Action::GoingToggled).after(Action::HelpToggled).after(Action::Closed);
    assert!(!state.help && state.going);
    let state = state.after(Action::Closed);
    assert!(!state.going && state.drawer == Some(Drawer::Settings));
    let state = state.after(Action::Closed);
    assert!(state.drawer.is_none() && state.question.open == Some(1));
    assert_eq!(state.after(Action::Closed).question.open, None);
}

#[test]
fn going_to_a_column_that_is_filtered_away_clears_the_filters() {
    let state = opened().after(Action::Typed("a".to_owned())).after(Action::WentTo(0));
    assert_eq!((state.question.text.as_str(), state.question.open, state.question.tab), ("a", Some(0), Tab::Columns));
    let state = state.after(Action::WentTo(2));
    assert_eq!((state.question.text.as_str(), state.question.open, state.cursor), ("", Some(2), Some(2)));
}
