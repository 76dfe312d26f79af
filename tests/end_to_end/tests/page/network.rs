//! A whole session of use sends nothing: by traps in the page and its workers, and by listeners that get whatever the browser sends.
//!
//! The browser is started so that every connection, to any host, goes to a listener on this computer, and again so that every name is looked up at
//! one, or, where nobody may have a server of names, so that every request goes to a proxy. A page without the content policy shows that they
//! see what is sent.

use std::time::{Duration, Instant};

use driftscope_end_to_end::{
    Arrival, BrowserError, Listener, Listeners, Logs, Options, PATIENCE, Scratch, Session, Window, file_address,
    prepared,
};
use serde_json::{Value, json};

use crate::period::{drag, wait_for_words};

/// Runs before the page's own scripts.
const TRAPS: &str = include_str!("network/traps.js");

/// A page without a content policy, which sends in each way that it knows.
const CONTROL: &str = include_str!("network/control.html");

/// Uses each way to a network that a script has, and gives their number.
const USES: &str = "const uses = [() => fetch('https://a.invalid/'), () => new XMLHttpRequest(), () => new WebSocket('wss://a.invalid/'),
      () => new EventSource('https://a.invalid/'), () => navigator.sendBeacon('https://a.invalid/'), () => new RTCPeerConnection(),
      () => new WebTransport('https://a.invalid/'), () => open('https://a.invalid/'), () => { new Image().src = 'https://a.invalid/'; },
      () => document.createElement('iframe').setAttribute('src', 'https://a.invalid/'),
      () => document.createElement('form').submit()];
    for (const use of uses) try { use(); } catch {}
    new Worker(URL.createObjectURL(new Blob(['fetch(\"https://a.invalid/\")'], { type: 'text/javascript' })));
    new Worker(URL.createObjectURL(new Blob(['importScripts(\"https://a.invalid/\")'], { type: 'text/javascript' })));
    return uses.length + 2;";

/// What is done with the page in a session of use.
fn use_the_page(window: &Window) -> Result<(), BrowserError> {
    let (session, logs) = (&window.session, Logs::full());
    window.drop_files(&[&logs.production, &logs.reference])?;
    window.verdict()?;
    session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let tabs = window.attributes("nav [data-testid^=tab-]", "data-testid")?;
    assert!(tabs.len() >= 8, "{tabs:?}");
    for tab in tabs {
        session.click(&format!("[data-testid={tab}]"))?;
        session.wait_for(&format!("[data-testid={}]:not([hidden])", tab.replace("tab-", "view-")), PATIENCE)?;
    }
    session.click("[data-testid=tab-columns]")?;
    session.click("[data-testid=column-row][data-column='input.temp']")?;
    session.wait_for("[data-testid=column-detail]", PATIENCE)?;

    session.click("[data-testid=tab-overview]")?;
    drag(window, [7, 10, 13])?;
    wait_for_words(window, "Compared: 2013-06-08 to 2013-06-14")?;
    session.click("[data-testid=period-clear]")?;
    wait_for_words(window, "Drag over the windows")?;

    session.click("[data-testid=tab-segments]")?;
    window.select("segment", "input.origin")?;
    session.wait_for("[data-testid=segment-table]", PATIENCE)?;
    window.enter("alpha", "0.01")?;
    session.wait_until("document.querySelector('[data-testid=alpha]').value === '0.01'", PATIENCE)?;
    window.verdict().map(drop)
}

/// What the traps kept, and how many workers had them.
fn trapped(window: &Window) -> Result<(Value, u64), BrowserError> {
    let found = window.session.run("return [trapped, trappedWorkers];", &[])?;
    Ok((found[0].clone(), found[1].as_u64().unwrap_or_default()))
}

