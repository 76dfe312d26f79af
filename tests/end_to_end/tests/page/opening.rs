//! Both flight logs, opened by the file inputs.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};

#[test]
fn two_logs_give_a_verdict_columns_and_their_details() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    assert!(window.verdict()?.contains("drift"), "{}", window.verdict()?);

    let columns = window.attributes("[data-testid=column-row]", "data-column")?;
    for name in ["input.temp", "input.carrier", "prediction.confidence", "actual"] {
        assert!(columns.iter().any(|column| column == name), "{name} is not among {columns:?}");
    }

    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    // The tests that do not decide come after the verdict.
    for words in ["Kolmogorov", "Median"] {
        let is_there = format!("document.querySelector('[data-testid=column-detail]').innerText.includes('{words}')");
        window.session.wait_until(&is_there, PATIENCE)?;
    }
    window.assert_clean()
}

#[test]
fn clicking_a_header_sorts_by_it_and_clicking_again_turns_it_around() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let columns = || window.attributes("[data-testid=column-row]", "data-column");
    let mut by_name = columns()?;
    by_name.sort_by_key(|name| name.to_lowercase());

    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("button[data-sort=name]")?;
    let once = columns()?;
    window.session.click("button[data-sort=name]")?;
    let twice = columns()?;
    assert_eq!(once, by_name);
    by_name.reverse();
    assert_eq!(twice, by_name);

    window.session.click("button[data-sort=effect]")?;
    assert_ne!(columns()?, twice);
    window.assert_clean()
}
