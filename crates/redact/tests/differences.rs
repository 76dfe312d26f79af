//! No count below k can be told from a redacted report: not by reading, not by sums and differences, not from shares.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

mod common;

use driftscope_redact::redact;
use driftscope_report::{Redaction, Report, to_json};
use serde_json::Value;

/// Numbers of a report that are whole and count no rows, by the last key of their path.
const NO_ROWS: [&str; 35] = [
    "schema_version",
    "version",
    "small_counts",
    "seed",
    "folds",
    "features",
    "components",
    "pairs",
    "changed_pairs",
    "distinct",
    "bytes",
    "line",
    "byte_offset",
    "categories",
    "new_categories",
    "vanished_categories",
    "holes",
    "vocabulary",
    "compared_words",
    "words",
    "start",
    "low",
    "high",
    "windows",
    "median_length",
    "windows_left_out",
    "folded_values",
    "steps",
    "label",
    "prediction",
    "drifted_columns",
    "acknowledged_columns",
    "tested_columns",
    "unclear_columns",
    "columns_left_out",
];

fn leaves(path: &str, value: &Value, found: &mut Vec<(String, f64, bool)>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| leaves(&format!("{path}.{key}"), value, found)),
        Value::Array(items) => items.iter().for_each(|value| leaves(&format!("{path}[]"), value, found)),
        Value::Number(number) => found.push((path.to_owned(), number.as_f64().unwrap(), number.is_u64())),
        _ => {}
    }
}

/// Every whole number of the report that counts rows, with its path.
fn counts(report: &Report) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    leaves("", &serde_json::from_str(&to_json(report)).unwrap(), &mut found);
    let counts_rows = |path: &str| {
        let key = path.rsplit('.').next().unwrap().trim_end_matches("[]");
        let of_columns = ["identical_columns", "rows_to_settle", "shortest", "longest"];
        !NO_ROWS.contains(&key)
            && !of_columns.contains(&key)
            && !path.contains("rows_to_settle")
            && !path.contains("precision_changed")
    };
    let whole = found.into_iter().filter(|(path, _, is_whole)| *is_whole && counts_rows(path));
    whole.map(|(path, count, _)| (path, count as u64)).collect()
}

#[test]
fn every_count_is_a_multiple_so_every_sum_and_difference_is() {
    for (seed, k) in (0..40).zip([5, 10, 12, 25].into_iter().cycle()) {
        let whole = common::report(seed);
        let small = counts(&whole).iter().filter(|(_, count)| (1..k).contains(count)).count();
        assert!(small > 20, "there is nothing to hide");
        let redacted = redact(&whole, &Redaction { small_counts: k, ..Redaction::default() });
        for (path, count) in counts(&redacted) {
            assert_eq!(count % k, 0, "{seed}: {path} is {count}");
        }
    }
}

/// Shares and other figures times any count near them would be a count again.
#[test]
fn shares_are_those_of_multiples() {
    let k = 10;
    for seed in 0..40 {
        let redacted = redact(&common::report(seed), &Redaction { small_counts: k, ..Redaction::default() });
        let is_multiple = |share: f64, rows: u64| {
            let counted = share * rows as f64 / k as f64;
            (counted - counted.round()).abs() < 1e-6
        };
        for column in &redacted.columns {
            let Some(found) = &column.categories else { continue };
            assert!(
                is_multiple(found.new_share, column.production.count)
                    && is_multiple(found.vanished_share, column.reference.count)
            );
            // No label of a category that hardly occurs.
            assert!(
                found
                    .labels
                    .iter()
                    .zip(&found.reference)
                    .zip(&found.production)
                    .all(|((label, one), other)| one + other > 0 || label.is_empty()),
                "{found:?}"
            );
        }
        let service = redacted.service.unwrap();
        for figures in [service.reference, service.production] {
            assert!(figures.error_share.is_none_or(|share| is_multiple(share, figures.with_status)));
        }
        let windows = redacted.columns.iter().filter_map(|column| column.windows.as_ref());
        assert!(windows.flat_map(|found| &found.production.counts).all(Vec::is_empty));
    }
}

/// An attacker knows how rounding works: a shown count lies less than k from the true one. He knows which counts add up to which, and
/// narrows all of them by each sum until nothing changes. No small count may be left with a single possible value.
#[test]
fn sums_do_not_narrow_a_small_count_to_one_value() {
    let k = 10_u64;
    let mut tried = 0;
    for seed in 0..60 {
        let whole = common::report(seed);
        let redacted = redact(&whole, &Redaction { small_counts: k, ..Redaction::default() });
        for (before, after) in whole.columns.iter().zip(&redacted.columns) {
            let sides = [(&before.reference, &after.reference, 0), (&before.production, &after.production, 1)];
            for (true_side, side, number) in sides {
                let rows = [redacted.reference.rows, redacted.production.rows][number];
                let own = |counts: [&Vec<u64>; 2]| counts[number].clone();
                let mut sums: Vec<(u64, Vec<u64>)> = vec![(rows, vec![side.count, side.missing])];
                if let Some(found) = &after.histogram {
                    sums.push((side.count, own([&found.reference, &found.production])));
                }
                // Labels of lists do not add up to the lists: one may have several.
                if let Some(found) = after.categories.as_ref().filter(|found| found.of.is_none()) {
                    let mut cells = own([&found.reference, &found.production]);
                    cells.push([found.other.reference, found.other.production][number]);
                    sums.push((side.count, cells));
                }
                if let Some(found) = &after.moments {
                    let moments = [&found.reference, &found.production][number];
                    sums.push((side.count, moments.weekdays.clone()));
                    sums.push((side.count, moments.hours.clone()));
                }
                for (total, parts) in sums.into_iter().filter(|(_, parts)| !parts.is_empty()) {
                    for (part, [low, high]) in parts.iter().zip(narrowed(total, &parts, k)) {
                        tried += 1;
                        assert!(*part > k || high > low, "{seed}: {} of {total}: {low} to {high}", before.name);
                    }
                }
                let hidden = (1..k).contains(&true_side.missing);
                assert!(!hidden || side.missing % k == 0);
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
}

/// What each part can be, given that all of them add up to a total.
fn narrowed(total: u64, parts: &[u64], k: u64) -> Vec<[i64; 2]> {
    let range = |shown: u64| [(shown as i64 - k as i64 + 1).max(0), shown as i64 + k as i64 - 1];
    let mut ranges: Vec<[i64; 2]> = parts.iter().map(|part| range(*part)).collect();
    let of_total = range(total);
    for _ in 0..100 {
        let sums = [0, 1].map(|end| ranges.iter().map(|range| range[end]).sum::<i64>());
        let before = ranges.clone();
        for range in &mut ranges {
            let others = [sums[0] - range[0], sums[1] - range[1]];
            *range = [range[0].max(of_total[0] - others[1]), range[1].min(of_total[1] - others[0])];
        }
        if before == ranges {
            break;
        }
    }
    ranges
}
