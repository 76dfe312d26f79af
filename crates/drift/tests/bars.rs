//! The rows of every bar of every chart are as many as the chart shows, and rows at random differ in nothing.

use driftscope_drift::{Extent, assemble, compare, describe_all, rows_in_bar};
use driftscope_present::differing::{Differing, differing};
use driftscope_report::{Bar, BarValues, ColumnReport, ColumnSettings, Kind, Presence, Settings};
use driftscope_table::{ReadOptions, Table, TableReader};

/// Every bar of a column's chart with production's rows in it.
fn bars(column: &ColumnReport) -> Vec<(BarValues, u64)> {
    let histogram = column.histogram.iter().flat_map(|histogram| {
        let last = histogram.production.len() - 1;
        let bars = histogram.edges.windows(2).zip(&histogram.production).enumerate();
        bars.map(move |(place, (edges, count))| {
            (BarValues::Between { from: edges[0], to: edges[1], is_last: place == last }, *count)
        })
    });
    let labels = column.categories.iter().flat_map(|listed| listed.labels.iter().zip(&listed.production));
    histogram.chain(labels.map(|(label, count)| (BarValues::Label(label.clone()), *count))).collect()
}

/// Counts the rows of every bar, and returns how many bars there were.
fn check(tables: &[Table; 2], settings: &Settings) -> usize {
    let report = compare(&tables[0], &tables[1], settings);
    let mut checked = 0;
    for column in &report.columns {
        let are_labels = settings.columns.get(&column.name).is_some_and(|choice| choice.words_are_labels);
        let rows_in = |bar: &Bar| {
            let rows = rows_in_bar(bar, tables.each_ref().map(|table| table.column(&column.name)), are_labels);
            rows.iter().filter(|is_in| **is_in).count() as u64
        };
        let missing = Bar { column: column.name.clone(), kind: column.kind, values: BarValues::Missing };
        if column.presence == Presence::Both {
            assert_eq!(rows_in(&missing), column.production.missing, "{missing:?}");
        }
        if !matches!(column.kind, Kind::Numeric | Kind::Datetime | Kind::Category | Kind::Boolean) {
            continue;
        }
        for (values, count) in bars(column) {
            let bar = Bar { column: column.name.clone(), kind: column.kind, values };
            assert_eq!(rows_in(&bar), count, "{bar:?}");
            checked += 1;
        }
    }
    checked
}

#[test]
fn the_bars_of_the_flights_hold_the_rows_that_they_show() {
    assert!(check(&crate::common::flights(), &Settings::default()) > 300);
    // Numbers as categories.
    let choice = ColumnSettings { kind: Some(Kind::Category), ..ColumnSettings::default() };
    let columns = ["input.temp", "input.hour"].map(|name| (name.to_owned(), choice.clone())).into();
    assert!(check(&crate::common::flights(), &Settings { columns, ..Settings::default() }) > 200);
}

#[test]
fn so_do_those_of_values_written_in_other_ways() {
    let read = |rows: &[&str]| {
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file("log.csv");
        reader.feed(b"size;ok;when;code\n");
        for _ in 0..20 {
            rows.iter().for_each(|row| reader.feed(format!("{row}\n").as_bytes()));
        }
        reader.finish().unwrap()
    };
    let tables = [
        read(&["1,5 kg;yes;03/04/2024;NA", "2,5 kg;no;13/04/2024;A", ";yes;;B"]),
        read(&["3,5 kg;no;05/04/2024;A", "2,5 kg;;06/04/2024;NA", "-1,5 kg;no;07/04/2024;NA"]),
    ];
    let choice = ColumnSettings { words_are_labels: true, kind: Some(Kind::Category), ..ColumnSettings::default() };
    let settings = Settings { columns: [("code".to_owned(), choice)].into(), ..Settings::default() };
    for settings in [Settings::default(), settings] {
        assert!(check(&tables, &settings) > 6);
    }
}

/// Data sets of rows at random for each size of a bar, and of these the most in which anything may be listed: 1 % is allowed, which is at most 6 in
/// 99 of 100 runs.
const RANDOM: u64 = 200;
const MOST_LISTED: usize = 6;

/// Independent columns of several kinds, but for `late`, which follows `delay`; this share of the rows is marked at random.
fn log(seed: u64, share: f64) -> Table {
    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("log.csv");
    reader.feed(b"mark,delay,distance,carrier,late,size,code,score\n");
    for _ in 0..1500 {
        let delay = 100.0 * next() * next();
        let late = next() < if delay > 40.0 { 0.8 } else { 0.2 };
        let size = if next() < 0.1 { String::new() } else { (next() * 4.0).floor().to_string() };
        let carrier = ["UA", "B6", "EV", "DL", "WN"][(next() * next() * 5.0) as usize];
        let (mark, code) = (["in", "out"][usize::from(next() > share)], ["x", "y", "z"][(next() * 3.0) as usize]);
        let row = format!("{mark},{delay},{},{carrier},{late},{size},{code},{}\n", 500.0 * next(), next() * next());
        reader.feed(row.as_bytes());
    }
    reader.finish().unwrap()
}

fn listed(table: &Table, column: &str, kind: Kind, values: BarValues) -> Vec<(String, Differing)> {
    let bar = Bar { column: column.to_owned(), kind, values };
    let within = rows_in_bar(&bar, [table.column(column); 2], false);
    let rest: Vec<bool> = within.iter().map(|is_in| !is_in).collect();
    let [rest, within] = [rest, within].map(|kept| table.chosen(&kept, String::new()));
    let settings = Settings::default();
    let described = describe_all(&rest, &within, &settings, Extent::Verdict, |_, _| {});
    let report = assemble(described, &rest, &within, None, &settings);
    let named = |found: Differing| (report.columns[found.place].name.clone(), found);
    differing(&report, &bar).into_iter().map(named).collect()
}

#[test]
fn rows_at_random_differ_in_nothing() {
    // Of 1,500 rows about 23, 150 and 600.
    for share in [0.015, 0.1, 0.4] {
        let of_random = |seed| listed(&log(seed, share), "mark", Kind::Category, BarValues::Label("in".to_owned()));
        let wrong = (1..=RANDOM).map(of_random).filter(|found| !found.is_empty()).count();
        assert!(wrong <= MOST_LISTED, "{wrong} of {RANDOM}, {share}");
    }
}

#[test]
fn what_follows_the_bar_comes_first() {
    for seed in 1..=20 {
        let values = BarValues::Between { from: 50.0, to: 90.0, is_last: false };
        let found = listed(&log(seed, 0.1), "delay", Kind::Numeric, values);
        assert_eq!(found.first().map(|(name, _)| name.as_str()), Some("late"), "{seed}: {found:?}");
        let words = &found[0].1.words;
        assert!(words.starts_with("is ") && words.contains("as frequent, "), "{words}");
    }
}
