//! The custom element of the npm package, in a page of somebody's site.

use std::collections::BTreeMap;
use std::process::Command;

use driftscope_end_to_end::{
    BrowserError, Options, PATIENCE, Scratch, Server, Session, is_local, prepared, requested_addresses,
};
use serde_json::Value;

/// The frame within the element.
const FRAME: &str = "return document.querySelector('driftscope-report').shadowRoot.querySelector('iframe');";

/// A column that would end the report's element and start a script, if it could.
const HOSTILE: &str = "</script><script>alert(1)</script>";

/// A report of the command, of two small logs with a column that has a hostile name.
fn report(format: &str) -> Result<String, BrowserError> {
    let files = Scratch::new()?;
    let rows = |shift: u32| {
        let row =
            |row: u32| format!("{}\n", serde_json::json!({ HOSTILE: row * 7919 % 997 + shift, "plain": row % 23 }));
        (0..400).map(row).collect::<String>()
    };
    let logs = [files.write("a.jsonl", rows(0))?, files.write("b.jsonl", rows(300))?];
    let output = Command::new(&prepared().command).arg("compare").args(logs).args(["--format", format]).output();
    Ok(String::from_utf8(output.expect("the command starts").stdout).expect("the command writes UTF-8"))
}

/// A page with the element; `head` comes first.
fn site(head: &str, src: &str) -> String {
    format!(
        "<!DOCTYPE html><meta charset=utf-8>{head}<title>a site</title><link rel=icon href='data:,'>\
         <script type=module src=element/driftscope-report.js></script>\
         <h1>A site</h1><driftscope-report src='{src}' label='July'></driftscope-report>"
    )
}

/// A server with the package, and with these pages and reports.
fn serve<const N: usize>(own: [(&str, String); N]) -> Server {
    let mut files: BTreeMap<String, Vec<u8>> =
        own.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    for name in ["driftscope-report.js", "page.js"] {
        let content = std::fs::read(prepared().npm_package.join(name)).expect("the package has its modules");
        files.insert(format!("element/{name}"), content);
    }
    Server::start(files).expect("a port is free")
}

/// Opens a page of the server and looks at the report in the element, which must be whole. Gives what the server was asked for.
fn shows_the_report(session: &Session, server: &Server, page: &str) -> Result<Vec<String>, BrowserError> {
    session.open(&server.address(page))?;
    session.wait_until("document.querySelector('driftscope-report').shadowRoot?.querySelector('iframe')", PATIENCE)?;
    assert_eq!(session.run(&FRAME.replace(';', ".title;"), &[])?, "July");
    session.enter_given_frame(FRAME)?;
    session.wait_for("[data-testid=verdict]", PATIENCE)?;
    assert!(session.text("[data-testid=verdict]")?.contains("drift"));
    assert_eq!(session.run("return self.origin;", &[])?, "null");
    session.click("[data-testid=tab-columns]")?;
    let open = "const rows = [...document.querySelectorAll('[data-testid=column-row]')];
        const row = rows.find(row => row.dataset.column === arguments[0]); row?.click(); return row?.innerText;";
    let row = session.run(open, &[HOSTILE.into()])?;
    assert!(row.as_str().is_some_and(|words| words.contains(HOSTILE)), "{row}");
    session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    let complaints = session.log("browser")?;
    assert!(complaints.iter().all(|entry| entry.level == "INFO" || entry.level == "DEBUG"), "{page}: {complaints:?}");
    let far = requested_addresses(&session.log("performance")?);
    let far: Vec<_> = far.iter().filter(|asked| !is_local(asked) && !asked.starts_with(&server.address(""))).collect();
    assert!(far.is_empty(), "{far:?}");
    Ok(server.asked())
}

/// README.md of the package says what a site with a policy of its own has to add to it.
#[test]
fn it_puts_a_report_into_the_page_it_carries_and_asks_for_nothing_else() -> Result<(), BrowserError> {
    let page = std::fs::read_to_string(&prepared().page).expect("the page is readable");
    let policy =
        page.split_once("content=\"").and_then(|(_, rest)| rest.split_once('"')).expect("the page has a policy").0;
    assert!(policy.contains("script-src 'sha256-") && policy.contains("worker-src blob:"), "{policy}");
    let policy = policy.replace("script-src ", "script-src 'self' ");
    let head = format!("<meta http-equiv=Content-Security-Policy content=\"{policy}; connect-src 'self'\">");
    let server = serve([
        ("plain.html", site("", "july.json")),
        ("strict.html", site(&head, "july.json")),
        ("july.json", report("json")?),
    ]);
    let session = Session::start(&Options::default())?;
    for page in ["plain.html", "strict.html"] {
        let asked = shows_the_report(&session, &server, page)?;
        assert_eq!(asked, [page, "element/driftscope-report.js", "july.json", "element/page.js"]);
    }
    Ok(())
}

#[test]
fn it_frames_a_shared_page_by_its_address_also_where_the_site_allows_no_other_script() -> Result<(), BrowserError> {
    let policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'self'; \
                  connect-src 'self'; frame-src 'self'; img-src data:\">";
    let shared = report("html")?;
    let server = serve([
        ("named.html", site(policy, "july.html")),
        ("found.html", site(policy, "july")),
        ("july.html", shared.clone()),
        ("july", shared),
    ]);
    let session = Session::start(&Options::default())?;
    let asked = shows_the_report(&session, &server, "named.html")?;
    assert_eq!(asked, ["named.html", "element/driftscope-report.js", "july.html"]);
    session.open(&server.address("found.html"))?;
    session.wait_until("document.querySelector('driftscope-report').shadowRoot?.querySelector('iframe')", PATIENCE)?;
    assert_eq!(session.run(&FRAME.replace(';', ".src;"), &[])?, server.address("july").as_str());
    Ok(())
}

#[test]
fn it_says_what_is_wrong_with_an_address_and_shows_the_next_one() -> Result<(), BrowserError> {
    let listen =
        "<script>window.said = []; addEventListener('error', event => said.push(event.message), true);</script>";
    let server = serve([
        ("index.html", site(listen, "nowhere.json")),
        ("words.txt", "no report".to_owned()),
        ("july.json", report("json")?),
    ]);
    let session = Session::start(&Options::default())?;
    session.open(&server.address("index.html"))?;
    let element = "document.querySelector('driftscope-report')";
    let says = |words: &str| {
        let says = format!(
            "{element}.shadowRoot?.querySelector('[role=alert]')?.textContent.includes({})",
            Value::from(words)
        );
        session.wait_until(&says, PATIENCE)
    };
    says("The report nowhere.json cannot be shown: the server answers 404 Not Found.")?;
    for (src, words) in [
        ("words.txt", "it is neither a report as JSON nor a shared page"),
        ("javascript:document.title=1//x.html", "javascript: is no address of a report"),
    ] {
        session.run(&format!("{element}.src = arguments[0];"), &[src.into()])?;
        says(words)?;
    }
    assert_eq!(session.run("return [said.length, document.title];", &[])?, serde_json::json!([3, "a site"]));
    session.run(&format!("{element}.src = 'july.json';"), &[])?;
    session.wait_until(&format!("{element}.shadowRoot.querySelector('iframe')?.srcdoc"), PATIENCE)
}
