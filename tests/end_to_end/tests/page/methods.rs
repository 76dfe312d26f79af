//! The methods that the page carries, and the ways to them.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};
use serde_json::{Value, json};

/// Every word that leads to the methods in the page as it is, and whether there is such a place.
const LINKS: &str = "return [...document.querySelectorAll('[data-topic]')]
    .map(link => [link.dataset.topic, document.getElementById(link.dataset.topic) !== null]);";

/// Where the keyboard is, whether the methods are open, and whether the column still is.
const STANDING: &str = "return [document.activeElement.id || document.activeElement.dataset.topic,
    document.querySelector('[data-testid=methods]').open, document.querySelector('[data-testid=column-detail]') !== null];";

fn open_at(window: &Window, topic: &str) -> Result<(), BrowserError> {
    let script = "const link = document.querySelector(`[data-testid=column-detail] [data-topic='${arguments[0]}']`);
                  link.focus(); link.click();";
    window.session.run(script, &[Value::from(topic)]).map(drop)
}

fn assert_methods_work(window: &Window) -> Result<(), BrowserError> {
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_for("[data-testid=column-detail] [data-topic='method-mood']", PATIENCE)?;
    window.session.click("[data-testid=all-tests] summary")?;
    open_at(window, "method-mood")?;
    assert_eq!(window.session.run(STANDING, &[])?, json!(["method-mood", true, true]));
    assert!(window.session.text("[data-testid=methods]")?.contains("by ranks, which outliers do not move"));
    let links = window.session.run(LINKS, &[])?;
    let links = links.as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(links.len() > 20 && links.iter().all(|link| link[1] == true), "{links:?}");

    // Escape closes what is on top, and nothing below it; the keyboard is back where it was.
    window.session.press("Escape")?;
    assert_eq!(window.session.run(STANDING, &[])?, json!(["method-mood", false, true]));

    open_at(window, "methods-null-band")?;
    window.session.click("[data-testid=close-methods]")?;
    assert_eq!(window.session.run(STANDING, &[])?, json!(["methods-null-band", false, true]));
    window.assert_clean()
}

#[test]
fn each_figure_leads_to_its_method_and_back() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let page = window.save_shared_page()?;
    assert_methods_work(&window)?;
    assert_methods_work(&Window::open_file(&page)?)
}

#[test]
fn the_methods_open_by_a_key_and_lead_on_within_themselves() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.session.press("m")?;
    window.session.wait_for("[data-testid=methods][open]", PATIENCE)?;
    let dead = "return [...document.querySelectorAll('[data-testid=methods] a')]
        .map(link => link.getAttribute('href')).filter(to => !document.querySelector(to));";
    assert_eq!(window.session.run(dead, &[])?, json!([]));
    let distances = "[data-testid=methods] a[href='#methods-distances']";
    window.session.click(distances)?;
    let seen = "Math.abs(document.getElementById('methods-distances').getBoundingClientRect().top
        - document.querySelector('#methods-text').getBoundingClientRect().top) < 60";
    window.session.wait_until(seen, PATIENCE)?;
    window.assert_clean()
}
