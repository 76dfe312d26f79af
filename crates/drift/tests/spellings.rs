//! Numbers and moments as people and other programs write them: what a column is must not depend on it.

use crate::common::table;
use driftscope_drift::compare;
use driftscope_report::{ColumnReport, Kind, Outcome, Report, Role, Settings};

/// A hundred rows of a side: each row's number goes into the text of a value.
fn side(value: impl Fn(u32) -> String) -> String {
    (0..100).map(|row| format!("{{\"x\":{}}}\n", value(row))).collect()
}

fn compared(reference: impl Fn(u32) -> String, production: impl Fn(u32) -> String) -> Report {
    compare(&table(&side(reference)), &table(&side(production)), &Settings::default())
}

fn column(report: &Report) -> &ColumnReport {
    &report.columns[0]
}

#[test]
fn amounts_written_for_the_eye_are_numbers_and_drift() {
    for (reference, production) in [
        ("\"1,{}.50\"", "\"3,{}.50\""),
        ("\"1.{},50\"", "\"3.{},50\""),
        ("\"$1,{}\"", "\"$3,{}\""),
        ("\"1{} €\"", "\"3{} €\""),
        ("\"1{}00,5 %\"", "\"3{}00,5 %\""),
        ("1{}.5", "\"3,{}.50\""),
    ] {
        let digits = |row: u32| format!("{:03}", row * 7);
        let report =
            compared(|row| reference.replace("{}", &digits(row)), |row| production.replace("{}", &digits(row)));
        assert_eq!(column(&report).kind, Kind::Numeric, "{reference}");
        assert_eq!(column(&report).drift.outcome, Outcome::Drifted, "{reference}");
        let medians = [&column(&report).reference, &column(&report).production].map(|side| side.median.unwrap());
        assert!((1_300.0..1_400.0).contains(&medians[0]) && (3_300.0..3_400.0).contains(&medians[1]), "{medians:?}");
    }
}

/// Each amount is written in one of these ways, and production has larger ones.
#[test]
fn amounts_among_signs_words_and_literals_are_numbers_and_drift() {
    for form in [
        "%{}.5",
        "{}.5 percent",
        "ca. {}",
        "{}.5*",
        "{}円",
        "{},50 руб.",
        "{}¢",
        "${}/mo",
        "{}.5x",
        "{}.5 kg/m³",
        "{} µg/m3",
        "{}.25° N",
        "{}.2555S",
        "{}°30'E",
        "np.float64({}.5)",
        "tensor({}.5, device='cuda:0')",
        "Decimal('{}.50')",
        "'{}.5'",
        "{}:05",
    ] {
        let text = |number: u32| format!("\"{}\"", form.replace("{}", &number.to_string()));
        let report = compared(|row| text(row % 45), |row| text(row % 45 + 30));
        assert_eq!(column(&report).kind, Kind::Numeric, "{form}");
        assert_eq!(column(&report).drift.outcome, Outcome::Drifted, "{form}");
    }
}

/// Two months of timestamps, each in one spelling: 2026-03-01 and 2026-04-30, as `date -u -d` gives them.
#[test]
fn timestamps_of_programs_and_people_are_no_drift() {
    for form in [
        "{Y}{m}{d}101502",
        "{Y}{m}{d}1015",
        "{Y}{m}{d}10",
        "{d}{M}{Y}:10:15:02",
        "{Y}.{m}.{d} 10:15:02",
        "{Y}:{m}:{d} 10:15:02",
        "{Y}-{m}-{d} 10",
        "{Y}-{m}-{d} 05:15:02 EST",
        "datetime.datetime({Y}, {m}, {d}, 10, 15)",
        "Timestamp('{Y}-{m}-{d} 10:15:02')",
        "np.datetime64('{Y}-{m}-{d}T10:15')",
        "令和8年{m}月{d}日10時15分",
        "{M} {d}th, {Y} 10:15",
        "{d}th of {M} {Y}",
    ] {
        let text = |month: u32, row: u32| {
            let (digits, name) = [("03", "MAR"), ("04", "APR")][month as usize];
            let day = format!("{:02}", row % 30 + 1);
            let text = form.replace("{Y}", "2026").replace("{m}", digits).replace("{d}", &day).replace("{M}", name);
            format!("\"{text}\"")
        };
        let report = compared(|row| text(0, row), |row| text(1, row));
        assert_eq!(column(&report).kind, Kind::Datetime, "{form}");
        let ends = [column(&report).reference.min, column(&report).production.max]
            .map(|end| end.unwrap().div_euclid(86_400.0));
        assert_eq!(ends, [20_513.0, 20_573.0], "{form}");
    }
}

