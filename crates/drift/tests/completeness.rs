//! Labels that come late: which windows lack them, whether the early ones favour some answers, and the metric of all rows.

use std::fmt::Write as _;

use crate::common::csv;
use driftscope_drift::compare;
use driftscope_report::{LabelCompleteness, Settings, Windowing};
use driftscope_stats::random::Random;
use driftscope_table::Table;

/// Days of predictions, 40 a day, right in 95 of 100 answers "no" and in 60 of 100 answers "yes". `labelled` is the probability that a
/// row has a label, by its answer and day.
fn log(first_day: u32, days: u32, seed: u64, labelled: &dyn Fn(bool, u32) -> f64) -> (Table, f64) {
    let mut random = Random::new(seed);
    let mut text = "time,distance,prediction,target\n".to_owned();
    let mut right = 0_u32;
    for row in 0..days * 40 {
        let day = row / 40;
        let distance = random.unit();
        let is_yes = distance > 0.7;
        let is_right = random.unit() < if is_yes { 0.6 } else { 0.95 };
        right += u32::from(is_right);
        let label =
            if random.unit() < labelled(is_yes, day) { ["no", "yes"][usize::from(is_yes == is_right)] } else { "" };
        let answer = ["no", "yes"][usize::from(is_yes)];
        let moment =
            format!("2026-{:02}-{:02}T{:02}:00:00Z", 1 + (first_day + day) / 28, 1 + (first_day + day) % 28, row % 24);
        let _ = writeln!(text, "{moment},{distance:.4},{answer},{label}");
    }
    (csv(&text), f64::from(right) / f64::from(days * 40))
}

fn completeness(seed: u64, labelled: &dyn Fn(bool, u32) -> f64) -> (Option<LabelCompleteness>, f64, String) {
    let (reference, _) = log(0, 28, seed, &|_, _| 1.0);
    let (production, truth) = log(28, 28, seed + 1, labelled);
    let settings = Settings { positive: Some("yes".to_owned()), window: Windowing::Day, ..Settings::default() };
    let performance = compare(&reference, &production, &settings).performance.unwrap();
    (performance.completeness, truth, performance.sentence)
}

#[test]
fn windows_that_lack_labels_are_counted_and_whole_ones_are_nothing() {
    assert_eq!(completeness(1, &|_, _| 1.0).0, None);
    let (found, ..) = completeness(1, &|_, day| if day < 21 { 1.0 } else { 0.0 });
    let found = found.unwrap();
    let days: Vec<(u64, bool)> =
        found.windows.iter().map(|window| (window.rows, window.labels == window.rows)).collect();
    assert_eq!(days.len(), 28);
    assert!(days[..21].iter().all(|day| *day == (40, true)) && found.windows[21..].iter().all(|day| day.labels == 0));
    // No day has rows of both kinds, so nothing can be compared.
    assert_eq!(found.selection, None);
}

#[test]
fn early_labels_of_one_answer_are_said_and_weighted() {
    // Of the last two weeks, labels of "yes" come first.
    let arrives = |is_yes: bool, day: u32| if day < 14 || is_yes { 0.95 } else { 0.2 };
    let (mut covered, mut plain_covered) = (0, 0);
    for seed in 0..40 {
        let (found, truth, sentence) = completeness(100 + 2 * seed, &arrives);
        let selection = found.unwrap().selection.unwrap();
        assert!(selection.favours && selection.difference > 0.2 && selection.low > 0.0, "{selection:?}");
        assert_eq!(selection.answer.as_deref(), Some("yes"));
        assert!(sentence.contains("Labels so far favour rows with the answer “yes”"), "{sentence}");
        let weighted = selection.weighted.unwrap();
        assert_eq!((weighted.id.as_str(), weighted.rows), ("accuracy", 28 * 40));
        covered += u32::from(weighted.low <= truth && truth <= weighted.high);
        plain_covered += u32::from((weighted.plain - truth).abs() < 0.01);
    }
    assert!(covered >= 36, "{covered} of 40");
    assert!(plain_covered <= 4, "the plain accuracy is off: {plain_covered} of 40");
}

#[test]
fn labels_that_come_by_chance_favour_nothing() {
    let wrong = (0..60).filter(|seed| {
        let (found, ..) = completeness(1000 + 2 * seed, &|_, day| if day < 14 { 0.9 } else { 0.4 });
        found.unwrap().selection.unwrap().favours
    });
    let wrong = wrong.count();
    assert!(wrong <= 6, "{wrong} of 60");
}