/// Uses the page, saves it, opens what was saved, and expects that nothing at all was sent.
fn sends_nothing(listeners: &Listeners, mut options: Options) -> Result<(), BrowserError> {
    options.first_scripts.push(TRAPS);
    let window = Window::open_with(&prepared().page, options)?;
    use_the_page(&window)?;
    let shared = window.save_shared_page()?;
    let (kept, workers) = trapped(&window)?;
    assert!(kept == json!([]) && workers >= 4, "{kept}, in {workers} workers");
    window.assert_clean()?;

    window.session.open(&file_address(&shared))?;
    window.verdict()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.wait_for("[data-testid=column-row]", PATIENCE)?;
    assert_eq!(trapped(&window)?.0, json!([]));
    window.assert_clean()?;
    assert_eq!(listeners.arrivals(), [], "something was sent");

    // The traps that kept nothing keep what is used.
    let uses = window.session.run(USES, &[])?.as_u64().unwrap_or_default();
    window.session.wait_until(&format!("trapped.length >= {uses}"), PATIENCE)?;
    assert_eq!(trapped(&window)?.0.as_array().map(Vec::len), usize::try_from(uses).ok());
    assert_eq!(listeners.arrivals(), [], "something passed the traps");
    Ok(())
}

#[test]
fn a_session_of_use_sends_nothing_to_any_host() -> Result<(), BrowserError> {
    let listeners = Listeners::start()?;
    sends_nothing(&listeners, listeners.direct())
}

#[test]
fn it_looks_up_no_name_and_asks_no_proxy() -> Result<(), BrowserError> {
    let listeners = Listeners::start()?;
    let by_names = listeners.by_names();
    if by_names.is_none() {
        println!("names were not listened for, which needs root: the browser had a proxy instead");
    }
    sends_nothing(&listeners, by_names.unwrap_or_else(|| listeners.by_proxy()))
}

/// Opens the page that sends, and waits until all of this has arrived.
fn sees(listeners: &Listeners, options: Options, wanted: &[(Listener, String)]) -> Result<(), BrowserError> {
    let files = Scratch::new()?;
    let page = files.write("control.html", CONTROL)?;
    let session = Session::start(&options)?;
    session.open(&format!("{}#{}", file_address(&page), listeners.udp()))?;
    let is_it =
        |arrival: &Arrival, (at, words): &(Listener, String)| arrival.at == *at && arrival.beginning.contains(words);
    let begin = Instant::now();
    loop {
        let arrivals = listeners.arrivals();
        let missing: Vec<_> = wanted.iter().filter(|wanted| !arrivals.iter().any(|it| is_it(it, wanted))).collect();
        if missing.is_empty() {
            return Ok(());
        }
        assert!(begin.elapsed() < PATIENCE, "{missing:?} did not arrive, but {arrivals:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn listeners_see_what_a_page_without_the_policy_sends() -> Result<(), BrowserError> {
    // Each request of STUN has this in its fixed number.
    let packet = (Listener::Udp, "!\u{12}".to_owned());
    let hosts = ["fetched", "requested", "events", "beacon", "image", "worker", "imported"];
    let asked = |at| hosts.map(|host| (at, format!("Host: {host}.invalid"))).into_iter();

    let listeners = Listeners::start()?;
    let socket = (Listener::Web, "Upgrade: websocket".to_owned());
    sees(&listeners, listeners.direct(), &asked(Listener::Web).chain([socket, packet.clone()]).collect::<Vec<_>>())?;

    let listeners = Listeners::start()?;
    let socket = (Listener::Proxy, "CONNECT socket.invalid".to_owned());
    sees(
        &listeners,
        listeners.by_proxy(),
        &asked(Listener::Proxy).chain([socket, packet.clone()]).collect::<Vec<_>>(),
    )?;

    let listeners = Listeners::start()?;
    let Some(by_names) = listeners.by_names() else { return Ok(()) };
    let names = hosts.into_iter().chain(["socket", "stun", "preconnected"]);
    // As a question has it: each part of a name behind its length.
    let names = names.map(|name| (Listener::Names, format!("{}{name}\u{7}invalid", char::from(name.len() as u8))));
    sees(&listeners, by_names, &names.chain([packet]).collect::<Vec<_>>())
}
