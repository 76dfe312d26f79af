//! Finds a Chrome or Chromium and the chromedriver that goes with it.

use std::path::PathBuf;

use crate::BrowserError;

/// A browser and its driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// The browser's program.
    pub chrome: PathBuf,
    /// The driver's program.
    pub driver: PathBuf,
}

/// Names on the search path, the likeliest to have a driver beside them first.
const CHROME_NAMES: [&str; 5] = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"];

/// Places off the search path.
const CHROME_PLACES: [&str; 6] = [
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const DRIVER_PLACES: [&str; 4] = [
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "/opt/homebrew/bin/chromedriver",
    "/snap/bin/chromium.chromedriver",
];

/// The browser that `CHROME` and `CHROMEDRIVER` name, or else the first one in the usual places.
pub fn find() -> Result<Browser, BrowserError> {
    let missing = |program, variable| BrowserError::Missing { program, variable };
    let chrome = program("CHROME", &CHROME_NAMES, &CHROME_PLACES).ok_or(missing("Chrome or Chromium", "CHROME"))?;
    let driver = program("CHROMEDRIVER", &["chromedriver"], &DRIVER_PLACES)
        // Where hosted build machines keep it.
        .or_else(|| {
            std::env::var_os("CHROMEWEBDRIVER")
                .and_then(|folder| executable(PathBuf::from(folder).join("chromedriver")))
        })
        .ok_or(missing("chromedriver", "CHROMEDRIVER"))?;
    Ok(Browser { chrome, driver })
}

fn program(variable: &str, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    // What was named is taken or nothing: to test another browser in silence would be worse than to fail.
    if let Some(named) = std::env::var_os(variable) {
        return executable(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = names.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    on_path.chain(places.iter().map(PathBuf::from)).find_map(executable)
}

fn executable(path: PathBuf) -> Option<PathBuf> {
    let with_suffix = path.with_extension(std::env::consts::EXE_EXTENSION);
    [path, with_suffix].into_iter().find(|path| path.is_file())
}
