//! What a person may choose: where one log is split, how files are read, and how columns and the data set are judged.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};

const AUDIT: &str = ".audit";

#[test]
fn one_log_is_split_by_time() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose("production", &[&Logs::full().production])?;
    window.session.wait_for("[data-testid=split-moment]", PATIENCE)?;
    window.session.click("[data-testid=split]:enabled")?;
    assert!(window.verdict()?.contains("drift"), "{}", window.verdict()?);
    let rows = window.session.text(AUDIT)?;
    // June and July: the middle of the period parts the 12 000 records in two.
    assert_eq!(rows.matches("production.ndjson.gz").count(), 2, "{rows}");
    window.assert_clean()
}

#[test]
fn one_log_is_split_by_the_version_of_its_model() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose("reference", &[&Logs::full().production])?;
    window.session.wait_for("[data-testid=split-panel] .segments button:nth-child(2):enabled", PATIENCE)?;
    window.session.click("[data-testid=split-panel] .segments button:nth-child(2)")?;
    window.session.click("[data-testid=split]:enabled")?;
    window.verdict()?;
    assert!(window.attributes("[data-testid=column-row]", "data-column")?.len() > 5);
    window.assert_clean()
}

#[test]
fn a_column_is_read_as_a_person_says() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_for("[data-testid=column-kind]", PATIENCE)?;
    window.select("column-kind", "category")?;
    let kind_is = |sign: &str| {
        let shown = "document.querySelector('[data-column=\"input.temp\"] [data-testid=kind]').innerText";
        window.session.wait_until(&format!("{shown}.includes('{sign}')"), PATIENCE)
    };
    kind_is("abc")?;
    window.select("column-ignore", "Left out of the verdict")?;
    let left_out = "document.querySelector('[data-testid=column-detail]')?.innerText.includes('left out by choice')";
    window.session.wait_until(left_out, PATIENCE)?;
    assert_eq!(window.attributes("[data-testid=by-hand]", "title")?.len(), 1);
    // What is left out by choice alone bears the mark as well.
    window.select("column-kind", "As detected")?;
    kind_is("123")?;
    // Of two choices in quick succession the first is not lost.
    window.select("column-kind", "category")?;
    window.select("column-ignore", "Tested")?;
    let both = "document.querySelector('[data-testid=column-detail]').innerText.includes('Share of values by category')
        && !document.querySelector('[data-testid=column-detail]').innerText.includes('left out by choice')";
    window.session.wait_until(both, PATIENCE)?;
    window.session.wait_for("[data-column='input.temp'] [data-testid=by-hand]", PATIENCE)?;
    window.assert_clean()
}

#[test]
fn a_column_is_used_as_a_person_says() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let target = "[...document.querySelectorAll('.cards > a')].find(card => card.innerText.startsWith('Did it hurt?')).innerText";
    window.session.wait_until(&format!("{target}.includes('actual')"), PATIENCE)?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_for("[data-testid=column-role]", PATIENCE)?;
    window.select("column-role", "target")?;
    // It moved more than the column that was the target.
    window.session.wait_until(&format!("{target}.includes('input.temp')"), PATIENCE)?;
    let chosen = "document.querySelector('[data-testid=column-role]').selectedOptions[0].innerText === 'target'";
    window.session.wait_until(chosen, PATIENCE)?;

    window.select("column-role", "As detected")?;
    window.session.wait_until(&format!("{target}.includes('actual')"), PATIENCE)?;
    window.assert_clean()
}

#[test]
fn the_smallest_effect_that_counts_is_a_persons_choice() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    let before = window.verdict()?;
    window.enter("tolerance", "5")?;
    let refused = "document.querySelector('.settings .refused')?.innerText.includes('from 0 to 1')";
    window.session.wait_until(refused, PATIENCE)?;
    assert_eq!(window.verdict()?, before);
    window.enter("tolerance", "1,0")?;
    let other = format!(
        "document.querySelector('[data-testid=verdict]').innerText !== {}",
        serde_json::Value::from(before.as_str())
    );
    window.session.wait_until(&other, PATIENCE)?;
    assert!(window.verdict()?.contains("None of"), "{} and then {}", before, window.verdict()?);
    window.assert_clean()
}

