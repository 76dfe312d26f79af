//! A web server on this computer that has a few files in memory and keeps what it was asked for.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long a connection may say nothing: browsers open some that they never use.
const SILENCE: Duration = Duration::from_secs(20);

/// The files, by their path without the first slash.
type Files = BTreeMap<String, Vec<u8>>;

/// A server on a port of its own, until the process ends.
#[derive(Debug)]
pub struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Begins to serve files.
    ///
    /// # Errors
    ///
    /// If no port is free.
    pub fn start(files: Files) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = format!("http://{}", listener.local_addr()?);
        let (files, asked) = (Arc::new(files), Arc::new(Mutex::new(Vec::new())));
        let answers = (Arc::clone(&files), Arc::clone(&asked));
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (files, asked) = answers.clone();
                // What a browser breaks off is its own business.
                thread::spawn(move || answer(connection, &files, &asked));
            }
        });
        Ok(Self { address, asked })
    }

    /// The address of a file.
    pub fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.address)
    }

    /// The paths that were asked for since the last time, in their order.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn answer(mut connection: TcpStream, files: &Files, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    connection.set_read_timeout(Some(SILENCE))?;
    let (mut head, mut piece) = (Vec::new(), [0; 4096]);
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match connection.read(&mut piece)? {
            0 => return Ok(()),
            length => head.extend_from_slice(&piece[..length]),
        }
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
    let file = files.get(&path);
    let kind = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("txt") => "text/plain",
        _ => "text/html",
    };
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    let (status, body) = file.map_or(("404 Not Found", &b"nothing"[..]), |body| ("200 OK", body));
    let length = body.len();
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    connection.write_all(body)
}
