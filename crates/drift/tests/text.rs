//! Free text: words and lengths against scikit-learn and SciPy, no alarm without drift, planted drift, hostile texts.

mod laws;

use driftscope_drift::Extent;
use driftscope_report::{ColumnReport, Kind, Outcome, Part, to_json};
use laws::{Drift, Law, compared, texts};
use serde_json::Value;

const SHORT: Law = Law::Zipf { words: 5_000, length: 12.0 };

fn golden() -> Value {
    serde_json::from_str(include_str!("golden/text.json")).expect("the golden texts")
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().expect("texts").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

fn part(column: &ColumnReport, part: Part) -> &driftscope_report::DriftPart {
    column.drift.parts.iter().find(|found| found.part == part).expect("the part")
}

#[track_caller]
fn near(found: f64, expected: &Value) {
    near_to(found, expected, 1e-9);
}

#[track_caller]
fn near_to(found: f64, expected: &Value, relative: f64) {
    let expected = expected.as_f64().expect("a number");
    assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
}

#[test]
fn words_and_lengths_are_those_of_scikit_learn_and_scipy() {
    let golden = golden();
    let column = compared(&strings(&golden["reference"]), &strings(&golden["production"]), Extent::Full);
    let text = column.text.as_ref().expect("a text column");
    near(text.vocabulary as f64, &golden["vocabulary"]);
    near(text.compared_words as f64, &golden["compared_words"]);
    for (at, side) in [&text.reference, &text.production].into_iter().enumerate() {
        near(side.characters.mean.expect("a mean"), &golden["mean_characters"][at]);
        near(side.words.mean.expect("a mean"), &golden["mean_words"][at]);
    }
    near_to(part(&column, Part::Length).p_value, &golden["length_p_value"], 1e-5);
    let mut changes: Vec<_> = text.risen.iter().chain(&text.fallen).collect();
    changes.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()));
    let expected = golden["changes"].as_array().expect("changes");
    assert_eq!((changes.len(), expected.is_empty()), (expected.len(), false));
    for (found, expected) in changes.into_iter().zip(expected) {
        assert_eq!(found.word, expected["word"]);
        near(found.reference, &expected["reference"]);
        near(found.production, &expected["production"]);
        near(found.z, &expected["z"]);
        near(found.p_adjusted, &expected["p_adjusted"]);
    }
    assert!(column.drift.drifted && column.finding.contains("“refund”"), "{}", column.finding);
}

/// Without drift, a part may be significant in 5 of 100 trials, and the column drifted in no more.
fn expect_no_alarms(law: Law, (n, m): (usize, usize), trials: u64) {
    let (mut words, mut drifted) = (0, 0);
    for seed in 0..trials {
        let [reference, production] =
            [(n, 2 * seed), (m, 2 * seed + 1)].map(|(rows, seed)| texts(law, Drift::Nothing, rows, seed));
        let column = compared(&reference, &production, Extent::Verdict);
        words += u64::from(part(&column, Part::Words).p_value < 0.05);
        drifted += u64::from(column.drift.drifted);
    }
    // Three standard deviations above 5 %.
    let allowed = 0.05 * trials as f64 + 3.0 * (0.05 * 0.95 * trials as f64).sqrt();
    assert!((words as f64) < allowed && (drifted as f64) < allowed, "{law:?} {n}/{m}: {words}, {drifted} of {trials}");
}

#[test]
fn no_alarm_without_drift() {
    expect_no_alarms(SHORT, (100, 30), 150);
    expect_no_alarms(SHORT, (500, 500), 80);
    expect_no_alarms(SHORT, (2_000, 100), 60);
    expect_no_alarms(Law::Templates(50), (500, 500), 80);
}

#[test]
fn a_planted_change_is_found_and_named() {
    let reference = texts(SHORT, Drift::Nothing, 2_000, 1);
    for (drift, deciding) in [(Drift::NewWord(0.1), Part::Words), (Drift::Longer(1.3), Part::Length)] {
        let column = compared(&reference, &texts(SHORT, drift, 2_000, 2), Extent::Full);
        assert_eq!(column.drift.outcome, Outcome::Drifted, "{drift:?}");
        assert!(part(&column, deciding).p_adjusted < 1e-6, "{drift:?}");
        assert_eq!(Some(part(&column, deciding).effect), column.drift.effect);
        let text = column.text.expect("a text column");
        if deciding == Part::Words {
            assert_eq!((text.risen.len(), &*text.risen[0].word), (1, "refund"));
            assert!(text.fallen.is_empty() && column.finding.contains("“refund” in 0 → "), "{}", column.finding);
            let classifier = text.classifier.expect("a classifier");
            assert!(classifier.low > Some(0.5) && classifier.high > Some(classifier.auc), "{classifier:?}");
        } else {
            assert!(column.finding.contains("longer"), "{}", column.finding);
        }
    }
}

