//! `cargo xtask test`: runs the tests natively, in WebAssembly, and in a browser on the packed page.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use xtask::{Arguments, Failure, workspace};

use crate::packages::npm;
use crate::page;
use crate::published::COMMAND;

/// The package whose tests need a browser.
const IN_BROWSER: &str = "driftscope-end-to-end";

/// How many tests may have a browser window open at the same time.
const WINDOWS: &str = "2";

/// What the tests in a browser open and run, by the environment variables that hold the paths.
type Prepared = Vec<(&'static str, PathBuf)>;

/// Which tests to run.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    /// Every test.
    All,
    /// Every test that needs no browser.
    Native,
    /// The computations in WebAssembly against those made natively.
    Wasm,
    /// The packed page in a browser.
    Browser,
    /// The tests of one package.
    Package(String),
}

impl Scope {
    /// The scope with this name. A crate goes by the name of its folder: `stats` stands for `driftscope-stats`, and `cli` for the
    /// command, which people install as `driftscope`.
    fn named(name: &str, crates: &[String]) -> Option<Self> {
        Some(match name {
            "native" => Self::Native,
            "wasm" => Self::Wasm,
            "browser" => Self::Browser,
            "xtask" => Self::Package(name.to_owned()),
            "cli" => Self::Package(COMMAND.to_owned()),
            _ if name == "page" || crates.iter().any(|folder| folder == name) => {
                Self::Package(format!("driftscope-{name}"))
            }
            _ => return None,
        })
    }

    fn includes(&self, other: &Self) -> bool {
        *self == Self::All || self == other
    }
}

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let crates = workspace::crates()?;
    let mut filter = arguments.next_word();
    let named = filter.as_deref().and_then(|word| Scope::named(word, &crates));
    if named.is_some() {
        filter = arguments.next_word();
    }
    arguments.finish()?;
    match named.unwrap_or(Scope::All) {
        Scope::Package(package) => workspace::run(test().args(["--package", &package]).args(&filter)),
        scope => run_workspace(&scope, filter.as_deref()),
    }
}

fn run_workspace(scope: &Scope, filter: Option<&str>) -> Result<(), Failure> {
    let prepared = if *scope == Scope::Native {
        Prepared::new()
    } else {
        ensure_browser()?;
        // First, because the command carries the page, and its own tests look at it.
        prepare()?
    };
    if scope.includes(&Scope::Native) {
        println!("\nNative tests");
        workspace::run(test().args(["--workspace", "--exclude", IN_BROWSER]).args(filter))?;
    }
    for (part, target, title) in [
        (Scope::Wasm, "wasm", "WebAssembly in Chromium"),
        (Scope::Browser, "page", "The packed page in Chromium and, where there is one, in Firefox"),
    ] {
        if scope.includes(&part) {
            println!("\n{title}");
            if part == Scope::Browser && driftscope_browser::find_firefox().is_none() {
                println!("{}", driftscope_browser::NO_FIREFOX);
            }
            let mut command = test();
            command.args(["--workspace", "--test", target]).args(filter).args(["--", "--test-threads", WINDOWS]);
            workspace::run(command.envs(prepared.clone()))?;
        }
    }
    Ok(())
}

/// Builds what the tests in a browser need and prints where it is. They ask for it if [`run`] did not start them.
pub(crate) fn prepare_alone(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    for (name, path) in prepare()? {
        println!("{name}={}", path.display());
    }
    Ok(())
}

/// Builds the page, the page that computes known answers in WebAssembly, the command, and the npm package.
fn prepare() -> Result<Prepared, Failure> {
    let page = page::build()?;
    page.check_imports()?;
    let checks = workspace::target_directory()?.join("driftscope").join("wasm-checks.html");
    page::build_alone("driftscope-wasm-checks", None, &checks)?;
    let package = workspace::target_directory()?.join("driftscope").join("npm");
    npm::unpack_into(&package, &std::fs::read_to_string(&page.path).map_err(Failure::file("read", &page.path))?)?;
    // The command's own tests need the command, so this builds it. The arguments are those of the run that follows:
    // with others cargo would choose other features and compile half of everything again.
    workspace::run(test().args(["--workspace", "--no-run", "--test", "command", "--test", "page", "--test", "wasm"]))?;
    let name = format!("driftscope{}", std::env::consts::EXE_SUFFIX);
    let command = workspace::target_directory()?.join("debug").join(name);
    Ok(vec![
        ("DRIFTSCOPE_PAGE", page.path),
        ("DRIFTSCOPE_WASM_CHECKS", checks),
        ("DRIFTSCOPE_COMMAND", command),
        ("DRIFTSCOPE_NPM_PACKAGE", package),
    ])
}

fn test() -> Command {
    let mut command = workspace::cargo();
    command.arg("test");
    command
}

/// Makes sure that there is a browser. As root on Debian or Ubuntu, installs one if there is none.
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
        // Ubuntu has other names for them.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_goes_by_its_folder() {
        let crates = workspace::crates().unwrap();
        assert_eq!(Scope::named("cli", &crates), Some(Scope::Package("driftscope".to_owned())));
        for name in ["stats", "table", "drift", "charts", "parquet"] {
            let package = Scope::Package(format!("driftscope-{name}"));
            assert_eq!(Scope::named(name, &crates), Some(package), "{name}");
        }
        assert_eq!(Scope::named("page", &crates), Some(Scope::Package("driftscope-page".to_owned())));
        assert_eq!(Scope::named("no_such_crate", &crates), None);
    }

    #[test]
    fn all_includes_every_part_and_a_part_only_itself() {
        assert!(Scope::All.includes(&Scope::Native) && Scope::All.includes(&Scope::Browser));
        assert!(Scope::Wasm.includes(&Scope::Wasm) && !Scope::Wasm.includes(&Scope::Native));
    }
}
