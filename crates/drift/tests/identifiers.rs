//! Labels that come again are a category however many there are, and identifiers are compared by how they are made.

use crate::common::column;
use driftscope_drift::{Profile, compare, compare_profiles, profile_from_bytes, profile_to_json};
use driftscope_report::{ColumnReport, Kind, Outcome, Part, Report, Settings};
use driftscope_table::Table;

/// The report on rows, and that on profiles that were written and read.
fn reports([reference, production]: &[Table; 2]) -> [Report; 2] {
    let [one, other] = [reference, production]
        .map(|table| profile_from_bytes(profile_to_json(&Profile::of(table)).as_bytes()).unwrap());
    let settings = Settings::default();
    [compare(reference, production, &settings), compare_profiles(&one, &other, &settings)]
}

fn deciding(column: &ColumnReport) -> Option<Part> {
    column.drift.deciding_part().map(|part| part.part)
}

fn table(values: impl Iterator<Item = String>) -> Table {
    crate::common::table(&values.map(|value| format!("{{\"x\": \"{value}\"}}\n")).collect::<String>())
}

/// Evenly spread numbers of 64 bits.
fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = (seed + 1).wrapping_mul(0xD134_2543_DE82_EF95);
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

#[test]
fn many_labels_that_come_again_are_a_category() {
    for report in reports(&crate::common::case("122-high-cardinality")) {
        let merchant = column(&report, "merchant");
        assert_eq!(merchant.kind, Kind::Category);
        assert!(merchant.drift.drifted && merchant.drift.p_value < Some(1e-60), "{}", merchant.finding);
        let categories = merchant.categories.as_ref().unwrap();
        assert!(categories.labels.len() == 50 && categories.other.categories > 200, "{categories:?}");
    }
}

#[test]
fn identifiers_that_collapse_are_drift() {
    for report in reports(&crate::common::case("124-collapsed-identifier")) {
        for name in ["session_id", "user"] {
            let column = column(&report, name);
            assert_eq!(column.kind, Kind::Identifier, "{name}");
            assert!(column.drift.drifted && column.drift.p_value < Some(1e-100), "{name}: {:?}", column.drift);
            assert!(matches!(deciding(column), Some(Part::Distinct | Part::Frequent)), "{}", column.finding);
        }
        assert_eq!(report.verdict.drifted_columns, 2, "{}", report.verdict.sentence);
    }
}

#[test]
fn another_share_of_a_prefix_is_drift_of_the_form() {
    for report in reports(&crate::common::case("04-invoice-prefix")) {
        let invoice = column(&report, "InvoiceNo");
        assert_eq!((invoice.kind, deciding(invoice)), (Kind::Identifier, Some(Part::Form)), "{}", invoice.finding);
        assert!(invoice.drift.drifted && invoice.drift.p_value < Some(1e-50), "{:?}", invoice.drift);
        assert!(invoice.finding.contains("“C9” rose from 2"), "{}", invoice.finding);
    }
}

#[test]
fn rows_that_come_twice_are_drift_of_the_distinct_share() {
    let ids = |seed: u64, twice: u32| {
        let mut next = random(seed);
        (0..1_000_u32)
            .map(move |row| if row % 100 < twice && row % 2 == 1 { String::new() } else { format!("{:016x}", next()) })
    };
    // An empty text takes the value before it: the row came twice.
    let repeated = |ids: Vec<String>| {
        let mut last = String::new();
        ids.into_iter().map(move |id| {
            if id.is_empty() {
                last.clone()
            } else {
                last.clone_from(&id);
                id
            }
        })
    };
    let tables = [ids(1, 0), ids(2, 30)].map(|ids| table(repeated(ids.collect())));
    for report in reports(&tables) {
        let x = column(&report, "x");
        assert_eq!(
            (x.kind, deciding(x), x.drift.drifted),
            (Kind::Identifier, Some(Part::Distinct), true),
            "{}",
            x.finding
        );
    }
}

