//! Profiles dropped where files are: the same report as that of the command.

use std::path::{Path, PathBuf};
use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, prepared};
use driftscope_report::carried_json;

use crate::period::wait_for_words;

/// What the command prints.
pub(crate) fn by_command(arguments: &[&str], files: &[&Path]) -> String {
    let output = Command::new(&prepared().command).args(arguments).args(files).output().expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the command writes UTF-8")
}

fn profile(window: &Window, log: &Path, name: &str) -> PathBuf {
    window.files.write(name, by_command(&["profile"], &[log])).expect("a scratch directory takes files")
}

/// The report in the page that the window saves.
fn report(window: &Window) -> Result<String, BrowserError> {
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    Ok(carried_json(&page).expect("the page carries a report").expect("the report is whole"))
}

#[test]
fn two_profiles_give_the_report_of_the_command() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let reference = profile(&window, &logs.reference, "reference-profile.json");
    let production = profile(&window, &logs.production, "production-profile.json");
    window.drop_files(&[&production, &reference])?;
    window.verdict()?;
    let said = window.session.text("#verdict")?;
    assert!(said.contains("Profiles were compared"), "{said}");
    let expected = by_command(&["compare", "--format", "json"], &[&reference, &production]);
    assert!(report(&window)? == expected.trim_end(), "the page's report is the command's");
    window.assert_clean()
}

#[test]
fn a_profile_and_rows_are_compared() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let reference = profile(&window, &logs.reference, "reference-profile.json");
    window.choose("reference", &[&reference])?;
    window.choose("production", &[&logs.production])?;
    window.verdict()?;
    let expected = by_command(&["compare", "--format", "json"], &[&reference, &logs.production]);
    assert!(report(&window)? == expected.trim_end(), "the page's report is the command's");
    window.assert_clean()
}

#[test]
fn a_profile_that_cannot_be_is_refused() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let text = "{\"driftscope_profile\":1,\"rows\":5,\"columns\":[{\"name\":\"x\",\"values\":{\"numbers\":7}}]}";
    let path = window.files.write("wrong.json", text)?;
    window.choose("reference", &[&path])?;
    window.error_with("wrong.json is a profile that cannot be used")?;
    window.assert_clean()
}

#[test]
fn a_packed_profile_with_windows_is_parted_in_time() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let packed = window.files.write("production.json.gz", "")?;
    let arguments = ["profile", "--window", "day", "--output", &packed.to_string_lossy()];
    by_command(&arguments, &[&Logs::full().production]);
    window.choose("production", &[&packed])?;
    window.session.wait_for("[data-testid=split-moment]", PATIENCE)?;
    window.session.click("[data-testid=split]:enabled")?;
    window.verdict()?;
    let said = window.session.text("#verdict")?;
    assert!(said.contains("Profiles were compared"), "{said}");
    let rows = window.session.text(".audit")?;
    // The middle of the two months parts the 12 000 records in two.
    assert_eq!(rows.matches("production.ndjson.gz").count(), 2, "{rows}");
    window.assert_clean()
}

/// Columns lie in two workers, of which one has the time column.
#[test]
fn profiles_with_windows_have_a_heat_map_and_periods_of_the_command() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let [reference, production] =
        [("reference", &logs.reference), ("production", &logs.production)].map(|(name, log)| {
            let text = by_command(&["profile", "--window", "day", "--model"], &[log]);
            window.files.write(&format!("{name}-by-day.json"), text).expect("a scratch directory takes files")
        });
    window.drop_files(&[&production, &reference])?;
    window.verdict()?;
    window.enter("period-from", "2013-07-08")?;
    wait_for_words(&window, "Compared: 2013-07-08 to ")?;
    window.enter("period-to", "2013-07-14")?;
    wait_for_words(&window, "Compared: 2013-07-08 to 2013-07-14")?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let arguments = ["compare", "--period", "timestamp@2013-07-08..2013-07-14", "--format", "json"];
    let expected = by_command(&arguments, &[&reference, &production]);
    assert!(expected.contains("\"unit\":\"day\"") && expected.contains("\"roc_auc\""), "{}", &expected[..200]);
    assert!(report(&window)? == expected.trim_end(), "the page's report of the period is the command's");
    window.assert_clean()
}

/// Segments are of all columns, which lie in two workers.
#[test]
fn profiles_by_segment_have_the_report_of_the_command() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let [reference, production] =
        [("reference", &logs.reference), ("production", &logs.production)].map(|(name, log)| {
            let text = by_command(&["profile", "--segment", "input.carrier"], &[log]);
            window.files.write(&format!("{name}-by-carrier.json"), text).expect("a scratch directory takes files")
        });
    window.drop_files(&[&production, &reference])?;
    window.verdict()?;
    window.session.click("[data-testid=tab-segments]")?;
    window.select("segment", "input.carrier")?;
    window.session.wait_for("[data-testid=segment-table]", PATIENCE)?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let arguments = ["compare", "--segment", "input.carrier", "--format", "json"];
    let expected = by_command(&arguments, &[&reference, &production]);
    assert!(expected.contains("\"within_bits\""), "{}", &expected[..200]);
    // A saved page opens where it was saved.
    window.session.click("[data-testid=tab-overview]")?;
    assert!(report(&window)? == expected.trim_end(), "the page's report by segment is the command's");
    window.assert_clean()
}
