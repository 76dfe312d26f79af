//! Which columns carry a change of the predictions.

use std::fmt::Write as _;

use crate::common::{csv, flights};
use driftscope_drift::compare;
use driftscope_report::{Explanation, Settings, Windowing};
use driftscope_stats::random::Random;
use driftscope_table::Table;

fn explanation(sides: &[Table; 2]) -> Explanation {
    let settings = Settings { window: Windowing::None, ..Settings::default() };
    compare(&sides[0], &sides[1], &settings).explanation.unwrap()
}

/// A model that adds 4 a for a label and 2 b for a number, and ignores c; `moved` are the shares of the label and the shift of b and c.
fn log(seed: u64, share: f64, b: f64, c: f64, added: f64) -> Table {
    let mut random = Random::new(seed);
    let mut text = "a,b,c,prediction\n".to_owned();
    for _ in 0..5000 {
        let is_first = random.unit() < share;
        let (b, c) = (random.unit() + b, random.unit() + c);
        let prediction = 10.0 + 4.0 * f64::from(u8::from(is_first)) + 2.0 * b + added + 0.1 * random.unit();
        let _ = writeln!(text, "{},{b:.4},{c:.4},{prediction:.4}", if is_first { "yellow" } else { "green" });
    }
    csv(&text)
}

#[test]
fn each_column_carries_what_the_model_makes_of_its_change() {
    let found = explanation(&[log(1, 0.3, 0.0, 0.0, 0.0), log(2, 0.6, 0.2, 0.3, 0.5)]);
    assert_eq!((found.class.as_deref(), found.is_probability, found.prediction.as_str()), (None, false, "prediction"));
    let part = |name: &str| found.columns.iter().find(|column| column.column == name).unwrap();
    // 4 · 0.3, about 2 · 0.2 since b is seen in ranges, nothing, and what was added.
    assert!((part("a").part.value - 1.2).abs() < 0.08, "{found:?}");
    assert!((part("b").part.value - 0.4).abs() < 0.12, "{found:?}");
    assert!(part("c").part.value.abs() < 0.05 && part("c").importance < 0.01, "{found:?}");
    assert!((found.rest.value - 0.5).abs() < 0.12, "{found:?}");
    let sum: f64 = found.columns.iter().map(|column| column.part.value).sum::<f64>() + found.rest.value;
    assert!((sum - found.change.value).abs() < 1e-9);
    assert!((found.columns.iter().map(|column| column.importance).sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(part("a").importance > part("b").importance && found.explained > 0.9);
    assert!(found.sentence.contains("a carries"), "{}", found.sentence);
}

#[test]
fn the_flight_model_lives_by_the_delay_at_departure() {
    let found = explanation(&flights());
    assert_eq!((found.class.as_deref(), found.is_probability), (Some("1"), true));
    assert_eq!(found.left_out, ["input.temp"]);
    let first = &found.columns[0];
    assert!(first.column == "input.dep_delay" && first.importance > 0.9, "{first:?}");
    assert!(found.sentence.contains("input.temp drifted most; what it carries is not known"), "{}", found.sentence);
}

#[test]
fn classes_have_the_share_of_the_answer_that_moved_most() {
    let log = |seed: u64, share: f64| {
        let mut random = Random::new(seed);
        let mut text = "x,prediction\n".to_owned();
        for _ in 0..3000 {
            let is_first = random.unit() < share;
            let answer =
                if is_first && random.unit() < 0.9 { "stop" } else { ["go", "wait"][random.below(2) as usize] };
            let _ = writeln!(text, "{},{answer}", if is_first { "red" } else { "green" });
        }
        csv(&text)
    };
    let found = explanation(&[log(3, 0.2), log(4, 0.5)]);
    assert_eq!((found.class.as_deref(), found.is_probability), (Some("stop"), false));
    assert!((found.columns[0].part.value / found.change.value - 1.0).abs() < 0.1, "{found:?}");
    // Without a change the column that counts is named.
    let same = explanation(&[log(5, 0.4), log(6, 0.4)]);
    assert!(same.sentence.contains("did not change by more than chance"), "{}", same.sentence);
}

#[test]
fn whole_numbers_are_classes_where_some_are_missing_too() {
    let log = |seed: u64, share: f64| {
        let mut random = Random::new(seed);
        let mut text = "x,prediction\n".to_owned();
        for row in 0..3000 {
            let is_first = random.unit() < share;
            let answer = match (row % 50, is_first) {
                (0, _) => "",
                (1, _) => "7",
                (_, true) => "5",
                (_, false) => "6",
            };
            let _ = writeln!(text, "{},{answer}", if is_first { "red" } else { "green" });
        }
        csv(&text)
    };
    let found = explanation(&[log(7, 0.2), log(8, 0.5)]);
    assert!(matches!(found.class.as_deref(), Some("5" | "6")), "{found:?}");
}
