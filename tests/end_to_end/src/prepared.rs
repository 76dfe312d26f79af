//! What has to be built before a browser can open anything.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What the tests open and run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The packed page.
    pub page: PathBuf,
    /// The page that computes known answers in WebAssembly.
    pub wasm_checks: PathBuf,
    /// The `driftscope` command.
    pub command: PathBuf,
    /// The folder of the npm package, as an installation has it.
    pub npm_package: PathBuf,
}

/// What `cargo xtask test` prepared and named in the environment; without it, this asks for the same, once.
///
/// # Panics
///
/// If it cannot be built; what was wrong was printed by then.
pub fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
        from(named).unwrap_or_else(|| {
            let printed = ask_xtask();
            let listed = |name: &str| {
                printed.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=').map(PathBuf::from))
            };
            from(listed).expect("cargo xtask prepare-tests names all four")
        })
    })
}

fn from(place: impl Fn(&str) -> Option<PathBuf>) -> Option<Prepared> {
    Some(Prepared {
        page: place("DRIFTSCOPE_PAGE")?,
        wasm_checks: place("DRIFTSCOPE_WASM_CHECKS")?,
        command: place("DRIFTSCOPE_COMMAND")?,
        npm_package: place("DRIFTSCOPE_NPM_PACKAGE")?,
    })
}

fn ask_xtask() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("..");
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--package", "xtask", "--", "prepare-tests"])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "cargo xtask prepare-tests failed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
