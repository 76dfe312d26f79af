//! Parquet files in the page, which its second module reads. `tests/end_to_end/parquet/make.py` makes the files.

use std::path::{Path, PathBuf};
use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, Options, PATIENCE, Scratch, Window, prepared};
use driftscope_report::{carried_json, from_json};
use serde_json::json;

/// Counts how often the module for Parquet files is sent to be unpacked, and whatever else is.
const COUNT: &str = "window.unpacked = [0, 0];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
        if (typeof message === 'string') {
            window.unpacked[message === document.getElementById('driftscope-parquet').textContent ? 0 : 1] += 1;
        }
        return post.call(this, message, ...rest);
    };";

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("parquet").join(name)
}

fn pair(writer: &str) -> [PathBuf; 2] {
    ["january", "february"].map(|month| place(&format!("{month}-{writer}.parquet")))
}

/// What the command writes about these files.
fn by_command(arguments: &[&str], inputs: &[&Path], format: &str) -> String {
    let mut command = Command::new(&prepared().command);
    command.arg("compare").args(inputs).args(arguments).args(["--format", format]);
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the command writes UTF-8")
}

/// The report of the page that is shown, as JSON.
fn report(window: &Window) -> Result<String, BrowserError> {
    window.verdict()?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    Ok(carried_json(&page).expect("the page carries a report").expect("the report is whole"))
}

#[test]
fn parquet_files_give_the_report_of_the_command() -> Result<(), BrowserError> {
    for writer in ["pandas", "polars"] {
        let window = Window::open()?;
        let [january, february] = pair(writer);
        // Names say nothing of which side they are: as they were dropped.
        window.choose("reference", &[&january])?;
        window.choose("production", &[&february])?;
        let in_page = report(&window)?;
        let expected = by_command(&[], &[&january, &february], "json");
        assert!(expected.trim_end() == in_page, "{writer}: {in_page}");
        let report = from_json(&in_page).expect("a report");
        assert_eq!((report.reference.rows, report.reference.files[0].read_as.as_str()), (1_500, "Parquet"));
        let unread = report.reference.warnings.iter().any(|warning| warning.message.ends_with(": digest"));
        assert_eq!(unread, writer == "pandas", "{:?}", report.reference.warnings);
        window.assert_clean()?;
    }
    Ok(())
}

#[test]
fn several_files_and_other_formats_are_one_side() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let [[one, other], [_, third]] = [pair("pandas"), pair("polars")];
    let lines =
        window.files.write("more.jsonl", "{\"request_id\":\"x\",\"amount\":12.5,\"region\":\"west\"}\n".repeat(300))?;
    window.choose("reference", &[&one, &lines])?;
    window.choose("production", &[&other, &third])?;
    let in_page = report(&window)?;
    let report = from_json(&in_page).expect("a report");
    assert_eq!((report.reference.rows, report.production.rows), (1_800, 3_000));
    let [one, lines, other, third] = [&one, &lines, &other, &third].map(|path| path.display().to_string());
    let inputs = ["--reference", &one, &lines, "--production", &other, &third];
    assert!(by_command(&inputs, &[], "json").trim_end() == in_page, "{in_page}");
    window.assert_clean()
}

#[test]
fn labels_that_come_as_parquet_are_joined() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let ([january, february], labels) = (pair("polars"), place("february-labels.parquet"));
    window.drop_files(&[&january, &february, &labels])?;
    window.session.wait_for("[data-testid=labels-note]", PATIENCE)?;
    let in_page = report(&window)?;
    let named = ["--labels", &labels.display().to_string()];
    let report = from_json(&in_page).expect("a report");
    assert!(report.production.files.iter().any(|file| file.name == "february-labels.parquet"), "{in_page}");
    assert!(by_command(&named, &[&january, &february], "json").trim_end() == in_page, "{in_page}");
    window.assert_clean()
}

#[test]
fn a_shared_page_is_verified_by_its_parquet_files() -> Result<(), BrowserError> {
    let files = Scratch::new()?;
    let [january, february] = pair("pandas");
    let sent = files.write("sent.html", by_command(&[], &[&january, &february], "html"))?;
    let window = Window::open_file(&sent)?;
    window.verdict()?;
    window.session.choose_files("[data-testid=verify-input]", &[&february, &january])?;
    window.session.wait_until("document.querySelector('.verification.verified, .verification.differs')", PATIENCE)?;
    assert!(
        !window.texts(".verification.verified")?.is_empty(),
        "{}",
        window.session.text("[data-testid=verification]")?
    );
    window.assert_clean()
}

#[test]
fn a_damaged_file_is_named_and_hurts_nothing_else() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let [january, february] = pair("polars");
    let whole = std::fs::read(&february).expect("the file is there");
    window.choose("reference", &[&january])?;
    // The pages begin right behind the first bytes; the decoder refuses these, or breaks down.
    let mut hit = whole.clone();
    hit[4..6_000].fill(0xA5);
    let cases: [(&str, &[u8], &str); 3] = [
        ("cut.parquet", &whole[..whole.len() - 100], "cut off or damaged at its end"),
        ("hit.parquet", &hit, "Parquet file"),
        ("empty.parquet", b"PAR1", "cut off or damaged at its end"),
    ];
    for (name, bytes, words) in cases {
        let file = window.files.write(name, bytes)?;
        window.choose("production", &[&file])?;
        let error = window.error_with(words)?;
        assert!(error.contains(&format!("{name} cannot be read")) && error.contains("damaged"), "{error}");
    }
    let brotli = Path::new(env!("CARGO_MANIFEST_DIR")).join("../formats/parquet/pyarrow-brotli.parquet");
    let brotli = brotli.canonicalize().expect("the file is there");
    window.choose("production", &[&brotli])?;
    let error = window.error_with("Brotli")?;
    assert!(error.contains("driftscope convert"), "{error}");

    window.choose("production", &[&february])?;
    let in_page = report(&window)?;
    assert!(by_command(&[], &[&january, &february], "json").trim_end() == in_page, "the reference was hurt");
    assert!(window.texts("[data-testid=error]")?.is_empty(), "the old error is gone");
    window.assert_clean()
}

#[test]
fn the_second_module_is_unpacked_for_parquet_alone_and_once() -> Result<(), BrowserError> {
    let options = Options { first_scripts: vec![COUNT], ..Options::default() };
    let window = Window::open_with(&prepared().page, options)?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    assert_eq!(window.session.run("return unpacked;", &[])?, json!([0, 2]), "the page's own module, and the methods");
    let [january, february] = pair("pandas");
    window.choose("reference", &[&january])?;
    window.choose("production", &[&february])?;
    report(&window)?;
    assert_eq!(window.session.run("return unpacked;", &[])?, json!([1, 2]));
    window.assert_clean()
}
