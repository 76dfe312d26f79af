//! Deciding a report again under other settings is comparing under them from the start.

use driftscope_decide::{can_decide, decide};
use driftscope_drift::{Profile, compare, compare_profiles};
use driftscope_report::{Report, Settings, from_json, to_json};
use driftscope_stats::random::Random;
use driftscope_table::Table;

const CASES: [&str; 6] = [
    "01-yes-or-null",
    "04-invoice-prefix",
    "20-rare-target",
    "64-zero-inflated",
    "190-rounding-changed",
    "05-few-floats",
];

const SETTINGS: [&str; 13] = [
    "{}",
    r#"{"alpha":0.01,"tolerance":0.1,"correction":"holm","drift_share":0.2,"decisive_roles":["prediction"]}"#,
    r#"{"correction":"none","tolerance":0}"#,
    r#"{"threshold":0.2}"#,
    r#"{"preset":"evidently"}"#,
    r#"{"preset":"evidently","threshold":0.3}"#,
    r#"{"preset":"nannyml"}"#,
    r#"{"preset":"ks","threshold":0.001}"#,
    r#"{"preset":"psi","kinds":{"category":{"threshold":0.25}}}"#,
    r#"{"preset":"tfdv"}"#,
    r#"{"test":"ks","threshold":0.01,"columns":{"dest":{"decisive":true,"test":"psi"}}}"#,
    r#"{"test":"wasserstein"}"#,
    r#"{"acknowledged":{"metric:accuracy":{"note":"new labels"},"service:p95":{"change":0.5},"alert:fell":{}},"columns":{"dest":{"acknowledged":{"note":"a new route"}},"x":{"acknowledged":{"effect":0.01}}}}"#,
];

fn check(compared: impl Fn(&Settings) -> Report, name: &str) {
    let settings = SETTINGS.map(|text| serde_json::from_str::<Settings>(text).unwrap());
    let from_the_start = settings.each_ref().map(&compared);
    let written = from_the_start.each_ref().map(to_json);
    for (before, text) in written.iter().enumerate() {
        let read = from_json(text).unwrap();
        for (after, expected) in written.iter().enumerate() {
            assert!(
                can_decide(&settings[before], &settings[after]) || settings[before].preset == settings[after].preset
            );
            if !can_decide(&settings[before], &settings[after]) {
                continue;
            }
            let mut again = read.clone();
            decide(&mut again, &settings[after]);
            assert_eq!(to_json(&again), *expected, "{name}: {} after {}", SETTINGS[after], SETTINGS[before]);
        }
    }
}

#[test]
fn rows() {
    for name in CASES {
        let [reference, production] = crate::common::case(name);
        check(|settings| compare(&reference, &production, settings), name);
    }
    let [reference, production] = crate::common::flights();
    check(|settings| compare(&reference, &production, settings), "flights");
}

/// More columns than are looked at together, a third of them moved; a pair that changed; and texts.
fn wide(seed: u64, moved: f64) -> Table {
    let mut random = Random::new(seed);
    let mut line = |row: usize| {
        let shared = random.unit();
        let other = if moved > 0.0 { random.unit() } else { shared };
        let mut fields = vec![format!("\"one\":{shared:.4}"), format!("\"two\":{other:.4}")];
        fields.extend((0..60).map(|column| {
            let shift = if column % 3 == 0 { moved * 0.01 * column as f64 } else { 0.0 };
            format!("\"c{column}\":{:.4}", random.unit() + shift)
        }));
        let word = if random.unit() < 0.1 + 0.5 * moved { "late" } else { "early" };
        fields.push(format!("\"note\":\"the flight number {row} was {word} on day {}\"", random.below(900)));
        format!("{{{}}}\n", fields.join(","))
    };
    crate::common::table(&(0..400).map(&mut line).collect::<String>())
}

#[test]
fn many_columns_and_texts() {
    let (reference, production) = (wide(1, 0.0), wide(2, 1.0));
    let report = compare(&reference, &production, &Settings::default());
    let together = report.multivariate.as_ref().unwrap();
    assert!(
        together.columns.len() == 50 && together.changed_pairs > 0 && together.notes[0].starts_with("Only 50 of 62")
    );
    let note = report.columns.iter().find(|column| column.name == "note").unwrap();
    assert!(note.text.as_ref().is_some_and(|text| !text.risen.is_empty()), "{:?}", note.kind);
    check(|settings| compare(&reference, &production, settings), "wide");
}

#[test]
fn profiles() {
    let [reference, production] = crate::common::flights().map(|table| Profile::of(&table));
    check(|settings| compare_profiles(&reference, &production, settings), "flights");
}

#[test]
fn kinds_roles_and_evidently_s_tests_need_the_rows() {
    let settings = |text: &str| serde_json::from_str::<Settings>(text).unwrap();
    let plain = settings("{}");
    for needs in [
        r#"{"columns":{"a":{"kind":"category"}}}"#,
        r#"{"columns":{"a":{"role":"target"}}}"#,
        r#"{"columns":{"a":{"ignore":true}}}"#,
        r#"{"preset":"evidently","test":"ed"}"#,
        r#"{"preset":"nannyml","threshold":0.1}"#,
        r#"{"split":{"share":{"reference":0.5}}}"#,
    ] {
        assert!(!can_decide(&plain, &settings(needs)) && !can_decide(&settings(needs), &plain), "{needs}");
    }
    assert!(can_decide(&plain, &settings(r#"{"columns":{"a":{"decisive":true,"threshold":0.2}}}"#)));
}
