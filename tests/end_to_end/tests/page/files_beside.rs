//! Several files of production beside each other: the matrix of columns by file.

use std::fmt::Write as _;
use std::path::PathBuf;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

/// Rows without a time; a number and a label move in some files, and one of these has half of its notes missing.
fn rows(window: &Window, name: &str, seed: u64, moved: bool) -> Result<PathBuf, BrowserError> {
    let mut state = seed;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut lines = "amount,plan,quiet\n".to_owned();
    for _ in 0..400 {
        let noise = (0..12).map(|_| random()).sum::<f64>() - 6.0;
        let plan = if random() < if moved { 0.6 } else { 0.2 } { "pro" } else { "free" };
        // Writing into a string cannot fail.
        let _ = writeln!(lines, "{:.3},{plan},{:.4}", 20.0 + noise + if moved { 0.9 } else { 0.0 }, random());
    }
    window.files.write(name, lines)
}

#[test]
fn three_files_of_production_are_a_matrix_with_the_first_that_differs() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let reference = rows(&window, "year.csv", 1, false)?;
    let files = [("jan.csv", false), ("feb.csv", true), ("mar.csv", true)];
    let mut production = Vec::new();
    for (seed, (name, moved)) in (2..).zip(files) {
        production.push(rows(&window, name, seed, moved)?);
    }
    window.choose("reference", &[&reference])?;
    window.choose("production", &[&production[0], &production[1], &production[2]])?;
    let said = |words: &str| format!("document.querySelector('#when')?.innerText.includes('{words}')");
    window.session.wait_until(&said("2 columns have differed since feb.csv"), PATIENCE)?;
    window.session.wait_until(&said("2 of 3 columns differ among production’s 3 files"), PATIENCE)?;
    window
        .session
        .wait_until(&said("By file: 1 file of about 400 rows in the reference, 3 files of about 400"), PATIENCE)?;
    let verdict = window.verdict()?;
    assert!(verdict.contains("2 columns have differed since feb.csv"), "{verdict}");
    // The names stand below the cells, and every cell is read by keys.
    let names = window.session.run(
        "return [...document.querySelectorAll('[data-testid=heat-map] .heat-axis text')].map(text => text.textContent).join(' ')",
        &[],
    )?;
    assert_eq!(names.as_str(), Some("year.csv jan.csv feb.csv mar.csv"));
    let keys = "const map = document.querySelector('[data-testid=heat-map]');
        map.focus();
        for (const key of ['ArrowDown', 'End']) map.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));";
    window.session.run(keys, &[])?;
    window.session.wait_until(
        "document.querySelector('[data-testid=heat-value]').innerText.includes('mar.csv (production): effect')",
        PATIENCE,
    )?;
    // No stretch of time can be chosen, and none is offered.
    assert_eq!(
        window.session.run("return document.querySelector('[data-testid=period]') === null", &[])?.as_bool(),
        Some(true)
    );
    // The column's page has the tests.
    window.session.run("document.querySelector('.heat-row.drifted button.heat-name').click()", &[])?;
    let among = "document.querySelector('[data-testid=column-among]')?.innerText.startsWith('Differs among production’s 3 files, adjusted p')";
    window.session.wait_until(among, PATIENCE)?;
    window.assert_clean()
}
