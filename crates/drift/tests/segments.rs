//! For whom columns drifted: planted segments are found, and nothing else is.

use std::fmt::Write as _;

use driftscope_drift::compare;
use driftscope_report::{Report, SegmentAnswer, Settings};
use driftscope_stats::random::Random;
use driftscope_table::Table;

/// How many values the columns of the conditions have.
const CARDINALITIES: [u64; 6] = [3, 4, 5, 6, 8, 10];

/// Where the target of production is higher by one standard deviation.
#[derive(Clone, Copy, PartialEq)]
enum Moved {
    Nowhere,
    /// Where the second column is 1 and the fourth is 2: about 5 % of the rows.
    Pair,
    /// Where the third column is 2.
    Single,
    Everywhere,
    /// Nowhere, but the fifth column, on which the target depends, has other shares.
    Mix,
}

fn table(rows: usize, seed: u64, moved: Moved) -> Table {
    let mut random = Random::new(seed);
    let mut text = String::from("c0,c1,c2,c3,c4,c5,target,quiet\n");
    for _ in 0..rows {
        let mut labels = [0; CARDINALITIES.len()];
        for (place, &values) in CARDINALITIES.iter().enumerate() {
            // Lower values are likelier.
            let value = random.below(values).min(random.below(values));
            let is_flipped = moved == Moved::Mix && place == 4;
            labels[place] = if is_flipped { values - 1 - value } else { value };
        }
        let is_moved = match moved {
            Moved::Nowhere | Moved::Mix => false,
            Moved::Pair => labels[1] == 1 && labels[3] == 2,
            Moved::Single => labels[2] == 2,
            Moved::Everywhere => true,
        };
        let mut normal = || (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let target = normal() + if labels[4] == 0 { 0.8 } else { 0.0 } + f64::from(u8::from(is_moved));
        let quiet = normal();
        labels.iter().for_each(|label| _ = write!(text, "v{label},"));
        _ = writeln!(text, "{target:.4},{quiet:.4}");
    }
    crate::common::csv(&text)
}

fn searched(moved: Moved, seed: u64, rows: usize) -> Report {
    let settings = Settings { find_segments: true, segment: Some("c4".to_owned()), ..Settings::default() };
    compare(&table(rows, seed, Moved::Nowhere), &table(rows, seed + 1000, moved), &settings)
}

fn conditions(report: &Report) -> Vec<(String, String)> {
    let found = &report.segments.as_ref().unwrap().findings[0];
    assert_eq!(found.column, "target");
    found.conditions.iter().map(|condition| (condition.column.clone(), condition.value.clone())).collect()
}

#[test]
fn a_planted_segment_is_found_exactly() {
    let report = searched(Moved::Pair, 1, 20_000);
    let mut pair = conditions(&report);
    pair.sort();
    assert_eq!(pair, [("c1".to_owned(), "v1".to_owned()), ("c3".to_owned(), "v2".to_owned())]);
    let found = &report.segments.as_ref().unwrap().findings[0];
    assert!(found.effect_inside > 0.3 && found.effect_outside < 0.03 && found.p_value < 1e-6, "{found:?}");
    assert!((found.share_reference - 0.05).abs() < 0.03);
    assert_eq!(report.segments.as_ref().unwrap().findings.len(), 1);
    let report = searched(Moved::Single, 2, 10_000);
    assert_eq!(conditions(&report), [("c2".to_owned(), "v2".to_owned())]);
}

#[test]
fn without_a_segment_there_is_no_finding() {
    for (moved, answer) in [(Moved::Nowhere, SegmentAnswer::None), (Moved::Everywhere, SegmentAnswer::Everywhere)] {
        let report = searched(moved, 5, 12_000);
        let segments = report.segments.as_ref().unwrap();
        assert_eq!(segments.answer, answer, "{segments:?}");
        assert!(segments.findings.is_empty());
    }
    let few = searched(Moved::Pair, 1, 4_000);
    assert_eq!(few.segments.unwrap().answer, SegmentAnswer::TooFewRows);
}

#[test]
fn a_change_of_the_mix_is_told_from_one_within() {
    let report = searched(Moved::Mix, 3, 20_000);
    let mix = |report: &Report, name: &str| {
        let column = report.columns.iter().find(|column| column.name == name).unwrap();
        column.mix.clone().unwrap()
    };
    let of_target = mix(&report, "target");
    assert_eq!(of_target.sentence, "target changed only because the mix of c4 changed");
    let difference = of_target.whole_bits + of_target.unseen_bits - of_target.mix_bits - of_target.within_bits;
    assert!(difference.abs() < 1e-12);
    assert!(report.segments.as_ref().unwrap().findings.iter().all(|found| found.column != "target"));
    let everywhere = mix(&searched(Moved::Everywhere, 4, 20_000), "target");
    assert_eq!(everywhere.sentence, "target changed within values of c4, not by their mix");
    assert_eq!(everywhere.effects.len(), 8);
    assert!(everywhere.effects.iter().all(|effect| effect.unwrap() > 0.3));
}

#[test]
fn other_verdicts_leave_the_findings_and_renew_the_answer() {
    let mut report = searched(Moved::Everywhere, 6, 12_000);
    let settings = Settings { tolerance: 0.9, ..report.settings.clone() };
    driftscope_decide::decide(&mut report, &settings);
    let expected = {
        let reference = table(12_000, 6, Moved::Nowhere);
        compare(&reference, &table(12_000, 1006, Moved::Everywhere), &settings)
    };
    assert_eq!(report.segments, expected.segments);
    assert_eq!(report.segments.unwrap().answer, SegmentAnswer::None);
}
