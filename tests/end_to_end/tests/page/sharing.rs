//! The page that carries a report.

mod copying;
mod element;
mod embedding;
mod locking;
mod redacting;
mod verifying;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, packed, prepared, unpacked};
use driftscope_report::{Build, Report, carried_json, from_json, sealed_json};
use serde_json::Value;

/// The slots of a page: the summary for readers without scripts, and the report.
const SLOTS: [[&str; 2]; 2] = [
    [r#"<noscript id="driftscope-summary">"#, "</noscript>"],
    [r#"<script type="text/plain" id="driftscope-report">"#, "</script>"],
];

/// The page around its slots, and what is in them.
fn parts(page: &str) -> (Vec<&str>, [&str; 2]) {
    let (mut around, mut rest) = (Vec::new(), page);
    let slots = SLOTS.map(|[begin, end]| {
        let (before, inner) = rest.split_once(begin).expect("the page has the slot");
        let (slot, after) = inner.split_once(end).expect("the slot ends");
        around.push(before);
        rest = after;
        slot
    });
    around.push(rest);
    (around, slots)
}

/// The JSON of the report in a page.
fn json(page: &str) -> String {
    carried_json(page).expect("the page carries a report").expect("the report is whole")
}

/// The shared page of the flight logs, and the verdict of the page that saved it.
fn shared(window: &Window) -> Result<(String, String), BrowserError> {
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    // A page is saved once the report is complete, which can add to the verdict.
    Ok((page, window.verdict()?))
}

#[test]
fn a_shared_page_opens_by_itself_with_the_same_verdict_and_columns() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let (page, verdict) = shared(&window)?;
    let columns = window.attributes("[data-testid=column-row]", "data-column")?;
    window.assert_clean()?;
    let path = window.files.write("a page & its report.html", &page)?;

    let other = Window::open_file(&path)?;
    assert_eq!(other.verdict()?, verdict);
    assert_eq!(other.attributes("[data-testid=column-row]", "data-column")?, columns);
    other.session.click("[data-testid=tab-columns]")?;
    other.session.click("[data-testid=column-row][data-column='input.temp']")?;
    other.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    let elsewhere = std::fs::read_to_string(other.save_shared_page()?).expect("a download can be read");
    other.assert_clean()?;

    // A page opens where it was saved, with the column open and the note in reach; the same place is the same page.
    let path = window.files.write("elsewhere.html", &elsewhere)?;
    let third = Window::open_file(&path)?;
    third.session.wait_for("[data-testid=view-columns]:not([hidden]) [data-testid=column-detail]", PATIENCE)?;
    assert_eq!(third.texts("[data-testid=opens-at]")?, Vec::<String>::new());
    third.session.click("[data-testid=tab-overview]")?;
    let again = std::fs::read_to_string(third.save_shared_page()?).expect("a download can be read");
    assert!(again == page, "a shared page saves itself unchanged");
    third.assert_clean()
}

#[test]
fn a_report_of_evidently_that_is_dropped_stands_beside_ours_and_in_the_shared_page() -> Result<(), BrowserError> {
    let evidently = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/evidently/flights-0.7.json");
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    // The metrics of the model and the date in the verdict come a moment later.
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let verdict = window.verdict()?;
    // Chromium reads no file by a path with `..` in it.
    window.drop_files(&[&std::fs::canonicalize(evidently).expect("the file is in the repository")])?;
    window.session.wait_for("[data-testid=beside]", PATIENCE)?;
    let text = window.session.text("[data-testid=beside]")?;
    assert!(text.contains("Evidently: 7 of 16 columns drifted; Driftscope agrees on 10 of the 15"), "{text}");
    assert!(text.contains("Accuracy") && text.contains("prediction.confidence"), "{text}");
    assert_eq!(window.verdict()?, verdict, "the files stay as they were");
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    let report = from_json(&json(&page)).expect("a report");
    assert_eq!(report.beside.map(|beside| beside.columns.len()), Some(16));
    window.assert_clean()?;

    let other = Window::open_file(&window.files.write("beside.html", &page)?)?;
    assert_eq!(other.session.text("[data-testid=beside]")?, text);
    other.session.click("[data-testid=tab-columns]")?;
    other.session.click("[data-testid=column-row][data-column='input.temp']")?;
    other.session.wait_for("[data-testid=beside-row]", PATIENCE)?;
    let row = other.session.text("[data-testid=beside-row]")?;
    assert!(row.contains("Report of Evidently") && row.contains("Wasserstein distance (normed)"), "{row}");
    other.assert_clean()
}

#[test]
fn a_report_that_is_dropped_on_another_one_says_what_changed() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let (page, later) = shared(&window)?;
    let path = window.files.write("later.html", &page)?;
    let logs = Logs::full();

    let other = Window::open()?;
    other.choose_logs(&Logs { production: logs.reference.clone(), ..logs })?;
    let earlier = other.verdict()?;
    other.drop_files(&[&path])?;
    other.session.wait_for("[data-testid=since-report]", PATIENCE)?;
    let text = other.session.text("[data-testid=since-report]")?;
    assert!(text.contains("What changed until the later report, later.html"), "{text}");
    assert!(text.contains(&format!("Before: {earlier}")) && text.contains(&format!("After: {later}")), "{text}");
    assert!(text.contains("New drift (") && text.contains("input.dep_delay:"), "{text}");
    // The files stay as they were.
    assert_eq!(other.verdict()?, earlier);
    // Anything else is refused by its name, and the comparison stays.
    let wrong = other.files.write("notes.html", "<!doctype html><title>Notes</title>")?;
    other.session.click("[data-testid=open-history]")?;
    other.session.choose_files("[data-testid=report-input]", &[&wrong])?;
    other
        .session
        .wait_until("document.body.innerText.includes('notes.html is no report that can be compared')", PATIENCE)?;
    other.assert_clean()
}

