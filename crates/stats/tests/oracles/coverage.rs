//! Counts the golden pairs of each test of the list, and those far in the tail.

use std::collections::BTreeMap;

use crate::golden::cases;
use crate::listed::{COUNTS, NUMBERS, Tail};

/// Tables whose entries have the names of the tests.
const TABLES: [&str; 6] = [
    include_str!("../golden/numeric_pairs.json"),
    include_str!("../golden/two_sample.json"),
    include_str!("../golden/streams.json"),
    include_str!("../golden/count_pairs.json"),
    include_str!("../golden/count_distances.json"),
    include_str!("../golden/deep.json"),
];

/// Tables of one test, with the entry that holds its value.
const OF_ONE_TEST: [(&str, &str, &str); 3] = [
    (include_str!("../golden/fisher.json"), "fisher", "p_value"),
    (include_str!("../golden/proportions.json"), "z", "p_value"),
    (include_str!("../golden/cohens_h.json"), "cohens_h", "statistic"),
];

/// Where every test has a pair: as far out as a double still has all its digits, nearly.
const DEEP: std::ops::Range<f64> = 1e-300..1e-250;

/// The laws behind the tests have tables of their own down to 1e-300: `special.json`, `student_t_law.json`, `ks_laws.json`.
#[test]
fn every_test_has_its_pairs_and_its_tail() {
    let tests: BTreeMap<&str, Tail> = NUMBERS
        .iter()
        .map(|test| (test.name, test.tail))
        .chain(COUNTS.iter().map(|test| (test.name, test.tail)))
        .collect();
    let tables = TABLES.into_iter().flat_map(|table| tests.keys().map(move |test| (table, *test, *test)));
    let mut pairs: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (table, test, entry) in tables.chain(OF_ONE_TEST) {
        for case in cases(table, 25) {
            let value = &case[entry];
            if value.is_null() {
                continue;
            }
            let (count, deep) = pairs.entry(test).or_insert((0, 0));
            *count += 1;
            let p_value = if entry == "p_value" { value } else { &value["p_value"] };
            *deep += u32::from(p_value.as_f64().is_some_and(|p| DEEP.contains(&p)));
        }
    }
    for (test, tail) in tests {
        let (count, deep) = pairs.get(test).copied().unwrap_or_default();
        eprintln!("{test}: {count} pairs, {deep} of them far in the tail");
        assert!(count >= 25, "{test} is compared on {count} pairs only");
        assert!(tail == Tail::Ends || deep > 0, "{test}: no p-value in {DEEP:?}");
    }
}

#[test]
fn every_class_of_samples_is_among_them() {
    let tables = [
        include_str!("../golden/two_sample.json"),
        include_str!("../golden/streams.json"),
        include_str!("../golden/count_pairs.json"),
    ];
    let names: Vec<String> = tables
        .into_iter()
        .flat_map(|table| cases(table, 25))
        .filter_map(|case| case["name"].as_str().map(str::to_owned))
        .collect();
    let classes = ["normal", "ties", "skew", "heavy tail", "disjoint", "constant", "tiny", "unequal", "outlier of 1e6"];
    let of_counts = ["two", "five", "thirty", "five hundred", "empty cell"];
    for class in classes.iter().chain(&of_counts).chain(&["integers", "whole numbers", "zero cells"]) {
        assert!(names.iter().any(|name| name.contains(class)), "no pair is called {class}");
    }
}
