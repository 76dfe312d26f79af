//! Small inputs that were once judged wrongly, each with its right answer. `tests/cases/README.md` says what each is.

use driftscope_drift::compare;
use driftscope_report::{ColumnReport, Part, Report, Role, Settings};
use driftscope_table::{ReadOptions, Table, TableReader};

/// The report on a case.
fn report(case: &str) -> Report {
    let folder = format!("{}/../../tests/cases/{case}", env!("CARGO_MANIFEST_DIR"));
    let [reference, production] = ["ref", "prod"].map(|side| {
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let is_side = |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(side);
        let path = files.into_iter().find(is_side).unwrap();
        read(&path)
    });
    compare(&reference, &production, &Settings::default())
}

fn read(path: &std::path::Path) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file(&path.file_name().unwrap().to_string_lossy());
    reader.feed(&std::fs::read(path).unwrap());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

#[test]
fn a_value_that_appears_among_two_is_drift() {
    let report = report("63-binary-then-more");
    let drifted: Vec<&ColumnReport> = report.columns.iter().filter(|column| column.drift.drifted).collect();
    assert_eq!(drifted.len(), 1, "{}", report.verdict.sentence);
    assert!(drifted[0].drift.p_value < Some(1e-6), "{:?}", drifted[0].drift);
    assert!(drifted[0].finding.contains("is new"), "{}", drifted[0].finding);
}

#[test]
fn counts_of_a_zero_inflated_column_are_drift() {
    let report = report("64-zero-inflated");
    let drifted = report.columns.iter().find(|column| column.drift.drifted).expect("a drifted column");
    assert!(drifted.drift.p_value < Some(1e-12), "{:?}", drifted.drift);
    assert!(drifted.finding.contains("3 is new"), "{}", drifted.finding);
}

#[test]
fn the_event_is_named_and_not_its_absence() {
    let report = report("20-rare-target");
    let findings: Vec<&str> = report.columns.iter().map(|column| column.finding.as_str()).collect();
    assert!(findings.iter().any(|finding| finding.contains("4 times as often")), "{findings:?}");
}

#[test]
fn all_new_categories_are_counted() {
    let report = report("205-many-new-categories");
    let findings: Vec<&str> = report.columns.iter().map(|column| column.finding.as_str()).collect();
    assert!(findings.iter().any(|finding| finding.contains("119 more")), "{findings:?}");
}

/// The p-value of a 2 × 2 table by χ² without correction is that of the z-test: for 639 and 144 missing of 800 (SciPy 1.17.1,
/// `chi2_contingency(..., correction=False)`) it is below 1e-130.
#[test]
fn a_constant_that_is_sometimes_missing_is_tested_for_that() {
    let report = report("01-yes-or-null");
    let promo = report.columns.iter().find(|column| column.name == "promo").unwrap();
    assert!(promo.drift.drifted && promo.drift.p_value < Some(1e-130), "{:?}", promo.drift);
    let parts: Vec<Part> = promo.drift.parts.iter().map(|part| part.part).collect();
    assert_eq!(parts, [Part::Missing]);
    assert!(promo.finding.contains("missing 80 → 18"), "{}", promo.finding);
    assert!(promo.finding.ends_with("values not tested: constant"), "{}", promo.finding);
    assert_eq!(report.verdict.drifted_columns, 1, "{}", report.verdict.sentence);
}

#[test]
fn dates_and_identifiers_that_go_missing_are_drift() {
    let report = report("216-missing-moments");
    let drifted: Vec<&str> =
        report.columns.iter().filter(|column| column.drift.drifted).map(|column| column.name.as_str()).collect();
    assert_eq!(drifted, ["churned_at", "session_id"], "{}", report.verdict.sentence);
    let time = report.columns.iter().find(|column| column.role == Role::Time).unwrap();
    assert!(!time.drift.tested && time.drift.parts.is_empty(), "{:?}", time.drift);
}

#[test]
fn names_give_roles_by_whole_words() {
    let report = report("143-role-names");
    for (role, names) in [
        (
            Role::Prediction,
            &[
                "y_pred_proba",
                "y_hat",
                "proba_1",
                "fraud_probability",
                "predicted_class",
                "model_output",
                "prediction_label",
                "prediction_score",
                "logits.0",
            ][..],
        ),
        (Role::Target, &["y", "churn", "y_true", "target_flag"]),
        (Role::Feature, &["credit_score", "apgar_score", "label_printer", "response_size"]),
    ] {
        for name in names {
            let column = report.columns.iter().find(|column| column.name == *name).unwrap();
            assert_eq!(column.role, role, "{name}");
        }
    }
}
