//! Saving charts and exports.

use std::path::PathBuf;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

fn text(path: &PathBuf) -> String {
    std::fs::read_to_string(path).expect("a download can be read")
}

fn name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn a_chart_is_saved_as_an_svg_of_its_own() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    for (drawing, colours) in
        [("histogram", &["reference", "production"][..]), ("ecdf", &["reference", "production"]), ("qq", &[])]
    {
        let button = format!("[data-testid=column-detail] [data-testid=save-{drawing}]");
        window.session.wait_for(&button, PATIENCE)?;
        window.session.click(&button)?;
        let path = window.session.wait_for_download(PATIENCE)?;
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