#[test]
fn words_of_another_language_are_unseen() {
    let reference = texts(SHORT, Drift::Nothing, 1_000, 1);
    let mut production = texts(SHORT, Drift::Nothing, 1_000, 2);
    let same = compared(&reference, &production, Extent::Full).text.and_then(|text| text.unseen).expect("shares");
    assert!((same.expected - same.found).abs() < 0.02 && same.p_value > Some(0.05), "{same:?}");
    for text in production.iter_mut().step_by(2) {
        *text = text.replace('w', "слово");
    }
    let other = compared(&reference, &production, Extent::Full).text.and_then(|text| text.unseen).expect("shares");
    assert!(other.expected == same.expected && other.found > 0.4 && other.p_value < Some(1e-9), "{other:?}");
}

#[test]
fn texts_have_not_drifted_from_themselves() {
    for law in [SHORT, Law::Templates(30)] {
        let side = texts(law, Drift::Nothing, 800, 5);
        let mut turned = side.clone();
        turned.reverse();
        let column = compared(&side, &turned, Extent::Full);
        assert_eq!((column.drift.effect, column.drift.p_value), (Some(0.0), Some(1.0)));
        let text = column.text.expect("a text column");
        assert_eq!((text.classifier.map(|classifier| classifier.auc), text.risen.len()), (Some(0.5), 0));
        assert!(text.unseen.is_some_and(|unseen| unseen.expected == unseen.found && unseen.p_value == Some(1.0)));
    }
}

#[test]
fn the_order_of_texts_does_not_matter() {
    let [mut reference, mut production] = [1, 2].map(|seed| texts(SHORT, Drift::NewWord(0.03), 700, seed));
    let before = to_text(&compared(&reference, &production, Extent::Full));
    reference.rotate_left(123);
    production.reverse();
    assert_eq!(to_text(&compared(&reference, &production, Extent::Full)), before);
}

fn to_text(column: &ColumnReport) -> String {
    serde_json::to_string(column).expect("a column is JSON")
}

#[test]
fn rare_words_are_never_named() {
    let reference = texts(SHORT, Drift::Nothing, 400, 1);
    let mut production = texts(Law::Templates(3), Drift::Nothing, 100, 2);
    for (row, text) in production.iter_mut().enumerate() {
        if row < 4 {
            text.push_str(" secret");
        }
        text.push_str(&format!(" unique{row}"));
    }
    let column = compared(&reference, &production, Extent::Full);
    let named = to_text(&column);
    assert!(column.text.is_some_and(|text| !text.risen.is_empty()));
    assert!(!named.contains("secret") && !named.contains("unique"));
}

#[test]
fn hostile_texts_have_an_answer() {
    let long = ["x ".repeat(5_000_000), "y".repeat(50_000), "😀".repeat(10_000)];
    let strange = ["", " ", "—…!?", "😀", "\u{202e}שלום", "\u{200f}", "\u{301}", "\u{0}", "NA of NA", "İ ẞ ﬁ"];
    let many = |of: &[&str], rows: usize| -> Vec<String> {
        (0..rows)
            .map(|row| format!("{}{}", of[row % of.len()], if row % 3 == 0 { row.to_string() } else { String::new() }))
            .collect()
    };
    let sides = [
        long.to_vec(),
        many(&strange, 300),
        vec![String::new(); 50],
        vec!["!".to_owned(); 50],
        vec!["one text".to_owned()],
        (0..200).map(|row| (0..300).map(|word| format!("{row}x{word} ")).collect()).collect(),
    ];
    for (at, reference) in sides.iter().enumerate() {
        // The long ones once by themselves and once against others.
        for production in sides.iter().skip(at.min(1)).take(if at == 0 { 2 } else { sides.len() }) {
            let column = compared(reference, production, Extent::Full);
            let json = to_text(&column);
            assert!(column.kind == Kind::Text && !column.finding.is_empty() && !json.contains("NaN"), "{json}");
            assert_eq!(serde_json::from_str::<ColumnReport>(&json).expect("it reads back"), column);
        }
    }
    let cut = compared(&sides[0], &sides[0], Extent::Full).text.expect("a text column").reference;
    assert_eq!((cut.texts, cut.cut), (3, 3));
    assert_eq!(cut.characters.max, Some(10_000_000.0));
}

#[test]
fn a_report_says_how_many_texts_it_looked_at() {
    let many = texts(Law::Zipf { words: 50, length: 2.0 }, Drift::Nothing, 25_000, 1);
    let few = texts(Law::Zipf { words: 50, length: 2.0 }, Drift::Nothing, 11, 2);
    let text = compared(&many, &few, Extent::Full).text.expect("a text column");
    assert_eq!((text.reference.texts, text.reference.looked_at, text.reference.words.count), (25_000, 20_000, 20_000));
    assert_eq!((text.production.texts, text.production.looked_at), (11, 11));
    assert_eq!(text.classifier.map(|classifier| (classifier.reference, classifier.production)), Some((10_000, 6)));
    let json = to_json(&driftscope_drift::compare(
        &laws::table(["a b c", "b c d"]),
        &laws::table(["a b c", "b c d"]),
        &driftscope_report::Settings::default(),
    ));
    assert!(!json.contains("\"text\":{"), "a column of another kind has no texts");
}
