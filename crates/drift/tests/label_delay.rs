//! How long labels take, by labels that were sampled: those that have not come yet are not forgotten.

use std::fmt::Write as _;

use crate::common::csv;
use driftscope_drift::compare;
use driftscope_report::calendar::format_datetime;
use driftscope_report::{LabelDelay, Settings};
use driftscope_stats::random::Random;
use driftscope_table::{Table, join_labels};

const DAY: f64 = 86_400.0;

/// The first moment: 1 March 2026.
const START: f64 = 1_772_323_200.0;

/// 100 predictions a day for 60 days, whose labels come after times of an exponential law with a mean of 5 days; and the labels that came
/// until the last day. One in 50 is older than its prediction.
fn log(seed: u64, first: usize) -> (Table, String, Vec<f64>) {
    let mut random = Random::new(seed);
    let (mut predictions, mut labels, mut came) =
        ("request_id,time,prediction\n".to_owned(), String::new(), Vec::new());
    for row in 0..6000_usize {
        let predicted = START + row as f64 / 100.0 * DAY;
        let delay = (-5.0 * DAY * libm::log(1.0 - random.unit())).floor();
        let labelled = if row % 50 == 7 { predicted - 3600.0 } else { predicted + delay };
        let _ = writeln!(predictions, "r{},{},{}", first + row, moment(predicted), row % 2);
        if labelled <= START + 60.0 * DAY {
            let _ = writeln!(labels, "r{},{},{}", first + row, moment(labelled), row % 3 % 2);
            came.extend((row % 50 != 7).then_some(delay));
        }
    }
    came.sort_by(f64::total_cmp);
    (csv(&predictions), labels, came)
}

fn moment(seconds: f64) -> String {
    format_datetime(seconds.floor()).unwrap()
}

#[test]
fn labels_that_have_not_come_yet_make_it_longer() {
    let truth = [0.5, 0.1].map(|rest| -5.0 * DAY * libm::log(rest));
    let (mut reference, early, _) = log(1, 0);
    let (mut production, late, came) = log(2, 10_000);
    let labels = csv(&format!("request_id,labelled_at,actual\n{early}{late}"));
    join_labels(&mut [&mut reference, &mut production], &labels).unwrap();
    let report = compare(&reference, &production, &Settings::default());
    for side in [&report.reference, &report.production] {
        let LabelDelay { labels, waiting, before, half, most, newest } = side.label_delay.clone().unwrap();
        assert_eq!((labels + waiting + before, before), (6000, 120));
        assert!(newest.starts_with("2026-04-29T") && waiting > 400, "{newest} {waiting}");
        for (found, truth) in [half, most].into_iter().zip(truth) {
            assert!((found.unwrap() / truth - 1.0).abs() < 0.06, "{found:?} {truth}");
        }
    }
    // Those that came alone are too early.
    let of_came = came[came.len() * 9 / 10];
    assert!(of_came < 0.93 * truth[1], "{of_came} {}", truth[1]);
}

#[test]
fn without_times_or_for_a_part_of_the_rows_there_is_none() {
    let (mut production, labels, _) = log(3, 0);
    let reference = log(4, 10_000).0;
    let timeless: String = labels
        .lines()
        .map(|line| format!("{},{}\n", &line[..line.find(',').unwrap()], &line[line.len() - 1..]))
        .collect();
    let with_labels = |production: &mut Table, text: &str| {
        join_labels(&mut [production], &csv(text)).unwrap();
        compare(&reference, production, &Settings::default()).production.label_delay
    };
    assert_eq!(with_labels(&mut production.clone(), &format!("request_id,actual\n{timeless}")), None);
    let labels = format!("request_id,labelled_at,actual\n{labels}");
    production.part = Some("a sample".to_owned());
    assert_eq!(with_labels(&mut production.clone(), &labels), None);
    production.part = None;
    assert!(with_labels(&mut production, &labels).is_some());
}
