//! The page on this computer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use crate::bench::{Answer, Bench};

#[test]
fn the_page_is_served_or_the_build_says_that_it_has_none() {
    let bench = Bench::new("serve");
    let mut command = bench.command(&["serve", "--port", "0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let Some(address) = line.trim().strip_prefix("Driftscope is at http://") else {
        Answer::from(child.wait_with_output().unwrap()).refuses(&["cargo xtask dist"]);
        return;
    };
    let mut stream = TcpStream::connect(address.trim_end_matches('/')).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    // The marks between the chunks of a long answer may stand in the middle of a letter.
    let answer = String::from_utf8_lossy(&answer);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("driftscope-report"), "{:.500}", answer);
}

#[test]
fn a_named_port_that_is_taken_is_refused() {
    let bench = Bench::new("port-taken");
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let answer = bench.run(&["serve", "--port", &port]);
    // Without a page there is nothing to serve, on whichever port.
    let reason = if answer.stderr.contains("no page") { "cargo xtask dist" } else { port.as_str() };
    answer.refuses(&[reason]);
    bench.run(&["serve", "--port", "70000"]).refuses(&["70000"]);
}
