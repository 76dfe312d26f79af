//! The packages that `cargo metadata` lists, for this computer and for WebAssembly.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::{Failure, toolchain, workspace};

/// A package of the dependency graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Package {
    /// Its identifier in the graph.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub licence: Option<String>,
    /// Where it comes from; packages of the workspace have no source.
    pub source: Option<String>,
    /// The folder of its sources.
    pub folder: PathBuf,
}

/// Every package of the workspace's graph, build and test dependencies included.
pub(super) fn packages() -> Result<Vec<Package>, Failure> {
    let metadata = metadata()?;
    parsed(&metadata).ok_or_else(unexpected)
}

/// The packages whose code ends in the products of `roots`: dependencies of dependencies, without those that only build or
/// test.
pub(super) fn linked(roots: &[&str]) -> Result<BTreeSet<Package>, Failure> {
    let metadata = metadata()?;
    let packages = parsed(&metadata).ok_or_else(unexpected)?;
    let edges = edges(&metadata).ok_or_else(unexpected)?;
    let by_id: BTreeMap<&str, &Package> = packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let mut reached = BTreeSet::new();
    let is_root = |package: &&Package| package.source.is_none() && roots.contains(&package.name.as_str());
    let mut open: Vec<&str> = packages.iter().filter(is_root).map(|package| package.id.as_str()).collect();
    while let Some(id) = open.pop() {
        if let Some(package) = by_id.get(id).filter(|package| !reached.contains(**package)) {
            reached.insert((*package).clone());
            open.extend(edges.get(id).into_iter().flatten());
        }
    }
    Ok(reached)
}

fn metadata() -> Result<Value, Failure> {
    let mut command = workspace::cargo();
    command.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", toolchain::WASM]);
    if let Some(host) = toolchain::host() {
        command.args(["--filter-platform", &host]);
    }
    serde_json::from_slice(&workspace::output(&mut command)?).map_err(|_| unexpected())
}

fn unexpected() -> Failure {
    Failure::Unexpected { command: "cargo metadata".to_owned(), printed: "not the structure of version 1".to_owned() }
}

/// The packages of the resolved graph.
fn parsed(metadata: &Value) -> Option<Vec<Package>> {
    let nodes = metadata["resolve"]["nodes"].as_array()?;
    let used: BTreeSet<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let listed = metadata["packages"].as_array()?.iter();
    let used = listed.filter(|package| package["id"].as_str().is_some_and(|id| used.contains(id)));
    used.map(|package| {
        Some(Package {
            id: text(&package["id"])?,
            name: text(&package["name"])?,
            version: text(&package["version"])?,
            licence: text(&package["license"]),
            source: text(&package["source"]),
            folder: Path::new(package["manifest_path"].as_str()?).parent()?.to_owned(),
        })
    })
    .collect()
}

/// For each package, those it links: its normal dependencies.
fn edges(metadata: &Value) -> Option<BTreeMap<&str, Vec<&str>>> {
    let is_normal = |dependency: &&Value| {
        dependency["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
    };
    let nodes = metadata["resolve"]["nodes"].as_array()?.iter();
    nodes
        .map(|node| {
            let linked = node["deps"].as_array()?.iter().filter(is_normal).filter_map(|one| one["pkg"].as_str());
            Some((node["id"].as_str()?, linked.collect()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_and_the_second_module_link_parquet_and_the_page_does_not() {
        let names = |root| -> BTreeSet<String> { linked(&[root]).unwrap().into_iter().map(|one| one.name).collect() };
        let (command, page) = (names("driftscope"), names("driftscope-page"));
        assert!(names("driftscope-parquet-page").is_superset(&["parquet", "ruzstd"].map(str::to_owned).into()));
        assert!(command.contains("parquet") && command.contains("serde_json"));
        assert!(page.contains("yew") && !page.contains("parquet"));
        assert!(!command.contains("wasm-bindgen-cli-support"), "tools are not linked");
    }
}
