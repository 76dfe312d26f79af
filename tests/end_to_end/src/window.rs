//! A window with the packed page, in which nothing goes wrong unseen.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use driftscope_browser::{
    BrowserError, LogEntry, Options, Scratch, Session, file_address, is_local, requested_addresses,
};
use serde_json::{Value, json};

use crate::{Logs, prepared};

/// How long a page may take for what should take a second: build machines are slow and busy.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// Windows at the same time; more would only wait for each other.
const WINDOWS: u32 = 2;

/// Runs in each page before its own scripts, and keeps what nobody would see.
const WATCH: &str = "
window.watched = { violations: [], errors: [], longTasks: [] };
document.addEventListener('securitypolicyviolation', event =>
  watched.violations.push(`${event.violatedDirective} refused ${event.blockedURI}`));
window.addEventListener('error', event => watched.errors.push(String(event.message)));
window.addEventListener('unhandledrejection', event => watched.errors.push(String(event.reason)));
new PerformanceObserver(list => list.getEntries().forEach(entry => watched.longTasks.push(entry.duration)))
  .observe({ type: 'longtask', buffered: true });
";

/// A window with a page.
#[derive(Debug)]
pub struct Window {
    /// The browser behind it.
    pub session: Session,
    /// Files of this window's own.
    pub files: Scratch,
    _permit: Permit,
}

impl Window {
    /// Opens the packed page.
    pub fn open() -> Result<Self, BrowserError> {
        Self::open_file(&prepared().page)
    }

    /// Opens the page and compares the flight logs, until the report can be saved.
    pub fn with_flights() -> Result<Self, BrowserError> {
        let window = Self::open()?;
        window.choose_logs(&Logs::full())?;
        window.verdict()?;
        window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
        Ok(window)
    }

    /// Opens a page from a file, as a double-click does.
    pub fn open_file(page: &Path) -> Result<Self, BrowserError> {
        Self::open_with(page, Options::default())
    }

    /// The same in a browser that is started in this way.
    pub fn open_with(page: &Path, mut options: Options) -> Result<Self, BrowserError> {
        let permit = Permit::wait();
        options.first_scripts.insert(0, WATCH);
        let session = Session::start(&options)?;
        session.open(&file_address(page))?;
        session.wait_for("[data-testid=reference-input]", PATIENCE)?;
        Ok(Self { session, files: Scratch::new()?, _permit: permit })
    }

    /// Opens a page from a file in Firefox; nothing where there is none. What goes wrong before the page is loaded is not kept, nor is what
    /// only the browser's logs have.
    pub fn open_in_firefox(page: &Path) -> Result<Option<Self>, BrowserError> {
        let permit = Permit::wait();
        let Some(session) = Session::start_firefox(&Options::default())? else { return Ok(None) };
        session.open(&file_address(page))?;
        session.run(WATCH, &[])?;
        session.wait_for("[data-testid=reference-input]", PATIENCE)?;
        Ok(Some(Self { session, files: Scratch::new()?, _permit: permit }))
    }

    /// Chooses files in the file input of a side, `reference` or `production`.
    pub fn choose(&self, side: &str, files: &[&Path]) -> Result<(), BrowserError> {
        self.session.choose_files(&format!("[data-testid={side}-input]"), files)
    }

    /// Chooses both logs, one after the other.
    pub fn choose_logs(&self, logs: &Logs) -> Result<(), BrowserError> {
        self.choose("reference", &[&logs.reference])?;
        self.choose("production", &[&logs.production])
    }

    /// Drops files or folders on the middle of the page, as the system does.
    pub fn drop_files(&self, files: &[&Path]) -> Result<(), BrowserError> {
        self.drag_files(files, (400, 400), &["dragEnter", "dragOver", "drop"])
    }

