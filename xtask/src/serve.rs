//! `cargo xtask serve`: builds the page and serves it on this computer.

use std::str::FromStr;

use tiny_http::{Header, Response, Server};

use xtask::{Arguments, Failure};

use crate::page;

/// The port to try first.
const PORT: u16 = 8000;
/// How many more ports to try if none was named.
const PORTS: u16 = 20;

/// Runs the command until it is interrupted.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let port = arguments.take_value("--port")?;
    arguments.finish()?;
    let ports = match port {
        None => PORT..=PORT + PORTS,
        Some(port) => {
            let wrong =
                |_| Failure::Usage { problem: format!("\"{port}\" is not a port: it must be a number up to 65535") };
            let port: u16 = port.parse().map_err(wrong)?;
            port..=port
        }
    };
    let page = page::build()?;
    let text = std::fs::read_to_string(&page.path).map_err(Failure::file("read", &page.path))?;
    let server = listen(ports)?;
    println!("Driftscope is at http://{}/\nPress Ctrl-C to end it", server.server_addr());
    for request in server.incoming_requests() {
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        let mut response = match path {
            "/" | "/index.html" => Response::from_string(text.clone()),
            _ => Response::from_string("There is only one page here: /").with_status_code(404),
        };
        let kind = if response.status_code().0 == 200 { "text/html" } else { "text/plain" };
        for header in [format!("Content-Type: {kind}; charset=utf-8"), "Cache-Control: no-store".to_owned()] {
            if let Ok(header) = Header::from_str(&header) {
                response.add_header(header);
            }
        }
        // The browser may have closed the connection.
        let _ = request.respond(response);
    }
    Ok(())
}

/// Listens on the first free port of `ports`.
fn listen(ports: std::ops::RangeInclusive<u16>) -> Result<Server, Failure> {
    let mut last = Failure::Listen { port: *ports.start(), reason: "no port is free".to_owned() };
    for port in ports {
        match Server::http(("127.0.0.1", port)) {
            Ok(server) => return Ok(server),
            Err(reason) => last = Failure::Listen { port, reason: reason.to_string() },
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_passed_over_unless_it_was_the_only_one_named() {
        let busy = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = busy.local_addr().unwrap().port();
        assert!(listen(port..=port).is_err_and(|failure| failure.to_string().contains(&port.to_string())));
        let free = listen(port..=port.saturating_add(20)).unwrap();
        assert!(free.server_addr().to_ip().unwrap().ip().is_loopback());
    }
}
