//! `cargo xtask reproduce`: whether two builds of the page from two clean clones in different folders are the same, byte for byte.
//!
//! It takes two builds from nothing, which is minutes, so no test runs it.

use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::{Arguments, Failure, workspace};

/// The folders of the clones: of different depth and length, since a path that leaks would leak here.
const FOLDERS: [&str; 2] = ["one", "a/second/folder with a longer name"];

/// Runs the command.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    let base = std::env::temp_dir().join(format!("driftscope-reproduce-{}", std::process::id()));
    let sums = FOLDERS.map(|folder| build(&base.join(folder)));
    // Whatever came out, some gigabytes of products are of no more use.
    let _ = std::fs::remove_dir_all(&base);
    let [one, other] = sums;
    let (one, other) = (one?, other?);
    if one != other {
        return Err(Failure::NotReproducible { one, other });
    }
    println!("Two builds from two clones are the same: {one}");
    Ok(())
}

/// Clones the last commit, builds its page, and gives the line of its checksum.
fn build(folder: &Path) -> Result<String, Failure> {
    eprintln!("Building in {}", folder.display());
    let mut clone = Command::new("git");
    clone.args(["clone", "--quiet", "--no-hardlinks"]).arg(workspace::root()).arg(folder);
    workspace::run(&mut clone)?;
    let mut dist = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    dist.args(["run", "--quiet", "--package", "xtask", "--", "dist"]).current_dir(folder);
    // What cargo tells this program of its own workspace is not the clone's.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_TARGET_DIR", "RUSTFLAGS"] {
        dist.env_remove(name);
    }
    workspace::run(&mut dist)?;
    let path: PathBuf = folder.join("dist").join("driftscope.html.sha256");
    let line = std::fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
    Ok(line.trim().to_owned())
}
