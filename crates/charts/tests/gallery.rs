//! Draws the example charts and compares them with the kept ones under `tests/gallery/`.
//!
//! After an intended change, run the test with `DRIFTSCOPE_UPDATE_GALLERY=1`, open `tests/gallery/index.html` and look
//! at every picture before it is kept.

#![allow(clippy::unwrap_used, reason = "a test ends where something unexpected is found, in its helpers too")]

mod examples;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use driftscope_charts::{Theme, heat_map, miniature, svg};
use driftscope_report::{
    ColumnReport, ColumnWindows, Drift, Report, Since, SinceColumn, Window, WindowChange, WindowedCounts, Windowing,
    Windows,
};
use examples::{charts, columns};

#[test]
fn every_example_is_drawn_as_kept() {
    let mut differing = Vec::new();
    let mut pictures: Vec<(String, String, bool)> =
        charts::all().iter().map(|example| (example.name.to_owned(), example.svg(), example.dark)).collect();
    pictures.push(("miniatures".to_owned(), miniatures(&Theme::light()), false));
    pictures.push(("miniatures-dark".to_owned(), miniatures(&Theme::dark()), true));
    pictures.push(("heat-map".to_owned(), heat_map_of_days(&Theme::light()), false));
    pictures.push(("heat-map-dark".to_owned(), heat_map_of_days(&Theme::dark()), true));
    for (name, svg, _) in &pictures {
        compare(&format!("{name}.svg"), svg, &mut differing);
    }
    compare("index.html", &index(&pictures), &mut differing);
    differing.extend(strangers(&pictures));
    assert!(differing.is_empty(), "look at the pictures and keep them with DRIFTSCOPE_UPDATE_GALLERY=1: {differing:?}");
}

/// Files in the folder that no example draws any more.
fn strangers(pictures: &[(String, String, bool)]) -> Vec<String> {
    let known = |file: &str| file == "index.html" || pictures.iter().any(|(name, _, _)| file == format!("{name}.svg"));
    let files = fs::read_dir(folder()).into_iter().flatten().flatten();
    let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !known(name));
    names.sort();
    names
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery")
}

fn compare(file: &str, content: &str, differing: &mut Vec<String>) {
    let path = folder().join(file);
    if std::env::var_os("DRIFTSCOPE_UPDATE_GALLERY").is_some() {
        fs::create_dir_all(folder()).unwrap();
        fs::write(path, content).unwrap();
    } else if fs::read_to_string(path).ok().as_deref() != Some(content) {
        differing.push(file.to_owned());
    }
}

