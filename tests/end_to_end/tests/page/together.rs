//! What the columns show together, in the page.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

/// Two numbers that go together, two categories that are each other's function, and a flag. In production the numbers go apart,
/// and each land has another money; the columns by themselves are as they were.
fn rows(is_production: bool) -> String {
    let row = |row: usize| {
        let (x, land) = (row * 7919 % 1009, row * 31 % 4);
        let other = if is_production { row * 577 % 1009 } else { x };
        let (y, money) = (other + row * 13 % 50, (land + usize::from(is_production)) % 4);
        let flag = (row * 17).is_multiple_of(3);
        format!("{{\"x\":{x},\"y\":{y},\"land\":\"land {land}\",\"money\":\"money {money}\",\"flag\":{flag}}}\n")
    };
    (0..3 * 1009).map(row).collect()
}

#[test]
fn what_no_single_column_shows_is_shown_for_all_together() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let files =
        [window.files.write("reference.jsonl", rows(false))?, window.files.write("production.jsonl", rows(true))?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    let verdict = window.verdict()?;
    assert!(verdict.contains("None of") || verdict.contains("No drift seen"), "{verdict}");
    window.session.wait_for("#together", PATIENCE)?;
    window.session.click("[data-testid=tab-columns]")?;
    let section = window.session.text("#together")?;
    assert!(section.contains("A classifier tells production from reference rows, mainly by y and x: AUC"), "{section}");
    assert!(section.contains("No single column drifted, but how they relate did."), "{section}");
    assert!(section.contains("Associations between pairs of columns: 2 of 6 changed"), "{section}");

    // Each pair of numbers by ranks and by values, each of categories by Cramér's V; those that changed come first.
    let pairs = window.texts("[data-testid=together-pairs] tbody")?;
    let spaced: Vec<String> = pairs.iter().map(|pair| pair.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert!(spaced[0].starts_with("x · y ● Spearman 1.00 "), "{spaced:?}");
    assert!(spaced[0].contains(" ● Pearson 1.00 "), "{spaced:?}");
    let turned =
        spaced.iter().find(|pair| pair.starts_with("land · money ")).expect("the pair of categories is listed");
    assert!(
        turned.contains("● Cramér’s V 1.00 1.00 ") && turned.contains("which categories occur together changed by"),
        "{turned}"
    );
    let flag = spaced.iter().find(|pair| pair.starts_with("land · flag ") || pair.starts_with("x · flag "));
    assert!(flag.is_some_and(|pair| !pair.contains('●')), "{spaced:?}");

    // Its name leads to what it sees and misses.
    window.session.click("#together-title button")?;
    window.session.wait_until("document.querySelector('[data-testid=methods]').open", PATIENCE)?;
    let methods = window.session.text("[data-testid=methods]")?;
    assert!(
        methods.contains("Changed pairs of categories") && methods.contains("Domain classifier"),
        "no methods of it"
    );
    window.assert_clean()
}
