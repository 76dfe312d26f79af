//! A page whose report only a password opens: locked by the page, opened by the page and by the command.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use driftscope_end_to_end::{BrowserError, Logs, Options, PATIENCE, Scratch, Session, Window, file_address, prepared};
use driftscope_report::{LOCKED, carried_json, carried_text, from_json};

const PASSWORD: &str = "Zürich, 3 words & a \"quote\"";

/// `driftscope lock` or `unlock`.
fn by_command(word: &str, page: &Path, password: &Path) -> Output {
    let mut command = Command::new(&prepared().command);
    command.arg(word).arg(page).arg("--password-file").arg(password);
    command.output().expect("the command starts")
}

/// Enters a password in a page that asks for one.
fn enter(session: &Session, password: &str) -> Result<(), BrowserError> {
    session.wait_for("[data-testid=password]", PATIENCE)?;
    session.run("document.querySelector('[data-testid=password]').value = arguments[0];", &[password.into()])?;
    session.click(".unlock button")
}

fn says(session: &Session, words: &str) -> Result<(), BrowserError> {
    let said = format!("document.querySelector('[data-testid=unlock-problem]')?.innerText.includes('{words}')");
    session.wait_until(&said, PATIENCE)
}

/// The page that was saved under the neutral name, once all of it is there: another was saved before.
fn locked_download(window: &Window) -> String {
    let path = window.session.downloads().join("driftscope-locked.html");
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        let page = std::fs::read_to_string(&path).unwrap_or_default();
        if page.ends_with("</html>\n") {
            return page;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("{} was not saved", path.display());
}

/// The shared page of the flight logs, locked by the command, and its verdict.
fn locked(files: &Scratch) -> Result<(String, String), BrowserError> {
    let logs = Logs::full();
    let mut command = Command::new(&prepared().command);
    command.arg("compare").args([&logs.reference, &logs.production]).args(["--format", "html"]);
    let open = String::from_utf8(command.output().expect("the command starts").stdout).expect("UTF-8");
    let report = from_json(&carried_json(&open).expect("a report").expect("it is whole")).expect("it can be read");
    let (page, password) = (files.write("open.html", open)?, files.write("password.txt", PASSWORD)?);
    let locked = by_command("lock", &page, &password);
    assert!(locked.status.success(), "{}", String::from_utf8_lossy(&locked.stderr));
    Ok((String::from_utf8(locked.stdout).expect("UTF-8"), report.verdict.sentence))
}

/// Types the password and presses Enter.
fn type_password(session: &Session) -> Result<(), BrowserError> {
    session.wait_for("[data-testid=password]", PATIENCE)?;
    session.run("document.querySelector('[data-testid=password]').value = '';", &[])?;
    session.type_into("[data-testid=password]", &format!("{PASSWORD}\u{e007}"))?;
    session.wait_for("[data-testid=verdict]", PATIENCE)
}

#[test]
fn a_sandbox_without_forms_takes_the_password_by_enter_and_by_click() -> Result<(), BrowserError> {
    let files = Scratch::new()?;
    let (page, verdict) = locked(&files)?;
    let page = page.replace('&', "&amp;").replace('"', "&quot;");
    let outer = format!(
        "<!DOCTYPE html><meta charset=utf-8>\
         <iframe id=frame sandbox=allow-scripts width=1200 height=850 srcdoc=\"{page}\"></iframe>"
    );
    let outer = files.write("outer.html", outer)?;
    let session = Session::start(&Options::default())?;
    session.open(&file_address(&outer))?;
    session.enter_frame("#frame")?;
    enter(&session, "another")?;
    says(&session, "Wrong password")?;
    type_password(&session)?;
    assert_eq!(session.text("[data-testid=verdict]")?, verdict);
    session.open(&file_address(&outer))?;
    session.enter_frame("#frame")?;
    enter(&session, PASSWORD)?;
    session.wait_for("[data-testid=verdict]", PATIENCE)
}

#[test]
fn firefox_opens_what_is_locked() -> Result<(), BrowserError> {
    let files = Scratch::new()?;
    let (page, verdict) = locked(&files)?;
    let Some(window) = Window::open_in_firefox(&prepared().page)? else { return Ok(()) };
    window.session.open(&file_address(&files.write("locked.html", page)?))?;
    enter(&window.session, "another")?;
    says(&window.session, "Wrong password")?;
    type_password(&window.session)?;
    assert_eq!(window.verdict()?, verdict);
    Ok(())
}

#[test]
fn what_the_page_locks_opens_by_the_password_alone_in_page_and_command() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let verdict = window.verdict()?;
    let open = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    window.session.click("[data-testid=open-share]")?;
    window.session.wait_for("[data-testid=share-size]", PATIENCE)?;
    window.session.type_into("[data-testid=share-password]", PASSWORD)?;
    window.session.click("[data-testid=save-page]")?;
    let page = locked_download(&window);
    window.assert_clean()?;

    let text = carried_text(&page).unwrap_or_default();
    assert!(text.starts_with(&format!("{LOCKED}pbkdf2-sha256 600000 ")), "{}", &text[..60]);
    // The packed page has a demo of the same flights, but packed: nothing of it is readable either.
    for word in [verdict.as_str(), "input.temp", "reference.json.gz", "tailnum"] {
        assert!(!page.contains(word), "{word} stands in a page that is locked");
    }
    let other = Window::open()?;
    let path = other.files.write("sent.html", &page)?;
    other.session.open(&file_address(&path))?;
    assert_eq!(other.session.run("return document.title", &[])?, "Driftscope");
    enter(&other.session, "another")?;
    says(&other.session, "Wrong password")?;
    enter(&other.session, PASSWORD)?;
    assert_eq!(other.verdict()?, verdict);
    let again = std::fs::read_to_string(other.save_shared_page()?).expect("a download can be read");
    assert!(again == open, "opened, it is the page without a password");
    other.assert_clean()?;

    let password = window.files.write("password.txt", format!("{PASSWORD}\n"))?;
    let unlocked = by_command("unlock", &path, &password);
    assert!(unlocked.stdout == open.as_bytes(), "{}", String::from_utf8_lossy(&unlocked.stderr));
    let wrong = by_command("unlock", &path, &path);
    assert!(!wrong.status.success() && String::from_utf8_lossy(&wrong.stderr).contains("does not open"));
    Ok(())
}