#[test]
fn a_shorter_identifier_is_drift_of_the_length() {
    let ids = |seed: u64, digits: usize| {
        let mut next = random(seed);
        table((0..800).map(move |_| format!("{:016x}", next())[..digits].to_owned()))
    };
    for report in reports(&[ids(1, 16), ids(2, 12)]) {
        let x = column(&report, "x");
        assert_eq!((deciding(x), x.drift.drifted), (Some(Part::Length), true), "{}", x.finding);
        assert!(x.finding.contains("shorter, median 12 characters against 16"), "{}", x.finding);
    }
}

#[test]
fn numbers_that_count_on_grow() {
    for (prefix, width) in [("INV-", 0), ("INV-", 6), ("", 0)] {
        let numbers = |from: u32| table((from..from + 600).map(move |number| format!("{prefix}{number:0width$}x")));
        for report in reports(&[numbers(600), numbers(999_700)]) {
            assert_eq!(report.verdict.drifted_columns, 0, "{prefix}{width}: {}", report.verdict.sentence);
        }
    }
}

/// Sessions with rows of their own, and users drawn from a large stock, at sizes that differ: no drift, however many repeat.
#[test]
fn repetition_is_compared_at_the_same_size() {
    let sessions = |from: u32, rows: u32| table((0..rows).map(move |row| format!("s{:07}", from + row / 7)));
    let users = |seed: u64, rows: u32| {
        let mut next = random(seed);
        table((0..rows).map(move |_| format!("u{:07}", next() % 30_000)))
    };
    for tables in [[sessions(0, 7_000), sessions(5_000, 700)], [users(1, 12_000), users(2, 500)]] {
        for report in reports(&tables) {
            let x = column(&report, "x");
            assert!(x.kind == Kind::Identifier && x.drift.outcome != Outcome::Drifted, "{}", x.finding);
        }
    }
}

/// Identifiers of one generator on both sides: of 60 pairs of each kind at most 7 have p below 0.05 (expected 3; by the binomial
/// law 8 or more in 1.6 % of all seeds).
#[test]
fn the_level_is_kept() {
    type Generator = fn(&mut dyn FnMut() -> u64) -> String;
    let generators: [(&str, Generator); 4] = [
        ("uuid", |next| {
            let (one, other) = (next(), next());
            let [a, b, c] = [one >> 32, one >> 16 & 0xffff, one & 0xfff];
            format!("{a:08x}-{b:04x}-4{c:03x}-{:04x}-{:012x}", other >> 48, other & 0xffff_ffff_ffff)
        }),
        ("short hash", |next| format!("{:08x}", next() as u32)),
        ("prefixed", |next| format!("{}{}", ["A", "B-", "INV/"][(next() % 3) as usize], next() % 10_000_000)),
        ("users", |next| format!("u{}", (next() % 3_000) * (next() % 3_000))),
    ];
    for (name, generator) in generators {
        let mut below = 0;
        for seed in 0..60 {
            let side = |seed: u64, rows: u32| {
                let mut next = random(seed);
                table((0..rows).map(move |_| generator(&mut next)))
            };
            let report = compare(&side(2 * seed, 900), &side(2 * seed + 1, 300), &Settings::default());
            assert_eq!(report.columns[0].kind, Kind::Identifier, "{name}");
            below += u32::from(report.columns[0].drift.p_value.is_some_and(|p| p < 0.05));
        }
        assert!(below <= 7, "{name}: {below} of 60");
    }
}

/// What a profile does not keep is named.
#[test]
fn merged_profiles_name_what_they_lack() {
    let ids = |from: u64| {
        let mut next = random(from);
        Profile::of(&table((0..11_000).map(move |_| format!("{:016x}", next()))))
    };
    let mut reference = ids(1);
    reference.merge(ids(2)).unwrap();
    let production = ids(3);
    let report = compare_profiles(&reference, &production, &Settings::default());
    let reason = report.columns[0].drift.reason.as_deref().unwrap();
    assert!(reason.contains("nor repetition"), "{reason}");
    let report = compare_profiles(&production, &ids(4), &Settings::default());
    assert!(!report.columns[0].drift.reason.as_deref().unwrap().contains("nor"), "{:?}", report.columns[0].drift);
}
