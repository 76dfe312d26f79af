//! One HTTP request to a server on this computer.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::time::Duration;

use serde_json::Value;

use crate::BrowserError;

/// The longest that a command may take; loading a page and waiting for a script are among them.
const PATIENCE: Duration = Duration::from_secs(300);

/// Sends a request and gives the JSON of the answer, whatever its status.
pub(crate) fn request(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, BrowserError> {
    let answer = exchange(port, method, path, &body.map(Value::to_string).unwrap_or_default())
        .map_err(BrowserError::io(format!("talk to chromedriver ({method} {path})")))?;
    let wrong = || BrowserError::Protocol { answer: answer.chars().take(400).collect() };
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).ok_or_else(wrong)?;
    serde_json::from_str(body).map_err(|_| wrong())
}

fn exchange(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&SocketAddrV4::new(Ipv4Addr::LOCALHOST, port).into(), PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes())?;
    let mut answer = Vec::new();
    let mut piece = vec![0; 1 << 16];
    // The driver may keep the connection open, so the length decides where the answer ends.
    while !is_whole(&answer) {
        match stream.read(&mut piece)? {
            0 => break,
            length => answer.extend_from_slice(&piece[..length]),
        }
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| answer.len() >= end + 4 + length)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn an_answer_ends_with_its_length_even_if_the_connection_stays_open() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut seen = [0; 4096];
            let length = stream.read(&mut seen).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"value\":").unwrap();
            stream.write_all(b"\"1\"}").unwrap();
            (stream, String::from_utf8_lossy(&seen[..length]).into_owned())
        });
        let answer = request(port, "POST", "/session", Some(&serde_json::json!({"a": 1}))).unwrap();
        assert_eq!(answer["value"], "1");
        let (_open, seen) = server.join().unwrap();
        assert!(seen.starts_with("POST /session HTTP/1.1\r\n") && seen.ends_with("{\"a\":1}"), "{seen}");
    }
}
