//! Lists of labels and vectors are columns of their own. Expected values: `golden/lists.py`.

use driftscope_drift::{Profile, compare, compare_profiles, profile_from_json, profile_to_json};
use driftscope_report::{ColumnReport, ColumnSettings, Kind, Outcome, Part, Report, Settings};
use driftscope_stats::random::Random;
use driftscope_table::{Limits, ReadOptions, Table, TableReader};

fn read(name: &str, bytes: &[u8]) -> Table {
    read_with(ReadOptions::default(), name, bytes)
}

fn read_with(options: ReadOptions, name: &str, bytes: &[u8]) -> Table {
    let mut reader = TableReader::new(options);
    reader.begin_file(name);
    reader.feed(bytes);
    reader.end_file(String::new());
    reader.finish().unwrap()
}

fn case(case: &str) -> [Table; 2] {
    let folder = format!("{}/../../tests/cases/{case}", env!("CARGO_MANIFEST_DIR"));
    ["ref", "prod"].map(|side| {
        let name = format!("{side}.jsonl.gz");
        read(&name, &std::fs::read(format!("{folder}/{name}")).unwrap())
    })
}

/// Each of the 96 numbers is 0.8 standard deviations higher.
#[test]
fn the_numbers_of_a_vector_are_columns_where_they_are_asked_for() {
    let folder = format!("{}/../../tests/cases/14-embedding-96", env!("CARGO_MANIFEST_DIR"));
    let [reference, production] = ["ref", "prod"].map(|side| {
        let options = ReadOptions { limits: Limits::default().with_components(), ..ReadOptions::default() };
        read_with(options, side, &std::fs::read(format!("{folder}/{side}.jsonl.gz")).unwrap())
    });
    assert!(
        reference.files[0].read_as.ends_with(", a column for each number of a vector, gzip"),
        "{:?}",
        reference.files
    );
    let report = compared(&[reference, production]);
    let numbers: Vec<_> = report.columns.iter().filter(|column| column.name.starts_with("embedding.")).collect();
    assert_eq!(numbers.len(), 96);
    let higher = numbers.iter().filter(|column| column.production.mean > column.reference.mean).count();
    let drifted = numbers.iter().filter(|column| column.drift.outcome == Outcome::Drifted).count();
    assert!(higher == 96 && drifted >= 90, "{higher}, {drifted}");
}

fn compared([reference, production]: &[Table; 2]) -> Report {
    compare(reference, production, &Settings::default())
}

fn column<'a>(report: &'a Report, name: &str) -> &'a ColumnReport {
    report.columns.iter().find(|column| column.name == name).unwrap()
}

/// Rows with a list of labels and a vector of `length` numbers, whose mean is `mean`.
fn made_up(seed: u64, rows: usize, length: usize, mean: f64) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut row = || {
        let labels: Vec<&str> = ["a", "b", "c"].into_iter().filter(|_| random.unit() < 0.5).collect();
        let number = |random: &mut Random| (0..6).map(|_| random.unit() - 0.5).sum::<f64>() + mean;
        let numbers: Vec<String> = (0..length).map(|_| format!("{:.4}", number(&mut random))).collect();
        format!("{{\"tags\":{labels:?},\"v\":[{}]}}", numbers.join(","))
    };
    (0..rows).map(|_| row()).collect()
}

fn tables(sides: [&[String]; 2]) -> [Table; 2] {
    sides.map(|rows| read("rows.ndjson", rows.join("\n").as_bytes()))
}

#[test]
fn the_share_of_each_label_is_compared() {
    let report = compared(&case("135-multi-label"));
    let tags = column(&report, "tags");
    assert_eq!((tags.kind, tags.drift.outcome), (Kind::Tags, Outcome::Drifted));
    let found = tags.categories.as_ref().unwrap();
    assert_eq!(found.labels, ["sport", "news", "music", "film"]);
    assert_eq!((&found.reference[..], &found.production[..]), (&[348, 302, 249, 122][..], &[134, 230, 290, 337][..]));
    assert_eq!(found.of, Some([500, 500]));
    let [part] = &tags.drift.parts[..] else { panic!("{:?}", tags.drift.parts) };
    assert!((part.p_value / 8.799125746369716e-42 - 1.0).abs() < 1e-9, "{part:?}");
    assert!(tags.finding.contains("“film” rose from 24\u{202f}% to 67\u{202f}%"), "{}", tags.finding);
    assert!(report.columns.iter().all(|column| column.name != "tags.length"));
}

