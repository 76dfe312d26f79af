//! What is kept of columns gives the bytes of what is computed from the start: of a reference beside other productions, of production beside
//! its periods, and of columns by row.

use driftscope_drift::{
    DescribedColumn, Extent, Kept, KeptReference, KnownColumns, RowWindows, SortedColumns, add_windows, compare,
    describe_all, joint_columns, levelled_columns, time_column,
};
use driftscope_report::{Against, ColumnSettings, PeriodChoice, Preset, Settings, Windowing};
use driftscope_table::{PeriodRows, Table};

use crate::common::{case, column, flights, table};

/// What is kept of a reference.
fn with(reference: &mut KeptReference) -> Kept<'_> {
    Kept { reference: Some(reference), ..Kept::default() }
}

fn text(described: &[DescribedColumn]) -> String {
    serde_json::to_string(described).unwrap()
}

/// Every second row, or every row but these.
fn half(table: &Table, is_first: bool) -> Table {
    let kept: Vec<bool> = (0..table.rows).map(|row| row.is_multiple_of(2) == is_first).collect();
    table.chosen(&kept, String::new())
}

/// How the strings of a reference are read depends on the other side: here it is compared with others in turn.
#[test]
fn a_reference_beside_other_productions() {
    let folder = format!("{}/../../tests/cases", env!("CARGO_MANIFEST_DIR"));
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    let mut tried = 0;
    for name in &names {
        let [reference, production] = case(name);
        let columns = reference.columns.iter().map(|column| {
            (column.name.clone(), ColumnSettings { words_are_labels: true, ..ColumnSettings::default() })
        });
        let as_labels = Settings { columns: columns.collect(), preset: Preset::Psi, ..Settings::default() };
        let mut kept = KeptReference::default();
        let others = [&production, &reference, &half(&reference, true), &production, &half(&production, false)];
        for (turn, other) in others.into_iter().enumerate() {
            for (settings, extent) in [
                (Settings::default(), Extent::Verdict),
                (as_labels.clone(), Extent::Full),
                (Settings::default(), Extent::Full),
            ] {
                let sides = [&reference, other];
                let found =
                    KnownColumns::default().describe(sides, &settings, extent, None, with(&mut kept), |_, _| {});
                let expected = describe_all(&reference, other, &settings, extent, |_, _| {});
                assert_eq!(text(&found), text(&expected), "{name}, turn {turn}");
                tried += found.len();
            }
        }
    }
    assert!(names.len() > 20 && tried > 1_000, "{tried}");
}

/// What a comma is for follows from the other side: `1,234` is 1234 or 1.234.
#[test]
fn numbers_that_the_other_side_reads_otherwise() {
    let lines = |texts: &[&str]| {
        let line = |place: usize| format!("{{\"x\":\"{}\"}}\n", texts[place % texts.len()]);
        table(&(0..200).map(line).collect::<String>())
    };
    let reference = lines(&["1,234", "2,345", "3,456", "4,567"]);
    let others = [lines(&["1,234.5", "2,345.25", "3,456.75"]), lines(&["1,5", "2,25", "0,75"])];
    let mut kept = KeptReference::default();
    let settings = Settings::default();
    let means = [0, 1, 0].map(|other: usize| {
        let sides = [&reference, &others[other]];
        let found = KnownColumns::default().describe(sides, &settings, Extent::Full, None, with(&mut kept), |_, _| {});
        let expected = describe_all(sides[0], sides[1], &settings, Extent::Full, |_, _| {});
        assert_eq!(text(&found), text(&expected));
        column(&compare(sides[0], sides[1], &settings), "x").reference.mean.unwrap()
    });
    assert_eq!(means, [2900.5, 2.9005, 2900.5]);
}

/// Columns as levels and by row, asked for again and again.
#[test]
fn columns_by_row_are_kept() {
    let [reference, production] = flights();
    let tables = [&reference, &production];
    let settings = Settings::default();
    let mut known = KnownColumns::default();
    let described = known.describe(tables, &settings, Extent::Full, None, Kept::default(), |_, _| {});
    let time = time_column(&described, &settings);
    assert!(time.is_some());
    let (time, level) = (time.as_deref(), levelled_columns(&described, &reference, &production));
    for (time, segment) in [(time, None), (time, Some("input.carrier")), (None, None), (time, Some("input.origin"))] {
        let joint = joint_columns(&described, &reference, &production, time, segment);
        assert_eq!(known.joint(&described, tables, [time, segment]), joint, "{time:?} {segment:?}");
        assert_eq!(known.levels(&described, tables), level);
    }
}

