//! A page whose report only a password opens: by the page and by the command, in the window and in frames.

use std::path::Path;
use std::process::{Command, Output};

use driftscope_end_to_end::{BrowserError, Options, PATIENCE, Session, Window, file_address, prepared};
use driftscope_report::{LOCKED, carried_text};
use serde_json::Value;

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

#[test]
fn what_the_page_locks_opens_by_the_password_alone_in_page_and_command() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let verdict = window.verdict()?;
    let open = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    window.session.click("[data-testid=open-share]")?;
    window.session.wait_for("[data-testid=share-size]", PATIENCE)?;
    window.session.type_into("[data-testid=share-password]", PASSWORD)?;
    window.session.click("[data-testid=save-page]")?;
    let path = window.session.wait_for_download(PATIENCE)?;
    assert!(path.ends_with("driftscope-locked.html"), "{}", path.display());
    let page = std::fs::read_to_string(path).expect("a download can be read");
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
    says(&other.session, "the password is another")?;
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

#[test]
fn what_the_command_locks_opens_in_a_window_and_in_frames_of_a_secure_page() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let open = window.files.write("open.html", super::embedding::shared())?;
    let password = window.files.write("password.txt", PASSWORD)?;
    let locked = by_command("lock", &open, &password).stdout;
    let path = window.files.write("locked.html", &locked)?;
    window.session.open(&file_address(&path))?;
    enter(&window.session, PASSWORD)?;
    let verdict = window.verdict()?;
    window.assert_clean()?;

    // A changed letter of the encrypted bytes, or fewer rounds, opens with no password.
    let text = String::from_utf8(locked).expect("UTF-8");
    let at = text.find(LOCKED).expect("it is locked") + 200;
    let letter = if &text[at..=at] == "A" { "B" } else { "A" };
    for changed in [format!("{}{letter}{}", &text[..at], &text[at + 1..]), text.replace(" 600000 ", " 600 ")] {
        let path = window.files.write("changed.html", changed)?;
        window.session.open(&file_address(&path))?;
        enter(&window.session, PASSWORD)?;
        says(&window.session, "the page was changed")?;
    }

    let frame = |how: &str| {
        let page = Value::from(text.as_str()).to_string().replace('<', "\\u003c");
        let outer = format!(
            "<!DOCTYPE html><meta charset=utf-8><title>outside</title><body><script>const page = {page};\
             const frame = document.createElement('iframe'); frame.id = 'frame'; frame.width = 1200; frame.height = 850;\
             {how} document.body.append(frame);</script>"
        );
        let session = Session::start(&Options::default())?;
        session.open(&file_address(&window.files.write("outer.html", outer)?))?;
        session.enter_frame("#frame")?;
        enter(&session, PASSWORD)?;
        Ok::<Session, BrowserError>(session)
    };
    for how in ["frame.srcdoc = page;", "frame.sandbox = 'allow-scripts'; frame.srcdoc = page;"] {
        let session = frame(how)?;
        session.wait_for("[data-testid=verdict]", PATIENCE)?;
        assert_eq!(session.text("[data-testid=verdict]")?, verdict, "{how}");
    }
    Ok(())
}
