//! One browser window under remote control.
//!
//! The commands are those of <https://www.w3.org/TR/webdriver2/>, and Chromium's own protocol behind `cdp`.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::{BrowserError, Scratch, find, find_firefox, http};

/// How an element is named in an answer.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Flags of the browser: no screen, no sandbox (which root cannot have), and nothing that uses a network unasked.
const FLAGS: [&str; 13] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
];

/// How long a click waits for its element to stand still: what is moved for longer is moved on purpose.
const REST: Duration = Duration::from_secs(2);

/// How a window is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Its width and height in CSS pixels.
    pub size: (u32, u32),
    /// Scripts that run before any of a page's own.
    pub first_scripts: Vec<&'static str>,
    /// More flags of the browser.
    pub flags: Vec<String>,
    /// The only server of names that the browser knows, instead of the computer's own; see [`Listeners::by_names`](crate::Listeners::by_names).
    pub names: Option<Ipv4Addr>,
}

impl Default for Options {
    fn default() -> Self {
        Self { size: (1280, 900), first_scripts: Vec::new(), flags: Vec::new(), names: None }
    }
}

/// A line of one of the browser's logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// What it says.
    pub message: String,
}

/// A browser with one window, which closes with its handle.
#[derive(Debug)]
pub struct Session {
    id: String,
    process: Option<u64>,
    driver: Driver,
    profile: Scratch,
    /// Whether it is Firefox, which has no protocol of Chromium's and no logs.
    is_firefox: bool,
}

