//! The packed page, built by the program page-builder.
//!
//! The builder is a package of its own because it links wasm-bindgen's support, which takes longer to compile than the
//! rest of xtask and most tests. It prints what it built as one line of JSON.

use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::{Failure, workspace};

/// The most that the page may have, in bytes after gzip. The aim is 500 000; docs/benchmarks.md lists what stands between:
/// the readers of thirty shapes of input and of numbers, moments and codes in many spellings, every test of the statistics, profiles, periods, segments, the model's
/// metrics and their estimates without labels (33 000), what moves its predictions (11 000), redaction (27 000), alerts and the form of their rules (22 000), what differs in a bar (13 000), bounds of previews and sorted production (14 000), columns that follow a drag (5 000), the
/// exports for pipelines (26 000), files and versions beside each other, known drifts (4 000), other known changes and notes on findings (9 000), Evidently’s reports beside ours (10 000), verifying a shared page by its files (14 000), windows and periods of profiles (5 000), their segments, also in results of SQL (19 500), SQL for rows in a database, with models and segments (17 500), models in its results (4 000), the model of profiles (11 500), time zones (10 000), the heat map as a picture (3 000), the column beside its list (3 000), curves that are read (2 000), how long labels take (5 000), Parquet (175 000, a second module that is unpacked for such files alone), the engine compiled for speed rather than for size (49 000), copying, and the explanation of all of it.
const BUDGET: u64 = 1_910_000;

/// The packed page on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Its path.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Its size after gzip, which is what a server sends.
    pub packed_size: u64,
    /// The size of its WebAssembly module.
    pub module_size: u64,
    imports_problem: Option<String>,
}

impl Page {
    /// Fails if the page is over its budget.
    pub(crate) fn check_size(&self) -> Result<(), Failure> {
        match self.packed_size {
            size if size > BUDGET => Err(Failure::TooLarge { size, budget: BUDGET }),
            _ => Ok(()),
        }
    }

    /// Fails if the module can ask anything of the browser that `static/imports.txt` does not list, or the reverse.
    pub(crate) fn check_imports(&self) -> Result<(), Failure> {
        self.imports_problem.as_ref().map_or(Ok(()), |problem| Err(Failure::Imports { problem: problem.clone() }))
    }
}

/// Builds the page and writes it to `dist/`, with its checksum.
pub(crate) fn build() -> Result<Page, Failure> {
    built(&["page"])
}

/// Builds the page and rewrites the list of what it may ask of the browser.
pub(crate) fn build_and_accept_imports() -> Result<Page, Failure> {
    built(&["page", "--accept-imports"])
}

/// Writes a page that only loads the library of `package`; `body` is HTML for it.
pub(crate) fn build_alone(package: &str, body: Option<&Path>, path: &Path) -> Result<(), Failure> {
    let mut command = builder();
    command.args(["alone", package]).arg(path).args(body);
    workspace::run(&mut command)
}

fn built(words: &[&str]) -> Result<Page, Failure> {
    let printed = workspace::output(builder().args(words))?;
    let unexpected = || Failure::Unexpected {
        command: "page-builder page".to_owned(),
        printed: String::from_utf8_lossy(&printed).into_owned(),
    };
    let built: Value = serde_json::from_slice(&printed).map_err(|_| unexpected())?;
    let number = |name: &str| built[name].as_u64().ok_or_else(unexpected);
    Ok(Page {
        path: built["path"].as_str().map(PathBuf::from).ok_or_else(unexpected)?,
        size: number("size")?,
        packed_size: number("packed_size")?,
        module_size: number("module_size")?,
        imports_problem: built["imports_problem"].as_str().map(str::to_owned),
    })
}

fn builder() -> std::process::Command {
    let mut command = workspace::cargo();
    command.args(["run", "--quiet", "--package", "page-builder", "--"]);
    command
}
