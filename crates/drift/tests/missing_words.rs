//! Words that count as missing values, and those that are labels.

use crate::common::{column, csv};
use driftscope_drift::compare;
use driftscope_report::{ReadingCode, Settings};

#[test]
fn an_abbreviation_among_others_is_a_label_and_other_words_are_reported() {
    let [reference, production] = crate::common::case("76-na-label");
    let report = compare(&reference, &production, &Settings::default());
    let region = column(&report, "region");
    assert!(region.categories.as_ref().unwrap().labels.contains(&"NA".to_owned()), "{}", region.finding);
    assert_eq!((region.reference.missing, region.production.missing), (0, 0));
    assert!(region.missing_words.is_empty() && region.reading.is_empty());
    let garage = column(&report, "garage");
    assert_eq!(garage.missing_words[0].word, "None");
    assert_eq!(garage.missing_words[0].reference, garage.reference.missing);
    let reading = &garage.reading[0];
    assert_eq!(reading.code, ReadingCode::MissingWords);
    assert!(reading.sentence.contains("“None” in 28"), "{}", reading.sentence);
}

#[test]
fn a_person_can_make_them_labels() {
    let [reference, production] = crate::common::case("76-na-label");
    let settings: Settings = serde_json::from_str(r#"{"columns":{"garage":{"words_are_labels":true}}}"#).unwrap();
    let report = compare(&reference, &production, &settings);
    let garage = column(&report, "garage");
    assert!(garage.categories.as_ref().unwrap().labels.contains(&"None".to_owned()));
    assert!(garage.reference.missing == 0 && garage.missing_words.is_empty() && garage.reading.is_empty());
    assert!(garage.drift.drifted && garage.finding.contains("None"), "{}", garage.finding);
}

#[test]
fn without_abbreviations_beside_it_the_word_is_missing() {
    for others in [["1.5", "2"], ["Rome", "Bern"], ["A", "B"], ["USA", "GERMANY"], ["EU", "EU"]] {
        let text = |step: usize| {
            let value = |row: usize| ["NA", others[0], others[1]][row * step % 3];
            "x,y\n".to_owned() + &(0..90).map(|row| format!("{},1\n", value(row))).collect::<String>()
        };
        let report = compare(&csv(&text(1)), &csv(&text(2)), &Settings::default());
        assert_eq!(column(&report, "x").reference.missing, 30, "{others:?}");
    }
}