#[test]
fn one_truth_in_several_words_has_not_drifted() {
    for [no, yes] in [["\"no\"", "\"yes\""], ["\"f\"", "\"t\""], ["\"N\"", "\"Y\""], ["\"Off\"", "\"On\""], ["0", "1"]]
    {
        let written = |row: u32| if row.is_multiple_of(3) { yes } else { no }.to_owned();
        let report = compared(|row| row.is_multiple_of(3).to_string(), written);
        assert_eq!(column(&report).kind, Kind::Boolean, "{yes}");
        assert_eq!(column(&report).drift.effect, Some(0.0), "{yes}");
        let swapped = compared(written, |row| row.is_multiple_of(3).to_string());
        assert_eq!(column(&swapped).drift.effect, Some(0.0), "{yes}");
    }
    let words = compared(|row| ["\"yes\"", "\"no\""][row as usize % 2].to_owned(), |_| "\"no\"".to_owned());
    assert_eq!(column(&words).kind, Kind::Category, "words on both sides are labels");
    let third = compared(
        |row| ["true", "false"][row as usize % 2].to_owned(),
        |row| ["\"yes\"", "\"no\"", "\"maybe\""][row as usize % 3].to_owned(),
    );
    assert_eq!(column(&third).kind, Kind::Category, "a third word is no truth");
}

#[test]
fn a_percentage_is_a_hundredth() {
    let report = compared(|row| format!("0.{row:02}"), |row| format!("\"{row} %\""));
    assert_eq!((column(&report).kind, column(&report).drift.effect), (Kind::Numeric, Some(0.0)));
}

#[test]
fn the_other_side_tells_what_a_comma_is_for() {
    let report = compared(|row| format!("\"12,{}\"", row + 100), |row| format!("\"12,{:02}\"", row % 40 + 10));
    assert!((12.0..13.0).contains(&column(&report).reference.median.unwrap()));
    assert!(report.reference.warnings.is_empty() && report.production.warnings.is_empty());
    let open = compared(|row| format!("\"12,{}\"", row + 100), |row| format!("\"12,{}\"", row + 100));
    assert_eq!(column(&open).reference.median, Some(12_149.5));
    assert!(
        open.reference.warnings[0].message.contains("“12,100” may mean two things"),
        "{:?}",
        open.reference.warnings
    );
}

#[test]
fn the_other_side_tells_where_the_day_is() {
    let april = |row: u32| format!("\"{:02}/04/2024\"", row % 12 + 1);
    let told = compared(april, |row| format!("\"{:02}/05/2024\"", row % 28 + 1));
    // 2024-04-01 and 2024-04-12, as `date -u -d` gives them.
    let bounds = |report: &Report| (column(report).reference.min, column(report).reference.max);
    assert_eq!(column(&told).kind, Kind::Datetime);
    assert_eq!(bounds(&told), (Some(1_711_929_600.0), Some(1_712_880_000.0)));
    let open = compared(april, april);
    assert_eq!(open.reference.warnings.len(), 1);
    // What stays the same is the month.
    assert!(open.reference.warnings[0].message.contains("with the day first"));
    assert_eq!(bounds(&open), bounds(&told));
}

#[test]
fn moments_are_known_by_the_names_that_logs_give_them() {
    let lines = |start: u64| -> String {
        (0..50)
            .map(|row| format!("{{\"timestamp_ms\":{},\"logged\":{}}}\n", start + row * 7_000_000, row * row))
            .collect()
    };
    let report = compare(&table(&lines(1_700_000_000_000)), &table(&lines(1_710_000_000_000)), &Settings::default());
    assert_eq!((column(&report).kind, column(&report).role), (Kind::Datetime, Role::Time));
    assert!(!column(&report).drift.tested);
    assert_eq!(report.columns[1].kind, Kind::Numeric, "a small number is not a timestamp, whatever its name");
}

#[test]
fn integers_that_no_double_tells_apart_are_not_one_value() {
    for quote in ["", "\""] {
        let report = compared(
            |row| format!("{quote}{}{quote}", 18_446_744_073_709_551_616_u128 + u128::from(row)),
            |row| format!("{quote}{}{quote}", 18_446_744_073_709_551_816_u128 + u128::from(row)),
        );
        assert_eq!(column(&report).kind, Kind::Identifier, "{quote}");
        assert_eq!((column(&report).reference.distinct, column(&report).production.distinct), (100, 100));
    }
}

#[test]
fn the_digits_of_a_day_are_that_day() {
    let days = |month: u32| -> String {
        (0..90)
            .map(|row| {
                let day = row % 28 + 1;
                format!("{{\"date\":2024{month:02}{day:02},\"amount\":2024{month:02}{:02},\"posted\":2024{month:02}{day:02}}}\n", row * row % 83)
            })
            .collect()
    };
    let report = compare(&table(&days(2)), &table(&days(3)), &Settings::default());
    // 2024-02-01 and 2024-03-28, as `date -u -d` gives them.
    assert_eq!((column(&report).kind, column(&report).role), (Kind::Datetime, Role::Time));
    assert_eq!(
        (column(&report).reference.min, column(&report).production.max),
        (Some(1_706_745_600.0), Some(1_711_584_000.0))
    );
    assert_eq!(report.columns[1].kind, Kind::Numeric, "not all of them are days");
    assert_eq!(report.columns[2].kind, Kind::Datetime, "all of many numbers are days");
    let iso: String = (0..90).map(|row| format!("{{\"date\":\"2024-02-{:02}\"}}\n", row % 28 + 1)).collect();
    let report = compare(&table(&iso), &table(&days(3)), &Settings::default());
    assert_eq!((column(&report).kind, column(&report).production.max), (Kind::Datetime, Some(1_711_584_000.0)));
}
