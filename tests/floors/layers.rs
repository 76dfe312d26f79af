//! Which crate depends on which, and what none of the engine's crates may name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The crates from the top down, each with all that it depends on.
const DEPENDENCIES: [(&str, &[&str], &[&str]); 11] = [
    ("charts", &["present", "report"], &["libm", "plotters", "plotters-backend"]),
    ("session", &["decide", "drift", "present", "redact", "report", "table"], &["serde", "serde_json", "thiserror"]),
    ("drift", &["decide", "present", "report", "sql", "stats", "table"], &["libm", "serde", "serde_json", "thiserror"]),
    ("redact", &["present", "report"], &["libm"]),
    ("decide", &["present", "report", "stats"], &["libm", "serde_json"]),
    ("table", &["report"], &["flate2", "memchr", "serde", "sha2", "thiserror"]),
    ("present", &["report", "stats"], &["libm", "serde_json"]),
    ("sql", &["report"], &["thiserror"]),
    ("report", &["packing"], &["serde", "serde_json", "sha2"]),
    ("stats", &[], &["libm", "statrs"]),
    ("packing", &[], &["serde_json"]),
];

/// What reaches a clock, a file, a network, a thread, another process or a browser.
const OUTSIDE: [&str; 10] = [
    "std::time",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "println!",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry of a folder").path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The lines of code of every file below a folder, each with its place. Tests at the end of a file and comments are left out.
fn code(folder: &str) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for path in files(&root().join(folder)) {
        let text = fs::read_to_string(&path).expect("a readable file");
        let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        let place = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        lines.extend(code.lines().filter(is_code).map(|line| (place.clone(), line.to_owned())));
    }
    assert!(lines.len() > 100, "{folder} has no code");
    lines
}

/// The lines below a folder in which one of these words stands.
fn naming(folder: &str, words: &[&str]) -> Vec<(String, String)> {
    let mut lines = code(folder);
    lines.retain(|(_, line)| words.iter().any(|word| line.contains(word)));
    lines
}

/// The names under `[dependencies]` in the manifest of a folder.
fn dependencies(folder: &str) -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let names = lines.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split(['.', ' ', '=']).next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[test]
fn crates_depend_on_lower_ones_alone() {
    for (place, (name, own, foreign)) in DEPENDENCIES.iter().enumerate() {
        let listed =
            own.iter().map(|own| format!("driftscope-{own}")).chain(foreign.iter().map(|&name| name.to_owned()));
        assert_eq!(dependencies(&format!("crates/{name}")), listed.collect(), "{name}");
        let lower: Vec<&str> = DEPENDENCIES[place + 1..].iter().map(|(lower, ..)| *lower).collect();
        assert!(own.iter().all(|own| lower.contains(own)), "{name} depends on a crate above it");
    }
}

#[test]
fn xtask_links_no_crate() {
    let own = |name: &String| name.starts_with("driftscope-") && name != "driftscope-browser";
    assert_eq!(dependencies("xtask").into_iter().find(own), None);
    assert!(dependencies("tests/browser").iter().all(|name| !name.starts_with("driftscope")));
}

#[test]
fn the_engine_asks_for_no_clock_file_network_or_browser() {
    for (name, ..) in DEPENDENCIES {
        let found = naming(&format!("crates/{name}/src"), &OUTSIDE);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
    // What is looked for is found where it is.
    assert!(!naming("crates/cli/src", &["std::fs"]).is_empty());
}

#[test]
fn views_see_no_rows() {
    // Of tables, views know the words for times and for a split of one log, and nothing else.
    let known = ["typing::{format_datetime, parse_datetime}", "SplitChoices", "TimeChoice", "ValueChoice"];
    for folder in ["src/views", "src/controls"] {
        for (place, line) in naming(folder, &["driftscope_table", "driftscope_drift", "driftscope_stats"]) {
            let imported = line.trim().trim_start_matches("use driftscope_table::").trim_end_matches(';');
            let names = if known.contains(&imported) {
                vec![imported]
            } else {
                imported.trim_matches(['{', '}']).split(", ").collect()
            };
            assert!(names.iter().all(|name| known.contains(name)), "{place}: {line}");
        }
    }
    assert!(naming("src", &["driftscope_stats"]).is_empty(), "the page computes statistics");
}

#[test]
fn words_hold_no_markup_outside_of_exports() {
    let is_export = |place: &String| place.contains("/export/");
    // An element, the end of one, or the beginning of a terminal's code.
    let is_tag = |rest: &str| rest.starts_with(|letter: char| letter == '/' || letter.is_ascii_alphabetic());
    let is_markup = |line: &str| {
        let mut texts = line.split('"').skip(1).step_by(2);
        line.contains("\\u{1b}") || line.contains("\\x1b") || texts.any(|text| text.split('<').skip(1).any(is_tag))
    };
    let mut found = code("crates/present/src");
    found.retain(|(_, line)| is_markup(line));
    let (exports, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(place, _)| is_export(place));
    assert!(others.is_empty(), "{others:?}");
    assert!(!exports.is_empty(), "the summary of a shared page is HTML");
}

#[test]
fn no_element_has_a_style_attribute() {
    let found: Vec<_> = ["src/views", "src/controls", "src/browser"]
        .iter()
        .flat_map(|folder| naming(folder, &[" style=", "\"style\""]))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_structure_of_the_report_is_redacted_field_by_field() {
    // These only look at fields; the redaction of the whole structure is elsewhere.
    let looks = ["let Histogram {", "let Report {", "let Self {"];
    let passes_over = |line: &str| line.contains(", .. }") || line.trim() == "..";
    let found: Vec<_> = code("crates/redact/src")
        .into_iter()
        .filter(|(_, line)| passes_over(line) && !looks.iter().any(|look| line.trim().starts_with(look)))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}
