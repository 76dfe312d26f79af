//! Made-up data sets in which every name, label and extreme is a marker that can be searched for.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use std::fmt::Write as _;

use driftscope_drift::compare;
use driftscope_report::{
    Acknowledged, Beside, BesideColumn, BesideMetric, ColumnSettings, NotedFinding, Notes, Report, Role, Settings,
    Split, Windowing,
};
use driftscope_table::{ReadOptions, Table, TableReader, split};

/// Every text of the data begins with it, and none of a report of its own.
pub(crate) const MARKER: &str = "zq";

/// The smallest and the largest number of each side, which differ from all others by far.
pub(crate) const EXTREMES: [f64; 4] = [-734_512.5, 918_273.25, -634_517.5, 818_279.75];

/// The longest latency.
pub(crate) const LONGEST: f64 = 5_177_654.125;

/// A linear congruential generator; the tests need variety, not quality.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// What the columns are for.
const ROLES: [(&str, Option<Role>); 13] = [
    ("time", Some(Role::Time)),
    ("target", Some(Role::Target)),
    ("prediction", Some(Role::Prediction)),
    ("confidence", Some(Role::Confidence)),
    ("latency", Some(Role::Latency)),
    ("status", Some(Role::Status)),
    ("version", Some(Role::Version)),
    ("number", None),
    ("city", None),
    ("note", None),
    ("id", Some(Role::Identifier)),
    ("weight", None),
    ("tags", None),
];

fn name(seed: u64, word: &str) -> String {
    format!("{MARKER}{seed}.{word}{MARKER}")
}

fn row(text: &mut String, seed: u64, side: usize, place: usize, rows: usize, random: &mut Random) {
    let mut draw = |bound: u64| random.below(bound);
    let day = 1 + place * 28 / rows;
    let truth = draw(3) == 0;
    let answer = truth != (draw(8) == 0);
    let label = |is: bool| format!("{MARKER}{}", if is { "late" } else { "early" });
    let number = match place {
        7 => EXTREMES[2 * side],
        8 => EXTREMES[2 * side + 1],
        _ => draw(1_000) as f64 / 4.0 + side as f64 * 60.0,
    };
    // Rare labels, among them some that only one side has.
    let city = match draw(60) {
        0 => format!("{MARKER}rare{}", draw(6) + side as u64),
        at => format!("{MARKER}city{}", at % (4 + side as u64)),
    };
    let words = ["red", "blue", "green", "loud", "quiet"].map(|word| format!("{MARKER}{word}"));
    let note: Vec<&str> = (0..3 + draw(4)).map(|_| words[(draw(5) as usize).min(4 - side)].as_str()).collect();
    let missing = draw(200) == 0 && place > 20;
    let cells = [
        format!("\"2024-0{}-{day:02}T{:02}:{:02}:17Z\"", 3 + side, draw(24), draw(60)),
        if draw(40) == 0 { "null".to_owned() } else { format!("\"{}\"", label(truth)) },
        format!("\"{}\"", label(answer)),
        format!("{}", 0.5 + draw(500) as f64 / 1_000.0),
        format!("{}", if place == 11 { LONGEST } else { 10.0 + draw(900) as f64 / 10.0 }),
        format!("{}", if draw(50) == 0 { 503 } else { 200 }),
        format!("\"{MARKER}v{}\"", draw(2) + side as u64),
        if missing { "null".to_owned() } else { number.to_string() },
        if draw(300) == 0 { format!("\"{MARKER}none\"") } else { format!("\"{city}\"") },
        format!("\"{}\"", note.join(" ")),
        format!("\"{MARKER}ID-{seed}-{side}-{place}\""),
        format!("\"{} {MARKER}kg\"", 50 + draw(40)),
        format!("[\"{MARKER}tag{}\"{}]", draw(5), format!(",\"{MARKER}more{}\"", draw(40)).repeat(place % 3)),
    ];
    let fields: Vec<String> =
        ROLES.iter().zip(cells).map(|((word, _), cell)| format!("\"{}\":{cell}", name(seed, word))).collect();
    _ = writeln!(text, "{{{}}}", fields.join(","));
    if place == 20 {
        _ = writeln!(text, "{{\"{MARKER}broken\": {MARKER}");
    }
}

fn table(seed: u64, side: usize, rows: usize) -> Table {
    let mut random = Random::new(seed * 2 + side as u64 + 1);
    let mut text = String::new();
    (0..rows).for_each(|place| row(&mut text, seed, side, place, rows, &mut random));
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file(&format!("{MARKER}{seed}-file{side}.ndjson"));
    reader.feed(text.as_bytes());
    reader.end_file("ab".repeat(32));
    reader.finish().unwrap()
}

/// The report of a made-up data set, with notes.
pub(crate) fn report(seed: u64) -> Report {
    let note = || format!("{MARKER} wrote this");
    let findings = [(NotedFinding::Since, note()), (NotedFinding::Model, note())].into();
    let notes = Notes { title: note(), summary: note(), columns: [(name(seed, "city"), note())].into(), findings };
    Report { notes: Some(notes), beside: Some(beside(seed)), ..compared(seed) }
}

/// What another tool says of it: of a column that is there, and of one that is not.
fn beside(seed: u64) -> Beside {
    let column = |word: &str, method: String| BesideColumn {
        name: name(seed, word),
        method,
        score: Some(0.123_456_789),
        threshold: Some(0.1),
        drifted: Some(true),
    };
    Beside {
        tool: "Evidently".to_owned(),
        file: format!("{MARKER}-evidently.json"),
        tested_columns: 2,
        drifted_columns: 2,
        rows: Some(7),
        columns: vec![column("city", "PSI".to_owned()), column("gone", format!("{MARKER} test"))],
        metrics: vec![BesideMetric { id: "accuracy".to_owned(), production: 0.123_456_789, reference: Some(0.5) }],
        ..Beside::default()
    }
}

/// The report of a made-up data set. Every fourth one is a log that was split by a label.
fn compared(seed: u64) -> Report {
    let rows = 150 + (seed as usize % 7) * 40;
    let known = Acknowledged { note: format!("{MARKER} knows"), effect: (seed % 2 == 1).then_some(0.123_456_789) };
    let choice = |role: &Option<Role>| ColumnSettings {
        role: *role,
        acknowledged: Some(known.clone()),
        ..ColumnSettings::default()
    };
    let mut settings = Settings {
        segment: Some(name(seed, "city")),
        find_segments: true,
        window: [Windowing::Week, Windowing::Rows, Windowing::Day][seed as usize % 3],
        positive: Some(format!("{MARKER}late")),
        columns: ROLES.iter().map(|(word, role)| (name(seed, word), choice(role))).collect(),
        ..Settings::default()
    };
    let [reference, production] = [0, 1].map(|side| table(seed, side, rows));
    if seed.is_multiple_of(4) {
        let by = Split::Value {
            column: name(seed, "city"),
            reference: vec![format!("{MARKER}city1"), format!("{MARKER}city2")],
        };
        settings.split = Some(by.clone());
        let [reference, production] = split(&reference, &by).unwrap();
        return compare(&reference, &production, &settings);
    }
    compare(&reference, &production, &settings)
}