#[test]
fn numbers_count_while_they_are_typed() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    // "0." on the way to "0.9" is not a number yet, and stays as it is.
    let type_on = "const field = document.querySelector('[data-testid=tolerance]');
        field.focus();
        field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));";
    for (typed, limit) in [("0", "0"), ("0.", "0"), ("0.9", "0.9"), ("0.90", "0.9")] {
        window.session.run(type_on, &[typed.into()])?;
        let is_applied = format!("document.querySelector('#verdict p').innerText.includes('at least {limit} ')");
        window.session.wait_until(&is_applied, PATIENCE)?;
        let shown = format!("document.querySelector('[data-testid=tolerance]').value === '{typed}'");
        window.session.wait_until(&shown, PATIENCE)?;
    }
    window.assert_clean()
}

#[test]
fn a_drift_is_marked_as_known_and_a_column_has_a_note() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let before = window.verdict()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_for("[data-testid=acknowledge]", PATIENCE)?;
    window.session.click("[data-testid=acknowledge]")?;
    window.session.wait_for("[data-testid=acknowledge-note]", PATIENCE)?;
    window.enter("acknowledge-note", "summer <b>heat</b>")?;
    let detail = "document.querySelector('[data-testid=column-detail] .finding').innerText";
    window.session.wait_until(&format!("{detail}.endsWith('; known: summer <b>heat</b>')"), PATIENCE)?;
    let chip = window.session.text("[data-testid=column-row][data-column='input.temp'] .chip")?;
    assert!(chip.contains("Known"), "{chip}");
    // A view that is not shown is not drawn again.
    window.session.click("[data-testid=tab-overview]")?;
    let is_counted = "document.querySelector('[data-testid=verdict]').innerText.includes('(1 known)')";
    window.session.wait_until(is_counted, PATIENCE)?;
    let after = window.verdict()?;
    assert!(
        after.contains("(1 known)") && !after.contains("input.temp most") && before.contains("input.temp"),
        "{after}"
    );
    window.session.click("[data-testid=tab-columns]")?;
    window.session.wait_for("[data-testid=column-note]", PATIENCE)?;
    window.enter("column-note", "Ask the weather team")?;

    // What is known and noted is in the page that is sent.
    let shared = Window::open_file(&window.save_shared_page()?)?;
    assert_eq!(shared.verdict()?, after);
    // It opens at the column, as it was saved.
    shared.session.wait_for(".sent-note", PATIENCE)?;
    assert_eq!(shared.session.text("[data-testid=column-detail] .sent-note")?, "Ask the weather team");
    // It can be taken back there, without rows.
    shared.session.click("[data-testid=acknowledge-undo]")?;
    shared.session.wait_until(&format!("!{detail}.includes('known')"), PATIENCE)?;
    shared.session.click("[data-testid=tab-overview]")?;
    shared.session.wait_until(&format!("!({is_counted})"), PATIENCE)?;
    assert_eq!(shared.verdict()?, before);
    shared.assert_clean()?;
    window.assert_clean()
}

#[test]
fn files_are_read_as_a_person_says_and_as_a_sample() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let rows = |shift: usize| {
        let rows: Vec<String> = (0..400).map(|row| format!("{{\"x\":{}}}", row * 7 % 100 + shift)).collect();
        format!("{{\"data\":[{}]}}", rows.join(","))
    };
    let files = [window.files.write("reference.json", rows(0))?, window.files.write("production.json", rows(50))?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    let audit = window.session.text(AUDIT)?;
    assert!(audit.contains("JSON records at data") && audit.contains("400 rows and 400 read"), "{audit}");

    window.select("production-share", "A sample of 10")?;
    let sampled = "!document.querySelector('[data-testid=progress]') && /400 rows and [1-9][0-9] read/.test(document.querySelector('.audit')?.innerText)";
    window.session.wait_until(sampled, PATIENCE)?;

    window.select("production-share", "All")?;
    window.select("production-format", "JSON records")?;
    // The envelope itself is the one record then, which has no column `x`.
    window.error_with("no column in common")?;
    window.assert_clean()
}

