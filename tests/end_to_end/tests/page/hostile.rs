//! Data that tries to become markup or code is shown as text, in the page, in a shared page and in print.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};
use serde_json::{Value, json};

/// What would run if it were taken for anything but text.
const PAYLOADS: [&str; 24] = [
    "<img src=x onerror=\"ran=1\">",
    "<svg/onload=ran=1>",
    "<script>ran=1</script>",
    "</script><script>ran=1</script>",
    "</noscript><script>ran=1</script>",
    "<iframe srcdoc=\"<script>parent.ran=1</script>\"></iframe>",
    "<a href=\"javascript:ran=1\">a</a>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=\"0;url=javascript:ran=1\">",
    "<form action=javascript:ran=1><input autofocus onfocus=ran=1>",
    "<details open ontoggle=ran=1>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=ran=1>",
    "<template><script>ran=1</script></template>",
    "<base href=\"https://example.invalid/\">",
    "<link rel=stylesheet href=\"https://example.invalid/a.css\">",
    "{{constructor.constructor('ran=1')()}}",
    "${ran=1}",
    "#{ran=1}",
    "javascript:ran=1",
    "data:text/html,<script>ran=1</script>",
    "';ran=1;//",
    "\");ran=1;(\"",
    "<!--<script>ran=1//-->",
    "<![CDATA[<script>ran=1</script>]]>",
];

/// What may end the place in which a text stands.
const BEFORE: [&str; 13] =
    ["", "\"", "'", "\">", "'>", "-->", "]]>", "</title>", "</textarea>", "</style>", "\\\"", "&quot;&gt;", "`"];

/// Names that a program may take for its own, or that look like others.
const NAMES: [&str; 24] = [
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "then",
    "length",
    "\u{202e}txet desrever",
    "\u{2066}isolate\u{2069}",
    "zero\u{200b}width",
    "\u{feff}mark",
    "soft\u{ad}hyphen",
    "nul\0l",
    "bell\u{7}",
    "escape\u{1b}[31mred",
    "del\u{7f}",
    "line\nbreak",
    "tab\tstop",
    "back\\slash",
    "\u{fffd}",
    "🏴‍☠️",
    "e\u{301}\u{301}\u{301}\u{301}",
    "NaN",
];

/// Everything that is tried, each once.
fn cases() -> Vec<String> {
    let made = PAYLOADS.iter().flat_map(|payload| BEFORE.iter().map(move |before| format!("{before}{payload}")));
    made.chain(NAMES.iter().map(|name| (*name).to_owned())).collect()
}

/// Rows in which every case is the name of a column and, in others, a label.
fn rows(side: usize) -> String {
    let cases = cases();
    let mut text = String::new();
    for row in 0..60 {
        let label = |column: usize| &cases[(column + 1 + (row + side) % 3) % cases.len()];
        let fields = cases.iter().enumerate().map(|(column, name)| format!("{}:{}", json!(name), json!(label(column))));
        _ = writeln!(text, "{{{}}}", fields.collect::<Vec<_>>().join(","));
    }
    // A record that is broken, so that a warning quotes it; half of a surrogate pair; a name of a megabyte.
    _ = writeln!(text, "{{\"<img src=x onerror=ran=1>\": <script>ran=1</script>");
    _ = writeln!(text, "{{\"half\\ud800\": \"<b>\\udc00</b>\", \"{}\": 1}}", "<b>".repeat(350_000));
    text
}

/// The names of all columns: the table has only those near the window, so it is walked through.
fn names(window: &Window) -> Result<BTreeSet<String>, BrowserError> {
    window.session.click("[data-testid=tab-columns]")?;
    window.session.wait_for("[data-testid=column-row]", PATIENCE)?;
    let walk = "const done = arguments[arguments.length - 1];
        const found = new Set();
        let at = 0;
        const step = () => {
          document.querySelectorAll('[data-testid=column-row]').forEach(row => found.add(row.getAttribute('data-column')));
          if (at > document.documentElement.scrollHeight) return done([...found]);
          at += 400;
          scrollTo(0, at);
          setTimeout(step, 60);
        };
        step();";
    let found = window.session.run_async(walk, &[])?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Nothing ran, and no text became an element.
fn is_text(window: &Window) -> Result<(), BrowserError> {
    let made = window.session.run(
        "const strange = 'main script, main img, iframe, main style, main meta, main form, main details[ontoggle], math, main template, base, main link, \
           [onerror], [onload], [onfocus], a[href^=javascript]';
         return [String(window.ran), [...document.querySelectorAll(strange)].map(element => element.outerHTML.slice(0, 200))];",
        &[],
    )?;
    assert_eq!(made, json!(["undefined", []]));
    Ok(())
}

#[test]
fn hundreds_of_hostile_texts_are_shown_and_run_nothing() -> Result<(), BrowserError> {
    let cases = cases();
    let expected: BTreeSet<String> = cases.iter().cloned().collect();
    assert!(expected.len() >= 330, "{}", expected.len());
    let window = Window::open()?;
    let reference = window.files.write("<img src=x onerror=ran=1>.ndjson", rows(0))?;
    let production = window.files.write("\"'><svg onload=ran=1>{{7*7}}.ndjson", rows(1))?;
    window.choose("reference", &[&reference])?;
    window.choose("production", &[&production])?;
    window.verdict()?;
    let shown = names(&window)?;
    let missing: Vec<&String> = expected.iter().filter(|case| !shown.contains(*case)).collect();
    assert!(missing.is_empty(), "{} are not shown: {:?}", missing.len(), &missing[..missing.len().min(5)]);
    is_text(&window)?;
    // Each view, a column with labels, and every panel.
    for tab in ["overview", "data", "columns"] {
        window.session.click(&format!("[data-testid=tab-{tab}]"))?;
        is_text(&window)?;
    }
    window.session.run("scrollTo(0, 0)", &[])?;
    window.session.wait_for("[data-testid=column-row]", PATIENCE)?;
    window.session.click("[data-testid=column-row]")?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    is_text(&window)?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    window.session.cdp("Emulation.setEmulatedMedia", &json!({"media": "print"}))?;
    assert!(
        window.session.cdp("Page.printToPDF", &json!({}))?["data"].as_str().is_some_and(|data| data.len() > 10_000)
    );
    is_text(&window)?;
    window.assert_clean()?;

    let path = window.files.write("shared.html", page)?;
    let other = Window::open_file(&path)?;
    other.verdict()?;
    assert_eq!(names(&other)?, shown);
    is_text(&other)?;
    other.session.cdp("Page.printToPDF", &json!({}))?;
    is_text(&other)?;
    other.assert_clean()
}
