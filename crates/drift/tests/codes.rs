//! Codes that are written with digits: their spelling is kept, and they are compared as labels.

use crate::common::{column, csv};
use driftscope_drift::{Profile, compare, compare_profiles};
use driftscope_report::WarningCode;
use driftscope_report::{ColumnReport, Kind, ReadingCode, Report, Settings};
use driftscope_table::Table;

fn labels(column: &ColumnReport) -> Vec<(String, u64, u64)> {
    let categories = column.categories.as_ref().unwrap();
    let counts = categories.reference.iter().zip(&categories.production);
    categories.labels.iter().cloned().zip(counts).map(|(label, (one, other))| (label, *one, *other)).collect()
}

#[test]
fn postcodes_are_labels_with_their_zeros() {
    let [reference, production] = crate::common::case("03-postcodes");
    let report = compare(&reference, &production, &Settings::default());
    let postcode = column(&report, "postcode");
    assert_eq!(postcode.kind, Kind::Category, "{}", postcode.finding);
    let labels = labels(postcode);
    assert!(labels.iter().any(|(label, ..)| label.starts_with('0')), "{labels:?}");
    assert!(labels.iter().all(|(label, ..)| label.len() == 5 || label == "other"), "{labels:?}");
    assert!(postcode.drift.drifted && !postcode.finding.contains("median"), "{}", postcode.finding);
    assert!(report.schema.type_changed.is_empty(), "{:?}", report.schema.type_changed);
}

#[test]
fn strings_with_zeros_are_labels_too() {
    let lines = |codes: [&str; 4]| -> String {
        let line = |row: usize| format!("{{\"zip\": \"{}\"}}\n", codes[row % 4]);
        (0..400).map(line).collect()
    };
    let [reference, production] = [["01067", "80331", "50667", "01067"], ["01067", "80331", "50667", "50667"]]
        .map(|codes| crate::common::table(&lines(codes)));
    let report = compare(&reference, &production, &Settings::default());
    let found = labels(column(&report, "zip"));
    assert!(found.contains(&("01067".to_owned(), 200, 100)), "{found:?}");
    assert_eq!(found.len(), 3);
}

/// Profiles are typed from counts, and must give the same labels.
#[test]
fn profiles_keep_zeros() {
    let [reference, production] = crate::common::case("03-postcodes");
    let rows = compare(&reference, &production, &Settings::default());
    let [one, other] = [&reference, &production].map(|table| {
        let text = driftscope_drift::profile_to_json(&Profile::of(table));
        driftscope_drift::profile_from_bytes(text.as_bytes()).unwrap()
    });
    let profiled = compare_profiles(&one, &other, &Settings::default());
    assert_eq!(column(&profiled, "postcode").kind, Kind::Category);
    assert_eq!(labels(column(&profiled, "postcode")), labels(column(&rows, "postcode")));
}

#[test]
fn a_stray_zero_is_said_and_changes_nothing() {
    let text = |stray: &str| -> String {
        let rows = (0..300).map(|row| format!("{}\n", (row * 7919) % 2003));
        std::iter::once("amount\n".to_owned()).chain(rows).chain([format!("{stray}\n")]).collect()
    };
    let report = compare(&csv(&text("007")), &csv(&text("7")), &Settings::default());
    assert_eq!(column(&report, "amount").kind, Kind::Numeric);
    let warnings = &report.reference.warnings;
    let found = warnings.iter().find(|warning| warning.code == WarningCode::OpenSpelling).unwrap();
    assert!(found.message.contains("“007”") && found.count == 1, "{}", found.message);
    assert!(report.production.warnings.is_empty(), "{:?}", report.production.warnings);
}

/// The same report from profiles of both sides.
fn profiled([reference, production]: [&Table; 2]) -> Report {
    let [one, other] = [reference, production].map(|table| {
        let text = driftscope_drift::profile_to_json(&Profile::of(table));
        driftscope_drift::profile_from_bytes(text.as_bytes()).unwrap()
    });
    compare_profiles(&one, &other, &Settings::default())
}

