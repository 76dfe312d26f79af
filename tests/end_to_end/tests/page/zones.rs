//! A time zone is chosen: days are those of its clock, and the bytes are those of the command.

use std::path::Path;
use std::process::Command;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window, prepared};

/// A record every hour of 60 days, from a moment on.
fn log(first: i64) -> String {
    let record = |hour: i64| format!("{{\"at\":{},\"amount\":{}}}\n", first + 3_600 * hour, hour * 7919 % 101);
    (0..24 * 60).map(record).collect()
}

fn run(arguments: &[&str], files: &[&Path]) -> String {
    let output = Command::new(&prepared().command).args(arguments).args(files).output().expect("the command starts");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Opens the page, chooses a zone, and compares what it saves with what the command writes.
fn compare(zone: &str, name: &str, first: i64) -> Result<(), BrowserError> {
    let window = Window::open()?;
    let reference = window.files.write("reference.jsonl", log(first - 86_400 * 60))?;
    let production = window.files.write("production.jsonl", log(first))?;
    window.choose("reference", &[&reference])?;
    window.choose("production", &[&production])?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    window.session.press("3")?;
    window.enter("zone", zone)?;
    let is_shown = format!("document.querySelector('.when')?.innerText.includes('({name}): ')");
    window.session.wait_until(&is_shown, PATIENCE)?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    // A page that is saved in another view opens there.
    window.session.press("1")?;
    let page = window.save_shared_page()?;
    let in_page = run(&["extract"], &[&page]);
    let zone = format!("--zone={zone}");
    let by_command = run(&["compare", "--format", "json", &zone], &[&reference, &production]);
    assert_eq!(in_page, by_command, "{zone}");
    window.assert_clean()
}

#[test]
fn the_clock_changes_of_the_browser_are_those_of_the_command() -> Result<(), BrowserError> {
    // Clocks change within both, on 31 March, on 7 April, within Ramadan, and on 4 November; Samoa had no 30 December.
    compare("Europe/Berlin", "Europe/Berlin", 1_709_251_200)?;
    compare("australia/lord_howe", "Australia/Lord_Howe", 1_709_251_200)?;
    compare("Africa/Casablanca", "Africa/Casablanca", 1_709_251_200)?;
    compare("America/Sao_Paulo", "America/Sao_Paulo", 1_540_000_000)?;
    compare("Pacific/Apia", "Pacific/Apia", 1_323_000_000)?;
    compare("-03:30", "-03:30", 1_709_251_200)
}

#[test]
fn a_zone_that_nobody_knows_is_refused_and_utc_comes_back() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.press("3")?;
    window.enter("zone", "Europe/Nowhere")?;
    let value = "document.querySelector('[data-testid=zone]')?.value";
    assert_eq!(window.session.run(&format!("return {value}"), &[])?, "UTC");
    window.enter("zone", "Asia/Kolkata")?;
    window.session.wait_until("document.querySelector('.when').innerText.includes('(Asia/Kolkata): ')", PATIENCE)?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    window.session.click("[data-testid=undo]")?;
    window.session.wait_until(&format!("{value} === 'UTC'"), PATIENCE)?;
    window.session.wait_until("!document.querySelector('.when').innerText.includes('Kolkata')", PATIENCE)?;
    window.assert_clean()
}
