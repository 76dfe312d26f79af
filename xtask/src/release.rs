//! `cargo xtask release`: the files of a release, with checksums and a record of what they were built from.
//!
//! Everything goes to `dist/release`: the command with the page inside, the page, packages of both, the licence texts of
//! everything in them, `manifest.json`, and `SHA256SUMS`. No time and no path of the computer is in them, so the same
//! commit and the same Rust give the same files. The package of the command for crates.io is made by cargo, so the page is
//! put where that looks for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use sha2::{Digest, Sha256};
use xtask::{Arguments, Failure, toolchain, workspace};

use crate::packages::VERSION;
use crate::page::{self, Page};
use crate::{licences, packages, tried};

/// The file with the version of Rust that releases are built with.
const RUST: &str = ".ci/rust";

/// The packages whose dependencies end in a release.
const PRODUCTS: [&str; 3] = ["driftscope", "driftscope-page", "driftscope-parquet-page"];

/// Where the package of the command has its page: `crates/cli/build.rs` reads it there.
const PAGE_OF_THE_PACKAGE: &str = "crates/cli/driftscope.html";

/// What a release is built from.
#[derive(Clone, Debug)]
struct Origin {
    commit: String,
    is_dirty: bool,
    rust: String,
    target: String,
}

/// The files of a release.
#[derive(Clone, Debug)]
pub(crate) struct Release {
    /// The folder with all of them.
    pub folder: PathBuf,
    /// The command.
    pub command: PathBuf,
    /// The page.
    pub page: PathBuf,
    /// The system that the command is for, as Rust calls it.
    pub target: String,
}

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let is_tried = arguments.take_flag("--dry-run");
    let is_draft = arguments.take_flag("--draft") || is_tried;
    arguments.finish()?;
    let origin = origin()?;
    for problem in problems(&origin, workspace::read(RUST)?.trim(), &workspace::read("CHANGELOG.md")?) {
        if !is_draft {
            return Err(Failure::Release { problem: format!("{problem}. Use --draft to build all the same") });
        }
        eprintln!("Draft: {problem}");
    }
    let release = build(&origin)?;
    if is_tried {
        tried::everything(&release)?;
    }
    println!("{}", release.folder.display());
    Ok(())
}

/// Builds every file.
fn build(origin: &Origin) -> Result<Release, Failure> {
    let folder = workspace::root().join("dist").join("release");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Failure::file("remove", &folder))?;
    }
    let page = page::build()?;
    page.check_size()?;
    page.check_imports()?;
    let release = Release {
        command: folder.join(command_name(&origin.target)),
        page: folder.join(format!("driftscope-{VERSION}.html")),
        target: origin.target.clone(),
        folder,
    };
    copy(&build_command(&page)?, &release.command)?;
    copy(&page.path, &release.page)?;
    packages::write_all(&release.command, &release.page, &release.folder)?;
    workspace::write(&release.folder.join("licences.txt"), licences::notices(&PRODUCTS)?.as_bytes())?;
    write_manifest(&release.folder, origin)?;
    copy(&page.path, &workspace::root().join(PAGE_OF_THE_PACKAGE))?;
    Ok(release)
}

/// The name of the command's file, by which `cargo binstall` finds it.
pub(crate) fn command_name(target: &str) -> String {
    let ending = if target.contains("windows") { ".exe" } else { "" };
    format!("driftscope-{VERSION}-{target}{ending}")
}

/// What stands in the way of a release.
fn problems(origin: &Origin, rust: &str, changelog: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if origin.is_dirty {
        problems.push("there are changes that are not committed".to_owned());
    }
    if origin.rust != rust {
        problems.push(format!(
            "releases are built with Rust {rust} and this is {}: run `rustup toolchain install {rust} --target {}` and \
             `RUSTUP_TOOLCHAIN={rust} cargo xtask release`",
            origin.rust,
            toolchain::WASM
        ));
    }
    if !changelog.contains(&format!("\n## [{VERSION}]")) {
        problems.push(format!("CHANGELOG.md has no section \"## [{VERSION}]\""));
    }
    problems
}