#[test]
fn records_are_read_where_a_person_says_in_any_json() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let document = |shift: usize| {
        let list = |rows: usize| {
            (0..rows).map(|row| format!("{{\"x\":{}}}", row * 7 % 100 + shift)).collect::<Vec<_>>().join(",")
        };
        format!("{{\"log\":{{\"entries\":[{}]}},\"data\":{{\"rows\":[{}]}}}}", list(90), list(80))
    };
    let files =
        [window.files.write("reference.json", document(0))?, window.files.write("production.json", document(50))?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    let audit = window.session.text(AUDIT)?;
    assert!(audit.contains("90 rows and 90 read"), "{audit}");
    for side in ["reference", "production"] {
        window.session.wait_for(&format!("[data-testid={side}-path]"), PATIENCE)?;
        window.enter(&format!("{side}-path"), "data.rows")?;
    }
    window
        .session
        .wait_until("document.querySelector('.audit')?.innerText.includes('80 rows and 80 read')", PATIENCE)?;
    window.assert_clean()
}

#[test]
fn a_vector_and_lists_of_labels_have_figures_of_their_own() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let log = |shift: usize| {
        let numbers =
            |row: usize| (0..70).map(|at| ((row * 31 + at * 17) % 101 + shift).to_string()).collect::<Vec<_>>();
        let labels = |row: usize| if row.is_multiple_of(2 + shift / 40) { "\"news\"" } else { "\"film\",\"news\"" };
        (0..200)
            .map(|row| format!("{{\"v\":[{}],\"tags\":[{}]}}\n", numbers(row).join(","), labels(row)))
            .collect::<String>()
    };
    let files = [window.files.write("reference.ndjson", log(0))?, window.files.write("production.ndjson", log(80))?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column=v]")?;
    window.session.wait_for("[data-testid=vectors]", PATIENCE)?;
    let figures = window.session.text("[data-testid=vectors]")?;
    assert!(figures.contains("Vectors of 70 numbers") && figures.contains("AUC"), "{figures}");
    window.session.click("[data-testid=column-row][data-column=tags]")?;
    let detail = "document.querySelector('[data-testid=column-detail]').innerText";
    window.session.wait_until(&format!("{detail}.includes('Share of lists with each label')"), PATIENCE)?;
    window.session.wait_until(&format!("{detail}.includes('“film” rose')"), PATIENCE)?;
    window.assert_clean()
}

#[test]
fn folders_are_data_sets() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let folder = |name: &str, shift: usize| {
        let folder = window.files.path().join(name);
        std::fs::create_dir_all(folder.join("day=2")).expect("a scratch directory takes directories");
        let rows =
            |from: usize| (from..from + 200).map(|row| format!("{{\"x\":{}}}\n", row % 37 + shift)).collect::<String>();
        for (file, text) in [("part-0.json", rows(0)), ("day=2/part-1.json", rows(200)), ("_SUCCESS", String::new())] {
            std::fs::write(folder.join(file), text).expect("a scratch directory takes files");
        }
        folder
    };
    let (reference, production) = (folder("reference", 0), folder("production", 30));
    window.drop_files(&[&reference, &production])?;
    window.verdict()?;
    let audit = window.session.text(AUDIT)?;
    assert!(audit.contains("400 rows and 400 read"), "{audit}");
    // A folder below the one that was dropped names a column.
    assert!(audit.contains("day=2/part-1.json") && audit.contains("day from its folder"), "{audit}");
    assert_eq!(window.texts("[data-column=day] .name-text")?, ["day"]);
    window.assert_clean()
}

#[test]
fn another_rule_decides_if_a_person_says_so() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    let before = window.verdict()?;
    window.select("preset", "Evidently")?;
    let other = format!(
        "document.querySelector('[data-testid=verdict]').innerText !== {}",
        serde_json::Value::from(before.as_str())
    );
    window.session.wait_until(&other, PATIENCE)?;
    let audit = window.session.text(AUDIT)?;
    assert!(audit.contains("Rule Evidently"), "{audit}");
    // The page keeps telling that this is not the usual rule, what that finds, and leads back to it.
    let banner = "/Judged by Evidently; Calibrated finds [0-9]+ drifted columns/.test(document.querySelector('[data-testid=rule-banner]')?.innerText)";
    window.session.wait_until(banner, PATIENCE)?;
    window.session.click("[data-testid=back-to-calibrated]")?;
    window.session.wait_until("!document.querySelector('[data-testid=rule-banner]')", PATIENCE)?;
    assert_eq!(window.verdict()?, before);
    window.assert_clean()
}

