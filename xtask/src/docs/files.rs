//! The documents of the repository.

use std::fs;

use xtask::{Failure, workspace};

/// The folders with documents.
const FOLDERS: [&str; 3] = ["", "docs", "docs/decisions"];

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
