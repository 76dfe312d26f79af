//! The first file from which on all differ: by their effects and beyond chance.

use driftscope_decide::decide;
use driftscope_report::{
    ColumnReport, ColumnWindows, Drift, DriftPart, Report, Settings, Window, WindowedCounts, Windowing, Windows,
};

/// A drifted column of two bins by file: the counts and the effect of each of production's files.
fn since(files: &[([u64; 2], f64)]) -> Option<String> {
    let window = |place: usize, rows: u64| Window { start: format!("file{place}"), rows, partial: false };
    let part = DriftPart { p_value: 1e-12, effect: 0.2, low: Some(0.15), high: Some(0.25), ..DriftPart::default() };
    let side = |files: &[([u64; 2], f64)]| WindowedCounts {
        counts: files.iter().map(|(counts, _)| counts.to_vec()).collect(),
        missing: Vec::new(),
        effect: files.iter().map(|(_, effect)| Some(*effect)).collect(),
    };
    let windows =
        ColumnWindows { reference: side(&[([500, 500], 0.0)]), production: side(files), ..ColumnWindows::default() };
    let column = ColumnReport {
        name: "x".to_owned(),
        drift: Drift { parts: vec![part], ..Drift::default() },
        windows: Some(windows),
        ..ColumnReport::default()
    };
    let of = |files: &[([u64; 2], f64)]| {
        files.iter().enumerate().map(|(place, (counts, _))| window(place, counts.iter().sum())).collect()
    };
    let windows = Windows {
        unit: Windowing::File,
        reference: of(&[([500, 500], 0.0)]),
        production: of(files),
        ..Windows::default()
    };
    let mut report = Report { columns: vec![column], windows: Some(windows), ..Report::default() };
    decide(&mut report, &Settings::default());
    report.since.and_then(|since| since.columns.first().map(|column| column.date.clone()))
}

#[test]
fn a_small_file_has_an_effect_by_chance() {
    const MOVED: ([u64; 2], f64) = ([280, 120], 0.17);
    // 23 of 40 against a half: the effect reaches the limit, and chi-square is 0.9.
    assert_eq!(since(&[([23, 17], 0.06), MOVED, MOVED]).as_deref(), Some("file1"));
    assert_eq!(since(&[MOVED, MOVED]).as_deref(), Some("file0"));
    // Beyond chance and below the limit.
    assert_eq!(since(&[([5_300, 4_700], 0.02), MOVED]).as_deref(), Some("file1"));
    assert_eq!(since(&[MOVED, ([200, 200], 0.0)]), None);
}
