//! Saving charts and exports.

use std::path::PathBuf;
use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, prepared};

fn text(path: &PathBuf) -> String {
    std::fs::read_to_string(path).expect("a download can be read")
}

fn name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a button saves.
fn saved(window: &Window, button: &str) -> Result<PathBuf, BrowserError> {
    window.session.wait_for(button, PATIENCE)?;
    window.session.click(button)?;
    window.session.wait_for_download(PATIENCE)
}

#[test]
fn a_chart_is_saved_as_an_svg_of_its_own() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    for (drawing, colours) in
        [("histogram", &["reference", "production"][..]), ("ecdf", &["reference", "production"]), ("qq", &[])]
    {
        let path = saved(&window, &format!("[data-testid=column-detail] [data-testid=save-{drawing}-svg]"))?;
        assert!(name(&path).ends_with(&format!("_input-temp_{drawing}.svg")), "{path:?}");
        let svg = text(&path);
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>\n"), "{svg}");
        assert!(svg.contains("<title>input.temp: ") && svg.contains("<text"), "{svg}");
        let marks = ["<path", "<circle", "<rect x"].map(|mark| svg.matches(mark).count());
        assert!(marks.iter().sum::<usize>() > 10, "{drawing} has few marks: {svg}");
        // Both sides are drawn, each in its colour.
        for colour in colours {
            let token = window.session.run(
                "return getComputedStyle(document.documentElement).getPropertyValue(`--${arguments[0]}`).trim();",
                &[(*colour).into()],
            )?;
            let token = token.as_str().unwrap_or_default().to_lowercase();
            assert!(token.starts_with('#') && svg.to_lowercase().contains(&token), "{drawing} lacks {colour} {token}");
        }
        // Nothing but the namespace is an address, and nothing runs or is loaded.
        assert_eq!(svg.matches("://").count(), 1, "{svg}");
        for forbidden in ["href", "<script", "<image", "url(", "@import", "<style", "<foreignObject"] {
            assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
        }
        std::fs::remove_file(&path).expect("a download can be removed");
    }
    window.assert_clean()
}

#[test]
fn a_chart_is_saved_as_a_picture_and_its_figures_as_csv() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    let path = saved(&window, "[data-testid=save-histogram-png]")?;
    assert!(name(&path).ends_with("_input-temp_histogram.png"), "{path:?}");
    let bytes = std::fs::read(&path).expect("a download can be read");
    // The head of a PNG has its width and height: two pixels to each of the chart's own.
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let length = |at: usize| bytes[at..at + 4].iter().fold(0_u64, |length, byte| length * 256 + u64::from(*byte));
    let script = "const chart = document.querySelector('[data-testid=column-detail] canvas');
        return [chart.clientWidth, chart.clientHeight];";
    let shown = window.session.run(script, &[])?;
    assert_eq!([16, 20].map(length), [0, 1].map(|axis| 2 * shown[axis].as_u64().unwrap_or_default()));
    assert!(bytes.len() > 4000, "{} bytes are an empty picture", bytes.len());
    std::fs::remove_file(&path).expect("a download can be removed");

    let path = saved(&window, "[data-testid=save-histogram-csv]")?;
    let csv = text(&path);
    let head = "from,to,reference_count,production_count,reference_share,production_share";
    assert_eq!(csv.lines().next(), Some(head));
    // Every value that is not missing is in a bin: facts of the logs.
    let sum = |field: usize| -> u64 {
        csv.lines().skip(1).map(|row| row.split(',').nth(field).and_then(|count| count.parse().ok()).unwrap_or(0)).sum()
    };
    assert_eq!([sum(2), sum(3)], [6000, 11_994], "{csv}");
    std::fs::remove_file(&path).expect("a download can be removed");

    window.session.click("[data-testid=tab-when]")?;
    let path = saved(&window, "[data-testid=save-windows-csv]")?;
    let csv = text(&path);
    std::fs::remove_file(&path).expect("a download can be removed");
    assert!(csv.starts_with("column,side,window,rows,partial,missing,effect\r\n"), "{csv}");
    assert!(csv.contains("\r\ninput.temp,production,2013-06-01,"), "{csv}");
    let path = saved(&window, "[data-testid=save-windows-svg]")?;
    let svg = text(&path);
    std::fs::remove_file(&path).expect("a download can be removed");
    assert!(
        svg.contains(">input.temp</text>") && svg.contains("<title>input.distance changed about 2013-06-06"),
        "{svg}"
    );
    let picture = saved(&window, "[data-testid=save-windows-png]")?;
    let bytes = std::fs::read(picture).expect("a download can be read");
    // Two pixels to a CSS pixel: the width of a picture stands at its sixteenth byte.
    assert_eq!((&bytes[1..4], &bytes[16..20]), (&b"PNG"[..], &2200_u32.to_be_bytes()[..]));
    window.assert_clean()
}

