//! Counts with how many pairs each test is held against its table, and how far into the tail.

use std::collections::BTreeMap;

use crate::golden::cases;

/// Tables, and which of their entries belong to which test.
const TABLES: [(&str, &[(&str, &str)]); 9] = [
    (include_str!("../golden/numeric_pairs.json"), &[("ks", "ks"), ("wasserstein", "wasserstein"), ("psi", "psi")]),
    (include_str!("../golden/two_sample.json"), NUMBERS),
    (include_str!("../golden/streams.json"), NUMBERS),
    (
        include_str!("../golden/count_pairs.json"),
        &[
            ("chi_square", "chi_square"),
            ("jensen_shannon", "jensen_shannon"),
            ("psi", "psi"),
            ("total_variation", "total_variation"),
            ("cramers_v", "cramers_v"),
        ],
    ),
    (
        include_str!("../golden/count_distances.json"),
        &[("g", "g"), ("kl", "kl"), ("hellinger", "hellinger"), ("l_infinity", "l_infinity"), ("cohens_w", "cohens_w")],
    ),
    (include_str!("../golden/fisher.json"), &[("fisher", "p_value")]),
    (include_str!("../golden/proportions.json"), &[("z", "p_value")]),
    (include_str!("../golden/cohens_h.json"), &[("cohens_h", "statistic")]),
    (
        include_str!("../golden/deep.json"),
        &[("chi_square", "chi_square"), ("g", "g"), ("fisher", "fisher"), ("z", "z")],
    ),
];

const NUMBERS: &[(&str, &str)] = &[
    ("ks", "ks"),
    ("anderson_darling", "anderson_darling"),
    ("cramer_von_mises", "cramer_von_mises"),
    ("epps_singleton", "epps_singleton"),
    ("mann_whitney", "mann_whitney"),
    ("welch_t", "welch_t"),
    ("student_t", "student_t"),
    ("levene", "levene"),
    ("brown_forsythe", "brown_forsythe"),
    ("mood", "mood"),
    ("kuiper", "kuiper"),
    ("energy", "energy"),
    ("wasserstein", "wasserstein"),
    ("wasserstein_normed", "wasserstein_normed"),
    ("mmd", "mmd"),
    ("psi", "psi"),
    ("cliffs_delta", "cliffs_delta"),
    ("hedges_g", "hedges_g"),
    ("median_shift", "median_shift"),
    ("scale_ratio", "scale_ratio"),
];

/// Tests without p-value, and two whose p-value has an end: the published table's 0.001, and that of so many relabellings.
const WITHOUT_TAIL: [&str; 18] = [
    "anderson_darling",
    "mmd",
    "energy",
    "wasserstein",
    "wasserstein_normed",
    "psi",
    "cliffs_delta",
    "hedges_g",
    "median_shift",
    "scale_ratio",
    "kl",
    "jensen_shannon",
    "hellinger",
    "total_variation",
    "l_infinity",
    "cramers_v",
    "cohens_w",
    "cohens_h",
];

/// Where every test has a pair: as far out as a double still has all its digits, nearly.
const DEEP: std::ops::Range<f64> = 1e-300..1e-250;

/// The laws behind the tests have tables of their own down to 1e-300: `special.json`, `student_t_law.json`, `ks_laws.json`.
#[test]
fn every_test_has_its_pairs_and_its_tail() {
    let mut pairs: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (table, entries) in TABLES {
        for case in cases(table, 25) {
            for (test, entry) in entries {
                let value = &case[*entry];
                if value.is_null() {
                    continue;
                }
                let (count, deep) = pairs.entry(test).or_insert((0, 0));
                *count += 1;
                let p_value = if *entry == "p_value" { value } else { &value["p_value"] };
                *deep += u32::from(p_value.as_f64().is_some_and(|p| DEEP.contains(&p)));
            }
        }
    }
    assert_eq!(pairs.len(), 32, "{:?}", pairs.keys());
    for (test, (count, deep)) in pairs {
        eprintln!("{test}: {count} pairs, {deep} of them far in the tail");
        assert!(count >= 25, "{test} is compared on {count} pairs only");
        assert!(WITHOUT_TAIL.contains(&test) || deep > 0, "{test}: no p-value in {DEEP:?}");
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
