//! Numbers with units, signs of accountants and scales.

use crate::common::column;
use driftscope_drift::compare;
use driftscope_report::{Kind, ReadingCode, Report, Settings};
use driftscope_table::Table;

fn report([reference, production]: &[Table; 2]) -> Report {
    compare(reference, production, &Settings::default())
}

fn lines(line: impl Fn(usize) -> String) -> Table {
    lines_of(200, line)
}

fn lines_of(rows: usize, line: impl Fn(usize) -> String) -> Table {
    crate::common::table(&(0..rows).map(|row| format!("{{\"x\": \"{}\"}}\n", line(row))).collect::<String>())
}

#[test]
fn numbers_with_units_are_numbers() {
    let report = report(&crate::common::case("22-units"));
    // The medians by Python's `statistics.median` of the numbers without their units, gigabytes as 1000 megabytes.
    for (name, unit) in [("size", "MB"), ("weight", "kg"), ("temp", "°C")] {
        let column = column(&report, name);
        assert_eq!((column.kind, column.unit.as_deref()), (Kind::Numeric, Some(unit)), "{name}: {}", column.finding);
        assert_eq!((column.reference.count, column.production.count), (700, 700));
        assert!(column.reading.iter().any(|reading| reading.code == ReadingCode::Unit));
        assert!(
            column.drift.drifted && column.finding.contains(&format!("\u{202f}{unit} against")),
            "{}",
            column.finding
        );
    }
}

/// Limits are numbers among numbers, and labels among a few of them: as numbers, `<30` and `>30` would be one value.
#[test]
fn limits_alone_are_labels_of_ranges() {
    let sides = |line: &dyn Fn(usize, usize) -> String| [0, 1].map(|side| lines(|row| line(side, row)));
    let few = |labels: [&'static str; 3]| {
        move |side: usize, row: usize| {
            labels[if row % 10 < 2 + 5 * side { 0 } else { 1 + usize::from(row % 10 == 9) }].to_owned()
        }
    };
    for labels in [["<30", ">30", ">30"], ["10+", "5-9", "0-4"], ["<=50K", ">50K", ">50K"], ["≥100", "<5", "5 to 99"]]
    {
        let report = report(&sides(&few(labels)));
        let column = &report.columns[0];
        assert_eq!(column.kind, Kind::Category, "{labels:?}");
        assert!(
            column.drift.drifted && labels.iter().any(|label| column.finding.contains(label)),
            "{labels:?}: {}",
            column.finding
        );
    }
    let among = |side: usize, row: usize| {
        if row.is_multiple_of(5) { "<1".to_owned() } else { format!("{}", row % 50 + 30 * side) }
    };
    let many = |side: usize, row: usize| format!("{}+", row % 70 + 30 * side);
    for numbers in [&among as &dyn Fn(usize, usize) -> String, &many] {
        let column = &report(&sides(numbers)).columns[0];
        assert_eq!((column.kind, column.drift.drifted), (Kind::Numeric, true), "{}", numbers(0, 0));
    }
}

/// The means by hand: 1 to 9 and a half, as many of each.
#[test]
fn fractions_powers_and_digits_of_other_scripts_are_numbers() {
    let digit = |row: usize| (row % 9 + 1) as u32;
    let write: [(&dyn Fn(u32) -> String, f64); 6] = [
        (&|digit| format!("{digit}½"), 5.5),
        (&|digit| format!("{digit} 1/2"), 5.5),
        (&|digit| format!("{digit}.0×10³"), 5_000.0),
        (&|digit| format!("{digit}.5x10-3"), 0.0055),
        (&|digit| format!("{digit},5·10^2 mmol/L"), 550.0),
        (&|digit| format!("{}٫٥", char::from_u32(0x660 + digit).unwrap()), 5.5),
    ];
    for (write, mean) in write {
        let table = || lines_of(198, |row| write(digit(row)));
        let column = &report(&[table(), table()]).columns[0];
        assert_eq!(column.kind, Kind::Numeric, "{}", write(3));
        let found = column.reference.mean.unwrap();
        assert!((found - mean).abs() < 1e-9 * mean, "{}: {found}", write(3));
    }
}

#[test]
fn numbers_for_the_eye_are_numbers() {
    let report = report(&crate::common::case("161-numbers-for-the-eye"));
    for column in &report.columns {
        let is_pair = ["frac", "bp"].contains(&column.name.as_str());
        assert_eq!(column.kind == Kind::Numeric, !is_pair, "{}: {}", column.name, column.finding);
    }
    // One amount, written in ten ways: the same median, but for their rounding.
    let median = |name: &str| column(&report, name).production.median.unwrap();
    let expected = median("plus");
    for (name, rounding) in [
        ("french", 0.1),
        ("indian", 0.0),
        ("iso", 0.1),
        ("real", 0.1),
        ("yen", 1.0),
        ("blank_thousands", 1.0),
        ("approx", 1.0),
        ("lt", 1.0),
        ("short", 60.0),
    ] {
        let scale = if name == "indian" { 100.0 } else { 1.0 };
        let allowed = if name == "indian" { 0.1 } else { rounding };
        assert!((median(name) / scale - expected).abs() <= allowed, "{name}: {} for {expected}", median(name));
    }
    assert!((median("money_k") / 1e6 - expected / 1e3).abs() < 0.02);
    assert!(column(&report, "accounting").reference.min < Some(0.0));
    assert_eq!(column(&report, "accounting").reference.min, column(&report, "sap").reference.min);
}

#[test]
fn units_of_one_family_convert_and_others_stay_labels() {
    let sizes = |row: usize| {
        if row.is_multiple_of(5) { format!("{}.5 GB", row % 7 + 1) } else { format!("{} MB", row * 31 % 997) }
    };
    let found = report(&[lines(sizes), lines(|row| format!("{}.5 GB", row % 31 + 1))]);
    let x = column(&found, "x");
    assert_eq!((x.kind, x.unit.as_deref()), (Kind::Numeric, Some("MB")));
    assert_eq!(x.production.max, Some(31_500.0));
    assert!(x.reading[0].sentence.contains("converted"), "{:?}", x.reading);
    let mixed = |row: usize| format!("{} {}", row * 31 % 997, ["kg", "m"][row % 2]);
    assert_ne!(column(&report(&[lines(mixed), lines(mixed)]), "x").kind, Kind::Numeric);
    let houses = |row: usize| format!("{}{}", row % 30 + 1, ["A", "B", "C", "D"][row % 4]);
    assert_ne!(column(&report(&[lines(houses), lines(houses)]), "x").kind, Kind::Numeric);
    let plans = |row: usize| ["30 days", "90 days", "365 days"][row % 3].to_owned();
    assert_eq!(column(&report(&[lines(plans), lines(plans)]), "x").kind, Kind::Category);
    let views = |row: usize| {
        if row.is_multiple_of(3) { format!("{}.{}M", row % 9 + 1, row % 10) } else { format!("{}K", row * 7 % 900) }
    };
    let found = report(&[lines(views), lines(views)]);
    assert_eq!((column(&found, "x").kind, column(&found, "x").reference.max > Some(1e6)), (Kind::Numeric, true));
}
