//! The crates: packed as for a registry, installed from what was packed, and documented.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use xtask::{Failure, workspace};

use super::programs::quietly;
use super::{Outcome, works};
use crate::packages::VERSION;
use crate::published::{self, COMMAND, Crate};
use crate::release::Release;

/// Packs every crate that is published, and installs the command from the packages.
///
/// The packages are unpacked into a workspace of their own, whose members stand for the registry: cargo takes the crates from
/// there and all others in the versions of `Cargo.lock`.
pub(super) fn install(release: &Release, folder: &Path) -> Result<Outcome, Failure> {
    let crates = published::crates()?;
    let problems = published::problems(&crates);
    if !problems.is_empty() {
        return Err(Failure::Release { problem: problems.join("\n") });
    }
    // Compiling them is what the installation does.
    let mut pack = selected(&crates, &["package", "--no-verify", "--allow-dirty", "--target-dir"]);
    quietly(pack.arg(folder))?;
    let sources = folder.join("sources");
    let mut size = 0;
    for Crate { name, .. } in &crates {
        let packed = folder.join("package").join(format!("{name}-{VERSION}.crate"));
        size += std::fs::metadata(&packed).map_err(Failure::file("read", &packed))?.len();
        std::fs::create_dir_all(&sources).map_err(Failure::file("create", &sources))?;
        quietly(Command::new("tar").arg("-xzf").arg(&packed).arg("-C").arg(&sources))?;
    }
    workspace::write(&sources.join("Cargo.toml"), members(&crates).as_bytes())?;
    workspace::write(&sources.join("Cargo.lock"), &workspace::read_bytes("Cargo.lock")?)?;
    let cargo = || {
        let mut cargo = workspace::cargo();
        cargo.current_dir(&sources);
        cargo
    };
    // Leaves out of the lock file what only the page and the tests need.
    quietly(cargo().args(["metadata", "--format-version", "1"]))?;
    let root = folder.join("root");
    let kept = workspace::target_directory()?.join("driftscope").join("tried-target");
    let mut install = cargo();
    install.args(["install", "--quiet", "--locked", "--path"]).arg(format!("{COMMAND}-{VERSION}"));
    quietly(install.arg("--root").arg(&root).arg("--target-dir").arg(kept))?;
    let command = root.join("bin").join(format!("driftscope{}", std::env::consts::EXE_SUFFIX));
    works(&command, release, folder)?;
    Ok(Outcome::Works(format!(
        "{} packed, {size} bytes; the command installed from them carries the page of the release",
        crates.len()
    )))
}

/// Makes the pages that docs.rs makes, and fails if rustdoc warns.
pub(super) fn document(_: &Release, _: &Path) -> Result<Outcome, Failure> {
    let crates = published::crates()?;
    let mut document = selected(&crates, &["doc", "--no-deps", "--locked"]);
    quietly(document.env("RUSTDOCFLAGS", "--deny warnings"))?;
    Ok(Outcome::Works(format!("rustdoc has no warning of any of the {}", crates.len())))
}

/// Fails unless the address that `cargo binstall` makes ends in the name of the command's file.
pub(super) fn binstall(release: &Release, _: &Path) -> Result<Outcome, Failure> {
    let wrong = |problem| Failure::Release { problem };
    let address = published::binstall_address(&published::crates()?, &release.target)
        .ok_or_else(|| wrong(format!("{COMMAND} has no address for cargo binstall")))?;
    let name = address.rsplit('/').next().unwrap_or_default();
    if !release.folder.join(name).is_file() {
        return Err(wrong(format!("cargo binstall asks for {name}, which is not in {}", release.folder.display())));
    }
    Ok(Outcome::Works(format!("asks for {address}, whose file is there (nothing was downloaded)")))
}

/// Cargo for all these crates.
fn selected(crates: &[Crate], words: &[&str]) -> Command {
    let mut cargo = workspace::cargo();
    let (command, options) = words.split_first().unwrap_or((&"", &[]));
    cargo.arg(command);
    for one in crates {
        cargo.args(["--package", &one.name]);
    }
    cargo.args(options);
    cargo
}

/// A workspace of the unpacked crates, which take each other from it rather than from the registry.
fn members(crates: &[Crate]) -> String {
    let mut manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*-*\"]\n\n[patch.crates-io]\n".to_owned();
    for Crate { name, .. } in crates {
        let _ = writeln!(manifest, "{name} = {{ path = \"{name}-{VERSION}\" }}");
    }
    manifest
}
