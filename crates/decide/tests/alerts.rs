//! Alerts follow from the report and the settings alone, window by window.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

mod common;

use common::{accuracy, date, rules, with_p99};
use driftscope_decide::{alerts, decide, proposed_rules};
use driftscope_report::{Alert, AlertState, Metric, PerformanceGroup, Report};

const REFERENCE: [[u64; 2]; 10] = [[900, 1_000]; 10];

fn only(report: &Report) -> Alert {
    let mut found = alerts(report, &report.settings.alerts);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn a_fall_fires_after_two_windows_and_is_resolved_after_two() {
    let rule = || rules(r#"[{"name":"a","metric":"performance.accuracy","when":{"falls_by":0.03},"for":2,"keep":2}]"#);
    let after = |production: &[[u64; 2]]| only(&accuracy(&REFERENCE, production, rule()));
    let (fine, bad) = ([900, 1_000], [800, 1_000]);
    let state = |production: &[[u64; 2]]| (after(production).state, after(production).since);
    assert_eq!(state(&[fine]), (AlertState::Ok, None));
    assert_eq!(state(&[fine, bad]), (AlertState::Pending, Some(date(11))));
    assert_eq!(state(&[fine, bad, bad]), (AlertState::Firing, Some(date(11))));
    // 87.5 % is back past the bound of 87 %, but not by a quarter of the way to 90 %.
    assert_eq!(state(&[fine, bad, bad, [875, 1_000]]), (AlertState::Firing, Some(date(11))));
    assert_eq!(state(&[fine, bad, bad, fine]), (AlertState::Recovering, Some(date(13))));
    assert_eq!(state(&[fine, bad, bad, fine, fine]), (AlertState::Ok, Some(date(14))));
    let found = after(&[fine, bad, bad, fine, fine]);
    assert_eq!((found.value, found.window, found.recent.len()), (Some(0.9), Some(date(14)), 1));
    assert!((found.bound.unwrap() - 0.87).abs() < 1e-12 && found.low < found.value && found.value < found.high);
    assert_eq!((found.recent[0].since.clone(), found.recent[0].until.clone()), (date(11), Some(date(14))));
}

#[test]
fn a_window_without_figures_is_no_data_and_resolves_nothing() {
    let rule = || rules(r#"[{"name":"a","metric":"performance.accuracy","when":{"below":0.87}}]"#);
    let bad = [800, 1_000];
    let silent = only(&accuracy(&REFERENCE, &[bad, [0, 0]], rule()));
    assert_eq!((silent.state, silent.since, silent.value), (AlertState::NoData, Some(date(11)), None));
    assert!(silent.reason.is_some() && silent.recent.len() == 1 && silent.recent[0].until.is_none());
    assert_eq!(only(&accuracy(&REFERENCE, &[bad, [0, 0], bad], rule())).state, AlertState::Firing);
    let mut nothing = accuracy(&REFERENCE, &[], rule());
    nothing.performance = None;
    assert_eq!(only(&nothing).state, AlertState::NoData);
}

#[test]
fn rules_share_the_budget_of_a_window() {
    // 855 of 1000 against a bound of 87.8 %: a one-sided p-value of 0.017.
    let production = [[855, 1_000]];
    let rule = |name: &str| format!(r#"{{"name":"{name}","metric":"performance.accuracy","when":{{"below":0.878}}}}"#);
    let alone = accuracy(&REFERENCE, &production, rules(&format!("[{}]", rule("a"))));
    assert_eq!(only(&alone).state, AlertState::Firing);
    let three = rules(&format!("[{},{},{}]", rule("a"), rule("b"), rule("c")));
    let mut report = accuracy(&REFERENCE, &production, three);
    let firing = |report: &Report| alerts(report, &report.settings.alerts).iter().any(|alert| alert.state.is_firing());
    assert!(!firing(&report), "three times 0.017 is more than one in 30.4");
    report.settings.alert_budget = Some(2.0);
    assert!(firing(&report), "and less than two in 30.4");
}

#[test]
fn a_threshold_without_being_sure_is_compared_as_it_is() {
    let rule = rules(r#"[{"name":"a","metric":"service.p99","when":{"above":100},"sure":0,"severity":"critical"}]"#);
    let mut report = accuracy(&REFERENCE, &[[900, 1_000]; 3], rule);
    with_p99(&mut report, &[50.0; 10], &[100.0, 150.0, 100.1]);
    let found = only(&report);
    assert_eq!((found.state, found.since, found.value), (AlertState::Firing, Some(date(11)), Some(100.1)));
    assert_eq!((found.low, found.high, found.bound), (None, None, Some(100.0)));
    with_p99(&mut report, &[50.0; 10], &[150.0, 150.0, 100.0]);
    assert_eq!((only(&report).state, only(&report).recent.len()), (AlertState::Ok, 1));
}

#[test]
fn records_that_stay_away_are_found_by_the_day_of_the_week() {
    let rule = || rules(r#"[{"name":"a","metric":"rows","when":{"below_usual_by":0.4}}]"#);
    // 2026-01-01 was a Thursday: weekends are the third and fourth days.
    let week = |day: usize| if matches!(day % 7, 2 | 3) { 100 } else { 1_000 };
    let reference: Vec<[u64; 2]> = (0..28).map(|day| [0, week(day)]).collect();
    let after = |days: usize, last: u64| {
        let mut production: Vec<[u64; 2]> = (28..28 + days).map(|day| [0, week(day)]).collect();
        production.push([0, last]);
        only(&accuracy(&reference, &production, rule())).state
    };
    assert_eq!(after(2, 100), AlertState::Ok, "a Saturday as Saturdays are");
    assert_eq!(after(1, 100), AlertState::Firing, "a Friday like a Saturday");
    assert_eq!(after(1, 0), AlertState::Firing, "no records at all");
}

#[test]
fn a_slow_decay_is_found_that_no_window_shows() {
    let text = |when: &str| format!(r#"[{{"name":"a","metric":"performance.accuracy","when":{when}}}]"#);
    let production = [[258, 300]; 14];
    let decay = |rule: &str| only(&accuracy(&[[270, 300]; 30], &production, rules(&text(rule)))).state;
    assert_eq!(decay(r#"{"worsens":true}"#), AlertState::Firing);
    assert_eq!(decay(r#"{"falls_by":0.03}"#), AlertState::Ok);
    let quiet = accuracy(&[[270, 300]; 30], &[[270, 300]; 60], rules(&text(r#"{"worsens":true}"#)));
    assert_eq!(only(&quiet).state, AlertState::Ok);
}

#[test]
fn alerts_are_decided_with_the_report_and_again_alike() {
    let rule = rules(r#"[{"name":"a","metric":"performance.accuracy","when":{"below":0.87}}]"#);
    let mut report = accuracy(&REFERENCE, &[[800, 1_000]; 3], rule);
    let settings = report.settings.clone();
    decide(&mut report, &settings);
    assert_eq!(report.alerts[0].state, AlertState::Firing);
    let once = report.clone();
    decide(&mut report, &settings);
    assert!(report == once);
    decide(&mut report, &driftscope_report::Settings { alerts: Vec::new(), ..settings });
    assert!(report.alerts.is_empty());
}

#[test]
fn proposed_rules_are_valid_and_watch_what_there_is() {
    let mut report = accuracy(&REFERENCE, &[[800, 1_000]; 10], Vec::new());
    with_p99(&mut report, &[50.0; 10], &[60.0; 10]);
    let proposed = proposed_rules(&report);
    let names: Vec<&str> = proposed.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names, ["accuracy fell", "accuracy falls slowly", "too few records"]);
    report.settings.alerts = proposed;
    assert_eq!(report.settings.validate(), Ok(()));
    let found = alerts(&report, &report.settings.alerts);
    assert!(found.iter().all(|alert| alert.state != AlertState::NoData), "{found:?}");
    assert!(found[0].state.is_firing() && found[1].state.is_firing() && !found[2].state.is_firing());
}

#[test]
fn each_version_is_watched_by_itself_beside_its_own_reference() {
    let rule = rules(
        r#"[{"name":"a","metric":"performance.accuracy","by":"version","when":{"falls_by":0.03}},
            {"name":"b","metric":"service.p99","by":"version","when":{"above":1}}]"#,
    );
    let mut report = accuracy(&REFERENCE, &[[800, 1_000]; 10], rule);
    let performance = report.performance.as_mut().unwrap();
    let by_window = performance.groups.clone();
    let of_day = |place: usize| by_window[place].metrics[0].clone();
    let version = |value: &str, reference: Option<usize>, production: usize| {
        let reference = reference.and_then(|place| of_day(place).reference);
        let metric = Metric { reference, production: of_day(production).production, ..of_day(production) };
        PerformanceGroup { by: "version".to_owned(), value: value.to_owned(), n: 1_000, metrics: vec![metric] }
    };
    // Of v1 the reference has rows that are as good as production's; of v2 it has none, so that all of its rows count.
    performance.groups.extend([version("v1", Some(0), 10), version("v2", None, 11)]);
    let bad = performance.groups[10].metrics[0].production;
    performance.groups[20].metrics[0].reference = bad;
    let found = alerts(&report, &report.settings.alerts);
    let states: Vec<_> =
        found.iter().map(|alert| (alert.name.as_str(), alert.version.as_deref(), alert.state)).collect();
    let expected =
        [("a", Some("v1"), AlertState::Ok), ("a", Some("v2"), AlertState::Firing), ("b", None, AlertState::NoData)];
    assert_eq!(states, expected);
    assert_eq!(found[2].reason.as_deref(), Some("this side has no versions with this figure"));
}
