//! Strings past the limit on distinct ones are compared by their hashes: what is seen, and that nothing is seen that is
//! not there.

use driftscope_drift::compare;
use driftscope_report::WarningCode;
use driftscope_report::{ColumnReport, Kind, Report, Settings, from_json, to_json};
use driftscope_table::{Limits, ReadOptions, Table, TableReader, hashed};

/// A table of one column that keeps this many distinct strings.
fn table(strings: &[String], distinct: usize) -> Table {
    let limits = Limits { distinct, ..Limits::default() };
    let mut reader = TableReader::new(ReadOptions { limits, ..ReadOptions::default() });
    reader.begin_file("strings");
    strings.iter().for_each(|text| reader.feed(format!("{{\"shop\":\"{text}\"}}\n").as_bytes()));
    reader.end_file(String::new());
    reader.finish().unwrap()
}

/// Compares strings of which each side keeps this many distinct ones.
fn compared(reference: &[String], production: &[String], distinct: [usize; 2]) -> (ColumnReport, Report) {
    let report = compare(&table(reference, distinct[0]), &table(production, distinct[1]), &Settings::default());
    assert_eq!(from_json(&to_json(&report)).unwrap(), report);
    (report.columns[0].clone(), report)
}

fn random(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Shops of which the first are common and the last are rare.
fn shops(rows: usize, shops: usize, random: &mut impl FnMut() -> f64) -> Vec<String> {
    (0..rows).map(|_| format!("shop {}", (shops as f64 * random() * random() * random()) as usize)).collect()
}

#[test]
fn the_same_strings_in_another_order_are_the_same() {
    let mut random = random(1);
    let reference = shops(4_000, 300, &mut random);
    // What is kept of one side is hashed on the other, and the other way round.
    let mut production = reference.clone();
    production.sort();
    production.reverse();
    let (plain, _) = compared(&reference, &production, [1_000_000; 2]);
    assert_eq!(plain.kind, Kind::Category);
    for distinct in [[0, 0], [5, 5], [40, 40], [5, 1_000_000], [1_000_000, 5], [100, 7]] {
        let (column, report) = compared(&reference, &production, distinct);
        assert_eq!((column.kind, column.drift.effect), (Kind::Category, Some(0.0)), "{distinct:?}");
        assert_eq!(column.tests["chi_square"].statistic, Some(0.0), "{distinct:?}");
        let categories = column.categories.as_ref().unwrap();
        assert!(categories.new.is_empty() && categories.vanished.is_empty(), "{distinct:?}: {categories:?}");
        let listed: u64 = categories.reference.iter().sum();
        assert_eq!((listed + categories.other.reference, column.reference.count), (4_000, 4_000));
        assert_eq!(
            (column.reference.distinct, column.production.distinct),
            (plain.reference.distinct, plain.production.distinct)
        );
        for (side, distinct) in [&report.reference, &report.production].into_iter().zip(distinct) {
            let said = side.warnings.iter().find(|warning| warning.code == WarningCode::HashedStrings);
            assert_eq!(said.is_some(), distinct < 1_000_000);
            assert!(
                said.is_none_or(|said| said.count > 0 && said.message.contains("4\u{202f}096 buckets")),
                "{said:?}"
            );
        }
    }
}

#[test]
fn what_is_frequent_and_known_of_both_keeps_its_name() {
    let mut random = random(2);
    let mut rows = |new: usize| {
        let mut rows = shops(5_000, 400, &mut random);
        rows.iter_mut().step_by(10).for_each(|row| *row = "the largest".to_owned());
        rows.iter_mut().skip(3).step_by(10).take(new).for_each(|row| *row = "new here".to_owned());
        rows
    };
    let (reference, production) = (rows(0), rows(400));
    let (column, _) = compared(&reference, &production, [60, 1_000_000]);
    let categories = column.categories.unwrap();
    assert!(categories.labels.iter().all(|label| !label.starts_with("hashed")), "{:?}", categories.labels);
    assert_eq!(column.reference.top.unwrap().label, "the largest");
    // The reference may have had it among its hashed ones, so that it is not known to be new.
    assert!(!categories.labels.iter().any(|label| label == "new here"));
    assert!(column.drift.drifted && column.tests["chi_square"].p_value < Some(1e-9));
    let (column, _) = compared(&reference, &production, [1_000_000, 60]);
    let categories = column.categories.unwrap();
    assert_eq!((categories.new.first(), categories.labels.len() > 3), (Some(&"new here".to_owned()), true));
}

#[test]
fn drift_among_hashed_strings_is_found() {
    let mut random = random(3);
    let reference = shops(6_000, 300, &mut random);
    let production: Vec<String> =
        shops(6_000, 300, &mut random).into_iter().map(|shop| shop.replace('1', "2")).collect();
    let (column, _) = compared(&reference, &production, [10, 10]);
    assert!(column.drift.drifted, "{:?}", column.drift);
    assert!(column.categories.unwrap().vanished_share > 0.1);
}

/// Of what has not drifted a lower limit says so, too, and its p-values are as even as those of the strings.
#[test]
fn a_lower_limit_raises_no_alarm() {
    let trials = 120;
    for (sizes, distinct) in
        [([2_000, 2_000], [15, 15]), ([4_000, 400], [40, 1_000_000]), ([4_000, 400], [1_000_000, 9])]
    {
        let (mut below, mut alarms) = (0, 0);
        for trial in 0..trials {
            let mut random = random(1_000 + trial);
            let sides = sizes.map(|rows| shops(rows, 200, &mut random));
            let (column, report) = compared(&sides[0], &sides[1], distinct);
            assert!(report.reference.warnings.len() + report.production.warnings.len() > 0);
            below += u32::from(column.drift.p_value.unwrap() < 0.05);
            alarms += u32::from(column.drift.drifted);
        }
        // Six are to be expected of 120; sixteen or more come with a probability of 0.0004.
        assert!(below < 16, "{below} of {trials} for {sizes:?}, {distinct:?}");
        assert!(alarms <= below, "{alarms}");
    }
}

#[test]
fn the_number_of_buckets_is_said_as_it_is() {
    assert_eq!(hashed::BUCKETS, 4_096);
}