#[test]
fn a_vector_is_one_column_with_a_drift_of_its_own() {
    let report = compared(&case("14-embedding-96"));
    let embedding = column(&report, "embedding");
    assert_eq!((embedding.kind, embedding.drift.outcome), (Kind::Vector, Outcome::Drifted));
    let vector = embedding.vector.as_ref().unwrap();
    assert_eq!((vector.numbers, vector.reference.vectors, vector.production.looked_at), (96, 60, 60));
    let near = |found: Option<f64>, expected: f64| (found.unwrap() / expected - 1.0).abs() < 1e-6;
    assert!(near(vector.reference.median_norm, 9.742710145385825), "{vector:?}");
    assert!(near(vector.production.median_norm, 12.566304119681277), "{vector:?}");
    // A logistic regression on all 96 numbers has an AUC of 1; the projection keeps most of that.
    assert!(vector.auc > Some(0.9) && vector.mean_p_value == Some(0.001), "{vector:?}");
    let parts: Vec<Part> = embedding.drift.parts.iter().map(|part| part.part).collect();
    assert_eq!(parts, [Part::Values, Part::Length]);
    assert!(report.columns.iter().all(|column| !column.name.starts_with("embedding.")));
}

#[test]
fn without_drift_neither_drifts_and_with_it_the_vector_does() {
    let mut wrong = 0;
    for seed in 0..12 {
        let [reference, production] = [2 * seed + 1, 2 * seed + 2].map(|seed| made_up(seed, 80, 70, 0.0));
        let report = compared(&tables([&reference, &production]));
        wrong += report.columns.iter().filter(|column| column.drift.drifted).count();
    }
    // Twenty-four columns at 5 %: 1.2 expected, five with a probability of 0.006.
    assert!(wrong < 5, "{wrong}");
    let report = compared(&tables([&made_up(1, 80, 70, 0.0), &made_up(2, 80, 70, 0.3)]));
    assert!(column(&report, "v").drift.drifted && !column(&report, "tags").drift.drifted);
}

#[test]
fn the_order_of_rows_and_of_labels_does_not_matter() {
    let [reference, production] = [made_up(3, 60, 80, 0.0), made_up(4, 60, 80, 0.2)];
    let expected = compared(&tables([&reference, &production]));
    let turned: Vec<String> =
        production.iter().rev().map(|row| row.replace("\"a\", \"b\"", "\"b\",  \"a\", \"b\"")).collect();
    assert_eq!(compared(&tables([&reference, &turned])).columns, expected.columns);
    let same = compared(&tables([&production, &turned]));
    assert!(same.columns.iter().all(|column| column.identical && !column.drift.drifted), "{:?}", same.verdict);
}

#[test]
fn a_list_counts_once_among_those_with_new_labels() {
    let side = |labels: &str, others: usize| {
        let rows = (0..60).map(|row| if row < 30 { labels.to_owned() } else { "a".repeat(1 + row % others) });
        rows.map(|labels| {
            let labels: Vec<String> = labels.chars().map(String::from).collect();
            format!("{{\"tags\":{labels:?}}}")
        })
        .collect::<Vec<_>>()
    };
    let report = compared(&tables([&side("a", 2), &side("axyz", 2)]));
    let tags = column(&report, "tags");
    let found = tags.categories.as_ref().unwrap();
    assert_eq!((found.new_share, found.vanished_share, found.new_categories), (0.5, 0.0, 3));
    assert!(tags.finding.contains("and 2 more are new, 50\u{202f}% of production"), "{}", tags.finding);
}

#[test]
fn a_profile_says_that_it_has_neither() {
    let profiles = [made_up(5, 60, 70, 0.0), made_up(6, 60, 70, 0.5)].map(|rows| {
        profile_from_json(&profile_to_json(&Profile::of(&read("rows.ndjson", rows.join("\n").as_bytes()))))
    });
    let [reference, production] = profiles.map(Result::unwrap);
    let report = compare_profiles(&reference, &production, &Settings::default());
    for (name, kind, reason) in [
        ("tags", Kind::Tags, "Not tested: lists of labels, which no profile has"),
        ("v", Kind::Vector, "Not tested: vectors, which no profile has"),
    ] {
        let found = column(&report, name);
        assert_eq!((found.kind, found.not_tested.as_deref()), (kind, Some(reason)));
        assert!(!found.drift.tested && found.finding.contains("which no profile has"), "{}", found.finding);
    }
}

#[test]
fn both_kinds_can_be_chosen_and_left() {
    let [reference, production] = case("135-multi-label");
    let with = |name: &str, kind: Kind| {
        let choice = ColumnSettings { kind: Some(kind), ..ColumnSettings::default() };
        let settings = Settings { columns: [(name.to_owned(), choice)].into(), ..Settings::default() };
        column(&compare(&reference, &production, &settings), name).clone()
    };
    // Every list is a category of its own, if someone wants that.
    let as_category = with("tags", Kind::Category);
    assert!(as_category.drift.tested && as_category.categories.unwrap().of.is_none());
    // What holds no list has nothing to compare, and that is no drift.
    for kind in [Kind::Tags, Kind::Vector] {
        let numbers = with("n", kind);
        assert!(!numbers.drift.drifted && numbers.drift.parts.is_empty(), "{:?}", numbers.drift);
    }
}