/// Columns described some at a time, under other settings first, and then all of them.
#[test]
fn columns_described_ahead() {
    let [reference, production] = flights();
    let tables = [&reference, &production];
    let windows = RowWindows::of(tables, [Some("timestamp"), None], Windowing::Auto);
    assert!(windows.is_some());
    let names: Vec<String> = production.columns.iter().map(|column| column.name.clone()).collect();
    let settings = Settings { preset: Preset::Psi, ..Settings::default() };
    let mut known = KnownColumns::default();
    for (settings, windows, names) in [
        (&Settings::default(), windows.as_ref(), &names[..4]),
        (&settings, None, &names[2..9]),
        (&settings, windows.as_ref(), &names[5..]),
        (&settings, windows.as_ref(), &["no such column".to_owned()][..]),
    ] {
        known.describe_ahead(tables, settings, windows, Kept::default(), names);
    }
    let found = known.describe(tables, &settings, Extent::Full, windows.as_ref(), Kept::default(), |_, _| {});
    let mut expected = describe_all(&reference, &production, &settings, Extent::Full, |_, _| {});
    add_windows(&mut expected, &reference, &production, &windows.unwrap());
    assert_eq!(text(&found), text(&expected));
}

/// Production's columns sorted once, beside rows of a period that are sorted by themselves.
#[test]
fn rows_of_sorted_columns() {
    let lines = |shift: usize| {
        let line = |row: usize| {
            let (day, whole, fraction) = (1 + row / 40, row * 7919 % 90 + shift, (row * 104_729 % 1_000) as f64 / 7.0);
            let sparse = if row.is_multiple_of(3) { "null".to_owned() } else { format!("{}", -(fraction as i64)) };
            let mixed = if row == 5 { "\"unknown\"".to_owned() } else { whole.to_string() };
            format!(
                "{{\"at\":\"2026-01-{day:02}T00:00:00Z\",\"whole\":{whole},\"fraction\":{fraction},\"sparse\":{sparse},\"mixed\":{mixed}}}\n"
            )
        };
        table(&(0..1_000).map(line).collect::<String>())
    };
    let [reference, production] = [lines(0), lines(9)];
    let mut sorted = SortedColumns::default();
    production.columns.iter().for_each(|column| sorted.keep(column));
    for (words, against) in [
        ("2026-01-03..2026-01-20", Against::Reference),
        ("2026-01-03..2026-01-20", Against::Rest),
        ("2026-01-10..2026-01-16", Against::Before),
        // So few rows that they are sorted by themselves.
        ("2026-01-10..2026-01-11", Against::Reference),
    ] {
        let period = PeriodChoice { against, column: Some("at".to_owned()), ..words.parse().unwrap() };
        let tables = [&reference, &production];
        let rows = PeriodRows::of(tables.map(|table| table.column("at")), &period).unwrap();
        sorted.choose(Some(&rows));
        let sides = rows.select(tables);
        let settings = Settings { period: Some(period.clone()), ..Settings::default() };
        for extent in [Extent::Verdict, Extent::Full] {
            let kept = Kept { sorted: Some(&sorted), ..Kept::default() };
            let found =
                KnownColumns::default().describe([&sides[0], &sides[1]], &settings, extent, None, kept, |_, _| {});
            let expected = describe_all(&sides[0], &sides[1], &settings, extent, |_, _| {});
            assert_eq!(text(&found), text(&expected), "{words} {against:?}");
        }
        // Other rows would have other numbers.
        sorted.choose(Some(&PeriodRows {
            codes: rows.codes.clone().map(|codes| codes.into_iter().rev().collect()),
            ..rows
        }));
        let kept = Kept { sorted: Some(&sorted), ..Kept::default() };
        let other =
            KnownColumns::default().describe([&sides[0], &sides[1]], &settings, Extent::Verdict, None, kept, |_, _| {});
        let expected = describe_all(&sides[0], &sides[1], &settings, Extent::Verdict, |_, _| {});
        assert_eq!(text(&other) != text(&expected), words != "2026-01-10..2026-01-11", "{words} {against:?}");
    }
}
