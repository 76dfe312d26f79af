//! The crates that go to a registry, as `cargo metadata` lists them.

use serde_json::Value;
use xtask::{Failure, workspace};

use crate::packages::VERSION;

/// The package of the command.
pub(crate) const COMMAND: &str = "driftscope";

/// A crate for the registry.
#[derive(Clone, Debug)]
pub(crate) struct Crate {
    /// Its name.
    pub name: String,
    manifest: Value,
}

/// Every crate of the workspace that may be published, in the order of their names.
pub(crate) fn crates() -> Result<Vec<Crate>, Failure> {
    let printed =
        workspace::output(workspace::cargo().args(["metadata", "--format-version", "1", "--no-deps", "--offline"]))?;
    let metadata: Value = serde_json::from_slice(&printed).unwrap_or_default();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let is_published = |package: &&Value| package["publish"].as_array().is_none_or(|registries| !registries.is_empty());
    let mut crates: Vec<Crate> = (packages.filter(is_published))
        .filter_map(|package| Some(Crate { name: package["name"].as_str()?.to_owned(), manifest: package.clone() }))
        .collect();
    crates.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(crates)
}

/// What a registry would not accept, or would give to people in other versions than the ones that were tried; a sentence each.
pub(crate) fn problems(crates: &[Crate]) -> Vec<String> {
    let published: Vec<&str> = crates.iter().map(|one| one.name.as_str()).collect();
    let mut problems = Vec::new();
    for Crate { name, manifest } in crates {
        for field in ["description", "license", "repository"] {
            if manifest[field].as_str().is_none_or(str::is_empty) {
                problems.push(format!("{name} has no {field}"));
            }
        }
        // What tests alone need, by its place alone, is left out of a package.
        let is_left_out = |one: &Value| one["kind"] == "dev" && one["req"] == "*";
        let all = manifest["dependencies"].as_array().into_iter().flatten();
        for dependency in all.filter(|one| !one["path"].is_null() && !is_left_out(one)) {
            let other = dependency["name"].as_str().unwrap_or_default();
            if !published.contains(&other) {
                problems.push(format!("{name} needs {other}, which is not published"));
            }
            if dependency["req"] != format!("={VERSION}") {
                problems.push(format!("{name} asks for {other} {}, not for ={VERSION}", dependency["req"]));
            }
        }
    }
    problems
}

/// Where `cargo binstall` looks for the command of a target, by the metadata of its package.
pub(crate) fn binstall_address(crates: &[Crate], target: &str) -> Option<String> {
    let manifest = &crates.iter().find(|one| one.name == COMMAND)?.manifest;
    let settings = &manifest["metadata"]["binstall"];
    if settings["pkg-fmt"] != "bin" {
        return None;
    }
    let ending = if target.contains("windows") { ".exe" } else { "" };
    let known = [
        ("name", manifest["name"].as_str()?),
        ("repo", manifest["repository"].as_str()?),
        ("version", manifest["version"].as_str()?),
        ("target", target),
        ("binary-ext", ending),
    ];
    let template = settings["pkg-url"].as_str()?.to_owned();
    let address = known.iter().fold(template, |text, (name, value)| text.replace(&format!("{{ {name} }}"), value));
    (!address.contains(['{', '}'])).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release;

    #[test]
    fn everything_that_the_command_needs_is_published_in_its_own_version() {
        let crates = crates().unwrap();
        assert_eq!(problems(&crates), Vec::<String>::new());
        let names: Vec<&str> = crates.iter().map(|one| one.name.as_str()).collect();
        assert!(names.contains(&COMMAND) && names.contains(&"driftscope-stats"), "{names:?}");
        for name in ["xtask", "page-builder", "driftscope-page", "driftscope-charts", "driftscope-end-to-end"] {
            assert!(!names.contains(&name), "{name} is not for publishing");
        }
        let without: Vec<Crate> = crates.into_iter().filter(|one| one.name != "driftscope-stats").collect();
        assert!(
            problems(&without)
                .iter()
                .any(|problem| problem.ends_with("needs driftscope-stats, which is not published"))
        );
    }

    #[test]
    fn binstall_asks_for_the_file_that_a_release_writes() {
        let crates = crates().unwrap();
        for target in ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"] {
            let folder = format!("https://github.com/driftscope/driftscope/releases/download/v{VERSION}");
            let expected = format!("{folder}/{}", release::command_name(target));
            assert_eq!(binstall_address(&crates, target), Some(expected));
        }
    }
}
