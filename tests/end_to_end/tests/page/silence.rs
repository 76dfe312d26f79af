//! A whole session of use, with listeners on this computer in the place of every network: not one packet comes.
//!
//! Every name and every address leads to one TCP listener (HTTP, HTTPS, WebSocket, whatever the port) by the browser's own rules for names, so
//! the browser need not reach a real network to be caught; a UDP listener stands where WebRTC's STUN and DNS would send. The browser's
//! own net log has what it looked up. A page that does reach out comes first, in the same browser: it is heard by all of them.

use std::io::Read;
use std::net::{TcpListener, UdpSocket};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Scratch, Window, file_address, prepared};

/// Listens, and counts what comes.
struct Ears {
    tcp_port: u16,
    udp_port: u16,
    connections: Arc<AtomicUsize>,
    datagrams: Arc<AtomicUsize>,
}

impl Ears {
    fn open() -> Self {
        let tcp = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let udp = UdpSocket::bind("127.0.0.1:0").expect("a port is free");
        let [connections, datagrams] = [(), ()].map(|()| Arc::new(AtomicUsize::new(0)));
        let ears = Self {
            tcp_port: tcp.local_addr().expect("it is bound").port(),
            udp_port: udp.local_addr().expect("it is bound").port(),
            connections: connections.clone(),
            datagrams: datagrams.clone(),
        };
        // Both end with the process.
        std::thread::spawn(move || {
            for mut stream in tcp.incoming().flatten() {
                connections.fetch_add(1, Ordering::SeqCst);
                let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
                let _ = stream.read(&mut [0; 512]);
            }
        });
        std::thread::spawn(move || {
            let mut packet = [0; 2048];
            while udp.recv(&mut packet).is_ok() {
                datagrams.fetch_add(1, Ordering::SeqCst);
            }
        });
        ears
    }

    fn heard(&self) -> [usize; 2] {
        [&self.connections, &self.datagrams].map(|count| count.load(Ordering::SeqCst))
    }

    /// Leads every name and address to the listener, and keeps what the browser does.
    fn arguments(&self, log: &Path) -> [String; 3] {
        [
            format!("--host-resolver-rules=MAP * 127.0.0.1:{}", self.tcp_port),
            format!("--log-net-log={}", log.display()),
            "--disable-features=WebRtcHideLocalIpsWithMdns".to_owned(),
        ]
    }
}

/// A page without a policy that reaches out in every way there is.
fn reaching_out(udp_port: u16) -> String {
    format!(
        "<!DOCTYPE html><title>out</title><link rel=preconnect href=http://preconnect.example><link rel=dns-prefetch href=//prefetch.example>\
         <body><div data-testid=reference-input></div><img src=http://image.example/a.png><script>\
         fetch('http://fetch.example/').catch(() => 0); navigator.sendBeacon('http://beacon.example/', 'x');\
         new WebSocket('ws://socket.example/').onerror = () => 0;\
         const call = new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:127.0.0.1:{udp_port}' }}] }});\
         call.createDataChannel('x'); call.createOffer().then(offer => call.setLocalDescription(offer));\
         </script>"
    )
}

/// Names that the browser was asked to look up or connect to, by its own log: those of `.example` in the page that reaches out.
fn looked_up(log: &Path, name: &str) -> bool {
    std::fs::read_to_string(log).unwrap_or_default().contains(name)
}

#[test]
fn a_page_that_reaches_out_is_heard_by_every_listener() -> Result<(), BrowserError> {
    let (ears, files) = (Ears::open(), Scratch::new()?);
    let log = files.path().join("net.json");
    let page = files.write("out.html", reaching_out(ears.udp_port))?;
    let window = Window::open_file_with(&page, &ears.arguments(&log))?;
    for _ in 0..100 {
        let [connections, datagrams] = ears.heard();
        if connections >= 4 && datagrams >= 1 {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let [connections, datagrams] = ears.heard();
    assert!(connections >= 4 && datagrams >= 1, "{connections} connections and {datagrams} datagrams were heard");
    drop(window);
    for name in ["fetch.example", "socket.example", "preconnect.example", "image.example", "beacon.example"] {
        assert!(looked_up(&log, name), "the browser's log has no {name}");
    }
    Ok(())
}

#[test]
fn a_whole_session_of_use_sends_no_packet() -> Result<(), BrowserError> {
    let (ears, files) = (Ears::open(), Scratch::new()?);
    let log = files.path().join("net.json");
    let window = Window::open_file_with(&prepared().page, &ears.arguments(&log))?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    for tab in ["columns", "when", "segments", "model", "service", "data", "overview"] {
        let shown = window
            .session
            .run("return document.querySelector(`[data-testid=tab-${arguments[0]}]`) !== null", &[tab.into()])?;
        if shown == true {
            window.session.click(&format!("[data-testid=tab-{tab}]"))?;
        }
    }
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    window.select("preset", "PSI")?;
    window.session.wait_for("[data-testid=rule-banner]", PATIENCE)?;
    let saved = window.save_shared_page()?;
    window.session.run("window.print = () => 0;", &[])?;
    window.session.open(&file_address(&saved))?;
    window.verdict()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.dep_delay']")?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    window.assert_clean()?;
    drop(window);
    // What was on its way has come by then.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(ears.heard(), [0, 0], "connections and datagrams");
    let written = std::fs::read_to_string(&log).expect("the browser writes its log");
    assert!(written.contains("file:///"), "the log saw not even the page");
    for scheme in ["\"http://", "\"https://", "\"ws://", "\"wss://"] {
        let asked: Vec<&str> =
            written.split(scheme).skip(1).filter_map(|rest| rest.split('"').next()).take(5).collect();
        assert!(asked.is_empty(), "the browser asked {scheme} for {asked:?}");
    }
    Ok(())
}
