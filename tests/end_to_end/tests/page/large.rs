//! A file that is large enough for two workers gives the report of the command, which the fingerprint ties to its bytes.

use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, prepared, unpacked};
use driftscope_report::carried_json;
use serde_json::Value;

/// How often the production log is repeated: some 70 MB, so that the first worker is not done before the second begins.
const REPEATED: usize = 16;

const TRIES: usize = 8;

/// Records the names of the messages that workers receive from now on.
const LISTEN: &str = r#"
window.told = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  window.told.push(/^\{?"(\w+)"/.exec(String(message[0]).slice(0, 40))?.[1]);
  return post.call(this, message, ...rest);
};"#;

fn by_command(arguments: &[&str]) -> String {
    let output = Command::new(&prepared().command).arg("compare").args(arguments).output().expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the command writes UTF-8").trim_end().to_owned()
}

fn report(window: &Window) -> Result<String, BrowserError> {
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    Ok(carried_json(&page).expect("the page carries a report").expect("the report is whole"))
}

/// Opens windows until two workers share a file there: on a busy computer, the first may be done with it before the second
/// is asked. What is checked there holds either way.
fn until_shared(check: impl Fn(&Window) -> Result<(), BrowserError>) -> Result<(), BrowserError> {
    for _ in 0..TRIES {
        let window = Window::open()?;
        window.session.run(LISTEN, &[])?;
        check(&window)?;
        let told = window
            .session
            .run("return window.told.filter(name => /^(LeaveTail|ReadTail|AppendTail)$/.test(name));", &[])?;
        let told: Vec<&str> = told.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(told.first(), Some(&"LeaveTail"), "two workers are meant to share the file");
        window.assert_clean()?;
        if told == ["LeaveTail", "ReadTail", "AppendTail"] {
            return Ok(());
        }
    }
    panic!("no file was shared");
}

#[test]
fn one_large_log_is_read_by_two_workers() -> Result<(), BrowserError> {
    until_shared(|window| {
        // The rest has a record that is broken, and a column of its own.
        let log = unpacked(&Logs::full().production);
        let (most, last) = (log.repeat(REPEATED - 1), log);
        let log = window.files.write("log.ndjson", format!("{most}{{\"broken\":,}}\n{{\"late\":1}}\n{last}"))?;
        window.choose("production", &[&log])?;
        window.session.wait_for("[data-testid=split-moment]", PATIENCE)?;
        window.session.click("[data-testid=split]:enabled")?;
        window.verdict()?;

        let report = report(window)?;
        let settings: Value = serde_json::from_str(&report).expect("the report is JSON");
        let settings = window.files.write("settings.json", settings["settings"].to_string())?;
        let [log, settings] = [&log, &settings].map(|path| path.to_str().expect("a path of plain letters"));
        assert!(
            report == by_command(&[log, "--settings", settings, "--format", "json"]),
            "the page's report is the command's"
        );
        Ok(())
    })
}

#[test]
fn the_larger_side_is_read_by_two_workers() -> Result<(), BrowserError> {
    until_shared(|window| {
        let logs = Logs::full();
        let large = window.files.write("large-production.ndjson", unpacked(&logs.production).repeat(REPEATED))?;
        window.drop_files(&[&large, &logs.reference])?;
        window.verdict()?;
        let [large, reference] = [&large, &logs.reference].map(|path| path.to_str().expect("a path of plain letters"));
        assert!(
            report(window)? == by_command(&[reference, large, "--format", "json"]),
            "the page's report is the command's"
        );
        Ok(())
    })
}

/// Strings that turn out to be moments only in the rest: one reader would keep all of them otherwise.
#[test]
fn a_rest_that_cannot_be_taken_in_is_read_again() -> Result<(), BrowserError> {
    until_shared(|window| {
        let rows: usize = 300_000;
        let line = |row: usize| {
            let late = row.saturating_sub(rows * 3 / 4);
            let (hour, minute, second) = (late / 3_600 % 24, late / 60 % 60, late % 60);
            format!(
                "{{\"when\":\"2024-01-01T{hour:02}:{minute:02}:{second:02}Z\",\"value\":{}.5,\"side\":\"{}\",\"filler\":\"{}\"}}\n",
                row * 7 % 101,
                ["a", "b"][row % 2],
                "x".repeat(80)
            )
        };
        let log = window.files.write("late.ndjson", (0..rows).map(line).collect::<String>())?;
        let small = window.files.write("small.ndjson", (0..500).map(line).collect::<String>())?;
        window.choose("reference", &[&small])?;
        window.choose("production", &[&log])?;
        window.verdict()?;
        let [log, small] = [&log, &small].map(|path| path.to_str().expect("a path of plain letters"));
        assert!(report(window)? == by_command(&[small, log, "--format", "json"]), "the page's report is the command's");
        Ok(())
    })
}
