//! The documents of the repository, and all files that people write.

use std::fs;
use std::path::Path;

use xtask::{Failure, workspace};

/// The folders with documents.
const FOLDERS: [&str; 3] = ["", "docs", "docs/decisions"];

/// Files with text that people write.
const ENDINGS: [&str; 10] = ["css", "html", "js", "md", "py", "rs", "sh", "toml", "yaml", "yml"];

/// Folders whose text is not ours, or not text.
const FOREIGN: [&str; 6] = ["target", "dist", "vendor", ".git", "data", "golden"];

/// The paths of all Markdown files in [`FOLDERS`], relative to the root, in order.
pub(crate) fn documents() -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        let place = workspace::root().join(folder);
        let entries = fs::read_dir(&place).map_err(Failure::file("read", &place))?;
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        paths.extend(
            names
                .filter(|name| name.ends_with(".md"))
                .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }),
        );
    }
    paths.sort();
    Ok(paths)
}

/// The paths of all files with text that people write, relative to the root, in order.
pub(crate) fn texts() -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    collect(workspace::root(), "", &mut paths)?;
    paths.sort();
    Ok(paths)
}

fn collect(folder: &Path, name: &str, paths: &mut Vec<String>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::file("read", folder))?.flatten() {
        let own = entry.file_name().to_string_lossy().into_owned();
        let path = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
        if entry.path().is_dir() {
            if !FOREIGN.contains(&own.as_str()) {
                collect(&entry.path(), &path, paths)?;
            }
        } else if ENDINGS.iter().any(|ending| own.ends_with(&format!(".{ending}"))) {
            paths.push(path);
        }
    }
    Ok(())
}
