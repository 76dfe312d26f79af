//! The licence texts of everything that is linked into the products, as the licences require when they are passed on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::Failure;

use super::metadata::{self, Package};

/// The beginnings of the names of files with licence texts.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];

/// One text: every package that is linked into `roots` with its licence, then each licence text once, below the packages
/// that have it.
pub(crate) fn notices(roots: &[&str]) -> Result<String, Failure> {
    let packages = metadata::linked(roots)?;
    let foreign: Vec<&Package> = packages.iter().filter(|package| package.source.is_some()).collect();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut notices = String::from("Driftscope is licensed under MIT or Apache-2.0. It contains these packages:\n\n");
    for package in &foreign {
        let label = format!("{} {}", package.name, package.version);
        notices.push_str(&format!("{label}: {}\n", package.licence.as_deref().unwrap_or("see below")));
        for text in licence_texts(&package.folder)? {
            texts.entry(text).or_default().push(label.clone());
        }
    }
    let mut texts: Vec<_> = texts.into_iter().collect();
    texts.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (text, labels) in texts {
        notices.push_str(&format!("\n{}\n{}\n\n{}\n", "-".repeat(78), labels.join(", "), text.trim_end()));
    }
    Ok(notices)
}

fn licence_texts(folder: &Path) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::file("read", folder))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.retain(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_uppercase()).unwrap_or_default();
        NAMES.iter().any(|start| name.starts_with(start))
    });
    paths.sort();
    let read = |path: &std::path::PathBuf| fs::read(path).map_err(Failure::file("read", path));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace('\r', "").trim_matches('\n').to_owned();
    paths.iter().map(|path| Ok(text(read(path)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_linked_package_is_named_and_most_texts_are_shared() {
        let notices = notices(&["driftscope"]).unwrap();
        for part in ["\nserde_json ", "\nparquet ", "Permission is hereby granted", "Apache License"] {
            assert!(notices.contains(part), "{part:?} is missing");
        }
        assert!(!notices.contains("\ndriftscope-stats "), "our own packages are covered by the first line");
    }
}
