//! The wheel: the Python package in `python/driftscope` and the command, which carries the page.
//!
//! Installing it needs neither Rust nor a compiler. It is a zip file (PEP 427) whose bytes follow from its files alone. The package is
//! not bound to a version of Python, as it starts the command rather than linking to it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use xtask::{Failure, workspace};

use super::zip::Zip;
use super::{DESCRIPTION, Package, REPOSITORY, VERSION, newest_glibc};

/// The oldest version of Python; `cargo xtask integrations` runs the tests on it where it is installed.
const PYTHON: &str = ">=3.9";

/// Makes the wheel of a command for a target.
pub(super) fn of(command: &[u8], target: &str) -> Result<Package, Failure> {
    let tag = format!("py3-none-{}", platform(command, target)?);
    let info = format!("driftscope-{VERSION}.dist-info");
    let mut files = sources()?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files.insert(format!("{info}/licenses/{name}"), workspace::read_bytes(name)?);
    }
    files.insert(format!("{info}/METADATA"), metadata()?.into_bytes());
    let kind = format!("Wheel-Version: 1.0\nGenerator: cargo xtask wheel\nRoot-Is-Purelib: false\nTag: {tag}\n");
    files.insert(format!("{info}/WHEEL"), kind.into_bytes());
    let suffix = if target.contains("windows") { ".exe" } else { "" };
    let script = format!("driftscope-{VERSION}.data/scripts/driftscope{suffix}");
    let mut record = String::new();
    for (name, content) in files.iter().map(|(name, content)| (name, &content[..])).chain([(&script, command)]) {
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(content));
        let _ = writeln!(record, "{name},sha256={hash},{}", content.len());
    }
    let own = format!("{info}/RECORD");
    let _ = writeln!(record, "{own},,");

    let mut zip = Zip::default();
    let mut write = || {
        for (name, content) in &files {
            zip.add(name, content, 0o644)?;
        }
        zip.add(&script, command, 0o755)?;
        zip.add(&own, record.as_bytes(), 0o644)
    };
    let name = format!("driftscope-{VERSION}-{tag}.whl");
    let failed = |reason| Failure::File { doing: "write", path: name.clone().into(), reason };
    write().map_err(failed)?;
    let bytes = zip.finish().map_err(failed)?;
    Ok(Package { name, bytes })
}

/// The files of the Python package, by their path in the wheel.
fn sources() -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let folder = workspace::root().join("python").join("driftscope");
    let entries = fs::read_dir(&folder).map_err(Failure::file("read", &folder))?;
    let mut files = BTreeMap::new();
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| is_source(path)) {
        let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.insert(format!("driftscope/{name}"), bytes);
    }
    Ok(files)
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "py") || path.ends_with("py.typed")
}

fn metadata() -> Result<String, Failure> {
    Ok(format!(
        "Metadata-Version: 2.4\nName: driftscope\nVersion: {VERSION}\nSummary: {DESCRIPTION}\n\
         License-Expression: MIT OR Apache-2.0\nLicense-File: LICENSE-APACHE\nLicense-File: LICENSE-MIT\n\
         Requires-Python: {PYTHON}\nProject-URL: Source, {REPOSITORY}\nDescription-Content-Type: text/markdown\n\n{}",
        workspace::read("python/README.md")?
    ))
}

/// The part of the tag that names the systems on which the command runs (PEP 425, 600 and 656).
fn platform(command: &[u8], target: &str) -> Result<String, Failure> {
    let (machine, system) = target.split_once('-').unwrap_or((target, ""));
    Ok(match (machine, system) {
        (_, "unknown-linux-gnu") => format!("manylinux_2_{}_{machine}", newest_glibc(command)),
        (_, "unknown-linux-musl") => format!("musllinux_1_2_{machine}"),
        // The oldest systems for which Rust compiles.
        ("x86_64", "apple-darwin") => "macosx_10_12_x86_64".to_owned(),
        ("aarch64", "apple-darwin") => "macosx_11_0_arm64".to_owned(),
        ("x86_64", "pc-windows-msvc") => "win_amd64".to_owned(),
        ("aarch64", "pc-windows-msvc") => "win_arm64".to_owned(),
        _ => return Err(Failure::Release { problem: format!("there is no tag of a wheel for {target}") }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_names_the_oldest_system_on_which_the_command_runs() {
        let command = b"\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.17\0GLIBC_PRIVATE\0";
        let tag = |target| platform(command, target).ok();
        assert_eq!(tag("x86_64-unknown-linux-gnu").as_deref(), Some("manylinux_2_34_x86_64"));
        assert_eq!(tag("aarch64-apple-darwin").as_deref(), Some("macosx_11_0_arm64"));
        assert_eq!(tag("x86_64-pc-windows-msvc").as_deref(), Some("win_amd64"));
        assert_eq!(tag("riscv64-unknown-none"), None);
        assert_eq!(newest_glibc(b"nothing"), 5);
    }

    #[test]
    fn the_same_command_gives_the_same_wheel_with_every_source_in_it() {
        let make = || of(b"GLIBC_2.31", "x86_64-unknown-linux-gnu").unwrap();
        let wheel = make();
        assert_eq!(wheel.name, format!("driftscope-{VERSION}-py3-none-manylinux_2_31_x86_64.whl"));
        assert_eq!(wheel.bytes, make().bytes);
        let has = |name: &str| wheel.bytes.windows(name.len()).any(|window| window == name.as_bytes());
        for name in ["driftscope/__init__.py", "driftscope/py.typed", "data/scripts/driftscope", "/RECORD"] {
            assert!(has(name), "{name}");
        }
        assert!(!has("__pycache__") && !has("test_"));
    }
}
