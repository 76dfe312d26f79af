//! A redacted page holds none of the names, labels and extremes of its data, in no layer.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

mod common;

use common::{EXTREMES, LONGEST, MARKER};
use driftscope_present::{Export, ExportInputs};
use driftscope_redact::{redact, search};
use driftscope_report::{Kind, Redaction, Report, carried_json, from_json, to_json};

const PAGE: &str =
    "<p><noscript id=\"driftscope-summary\"></noscript><script type=\"text/plain\" id=\"driftscope-report\"></script>";

/// The layers of a shared page: the summary and everything around the report as it stands there, and the report unpacked.
fn layers(report: &Report) -> [String; 2] {
    let page = (Export::of_id("html").unwrap().write)(report, &ExportInputs { page: PAGE }).unwrap();
    let json = carried_json(&page).unwrap().unwrap();
    let start = page.find("id=\"driftscope-report\"").unwrap();
    [page[..start].to_owned(), json]
}

/// The parts of a report of which some have to be there.
type Parts = [u32; 9];

#[test]
fn two_hundred_pages_hold_no_marker() {
    // The longest of these tests: it uses two cores.
    let parts = std::thread::scope(|scope| {
        let first = scope.spawn(|| hold_no_marker(0..100));
        let second = hold_no_marker(100..200);
        let first = first.join().unwrap();
        std::array::from_fn::<u32, 9, _>(|part| first[part] + second[part])
    });
    assert!(parts.iter().all(|count| *count >= 40), "some part of a report was hardly there: {parts:?}");
}

fn hold_no_marker(seeds: std::ops::Range<u64>) -> Parts {
    let choices = Redaction { fingerprints: true, ..Redaction::all() };
    let mut parts = Parts::default();
    for seed in seeds {
        let whole = common::report(seed);
        let before = layers(&whole);
        // The markers are there to be found: otherwise the search would prove nothing.
        assert!(before.iter().all(|layer| layer.contains(MARKER)), "{seed}");
        assert!(EXTREMES[..2].iter().all(|extreme| before[1].contains(&extreme.to_string())), "{seed}");
        for (part, is_there) in parts.iter_mut().zip([
            whole.performance.is_some(),
            whole.service.is_some(),
            whole.business.is_some(),
            whole.windows.is_some(),
            whole.segments.as_ref().is_some_and(|found| found.picked.is_some()),
            whole.multivariate.is_some(),
            !whole.reference.warnings.is_empty(),
            whole.columns.iter().any(|column| column.text.as_ref().is_some_and(|text| !text.risen.is_empty())),
            whole.columns.iter().any(|column| column.kind == Kind::Tags && column.categories.is_some()),
        ]) {
            *part += u32::from(is_there);
        }

        let redacted = redact(&whole, &choices);
        for layer in layers(&redacted) {
            let found = layer
                .to_lowercase()
                .find(MARKER)
                .map(|at| layer[at.saturating_sub(80)..(at + 80).min(layer.len())].to_owned());
            assert_eq!(found, None, "{seed}");
            for extreme in EXTREMES.iter().map(|extreme| extreme.abs()).chain([LONGEST]) {
                // Not rounded to three digits, either.
                let is_near =
                    |number: &str| number.parse().is_ok_and(|number: f64| (number.abs() / extreme - 1.0).abs() < 1e-3);
                // Digits within a fingerprint are no number.
                let words = layer.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
                let words = words.filter(|word| word.len() < 40);
                let numbers =
                    words.flat_map(|word| word.split(|letter: char| !letter.is_ascii_digit() && letter != '.'));
                let sized = |number: &&str| number.len() < 12 && !number.starts_with('0');
                let mut numbers = numbers.filter(sized);
                assert_eq!(numbers.find(|number| is_near(number)), None, "{seed}: {extreme}");
            }
            assert!(
                !layer.contains(":17Z") && !layer.contains("abababab"),
                "{seed}: a moment or a fingerprint is left"
            );
        }
        for searched in search(&whole, &redacted, &choices) {
            assert!(searched.found.is_empty() && searched.count > 0, "{seed}: {searched:?}");
        }
        assert_eq!(from_json(&to_json(&redacted)).unwrap(), redacted);
    }
    parts
}

#[test]
fn verdicts_stay_and_the_choices_are_told() {
    for seed in [1, 2, 4] {
        let whole = common::report(seed);
        let redacted = redact(&whole, &Redaction::all());
        assert_eq!(redacted.redaction, Some(Redaction::all()));
        for (before, after) in whole.columns.iter().zip(&redacted.columns) {
            assert_eq!((before.drift.outcome, before.drift.severity), (after.drift.outcome, after.drift.severity));
        }
        assert_eq!(whole.verdict.drifted, redacted.verdict.drifted);
        assert_eq!(redact(&whole, &Redaction::default()), whole);
    }
}

#[test]
fn each_choice_alone_hides_its_own_and_leaves_the_rest() {
    let whole = common::report(5);
    let of = |words: &str| to_json(&redact(&whole, &words.parse().unwrap()));
    let name = format!("{MARKER}5.number{MARKER}");
    let label = format!("{MARKER}city1");
    let file = format!("{MARKER}5-file0.ndjson");
    let left = |words: &str| {
        let json = of(words);
        [&name, &label, &file].map(|marker| json.contains(marker.as_str()))
    };
    assert_eq!(left("names"), [false, true, true]);
    assert_eq!(left("labels"), [true, false, true]);
    assert_eq!(left("files"), [true, true, false]);
    assert_eq!(left("small_counts"), [true, true, true]);
    let without = redact(&whole, &"windows,segments,quantiles".parse().unwrap());
    assert!(without.windows.is_none() && without.segments.is_none());
    assert!(
        without
            .columns
            .iter()
            .all(|column| column.quantiles.is_none() && column.windows.is_none() && column.mix.is_none())
    );
}