#[test]
fn a_shared_page_is_decided_again_under_other_settings() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let (page, verdict) = shared(&window)?;
    let path = window.files.write("sent.html", &page)?;

    let other = Window::open_file(&path)?;
    other.verdict()?;
    assert!(other.attributes("[data-testid=column-kind]", "value")?.is_empty());
    other.select("preset", "PSI")?;
    other.session.wait_for("[data-testid=rule-banner]", PATIENCE)?;
    other.session.wait_for("[data-testid=changed-here]", PATIENCE)?;
    other.session.click("[data-testid=back-to-calibrated]")?;
    // Sliders answer while they are dragged.
    let drag = "const slider = document.querySelector('[data-testid=alpha-slider]');
        slider.value = 3;
        slider.dispatchEvent(new Event('input', { bubbles: true }));";
    other.session.run(drag, &[])?;
    other.session.wait_until("document.querySelector('[data-testid=alpha]').value === '0.001'", PATIENCE)?;
    let again = std::fs::read_to_string(other.save_shared_page()?).expect("a download can be read");
    let logs = Logs::full();
    let mut command = Command::new(&prepared().command);
    let settings = other.files.write("settings.json", r#"{"alpha":0.001}"#)?;
    command.arg("compare").args([&logs.reference, &logs.production]).args(["--format", "html"]);
    command.arg("--settings").arg(settings);
    let output = command.output().expect("the command can be started");
    assert!(output.stdout == again.as_bytes(), "the page decides as the command does");

    other.session.click("[data-testid=open-settings]")?;
    other.session.click("[data-testid=as-sent]")?;
    other.session.wait_until("!document.querySelector('[data-testid=changed-here]')", PATIENCE)?;
    assert_eq!(other.verdict()?, verdict);
    other.assert_clean()
}

#[test]
fn page_command_and_library_give_the_same_bytes() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let (page, _) = shared(&window)?;
    let (around, [summary, carried]) = parts(&page);
    let in_page = json(&page);
    assert!(carried.len() * 3 < in_page.len(), "{} of {}", carried.len(), in_page.len());
    assert!(summary.contains("input.temp") && summary.len() < 60_000, "{summary}");

    let logs = Logs::full();
    let by_command = |format: &str| {
        let mut command = Command::new(&prepared().command);
        command.arg("compare").args([&logs.reference, &logs.production]).args(["--format", format]);
        let output = command.output().expect("the command can be started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("the command writes UTF-8")
    };
    let in_library = driftscope_wasm_checks::report(
        "reference.json.gz",
        &packed(&logs.reference),
        "production.ndjson.gz",
        &packed(&logs.production),
    );
    assert!(in_library.starts_with('{'), "{in_library}");
    let template = std::fs::read_to_string(&prepared().page).expect("the page can be read");
    let report = from_json(&in_page).expect("a report");
    assert_eq!(report.build, Build::of(&template), "a saved report names the page that saved it");
    assert!(sealed_json(&Report { build: None, ..report }) == in_library, "the page's report is the library's");
    assert!(by_command("json").trim_end() == in_page, "the command's report is the page's");

    let (template_around, [no_summary, empty]) = parts(&template);
    assert_eq!(empty, "");
    assert!(no_summary.contains("needs JavaScript"), "{no_summary}");
    assert!(around == template_around, "but for the report and its summary, a shared page is the page itself");
    assert!(by_command("html").trim_end() == page.trim_end(), "the command's page is the page's");
    window.assert_clean()
}

