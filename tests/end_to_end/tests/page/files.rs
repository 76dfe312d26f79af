//! The list of files: what it shows of each, removing one, and moving the place where one log is split.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};

/// What the two files at the top are called.
const CHIPS: &str = "[...document.querySelectorAll('.file .file-name')].map(it => it.innerText.trim()).join('|')";

/// Reads whether no work is going on, and the whole report is there.
const SETTLED: &str =
    "document.querySelector('[data-testid=open-share]:enabled') && !document.querySelector('[data-testid=progress]')";

fn days(window: &Window) -> Result<Vec<std::path::PathBuf>, BrowserError> {
    let day = |day: usize| {
        let rows = (0..40 * day).map(|row| format!("{{\"x\":{},\"day\":{day}}}\n", row * 7 % 31)).collect::<String>();
        window.files.write(&format!("day_{day}.ndjson"), rows)
    };
    (1..=3).map(day).collect()
}

#[test]
fn each_file_of_a_side_is_shown_and_can_be_removed() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let days = days(&window)?;
    let [one, two, three] = &days[..] else { unreachable!("there are three") };
    window.choose("reference", &[one])?;
    window.choose("production", &[one, two, three])?;
    window.verdict()?;
    window.session.wait_until(SETTLED, PATIENCE)?;
    window.session.click("[data-testid=show-files]")?;
    let list = window.session.text("[data-testid=file-list]")?;
    for words in ["Production: 3 files, 240 rows", "day_2.ndjson", "80 rows", "day_3.ndjson", "120 rows", "JSON Lines"]
    {
        assert!(list.contains(words), "no {words} in {list}");
    }
    let hashes = window.texts("[data-testid=file-list] code")?;
    assert!(hashes.len() == 4 && hashes.iter().all(|hash| hash.len() == 64), "{hashes:?}");
    // The only file of the reference stays.
    assert_eq!(window.texts("[data-testid=remove-file]")?.len(), 3);

    window.session.click("[aria-label='Remove day_2.ndjson']")?;
    window.session.wait_until(&format!("{SETTLED} && {CHIPS}.includes('day_1.ndjson and 1 more')"), PATIENCE)?;
    let list = window.session.text("[data-testid=file-list]")?;
    assert!(list.contains("Production: 2 files, 160 rows") && !list.contains("day_2"), "{list}");
    window.session.press("Escape")?;
    window.session.wait_until("!document.querySelector(':popover-open')", PATIENCE)?;
    window.assert_clean()
}

#[test]
fn one_log_is_parted_elsewhere_from_the_bar_at_the_top() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose("production", &[&Logs::full().production])?;
    window.session.wait_for("[data-testid=split-moment]", PATIENCE)?;
    window.enter("split-moment", "2013-06-16T00:00:00")?;
    // How many rows each side would have is known before anything is compared.
    let counted = "/before 2013-06-16.*, [0-9]\u{202f}[0-9]{3} rows/.test(document.querySelector('[data-testid=parts]')?.innerText)";
    window.session.wait_until(counted, PATIENCE)?;
    let parts = window.texts("[data-testid=parts] li")?;
    window.session.click("[data-testid=split]:enabled")?;
    window.verdict()?;
    window.session.wait_until(
        &format!("{CHIPS}.replaceAll(/(reference|production):\\s+/g, '') === 'before 2013-06-16|from 2013-06-16'"),
        PATIENCE,
    )?;
    let rows = window.texts(".file em")?;
    assert!(parts[0].ends_with(&rows[0]) && parts[1].ends_with(&rows[1]), "{parts:?}, and then {rows:?}");
    assert!(window.texts("[data-testid=choice]")?.join("").contains("One log was split"));

    window.session.wait_until(SETTLED, PATIENCE)?;
    window.session.click("[data-testid=show-files]")?;
    window.enter("split-moment", "2013-07-01T00:00:00")?;
    window.session.click("[data-testid=file-list] [data-testid=split]:enabled")?;
    window.session.wait_until(&format!("{CHIPS}.includes('from 2013-07-01')"), PATIENCE)?;
    window.verdict()?;
    assert_ne!(window.texts(".file em")?, rows);
    assert!(window.texts("[data-testid=choice]")?.join("").contains("before 2013-07-01"));
    window.assert_clean()
}

#[test]
fn a_report_is_saved_under_a_name_of_its_own() -> Result<(), BrowserError> {
    let window = Window::open()?;
    // Everything that the region told, however short.
    let script = "window.told = new Set();
        (function look() {
          const region = document.querySelector('[data-testid=saved]');
          const button = document.querySelector('[data-testid=open-share]');
          if (region?.innerText) told.add(`${region.innerText} ${button.disabled}`);
          requestAnimationFrame(look);
        })();";
    window.session.run(script, &[])?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let path = window.save_shared_page()?;
    assert_eq!(
        path.file_name().and_then(|name| name.to_str()),
        Some("driftscope_reference_production_2013-08-01.html")
    );
    let saved = "document.querySelector('[data-testid=saved]').innerText === 'Saved driftscope_reference_production_2013-08-01.html'";
    window.session.wait_until(saved, PATIENCE)?;
    window.session.wait_until("told.has('Preparing the rest… true')", PATIENCE)?;
    assert_eq!(window.attributes("[data-testid=saved]", "role")?, ["status"]);
    // Another choice: what was saved is no longer what is shown.
    window.enter("tolerance", "0.2")?;
    window
        .session
        .wait_until("!document.querySelector('[data-testid=saved]').innerText.includes('Saved')", PATIENCE)?;
    window.assert_clean()
}
