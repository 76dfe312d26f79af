//! SQL for rows in a database, to copy: that of the command.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

use crate::profiles::by_command;

#[test]
fn the_page_writes_the_sql_of_the_command() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-data]")?;
    window.session.click("[data-testid=sql]")?;
    window.session.wait_for("[data-testid=sql-text]", PATIENCE)?;
    window.select("sql-dialect", "PostgreSQL")?;
    window.type_into("sql-table", "flights")?;
    window.select("sql-window", "by week of timestamp")?;
    let columns = window.session.run("return document.querySelector('[data-testid=sql-columns]').value", &[])?;
    let columns = columns.as_str().unwrap_or_default();
    assert!(columns.contains("input.dep_delay:number") && columns.contains("timestamp:time"), "{columns}");
    window.type_into("sql-columns", "timestamp:time, actual:boolean, late:boolean=delay > 15")?;
    let arguments = ["--dialect", "postgres", "--table", "flights", "--window", "week", "--time", "timestamp"];
    let columns = ["--columns", "timestamp:time, actual:boolean, late:boolean=delay > 15"];
    let expected = by_command(&[&["sql"], &arguments[..], &columns].concat(), &[]);
    assert_eq!(window.session.text("[data-testid=sql-text]")?.trim_end(), expected.trim_end());

    // The model of the report, and segments.
    let columns = "timestamp:time, actual:number, prediction.class:number, prediction.confidence:number, model_version:text, input.origin:text";
    window.type_into("sql-columns", columns)?;
    window.session.click("[data-testid=sql-model]")?;
    window.select("sql-segment", "input.origin")?;
    let model =
        ["--model", "target=actual,prediction=prediction.class,score=prediction.confidence,version=model_version"];
    let segment = ["--segment", "input.origin"];
    let expected = by_command(&[&["sql"], &arguments[..], &["--columns", columns], &model, &segment].concat(), &[]);
    assert_eq!(window.session.text("[data-testid=sql-text]")?.trim_end(), expected.trim_end());
    // A column of it that is not asked for is named.
    window.type_into("sql-columns", "timestamp:time, actual:boolean")?;
    window.session.wait_until(
        "document.querySelector('.database .refused')?.textContent.includes('prediction.class')",
        PATIENCE,
    )?;
    window.session.click("[data-testid=sql-model]")?;
    window.select("sql-segment", "none")?;
    window.type_into("sql-columns", "timestamp:text")?;
    window.session.wait_until(
        "document.querySelector('.database .refused')?.textContent.includes('write timestamp:time')",
        PATIENCE,
    )?;
    window.assert_clean()
}
