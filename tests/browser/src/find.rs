//! Finds a Chrome or Chromium and the chromedriver that goes with it, and a Firefox with its geckodriver.

use std::path::PathBuf;

use crate::BrowserError;

/// A browser and its driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// The browser's program.
    pub program: PathBuf,
    /// The driver's program.
    pub driver: PathBuf,
}

/// How to get what [`find_firefox`] did not find.
pub const NO_FIREFOX: &str = "Firefox or geckodriver was not found: the tests in Firefox did nothing. To run them: \
    `apt-get install firefox-esr` or https://www.mozilla.org/firefox, and `cargo install geckodriver`. FIREFOX and GECKODRIVER name \
    them in unusual places.";

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

const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];

const FIREFOX_PLACES: [&str; 3] = [
    "/usr/lib/firefox-esr/firefox-esr",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
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
    let program = named("CHROME", &CHROME_NAMES, &CHROME_PLACES).ok_or(missing("Chrome or Chromium", "CHROME"))?;
    let driver = named("CHROMEDRIVER", &["chromedriver"], &DRIVER_PLACES)
        .or_else(|| in_folder_of("CHROMEWEBDRIVER", "chromedriver"))
        .ok_or(missing("chromedriver", "CHROMEDRIVER"))?;
    Ok(Browser { program, driver })
}

/// The Firefox that `FIREFOX` and `GECKODRIVER` name, or else the one in the usual places, if there are both.
pub fn find_firefox() -> Option<Browser> {
    let program = named("FIREFOX", &FIREFOX_NAMES, &FIREFOX_PLACES)?;
    let driver = named("GECKODRIVER", &["geckodriver"], &[])
        .or_else(|| in_folder_of("GECKOWEBDRIVER", "geckodriver"))
        // Where `cargo install` puts it, which need not be on the search path.
        .or_else(|| {
            executable(PathBuf::from(std::env::var_os("HOME")?).join(".cargo").join("bin").join("geckodriver"))
        })?;
    Some(Browser { program, driver })
}

/// Hosted build machines keep drivers in folders that the environment names.
fn in_folder_of(variable: &str, driver: &str) -> Option<PathBuf> {
    std::env::var_os(variable).and_then(|folder| executable(PathBuf::from(folder).join(driver)))
}

fn named(variable: &str, names: &[&str], places: &[&str]) -> Option<PathBuf> {
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
