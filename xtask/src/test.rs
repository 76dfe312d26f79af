//! `cargo xtask test`: natively, in WebAssembly, and in a browser on the packed page.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::{bind, dist, imports, workspace};

/// The package whose tests need a browser.
const IN_BROWSER: &str = "driftscope-end-to-end";

/// Windows that tests may open at the same time.
const WINDOWS: &str = "2";

/// What the tests in a browser open and run, by the variables of the environment that name it.
type Prepared = Vec<(&'static str, PathBuf)>;

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let mut filter = arguments.next_word();
    let kind = filter.take_if(|word| ["native", "wasm", "browser"].contains(&word.as_str()));
    let filter = filter.or_else(|| arguments.next_word());
    arguments.finish()?;
    let wants = |name: &str| kind.as_deref().is_none_or(|kind| kind == name);

    let prepared = if wants("wasm") || wants("browser") {
        ensure_browser()?;
        // First, because the command carries the page, and its own tests look at it.
        prepare()?
    } else {
        Prepared::new()
    };
    if wants("native") {
        println!("\nNative tests");
        workspace::run(test().args(["--workspace", "--exclude", IN_BROWSER]).args(&filter))?;
    }
    for (kind, target, what) in
        [("wasm", "wasm", "WebAssembly in Chromium"), ("browser", "page", "The packed page in Chromium")]
    {
        if wants(kind) {
            println!("\n{what}");
            let mut command = test();
            command.args(["--workspace", "--test", target]).args(&filter).args(["--", "--test-threads", WINDOWS]);
            workspace::run(command.envs(prepared.clone()))?;
        }
    }
    Ok(())
}

/// What the tests in a browser ask for when they were not started by [`run`]: prints what it prepared.
pub(crate) fn prepare_alone(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    for (name, path) in prepare()? {
        println!("{name}={}", path.display());
    }
    Ok(())
}

/// Builds the page, the page that computes known answers in WebAssembly, and the command.
fn prepare() -> Result<Prepared, Failure> {
    let page = dist::build()?;
    imports::check(&page.bound)?;
    let page = page.path;
    let checks = pack_checks()?;
    // The command's own tests need the command, so this builds it, and just as they are built: other words would make
    // cargo choose other features and compile half of everything once more.
    workspace::run(test().args(["--workspace", "--no-run", "--test", "command", "--test", "page", "--test", "wasm"]))?;
    let name = format!("driftscope{}", std::env::consts::EXE_SUFFIX);
    let command = workspace::target_directory()?.join("debug").join(name);
    Ok(vec![("DRIFTSCOPE_PAGE", page), ("DRIFTSCOPE_WASM_CHECKS", checks), ("DRIFTSCOPE_COMMAND", command)])
}

/// A page that does nothing but load the checks: `ready` is a promise, `wasm_bindgen` has the functions.
fn pack_checks() -> Result<PathBuf, Failure> {
    let path = workspace::target_directory()?.join("driftscope").join("wasm-checks.html");
    bind::pack_alone("driftscope-wasm-checks", "", &path)?;
    Ok(path)
}

fn test() -> Command {
    let mut command = workspace::cargo();
    command.arg("test");
    command
}

/// Makes sure that there is a browser: where this is Debian and this is root, by installing it.
pub(crate) fn ensure_browser() -> Result<(), Failure> {
    let Err(missing) = driftscope_browser::find() else { return Ok(()) };
    let named = ["CHROME", "CHROMEDRIVER"].iter().any(|variable| std::env::var_os(variable).is_some());
    if named || !is_root() || !has_apt() {
        return Err(missing.into());
    }
    eprintln!("{missing}\nInstalling Chromium and its driver");
    let apt = |words: &[&str]| {
        workspace::run(
            Command::new("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()),
        )
    };
    apt(&["update", "-qq"])?;
    let debian = apt(&["install", "-y", "-qq", "--no-install-recommends", "chromium", "chromium-driver"]);
    if debian.is_err() {
        // Ubuntu's name for the same.
        apt(&["install", "-y", "-qq", "chromium-browser", "chromium-chromedriver"])?;
    }
    driftscope_browser::find()?;
    Ok(())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn has_apt() -> bool {
    Command::new("apt-get").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}