impl Session {
    /// Opens a browser without any past. What it downloads goes to [`Session::downloads`].
    pub fn start(options: &Options) -> Result<Self, BrowserError> {
        let browser = find()?;
        let profile = Scratch::new()?;
        let driver = Driver::start(&browser, options.names, &profile)?;
        let mut arguments: Vec<String> = FLAGS.iter().map(|&flag| flag.to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.path().join("profile").display()));
        arguments.push(format!("--window-size={},{}", options.size.0, options.size.1));
        arguments.extend_from_slice(&options.flags);
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            // Some builds begin with a page from a network.
            "goog:chromeOptions": {"binary": browser.program, "args": arguments, "prefs": {
                "session": {"restore_on_startup": 4, "startup_urls": ["about:blank"]},
            }},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "timeouts": {"script": 240_000, "pageLoad": 120_000},
        }}});
        let mut session = Self { id: String::new(), process: None, driver, profile, is_firefox: false };
        let answer = session.ask("POST", "/session", Some(&capabilities))?;
        session.id = answer["sessionId"].as_str().unwrap_or_default().to_owned();
        session.process = answer["capabilities"]["goog:processID"].as_u64();

        let downloads = session.downloads();
        std::fs::create_dir_all(&downloads).map_err(BrowserError::io(format!("make {}", downloads.display())))?;
        session.cdp("Browser.setDownloadBehavior", &json!({"behavior": "allow", "downloadPath": downloads}))?;
        for script in &options.first_scripts {
            session.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({"source": script}))?;
        }
        // What the browser's own first page asked for is not what a test wants to see.
        session.open("about:blank")?;
        session.log("performance")?;
        Ok(session)
    }

    /// Opens a Firefox without any past, if there is one. Of the options it takes the size.
    pub fn start_firefox(options: &Options) -> Result<Option<Self>, BrowserError> {
        let Some(browser) = find_firefox() else { return Ok(None) };
        let profile = Scratch::new()?;
        let driver = Driver::start(&browser, None, &profile)?;
        let mut session = Self { id: String::new(), process: None, driver, profile, is_firefox: true };
        let downloads = session.downloads();
        std::fs::create_dir_all(&downloads).map_err(BrowserError::io(format!("make {}", downloads.display())))?;
        let (width, height) = options.size;
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "firefox",
            "moz:firefoxOptions": {
                "binary": browser.program,
                "args": ["-headless", format!("--width={width}"), format!("--height={height}")],
                "prefs": {
                    "browser.download.folderList": 2,
                    "browser.download.dir": downloads,
                    "browser.download.alwaysOpenPanel": false,
                },
            },
            "timeouts": {"script": 240_000, "pageLoad": 120_000},
        }}});
        let answer = session.ask("POST", "/session", Some(&capabilities))?;
        session.id = answer["sessionId"].as_str().unwrap_or_default().to_owned();
        session.process = answer["capabilities"]["moz:processID"].as_u64();
        Ok(Some(session))
    }

    /// Where downloads go.
    pub fn downloads(&self) -> PathBuf {
        self.profile.path().join("downloads")
    }

    /// Opens an address and waits until it is loaded.
    pub fn open(&self, address: &str) -> Result<(), BrowserError> {
        self.command("POST", "url", Some(&json!({"url": address}))).map(drop)
    }

    /// Clicks the first element that a CSS selector finds, once it stands still.
    pub fn click(&self, selector: &str) -> Result<(), BrowserError> {
        let element = self.element(selector)?;
        self.bring_to_rest(&element)?;
        self.command("POST", &format!("element/{element}/click"), Some(&json!({}))).map(drop)
    }

    /// Scrolls an element to the middle of the window until it is at the same place twice, a frame and more apart.
    ///
    /// The driver does neither: a bar that stays at the top may lie over what it clicks, and what the page still lays
    /// out may move it away between its look and its click.
    fn bring_to_rest(&self, element: &str) -> Result<(), BrowserError> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
            const { x, y, width, height } = arguments[0].getBoundingClientRect();
            return [x, y, width, height].join();";
        let begin = Instant::now();
        let mut before = Value::Null;
        while begin.elapsed() < REST {
            let place = self.run(script, &[json!({ELEMENT: element})])?;
            if place == before {
                break;
            }
            before = place;
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Types into an element; into a file input, the files' paths, one in a line.
    pub fn type_into(&self, selector: &str, text: &str) -> Result<(), BrowserError> {
        let element = self.element(selector)?;
        self.command("POST", &format!("element/{element}/value"), Some(&json!({"text": text}))).map(drop)
    }

    /// Chooses files in a file input.
    pub fn choose_files(&self, selector: &str, files: &[&Path]) -> Result<(), BrowserError> {
        let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
        self.type_into(selector, &paths.join("\n"))
    }

    /// The text of an element: what it shows, or would show if its view were not hidden.
    pub fn text(&self, selector: &str) -> Result<String, BrowserError> {
        let element = self.element(selector)?;
        let text = self.run("return arguments[0].innerText;", &[json!({ELEMENT: element})])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// From now on everything is about the page in this frame.
    pub fn enter_frame(&self, selector: &str) -> Result<(), BrowserError> {
        let element = self.element(selector)?;
        self.command("POST", "frame", Some(&json!({"id": {ELEMENT: element}}))).map(drop)
    }

    /// The same for a frame that the body of a function gives, such as one within an element's own tree.
    pub fn enter_given_frame(&self, script: &str) -> Result<(), BrowserError> {
        let frame = self.run(script, &[])?;
        self.command("POST", "frame", Some(&json!({"id": frame}))).map(drop)
    }

    /// Runs the body of a function in the page; `arguments` are its arguments.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, BrowserError> {
        self.command("POST", "execute/sync", Some(&json!({"script": script, "args": arguments})))
    }

    /// The same, but the result is what the script gives to its last argument, a function.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value, BrowserError> {
        self.command("POST", "execute/async", Some(&json!({"script": script, "args": arguments})))
    }

    /// Presses a key, by the name that events give it, wherever the keyboard is.
    pub fn press(&self, key: &str) -> Result<(), BrowserError> {
        if self.is_firefox {
            return self.press_by_actions(key);
        }
        // Browsers close a dialog only by the number that Escape always had, and press a button only by the text of Enter.
        let (number, text) = match key {
            "Escape" => (27, ""),
            "Enter" => (13, "\r"),
            _ => (0, if key.chars().count() == 1 { key } else { "" }),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({"type": kind, "key": key, "windowsVirtualKeyCode": number});
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.cdp("Input.dispatchKeyEvent", &event)?;
        }
        Ok(())
    }

    /// Presses a key as the protocol of all browsers has it, which names keys without a letter by letters that nobody uses.
    fn press_by_actions(&self, key: &str) -> Result<(), BrowserError> {
        let value = match key {
            "Enter" => "\u{e007}",
            "Escape" => "\u{e00c}",
            "ArrowLeft" => "\u{e012}",
            "ArrowRight" => "\u{e014}",
            letter => letter,
        };
        let steps = ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": value}));
        let actions = json!({"actions": [{"type": "key", "id": "keyboard", "actions": steps}]});
        self.command("POST", "actions", Some(&actions)).map(drop)
    }

    /// Waits until a JavaScript expression is true.
    pub fn wait_until(&self, expression: &str, patience: Duration) -> Result<(), BrowserError> {
        let script = format!("return Boolean({expression});");
        let begin = Instant::now();
        while self.run(&script, &[])? != Value::Bool(true) {
            if begin.elapsed() > patience {
                return Err(BrowserError::Late { what: expression.to_owned(), page: self.page_text()? });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Waits until a CSS selector finds something.
    pub fn wait_for(&self, selector: &str, patience: Duration) -> Result<(), BrowserError> {
        self.wait_until(&format!("document.querySelector({})", Value::from(selector)), patience)
    }

    /// Waits for a download, the first of this window, and gives its place.
    pub fn wait_for_download(&self, patience: Duration) -> Result<PathBuf, BrowserError> {
        let begin = Instant::now();
        loop {
            // Until a file is whole its bytes lie in one that is hidden or has a suffix, beside an empty one of its name.
            let files = std::fs::read_dir(self.downloads()).into_iter().flatten().flatten().map(|file| file.path());
            let (partial, whole): (Vec<PathBuf>, Vec<PathBuf>) = files.partition(|path| {
                let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
                hidden || path.extension().is_some_and(|suffix| suffix == "crdownload" || suffix == "part")
            });
            let has_bytes = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|file| file.len() > 0);
            if let Some(path) = whole.into_iter().find(has_bytes).filter(|_| partial.is_empty()) {
                return Ok(path);
            }
            if begin.elapsed() > patience {
                return Err(BrowserError::Late { what: "a download".to_owned(), page: self.page_text()? });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What came into a log (`browser` or `performance`) since it was last asked for.
    pub fn log(&self, kind: &str) -> Result<Vec<LogEntry>, BrowserError> {
        let entries = self.command("POST", "se/log", Some(&json!({"type": kind})))?;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entries = entries.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(entries
            .iter()
            .map(|entry| LogEntry { level: word(&entry["level"]), message: word(&entry["message"]) })
            .collect())
    }

    /// Sends a command of Chromium's own protocol.
    pub fn cdp(&self, command: &str, parameters: &Value) -> Result<Value, BrowserError> {
        self.command("POST", "goog/cdp/execute", Some(&json!({"cmd": command, "params": parameters})))
    }

    /// Makes the system look dark or light to the page.
    pub fn set_dark(&self, dark: bool) -> Result<(), BrowserError> {
        let value = if dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": value}]);
        self.cdp("Emulation.setEmulatedMedia", &json!({"features": features})).map(drop)
    }

    /// Emulates a screen for the page, in CSS pixels of `ratio` device pixels each.
    pub fn set_screen(&self, width: u32, height: u32, ratio: f64, mobile: bool) -> Result<(), BrowserError> {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": ratio, "mobile": mobile});
        self.cdp("Emulation.setDeviceMetricsOverride", &screen).map(drop)
    }

    /// Saves what the window shows as a PNG file.
    pub fn screenshot(&self, path: &Path) -> Result<(), BrowserError> {
        let picture = self.command("GET", "screenshot", None)?;
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(picture.as_str().unwrap_or_default())
            .map_err(|error| BrowserError::Protocol { answer: error.to_string() })?;
        std::fs::write(path, bytes).map_err(BrowserError::io(format!("write {}", path.display())))
    }

    /// The beginning of what the page shows, for messages.
    fn page_text(&self) -> Result<String, BrowserError> {
        let text = self.run("return document.body ? document.body.innerText : document.URL;", &[])?;
        Ok(text.as_str().unwrap_or_default().chars().take(1500).collect())
    }

    fn element(&self, selector: &str) -> Result<String, BrowserError> {
        let found = self.command("POST", "element", Some(&json!({"using": "css selector", "value": selector})))?;
        let id = found[ELEMENT].as_str().ok_or_else(|| BrowserError::Protocol { answer: found.to_string() })?;
        Ok(id.to_owned())
    }

    fn command(&self, method: &str, command: &str, body: Option<&Value>) -> Result<Value, BrowserError> {
        self.ask(method, &format!("/session/{}/{command}", self.id), body)
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, BrowserError> {
        let mut answer = http::request(self.driver.port, method, path, body)?;
        let value = answer["value"].take();
        let Some(error) = value["error"].as_str() else { return Ok(value) };
        // The rest of the message is the driver's own call stack.
        let message = value["message"].as_str().unwrap_or_default().split("\n#0").next().unwrap_or_default();
        let body = body.map(Value::to_string).unwrap_or_default().chars().take(300).collect::<String>();
        let command = format!("{method} {path} {body}");
        Err(BrowserError::Refused { command, error: error.to_owned(), message: message.trim().to_owned() })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.id.is_empty() && self.ask("DELETE", &format!("/session/{}", self.id), None).is_ok() {
            return;
        }
        // The driver cannot end its browser any more, and would leave it behind.
        if let Some(process) = self.process {
            let _ = std::process::Command::new("kill").arg("-9").arg(process.to_string()).status();
        }
    }
}
