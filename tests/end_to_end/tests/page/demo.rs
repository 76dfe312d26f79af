//! The logs that the page brings along.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

#[test]
fn the_demo_gives_a_verdict_without_any_file() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.session.wait_for("[data-testid=load-demo]", PATIENCE)?;
    window.session.click("[data-testid=load-demo]")?;
    assert!(window.verdict()?.contains("drift"), "{}", window.verdict()?);
    assert!(window.attributes("[data-testid=column-row]", "data-column")?.len() > 10);
    window.assert_clean()
}
