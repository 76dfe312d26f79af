//! A shared page inside other pages, at addresses that are not files, and without scripts.
//!
//! Notebooks and dashboards (Jupyter, Streamlit, Gradio, Panel) put a report into an `iframe`, mostly by `srcdoc`, often under a
//! sandbox without an origin; build servers and mail previews run no scripts.

use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, Options, PATIENCE, Scratch, Session, Window, file_address, prepared};
use serde_json::{Value, json};

/// Makes the frame: `page` is the text of the shared page.
const SRCDOC: &str = "frame.srcdoc = page;";
const BLOB: &str = "frame.src = URL.createObjectURL(new Blob([page], { type: 'text/html' }));";

/// The shared page of the flight logs, by the command.
fn shared() -> String {
    let logs = Logs::full();
    let mut command = Command::new(&prepared().command);
    command.arg("compare").args([&logs.reference, &logs.production]).args(["--format", "html"]);
    String::from_utf8(command.output().expect("the command starts").stdout).expect("the command writes UTF-8")
}

/// Opens the shared page in a frame, looks at a column and opens other files.
fn works_in_a_frame(how: &str, sandbox: Option<&str>) -> Result<(), BrowserError> {
    let files = Scratch::new()?;
    let text = Value::from(shared()).to_string().replace('<', "\\u003c");
    let sandbox = sandbox.map(|sandbox| format!("frame.sandbox = '{sandbox}';")).unwrap_or_default();
    let outer = format!(
        "<!DOCTYPE html><meta charset=utf-8><title>outside</title><body><script>const page = {text};\
         const frame = document.createElement('iframe'); frame.id = 'frame'; frame.width = 1200; frame.height = 850;\
         {sandbox} {how} document.body.append(frame);</script>"
    );
    let path = files.write("outer.html", outer)?;
    let session = Session::start(&Options::default())?;
    session.open(&file_address(&path))?;
    session.enter_frame("#frame")?;
    session.wait_for("[data-testid=verdict]", PATIENCE)?;
    session.click("[data-testid=tab-columns]")?;
    session.click("[data-testid=column-row][data-column='input.temp']")?;
    session.wait_for("[data-testid=column-detail]", PATIENCE)?;

    // The page is whole: it reads other files, by workers.
    let logs = Logs::full();
    let before = session.text("[data-testid=verdict]")?;
    session.choose_files("[data-testid=reference-input]", &[&logs.production])?;
    session.choose_files("[data-testid=production-input]", &[&logs.reference])?;
    let is_other = format!("document.querySelector('[data-testid=verdict]')?.innerText !== {}", Value::from(before));
    session.wait_until(&is_other, PATIENCE)?;
    // The console has what the policy refuses and what fails, in frames of any origin.
    let complaints = session.log("browser")?;
    assert!(complaints.iter().all(|entry| entry.level == "INFO" || entry.level == "DEBUG"), "{how}: {complaints:?}");
    Ok(())
}

#[test]
fn a_shared_page_works_in_a_srcdoc_frame_as_notebooks_have_it() -> Result<(), BrowserError> {
    works_in_a_frame(SRCDOC, None)
}

#[test]
fn it_works_in_a_sandbox_without_an_origin() -> Result<(), BrowserError> {
    works_in_a_frame(SRCDOC, Some("allow-scripts"))?;
    works_in_a_frame(BLOB, Some("allow-scripts"))
}

#[test]
fn it_works_from_a_blob() -> Result<(), BrowserError> {
    works_in_a_frame(BLOB, None)
}

#[test]
fn without_scripts_verdict_and_columns_are_plain_html() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let path = window.files.write("shared.html", shared())?;
    let verdict = Window::open_file(&path)?.verdict()?;
    let session = &window.session;
    session.cdp("Emulation.setScriptExecutionDisabled", &json!({"value": true}))?;
    session.open(&file_address(&path))?;
    let shown = session.text("body")?;
    assert!(shown.starts_with(&verdict), "{shown}");
    for words in ["input.temp", "▲ Large", "Drifted columns", "need JavaScript"] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    assert!(!shown.contains("Opening"), "{shown}");

    session.open(&file_address(&prepared().page))?;
    let shown = session.text("body")?;
    assert!(shown.contains("Please allow JavaScript") && !shown.contains("Opening"), "{shown}");
    Ok(())
}

#[test]
fn a_frame_that_may_run_no_scripts_shows_the_summary() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let page = shared().replace('&', "&amp;").replace('"', "&quot;");
    let outer = format!("<!DOCTYPE html><meta charset=utf-8><iframe id=frame sandbox srcdoc=\"{page}\"></iframe>");
    let path = window.files.write("outer.html", outer)?;
    window.session.open(&file_address(&path))?;
    window.session.enter_frame("#frame")?;
    let shown = window.session.text("#no-scripts")?;
    assert!(shown.contains("input.temp") && shown.contains("▲ Large"), "{shown}");
    Ok(())
}

#[test]
fn hostile_names_are_text_in_the_summary() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let names = ["</noscript><img src=x>", "<script>alert(1)</script>", "&lt;b&gt;\"'", "a<!--"];
    let log = |shift: u32| {
        let row = |row: u32| {
            let fields: Vec<String> = (names.iter().enumerate())
                .map(|(at, name)| format!("{}:{}", Value::from(*name), (row * 7919 + at as u32 * 31) % 997 + shift))
                .collect();
            format!("{{{}}}\n", fields.join(","))
        };
        (0..400).map(row).collect::<String>()
    };
    let [reference, production] = [window.files.write("a.jsonl", log(0))?, window.files.write("b.jsonl", log(300))?];
    let mut command = Command::new(&prepared().command);
    let output = command.arg("compare").args([&reference, &production]).args(["--format", "html"]).output();
    let page = String::from_utf8(output.expect("the command starts").stdout).expect("the command writes UTF-8");
    let path = window.files.write("hostile.html", page)?;

    let other = Window::open_file(&path)?;
    assert!(other.verdict()?.contains("drift"));
    let shown: Vec<String> = other.attributes("[data-testid=column-row]", "data-column")?;
    assert!(names.iter().all(|name| shown.iter().any(|shown| shown == name)), "{shown:?}");
    other.assert_clean()?;

    let session = &window.session;
    session.cdp("Emulation.setScriptExecutionDisabled", &json!({"value": true}))?;
    session.open(&file_address(&path))?;
    let shown = session.text("#no-scripts")?;
    for name in names {
        assert!(shown.contains(name), "{name} is not in {shown}");
    }
    let strange = session.run("return document.querySelectorAll('#no-scripts :is(img, script, b)').length;", &[])?;
    assert_eq!(strange, 0);
    Ok(())
}
