//! `driftscope serve`: the page on this computer.
//!
//! Listens on 127.0.0.1 only, so that nothing outside this computer can reach it, and answers with the page or not at
//! all: there is nothing else to ask for, and no data ever comes here.

use std::io;
use std::str::FromStr;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::arguments::ServeArguments;
use crate::failure::Failure;
use crate::{output, page};

/// The port that is tried first.
const PORT: u16 = 8360;
/// Ports that are tried, where none was named.
const PORTS: u16 = 20;

/// Runs the command, until it is interrupted.
pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    let page = page::embedded()?;
    let server = listen(arguments.port)?;
    let address = server.server_addr();
    output::to_standard_output(&|output| {
        write!(output, "Driftscope is at http://{address}/\nPress Ctrl-C to end it\n")
    })?;
    answer_all(&server, page);
    Ok(())
}

/// Listens on the port that was named, or else on the first free one.
fn listen(port: Option<u16>) -> Result<Server, Failure> {
    let open = |port: u16| {
        Server::http(("127.0.0.1", port)).map_err(|error| match error.downcast::<io::Error>() {
            Ok(reason) => *reason,
            Err(other) => io::Error::other(other.to_string()),
        })
    };
    if let Some(port) = port {
        return open(port).map_err(|reason| Failure::Listen { port, explicit: true, reason });
    }
    let mut last = None;
    for port in PORT..PORT + PORTS {
        match open(port) {
            Ok(server) => return Ok(server),
            Err(reason) => last = Some(reason),
        }
    }
    let reason = last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into());
    Err(Failure::Listen { port: PORT, explicit: false, reason })
}

/// Answers requests until the server is unblocked.
fn answer_all(server: &Server, page: &str) {
    for request in server.incoming_requests() {
        // A browser that went away needs no answer.
        let _ = answer(request, page);
    }
}

fn answer(request: Request, page: &str) -> io::Result<()> {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    let (status, kind, body) = match (request.method(), path.as_str()) {
        (Method::Get | Method::Head, "/" | "/index.html") => (200, "text/html; charset=utf-8", page),
        (Method::Get | Method::Head, _) => (404, "text/plain; charset=utf-8", "There is only one page here: /\n"),
        _ => (405, "text/plain; charset=utf-8", "This page can only be read\n"),
    };
    let headers = [
        ("Content-Type", kind),
        // The next version is served from the same address.
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Allow", "GET, HEAD"),
    ];
    let mut response = Response::from_string(body).with_status_code(status);
    for (name, value) in headers {
        if let Ok(header) = Header::from_str(&format!("{name}: {value}")) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::sync::Arc;
    use std::thread;

    use super::*;

    fn ask(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn only_the_page_is_served_and_only_to_be_read() {
        let server = Arc::new(listen(Some(0)).unwrap());
        let address = server.server_addr().to_ip().unwrap();
        assert!(address.ip().is_loopback());
        let answering = Arc::clone(&server);
        let thread = thread::spawn(move || answer_all(&answering, "<!doctype html><p>page</p>"));

        let page = ask(address, "GET /?theme=dark");
        assert!(page.starts_with("HTTP/1.1 200 ") && page.ends_with("<p>page</p>"), "{page}");
        assert!(page.contains("Content-Type: text/html; charset=utf-8"), "{page}");
        assert!(page.contains("Cache-Control: no-store"), "{page}");
        let head = ask(address, "HEAD /");
        assert!(head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"), "{head}");
        assert!(ask(address, "GET /../Cargo.toml").starts_with("HTTP/1.1 404 "));
        let refused = ask(address, "POST /");
        assert!(refused.starts_with("HTTP/1.1 405 ") && refused.contains("Allow: GET, HEAD"), "{refused}");

        server.unblock();
        thread.join().unwrap();
    }

    #[test]
    fn a_named_port_must_be_free_and_else_the_next_one_is_taken() {
        let first = listen(Some(0)).unwrap();
        let port = first.server_addr().to_ip().unwrap().port();
        let Err(refused) = listen(Some(port)) else { panic!("a port was given out twice") };
        assert!(refused.to_string().starts_with(&format!("port {port} cannot be used")), "{refused}");
        let ports: Vec<_> =
            [(); 2].map(|()| listen(None).unwrap()).iter().map(|one| one.server_addr().to_ip()).collect();
        assert_ne!(ports[0], ports[1]);
    }
}
