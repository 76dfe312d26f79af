//! A worker breaks once the verdict is shown.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};

/// From now on each worker that is to compute the rest of the report breaks, as it does where no memory is left.
const BREAK: &str = "const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (Array.isArray(message) && String(message[0]).includes('\"full\"') && !window.mended) {
        setTimeout(() => this.onerror?.(new ErrorEvent('error', { message: 'out of memory' })));
        return;
      }
      return post.call(this, message, ...rest);
    };";

const SAYS: &str = "The verdict stands";
const MISSING: &str = "Incomplete: the verdict is final";

fn broken(window: &Window) -> Result<String, BrowserError> {
    window.session.run(BREAK, &[])?;
    window.choose_logs(&Logs::full())?;
    window.error_with(SAYS)?;
    window.verdict()
}

#[test]
fn what_is_there_can_be_saved() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let verdict = broken(&window)?;
    assert!(window.session.text(".audit")?.contains(MISSING));
    let page = window.save_shared_page()?;
    let other = Window::open_file(&page)?;
    assert_eq!(other.verdict()?, verdict);
    assert!(other.session.text(".audit")?.contains(MISSING));
    other.assert_clean()?;
    window.assert_clean()
}

#[test]
fn the_files_can_be_compared_again() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let verdict = broken(&window)?;
    window.session.run("window.mended = true;", &[])?;
    window.session.click("[data-testid=compare-again]")?;
    let whole = format!(
        "document.querySelector('[data-testid=open-share]:enabled') && !document.querySelector('.audit').innerText.includes('{MISSING}')"
    );
    window.session.wait_until(&whole, PATIENCE)?;
    // The whole report adds since when.
    assert!(window.verdict()?.starts_with(&verdict), "{}", window.verdict()?);
    assert!(!window.session.text("body")?.contains(SAYS));
    window.assert_clean()
}

#[test]
fn another_choice_reads_the_files_again() -> Result<(), BrowserError> {
    let window = Window::open()?;
    broken(&window)?;
    window.session.run("window.mended = true;", &[])?;
    window.select("correction", "Holm")?;
    let whole = format!(
        "document.querySelector('[data-testid=open-share]:enabled') && !document.querySelector('.audit').innerText.includes('{MISSING}')"
    );
    window.session.wait_until(&whole, PATIENCE)?;
    window.assert_clean()
}
