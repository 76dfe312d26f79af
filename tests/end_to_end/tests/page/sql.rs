//! SQL for rows in a database, to copy: that of the command.

use std::process::Command;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window, prepared};

fn by_command(arguments: &[&str]) -> String {
    let output = Command::new(&prepared().command).arg("sql").args(arguments).output().expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the command writes UTF-8")
}

/// Types into a field.
fn type_into(window: &Window, field: &str, value: &str) -> Result<(), BrowserError> {
    let script = "const field = document.querySelector(`[data-testid=${arguments[0]}]`);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    window.session.run(script, &[field.into(), value.into()]).map(drop)
}

#[test]
fn the_page_writes_the_sql_of_the_command() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-data]")?;
    window.session.click("[data-testid=sql]")?;
    window.session.wait_for("[data-testid=sql-text]", PATIENCE)?;
    window.select("sql-dialect", "PostgreSQL")?;
    type_into(&window, "sql-table", "flights")?;
    window.select("sql-window", "by week of timestamp")?;
    let columns = window.session.run("return document.querySelector('[data-testid=sql-columns]').value", &[])?;
    let columns = columns.as_str().unwrap_or_default();
    assert!(columns.contains("input.dep_delay:number") && columns.contains("timestamp:time"), "{columns}");
    type_into(&window, "sql-columns", "timestamp:time, actual:boolean, late:boolean=delay > 15")?;
    let arguments = ["--dialect", "postgres", "--table", "flights", "--window", "week", "--time", "timestamp"];
    let columns = ["--columns", "timestamp:time, actual:boolean, late:boolean=delay > 15"];
    let expected = by_command(&[&arguments[..], &columns].concat());
    assert_eq!(window.session.text("[data-testid=sql-text]")?.trim_end(), expected.trim_end());
    type_into(&window, "sql-columns", "timestamp:text")?;
    window.session.wait_until(
        "document.querySelector('.database .refused')?.textContent.includes('write timestamp:time')",
        PATIENCE,
    )?;
    window.assert_clean()
}