#[test]
fn the_foot_names_the_published_hash_and_verify_agrees() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let (page, _) = shared(&window)?;
    let path = window.files.write("sent.html", &page)?;
    let published =
        std::fs::read_to_string(prepared().page.with_extension("html.sha256")).expect("the checksum is there");
    let published = published.split(' ').next().unwrap_or_default().to_owned();
    window.session.wait_for("[data-testid=build]", PATIENCE)?;
    assert_eq!(window.texts("[data-testid=build]")?, std::slice::from_ref(&published));
    window.assert_clean()?;

    let other = Window::open_file(&path)?;
    other.verdict()?;
    other.session.wait_for("[data-testid=build]", PATIENCE)?;
    assert_eq!(
        other.texts("[data-testid=build]")?,
        std::slice::from_ref(&published),
        "a page with a report has the same"
    );
    let output =
        Command::new(&prepared().command).args(["verify", "--self"]).arg(&path).output().expect("the command starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.contains(&format!("= The page that the report names, SHA-256 {published}")),
        "{said}"
    );
    other.assert_clean()
}

#[test]
fn opening_share_and_ticking_a_box_keep_the_page_answering() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let before = window.long_tasks()?.len();
    window.session.click("[data-testid=open-share]")?;
    window.session.wait_for("[data-testid=share-size]", PATIENCE)?;
    window.session.click("[data-testid=redact-all]")?;
    window.session.wait_until(
        "document.querySelector('[data-testid=searched]') && document.querySelector('[data-testid=share-size]')",
        PATIENCE,
    )?;
    // How long a task is depends on the machine: listed, not judged.
    println!("tasks over 50 ms in Share: {:?}", &window.long_tasks()?[before..]);
    window.assert_clean()
}

#[test]
fn a_shared_page_holds_no_row() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let (page, _) = shared(&window)?;
    let report = json(&page) + parts(&page).1[0];

    let logs = Logs::full();
    let mut rows: Vec<Value> = serde_json::from_str(&unpacked(&logs.reference)).expect("an array");
    rows.extend(unpacked(&logs.production).lines().map(|line| serde_json::from_str::<Value>(line).expect("a record")));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();

    // The report says from when to when the logs are, and between which moments their three longest gaps lie, as the page on
    // privacy has it; no other moment of any flight is in it.
    let times: BTreeSet<String> = rows.iter().map(|row| text(&row["timestamp"])).collect();
    let said = said_moments(&serde_json::from_str(&json(&page)).expect("a report"));
    assert!((4..=16).contains(&said.len()), "the ends of two periods and of six gaps: {said:?}");
    let found: Vec<&String> =
        times.iter().filter(|time| report.contains(time.as_str()) && !said.contains(*time)).collect();
    assert!(times.len() > 5000 && found.is_empty(), "{found:?}");

    // An aeroplane that flew once is one row.
    let mut flights = BTreeMap::<String, usize>::new();
    for row in &rows {
        *flights.entry(text(&row["input"]["tailnum"])).or_default() += 1;
    }
    let once: Vec<&String> = flights.iter().filter(|(_, count)| **count == 1).map(|(plane, _)| plane).collect();
    let found: Vec<&&String> = once.iter().filter(|plane| report.contains(plane.as_str())).collect();
    assert!(once.len() > 300 && found.is_empty(), "{found:?}");
    window.assert_clean()
}

#[test]
fn a_page_saved_before_reports_were_packed_opens() -> Result<(), BrowserError> {
    let template = std::fs::read_to_string(&prepared().page).expect("the page can be read");
    let report = include_str!("../../../../crates/report/tests/fixtures/version-1.json");
    let [begin, _] = SLOTS[1];
    let plain = report.trim_end().replace('<', "\\u003c");
    let old = template.replace(begin, &format!("<script type=\"application/json\" id=\"driftscope-report\">{plain}"));
    let window = Window::open()?;
    let path = window.files.write("old.html", &old)?;
    let other = Window::open_file(&path)?;
    let sentence = serde_json::from_str::<Value>(report).expect("JSON")["verdict"]["sentence"].clone();
    assert_eq!(other.verdict()?, sentence.as_str().unwrap_or_default());
    other.assert_clean()
}

#[test]
fn a_damaged_report_is_named() -> Result<(), BrowserError> {
    let template = std::fs::read_to_string(&prepared().page).expect("the page can be read");
    let [begin, _] = SLOTS[1];
    let window = Window::open()?;
    let path =
        window.files.write("damaged.html", template.replace(begin, &format!("{begin}abcdefghijklmnopqrstuvw")))?;
    let other = Window::open_file(&path)?;
    other.error_with("is damaged")?;
    other.assert_clean()
}

/// The moments that a report is known to say.
fn said_moments(report: &Value) -> BTreeSet<String> {
    let periods = ["reference", "production"].map(|side| &report[side]["period"]);
    let columns = report["columns"].as_array().into_iter().flatten();
    let sides =
        columns.flat_map(|column| ["reference", "production"].map(|side| &column["moments"][side]["longest_gaps"]));
    let gaps = sides.filter_map(Value::as_array).flatten();
    let ends = periods.iter().flat_map(|period| [&period["first"], &period["last"]]);
    ends.chain(gaps.flat_map(|gap| [&gap["from"], &gap["to"]])).filter_map(Value::as_str).map(str::to_owned).collect()
}
