//! Labels and names that differ only in form.

use crate::common::column;
use driftscope_drift::{Profile, check_comparable, compare, compare_profiles};
use driftscope_report::{ReadingCode, Settings};

#[test]
fn labels_in_another_unicode_form_are_one() {
    let [reference, production] = crate::common::case("133-label-forms");
    let profiles = [&reference, &production].map(Profile::of);
    let report = compare(&reference, &production, &Settings::default());
    for report in [&report, &compare_profiles(&profiles[0], &profiles[1], &Settings::default())] {
        for (name, labels) in [("drink", ["café", "tea"]), ("plan", ["Basic Plan", "Pro Plan"])] {
            let column = column(report, name);
            let mut found = column.categories.as_ref().unwrap().labels.clone();
            found.sort();
            assert_eq!(found, labels, "{}", column.finding);
            assert!(!column.drift.drifted, "{}", column.finding);
        }
        let state = column(report, "state");
        assert_eq!(state.reading[0].code, ReadingCode::Capitals);
        assert!(state.reading[0].sentence.contains("“Active” in the reference is “ACTIVE” in production"));
        assert!(state.finding.contains("the same but for capitals"), "{}", state.finding);
    }
    assert_eq!(column(&report, "drink").reading[0].code, ReadingCode::LabelForms);
    assert_eq!(column(&report, "plan").reading[0].code, ReadingCode::LabelForms);
}

#[test]
fn labels_of_a_misread_encoding_are_named() {
    let [reference, production] = crate::common::case("186-mojibake");
    for (sides, whose) in [([&reference, &production], "production"), ([&production, &reference], "the reference")] {
        let report = compare(sides[0], sides[1], &Settings::default());
        let city = column(&report, "city");
        assert!(city.drift.drifted && city.finding.contains("another encoding"), "{}", city.finding);
        let reading = &city.reading[0];
        assert_eq!(reading.code, ReadingCode::Encoding);
        let expected = format!(
            "Labels of {whose} are UTF-8 that was read as Windows-1252 on its way: “GenÃ¨ve” is “Genève”, and 1 more"
        );
        assert!(reading.sentence.starts_with(&expected), "{}", reading.sentence);
    }
}

#[test]
fn names_that_differ_in_form_are_paired() {
    let [reference, production] = crate::common::case("66-names-nearly-equal");
    let report = compare(&reference, &production, &Settings::default());
    let pairs: Vec<(&str, &str)> =
        report.schema.alike.iter().map(|pair| (pair.reference.as_str(), pair.production.as_str())).collect();
    assert_eq!(pairs, [("Customer Age", "customer_age"), ("credit_score", "Credit_Score"), ("Is Active", "is_active")]);
}

#[test]
fn without_a_common_name_the_error_names_a_pair() {
    let [reference, production] = [r#"{"Customer Age":1,"b":2}"#, r#"{"customer_age":1,"c":2}"#]
        .map(|line| crate::common::table(&format!("{line}\n{line}\n")));
    let error = check_comparable(&reference, &production).unwrap_err().to_string();
    assert!(error.ends_with("such as Customer Age and customer_age: rename them on one side"), "{error}");
}

/// Plain labels have nothing to say about their form.
#[test]
fn other_labels_say_nothing() {
    let line = |side: usize| {
        move |row: usize| format!("{{\"x\":\"{}\"}}\n", [["red", "blau"], ["red", "grün"]][side][row % 2])
    };
    let [reference, production] =
        [0, 1].map(|side| crate::common::table(&(0..200).map(line(side)).collect::<String>()));
    let report = compare(&reference, &production, &Settings::default());
    assert!(report.columns[0].reading.is_empty(), "{:?}", report.columns[0].reading);
}
