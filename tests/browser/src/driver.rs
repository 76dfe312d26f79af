//! A chromedriver or geckodriver that ends with its handle.

use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::process::{Child, Command, Stdio};

use crate::{Browser, BrowserError, Scratch};

/// A running driver.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Driver {
    /// Starts it on a port that the system chooses, so that two never meet.
    pub(crate) fn start(browser: &Browser, names: Option<Ipv4Addr>, files: &Scratch) -> Result<Self, BrowserError> {
        let mut command = match names {
            Some(server) => with_names(server, files)?,
            None => Command::new(&browser.driver),
        };
        if names.is_some() {
            command.arg(&browser.driver);
        }
        let process = command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(BrowserError::io(format!("start {}", browser.driver.display())))?;
        let mut driver = Self { process, port: 0 };
        driver.port = driver.read_port()?;
        Ok(driver)
    }

    fn read_port(&mut self) -> Result<u16, BrowserError> {
        let mut printed = String::new();
        let Some(output) = self.process.stdout.take() else { return Err(BrowserError::Silent { printed }) };
        let mut lines = BufReader::new(output);
        let mut line = String::new();
        while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
            if let Some(port) = port(&line) {
                // Somebody has to go on reading, or a full pipe would stop the driver.
                std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
                return Ok(port);
            }
            printed.push_str(&line);
            line.clear();
        }
        Err(BrowserError::Silent { printed })
    }
}

/// The port that a driver names: "ChromeDriver was started successfully on port 41231.", "Listening on 127.0.0.1:41231".
fn port(line: &str) -> Option<u16> {
    let places = ["successfully on port ", "Listening on 127.0.0.1:"];
    let rest = places.iter().find_map(|place| line.split_once(place))?.1;
    rest.trim().trim_end_matches('.').parse().ok()
}

/// Runs a program, whose name and arguments follow, where this is the only server of names: in a mount namespace with another
/// `/etc/resolv.conf`, which only root may have.
pub(crate) fn with_names(server: Ipv4Addr, files: &Scratch) -> Result<Command, BrowserError> {
    let list = files.write("resolv.conf", format!("nameserver {server}\n"))?;
    let script = "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", script]).arg(list);
    Ok(command)
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