#[test]
fn the_correction_is_a_persons_choice() -> Result<(), BrowserError> {
    let window = Window::open()?;
    // Of five columns one moved, by so little that two digits of its p-value are shown.
    let rows = |shift: usize| {
        let row = |row: usize| {
            let value = |step: usize| row * step % 1009;
            let (a, b, c, d, e) = (value(7919) + shift, value(104), value(729), value(331), value(577));
            format!("{{\"a\":{a},\"b\":{b},\"c\":{c},\"d\":{d},\"e\":{e}}}\n")
        };
        (0..400).map(row).collect::<String>()
    };
    let files = [window.files.write("reference.jsonl", rows(0))?, window.files.write("production.jsonl", rows(28))?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    assert!(window.session.text(AUDIT)?.contains("correction Benjamini–Hochberg"), "{}", window.session.text(AUDIT)?);
    let adjusted = || -> Result<f64, BrowserError> {
        let shown = window.texts("[data-column=a] td[data-label='p, adjusted']")?;
        Ok(shown.first().and_then(|shown| shown.trim().parse().ok()).unwrap_or(f64::NAN))
    };
    window.session.click("[data-testid=tab-columns]")?;
    let before = adjusted()?;
    window.select("correction", "Benjamini–Yekutieli")?;
    let said = format!(
        "!document.querySelector('[data-testid=progress]') && document.querySelector('{AUDIT}')?.innerText.includes('correction Benjamini–Yekutieli')"
    );
    window.session.wait_until(&said, PATIENCE)?;
    // 1 + 1/2 + … + 1/5 times as large, as far as two digits show it.
    let times = adjusted()? / before;
    assert!((times / (137.0 / 60.0) - 1.0).abs() < 0.08, "{before} and then {}", adjusted()?);
    window.assert_clean()
}

#[test]
fn columns_are_filtered_sorted_and_walked_at_every_width() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let rows = "document.querySelectorAll('[data-testid=column-row]').length";
    window.session.click("[data-testid=tab-columns]")?;
    let all =
        window.session.run("return Number(document.querySelector('.toolbar .segments .count').innerText);", &[])?;
    window.session.wait_until(&format!("{rows} === {all}"), PATIENCE)?;
    window.session.type_into("#filter", "temp")?;
    window.session.wait_until(&format!("{rows} === 1"), PATIENCE)?;
    window.session.press("Escape")?;
    window
        .session
        .wait_until(&format!("{rows} === {all} && document.querySelector('#filter').value === ''"), PATIENCE)?;

    // The kind of each column in a sign and in words.
    assert!(window.texts("[data-column='input.temp'] [data-testid=kind]")?.join("").contains("123"));
    window.session.press("j")?;
    let focused = "document.activeElement.closest('[data-testid=column-row].cursor')";
    window.session.wait_until(focused, PATIENCE)?;

    for width in [390, 1024] {
        window.session.set_screen(width, 800, 1.0, false)?;
        window.select("sort", "Name")?;
        let names = |reversed: &str| {
            format!(
                "(() => {{ const names = [...document.querySelectorAll('[data-testid=column-row]')].map(row => row.dataset.column); return names.length === {all} && String(names) === String([...names].sort(){reversed}); }})()"
            )
        };
        window.session.wait_until(&names(""), PATIENCE)?;
        window.session.click("[data-testid=sort-reverse]")?;
        window.session.wait_until(&names(".reverse()"), PATIENCE)?;
        for (by, label) in [("Missing", "Missing"), ("p, adjusted", "p, adjusted")] {
            window.select("sort", by)?;
            let is_seen = format!("document.querySelector('.column > td[data-label=\"{label}\"]').offsetWidth > 0");
            window.session.wait_until(&is_seen, PATIENCE)?;
        }
    }
    // Kinds, roles and missing values choose rows, too.
    for (words, column) in
        [("Role: prediction", "prediction.class"), ("Missing values", "input.temp"), ("Numbers", "input.temp")]
    {
        window.select("more-filters", words)?;
        let chosen = format!(
            "{rows} > 0 && {rows} < {all} && document.querySelector('[data-testid=column-row][data-column=\"{column}\"]')"
        );
        window.session.wait_until(&chosen, PATIENCE)?;
    }
    window.select("more-filters", "Kind or role")?;
    window.session.wait_until(&format!("{rows} === {all}"), PATIENCE)?;
    // A card leads to its section.
    window.session.click("[data-testid=tab-overview]")?;
    window.session.click(".cards > a:nth-child(1)")?;
    window.session.wait_until(
        "location.hash.startsWith('#columns;') && document.querySelector('.segments .on').innerText.startsWith('Drifted')",
        PATIENCE,
    )?;
    window.assert_clean()
}

