//! Did it hurt: metrics by labels, also labels that come later in a file of their own, and a page that is sent.

use std::fmt::Write as _;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, unpacked};
use serde_json::{Value, json};

/// The production log without its labels but with identifiers, and the labels in another order, as CSV.
pub(crate) fn apart() -> (String, String) {
    let mut log = String::new();
    let mut labels = Vec::new();
    for (place, line) in unpacked(&Logs::full().production).lines().enumerate() {
        let mut record: Value = serde_json::from_str(line).expect("the log is JSON Lines");
        let label = record.as_object_mut().and_then(|record| record.remove("actual")).unwrap_or_default();
        record["request_id"] = json!(format!("request-{place:05}"));
        // Writing into a string cannot fail.
        let _ = writeln!(log, "{record}");
        if !label.is_null() {
            labels.push(format!("request-{place:05},{label}\n"));
        }
    }
    labels.reverse();
    (log, format!("requestId,actual\n{}", labels.concat()))
}

/// The row of a metric.
fn metric(window: &Window, id: &str) -> Result<String, BrowserError> {
    let row = format!("[data-testid=metric-row][data-metric={id}]");
    window.session.wait_for(&row, PATIENCE)?;
    Ok(window.session.text(&row)?.replace('\u{202f}', " "))
}

#[test]
fn the_metrics_answer_whether_it_hurt_here_and_in_a_page_that_is_sent() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let answers = window.session.text("[data-testid=answers]")?.replace('\u{202f}', " ");
    assert!(answers.contains("Accuracy 91.5 % → 88.5 %"), "{answers}");
    window.session.click("[data-testid=tab-model]")?;
    let accuracy = metric(&window, "accuracy")?;
    assert!(accuracy.contains("−2.9 points") && accuracy.contains("Worse"), "{accuracy}");
    assert!(metric(&window, "f1")?.contains("No change"));
    assert!(metric(&window, "prevalence")?.contains("31.7 %"));
    let explanation = window.session.text("[data-testid=explanation-sentence]")?;
    assert!(explanation.contains("input.dep_delay carries"), "{explanation}");
    let lines = window.session.text("[data-testid=score-card]")?;
    assert!(lines.contains("By the labels, they are worse") && lines.contains("Not from this data"), "{lines}");
    assert!(window.session.text("[data-testid=curves]")?.contains("ROC curve"));
    assert!(metric(&window, "unsure_share")?.contains("described, not judged"));
    // A line leads to the view with its finding.
    window.session.click("[data-testid=score-card] a[href='#service']")?;
    window.session.wait_for("[data-testid=view-service]", PATIENCE)?;
    window.session.click("[data-testid=tab-model]")?;
    // The other class: recall and specificity change places.
    let recall = metric(&window, "recall")?;
    assert!(recall.contains("72.3 %") && recall.contains("70.4 %"), "{recall}");
    window.select("positive", "0")?;
    window
        .session
        .wait_until("document.querySelector('[data-metric=recall]')?.textContent.includes('97.0')", PATIENCE)?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    let path = window.files.write("sent.html", &page)?;
    let other = Window::open_file(&path)?;
    other.session.wait_for("[data-testid=tab-model]", PATIENCE)?;
    other.session.click("[data-testid=tab-model]")?;
    assert!(metric(&other, "recall")?.contains("97.0 %"));
    window.assert_clean()?;
    other.assert_clean()
}

#[test]
fn labels_of_another_file_are_joined() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let (log, labels) = apart();
    let production = window.files.write("served.ndjson", log)?;
    let labels = window.files.write("outcomes.csv", labels)?;
    window.choose("reference", &[&Logs::full().reference])?;
    window.choose("production", &[&production])?;
    window.verdict()?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    window.session.click("[data-testid=tab-model]")?;
    window.session.wait_for("[data-testid=view-performance]", PATIENCE)?;
    let sentence = window.session.text("[data-testid=performance-sentence]")?;
    assert!(sentence.contains("Production has no label yet"), "{sentence}");
    // Until they come, what they would show is estimated.
    let estimated = window.session.text("[data-testid=estimate-row][data-metric=accuracy]")?.replace('\u{202f}', " ");
    assert!(estimated.contains("91.5 %") && estimated.contains("89.6 %"), "{estimated}");
    let estimate = window.session.text("[data-testid=estimate-sentence]")?;
    assert!(estimate.contains("Without v1.1") && estimate.contains("input.temp"), "{estimate}");
    let answers = "document.querySelector('[data-testid=answers]')?.textContent.includes('estimated, without labels')";
    window.session.click("[data-testid=tab-overview]")?;
    window.session.wait_until(answers, PATIENCE)?;
    window.session.click("[data-testid=tab-model]")?;
    window.session.choose_files("[data-testid=labels-input]", &[&labels])?;
    window
        .session
        .wait_until("document.querySelector('[data-metric=accuracy]')?.textContent.includes('88.5')", PATIENCE)?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let accuracy = metric(&window, "accuracy")?;
    assert!(accuracy.contains("−2.9 points") && accuracy.contains("Worse"), "{accuracy}");
    window.session.click("[data-testid=show-files]")?;
    let files = window.session.text("[data-testid=file-list]")?;
    assert!(
        files.contains("outcomes.csv") && files.contains("11549 of 12000 rows by request_id = requestId"),
        "{files}"
    );
    window.assert_clean()
}
