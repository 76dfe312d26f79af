//! What no single column shows is found, and nothing is found where there is nothing.

use driftscope_drift::compare;
use driftscope_report::{Report, Settings};
use driftscope_stats::random::Random;
use driftscope_table::Table;

/// Rows of two numbers with a correlation, a third one, a flag and a category that depend on nothing.
fn table(rows: u32, together: f64, seed: u64) -> Table {
    let mut random = Random::new(seed);
    // A sum of twelve is as good as normal.
    let mut normal = move || (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
    let line = |_| {
        let [x, e, z, flag, kind] = [(); 5].map(|()| normal());
        let y = together * x + (1.0 - together * together).sqrt() * e;
        let kind = if kind < -0.5 { "a" } else { "b" };
        let z = if z > 2.0 { "null".to_owned() } else { format!("{z:.3}") };
        format!("{{\"x\":{x:.4},\"y\":{y:.4},\"z\":{z},\"flag\":{},\"kind\":\"{kind}\"}}\n", flag > 0.0)
    };
    crate::common::table(&(0..rows).map(line).collect::<String>())
}

fn compared(reference: &Table, production: &Table) -> Report {
    compare(reference, production, &Settings::default())
}

#[test]
fn a_change_of_correlation_alone_is_found_though_no_column_drifted() {
    let report = compared(&table(2_000, 0.8, 1), &table(2_000, -0.2, 2));
    assert_eq!(report.verdict.drifted_columns, 0);
    let found = report.multivariate.expect("there are rows");
    let classifier = found.classifier.expect("there are features");
    assert!(classifier.told_apart && classifier.auc > 0.7 && classifier.low < classifier.auc, "{classifier:?}");
    let carriers = &classifier.carried_by;
    let mut names: Vec<&str> = carriers.iter().take(2).map(|carrier| carrier.column.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["x", "y"]);
    assert!(carriers.iter().skip(2).all(|carrier| carrier.importance < 0.1 * carriers[1].importance), "{carriers:?}");
    let pair = &found.correlations[0];
    assert_eq!(
        (pair.first.as_str(), pair.second.as_str(), pair.ranks.changed, found.changed_pairs),
        ("x", "y", true, 1)
    );
    assert!((pair.ranks.reference - 0.79).abs() < 0.05 && (pair.ranks.production + 0.2).abs() < 0.07, "{pair:?}");
    let errors = found.reconstruction.expect("there are components");
    assert!(errors.p_value < 1e-6 && errors.production > errors.reference, "{errors:?}");
    assert!(found.finding.contains("No single column drifted"), "{}", found.finding);
}

/// Rows of two numbers of which one is far, and of two categories that are each other's function but for noise.
fn far_and_paired(rows: u32, far_together: f64, turned: u64, seed: u64) -> Table {
    let mut random = Random::new(seed);
    let line = |_| {
        let (x, y) = (random.unit() - 0.5, random.unit() - 0.5);
        // One row in fifty is far in both numbers, on the same side or on any.
        let is_far = random.unit() < 0.02;
        let side = if random.unit() < far_together { x.signum() } else { (random.unit() - 0.5).signum() };
        let (x, y) = if is_far { (x + 8.0 * x.signum(), y + 8.0 * side) } else { (x, y) };
        let land = random.below(4);
        let money = if random.unit() < 0.9 { (land + turned) % 4 } else { random.below(4) };
        let city = random.below(40);
        format!("{{\"x\":{x:.4},\"y\":{y:.4},\"land\":\"l{land}\",\"money\":\"m{money}\",\"city\":\"c{city}\"}}\n")
    };
    crate::common::table(&(0..rows).map(line).collect::<String>())
}

#[test]
fn values_that_go_together_otherwise_than_ranks_are_told_apart() {
    let found = compared(&far_and_paired(3_000, 1.0, 0, 11), &far_and_paired(3_000, 0.0, 0, 12)).multivariate.unwrap();
    let pair = &found.correlations[0];
    let pearson = pair.pearson.as_ref().unwrap();
    assert!(pair.has_changed() && !pair.ranks.changed && pearson.changed, "{pair:?}");
    assert!(pearson.reference > 0.8 && pearson.production.abs() < 0.2 && pair.ranks.reference < 0.2, "{pair:?}");
    assert!(pair.differs.as_deref().unwrap().contains("only Pearson’s correlation changed"), "{pair:?}");
    assert!(found.finding.contains("x and y: Pearson’s correlation"), "{}", found.finding);
    // The categories are as they were, and one correction is over all of them.
    let association = &found.associations[0];
    assert!((association.first.as_str(), association.second.as_str()) == ("land", "money") && !association.changed);
    assert!(association.reference > 0.85 && association.p_adjusted >= association.p_value, "{association:?}");
    assert_eq!((found.pairs, found.changed_pairs), (4, 1));
    assert!(
        found.notes.iter().any(|note| note.contains("at most 7 frequent categories of 1 column")),
        "{:?}",
        found.notes
    );
}

#[test]
fn categories_with_other_partners_have_changed_though_their_association_is_as_strong() {
    let found = compared(&far_and_paired(1_000, 0.0, 0, 13), &far_and_paired(1_000, 0.0, 1, 14)).multivariate.unwrap();
    let pair = &found.associations[0];
    assert!(pair.changed && pair.difference.abs() < 0.05 && pair.size > 1.0, "{pair:?}");
    assert!(pair.low <= pair.difference && pair.difference <= pair.high && pair.high < 0.1, "{pair:?}");
    assert!(found.finding.contains("which categories occur together changed"), "{}", found.finding);
    assert_eq!(found.changed_pairs, 1);
}

#[test]
fn without_drift_nothing_is_found() {
    let found: Vec<_> = (0..20)
        .filter_map(|seed| compared(&table(400, 0.5, 100 + seed), &table(400, 0.5, 900 + seed)).multivariate)
        .collect();
    let covered = found
        .iter()
        .filter_map(|found| found.classifier.as_ref())
        .filter(|classifier| classifier.low <= 0.5 && classifier.high >= 0.5)
        .count();
    // 19 on average, with a standard deviation of 1.
    assert!(found.len() == 20 && covered >= 16, "{covered}");
    assert!(found.iter().map(|found| found.changed_pairs).sum::<u64>() <= 2);
}

#[test]
fn without_drift_one_row_in_a_hundred_is_unusual_and_more_are_rarely_found() {
    let found: Vec<_> = (0..40)
        .filter_map(|seed| compared(&table(600, 0.5, 300 + seed), &table(600, 0.5, 700 + seed)).multivariate?.unusual)
        .collect();
    assert_eq!(found.len(), 40);
    let mean = found.iter().map(|unusual| unusual.production).sum::<f64>() / 40.0;
    // Its standard error is 0.0011.
    assert!((mean - 0.01).abs() < 0.004, "{mean}");
    // One on average.
    assert!(found.iter().filter(|unusual| unusual.more).count() <= 4);
}

#[test]
fn rows_that_are_unusual_together_are_counted_by_column_and_by_day() {
    // In production every tenth row from the third day on has a y that its x does not suggest, and every twentieth an unknown kind.
    let side = |seed: u64, is_odd: bool| {
        let mut random = Random::new(seed);
        let line = |row: usize| {
            let x = random.unit();
            let odd = is_odd && row >= 400;
            let y = if odd && row.is_multiple_of(10) {
                1.0 - 0.9 * libm::round(x)
            } else {
                0.1 + 0.9 * x + 0.05 * random.unit()
            };
            let kind = if odd && row % 20 == 5 { "new" } else { ["a", "b", "c"][row % 3] };
            let (day, id) = (1 + row / 200, row % 200);
            format!(
                "{{\"t\":\"2026-03-0{day}T01:{:02}:{:02}Z\",\"x\":{x:.5},\"y\":{y:.5},\"kind\":\"{kind}\"}}\n",
                id / 60,
                id % 60
            )
        };
        crate::common::table(&(0..1_600).map(line).collect::<String>())
    };
    let settings = Settings { window: driftscope_report::Windowing::Day, ..Settings::default() };
    let report = compare(&side(1, false), &side(2, true), &settings);
    let multivariate = report.multivariate.expect("there are rows");
    let found = multivariate.unusual.expect("there are enough rows");
    assert!(found.more && found.reference_rows == 800 && multivariate.production_rows == 1_600, "{found:?}");
    // 120 rows of y and 60 of kind, and about one in a hundred of the others.
    assert!((found.production - 0.12).abs() < 0.02 && found.reference <= 0.01, "{found:?}");
    assert!(found.low < found.production && found.production < found.high);
    let columns: Vec<&str> = found.columns.iter().take(2).map(|column| column.column.as_str()).collect();
    assert_eq!(columns, ["y", "kind"], "{found:?}");
    assert!((found.columns[1].importance - 0.0375).abs() < 0.004, "{found:?}");
    assert_eq!(found.window_rows, [200; 8]);
    let is_odd: Vec<bool> = found.windows.iter().map(|share| share.is_some_and(|share| share > 0.1)).collect();
    assert_eq!(is_odd, [false, false, true, true, true, true, true, true]);
    assert!(
        multivariate.finding.contains("other values do not suggest, mainly in y, kind"),
        "{}",
        multivariate.finding
    );
}

#[test]
fn the_order_of_rows_does_not_matter_and_few_rows_say_nothing() {
    let [reference, production] = [table(900, 0.5, 5), table(700, 0.1, 6)];
    let found = compared(&reference, &production).multivariate;
    assert!(found.is_some());
    assert_eq!(
        compared(&crate::common::shuffled(&reference), &crate::common::shuffled(&production)).multivariate,
        found
    );
    assert_eq!(compared(&table(99, 0.5, 5), &production).multivariate, None);
}

#[test]
fn many_rows_are_sampled_and_that_is_said() {
    let report = compared(&table(12_000, 0.5, 7), &table(300, 0.5, 8));
    let found = report.multivariate.expect("there are rows");
    assert_eq!((found.reference_rows, found.production_rows), (10_000, 300));
    assert!(found.notes.iter().any(|note| note.contains("fixed seed")), "{:?}", found.notes);
}

#[test]
fn free_text_takes_no_part_and_that_is_said() {
    let texts = |seed: u64| {
        let mut random = Random::new(seed);
        let line = |row: u32| {
            let words: Vec<String> = (0..12).map(|_| format!("word{}", (random.unit() * 300.0) as u32)).collect();
            format!(
                "{{\"x\":{:.4},\"y\":{:.4},\"said\":\"{} {row}\"}}\n",
                random.unit(),
                random.unit(),
                words.join(" ")
            )
        };
        crate::common::table(&(0..400).map(line).collect::<String>())
    };
    let found = compared(&texts(9), &texts(10)).multivariate.expect("there are rows");
    assert_eq!(found.columns, ["x", "y"]);
    assert_eq!(found.notes, ["1 column of free text takes no part in this: words are compared by themselves"]);
}

/// Sixty columns of noise, of which the last one moves.
fn wide(rows: u32, moved: f64, seed: u64) -> Table {
    let mut random = Random::new(seed);
    let line = |_| {
        let fields = (0..60).map(|number| {
            let offset = if number == 59 { moved } else { 0.0 };
            format!("\"c{number:02}\": {:.4}", random.unit() + offset)
        });
        format!("{{{}}}\n", fields.collect::<Vec<_>>().join(", "))
    };
    crate::common::table(&(0..rows).map(line).collect::<String>())
}

#[test]
fn of_many_columns_those_that_drifted_are_looked_at() {
    let report = compared(&wide(600, 0.0, 1), &wide(600, 1.0, 1));
    let found = report.multivariate.expect("there are rows");
    assert_eq!((found.columns.len(), found.columns.last().map(String::as_str)), (50, Some("c59")));
    let first = "Only 50 of 60 columns were used: the one that drifted and the first 49 of the others";
    assert_eq!(found.notes[0], first);
    let classifier = found.classifier.expect("there are features");
    assert!(classifier.told_apart, "{classifier:?}");
    assert_eq!(classifier.carried_by[0].column, "c59", "{classifier:?}");
    let undrifted = wide(600, 0.0, 1);
    let report = compared(&undrifted, &undrifted);
    let found = report.multivariate.expect("there are rows");
    assert!(found.notes[0].starts_with("Only 50 of 60 columns were used: the first ones"), "{:?}", found.notes);
}