    /// Drops files or folders on the middle of an element.
    pub fn drop_files_on(&self, selector: &str, files: &[&Path]) -> Result<(), BrowserError> {
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);";
        let place = self.session.run(script, &[selector.into()])?;
        let at = |axis: usize| place.get(axis).and_then(Value::as_i64).unwrap_or_default();
        self.drag_files(files, (at(0), at(1)), &["dragEnter", "dragOver", "drop"])
    }

    /// Takes files through some steps of dragging at a place of the window.
    pub fn drag_files(&self, files: &[&Path], (x, y): (i64, i64), steps: &[&str]) -> Result<(), BrowserError> {
        let files: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
        for kind in steps {
            let data = json!({"items": [], "files": files, "dragOperationsMask": 1});
            self.session.cdp("Input.dispatchDragEvent", &json!({"type": kind, "x": x, "y": y, "data": data}))?;
        }
        Ok(())
    }

    /// Waits for the verdict and gives it.
    pub fn verdict(&self) -> Result<String, BrowserError> {
        self.session.wait_until(
            "document.querySelector('[data-testid=verdict]') && !document.querySelector('[data-testid=progress]')",
            PATIENCE,
        )?;
        self.session.text("[data-testid=verdict]")
    }

    /// Waits for an error with these words in it, and gives all of it.
    pub fn error_with(&self, words: &str) -> Result<String, BrowserError> {
        let has = format!("document.querySelector('[data-testid=error]')?.innerText.includes({})", Value::from(words));
        self.session.wait_until(&has, PATIENCE)?;
        self.session.text("[data-testid=error]")
    }

    /// What all elements that a selector finds have in an attribute.
    pub fn attributes(&self, selector: &str, attribute: &str) -> Result<Vec<String>, BrowserError> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(found => found.getAttribute(arguments[1]));";
        Ok(strings(&self.session.run(script, &[selector.into(), attribute.into()])?))
    }

    /// What all elements that a selector finds show.
    pub fn texts(&self, selector: &str) -> Result<Vec<String>, BrowserError> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(found => found.innerText);";
        Ok(strings(&self.session.run(script, &[selector.into()])?))
    }

    /// Chooses the option of a list whose words begin like this.
    pub fn select(&self, list: &str, words: &str) -> Result<(), BrowserError> {
        let script = "const list = document.querySelector(`[data-testid=${arguments[0]}]`);
            const place = [...list.options].findIndex(option => option.text.startsWith(arguments[1]));
            if (place < 0) return [...list.options].map(option => option.text);
            list.selectedIndex = place;
            list.dispatchEvent(new Event('change', { bubbles: true }));";
        let others = self.session.run(script, &[list.into(), words.into()])?;
        assert!(others.is_null(), "{words} is not among {others}");
        Ok(())
    }

    /// Enters a value in a field.
    pub fn enter(&self, field: &str, value: &str) -> Result<(), BrowserError> {
        let script = "const field = document.querySelector(`[data-testid=${arguments[0]}]`);
            field.value = arguments[1];
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        self.session.run(script, &[field.into(), value.into()])?;
        Ok(())
    }

    /// Puts a text into a field, as typing does.
    pub fn type_into(&self, field: &str, text: &str) -> Result<(), BrowserError> {
        let script = "const field = document.querySelector(`[data-testid=${arguments[0]}]`);
            field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.session.run(script, &[field.into(), text.into()]).map(drop)
    }

    /// Saves the shared page and gives its place.
    pub fn save_shared_page(&self) -> Result<PathBuf, BrowserError> {
        // A page is saved once the files' fingerprints are in it.
        self.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
        if self.session.run("return document.querySelector('[data-testid=save-page]') === null", &[])? == true {
            self.session.click("[data-testid=open-share]")?;
        }
        self.session.click("[data-testid=save-page]")?;
        let saved = self.session.wait_for_download(PATIENCE)?;
        self.session.click("[data-testid=open-share]")?;
        Ok(saved)
    }

    /// How long each task was that kept the page busy for more than 50 milliseconds.
    pub fn long_tasks(&self) -> Result<Vec<f64>, BrowserError> {
        let tasks = self.session.run("return watched.longTasks;", &[])?;
        Ok(tasks.as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
    }

    /// Fails if the policy refused anything, a script failed, the console has a complaint, or anything was asked of
    /// a network.
    pub fn assert_clean(&self) -> Result<(), BrowserError> {
        self.assert_nothing_refused()?;
        let complaints: Vec<LogEntry> = self
            .session
            .log("browser")?
            .into_iter()
            .filter(|entry| entry.level != "INFO" && entry.level != "DEBUG")
            .collect();
        assert!(complaints.is_empty(), "the console says {complaints:?}");
        let asked = requested_addresses(&self.session.log("performance")?);
        let far: Vec<&String> = asked.iter().filter(|address| !is_local(address)).collect();
        assert!(far.is_empty(), "the page asked a network for {far:?}");
        assert!(asked.iter().any(|address| address.starts_with("file:")), "the log saw not even the page: {asked:?}");
        Ok(())
    }

    /// Fails if the policy refused anything, or a script failed.
    pub fn assert_nothing_refused(&self) -> Result<(), BrowserError> {
        let seen = self.session.run("return [watched.violations, watched.errors];", &[])?;
        assert_eq!(seen, json!([[], []]), "the policy's refusals, and errors of scripts");
        Ok(())
    }

    /// Waits until an expression is true in the page, and says how long that took.
    pub fn time_until(&self, expression: &str) -> Result<Duration, BrowserError> {
        let begin = Instant::now();
        self.session.wait_until(expression, PATIENCE)?;
        Ok(begin.elapsed())
    }
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}

/// The right to have a window. A test that has one is given another without waiting: two tests that each waited for the
/// other's would wait for ever.
#[derive(Debug)]
struct Permit;

static OPEN: Mutex<u32> = Mutex::new(0);
static CLOSED: Condvar = Condvar::new();

thread_local! {
    /// Windows of this thread, which is a test.
    static OWN: Cell<u32> = const { Cell::new(0) };
}

impl Permit {
    fn wait() -> Self {
        if OWN.replace(OWN.get() + 1) > 0 {
            return Self;
        }
        let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut open = CLOSED.wait_while(open, |open| *open >= WINDOWS).unwrap_or_else(PoisonError::into_inner);
        *open += 1;
        Self
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        OWN.set(OWN.get().saturating_sub(1));
        if OWN.get() > 0 {
            return;
        }
        *OPEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        CLOSED.notify_one();
    }
}
