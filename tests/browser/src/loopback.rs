//! Listeners on this computer for everything that a browser could send: HTTP, WebSocket, a proxy, name lookups, UDP.
//!
//! A browser that is started as [`Listeners`] say sends to them whatever it would send to a network.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::driver::with_names;
use crate::{BrowserError, Options, Scratch};

/// How long a listener waits for the first bytes of a connection, and how often it looks whether it shall end.
const TICK: Duration = Duration::from_millis(20);

/// How long the first bytes of a connection may take.
const FIRST_BYTES: Duration = Duration::from_millis(500);

/// What a listener stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listener {
    /// A web server, for HTTP and WebSocket.
    Web,
    /// A proxy, which gets the requests for all hosts.
    Proxy,
    /// The only server of names.
    Names,
    /// A UDP port, for STUN.
    Udp,
}

/// Something that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Where.
    pub at: Listener,
    /// Its first bytes; what is not text is replaced.
    pub beginning: String,
}

/// Hosts that the browser asks by itself, without any page, and has no flag against: they are nowhere.
const OF_THE_BROWSER: [&str; 2] = ["update.googleapis.com", "accounts.google.com"];

/// The second two bytes of an answer to a question for a name: an answer, and there is no such name.
const NO_SUCH_NAME: [u8; 2] = [0x81, 0x83];

/// Flags that keep the browser itself silent, let a page reach this computer as it would any other, and map hosts by a rule.
fn quiet(rule: Option<&str>) -> Vec<String> {
    let nowhere = OF_THE_BROWSER.map(|host| format!("MAP {host} ^NOTFOUND"));
    let rules: Vec<&str> = nowhere.iter().map(String::as_str).chain(rule).collect();
    let flags = [
        "--allow-loopback-in-peer-connection",
        "--disable-client-side-phishing-detection",
        "--disable-domain-reliability",
        "--disable-field-trial-config",
        "--disable-features=LocalNetworkAccessChecks,NetworkTimeServiceQuerying,OptimizationHints,MediaRouter,Translate",
    ];
    let rules = format!("--host-resolver-rules={}", rules.join(","));
    flags.map(str::to_owned).into_iter().chain([rules]).collect()
}

type Arrivals = Arc<Mutex<Vec<Arrival>>>;

/// Listeners on ports of their own, which end with their handle.
#[derive(Debug)]
pub struct Listeners {
    web: u16,
    proxy: u16,
    udp: u16,
    arrivals: Arrivals,
    ended: Arc<AtomicBool>,
}

impl Listeners {
    /// Opens those for the web, for a proxy and for UDP on 127.0.0.1.
    pub fn start() -> Result<Self, BrowserError> {
        let (arrivals, ended) = (Arrivals::default(), Arc::new(AtomicBool::new(false)));
        let listen = |at| listen(at, &arrivals, &ended).map_err(BrowserError::io(format!("listen for {at:?}")));
        let [web, proxy] = [listen(Listener::Web)?, listen(Listener::Proxy)?];
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| {
            let port = socket.local_addr()?.port();
            keep_packets(socket, Listener::Udp, &arrivals, &ended).map(|()| port)
        });
        let udp = udp.map_err(BrowserError::io("listen for packets"))?;
        Ok(Self { web, proxy, udp, arrivals, ended })
    }

    /// How to start a browser whose every connection, to any host and port, goes to the listener for the web. No name is looked up.
    pub fn direct(&self) -> Options {
        Options { flags: quiet(Some(&format!("MAP * 127.0.0.1:{}", self.web))), ..Options::default() }
    }

    /// How to start a browser whose every request, also one for this computer, goes to the listener for a proxy.
    pub fn by_proxy(&self) -> Options {
        let mut flags = quiet(None);
        flags.push(format!("--proxy-server=http://127.0.0.1:{}", self.proxy));
        flags.push(format!("--proxy-bypass-list=<-loopback>;{}", OF_THE_BROWSER.join(";")));
        Options { flags, ..Options::default() }
    }

    /// How to start a browser that looks up every name at a listener, which knows none. Only root may listen at the port for names and
    /// give a program another server of names: nothing for anyone else.
    pub fn by_names(&self) -> Option<Options> {
        // An address of this process's own among the sixteen million of this computer.
        let [high, low] = (std::process::id() as u16).to_be_bytes();
        let server = Ipv4Addr::new(127, 53, high, low);
        let socket = UdpSocket::bind((server, 53)).ok()?;
        let tried = with_names(server, &Scratch::new().ok()?).ok()?.arg("true").stderr(Stdio::null()).status();
        tried.ok().filter(ExitStatus::success)?;
        keep_packets(socket, Listener::Names, &self.arrivals, &self.ended).ok()?;
        Some(Options { flags: quiet(None), names: Some(server), ..Options::default() })
    }

    /// The port for UDP.
    pub fn udp(&self) -> u16 {
        self.udp
    }

    /// What arrived so far.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

