//! What is copied from the page lies on the clipboard.

use std::time::{Duration, Instant};

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};
use serde_json::json;

/// What is on the clipboard: its text, or the type of its picture and how many bytes that has.
/// Empty while the page is writing: Chromium refuses to read a clipboard that changes meanwhile.
const ON_CLIPBOARD: &str = "return navigator.clipboard.read().then(items => {
    const type = items[0].types.find(type => type.startsWith('image/')) || 'text/plain';
    return items[0].getType(type).then(blob => type === 'text/plain' ? blob.text() : type + ' ' + blob.size);
}).catch(error => {
    if (error.message.includes('has changed')) return '';
    throw error;
});";

#[test]
fn the_report_is_copied_as_text_and_a_chart_as_a_picture() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window
        .session
        .cdp("Browser.grantPermissions", &json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}))?;
    let copied = |button: &str, begin: &str| -> Result<String, BrowserError> {
        window.session.wait_for(button, PATIENCE)?;
        window.session.click(button)?;
        window.session.wait_until("document.querySelector('[data-testid=saved]').innerText === 'Copied'", PATIENCE)?;
        let started = Instant::now();
        loop {
            let found = window.session.run(ON_CLIPBOARD, &[])?.as_str().unwrap_or_default().to_owned();
            if found.starts_with(begin) || started.elapsed() > PATIENCE {
                return Ok(found);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    let verdict = window.verdict()?;
    let text = copied("[data-testid=copy-text]", &verdict)?;
    assert!(text.starts_with(&verdict) && text.contains("\n- input.temp: Large drift"), "{text}");
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    let picture = copied("[data-testid=save-histogram-copy]", "image/png")?;
    let bytes: usize = picture.strip_prefix("image/png ").and_then(|bytes| bytes.parse().ok()).unwrap_or_default();
    assert!(bytes > 2000, "{picture}");
    window.assert_clean()
}