/// All small pictures, as a table has them.
fn miniatures(theme: &Theme) -> String {
    let columns: Vec<ColumnReport> = vec![
        columns::temperature(),
        columns::latency(),
        columns::wind_speed(),
        columns::residual(),
        columns::rain(),
        columns::hour(),
        columns::constant(),
        columns::lost(),
        columns::scheduled(),
        columns::rent(),
        columns::late(),
        columns::carrier(),
        columns::destinations(),
    ];
    let (width, height, row) = (132.0, 26.0, 40.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"360\" height=\"{0}\" viewBox=\"0 0 360 {0}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n<rect width=\"360\" height=\"{0}\" fill=\"{1}\"/>\n",
        columns.len() as f64 * row + 8.0,
        theme.panel.css()
    );
    for (place, column) in columns.iter().enumerate() {
        let top = place as f64 * row + 10.0;
        let small = miniature::of(column, width, height);
        let _ =
            writeln!(svg, "<text x=\"12\" y=\"{}\" fill=\"{}\">{}</text>", top + 18.0, theme.ink.css(), column.name);
        let _ = writeln!(svg, "<g transform=\"translate(200 {top})\" fill=\"none\">");
        for (path, paint) in [
            (&small.separator_path, format!("stroke=\"{}\"", theme.line.css())),
            (&small.reference_path, format!("fill=\"{}\"", theme.reference_fill.css())),
            (&small.missing_reference_path, format!("fill=\"{}\"", theme.reference_fill.css())),
            (&small.baseline_path, format!("stroke=\"{}\" stroke-width=\"0.8\"", theme.line.css())),
            (&small.production_path, format!("stroke=\"{}\" stroke-width=\"1.4\"", theme.production.css())),
            (&small.missing_production_path, format!("stroke=\"{}\" stroke-width=\"1.4\"", theme.production.css())),
        ] {
            if !path.is_empty() {
                let _ = writeln!(svg, "<path d=\"{path}\" {paint}/>");
            }
        }
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

/// Five columns by 20 days of the reference and 30 of production: one that changed on its tenth day, one that has always differed, one
/// with windows of few rows, one with a long name, and one without windows, which is left out.
fn heat_map_of_days(theme: &Theme) -> String {
    let days = |month: u32, count: u32| -> Vec<Window> {
        let window = |day: u32| Window {
            start: format!("2026-{month:02}-{day:02}"),
            rows: 150 + u64::from(day * 37 % 100),
            partial: false,
        };
        (1..=count).map(window).collect()
    };
    let windows = Windows {
        column: "at".to_owned(),
        unit: Windowing::Day,
        reference: days(3, 20),
        production: days(4, 30),
        sentence: "By day: 20 windows of about 198 rows in the reference, 30 of about 199 in production".to_owned(),
    };
    let side = |count: usize, effect: &dyn Fn(usize) -> Option<f64>| WindowedCounts {
        counts: (0..count).map(|day| effect(day).map_or_else(Vec::new, |_| vec![100])).collect(),
        effect: (0..count).map(effect).collect(),
        ..WindowedCounts::default()
    };
    let column = |name: &str, drifted: bool, effect: &dyn Fn(usize) -> Option<f64>| ColumnReport {
        name: name.to_owned(),
        drift: Drift { drifted, ..Drift::default() },
        windows: Some(ColumnWindows {
            reference: side(20, &|day| Some((day * 7 % 5) as f64 * 0.02)),
            production: side(30, effect),
            change: drifted.then_some(WindowChange { p_value: 0.001, start: 9, low: 7, high: 11 }),
            ..ColumnWindows::default()
        }),
        ..ColumnReport::default()
    };
    let columns = vec![
        column("amount", true, &|day| Some(if day < 9 { 0.03 } else { 0.02 * day as f64 })),
        column("temperature", false, &|day| Some(0.41 + day as f64 * 0.01)),
        column("rare", false, &|day| (day % 4 != 1).then_some(0.12)),
        column("a.name.that.is.longer.than.its.place.allows", false, &|_| Some(0.01)),
        ColumnReport { name: "without".to_owned(), ..ColumnReport::default() },
    ];
    let changed = SinceColumn { name: "amount".to_owned(), ..SinceColumn::default() };
    let sentence = "amount changed about 2026-04-10 (2026-04-08 to 2026-04-12)".to_owned();
    let since = Since { sentence, columns: vec![changed], ..Since::default() };
    let report = Report { windows: Some(windows), since: Some(since), columns, ..Report::default() };
    let title = report.since.as_ref().map_or("", |since| &since.sentence);
    let places: Vec<usize> = (0..report.columns.len()).collect();
    svg::draw(heat_map::WIDTH, heat_map::height(4), theme, title, |sheet| heat_map::draw(sheet, &report, &places))
        .unwrap()
}

/// A page of all pictures.
fn index(pictures: &[(String, String, bool)]) -> String {
    let (light, dark) = (Theme::light(), Theme::dark());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Driftscope charts</title>\n<style>body{{margin:0;padding:16px;background:{};font:13px system-ui,sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}}figure{{margin:0;padding:12px;border-radius:8px;background:{};color:{}}}figure.dark{{background:{};color:{}}}figcaption{{margin-bottom:8px}}img{{display:block;max-width:100%}}</style>\n",
        light.ground.css(),
        light.panel.css(),
        light.dim.css(),
        dark.panel.css(),
        dark.dim.css(),
    );
    for (name, _, dark) in pictures {
        let class = if *dark { " class=\"dark\"" } else { "" };
        let _ = writeln!(
            page,
            "<figure{class}><figcaption>{name}</figcaption><img src=\"{name}.svg\" alt=\"{name}\"></figure>"
        );
    }
    page
}

#[test]
fn widths_are_estimated_generously() {
    // The advance widths of DejaVu Sans, added up by hand for a few words.
    assert!((svg::text_width("Median", 1000.0) - (863.0 + 615.0 + 635.0 + 278.0 + 613.0 + 634.0)).abs() < 1e-6);
}