#[test]
fn names_that_begin_alike_stay_apart_in_the_table() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let names: Vec<String> = ["mode", "encoding", "data.0", "data.1"]
        .map(|last| format!("captureData.endpointOutput.predictions.{last}"))
        .into_iter()
        .collect();
    let row = |row: usize| {
        let fields: Vec<String> =
            names.iter().enumerate().map(|(place, name)| format!("\"{name}\":{}", row % (place + 5))).collect();
        format!("{{{}}}\n", fields.join(","))
    };
    let file = window.files.write("log.jsonl", (0..200).map(row).collect::<String>())?;
    window.choose("reference", &[&file])?;
    window.choose("production", &[&file])?;
    window.verdict()?;
    for width in [1440, 1024, 390] {
        window.session.set_screen(width, 900, 1.0, false)?;
        // What is left of each name can be seen whole: its end is not beyond the cell's.
        let seen = window.session.run(
            "return [...document.querySelectorAll('.name-text')].map(name => {
               const [end, cell] = [name.lastElementChild, name.closest('td')].map(it => it.getBoundingClientRect());
               return end.right <= cell.right + 0.5 ? name.lastElementChild.innerText : 'cut off';
             });",
            &[],
        )?;
        let mut seen: Vec<&str> = seen.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
        seen.sort_unstable();
        assert_eq!(seen, ["…data.0", "…data.1", "…encoding", "…mode"], "at {width} pixels");
    }
    window.assert_clean()
}

#[test]
fn what_is_gone_and_what_is_of_two_types_is_told() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let reference = |row: usize| format!("{{\"fare\":{row},\"never\":null,\"mixed\":{row},\"id\":\"AB-{row:06}\"}}\n");
    let production = |row: usize| {
        let mixed = if row.is_multiple_of(3) { format!("\"{row}\"") } else { row.to_string() };
        format!("{{\"fare\":null,\"never\":null,\"mixed\":{mixed},\"id\":\"ABC-{row:06}\"}}\n")
    };
    let files = [
        window.files.write("reference.jsonl", (0..300).map(reference).collect::<String>())?,
        window.files.write("production.jsonl", (0..300).map(production).collect::<String>())?,
    ];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    let quality = window.session.text("#quality")?;
    for words in [
        "fare: no values in production any more",
        "never: no values on either side",
        "mixed: 33\u{202f}% of production is text that looks like a number",
    ] {
        assert!(quality.contains(words), "no {words} in {quality}");
    }
    assert!(window.session.text("[data-testid=attention]")?.contains("3 findings"));
    assert!(window.session.text("[data-testid=tab-data]")?.contains('3'));
    // How identifiers are made is drawn in the row and told on the column's page.
    let drawn = window.attributes("[data-column=id] .miniature .reference-area", "d")?;
    assert!(!drawn.is_empty(), "an identifier's picture is empty");
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-column=id] .name-button")?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    let detail = window.session.text("[data-testid=column-detail]")?;
    assert!(detail.contains("by form") && detail.contains("Median length"), "{detail}");
    window.assert_clean()
}

#[test]
fn what_was_rounded_and_what_has_no_labels_yet_is_told() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let reference = |row: usize| {
        format!(
            "{{\"zip\":\"0{}\",\"x\":{}.{:03},\"actual\":{}}}\n",
            1000 + row % 40,
            row % 20,
            row * 7 % 1000,
            row % 2
        )
    };
    let production = |row: usize| format!("{{\"zip\":\"0{}\",\"x\":{}.{}}}\n", 1000 + row % 40, row % 20, row * 7 % 10);
    let files = [
        window.files.write("reference.jsonl", (0..400).map(reference).collect::<String>())?,
        window.files.write("production.jsonl", (0..400).map(production).collect::<String>())?,
    ];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    let quality = window.session.text("#quality")?;
    assert!(quality.contains("both were rounded to 1 decimal place"), "{quality}");
    // Labels come later, and are no column that was removed.
    let cards = window.session.text(".cards")?;
    assert!(cards.contains("No labels yet") && !window.verdict()?.contains("removed"), "{cards}");
    // Digits with a zero in front are no number.
    assert!(!window.session.text("[data-column=zip] [data-testid=kind]")?.contains("123"));
    window.assert_clean()
}