/// p by SciPy 1.17.1, `chi2_contingency` of the 3 × 2 table: 1.0e-71.
#[test]
fn digits_that_no_number_holds_are_labels() {
    let [reference, production] = crate::common::case("02-long-digit-codes");
    for report in [compare(&reference, &production, &Settings::default()), profiled([&reference, &production])] {
        let code = column(&report, "refer_nr");
        assert_eq!(code.kind, Kind::Category, "{}", code.finding);
        let found = labels(code);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().all(|(label, ..)| label.len() == 34 && label.starts_with("99987009907040")), "{found:?}");
        let p_value = code.drift.parts[0].p_value;
        assert!((3e-72..3e-71).contains(&p_value), "{p_value}");
        assert_eq!((code.reading[0].code, code.reading[0].other_kind), (ReadingCode::LongDigits, None));
    }
}

#[test]
fn numbers_under_the_name_of_a_code_are_labels() {
    for (case, names) in
        [("15-mcc", &["mcc"][..]), ("139-feature-named-id", &["VendorID", "RatecodeID", "PULocationID", "store_id"])]
    {
        let [reference, production] = crate::common::case(case);
        for report in [compare(&reference, &production, &Settings::default()), profiled([&reference, &production])] {
            for name in names {
                let code = column(&report, name);
                assert_eq!(code.kind, Kind::Category, "{name}: {}", code.finding);
                assert!(
                    code.drift.drifted && code.finding.contains('“') && !code.finding.contains("median"),
                    "{}",
                    code.finding
                );
                assert_eq!(
                    (code.reading[0].code, code.reading[0].other_kind),
                    (ReadingCode::CodeName, Some(Kind::Numeric))
                );
            }
        }
    }
}

#[test]
fn a_person_who_knows_better_is_followed() {
    let [reference, production] = crate::common::case("15-mcc");
    let settings: Settings = serde_json::from_str(r#"{"columns":{"mcc":{"kind":"numeric"}}}"#).unwrap();
    let report = compare(&reference, &production, &settings);
    let code = column(&report, "mcc");
    assert!(code.kind == Kind::Numeric && code.reading.is_empty(), "{:?}", code.reading);
}

/// Without a name that helps, only numbers that lie as codes do are labels.
#[test]
fn few_numbers_far_apart_are_labels_and_amounts_are_not() {
    let lines = |values: &[u32], step: usize| -> Table {
        let line = |row: usize| format!("{{\"x\": {}}}\n", values[row * step % values.len()]);
        crate::common::table(&(0..400).map(line).collect::<String>())
    };
    for (values, kind) in [
        (&[5_411_u32, 5_812, 5_541, 5_732, 4_900, 6_011, 7_995][..], Kind::Category),
        (&[200, 201, 302, 404, 500, 503], Kind::Category),
        (&[500, 1_000, 1_500, 2_500, 5_000], Kind::Numeric),
        (&[1, 2, 3, 4, 5], Kind::Numeric),
        (&[1_999, 2_000, 2_001, 2_002], Kind::Numeric),
        (&[3, 40, 500, 6_000, 70_001], Kind::Numeric),
    ] {
        let report = compare(&lines(values, 1), &lines(values, 3), &Settings::default());
        assert_eq!(column(&report, "x").kind, kind, "{values:?}");
        assert_eq!(column(&profiled([&lines(values, 1), &lines(values, 3)]), "x").kind, kind, "{values:?}");
    }
}

/// A version of 1.10 is not 1.1; amounts have equally many decimals.
#[test]
fn zeros_after_the_point_are_kept_where_decimals_differ() {
    let lines = |values: [&str; 4], step: usize| {
        crate::common::table(
            &(0..200).map(|row| format!("{{\"x\": \"{}\"}}\n", values[row * step % 4])).collect::<String>(),
        )
    };
    let report = |values: [&str; 4]| compare(&lines(values, 1), &lines(values, 3), &Settings::default());
    let versions = report(["1.1", "1.9", "1.10", "1.11"]);
    let found = labels(column(&versions, "x"));
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(column(&versions, "x").reading[0].code, ReadingCode::TrailingZeros);
    for amounts in [["1.10", "2.50", "3.00", "4.75"], ["1.1", "2.55", "3", "4.7"]] {
        assert_eq!(column(&report(amounts), "x").kind, Kind::Numeric, "{amounts:?}");
    }
}
