//! Tests of the state after actions.

use driftscope_session::{ReadChoice, Side};

use super::*;

pub(super) fn after<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> AppState {
    actions.into_iter().fold(AppState::default(), |state, action| state.after(action))
}

fn opened(side: Side) -> Notice {
    Notice::Opened { side, names: vec!["a.json".to_owned()], bytes: 10, choice: ReadChoice::default() }
}

fn crashed() -> Problem {
    Problem::Crashed { message: "out of memory".to_owned() }
}

#[test]
fn a_side_is_idle_reading_and_ready() {
    let state = after([opened(Side::Reference)]);
    assert!(state.is_busy() && state.slots[0].is_reading());
    let state = state.after(Notice::Progressed { side: Side::Reference, bytes: 5, rows: 2 });
    assert_eq!(state.slots[0].loading, Loading::Reading { bytes: 5, rows: 2 });
    let state = state.after(Notice::Read { side: Side::Reference, rows: 4, skipped: 1, read_as: String::new() });
    assert!(state.slots[0].is_ready() && !state.is_busy());
    assert_eq!(state.slots[1].loading, Loading::Idle);
}

#[test]
fn cancelling_keeps_what_was_ready() {
    let ready = Notice::Read { side: Side::Reference, rows: 4, skipped: 0, read_as: String::new() };
    let state = after([opened(Side::Reference), ready.clone(), opened(Side::Production), Notice::Cancelled]);
    assert!(state.slots[0].is_ready());
    assert_eq!(state.slots[1], Slot::default());
    let comparing = Notice::Comparing { done: 0, columns: 2 };
    let state = after([opened(Side::Reference), ready, comparing, Notice::Cancelled]);
    assert!(state.slots[0].is_ready() && !state.is_busy());
    assert_eq!(state.after(Notice::Lost).slots[0], Slot::default());
}

#[test]
fn files_of_the_report_stay_when_their_second_reading_is_cancelled() {
    let report = driftscope_drift::compare(&table(&["a"]), &table(&["a"]), &Default::default());
    let shown = Notice::Compared { report: SharedReport(Rc::new(report)), completing: false };
    let again = |name: &str| {
        let (names, choice) = (vec![name.to_owned()], ReadChoice::default());
        Notice::Opened { side: Side::Production, names, bytes: 10, choice }
    };
    let state = after([shown, again("table.json")]);
    assert_eq!(state.after(Notice::Cancelled).slots[1].title(), "table.json");
    assert!(state.after(Notice::Cancelled).slots[1].is_ready());
    assert_eq!(state.after(again("another.json")).after(Notice::Cancelled).slots[1], Slot::default());
}

#[test]
fn two_files_that_cannot_be_read_are_both_named() {
    let other = || Problem::Crashed { message: "something else".to_owned() };
    let failed = |side, problem| Notice::Failed { side: Some(side), problem };
    let state = after([
        opened(Side::Reference),
        opened(Side::Production),
        failed(Side::Reference, crashed()),
        failed(Side::Production, other()),
    ]);
    assert_eq!(state.problems(), [&other(), &crashed()]);
    let state = state.after(opened(Side::Production));
    assert_eq!(state.problems(), [&crashed()]);
    assert!(state.after(Action::Dismissed).problems().is_empty());
}

#[test]
fn one_log_can_be_parted_in_two() {
    let state = after([opened(Side::Production)]);
    assert_eq!(state.only_side(), None);
    let state = state.after(Notice::Read { side: Side::Production, rows: 5, skipped: 0, read_as: String::new() });
    assert_eq!(state.only_side(), Some(Side::Production));
    let state = state.after(Notice::Split { rows: [2, 3] });
    assert_eq!(state.only_side(), None);
    assert_eq!(state.slots[0].loading, Loading::Ready { rows: 2, skipped: 0 });
    assert_eq!(state.slots[0].title(), state.slots[1].title());
}

#[test]
fn a_failure_leaves_the_page_usable() {
    let state = after([opened(Side::Production), Notice::Failed { side: Some(Side::Production), problem: crashed() }]);
    assert!(!state.is_busy() && state.problem.is_some());
    let state = state.after(opened(Side::Production));
    assert!(state.problem.is_none() && state.is_busy());
}

#[test]
fn the_cursor_walks_the_columns_shown_and_opens_with_them() {
    let report = driftscope_drift::compare(&table(&["b", "a"]), &table(&["b", "a"]), &Default::default());
    let state =
        after([Action::Carried(SharedReport(Rc::new(report))), Action::SortClicked(SortBy::Name), Action::Moved(1)]);
    assert_eq!(state.cursor, Some(1));
    let state = state.after(Action::Toggled(1)).after(Action::Moved(1));
    assert_eq!(state.question.open, Some(0));
    assert_eq!(state.after(Action::Moved(1)).cursor, Some(0));
    assert_eq!(state.after(Action::Closed).question.open, None);
    assert_eq!(state.after(Action::Typed("zzz".to_owned())).after(Action::Moved(1)).cursor, Some(0));
}

pub(super) fn table(names: &[&str]) -> driftscope_table::Table {
    let file = driftscope_report::FileRecord { name: "table.json".to_owned(), ..Default::default() };
    let column = |name: &&str| driftscope_table::Column { name: (*name).to_owned(), ..Default::default() };
    driftscope_table::Table { columns: names.iter().map(column).collect(), files: vec![file], ..Default::default() }
}

#[test]
fn a_report_that_is_only_decided_again_is_of_the_same_comparison() {
    let compared = |settings: &Settings| driftscope_drift::compare(&table(&["a"]), &table(&["a"]), settings);
    let shown = |report| Notice::Compared { report: SharedReport(Rc::new(report)), completing: false };
    let loose = Settings { tolerance: 0.5, ..Settings::default() };
    let first = after([shown(compared(&Settings::default()))]);
    let mut again = compared(&Settings::default());
    driftscope_decide::decide(&mut again, &loose);
    let decided = first.after(shown(again.clone()));
    driftscope_decide::decide(&mut again, &Settings::default());
    let and_back = decided.after(shown(again.clone()));
    assert_eq!([first.comparisons, decided.comparisons, and_back.comparisons], [1, 1, 1]);
    // Other files under the same settings, columns by another segment, and a report that still lacks a part.
    assert_eq!(and_back.after(shown(again.clone())).comparisons, 2);
    let by_segment = compared(&Settings { segment: Some("a".to_owned()), ..Settings::default() });
    assert_eq!(and_back.after(shown(by_segment)).comparisons, 2);
    again.incomplete.push(driftscope_report::ReportPart::Windows);
    assert_eq!(and_back.after(shown(again)).comparisons, 2);
}