#[test]
fn values_are_read_by_pointer_and_by_keys() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='timestamp']")?;
    // Hours of the day are read and not asked about.
    window.session.wait_for("[data-testid=values] rect", PATIENCE)?;
    window.session.run("document.querySelector('[data-testid=values] rect').focus();", &[])?;
    window.session.press("ArrowRight")?;
    let read = "[...document.querySelectorAll('[data-testid=values] text')].filter(text => getComputedStyle(text).display !== 'none').map(text => text.textContent)";
    window.session.wait_until(&format!("{read}.length === 1 && {read}[0].includes(' of production')"), PATIENCE)?;
    window.session.press("Enter")?;
    assert_eq!(window.session.run("return document.querySelector('[data-testid=differing]') === null;", &[])?, true);
    // So are curves: the share up to a value, and both quantiles.
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_until("document.querySelectorAll('[data-testid=values]').length === 2", PATIENCE)?;
    for (chart, last, before) in [(0, "Up to 9", "Up to 9"), (1, "Maximum: 60.08 → 100", " quantile: ")] {
        let script = "document.querySelectorAll('[data-testid=values]')[arguments[0]].querySelector('rect').focus();";
        window.session.run(script, &[chart.into()])?;
        for (key, words) in [("End", last), ("ArrowLeft", before)] {
            window.session.press(key)?;
            window.session.wait_until(&format!("{read}.length === 1 && {read}[0].includes('{words}')"), PATIENCE)?;
        }
    }
    // So are a metric's windows.
    window.session.click("[data-testid=tab-model]")?;
    window.session.wait_for("[data-testid=view-model] [data-testid=window-marks]", PATIENCE)?;
    window
        .session
        .run("document.querySelector('[data-testid=view-model] [data-testid=window-marks]').focus();", &[])?;
    window.session.press("End")?;
    let value = "document.querySelector('[data-testid=view-model] [data-testid=window-value]').innerText";
    window.session.wait_until(&format!("{value}.includes('2013-07-01: estimated')"), PATIENCE)?;
    window.assert_clean()
}

#[test]
fn number_keys_lead_to_the_views() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.press("6")?;
    window
        .session
        .wait_until("document.getElementById('audit').getBoundingClientRect().top < innerHeight", PATIENCE)?;
    window.session.press("1")?;
    window.session.wait_until("document.getElementById('verdict').getBoundingClientRect().top >= 0", PATIENCE)?;
    window.session.press("?")?;
    window.session.wait_for(".help", PATIENCE)?;
    assert!(window.session.text(".help")?.contains("Go to For whom"));
    window.assert_clean()
}

#[test]
fn every_export_has_the_bytes_of_the_command() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=open-share]")?;
    let ready = "document.querySelectorAll('[data-testid=export]:enabled').length > 5";
    window.session.wait_until(ready, PATIENCE)?;
    let formats = window.session.run(
        "return [...document.querySelectorAll('[data-testid=export]')].map(button => button.dataset.format);",
        &[],
    )?;
    let formats: Vec<&str> = formats.as_array().into_iter().flatten().filter_map(|format| format.as_str()).collect();
    for wanted in
        ["json", "csv", "markdown", "prometheus", "openmetrics", "junit", "alertmanager", "github", "evidently"]
    {
        assert!(formats.contains(&wanted), "{wanted} is not among {formats:?}");
    }
    let logs = Logs::full();
    let folder = window.files.path();
    let mut command = Command::new(&prepared().command);
    command.arg("compare").args([&logs.reference, &logs.production]).env_remove("GITHUB_STEP_SUMMARY");
    for format in &formats {
        command.args(["--format", format, "--output"]).arg(folder.join(format));
    }
    let output = command.output().expect("the command can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for format in formats {
        window.session.click(&format!("[data-testid=export][data-format={format}]"))?;
        let path = window.session.wait_for_download(PATIENCE)?;
        assert!(text(&path) == text(&folder.join(format)), "{format}: the page's file is not the command's");
        std::fs::remove_file(&path).expect("a download can be removed");
    }
    window.assert_clean()
}
