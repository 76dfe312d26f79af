//! Files dropped on the page.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};

#[test]
fn two_files_in_one_drop_take_their_sides_by_name() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    // Production comes first, so their order alone would be wrong.
    window.drop_files(&[&logs.production, &logs.reference])?;
    let dropped = window.verdict()?;

    let other = Window::open()?;
    other.choose_logs(&logs)?;
    assert_eq!(dropped, other.verdict()?);
    window.assert_clean()
}

#[test]
fn a_folder_is_named_and_the_page_goes_on() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let folder = window.files.path().join("march");
    std::fs::create_dir(&folder).expect("a scratch directory takes directories");
    window.drop_files(&[&folder])?;
    window.error_with("march is a folder")?;

    let logs = Logs::full();
    window.drop_files(&[&logs.reference, &logs.production])?;
    window.verdict()?;
    window.assert_clean()
}

const TITLES: &str = "[...document.querySelectorAll('.file')].map(it => it.innerText).join('|')";

#[test]
fn a_file_goes_to_the_card_or_the_half_it_is_dropped_on() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let file = |name: &str| window.files.write(name, "{\"x\":1}\n{\"x\":2}\n{\"x\":3}\n".repeat(40));
    let (one, other, third) = (file("one.ndjson")?, file("other.ndjson")?, file("third.ndjson")?);
    window.drop_files_on(".zone.production", &[&one])?;
    window.session.wait_until(&format!("/Open reference.*one.ndjson.*120 rows/s.test({TITLES})"), PATIENCE)?;
    window.drop_files_on(".file.reference", &[&other])?;
    window.verdict()?;
    window.session.wait_until(&format!("/other.ndjson.*one.ndjson/s.test({TITLES})"), PATIENCE)?;

    // The right half of a loaded report.
    let width = window.session.run("return innerWidth;", &[])?.as_i64().unwrap_or_default();
    let lit = |side: &str| {
        format!(
            "document.querySelector('.drop-zone.lit.{side}') && document.querySelectorAll('.drop-zone').length === 2"
        )
    };
    window.drag_files(&[&third], (40, 500), &["dragEnter", "dragOver"])?;
    window.session.wait_until(&lit("reference"), PATIENCE)?;
    window.drag_files(&[&third], (width - 40, 500), &["dragOver"])?;
    window.session.wait_until(&lit("production"), PATIENCE)?;
    window.drag_files(&[&third], (width - 40, 500), &["drop"])?;
    window.session.wait_until(&format!("/other.ndjson.*third.ndjson/s.test({TITLES})"), PATIENCE)?;
    window.session.wait_until("!document.querySelector('[data-testid=drop-veil]')", PATIENCE)?;
    window.verdict()?;
    window.assert_clean()
}

#[test]
fn dropped_text_does_nothing() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let address = window.session.run("return location.href;", &[])?;
    for kind in ["dragEnter", "dragOver", "drop"] {
        let items = serde_json::json!([{"mimeType": "text/uri-list", "data": "file:///tmp/"}]);
        let data = serde_json::json!({"items": items, "files": [], "dragOperationsMask": 1});
        let event = serde_json::json!({"type": kind, "x": 400, "y": 400, "data": data});
        window.session.cdp("Input.dispatchDragEvent", &event)?;
        let veil = window.session.run("return document.querySelectorAll('[data-testid=drop-veil]').length;", &[])?;
        assert_eq!(veil, 0);
    }
    assert_eq!(window.session.run("return location.href;", &[])?, address);
    window.assert_clean()
}

/// A file of `tests/data/services`.
fn of_service(name: &str) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/services").join(name);
    // A browser refuses a path with dots.
    path.canonicalize().expect("the file is there")
}

#[test]
fn one_drop_of_two_collections_and_their_labels_gives_the_metrics() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let [labels, june, may] = ["durations.json", "rides-june.json", "rides-may.json"].map(of_service);
    // As a folder lists them: the labels first, and June before May.
    window.drop_files(&[&labels, &june, &may])?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    window.session.click("[data-testid=tab-model]")?;
    window.session.wait_for("[data-testid=metric-row][data-metric=bias]", PATIENCE)?;
    let bias = window.session.text("[data-testid=metric-row][data-metric=bias]")?.replace('\u{202f}', " ");
    assert!(bias.contains("−0.0819") && bias.contains("2.158"), "{bias}");
    let completeness = window.session.text("[data-testid=label-completeness]")?;
    assert!(completeness.contains("labels favour no answer"), "{completeness}");
    let note = window.session.text("[data-testid=labels-note]")?;
    assert!(note.contains("durations.json"), "{note}");
    // Taken back, it is a data set of its own.
    window.session.click("[data-testid=labels-undo]")?;
    window.session.wait_until(&format!("/rides-may.json.*durations.json/s.test({TITLES})"), PATIENCE)?;
    window.session.wait_until("!document.querySelector('[data-testid=labels-note]')", PATIENCE)?;
    window.assert_clean()
}