/// Accepts connections on a port that the system chooses.
fn listen(at: Listener, arrivals: &Arrivals, ended: &Arc<AtomicBool>) -> std::io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    listener.set_nonblocking(true)?;
    let (arrivals, ended) = (Arc::clone(arrivals), Arc::clone(ended));
    std::thread::spawn(move || {
        while !ended.load(Ordering::Relaxed) {
            match listener.accept() {
                // A connection counts even if it sends nothing, and one that is slow keeps no other waiting.
                Ok((stream, _)) => {
                    let arrivals = Arc::clone(&arrivals);
                    std::thread::spawn(move || keep(&arrivals, at, &first_bytes(stream)));
                }
                Err(_) => std::thread::sleep(TICK),
            }
        }
    });
    Ok(port)
}

/// Keeps the packets that come to a socket. A question for a name is answered: there is no such name.
fn keep_packets(socket: UdpSocket, at: Listener, arrivals: &Arrivals, ended: &Arc<AtomicBool>) -> std::io::Result<()> {
    socket.set_read_timeout(Some(TICK))?;
    let (arrivals, ended) = (Arc::clone(arrivals), Arc::clone(ended));
    std::thread::spawn(move || {
        let mut packet = [0; 2048];
        while !ended.load(Ordering::Relaxed) {
            let Ok((length, sender)) = socket.recv_from(&mut packet) else { continue };
            keep(&arrivals, at, &packet[..length]);
            if at == Listener::Names && length > 4 {
                packet[2..4].copy_from_slice(&NO_SUCH_NAME);
                // Who asked may be gone.
                let _ = socket.send_to(&packet[..length], sender);
            }
        }
    });
    Ok(())
}

/// The first bytes of a connection, which is answered, so that the browser goes on, and closed.
fn first_bytes(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = vec![0; 2048];
    let read = stream
        .set_nonblocking(false)
        .and_then(|()| stream.set_read_timeout(Some(FIRST_BYTES)))
        .and_then(|()| stream.read(&mut bytes));
    bytes.truncate(read.unwrap_or(0));
    // It may be closed by now: what it sent is known.
    let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n");
    bytes
}

fn keep(arrivals: &Arrivals, at: Listener, bytes: &[u8]) {
    let beginning = String::from_utf8_lossy(bytes).chars().take(300).collect();
    arrivals.lock().unwrap_or_else(PoisonError::into_inner).push(Arrival { at, beginning });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_without_a_byte_and_a_packet_are_arrivals() {
        let listeners = Listeners::start().unwrap();
        drop(TcpStream::connect(("127.0.0.1", listeners.web)).unwrap());
        let mut asking = TcpStream::connect(("127.0.0.1", listeners.proxy)).unwrap();
        asking.write_all(b"GET http://a.invalid/ HTTP/1.1\r\n\r\n").unwrap();
        let mut answer = String::new();
        asking.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
        UdpSocket::bind("127.0.0.1:0").unwrap().send_to(b"packet", ("127.0.0.1", listeners.udp)).unwrap();
        let begin = std::time::Instant::now();
        while listeners.arrivals().len() < 3 && begin.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(TICK);
        }
        let mut arrived: Vec<_> =
            listeners.arrivals().into_iter().map(|it| format!("{:?} {}", it.at, it.beginning)).collect();
        arrived.sort();
        assert_eq!(arrived, ["Proxy GET http://a.invalid/ HTTP/1.1\r\n\r\n", "Udp packet", "Web "]);
    }
}