fn origin() -> Result<Origin, Failure> {
    let git = |words: &[&str]| workspace::output(Command::new("git").args(words).current_dir(workspace::root()));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
    Ok(Origin {
        commit: text(git(&["rev-parse", "HEAD"])?),
        is_dirty: !git(&["status", "--porcelain"])?.is_empty(),
        rust: toolchain::version().ok_or_else(|| toolchain::unknown("version"))?,
        target: toolchain::required_host()?,
    })
}

/// Builds the command with neutral paths, and checks that it has the page inside.
pub(crate) fn build_command(page: &Page) -> Result<PathBuf, Failure> {
    let mut command = workspace::cargo();
    command.args(["build", "--release", "--locked", "--package", "driftscope"]);
    let flags = toolchain::neutral_paths().join("\u{1f}".as_ref());
    workspace::run(command.env("CARGO_ENCODED_RUSTFLAGS", flags).env_remove("RUSTFLAGS"))?;
    let path = workspace::target_directory()?.join("release");
    let path = path.join(format!("driftscope{}", std::env::consts::EXE_SUFFIX));
    let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
    let page = fs::read(&page.path).map_err(Failure::file("read", &page.path))?;
    if page.is_empty() || !bytes.windows(page.len()).any(|window| window == page) {
        return Err(Failure::Release {
            problem: "the command that was built does not have this page inside".to_owned(),
        });
    }
    Ok(path)
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
    }
    fs::copy(from, to).map(drop).map_err(Failure::file("write", to))
}

/// Writes `manifest.json` and then `SHA256SUMS`, which includes it.
fn write_manifest(folder: &Path, origin: &Origin) -> Result<(), Failure> {
    let files: Vec<_> = (checksums(folder)?.into_iter())
        .map(|(name, bytes, sha256)| json!({ "name": name, "bytes": bytes, "sha256": sha256 }))
        .collect();
    let manifest = json!({
        "version": VERSION,
        "commit": origin.commit,
        "uncommitted_changes": origin.is_dirty,
        "rust": origin.rust,
        "target": origin.target,
        "files": files,
    });
    workspace::write(&folder.join("manifest.json"), format!("{manifest:#}\n").as_bytes())?;
    // The form that `sha256sum --check` reads.
    let sums: String = checksums(folder)?.into_iter().map(|(name, _, sha256)| format!("{sha256}  {name}\n")).collect();
    workspace::write(&folder.join("SHA256SUMS"), sums.as_bytes())
}

/// Name, size and SHA-256 of each file in a folder, in the order of their names.
fn checksums(folder: &Path) -> Result<Vec<(String, usize, String)>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::file("read", folder))?;
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, bytes.len(), Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()));
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        let [commit, rust, target] = ["abc", "1.95.0", "x86_64-unknown-linux-gnu"].map(str::to_owned);
        Origin { commit, is_dirty: false, rust, target }
    }

    #[test]
    fn a_clean_tree_the_right_rust_and_a_changelog_are_needed() {
        let changelog = format!("# Changelog\n\n## [{VERSION}] – 2026-12-01\n");
        assert_eq!(problems(&origin(), "1.95.0", &changelog), Vec::<String>::new());
        assert_eq!(problems(&Origin { is_dirty: true, ..origin() }, "1.95.0", &changelog).len(), 1);
        assert!(problems(&origin(), "1.96.0", &changelog)[0].contains("RUSTUP_TOOLCHAIN=1.96.0"));
        assert!(problems(&origin(), "1.95.0", "# Changelog\n\n## [Unreleased]\n")[0].contains("CHANGELOG"));
    }

    #[test]
    fn checksums_are_those_of_the_files() {
        let folder = workspace::target_directory().unwrap().join("driftscope").join("release-test");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("b.txt"), "abc").unwrap();
        write_manifest(&folder, &origin()).unwrap();
        let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
        assert!(sums.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.txt\n"), "{sums}");
        assert!(sums.contains("  manifest.json\n"));
        let manifest: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
        assert_eq!(manifest["files"][0]["bytes"], 3);
    }
}
