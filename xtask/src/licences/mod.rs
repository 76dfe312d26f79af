//! Judges the licence and the source of every package in the build, without a network.
//!
//! cargo-deny does the same and more, but has to be installed and fetches the advisories. What needs neither is done here,
//! from `cargo metadata` and the lists in `deny.toml`.

mod expression;
mod metadata;
mod notices;

use xtask::{Failure, workspace};

pub(crate) use notices::notices;

use metadata::Package;

/// The file with the lists.
const LISTS: &str = "deny.toml";

/// Fails if a package has a licence or a source that `deny.toml` does not allow.
pub(crate) fn check() -> Result<(), Failure> {
    let lists = workspace::read(LISTS)?;
    let (licences, sources) = (list(&lists, "allow"), list(&lists, "allow-registry"));
    let packages = metadata::packages()?;
    let problems: Vec<String> = packages.iter().filter_map(|package| problem(package, &licences, &sources)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Failure::Dependencies { problems: problems.join("\n  ") }) }
}

fn problem(package: &Package, licences: &[&str], sources: &[&str]) -> Option<String> {
    let Package { name, version, licence, source, .. } = package;
    // Packages of the workspace have no source.
    let source = source.as_deref()?;
    if !sources.iter().any(|allowed| source.strip_prefix("registry+") == Some(*allowed)) {
        return Some(format!("{name} {version} comes from {source}, which {LISTS} does not allow"));
    }
    let Some(licence) = licence else { return Some(format!("{name} {version} names no licence")) };
    match expression::is_allowed(licence, licences) {
        Some(true) => None,
        Some(false) => Some(format!("{name} {version} has the licence {licence}, which {LISTS} does not allow")),
        None => Some(format!("{name} {version} has a licence that cannot be parsed: {licence}")),
    }
}

/// The strings of a list in the file: `key = ["a", "b"]`, on one line or several.
fn list<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let begin = format!("\n{key} = [");
    let Some((_, rest)) = text.split_once(&begin) else { return Vec::new() };
    let values = rest.split_once(']').map_or("", |(values, _)| values);
    values.split('"').skip(1).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(licence: &str, source: Option<&str>) -> Package {
        Package {
            id: String::new(),
            name: "a".to_owned(),
            version: "1.0.0".to_owned(),
            licence: Some(licence.to_owned()),
            source: source.map(str::to_owned),
            folder: std::path::PathBuf::new(),
        }
    }

    #[test]
    fn foreign_licences_and_sources_are_problems() {
        let registry = "registry+https://example.org/index";
        let judged = |licence, source| problem(&package(licence, source), &["MIT"], &["https://example.org/index"]);
        assert_eq!(judged("MIT OR GPL-3.0", Some(registry)), None);
        assert_eq!(judged("anything", None), None, "packages of the workspace are ours");
        assert!(judged("GPL-3.0", Some(registry)).is_some_and(|problem| problem.contains("GPL-3.0")));
        assert!(judged("MIT", Some("git+https://example.org/a")).is_some_and(|problem| problem.contains("git+")));
    }

    #[test]
    fn lists_are_read_on_one_line_and_on_several() {
        assert_eq!(list("[x]\nallow = [\n  \"MIT\",\n  \"Zlib\",\n]\n", "allow"), ["MIT", "Zlib"]);
        assert_eq!(list("[x]\nallow-registry = [\"a\"]\nallow = [\"b\"]\n", "allow"), ["b"]);
        let lists = workspace::read(LISTS).unwrap();
        assert!(list(&lists, "allow").contains(&"MIT") && list(&lists, "allow-registry").len() == 1);
    }
}
